"""The calendar of a day, a week or a month, with a cursor on its half hours, days and activities."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from salestui import clock
from salestui.lifecycle import calendar
from salestui.lifecycle.calendar import Item, Span, Whose
from salestui.widgets import calendar_words
from salestui.widgets.acting import Acting, bindings
from salestui.widgets.calendar_cursor import CalendarCursor
from salestui.widgets.calendar_layout import SLOT, DayPlan, slot_at
from salestui.widgets.calendar_page import CalendarPage
from salestui.widgets.calendar_parts import Drawn
from salestui.widgets.calendar_words import SPANS
from salestui.widgets.desk import Desk
from salestui.widgets.jump_targets import Target
from salestui.widgets.lines import LineWidget
from salestui.widgets.painting import TEXT_COLUMN, WHEEL, Line, cells, paint_line
from salestui.widgets.theme import Paint


class CalendarPane(Acting, LineWidget, can_focus=True):
    """Shows the days around the cursor, read anew whenever they are other ones."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("calendar")]
    DEFAULT_CSS = """
    CalendarPane { width: 1fr; height: 1fr; margin-top: 1; }
    """
    whose: reactive[Whose] = reactive("mine")

    class Moved(Message):
        """The cursor is elsewhere, or what is under it changed."""

    class Opened(Message):
        """An activity is to be opened."""

        def __init__(self, item: Item) -> None:
            super().__init__()
            self.item = item

    class ShiftRequested(Message):
        """An activity is to be moved by so many days and minutes."""

        def __init__(self, item: Item, days: int, minutes: int) -> None:
            super().__init__()
            self.item, self.days, self.minutes = item, days, minutes

    class NameClicked(Message):
        """A click on whose calendar it is."""

    def __init__(self, desk: Desk, span: Span = "week", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.cursor = CalendarCursor(span)
        self._desk = desk
        self._page = CalendarPage(desk, self.cursor)
        self._opened_from: Span | None = None
        self._hits: dict[int, Drawn] = {}

    # What it holds

    def on_mount(self) -> None:
        """Read the days; the sign of now goes on."""
        self.reload()
        self.set_interval(60, self.refresh)

    def reload(self) -> None:
        """Read the days again; the cursor stays on the activity, or where it was."""
        cursor = self.cursor
        first, stop = calendar.period(cursor.span, cursor.day, self._desk.settings.week_start)
        found = calendar.read(self._desk.store.reader, self._desk.user, self.whose, first, stop)
        days = calendar.by_day(found, first, (stop - first).days)
        cursor.plans = [DayPlan(first + timedelta(days=number), items) for number, items in enumerate(days)]
        self._page.turn()
        if cursor.chosen:
            cursor.follow_chosen()
        self._settle()

    def watch_whose(self) -> None:
        """Other activities."""
        if self.is_mounted:
            self.reload()

    def _settle(self) -> None:
        """Choose what is under the cursor, keep it in sight, draw, and tell."""
        self.cursor.settle()
        self._page.fit(self.size)
        self._page.keep_in_sight()
        self.refresh()
        self.post_message(self.Moved())

    def draw(self, y: int, paint: Paint) -> Strip:
        """The title, the names of the days, the hours or weeks, and a line about the cursor."""
        self._page.fit(self.size)
        drawn = self._hits[y] = self._page.line(y, self.whose, is_active=self.has_focus)
        return paint_line(paint, drawn.line, self.size.width, focused=self.has_focus)

    def on_focus(self) -> None:
        """The rail and the cursor show."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor stays, in grey."""
        self.refresh()

    def on_resize(self) -> None:
        """The cursor stays in sight."""
        self._page.fit(self.size)
        if self._page.keep_in_sight():
            self.refresh()

    # Moving

    def go_to(self, day: date, slot: int | None = None) -> None:
        """Put the cursor on a day, and on a slot of it."""
        if self.cursor.go_to(day, slot):
            self._settle()
        else:
            self.reload()

    def use_span(self, span: Span) -> None:
        """Show a day, a week or a month around the cursor."""
        self._opened_from = None
        self.cursor.use_span(span)
        self.reload()

    def _by(self, days: int) -> None:
        self.go_to(self.cursor.day + timedelta(days=days))

    def action_right(self) -> None:
        """The day after."""
        self._by(1)

    def action_left(self) -> None:
        """The day before."""
        self._by(-1)

    def action_down(self) -> None:
        """Half an hour later, past the activity under the cursor; in a month a week later."""
        if self.cursor.span == "month":
            self._by(7)
        else:
            self.go_to(self.cursor.day, self.cursor.slot_after())

    def action_up(self) -> None:
        """Half an hour earlier, to the begin of what is there; in a month a week earlier."""
        if self.cursor.span == "month":
            self._by(-7)
        else:
            self.go_to(self.cursor.day, self.cursor.slot_before())

    def action_next_here(self) -> None:
        """The next of the activities under the cursor."""
        self._choose_here(1)

    def action_previous_here(self) -> None:
        """The one before of the activities under the cursor."""
        self._choose_here(-1)

    def _choose_here(self, step: int) -> None:
        self.cursor.choose_here(step)
        self._settle()

    def action_next_period(self) -> None:
        """The next day, week or month."""
        self._turn(1)

    def action_previous_period(self) -> None:
        """The day, week or month before."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        day = self.cursor.day_after(step)
        if day is not None:
            self.go_to(day)

    def action_today(self) -> None:
        """To today, now."""
        self.go_to(clock.today(), slot_at(clock.local(clock.now())))

    def action_wider(self) -> None:
        """More days: the week of the day, the month of the week."""
        self.use_span(SPANS[SPANS.index(self.cursor.span) + 1])

    def action_closer(self) -> None:
        """Fewer days: the week of the month, the day of the week."""
        self.use_span(SPANS[SPANS.index(self.cursor.span) - 1])

    def action_open(self) -> None:
        """Open the activity under the cursor; in a month, without one, the day."""
        if self.cursor.current is not None:
            self.post_message(self.Opened(self.cursor.current))
        elif self.cursor.span == "month":
            self.use_span("day")
            self._opened_from = "month"

    def go_back(self) -> bool:
        """To the month that the day was opened from; False if it was not."""
        if self._opened_from is None or self.cursor.span != "day":
            return False
        self.use_span(self._opened_from)
        return True

    # Moving activities

    def follow(self, item_id: str, day: date) -> None:
        """The cursor goes with an activity that was moved to this day."""
        self.go_to(day)
        self.cursor.chosen = item_id
        self.reload()

    def action_later(self) -> None:
        """Half an hour later; in a month a week."""
        self._shift(*((7, 0) if self.cursor.span == "month" else (0, SLOT)))

    def action_earlier(self) -> None:
        """Half an hour earlier; in a month a week."""
        self._shift(*((-7, 0) if self.cursor.span == "month" else (0, -SLOT)))

    def action_day_later(self) -> None:
        """A day later."""
        self._shift(1, 0)

    def action_day_earlier(self) -> None:
        """A day earlier."""
        self._shift(-1, 0)

    def _shift(self, days: int, minutes: int) -> None:
        if self.cursor.current is not None:
            self.post_message(self.ShiftRequested(self.cursor.current, days, minutes))

    def why_not(self, action_id: str) -> str | None:
        """Some actions need an activity under the cursor, some an open one."""
        item = self.cursor.current
        match action_id:
            case "calendar.open" if item is None and self.cursor.span != "month":
                return "nothing is here to open"
            case "calendar.wider" if self.cursor.span == "month":
                return "the month is the longest"
            case "calendar.closer" if self.cursor.span == "day":
                return "the day is the shortest"
            case "calendar.next_here" | "calendar.previous_here" if not self.cursor.here:
                return "nothing is here"
            case "calendar.later" | "calendar.earlier" | "calendar.day_later" | "calendar.day_earlier":
                if item is None:
                    return "nothing is here to move"
                if not item.is_open:
                    return "it is done"
                if item.is_all_day and action_id in ("calendar.later", "calendar.earlier"):
                    return None if self.cursor.span == "month" else "it lasts all day"
        return super().why_not(action_id)

    # The mouse

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor, a double click opens; the title has buttons."""
        if event.y == 0:
            self._click_title(event.x - TEXT_COLUMN)
            return
        x = event.x - TEXT_COLUMN
        hit = next(
            (one for one in self._hits.get(event.y, Drawn(Line())).hits if one.start <= x < one.stop), None
        )
        if hit is None:
            return
        is_double = event.chain >= 2
        self.go_to(hit.day, hit.slot if self.cursor.span != "month" else None)
        if hit.item_id:
            self.cursor.chosen = hit.item_id
            self._settle()
        if is_double and (self.cursor.current is not None or self.cursor.span == "month"):
            self.action_open()

    @property
    def _name_cells(self) -> int:
        return cells(calendar_words.name(self.whose, is_active=False))

    def _click_title(self, x: int) -> None:
        if 0 <= x < self._name_cells:
            self.post_message(self.NameClicked())
            return
        for span, start, stop in calendar_words.button_places(self.whose):
            if start <= x < stop:
                self.use_span(span)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Later hours; in a month the next one."""
        event.stop()
        self._scroll(WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Earlier hours; in a month the one before."""
        event.stop()
        self._scroll(-WHEEL)

    def _scroll(self, rows: int) -> None:
        if self.cursor.span == "month":
            self._turn(1 if rows > 0 else -1)
        else:
            self._page.scroll(rows)
            self.refresh()

    def jump_targets(self) -> Iterable[Target]:
        """Whose calendar it is, and how many days."""
        x, y = self.region.x + TEXT_COLUMN, self.region.y
        name = Region(x, y, self._name_cells, 1)
        yield Target("view", name, partial(self.post_message, self.NameClicked()))
        for span, start, stop in calendar_words.button_places(self.whose):
            yield Target(span, Region(x + start, y, stop - start, 1), partial(self.use_span, span))
