"""Which record an activity, note or post is about: the column for a table, and the record of a row. Light."""

from collections.abc import Mapping
from typing import Any, Protocol
from uuid import UUID

COLUMNS: Mapping[str, str] = {
    "opportunity": "opportunity_id",
    "account": "account_id",
    "contact": "contact_id",
    "lead": "lead_id",
    "quote": "quote_id",
    "sales_order": "order_id",
    "competitor": "competitor_id",
}
"""The column of `models.base.Regarding` for each table that can be regarded."""

TABLES: Mapping[str, str] = {column: table for table, column in COLUMNS.items()}
LOOKUPS: Mapping[str, str] = {table: column.removesuffix("_id") for table, column in COLUMNS.items()}
"""The field of an activity that looks it up, by the same tables."""


class About(Protocol):
    """What regards another record."""

    opportunity_id: Any


def to(table: str, record_id: UUID) -> dict[str, Any]:
    """The field, for a new record about this one: Note(**to("account", id)). KeyError for other tables."""
    return {COLUMNS[table]: record_id}


def of(row: About) -> tuple[str, UUID] | None:
    """The table and id of the record that a row is about, or None when it is about nothing."""
    for table, column in COLUMNS.items():
        record_id = getattr(row, column)
        if record_id is not None:
            return table, record_id
    return None
