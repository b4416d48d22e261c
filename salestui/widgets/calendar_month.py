"""The calendar of a month: weeks as rows, days as columns, drawn line by line."""

from collections.abc import Sequence
from datetime import date

from salestui.lifecycle.calendar import Item
from salestui.widgets.calendar_layout import ALL_DAY, DayPlan
from salestui.widgets.calendar_parts import GAP, Drawn, Hit, Look, day_role, in_cell, widths
from salestui.widgets.painting import Line, Piece, cells, fit

_WITH_TIME = 14
"""Days of so many cells tell the times."""


class Month:
    """Draws whole weeks in so many lines; days that are not of the month stand back."""

    def __init__(self, plans: Sequence[DayPlan], month: date, width: int, height: int) -> None:
        self.plans = plans
        self.month = month
        self.widths = widths(width, [True] * 7, 0)
        self._lefts = [sum(self.widths[:number]) + GAP * number for number in range(7)]
        self._rows = self._heights(height)
        self._lines = [(week, line) for week, rows in enumerate(self._rows) for line in range(rows)]

    def _heights(self, height: int) -> list[int]:
        """The lines of each week; the busiest weeks get what does not come out even."""
        count = len(self.plans) // 7
        rows = [max(height // count, 2)] * count
        busy = [max(len(plan.items) for plan in self.plans[7 * week : 7 * week + 7]) for week in range(count)]
        for week in sorted(range(count), key=lambda week: -busy[week])[: max(height - sum(rows), 0)]:
            rows[week] += 1
        return rows

    @property
    def head_rows(self) -> int:
        """Lines above the weeks."""
        return 2

    def head(self, number: int, look: Look) -> Drawn:
        """The names of the weekdays, and a rule."""
        if number:
            return Drawn(Line(rule=True))
        pieces: list[Piece] = []
        for plan, width in zip(self.plans, self.widths, strict=False):
            pieces += [*_gap(pieces), (fit(f"{plan.day:%a}", width), "muted")]
        return Drawn(Line(pieces))

    def row(self, number: int, look: Look) -> Drawn:
        """A line of the weeks, counted from the first."""
        if number >= len(self._lines):
            return Drawn(Line())
        week, line = self._lines[number]
        days = self.plans[7 * week : 7 * week + 7]
        pieces: list[Piece] = []
        hits: list[Hit] = []
        for plan, width, left in zip(days, self.widths, self._lefts, strict=False):
            drawn, item_id = self._cell(plan, line, width, look, self._rows[week] - 1)
            pieces += [*_gap(pieces), *drawn]
            hits.append(Hit(left, left + width, plan.day, ALL_DAY, item_id))
        return Drawn(Line(pieces), tuple(hits))

    def _cell(self, plan: DayPlan, line: int, width: int, look: Look, room: int) -> tuple[list[Piece], str]:
        """A line of a day, which has room for so many activities, and the activity that it tells of."""
        is_here = plan.day == look.day
        on = f" on {look.ground}" if is_here else ""
        shown = _shown(plan.items, look, room)
        if line == 0:
            more = len(plan.items) - len(shown)
            return self._number(plan.day, more, width, look, on), ""
        if line > len(shown):
            return [(" " * width, f"text{on}")], ""
        item = shown[line - 1]
        if is_here and item.id == look.chosen:
            specs = "accent bold" if look.is_active else "text bold"
            told = in_cell(item, width, look, time=width >= _WITH_TIME)
            return [(text, f"{specs}{on}") for text, _ in told], item.id
        pieces = in_cell(item, width, look, time=width >= _WITH_TIME)
        if not is_here and plan.day.month != self.month.month:
            return [(text, "disabled") for text, _ in pieces], item.id
        return [(text, f"{spec}{on}") for text, spec in pieces], item.id

    def _number(self, day: date, more: int, width: int, look: Look, on: str) -> list[Piece]:
        role = day_role(day, look)
        if role == "muted" and day.month != self.month.month:
            role = "disabled"
        name = f"{day.day} {day:%b}" if day.day == 1 and width >= 8 else str(day.day)
        told = ""
        if more:
            told = f"+{more} more" if len(name) + len(f" +{more} more") <= width else f"+{more}"
        air = width - len(name) - len(told)
        return [(name, f"{role}{on}"), (" " * air, f"text{on}"), (told, f"muted{on}")]


def _shown(items: Sequence[Item], look: Look, room: int) -> Sequence[Item]:
    """Those that a day has lines for; the one under the cursor is among them."""
    chosen = next((number for number, item in enumerate(items) if item.id == look.chosen), 0)
    first = max(chosen - room + 1, 0)
    return items[first : first + room]


def _gap(pieces: Sequence[Piece]) -> list[Piece]:
    return [(" " * GAP, "text")] if cells(pieces) else []
