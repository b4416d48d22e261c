"""Which columns of a list have room, and how wide they are."""

from collections.abc import Sequence
from itertools import pairwise

import pytest

from salestui.lifecycle.view_catalogue import SYSTEM_VIEWS
from salestui.lifecycle.view_columns import columns as list_columns
from salestui.lifecycle.views import View
from salestui.store.query import ListColumn
from salestui.widgets.painting import RIGHT_MARGIN, TEXT_COLUMN
from salestui.widgets.table_columns import GAP, Placed, lay_out

VIEWS = SYSTEM_VIEWS["opportunity"]
WIDTHS = (200, 160, 120, 100, 80, 60, 40, 20)

SHORT = {
    "topic": "topic",
    "customer_name": "customer",
    "estimated_close_date": "close",
    "estimated_revenue": "revenue",
    "actual_close_date": "closed",
    "actual_revenue": "actual",
    "created_on": "created",
    "modified_on": "changed",
    "last_activity_on": "last",
    "stage_since": "stuck",
    "status_reason": "reason",
    "probability": "prob",
}
SHOWN = {
    "my-open": {
        120: "topic customer close revenue rating prob contact",
        100: "topic customer close revenue rating prob",
        80: "topic customer close revenue rating",
        60: "topic close revenue",
    },
    "all": {
        120: "topic customer close revenue rating status prob contact",
        100: "topic customer close revenue rating status",
        80: "topic customer close revenue rating",
        60: "topic close revenue",
    },
    "closed": {
        120: "topic closed actual customer owner reason",
        100: "topic closed actual customer reason",
        80: "topic closed actual customer",
        60: "topic closed actual",
    },
    "won": {
        120: "topic closed actual customer owner",
        100: "topic closed actual customer owner",
        80: "topic closed actual customer",
        60: "topic closed actual",
    },
    "lost": {
        120: "topic closed customer reason",
        100: "topic closed customer reason",
        80: "topic closed customer reason",
        60: "topic closed customer",
    },
    "recent": {
        120: "topic customer close revenue created status rating prob",
        100: "topic customer close revenue created status rating",
        80: "topic customer close revenue rating",
        60: "topic close revenue",
    },
    "open-or-lately-won": {
        120: "topic customer close revenue status closed actual rating",
        100: "topic customer close revenue closed actual",
        80: "topic close revenue closed actual",
    },
    "this-fiscal-year": {
        120: "topic customer close revenue actual rating prob",
        100: "topic customer close revenue actual rating",
        80: "topic close revenue actual",
        60: "topic close revenue",
    },
    "opened-this-week": {
        120: "topic customer close revenue rating created prob",
        100: "topic customer close revenue rating created",
        80: "topic customer close revenue rating",
        60: "topic close revenue",
    },
    "open-by-owner": {
        120: "topic owner customer close revenue rating prob",
        100: "topic customer close revenue rating prob",
        80: "topic customer close revenue rating",
        60: "topic close revenue",
    },
}


def placed(view: View, width: int) -> list[Placed]:
    """The columns of a table of so many cells."""
    return lay_out(list_columns(view.table, view.columns), width - TEXT_COLUMN - RIGHT_MARGIN)


def keys(found: Sequence[Placed]) -> str:
    return " ".join(SHORT.get(one.column.key, one.column.key) for one in found)


@pytest.mark.parametrize("key", SHOWN)
def test_which_columns_give_way(key: str) -> None:
    view = next(view for view in VIEWS if view.key == key)
    assert {width: keys(placed(view, width)) for width in SHOWN[key]} == SHOWN[key]
    # What is left in the end is what the record is called.
    assert keys(placed(view, 40)) == keys(placed(view, 20)) == "topic"


@pytest.mark.parametrize(
    "view", [view for views in SYSTEM_VIEWS.values() for view in views], ids=lambda v: v.key
)
def test_columns_keep_their_order_their_gaps_and_the_room(view: View) -> None:
    every = list_columns(view.table, view.columns)
    before: set[str] = set()
    for width in reversed(WIDTHS):
        room = width - TEXT_COLUMN - RIGHT_MARGIN
        found = lay_out(every, room)
        assert found[0].column is every[0]
        assert found[0].x == 0
        for one, following in pairwise(found):
            assert following.x == one.x + one.width + GAP
        assert found[-1].x + found[-1].width <= room
        assert [one.value for one in found] == sorted({one.value for one in found})
        assert all(every[one.value - 1] is one.column and not one.column.hidden for one in found)
        assert len(found) == 1 or all(one.width >= one.column.width for one in found)
        # A wider table never shows less.
        assert before <= {one.column.key for one in found}
        before = {one.column.key for one in found}
    assert before == set(view.columns)


def test_the_leading_column_gets_the_most_of_what_is_left_over() -> None:
    for width in WIDTHS:
        for view in VIEWS:
            found = placed(view, width)
            assert found[0].width == max(one.width for one in found)


A = ListColumn("a", "A", width=10, share=3)
B = ListColumn("b", "B", width=6, share=1, rank=1)
C = ListColumn("c", "C", "integer", width=4, rank=2)
LATE = ListColumn("d", "Due", "due", width=11, rank=1)
OVERDUE = ListColumn("d", "Due", "due", width=14, rank=1, late_word="overdue")


def sizes(found: Sequence[Placed]) -> list[tuple[str, int, int]]:
    return [(one.column.key, one.x, one.width) for one in found]


def test_what_is_left_over_is_shared_to_the_last_cell() -> None:
    assert sizes(lay_out((A, B, C), 24)) == [("a", 0, 10), ("b", 12, 6), ("c", 20, 4)]
    assert sizes(lay_out((A, B, C), 27)) == [("a", 0, 13), ("b", 15, 6), ("c", 23, 4)]
    assert sizes(lay_out((A, B, C), 29)) == [("a", 0, 14), ("b", 16, 7), ("c", 25, 4)]


def test_what_does_not_grow_leaves_air() -> None:
    assert sizes(lay_out((C, C), 60)) == [("c", 0, 4), ("c", 6, 4)]


def test_the_highest_rank_gives_way_first_wherever_it_stands() -> None:
    assert [one.column.key for one in lay_out((C, A, B), 24)] == ["c", "a", "b"]
    # The first column stays, whatever its rank.
    assert [one.column.key for one in lay_out((C, A, B), 16)] == ["c", "a"]
    assert [one.column.key for one in lay_out((C, A, B), 15)] == ["c"]


def test_columns_of_a_high_rank_wait_until_others_have_room_to_spare() -> None:
    far = ListColumn("far", "Far", width=4, rank=5)
    assert [one.column.key for one in lay_out((A, far), 18)] == ["a"]
    assert [one.column.key for one in lay_out((A, far), 19)] == ["a", "far"]


def test_one_column_takes_all_the_room_there_is() -> None:
    for room in (0, 1, 5, 9):
        assert sizes(lay_out((A, B), room)) == [("a", 0, max(room, 1))]


def test_hidden_columns_have_no_room_but_a_value() -> None:
    hidden = ListColumn("h", "H", hidden=True)
    found = lay_out((hidden, A, hidden, C), 40)
    assert [(one.column.key, one.value) for one in found] == [("a", 2), ("c", 4)]
    assert lay_out((hidden,), 40) == []
    assert lay_out((), 40) == []


def test_other_date_formats_need_other_widths() -> None:
    widths = {"due": 15}
    assert sizes(lay_out((A, LATE), 30, widths)) == [("a", 0, 13), ("d", 15, 15)]
    # Room for "2026-11-19 overdue".
    assert sizes(lay_out((A, OVERDUE), 30, widths)) == [("a", 0, 10), ("d", 12, 18)]
    assert sizes(lay_out((A, OVERDUE), 30)) == [("a", 0, 14), ("d", 16, 14)]


def test_numbers_stand_at_the_right_of_their_column() -> None:
    kinds = {"money", "integer", "percent", "age"}
    for view in VIEWS:
        for one in placed(view, 200):
            assert one.is_right == (one.column.kind in kinds)


@pytest.mark.parametrize("key", ["team", "all", "open", "closed"])
def test_whose_an_activity_is_has_room_beside_the_preview(key: str) -> None:
    view = next(one for one in SYSTEM_VIEWS["activity"] if one.key == key)
    placed = lay_out(list_columns("activity", view.columns), 74)
    shown = [one.column.key for one in placed]
    time = "actual_end" if key == "closed" else "scheduled_end"
    assert shown[:4] == ["subject", "regarding", time, "owner"]
