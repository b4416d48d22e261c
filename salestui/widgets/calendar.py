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
from salestui.widgets.calendar_grid import Grid
from salestui.widgets.calendar_layout import ALL_DAY, SLOT, SLOTS, DayPlan, slot_at
from salestui.widgets.calendar_month import Month
from salestui.widgets.calendar_parts import Drawn, Look
from salestui.widgets.calendar_words import SPANS
from salestui.widgets.desk import Desk
from salestui.widgets.jump_targets import Target
from salestui.widgets.lines import LineWidget
from salestui.widgets.painting import (
    RIGHT_MARGIN,
    TEXT_COLUMN,
    WHEEL,
    Line,
    Pieces,
    cells,
    paint_line,
)
from salestui.widgets.theme import Paint

FIRST, LAST = date(1900, 2, 1), date(9998, 11, 30)
"""The days that can be gone to."""
_MORNING = 8 * 60 // SLOT
"""The first half hour in sight, unless the cursor is before it."""
_WEEK_FROM = 70
"""From so many columns on the number of the week is told."""
_AIR = 2
"""Rows above and below the cursor that stay in sight."""
_TALL_FROM = 28
"""From so many rows on there is air under the title, and room for more that lasts all day."""


class CalendarPane(Acting, LineWidget, can_focus=True):
    """Shows the days around the cursor, read anew whenever they are other ones.

    In a day or a week the cursor stands on a half hour or on what lasts all day, in a month on a day. Where
    several activities are, one of them is chosen.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("calendar")]
    DEFAULT_CSS = """
    CalendarPane { width: 1fr; height: 1fr; margin-top: 1; }
    """
    span: reactive[Span] = reactive("week")
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
        self.set_reactive(CalendarPane.span, span)
        self._desk = desk
        self.day = clock.today()
        self.slot = slot_at(clock.local(clock.now()))
        self._chosen = ""
        self._opened_from: Span | None = None
        self._first = self.day
        self._plans: list[DayPlan] = []
        self._top = _MORNING
        self._hits: dict[int, Drawn] = {}
        self._drawer: tuple[tuple[int, int], Grid | Month] | None = None

    # What it holds

    def on_mount(self) -> None:
        """Read the days; the sign of now goes on."""
        self.reload()
        self.set_interval(60, self.refresh)

    def reload(self) -> None:
        """Read the days again; the cursor stays on the activity, or where it was."""
        first, stop = calendar.period(self.span, self.day, self._desk.settings.week_start)
        found = calendar.read(self._desk.store.reader, self._desk.user, self.whose, first, stop)
        days = calendar.by_day(found, first, (stop - first).days)
        self._first = first
        self._plans = [DayPlan(first + timedelta(days=number), items) for number, items in enumerate(days)]
        self._drawer = None
        if self._chosen:
            self._follow_chosen()
        self._settle()

    def _follow_chosen(self) -> None:
        """The cursor goes where its activity is now."""
        if any(item.id == self._chosen for item in self._plan.items):
            before = self._plan.at(self.slot)
            if self.span != "month" and not any(item.id == self._chosen for item in before):
                self.slot = self._plan.slot_of(self._chosen) or 0
            return
        for one in self._plans:
            slot = one.slot_of(self._chosen)
            if slot is not None:
                self.day, self.slot = one.day, slot
                return

    @property
    def _plan(self) -> DayPlan:
        """The day under the cursor."""
        number = (self.day - self._first).days
        return self._plans[number] if 0 <= number < len(self._plans) else DayPlan(self.day)

    @property
    def plans(self) -> list[DayPlan]:
        """The days that are shown."""
        return self._plans

    @property
    def _here(self) -> tuple[Item, ...]:
        """The activities under the cursor."""
        return self._plan.items if self.span == "month" else self._plan.at(self.slot)

    @property
    def current(self) -> Item | None:
        """The activity under the cursor; in a month, the one that was chosen in the day."""
        return next((item for item in self._here if item.id == self._chosen), None)

    @property
    def agenda(self) -> tuple[Item, ...]:
        """Everything of the day under the cursor."""
        return self._plan.items

    @property
    def minutes(self) -> int | None:
        """The time of day under the cursor; None where only the day is."""
        return None if self.span == "month" or self.slot == ALL_DAY else self.slot * SLOT

    def watch_whose(self) -> None:
        """Other activities."""
        if self.is_mounted:
            self.reload()

    def _settle(self) -> None:
        """Choose what is under the cursor, keep it in sight, draw, and tell."""
        here = [item.id for item in self._here]
        if self._chosen not in here:
            begins = next((one for one in here if self._plan.slot_of(one) == self.slot), None)
            self._chosen = (begins or here[0]) if here and self.span != "month" else ""
        self._keep_in_sight()
        self.refresh()
        self.post_message(self.Moved())

    # Drawing

    def _look(self) -> Look:
        dates = self._desk.settings.date_format
        slot = self.slot if self.span != "month" else ALL_DAY - 1
        return Look(self.day, slot, self._chosen, self.has_focus, clock.now(), dates)

    def _draws(self) -> Grid | Month:
        size = (self.size.width, self.size.height)
        if self._drawer is None or self._drawer[0] != size:
            room = max(self.size.width - TEXT_COLUMN - RIGHT_MARGIN, 40)
            made: Grid | Month
            if self.span == "month":
                # Its head and the two lines of ours are not for the weeks.
                height = self.size.height - self._title_rows - 2 - self._foot_rows
                made = Month(self._plans, self._middle, room, height)
            else:
                made = Grid(self._plans, room, 3 if self.size.height >= _TALL_FROM else 2)
            self._drawer = (size, made)
        return self._drawer[1]

    @property
    def _middle(self) -> date:
        """A day of the month that is shown."""
        return self._first + timedelta(days=len(self._plans) // 2)

    @property
    def _title_rows(self) -> int:
        return 2 if self.size.height >= _TALL_FROM else 1

    @property
    def _head_rows(self) -> int:
        return self._title_rows + self._draws().head_rows

    @property
    def _rows(self) -> int:
        """Rows for the hours or weeks; under them stands what is under the cursor."""
        return max(self.size.height - self._head_rows - self._foot_rows, 1)

    @property
    def _foot_rows(self) -> int:
        return 3 if self.size.height >= _TALL_FROM else 1

    def draw(self, y: int, paint: Paint) -> Strip:
        """The title, the names of the days, the hours or weeks, and a line about the cursor."""
        drawn = self._line(y)
        self._hits[y] = drawn
        return paint_line(paint, drawn.line, self.size.width, focused=self.has_focus)

    def _line(self, y: int) -> Drawn:
        if not self._plans:
            return Drawn(Line())
        if y < self._title_rows:
            return Drawn(self._title() if y == 0 else Line())
        if y >= self.size.height - self._foot_rows:
            return Drawn(self._foot() if self._foot_rows == 1 or y == self.size.height - 2 else Line())
        look, drawer = self._look(), self._draws()
        number = y - self._title_rows
        if number < drawer.head_rows:
            return drawer.head(number, look)
        row = number - drawer.head_rows
        if isinstance(drawer, Month):
            return drawer.row(row, look)
        slot = self._top + row
        return drawer.row(slot, look, self._top) if slot < SLOTS else Drawn(Line())

    def _title(self) -> Line:
        today, dates = clock.today(), self._desk.settings.date_format
        is_narrow = self.size.width < _WEEK_FROM
        days = calendar_words.days(self.span, self.day, self._plans, today, dates, is_narrow=is_narrow)
        return calendar_words.title(self.whose, self.span, days, is_active=self.has_focus)

    def _foot(self) -> Line:
        dates, right = self._desk.settings.date_format, self._aside()
        if self.current is not None:
            return Line(calendar_words.about(self.current, clock.now(), dates), right)
        if self.span == "month":
            return Line(calendar_words.about_day(self._plan, clock.today(), dates), right)
        return Line(calendar_words.about_slot(self.day, self.minutes, clock.today(), dates), right)

    def _aside(self) -> Pieces:
        """Which of several is chosen, and what is out of sight."""
        told: list[str] = []
        here = [item.id for item in self._here]
        if len(here) > 1 and self._chosen in here:
            told.append(f"{here.index(self._chosen) + 1} of {len(here)}")
        drawer = self._draws()
        if isinstance(drawer, Grid):
            before, after = drawer.outside(self._top, self._rows)
            told += [f"{before} earlier" if before else "", f"{after} later" if after else ""]
        return [("   ".join(one for one in told if one), "muted")]

    def _keep_in_sight(self) -> None:
        if self.span == "month" or self.size.height == 0:
            return
        rows = self._rows
        air = min(_AIR, (rows - 1) // 2)
        if self.slot != ALL_DAY:
            self._top = min(max(self._top, self.slot - rows + 1 + air), self.slot - air)
        self._top = max(min(self._top, SLOTS - rows), 0)

    def on_focus(self) -> None:
        """The rail and the cursor show."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor stays, in grey."""
        self.refresh()

    def on_resize(self) -> None:
        """The cursor stays in sight."""
        top = self._top
        self._keep_in_sight()
        if self._top != top:
            self.refresh()

    # Moving

    def go_to(self, day: date, slot: int | None = None) -> None:
        """Put the cursor on a day, and on a slot of it."""
        day = min(max(day, FIRST), LAST)
        self._chosen = ""
        if slot is not None:
            self.slot = slot
        known = bool(self._plans) and self._first <= day < self._first + timedelta(days=len(self._plans))
        same_month = self.span != "month" or (day.year, day.month) == (self._middle.year, self._middle.month)
        self.day = day
        if known and same_month:
            self._settle()
        else:
            self.reload()

    def select(self, item_id: str) -> None:
        """Put the cursor on an activity of the days that are shown."""
        self._chosen = item_id
        self._follow_chosen()
        self._settle()

    def use_span(self, span: Span) -> None:
        """Show a day, a week or a month around the cursor."""
        self._opened_from = None
        chosen = self._chosen
        self.span = span
        if span != "month" and not chosen:
            self.slot = self._slot_of_day()
        self.reload()

    def _slot_of_day(self) -> int:
        """Where the cursor goes in a day that is looked into: now, its first block, or the morning."""
        if self.day == clock.today():
            return slot_at(clock.local(clock.now()))
        blocks = self._plan.blocks
        return blocks[0].first if blocks else 9 * 60 // SLOT

    def _by(self, days: int) -> None:
        try:
            self.go_to(self.day + timedelta(days=days))
        except OverflowError:
            return

    def action_right(self) -> None:
        """The day after."""
        self._by(1)

    def action_left(self) -> None:
        """The day before."""
        self._by(-1)

    def action_down(self) -> None:
        """Half an hour later, past the activity under the cursor; in a month a week later."""
        if self.span == "month":
            self._by(7)
        else:
            self.go_to(self.day, self._stop_of_current())

    def action_up(self) -> None:
        """Half an hour earlier, to the begin of what is there; in a month a week earlier."""
        if self.span == "month":
            self._by(-7)
        else:
            self.go_to(self.day, self._slot_before())

    def _stop_of_current(self) -> int:
        block = next((one for one in self._plan.blocks if one.item.id == self._chosen), None)
        return min(block.stop if block is not None else self.slot + 1, SLOTS - 1)

    def _slot_before(self) -> int:
        block = next((one for one in self._plan.blocks if one.item.id == self._chosen), None)
        before = max((block.first if block is not None else self.slot) - 1, ALL_DAY)
        there = [one.first for one in self._plan.blocks if one.first <= before < one.stop]
        return max(there, default=before)

    def action_next_here(self) -> None:
        """The next of the activities under the cursor."""
        self._choose_here(1)

    def action_previous_here(self) -> None:
        """The one before of the activities under the cursor."""
        self._choose_here(-1)

    def _choose_here(self, step: int) -> None:
        here = [item.id for item in self._here]
        if not here:
            return
        at = here.index(self._chosen) + step if self._chosen in here else 0 if step > 0 else -1
        self._chosen = here[at % len(here)]
        self._settle()

    def action_next_period(self) -> None:
        """The next day, week or month."""
        self._turn(1)

    def action_previous_period(self) -> None:
        """The day, week or month before."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        if self.span == "month":
            month = self.day.month - 1 + step
            year = self.day.year + month // 12
            if FIRST.year <= year <= LAST.year:
                first = date(year, month % 12 + 1, 1)
                last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
                self.go_to(first.replace(day=min(self.day.day, last.day)))
        else:
            self._by(step * (7 if self.span == "week" else 1))

    def action_today(self) -> None:
        """To today, now."""
        self.go_to(clock.today(), slot_at(clock.local(clock.now())))

    def action_wider(self) -> None:
        """More days: the week of the day, the month of the week."""
        self.use_span(SPANS[SPANS.index(self.span) + 1])

    def action_closer(self) -> None:
        """Fewer days: the week of the month, the day of the week."""
        self.use_span(SPANS[SPANS.index(self.span) - 1])

    def action_open(self) -> None:
        """Open the activity under the cursor; in a month, without one, the day."""
        if self.current is not None:
            self.post_message(self.Opened(self.current))
        elif self.span == "month":
            self.use_span("day")
            self._opened_from = "month"

    def go_back(self) -> bool:
        """To the month that the day was opened from; False if it was not."""
        if self._opened_from is None or self.span != "day":
            return False
        self.use_span(self._opened_from)
        return True

    # Moving activities

    def follow(self, item_id: str, day: date) -> None:
        """The cursor goes with an activity that was moved to this day."""
        self.go_to(day)
        self._chosen = item_id
        self.reload()

    def action_later(self) -> None:
        """Half an hour later; in a month a week."""
        self._shift(*((7, 0) if self.span == "month" else (0, SLOT)))

    def action_earlier(self) -> None:
        """Half an hour earlier; in a month a week."""
        self._shift(*((-7, 0) if self.span == "month" else (0, -SLOT)))

    def action_day_later(self) -> None:
        """A day later."""
        self._shift(1, 0)

    def action_day_earlier(self) -> None:
        """A day earlier."""
        self._shift(-1, 0)

    def _shift(self, days: int, minutes: int) -> None:
        if self.current is not None:
            self.post_message(self.ShiftRequested(self.current, days, minutes))

    def why_not(self, action_id: str) -> str | None:
        """Some actions need an activity under the cursor, some an open one."""
        item = self.current
        match action_id:
            case "calendar.open" if item is None and self.span != "month":
                return "nothing is here to open"
            case "calendar.wider" if self.span == "month":
                return "the month is the longest"
            case "calendar.closer" if self.span == "day":
                return "the day is the shortest"
            case "calendar.next_here" | "calendar.previous_here" if not self._here:
                return "nothing is here"
            case "calendar.later" | "calendar.earlier" | "calendar.day_later" | "calendar.day_earlier":
                if item is None:
                    return "nothing is here to move"
                if not item.is_open:
                    return "it is done"
                if item.is_all_day and action_id in ("calendar.later", "calendar.earlier"):
                    return None if self.span == "month" else "it lasts all day"
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
        self.go_to(hit.day, hit.slot if self.span != "month" else None)
        if hit.item_id:
            self._chosen = hit.item_id
            self._settle()
        if is_double and (self.current is not None or self.span == "month"):
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
        if self.span == "month":
            self._turn(1 if rows > 0 else -1)
        else:
            self._top = max(min(self._top + rows, SLOTS - self._rows), 0)
            self.refresh()

    def jump_targets(self) -> Iterable[Target]:
        """Whose calendar it is, and how many days."""
        x, y = self.region.x + TEXT_COLUMN, self.region.y
        name = Region(x, y, self._name_cells, 1)
        yield Target("view", name, partial(self.post_message, self.NameClicked()))
        for span, start, stop in calendar_words.button_places(self.whose):
            yield Target(span, Region(x + start, y, stop - start, 1), partial(self.use_span, span))
