"""Paths as people type, paste and drop them into a terminal, and what completes them."""

import os
import re
import shlex
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlparse

from salestui import clock
from salestui.errors import InputError

MOST_OFFERED = 1_000
"""Entries of a folder that are offered; the others come by typing on."""
_LONGEST = 4096
_SPECIAL = re.compile(r"([\s'\"\\*?\[\]])")
_WILD = re.compile(r"[*?\[]")
_LAST_TYPED = re.compile(r"(?:[^\s\\]|\\.)*$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file or folder that completes what is typed; `text` is what is typed then, as a whole."""

    text: str
    name: str
    is_folder: bool
    size_bytes: int = 0
    modified_on: datetime | None = None


def one_path(text: str) -> Path | None:
    """The one path that is typed, which need not be there; None for nothing. Raises InputError."""
    if not text.strip():
        return None
    if len(text) > _LONGEST or "\0" in text:
        raise InputError(f"a path has at most {_LONGEST:,} characters, and no zero byte")
    path = _expanded(text)
    if os.path.lexists(path):
        return path.absolute()  # as it stands: a name may begin or end with a blank
    text = text.strip()
    path = _expanded(text)
    words = _words(text)
    if len(words) == 1 and not os.path.lexists(path):
        # A terminal pastes a file that is dropped into it with quotes or escaped blanks.
        path = _expanded(words[0])
    return path.absolute()


def several_paths(text: str) -> list[Path]:
    """The paths that are typed: one, several with blanks between them, or the files that `*` and `?` fit.

    Raises InputError when nothing fits; whether a path leads to a file is for its reader to say.
    """
    whole = one_path(text)
    if whole is None:
        raise InputError("type the path of a file")
    words = _words(text.strip())
    if os.path.lexists(whole) or not any(
        _WILD.search(word) or os.path.lexists(_expanded(word)) for word in words
    ):
        return [whole]
    found = _files_fitting(whole)
    if found:
        return found
    for word in words:
        path = _expanded(word).absolute()
        if os.path.lexists(path) or not _WILD.search(word):
            found.append(path)
            continue
        fitting = _files_fitting(path)
        if not fitting:
            raise InputError(f"no file fits {word}")
        found += fitting
    return list(dict.fromkeys(found))


def last_part(path: Path) -> str:
    """What a folder is called: the last part of its path, of a root the path itself."""
    return path.name or str(path)


def short(path: Path) -> str:
    """The path as it is shown and can be typed: with `~` for one's home, without broken characters."""
    try:
        text = f"~/{path.relative_to(Path.home())}".removesuffix("/.")
    except (ValueError, RuntimeError):
        text = str(path)
    return text.encode(errors="replace").decode()


def candidates(text: str, *, folders_only: bool = False, endings: Collection[str] = ()) -> list[Candidate]:
    """What completes the path, or the last of several paths: folders first, by name. Reads the disk.

    `endings` leaves out files whose names end otherwise.
    """

    def wanted(found: list[Candidate]) -> list[Candidate]:
        return [one for one in found if one.is_folder or (not folders_only and _ends(one.name, endings))]

    found = wanted(_completing("", text, str)) or wanted(_completing("", text.lstrip(), str))
    last = _LAST_TYPED.search(text)
    if found or folders_only or last is None or not last.start():
        return found[:MOST_OFFERED]
    typed = re.sub(r"\\(.)", r"\1", last[0])
    return wanted(_completing(text[: last.start()], typed, _escaped))[:MOST_OFFERED]


def why_none(text: str, *, is_new: bool = False) -> str:
    """What is said when nothing completes the path; `is_new`: it is to be that of a new file."""
    way = text[: max(text.rfind(os.sep), text.rfind("/")) + 1].lstrip()
    try:
        with os.scandir(_expanded(way) if way else Path()) as entries:
            if next(entries, None) is None:
                return "This folder is empty."
        if is_new:
            return "Nothing else here is called so."
    except PermissionError:
        return f"{way} can't be read: you have no right to."
    except (OSError, ValueError, InputError):
        pass
    return "Nothing here begins so."


def completed(offered: list[Candidate]) -> str:
    """What all of these begin with, as the text to go on from."""
    texts = [candidate.text for candidate in offered]
    lowest, highest = min(texts, default=""), max(texts, default="")
    same = (at for at, pair in enumerate(zip(lowest, highest, strict=False)) if pair[0] != pair[1])
    return lowest[: next(same, min(len(lowest), len(highest)))]


def _completing(before: str, typed: str, spelled: Callable[[str], str]) -> list[Candidate]:
    at = max(typed.rfind(os.sep), typed.rfind("/")) + 1
    way, start = typed[:at], typed[at:].casefold()
    found = []
    try:
        with os.scandir(_expanded(way) if way else Path()) as entries:
            for entry in entries:
                if entry.name.casefold().startswith(start) and entry.name.startswith(".") <= start.startswith(
                    "."
                ):
                    found.append(_candidate(entry, before, way, spelled))
    except (OSError, ValueError, InputError):
        return []
    return sorted(found, key=lambda one: (not one.is_folder, one.name.casefold()))


def _ends(name: str, endings: Collection[str]) -> bool:
    return not endings or name.casefold().endswith(tuple(endings))


def _candidate(entry: "os.DirEntry[str]", before: str, way: str, spelled: Callable[[str], str]) -> Candidate:
    text = before + spelled(way + entry.name)
    try:
        if entry.is_dir():
            return Candidate(f"{text}/", f"{entry.name}/", True)
        facts = entry.stat()
    except OSError:
        return Candidate(text, entry.name, False)
    return Candidate(text, entry.name, False, facts.st_size, clock.of_file(facts.st_mtime))


def _expanded(text: str) -> Path:
    if text.startswith("file://"):
        try:
            text = unquote(urlparse(text).path)
        except ValueError:
            raise InputError(f"{text} is no address of a file") from None
        if "\0" in text:
            raise InputError("a path has no zero byte")
    try:
        return Path(text).expanduser()
    except RuntimeError:
        # There is no such user.
        return Path(text)


def _files_fitting(path: Path) -> list[Path]:
    if not _WILD.search(str(path)):
        return []
    # Through all folders below, as `**` means it, the search might have no end.
    pattern = re.sub(r"\*+", "*", str(path.relative_to(path.anchor)))
    try:
        return sorted(one for one in Path(path.anchor).glob(pattern) if one.is_file())
    except (OSError, ValueError) as error:
        raise InputError(f"no file can be looked for by {short(path)[:200]}: {error}") from error


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _words(text: str) -> list[str]:
    try:
        return shlex.split(text, posix=os.name == "posix")
    except ValueError:
        # A quote without its end belongs to a name.
        return [text]
