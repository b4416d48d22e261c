"""Pictures of the key screens on the demo company, at the sizes and in the colours that matter."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from salestui.app import SalesApp
from salestui.settings import Settings
from salestui.widgets.desk import Desk
from salestui.widgets.theme import Mode

Compare = Callable[..., bool]
FLAGSHIP = "Warehouse"


@pytest.fixture
def desk(demo_file: Path) -> Iterator[Desk]:
    opened = Desk.open(demo_file, Settings(user="mina"))
    opened.label = "demo"
    yield opened
    opened.store.close()


def pressing(*keys: str) -> Callable[[Pilot[Any]], Any]:
    """The cursor on the flagship deal, then these keys."""

    async def run(pilot: Pilot[Any]) -> None:
        await pilot.app.workers.wait_for_complete()
        table = pilot.app.screen.table  # type: ignore[attr-defined]  # the list of opportunities
        rows = table.source.window(0, 100)
        table.select(next((row[0] for row in rows if str(row[1]).startswith(FLAGSHIP)), ""))
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause(0.2)

    return run


def shown(desk: Desk, mode: Mode) -> SalesApp:
    desk.settings = Settings(user="mina", theme=mode)
    return SalesApp(desk)


@pytest.mark.parametrize(
    ("mode", "size"),
    [
        ("dark", (200, 50)),
        ("dark", (120, 40)),
        ("light", (120, 40)),
        ("dark", (100, 30)),
        ("dark", (80, 24)),
        ("dark", (60, 24)),
    ],
)
def test_the_list(snap_compare: Compare, desk: Desk, mode: Mode, size: tuple[int, int]) -> None:
    assert snap_compare(shown(desk, mode), terminal_size=size, run_before=pressing("space"))


@pytest.mark.parametrize(
    ("mode", "size"),
    [
        ("dark", (160, 45)),
        ("dark", (120, 40)),
        ("light", (120, 40)),
        ("dark", (80, 24)),
        ("dark", (60, 24)),
    ],
)
def test_the_record(snap_compare: Compare, desk: Desk, mode: Mode, size: tuple[int, int]) -> None:
    assert snap_compare(shown(desk, mode), terminal_size=size, run_before=pressing("enter"))


@pytest.mark.parametrize(
    ("size", "keys"),
    [
        ((120, 40), ("enter", "l")),
        ((120, 40), ("enter", "h")),
        ((80, 24), ("enter", "l")),
        ((80, 24), ("enter", "l", "l", "l")),
    ],
    ids=["line items", "history", "timeline in little room", "people in little room"],
)
def test_a_tab_of_the_record(
    snap_compare: Compare, desk: Desk, size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    assert snap_compare(shown(desk, "dark"), terminal_size=size, run_before=pressing(*keys))


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 24)])
@pytest.mark.parametrize(
    "keys",
    [("v",), ("s",), ("n",), ("e", "enter"), ("slash", "c", "o"), ("f",), ("v", "z", "z")],
    ids=["views", "sort", "new", "edit", "filter", "jump", "nothing fits"],
)
def test_what_a_key_opens(
    snap_compare: Compare, desk: Desk, size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    assert snap_compare(shown(desk, "dark"), terminal_size=size, run_before=pressing(*keys))
