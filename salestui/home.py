"""Paths as people write them. Standard library only."""

from pathlib import Path

from salestui.errors import SalesError


class NoSuchHome(SalesError):
    """A path begins with the ~ of somebody who has no home here."""


def at_home(path: Path | str) -> Path:
    """The path with its ~ resolved. Raises NoSuchHome."""
    try:
        return Path(path).expanduser()
    except RuntimeError:
        raise NoSuchHome(f"{path}: there is no home folder {Path(path).parts[0]} here") from None
