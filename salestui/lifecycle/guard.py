"""Refuses a command that changes what its user may not change, whichever verb did it.

What a user may do to a record is asked before its first change, for the change itself may be that he gives
it away. Only who takes something back may rely on the rights that he has afterwards: he left that state
himself, and nothing has changed since. Taking back what was made needs what making it again would.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple
from uuid import UUID

from salestui.lifecycle import permission, raw, rights
from salestui.lifecycle.permission import NotAllowed
from salestui.lifecycle.rights import OWNED, PARTS, RIGHTS, RULED, Right, Rights
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
        self._deleted: dict[Key, Values] = {}
        self._needs: list[_Need] = []
        self._administered: list[tuple[str, Values]] = []

    def before(self, table: str, ids: Iterable[str]) -> None:
        """Remember what the user may do to these records."""
        if table in RULED:
            listed = list(ids)
            self._asked.update((table, record_id) for record_id in listed)
            self._remember(table, listed)
            if table == "record_share":
                # With a share the right may go that the rest of the command needs on what is shared.
                for parent, parent_ids in self._shared_by(listed).items():
                    self._remember(parent, parent_ids)

    def _remember(self, table: str, ids: list[str]) -> None:
        for right in _CHANGING:
            for record_id in permission.among(self._connection, self._who, table, ids, right):
                self._had[table, record_id].add(right)

    def _shared_by(self, share_ids: Iterable[str]) -> dict[str, list[str]]:
        """The records that these shares are of, by their tables."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for share_id in share_ids:
            row = raw.one(self._connection, "SELECT * FROM record_share WHERE id = :id", id=share_id)
            for parent, parent_id in _parents("record_share", row or {}):
                found[parent].append(parent_id)
        return found

    def changed(self, table: str, record_id: str, before: Values | None, now: Values | None) -> None:
        """Note which rights that takes."""
        if before is None:
            self._made.add((table, record_id))
        if table in _ADMINISTERED:
            if not self._is_own_account(table, record_id, before, now):
                self._administered.append((table, now or before or {}))
        elif table in RULED and now is None:
            self._deleted[table, record_id] = before or {}
        elif table in RULED:
            self._needs += self._taken(table, record_id, before, now)

    def _taken(
        self, table: str, record_id: str, before: Values | None, now: Values | None
    ) -> Iterator[_Need]:
        if before is None:
            yield from self._joining(table, now or {})
            return
        now = now or {}
        counts_after = self._is_undo and _was_left_alone(before, now)
        changed = {name for name in {**before, **now} if before.get(name) != now.get(name)} - _STAMPS
        if table in OWNED and changed & _OWNER:
            yield _Need(table, record_id, "assign", before, counts_after)
            changed -= _OWNER
        if changed:
            yield _Need(table, record_id, "write", before, counts_after)
        if changed.intersection(PARENTS.get(table, ())):
            yield from self._joining(table, now)

    def _removing(self) -> Iterator[_Need]:
        """What the deletions take; a part that goes with what it belongs to takes nothing more than that."""
        for (table, record_id), row in self._deleted.items():
            goes_along = any(parent in self._deleted for parent in _parents(table, row))
            if self._is_undo:
                # He made it himself, so that he need not be one who may delete it.
                if not goes_along and "delete" not in self._had[table, record_id]:
                    yield from self._joining(table, row)
            elif table in PARTS and goes_along:
                continue
            elif table == "record_share" and self._is_of_sales_team(row):
                yield from self._joining(table, row)
            else:
                yield _Need(table, record_id, "delete", row)

    def _joining(self, table: str, row: Values) -> Iterator[_Need]:
        if table == "post" and row.get("source") == PostSource.AUTO:
            return  # the program tells what happened, whoever made it happen
        for parent, parent_id in _parents(table, row)[:1]:
            if parent in RULED:
                by_team = table == "record_share" and self._is_of_sales_team(row)
                right = "write" if by_team else rights.right_to_add(table)
                yield _Need(parent, parent_id, right, counts_after=self._is_undo)

    def _is_of_sales_team(self, share: Values) -> bool:
        """Whether a share gives what its template gives, no more: who may change a record may give that."""
        template_id = share.get("access_team_template_id")
        query = "SELECT * FROM access_team_template WHERE id = :id"
        template = raw.one(self._connection, query, id=template_id) if template_id is not None else None
        return template is not None and all(
            share.get(f"can_{right}") == template[f"can_{right}"] for right in RIGHTS
        )

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
        for need in [*self._needs, *self._removing()]:
            if self._was_given(need):
                continue
            if (need.table, need.record_id) in self._asked and not need.counts_after:
                raise self._refusal(need)
            open_[need.table, need.right].append(need)
        who = self._who if self._is_undo else replace(self._who, new_shares=self._new_shares())
        for (table, right), needs in open_.items():
            ids = [need.record_id for need in needs]
            may = permission.among(self._connection, who, table, ids, right)
            for need in needs:
                if need.record_id not in may:
                    raise self._refusal(need)

    def _new_shares(self) -> tuple[str, ...]:
        return tuple(record_id for table, record_id in self._made if table == "record_share")

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


def _was_left_alone(before: Values, now: Values) -> bool:
    """Whether nobody changed a record since the command that is taken back: it has its old stamp again."""
    stamps = [str(values.get("modified_on") or "") for values in (now, before)]
    return stamps[0] <= stamps[1]


def _parents(table: str, row: Values) -> tuple[Key, ...]:
    return tuple(
        (rights.parent_table(column), str(row[column]))
        for column in PARENTS.get(table, ())
        if row.get(column) is not None
    )
