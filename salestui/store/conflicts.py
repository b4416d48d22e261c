"""Says why a command can't be undone or done again: which record, who changed it, when, and what to do."""

import json
import sqlite3
from datetime import UTC, datetime

from salestui import clock
from salestui.models.choices import JournalKind
from salestui.models.fields import NAME_COLUMNS
from salestui.store.rows import Row
from salestui.store.words import label, named, word


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

    def rule(self, message: str) -> str:
        """The database refuses the old state, such as a name that somebody else took."""
        rule, _, columns = message.partition(" constraint failed: ")
        if rule == "UNIQUE":
            places = " and ".join(
                f"{label(table, column)} of the {word(table)}"
                for table, _, column in (name.strip().partition(".") for name in columns.split(","))
            )
            return self._sentence(f"another record has taken its {places}", "Change that one first")
        return self._sentence(f"what was changed since does not go with it ({columns or message})")

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
        if column is None:
            return f"the {word(table)}"
        found = self._connection.execute(
            f"SELECT {column} FROM {table} WHERE id = ?", (record_id,)
        ).fetchone()
        name = found[0] if found else self._last_name(record_id, column)
        return named(table, {column: name})

    def _last_name(self, record_id: str, column: str) -> str | None:
        found = self._connection.execute(
            "SELECT before FROM journal_entry WHERE record_id = ? AND change = 3"
            " ORDER BY command_id DESC LIMIT 1",
            (record_id,),
        ).fetchone()
        return json.loads(found[0]).get(column) if found else None
