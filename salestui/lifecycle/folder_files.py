"""What lies in a linked folder: read from the disk, for a thread."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from salestui import clock
from salestui.counting import counted
from salestui.lifecycle.names import natural
from salestui.progress import Stopped

DEEPEST = 8
"""Folders below the linked one whose files are listed."""
MOST = 50_000
"""Files that are listed of one folder."""
UNREADABLE = "can't be read: ask its owner for the right to"
"""What is said of a folder that may not be read."""
NOT_THERE = "not there: it was moved or deleted, or its drive is not connected"
_LEFT_OUT = frozenset({"desktop.ini", "thumbs.db", ".ds_store"})


@dataclass(frozen=True, slots=True)
class FolderFile:
    """A file in a linked folder."""

    path: Path
    name: str
    """Its way from the linked folder on, with `/` between folders."""
    size_bytes: int
    modified_on: datetime


@dataclass(frozen=True, slots=True)
class FolderContent:
    """The files of a folder, by name and number; `problem` says what could not be read or was left out."""

    files: tuple[FolderFile, ...]
    problem: str = ""


def content(folder: Path, is_wanted: Callable[[], bool] = lambda: True) -> FolderContent:
    """Read a folder and those below it; links to other folders are not followed.

    Raises Stopped when `is_wanted` says so between two folders.
    """
    try:
        if not folder.is_dir():
            return FolderContent((), NOT_THERE)
    except OSError as error:
        return FolderContent((), _why_unreadable(error))
    found = _Found(folder)
    while found.waiting and len(found.files) <= MOST:
        if not is_wanted():
            raise Stopped
        here, way, depth = found.waiting.pop()
        try:
            found.open(here, way, depth)
        except OSError as error:
            if depth == 0:
                return FolderContent((), _why_unreadable(error))
            found.unreadable += 1
    files = sorted(found.files, key=lambda file: natural(file.name))
    return FolderContent(tuple(files[:MOST]), found.left_out())


class _Found:
    """What was found so far: the files, the folders that are still to be opened, and what is left out."""

    def __init__(self, folder: Path) -> None:
        self.files: list[FolderFile] = []
        self.waiting: list[tuple[Path, str, int]] = [(folder, "", 0)]
        """Folders, their ways from the linked one on, and how deep they lie in it."""
        self.unreadable = 0
        self._unknown = 0
        self._broken = 0
        self._deeper = 0

    def open(self, folder: Path, way: str, depth: int) -> None:
        """Take what lies in a folder. Raises OSError for one that can't be read."""
        with os.scandir(folder) as entries:
            listed = list(_listed(entries))
        for entry in listed:
            try:
                self._take(folder, way, depth, entry)
            except FileNotFoundError:
                # It vanished since the folder was read.
                continue
            except OSError:
                self._unknown += 1

    def _take(self, folder: Path, way: str, depth: int, entry: os.DirEntry[str]) -> None:
        if not entry.is_dir(follow_symlinks=False):
            if entry.is_file():
                self.files.append(_file(folder, way, entry))
            elif entry.is_symlink() and not Path(entry.path).exists():
                self._broken += 1
        elif depth < DEEPEST:
            self.waiting.append((folder / entry.name, f"{way}{entry.name}/", depth + 1))
        else:
            self._deeper += 1

    def left_out(self) -> str:
        """What is not among the files, in words."""
        told = [
            f"{counted(self.unreadable, 'folder')} in it can't be read" if self.unreadable else "",
            f"{counted(self._unknown, 'file')} in it can't be read" if self._unknown else "",
            f"{counted(self._broken, 'link')} whose file is missing" if self._broken else "",
            f"{counted(self._deeper, 'folder')} too deep to be listed" if self._deeper else "",
            f"only {MOST:,} files are listed" if len(self.files) > MOST else "",
        ]
        return ", ".join(filter(None, told))


def _why_unreadable(error: OSError) -> str:
    # A drive in the net has many ways to be away.
    return UNREADABLE if isinstance(error, PermissionError) else f"can't be read: {error.strerror or error}"


def _listed(entries: Iterable[os.DirEntry[str]]) -> Iterator[os.DirEntry[str]]:
    """Those that people put there: no hidden ones, no locks of Office, nothing that the system keeps."""
    for entry in entries:
        if not entry.name.startswith((".", "~$")) and entry.name.casefold() not in _LEFT_OUT:
            yield entry


def _file(here: Path, way: str, entry: os.DirEntry[str]) -> FolderFile:
    facts = entry.stat()
    name = f"{way}{entry.name}".encode(errors="replace").decode()
    return FolderFile(here / entry.name, name, facts.st_size, clock.of_file(facts.st_mtime))
