"""Files attached to notes and mails: listed, attached, removed. Their bytes are the file store's."""

from pathlib import Path
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_
from sqlmodel import Session, col, select

from salestui.errors import SalesError
from salestui.lifecycle import permission, photos, raw, regarding
from salestui.lifecycle.file_store import StoredFile, place
from salestui.lifecycle.shapes import FileRow
from salestui.models.activities import Activity
from salestui.models.base import Regarding
from salestui.models.choices import OPEN_ACTIVITY, ActivityType
from salestui.models.notes import Attachment, Note
from salestui.models.opportunities import Opportunity
from salestui.models.quotes import Order, Quote
from salestui.models.users import User


class FileKept(SalesError):
    """What a file hangs on, or shall hang on, is closed: its files stay as they are."""


def files_of(session: Session, table: str, record_id: UUID, store: Path) -> tuple[FileRow, ...]:
    """The files of the notes and activities of a record and of what belongs to it, the newest first.

    The photo of a contact comes before them.

    To an opportunity belong its quotes and orders, to an account or contact its opportunities; an activity
    and a note have their own. `store` is where the bytes lie (`file_store.folder`).
    """
    columns: Any = (Attachment, User.full_name, Note.title, Note.body, Activity)
    query = (
        select(*columns)
        .join(Note, col(Note.id) == Attachment.note_id, isouter=True)
        .join(Activity, col(Activity.id) == Attachment.activity_id, isouter=True)
        .join(
            User,
            col(User.id)
            == func.coalesce(Attachment.created_by_id, Note.owner_user_id, Activity.owner_user_id),
            isouter=True,
        )
        .where(_belonging(session, table, record_id))
        .order_by(col(Attachment.created_on).desc(), col(Attachment.id).desc())
    )
    photo = photos.photo_of(session, record_id, store) if table == "contact" else None
    attached = (
        FileRow(
            id=attachment.id,
            name=attachment.file_name,
            size_bytes=attachment.size_bytes,
            mime_type=attachment.mime_type,
            added_on=attachment.created_on,
            added_by=by,
            source=_source(activity),
            source_id=attachment.note_id or attachment.activity_id,
            source_title=activity.subject if activity else title or (body or "").strip().partition("\n")[0],
            is_there=place(store, attachment.sha256).is_file(),
            sha256=attachment.sha256,
            why_kept=_why_kept(activity),
        )
        for attachment, by, title, body, activity in session.exec(query)
    )
    return (*([photo] if photo is not None else []), *attached)


def _belonging(session: Session, table: str, record_id: UUID) -> ColumnElement[bool]:
    """The condition on the files of a record, where the user of the session may read what holds them."""
    if table in ("activity", "note"):
        holder = Attachment.activity_id if table == "activity" else Attachment.note_id
        return and_(col(holder) == record_id, *permission.reading(session, "attachment"))
    return or_(
        col(Attachment.note_id).in_(
            select(Note.id).where(_about(Note, table, record_id), *permission.reading(session, "note"))
        ),
        col(Attachment.activity_id).in_(
            select(Activity.id).where(
                _about(Activity, table, record_id), *permission.reading(session, "activity")
            )
        ),
    )


def _about(model: type[Regarding], table: str, record_id: UUID) -> ColumnElement[bool]:
    """The condition on notes or activities that regard a record, or what belongs to it."""
    own: Any = getattr(model, regarding.COLUMNS[table])
    match table:
        case "opportunity":
            quotes = select(Quote.id).where(Quote.opportunity_id == record_id)
            orders = select(Order.id).where(Order.opportunity_id == record_id)
            belonging = [col(model.quote_id).in_(quotes), col(model.order_id).in_(orders)]
        case "account" | "contact":
            theirs: Any = getattr(Opportunity, f"{table}_id")
            deals = select(Opportunity.id).where(theirs == record_id)
            belonging = [col(model.opportunity_id).in_(deals)]
        case _:
            belonging = []
    return or_(own == record_id, *belonging)


def all_kept(connection: raw.Connection) -> set[str]:
    """The SHA-256 of every file that a note or mail has."""
    return {sha256 for (sha256,) in raw.rows(connection, "SELECT sha256 FROM attachment")}


def _source(activity: Activity | None) -> Literal["note", "mail", "activity"]:
    if activity is None:
        return "note"
    return "mail" if activity.activity_type is ActivityType.EMAIL else "activity"


def _closed(activity: Activity | None) -> str | None:
    if activity is None or activity.status in OPEN_ACTIVITY:
        return None
    return f"“{activity.subject}” is {activity.status.label.lower()}"


def _why_kept(activity: Activity | None) -> str | None:
    closed = _closed(activity)
    return f"{closed}, so what is attached to it stays" if closed else None


def why_not_attach(session: Session, table: str, record_id: UUID) -> str | None:
    """Why no file can be attached to a record now: it is a closed activity; None when it can."""
    closed = _closed(session.get(Activity, record_id)) if table == "activity" else None
    return f"{closed}; reopen it to attach files" if closed else None


def attach(
    session: Session, stored: StoredFile, *, note_id: UUID | None = None, activity_id: UUID | None = None
) -> Attachment:
    """Give a file of the store to a note or an activity, and return the attachment."""
    attachment = Attachment(
        note_id=note_id,
        activity_id=activity_id,
        file_name=stored.file_name,
        mime_type=stored.mime_type,
        size_bytes=stored.size_bytes,
        sha256=stored.sha256,
    )
    session.add(attachment)
    return attachment


def attach_to(session: Session, user_id: UUID, table: str, record_id: UUID, stored: StoredFile) -> Attachment:
    """Attach a file to a record itself: to a note that has its name for a title and no text.

    An activity holds its files without a note. Raises FileKept for a closed one.
    """
    reason = why_not_attach(session, table, record_id)
    if reason is not None:
        raise FileKept(f"{stored.file_name} can't be attached: {reason}.")
    if table == "activity":
        attachment = attach(session, stored, activity_id=record_id)
        session.flush()
        return attachment
    about = regarding.to(table, record_id)
    note = Note(title=stored.file_name, owner_user_id=user_id, **about)
    session.add(note)
    session.flush()
    return attach(session, stored, note_id=note.id)


def remove(session: Session, attachment: Attachment) -> None:
    """Take a file from its note or activity; a note that was made for this file alone goes with it.

    The bytes stay in the store, for undo brings the file back. Raises FileKept for one of a closed activity.
    """
    session.flush()
    activity = session.get(Activity, attachment.activity_id) if attachment.activity_id else None
    reason = _why_kept(activity)
    if reason is not None:
        raise FileKept(f"{attachment.file_name} can't be removed: {reason}.")
    session.delete(attachment)
    session.flush()
    note = session.get(Note, attachment.note_id) if attachment.note_id else None
    if note is None or note.body or note.title != attachment.file_name:
        return
    if session.exec(select(Attachment.id).where(Attachment.note_id == note.id).limit(1)).first() is None:
        session.delete(note)
