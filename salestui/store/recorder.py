"""Records what a command changes: looks at each record before its first change and once more at the end."""

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import Session
from uuid_utils.compat import uuid7

from salestui import clock
from salestui.models.base import Record
from salestui.models.choices import ChangeKind, JournalKind
from salestui.models.opportunities import Opportunity
from salestui.store import rows
from salestui.store.changes import MANY, Changes, changes_of
from salestui.store.guard import Guard
from salestui.store.rows import Row, Stored

Key = tuple[str, str]
"""Table and id."""
Entry = tuple[str, str, Stored, ChangeKind, str | None, str | None]
"""Table, id, what it is a part of, what happened, the changed fields before and after as JSON."""

_INSERT_ENTRY = (
    "INSERT INTO journal_entry (id, command_id, record_type, record_id, parent_id, change, before, after)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_INSERT_COMMAND = (
    "INSERT INTO journal_command (id, at, user_id, title, kind, target_id, is_undone)"
    " VALUES (?, ?, ?, ?, ?, ?, 0)"
)
TITLE_LENGTH = 500


class Recorder:
    """The journal of one command while it runs. Several flushes become one entry per record."""

    def __init__(
        self,
        session: Session,
        title: str,
        user_id: uuid.UUID | None,
        kind: JournalKind,
        guard: Guard | None = None,
    ) -> None:
        self.user_id = user_id
        self.flushing = False
        self.command_id = ""
        self.changes = Changes()
        self._session = session
        self._guard = guard
        self.entitle(title)
        self._kind = kind
        self._target_id: uuid.UUID | None = None
        self._before: dict[Key, Row | None] = {}
        self._inserted: set[Key] = set()
        """What was inserted in bulk and not touched again: its entries are in the journal, or about to be."""
        self._waiting: list[Entry] = []
        self._was_rolled_back = False
        """Whether a savepoint was taken back, with entries of the journal perhaps."""
        self._next_command_id = ""
        self._touched: set[Key] = set()
        self._derive: list[Opportunity] = []

    def before_flush(self) -> None:
        """Look at what the session is about to write."""
        session = self._session
        self._derive = []
        touched: defaultdict[str, list[str]] = defaultdict(list)
        for instance in session.new:
            self._stamp_new(instance)
            self._before.setdefault((_table(instance), instance.id.hex), None)
        for instance in session.dirty:
            if session.is_modified(instance, include_collections=False):
                self._stamp_changed(instance)
                touched[_table(instance)].append(instance.id.hex)
        for instance in session.deleted:
            touched[_table(instance)].append(instance.id.hex)
        for table, ids in touched.items():
            self.will_change(table, ids)
        self.flushing = True

    def after_flush(self) -> None:
        """Give the objects what triggers have set."""
        self.flushing = False
        names: dict[str, Any] = {}
        by_id = {instance.id.hex: instance for instance in self._derive}
        for portion in rows.chunks(by_id):
            query = f"SELECT id, customer_name FROM opportunity WHERE id IN ({rows.marks(len(portion))})"
            names.update(rows.raw(self._session).execute(query, portion))
        for record_id, name in names.items():
            set_committed_value(by_id[record_id], "customer_name", name)

    def rolled_back(self) -> None:
        """A savepoint was taken back: what was known of the rows may no longer be so."""
        self.flushing = False
        self._was_rolled_back = True

    def will_change(self, table: str, ids: Iterable[str], known: Mapping[str, Row] | None = None) -> None:
        """These records are about to be changed or deleted: keep what they are, the first time.

        `known` holds those that are there by id, if they were read already.
        """
        new, inserted = [], []
        for record_id in ids:
            if (table, record_id) in self._inserted:
                inserted.append((table, record_id))
            elif (table, record_id) not in self._before:
                new.append(record_id)
        self._take_out(inserted)
        if known is None:
            found = rows.read(rows.raw(self._session), table, new)
        else:
            found = {record_id: known[record_id] for record_id in new if record_id in known}
        if self._guard is not None and found:
            self._guard.before(table, found)
        for record_id in new:
            self._before[table, record_id] = found.get(record_id)

    def inserted(self, table: str, row: Row) -> None:
        """This row is inserted around the session's objects, complete and as stored."""
        key = (table, str(row["id"]))
        if key not in self._before:
            self._inserted.add(key)
            entry = (*key, rows.parent(table, row), ChangeKind.INSERT, None, _json(_filled(row)))
            self._waiting.append(entry)
        if self._guard is not None:
            self._guard.changed(table, key[1], None, row)

    def write_inserted(self) -> None:
        """Journal what was inserted since the last time: there may be more than the memory should hold."""
        self._write(self._waiting)
        self._waiting = []

    def _take_out(self, keys: Iterable[Key]) -> None:
        """These records are touched again: one entry at the end is to tell all of them."""
        query = "DELETE FROM journal_entry WHERE command_id = ? AND record_type = ? AND record_id = ?"
        for key in keys:
            self._inserted.remove(key)
            self._before[key] = None
            rows.raw(self._session).execute(query, (self._id(), *key))

    def _write(self, entries: Iterable[Entry]) -> None:
        # The command's own row follows, for there may be no entries; references are checked by the commit.
        ready = (
            (uuid7().hex, self._id(), table, record_id, parent, int(change), before, after)
            for table, record_id, parent, change, before, after in entries
        )
        rows.raw(self._session).executemany(_INSERT_ENTRY, ready)

    def entitle(self, title: str) -> None:
        """How undo names the command; it may be found out inside it, before anything is written."""
        self._title = title if len(title) <= TITLE_LENGTH else title[: TITLE_LENGTH - 1] + "…"

    def replays(self, command_id: uuid.UUID, title: str) -> None:
        """This command undoes or does again that one, and takes over its title."""
        self._target_id = command_id
        self._title = title

    def next_command(self) -> None:
        """What was done until now is a command of its own; what follows is the next, in one transaction."""
        self._session.flush()
        self.finish()
        self._before.clear()
        self._inserted.clear()
        self._was_rolled_back = False
        self._next_command_id = ""
        self._target_id = None

    def finish(self) -> None:
        """Write the journal. Without any change nothing is written, and `changes` is empty.

        Raises what the guard says of changes that are not allowed.
        """
        connection = rows.raw(self._session)
        command_id = self._id()
        self.write_inserted()
        if self._was_rolled_back:
            # With the savepoint entries may have gone, or come back.
            connection.execute("DELETE FROM journal_entry WHERE command_id = ?", (command_id,))
            self._before |= dict.fromkeys(self._inserted)
            self._inserted.clear()
        touched = set(self._inserted)
        self._write(self._entries(touched))
        if not touched:
            return
        if self._guard is not None:
            self._guard.check()
        at = rows.stored(self._session, "journal_command", {"at": clock.now()})["at"]
        user = self.user_id.hex if self.user_id else None
        target = self._target_id.hex if self._target_id else None
        connection.execute(_INSERT_COMMAND, (command_id, at, user, self._title, int(self._kind), target))
        self.command_id = command_id
        self._touched |= touched | self._renamed_deals(touched)
        self.changes = changes_of(self._touched)

    def _entries(self, touched: set[Key]) -> Iterator[Entry]:
        by_table: defaultdict[str, list[str]] = defaultdict(list)
        for table, record_id in self._before:
            by_table[table].append(record_id)
        for table, ids in by_table.items():
            for portion in rows.chunks(ids):
                found = rows.read(rows.raw(self._session), table, portion)
                for record_id in portion:
                    before, now = self._before[table, record_id], found.get(record_id)
                    if before != now:
                        touched.add((table, record_id))
                        if self._guard is not None:
                            self._guard.changed(table, record_id, before, now)
                        parent = rows.parent(table, now or before or {})
                        yield table, record_id, parent, *_compare(before, now)

    def _renamed_deals(self, touched: set[Key]) -> set[Key]:
        """The opportunities that show the name of a changed account or contact, to be announced too."""
        found: set[Key] = set()
        if len(touched) < MANY:
            for table in ("account", "contact"):
                ids = [record_id for name, record_id in touched if name == table]
                for portion in rows.chunks(ids):
                    query = f"SELECT id FROM opportunity WHERE {table}_id IN ({rows.marks(len(portion))})"
                    named = rows.raw(self._session).execute(query, portion)
                    found.update(("opportunity", record_id) for (record_id,) in named)
        return found

    def _id(self) -> str:
        """The id of this command, of which nothing else is in the journal until its end."""
        if self._next_command_id:
            return self._next_command_id
        # Undo follows the order of ids, so they must rise even when the computer's clock was set back.
        (newest,) = rows.raw(self._session).execute("SELECT max(id) FROM journal_command").fetchone()
        fresh = uuid7()
        if newest is not None and fresh.hex <= newest:
            fresh = uuid.UUID(int=uuid.UUID(newest).int + 1)
        self._next_command_id = fresh.hex
        return fresh.hex

    def _stamp_new(self, instance: Any) -> None:
        if not isinstance(instance, Record):
            raise RuntimeError(f"{type(instance).__name__} is written by the journal alone")
        if instance.created_by_id is None:
            instance.created_by_id = self.user_id
        if instance.modified_by_id is None:
            instance.modified_by_id = instance.created_by_id
        if isinstance(instance, Opportunity):
            self._derive.append(instance)

    def _stamp_changed(self, instance: Any) -> None:
        if not isinstance(instance, Record):
            raise RuntimeError(f"{type(instance).__name__} is written by the journal alone")
        attributes = inspect(instance).attrs
        if not attributes["modified_on"].history.has_changes():
            instance.modified_on = clock.now()
        if self.user_id is not None and not attributes["modified_by_id"].history.has_changes():
            instance.modified_by_id = self.user_id
        if isinstance(instance, Opportunity):
            self._derive.append(instance)


def recorder_of(session: Session) -> Recorder:
    """The recorder of a command's session; that a reading session has none is a defect of the caller."""
    recorder = session.info.get("recorder")
    if not isinstance(recorder, Recorder):
        raise RuntimeError("changes need the session of a command")
    return recorder


def _table(instance: Any) -> str:
    return str(instance.__tablename__)


def _compare(before: Row | None, after: Row | None) -> tuple[ChangeKind, str | None, str | None]:
    if before is None:
        return ChangeKind.INSERT, None, _json(_filled(after or {}))
    if after is None:
        return ChangeKind.DELETE, _json(_filled(before)), None
    changed = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return (
        ChangeKind.UPDATE,
        _json({name: before.get(name) for name in changed}),
        _json({name: after.get(name) for name in changed}),
    )


def _filled(row: Row) -> Row:
    return {name: value for name, value in row.items() if value is not None and name != "id"}


def _json(row: Row) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))
