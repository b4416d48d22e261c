"""A brief in words: sections of lines, the same on the screen, in Markdown and on the command line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from salestui import clock, entry_words, formats
from salestui.counting import counted
from salestui.formats import DateFormat
from salestui.lifecycle.brief import Brief, Person
from salestui.lifecycle.brief_changes import CHANGED_WITHIN, Change, Happened
from salestui.lifecycle.history import FieldChange
from salestui.lifecycle.refs import RecordRef
from salestui.lifecycle.shapes import Card, Entry, QuoteRow, Rival
from salestui.models.choices import ChangeKind, OpportunityStatus, OpportunityStatusReason, Priority

_MOST_CHANGES = 20
_SAID = {
    "record share": {
        ChangeKind.INSERT: "shared with {name}",
        ChangeKind.UPDATE: "shared with {name} for other rights than before",
        ChangeKind.DELETE: "no longer shared with {name}",
    },
    "follow": {
        ChangeKind.INSERT: "{name} follows it",
        ChangeKind.UPDATE: "{name} follows it",
        ChangeKind.DELETE: "{name} no longer follows it",
    },
}
"""How people say what happened to a part whose own name means nothing to them."""
_SHORT_NOTE = 200
"""A note of one line up to so many characters is told without a title."""


@dataclass(frozen=True, slots=True)
class Told:
    """A line: a word for what it is, the thing itself, what is told of it, and a longer text below.

    `ref` is the record that it tells of, where that can be opened.
    """

    label: str
    text: str
    more: str = ""
    is_late: bool = False
    body: str = ""
    is_note: bool = False
    """Whether the text, or the one below, is Markdown as somebody wrote it."""
    ref: RecordRef | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a title. `empty` is said when there are none."""

    title: str
    lines: Sequence[Told]
    count: int | None = None
    empty: str = ""

    @property
    def is_late(self) -> bool:
        """Whether something in it is late or at risk."""
        return any(line.is_late for line in self.lines)


def head(brief: Brief) -> str:
    """The line under the topic: customer, contact, owner."""
    owner = f"owner {brief.owner}" if brief.owner else ""
    return " · ".join(part for part in (brief.customer, brief.contact, owner) if part)


def sections(brief: Brief, style: DateFormat = "day-month") -> list[Section]:
    """Everything that is told, from top to bottom."""
    days = CHANGED_WITHIN.days
    changes, count = [*_changes(brief, style)], len(brief.changes) + len(brief.happened)
    return [
        Section("where it stands", [*_standing(brief, style)]),
        *([Section("at risk", [*_risks(brief.risks, brief, style)])] if brief.risks else []),
        *([Section("next", [*_next(brief, style)])] if brief.status is OpportunityStatus.OPEN else []),
        Section("open promises", [*_promises(brief, style)], brief.promise_count, "Nothing is promised."),
        Section("stakeholders", [*_people(brief, style)], len(brief.people), "No stakeholders yet."),
        Section("last notes", [*_notes(brief, style)], len(brief.notes), "No notes yet."),
        Section(
            "competitors",
            [_rival(rival) for rival in brief.competitors],
            len(brief.competitors),
            "No competitors are known.",
        ),
        Section(f"changed in the last {days} days", changes, count, "Nothing was changed."),
    ]


def _today(brief: Brief) -> date:
    return clock.local(brief.at).date()


def _money(brief: Brief, amount: Decimal) -> str:
    return formats.money(formats.stored_money(amount), brief.symbol)


def _listed(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)


# Where it stands


def _standing(brief: Brief, style: DateFormat) -> Iterator[Told]:
    today = _today(brief)
    if brief.status is not OpportunityStatus.OPEN:
        closed = brief.actual_close_date
        when = formats.weekday_dated(closed, today, style) if closed is not None else ""
        reason = "" if brief.status is OpportunityStatus.WON else brief.status_reason.label.lower()
        yield Told("Status", brief.status.label, _listed(when, reason))
        if brief.actual_revenue is not None:
            yield Told("Actual revenue", _money(brief, brief.actual_revenue))
    elif brief.stage is not None:
        stage = brief.stage
        days = "" if stage.days is None else counted(stage.days, "day")
        steps = f"{stage.steps_done} of {stage.steps_total} steps" if stage.steps_total else ""
        yield Told("Stage", stage.name, _listed(days, steps, _on_hold(brief)))
    else:
        yield Told("Status", brief.status.label, _on_hold(brief))
    if brief.status is OpportunityStatus.OPEN:
        yield _closes(brief, today, style)
    if brief.estimated_revenue is not None:
        likely = "" if brief.probability is None else f"{formats.percent(brief.probability)} probable"
        weighted = (
            "" if brief.weighted_revenue is None else f"weighted {_money(brief, brief.weighted_revenue)}"
        )
        yield Told("Est. revenue", _money(brief, brief.estimated_revenue), _listed(likely, weighted))
    if brief.rating is not None:
        forecast = brief.forecast_category
        yield Told("Rating", brief.rating.label, f"forecast {forecast.label.lower()}" if forecast else "")
    if brief.budget_amount is not None or brief.budget_status is not None:
        status = brief.budget_status.label if brief.budget_status is not None else ""
        amount = _money(brief, brief.budget_amount) if brief.budget_amount is not None else ""
        yield Told("Budget", amount or status, status.lower() if amount else "")
    yield from (_quote(quote, today, style) for quote in brief.quotes)


def _on_hold(brief: Brief) -> str:
    reason = brief.status_reason
    return "" if reason is OpportunityStatusReason.IN_PROGRESS else reason.label.lower()


def _closes(brief: Brief, today: date, style: DateFormat) -> Told:
    closes = brief.estimated_close_date
    if closes is None:
        return Told("Closes", "no close date")
    days = (closes - today).days
    far = f"late by {counted(-days, 'day')}" if days < 0 else formats.relative_day(closes, today, style)
    shown = formats.weekday_dated(closes, today, style)
    return Told("Closes", shown, far if far != formats.day(closes, today, style) else "", days < 0)


def _quote(quote: QuoteRow, today: date, style: DateFormat) -> Told:
    amount = quote.total_amount
    total = formats.money(formats.stored_money(amount), quote.symbol) if amount is not None else ""
    until = f"valid to {formats.dated(quote.valid_to, today, style)}" if quote.valid_to is not None else ""
    return Told("Quote", _listed(quote.number, total), _listed(quote.status.label.lower(), until))


def _risks(risks: Sequence[Card], brief: Brief, style: DateFormat) -> Iterator[Told]:
    for card in risks:
        summary = formats.sentence(card.summary, card.symbol, _today(brief), style)
        yield Told("", card.title, summary, is_late=True)


def _next(brief: Brief, style: DateFormat) -> Iterator[Told]:
    step = brief.stage.next_step if brief.stage is not None else None
    if step is not None:
        yield Told("Step", step)
    if brief.next is None:
        yield Told("Activity", "nothing planned", is_late=True)
    else:
        when = _when(brief.next, brief, style)
        more = _listed(when, _activity(brief.next))
        yield Told("Activity", brief.next.text, more, _is_overdue(brief.next), ref=_ref(brief.next))


def _when(entry: Entry, brief: Brief, style: DateFormat) -> str:
    """Day and time, and how far off it is when that is near; of one that is soon its state says so."""
    when = entry_words.ahead(entry, brief.at, style)
    today, its_day = _today(brief), clock.local(entry.at).date()
    day = formats.relative_day(its_day, today, style)
    if entry.is_dated and day == formats.day(its_day, today, style):
        # Too far for a distance.
        return formats.dated(its_day, today, style)
    if entry.is_all_day or not entry.is_dated or when == day:
        return when
    exact = entry_words.day_and_time(entry, brief.at, style)
    return exact if entry.state == "soon" or when == exact else f"{exact}, {when}"


# Promises, people, notes


def _ref(entry: Entry) -> RecordRef:
    return RecordRef(entry.source, entry.id, entry.text)


def _is_overdue(entry: Entry) -> bool:
    return entry.state == "overdue"


def _activity(entry: Entry) -> str:
    """What is told of an activity besides its time and subject."""
    people = f"with {', '.join(entry.people)}" if entry.people else ""
    kind = f"{entry.kind.lower()} {people}".strip()
    high = "high priority" if entry.priority is Priority.HIGH else ""
    lasts = formats.duration(entry.duration_minutes) if entry.duration_minutes else ""
    status = "" if entry.status == "open" else entry.status
    return _listed(status, kind, lasts, entry.location, high)


def _promises(brief: Brief, style: DateFormat) -> Iterator[Told]:
    today = _today(brief)
    for entry in brief.promises:
        when, time = _promised(entry, today, style)
        more = _listed(time, _activity(entry))
        yield Told(when, entry.text, more, _is_overdue(entry), ref=_ref(entry))
    if brief.promise_count > len(brief.promises):
        yield Told("", f"and {brief.promise_count - len(brief.promises):,} more")


def _promised(entry: Entry, today: date, style: DateFormat) -> tuple[str, str]:
    """The day with the time of day; beside a year there is no room for the time, which comes after it."""
    day = clock.local(entry.at).date()
    if not entry.is_dated:
        return "no date", ""
    if entry.is_all_day:
        return formats.dated(day, today, style), ""
    if day.year != today.year:
        return formats.dated(day, today, style), formats.time(entry.at)
    return formats.moment(entry.at, today, style), ""


def _people(brief: Brief, style: DateFormat) -> Iterator[Told]:
    for person in brief.people:
        told = _listed(person.job_title, person.company, person.phone or person.email)
        more = f"{told}; {_contact(person, brief, style)}".lstrip("; ")
        ref = RecordRef(person.table, person.record_id, person.name)
        yield Told(person.role.label, person.name, more, ref=ref)


def _contact(person: Person, brief: Brief, style: DateFormat) -> str:
    last = person.last
    if last is None:
        return "no contact yet"
    when = formats.relative_day(clock.local(last.at).date(), _today(brief), style)
    heard = " from them" if last.is_incoming else ""
    return f"last contact {when}: {last.kind.lower()}{heard}, {last.title}"


def _notes(brief: Brief, style: DateFormat) -> Iterator[Told]:
    today = _today(brief)
    for note in brief.notes:
        day = formats.dated(clock.local(note.at).date(), today, style)
        author, body = ", ".join(note.people), note.body.strip()
        if not note.title and len(body) <= _SHORT_NOTE and "\n" not in body:
            yield Told(day, body, author, is_note=True, ref=_ref(note))
        else:
            yield Told(day, note.title, author, body=body, is_note=True, ref=_ref(note))


def _rival(rival: Rival) -> Told:
    told = [("strengths", rival.strengths), ("weaknesses", rival.weaknesses)]
    more = "; ".join(f"{label}: {' '.join(text.split())}" for label, text in told if text)
    return Told(rival.fared, rival.name, more, ref=RecordRef("competitor", rival.competitor_id, rival.name))


# Changes


def _changes(brief: Brief, style: DateFormat) -> Iterator[Told]:
    today = _today(brief)
    told: list[Change | Happened] = [*brief.changes, *brief.happened]
    told.sort(key=lambda one: one.at, reverse=True)
    for one in told[:_MOST_CHANGES]:
        day = formats.dated(clock.local(one.at).date(), today, style)
        if isinstance(one, Happened):
            ref = _ref(one.entry) if one.entry is not None else None
            yield Told(day, _happened(one, brief), one.status, ref=ref)
        else:
            yield Told(day, _changed(one, brief, style), one.user)
    if len(told) > _MOST_CHANGES:
        yield Told("", f"and {len(told) - _MOST_CHANGES:,} more")


def _happened(change: Happened, brief: Brief) -> str:
    match change.what:
        case "closed":
            reason = "" if brief.status is OpportunityStatus.WON else brief.status_reason.label.lower()
            return _listed(f"closed as {brief.status.label.lower()}", reason)
        case "stage":
            return f"came to {change.name}"
        case "quote":
            return f"quote {change.name}"
    assert change.entry is not None
    return f"{change.entry.kind.lower()}: {change.name}"


def _changed(change: Change, brief: Brief, style: DateFormat) -> str:
    if not change.part and change.kind is ChangeKind.INSERT:
        return "the opportunity was created"
    part, _, name = change.part.partition(": ")
    if part in _SAID:
        return _SAID[part][change.kind].format(name=name)
    if change.kind is not ChangeKind.UPDATE:
        return f"{change.part} {'added' if change.kind is ChangeKind.INSERT else 'removed'}"
    fields = ", ".join(_field(field, brief, style) for field in change.fields)
    return f"{change.part}: {fields}" if change.part else fields


def _field(field: FieldChange, brief: Brief, style: DateFormat) -> str:
    before, after = (_value(held, field.kind, brief, style) for held in (field.before, field.after))
    if field.before in (None, ""):
        return f"{field.label} set to {after}"
    if field.after in (None, ""):
        return f"{field.label} {before} taken out"
    return f"{field.label} {before} → {after}"


def _value(
    value: str | int | bool | Decimal | date | datetime | None, kind: str, brief: Brief, style: DateFormat
) -> str:
    if kind == "money" and isinstance(value, Decimal):
        return _money(brief, value)
    text = " ".join(formats.value(value, kind, _today(brief), style).split())
    return text if len(text) <= 60 else f"“{text[:58].rstrip()}…”"
