"""The lines of a calendar: its title, the names of the days, the hours or weeks, and one about the cursor."""

from textual.geometry import Size

from salestui import clock
from salestui.lifecycle.calendar import Whose
from salestui.widgets import calendar_words
from salestui.widgets.calendar_cursor import CalendarCursor
from salestui.widgets.calendar_grid import Grid
from salestui.widgets.calendar_layout import ALL_DAY, SLOT, SLOTS
from salestui.widgets.calendar_month import Month
from salestui.widgets.calendar_parts import Drawn, Look
from salestui.widgets.desk import Desk
from salestui.widgets.painting import RIGHT_MARGIN, TEXT_COLUMN, Line, Pieces

_MORNING = 8 * 60 // SLOT
"""The first half hour in sight, unless the cursor is before it."""
_WEEK_FROM = 70
"""From so many columns on the number of the week is told."""
_AIR = 2
"""Rows above and below the cursor that stay in sight."""
_TALL_FROM = 28
"""From so many rows on there is air under the title, and room for more that lasts all day."""


class CalendarPage:
    """What a calendar shows of the days around its cursor, in so much room."""

    def __init__(self, desk: Desk, cursor: CalendarCursor) -> None:
        self._desk, self._cursor = desk, cursor
        self._size = Size()
        self._top = _MORNING
        self._drawer: Grid | Month | None = None

    def fit(self, size: Size) -> None:
        """Draw in so much room."""
        if size != self._size:
            self._size = size
            self._drawer = None

    def turn(self) -> None:
        """Other days are shown, or the same with other activities."""
        self._drawer = None

    # What is in sight

    def keep_in_sight(self) -> bool:
        """Scroll so far that the cursor is in sight; whether that was needed."""
        before = self._top
        if self._cursor.span != "month" and self._size.height:
            rows, slot = self._rows, self._cursor.slot
            air = min(_AIR, (rows - 1) // 2)
            if slot != ALL_DAY:
                self._top = min(max(self._top, slot - rows + 1 + air), slot - air)
            self._top = max(min(self._top, SLOTS - rows), 0)
        return self._top != before

    def scroll(self, rows: int) -> None:
        """Show later hours, or below zero earlier ones."""
        self._top = max(min(self._top + rows, SLOTS - self._rows), 0)

    @property
    def _is_tall(self) -> bool:
        return self._size.height >= _TALL_FROM

    @property
    def _title_rows(self) -> int:
        return 2 if self._is_tall else 1

    @property
    def _foot_rows(self) -> int:
        return 3 if self._is_tall else 1

    @property
    def _rows(self) -> int:
        """Rows for the hours or weeks; under them stands what is under the cursor."""
        head_rows = self._title_rows + self._draws().head_rows
        return max(self._size.height - head_rows - self._foot_rows, 1)

    # Its lines

    def line(self, y: int, whose: Whose, *, is_active: bool) -> Drawn:
        """The line at `y`, and what a click on it means."""
        if not self._cursor.plans:
            return Drawn(Line())
        if y < self._title_rows:
            return Drawn(self._title(whose, is_active) if y == 0 else Line())
        if y >= self._size.height - self._foot_rows:
            is_told = self._foot_rows == 1 or y == self._size.height - 2
            return Drawn(self._foot() if is_told else Line())
        look, drawer = self._look(is_active), self._draws()
        number = y - self._title_rows
        if number < drawer.head_rows:
            return drawer.head(number, look)
        row = number - drawer.head_rows
        if isinstance(drawer, Month):
            return drawer.row(row, look)
        slot = self._top + row
        return drawer.row(slot, look, self._top) if slot < SLOTS else Drawn(Line())

    def _look(self, is_active: bool) -> Look:
        cursor, dates = self._cursor, self._desk.settings.date_format
        slot = cursor.slot if cursor.span != "month" else ALL_DAY - 1
        return Look(cursor.day, slot, cursor.chosen, is_active, clock.now(), dates)

    def _draws(self) -> Grid | Month:
        if self._drawer is None:
            plans = self._cursor.plans
            room = max(self._size.width - TEXT_COLUMN - RIGHT_MARGIN, 40)
            if self._cursor.span == "month":
                # Its head and the two lines of ours are not for the weeks.
                height = self._size.height - self._title_rows - 2 - self._foot_rows
                self._drawer = Month(plans, self._cursor.middle, room, height)
            else:
                self._drawer = Grid(plans, room, 3 if self._is_tall else 2)
        return self._drawer

    def _title(self, whose: Whose, is_active: bool) -> Line:
        cursor, dates = self._cursor, self._desk.settings.date_format
        is_narrow = self._size.width < _WEEK_FROM
        days = calendar_words.days(
            cursor.span, cursor.day, cursor.plans, clock.today(), dates, is_narrow=is_narrow
        )
        return calendar_words.title(whose, cursor.span, days, is_active=is_active)

    def _foot(self) -> Line:
        cursor, dates, right = self._cursor, self._desk.settings.date_format, self._aside()
        if cursor.current is not None:
            return Line(calendar_words.about(cursor.current, clock.now(), dates), right)
        if cursor.span == "month":
            return Line(calendar_words.about_day(cursor.plan, clock.today(), dates), right)
        return Line(calendar_words.about_slot(cursor.day, cursor.minutes, clock.today(), dates), right)

    def _aside(self) -> Pieces:
        """Which of several is chosen, and what is out of sight."""
        told: list[str] = []
        here = [item.id for item in self._cursor.here]
        if len(here) > 1 and self._cursor.chosen in here:
            told.append(f"{here.index(self._cursor.chosen) + 1} of {len(here)}")
        drawer = self._draws()
        if isinstance(drawer, Grid):
            before, after = drawer.outside(self._top, self._rows)
            told += [f"{before} earlier" if before else "", f"{after} later" if after else ""]
        return [("   ".join(one for one in told if one), "muted")]
