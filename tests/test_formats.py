from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from salestui import formats
from salestui.counting import counted

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 13, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("amount", "sign", "places", "expected"),
    [
        (480_000_000, "$", 0, "$48,000"),
        (480_005_000, "$", 0, "$48,001"),
        (480_004_999, "$", 0, "$48,000"),
        (188_680_000, "$", 2, "$18,868.00"),
        (1, "€", 4, "€0.0001"),
        (-125_000_000, "$", 0, "-$12,500"),
        (-4_999, "$", 0, "$0"),
        (0, "", 0, "0"),
        (10_000, "CHF", 0, "CHF 1"),
        (10**16, "$", 0, "$1,000,000,000,000"),
    ],
)
def test_money(amount: int, sign: str, places: int, expected: str) -> None:
    assert formats.money(amount, sign, places) == expected


@pytest.mark.parametrize(
    ("amount", "width", "expected"),
    [
        (9_999_999, 10, "$9,999,999"),
        (12_345_678, 10, "$12.35m"),
        (12_345_678, 6, "$12.3m"),
        (12_345_678, 4, "$12m"),
        (123_456_789_012, 10, "$123.46bn"),
        (-98_765, 6, "-$99k"),
    ],
)
def test_money_in_little_room(amount: int, width: int, expected: str) -> None:
    assert "".join(formats.short_money_parts(amount * 10_000, "$", width)) == expected


@pytest.mark.parametrize("text", ["48000", "18868.05", "0.0001", "-12.5", "1000000000000"])
def test_stored_money_is_what_money_shows(text: str) -> None:
    stored = formats.stored_money(Decimal(text))
    assert Decimal(formats.money(stored, places=4).replace(",", "")) == Decimal(text)


def test_number_and_percent() -> None:
    assert formats.number(1234567) == "1,234,567"
    assert formats.number(Decimal("12.5000")) == "12.5"
    assert formats.number(Decimal("1E+3")) == "1,000"
    assert formats.percent(60) == "60%"
    assert formats.percent(Decimal("12.5000")) == "12.5%"


@pytest.mark.parametrize(
    ("value", "style", "expected"),
    [
        (date(2026, 12, 4), "day-month", "04 Dec"),
        (date(2027, 1, 8), "day-month", "08 Jan"),
        (date(2028, 1, 8), "day-month", "08 Jan 2028"),
        (date(2025, 12, 31), "day-month", "31 Dec 2025"),
        (date(2026, 12, 4), "month-day", "Dec 04"),
        (date(2028, 1, 8), "month-day", "Jan 08, 2028"),
        (date(2026, 12, 4), "iso", "2026-12-04"),
    ],
)
def test_day(value: date, style: formats.DateFormat, expected: str) -> None:
    assert formats.day(value, TODAY, style) == expected


def test_age() -> None:
    assert [formats.age(date(2026, 11, day), TODAY) for day in (3, 22, 23, 25)] == [20, 1, 0, 0]


def test_weekday() -> None:
    assert formats.weekday(date(2026, 12, 4), TODAY) == "Fri 04 Dec"


@pytest.mark.parametrize(
    ("days", "expected"), [(-400, "late"), (-1, "late"), (0, "now"), (1, "1d"), (14, "14d"), (15, "")]
)
def test_days_left(days: int, expected: str) -> None:
    assert formats.days_left(TODAY + timedelta(days=days), TODAY) == expected


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (0, "now"),
        (-1, "1 minute ago"),
        (-20, "20 minutes ago"),
        (20, "in 20 minutes"),
        (90, "today 15:00"),
        (-90, "today 12:00"),
        (24 * 60 + 90, "tomorrow 15:00"),
        (-24 * 60, "yesterday 13:30"),
        (-2 * 24 * 60, "2 days ago"),
        (11 * 24 * 60, "in 11 days"),
        (40 * 24 * 60, "02 Jan"),
        (-400 * 24 * 60, "19 Oct 2025"),
    ],
)
def test_relative(minutes: int, expected: str) -> None:
    assert formats.relative(NOW + timedelta(minutes=minutes), NOW) == expected


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (0, "0 min"),
        (30, "30 min"),
        (60, "1 h"),
        (90, "1 h 30 min"),
        (24 * 60, "1 d"),
        (1530, "1 d 1 h 30 min"),
    ],
)
def test_duration(minutes: int, expected: str) -> None:
    assert formats.duration(minutes) == expected


def test_size_and_counted() -> None:
    assert [formats.size(n) for n in (0, 999, 1000, 1_400_000, 5 * 10**12)] == [
        "0 B",
        "999 B",
        "1.0 kB",
        "1.4 MB",
        "5000.0 GB",
    ]
    assert [counted(n, "row") for n in (0, 1, 1200)] == ["0 rows", "1 row", "1,200 rows"]
    assert counted(1, "activity") == "1 activity"
    assert [counted(2, word) for word in ("opportunity", "day")] == ["2 opportunities", "2 days"]
    assert counted(2, "person", "people") == "2 people"


def test_what_is_kept_has_the_year_of_any_other_year() -> None:
    assert formats.dated(date(2026, 12, 4), TODAY) == "04 Dec"
    assert formats.dated(date(2027, 3, 1), TODAY, "month-day") == "Mar 01, 2027"
    assert formats.dated(date(2027, 3, 1), TODAY, "iso") == "2027-03-01"
    assert formats.weekday_dated(date(2027, 3, 1), TODAY) == "Mon 01 Mar 2027"
