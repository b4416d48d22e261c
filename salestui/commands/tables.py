"""Tables of text for people: in a terminal as wide as that is, through a pipe as wide as they need."""

import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from textwrap import wrap

from rich.cells import cell_len, set_cell_size

from salestui.safe_text import clean

LOOKED_AT = 500
"""Rows that the widths are taken from, so that a list of a million is written as it is read."""
WIDEST = 80
"""Cells that one text may take in a pipe, where nothing tells how wide the reader's page is."""
NARROWEST = 8
"""Cells that a text keeps in a terminal, however narrow."""
PAGE = 100
"""Where paragraphs are broken in a pipe."""
GAP = 2


@dataclass(frozen=True, slots=True)
class Column:
    """A column. What is aligned to the right are figures, which are never cut."""

    label: str
    right: bool = False


def write(columns: Sequence[Column], rows: Iterable[Sequence[object]]) -> bool:
    """Write a header and a line for each row, as they come; returns whether there were any."""
    cells = ([shown(value) for value in row] for row in rows)
    first = list(islice(cells, LOOKED_AT))
    widths = _widths(columns, first)
    _say(_line([column.label for column in columns], columns, widths), heading=True)
    for row in chain(first, cells):
        _say(_line(row, columns, widths))
    return bool(first)


def write_pairs(pairs: Sequence[tuple[str, object]]) -> None:
    """Write a name and its value a line; nothing is cut, long texts go on below."""
    width = max((cell_len(name) for name, _ in pairs), default=0)
    room = max(_room() or PAGE, 40) - width - GAP
    for name, value in pairs:
        lines = [line for part in str(_plain(value)).splitlines() for line in _wrapped(clean(part), room)]
        for number, line in enumerate(lines or [""]):
            _say(f"{name if number == 0 else '':{width}}{' ' * GAP}{line}")


def heading(text: str) -> None:
    """Write a line above a table, after an empty one."""
    _say("")
    _say(clean(text), heading=True)


def shown(value: object) -> str:
    """The text of a cell, with what would steer the terminal made visible or taken out."""
    return clean(str(_plain(value)))


def _plain(value: object) -> object:
    match value:
        case None | False:
            return ""
        case True:
            return "yes"
    return value


def _wrapped(text: str, room: int) -> list[str]:
    # Paths and other long words stay whole, so that they can be copied.
    return wrap(text, room, break_long_words=False, break_on_hyphens=False) or [""]


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> list[int]:
    widths = []
    for place, column in enumerate(columns):
        widest = max((cell_len(row[place]) for row in rows), default=0)
        widths.append(max(min(widest, WIDEST), cell_len(column.label)))
    room = _room()
    if room is None:
        return widths
    while sum(widths) + GAP * (len(widths) - 1) > room:
        texts = [place for place, column in enumerate(columns) if not column.right]
        longest = max(texts, key=lambda place: widths[place], default=None)
        if longest is None or widths[longest] <= NARROWEST:
            break
        widths[longest] -= 1
    return widths


def _line(cells: Sequence[str], columns: Sequence[Column], widths: Sequence[int]) -> str:
    parts = []
    for text, column, width in zip(cells, columns, widths, strict=True):
        size = cell_len(text)
        if size > width and not column.right:
            text = set_cell_size(text, width - 1).rstrip() + "…"
            size = cell_len(text)
        air = " " * (width - size)
        parts.append(air + text if column.right else text + air)
    return (" " * GAP).join(parts).rstrip()


def _room() -> int | None:
    """The columns of the terminal; None where the output goes elsewhere."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def _say(line: str, *, heading: bool = False) -> None:
    if heading and sys.stdout.isatty() and not os.environ.get("NO_COLOR"):
        line = f"\x1b[1m{line}\x1b[0m"
    sys.stdout.write(f"{line}\n")
