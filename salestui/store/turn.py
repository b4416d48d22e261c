"""Whose turn it is to do what only one program may do at a time, by a lock of the operating system."""

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from salestui.store import errors

_STEP = 0.1
"""Seconds between two tries."""


@contextmanager
def turn(path: Path, patience: float) -> Iterator[bool]:
    """Whether the lock on this file is ours, after at most `patience` seconds; until the block ends.

    A program that is killed gives its lock back at once. The empty file stays, for another program may be
    waiting for it. Raises a StoreError when it can't be made or locked, as on some network drives.
    """
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise errors.from_os(error, path) from error
    try:
        end = time.monotonic() + patience
        try:
            while not (mine := lock(handle)) and time.monotonic() < end:
                time.sleep(_STEP)
        except OSError as error:
            raise errors.no_locks(path, error) from error
        yield mine
    finally:
        os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def lock(handle: int) -> bool:
        """Whether the lock on an open file is ours now, until it is closed. Raises OSError without locks."""
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno not in (errno.EACCES, errno.EDEADLK):
                raise
            return False
        return True

else:
    import fcntl

    def lock(handle: int) -> bool:
        """Whether the lock on an open file is ours now, until it is closed. Raises OSError without locks."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
