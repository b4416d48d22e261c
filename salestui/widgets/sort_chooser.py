"""The dialog that asks by which column a list is to be sorted."""

from collections.abc import Sequence

from salestui.store.query import ListColumn, Order
from salestui.widgets.chooser import Chooser
from salestui.widgets.dialog import Heading
from salestui.widgets.painting import Line, Piece
from salestui.widgets.pane import Entry, Item
from salestui.widgets.sorting import direction, order_after


class SortChooser(Chooser):
    """Answers with the key of a column. The cursor starts on the one that sorts now: Enter turns it round."""

    DEFAULT_CSS = """
    SortChooser #panel { width: 64; height: auto; }
    SortChooser ChoiceList { height: auto; max-height: 20; }
    """
    placeholder = "type a column's name"

    def __init__(self, columns: Sequence[ListColumn], now: Order | None) -> None:
        super().__init__()
        self._columns = [column for column in columns if not column.hidden]
        self._now = now
        self.start = now.column if now is not None else ""
        self.words = {**self.words, "choose.take": "sort", "app.help": ""}

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
        left: list[Piece] = [("● ", "accent"), (column.label, "text"), (f"  now {now}", "secondary")]
        return Item(column.key, [Line(left, [(f"turn: {to_come}", "muted")])])
