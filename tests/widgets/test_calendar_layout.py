"""Where activities stand in a calendar: slots, columns, what lasts all day."""

from datetime import UTC, datetime, timedelta

from salestui.lifecycle.calendar import Item
from salestui.widgets.calendar_grid import Grid
from salestui.widgets.calendar_layout import ALL_DAY, SLOTS, DayPlan
from salestui.widgets.calendar_parts import Look, widths
from tests.widgets.calendar_items import DAY, item


def placed(*items: Item) -> dict[str, tuple[int, int, int, int]]:
    blocks = DayPlan(DAY, items).blocks
    return {block.item.id: (block.first, block.stop, block.column, block.columns) for block in blocks}


def test_half_hours() -> None:
    assert placed(
        item("a", "09:00"), item("b", "09:30", 45), item("c", "11:10", 5), item("d", "12:00", 0)
    ) == {
        "a": (18, 19, 0, 1),
        "b": (19, 21, 0, 1),
        "c": (22, 23, 0, 1),
        "d": (24, 25, 0, 1),
    }


def test_what_overlaps_stands_side_by_side() -> None:
    found = placed(
        item("a", "09:00", 120),
        item("b", "09:30"),
        item("c", "10:00", 90),
        item("d", "11:30"),
        item("e", "14:00"),
    )
    assert found == {
        "a": (18, 22, 0, 2),
        "b": (19, 20, 1, 2),
        "c": (20, 23, 1, 2),
        "d": (23, 24, 0, 1),
        "e": (28, 29, 0, 1),
    }


def test_what_reaches_over_midnight_begins_or_ends_with_the_day() -> None:
    assert placed(item("in", "22:00", 240, day=23), item("out", "23:00", 180)) == {
        "in": (0, 4, 0, 1),
        "out": (46, SLOTS, 0, 1),
    }
    assert placed(item("until midnight", "23:00", 60)) == {"until midnight": (46, SLOTS, 0, 1)}
    assert placed(item("last minute", "23:59", 0)) == {"last minute": (47, SLOTS, 0, 1)}


def test_what_lasts_all_day_is_above_the_hours() -> None:
    fair, trip = item("fair", "00:00", 1439, all_day=True), item("trip", "12:00", 3 * 1440, day=22)
    found = DayPlan(DAY, [fair, trip, item("a", "09:00")])
    assert [one.id for one in found.whole] == ["fair", "trip"]
    assert [one.id for one in found.at(ALL_DAY)] == ["fair", "trip"]
    assert [one.id for one in found.at(18)] == ["a"]
    assert (found.slot_of("trip"), found.slot_of("a"), found.slot_of("x")) == (ALL_DAY, 18, None)


def test_what_lasts_all_day_comes_first() -> None:
    fair = item("fair", "00:00", 1439, all_day=True)
    found = DayPlan(DAY, [item("night", "00:00"), fair, item("early", "16:00", 0), item("late", "16:28", 60)])
    assert [one.id for one in found.items] == ["fair", "night", "early", "late"]


def test_widths_use_every_cell() -> None:
    assert widths(71, [True] * 7, 5) == [10, 10, 9, 9, 9, 9, 9]
    assert widths(71, [True] * 5 + [False] * 2, 5) == [11, 11, 11, 11, 11, 5, 5]
    assert widths(20, [False] * 2, 5) == [10, 9]
    for room in range(20, 120):
        assert sum(widths(room, [True] * 7, 5)) + 6 == room


def drawn(width: int, *items: Item) -> list[str]:
    """A day of so many cells, in the four rows from nine on."""
    plans = [DayPlan(DAY, items), DayPlan(DAY + timedelta(days=1))]
    look = Look(DAY, 0, "", False, datetime(2026, 11, 24, 8, tzinfo=UTC))
    grid = Grid(plans, 8 + 2 * width + 1, 1)
    assert grid.widths == [width, width]
    rows = ["".join(text for text, _ in grid.row(slot, look, 16).line.left) for slot in range(18, 22)]
    return [row[8 : 8 + width].rstrip() for row in rows]


def test_a_word_that_has_no_room_is_cut_instead_of_broken() -> None:
    two = (item("Pricing talk", "09:00", 120), item("Budget", "09:00", 120))
    assert drawn(14, *two) == ["▎Prici… ▎Budg…", "▎talk   ▎", "▎       ▎", "▎       ▎"]


def test_those_for_which_there_is_no_room_side_by_side_are_counted() -> None:
    walk = item("Walkthrough with the buyers of the north", "09:00", 90)
    three = (walk, item("Pricing talk", "09:00", 60), item("Budget", "09:00", 60))
    assert drawn(14, *three) == ["▎Walkthrough+2", "▎with the", "▎buyers of…", ""]
    assert drawn(10, *three) == ["▎Walkth…+2", "▎with", "▎the bu…", ""]
    assert drawn(10, *three[1:]) == ["▎Pricing+1", "▎talk", "", ""]
