"""Pictures of writing and reading notes and posts on the demo company."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from salestui.settings import Settings
from salestui.widgets.desk import Desk
from tests.screens.test_look import Compare, pressing, shown

WIDE, NARROW = (120, 40), (80, 24)
FIND_ANTENNA = ("slash", *"antenna", "enter")


@pytest.fixture
def desk(demo_file: Path) -> Iterator[Desk]:
    opened = Desk.open(demo_file, Settings(user="mina"))
    opened.label = "demo"
    yield opened
    opened.store.close()


@pytest.mark.parametrize(("size", "way"), [(WIDE, "tab"), (NARROW, "l")], ids=["wide", "narrow"])
def test_a_note_open_in_the_timeline(
    snap_compare: Compare, desk: Desk, size: tuple[int, int], way: str
) -> None:
    keys = pressing("enter", way, *FIND_ANTENNA, "j", "enter")
    assert snap_compare(shown(desk, "dark"), terminal_size=size, run_before=keys)


@pytest.mark.parametrize("size", [WIDE, NARROW, (60, 24)], ids=["wide", "narrow", "small"])
def test_a_note_being_written(snap_compare: Compare, desk: Desk, size: tuple[int, int]) -> None:
    keys = pressing("N", *"Met", "space", *"Ana")
    assert snap_compare(shown(desk, "dark"), terminal_size=size, run_before=keys)


@pytest.mark.parametrize("mode", ["dark", "light"])
def test_a_post_being_written(snap_compare: Compare, desk: Desk, mode: str) -> None:
    keys = pressing("P", "at", *"le", "enter", "number_sign", *"ma")
    assert snap_compare(shown(desk, mode), terminal_size=NARROW, run_before=keys)


@pytest.mark.parametrize(("size", "way"), [(WIDE, "tab"), (NARROW, "l")], ids=["wide", "narrow"])
def test_a_post_read_whole(snap_compare: Compare, desk: Desk, size: tuple[int, int], way: str) -> None:
    keys = pressing("enter", way, *FIND_ANTENNA, "enter", "enter")
    assert snap_compare(shown(desk, "dark"), terminal_size=size, run_before=keys)
