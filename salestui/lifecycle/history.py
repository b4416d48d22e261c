"""Undo and redo of whole commands, and who changed what of a record."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from salestui.errors import SalesError
from salestui.lifecycle import permission, raw, regarding, rights
from salestui.lifecycle.described import described
from salestui.lifecycle.rights import Rights
from salestui.models.base import Owned
from salestui.models.choices import (
    CLOSING_REASONS_BY_TYPE,
    STATUS_REASONS_BY_TYPE,
    ActivityType,
    ChangeKind,
    JournalKind,
)
from salestui.models.fields import NAME_COLUMNS, Field, Kind
from salestui.progress import Told, untold
from salestui.store import replay, rows
from salestui.store.database import Store
from salestui.store.guard import Connection
from salestui.store.list_sql import Sql, condition, join
from salestui.store.parents import PARENTS
from salestui.store.recorder import recorder_of
from salestui.store.words import word

NOTHING_TO_UNDO = "There is nothing of yours to undo."
NOTHING_TO_REDO = "There is nothing to do again: only what was just undone can be."

LOOKED_THROUGH = 200
"""A command on more records (an import) is not looked through before it is undone; undoing it tells then."""


class NothingToReplay(SalesError):
    """No command is there to undo or to do again."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command in the journal: what undo or redo would take."""

    id: UUID
    title: str
    at: datetime


_DONE = "SELECT id, title, at FROM journal_command WHERE user_id = :user AND kind = 1 AND NOT is_undone"
_LAST_DONE = f"{_DONE} ORDER BY id DESC LIMIT 1"
_DONE_BEFORE = f"{_DONE} AND id < :point ORDER BY id DESC LIMIT 1"
# Only what was undone after the last command: that one made a new present.
UNDONE_SINCE_LAST = (
    "SELECT done.id, done.title, done.at FROM journal_command AS undo"
    " JOIN journal_command AS done ON done.id = undo.target_id"
    " WHERE undo.user_id = :user AND undo.kind = 2 AND done.is_undone AND undo.id >"
    " (SELECT max(id) FROM journal_command WHERE user_id = :user AND kind = 1)"
    " AND undo.id = (SELECT max(id) FROM journal_command WHERE target_id = done.id)"
    " ORDER BY undo.id DESC"
)
"""What a user can do again, in the order of doing it."""
_LAST_UNDONE = f"{UNDONE_SINCE_LAST} LIMIT 1"


def last_undoable(connection: Connection, user_id: UUID, passed: UUID | None = None) -> Command | None:
    """The user's last command that is not undone, or None. `connection`: such as Store.reader.

    When that is `passed`, the last one before it that is not about a sent mail.
    """
    command = _command(connection, _LAST_DONE, user_id)
    if command is None or command.id != passed:
        return command
    while command is not None and is_sent(connection, command.id):
        command = _command(connection, _DONE_BEFORE, user_id, point=command.id.hex)
    return command


def is_sent(connection: Connection, command_id: UUID) -> bool:
    """Whether a command can't be undone as a mail went out; False of one that is not looked through."""
    if not _is_looked_through(connection, command_id):
        return False
    steps = replay.steps_of(connection, command_id.hex, backwards=True)
    return replay.is_sent(connection, command_id.hex, steps)


def last_redoable(connection: Connection, user_id: UUID) -> Command | None:
    """The command that the user undid last, if he has done nothing else since; or None."""
    return _command(connection, _LAST_UNDONE, user_id)


def _command(connection: raw.Connection, sql: str, user_id: UUID, **values: str) -> Command | None:
    found = raw.one(connection, sql, user=user_id.hex, **values)
    if found is None:
        return None
    at = raw.moment(found["at"])
    assert at is not None
    return Command(UUID(found["id"]), found["title"], at)


def why_not_undo(store: Store, user_id: UUID, passed: UUID | None = None) -> str | None:
    """Why the user's last command can't be undone now, or None; `passed` as in `last_undoable`."""
    finder = partial(last_undoable, passed=passed)
    return _why_not(store, user_id, finder, NOTHING_TO_UNDO, backwards=True)


def why_not_redo(store: Store, user_id: UUID) -> str | None:
    """Why nothing can be done again now, or None."""
    return _why_not(store, user_id, last_redoable, NOTHING_TO_REDO, backwards=False)


Finder = Callable[[Connection, UUID], Command | None]


def _why_not(store: Store, user_id: UUID, finder: Finder, nothing: str, *, backwards: bool) -> str | None:
    command = finder(store.reader, user_id)
    return nothing if command is None else why_not_replay(store, command.id, backwards=backwards)


def why_not_replay(store: Store, command_id: UUID, *, backwards: bool) -> str | None:
    """Why this command can't be undone, or done again, now; None when it can, or is not looked through."""
    if not _is_looked_through(store.reader, command_id):
        return None
    steps = replay.steps_of(store.reader, command_id.hex, backwards=backwards)
    return replay.why_not(store.reader, command_id.hex, steps, backwards=backwards)


def _is_looked_through(connection: raw.Connection, command_id: UUID) -> bool:
    (size,) = raw.rows(
        connection, "SELECT count(*) FROM journal_entry WHERE command_id = :id", id=command_id.hex
    )[0]
    return bool(size <= LOOKED_THROUGH)


def undo(store: Store, user_id: UUID, told: Told = untold, passed: UUID | None = None) -> str:
    """Take the user's last command back and return its title; `passed` as in `last_undoable`.

    Raises NothingToReplay, or CannotReplay with the record and the change that are in the way.
    """
    finder = partial(last_undoable, passed=passed)
    return _replay(store, user_id, JournalKind.UNDO, finder, NOTHING_TO_UNDO, told)


def redo(store: Store, user_id: UUID, told: Told = untold) -> str:
    """Do again what the user undid last, and return its title; raises like `undo`."""
    return _replay(store, user_id, JournalKind.REDO, last_redoable, NOTHING_TO_REDO, told)


def _replay(store: Store, user_id: UUID, kind: JournalKind, finder: Finder, nothing: str, told: Told) -> str:
    with store.command(kind.label, user_id, kind) as session:
        # Found inside the transaction, so that a second terminal can't take the same one.
        command = finder(rows.raw(session), user_id)
        if command is None:
            raise NothingToReplay(nothing)
        recorder_of(session).replays(command.id, command.title)
        replay.replay(session, command.id.hex, backwards=kind is JournalKind.UNDO, told=told)
    return command.title


Value = str | int | bool | Decimal | date | datetime | None
"""A field's value for people: choices as labels, lookups as names, money as Decimal, moments aware."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field before and after; `kind` says how to show the values."""

    label: str
    kind: Kind
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """What one command did to a record or to a part of it (a stakeholder, a line, a note)."""

    at: datetime
    user: str
    """The full name, or "" when nobody was signed in."""
    title: str
    kind: JournalKind
    change: ChangeKind
    part: str
    """What part of the record, such as "note: Call back"; "" for the record itself."""
    changes: tuple[FieldChange, ...]


_OWNERS = Owned.OWNER_CHECK
_REASONS = {"status_reason": STATUS_REASONS_BY_TYPE, "closing_status_reason": CLOSING_REASONS_BY_TYPE}
"""The columns of an activity whose codes mean something else in each type."""
_HIDDEN = frozenset({"id", "created_on", "modified_on", "created_by_id", "modified_by_id", "import_key"})


def history_of(
    connection: Connection, user_id: UUID | None, table: str, record_id: UUID, limit: int = 500
) -> list[HistoryEntry]:
    """Who changed what of a record and its parts, as far as a user may read them, the newest first.

    Of a record that is gone only who reads everything is told. `user_id` None: the program itself.
    """
    readable = _readable(rights.of(connection, user_id), connection, table, record_id)
    if readable is None:
        return []
    sql, values = readable.named("reader")
    found = raw.rows(
        connection,
        "SELECT command.at, person.full_name, command.title, command.kind,"
        " entry.change, entry.record_type, entry.record_id, entry.before, entry.after"
        " FROM journal_entry AS entry JOIN journal_command AS command ON command.id = entry.command_id"
        " LEFT JOIN system_user AS person ON person.id = command.user_id"
        f" WHERE (entry.record_id = :id OR entry.parent_id = :id) AND {sql}"
        " ORDER BY command.id DESC, entry.record_id <> :id LIMIT :limit",
        id=record_id.hex,
        limit=limit,
        **values,
    )
    names = Names(connection)
    entries = []
    for row in found:
        _, _, _, _, change, changed, changed_id, before, after = row
        own = changed == table and changed_id == record_id.hex
        both = json.loads(before or "{}") | json.loads(after or "{}")
        entry = entry_of(names, row, part="" if own else names.part(changed, changed_id, both))
        if entry.changes or change != ChangeKind.UPDATE:
            entries.append(entry)
    return entries


def was_deleted_by(connection: Connection, user_id: UUID, record_id: UUID) -> bool:
    """Whether a record is gone by this user's own doing: he deleted it, or took back what made it."""
    found = raw.rows(
        connection,
        "SELECT entry.change, command.user_id FROM journal_entry AS entry"
        " JOIN journal_command AS command ON command.id = entry.command_id"
        " WHERE entry.record_id = :id ORDER BY command.id DESC LIMIT 1",
        id=record_id.hex,
    )
    return bool(found) and tuple(found[0]) == (ChangeKind.DELETE, user_id.hex)


def _readable(who: Rights, connection: Connection, table: str, record_id: UUID) -> Sql | None:
    """The condition on the entries of a record that a user may read; None when that is none.

    Who reads a record with what belongs to it reads all of them, of deleted parts too. Who reads the card
    alone reads what became of the record itself, and of the parts that he may read for their own sake.
    """
    key = record_id.hex
    if permission.is_read_in_full(connection, who, table, record_id):
        return Sql("1")
    if not permission.among(connection, who, table, [key], "read"):
        return None
    column = regarding.COLUMNS[table]
    parts = [part for part, columns in PARENTS.items() if column in columns]
    own = Sql("entry.record_id = ?", (key,))
    return Sql("(") + join(" OR ", [own, *(_readable_part(who, part) for part in parts)]) + Sql(")")


def _readable_part(who: Rights, table: str) -> Sql:
    start = f"entry.record_id IN (SELECT o.id FROM {table} AS o WHERE o.id = entry.record_id AND "
    return Sql(start) + condition(rights.allowed(who, table, "read")) + Sql(")")


def entry_of(names: "Names", row: Sequence[Any], part: str) -> HistoryEntry:
    """The entry of a row of the journal: when, who, title, kind, change, table, id, before, after."""
    at, user, title, kind, change, changed, changed_id, before, after = row
    moment = raw.moment(at)
    assert moment is not None
    old, new = json.loads(before or "{}"), json.loads(after or "{}")
    changes = _changes(names, changed, changed_id, old, new)
    return HistoryEntry(
        moment,
        user or "",
        title,
        JournalKind.from_code(kind),
        ChangeKind.from_code(change),
        part,
        tuple(changes),
    )


class Names:
    """The names of records that lookups refer to, and what activities are, each read once."""

    def __init__(self, connection: raw.Connection) -> None:
        self._connection = connection
        self._known: dict[tuple[str, str], str] = {}
        self._types: dict[str, ActivityType | None] = {}

    def __call__(self, table: str, record_id: str) -> str:
        """The name of a record, also of one that is gone."""
        if (table, record_id) not in self._known:
            self._known[table, record_id] = self._read(table, record_id)
        return self._known[table, record_id]

    def _read(self, table: str, record_id: str) -> str:
        column = NAME_COLUMNS.get(table)
        if column is None:
            return word(table)
        found = raw.one(
            self._connection, f"SELECT {column} AS name FROM {table} WHERE id = :id", id=record_id
        )
        if found is None:
            name = self._deleted(record_id).get(column)
            return f"{name} (deleted)" if name else "(deleted)"
        return str(found["name"] or word(table))

    def _deleted(self, record_id: str) -> dict[str, Any]:
        """What a record was when it was deleted."""
        found = raw.one(
            self._connection,
            "SELECT before FROM journal_entry WHERE record_id = :id AND change = 3"
            " ORDER BY command_id DESC LIMIT 1",
            id=record_id,
        )
        row: dict[str, Any] = json.loads(found["before"]) if found else {}
        return row

    def activity_type(self, record_id: str) -> ActivityType | None:
        """What an activity is, also one that is gone."""
        if record_id not in self._types:
            found = raw.one(
                self._connection, "SELECT activity_type FROM activity WHERE id = :id", id=record_id
            )
            code = (found or self._deleted(record_id)).get("activity_type")
            self._types[record_id] = None if code is None else ActivityType.from_code(code)
        return self._types[record_id]

    def part(self, table: str, record_id: str, row: dict[str, Any]) -> str:
        """What part a record is: "note: Call back", "stakeholder: Ann Lee"."""
        # An entry of a change holds the changed fields only.
        row = (raw.one(self._connection, f"SELECT * FROM {table} WHERE id = :id", id=record_id) or {}) | row
        kind = word(table)
        if table == "connection":
            kind = "sales team" if row.get("user_id") else "stakeholder"
        elif table == "opportunity_competitor":
            kind = "competitor"
        name = row.get(NAME_COLUMNS.get(table, "write_in_product"))
        if name:
            return f"{kind}: {name}"
        parents = PARENTS.get(table, ())
        for column, field in described(table).items():
            if field.target and row.get(column) and column not in parents and column not in _HIDDEN:
                return f"{kind}: {self(field.target, row[column])}"
        return kind


def _changes(
    names: Names, table: str, record_id: str, old: dict[str, Any], new: dict[str, Any]
) -> list[FieldChange]:
    parents = PARENTS.get(table, ())
    changes = []
    for column, field in described(table).items():
        if column in _HIDDEN or column in parents or (column not in old and column not in new):
            continue
        if table == "activity" and column in _REASONS:
            field = _with_reasons(field, names.activity_type(record_id))
        before, after = _shown(names, field, old.get(column)), _shown(names, field, new.get(column))
        # A new record's empty boxes and counts of nothing say nothing.
        says_nothing = field.kind == "boolean" or (field.kind == "integer" and field.read_only)
        if before != after and not (says_nothing and not before and not after):
            changes.append(FieldChange(field.label, field.kind, before, after))
    return _with_one_owner(table, changes)


def _with_reasons(field: Field, kind: ActivityType | None) -> Field:
    """A status reason as a choice: each type of activity has reasons of its own for its codes."""
    reasons = _REASONS[field.column].get(kind) if kind is not None else None
    return field if reasons is None else replace(field, kind="choice", choice=reasons)


def _with_one_owner(table: str, changes: list[FieldChange]) -> list[FieldChange]:
    """A user and a team take turns as the owner: one of the two is always empty, so they are one field."""
    if not described(table).keys() >= set(_OWNERS):
        return changes
    user, team = (described(table)[column].label for column in _OWNERS)
    owners = {change.label: change for change in changes if change.label in (user, team)}
    if team not in owners:
        return changes
    of_team = owners[team]
    of_user = owners.get(user, replace(of_team, before=None, after=None))
    whole = FieldChange(user, of_team.kind, of_user.before or of_team.before, of_user.after or of_team.after)
    at = min(at for at, change in enumerate(changes) if change.label in owners)
    rest = [change for change in changes if change.label not in owners]
    return [*rest[:at], whole, *rest[at:]]


def _shown(names: Names, field: Field, value: Any) -> Value:
    if value is None:
        return None
    match field.kind:
        case "choice" if field.choice is not None:
            return field.choice.from_code(value).label
        case "lookup" if field.target is not None:
            return names(field.target, value)
        case "money" | "percent":
            return raw.money(value)
        case "decimal":
            return Decimal(value).scaleb(-5)
        case "date":
            return raw.day(value)
        case "datetime":
            return raw.moment(str(value))
        case "boolean":
            return bool(value)
        case _:
            shown: Value = value
            return shown
