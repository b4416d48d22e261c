"""Pictures of the dialogs about people, of roles in their rows, and of the brief."""

import pytest

from salestui.widgets.desk import Desk
from salestui.widgets.theme import Mode
from tests.screens.looks import Compare, at_flagship, shown


@pytest.mark.parametrize(
    ("mode", "size"), [("dark", (120, 40)), ("light", (120, 40)), ("dark", (80, 24)), ("dark", (60, 24))]
)
def test_adding_somebody_who_is_much_like_another(
    snap_compare: Compare, demo_desk: Desk, mode: Mode, size: tuple[int, int]
) -> None:
    keys = ("enter", "K", *"anna", "space", *"silvera", "tab", "d")
    assert snap_compare(shown(demo_desk, mode), terminal_size=size, run_before=at_flagship(*keys))


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
def test_adding_several(snap_compare: Compare, demo_desk: Desk, size: tuple[int, int]) -> None:
    keys = ("enter", "K", *"an", "down", "space", "space")
    assert snap_compare(shown(demo_desk, "dark"), terminal_size=size, run_before=at_flagship(*keys))


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
def test_adding_a_competitor(snap_compare: Compare, demo_desk: Desk, size: tuple[int, int]) -> None:
    assert snap_compare(shown(demo_desk, "dark"), terminal_size=size, run_before=at_flagship("R", *"fabric"))


@pytest.mark.parametrize(
    ("size", "keys"),
    [((120, 40), ("tab", "tab", "tab", "down", "e", "d")), ((80, 24), ("l", "l", "l", "down", "e"))],
    ids=["on the sheet", "in little room"],
)
def test_a_role_in_its_row(
    snap_compare: Compare, demo_desk: Desk, size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    assert snap_compare(shown(demo_desk, "dark"), terminal_size=size, run_before=at_flagship("enter", *keys))


@pytest.mark.parametrize(
    ("mode", "size"),
    [("dark", (160, 45)), ("dark", (120, 40)), ("light", (120, 40)), ("dark", (80, 24)), ("dark", (60, 24))],
)
def test_the_brief(snap_compare: Compare, demo_desk: Desk, mode: Mode, size: tuple[int, int]) -> None:
    assert snap_compare(shown(demo_desk, mode), terminal_size=size, run_before=at_flagship("b"))
