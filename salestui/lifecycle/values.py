"""Typed values of fields, checked before they reach a table. Standard library only."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from salestui.errors import InputError, SalesError
from salestui.lifecycle.input_dates import FIRST_YEAR, MOMENTS, YEARS
from salestui.lifecycle.input_numbers import check_money, check_places, check_range
from salestui.lifecycle.inputs import parse_text
from salestui.models.choices import Choice
from salestui.models.fields import Field

T = TypeVar("T")

_LAST_MOMENT = datetime(9999, 12, 30, tzinfo=UTC)
"""A day before the end of the calendar, so that a moment can be read in every time zone."""


class InvalidFields(SalesError):
    """Values that don't fit their fields. `problems` is the reason by field name, for the place beside it."""

    def __init__(self, problems: Mapping[str, str], fields: Mapping[str, Field]) -> None:
        self.problems = dict(problems)
        told = (f"{fields[name].label}: {why}" for name, why in self.problems.items())
        super().__init__(". ".join(told) + ".")


def check_all(fields: Mapping[str, Field], values: Mapping[str, object]) -> dict[str, Any]:
    """The values by field name, cleaned. Raises InvalidFields that names every problem.

    A name that is no field is a defect of the caller: KeyError.
    """
    checked: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for name, value in values.items():
        try:
            checked[name] = check(fields[name], value)
        except InputError as error:
            problems[name] = str(error)
    if problems:
        raise InvalidFields(problems, fields)
    return checked


def check(field: Field, value: object) -> Any:
    """A typed value of `field`, cleaned: texts are trimmed and an empty one is None.

    Raises InputError: needed but empty, too long, control characters, beyond the limits, no such choice. A
    value of another type than the field's kind is a defect of the caller: TypeError.
    """
    if value is None or value == "":
        if field.required:
            raise InputError(f"{field.label} is needed")
        return None
    match field.kind:
        case "text" | "memo":
            return parse_text(field, _typed(field, value, str))
        case "integer":
            number = _typed(field, value, int)
            check_range(Decimal(number), field.minimum, field.maximum)
            return number
        case "money":
            return check_money(_between(field, value))
        case "percent":
            return check_places(_between(field, value), 4)
        case "decimal":
            return check_places(_between(field, value), 5)
        case "date":
            return _day(field, value)
        case "datetime":
            return _moment(field, value)
        case "boolean":
            return bool(_typed(field, value, bool))
        case "choice":
            return _choice(field, value)
        case "lookup":
            return _typed(field, value, UUID)


def _typed(field: Field, value: object, kind: type[T]) -> T:
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise TypeError(f"{field.name} is a {field.kind}, not {value!r}")
    return value


def _finite(field: Field, value: object) -> Decimal:
    number = Decimal(value) if isinstance(value, int) else _typed(field, value, Decimal)
    if not number.is_finite():
        raise InputError("not a number")
    return number


def _between(field: Field, value: object) -> Decimal:
    number = _finite(field, value)
    check_range(number, field.minimum, field.maximum)
    return number


def _day(field: Field, value: object) -> date:
    if isinstance(value, datetime):
        raise TypeError(f"{field.name} is a date, not {value!r}")
    found = _typed(field, value, date)
    if found.year < FIRST_YEAR:
        raise InputError(YEARS)
    return found


def _moment(field: Field, value: object) -> datetime:
    found = _typed(field, value, datetime)
    if found.tzinfo is None:
        raise TypeError(f"{field.name} needs a time zone: {value!r}")
    if found.year < FIRST_YEAR or found > _LAST_MOMENT:
        raise InputError(MOMENTS)
    return found


def _choice(field: Field, value: object) -> Choice:
    options: Iterable[Choice] = field.choice or ()
    member = next((option for option in options if option == value), None)
    if member is None:
        raise InputError(f"not one of: {', '.join(option.label for option in options)}")
    return member
