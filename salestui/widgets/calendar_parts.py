"""What the calendars of day, week and month share: what is looked at, how an activity is drawn."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from salestui import clock, formats
from salestui.formats import DateFormat
from salestui.lifecycle.calendar import Item
from salestui.models.choices import ActivityStatus, AppointmentStatusReason
from salestui.widgets.painting import Line, Piece, fit

GAP = 1
"""Cells between days."""


@dataclass(frozen=True, slots=True)
class Look:
    """What is looked at: the day and slot under the cursor, the activity chosen there, and the moment."""

    day: date
    slot: int
    chosen: str
    """The id of the activity under the cursor; empty without one."""
    is_active: bool
    now: datetime
    dates: DateFormat = "day-month"

    @property
    def today(self) -> date:
        """The day here."""
        return clock.local(self.now).date()

    @property
    def ground(self) -> str:
        """The ground under the cursor."""
        return "cursor" if self.is_active else "blurred"


class Hit(NamedTuple):
    """What is at some cells of a line, counted from where its text starts: a day, a slot, an activity."""

    start: int
    stop: int
    day: date
    slot: int | None = None
    item_id: str = ""


class Drawn(NamedTuple):
    """A line of a calendar, and what a click on it means."""

    line: Line
    hits: tuple[Hit, ...] = ()


def sign(item: Item, now: datetime) -> Piece | None:
    """What its state is drawn with, if it is told by a sign."""
    if item.status is ActivityStatus.COMPLETED:
        return ("✓ ", "muted")
    if item.is_overdue(now):
        return ("! ", "warning bold")
    return None if item.is_meeting else ("○ ", "secondary")


def role(item: Item) -> str:
    """How its subject is drawn: what is done, or leaves the time free, stands back."""
    if not item.is_open or item.is_free:
        return "muted"
    tentative = item.is_meeting and item.status_reason == AppointmentStatusReason.TENTATIVE
    return "secondary" if tentative else "text"


def in_cell(item: Item, width: int, look: Look, *, time: bool = False) -> list[Piece]:
    """An activity in so many cells of one line, with its time where there is room."""
    on = f" on {look.ground}" if item.id == look.chosen else ""
    mark = sign(item, look.now)
    pieces: list[Piece] = []
    if mark is not None:
        pieces.append((mark[0], mark[1] + on))
    if time and not item.is_all_day:
        pieces.append((f"{formats.time(item.start)} ", f"muted{on}"))
    room = width - sum(len(text) for text, _ in pieces)
    weight = " bold" if on and look.is_active else ""
    return [*pieces, (fit(item.subject, max(room, 1)), f"{role(item)}{weight}{on}")]


def day_role(day: date, look: Look) -> str:
    """How the name of a day is drawn: the one under the cursor, today, another."""
    if day == look.day:
        return "accent bold" if look.is_active else "text bold"
    return "text bold" if day == look.today else "muted"


def widths(room: int, wide: list[bool], least: int) -> list[int]:
    """The widths of columns in `room` cells; those not wide take `least`, the others share the rest."""
    room -= GAP * (len(wide) - 1)
    if not any(wide):
        wide = [True] * len(wide)
    narrow = min(least, room // len(wide))
    left, count = room - narrow * wide.count(False), wide.count(True)
    share, over = divmod(left, count)
    found = []
    for is_wide in wide:
        found.append(share + (1 if over > 0 else 0) if is_wide else narrow)
        over -= 1 if is_wide else 0
    return found
