"""What SQLite says while somebody works with a file, told in words about that file. Standard library only."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from salestui.store import connection as files


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raise the StoreError that SQLite's error means for the file; errors that are defects pass on."""
    try:
        yield
    except sqlite3.Error as error:
        told = files.translate(error, path)
        if told is error:
            raise
        raise told from error
