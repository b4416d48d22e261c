"""The bytes of attached files and photos: beside the database, each content once, under its SHA-256."""

import errno
import hashlib
import mimetypes
import os
import stat
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BufferedWriter
from pathlib import Path
from typing import BinaryIO, Literal

from salestui.errors import SalesError
from salestui.safe_text import one_line
from salestui.store import errors, turn, unfinished

CHUNK = 1 << 20
"""Bytes that are read at once, and between two calls of `progress`."""
NAME_LENGTH = 255
"""The longest file name, in characters."""

UNFINISHED = ".unfinished-"
"""What the names of files begin with that are being written."""
_LOCKED_WITHIN = 60
"""Seconds after which a file that is being written has its lock, and one that is complete its place."""

Progress = Callable[[int, int], None]
"""Is told the bytes that are done and those there are; what it raises stops the work, and nothing is kept."""


class FileRefused(SalesError):
    """A file can't be attached or given out."""


class NotThere(FileRefused):
    """No file is at the path."""


class NotAFile(FileRefused):
    """The path leads to a folder, a device or a pipe."""


class Unreadable(FileRefused):
    """The operating system does not let us read it."""


class ChangedWhileRead(FileRefused):
    """The file vanished, or became another one, before all of it was read."""


class FileMissing(FileRefused):
    """The bytes of an attached file are not in the store."""


class NotWritten(FileRefused):
    """The operating system does not let us write there."""


class TargetExists(FileRefused):
    """Where a file is to be saved is one already."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file whose bytes are in the store; `lifecycle.files.attach` gives it to a note or an activity."""

    sha256: str
    size_bytes: int
    file_name: str
    mime_type: str | None


def kind_at(path: Path) -> Literal["folder", "file"] | None:
    """What is at a path that somebody typed, None for nothing. Raises FileRefused when the disk won't say."""
    try:
        return "folder" if stat.S_ISDIR(path.stat().st_mode) else "file"
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        raise _refused(error, path) from error


def folder(database: Path) -> Path:
    """Where the bytes of a database's files lie: `crm.files` beside `crm.db`."""
    return database.with_suffix(".files")


def place(store: Path, sha256: str) -> Path:
    """Where the file with this SHA-256 lies in the store."""
    return store / sha256[:2] / sha256


def put(store: Path, path: Path, progress: Progress | None = None) -> StoredFile:
    """Copy a file into the store, which nobody else can read; safe in a thread.

    Raises FileRefused when it is not there, no file, unreadable, or not the same at the end as at the start,
    and when the store can't be written; and DiskFull.
    """
    with _opened(path) as source:
        before = os.fstat(source.fileno())
        with _writing(store) as (fresh, target):
            sha256, size = _copied(source, target, path, before.st_size, progress)
            _check_unchanged(path, before, size)
        _settle(store, fresh, sha256, size)
    name = one_line(path.name.encode("utf-8", "replace").decode())[-NAME_LENGTH:]
    return StoredFile(sha256, size, name, mimetypes.guess_type(name)[0])


def put_all(store: Path, paths: Sequence[Path], told: Callable[[str, int, int], None]) -> list[StoredFile]:
    """Copy files into the store; `told` gets the name of each, and the bytes of all. Raises as `put` does."""
    total = sum(map(_size, paths))
    stored: list[StoredFile] = []
    before = 0
    for number, path in enumerate(paths, 1):
        label = path.name if len(paths) == 1 else f"{path.name}, {number:,} of {len(paths):,}"

        def progress(done: int, _: int, label: str = label, before: int = before) -> None:
            told(label, before + done, total)

        stored.append(put(store, path, progress))
        before += stored[-1].size_bytes
    return stored


def sha256_of(content: bytes) -> str:
    """The name under which these bytes lie in a store."""
    return hashlib.sha256(content).hexdigest()


def keep(store: Path, content: bytes) -> str:
    """Put bytes into the store, and give their SHA-256. Raises NotWritten, DiskFull."""
    sha256 = sha256_of(content)
    if not _is_there(place(store, sha256), len(content)):
        with _writing(store) as (fresh, target):
            target.write(content)
        _settle(store, fresh, sha256, len(content))
    return sha256


def path_of(store: Path, sha256: str, name: str) -> Path:
    """The file itself, to read only; raises FileMissing, which tells its `name`."""
    found = place(store, sha256)
    if not found.is_file():
        raise FileMissing(
            f"{name} is not in {store}. Put that folder back from a backup, or attach the file again."
        )
    return found


def read(store: Path, sha256: str, name: str) -> bytes:
    """The bytes of a file. Raises FileMissing, Unreadable."""
    path = path_of(store, sha256, name)
    try:
        return path.read_bytes()
    except OSError as error:
        raise _refused(error, path) from error


def delete(path: Path) -> None:
    """Delete a file of the store; it may be gone already. Raises NotWritten."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise _not_written(error, path) from error


def save_as(source: Path, target: Path, *, overwrite: bool = False, progress: Progress | None = None) -> None:
    """Copy a file of the store or of a linked folder to `target`, which appears whole or not at all.

    Raises TargetExists unless `overwrite`, other FileRefused, and DiskFull.
    """
    with _opened(source) as opened:
        before = os.fstat(opened.fileno())
        if kind_at(target) == "file" and os.path.samestat(before, target.stat()):
            raise TargetExists(f"{target} is the file itself. Choose another name.")
        with _appearing(target, overwrite=overwrite) as written:
            _, size = _copied(opened, written, source, before.st_size, progress)
            _check_unchanged(source, before, size)


def save_text(text: str, target: Path, *, overwrite: bool = False) -> None:
    """Write a text to `target`, which appears whole or not at all. Raises as `save_as` does."""
    with _appearing(target, overwrite=overwrite) as written:
        written.write(text.encode("utf-8", "replace"))


@contextmanager
def _appearing(target: Path, *, overwrite: bool) -> Iterator[BufferedWriter]:
    """A file to write, which takes its place at the end, or vanishes when anything is raised."""
    kind = kind_at(target)
    if kind == "folder":
        raise NotAFile(f"{target} is a folder. Add a name for the file.")
    if kind == "file" and not overwrite:
        raise TargetExists(f"{target} exists already.")
    fresh = unfinished.beside(target)
    try:
        with fresh.open("xb") as written:
            yield written
        fresh.replace(target)
    except OSError as error:
        raise _not_written(error, target) from error
    finally:
        with suppress(OSError):
            fresh.unlink()


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """The file to read; a pipe or a device, of which no end comes, is refused before it is opened."""
    try:
        kind = path.stat().st_mode
        if not stat.S_ISREG(kind):
            what = "a folder" if stat.S_ISDIR(kind) else "no file but a device or a pipe"
            raise NotAFile(f"{path} is {what}. Choose a file.")
        source = path.open("rb")
    except (OSError, ValueError) as error:
        raise _refused(error, path) from error
    with source:
        yield source


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        # Reading it tells what is wrong.
        return 0


def _refused(error: OSError | ValueError, path: Path) -> FileRefused:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return NotThere(f"{path} is not there. Look at its name and folder.")
    if isinstance(error, PermissionError):
        return Unreadable(f"{path} can't be read: you have no right to. Ask its owner for it.")
    told = str(path).encode(errors="replace").decode()[:NAME_LENGTH]
    reason = error.strerror or error if isinstance(error, OSError) else "its name is no text"
    return Unreadable(f"{told} can't be read: {reason}.")


def _not_written(error: OSError, path: Path) -> SalesError:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return errors.disk_full(path)
    return NotWritten(f"{path} can't be written: {error.strerror or error}. Look at its folder and rights.")


def sweep(store: Path) -> None:
    """Delete what programs that were killed left unfinished; what another one writes, it holds a lock on."""
    for path in store.glob(f"{UNFINISHED}*"):
        with suppress(OSError):  # such as on a drive without locks: it stays then
            if time.time() - path.stat().st_mtime > _LOCKED_WITHIN:
                _sweep(path)


def _sweep(path: Path) -> None:
    with path.open("r+b") as file:
        left = turn.lock(file.fileno())
    if left:
        path.unlink()


@contextmanager
def _writing(store: Path) -> Iterator[tuple[Path, BufferedWriter]]:
    """A new file in the store, complete on the disk at the end; gone when anything is raised."""
    fresh = None
    try:
        store.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=store, prefix=UNFINISHED)
        fresh = Path(name)
        with os.fdopen(handle, "wb") as target:
            with suppress(OSError):  # without locks it is swept after a day, by `clean-files`
                turn.lock(handle)
            yield fresh, target
            target.flush()
            os.fsync(target.fileno())
    except BaseException as error:
        if fresh is not None:
            fresh.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise _not_written(error, store) from error
        raise


def _copied(
    source: BinaryIO, target: BinaryIO, path: Path, total: int, progress: Progress | None
) -> tuple[str, int]:
    """The SHA-256 and the size of what was copied. Raises OSError when the target can't be written."""
    digest, done = hashlib.sha256(), 0
    while True:
        try:
            chunk = source.read(CHUNK)
        except OSError as error:
            if error.errno in {errno.ESTALE, errno.ENOENT, errno.ENODEV, errno.EIO}:
                raise _changed(path, "went away") from error
            raise _refused(error, path) from error
        if not chunk:
            return digest.hexdigest(), done
        digest.update(chunk)
        target.write(chunk)
        done += len(chunk)
        if done > total:
            # Something goes on writing to it, and may never end.
            raise _changed(path, "grew")
        if progress is not None:
            progress(done, total)


def _check_unchanged(path: Path, before: os.stat_result, size: int) -> None:
    try:
        after = path.stat()
    except OSError as error:
        raise _changed(path, "went away") from error
    if (after.st_ino, after.st_dev) != (before.st_ino, before.st_dev):
        raise _changed(path, "was replaced by another file")
    if size != before.st_size or (after.st_size, after.st_mtime_ns) != (size, before.st_mtime_ns):
        raise _changed(path, "was changed")


def _changed(path: Path, how: str) -> ChangedWhileRead:
    return ChangedWhileRead(f"{path} {how} while it was read. Nothing was kept; try again when it is still.")


def _is_there(path: Path, size: int) -> bool:
    """Whether the file is in the store; it is young again then, so that nobody cleans it away."""
    try:
        if path.stat().st_size != size:
            return False
        with suppress(PermissionError):
            os.utime(path)
    except FileNotFoundError:
        return False
    return True


def _settle(store: Path, fresh: Path, sha256: str, size: int) -> None:
    """Give a complete file its place, unless the same content is there already."""
    target = place(store, sha256)
    try:
        if _is_there(target, size):
            fresh.unlink()
            return
        target.parent.mkdir(mode=0o700, exist_ok=True)
        fresh.replace(target)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise _not_written(error, store) from error
