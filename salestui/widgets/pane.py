"""The base of every pane: a title with its count, rows drawn as lines, one of them under the cursor."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from salestui.lifecycle.refs import RecordRef
from salestui.widgets.acting import Acting, bindings
from salestui.widgets.lines import LineWidget
from salestui.widgets.painting import (
    RIGHT_MARGIN,
    TEXT_COLUMN,
    WHEEL,
    Cursor,
    Line,
    Pieces,
    paint_line,
    thumb,
)
from salestui.widgets.pane_rows import Empty, Entry, Item, Lines, Section, Words, lead, title_line
from salestui.widgets.theme import Paint

__all__ = ["Empty", "Entry", "Item", "ItemMessage", "Lines", "Pane", "Section", "Words", "title_line"]


class ItemMessage(Message):
    """News about an item of a pane."""

    def __init__(self, pane: "Pane", item: Item) -> None:
        super().__init__()
        self.pane = pane
        self.item = item

    @property
    def control(self) -> "Pane":
        """The pane, for `@on(Pane.Opened, "#id")`."""
        return self.pane


class Pane(Acting, LineWidget, can_focus=True):
    """A list of rows with a cursor, drawn line by line without a widget per row.

    Fill it with `show`. It keeps the cursor on the same item by its id, or near it if that is gone.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("pane")]
    DEFAULT_CSS = """
    Pane { width: 1fr; height: 1fr; }
    """

    indent: ClassVar[int] = TEXT_COLUMN
    """The column where text starts; the rail, the mark and air come before it."""

    tells_more: ClassVar[bool] = False
    """Whether its last row says how many items are below it, when some are."""

    title = reactive("", layout=True)
    count: reactive[int | None] = reactive(None)
    aside: reactive[Pieces] = reactive(())
    alert = reactive(False)

    class Opened(ItemMessage):
        """Enter or a double click on an item."""

    class Moved(ItemMessage):
        """The cursor stands on another item."""

    def __init__(
        self,
        title: str = "",
        *,
        empty: Empty | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.set_reactive(Pane.title, title)
        self.empty = empty
        self._entries: Sequence[Entry] = ()
        self._cursor = -1
        self._top = 0
        self._visited = False
        self._rows: Sequence[tuple[int, Line]] = ()
        self._starts: dict[int, int] = {}
        self._laid_for = -1

    # What it holds

    def show(self, entries: Sequence[Entry], count: int | None = None) -> None:
        """Show these rows. `count` goes beside the title; without it the items are counted."""
        before = self.current
        items = {entry.id: index for index, entry in enumerate(entries) if isinstance(entry, Item)}
        self._entries = entries
        self._laid_for, self._rows, self._starts = -1, (), {}
        self.count = len(items) if count is None else count
        if before is not None and before.id in items:
            self._cursor = items[before.id]
        else:
            wanted = max(self._cursor, 0)
            self._cursor = min(items.values(), key=lambda index: abs(index - wanted), default=-1)
        self._keep_cursor_in_sight()
        self.refresh(layout=self.styles.auto_dimensions)
        after = self.current
        if after is not None and (before is None or after.id != before.id):
            self.post_message(self.Moved(self, after))

    @property
    def entries(self) -> Sequence[Entry]:
        """What was last shown."""
        return self._entries

    @property
    def current(self) -> Item | None:
        """The item under the cursor."""
        if 0 <= self._cursor < len(self._entries):
            entry = self._entries[self._cursor]
            return entry if isinstance(entry, Item) else None
        return None

    def current_ref(self) -> RecordRef | None:
        """The record that the item under the cursor stands for, where commands work on it."""
        return None

    def select(self, item_id: str) -> bool:
        """Put the cursor on the item with this id; False if there is none."""
        for index, entry in enumerate(self._entries):
            if isinstance(entry, Item) and entry.id == item_id:
                self._move_to(index)
                return True
        return False

    def row_of(self, item_id: str) -> int | None:
        """In which row of the pane an item begins, be it out of sight; None if there is no such item."""
        self._lay_out()
        for index, start in self._starts.items():
            entry = self._entries[index]
            if isinstance(entry, Item) and entry.id == item_id:
                return start - self._top + len(self.header())
        return None

    @property
    def active(self) -> bool:
        """Whether it is drawn as the pane that has the keys: rail, accent title and cursor."""
        return self.has_focus

    def header(self) -> list[Line]:
        """The lines that stay while the rows scroll."""
        if not self.title:
            return []
        return [self.title_row("accent" if self.active else "warning" if self.alert else "muted"), Line()]

    def title_row(self, role: str) -> Line:
        """The title with its count."""
        return title_line(self.title, self.count, self.aside, role, role)

    # Laying out and drawing

    def _lay_out(self) -> Sequence[tuple[int, Line]]:
        width = self.size.width
        if width and self._laid_for != width:
            self._laid_for = width
            self._rows, self._starts = self._rows_for(width)
        return self._rows

    def _rows_for(self, width: int) -> tuple[Sequence[tuple[int, Line]], dict[int, int]]:
        """Each line with the index of its entry (-1: of none), and at which line each item starts."""
        room = max(width - self.indent - RIGHT_MARGIN, 1)
        rows: list[tuple[int, Line]] = []
        starts: dict[int, int] = {}
        for index, entry in enumerate(self._entries):
            if isinstance(entry, Section):
                if rows:
                    rows.append((index, Line()))
                rows.append((index, entry.line()))
                continue
            starts[index] = len(rows)
            lines = entry.lines(room) if callable(entry.lines) else entry.lines
            rows.extend((index, line) for line in lines)
        if not self._entries and self.empty is not None:
            rows.extend((-1, line) for line in self.empty.lines())
        return rows, starts

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """All its lines, for `height: auto`."""
        return len(self.header()) + len(self._rows_for(width)[0])

    @property
    def _body(self) -> int:
        """Rows for the entries; the one that tells of more is kept free as long as not all fit."""
        room = self.size.height - len(self.header())
        if self.tells_more and len(self._lay_out()) > room > 2:
            room -= 1
        return max(room, 1)

    def _below(self) -> Line:
        stop = self._top + self._body
        below = sum(start >= stop for start in self._starts.values())
        return Line([(f"↓ {below:,} more below", "muted")]) if below else Line()

    def draw(self, y: int, paint: Paint) -> Strip:
        """One line of the pane."""
        header = self.header()
        if y < len(header):
            return self._paint(paint, header[y])
        rows = self._lay_out()
        in_thumb = y - len(header) in thumb(self._top, self._body, len(rows))
        at = self._top + y - len(header)
        if y - len(header) >= self._body:
            return self._paint(paint, self._below())
        if at >= len(rows):
            return self._paint(paint, Line(), thumb=in_thumb)
        index, line = rows[at]
        entry = self._entries[index] if index >= 0 else None
        if not isinstance(entry, Item):
            return self._paint(paint, line, thumb=in_thumb)
        cursor: Cursor = ""
        if index == self._cursor:
            cursor = "focus" if self.active else "blurred" if self._visited else ""
        if cursor == "focus" and at == self._starts[index]:
            line = lead(line)
        return self._paint(paint, line, cursor=cursor, entry=entry, thumb=in_thumb)

    def _paint(
        self, paint: Paint, line: Line, *, cursor: Cursor = "", entry: Item | None = None, thumb: bool = False
    ) -> Strip:
        return paint_line(
            paint,
            line,
            self.size.width,
            focused=self.active,
            cursor=cursor,
            marked=entry is not None and entry.marked,
            ground=entry.ground if entry is not None else "",
            thumb=thumb,
            indent=self.indent,
        )

    # Moving

    def _items(self) -> list[int]:
        return [index for index, entry in enumerate(self._entries) if isinstance(entry, Item)]

    def _move_to(self, index: int) -> None:
        if index == self._cursor:
            return
        before, top = self._cursor, self._top
        self._cursor = index
        self._keep_cursor_in_sight()
        if self._top != top:
            self.refresh()
        else:
            self._refresh_rows(before)
            self._refresh_rows(index)
        item = self.current
        if item is not None:
            self.post_message(self.Moved(self, item))

    def _refresh_rows(self, index: int) -> None:
        self._lay_out()
        start = self._starts.get(index)
        if start is not None:
            y = start - self._top + len(self.header())
            self.refresh(Region(0, y, self.size.width, self._end(index, start) - start))

    def _end(self, index: int, start: int) -> int:
        """Where the lines of an item end that start there."""
        rows, stop = self._lay_out(), start
        while stop < len(rows) and rows[stop][0] == index:
            stop += 1
        return stop

    def _keep_cursor_in_sight(self) -> None:
        rows, body = self._lay_out(), self._body
        start = self._starts.get(self._cursor, 0)
        stop = self._end(self._cursor, start)
        if start == min(self._starts.values(), default=0):
            start = 0
        # Of an item taller than the pane any part may be in sight.
        highest, lowest = sorted((start, stop - body))
        self._top = max(min(max(self._top, highest), lowest, len(rows) - body), 0)

    def _step(self, forwards: bool, lines: int = 1) -> None:
        self._lay_out()
        items = self._items()
        start = self._starts.get(self._cursor)
        if not items or start is None:
            self._scroll_by(lines if forwards else -lines)
            return
        end = self._end(self._cursor, start)
        hidden = end - self._top - self._body if forwards else self._top - start
        if end - start > self._body >= lines and hidden > 0:
            # The item under the cursor is taller than the pane: its other lines come first.
            self._scroll_by(min(lines, hidden) if forwards else -min(lines, hidden))
            return
        if forwards:
            further = [index for index in items if index > self._cursor]
            beyond = [index for index in further if self._starts[index] >= start + lines]
            target = beyond[0] if beyond else items[-1]
        else:
            further = [index for index in items if index < self._cursor]
            beyond = [index for index in further if self._starts[index] <= start - lines]
            target = beyond[-1] if beyond else items[0]
        if target == self._cursor:
            self._scroll_by(lines if forwards else -lines)
        self._move_to(target)

    def _scroll_by(self, lines: int) -> bool:
        top = max(min(self._top + lines, len(self._lay_out()) - self._body), 0)
        moved = top != self._top
        self._top = top
        if moved:
            self.refresh()
        return moved

    def action_down(self) -> None:
        """The cursor to the next item."""
        self._step(True)

    def action_up(self) -> None:
        """The cursor to the item before."""
        self._step(False)

    def action_page_down(self) -> None:
        """The cursor a page further."""
        self._step(True, self._body)

    def action_page_up(self) -> None:
        """The cursor a page back."""
        self._step(False, self._body)

    def action_first(self) -> None:
        """The cursor to the first item."""
        self._step(False, len(self._lay_out()) + 1)

    def action_last(self) -> None:
        """The cursor to the last item."""
        self._step(True, len(self._lay_out()) + 1)

    def action_open(self) -> None:
        """Open the item under the cursor."""
        if self.current is not None:
            self.post_message(self.Opened(self, self.current))

    def why_not(self, action_id: str) -> str | None:
        """Nothing opens in an empty pane."""
        if action_id == "pane.open" and self.current is None:
            return "nothing is here to open"
        return super().why_not(action_id)

    # Events

    def on_focus(self) -> None:
        """The rail and the cursor show."""
        self._visited = True
        self.refresh()

    def on_blur(self) -> None:
        """The cursor stays, in grey."""
        self.refresh()

    def on_resize(self) -> None:
        """Another height may hide the cursor's row, or leave room for rows above."""
        top = self._top
        self._keep_cursor_in_sight()
        if self._top != top:
            self.refresh()

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor, a double click opens, one beside the text scrolls."""
        rows, body = self._lay_out(), self._body
        y = event.y - len(self.header())
        if event.x == self.size.width - 1 and len(rows) > body and y >= 0:
            self._scroll_by(round((len(rows) - body) * y / max(body - 1, 1)) - self._top)
            return
        at = self._top + y
        if not (y >= 0 and at < len(rows) and rows[at][0] in self._starts):
            return
        index = rows[at][0]
        if isinstance(self._entries[index], Item):
            self._move_to(index)
            if event.chain >= 2:
                self.action_open()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll, unless everything is in sight: then what holds the pane may scroll."""
        if self._scroll_by(WHEEL):
            event.stop()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll back."""
        if self._scroll_by(-WHEEL):
            event.stop()
