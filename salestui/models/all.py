"""Every table, with the checks that follow from the column types. Import this before using the ORM."""

from sqlalchemy import CheckConstraint, String, Table
from sqlmodel import SQLModel

from salestui.models import (
    activities,
    competitors,
    connections,
    customers,
    journal,
    leads,
    lines,
    notes,
    opportunities,
    organization,
    processes,
    products,
    quotes,
    sharing,
    users,
    views,
)
from salestui.models.types import ChoiceType, Money

__all__ = [
    "activities",
    "competitors",
    "connections",
    "customers",
    "journal",
    "leads",
    "lines",
    "notes",
    "opportunities",
    "organization",
    "processes",
    "products",
    "quotes",
    "sharing",
    "users",
    "views",
]

MONEY_LIMIT = 10**12
"""Money lies within plus and minus this, in whole units of its currency."""


def _add_checks(table: Table) -> None:
    for column in table.columns:
        name = column.name
        if isinstance(column.type, Money):
            limit = MONEY_LIMIT * 10_000
            rule = f"{name} BETWEEN {-limit} AND {limit}"
        elif isinstance(column.type, ChoiceType):
            rule = f"{name} IN ({', '.join(str(int(member)) for member in column.type.choice)})"
        elif isinstance(column.type, String) and column.type.length:
            rule = f"length({name}) <= {column.type.length}"
        else:
            continue
        table.append_constraint(CheckConstraint(rule, name=f"{name}_value"))


for _table in SQLModel.metadata.tables.values():
    _add_checks(_table)
