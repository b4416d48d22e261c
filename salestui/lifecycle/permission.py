"""Asks the rules about records, and says whose right it is to give when they say no. Light."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, cast
from uuid import UUID

from salestui.errors import Gone, SalesError
from salestui.lifecycle import raw, rights
from salestui.lifecycle.refs import RecordRef
from salestui.lifecycle.rights import OWNED, ROLES, Level, Right, Rights
from salestui.models.choices import SecurityRole
from salestui.models.fields import NAME_COLUMNS
from salestui.store.guard import Connection, Values
from salestui.store.list_sql import condition
from salestui.store.listing import those
from salestui.store.parents import PARENTS
from salestui.store.query import TRUE, Predicate
from salestui.store.words import named, word

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlmodel import Session

VERBS: dict[Right, str] = {
    "read": "open",
    "write": "change",
    "append": "add to",
    "assign": "assign",
    "share": "share",
    "delete": "delete",
}
ADMINISTERED = (
    "Only a user with the role System administrator may change users, teams and roles; "
    "who is in a team, its manager may change too."
)


class NotAllowed(SalesError):
    """The user may not do that with the record. The message says whose right it is to give."""


def among(
    connection: Connection, who: Rights, table: str, ids: Iterable[str], right: Right
) -> frozenset[str]:
    """Those of these records on which a user has a right."""
    predicate = rights.allowed(who, table, right)
    return frozenset(ids) if predicate == TRUE else those(connection, table, ids, predicate)


def is_read_in_full(connection: Connection, who: Rights, table: str, record_id: UUID) -> bool:
    """Whether a user reads a record with all that belongs to it, and not as a card alone."""
    key = record_id.hex
    return who.reads_everything or key in those(connection, table, [key], rights.allowed_in_full(who, table))


def readable(connection: raw.Connection, user_id: UUID, table: str) -> Predicate:
    """Which rows of a table the user may read: what every list of his asks for too."""
    return rights.allowed(rights.of(connection, user_id), table, "read")


def reading(session: "Session", table: str) -> tuple["ColumnElement[bool]", ...]:
    """What a query of a table adds so that its reader meets only what he may read: a condition, or nothing.

    The table must stand in the query under its own name.
    """
    predicate = rights.allowed(reader(session), table, "read")
    if predicate == TRUE:
        return ()
    from sqlalchemy import text

    sql, values = condition(predicate, table).named(f"{table}_reader")
    return (cast("ColumnElement[bool]", text(sql).bindparams(**values)),)


def reader(session: "Session") -> Rights:
    """The rights of the user who reads, or whose command it is, in a session."""
    from salestui.store.rows import raw as driver  # the ORM, which this module is not to bring along

    return rights.of(driver(session), session.info.get("user_id"))


def readers(session: "Session") -> Callable[[str], Predicate]:
    """Which rows of any table the user of a session may read."""
    who = reader(session)
    return lambda table: rights.allowed(who, table, "read")


def require(session: "Session", table: str, record_id: UUID) -> None:
    """Raise Gone when the record is not one that the user of the session may read."""
    from salestui.store.rows import raw as driver

    if not among(driver(session), reader(session), table, [record_id.hex], "read"):
        raise Gone(f"This {word(table)} is not there, or not shared with you.")


def why_read_only(session: "Session", table: str, record_id: UUID) -> str | None:
    """Why the user of the session can't change a record, in a few words; None when he can."""
    from salestui.store.rows import raw as driver

    connection = driver(session)
    if among(connection, reader(session), table, [record_id.hex], "write"):
        return None
    row = _read(connection, table, record_id.hex)
    found = _owned_ancestor(connection, table, row, "write")
    return f"{_owner(connection, found[1])[0]} owns it, read-only" if found else None


def why_not(connection: Connection, user_id: UUID, ref: RecordRef, right: Right) -> str | None:
    """Why a user may not do that with a record, as a sentence; None when he may."""
    who = rights.of(connection, user_id)
    if among(connection, who, ref.table, [ref.id.hex], right):
        return None
    return refusal(connection, ref.table, ref.id.hex, right)


def check(session: "Session", user_id: UUID, ref: RecordRef, right: Right) -> None:
    """Raise NotAllowed when a user may not do that with a record."""
    from salestui.store.rows import raw as driver  # the ORM, which this module is not to bring along

    reason = why_not(driver(session), user_id, ref, right)
    if reason is not None:
        raise NotAllowed(reason)


def check_all(session: "Session", user_id: UUID, refs: Sequence[RecordRef], right: Right) -> None:
    """Raise NotAllowed when a user may not do that with each of the records; it tells with how many."""
    from salestui.store.rows import raw as driver  # as above

    connection = driver(session)
    who = rights.of(connection, user_id)
    held = {
        (table, key)
        for table in {ref.table for ref in refs}
        for key in among(connection, who, table, [ref.id.hex for ref in refs if ref.table == table], right)
    }
    denied = [ref for ref in refs if (ref.table, ref.id.hex) not in held]
    if denied:
        others = f" {len(denied):,} of the {len(refs):,} are like that." if len(refs) > 1 else ""
        raise NotAllowed(refusal(connection, denied[0].table, denied[0].id.hex, right) + others)


def refusal(
    connection: raw.Connection, table: str, record_id: str, right: Right, row: Values | None = None
) -> str:
    """Who may do that with a record, as a sentence for one who may not; `row`: the record, if known."""
    if right == "read":
        return "It is not there, or not shared with you."
    row = row or _read(connection, table, record_id)
    if row is None:
        return "It is no longer there."
    may = f"may {VERBS[right]} it"
    roles = " or ".join(role.label for role in _roles_with(connection, right))
    found = _owned_ancestor(connection, table, row, right)
    if found is None:
        return f"Only who made {named(table, row)}, or a user with the role {roles} {may}."
    table, row, right = found
    name, by_team = _owner(connection, row)
    owner = f"the members of {name}, which owns" if by_team else f"{name}, who owns"
    else_ = "" if right == "share" else ", or give you that right"
    return f"Only {owner} {named(table, row)}, or a user with the role {roles} {may}{else_}."


def _roles_with(connection: raw.Connection, right: Right) -> list[SecurityRole]:
    """The roles that give a right on every record, as far as somebody has them."""
    used = raw.rows(connection, "SELECT DISTINCT security_role FROM system_user WHERE is_active")
    given = {code for (code,) in used} | {int(SecurityRole.SYSTEM_ADMINISTRATOR)}
    return [role for role, levels in ROLES.items() if role in given and levels[right] is Level.ORGANIZATION]


def _read(connection: raw.Connection, table: str, record_id: str) -> Values | None:
    return raw.one(connection, f"SELECT * FROM {table} WHERE id = :id", id=record_id)


def _owned_ancestor(
    connection: raw.Connection, table: str, row: Values | None, right: Right
) -> tuple[str, Values, Right] | None:
    """The record itself, or the nearest one with an owner that it belongs to, and the right on that."""
    if row is None or table in OWNED:
        return None if row is None else (table, row, right)
    column = next((name for name in PARENTS.get(table, ()) if row.get(name) is not None), None)
    if column is None:
        return None
    parent = rights.parent_table(column)
    above = _read(connection, parent, str(row[column]))
    return _owned_ancestor(connection, parent, above, rights.on_parent(table, right))


def owner_name(connection: raw.Connection, table: str, record_id: str) -> str:
    """The name of the user or team that a record belongs to."""
    row = _read(connection, table, record_id)
    return _owner(connection, row)[0] if row is not None else "nobody"


def _owner(connection: raw.Connection, row: Values) -> tuple[str, bool]:
    """The name of the owner, and whether that is a team."""
    by_team = row.get("owner_team_id") is not None
    table, column = ("team", "owner_team_id") if by_team else ("system_user", "owner_user_id")
    found = raw.one(
        connection, f"SELECT {NAME_COLUMNS[table]} AS name FROM {table} WHERE id = :id", id=row[column]
    )
    return found["name"] if found else "nobody", by_team
