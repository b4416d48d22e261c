"""A copy of the file, taken while it is in use."""

import os
import sqlite3
import uuid
from contextlib import closing
from pathlib import Path

from salestui.store import connection as files
from salestui.store import errors


class BackupExists(errors.StoreError):
    """The file to write is there already."""


def backup(source: Path, target: Path, *, overwrite: bool = False) -> int:
    """Copy the file to `target` as one consistent picture, and verify the copy; returns its size in bytes.

    The copy appears complete or not at all. Raises BackupExists unless `overwrite`, and other StoreErrors.
    """
    if target.exists() and not overwrite:
        raise BackupExists(f"{target} exists. Choose another name, or say --overwrite to replace it.")
    if target.exists() and target.samefile(source):
        raise BackupExists(f"{target} is the file itself. Choose another name for the backup.")
    if target.is_dir():
        raise errors.cannot_open(target, "it is a folder")
    unfinished = target.with_name(f".{target.name}-{uuid.uuid4().hex[:8]}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        _copy(source, unfinished)
        if target.exists() and not overwrite:
            raise BackupExists(f"{target} exists. Choose another name, or say --overwrite to replace it.")
        unfinished.replace(target)
    except OSError as error:
        raise errors.from_os(error, target) from error
    finally:
        for suffix in ("", "-wal", "-shm", "-journal"):
            unfinished.with_name(unfinished.name + suffix).unlink(missing_ok=True)
    return target.stat().st_size


def _copy(source: Path, unfinished: Path) -> None:
    with closing(files.connect(source, readonly=True)) as original:
        try:
            with closing(sqlite3.connect(unfinished, isolation_level=None)) as copy:
                original.backup(copy)
                # One file, to be carried about: nothing may wait in a -wal beside it.
                copy.execute("PRAGMA journal_mode = DELETE")
                (verdict,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
        except sqlite3.Error as error:
            raise files.translate(error, unfinished) from error
    if verdict != "ok":
        raise errors.damaged(source, f"the copy of it fails its check: {verdict}")
    with unfinished.open("rb") as file:
        os.fsync(file.fileno())
