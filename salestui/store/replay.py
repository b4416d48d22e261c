"""Undoes and does again what a command did, from its entries in the journal."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from sqlmodel import Session, SQLModel

from salestui import clock
from salestui.models.choices import ChangeKind
from salestui.models.fields import FIELDS
from salestui.progress import Told, untold
from salestui.store import rows
from salestui.store.conflicts import Conflicts
from salestui.store.errors import AlreadySent, CannotReplay
from salestui.store.outbox_traces import traces
from salestui.store.recorder import recorder_of
from salestui.store.rows import Row

STAMPS = ("modified_on", "modified_by_id")
_OF_A_MAIL = {"activity": "id", "activity_party": "activity_id", "attachment": "activity_id"}
"""What a mail consists of, and where the id of the mail stands in it."""


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done to one record: bring it from `expected` to `target`.

    None stands for no record. When the record stays, both hold only the fields that the command changed.
    """

    table: str
    record_id: str
    expected: Row | None
    target: Row | None

    @property
    def deletes(self) -> bool:
        """The record goes."""
        return self.target is None

    @property
    def inserts(self) -> bool:
        """The record comes (back)."""
        return self.expected is None


def steps_of(connection: sqlite3.Connection, command_id: str, *, backwards: bool) -> list[Step]:
    """The steps that take a command back, or do it again."""
    found = connection.execute(
        "SELECT record_type, record_id, change, before, after FROM journal_entry WHERE command_id = ?",
        (command_id,),
    )
    steps = []
    for table, record_id, change, before, after in found:
        if table in rows.NEVER_BACK:
            continue
        first = None if change == ChangeKind.INSERT else json.loads(before)
        last = None if change == ChangeKind.DELETE else json.loads(after)
        expected, target = (last, first) if backwards else (first, last)
        steps.append(Step(table, record_id, expected, target))
    return steps


def why_not(
    connection: sqlite3.Connection, command_id: str, steps: list[Step], *, backwards: bool
) -> str | None:
    """What forbids these steps, as a sentence that names the record, who changed it and when; else None."""
    return _Plan(connection, command_id, steps, backwards).obstacle()


def is_sent(connection: sqlite3.Connection, command_id: str, steps: list[Step]) -> bool:
    """Whether what forbids these steps is that a mail went out, which nothing can take back."""
    plan = _Plan(connection, command_id, steps, backwards=True)
    return plan.obstacle() is not None and plan.conflicts.is_sent


def replay(session: Session, command_id: str, *, backwards: bool, told: Told = untold) -> None:
    """Take a command back, or do it again, inside the command of `session`, which journals it.

    Raises CannotReplay, with nothing changed once the caller's command has ended, when a later change is in
    the way; AlreadySent, with nothing changed at all, when that is the sending of a mail.
    """
    session.flush()
    connection = rows.raw(session)
    steps = steps_of(connection, command_id, backwards=backwards)
    plan = _Plan(connection, command_id, steps, backwards, told)
    obstacle = plan.obstacle()
    if obstacle:
        raise AlreadySent(obstacle) if plan.conflicts.is_sent else CannotReplay(obstacle)
    recorder = recorder_of(session)
    for table, ids in plan.by_table().items():
        recorder.will_change(table, ids, plan.of(table, ids))
    now = str(rows.stored(session, "journal_command", {"at": clock.now()})["at"])
    plan.apply(now, recorder.user_id.hex if recorder.user_id else None, told)
    told("saving", len(steps), len(steps))
    connection.execute(
        "UPDATE journal_command SET is_undone = ? WHERE id = ?", (1 if backwards else 0, command_id)
    )
    session.expire_all()


class _Plan:
    """The steps, with the records as they are now."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        command_id: str,
        steps: list[Step],
        backwards: bool,
        told: Told = untold,
    ) -> None:
        self.connection = connection
        self.steps = steps
        self.current: dict[tuple[str, str], Row] = {}
        places = {(step.table, step.record_id): at for at, step in enumerate(steps)}
        looked_at = 0
        for table, ids in self.by_table().items():
            for portion in rows.chunks(ids):
                told("looking what was changed since", looked_at, len(steps))
                for record_id, row in rows.read(connection, table, portion).items():
                    self.current[table, record_id] = row
                    at = places[table, record_id]
                    steps[at] = _sharing(steps[at], row)
                looked_at += len(portion)
        self.conflicts = Conflicts(connection, command_id, backwards)
        self.outbox = traces(connection, command_id)

    def by_table(self) -> dict[str, list[str]]:
        """The ids of the steps' records."""
        ids: defaultdict[str, list[str]] = defaultdict(list)
        for step in self.steps:
            ids[step.table].append(step.record_id)
        return ids

    def of(self, table: str, ids: Iterable[str]) -> dict[str, Row]:
        """Those of these records that are there, by id."""
        found = ((record_id, self.current.get((table, record_id))) for record_id in ids)
        return {record_id: row for record_id, row in found if row is not None}

    def obstacle(self) -> str | None:
        """The first conflict."""
        if found := self._was_sent():
            return found
        for step in self.steps:
            found = self._changed_since(step)
            if found:
                return found
        return self._still_referred_to() or self._refers_to_nothing()

    def _was_sent(self) -> str | None:
        """A mail of these steps that the outbox took after the command: what it said is not rewritten."""
        taken = self.outbox.taken
        if not taken:
            return None
        for step in self.steps:
            if (column := _OF_A_MAIL.get(step.table)) is None:
                continue
            row = self.current.get((step.table, step.record_id)) or step.expected or step.target or {}
            mail_id = str(row.get(column, step.record_id))
            if mail_id in taken:
                return self.conflicts.sent(mail_id, taken[mail_id])
        return None

    def _changed_since(self, step: Step) -> str | None:
        current = self.current.get((step.table, step.record_id))
        if step.expected is None:
            if current is None:
                return None
            return self.conflicts.exists(step.table, current)
        if current is None:
            return self.conflicts.gone(step.table, step.record_id, step.expected)
        names: Iterable[str] = rows.columns(step.table) if step.deletes else step.expected
        left = self.outbox.left.get((step.table, step.record_id), {})
        for name in names:
            if name == "id" or name in STAMPS or current.get(name) == step.expected.get(name):
                continue
            # The outbox's own notes on a mail that it did not get rid of are in nobody's way.
            if name not in left or current.get(name) != left[name]:
                return self.conflicts.changed(step.table, current, name)
        return None

    def _still_referred_to(self) -> str | None:
        going = {(step.table, step.record_id) for step in self.steps if step.deletes}
        changing = {
            (step.table, step.record_id, name): value
            for step in self.steps
            if step.target is not None
            for name, value in step.target.items()
        }
        by_table: defaultdict[str, list[str]] = defaultdict(list)
        for table, record_id in going:
            by_table[table].append(record_id)
        for table, ids in by_table.items():
            for child, column in referring(table):
                for portion in rows.chunks(ids):
                    query = f"SELECT id, {column} FROM {child} WHERE {column} IN ({rows.marks(len(portion))})"
                    for child_id, target in self.connection.execute(query, portion):
                        stays = changing.get((child, child_id, column), target) == target
                        if (child, child_id) not in going and stays:
                            return self.conflicts.referred(
                                table, self.current[table, target], child, child_id
                            )
        return None

    def _refers_to_nothing(self) -> str | None:
        coming = {(step.table, step.record_id) for step in self.steps if step.inserts}
        going = {(step.table, step.record_id) for step in self.steps if step.deletes}
        wanted: defaultdict[str, dict[str, Step]] = defaultdict(dict)
        for step in self.steps:
            for column, target in _references(step.table).items():
                value = (step.target or {}).get(column)
                if isinstance(value, str) and (target, value) not in coming:
                    wanted[target][value] = step
        for table, ids in wanted.items():
            found = set(_existing(self.connection, table, ids))
            for record_id, step in ids.items():
                if record_id not in found or (table, record_id) in going:
                    row = self.current.get((step.table, step.record_id)) or step.target or {}
                    return self.conflicts.target_gone(step.table, row, table, record_id)
        return None

    def apply(self, now: str, user_id: str | None, told: Told) -> None:
        """Delete, then update, then insert, so that unique values are free when they are needed again."""
        order = {table.name: place for place, table in enumerate(SQLModel.metadata.sorted_tables)}
        steps = sorted(self.steps, key=lambda step: order[step.table])
        done = 0

        def portions(chosen: Iterable[Step]) -> Iterator[tuple[str, list[Step]]]:
            nonlocal done
            for table, group in _grouped(chosen):
                for portion in rows.chunks(group):
                    told("changing", done, len(steps))
                    yield table, portion
                    done += len(portion)

        # What refers goes before what it refers to: that spares SQLite from counting broken references.
        for table, group in portions(step for step in reversed(steps) if step.deletes):
            gone = [(step.record_id,) for step in group]
            self.connection.executemany(f"DELETE FROM {table} WHERE id = ?", gone)
        try:
            for table, group in _grouped(step for step in steps if not step.deletes and not step.inserts):
                self._update(table, [self._row(step, now, user_id) for step in group])
                done += len(group)
            for table, group in portions(step for step in steps if step.inserts):
                _insert(
                    self.connection, table, [{**(step.target or {}), "id": step.record_id} for step in group]
                )
        except sqlite3.IntegrityError as error:
            raise CannotReplay(self.conflicts.rule(str(error), self._coming())) from error

    def _coming(self) -> Iterator[tuple[str, Row]]:
        """The tables and records as they were to be, but for those that go."""
        for step in self.steps:
            if step.target is not None:
                current = self.current.get((step.table, step.record_id), {})
                yield step.table, {**current, **step.target, "id": step.record_id}

    def _row(self, step: Step, now: str, user_id: str | None) -> Row:
        row = dict(step.target or {})
        current = self.current[step.table, step.record_id]
        expected = (step.expected or {}).get("modified_on")
        if expected is not None and current["modified_on"] != expected:
            # Other fields were changed since, so this is one more change and not a return to an old state.
            row |= {"modified_on": now, "modified_by_id": user_id}
        return row | {"id": step.record_id}

    def _update(self, table: str, changed: list[Row]) -> None:
        try:
            for names, group in _shaped(changed):
                sets = ", ".join(f"{name} = :{name}" for name in names if name != "id")
                if sets:
                    self.connection.executemany(f"UPDATE {table} SET {sets} WHERE id = :id", group)
        except sqlite3.IntegrityError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_CONSTRAINT_UNIQUE:
                raise
            # Records that exchange a unique value stand in each other's way, one after the other.
            whole = [self.current[table, str(row["id"])] | row for row in changed]
            self.connection.executemany(f"DELETE FROM {table} WHERE id = :id", whole)
            _insert(self.connection, table, whole)


def _sharing(step: Step, row: Row) -> Step:
    """The step with this row as what it expects, if that is the same: of an import there are many to hold."""
    is_same = step.deletes and step.expected is not None and row == {**step.expected, "id": step.record_id}
    return replace(step, expected=row) if is_same else step


def _insert(connection: sqlite3.Connection, table: str, inserted: list[Row]) -> None:
    for names, group in _shaped(inserted):
        places = ", ".join(f":{name}" for name in names)
        connection.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})", group)


def _grouped(steps: Iterable[Step]) -> Iterator[tuple[str, list[Step]]]:
    groups: dict[str, list[Step]] = {}
    for step in steps:
        groups.setdefault(step.table, []).append(step)
    yield from groups.items()


def _shaped(changed: Iterable[Row]) -> Iterator[tuple[tuple[str, ...], list[Row]]]:
    shapes: dict[tuple[str, ...], list[Row]] = {}
    for row in changed:
        shapes.setdefault(tuple(row), []).append(row)
    yield from shapes.items()


def _existing(connection: sqlite3.Connection, table: str, ids: Mapping[str, Step]) -> Iterator[str]:
    for portion in rows.chunks(ids):
        query = f"SELECT id FROM {table} WHERE id IN ({rows.marks(len(portion))})"
        yield from (record_id for (record_id,) in connection.execute(query, portion))


def _references(table: str) -> dict[str, str]:
    """The columns of a table that hold ids of others, and the tables of those.

    Foreign keys, and the few lookups that have none because two tables refer to each other.
    """
    found = {
        column.name: key.column.table.name
        for column in SQLModel.metadata.tables[table].columns
        for key in column.foreign_keys
    }
    for field in FIELDS.get(table, {}).values():
        if field.target and field.name not in ("created_by", "modified_by"):
            found.setdefault(field.column, field.target)
    return found


def referring(table: str) -> list[tuple[str, str]]:
    """The tables and columns that hold ids of `table`."""
    return [
        (name, column)
        for name in SQLModel.metadata.tables
        if name not in rows.JOURNAL
        for column, target in _references(name).items()
        if target == table
    ]
