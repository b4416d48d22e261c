"""The preview of an activity, and in a calendar that of a day without one."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from salestui import clock, formats
from salestui.counting import counted
from salestui.formats import DateFormat
from salestui.lifecycle import recurrence_words
from salestui.lifecycle.calendar import Item as CalendarItem
from salestui.models.choices import Priority
from salestui.widgets import activity_when
from salestui.widgets.calendar_parts import role, sign
from salestui.widgets.painting import Line, Piece, Pieces, wrap
from salestui.widgets.pane import Entry, Item, Section, Words
from salestui.widgets.preview import PreviewPane
from salestui.widgets.preview_lines import wrapped

if TYPE_CHECKING:
    from salestui.lifecycle.activity_preview import ActivityPreview

_SUBJECT_LINES = 3
_READ = 4_000
"""A description is shown up to so many characters; the record has it all."""
_STATES: dict[str, Piece] = {
    "overdue": ("! ", "warning bold"),
    "soon": ("◷ ", "text"),
    "open": ("○ ", "secondary"),
    "done": ("✓ ", "secondary"),
}


class ActivityPreviewPane(PreviewPane["ActivityPreview"]):
    """What it is, when, with whom, about what, and its description."""

    def read_record(self, record_id: UUID) -> "ActivityPreview | None":
        """All of it in a few plain queries."""
        from salestui.lifecycle.activity_preview import preview  # the list does not wait for it

        return preview(self.desk.store.reader, self.desk.user.id, record_id)

    def sheet(self, shown: "ActivityPreview") -> Sequence[Entry]:
        """All of it."""
        return sheet(shown, clock.now(), self.desk.settings.date_format)

    def peek_lines(self, shown: "ActivityPreview") -> Sequence[Line]:
        """What and how it stands, when, with whom, about what."""
        return peek(shown, clock.now(), self.desk.settings.date_format)

    def show_day(self, day: date, items: Sequence[CalendarItem]) -> None:
        """Everything of a day, where no activity is chosen."""
        self.follow(None)
        self.show(agenda(day, items, clock.now(), self.desk.settings.date_format), count=0)


def sheet(shown: "ActivityPreview", now: datetime, style: DateFormat) -> list[Entry]:
    """The rows of the sheet."""
    entry = shown.entry
    about: list[Piece] = [(entry.kind, "secondary")]
    if shown.regarding:
        about += [(" · ", "muted"), (shown.regarding, "secondary")]
    rows: list[Entry] = [
        Words(partial(_subject, entry.text)),
        Words([Line(about), Line()]),
        Words(partial(_when_lines, shown, now, style)),
        Words([Line(), Line(_state(shown))]),
    ]
    if entry.location:
        rows.append(Words([Line([(entry.location, "secondary")])]))
    if shown.people:
        rows.append(Section("with", len(shown.people), role="muted"))
        rows += [
            Words([Line([(one.name, "text")], [(one.participation.label, "muted")])]) for one in shown.people
        ]
    if entry.body.strip():
        rows += [Section("description", role="muted"), Words(partial(_body, entry.body))]
    files = f", {counted(entry.files, 'file')}" if entry.files else ""
    return [*rows, Words([Line(), Line([(f"owned by {shown.owner}{files}", "muted")])])]


def _subject(subject: str, room: int) -> list[Line]:
    return [Line([(line, "text bold")]) for line in wrapped(subject, room, _SUBJECT_LINES)]


def _body(text: str, room: int) -> list[Line]:
    return [Line([(line, "secondary")]) for line in wrap(text.strip()[:_READ], room)]


def _when_lines(shown: "ActivityPreview", now: datetime, style: DateFormat, room: int) -> list[Line]:
    lines = [Line([(_when(shown, now, style), "text bold")])]
    distance = _distance(shown, now, style)
    lasts = formats.duration(shown.entry.duration_minutes) if shown.entry.duration_minutes else ""
    told = ", ".join(part for part in (distance, lasts) if part)
    lines += [Line([(told, "muted")])] if told else []
    return [*lines, *(Line([(text, "muted")]) for text in wrap(_repeats(shown, now, style), room) if text)]


def _when(shown: "ActivityPreview", now: datetime, style: DateFormat) -> str:
    if shown.start is None or shown.end is None:
        return (
            "no time yet"
            if shown.entry.state == "open"
            else formats.moment(shown.entry.at, clock.local(now).date(), style)
        )
    return activity_when.span(shown.start, shown.end, shown.is_all_day, clock.local(now).date(), style)


def _distance(shown: "ActivityPreview", now: datetime, style: DateFormat) -> str:
    if shown.start is None:
        return ""
    if shown.is_all_day:
        return formats.relative_day(clock.local(shown.start).date(), clock.local(now).date(), style)
    return formats.relative(shown.start, now, style)


def _repeats(shown: "ActivityPreview", now: datetime, style: DateFormat) -> str:
    if shown.repeats is None:
        return ""
    today = clock.local(now).date()
    return recurrence_words.words(shown.repeats, lambda day: formats.day(day, today, style))


def _state(shown: "ActivityPreview") -> Pieces:
    entry = shown.entry
    is_late = entry.state == "overdue"
    pieces: list[Piece] = [_STATES[entry.state]] if entry.state in _STATES else []
    # What says already by its kind that it is won has no words of its own.
    status = entry.status or ("completed" if entry.state == "done" else "open")
    pieces.append((status, "warning bold" if is_late else "secondary"))
    if entry.priority is Priority.HIGH:
        pieces += [(", ", "muted"), ("high", "text bold")]
    elif entry.priority is Priority.LOW:
        pieces.append((", low", "muted"))
    return pieces


def peek(shown: "ActivityPreview", now: datetime, style: DateFormat) -> list[Line]:
    """The four lines of the peek."""
    entry = shown.entry
    others = ", ".join(entry.people)
    said = " ".join(entry.body[:500].split())
    about = (shown.regarding, "text") if shown.regarding else ("nothing", "secondary")
    repeats = _repeats(shown, now, style)
    when = [(_when(shown, now, style), "text"), (f", {repeats}" if repeats else "", "muted")]
    if entry.location:
        when.append((f", {entry.location}", "muted"))
    return [
        Line([(entry.text, "text bold")], _state(shown)),
        Line([("when    ", "muted"), *when]),
        Line([("about   ", "muted"), about, (f", with {others}" if others else "", "muted")]),
        Line([("says    ", "muted"), (said, "text") if said else ("no description", "secondary")]),
    ]


def agenda(day: date, items: Sequence[CalendarItem], now: datetime, style: DateFormat) -> list[Entry]:
    """A day and what stands in it."""
    name = formats.weekday(day, clock.local(now).date(), style)
    rows: list[Entry] = [Section(name, len(items) or None, role="muted"), Words()]
    if not items:
        return [*rows, Words([Line([("Nothing planned.", "secondary")])])]
    return [*rows, *(Item(item.id, [_agenda_line(item, now)]) for item in items)]


def _agenda_line(item: CalendarItem, now: datetime) -> Line:
    time = "all day" if item.is_all_day else formats.time(item.start)
    mark = sign(item, now)
    return Line([(f"{time:<9}", "muted"), *([mark] if mark else []), (item.subject, role(item))])
