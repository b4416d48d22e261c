"""What people type becomes values, and what is no value is refused with a reason."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from salestui.lifecycle.inputs import (
    InputError,
    parse_boolean,
    parse_choice,
    parse_date,
    parse_datetime,
    parse_duration,
    parse_field,
    parse_integer,
    parse_money,
    parse_number,
    parse_percent,
    parse_time,
)
from salestui.models.choices import BudgetStatus, OpportunityStatusReason, Rating
from salestui.models.fields import FIELDS

WEDNESDAY = date(2026, 12, 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-12-01", date(2026, 12, 1)),
        ("2026/12/1", date(2026, 12, 1)),
        ("20261201", date(2026, 12, 1)),
        ("12/1", date(2027, 12, 1)),
        ("12/2", date(2026, 12, 2)),
        ("12/1/26", date(2026, 12, 1)),
        ("12-1-2026", date(2026, 12, 1)),
        ("25/12", date(2026, 12, 25)),
        ("1.12.", date(2027, 12, 1)),
        ("3.12.2026", date(2026, 12, 3)),
        ("1.2.69", date(1969, 2, 1)),
        ("1 dec", date(2027, 12, 1)),
        ("dec 1 2026", date(2026, 12, 1)),
        ("December 1st, 2026", date(2026, 12, 1)),
        ("1-Dec-26", date(2026, 12, 1)),
        ("Fri 4 Dec", date(2026, 12, 4)),
        ("Fri 12/4", date(2026, 12, 4)),
        ("today", date(2026, 12, 2)),
        ("tomorrow", date(2026, 12, 3)),
        ("yesterday", date(2026, 12, 1)),
        ("fri", date(2026, 12, 4)),
        ("wednesday", date(2026, 12, 9)),
        ("this wed", date(2026, 12, 2)),
        ("next fri", date(2026, 12, 11)),
        ("last wed", date(2026, 11, 25)),
        ("+3d", date(2026, 12, 5)),
        ("+2w", date(2026, 12, 16)),
        ("-1m", date(2026, 11, 2)),
        ("in 2 weeks", date(2026, 12, 16)),
        ("2 days ago", date(2026, 11, 30)),
        ("1q", date(2027, 3, 2)),
        ("+1y", date(2027, 12, 2)),
        ("eow", date(2026, 12, 4)),
        ("eom", date(2026, 12, 31)),
        ("eoq", date(2026, 12, 31)),
        ("EOY", date(2026, 12, 31)),
        ("next week", date(2026, 12, 7)),
        ("next month", date(2027, 1, 1)),
        ("next quarter", date(2027, 1, 1)),
        ("next year", date(2027, 1, 1)),
        ("١/٢", date(2027, 1, 2)),
    ],
)
def test_dates(text: str, expected: date) -> None:
    assert parse_date(text, order="mdy", today=WEDNESDAY) == expected


def test_the_order_of_day_and_month_follows_the_setting() -> None:
    assert parse_date("3/4/2027", order="dmy", today=WEDNESDAY) == date(2027, 4, 3)
    assert parse_date("3/4/2027", order="mdy", today=WEDNESDAY) == date(2027, 3, 4)
    assert parse_date("27-3-4", order="ymd", today=WEDNESDAY) == date(2027, 3, 4)
    assert parse_date("3-4", order="ymd", today=WEDNESDAY) == date(2027, 3, 4)


def test_a_date_without_a_year_can_look_back() -> None:
    assert parse_date("3/12", today=WEDNESDAY, past=True) == date(2025, 12, 3)
    assert parse_date("1/12", today=WEDNESDAY, past=True) == date(2026, 12, 1)
    assert parse_date("wed", today=WEDNESDAY, past=True) == date(2026, 11, 25)


def test_today_is_the_clocks() -> None:
    assert parse_date("today") == date(2026, 11, 23)


def test_the_last_day_of_a_shorter_month_is_taken() -> None:
    assert parse_date("+1m", today=date(2027, 1, 31)) == date(2027, 2, 28)
    assert parse_date("eoq", today=date(2027, 2, 10)) == date(2027, 3, 31)
    assert parse_date("eow", today=date(2026, 12, 5)) == date(2026, 12, 11)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("31 feb", "no such day: February 2027 has 28 days"),
        ("2026-02-30", "no such day: February 2026 has 28 days"),
        ("29 feb", "write 29 feb 2028"),
        ("2026-13-01", "no such month: 13"),
        ("31/31", "no such month: 31"),
        ("5/0", "no such month: 0"),
        ("0000-01-01", "no such year"),
        ("dec", "which day of December"),
        ("thu 4 dec 2026", "04 December 2026 is a Friday"),
        ("99999y", "beyond the calendar"),
        ("-99999m", "beyond the calendar"),
        ("", "not a date"),
        ("12", "not a date"),
        ("2026-1201", "not a date"),
        ("soon", "not a date"),
        ("1 dec 2026 or so", "not a date"),
        ("[/]", "not a date"),
    ],
)
def test_what_is_no_date_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        parse_date(text, today=WEDNESDAY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-12-01T09:30:00+02:00", datetime(2026, 12, 1, 7, 30, tzinfo=UTC)),
        ("2026-12-01T09:30:00.000", datetime(2026, 12, 1, 9, 30, tzinfo=UTC)),
        ("2026-12-01 9:30", datetime(2026, 12, 1, 9, 30, tzinfo=UTC)),
        ("fri 9am", datetime(2026, 11, 27, 9, 0, tzinfo=UTC)),
        ("tomorrow 5 pm", datetime(2026, 11, 24, 17, 0, tzinfo=UTC)),
        ("1 dec noon", datetime(2026, 12, 1, 12, 0, tzinfo=UTC)),
        ("14:15", datetime(2026, 11, 23, 14, 15, tzinfo=UTC)),
        ("now", datetime(2026, 11, 23, 13, 30, tzinfo=UTC)),
        ("+2h", datetime(2026, 11, 23, 15, 30, tzinfo=UTC)),
        ("in 45 min", datetime(2026, 11, 23, 14, 15, tzinfo=UTC)),
        ("+1d", datetime(2026, 11, 24, 0, 0, tzinfo=UTC)),
    ],
)
def test_moments(text: str, expected: datetime) -> None:
    assert parse_datetime(text) == expected


@pytest.mark.parametrize("text", ["fri 25:00", "2026-12-01 25:00", "13pm", "someday 9am", ""])
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        parse_datetime(text)


def test_times() -> None:
    assert parse_time("9am") == time(9)
    assert parse_time("12am") == time(0)
    assert parse_time("12:05 pm") == time(12, 5)
    assert parse_time("14h30") == time(14, 30)
    with pytest.raises(InputError, match="not a time"):
        parse_time("14h5")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12k", "12000"),
        ("1.5m", "1500000"),
        ("1.5 mln", "1500000"),
        ("2bn", "2000000000"),
        ("1,234.50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1'234.50", "1234.50"),
        ("1 234.5", "1234.5"),
        ("1\u202f234", "1234"),
        ("€ 300", "300"),
        ("300 €", "300"),
        ("300k€", "300000"),
        ("300 k EUR", "300000"),
        ("300 kr", "300"),
        ("US$ 5k", "5000"),
        ("-$200", "-200"),
        ("$-200", "-200"),
        ("(1,200)", "-1200"),
        ("\u2212200", "-200"),
        (".5", "0.5"),
        ("2e6", "2000000"),
        ("1000000000000", "1000000000000"),
    ],
)
def test_money(text: str, expected: str) -> None:
    amount = parse_money(text)
    assert amount == Decimal(expected)
    assert "E" not in str(amount)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1e20", "money lies between -1,000,000,000,000 and 1,000,000,000,000"),
        ("-1000000000000.01", "money lies between"),
        ("1e9999", "money lies between"),
        ("1,5", "`,` separates thousands"),
        ("12,34", "`,` separates thousands"),
        ("1.23456", "at most 4 decimals"),
        ("12 abc", "not a number"),
        ("1.234.567", "not a number"),
        ("$", "not a number"),
        ("", "not a number"),
        ("NaN", "not a number"),
        ("Infinity", "not a number"),
        ("1e99999", "not a number"),
        ("twelve", "not a number"),
    ],
)
def test_what_is_no_amount_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        parse_money(text)


def test_money_of_another_currency_is_refused() -> None:
    assert parse_money("300 €", currency=("EUR", "€")) == 300
    with pytest.raises(InputError, match=r"\$ is another currency: this record is in EUR"):
        parse_money("$300", currency=("EUR", "€"))


def test_numbers_with_a_decimal_comma() -> None:
    assert parse_number("1.234,5", decimal_mark=",") == Decimal("1234.5")
    assert parse_number("1,5", decimal_mark=",") == Decimal("1.5")
    assert parse_number("1.500", decimal_mark=",") == 1500
    with pytest.raises(InputError, match=r"`\.` separates thousands"):
        parse_number("1.5", decimal_mark=",")


def test_percentages_and_integers() -> None:
    assert parse_percent("12.5 %") == Decimal("12.5")
    with pytest.raises(InputError, match="between 0 and 100"):
        parse_percent("101")
    assert parse_integer("2,822", minimum=0) == 2822
    with pytest.raises(InputError, match="at least 0"):
        parse_integer("-1", minimum=0)
    with pytest.raises(InputError, match="at most 5"):
        parse_integer("6", maximum=5)
    with pytest.raises(InputError, match="not a whole number"):
        parse_integer("2.5")
    with pytest.raises(InputError, match="beyond all limits"):
        parse_integer("1e30")


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("30m", 30), ("1h30", 90), ("1h 15 min", 75), ("1:30", 90), ("1.5h", 90), ("2 days", 2880), ("90", 90)],
)
def test_durations(text: str, minutes: int) -> None:
    assert parse_duration(text) == minutes


@pytest.mark.parametrize("text", ["", "0", "366d", "h", "soon", "1.3m", "0.01h"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        parse_duration(text)


def test_yes_and_no() -> None:
    assert parse_boolean(" Yes ") is True
    assert parse_boolean("0") is False
    with pytest.raises(InputError, match="write yes or no"):
        parse_boolean("perhaps")


def test_choices_by_label_or_unambiguous_beginning() -> None:
    assert parse_choice("hot", Rating) is Rating.HOT
    assert parse_choice("w", Rating) is Rating.WARM
    assert parse_choice("can", BudgetStatus) is BudgetStatus.CAN_BUY
    assert parse_choice("in", OpportunityStatusReason) is OpportunityStatusReason.IN_PROGRESS
    with pytest.raises(InputError, match="several begin so: On hold, Out-sold"):
        parse_choice("o", OpportunityStatusReason)
    with pytest.raises(InputError, match="not one of: Hot, Warm, Cold"):
        parse_choice("tepid", Rating)
    with pytest.raises(InputError, match="not one of"):
        parse_choice("", Rating)


def test_a_field_takes_what_its_kind_says() -> None:
    opportunity = FIELDS["opportunity"]
    assert parse_field(opportunity["estimated_revenue"], "12k") == 12000
    assert parse_field(opportunity["estimated_close_date"], "1/12", order="dmy") == date(2026, 12, 1)
    assert parse_field(opportunity["rating"], "cold") is Rating.COLD
    assert parse_field(opportunity["decision_maker"], "yes") is True
    assert parse_field(opportunity["probability"], " ") is None
    assert parse_field(FIELDS["activity"]["duration_minutes"], "1h") == 60
    assert parse_field(opportunity["topic"], "  Acme [EMEA] [/] 日本語 ") == "Acme [EMEA] [/] 日本語"
    assert parse_field(opportunity["description"], "one\r\ntwo\tthree") == "one\ntwo\tthree"


@pytest.mark.parametrize(
    ("field", "text", "reason"),
    [
        ("topic", " \u00a0", "Topic is needed"),
        ("topic", "x" * 301, "301 characters; Topic takes 300"),
        ("topic", "two\nlines", "character 4 is a line break; Topic is a single line"),
        ("topic", "red\x1b[31m", r"character 4 is a control character \(U\+001B\)"),
        ("description", "nul\x00", r"control character \(U\+0000\)"),
        ("topic", "half \ud83d", "control character"),
        ("probability", "101", "between 0 and 100"),
        ("estimated_revenue", "1e20", "money lies between"),
    ],
)
def test_a_field_keeps_its_limits(field: str, text: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        parse_field(FIELDS["opportunity"][field], text)
