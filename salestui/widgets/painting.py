"""Drawing rows of text as lines: cleaning, cutting, padding, and the rail, mark and cursor columns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from rich.cells import cell_len, chop_cells, set_cell_size
from rich.segment import Segment
from textual.strip import Strip

from salestui.safe_text import clean
from salestui.widgets.theme import Paint

Piece = tuple[str, str]
"""A text and what it is drawn in, as `Paint.style` takes it: ("late", "warning bold").

Without a ground of its own it takes that of the row.
"""
Pieces = Sequence[Piece]

RAIL, CURSOR, MARK, THUMB, CUT = "▎", "▌", "◆", "▐", "…"
TEXT_COLUMN = 3
"""Column 0 is the rail, 1 the mark, 2 air; text starts here."""
RIGHT_MARGIN = 2
"""The last two columns: one of air, one for the scroll thumb."""

Cursor = Literal["", "focus", "blurred"]


def cut(text: str, width: int) -> str:
    """The cleaned text in at most `width` cells, with an ellipsis if something had to go."""
    longer = len(text) > 8 * width + 64
    text = clean(text[: 8 * width + 64] if longer else text)
    if not longer and cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + CUT if width > 0 else ""


def fit(text: str, width: int, align: Literal["left", "right"] = "left") -> str:
    """The cleaned text in exactly `width` cells."""
    text = cut(text, width)
    air = " " * (width - cell_len(text))
    return air + text if align == "right" else text + air


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells, broken between words; line ends in it are kept."""
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        line, used = "", 0
        for word in clean(paragraph).split(" "):
            size = cell_len(word)
            if line and used + 1 + size > width:
                lines.append(line)
                line, used = "", 0
            if size > width:
                *whole, word = chop_cells(word, max(width, 2))
                lines += whole
                size = cell_len(word)
            line, used = (f"{line} {word}", used + 1 + size) if line else (word, size)
        lines.append(line)
    return lines


def cells(pieces: Iterable[Piece]) -> int:
    """How many cells the cleaned pieces take."""
    return sum(cell_len(clean(text)) for text, _ in pieces)


def cut_pieces(pieces: Pieces, width: int) -> list[Piece]:
    """The cleaned pieces in at most `width` cells, with an ellipsis in the last if something had to go."""
    kept: list[Piece] = []
    left = width
    for index, (text, spec) in enumerate(pieces):
        whole = cut(text, left)
        size = cell_len(whole)
        kept.append((whole, spec))
        left -= size
        if left <= 0 or (whole.endswith(CUT) and not text.endswith(CUT)):
            rest_shows = left <= 0 and any(clean(more) for more, _ in pieces[index + 1 :])
            if rest_shows and not whole.endswith(CUT):
                kept[-1] = (_with_ellipsis(whole), spec)
            break
    return kept


def _with_ellipsis(text: str) -> str:
    return set_cell_size(text, max(cell_len(text) - 1, 0)).rstrip() + CUT


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a row: pieces from the left, pieces at the right edge, or a rule filling the gap."""

    left: Pieces = ()
    right: Pieces = ()
    rule: bool = False


def paint_line(
    paint: Paint,
    line: Line,
    width: int,
    *,
    focused: bool = False,
    cursor: Cursor = "",
    marked: bool = False,
    ground: str = "",
    thumb: bool = False,
    indent: int = TEXT_COLUMN,
    margin: int = RIGHT_MARGIN,
) -> Strip:
    """A row's line with its rail, mark and ground, exactly `width` cells wide.

    `focused` draws the rail, `cursor` the cursor's ground, `ground` names another ground ("card"),
    `thumb` puts the scroll thumb in the last column.
    """
    room = max(width - indent - margin, 0)
    return frame(
        paint,
        lay_out(paint, line, room, ground_of(cursor, marked, ground)),
        width,
        focused=focused,
        cursor=cursor,
        marked=marked,
        ground=ground,
        thumb=thumb,
        indent=indent,
    )


def ground_of(cursor: Cursor, marked: bool, ground: str = "") -> str:
    """The ground that a row's state gives it, as `Paint.style` names it."""
    return "cursor" if cursor == "focus" else "blurred" if cursor else "marked" if marked else ground


def lay_out(paint: Paint, line: Line, room: int, ground: str = "") -> list[Segment]:
    """The text of a line as segments of exactly `room` cells; the left gives way to the right."""
    suffix = f" on {ground}" if ground else ""
    right = cut_pieces(line.right, room)
    taken = cells(right)
    left = cut_pieces(line.left, max(room - taken - (2 if taken else 0), 0))
    gap = room - taken - cells(left)
    style = paint.style
    segments = [Segment(paint.sign(text), style(_on(spec, suffix))) for text, spec in left if text]
    if line.rule and gap > 2:
        before = 1 if left else 0
        after = 1 if taken else 0
        segments.append(Segment(" " * before, style("text" + suffix)))
        segments.append(Segment(paint.sign("─") * (gap - before - after), style("rule" + suffix)))
        segments.append(Segment(" " * after, style("text" + suffix)))
    elif gap > 0:
        segments.append(Segment(" " * gap, style("text" + suffix)))
    segments.extend(Segment(paint.sign(text), style(_on(spec, suffix))) for text, spec in right if text)
    return [segment for segment in segments if segment.text]


def _on(spec: str, suffix: str) -> str:
    """A piece with a ground of its own, such as a chip, keeps it."""
    return spec if " on " in spec else spec + suffix


def frame(
    paint: Paint,
    segments: list[Segment],
    width: int,
    *,
    focused: bool = False,
    cursor: Cursor = "",
    marked: bool = False,
    ground: str = "",
    thumb: bool = False,
    indent: int = TEXT_COLUMN,
) -> Strip:
    """Put rail, mark and air before segments that are already painted, and air and thumb after them."""
    style, sign = paint.style, paint.sign
    state = ground_of(cursor, marked, "")
    on = f" on {state}" if state else ""
    inner = on or (f" on {ground}" if ground else "")
    if cursor == "focus":
        rail = Segment(sign(CURSOR), style("accent" + on))
    elif cursor:
        rail = Segment(sign(RAIL), style("muted" + on))
    elif focused:
        rail = Segment(sign(RAIL), style("accent"))
    else:
        rail = Segment(" ", style("text"))
    head = [rail] if indent > 0 else []
    if indent > 1:
        head.append(Segment(sign(MARK) if marked else " ", style("accent" + on)))
    if indent > 2:
        head.append(Segment(" " * (indent - 2), style("text" + inner)))
    used = indent + sum(segment.cell_length for segment in segments)
    tail = [Segment(" " * (width - used - 1), style("text" + inner))] if width - used > 1 else []
    if width > used:
        tail.append(Segment(sign(THUMB) if thumb else " ", style("thumb")))
    return Strip([*head, *segments, *tail]).adjust_cell_length(width)


def chips(labels: Sequence[tuple[str, int | None]], *chosen: int) -> list[Piece]:
    """Chips in a row, such as `All 23   Open 2`, the chosen ones on the cursor's ground."""
    pieces: list[Piece] = []
    for index, (label, count) in enumerate(labels):
        on, front = ("cursor", "accent") if index in chosen else ("panel", "secondary")
        number = "" if count is None else f" {count:,}"
        back = "accent" if index in chosen else "muted"
        if pieces:
            pieces.append((" ", "text"))
        weight = " bold" if index in chosen else ""
        pieces += [(f" {label}", f"{front}{weight} on {on}"), (f"{number} ", f"{back} on {on}")]
    return pieces


WHEEL = 3
"""Rows that a step of the mouse wheel scrolls."""


def thumb(top: int, body: int, total: int) -> range:
    """At which of `body` lines the scroll thumb stands, with row `top` of `total` on top; none if all fit."""
    if total <= body:
        return range(0)
    size = max(1, round(body * body / total))
    start = round((body - size) * top / (total - body))
    return range(start, start + size)
