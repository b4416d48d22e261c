"""Files attached to notes and mails. Their bytes lie beside the database, under their SHA-256."""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from salestui.lifecycle import raw
from salestui.lifecycle.shapes import FileRow
from salestui.models.activities import Activity
from salestui.models.notes import Attachment, Note
from salestui.models.users import User


def files(session: Session, opportunity_id: UUID, store: Path) -> tuple[FileRow, ...]:
    """The files of an opportunity's notes and mails, the newest first; `store` is `folder(database)`."""
    columns: Any = (Attachment, User.full_name, Note.title, Note.body, Activity.subject)
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
        .where(
            or_(
                col(Attachment.note_id).in_(select(Note.id).where(Note.opportunity_id == opportunity_id)),
                col(Attachment.activity_id).in_(
                    select(Activity.id).where(Activity.opportunity_id == opportunity_id)
                ),
            )
        )
        .order_by(col(Attachment.created_on).desc(), col(Attachment.id).desc())
    )
    return tuple(
        FileRow(
            id=attachment.id,
            name=attachment.file_name,
            size_bytes=attachment.size_bytes,
            mime_type=attachment.mime_type,
            added_on=attachment.created_on,
            added_by=by,
            source="note" if attachment.note_id else "mail",
            source_id=attachment.note_id or attachment.activity_id,
            source_title=subject or title or (body or "").strip().partition("\n")[0],
            is_there=place(store, attachment.sha256).is_file(),
        )
        for attachment, by, title, body, subject in session.exec(query)
    )


def all_kept(connection: raw.Connection) -> set[str]:
    """The SHA-256 of every file that a note or mail has."""
    return {sha256 for (sha256,) in raw.rows(connection, "SELECT sha256 FROM attachment")}


def folder(database: Path) -> Path:
    """Where the bytes of a database's files lie: `crm.files` beside `crm.db`."""
    return database.with_suffix(".files")


def place(store: Path, sha256: str) -> Path:
    """Where the file with this SHA-256 lies in the store."""
    return store / sha256[:2] / sha256


def keep(store: Path, content: bytes) -> str:
    """Put bytes into the store, which nobody else can read, and give their SHA-256. Raises OSError."""
    sha256 = hashlib.sha256(content).hexdigest()
    target = place(store, sha256)
    if target.is_file():
        return sha256
    store.mkdir(mode=0o700, parents=True, exist_ok=True)
    target.parent.mkdir(mode=0o700, exist_ok=True)
    # Written beside its place and moved there, so that it is never there in half.
    handle, name = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(name).replace(target)
    return sha256
