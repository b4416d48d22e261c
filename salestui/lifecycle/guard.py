"""Refuses a command that changes what its user may not change, whichever verb did it.

What a user may do to a record is asked before its first change, for the change itself may be that he gives
it away. Only who takes something back may rely on the rights that he has afterwards: he left that state
himself, and nothing has changed since.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from uuid import UUID

from salestui.lifecycle import permission, rights
from salestui.lifecycle.permission import NotAllowed
from salestui.lifecycle.rights import OWNED, RIGHTS, RULED, Right, Rights
from salestui.models.choices import JournalKind, PostSource
from salestui.store.guard import Connection, Values
from salestui.store.parents import PARENTS

_STAMPS = frozenset({"modified_on", "modified_by_id"})
_OWNER = frozenset({"owner_user_id", "owner_team_id"})
_CHANGING = tuple(right for right in RIGHTS if right != "read")
_ADMINISTERED = frozenset({"system_user", "team", "team_membership", "organization", "access_team_template"})
_OWN_ACCOUNT = frozenset({"security_role", "is_active", "user_name"})
"""What a user can't change of himself."""

Key = tuple[str, str]


class _Need(NamedTuple):
    """A right that a change needs on a record: on the changed one, or on what it is added to."""

    table: str
    record_id: str
    right: Right
    before: Values | None = None
    """The record before the command changed it; None of what it is added to."""
    counts_after: bool = False
    """Whether the right is enough that the user has after the change."""


def make(connection: Connection, user_id: UUID, kind: JournalKind) -> "Guard | None":
    """The guard of a user's command; None when he may do everything."""
    who = rights.of(connection, user_id)
    return None if who.administers else Guard(connection, who, kind)


class Guard:
    """See `salestui.store.guard`."""

    def __init__(self, connection: Connection, who: Rights, kind: JournalKind) -> None:
        self._connection = connection
        self._who = who
        self._is_undo = kind is JournalKind.UNDO
        self._had: defaultdict[Key, set[Right]] = defaultdict(set)
        """The rights on changed records, before they were changed."""
        self._asked: set[Key] = set()
        self._made: set[Key] = set()
        self._needs: list[_Need] = []
        self._administered: list[tuple[str, Values]] = []

    def before(self, table: str, ids: Iterable[str]) -> None:
        """Remember what the user may do to these records."""
        if table in RULED:
            listed = list(ids)
            self._asked.update((table, record_id) for record_id in listed)
            for right in _CHANGING:
                for record_id in permission.among(self._connection, self._who, table, listed, right):
                    self._had[table, record_id].add(right)

    def changed(self, table: str, record_id: str, before: Values | None, now: Values | None) -> None:
        """Note which rights that takes."""
        if before is None:
            self._made.add((table, record_id))
        if table in _ADMINISTERED:
            if not self._is_own_account(table, record_id, before, now):
                self._administered.append((table, now or before or {}))
        elif table in RULED:
            self._needs += self._taken(table, record_id, before, now)

    def _taken(
        self, table: str, record_id: str, before: Values | None, now: Values | None
    ) -> Iterator[_Need]:
        if before is None:
            yield from self._joining(table, now or {})
            return
        if now is None:
            # Taking back what he made himself is not deleting.
            if not self._is_undo:
                yield _Need(table, record_id, "delete", before)
            return
        changed = {name for name in {**before, **now} if before.get(name) != now.get(name)} - _STAMPS
        if table in OWNED and changed & _OWNER:
            yield _Need(table, record_id, "assign", before, self._is_undo)
            changed -= _OWNER
        if changed:
            yield _Need(table, record_id, "write", before, self._is_undo)
        if changed.intersection(PARENTS.get(table, ())):
            yield from self._joining(table, now)

    def _joining(self, table: str, row: Values) -> Iterator[_Need]:
        if table == "post" and row.get("source") == PostSource.AUTO:
            return  # the program tells what happened, whoever made it happen
        for parent, parent_id in _parents(table, row)[:1]:
            if parent in RULED:
                yield _Need(parent, parent_id, rights.right_to_add(table))

    def _is_own_account(self, table: str, record_id: str, before: Values | None, now: Values | None) -> bool:
        if table != "system_user" or record_id != self._who.user or before is None or now is None:
            return False
        return all(before.get(name) == now.get(name) for name in _OWN_ACCOUNT)

    def check(self) -> None:
        """Raise NotAllowed for the first change that was not allowed."""
        for table, row in self._administered:
            if not self._manages(table, row):
                raise NotAllowed(permission.ADMINISTERED)
        open_: defaultdict[tuple[str, Right], list[_Need]] = defaultdict(list)
        for need in self._needs:
            if self._was_given(need):
                continue
            if (need.table, need.record_id) in self._asked and not need.counts_after:
                raise self._refusal(need)
            open_[need.table, need.right].append(need)
        for (table, right), needs in open_.items():
            ids = [need.record_id for need in needs]
            may = permission.among(self._connection, self._who, table, ids, right)
            for need in needs:
                if need.record_id not in may:
                    raise self._refusal(need)

    def _was_given(self, need: _Need) -> bool:
        """Whether the user made the record in this command, or had the right before it was changed."""
        key = need.table, need.record_id
        if key in self._made or need.right in self._had.get(key, ()):
            return True
        parents = _parents(need.table, need.before or {})
        above = rights.on_parent(need.table, need.right)
        return any(parent in self._made or above in self._had.get(parent, ()) for parent in parents)

    def _refusal(self, need: _Need) -> NotAllowed:
        reason = permission.refusal(self._connection, need.table, need.record_id, need.right, need.before)
        return NotAllowed(reason)

    def _manages(self, table: str, row: Values) -> bool:
        team = row.get("team_id") if table == "team_membership" else row.get("id")
        return table in ("team_membership", "team") and team in self._who.managed


def _parents(table: str, row: Values) -> tuple[Key, ...]:
    return tuple(
        (rights.parent_table(column), str(row[column]))
        for column in PARENTS.get(table, ())
        if row.get(column) is not None
    )
