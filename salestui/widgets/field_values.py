"""Values of fields as text: as a control begins with them, as they are read, as they were understood."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from salestui import clock, formats
from salestui.formats import DateFormat
from salestui.lifecycle.edits import Existing, NewRecord
from salestui.models.choices import Choice
from salestui.models.fields import Field

YEARS = frozenset({"year_established", "reporting_year"})
"""Numbers that are read without a comma."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A value that was typed, as the models know it; `name` is how people read it.

    A lookup's value is the id of a record, or a NewRecord that is made when the value is saved.
    """

    value: object
    name: str


def typed_text(field: Field, value: object, name: str | None = None) -> str:
    """The text that a control begins with, which reads back as the same value."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Choice():
            return value.label
        case UUID() | NewRecord() | Existing():
            return name or ""
        case Decimal() if field.kind == "money":
            return _amount(value)
        case Decimal():
            return formats.number(value)
        case datetime():
            return f"{clock.local(value):%Y-%m-%d %H:%M}"
        case date():
            return value.isoformat()
    return str(value)


def _amount(value: Decimal) -> str:
    """Every digit, so that nothing is lost by opening a field: "182,000", "0.50", "0.1234"."""
    whole, _, decimals = f"{value:,.4f}".partition(".")
    decimals = decimals.rstrip("0")
    return f"{whole}.{decimals:0<2}" if decimals else whole


def read_text(
    field: Field, value: object, name: str | None, today: date, style: DateFormat, symbol: str = ""
) -> str:
    """The value as people read it; empty without one. `name` is that of the record a lookup points to."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Choice():
            return value.label
        case datetime():
            return formats.moment(value, today, style)
        case date():
            return formats.weekday(value, today, style)
        case Decimal() if field.kind == "money":
            return symbol + _amount(value) if value >= 0 else f"-{symbol}{_amount(-value)}"
        case int() if field.name == "duration_minutes":
            return formats.duration(value)
        case int() if field.name in YEARS:
            return str(value)
        case int() | Decimal() if field.kind == "percent" or field.name == "probability":
            return formats.percent(value)
        case int() | Decimal():
            return formats.number(value)
        case str() if field.name == "recurrence_rule":
            from salestui.widgets.series_words import of_rule

            return of_rule(value, today, style)
    return name if name is not None else str(value)


def understood(field: Field, value: object, today: date, style: DateFormat, symbol: str = "") -> str:
    """What a control says it has read, where that is not plain: "Fri 04 Dec, in 11 days", "$1,500,000"."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return f"{formats.weekday(value, today, style)}, {_distance((value - today).days)}"
    if isinstance(value, datetime) or field.kind == "money":
        return read_text(field, value, None, today, style, symbol)
    return ""


def _distance(days: int) -> str:
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    if days in near:
        return near[days]
    return f"in {days:,} days" if days > 0 else f"{-days:,} days ago"
