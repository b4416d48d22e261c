"""Opening a file with the program that the system keeps for it."""

import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from salestui.errors import SalesError
from salestui.lifecycle import file_store
from salestui.lifecycle.safe_names import safe_name

_PATIENCE = 4.0
"""Seconds after which a starter that has not ended is taken for the program itself, which runs."""
_PROGRAMS = frozenset(
    {
        # Windows
        *(
            ".application",
            ".appref-ms",
            ".bat",
            ".chm",
            ".cmd",
            ".com",
            ".cpl",
            ".exe",
            ".hta",
            ".inf",
            ".js",
        ),
        *(".jse", ".lnk", ".msc", ".msi", ".msp", ".pif", ".ps1", ".psm1", ".reg", ".scf", ".scr", ".sct"),
        *(".settingcontent-ms", ".url", ".vb", ".vbe", ".vbs", ".ws", ".wsf", ".wsh"),
        # macOS
        *(".app", ".command", ".fileloc", ".inetloc", ".pkg", ".mpkg", ".terminal", ".tool", ".workflow"),
        # Linux
        *(".appimage", ".desktop", ".run", ".sh"),
        # Wherever their language is installed
        *(".jar", ".jnlp", ".py", ".pyw", ".pyz"),
    }
)


class CannotOpen(SalesError):
    """The system does not open the file."""


def why_not_open(name: str) -> str | None:
    """Why a file of this name is not opened: it would run; None for a document."""
    suffix = Path(name).suffix.casefold()
    if suffix in _PROGRAMS:
        return f"a file that ends in {suffix} may run as a program; save it elsewhere, and run it yourself"
    return None


@cache
def _copies() -> "tempfile.TemporaryDirectory[str]":
    """Where copies lie as long as the program runs; nobody else may look into it."""
    return tempfile.TemporaryDirectory(prefix="salestui-")


def copy_to_read(source: Path, sha256: str, name: str) -> Path:
    """A copy of a file of the store that can only be read, under its own name, until the program ends.

    What is changed in it would be lost, so the copy can't be written. Raises CannotOpen, and as
    `file_store.save_as` does.
    """
    try:
        folder = Path(_copies().name) / sha256[:16]
        folder.mkdir(exist_ok=True)
        target = folder / safe_name(name)
        if not target.exists():
            file_store.save_as(source, target)
            target.chmod(0o400)
    except OSError as error:
        raise CannotOpen(
            f"No copy of {name} can be made to read it: {error.strerror or error}. Save it elsewhere."
        ) from error
    return target


def open_file(path: Path) -> None:
    """Open a file with the system's program for it; returns when that has started. Raises CannotOpen."""
    refused = why_not_open(path.name)
    if refused is not None:
        raise CannotOpen(f"{path.name}: {refused}.")
    if sys.platform == "win32":
        try:
            os.startfile(path)
        except OSError as error:
            raise CannotOpen(f"{path.name} can't be opened: {error.strerror}. Save it elsewhere.") from error
        return
    starter = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    if starter is None:
        raise CannotOpen(
            f"No program is here to open {path.name}: this system has no xdg-open. Save it elsewhere instead."
        )
    try:
        # In a session of its own, so that neither our end nor Ctrl+C reaches the program.
        started = subprocess.Popen(
            [starter, str(path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise CannotOpen(f"{starter} can't be started: {error.strerror}. Save the file elsewhere.") from error
    try:
        code = started.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        return
    if code:
        raise CannotOpen(
            f"No program opened {path.name}: choose one for {path.suffix or 'such files'} in your system, "
            "or save the file elsewhere."
        )
