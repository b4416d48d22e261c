"""What can be wrong with a file that is exchanged."""

from salestui.errors import SalesError
from salestui.safe_text import clean


class Unusable(SalesError):
    """What is to be loaded, or says how, can't be used."""

    def __init__(self, message: str) -> None:
        # It names paths and columns, which may hold what steers a terminal.
        super().__init__(clean(message))


class FileRefused(Unusable):
    """A file can't be read as what it should be."""


class MapRefused(Unusable):
    """A map names something that isn't there, or leaves open what must be said."""


def quoted(text: str, length: int = 60) -> str:
    """A text as a map writes it, in quotes; a long one is cut."""
    return '"' + shown(text, length).replace("\\", "\\\\").replace('"', '\\"') + '"'


def shown(value: str, length: int = 60) -> str:
    """A value from a file, fit to stand in a message: one line, printable, not too long."""
    line = "".join(char if char.isprintable() else "�" for char in value[: length + 1])
    return line if len(line) <= length else line[: length - 1] + "…"
