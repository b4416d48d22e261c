"""Accounts, contacts and competitors are deleted or set inactive: what is in the way, what goes too."""

from collections import Counter
from collections.abc import Iterator, Mapping
from uuid import UUID

from sqlalchemy import Column, func
from sqlalchemy import select as select_columns
from sqlmodel import Session, SQLModel, select

import salestui.models.all  # noqa: F401  (every table that may refer to one must be known)
from salestui.counting import counted
from salestui.errors import SalesError
from salestui.lifecycle import editable, raw
from salestui.models.base import Record
from salestui.models.connections import Follow
from salestui.models.customers import Account, Contact
from salestui.models.fields import FIELDS, NAME_COLUMNS
from salestui.models.notes import LinkedFolder
from salestui.models.sharing import RecordShare
from salestui.store.words import word

_GO_TOO: Mapping[str, type[Record]] = {
    "follow": Follow,
    "record_share": RecordShare,
    "linked_folder": LinkedFolder,
}
"""Rows that say something about a record and mean nothing without it."""
_NO_KEY = {"contact": (("account", "primary_contact_id"),)}
"""Columns that refer to a table without a foreign key."""

_CALLED = {
    "connection": "stakeholder role",
    "opportunity_competitor": "opportunity",
    "activity_party": "activity",
}
"""What people call rows that refer to a record, where it is not what they call a record of the table."""


class CannotRemove(SalesError):
    """The record can't be deleted. The message says why."""


def why_not_delete(session: Session, table: str, record_id: UUID) -> str | None:
    """Why a record can't be deleted; None when nothing refers to it."""
    counts: Counter[str] = Counter()
    for column in _referring(table):
        if column.table.name not in _GO_TOO:
            query = select_columns(func.count()).select_from(column.table).where(column == record_id)
            counts[_called(column.table.name)] += session.execute(query).scalar_one()
    most_first = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    told = [counted(count, noun) for noun, count in most_first if count]
    if not told:
        return None
    listed = told[0] if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}"
    return f"{listed} {'refers' if sum(counts.values()) == 1 else 'refer'} to it"


def delete(session: Session, table: str, record_id: UUID) -> str:
    """Delete a record, and return its name; who follows it and whom it is shared with goes too.

    Raises Gone, and CannotRemove while other records refer to it.
    """
    record = editable.get(session, table, record_id)
    name = str(getattr(record, NAME_COLUMNS[table]))
    if why := why_not_delete(session, table, record_id):
        raise CannotRemove(f"{name} can't be deleted: {why}.")
    for column in _referring(table):
        if column.table.name in _GO_TOO:
            for row in session.exec(select(_GO_TOO[column.table.name]).where(column == record_id)):
                session.delete(row)
    session.flush()
    session.delete(record)
    session.flush()
    return name


def deactivate(session: Session, table: str, record_id: UUID) -> str:
    """Set an account or contact inactive, and return its name; one that is so already stays so.

    It stays with all that refers to it, read-only, and is offered no longer. Raises Gone.
    """
    return _set_active(session, table, record_id, False)


def activate(session: Session, table: str, record_id: UUID) -> str:
    """Activate an account or contact again, and return its name. Raises Gone."""
    return _set_active(session, table, record_id, True)


def _set_active(session: Session, table: str, record_id: UUID, active: bool) -> str:
    record = editable.get(session, table, record_id)
    assert isinstance(record, (Account, Contact))
    record.is_active = active
    session.add(record)
    session.flush()
    return str(getattr(record, NAME_COLUMNS[table]))


def is_inactive(connection: raw.Connection, table: str, record_id: UUID) -> bool:
    """Whether a record is set inactive."""
    if "is_active" not in FIELDS[table]:
        return False
    found = raw.rows(connection, f"SELECT is_active FROM {table} WHERE id = :id", id=record_id.hex)
    return bool(found) and not found[0][0]


def _referring(table: str) -> Iterator[Column[UUID]]:
    """The columns of all tables that refer to this one."""
    for other in SQLModel.metadata.tables.values():
        for column in other.columns:
            if any(key.column.table.name == table for key in column.foreign_keys):
                yield column
    for name, column_name in _NO_KEY.get(table, ()):
        yield SQLModel.metadata.tables[name].columns[column_name]


def _called(table: str) -> str:
    return _CALLED.get(table) or word(table)
