"""A window on rows of one line each: a cursor that stays in sight, by keys, wheel and scroll thumb."""

from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Region

from salestui.widgets.acting import Acting, bindings
from salestui.widgets.lines import LineWidget
from salestui.widgets.painting import WHEEL, thumb


class RowScroller(Acting, LineWidget, can_focus=True):
    """Knows where the cursor stands and which row is on top; what the rows are is its subclass's business.

    Subclasses give `length`, `nearest` and `head` lines above the rows, and hear of what happened by `moved`,
    `seen` and `moved_by_hand`.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("pane")]
    head: ClassVar[int] = 0
    """Lines above the rows."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.cursor_row = 0
        """Where the cursor stands, counted from 0."""
        self.top_row = 0
        """Which row is the first one in sight."""
        self._drags = False

    @property
    def length(self) -> int:
        """How many rows there are, as far as that is known."""
        raise NotImplementedError

    def nearest(self, position: int) -> int:
        """The position, or the last one before it that has a row; -1 without rows."""
        raise NotImplementedError

    def moved(self) -> None:
        """The cursor stands on another row."""

    def seen(self) -> None:
        """Other rows may be in sight."""

    def moved_by_hand(self) -> None:
        """A key or the mouse moves the cursor, wherever it was to go."""

    @property
    def body(self) -> int:
        """How many rows fit."""
        return max(self.size.height - self.head, 1)

    # Moving

    def have_on_top(self, top: int) -> None:
        """Have this row on top, as far as the cursor stays in sight and no line stays empty."""
        if not self.size.height:
            return  # it will be fitted once it has a size
        lowest = max(self.length - self.body, 0)
        self.top_row = max(min(max(top, self.cursor_row - self.body + 1), self.cursor_row, lowest), 0)

    def move_to(self, position: int) -> None:
        """Put the cursor on the row at a position, or the nearest one before it."""
        before, top = self.cursor_row, self.top_row
        self.moved_by_hand()
        self.cursor_row = max(self.nearest(position), 0)
        self.have_on_top(self.top_row)
        self._show_move(before, top)

    def scroll_rows(self, rows: int) -> None:
        """Scroll; the cursor goes along when it would get out of sight."""
        before, top = self.cursor_row, self.top_row
        self.moved_by_hand()
        last = self.nearest(top + self.body - 1 + max(rows, 0))
        self.top_row = max(min(top + rows, last - self.body + 1), 0)
        self.cursor_row = max(min(max(before, self.top_row), self.top_row + self.body - 1, last), 0)
        self._show_move(before, top)

    def _show_move(self, before: int, top: int) -> None:
        if self.top_row != top:
            self.refresh()
        elif self.cursor_row != before:
            self.refresh_row(before)
            self.refresh_row(self.cursor_row)
        if self.cursor_row != before:
            self.moved()
        self.seen()

    def refresh_row(self, position: int) -> None:
        """Draw one row again."""
        self.refresh(Region(0, position - self.top_row + self.head, self.size.width, 1))

    def action_down(self) -> None:
        """The cursor to the next row."""
        self.move_to(self.cursor_row + 1)

    def action_up(self) -> None:
        """The cursor to the row before."""
        self.move_to(self.cursor_row - 1)

    def action_page_down(self) -> None:
        """The cursor a page further."""
        self.move_to(self.cursor_row + self.body)

    def action_page_up(self) -> None:
        """The cursor a page back."""
        self.move_to(self.cursor_row - self.body)

    def action_first(self) -> None:
        """The cursor to the first row."""
        self.move_to(0)

    def action_last(self) -> None:
        """The cursor to the last row."""
        self.move_to(self.length - 1)

    def action_open(self) -> None:
        """Open what the cursor stands on."""
        raise NotImplementedError

    # The thumb and the mouse

    def thumb(self) -> range:
        """The lines of the body at which the scroll thumb stands; none when all rows fit."""
        return thumb(self.top_row, self.body, self.length)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """The scroll thumb can be dragged."""
        if event.x == self.size.width - 1 and event.y >= self.head and self.thumb():
            self._drags = True
            self.capture_mouse()
            self.suppress_click()  # letting go of the thumb on a row or label is not meant for that
            self._drag_to(event.y)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """While it is dragged the list follows."""
        if self._drags:
            self._drag_to(event.y)

    def on_mouse_up(self) -> None:
        """The thumb is let go."""
        if self._drags:
            self._drags = False
            self.release_mouse()

    def _drag_to(self, y: int) -> None:
        """The part of the list that is as far down as the mouse is in the body."""
        share = min(max((y - self.head) / max(self.body - 1, 1), 0), 1)
        self.scroll_rows(round(share * (self.length - self.body)) - self.top_row)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll down."""
        event.stop()
        self.scroll_rows(WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll back."""
        event.stop()
        self.scroll_rows(-WHEEL)

    # Other events

    def on_focus(self) -> None:
        """The rail and the cursor show."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor stays, in grey."""
        self.refresh()

    def on_resize(self) -> None:
        """Another height may hide the cursor's row, or leave room for rows above."""
        self.have_on_top(self.top_row)
        self.refresh()
        self.seen()
