"""Pictures of the key screens on the demo company, at the sizes and in the colours that matter."""

import pytest

from salestui.widgets.desk import Desk
from salestui.widgets.theme import Mode
from tests.screens.looks import Compare, at_flagship, shown


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
def test_the_list(snap_compare: Compare, demo_desk: Desk, mode: Mode, size: tuple[int, int]) -> None:
    assert snap_compare(shown(demo_desk, mode), terminal_size=size, run_before=at_flagship("space"))


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
def test_the_record(snap_compare: Compare, demo_desk: Desk, mode: Mode, size: tuple[int, int]) -> None:
    assert snap_compare(shown(demo_desk, mode), terminal_size=size, run_before=at_flagship("enter"))


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
    snap_compare: Compare, demo_desk: Desk, size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    assert snap_compare(shown(demo_desk, "dark"), terminal_size=size, run_before=at_flagship(*keys))


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 24)])
@pytest.mark.parametrize(
    "keys",
    [("v",), ("s",), ("n",), ("e", "enter"), ("slash", "c", "o"), ("f",), ("v", "z", "z")],
    ids=["views", "sort", "new", "edit", "filter", "jump", "nothing fits"],
)
def test_what_a_key_opens(
    snap_compare: Compare, demo_desk: Desk, size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    assert snap_compare(shown(demo_desk, "dark"), terminal_size=size, run_before=at_flagship(*keys))
