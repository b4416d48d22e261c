"""Folders on this computer, such as OneDrive's, that belong to opportunities and accounts."""

import os
import re
from pathlib import Path
from typing import Literal
from uuid import UUID

from sqlmodel import Session, col, select

from salestui.errors import SalesError
from salestui.lifecycle import permission
from salestui.lifecycle.refs import RecordRef
from salestui.lifecycle.safe_names import found_in, is_same_name, safe_name
from salestui.lifecycle.shapes import Folder
from salestui.models.customers import Account, Contact
from salestui.models.notes import LinkedFolder
from salestui.models.opportunities import Opportunity
from salestui.store.rows import raw

Owner = Literal["opportunity", "account"]
_LONGEST = 4096
_UNLIKE = re.compile(r"[^A-Za-z0-9]+")
"""What is written in several ways in names that are the same on a disk."""


class FolderRefused(SalesError):
    """A folder can't be linked."""


class NoSuchFolder(FolderRefused):
    """No folder is at the path; where its parent is there, it can be made."""


def folders_of(session: Session, table: str, record_id: UUID) -> tuple[Folder, ...]:
    """The folders of a record: its own ones, then those of its account, or the one of the root.

    Who reads the card of the account alone has none of its folders.
    """
    folders = []
    if table == "opportunity":
        own = select(LinkedFolder).where(LinkedFolder.opportunity_id == record_id)
        folders += [
            Folder(Path(link.path), link.id, "this opportunity")
            for link in session.exec(own.order_by(col(LinkedFolder.path)))
        ]
    account = account_of(session, table, record_id)
    if account is not None and permission.is_read_in_full(
        raw(session), permission.reader(session), "account", account.id
    ):
        of_account = select(LinkedFolder).where(LinkedFolder.account_id == account.id)
        linked = [
            Folder(Path(link.path), link.id, account.name)
            for link in session.exec(of_account.order_by(col(LinkedFolder.path)))
        ]
        found = None if linked else _in_root(session, account)
        folders += linked or ([Folder(found, None, account.name)] if found else [])
    return tuple(folders)


def account_of(session: Session, table: str, record_id: UUID) -> Account | None:
    """The account of an opportunity or a contact, or the account itself."""
    account_id: UUID | None = record_id if table == "account" else None
    if table == "opportunity" and (deal := session.get(Opportunity, record_id)):
        account_id = deal.account_id
    elif table == "contact" and (contact := session.get(Contact, record_id)):
        account_id = contact.account_id
    return session.get(Account, account_id) if account_id else None


def owner_of(session: Session, about: RecordRef, path: Path) -> tuple[Owner, UUID, str]:
    """To which record a folder belongs that is linked from this one: the owner, its id and its name.

    An opportunity has folders of its own, but the one that is proposed for its account is the account's.
    Raises FolderRefused for a contact without an account.
    """
    account = account_of(session, about.table, about.id)
    if account is not None and (about.table != "opportunity" or path == proposed(session, account)):
        return "account", account.id, account.name
    if about.table != "opportunity":
        raise FolderRefused(f"{about.name} has no account that the folder could belong to. Choose one first.")
    return "opportunity", about.id, about.name


def link(session: Session, owner: Owner, record_id: UUID, path: Path, *, make: bool = False) -> LinkedFolder:
    """Link a folder to an opportunity or account; with `make` it is made where its parent is there.

    Raises NoSuchFolder, and FolderRefused for one that can't be read or is linked already. A folder that was
    made stays when the link is undone.
    """
    path = checked(path, make=make)
    deal, account = (record_id, None) if owner == "opportunity" else (None, record_id)
    column = col(LinkedFolder.opportunity_id if owner == "opportunity" else LinkedFolder.account_id)
    known = select(LinkedFolder).where(column == record_id, LinkedFolder.path == str(path))
    if session.exec(known).first() is not None:
        raise FolderRefused(f"{path} is linked already.")
    made = LinkedFolder(path=str(path), opportunity_id=deal, account_id=account)
    session.add(made)
    return made


def unlink(session: Session, link_id: UUID) -> None:
    """Take the link away, if it is still there; the folder and its files stay as they are."""
    found = session.get(LinkedFolder, link_id)
    if found is not None:
        session.delete(found)


def root(session: Session) -> Path | None:
    """The folder that holds a folder per account."""
    found = _root(session)
    return Path(found.path) if found is not None else None


def set_root(session: Session, path: Path | None) -> None:
    """Make this the folder that holds a folder per account; None for no such one. Raises as `link` does."""
    before = _root(session)
    if path is None:
        if before is not None:
            session.delete(before)
        return
    text = str(checked(path))
    if before is None:
        session.add(LinkedFolder(path=text))
    elif before.path != text:
        before.path = text
        session.add(before)


def proposed(session: Session, account: Account) -> Path | None:
    """Where the folder of an account is or would be in the root; None without a root.

    The folder of another account is never proposed: of two that are called alike, the second gets a number,
    and a folder that could be of either is of none.
    """
    top = root(session)
    if top is None:
        return None
    name = safe_name(account.name)
    number = 1
    while True:
        wanted = name if number == 1 else f"{name} ({number})"
        found = found_in(top, wanted)
        if not _may_be_anothers(session, found or top / wanted, account):
            return found or top / wanted
        number += 1


def proposed_for(session: Session, about: RecordRef) -> Path | None:
    """The folder that is proposed for the account of a record; None without a root or an account."""
    account = account_of(session, about.table, about.id)
    return proposed(session, account) if account is not None else None


def checked(path: Path, *, make: bool = False) -> Path:
    """The path from the top, when it leads to a folder that can be read. Raises FolderRefused."""
    try:
        path = path.absolute()
        str(path).encode()
        if make and path.parent.is_dir():
            path.mkdir(exist_ok=True)
        if not path.is_dir():
            if path.exists():
                raise FolderRefused(f"{path} is a file. Choose the folder that it lies in.")
            raise NoSuchFolder(f"{path} is not there. Look at its name.")
        with os.scandir(path):
            pass
    except PermissionError:
        raise FolderRefused(f"{path} can't be read: you have no right to. Ask its owner for it.") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        shown = str(path).encode(errors="replace").decode()
        raise FolderRefused(f"{shown[:200]} can't be used: {reason or 'its name is no text'}.") from error
    if len(str(path)) > _LONGEST:
        raise FolderRefused(f"The path has more than {_LONGEST:,} characters. Choose a shorter one.")
    return path


def _root(session: Session) -> LinkedFolder | None:
    query = select(LinkedFolder).where(
        col(LinkedFolder.opportunity_id).is_(None), col(LinkedFolder.account_id).is_(None)
    )
    return session.exec(query).first()


def _in_root(session: Session, account: Account) -> Path | None:
    top = root(session)
    found = found_in(top, safe_name(account.name)) if top is not None else None
    return found if found is not None and not _may_be_anothers(session, found, account) else None


def _may_be_anothers(session: Session, path: Path, account: Account) -> bool:
    """Whether a folder is linked to another account, or is there and may have been made for either."""
    query = select(LinkedFolder.account_id).where(
        LinkedFolder.path == str(path), col(LinkedFolder.account_id).is_not(None)
    )
    owners = set(session.exec(query))
    if owners:
        return owners != {account.id}
    return path.is_dir() and _has_namesake(session, account)


def _has_namesake(session: Session, account: Account) -> bool:
    """Whether another account would find the folder of this one: it is called alike and has none linked."""
    name = safe_name(account.name)
    linked = select(LinkedFolder.account_id).where(col(LinkedFolder.account_id).is_not(None))
    others = select(Account.name).where(
        # Names that may become the same one on a disk, so that not all have to be looked at.
        col(Account.name).ilike(f"%{_UNLIKE.sub('%', name)}%"),
        Account.id != account.id,
        col(Account.id).not_in(linked),
    )
    return any(is_same_name(safe_name(other), name) for other in session.exec(others))
