"""Names on a disk for names that people and mails give, which may hold anything."""

import re
import unicodedata
from itertools import pairwise
from pathlib import Path

LONGEST = 200
"""Bytes of a name; file systems take 255, and a number may be put behind it."""
_LONGEST_END = 10
_JOINER, _EMOJI = "\u200d", "\ufe0f"
"""What joins two signs to one emoji, and what says that the sign before it is one."""
_UNSAFE = re.compile(r'[<>:"/\\|?*]')
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}
)
"""Names that Windows, and with it OneDrive, keeps for devices."""


def safe_name(name: str) -> str:
    """A name that every file system takes, as like the given one as can be; never a way to another folder."""
    text = unicodedata.normalize("NFC", name)
    text = "".join("_" if _misleads(before, char) else char for before, char in pairwise(f" {text}"))
    text = " ".join(_UNSAFE.sub("_", text).split())
    if len(text.encode()) > LONGEST:
        # The end of a file's name says what it is.
        start, _, end = text.rpartition(".")
        end = f".{end}" if start and len(end) <= _LONGEST_END else ""
        text = text.encode()[: LONGEST - len(end.encode())].decode(errors="ignore") + end
    # Windows drops dots and blanks at the end; dots at the start hide a folder, or lead upwards.
    text = text.strip(". ").lstrip("~")
    if not text.strip("_"):
        return "_"
    return f"{text}_" if text.partition(".")[0].casefold() in _RESERVED else text


def _misleads(before: str, char: str) -> bool:
    """Whether it is a control, or turns the direction of text: those make it look like another name.

    What joins the parts of an emoji does not, as long as it stands behind one.
    """
    if char == _JOINER and (before == _EMOJI or unicodedata.category(before) in ("So", "Sk")):
        return False
    return unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co")


def found_in(root: Path, name: str) -> Path | None:
    """The folder of this name in the root, however it is capitalised; None if there is none."""
    exact = root / name
    if _is_inside(root, exact):
        return exact
    try:
        entries = sorted(root.iterdir())
    except OSError:
        return None
    return next((path for path in entries if is_same_name(path.name, name) and _is_inside(root, path)), None)


def is_same_name(one: str, other: str) -> bool:
    """Whether two names are one on a disk that does not tell capitals from small letters."""
    one, other = (unicodedata.normalize("NFC", name).casefold() for name in (one, other))
    return one == other


def _is_inside(root: Path, path: Path) -> bool:
    """Whether it is a folder of the root, and no link to a place elsewhere."""
    try:
        return path.is_dir() and path.resolve().parent == root.resolve()
    except OSError:
        return False
