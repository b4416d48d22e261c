"""The few rows that a table holds, and marks on any of them."""

from collections.abc import Sequence

import pytest

from salestui.store.list_totals import Totals
from salestui.store.query import ListColumn
from salestui.widgets import table_rows
from salestui.widgets.row_source import Row, RowList
from salestui.widgets.table_rows import WINDOW, Marks, Rows, TooManyMarked
from tests.widgets.test_record_table import Walked

COLUMNS = (ListColumn("name", "Name"), ListColumn("amount", "Amount", "money"))


class Counted(RowList):
    """Rows that note which windows were read."""

    def __init__(self, count: int) -> None:
        super().__init__(
            COLUMNS, [(f"r{number}", f"Row {number}", number) for number in range(count)], amount=2
        )
        self.windows: list[int] = []

    def window(self, start: int, stop: int) -> Sequence[Row]:
        assert stop - start == WINDOW
        assert start % WINDOW == 0
        self.windows.append(start // WINDOW)
        return super().window(start, stop)


def test_rows_are_read_in_windows_and_kept() -> None:
    source = Counted(1000)
    rows = Rows(source)
    assert [rows.at(position)[1] for position in (0, 1, WINDOW - 1, WINDOW)] == [  # type: ignore[index]
        "Row 0",
        "Row 1",
        f"Row {WINDOW - 1}",
        f"Row {WINDOW}",
    ]
    assert source.windows == [0, 1]
    assert rows.at(-1) is None
    assert rows.at(1000) is None
    assert rows.at(5)[0] == "r5"  # type: ignore[index]
    assert source.windows == [0, 1, 1000 // WINDOW]


def test_the_windows_used_last_are_kept() -> None:
    source = Counted(WINDOW * 20)
    rows = Rows(source)
    for number in range(20):
        rows.at(number * WINDOW)
        rows.at(0)  # always in sight
    assert source.windows == list(range(20))
    rows.at(19 * WINDOW)
    rows.at(18 * WINDOW)
    assert source.windows == list(range(20))
    rows.at(2 * WINDOW)
    assert source.windows[20:] == [2]


def test_forgetting_reads_anew() -> None:
    source = Counted(10)
    rows = Rows(source)
    rows.at(0)
    rows.forget()
    rows.at(0)
    assert source.windows == [0, 0]


def test_the_nearest_row_of_a_list_whose_length_is_known() -> None:
    source = Counted(100)
    rows = Rows(source)
    assert [rows.nearest(position) for position in (-5, 0, 50, 99, 100, 10**9)] == [0, 0, 50, 99, 99, 99]
    assert source.windows == []
    assert Rows(Counted(0)).nearest(0) == -1
    assert Rows(Counted(0)).nearest(10) == -1
    assert (rows.length, Rows(Counted(0)).length) == (100, 0)


@pytest.mark.parametrize("count", [0, 1, WINDOW - 1, WINDOW, WINDOW + 1, 5 * WINDOW, 1000])
def test_the_nearest_row_of_a_list_whose_length_is_not_known(count: int) -> None:
    for position in (-1, 0, 1, WINDOW, WINDOW + 5, 3 * WINDOW, 999, 1000, 5_000, 10**7):
        source = Walked([(f"r{number}", "", None, 0, 0) for number in range(count)])
        rows = Rows(source)
        found = rows.nearest(position)
        assert found == min(max(position, 0), count - 1)
        assert len(source.windows) <= 20
        # As far as it is known: at least up to there.
        assert rows.length >= found + 1
        assert rows.length <= count


def test_a_record_is_found_near_where_it_was_while_not_all_is_known() -> None:
    source = Walked([(f"r{number}", "", None, 0, 0) for number in range(1000)])
    rows = Rows(source)
    assert rows.position_of("r500", 500) == 500
    assert rows.position_of("r500", 500 + WINDOW) == 500
    assert rows.position_of("r500", 500 - WINDOW) == 500
    assert rows.position_of("r10", 0) == 10
    assert len(source.windows) <= 8
    assert rows.position_of("r500", 0) is None
    source.go.set()
    source.load()
    assert rows.position_of("r500", 0) == 500
    assert rows.position_of("gone", 0) is None


# Marks


SOURCE = Counted(10)


def test_no_marks() -> None:
    marks = Marks()
    assert not marks
    assert "r1" not in marks
    assert (marks.count(SOURCE), marks.amount(SOURCE)) == (0, 0)


def test_some_marks() -> None:
    marks = Marks().turned("r1").turned("r3").turned("r5").turned("r3")
    assert marks
    assert ("r1" in marks, "r3" in marks, None in marks) == (True, False, False)
    assert (marks.count(SOURCE), marks.amount(SOURCE)) == (2, 6)
    assert marks.only(["r5", "r6"]) == Marks(frozenset({"r5"}))
    assert not marks.only([])


def test_all_but_some() -> None:
    marks = Marks(everything=True)
    assert "anything" in marks
    assert (marks.count(SOURCE), marks.amount(SOURCE)) == (10, 45)
    marks = marks.turned("r4")
    assert "r4" not in marks
    assert "r5" in marks
    assert (marks.count(SOURCE), marks.amount(SOURCE)) == (9, 41)
    # Who left the list can't be taken off its sum.
    assert marks.only([]) == Marks(everything=True)
    assert marks.turned("r4") == Marks(everything=True)


def test_marks_of_a_list_that_is_not_known_yet() -> None:
    source = Walked([("r0", "", None, 7, 0), ("r1", "", None, 5, 0)])
    assert (Marks(everything=True).count(source), Marks(everything=True).amount(source)) == (None, None)
    assert (Marks().turned("r0").count(source), Marks().turned("r0").amount(source)) == (1, 7)
    source.go.set()
    source.load()
    assert source.totals == Totals(2, 12)
    assert Marks(everything=True).turned("r0").amount(source) == 5


def test_the_marked_rows_are_in_the_order_of_the_list() -> None:
    source = RowList(COLUMNS, [(f"r{number}", f"Row {number}", number) for number in range(10)])
    marks = Marks().turned("r5").turned("r3").turned("gone")
    assert [row[0] for row in marks.rows(source)] == ["r3", "r5"]
    assert len(Marks(everything=True).turned("r4").rows(source)) == 9


def test_more_than_one_command_takes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_rows, "MOST_MARKED", 9)
    with pytest.raises(TooManyMarked, match="More than 9 records are marked: filter the list first"):
        Marks(everything=True).rows(SOURCE)
    unknown = Walked([("r0", "", None, 7, 0)])
    with pytest.raises(TooManyMarked):
        Marks(everything=True).rows(unknown)
