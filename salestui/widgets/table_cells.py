"""The cells of a table: each kind of value in its roles."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache

from rich.cells import cell_len

from salestui import clock, formats
from salestui.formats import DateFormat
from salestui.lifecycle import raw
from salestui.models.choices import Choice
from salestui.safe_text import clean
from salestui.store.query import ListColumn
from salestui.widgets.painting import Piece, cut, cut_pieces
from salestui.widgets.row_source import Row
from salestui.widgets.table_columns import GAP, Placed

_WEIGHTS = ("text bold", "secondary", "muted")
"""Hot, warm, cold."""


def row_pieces(
    row: Row,
    placed: Sequence[Placed],
    columns: Sequence[ListColumn],
    today: date,
    dates: DateFormat,
    sign: str,
    is_current: bool,
) -> list[Piece]:
    """A row's text from the first column to the end of the last one. `sign` is that of the base currency."""
    pieces: list[Piece] = []
    end = 0
    for number, one in enumerate(placed):
        if one.x > end:
            pieces.append((" " * (one.x - end), "text"))
        if one.column.kind == "due":
            cell = _due_cell(row, one, columns, today, dates)
        else:
            needed = _value(row, one.column.needs, columns)
            cell = _cell(row[one.value], one, needed, today, dates, sign)
        if is_current:
            cell = [(text, _stressed(spec, one, number == 0)) for text, spec in cell]
        air = one.width - sum(cell_len(text) for text, _ in cell)
        if air > 0 and one.is_right:
            pieces.append((" " * air, "text"))
        pieces += cell
        if air > 0 and not one.is_right:
            pieces.append((" " * air, "text"))
        end = one.x + one.width
    return pieces


def head_pieces(placed: Sequence[Placed], sorted_by: str, sign: str) -> list[Piece]:
    """The labels in capitals; beside that of the sorted column the sign of its direction."""
    pieces: list[Piece] = []
    end = 0
    for one in placed:
        is_sorted = one.column.key == sorted_by
        # The sign may stand in the gap beside the column, or in the margin behind the last one.
        room = one.width + (GAP - 1 if is_sorted and (one.x or not one.is_right) else 0)
        label = cut((one.column.head or one.column.label).upper(), min(one.width, room - is_sorted))
        marked = f" {sign}" if is_sorted else ""
        if len(label) + len(marked) > room:
            marked = sign
        if one.is_right and is_sorted:
            marked = marked[::-1]
        size = len(label) + len(marked)
        start = one.x + one.width - size if one.is_right else one.x
        pieces.append((" " * (start - end), "text"))
        words: list[Piece] = [(label, "text bold" if is_sorted else "muted bold")]
        if marked:
            words.insert(0 if one.is_right else 1, (marked, "accent"))
        pieces += words
        end = start + size
    return pieces


def column_at(placed: Sequence[Placed], x: int) -> ListColumn | None:
    """The column whose head is at a cell, counted from where text starts; a gap belongs to the one before."""
    before = [one for one in placed if one.x <= x]
    return before[-1].column if before and x < before[-1].x + before[-1].width + GAP else None


def _value(row: Row, key: str, columns: Sequence[ListColumn]) -> str | int | None:
    """What a row has in the column of this key; None if the list has none."""
    if not key:
        return None
    place = next((at for at, one in enumerate(columns, start=1) if one.key == key), None)
    return row[place] if place is not None else None


def _stressed(spec: str, placed: Placed, is_first: bool) -> str:
    """How a piece is drawn in the row under the cursor."""
    if is_first or (placed.column.kind == "money" and spec == "text"):
        return spec if "bold" in spec else f"{spec} bold"
    if placed.column.kind in ("date", "due") and spec == "secondary":
        return "text"
    return spec


def _cell(
    value: str | int | None,
    placed: Placed,
    needed: str | int | None,
    today: date,
    dates: DateFormat,
    sign: str,
) -> list[Piece]:
    column, width = placed.column, placed.width
    if value is None:
        return []
    match column.kind:
        case "money":
            shown = clean(needed if isinstance(needed, str) else sign)
            room = width - (cell_len(shown) - len(shown))  # a sign such as 円 takes two cells
            before, digits = formats.short_money_parts(int(value), shown, room, column.places)
            return cut_pieces([(before, "muted"), (digits, "text")], width)
        case "date":
            return [(cut(formats.day(raw.local_day(str(value)), today, dates), width), "secondary")]
        case "age":
            return [(cut(f"{formats.age(raw.local_day(str(value)), today)}d", width), "muted")]
        case "percent":
            return [(cut(str(value), width - 1), "text"), ("%", "muted")]
        case "integer":
            return [(cut(formats.number(int(value)), width), "text")]
        case "boolean":
            return [(cut("yes" if value else "no", width), "secondary")]
        case "rating" | "choice":
            text, place = _choice(column.options, value)
            role = _WEIGHTS[min(place, 2)] if column.kind == "rating" else "secondary"
            return [(cut(text, width), role)]
        case "name":
            return [(cut(str(value), width), "secondary")]
        case _:
            return [(cut(str(value), width), "text")]


def _due_cell(
    row: Row, placed: Placed, columns: Sequence[ListColumn], today: date, dates: DateFormat
) -> list[Piece]:
    column, value = placed.column, row[placed.value]
    if value is None:
        return []
    status = _value(row, column.needs, columns)
    is_open = status is None or status in column.open_codes
    if len(str(value)) == len("2026-12-04"):
        return _due_day(raw.local_day(str(value)), column, placed.width, today, dates, is_open)
    is_drawn_apart = any(one.key == column.begins and not one.hidden for one in columns)
    start = None if is_drawn_apart else _value(row, column.begins, columns)
    begins = None if start is None else raw.moment(str(start))
    is_whole_day = bool(_value(row, column.whole_day, columns))
    end = raw.moment(str(value))
    return _due_time(end, begins, column, placed.width, today, dates, is_open, is_whole_day)


def _due_day(
    day: date, column: ListColumn, width: int, today: date, dates: DateFormat, is_open: bool
) -> list[Piece]:
    text = formats.day(day, today, dates)
    left = formats.days_left(day, today) if is_open else ""
    if left == "late":
        return _late(text, day, column, width)
    if len(text) + 1 + len(left) > width:
        left = ""
    air = width - len(text) - len(left) if left else 0
    return [(cut(text, width), "secondary"), (" " * air + left, "muted")]


def _due_time(
    end: datetime,
    start: datetime | None,
    column: ListColumn,
    width: int,
    today: date,
    dates: DateFormat,
    is_open: bool,
    is_whole_day: bool,
) -> list[Piece]:
    """When it begins, or is due if that is all there is; whether it is late is up to its end."""
    last = clock.local(end).date()
    is_late = is_open and (last < today or (not is_whole_day and end < clock.now()))
    moment = start or end
    day = clock.local(moment).date()
    text, time = formats.day(day, today, dates), formats.time(moment)
    if is_late:
        return _late(time if day == today else text, day, column, width)
    if is_open and day == today:
        if is_whole_day:
            return [("today", "secondary")]
        return [("today", "secondary"), (time.rjust(max(width - len("today"), 0)), "text")]
    if is_whole_day:
        return _due_day(day, column, width, today, dates, is_open and day > today)
    if len(text) + 1 + len(time) > width:
        return [(cut(text, width), "secondary")]
    return [(text, "secondary"), (time.rjust(width - len(text)), "secondary")]


def _late(text: str, day: date, column: ListColumn, width: int) -> list[Piece]:
    word = column.late_word
    if len(text) + 1 + len(word) > width:
        # Long ago: the year says enough, and the word must be there.
        text = str(day.year)
    air = max(width - len(text) - len(word), 1)
    return [(cut(f"{text}{' ' * air}{word}", width), "warning bold")]


@lru_cache(maxsize=256)
def _choice(options: type[Choice] | None, code: str | int) -> tuple[str, int]:
    """The label of a code and its place in the option set; an unknown code shows itself."""
    for place, option in enumerate(options or ()):
        if int(option) == code:
            return option.label, place
    return str(code), 1
