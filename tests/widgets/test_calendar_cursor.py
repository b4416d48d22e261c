"""The cursor of a calendar: where it goes, what it chooses, which days it can't reach."""

from datetime import date, timedelta

import pytest

from salestui.lifecycle.calendar import Span
from salestui.widgets.calendar_cursor import FIRST, LAST, CalendarCursor
from salestui.widgets.calendar_layout import ALL_DAY, SLOTS, DayPlan
from tests.widgets.calendar_items import DAY, item


def looking_at(*days: DayPlan, span: Span = "week", slot: int = 18) -> CalendarCursor:
    cursor = CalendarCursor(span)
    cursor.plans = days
    cursor.go_to(days[0].day, slot)
    cursor.settle()
    return cursor


def test_down_passes_the_chosen_one_and_up_goes_to_the_begin_of_what_is_there() -> None:
    cursor = looking_at(DayPlan(DAY, [item("a", "09:00", 90)]))
    assert cursor.chosen == "a"
    assert cursor.slot_after() == 21
    cursor.go_to(DAY, 21)
    cursor.settle()
    assert (cursor.current, cursor.slot_before()) == (None, 18)


def test_it_stays_in_the_day() -> None:
    cursor = looking_at(DayPlan(DAY), slot=SLOTS - 1)
    assert cursor.slot_after() == SLOTS - 1
    cursor.go_to(DAY, ALL_DAY)
    assert (cursor.slot_before(), cursor.minutes) == (ALL_DAY, None)


def test_what_begins_here_is_chosen_before_what_goes_on() -> None:
    cursor = looking_at(DayPlan(DAY, [item("long", "08:00", 120), item("short", "09:00")]))
    assert cursor.chosen == "short"
    cursor.choose_here(1)
    assert cursor.chosen == "long"
    cursor.choose_here(1)
    assert cursor.chosen == "short"


def test_in_a_month_a_day_is_under_it_and_nothing_is_chosen() -> None:
    cursor = looking_at(DayPlan(DAY, [item("a", "09:00")]), span="month")
    assert (cursor.current, cursor.minutes) == (None, None)
    cursor.choose_here(-1)
    assert cursor.chosen == "a"


def test_it_follows_the_chosen_one_to_another_day() -> None:
    other = DAY + timedelta(days=1)
    cursor = looking_at(DayPlan(DAY), DayPlan(other, [item("a", "15:00", day=25)]))
    cursor.chosen = "a"
    cursor.follow_chosen()
    assert (cursor.day, cursor.slot) == (other, 30)


def test_other_days_are_to_be_shown_beyond_those_that_are() -> None:
    cursor = looking_at(DayPlan(DAY), DayPlan(DAY + timedelta(days=1)))
    assert cursor.go_to(DAY + timedelta(days=1))
    assert not cursor.go_to(DAY + timedelta(days=2))


@pytest.mark.parametrize(
    ("span", "day", "step", "then"),
    [
        ("day", date(2026, 11, 24), 1, date(2026, 11, 25)),
        ("week", date(2026, 11, 24), -1, date(2026, 11, 17)),
        ("month", date(2026, 12, 31), 2, date(2027, 2, 28)),
        ("month", date(2027, 1, 15), -1, date(2026, 12, 15)),
        ("month", LAST, 2, None),
        ("month", FIRST, -2, None),
    ],
)
def test_the_same_day_of_other_days_weeks_and_months(
    span: Span, day: date, step: int, then: date | None
) -> None:
    cursor = looking_at(DayPlan(day), span=span)
    assert cursor.day_after(step) == then


def test_the_ends_can_be_reached_and_not_passed() -> None:
    cursor = looking_at(DayPlan(DAY))
    for day, reached in ((date(1, 1, 1), FIRST), (date(9999, 12, 31), LAST)):
        cursor.go_to(day)
        assert cursor.day == reached
