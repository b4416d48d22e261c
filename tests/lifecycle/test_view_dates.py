"""What "this week" and its like mean, to the day and, for times, to the local midnight."""

import time
from datetime import UTC, date, datetime, timedelta
from typing import get_args

import pytest

from salestui.lifecycle.view_dates import Calendar, Span, WeekStart, start_of_day

MONDAY = date(2026, 11, 23)


def days(words: Span, today: date = MONDAY, week: WeekStart = "sunday", fiscal: int = 1) -> str:
    """The first and the last day."""
    first, stop = Calendar(today, week, fiscal).span(words)
    return f"{first} {stop - timedelta(days=1)}"


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("yesterday", "2026-11-22 2026-11-22"),
        ("today", "2026-11-23 2026-11-23"),
        ("tomorrow", "2026-11-24 2026-11-24"),
        ("last week", "2026-11-15 2026-11-21"),
        ("this week", "2026-11-22 2026-11-28"),
        ("next week", "2026-11-29 2026-12-05"),
        ("last month", "2026-10-01 2026-10-31"),
        ("this month", "2026-11-01 2026-11-30"),
        ("next month", "2026-12-01 2026-12-31"),
        ("last quarter", "2026-07-01 2026-09-30"),
        ("this quarter", "2026-10-01 2026-12-31"),
        ("next quarter", "2027-01-01 2027-03-31"),
        ("last year", "2025-01-01 2025-12-31"),
        ("this year", "2026-01-01 2026-12-31"),
        ("next year", "2027-01-01 2027-12-31"),
        ("last fiscal quarter", "2026-07-01 2026-09-30"),
        ("this fiscal quarter", "2026-10-01 2026-12-31"),
        ("next fiscal quarter", "2027-01-01 2027-03-31"),
        ("last fiscal year", "2025-04-01 2026-03-31"),
        ("this fiscal year", "2026-04-01 2027-03-31"),
        ("next fiscal year", "2027-04-01 2028-03-31"),
    ],
)
def test_every_stretch_with_a_fiscal_year_from_april_on(words: Span, wanted: str) -> None:
    assert days(words, fiscal=4) == wanted


@pytest.mark.parametrize(
    ("week", "today", "wanted"),
    [
        ("monday", date(2026, 11, 23), "2026-11-23 2026-11-29"),
        ("monday", date(2026, 11, 29), "2026-11-23 2026-11-29"),
        ("monday", date(2026, 11, 22), "2026-11-16 2026-11-22"),
        ("sunday", date(2026, 11, 22), "2026-11-22 2026-11-28"),
        ("sunday", date(2026, 11, 28), "2026-11-22 2026-11-28"),
        ("sunday", date(2026, 11, 21), "2026-11-15 2026-11-21"),
        ("saturday", date(2026, 11, 21), "2026-11-21 2026-11-27"),
        ("saturday", date(2026, 11, 27), "2026-11-21 2026-11-27"),
        ("saturday", date(2026, 11, 20), "2026-11-14 2026-11-20"),
        ("monday", date(2027, 1, 1), "2026-12-28 2027-01-03"),
        ("sunday", date(2028, 2, 29), "2028-02-27 2028-03-04"),
    ],
)
def test_weeks_begin_as_the_user_has_it(week: WeekStart, today: date, wanted: str) -> None:
    assert days("this week", today, week) == wanted


@pytest.mark.parametrize(
    ("fiscal", "today", "quarter", "year"),
    [
        (4, date(2026, 3, 31), "2026-01-01 2026-03-31", "2025-04-01 2026-03-31"),
        (4, date(2026, 4, 1), "2026-04-01 2026-06-30", "2026-04-01 2027-03-31"),
        (1, date(2026, 12, 31), "2026-10-01 2026-12-31", "2026-01-01 2026-12-31"),
        (2, date(2026, 1, 31), "2025-11-01 2026-01-31", "2025-02-01 2026-01-31"),
        (2, date(2026, 2, 1), "2026-02-01 2026-04-30", "2026-02-01 2027-01-31"),
        (12, date(2026, 11, 30), "2026-09-01 2026-11-30", "2025-12-01 2026-11-30"),
        (12, date(2028, 2, 29), "2027-12-01 2028-02-29", "2027-12-01 2028-11-30"),
        (7, date(2026, 7, 1), "2026-07-01 2026-09-30", "2026-07-01 2027-06-30"),
    ],
)
def test_fiscal_years_begin_as_the_organization_has_it(
    fiscal: int, today: date, quarter: str, year: str
) -> None:
    assert days("this fiscal quarter", today, fiscal=fiscal) == quarter
    assert days("this fiscal year", today, fiscal=fiscal) == year


@pytest.mark.parametrize("week", get_args(WeekStart))
@pytest.mark.parametrize("fiscal", range(1, 13))
def test_stretches_follow_each_other_and_have_today_in_the_middle(week: WeekStart, fiscal: int) -> None:
    for number in range(0, 800, 3):
        today = date(2027, 12, 1) + timedelta(days=number)
        calendar = Calendar(today, week, fiscal)
        assert calendar.span("yesterday")[1] == today == calendar.span("today")[0]
        for unit in ("week", "month", "quarter", "year", "fiscal quarter", "fiscal year"):
            last, this, after = (calendar.span(f"{which} {unit}") for which in ("last", "this", "next"))  # type: ignore[arg-type]
            assert last[0] < last[1] == this[0] <= today < this[1] == after[0] < after[1]


def test_every_stretch_is_known() -> None:
    assert len({days(words) for words in get_args(Span)}) >= 15
    for words in get_args(Span):
        first, stop = Calendar(MONDAY).span(words)
        assert first < stop


@pytest.mark.parametrize(
    ("today", "months", "wanted"),
    [
        (date(2026, 11, 23), 12, date(2025, 11, 23)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2028, 3, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2027, 2, 28)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 12, 31), 0, date(2026, 12, 31)),
        (date(2026, 5, 31), 18, date(2024, 11, 30)),
    ],
)
def test_months_ago(today: date, months: int, wanted: date) -> None:
    assert Calendar(today).months_ago(months) == wanted


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> str:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    return str(request.param)


@pytest.mark.parametrize(
    ("zone", "day", "wanted"),
    [
        ("UTC", date(2026, 11, 23), "2026-11-23 00:00:00.000000"),
        ("Europe/Zurich", date(2026, 11, 23), "2026-11-22 23:00:00.000000"),
        ("Europe/Zurich", date(2026, 7, 1), "2026-06-30 22:00:00.000000"),
        ("America/New_York", date(2026, 11, 23), "2026-11-23 05:00:00.000000"),
        ("America/New_York", date(2026, 11, 1), "2026-11-01 04:00:00.000000"),
        ("America/New_York", date(2026, 11, 2), "2026-11-02 05:00:00.000000"),
        ("Asia/Kolkata", date(2027, 1, 1), "2026-12-31 18:30:00.000000"),
        ("Pacific/Auckland", date(2026, 11, 23), "2026-11-22 11:00:00.000000"),
        # There the clocks went from midnight to one: the day began at one.
        ("America/Sao_Paulo", date(2018, 11, 4), "2018-11-04 03:00:00.000000"),
        # Here from midnight back to eleven, and there from one back to midnight: the first of the two.
        ("America/Sao_Paulo", date(2018, 2, 18), "2018-02-18 03:00:00.000000"),
        ("America/Havana", date(2026, 11, 1), "2026-11-01 04:00:00.000000"),
    ],
    indirect=["zone"],
)
def test_the_day_begins_at_the_local_midnight(zone: str, day: date, wanted: str) -> None:
    start = start_of_day(day)
    assert start == wanted
    moment = datetime.fromisoformat(start).replace(tzinfo=UTC)
    assert moment.astimezone().date() == day
    assert (moment - timedelta(microseconds=1)).astimezone().date() == day - timedelta(days=1)
