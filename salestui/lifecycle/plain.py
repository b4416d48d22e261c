"""Values and shapes as JSON knows them. Standard library only.

Money and other decimals are strings, so that no reader makes floats of them; dates and times are ISO 8601,
choices their labels, ids 32 hexadecimal digits.
"""

import dataclasses
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from salestui.lifecycle.refs import RecordRef
from salestui.models.choices import Choice

Plain = str | int | bool | None | list[Any] | dict[str, Any]


def plain(value: object) -> Plain:
    """Any value of a field, or a shape of lifecycle.shapes with all in it. Raises TypeError for others."""
    match value:
        case None | bool() | str():
            return value
        case Choice():
            return value.label
        case int():
            return value
        case Decimal():
            return decimal(value)
        case UUID():
            return value.hex
        case datetime() | date():
            return value.isoformat()
        case Mapping():
            return {str(name): plain(one) for name, one in value.items()}
        case RecordRef():
            return plain(value._asdict())
        case tuple() | list():
            return [plain(one) for one in value]
    if dataclasses.is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    raise TypeError(f"{value!r} has no plain form")


def decimal(value: Decimal) -> str:
    """At least two decimals, and as many more as say something: 1200.00, 0.125."""
    text = f"{value:f}"
    whole, _, places = text.partition(".")
    return f"{whole}.{places.rstrip('0').ljust(2, '0')}"
