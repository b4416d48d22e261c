"""Files that appear complete or not at all: made under a name of their own, then put into their place."""

import errno
import os
import uuid
from contextlib import suppress
from pathlib import Path


def beside(path: Path) -> Path:
    """A new name in the folder of `path`, under which the file is made."""
    return path.with_name(f".{path.name}-{uuid.uuid4().hex[:8]}")


def settle(unfinished: Path, path: Path) -> None:
    """Give the complete file its place, unless another process put one there meanwhile: that stays."""
    with unfinished.open("rb") as file:
        os.fsync(file.fileno())
    if path.exists() and path.stat().st_size == 0:
        unfinished.replace(path)
        return
    with suppress(FileExistsError):
        claim(unfinished, path)


def claim(unfinished: Path, path: Path) -> None:
    """Let the complete file be `path` too. Raises FileExistsError when there is a file, which stays."""
    try:
        os.link(unfinished, path)
    except FileExistsError:
        raise
    except OSError as error:
        # A file system without hard links: the window for another process is small, but it is one.
        if path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from error
        unfinished.replace(path)


def remove(path: Path) -> None:
    """Remove a file and what SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
