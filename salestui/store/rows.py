"""Records as they lie in the file: column names and stored values, for the journal to compare."""

import sqlite3
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import Any, TypeVar

from sqlmodel import Session, SQLModel

from salestui.store.parents import PARENTS

Stored = str | int | None
"""A value in the file. Every column type of the models is stored as one of these."""
Row = dict[str, Stored]
"""Values by column. One that is missing is NULL: most records fill less than half of their columns."""

NEVER_BACK = frozenset({"number_sequence"})
"""Tables that undo leaves alone: a number that was given out is not given out again."""

DERIVED = frozenset({("opportunity", "customer_name")})
"""Columns that triggers keep; the journal leaves them out."""

JOURNAL = frozenset({"journal_command", "journal_entry"})

T = TypeVar("T")

CHUNK = 500
"""Ids per statement, far below SQLite's limit of variables."""


def raw(session: Session) -> sqlite3.Connection:
    """The driver's connection under a session."""
    connection = session.connection().connection.dbapi_connection
    if not isinstance(connection, sqlite3.Connection):
        raise TypeError("the store works on SQLite")
    return connection


@cache
def columns(table: str) -> tuple[str, ...]:
    """The columns of a table that the journal records, `id` among them."""
    names = SQLModel.metadata.tables[table].columns.keys()
    return tuple(name for name in names if (table, name) not in DERIVED)


def chunks(values: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """The values in portions that fit a statement."""
    waiting = iter(values)
    while portion := list(islice(waiting, size)):
        yield portion


def marks(count: int) -> str:
    """So many question marks for a statement."""
    return ", ".join("?" * count)


def read(connection: sqlite3.Connection, table: str, ids: Iterable[str]) -> dict[str, Row]:
    """The rows with these ids that exist, by id: their filled columns."""
    names = columns(table)
    place = names.index("id")
    listed = ", ".join(names)
    found: dict[str, Row] = {}
    for portion in chunks(ids):
        query = f"SELECT {listed} FROM {table} WHERE id IN ({marks(len(portion))})"
        for row in connection.execute(query, portion):
            filled = {name: value for name, value in zip(names, row, strict=True) if value is not None}
            found[row[place]] = filled
    return found


def parent(table: str, row: Row) -> Stored:
    """The id of what the record is a part of, or None."""
    for column in PARENTS.get(table, ()):
        value = row.get(column)
        if value is not None:
            return value
    return None


@cache
def _processors(table: str, dialect: Any) -> dict[str, Any]:
    return {
        column.name: column.type.dialect_impl(dialect).bind_processor(dialect)
        for column in SQLModel.metadata.tables[table].columns
    }


def stored(session: Session, table: str, values: dict[str, Any]) -> Row:
    """Python values of fields as they will lie in the file. An unknown field is a KeyError."""
    processors = _processors(table, session.connection().dialect)
    row: Row = {}
    for name, value in values.items():
        processor = processors[name]
        row[name] = value if processor is None or value is None else processor(value)
    return row
