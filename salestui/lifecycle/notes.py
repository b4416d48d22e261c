"""Notes about a record: made, changed, deleted."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from salestui.errors import Gone, SalesError
from salestui.lifecycle import files, lookups, permission, regarding, values
from salestui.lifecycle.file_store import StoredFile
from salestui.lifecycle.shapes import MailAttachment
from salestui.models.base import NAME, NOTE
from salestui.models.fields import Field
from salestui.models.notes import Attachment, Note

FIELDS = {
    "title": Field("title", "Title", "text", length=NAME),
    "body": Field("body", "Text", "memo", length=NOTE),
}
"""What a note holds."""


class NoteChanged(SalesError):
    """Somebody else changed the note since the edit began."""


def get(session: Session, note_id: UUID) -> Note:
    """The note. Raises Gone."""
    note = session.get(Note, note_id)
    if note is None:
        raise Gone("This note is no longer there.")
    permission.require(session, "note", note_id)
    return note


def add(
    session: Session,
    user_id: UUID,
    table: str,
    record_id: UUID,
    body: str | None,
    title: str | None = None,
    attached: Sequence[StoredFile] = (),
) -> Note:
    """A new note about a record, in Markdown, with files; a closed record takes notes too.

    One of files alone is called like the first of them. Raises InvalidFields for a note without anything or
    one too long, Gone when the record is gone.
    """
    if not lookups.exists(session, table, record_id):
        raise Gone("The record is no longer there: the note was not saved.")
    if attached and not (title or "").strip() and not (body or "").strip():
        title = attached[0].file_name
    note = Note(owner_user_id=user_id, **_checked(title, body), **regarding.to(table, record_id))
    session.add(note)
    session.flush()
    _attach(session, note, attached)
    return note


def change(
    session: Session,
    note: Note,
    *,
    title: str | None,
    body: str | None,
    base: tuple[str | None, str | None],
    attached: Sequence[StoredFile] = (),
    removed: Collection[UUID] = (),
) -> None:
    """Give a note another title, text and files; `base` is what title and text were when the edit began.

    Raises NoteChanged if they are no longer so, and InvalidFields as `add` does, unless the note has files.
    """
    if (note.title, note.body) != base:
        raise NoteChanged("The note was changed meanwhile. Copy your text, go back and edit it again.")
    kept = [one for one in _files(session, note) if one.id not in removed]
    for name, value in _checked(title, body, needed=not kept and not attached).items():
        setattr(note, name, value)
    session.add(note)
    for attachment in _files(session, note):
        if attachment.id in removed:
            session.delete(attachment)
    _attach(session, note, attached)


def delete(session: Session, note: Note) -> None:
    """Delete a note with its attachments; the bytes of the files stay for an undo."""
    for attachment in _files(session, note):
        session.delete(attachment)
    session.flush()
    session.delete(note)


def files_of(session: Session, note_id: UUID) -> list[MailAttachment]:
    """The files of a note, in the order in which they were attached. Raises Gone."""
    return [
        MailAttachment(one.id, one.file_name, one.mime_type, one.size_bytes, one.sha256)
        for one in _files(session, get(session, note_id))
    ]


def _files(session: Session, note: Note) -> Sequence[Attachment]:
    query = select(Attachment).where(Attachment.note_id == note.id)
    return session.exec(query.order_by(col(Attachment.created_on), col(Attachment.id))).all()


def _attach(session: Session, note: Note, stored: Sequence[StoredFile]) -> None:
    for one in stored:
        files.attach(session, one, note_id=note.id)


def _checked(title: str | None, body: str | None, *, needed: bool = True) -> dict[str, Any]:
    checked = values.check_all(FIELDS, {"title": title, "body": body})
    if needed and not any(checked.values()):
        raise values.InvalidFields({"body": "write something first"}, FIELDS)
    return checked
