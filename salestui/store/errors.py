"""What can be wrong with the file. Each message says what it is and what to do."""

import errno
from pathlib import Path

from salestui.errors import SalesError


class StoreError(SalesError):
    """Something about the file or a change to it that a person can mend."""


class NotADatabase(StoreError):
    """The path leads to something that is no SQLite file."""


class NotOurs(StoreError):
    """A SQLite file that another program made."""


class NewerThanUs(StoreError):
    """A file that a newer salestui wrote."""


class ReadOnly(StoreError):
    """The file or its folder can't be written."""


class Locked(StoreError):
    """Another program keeps the file locked for longer than we wait."""


class Busy(Locked):
    """Another thread of this program does a command for longer than we wait."""


class DiskFull(StoreError):
    """No room left on the disk."""


class Damaged(StoreError):
    """The file is truncated or its pages are broken."""


class CannotOpen(StoreError):
    """The operating system refuses the file or its folder."""


class RuleBroken(StoreError):
    """A rule of the database (a check, a unique name, a reference) forbids the change."""


class CannotReplay(StoreError):
    """A command can't be undone or done again, because of what came after it."""


class AlreadySent(CannotReplay):
    """A command can't be undone, because what it queued was given to another computer meanwhile."""


def not_a_database(path: Path) -> NotADatabase:
    """The path is something else: a text, a picture, a device."""
    return NotADatabase(f"{path} is not a SQLite file. Choose another file with --db, or a new name.")


def not_ours(path: Path) -> NotOurs:
    """A database, but not one of salestui."""
    return NotOurs(
        f"{path} is a SQLite file of another program, and salestui leaves it alone. "
        "Choose another file with --db, or a new name."
    )


def newer_than_us(path: Path, theirs: int, ours: int) -> NewerThanUs:
    """The schema number in the file is above the one that this program knows."""
    return NewerThanUs(
        f"{path} was written by a newer salestui (schema {theirs}, this one knows {ours}). "
        "Update salestui, or open another file with --db."
    )


def read_only(path: Path, what: str = "file") -> ReadOnly:
    """`what` is the file or the folder, whichever can't be written."""
    return ReadOnly(
        f"{path}: the {what} is read-only. Give yourself the right to write it, "
        "or copy the file to another place and open it with --db."
    )


def locked(path: Path) -> Locked:
    """Somebody else is writing for longer than we wait."""
    return Locked(
        f"{path} is locked by another program. Nothing was changed. "
        "Let it finish, or close it, then try again."
    )


def busy(title: str) -> Busy:
    """`title` is the command that another thread does."""
    return Busy(f"“{title}” is not finished yet. Nothing was changed. Wait until it is, then try again.")


def no_locks(path: Path, error: OSError) -> CannotOpen:
    """The drive does not tell programs apart that want the same file."""
    return CannotOpen(
        f"{path} can't be locked: {error.strerror or error}. Nothing was changed. "
        "Put the database on a drive of this computer."
    )


def disk_full(path: Path) -> DiskFull:
    """No room; the transaction was taken back."""
    return DiskFull(f"{path}: the disk is full. Nothing was changed. Make room, then try again.")


def damaged(path: Path, how: str) -> Damaged:
    """`how` tells what was found."""
    return Damaged(
        f"{path} is damaged: {how}. Put a backup in its place; "
        "without one, `sqlite3 FILE .recover` saves what can be read."
    )


def no_file(path: Path) -> CannotOpen:
    """There is nothing at this path."""
    return CannotOpen(
        f"there is no file {path}. `salestui --db {path}` begins a new one, and so does `salestui import`."
    )


def cannot_open(path: Path, why: str) -> CannotOpen:
    """`why` is the operating system's reason."""
    return CannotOpen(f"{path} can't be opened: {why}. Choose another file with --db.")


def cannot_write(path: Path, why: str) -> CannotOpen:
    """`why` is the operating system's reason."""
    return CannotOpen(
        f"{path} can't be written: {why}. Nothing was changed. Look at its folder and its disk."
    )


def from_os(error: OSError, path: Path) -> StoreError:
    """What the operating system's refusal to write `path` means."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return disk_full(path)
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return read_only(path.parent, "folder")
    return cannot_write(path, error.strerror or str(error))
