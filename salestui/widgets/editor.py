"""A text in the editor of the user, $VISUAL or $EDITOR, while the program rests."""

import os
import shlex
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from salestui.errors import SalesError


class NoEditor(SalesError):
    """The editor can't be started, or what it left can't be read."""


def command() -> list[str]:
    """The editor and its options. Raises NoEditor."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        parts = shlex.split(named)
    except ValueError as error:
        raise NoEditor(f"$VISUAL or $EDITOR can't be read ({error}): {named}") from None
    if not parts:
        raise NoEditor("Set $VISUAL or $EDITOR to your editor, such as nano or vim.")
    return parts


def edited(text: str) -> str:
    """The text as the editor leaves it, in a file that nobody else can read. Raises NoEditor."""
    parts = command()
    with _folder() as folder:
        file = folder / "mail.txt"
        try:
            file.write_text(text, encoding="utf-8", errors="replace")
        except OSError as error:
            raise _no_room(error) from error
        try:
            done = subprocess.run([*parts, str(file)], check=False)
        except OSError as error:
            raise NoEditor(f"{parts[0]} can't be started: {error.strerror or error}.") from error
        if done.returncode:
            raise NoEditor(f"{parts[0]} ended with {done.returncode}; the text is as it was.")
        try:
            found = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise NoEditor("What the editor left can't be read as UTF-8; the text is as it was.") from error
    return found.removesuffix("\n") if not text.endswith("\n") else found


@contextmanager
def _folder() -> Iterator[Path]:
    try:
        made = tempfile.TemporaryDirectory(prefix="salestui-")
    except OSError as error:
        raise _no_room(error) from error
    with made as name:
        yield Path(name)


def _no_room(error: OSError) -> NoEditor:
    return NoEditor(f"The text can't be put into a file for the editor: {error.strerror or error}.")
