"""Looks after the store of attached files as a whole: what is missing, what nothing needs, its backup."""

import json
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from salestui.lifecycle import file_store, raw
from salestui.lifecycle.history import UNDONE_SINCE_LAST

_SHA256 = re.compile(r"[0-9a-f]{64}")
_ATTACHED = (
    "SELECT f.file_name, f.size_bytes, f.sha256, coalesce(n.title, a.subject, '')"
    " FROM attachment f LEFT JOIN note n ON n.id = f.note_id LEFT JOIN activity a ON a.id = f.activity_id"
    " ORDER BY f.id"
)
_PHOTOS = "SELECT full_name, photo_sha256 FROM contact WHERE photo_sha256 IS NOT NULL ORDER BY id"
# What was undone comes back by redo alone, and by that no longer once its user has done something else.
_JOURNAL = (
    "SELECT entry.command_id, command.is_undone, entry.before, entry.after FROM journal_entry AS entry"
    " JOIN journal_command AS command ON command.id = entry.command_id"
    " WHERE command.kind = 1 AND (entry.record_type = 'attachment' OR (entry.record_type = 'contact'"
    " AND (entry.before LIKE '%photo_sha256%' OR entry.after LIKE '%photo_sha256%')))"
)
_USERS = "SELECT DISTINCT user_id FROM journal_command WHERE user_id IS NOT NULL"
SETTLED = 24 * 60 * 60
"""Seconds after which nobody is still writing the note or mail that a file was chosen for."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What lies in a store of files."""

    files: int
    size_bytes: int
    unused: int
    unused_bytes: int
    """Of files that neither a record nor an undo needs, or that were never finished."""


def problems(connection: raw.Connection, store: Path) -> Iterator[str]:
    """What is wrong with the files that records refer to, a line each."""
    for name, size, sha256, of in raw.rows(connection, _ATTACHED):
        path = file_store.place(store, sha256)
        on = f" of “{of}”" if of and of != name else ""
        if not path.is_file():
            yield f"the attached file {name}{on} is missing in {store}"
        elif path.stat().st_size != size:
            yield f"the attached file {name}{on} has {path.stat().st_size:,} bytes instead of {size:,}"
    for name, sha256 in raw.rows(connection, _PHOTOS):
        if not file_store.place(store, sha256).is_file():
            yield f"the photo of {name} is missing in {store}"


def stored(connection: raw.Connection, store: Path) -> Stored:
    """Count the files of a store, and those that nothing needs any more: an import or attachment given up."""
    needed = _needed(connection)
    files = [(path.name, path.stat().st_size) for path in _all(store)]
    unused = [size for name, size in files if name not in needed]
    unused += [path.stat().st_size for path in store.glob(f"{file_store.UNFINISHED}*")]
    return Stored(len(files), sum(size for _, size in files), len(unused), sum(unused))


def unused(connection: raw.Connection, store: Path) -> list[Path]:
    """The files that neither a record nor an undo needs, but for those of the last day, and beginnings of
    files that were never finished.
    """
    needed = _needed(connection)
    found = [path for path in _all(store) if path.name not in needed]
    found += sorted(store.glob(f"{file_store.UNFINISHED}*"))
    now = time.time()  # as the file system tells it
    return [path for path in found if now - path.stat().st_mtime > SETTLED]


def remove(paths: Sequence[Path]) -> int:
    """Delete these files of a store, and give their bytes. Raises NotWritten."""
    size = 0
    for path in paths:
        size += path.stat().st_size
        file_store.delete(path)
    return size


def copy_all(source: Path, target: Path) -> tuple[int, int]:
    """Copy the files of a store to another one, and give how many there are and their bytes.

    Those that lie there already are left alone. Raises as `file_store.save_as` does.
    """
    count = size = 0
    for path in _all(source):
        there = file_store.place(target, path.name)
        size_bytes = path.stat().st_size
        if not there.is_file() or there.stat().st_size != size_bytes:
            file_store.put(target, path)
        count += 1
        size += size_bytes
    return count, size


def _all(store: Path) -> Iterator[Path]:
    for path in sorted(store.glob("??/*")):
        if _SHA256.fullmatch(path.name) and path.is_file():
            yield path


def _needed(connection: raw.Connection) -> set[str]:
    found = {sha256 for _, _, sha256, _ in raw.rows(connection, _ATTACHED)}
    found |= {sha256 for _, sha256 in raw.rows(connection, _PHOTOS)}
    again = {
        command_id
        for (user_id,) in raw.rows(connection, _USERS)
        for command_id, _, _ in raw.rows(connection, UNDONE_SINCE_LAST, user=user_id)
    }
    for command_id, is_undone, *states in raw.rows(connection, _JOURNAL):
        for state in states:
            if state and (not is_undone or command_id in again):
                fields = json.loads(state)
                found |= {fields[name] for name in ("sha256", "photo_sha256") if fields.get(name)}
    return found
