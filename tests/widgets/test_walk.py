"""The way through the list that a record was opened from."""

from collections.abc import Sequence

from salestui.store.query import ListColumn
from salestui.widgets.row_source import Row, RowList
from salestui.widgets.walk import Walk, WorkWalk
from tests.widgets.test_record_table import Walked


class Three(RowList):
    """A few rows that can be replaced."""

    def __init__(self, *ids: str) -> None:
        super().__init__((ListColumn("name", "Name"),), [(one, one) for one in ids])

    def replace(self, *ids: str) -> None:
        self._rows: Sequence[Row] = [(one, one) for one in ids]


def test_it_goes_from_record_to_record_and_stops_at_both_ends() -> None:
    walk = Walk("My Open", lambda: Three("a", "b", "c"), "a", 0)
    assert (walk.position, walk.where()) == (0, "1 of 3")
    assert (walk.neighbour(-1), walk.neighbour(1)) == (None, "b")
    assert walk.go(-1) is None
    assert walk.record_id == "a"
    assert [walk.go(1), walk.go(1), walk.go(1)] == ["b", "c", None]
    assert (walk.record_id, walk.where()) == ("c", "3 of 3")
    assert walk.go(-1) == "b"
    assert (walk.position, walk.is_in_list) == (1, True)


def test_it_follows_its_record_when_the_list_changes() -> None:
    source = Three("a", "b", "c", "d")
    walk = Walk("My Open", lambda: source, "b", 1)
    source.replace("x", "a", "d", "b", "c")
    assert walk.where() == "4 of 5"
    assert (walk.neighbour(-1), walk.neighbour(1)) == ("d", "c")


def test_after_its_record_left_the_list_it_goes_on_where_that_was() -> None:
    source = Three("a", "b", "c")
    walk = Walk("My Open", lambda: source, "b", 1)
    assert walk.position == 1
    source.replace("a", "c")
    assert not walk.is_in_list
    assert walk.where() == "no longer in this list"
    assert (walk.neighbour(-1), walk.neighbour(1)) == ("a", "c")
    assert walk.go(1) == "c"
    assert (walk.where(), walk.is_in_list) == ("2 of 2", True)


def test_back_from_a_record_that_left() -> None:
    source = Three("a", "b", "c")
    walk = Walk("My Open", lambda: source, "b", 1)
    source.replace("a", "c")
    assert walk.go(-1) == "a"
    assert walk.where() == "1 of 2"


def test_the_last_record_that_left_has_none_after_it() -> None:
    source = Three("a", "b", "c")
    walk = Walk("My Open", lambda: source, "c", 2)
    assert walk.position == 2
    source.replace("a", "b")
    assert (walk.neighbour(1), walk.neighbour(-1)) == (None, "b")
    source.replace()
    assert (walk.neighbour(1), walk.neighbour(-1)) == (None, None)


def test_without_a_place_there_is_no_way() -> None:
    walk = Walk("My Open", lambda: Three("a", "b"), "gone")
    assert walk.position is None
    assert (walk.neighbour(1), walk.neighbour(-1), walk.go(1)) == (None, None, None)
    assert walk.record_id == "gone"
    # It is told where it is, as soon as that can be told.
    assert Walk("My Open", lambda: Three("a", "b"), "b").where() == "2 of 2"


def test_while_the_list_is_still_read_it_goes_by_its_place() -> None:
    source = Walked([(f"r{number}", "", None, 0, 0) for number in range(2000)])
    walk = Walk("My Open", lambda: source, "r1199", 1199)
    assert (walk.where(), walk.is_in_list) == ("1,200", True)
    assert walk.go(1) == "r1200"
    assert walk.go(1) == "r1201"
    assert walk.go(-1) == "r1200"
    assert (walk.position, walk.where()) == (1200, "1,201")
    assert Walk("My Open", lambda: source, "r5").where() == ""
    source.go.set()
    source.load()
    assert walk.where() == "1,201 of 2,000"
    assert Walk("My Open", lambda: source, "r5").where() == "6 of 2,000"


def test_it_reads_one_row_a_step() -> None:
    source = Walked([(f"r{number}", "", None, 0, 0) for number in range(2000)])
    walk = Walk("My Open", lambda: source, "r0", 0)
    for _ in range(5):
        walk.go(1)
    assert source.windows == [(number, number + 1) for number in range(1, 6)]


def test_a_record_that_was_deleted_meanwhile_is_passed_over() -> None:
    class Holed(Three):
        def window(self, start: int, stop: int) -> Sequence[Row]:
            return [row for row in super().window(start, stop) if row[0] != "gone"]

    source = Holed("a", "gone", "b")
    walk = Walk("My Open", lambda: source, "a", 0)
    assert walk.go(1) == "b"
    assert walk.where() == "3 of 3"
    assert walk.go(1) is None


def test_working_a_list_keeps_where_it_is_at_each_step() -> None:
    kept: list[tuple[str, int]] = []
    walk = WorkWalk("Working My Open", Three("a", "b", "c"), "b", 1, lambda *stopped: kept.append(stopped))
    walk.go(1)
    walk.go(1)
    walk.go(-1)
    assert kept == [("b", 1), ("c", 2), ("b", 1)]
