"""The fields of every table, also of those that no form shows."""

from functools import cache
from typing import Any

from sqlalchemy import Boolean, Date, Integer
from sqlmodel import SQLModel

import salestui.models.all  # noqa: F401  (every table must be known)
from salestui.models.fields import FIELDS, Field, Kind
from salestui.models.types import ChoiceType, Money, ScaledDecimal, UtcDateTime
from salestui.store.words import label


@cache
def described(table: str) -> dict[str, Field]:
    """The fields of any table by column: from the catalogue, else from the column types."""
    if table in FIELDS:
        return {field.column: field for field in FIELDS[table].values()}
    return {column.name: _field(table, column) for column in SQLModel.metadata.tables[table].columns}


def _field(table: str, column: Any) -> Field:
    name = column.name.removesuffix("_id") if column.foreign_keys else column.name
    target = next((key.column.table.name for key in column.foreign_keys), None)
    options = column.type.choice if isinstance(column.type, ChoiceType) else None
    return Field(name, label(table, column.name), _kind(column), choice=options, target=target)


def _kind(column: Any) -> Kind:
    if column.foreign_keys:
        return "lookup"
    match column.type:
        case ChoiceType():
            return "choice"
        case Money():
            return "money"
        case ScaledDecimal(places=4):
            return "percent"
        case ScaledDecimal():
            return "decimal"
        case UtcDateTime():
            return "datetime"
        case Date():
            return "date"
        case Boolean():
            return "boolean"
        case Integer():
            return "integer"
        case _:
            return "text"
