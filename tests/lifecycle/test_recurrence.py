"""Recurrences: typed words, the rule in the file, and the days and times that come of them."""

import time
from datetime import UTC, date, datetime, timedelta

import pytest

from salestui.errors import InputError
from salestui.lifecycle import recurrence as rules
from salestui.lifecycle.recurrence import Recurrence, following, from_rule, moment, moved, starts, to_rule
from salestui.lifecycle.recurrence_words import parse, proposals, words

TUESDAY = date(2026, 11, 24)


def days(text: str, first: date = TUESDAY) -> list[date]:
    made = parse(text, first)
    assert made is not None
    return [start.date() for start in starts(made, datetime(first.year, first.month, first.day, 15))]


def problem(text: str, first: date = TUESDAY) -> str:
    with pytest.raises(InputError) as caught:
        days(text, first)
    return str(caught.value)


# Typed words


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("daily", Recurrence("day")),
        ("every day", Recurrence("day")),
        ("every 3 days 10x", Recurrence("day", 3, count=10)),
        ("weekly", Recurrence("week")),
        ("Weekly on Tue until 31 Mar", Recurrence("week", weekdays=(1,), until=date(2027, 3, 31))),
        ("weekly on mon, wed and fri", Recurrence("week", weekdays=(0, 2, 4))),
        ("every tuesday", Recurrence("week", weekdays=(1,))),
        ("every tue & thu for 10 times", Recurrence("week", weekdays=(1, 3), count=10)),
        ("every weekday", Recurrence("week", weekdays=(0, 1, 2, 3, 4))),
        ("every 2 weeks on tue", Recurrence("week", 2, weekdays=(1,))),
        ("every other week", Recurrence("week", 2)),
        ("fortnightly", Recurrence("week", 2)),
        ("monthly 3x", Recurrence("month", count=3)),
        ("monthly on 15", Recurrence("month", month_day=15)),
        ("monthly on the 15th", Recurrence("month", month_day=15)),
        ("every month on the 2nd tue", Recurrence("month", weekdays=(1,), nth=2)),
        ("monthly on last fri", Recurrence("month", weekdays=(4,), nth=-1)),
        ("monthly on the last day", Recurrence("month", month_day=31)),
        ("quarterly", Recurrence("month", 3)),
        ("yearly for 3 years", Recurrence("year", until=date(2029, 11, 23))),
        ("weekly without end", Recurrence("week")),
        ("every week until +2w", Recurrence("week", until=date(2026, 12, 8))),
        ("never", None),
        ("", None),
    ],
)
def test_a_typed_recurrence(text: str, meant: Recurrence | None) -> None:
    assert parse(text, TUESDAY) == meant


@pytest.mark.parametrize(
    "text", ["sometimes", "weekly on", "weekly on xyz", "every", "monthly on the 5th tue", "on tue"]
)
def test_other_words_are_refused_with_what_would_be_right(text: str) -> None:
    assert "write weekly on tue until 31 mar" in problem(text)


def test_a_date_of_the_end_follows_the_order_of_the_settings() -> None:
    for order, day in (("dmy", date(2027, 2, 1)), ("mdy", date(2027, 1, 2))):
        made = parse("weekly until 1/2", TUESDAY, order=order)  # type: ignore[arg-type]
        assert made is not None
        assert made.until == day


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("every 2 weeks on tue until 31 mar", "every 2 weeks on Tue, until 31 Mar"),
        ("weekly 5x", "every week on Tue, 5 times"),
        ("weekdays", "every weekday"),
        ("monthly", "every month on day 24"),
        ("monthly on last tue", "every month on the last Tue"),
        ("every month on 31", "every month on the last day"),
        ("yearly", "every year"),
        ("every day until 24 nov 2030", "every day, until 24 Nov 2030"),
    ],
)
def test_the_words_for_people_are_read_again(text: str, told: str) -> None:
    made = parse(text, TUESDAY)
    assert made is not None
    made = following(made, TUESDAY)
    assert words(made, lambda day: f"{day:%d %b %Y}".replace(" 2027", "")) == told
    assert parse(told, TUESDAY) == parse(words(made), TUESDAY) == made


def test_each_proposal_can_be_typed_and_fits_the_day() -> None:
    for first in (TUESDAY, date(2026, 12, 31), date(2028, 2, 29)):
        for told, made in proposals(first):
            assert parse(told, first) == made
            if made is not None and made.weekdays != rules.WORKING_DAYS:
                assert starts(made, datetime(first.year, first.month, first.day, 9))


# The rule in the file


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("every 2 weeks on tue until 31 mar", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20270331T235959"),
        ("daily 4x", "FREQ=DAILY;COUNT=4"),
        ("monthly on 2nd tue", "FREQ=MONTHLY;BYDAY=2TU"),
        ("monthly on 31", "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1"),
        ("yearly", "FREQ=YEARLY"),
    ],
)
def test_the_rule_is_an_rrule_and_is_read_again(text: str, rule: str) -> None:
    made = parse(text, TUESDAY)
    assert made is not None
    made = following(made, TUESDAY)
    assert to_rule(made, TUESDAY) == rule
    assert from_rule(rule) == made


@pytest.mark.parametrize("rule", ["", "FREQ=HOURLY", "FREQ=WEEKLY;BYDAY=XX", "COUNT=3", "FREQ=DAILY;COUNT=x"])
def test_another_rule_is_refused(rule: str) -> None:
    with pytest.raises(InputError, match="can't be read"):
        from_rule(rule)


# Days


def test_a_last_day_stays_the_last_of_every_month() -> None:
    found = days("monthly 5x", date(2026, 12, 31))
    assert found == [date(2026, 12, 31), *(date(2027, m, d) for m, d in ((1, 31), (2, 28), (3, 31), (4, 30)))]


def test_the_29th_and_30th_give_way_to_a_short_february() -> None:
    assert days("monthly 3x", date(2026, 12, 30))[2] == date(2027, 2, 28)
    assert days("monthly 3x", date(2027, 12, 29))[2] == date(2028, 2, 29)


def test_a_leap_day_is_the_28th_in_other_years() -> None:
    assert days("yearly 5x", date(2028, 2, 29)) == [
        date(2028, 2, 29),
        date(2029, 2, 28),
        date(2030, 2, 28),
        date(2031, 2, 28),
        date(2032, 2, 29),
    ]


def test_the_nth_weekday_of_the_month() -> None:
    assert days("monthly on the 4th tue 3x")[1:] == [date(2026, 12, 22), date(2027, 1, 26)]
    assert days("monthly on last tue 2x") == [TUESDAY, date(2026, 12, 29)]


def test_every_second_week_on_two_days() -> None:
    assert days("every 2 weeks on tue, fri 4x") == [
        TUESDAY,
        date(2026, 11, 27),
        date(2026, 12, 8),
        date(2026, 12, 11),
    ]


def test_a_start_that_is_not_on_the_second_repeats_too() -> None:
    first = datetime(2026, 11, 24, 15, 3, 7, 125_000)
    assert starts(Recurrence("week", count=2), first)[1] == datetime(2026, 12, 1, 15, 3, 7)


def test_the_last_day_named_belongs_to_it() -> None:
    assert days("weekly until 8 dec")[-1] == date(2026, 12, 8)


def test_without_an_end_a_year_is_made() -> None:
    assert days("weekly")[-1] == date(2027, 11, 23)
    assert days("yearly") == [TUESDAY, date(2027, 11, 24)]
    assert len(days("daily")) == 366


def test_more_of_it_begins_where_that_ended() -> None:
    made = Recurrence("week", 2)
    first = datetime(2026, 11, 24, 15)
    later = rules.between(made, first, date(2027, 11, 9), date(2027, 12, 21))
    assert later == [datetime(2027, 11, 23, 15), datetime(2027, 12, 7, 15), datetime(2027, 12, 21, 15)]


# Refusals


def test_what_makes_no_sense_is_refused() -> None:
    assert problem("weekly until 2026-11-01") == "it would end on 01 Nov 2026, before it starts (24 Nov 2026)"
    assert problem("every 0 weeks") == "every 0 weeks: write 1 to 99"
    assert problem("every 100 days") == "every 100 days: write 1 to 99"
    assert problem("daily 1x") == "1 time: write 2 to 500 times"
    assert problem("daily 501x") == "501 times: write 2 to 500 times"
    assert problem("daily 0x") == "0 times: write 2 to 500 times"
    assert problem("daily until 2030-01-01") == "that makes more than 500 appointments: end it sooner"
    assert problem("yearly until 2027-01-01") == "until 01 Jan 2027 there is only the first one"
    assert problem("monthly on 40") == "no month has a day 40"
    assert "years run from 1900 to 9999" in problem("yearly for 9999 years")


def test_a_first_day_that_the_rule_leaves_out_is_refused_with_the_day_that_would_fit() -> None:
    told = "the first one is on Tue 24 Nov, which the rule leaves out: move it to Mon 30 Nov"
    assert problem("weekly on mon") == told
    assert problem("weekly on mon until 25 nov") == "no day up to 25 Nov 2026 fits"


# Moved


def test_a_series_that_is_moved_takes_its_rule_along() -> None:
    thursday = TUESDAY + timedelta(2)
    weekly = Recurrence("week", weekdays=(1, 6), until=date(2027, 3, 31))
    assert moved(weekly, TUESDAY, thursday) == Recurrence("week", weekdays=(1, 3), until=date(2027, 4, 2))
    by_day, by_nth = Recurrence("month", month_day=24), Recurrence("month", weekdays=(1,), nth=4)
    assert moved(by_day, TUESDAY, thursday) == Recurrence("month", month_day=26)
    assert moved(by_nth, TUESDAY, date(2026, 12, 31)) == Recurrence("month", weekdays=(3,), nth=-1)


# Clocks that change


@pytest.mark.parametrize(
    ("zone", "first", "hours"),
    [
        # Berlin leaves summer time on 25 October 2026, New York on 1 November.
        ("Europe/Berlin", datetime(2026, 10, 20, 15), [13, 14]),
        ("America/New_York", datetime(2026, 10, 27, 9), [13, 14]),
        ("Asia/Tokyo", datetime(2026, 10, 20, 15), [6, 6]),
    ],
)
def test_the_wall_time_stays_when_the_clocks_change(
    zone: str, first: datetime, hours: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    found = [moment(start) for start in starts(Recurrence("week", count=2), first)]
    assert [start.hour for start in found] == hours
    assert [rules.wall_time(start).hour for start in found] == [first.hour, first.hour]


def test_an_hour_that_the_clocks_skip_comes_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    found = [moment(start) for start in starts(Recurrence("day", count=3), datetime(2027, 3, 27, 2, 30))]
    assert found == [
        datetime(2027, 3, 27, 1, 30, tzinfo=UTC),
        datetime(2027, 3, 28, 1, 30, tzinfo=UTC),
        datetime(2027, 3, 29, 0, 30, tzinfo=UTC),
    ]
    assert rules.wall_time(found[1]).hour == 3
