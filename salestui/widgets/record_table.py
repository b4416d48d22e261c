"""The one table of records: draws what is in sight, whatever the length of the list."""

import time
from collections.abc import Iterable, Sequence
from functools import partial
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.worker import Worker, WorkerState

from salestui import clock
from salestui.formats import DateFormat
from salestui.lifecycle.edits import lowered
from salestui.store.query import Order
from salestui.widgets.acting import bindings
from salestui.widgets.jump_targets import Target
from salestui.widgets.painting import RIGHT_MARGIN, TEXT_COLUMN, Cursor, Line, paint_line
from salestui.widgets.pane import Empty
from salestui.widgets.row_scroller import RowScroller
from salestui.widgets.row_source import Row, RowList, RowSource
from salestui.widgets.sorting import direction, order_after
from salestui.widgets.table_cells import column_at, head_pieces, row_pieces
from salestui.widgets.table_columns import Placed, lay_out
from salestui.widgets.table_rows import Marks, Rows
from salestui.widgets.theme import Paint
from salestui.widgets.toast import warn

HEAD = 2
"""Lines of the head: labels and rule."""
_WRITTEN_AFTER = 0.03
"""Seconds in which what was painted gets onto the terminal, before a thread competes with that."""
_DATE_WIDTHS: dict[DateFormat, dict[str, int]] = {
    "day-month": {},
    "month-day": {"date": 12, "due": 12},
    "iso": {"date": 10, "due": 15},
}


class TableMessage(Message):
    """News of a table."""

    def __init__(self, table: "RecordTable") -> None:
        super().__init__()
        self.table = table

    @property
    def control(self) -> "RecordTable":
        """The table, for `@on(RecordTable.Opened, "#id")`."""
        return self.table


class RecordTable(RowScroller):
    """Rows of a source with a cursor, marks and a sorted column.

    Fill it with `show`; when records changed, call `reload`. The cursor stays on its record. `dates` and
    `sign` say how dates look and what stands before money of the base currency.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("table")]
    head = HEAD
    DEFAULT_CSS = """
    RecordTable { width: 1fr; height: 1fr; }
    """

    class RecordMessage(TableMessage):
        """News about a record; None is no record."""

        def __init__(self, table: "RecordTable", record_id: str | None) -> None:
            super().__init__(table)
            self.record_id = record_id

    class Moved(RecordMessage):
        """The cursor stands on another record, or the record under it was read anew."""

    class Opened(RecordMessage):
        """Enter or a double click on a record."""

    class SortRequested(TableMessage):
        """The list is to be in this order."""

        def __init__(self, table: "RecordTable", order: Order) -> None:
            super().__init__(table)
            self.order = order

    class MarksChanged(TableMessage):
        """`count` records are marked, worth `amount` in 1/10000; None while that is not known."""

        def __init__(self, table: "RecordTable", count: int | None, amount: int | None) -> None:
            super().__init__(table)
            self.count = count
            self.amount = amount

    class Loaded(TableMessage):
        """Count and totals of the source are known, or changed."""

    class Scrolled(TableMessage):
        """Other rows are in sight: `first` to `last`, counted from 1."""

        def __init__(self, table: "RecordTable", first: int, last: int) -> None:
            super().__init__(table)
            self.first = first
            self.last = last

    class _TotalsKnown(Message):
        """From the thread that loads a source."""

        def __init__(self, source: RowSource) -> None:
            super().__init__()
            self.source = source

    def __init__(
        self,
        *,
        empty: Empty | None = None,
        dates: DateFormat = "day-month",
        sign: str = "",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.empty = empty
        self.dates = dates
        self.sign = sign
        self.is_opening = False
        """Whether a record was asked for that nobody has opened yet; who opens it takes this back."""
        self.marks = Marks()
        self._rows = Rows(RowList((), ()))
        self._wanted: str | None = None
        self._wants_end = False
        self._loading: Worker[None] | None = None
        self._placed: list[Placed] = []
        self._placed_for: tuple[object, ...] = ()
        self._said: tuple[int, int] = (0, 0)

    # What it holds

    @property
    def source(self) -> RowSource:
        """Where its rows come from."""
        return self._rows.source

    def show(
        self,
        source: RowSource,
        *,
        record_id: str | None = None,
        position: int = 0,
        keep_marks: bool = False,
    ) -> None:
        """Show other rows, with the cursor on a record, or where it was said to stand if it is not there."""
        if self.source is not source:
            self.source.close()
        self._rows = Rows(source)
        self._wanted = None
        self._wants_end = False
        if not keep_marks and self.marks:
            self.marks = Marks()
            self._tell_marks()
        self.top_row = 0
        self._put_back(record_id, position)
        self.refresh()
        self.moved()
        self.seen()
        self._load_behind()

    def reload(self) -> None:
        """Read the source anew, because records changed."""
        self._wanted = self._kept
        if self.source.refresh():
            self._take_loaded()
        else:
            self._rows.forget()
            self._load_behind(again=True)
            self.refresh()
            self.moved()
            self.seen()
        if self.marks:
            self.marks = self.marks.only(self.source.containing(self.marks.ids))
            self._tell_marks()

    @property
    def _kept(self) -> str | None:
        """The record that the cursor is to stand on: the one looked for, or else the one it stands on."""
        return self._wanted if self._wanted is not None else self.record_id

    def _put_back(self, record_id: str | None, position: int) -> None:
        """The cursor onto a record, as far down the screen as before; where it was if the record is gone."""
        found = self._rows.position_of(record_id, position) if record_id is not None else None
        if found is None and record_id is not None and not self.source.is_loaded:
            self._wanted = record_id
        height = position - self.top_row
        self.cursor_row = max(self._rows.nearest(position if found is None else found), 0)
        self.have_on_top(self.cursor_row - height)

    def _load_behind(self, again: bool = False) -> None:
        """Have a thread load the rest of the source, once what is in sight is on the screen."""
        source = self.source
        if source.is_loaded and not again:
            self.post_message(self.Loaded(self))
            return

        def tell() -> None:
            self.post_message(self._TotalsKnown(source))

        def load() -> None:
            time.sleep(_WRITTEN_AFTER)
            source.load(tell)

        def start() -> None:
            if source is self.source:
                self._loading = self.run_worker(load, thread=True, group="load", exit_on_error=False)

        self.call_after_refresh(start)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """The order of all rows is known, or can't be."""
        if event.worker is not self._loading or not event.worker.is_finished:
            return
        event.stop()
        self._loading = None
        if event.state is WorkerState.SUCCESS:
            self._take_loaded()
        elif event.state is WorkerState.ERROR:
            warn(self, f"the whole list can't be read: {event.worker.error}", "error")

    def _take_loaded(self) -> None:
        wanted = self._kept  # before its row is forgotten, for another may stand there now
        self._rows.forget()
        self._wanted = None
        if self._wants_end:
            self._wants_end = False
            self.cursor_row = max(self._rows.length - 1, 0)
            self.have_on_top(self.top_row)
        else:
            self._put_back(wanted, self.cursor_row)
        self.post_message(self.Loaded(self))
        if self.marks:
            self._tell_marks()
        self.refresh()
        self.moved()
        self.seen()

    def on_record_table__totals_known(self, event: _TotalsKnown) -> None:
        """The length is known before the order."""
        if event.source is self.source:
            if self._wants_end:
                self.action_last()
            self.post_message(self.Loaded(self))
            self.refresh()

    # The cursor

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self._rows.at(self.cursor_row)

    @property
    def record_id(self) -> str | None:
        """The id of the record under the cursor."""
        row = self.row
        return None if row is None else str(row[0])

    def value(self, key: str) -> str | int | None:
        """What the row under the cursor has in a column; None if it, or the list, has none."""
        row = self.row
        place = next((at for at, one in enumerate(self.source.columns, start=1) if one.key == key), None)
        return None if row is None or place is None else row[place]

    def select(self, record_id: str) -> None:
        """Put the cursor on a record; if that can't be found yet, once the order of all rows is known."""
        self.moved_by_hand()
        self._put_back(record_id, self.cursor_row)
        self.refresh()
        self.moved()
        self.seen()

    @property
    def length(self) -> int:
        """How many rows there are, as far as that is known."""
        return self._rows.length

    def nearest(self, position: int) -> int:
        """The position, or the last one before it that has a row."""
        return self._rows.nearest(position)

    def moved_by_hand(self) -> None:
        """Where the cursor was to go is not wanted any more."""
        self._wanted = None
        self._wants_end = False

    def moved(self) -> None:
        """Tell what it stands on."""
        self.post_message(self.Moved(self, self.record_id))

    def seen(self) -> None:
        """Tell what is in sight."""
        last = min(self.top_row + self.body, self.length)
        seen = (self.top_row + 1, last) if last else (0, 0)
        if seen != self._said:
            self._said = seen
            self.post_message(self.Scrolled(self, *seen))

    def action_last(self) -> None:
        """The cursor to the last row; once the length of the list is known, if it is not yet."""
        if self.source.count is None:
            self._wants_end = True
        else:
            super().action_last()

    def action_open(self) -> None:
        """Open the record under the cursor."""
        if self.record_id is not None:
            self.is_opening = True
            self.post_message(self.Opened(self, self.record_id))

    # Marks and order

    def action_mark(self) -> None:
        """Mark the row under the cursor or take its mark away, and go to the next one."""
        if self.record_id is not None:
            self.marks = self.marks.turned(self.record_id)
            self.refresh_row(self.cursor_row)
            self._tell_marks()
            self.action_down()

    def action_mark_all(self) -> None:
        """Mark every row; with any marks, take them all away."""
        self.marks = Marks(everything=self.marks.count(self.source) == 0)
        self.refresh()
        self._tell_marks()

    def marked_rows(self) -> Sequence[Row]:
        """The marked rows in the order of the list. Raises TooManyMarked for more than one command takes."""
        return self.marks.rows(self.source)

    def _tell_marks(self) -> None:
        count, amount = self.marks.count(self.source), self.marks.amount(self.source)
        self.post_message(self.MarksChanged(self, count, amount))

    def action_sort(self) -> None:
        """Choose the column to sort by."""
        from salestui.widgets.sort_chooser import SortChooser

        self.app.push_screen(SortChooser(self.source.columns, self._sorted_by), self._sort_by)

    @property
    def _sorted_by(self) -> Order | None:
        return self.source.order[0] if self.source.order else None

    def _sort_by(self, column_key: str | None) -> None:
        column = next((one for one in self.source.columns if one.key == column_key), None)
        if column is not None:
            self.post_message(self.SortRequested(self, order_after(column, self._sorted_by)))

    def why_not(self, action_id: str) -> str | None:
        """Without rows there is nothing to open or to mark."""
        if action_id in ("pane.open", "table.mark", "table.mark_all") and self.record_id is None:
            return f"nothing is here to {'open' if action_id == 'pane.open' else 'mark'}"
        return super().why_not(action_id)

    def note(self, action_id: str) -> str | None:
        """The order as it is."""
        order = self._sorted_by
        if action_id == "table.sort" and order is not None:
            column = next((one for one in self.source.columns if one.key == order.column), None)
            if column is not None:
                return f"now by {lowered(column.label)}, {direction(column, order.descending)}"
        return super().note(action_id)

    def jump_targets(self) -> Iterable[Target]:
        """The labels of the columns, each of which sorts."""
        for one in self._columns():
            region = Region(self.region.x + TEXT_COLUMN + one.x, self.region.y, one.width, 1)
            yield Target(one.column.head or one.column.label, region, partial(self._sort_by, one.column.key))

    # Drawing

    def _columns(self) -> list[Placed]:
        """The columns that have room."""
        asked = (self.source.columns, self.size.width)
        if self._placed_for != asked:
            room = max(self.size.width - TEXT_COLUMN - RIGHT_MARGIN, 1)
            self._placed = lay_out(self.source.columns, room, _DATE_WIDTHS[self.dates])
            self._placed_for = asked
        return self._placed

    def draw(self, y: int, paint: Paint) -> Strip:
        """Labels, rule, rows; what an empty list says."""
        if y == 0:
            order = self._sorted_by
            sign = "" if order is None else "▾" if order.descending else "▴"
            labels = head_pieces(self._columns(), order.column if order else "", sign)
            return self._paint(paint, Line(labels), margin=RIGHT_MARGIN - 1)
        if y < HEAD:
            return self._paint(paint, Line(rule=True))
        return self._draw_row(self.top_row + y - HEAD, paint, thumb=y - HEAD in self.thumb())

    def _draw_row(self, position: int, paint: Paint, thumb: bool) -> Strip:
        count = self.source.count
        row = self._rows.at(position) if count is None or position < count else None
        if row is None:
            said = self.empty.lines() if self.empty is not None and count == 0 else []
            return self._paint(paint, said[position] if position < len(said) else Line(), thumb=thumb)
        cursor: Cursor = ""
        if position == self.cursor_row:
            cursor = "focus" if self.has_focus else "blurred"
        pieces = row_pieces(
            row,
            self._columns(),
            self.source.columns,
            clock.today(),
            self.dates,
            self.sign,
            cursor == "focus",
        )
        return self._paint(paint, Line(pieces), cursor, row[0] in self.marks, thumb)

    def _paint(
        self,
        paint: Paint,
        line: Line,
        cursor: Cursor = "",
        marked: bool = False,
        thumb: bool = False,
        margin: int = RIGHT_MARGIN,
    ) -> Strip:
        return paint_line(
            paint,
            line,
            self.size.width,
            focused=self.has_focus,
            cursor=cursor,
            marked=marked,
            thumb=thumb,
            margin=margin,
        )

    # Events

    def on_unmount(self) -> None:
        """Nobody waits for the rest of a list that is gone."""
        self.source.close()

    def on_click(self, event: events.Click) -> None:
        """A click on a label sorts, one on a row goes there, one beside it marks, a double click opens."""
        if event.y == 0:
            column = column_at(self._columns(), event.x - TEXT_COLUMN)
            self._sort_by(column.key if column is not None else None)
        position = self.top_row + event.y - HEAD
        if event.y < HEAD or event.x == self.size.width - 1 or self._rows.at(position) is None:
            return
        self.move_to(position)
        if event.x < TEXT_COLUMN:
            self.action_mark()
        elif event.chain >= 2:
            self.action_open()
