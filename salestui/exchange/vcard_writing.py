"""Contacts as vCards of version 3.0 or 4.0, as other programs read them."""

from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Literal
from uuid import UUID

from sqlmodel import Session, col, select

from salestui.errors import SalesError
from salestui.exchange.errors import FileRefused
from salestui.lifecycle import file_store, photos
from salestui.models.customers import Account, Contact
from salestui.store import unfinished
from salestui.store.rows import chunks

Version = Literal["3.0", "4.0"]
_WIDTH = 75
"""Bytes of a line before it is folded."""


class CardsExist(SalesError):
    """The file to write is there already."""


def write_cards(
    session: Session,
    ids: Sequence[UUID],
    target: Path,
    store: Path,
    *,
    version: Version = "3.0",
    overwrite: bool = False,
    progress: Callable[[str, int, int], None] | None = None,
) -> int:
    """Write contacts into a file in the order of their ids; returns how many. `store` is where photos lie.

    The file appears whole or not at all. Raises CardsExist unless `overwrite`, and FileRefused.
    """
    try:
        kind = file_store.kind_at(target)
    except file_store.FileRefused as error:
        raise FileRefused(str(error)) from error
    if kind == "folder":
        raise FileRefused(f"{target} is a folder: add a name for the file")
    if kind == "file" and not overwrite:
        raise CardsExist(f"{target} exists. Choose another name, or say --overwrite to replace it.")
    fresh = unfinished.beside(target)
    count = 0
    try:
        with fresh.open("xb") as file:
            for portion in chunks(ids):
                for card in _cards(session, portion, store, version):
                    file.write(card)
                    count += 1
                if progress:
                    progress("writing", count, len(ids))
        fresh.replace(target)
    except OSError as error:
        raise FileRefused(f"{target} can't be written: {error.strerror or error}") from error
    finally:
        with suppress(OSError):
            fresh.unlink()
    return count


def print_cards(
    session: Session, ids: Sequence[UUID], stream: BinaryIO, store: Path, *, version: Version = "3.0"
) -> int:
    """Write contacts to a stream in the order of their ids; returns how many. `store`: where photos lie."""
    count = 0
    for portion in chunks(ids):
        for card in _cards(session, portion, store, version):
            stream.write(card)
            count += 1
    return count


def _cards(session: Session, ids: Sequence[UUID], store: Path, version: Version) -> Iterator[bytes]:
    for contact, company in _read(session, ids):
        yield b"".join(
            _folded(line) for line in card_lines(contact, company, _photo(store, contact), version)
        )


def card_lines(contact: Contact, company: str | None, photo: bytes | None, version: Version) -> Iterator[str]:
    """The lines of a contact's card, not folded yet."""
    new = version == "4.0"
    yield "BEGIN:VCARD"
    yield f"VERSION:{version}"
    uid = contact.vcard_uid or str(contact.id)
    yield f"UID:{'urn:uuid:' if new and _is_uuid(uid) else ''}{_text(uid)}"
    yield f"FN:{_text(contact.full_name)}"
    names = (contact.last_name, contact.first_name, contact.middle_name, contact.salutation, contact.suffix)
    yield f"N:{_parts(names)}"
    if contact.nickname:
        yield f"NICKNAME:{_text(contact.nickname)}"
    if company or contact.department:
        yield f"ORG:{_parts((company, contact.department) if contact.department else (company,))}"
    if contact.job_title:
        yield f"TITLE:{_text(contact.job_title)}"
    first, second = ("EMAIL;PREF=1", "EMAIL") if new else ("EMAIL;TYPE=INTERNET,PREF", "EMAIL;TYPE=INTERNET")
    for head, value in (
        (first, contact.email),
        (second, contact.email_2),
        ("TEL;TYPE=work,voice" if new else "TEL;TYPE=WORK,VOICE", contact.business_phone),
        ("TEL;TYPE=cell,voice" if new else "TEL;TYPE=CELL,VOICE", contact.mobile_phone),
        ("TEL;TYPE=home,voice" if new else "TEL;TYPE=HOME,VOICE", contact.home_phone),
        ("TEL;TYPE=work,fax" if new else "TEL;TYPE=WORK,FAX", contact.fax),
    ):
        if value:
            yield f"{head}:{_text(value)}"
    lines = (contact.address_line_1, contact.address_line_2, contact.address_line_3)
    street = "\n".join(line or "" for line in lines).rstrip("\n")
    place = (contact.city, contact.state_or_province, contact.postal_code, contact.country)
    if street or any(place):
        kind = "home" if contact.address_is_home else "work"
        yield f"ADR;TYPE={kind if new else kind.upper()}:{_parts(('', '', street, *place))}"
    if contact.website:
        yield f"URL:{_text(contact.website)}"
    if contact.birthday:
        yield f"BDAY:{contact.birthday:%Y%m%d}" if new else f"BDAY:{contact.birthday.isoformat()}"
    if contact.description:
        yield f"NOTE:{_text(contact.description)}"
    if photo is not None:
        picture = photos.kind(photo)
        encoded = b64encode(photo).decode()
        yield (
            f"PHOTO:data:image/{picture};base64,{encoded}"
            if new
            else f"PHOTO;ENCODING=b;TYPE={picture.upper()}:{encoded}"
        )
    yield "END:VCARD"


def _read(session: Session, ids: Sequence[UUID]) -> Iterable[tuple[Contact, str | None]]:
    query = (
        select(Contact, Account.name)
        .join(Account, col(Account.id) == Contact.account_id, isouter=True)
        .where(col(Contact.id).in_(ids))
    )
    found = {contact.id: (contact, company) for contact, company in session.exec(query)}
    session.expunge_all()
    return [found[one] for one in ids if one in found]


def _photo(store: Path, contact: Contact) -> bytes | None:
    """The photo, or none when its bytes are missing."""
    if contact.photo_sha256 is None:
        return None
    try:
        return file_store.read(store, contact.photo_sha256, "the photo")
    except file_store.FileRefused:
        return None


def _text(value: str) -> str:
    """A text on one line, with what has a meaning of its own escaped."""
    text = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _parts(values: Iterable[str | None]) -> str:
    return ";".join(_text(value or "") for value in values)


def _folded(line: str) -> bytes:
    """The line in lines of at most 75 bytes, broken between characters, with their ends."""
    rest = line.encode()
    pieces = []
    room = _WIDTH
    while len(rest) > room:
        at = room
        while rest[at] & 0xC0 == 0x80:
            at -= 1
        pieces.append(rest[:at])
        rest = rest[at:]
        room = _WIDTH - 1
    return b"\r\n ".join([*pieces, rest]) + b"\r\n"


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False
