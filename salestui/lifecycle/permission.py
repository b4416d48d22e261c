"""Asks the rules about records, and says whose right it is to give when they say no. Light."""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from salestui.errors import SalesError
from salestui.lifecycle import raw, rights
from salestui.lifecycle.rights import OWNED, ROLES, Level, Right, Rights
from salestui.lifecycle.shapes import RecordRef
from salestui.models.fields import NAME_COLUMNS
from salestui.store.guard import Connection
from salestui.store.listing import those
from salestui.store.parents import PARENTS
from salestui.store.query import TRUE, Predicate
from salestui.store.words import named

if TYPE_CHECKING:
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


def readable(connection: raw.Connection, user_id: UUID, table: str) -> Predicate:
    """Which rows of a table the user may read: what every list of his asks for too."""
    return rights.allowed(rights.of(connection, user_id), table, "read")


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


def refusal(connection: raw.Connection, table: str, record_id: str, right: Right) -> str:
    """Who may do that with a record, as a sentence for one who may not."""
    if right == "read":
        return "It is not there, or not shared with you."
    found = _owned_ancestor(connection, table, record_id, right)
    if found is None:
        return "It is no longer there."
    table, row, right = found
    roles = " or ".join(role.label for role, levels in ROLES.items() if levels[right] is Level.ORGANIZATION)
    may = f"may {VERBS[right]} it or share it with you"
    return f"Only {_owner(connection, row)} {named(table, row)}, or a user with the role {roles} {may}."


def _owned_ancestor(
    connection: raw.Connection, table: str, record_id: str, right: Right
) -> tuple[str, dict[str, object], Right] | None:
    """The record itself, or the nearest one with an owner that it belongs to; None when that is gone."""
    while True:
        row = raw.one(connection, f"SELECT * FROM {table} WHERE id = :id", id=record_id)
        if row is None:
            return None
        if table in OWNED:
            return table, row, right
        right = rights.on_parent(table, right)
        column = next((name for name in PARENTS[table] if row[name] is not None), None)
        if column is None:
            return None
        table, record_id = rights.parent_table(column), row[column]


def _owner(connection: raw.Connection, row: dict[str, object]) -> str:
    by_team = row["owner_team_id"] is not None
    table, column = ("team", "owner_team_id") if by_team else ("system_user", "owner_user_id")
    name = raw.one(
        connection, f"SELECT {NAME_COLUMNS[table]} AS name FROM {table} WHERE id = :id", id=row[column]
    )
    called = name["name"] if name else "nobody"
    return f"the members of {called}, which owns" if by_team else f"{called}, who owns"
