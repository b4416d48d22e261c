"""What there is to say about the file: where it is, its versions, how much is in it."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from salestui.store import connection as files
from salestui.store.database import Store

_INTERNAL = ("sqlite_%", "search_%", "alembic_%")


@dataclass(frozen=True, slots=True)
class Info:
    """The facts of an open file. `bytes` counts the -wal too; `records` holds the tables with any record."""

    path: Path
    bytes: int
    schema: int
    sqlite: str
    records: dict[str, int]
    commands: int
    """Commands in the journal."""


def info(store: Store) -> Info:
    """Look at the file; counting a million records takes some tenths of a second."""
    reader = store.reader
    counts = {table: _count(reader, table) for table in _tables(reader)}
    commands = counts.pop("journal_command")
    del counts["journal_entry"]
    wal = store.path.with_name(store.path.name + "-wal")
    return Info(
        path=store.path.absolute(),
        bytes=store.path.stat().st_size + (wal.stat().st_size if wal.exists() else 0),
        schema=files.schema_version(reader),
        sqlite=sqlite3.sqlite_version,
        records={table: count for table, count in sorted(counts.items()) if count},
        commands=commands,
    )


def _tables(connection: sqlite3.Connection) -> list[str]:
    conditions = " AND ".join("name NOT LIKE ?" for _ in _INTERNAL)
    query = f"SELECT name FROM sqlite_master WHERE type = 'table' AND {conditions}"
    return [name for (name,) in connection.execute(query, _INTERNAL)]


def _count(connection: sqlite3.Connection, table: str) -> int:
    (count,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(count)
