"""What can be wrong with a file that is exchanged."""

from salestui.errors import SalesError


class FileRefused(SalesError):
    """A file can't be read as what it should be."""


class MapRefused(SalesError):
    """A map names something that isn't there, or leaves open what must be said."""


def shown(value: str, length: int = 60) -> str:
    """A value from a file, fit to stand in a message: one line, printable, not too long."""
    line = "".join(char if char.isprintable() else "�" for char in value[: length + 1])
    return line if len(line) <= length else line[: length - 1] + "…"
