"""Looks the whole file through: pages, references, derived columns, search index and journal."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from salestui.store import connection as files
from salestui.store import search
from salestui.store.search_schema import customer_name

SHOWN = 20
"""Problems of one kind that are listed; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One thing that was looked at, and what is wrong with it: nothing, or a line each."""

    name: str
    problems: tuple[str, ...]


def check(path: Path, *, rebuild_search: bool = False) -> list[Checked]:
    """Look the file through; with `rebuild_search`, the search index is made anew first.

    The records are not touched. Waits for other writers like a command, and raises StoreErrors like one.
    """
    with closing(files.connect(path)) as connection:
        try:
            if rebuild_search:
                search.rebuild(connection)
            # Checking the index counts as writing; this also keeps others from changing what is looked at.
            connection.execute("BEGIN IMMEDIATE")
            try:
                return [Checked(name, listed(list(look(connection)))) for name, look in _LOOKS]
            finally:
                connection.execute("ROLLBACK")
        except sqlite3.Error as error:
            raise files.translate(error, path) from error


def listed(problems: list[str]) -> tuple[str, ...]:
    """The first problems, and how many more there are."""
    if len(problems) > SHOWN:
        return (*problems[:SHOWN], f"and {len(problems) - SHOWN:,} more")
    return tuple(problems)


def _integrity(connection: sqlite3.Connection) -> Iterator[str]:
    for (line,) in connection.execute(f"PRAGMA integrity_check({SHOWN + 1})"):
        if line != "ok":
            yield line


def _references(connection: sqlite3.Connection) -> Iterator[str]:
    for table, rowid, target, _ in connection.execute("PRAGMA foreign_key_check"):
        yield f"row {rowid} of {table} refers to a {target} that is gone"


def _derived(connection: sqlite3.Connection) -> Iterator[str]:
    (wrong,) = connection.execute(
        f"SELECT count(*) FROM opportunity WHERE customer_name IS NOT {customer_name('opportunity')}"
    ).fetchone()
    if wrong:
        yield f"{wrong:,} opportunities show an old name of their customer"


def _search(connection: sqlite3.Connection) -> Iterator[str]:
    yield from search.verify(connection)


def _journal(connection: sqlite3.Connection) -> Iterator[str]:
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    used = [name for (name,) in connection.execute("SELECT DISTINCT record_type FROM journal_entry")]
    for table in used:
        if table not in tables:
            yield f"entries about {table}, a table that is not there"
            continue
        (wrong,) = connection.execute(
            "SELECT count(*) FROM (SELECT record_id, change, max(command_id) FROM journal_entry"
            f" WHERE record_type = ? GROUP BY record_id) AS last LEFT JOIN {table} AS record"
            " ON record.id = last.record_id WHERE (last.change = 3) = (record.id IS NOT NULL)",
            (table,),
        ).fetchone()
        if wrong:
            yield f"{wrong:,} records of {table} exist, or are gone, against their last entry"
    for entry_id, change, before, after in connection.execute(
        "SELECT id, change, before, after FROM journal_entry"
    ):
        if (before is None) != (change == 1) or (after is None) != (change == 3):
            yield f"entry {entry_id} lacks the state before or after"
        elif not all(_is_object(text) for text in (before, after) if text is not None):
            yield f"entry {entry_id} is not readable"


def _is_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False


_LOOKS: tuple[tuple[str, Callable[[sqlite3.Connection], Iterator[str]]], ...] = (
    ("integrity", _integrity),
    ("references", _references),
    ("customer names", _derived),
    ("search index", _search),
    ("journal", _journal),
)
