"""The views that a user saved, and the one that he starts with. Light: the first list needs it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from salestui.errors import SalesError
from salestui.lifecycle import raw
from salestui.lifecycle.view_catalogue import SYSTEM_VIEWS
from salestui.lifecycle.views import View, from_json

if TYPE_CHECKING:
    from sqlmodel import Session


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A saved view whose definition can't be read, and why."""

    key: str
    name: str
    why: str


def personal(connection: raw.Connection, user_id: UUID, table: str) -> list[View | Unreadable]:
    """The user's own views of a table and those that others share, by name."""
    rows = raw.rows(
        connection,
        "SELECT id, name, definition FROM saved_view"
        " WHERE record_type = :table AND (user_id = :user OR is_shared) ORDER BY lower(name), id",
        table=table,
        user=user_id.hex,
    )
    return [_view(key, table, name, definition) for key, name, definition in rows]


def _view(key: str, table: str, name: str, definition: str) -> View | Unreadable:
    try:
        return from_json(definition, key, table, name)
    except SalesError as error:
        return Unreadable(key, name, str(error))


def known(connection: raw.Connection, user_id: UUID, table: str) -> list[View]:
    """Every view of a table that the user can choose, his own first."""
    mine = [view for view in personal(connection, user_id, table) if isinstance(view, View)]
    return [*mine, *SYSTEM_VIEWS[table]]


def default(connection: raw.Connection, user_id: UUID, table: str) -> View:
    """The view that a list of the user starts with."""
    key = default_key(connection, user_id, table)
    views = known(connection, user_id, table) if key is not None else []
    return next((view for view in views if view.key == key), SYSTEM_VIEWS[table][0])


def default_key(connection: raw.Connection, user_id: UUID, table: str) -> str | None:
    """The key of the view that the user made the default of a table; None without one."""
    rows = raw.rows(
        connection,
        "SELECT view FROM default_view WHERE record_type = :table AND user_id = :user",
        table=table,
        user=user_id.hex,
    )
    return str(rows[0][0]) if rows else None


def set_default(session: "Session", user_id: UUID, table: str, key: str) -> None:
    """Start with this view from now on: a system view's key or a saved view's id."""
    from sqlmodel import select

    from salestui.models.views import DefaultView

    query = select(DefaultView).where(DefaultView.user_id == user_id, DefaultView.record_type == table)
    found = session.exec(query).first()
    if found is None:
        session.add(DefaultView(user_id=user_id, record_type=table, view=key))
    elif found.view != key:
        found.view = key
        session.add(found)
    session.flush()
