"""What changed in an opportunity lately, for its brief: the journal's entries, and what is older than it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from sqlmodel import Session, col, select

from salestui import clock
from salestui.lifecycle import entries, permission, processes
from salestui.lifecycle.closing import closing_moment
from salestui.lifecycle.entries import ActivityFacts
from salestui.lifecycle.history import FieldChange, HistoryEntry, history_of
from salestui.lifecycle.shapes import Entry
from salestui.lifecycle.timeline import WHEN, parties_of
from salestui.models.activities import Activity
from salestui.models.choices import ActivityStatus, ActivityType, ChangeKind, JournalKind
from salestui.models.fields import FIELDS
from salestui.models.notes import Attachment, Note
from salestui.models.opportunities import Opportunity
from salestui.models.processes import ProcessInstance, StageVisit
from salestui.models.quotes import Quote
from salestui.models.users import User
from salestui.store.rows import raw

CHANGED_WITHIN = timedelta(days=14)
_MOST_CHANGES = 300
_TOLD_ELSEWHERE = ("note", "post", "process", "stage", "party", "attachment")
"""Parts whose changes are no news, or stand in the brief already."""
_MEMBER, _SHARE = "sales team: ", "record share: "
_CALCULATED = frozenset(
    field.label
    for name, field in FIELDS["opportunity"].items()
    if field.read_only and name not in ("total_amount", "status", "pipeline_phase")
)
"""Fields that follow others."""
_STATUS = FIELDS["opportunity"]["status"].label
_CLOSINGS = (ActivityType.OPPORTUNITY_CLOSE, ActivityType.QUOTE_CLOSE, ActivityType.ORDER_CLOSE)


@dataclass(frozen=True, slots=True)
class Change:
    """What is other than before: a field of the opportunity, or one of its parts."""

    at: datetime
    user: str
    """Who changed it last; empty when nobody was signed in."""
    part: str
    """Such as "stakeholder: Ana Silva"; empty for the opportunity itself."""
    kind: ChangeKind
    fields: tuple[FieldChange, ...]
    """Before and after over the whole time; none for a part that was added or deleted."""


@dataclass(frozen=True, slots=True)
class Happened:
    """What no entry of the journal tells: it was closed, came to a stage, something was done or quoted."""

    at: datetime
    what: Literal["closed", "stage", "activity", "quote"]
    name: str = ""
    """Of the stage, the activity or the quote."""
    status: str = ""
    """What became of the activity or the quote: "made", "activated"."""
    entry: Entry | None = None
    """The activity."""


def changes(
    session: Session, opportunity: Opportunity, now: datetime
) -> tuple[tuple[Change, ...], tuple[Happened, ...]]:
    """What is other than it was, whatever it was in between, and what happened; the newest first.

    What happened before the opportunity came into the file, as an imported one's may have, the journal does
    not know: its own dates and those of what belongs to it tell that.
    """
    found = history_of(
        raw(session), session.info.get("user_id"), "opportunity", opportunity.id, _MOST_CHANGES
    )
    within = [entry for entry in reversed(found) if entry.at >= now - CHANGED_WITHIN]
    made = next((entry for entry in within if not entry.part and entry.change is ChangeKind.INSERT), None)
    told: list[Change] = []
    # An imported one may be older than its first entry.
    if made is not None and opportunity.created_on >= now - CHANGED_WITHIN:
        told.append(Change(opportunity.created_on, made.user, "", ChangeKind.INSERT, ()))
    told += _of_itself(entry for entry in within if not entry.part and entry is not made)
    # What came into being by the same command as the opportunity is no change of it.
    with_it = (made.at, made.title) if made is not None else None
    parts = [entry for entry in within if entry.part and (entry.at, entry.title) != with_it]
    # Who joins the sales team gets a share by that.
    joined = {
        f"{_SHARE}{entry.part.removeprefix(_MEMBER)}" for entry in parts if entry.part.startswith(_MEMBER)
    }
    told += _of_parts(
        entry for entry in parts if entry.part not in joined and not entry.part.startswith(_TOLD_ELSEWHERE)
    )
    told += _attached(session, opportunity.id, now - CHANGED_WITHIN)
    happened: list[Happened] = []
    if made is not None:
        happened = [*_before(session, opportunity, told, now - CHANGED_WITHIN, made.at)]
    return tuple(sorted(told, key=_at, reverse=True)), tuple(sorted(happened, key=_at, reverse=True))


def _at(told: Change | Happened) -> datetime:
    return told.at


def _before(
    session: Session,
    opportunity: Opportunity,
    told: Sequence[Change],
    since: datetime,
    until: datetime,
) -> Iterator[Happened]:
    """What happened from `since` until the opportunity came into the file, and is not told yet."""
    closed = opportunity.actual_close_date
    if closed is not None and since <= (at := min(closing_moment(closed), until)):
        in_journal = (field.label for change in told for field in change.fields)
        if _STATUS not in in_journal:
            yield Happened(at, "closed")
    yield from _stages(session, opportunity.id, since, until)
    yield from _done(session, opportunity.id, since, until)
    yield from _quotes(session, opportunity.id, since, until)


def _stages(session: Session, opportunity_id: UUID, since: datetime, until: datetime) -> Iterator[Happened]:
    """The stages that it came to; in the first one it began."""
    columns: Any = (ProcessInstance.process, StageVisit.stage, StageVisit.entered_on)
    query = (
        select(*columns)
        .join(ProcessInstance, col(ProcessInstance.id) == StageVisit.process_instance_id)
        .where(
            ProcessInstance.opportunity_id == opportunity_id,
            col(StageVisit.entered_on).between(since, until),
            StageVisit.entered_on > ProcessInstance.started_on,
        )
    )
    for key, stage_key, at in session.exec(query):
        process = processes.load().get(key)
        names = {stage.key: stage.name for stage in process.stages} if process is not None else {}
        yield Happened(at, "stage", names.get(stage_key, stage_key))


def _done(session: Session, opportunity_id: UUID, since: datetime, until: datetime) -> Iterator[Happened]:
    """The activities that were completed; those that close something are told by what they close."""
    columns: Any = tuple(getattr(Activity, name) for name in ActivityFacts._fields)
    query = select(*columns).where(
        Activity.opportunity_id == opportunity_id,
        Activity.status == ActivityStatus.COMPLETED,
        col(Activity.activity_type).not_in(_CLOSINGS),
        WHEN.between(since, until),
        col(Activity.created_on) <= until,
        *permission.reading(session, "activity"),
    )
    facts = [ActivityFacts(*row) for row in session.exec(query)]
    parties = parties_of(session, [one.id for one in facts])
    for one in facts:
        entry = entries.of_activity(one, parties.get(one.id, ()), 0, until)
        yield Happened(entry.at, "activity", entry.text, entry.status, entry)


def _quotes(session: Session, opportunity_id: UUID, since: datetime, until: datetime) -> Iterator[Happened]:
    """The quotes that the customer got, and how they ended."""
    query = select(Quote).where(
        Quote.opportunity_id == opportunity_id,
        col(Quote.created_on) <= until,
        *permission.reading(session, "quote"),
    )
    last = clock.local(until).date()
    for quote in session.exec(query):
        name = quote.quote_number + (f", revision {quote.revision}" if quote.revision else "")
        ended = quote.status_reason.label.lower()
        for day, status in ((quote.activated_on, "activated"), (quote.closed_on, ended)):
            # What was done to it on that last day, but later, is in the journal.
            if day is None or day > last or (day == last and quote.modified_on > until):
                continue
            if since <= (at := min(closing_moment(day), until)):
                yield Happened(at, "quote", name, status)


def _attached(session: Session, opportunity_id: UUID, since: datetime) -> Iterator[Change]:
    """The files that notes got; what came with a mail is told by the mail."""
    columns: Any = (Attachment.file_name, Attachment.created_on, User.full_name)
    query = (
        select(*columns)
        .select_from(Attachment)
        .join(Note, col(Note.id) == Attachment.note_id)
        .join(User, col(User.id) == Attachment.created_by_id, isouter=True)
        .where(Note.opportunity_id == opportunity_id, Attachment.created_on >= since)
    )
    for name, at, user in session.exec(query):
        yield Change(at, user or "", f"file: {name}", ChangeKind.INSERT, ())


def _of_itself(oldest_first: Iterator[HistoryEntry]) -> Iterator[Change]:
    """A change for each field that holds something else than before."""
    lives: defaultdict[str, list[tuple[FieldChange, HistoryEntry]]] = defaultdict(list)
    for entry in oldest_first:
        for change in entry.changes:
            if change.label not in _CALCULATED:
                lives[change.label].append((change, entry))
    for change, entry in map(_net, lives.values()):
        if change.before != change.after:
            yield Change(entry.at, entry.user, "", ChangeKind.UPDATE, (change,))


def _net(life: Sequence[tuple[FieldChange, HistoryEntry]]) -> tuple[FieldChange, HistoryEntry]:
    """What became of a field over the whole time, and the entry that gave it its value.

    Who only took something back gave it none: it is again what somebody made it before.
    """
    first, (last, made) = life[0][0], life[-1]
    if made.kind in (JournalKind.UNDO, JournalKind.REDO):
        done = (entry for change, entry in reversed(life[:-1]) if change.after == last.after)
        made = next((entry for entry in done if entry.kind is JournalKind.DO), made)
    return FieldChange(last.label, last.kind, first.before, last.after), made


def _of_parts(oldest_first: Iterator[HistoryEntry]) -> Iterator[Change]:
    """A change for each part that is added, deleted, or holds something else than before."""
    lives: defaultdict[str, list[list[HistoryEntry]]] = defaultdict(list)
    for entry in oldest_first:
        if entry.change is ChangeKind.INSERT or not lives[entry.part]:
            lives[entry.part].append([])
        lives[entry.part][-1].append(entry)
    for told in (life for of_one in lives.values() for life in of_one):
        first, last = told[0], told[-1]
        added, deleted = first.change is ChangeKind.INSERT, last.change is ChangeKind.DELETE
        if added and deleted:
            continue
        if added or deleted:
            yield Change(last.at, last.user, last.part, last.change if deleted else ChangeKind.INSERT, ())
        elif fields := tuple(change.fields[0] for change in _of_itself(iter(told))):
            yield Change(last.at, last.user, last.part, ChangeKind.UPDATE, fields)
