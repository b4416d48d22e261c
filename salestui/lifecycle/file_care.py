"""Looks after the store of attached files as a whole: what is missing, what nothing needs, its backup."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from salestui.lifecycle import file_store, raw

_SHA256 = re.compile(r"[0-9a-f]{64}")
_ATTACHED = (
    "SELECT f.file_name, f.size_bytes, f.sha256, coalesce(n.title, a.subject, '')"
    " FROM attachment f LEFT JOIN note n ON n.id = f.note_id LEFT JOIN activity a ON a.id = f.activity_id"
    " ORDER BY f.id"
)
_PHOTOS = "SELECT full_name, photo_sha256 FROM contact WHERE photo_sha256 IS NOT NULL ORDER BY id"
_JOURNAL = (
    "SELECT before, after FROM journal_entry WHERE record_type = 'attachment'"
    " OR (record_type = 'contact' AND (before LIKE '%photo_sha256%' OR after LIKE '%photo_sha256%'))"
)


@dataclass(frozen=True, slots=True)
class Stored:
    """What lies in a store of files."""

    files: int
    size_bytes: int
    unused: int
    unused_bytes: int
    """Of files that neither a record nor an undo needs."""


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
    return Stored(len(files), sum(size for _, size in files), len(unused), sum(unused))


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
    for states in raw.rows(connection, _JOURNAL):
        for state in states:
            fields = json.loads(state) if state else {}
            found |= {fields[name] for name in ("sha256", "photo_sha256") if fields.get(name)}
    return found
