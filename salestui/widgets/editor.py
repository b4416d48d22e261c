"""A text in the editor of the user, $VISUAL or $EDITOR, while the program rests."""

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from salestui.errors import SalesError
from salestui.exchange.encodings import find_encoding
from salestui.exchange.errors import FileRefused


class NoEditor(SalesError):
    """The editor can't be started, or it failed."""


class LeftInFile(NoEditor):
    """What the editor saved can't be taken over: it stays in its file, which the message names."""

    def __init__(self, why: str, file: Path) -> None:
        super().__init__(f"{why}. It stays in {file}; the text here is as it was.")


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
    """The text as the editor leaves it, in a file that nobody else can read. Raises NoEditor, LeftInFile."""
    parts = command()
    with _folder() as folder:
        file = folder / "mail.txt"
        try:
            file.write_text(text, encoding="utf-8", errors="replace")
        except OSError as error:
            raise _no_room(error) from error
        before = file.read_bytes()
        try:
            done = subprocess.run([*parts, str(file)], check=False)
        except OSError as error:
            raise NoEditor(f"{parts[0]} can't be started: {error.strerror or error}.") from error
        if not file.exists():
            raise NoEditor(f"{parts[0]} left no file; the text is as it was.")
        if done.returncode:
            why = f"{parts[0]} ended with {done.returncode}"
            if file.read_bytes() != before:
                raise LeftInFile(f"{why} after it had saved the text", file)
            raise NoEditor(f"{why}; the text is as it was.")
        try:
            found = _read(file)
        except (FileRefused, OSError) as error:
            raise LeftInFile("What the editor saved can't be read as text", file) from error
    return found.removesuffix("\n") if not text.endswith("\n") else found


def _read(file: Path) -> str:
    """The text of a file, in whatever encoding the editor saved it."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        pass
    else:
        if "\0" not in text:
            return text
    return file.read_text(encoding=find_encoding(file, kind="text").name)


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder for the file, which goes with it unless the text is left there."""
    try:
        made = Path(tempfile.mkdtemp(prefix="salestui-"))
    except OSError as error:
        raise _no_room(error) from error
    is_left = False
    try:
        yield made
    except LeftInFile:
        is_left = True
        raise
    finally:
        if not is_left:
            shutil.rmtree(made, ignore_errors=True)


def _no_room(error: OSError) -> NoEditor:
    return NoEditor(f"The text can't be put into a file for the editor: {error.strerror or error}.")
