"""Records what a command changes: looks at each record before its first change and once more at the end."""

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
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
from salestui.store.changes import Changes, changes_of
from salestui.store.rows import Row

Key = tuple[str, str]
"""Table and id."""

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
    ) -> None:
        self.user_id = user_id
        self.flushing = False
        self.command_id = ""
        self.changes = Changes()
        self._session = session
        self._title = title if len(title) <= TITLE_LENGTH else title[: TITLE_LENGTH - 1] + "…"
        self._kind = kind
        self._target_id: uuid.UUID | None = None
        self._before: dict[Key, Row | None] = {}
        self._after: dict[Key, Row] = {}
        self._derive: list[Opportunity] = []

    def before_flush(self) -> None:
        """Look at what the session is about to write."""
        session = self._session
        self._derive = []
        touched: defaultdict[str, list[str]] = defaultdict(list)
        for instance in session.new:
            self._stamp_new(instance)
            self._before.setdefault((_table(instance), instance.id.hex), None)
            self._after.pop((_table(instance), instance.id.hex), None)
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
        self._after.clear()

    def will_change(self, table: str, ids: Iterable[str]) -> None:
        """These records are about to be changed or deleted: keep what they are, the first time."""
        new = []
        for record_id in ids:
            self._after.pop((table, record_id), None)
            if (table, record_id) not in self._before:
                new.append(record_id)
        found = rows.read(rows.raw(self._session), table, new)
        for record_id in new:
            self._before[table, record_id] = found.get(record_id)

    def inserted(self, table: str, inserted: Iterable[Row]) -> None:
        """These rows were inserted around the session's objects, complete and as stored."""
        for row in inserted:
            key = (table, str(row["id"]))
            if self._before.setdefault(key, None) is None:
                self._after[key] = row

    def replays(self, command_id: uuid.UUID, title: str) -> None:
        """This command undoes or does again that one, and takes over its title."""
        self._target_id = command_id
        self._title = title

    def finish(self) -> None:
        """Write the journal. Without any change nothing is written, and `changes` is empty."""
        connection = rows.raw(self._session)
        command_id = self._next_id()
        touched: set[Key] = set()

        def entries() -> Iterator[tuple[Any, ...]]:
            for key, before, after in self._differences():
                touched.add(key)
                table, record_id = key
                parent = rows.parent(table, after or before or {})
                change, old, new = _compare(before, after)
                yield uuid7().hex, command_id, table, record_id, parent, int(change), old, new

        pending = list(entries())
        if not pending:
            return
        at = rows.stored(self._session, "journal_command", {"at": clock.now()})["at"]
        user = self.user_id.hex if self.user_id else None
        target = self._target_id.hex if self._target_id else None
        connection.execute(_INSERT_COMMAND, (command_id, at, user, self._title, int(self._kind), target))
        connection.executemany(_INSERT_ENTRY, pending)
        self.command_id = command_id
        self.changes = changes_of(touched)

    def _differences(self) -> Iterator[tuple[Key, Row | None, Row | None]]:
        by_table: defaultdict[str, list[str]] = defaultdict(list)
        for table, record_id in self._before:
            by_table[table].append(record_id)
        for table, ids in by_table.items():
            unknown = [record_id for record_id in ids if (table, record_id) not in self._after]
            found = rows.read(rows.raw(self._session), table, unknown)
            for record_id in ids:
                key = (table, record_id)
                before, after = self._before[key], self._after.get(key) or found.get(record_id)
                if before != after:
                    yield key, before, after

    def _next_id(self) -> str:
        # Undo follows the order of ids, so they must rise even when the computer's clock was set back.
        (newest,) = rows.raw(self._session).execute("SELECT max(id) FROM journal_command").fetchone()
        fresh = uuid7()
        if newest is not None and fresh.hex <= newest:
            fresh = uuid.UUID(int=uuid.UUID(newest).int + 1)
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
    changed = [name for name in before if before[name] != after[name]]
    return (
        ChangeKind.UPDATE,
        _json({name: before[name] for name in changed}),
        _json({name: after[name] for name in changed}),
    )


def _filled(row: Row) -> Row:
    return {name: value for name, value in row.items() if value is not None and name != "id"}


def _json(row: Row) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))
