"""Entries of a timeline that stay on top of it."""

from typing import Any
from uuid import UUID

from sqlmodel import Session

from salestui.errors import SalesError
from salestui.lifecycle.shapes import EntrySource
from salestui.models.activities import Activity
from salestui.models.notes import Note, Post

_MODELS: dict[EntrySource, type[Any]] = {
    "activity": Activity,
    "note": Note,
    "post": Post,
}


class EntryGone(SalesError):
    """There is no such activity, note or post any more."""


def pin(session: Session, source: EntrySource, entry_id: UUID) -> bool:
    """Pin an entry on top of the timelines that show it, or unpin it; whether it is pinned now.

    A closed activity can be pinned too: that changes nothing of what it says. Raises EntryGone.
    """
    entry = session.get(_MODELS[source], entry_id)
    if entry is None:
        raise EntryGone(f"This {source} is no longer there.")
    is_pinned = not entry.is_pinned
    entry.is_pinned = is_pinned
    session.add(entry)
    return is_pinned
