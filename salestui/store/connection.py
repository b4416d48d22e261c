"""Connections to the file, and the look at it before anything is opened. Standard library only."""

import os
import shutil
import sqlite3
import stat
from pathlib import Path

from salestui.store import errors

SCHEMA_VERSION = 1
"""The schema that this program reads and writes: the number of the newest migration, PRAGMA user_version."""

APPLICATION_ID = 0x53414C45
"""Marks a SQLite file as ours ("SALE" in ASCII), PRAGMA application_id."""

BUSY_SECONDS = 5.0
MOMENT_SECONDS = 0.3
"""So long the thread that draws the screen waits for a command of another thread; keys wait with it."""
"""How long a connection waits for another one that is writing."""

CACHE_KIB, PASSING_CACHE_KIB = 2048, 512
"""Pages that a connection keeps, in KiB. Little, so that memory does not grow with the file."""

WAL_BYTES = 16 * 2**20
"""To what size the -wal is cut back, in bytes."""

_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 100
_LEAST_FREE = 64 * 1024
"""Bytes that the -wal and -shm of an opened file need."""


def default_path() -> Path:
    """The file that is opened when nobody names one."""
    from platformdirs import user_data_dir  # only needed without --db and SALESTUI_DB

    return Path(user_data_dir("salestui", appauthor=False)) / "salestui.db"


def look(path: Path) -> int | None:
    """The schema number of the file at `path`, or None when there is no file yet (or an empty one).

    Reads the header and asks the operating system; SQLite does not open the file, so that one which is
    refused keeps every byte and gets no -wal beside it. Raises a StoreError that says why it is refused.
    """
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise errors.cannot_open(path, error.strerror or str(error)) from error
    if stat.S_ISDIR(found.st_mode):
        raise errors.cannot_open(path, "it is a folder")
    if not stat.S_ISREG(found.st_mode):
        raise errors.not_a_database(path)
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
    except OSError as error:
        raise errors.cannot_open(path, error.strerror or str(error)) from error
    if header:
        _check_header(path, header, found.st_size)
    if not os.access(path, os.W_OK):
        raise errors.read_only(path)
    if not os.access(path.parent, os.W_OK | os.X_OK):
        # SQLite puts the journal beside the file.
        raise errors.read_only(path.parent, "folder")
    return _number(header, 60) if header else None


def may_be_ours(path: Path) -> bool:
    """Whether the file at `path` bears our mark, or can't be read to find that out."""
    if not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
    except OSError:
        return True
    return header.startswith(_MAGIC) and _number(header, 68) == APPLICATION_ID


def _check_header(path: Path, header: bytes, size: int) -> None:
    if not header.startswith(_MAGIC):
        raise errors.not_a_database(path)
    if len(header) < _HEADER_BYTES:
        raise errors.damaged(path, "it ends inside its header")
    if _number(header, 68) != APPLICATION_ID:
        raise errors.not_ours(path)
    if _number(header, 60) > SCHEMA_VERSION:
        raise errors.newer_than_us(path, _number(header, 60), SCHEMA_VERSION)
    page_size = int.from_bytes(header[16:18], "big")
    expected = _number(header, 28) * (65536 if page_size == 1 else page_size)
    # While a -wal holds pages, the file itself may rightly be shorter than its header says.
    if size < expected and not _has_bytes(path.with_name(path.name + "-wal")):
        raise errors.damaged(path, f"it is cut off ({size:,} of {expected:,} bytes are there)")


def _number(header: bytes, offset: int) -> int:
    return int.from_bytes(header[offset : offset + 4], "big")


def _has_bytes(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


def connect(path: Path, *, readonly: bool = False, cache_kib: int | None = CACHE_KIB) -> sqlite3.Connection:
    """A connection to an existing file, in autocommit mode: who wants a transaction says BEGIN.

    A read-only one refuses to write, and sees each commit of others with its next statement. The
    connection may be handed to another thread, but only one may use it at a time. `cache_kib` None leaves
    SQLite's own size, and spares the reading of the schema until it is needed.
    """
    try:
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=rw",
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=256,
        )
        connection.execute("PRAGMA foreign_keys = ON")
        if cache_kib is not None:
            connection.execute(f"PRAGMA cache_size = -{cache_kib}")
        if readonly:
            connection.execute("PRAGMA query_only = ON")
        else:
            connection.execute("PRAGMA journal_mode = WAL")
            # FULL, although NORMAL survives a killed process: what a command has confirmed shall be there
            # after a power cut too. It costs one fsync per command, and an import is one command.
            connection.execute("PRAGMA synchronous = FULL")
            # What an import leaves in the -wal is given back when it has been folded into the file.
            connection.execute(f"PRAGMA journal_size_limit = {WAL_BYTES}")
    except sqlite3.Error as error:
        raise translate(error, path) from error
    return connection


def alone(path: Path) -> None:
    """Raise Locked when another program has the file open, reading or writing."""
    connection = connect(path)
    try:
        # Only who has the file alone gets it exclusively in WAL mode; closing gives it back.
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("ROLLBACK")
    except sqlite3.Error as error:
        raise translate(error, path) from error
    finally:
        connection.close()


def schema_version(connection: sqlite3.Connection) -> int:
    """PRAGMA user_version, which counts what still lies in the -wal too."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _is_full(path: Path) -> bool:
    """Whether there is no room beside the file for what SQLite needs to open it."""
    try:
        return shutil.disk_usage(path.parent).free < _LEAST_FREE
    except OSError:
        return False


def translate(error: sqlite3.Error, path: Path) -> Exception:
    """The StoreError that tells a person what SQLite's error means, or the error itself if it is a defect."""
    code = getattr(error, "sqlite_errorcode", 0)
    match code & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return errors.locked(path)
        case sqlite3.SQLITE_FULL:
            return errors.disk_full(path)
        case sqlite3.SQLITE_READONLY:
            return errors.read_only(path)
        case sqlite3.SQLITE_NOTADB:
            return errors.not_a_database(path)
        case sqlite3.SQLITE_CORRUPT:
            return errors.damaged(path, str(error))
        case sqlite3.SQLITE_IOERR if _is_full(path):
            return errors.disk_full(path)
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_IOERR | sqlite3.SQLITE_PERM:
            return errors.cannot_open(path, str(error))
        case sqlite3.SQLITE_CONSTRAINT:
            from salestui.store.words import rule_broken  # the fields of every table: not at a start

            return rule_broken(str(error))
        case _:
            return error
