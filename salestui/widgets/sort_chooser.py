"""The dialog that asks by which column a list is to be sorted."""

from collections.abc import Sequence

from textual import events

from salestui.store.query import ListColumn, Order
from salestui.widgets.chooser import Chooser
from salestui.widgets.dialog import Heading
from salestui.widgets.painting import Line, Piece, cells
from salestui.widgets.pane import Entry, Item
from salestui.widgets.sorting import direction, order_after

_AROUND = 9
"""Rows of the dialog besides its list."""


class SortChooser(Chooser):
    """Answers with the key of a column. The cursor starts on the one that sorts now: Enter turns it round."""

    DEFAULT_CSS = """
    SortChooser #panel { width: 64; height: auto; }
    SortChooser ChoiceList { height: auto; }
    """
    placeholder = "type a column's name"

    def __init__(self, columns: Sequence[ListColumn], now: Order | None) -> None:
        super().__init__()
        self._columns = [column for column in columns if not column.hidden]
        self._now = now
        self.start = now.column if now is not None else ""
        self.words = {**self.words, "choose.take": "sort", "app.help": ""}

    def on_resize(self, event: events.Resize) -> None:
        """In a low terminal the list scrolls, so that its cursor and the keys below it stay in sight."""
        height = event.size.height if self.has_class("-full") else event.size.height * 9 // 10
        self.choices.styles.max_height = max(height - _AROUND, 1)

    def heading(self) -> Heading:
        """The question."""
        return Heading("sort by")

    def rows(self, typed: str) -> Sequence[Entry]:
        """The columns with this text in their label."""
        wanted = typed.strip().casefold()
        return [self._row(column) for column in self._columns if wanted in column.label.casefold()]

    def _row(self, column: ListColumn) -> Item:
        order = order_after(column, self._now)
        to_come = direction(column, order.descending)
        if self._now is None or self._now.column != column.key:
            return Item(column.key, [Line([("  ", "text"), (column.label, "text")], [(to_come, "muted")])])
        now = direction(column, self._now.descending)
        name: list[Piece] = [("● ", "accent"), (column.label, "text")]
        told: list[Piece] = [*name, (f"  now {now}", "secondary")]
        turn: list[Piece] = [(f"turn: {to_come}", "muted")]

        def lines(room: int) -> list[Line]:
            return [Line(told if cells(told) + 2 + cells(turn) <= room else name, turn)]

        return Item(column.key, lines)
