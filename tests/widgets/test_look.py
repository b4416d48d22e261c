"""Pictures of the kit, help, jump mode and a question, in both themes and at the widths that matter."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from salestui.app import SalesApp
from salestui.settings import Settings
from salestui.widgets import theme
from salestui.widgets.desk import Desk
from salestui.widgets.dialog import Confirm
from tests.screens.app import Stand, until
from tests.widgets.kit import Kit

MODES = pytest.mark.parametrize("mode", ["dark", "light"])
SIZES = pytest.mark.parametrize(
    "size", [(120, 40), (80, 24), (60, 24)], ids=lambda size: f"{size[0]}x{size[1]}"
)
Compare = Callable[..., bool]


def app(desk: Desk, mode: theme.Mode) -> SalesApp:
    desk.settings = Settings(theme=mode)
    return SalesApp(desk, {"opportunities": Stand})


def pressing(*keys: str) -> Callable[[Pilot[Any]], Awaitable[None]]:
    async def press(pilot: Pilot[Any]) -> None:
        if isinstance(pilot.app, SalesApp):
            await until(pilot, lambda: pilot.app.warmed)
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        await pilot.pause()

    return press


@MODES
def test_the_kit(snap_compare: Compare, mode: theme.Mode) -> None:
    assert snap_compare(Kit(mode), terminal_size=(120, 40), run_before=pressing())


def test_the_kit_in_ascii(snap_compare: Compare) -> None:
    assert snap_compare(Kit("dark", "ascii"), terminal_size=(120, 40), run_before=pressing())


@MODES
@SIZES
def test_help(snap_compare: Compare, desk: Desk, mode: theme.Mode, size: tuple[int, int]) -> None:
    assert snap_compare(app(desk, mode), terminal_size=size, run_before=pressing("?", "down"))


@SIZES
def test_jump(snap_compare: Compare, desk: Desk, size: tuple[int, int]) -> None:
    assert snap_compare(app(desk, "dark"), terminal_size=size, run_before=pressing("f"))


@MODES
@SIZES
def test_a_question(snap_compare: Compare, desk: Desk, mode: theme.Mode, size: tuple[int, int]) -> None:
    async def ask(pilot: Pilot[Any]) -> None:
        question = Confirm(
            "not saved", ["This would drop 2 changes to Acme [EMEA]."], yes="drop them", no="keep editing"
        )
        pilot.app.push_screen(question)
        await pressing()(pilot)

    assert snap_compare(app(desk, mode), terminal_size=size, run_before=ask)


@SIZES
def test_a_toast_says_why_a_key_does_nothing(
    snap_compare: Compare, desk: Desk, size: tuple[int, int]
) -> None:
    assert snap_compare(app(desk, "dark"), terminal_size=size, run_before=pressing("j", "3"))


def test_a_terminal_that_is_too_small(snap_compare: Compare, desk: Desk) -> None:
    assert snap_compare(app(desk, "dark"), terminal_size=(20, 5), run_before=pressing())
