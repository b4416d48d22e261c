"""Where the work through a list goes on, after things were done to its records."""

from string import ascii_lowercase

import pytest

from salestui.screens.work_memory import AFTER, Start, start, stopped_at
from salestui.store.query import ListColumn
from salestui.widgets.row_source import Row, RowList, RowSource
from tests.widgets.test_record_table import Walked


def listed(ids: str) -> RowList:
    return RowList((ListColumn("name", "Name"),), [(one, one) for one in ids])


def goes_on(before: str, stopped: str, after: str) -> tuple[str, int, bool] | None:
    """Where work goes on in the list as it is after, that was stopped at a record of the list before."""
    return start(listed(after), stopped_at(listed(before), stopped, before.index(stopped)))


@pytest.mark.parametrize(
    ("before", "stopped", "after", "goes_on_at"),
    [
        ("abcdef", "c", "abcdef", "c"),
        ("abcdef", "c", "acdef", "c"),
        ("abcdef", "c", "cdef", "c"),
        ("abcdef", "c", "abcxdef", "c"),
        ("abcdef", "c", "xabcdef", "c"),
        ("abcdefgh", "c", "adefgh", "d"),
        ("abcdefgh", "c", "adefghbc", "d"),
        ("abcdefgh", "c", "cabdefgh", "d"),
        ("abcdefgh", "c", "cdefghab", "c"),
        ("abcdefgh", "c", "abcfgh", "c"),
        ("abcdefgh", "c", "abfgh", "f"),
    ],
    ids=[
        "nothing was done",
        "one before it left the list",
        "all before it left the list",
        "a new one came after it",
        "a new one came before it",
        "it left the list, and one before it too",
        "it was put off, and one before it too",
        "it was moved to the top",
        "only those before it were put off",
        "those after it left the list",
        "it and those after it left the list",
    ],
)
def test_no_record_is_skipped_that_was_not_seen(
    before: str, stopped: str, after: str, goes_on_at: str
) -> None:
    assert goes_on(before, stopped, after) == (goes_on_at, after.index(goes_on_at), False)


@pytest.mark.parametrize("after", ["abcd", "abc", "dabc", "a"])
def test_after_the_last_one_it_begins_anew(after: str) -> None:
    assert goes_on("abcd", "d", after) == (after[0], 0, True)


def test_nothing_is_left() -> None:
    assert goes_on("abcd", "c", "") is None


def test_when_all_that_came_next_left_it_goes_on_by_its_place() -> None:
    many = ascii_lowercase + ascii_lowercase.upper()
    rest = many[:3] + many[AFTER + 10 :]
    assert goes_on(many, "e", rest) == (rest[4], 4, False)


def test_of_a_list_that_is_still_read_the_near_ones_are_looked_at() -> None:
    rows: list[Row] = [(f"r{number}", "", None, 0, 0) for number in range(2000)]
    source: RowSource = Walked(rows)
    stopped = stopped_at(source, "r1199", 1199)
    assert start(source, stopped) == Start("r1199", 1199)
    without = Walked([row for row in rows if row[0] not in ("r1198", "r1199")])
    assert not without.is_loaded
    assert start(without, stopped) == Start("r1200", 1198)
