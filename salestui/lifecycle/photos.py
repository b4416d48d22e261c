"""The photo of a contact, which lies among the attached files: as a file of the contact, and removed."""

from pathlib import Path
from uuid import UUID

from sqlmodel import Session, select

from salestui.lifecycle import file_store, permission, raw
from salestui.lifecycle.shapes import FileRow
from salestui.models.customers import Contact
from salestui.store.rows import raw as driver

_KINDS = {
    b"\xff\xd8": "jpeg",
    b"\x89P": "png",
    b"GI": "gif",
    b"RI": "webp",
    b"BM": "bmp",
    b"II": "tiff",
    b"MM": "tiff",
}
"""What pictures are, by what their files begin with."""
_ENDINGS = {"jpeg": "jpg"}


_ADDED = """
SELECT command.at, person.full_name
FROM journal_entry entry JOIN journal_command command ON command.id = entry.command_id
  LEFT JOIN system_user person ON person.id = command.user_id
WHERE entry.record_id = :id AND entry.after LIKE :photo AND command.kind = 1
ORDER BY entry.id DESC LIMIT 1
"""


def kind(content: bytes) -> str:
    """What a picture is: jpeg, png; `content` may be its first bytes alone."""
    return _KINDS.get(content[:2], "jpeg")


def photo_of(session: Session, contact_id: UUID, store: Path) -> FileRow | None:
    """The photo as a file; its id is that of the contact. `store` is where the bytes lie."""
    query = select(Contact).where(Contact.id == contact_id, *permission.reading(session, "contact"))
    contact = session.exec(query).first()
    if contact is None or contact.photo_sha256 is None:
        return None
    path = file_store.place(store, contact.photo_sha256)
    try:
        with path.open("rb") as file:
            what = kind(file.read(2))
        size, is_there = path.stat().st_size, True
    except OSError:
        what, size, is_there = kind(b""), 0, False
    added = raw.rows(driver(session), _ADDED, id=contact_id.hex, photo=f"%{contact.photo_sha256}%")
    added_on, added_by = added[0] if added else (None, None)
    name = f"photo.{_ENDINGS.get(what, what)}"
    return FileRow(
        id=contact_id,
        name=name,
        size_bytes=size,
        mime_type=f"image/{what}",
        added_on=raw.moment(added_on),
        added_by=added_by,
        source="photo",
        source_id=contact_id,
        source_title=name,
        is_there=is_there,
        sha256=contact.photo_sha256,
    )


def remove(session: Session, contact_id: UUID) -> None:
    """Take the photo from its contact. The bytes stay in the store, for undo brings it back."""
    contact = session.get(Contact, contact_id)
    if contact is not None:
        contact.photo_sha256 = None
        session.add(contact)
