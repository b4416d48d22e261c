"""Says why a command can't be undone or done again: which record, who changed it, when, and what to do."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from sqlmodel import SQLModel

from salestui import clock
from salestui.models.choices import JournalKind
from salestui.models.fields import NAME_COLUMNS
from salestui.store.parents import PARENTS
from salestui.store.rows import Row
from salestui.store.words import label, named, word

_WRITTEN_BY = frozenset({"created_by_id", "modified_by_id"})


class Conflicts:
    """The sentences about one command that is to be undone (`backwards`) or done again."""

    def __init__(self, connection: sqlite3.Connection, command_id: str, backwards: bool) -> None:
        self._connection = connection
        self._command_id = command_id
        self._verb = "undone" if backwards else "done again"
        self.is_sent = False
        """Whether what stands in the way is that a mail went out."""

    def exists(self, table: str, row: Row) -> str:
        """A record that was to come back is there."""
        return self._sentence(f"{named(table, row)} is already there")

    def gone(self, table: str, record_id: str, row: Row) -> str:
        """A record that was to be changed is not there."""
        return self._sentence(f"{named(table, row)} was deleted{self._later(record_id)}")

    def changed(self, table: str, row: Row, column: str) -> str:
        """A field does not hold what the command left in it."""
        what = f"{label(table, column)} of {named(table, row)} was changed again"
        advice = "Undo that first, or set it by hand"
        return self._sentence(what + self._later(str(row["id"]), column), advice)

    def sent(self, mail_id: str, when: str) -> str:
        """A mail was given away."""
        self.is_sent = True
        what = f"the outbox took {self._described('activity', mail_id)} at {when}"
        return self._sentence(what, "What was given to a mail server can't be taken back")

    def referred(self, table: str, row: Row, child: str, child_id: str) -> str:
        """A record that was to go is in use."""
        other = self._described(child, child_id)
        what = f"{named(table, row)} is in use by {other}{self._later(child_id)}"
        return self._sentence(what, f"Remove that {word(child)} first")

    def target_gone(self, table: str, row: Row, target: str, target_id: str) -> str:
        """What a record refers to is not there."""
        missing = self._described(target, target_id)
        return self._sentence(
            f"{missing}, to which {named(table, row)} belongs, is gone{self._later(target_id)}"
        )

    def rule(self, message: str, coming: Iterable[tuple[str, Row]]) -> str:
        """The database refuses the old state, such as a name that somebody else took.

        `coming` are the tables and records as they were to be.
        """
        rule, _, columns = message.partition(" constraint failed: ")
        if rule != "UNIQUE":
            return self._sentence(f"what was changed since does not go with it ({columns or message})")
        table, _, _ = columns.partition(".")
        names = [name.strip().partition(".")[2] for name in columns.split(",")]
        ours = [row for name, row in coming if name == table]
        taken = next(filter(None, (self._taken(table, names, row, ours) for row in ours)), None)
        if taken is not None:
            return taken
        places = " and ".join(label(table, name) for name in names)
        return self._sentence(f"another {word(table)} has the same {places}", "Change that one first")

    def _taken(self, table: str, names: Sequence[str], row: Row, ours: Sequence[Row]) -> str | None:
        """That another record has what this one is to have, if one has."""
        if any(row.get(name) is None for name in names):
            return None
        where = " AND ".join(f"{name} = ?" for name in names)
        found = self._connection.execute(
            f"SELECT id FROM {table} WHERE {where}", [row[name] for name in names]
        )
        own = {str(one["id"]) for one in ours}
        other = next((other for (other,) in found if other not in own), None)
        if other is None:
            return None
        if table in NAME_COLUMNS:
            places = " and ".join(f"{label(table, name)} “{row[name]}”" for name in names)
            described = self._described(table, other)
            return self._sentence(f"{described} has its {places} now", "Change that one first")
        who = self._linked(table, row)
        where_again = "on the sales team" if table == "connection" and row.get("user_id") else "there"
        return self._sentence(f"{who} is {where_again} again{self._later(other)}")

    def _linked(self, table: str, row: Row) -> str:
        """Who or what a record links to the one that it is a part of."""
        for column in SQLModel.metadata.tables[table].columns:
            of_record = column.name in PARENTS.get(table, ()) or column.name in _WRITTEN_BY
            if row.get(column.name) and not of_record:
                for key in column.foreign_keys:
                    if name := self._name(key.column.table.name, str(row[column.name])):
                        return name
        return f"the {word(table)}"

    def _sentence(self, reason: str, advice: str = "") -> str:
        (title,) = self._connection.execute(
            "SELECT title FROM journal_command WHERE id = ?", (self._command_id,)
        ).fetchone()
        tail = f" {advice}." if advice else ""
        return f"“{title}” can't be {self._verb}: {reason}.{tail}"

    def _later(self, record_id: str, column: str | None = None) -> str:
        """Who changed the record last, and when: " by Ann on 2026-11-23 14:02 (“Edit Acme”)".

        What was taken back since, as part of the same going back too, is in nobody's way; nor is taking it
        back, unless nothing else is found.
        """
        entries = self._connection.execute(
            "SELECT command.id, command.at, command.title, person.full_name, command.is_undone, command.kind,"
            " entry.before, entry.after"
            " FROM journal_entry AS entry JOIN journal_command AS command ON command.id = entry.command_id"
            " LEFT JOIN system_user AS person ON person.id = command.user_id"
            " WHERE entry.record_id = ? ORDER BY command.id DESC",
            (record_id,),
        )
        newest = ""
        for command_id, at, title, person, is_undone, kind, before, after in entries:
            if command_id == self._command_id:
                break
            if column is None or column in json.loads(after or before):
                moment = clock.local(datetime.fromisoformat(at).replace(tzinfo=UTC))
                by = f" by {person}" if person else ""
                told = f"{by} on {moment:%Y-%m-%d %H:%M} (“{title}”)"
                if not is_undone and kind not in (JournalKind.UNDO, JournalKind.REDO):
                    return told
                newest = newest or told
        return newest

    def _described(self, table: str, record_id: str) -> str:
        column = NAME_COLUMNS.get(table)
        return (
            f"the {word(table)}" if column is None else named(table, {column: self._name(table, record_id)})
        )

    def _name(self, table: str, record_id: str) -> str | None:
        column = NAME_COLUMNS.get(table)
        if column is None:
            return None
        found = self._connection.execute(
            f"SELECT {column} FROM {table} WHERE id = ?", (record_id,)
        ).fetchone()
        return found[0] if found else self._last_name(record_id, column)

    def _last_name(self, record_id: str, column: str) -> str | None:
        found = self._connection.execute(
            "SELECT before FROM journal_entry WHERE record_id = ? AND change = 3"
            " ORDER BY command_id DESC LIMIT 1",
            (record_id,),
        ).fetchone()
        return json.loads(found[0]).get(column) if found else None
