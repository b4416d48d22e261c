"""How dates and numbers are written is found from the whole column, or asked for."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from salestui.errors import InputError
from salestui.exchange.column_formats import date_reading, number_reading
from salestui.exchange.errors import MapRefused
from salestui.exchange.mapping import Rule
from salestui.models.fields import Field, Kind


def rule(kind: Kind, **said: Any) -> Rule:
    return Rule(Field("x", "X", kind), "col", **said)


def lines(*texts: str) -> dict[str, int]:
    return {text: line for line, text in enumerate(texts, start=2)}


def test_the_order_is_seen_from_one_cell_of_the_column() -> None:
    texts = lines("01/02/2024", "03/04/2024", "25/12/2024")
    reading = date_reading(rule("date"), texts)
    assert reading.said == "col: dates are day/month/year (seen from `25/12/2024` in line 4)"
    assert [reading.read(text) for text in texts] == [date(2024, 2, 1), date(2024, 4, 3), date(2024, 12, 25)]
    american = date_reading(rule("date"), lines("01/02/2024", "12/25/2024"))
    assert american.said == "col: dates are month/day/year (seen from `12/25/2024` in line 3)"
    assert american.read("01/02/2024") == date(2024, 1, 2)


def test_a_column_that_fits_both_orders_is_refused() -> None:
    with pytest.raises(MapRefused) as told:
        date_reading(rule("date"), lines("05/05/2024", "01/02/2024"))
    assert str(told.value) == (
        "The column `col` fits day/month and month/day alike (`01/02/2024` in line 3). "
        'Say in the map which it is: under [columns."col"], date = "dmy" or date = "mdy"'
    )


def test_a_column_with_both_orders_is_refused() -> None:
    with pytest.raises(
        MapRefused, match=r"`25/12/2024` in line 2 puts the day first, `12/25/2024` in line 3 the"
    ):
        date_reading(rule("date"), lines("25/12/2024", "12/25/2024"))


def test_the_map_decides() -> None:
    texts = lines("01/02/2024")
    assert date_reading(rule("date", date="dmy"), texts).read("01/02/2024") == date(2024, 2, 1)
    mdy = date_reading(rule("date", date="mdy"), texts)
    assert mdy.read("01/02/2024") == date(2024, 1, 2)
    assert mdy.said == "col: dates are month/day/year, as the map says"
    with pytest.raises(InputError, match="no such month: 25"):
        mdy.read("25/12/2024")
    short = date_reading(rule("date", date="ymd"), texts)
    assert short.read("24-12-01") == date(2024, 12, 1)
    with pytest.raises(InputError, match="not written year first"):
        short.read("01/02/2024")
    given = date_reading(rule("date", date="%d. %B %Y"), texts)
    assert given.read("3. May 2024") == date(2024, 5, 3)
    with pytest.raises(InputError, match=r"not a date written as %d. %B %Y"):
        given.read("2024-05-03")


def test_days_that_are_the_same_in_both_orders_ask_nothing() -> None:
    reading = date_reading(rule("date"), lines("05/05/2024", "12.12.24"))
    assert reading.said is None
    assert (reading.read("05/05/2024"), reading.read("12.12.24")) == (date(2024, 5, 5), date(2024, 12, 12))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-12-01", date(2024, 12, 1)),
        ("2024/1/2", date(2024, 1, 2)),
        ("20241201", date(2024, 12, 1)),
        ("2024-12-01T00:00:00Z", date(2024, 12, 1)),
        ("2024-12-01 00:00:00.000", date(2024, 12, 1)),
        ("1 Dec 2024", date(2024, 12, 1)),
        ("01-Dec-24", date(2024, 12, 1)),
        ("Sunday, 1. December 2024", date(2024, 12, 1)),
        ("Dec 1, 2024", date(2024, 12, 1)),
        ("2024-02-29", date(2024, 2, 29)),
    ],
)
def test_dates_that_are_plain(text: str, day: date) -> None:
    assert date_reading(rule("date"), lines(text)).read(text) == day


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2024-02-31", "no such day: February 2024 has 29 days"),
        ("2023-02-29", "no such day: February 2023 has 28 days"),
        ("2024-13-01", "no such month: 13"),
        ("31 Feb 2024", "no such day"),
        ("1 Dez 2024", "not a date"),
        ("tomorrow", "not a date"),
        ("45123", "not a date"),
        ("2024-12-01 09:30", "with a time of day"),
    ],
)
def test_what_is_no_date(text: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        date_reading(rule("date"), lines(text)).read(text)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-12-01", datetime(2024, 12, 1, tzinfo=UTC)),
        ("2024-12-01T09:30:15Z", datetime(2024, 12, 1, 9, 30, 15, tzinfo=UTC)),
        ("2024-12-01 09:30+02:00", datetime(2024, 12, 1, 7, 30, tzinfo=UTC)),
        ("2024-12-01 09:30 -0530", datetime(2024, 12, 1, 15, 0, tzinfo=UTC)),
        ("25.12.2024 9:30 pm", datetime(2024, 12, 25, 21, 30, tzinfo=UTC)),
        ("1 Dec 2024 14:00", datetime(2024, 12, 1, 14, tzinfo=UTC)),
    ],
)
def test_moments(text: str, moment: datetime) -> None:
    assert date_reading(rule("datetime"), lines(text)).read(text) == moment


@pytest.mark.parametrize("text", ["2024-12-01 25:00", "2024-12-01T10:00+99:99", "2024-12-01T10:00+02:75"])
def test_what_is_no_moment(text: str) -> None:
    with pytest.raises(InputError, match="no such"):
        date_reading(rule("datetime"), lines(text)).read(text)


def test_moments_at_the_ends_of_the_calendar() -> None:
    for text in ("0001-01-01T00:00+10:00", "9999-12-31T23:00-10:00"):
        with pytest.raises(InputError, match="beyond the calendar"):
            date_reading(rule("datetime"), lines(text)).read(text)


def test_the_decimal_mark_is_seen_from_the_column() -> None:
    texts = lines("1.234", "12,5", "1.234.567,89")
    reading = number_reading(rule("money"), texts)
    assert reading.said == "col: decimals follow a comma (seen from `12,5` in line 3)"
    assert [reading.read(text) for text in texts] == [1234, Decimal("12.5"), Decimal("1234567.89")]
    english = number_reading(rule("money"), lines("1,234", "0.5", "$1,234.50", "(200)"))
    assert [english.read(text) for text in ("1,234", "0.5", "$1,234.50", "(200)")] == [
        1234,
        Decimal("0.5"),
        Decimal("1234.5"),
        -200,
    ]


def test_a_point_that_may_be_either_is_refused() -> None:
    with pytest.raises(MapRefused, match=r"thousands and decimals alike \(`1.234` in line 2\)"):
        number_reading(rule("money"), lines("1.234"))
    assert number_reading(rule("money", decimal_mark=","), lines("1.234")).read("1.234") == 1234
    assert number_reading(rule("money", decimal_mark="."), lines("1.234")).read("1.234") == Decimal("1.234")


def test_both_marks_for_decimals_are_refused() -> None:
    with pytest.raises(
        MapRefused, match=r"after a comma \(`1,5` in line 2\) and after a point \(`2.5` in line 3\)"
    ):
        number_reading(rule("money"), lines("1,5", "2.5"))


def test_numbers_are_scaled_and_rounded_as_the_map_says() -> None:
    millions = number_reading(rule("money", multiply=Decimal(1_000_000)), lines("1100.04"))
    assert millions.read("1100.04") == Decimal("1100040000")
    rounded = number_reading(rule("money", round=2), lines("1.23456"))
    assert rounded.read("1.23456") == Decimal("1.23")
    whole = number_reading(rule("integer", round=0), lines("12.0"))
    assert whole.read("12.0") == 12
    assert isinstance(whole.read("12.0"), int)


@pytest.mark.parametrize(
    ("kind", "text", "why"),
    [
        ("money", "1e20", "money lies between"),
        ("money", "1e9999", "money lies between"),
        ("money", "1.23456", "at most 4 decimals"),
        ("money", "many", "not a number"),
        ("money", "NaN", "not a number"),
        ("money", "Infinity", "not a number"),
        ("percent", "101%", "100"),
        ("integer", "2.5", "not a whole number"),
        ("integer", "1e15", "beyond all limits"),
        ("decimal", "1e15", "beyond all limits"),
    ],
)
def test_what_is_no_number(kind: Kind, text: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        number_reading(rule(kind), lines(text)).read(text)


@pytest.mark.parametrize("character", ["1", ".", ",", "-", " ", "x", "1.", "a "])
def test_a_cell_of_1_mb_is_told_at_once(character: str) -> None:
    text = character * (1 << 20)
    with pytest.raises(InputError, match="not a date"):
        date_reading(rule("date"), lines(text)).read(text)
    with pytest.raises(InputError, match="characters are no number"):
        number_reading(rule("money"), lines(text)).read(text)


def test_percentages_with_their_sign() -> None:
    assert number_reading(rule("percent"), lines("12.5 %")).read("12.5 %") == Decimal("12.5")
