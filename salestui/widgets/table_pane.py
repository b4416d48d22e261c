"""A pane of few rows in columns: those that don't fit are told in words on a second line of the row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from salestui.safe_text import clean
from salestui.widgets.painting import RIGHT_MARGIN, Line, Piece, Pieces, cells, cut, fit
from salestui.widgets.pane import Empty, Entry, Item, Pane, Section

_GAP, _WIDEST_GAP = 2, 6


@dataclass(frozen=True, slots=True)
class Column:
    """A column. The one with `least` > 0 takes the room that others leave, and never less than that.

    `drop` says how early it gives way, 1 first, 0 never. Then its text is told below in the words of
    `told`, such as "{} each"; "" leaves it out. `width` is its own, instead of that of its longest text.
    """

    key: str
    label: str
    align: Literal["left", "right"] = "left"
    least: int = 0
    drop: int = 0
    told: str = "{}"
    width: int = 0


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: a piece for each column that has something to say, and what stands below it in any case."""

    id: str
    values: Mapping[str, Piece]
    below: Pieces = ()


@dataclass(frozen=True, slots=True)
class _Layout:
    """The columns that are shown at a width, and how wide each is and the gap before it."""

    columns: tuple[Column, ...]
    widths: tuple[int, ...]
    gap: int
    dropped: tuple[Column, ...]

    @property
    def indent(self) -> int:
        """Where the column that takes the room starts."""
        at = next((index for index, column in enumerate(self.columns) if column.least), 0)
        return sum(width + _GAP for width in self.widths[:at])

    def line(self, values: Mapping[str, Piece]) -> Line:
        """The cells of a row side by side."""
        pieces: list[Piece] = []
        for index, (column, width) in enumerate(zip(self.columns, self.widths, strict=True)):
            text, spec = values.get(column.key, ("", "text"))
            if index:
                pieces.append((" " * self._before(index), "text"))
            pieces.append((fit(text, width, column.align), spec))
        return Line(pieces)

    def _before(self, index: int) -> int:
        # What stands before the column that takes the room belongs to it: a number, a sign.
        leads = any(column.least for column in self.columns[index:])
        return _GAP if leads else self.gap


def flow(texts: Sequence[Piece], width: int) -> list[list[Piece]]:
    """The texts one after the other with commas between them, in as many lines as they need."""
    lines: list[list[Piece]] = []
    for text, spec in texts:
        if lines and cells(lines[-1]) + 3 + cells([(text, spec)]) <= width:
            lines[-1] += [(", ", "muted"), (text, spec)]
        else:
            if lines:
                lines[-1].append((",", "muted"))
            lines.append([(text, spec)])
    return lines


class TablePane(Pane):
    """Rows in columns under a head and a rule; fill it with `fill`.

    `later` names what its rows are, when opening one of them comes with a later version.
    """

    columns: tuple[Column, ...] = ()
    has_head = True
    tells_more = True
    later = ""

    def __init__(
        self,
        title: str = "",
        *,
        empty: Empty | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(title, empty=empty, id=id, classes=classes)
        self._table: Sequence[TableRow] = ()
        self._layouts: dict[int, _Layout] = {}

    def fill(self, rows: Sequence[TableRow], after: Sequence[Entry] = ()) -> None:
        """Show these rows, and other entries after them, which are not counted."""
        self._table = rows
        self._layouts = {}
        self.show([*(Item(row.id, partial(self._lines, row)) for row in rows), *after], len(rows))

    def fill_sections(
        self, sections: Sequence[tuple[Section, Sequence[TableRow]]], after: Sequence[Entry], count: int
    ) -> None:
        """Show rows under titles, in the same columns, and other entries after them; `count` is of all."""
        self._table = [row for _, rows in sections for row in rows]
        self._layouts = {}
        shown: list[Entry] = []
        for section, rows in sections:
            shown += [section, *(Item(row.id, partial(self._lines, row)) for row in rows)]
        self.show([*shown, *after], count)

    def why_not(self, action_id: str) -> str | None:
        """What can't be opened yet."""
        if action_id == "pane.open" and self.later and self.current is not None:
            return f"{self.later} open with a later version"
        return super().why_not(action_id)

    def header(self) -> list[Line]:
        """The title, then the names of the columns over a rule."""
        if not self.count or not self.has_head:
            return super().header()
        room = max(self.size.width - self.indent - RIGHT_MARGIN, 1)
        names = {column.key: (column.label.upper(), "muted bold") for column in self.columns}
        return [*super().header(), self._layout(room).line(names), Line(rule=True)]

    def _lines(self, row: TableRow, room: int) -> list[Line]:
        layout = self._layout(room)
        lines = [layout.line(row.values)]
        told = [
            (column.told.format(cut(text, room)), spec if "warning" in spec else "muted")
            for column in layout.dropped
            for text, spec in [row.values.get(column.key, ("", ""))]
            if column.told and text not in ("", "–")
        ]
        air = (" " * layout.indent, "text")
        lines += [Line([air, *pieces]) for pieces in flow(told, room - layout.indent)]
        if row.below:
            lines.append(Line([air, *row.below]))
        return lines

    def _layout(self, room: int) -> _Layout:
        if room not in self._layouts:
            if len(self._layouts) > 4:
                self._layouts.clear()
            self._layouts[room] = self._lay_out_columns(room)
        return self._layouts[room]

    def _lay_out_columns(self, room: int) -> _Layout:
        natural = {column.key: self._natural(column, room) for column in self.columns}
        levels = sorted({column.drop for column in self.columns if column.drop})
        for level in [0, *levels]:
            shown = tuple(column for column in self.columns if not 0 < column.drop <= level)
            fixed = sum(natural[column.key] for column in shown if not column.least)
            least = sum(min(column.least, natural[column.key]) for column in shown)
            spare = room - fixed - least - _GAP * (len(shown) - 1)
            if spare >= 0:
                break
        wanted = sum(max(natural[column.key] - column.least, 0) for column in shown if column.least)
        after = max(len(shown) - 1 - next((i for i, one in enumerate(shown) if one.least), 0), 1)
        gap = _GAP + max(min((spare - wanted) // after, _WIDEST_GAP - _GAP), 0)
        taking = max(least + spare - (gap - _GAP) * after, 1)
        widths = tuple(taking if column.least else natural[column.key] for column in shown)
        dropped = tuple(column for column in self.columns if column not in shown)
        return _Layout(shown, widths, gap, dropped)

    def _natural(self, column: Column, room: int) -> int:
        if column.width:
            return column.width
        texts = [row.values[column.key][0] for row in self._table if column.key in row.values]
        longest = max((cells([(cut(clean(text[: 4 * room]), room), "")]) for text in texts), default=0)
        label = cells([(column.label, "")]) if self.has_head else 0
        return max(longest, label)
