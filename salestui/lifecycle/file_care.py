"""Looks after the store of attached files as a whole: what is missing, what nothing needs, its backup."""

import json
import os
import re
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from salestui.lifecycle import file_store, raw
from salestui.lifecycle.history import UNDONE_SINCE_LAST
from salestui.store import connection as databases

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


class FolderShared(file_store.FileRefused):
    """Several databases keep their files in one folder, so what one of them needs is not all."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What lies in a store of files."""

    files: int
    size_bytes: int
    unused: int
    unused_bytes: int
    """Of files that `clean-files` would delete."""


def problems(connection: raw.Connection, store: Path) -> Iterator[str]:
    """What is wrong with the files that records refer to, a line each."""
    for name, size, sha256, of in raw.rows(connection, _ATTACHED):
        path = file_store.place(store, sha256)
        on = f" of “{of}”" if of and of != name else ""
        found = _look(path)
        if found is None:
            yield f"the attached file {name}{on} is missing in {store}"
        elif found.st_size != size:
            yield f"the attached file {name}{on} has {found.st_size:,} bytes instead of {size:,}"
    for name, sha256 in raw.rows(connection, _PHOTOS):
        if not file_store.place(store, sha256).is_file():
            yield f"the photo of {name} is missing in {store}"


def stored(connection: raw.Connection, store: Path) -> Stored:
    """Count the files of a store, and those that nothing needs any more: an import or attachment given up."""
    sizes = [found.st_size for _, found in _all(store)]
    wasted = _unused(connection, store) if len(_owners(store)) < 2 else {}
    return Stored(len(sizes), sum(sizes), len(wasted), sum(wasted.values()))


def unused(connection: raw.Connection, store: Path) -> dict[Path, int]:
    """The files that neither a record nor an undo needs, but for those of the last day, and beginnings of
    files that were never finished; each with its bytes. Raises FolderShared.
    """
    _check_unshared(store)
    return _unused(connection, store)


def remove_unused(connection: raw.Connection, store: Path) -> tuple[int, int]:
    """Delete what is unused now, and give how many files and bytes. Raises FolderShared, NotWritten."""
    count = size = 0
    for path in unused(connection, store):
        # Somebody may have chosen it again since, which made it young, or deleted it too.
        found = _look(path)
        if found is not None and _is_settled(found):
            file_store.delete(path)
            count += 1
            size += found.st_size
    return count, size


def copy_all(source: Path, target: Path) -> tuple[int, int]:
    """Copy the files of a store to another one, and give how many there are and their bytes.

    Those that lie there already are left alone. Raises as `file_store.save_as` does.
    """
    count = size = 0
    for path, found in _all(source):
        there = _look(file_store.place(target, path.name))
        if there is None or there.st_size != found.st_size:
            file_store.put(target, path)
        count += 1
        size += found.st_size
    return count, size


def _check_unshared(store: Path) -> None:
    owners = _owners(store)
    if len(owners) > 1:
        raise FolderShared(
            f"{store} belongs to {' and '.join(path.name for path in owners)}; each may need what the others"
            " don't, so nothing was deleted. `salestui backup` copies one, with its files, into another"
            " folder; then it can be deleted here."
        )


def _owners(store: Path) -> list[Path]:
    """The databases whose files lie in this store, such as `crm.db` and its copy `crm.bak`."""
    if not store.is_dir():
        return []
    beside = (path for path in sorted(store.parent.iterdir()) if path.name != store.name)
    return [path for path in beside if file_store.folder(path) == store and databases.may_be_ours(path)]


def _unused(connection: raw.Connection, store: Path) -> dict[Path, int]:
    needed = _needed(connection)
    found = [(path, facts) for path, facts in _all(store) if path.name not in needed]
    found += _files(store, f"{file_store.UNFINISHED}*")
    return {path: facts.st_size for path, facts in found if _is_settled(facts)}


def _is_settled(found: os.stat_result) -> bool:
    return time.time() - found.st_mtime > SETTLED  # now, as the file system tells it


def _all(store: Path) -> Iterator[tuple[Path, os.stat_result]]:
    return ((path, found) for path, found in _files(store, "??/*") if _SHA256.fullmatch(path.name))


def _files(store: Path, pattern: str) -> Iterator[tuple[Path, os.stat_result]]:
    for path in sorted(store.glob(pattern)):
        found = _look(path)
        if found is not None:
            yield path, found


def _look(path: Path) -> os.stat_result | None:
    """What there is to know of a file; None when there is none, or none any more."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found if stat.S_ISREG(found.st_mode) else None


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
