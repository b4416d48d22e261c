"""A copy of the file, taken while it is in use."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from salestui.store import connection as files
from salestui.store import errors, unfinished


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
    fresh = unfinished.beside(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        _copy(source, fresh)
        if target.exists() and not overwrite:
            raise BackupExists(f"{target} exists. Choose another name, or say --overwrite to replace it.")
        fresh.replace(target)
    except OSError as error:
        raise errors.from_os(error, target) from error
    finally:
        unfinished.remove(fresh)
    return target.stat().st_size


def _copy(source: Path, fresh: Path) -> None:
    with closing(files.connect(source, readonly=True)) as original:
        try:
            with closing(sqlite3.connect(fresh, isolation_level=None)) as copy:
                original.backup(copy)
                # One file, to be carried about: nothing may wait in a -wal beside it.
                copy.execute("PRAGMA journal_mode = DELETE")
                (verdict,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
        except sqlite3.Error as error:
            raise files.translate(error, fresh) from error
    if verdict != "ok":
        raise errors.damaged(source, f"the copy of it fails its check: {verdict}")
    with fresh.open("rb") as file:
        os.fsync(file.fileno())
