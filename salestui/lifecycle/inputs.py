"""What a person typed or a file holds -> the value of a field. Standard library only."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

from salestui.errors import InputError
from salestui.lifecycle.input_dates import ORDERS, DateOrder, parse_date, parse_datetime, parse_time
from salestui.lifecycle.input_numbers import (
    check_places,
    check_range,
    parse_duration,
    parse_integer,
    parse_money,
    parse_number,
    parse_percent,
)
from salestui.models.choices import Choice
from salestui.models.fields import Field

__all__ = [
    "ORDERS",
    "DateOrder",
    "InputError",
    "Value",
    "parse_boolean",
    "parse_choice",
    "parse_date",
    "parse_datetime",
    "parse_duration",
    "parse_field",
    "parse_integer",
    "parse_money",
    "parse_number",
    "parse_percent",
    "parse_text",
    "parse_time",
]

Value = str | int | bool | Decimal | date | datetime | Choice | None
"""What a field holds, as the models know it; lookups apart."""

OptionT = TypeVar("OptionT", bound=Choice)

_YES = frozenset({"yes", "y", "true", "t", "1", "on", "x", "✓", "✔"})
_NO = frozenset({"no", "n", "false", "f", "0", "off", "-", "✗"})
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_LINE_BREAK = re.compile(r"[\t\r\n\u2028\u2029]")


def parse_field(
    field: Field,
    text: str,
    *,
    order: DateOrder = "dmy",
    decimal_mark: str = ".",
    today: date | None = None,
    past: bool = False,
) -> Value:
    """The value of `field` that `text` means; blank text is None. Lookups are found by the caller, not here.

    Raises InputError that says what is wrong and what would be right: blank though required, too long, beyond
    the limits, no such day, no such choice.
    """
    if field.kind in ("text", "memo"):
        return parse_text(field, text)
    if not text.strip():
        if field.required:
            raise InputError(f"{field.label} is needed")
        return None
    match field.kind:
        case "date":
            return parse_date(text, order=order, today=today, past=past)
        case "datetime":
            return parse_datetime(text, order=order, past=past)
        case "money":
            amount = parse_money(text, decimal_mark=decimal_mark)
            check_range(amount, field.minimum, field.maximum)
            return amount
        case "percent":
            return parse_percent(text, decimal_mark=decimal_mark)
        case "integer" if field.name == "duration_minutes":
            return parse_duration(text)
        case "integer":
            return parse_integer(
                text, minimum=field.minimum, maximum=field.maximum, decimal_mark=decimal_mark
            )
        case "decimal":
            number = parse_number(text, decimal_mark=decimal_mark)
            check_range(number, field.minimum, field.maximum)
            return check_places(number, 5)
        case "boolean":
            return parse_boolean(text)
        case "choice":
            assert field.choice is not None
            return parse_choice(text, field.choice)
    raise ValueError(f"{field.name} is a {field.kind}")


def parse_text(field: Field, text: str) -> str | None:
    """The text without blanks around it, or None when nothing is left.

    Raises InputError when a required one is blank, it is too long, or it holds control characters; only a
    memo has more than one line.
    """
    text = text.strip()
    if not text:
        if field.required:
            raise InputError(f"{field.label} is needed")
        return None
    if field.length is not None and len(text) > field.length:
        raise InputError(f"{len(text):,} characters; {field.label} takes {field.length:,}")
    if match := _CONTROL.search(text):
        raise InputError(f"character {match.start() + 1} is a control character (U+{ord(match[0]):04X})")
    if field.kind == "memo":
        return text.replace("\r\n", "\n").replace("\r", "\n")
    if match := _LINE_BREAK.search(text):
        what = "tab" if match[0] == "\t" else "line break"
        raise InputError(f"character {match.start() + 1} is a {what}; {field.label} is a single line")
    return text


def parse_boolean(text: str) -> bool:
    """Yes or no. Raises InputError."""
    word = text.strip().casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise InputError("not a yes or no: write yes or no")


def parse_choice(text: str, options: type[OptionT]) -> OptionT:
    """The option with this label, or the only one whose label begins so, whatever the case.

    Raises InputError that lists the options.
    """
    exact = options.from_label(text)
    if exact is not None:
        return exact
    wanted = text.strip().casefold()
    found = [option for option in options if option.label.casefold().startswith(wanted)] if wanted else []
    if len(found) == 1:
        return found[0]
    if found:
        raise InputError(f"several begin so: {_listed(found)}")
    raise InputError(f"not one of: {_listed(list(options))}")


def _listed(options: Sequence[Choice], most: int = 12) -> str:
    labels = [option.label for option in options[:most]]
    return ", ".join(labels) + (f" and {len(options) - most} more" if len(options) > most else "")
