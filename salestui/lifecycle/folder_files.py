"""What lies in a linked folder: read from the disk, for a thread."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from salestui import clock
from salestui.counting import counted
from salestui.lifecycle.names import natural

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


class Stopped(Exception):
    """Nobody waits for the content any more."""


def content(folder: Path, is_wanted: Callable[[], bool] = lambda: True) -> FolderContent:
    """Read a folder and those below it; links to other folders are not followed.

    Raises Stopped when `is_wanted` says so between two folders.
    """
    try:
        if not folder.is_dir():
            return FolderContent((), NOT_THERE)
    except OSError as error:
        return FolderContent((), _why_unreadable(error))
    files: list[FolderFile] = []
    unreadable = deeper = unknown = 0
    waiting: list[tuple[Path, str, int]] = [(folder, "", 0)]
    while waiting:
        if not is_wanted():
            raise Stopped
        here, way, depth = waiting.pop()
        try:
            entries = list(os.scandir(here))
        except OSError as error:
            if depth == 0:
                return FolderContent((), _why_unreadable(error))
            unreadable += 1
            continue
        for entry in _listed(entries):
            try:
                if entry.is_dir(follow_symlinks=False):
                    if depth < DEEPEST:
                        waiting.append((here / entry.name, f"{way}{entry.name}/", depth + 1))
                    else:
                        deeper += 1
                elif entry.is_file():
                    files.append(_file(here, way, entry))
            except FileNotFoundError:
                # It vanished since the folder was read.
                continue
            except OSError:
                unknown += 1
        if len(files) > MOST:
            break
    files.sort(key=lambda file: natural(file.name))
    told = [
        f"{counted(unreadable, 'folder')} in it can't be read" if unreadable else "",
        f"{counted(unknown, 'file')} in it can't be read" if unknown else "",
        f"{counted(deeper, 'folder')} too deep to be listed" if deeper else "",
        f"only {MOST:,} files are listed" if len(files) > MOST else "",
    ]
    return FolderContent(tuple(files[:MOST]), ", ".join(filter(None, told)))


def _why_unreadable(error: OSError) -> str:
    # A drive in the net has many ways to be away.
    return UNREADABLE if isinstance(error, PermissionError) else f"can't be read: {error.strerror or error}"


def _listed(entries: list[os.DirEntry[str]]) -> Iterator[os.DirEntry[str]]:
    """Those that people put there: no hidden ones, no locks of Office, nothing that the system keeps."""
    for entry in entries:
        if not entry.name.startswith((".", "~$")) and entry.name.casefold() not in _LEFT_OUT:
            yield entry


def _file(here: Path, way: str, entry: os.DirEntry[str]) -> FolderFile:
    facts = entry.stat()
    name = f"{way}{entry.name}".encode(errors="replace").decode()
    return FolderFile(here / entry.name, name, facts.st_size, clock.of_file(facts.st_mtime))
