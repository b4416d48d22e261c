"""Pictures of writing and reading notes and posts on the demo company."""

import pytest

from salestui.widgets.desk import Desk
from tests.screens.looks import Compare, at_flagship, shown

WIDE, NARROW = (120, 40), (80, 24)
FIND_ANTENNA = ("slash", *"antenna", "enter")


@pytest.mark.parametrize(("size", "way"), [(WIDE, "tab"), (NARROW, "l")], ids=["wide", "narrow"])
def test_a_note_open_in_the_timeline(
    snap_compare: Compare, demo_desk: Desk, size: tuple[int, int], way: str
) -> None:
    keys = at_flagship("enter", way, *FIND_ANTENNA, "j", "enter")
    assert snap_compare(shown(demo_desk, "dark"), terminal_size=size, run_before=keys)


@pytest.mark.parametrize("size", [WIDE, NARROW, (60, 24)], ids=["wide", "narrow", "small"])
def test_a_note_being_written(snap_compare: Compare, demo_desk: Desk, size: tuple[int, int]) -> None:
    keys = at_flagship("N", *"Met", "space", *"Ana")
    assert snap_compare(shown(demo_desk, "dark"), terminal_size=size, run_before=keys)


@pytest.mark.parametrize("mode", ["dark", "light"])
def test_a_post_being_written(snap_compare: Compare, demo_desk: Desk, mode: str) -> None:
    keys = at_flagship("P", "at", *"le", "enter", "space", "number_sign", *"ma")
    assert snap_compare(shown(demo_desk, mode), terminal_size=NARROW, run_before=keys)


@pytest.mark.parametrize(("size", "way"), [(WIDE, "tab"), (NARROW, "l")], ids=["wide", "narrow"])
def test_a_post_read_whole(snap_compare: Compare, demo_desk: Desk, size: tuple[int, int], way: str) -> None:
    keys = at_flagship("enter", way, *FIND_ANTENNA, "enter", "enter")
    assert snap_compare(shown(demo_desk, "dark"), terminal_size=size, run_before=keys)
