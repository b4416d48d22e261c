"""What a calendar says above and below its days: whose it is, which days, what is under the cursor."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import get_args

from salestui import clock, formats
from salestui.counting import counted
from salestui.formats import DateFormat
from salestui.lifecycle import entries
from salestui.lifecycle.calendar import Item, Span, Whose
from salestui.widgets import activity_when
from salestui.widgets.calendar_layout import DayPlan
from salestui.widgets.calendar_parts import sign
from salestui.widgets.painting import Line, Piece, cells, chips

SPANS: tuple[Span, ...] = get_args(Span)
_NAMES: dict[Whose, str] = {
    "mine": "My calendar",
    "team": "My team members' calendar",
    "all": "Everybody's calendar",
}
_AIR = 3
"""Cells between whose it is and the buttons."""


def name(whose: Whose, *, is_active: bool) -> list[Piece]:
    """Whose calendar it is, with the sign of a choice."""
    role = "accent" if is_active else "text"
    return [(_NAMES[whose], f"{role} bold"), (" ▾", "accent" if is_active else "muted")]


def title(whose: Whose, span: Span, days: str, *, is_active: bool) -> Line:
    """Whose it is, the buttons for how many days, and which days they are."""
    buttons = chips([(one.capitalize(), None) for one in SPANS], SPANS.index(span))
    return Line([*name(whose, is_active=is_active), (" " * _AIR, "text"), *buttons], [(days, "secondary")])


def button_places(whose: Whose) -> list[tuple[Span, int, int]]:
    """Where the buttons stand, from where the text starts."""
    at = cells(name(whose, is_active=False)) + _AIR
    places: list[tuple[Span, int, int]] = []
    for span in SPANS:
        places.append((span, at, at + len(span) + 2))
        at += len(span) + 3
    return places


def days(
    span: Span, day: date, plans: Sequence[DayPlan], today: date, dates: DateFormat, *, is_narrow: bool
) -> str:
    """The days that are shown: "23 Nov – 29 Nov, week 48"; where it is narrow, without the week."""
    if span == "month":
        return f"{day:%B} {day.year}"
    if span == "day":
        shown = formats.weekday(day, today, dates)
        is_near = abs((day - today).days) <= 30
        return f"{shown}, {formats.relative_day(day, today, dates)}" if is_near else shown
    shown = f"{formats.day(plans[0].day, today, dates)} – {formats.day(plans[-1].day, today, dates)}"
    if is_narrow:
        return shown
    # A week has the number of its Thursday, as ISO 8601 counts.
    thursday = next(plan.day for plan in plans if plan.day.weekday() == 3)
    return f"{shown}, week {thursday.isocalendar().week}"


def about(item: Item, now: datetime, dates: DateFormat) -> list[Piece]:
    """The activity under the cursor in one line."""
    mark = sign(item, now)
    today = clock.local(now).date()
    when = activity_when.span(item.start, item.end, item.is_all_day, today, dates)
    pieces: list[Piece] = [mark] if mark is not None else []
    pieces += [(when, "secondary"), ("  ", "text"), (item.subject, "text")]
    kind = entries.KINDS[item.kind]
    if not item.subject.casefold().startswith(kind.casefold()):
        pieces.append((f", {kind.lower()}", "muted"))
    return [*pieces, (f", {item.location}", "muted")] if item.location else pieces


def about_slot(day: date, minutes: int | None, today: date, dates: DateFormat) -> list[Piece]:
    """A time, or all of a day, in which nothing stands."""
    time = "" if minutes is None else f" {minutes // 60:02}:{minutes % 60:02}"
    told = ", nothing then" if time else ", nothing all day"
    return [(f"{formats.weekday(day, today, dates)}{time}", "secondary"), (told, "muted")]


def about_day(plan: DayPlan, today: date, dates: DateFormat) -> list[Piece]:
    """A day, and how much stands in it."""
    count = len(plan.items)
    told = f", {counted(count, 'activity', 'activities')}" if count else ", nothing"
    return [(formats.weekday(plan.day, today, dates), "secondary"), (told, "muted")]
