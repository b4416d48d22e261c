"""Notes about a record: made, changed, deleted."""

from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from salestui.errors import SalesError
from salestui.lifecycle import lookups, regarding, values
from salestui.models.base import NAME, NOTE
from salestui.models.fields import Field
from salestui.models.notes import Attachment, Note

FIELDS = {
    "title": Field("title", "Title", "text", length=NAME),
    "body": Field("body", "Text", "memo", length=NOTE),
}
"""What a note holds."""


class NoteGone(SalesError):
    """There is no such note any more."""


class NoteChanged(SalesError):
    """Somebody else changed the note since the edit began."""


def get(session: Session, note_id: UUID) -> Note:
    """The note. Raises NoteGone."""
    note = session.get(Note, note_id)
    if note is None:
        raise NoteGone("This note is no longer there.")
    return note


def add(
    session: Session, user_id: UUID, table: str, record_id: UUID, body: str | None, title: str | None = None
) -> Note:
    """A new note about a record, in Markdown; a closed record takes notes too.

    Raises InvalidFields for a note without title and text or one too long, NoteGone when the record is gone.
    """
    if not lookups.exists(session, table, record_id):
        raise NoteGone("The record is no longer there: the note was not saved.")
    note = Note(owner_user_id=user_id, **_checked(title, body), **regarding.to(table, record_id))
    session.add(note)
    session.flush()
    return note


def change(
    session: Session, note: Note, *, title: str | None, body: str | None, base: tuple[str | None, str | None]
) -> None:
    """Give a note another title and text; `base` is what they were when the edit began.

    Raises NoteChanged if they are no longer so, and InvalidFields as `add` does, unless the note has files.
    """
    if (note.title, note.body) != base:
        raise NoteChanged("The note was changed meanwhile. Copy your text, go back and edit it again.")
    has_files = session.exec(select(Attachment.id).where(Attachment.note_id == note.id).limit(1)).first()
    for name, value in _checked(title, body, needed=has_files is None).items():
        setattr(note, name, value)
    session.add(note)


def delete(session: Session, note: Note) -> None:
    """Delete a note with its attachments; the bytes of the files stay for an undo."""
    for attachment in session.exec(select(Attachment).where(Attachment.note_id == note.id)):
        session.delete(attachment)
    session.flush()
    session.delete(note)


def _checked(title: str | None, body: str | None, *, needed: bool = True) -> dict[str, Any]:
    checked = values.check_all(FIELDS, {"title": title, "body": body})
    if needed and not any(checked.values()):
        raise values.InvalidFields({"body": "write something first"}, FIELDS)
    return checked
