"""Activities, notes and posts as entries of a timeline, from plain facts. Light to import."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID

from salestui import clock
from salestui.lifecycle import mentions
from salestui.lifecycle.shapes import Entry, EntryGroup, EntryState
from salestui.models.choices import (
    CLOSING_REASONS_BY_TYPE,
    OPEN_ACTIVITY,
    OPEN_ACTIVITY_CODES,
    STATUS_REASONS_BY_TYPE,
    ActivityStatus,
    ActivityType,
    Choice,
    Direction,
    EmailStatusReason,
    OpportunityStatusReason,
    ParticipationType,
    Priority,
    TaskStatusReason,
)

SOON = timedelta(hours=1)
"""A meeting that begins within this is soon."""

GROUPS: dict[ActivityType, EntryGroup] = {
    ActivityType.PHONE_CALL: "call",
    ActivityType.EMAIL: "mail",
    ActivityType.APPOINTMENT: "meeting",
    ActivityType.TASK: "task",
    ActivityType.LETTER: "letter",
    ActivityType.FAX: "letter",
    ActivityType.OPPORTUNITY_CLOSE: "close",
    ActivityType.QUOTE_CLOSE: "close",
    ActivityType.ORDER_CLOSE: "close",
}

KINDS: dict[ActivityType, str] = {
    ActivityType.PHONE_CALL: "Call",
    ActivityType.EMAIL: "Mail",
    ActivityType.APPOINTMENT: "Meeting",
    ActivityType.TASK: "Task",
    ActivityType.LETTER: "Letter",
    ActivityType.FAX: "Fax",
    ActivityType.QUOTE_CLOSE: "Quote",
    ActivityType.ORDER_CLOSE: "Order",
}
"""The words for the types; a closed opportunity is Won or Lost instead."""

_TELLING: dict[ActivityType, tuple[Choice, ...]] = {
    ActivityType.TASK: (TaskStatusReason.IN_PROGRESS, TaskStatusReason.WAITING, TaskStatusReason.DEFERRED),
    ActivityType.EMAIL: (
        EmailStatusReason.DRAFT,
        EmailStatusReason.PENDING_SEND,
        EmailStatusReason.SENDING,
        EmailStatusReason.FAILED,
    ),
}
"""Open ones whose status reason says more than "open"."""

_INCOMING = frozenset({ParticipationType.SENDER})
_OUTGOING = frozenset(
    {
        ParticipationType.TO,
        ParticipationType.CC,
        ParticipationType.BCC,
        ParticipationType.REQUIRED_ATTENDEE,
        ParticipationType.OPTIONAL_ATTENDEE,
        ParticipationType.CUSTOMER,
    }
)


class ActivityFacts(NamedTuple):
    """The columns of an activity that its entry needs; the names are those of the table."""

    id: UUID
    activity_type: ActivityType
    subject: str
    description: str | None
    status: ActivityStatus
    status_reason: int
    priority: Priority
    scheduled_start: datetime | None
    scheduled_end: datetime | None
    actual_end: datetime | None
    sent_on: datetime | None
    created_on: datetime
    duration_minutes: int | None
    is_all_day: bool
    direction: Direction | None
    location: str | None
    closing_status_reason: int | None
    is_pinned: bool
    opportunity_id: UUID | None


class NoteFacts(NamedTuple):
    """The columns of a note or post that its entry needs."""

    id: UUID
    title: str | None
    body: str | None
    created_on: datetime
    author: str | None
    is_pinned: bool
    opportunity_id: UUID | None


PARTY_COLUMNS = """p.participation,
  coalesce(c.full_name, a.name, l.full_name, l.company_name, u.full_name, p.display_name, p.address),
  p.contact_id IS NOT NULL OR p.user_id IS NOT NULL OR p.lead_id IS NOT NULL"""
"""In SQL, for reads without the ORM: what a `Party` needs, the name as `activity_parties.NAME` has it."""
PARTY_TABLES = """activity_party p
  LEFT JOIN contact c ON c.id = p.contact_id
  LEFT JOIN account a ON a.id = p.account_id
  LEFT JOIN lead l ON l.id = p.lead_id
  LEFT JOIN system_user u ON u.id = p.user_id"""
"""Where that stands."""


class Party(NamedTuple):
    """Somebody who takes part in an activity."""

    participation: ParticipationType
    name: str
    is_person: bool
    """A person is called by the first name where there is little room."""

    @property
    def short(self) -> str:
        """The first name of a person, else the whole name."""
        return self.name.split()[0] if self.is_person and self.name.strip() else self.name


WHEN = f"""CASE
  WHEN activity.activity_type = {int(ActivityType.APPOINTMENT)} AND activity.scheduled_start IS NOT NULL
    THEN activity.scheduled_start
  WHEN activity.status IN {OPEN_ACTIVITY_CODES}
    THEN coalesce(activity.scheduled_start, activity.scheduled_end, activity.created_on)
  ELSE coalesce(activity.sent_on, activity.actual_end, activity.scheduled_end, activity.created_on) END"""
"""Where an activity stands in a timeline, in SQL about `activity`; what `when` is in Python."""
SOONEST = "activity.scheduled_end IS NULL, activity.scheduled_end, activity.id"
"""The order of the open activities of an opportunity, in SQL: the first one comes next."""


def is_open(status: ActivityStatus) -> bool:
    """Whether there is still something to do; a scheduled meeting too."""
    return status in OPEN_ACTIVITY


def when(facts: ActivityFacts) -> datetime:
    """Where an activity stands in a timeline: when it happened or is to happen. `WHEN` in Python."""
    if facts.activity_type is ActivityType.APPOINTMENT and facts.scheduled_start:
        return facts.scheduled_start
    if is_open(facts.status):
        return facts.scheduled_start or facts.scheduled_end or facts.created_on
    return facts.sent_on or facts.actual_end or facts.scheduled_end or facts.created_on


def due(scheduled_end: datetime | None, is_all_day: bool) -> datetime | None:
    """Until when an activity is to be done; one for a whole day until that day ends here."""
    if scheduled_end is None or not is_all_day:
        return scheduled_end
    return datetime.combine(clock.local(scheduled_end).date(), time.max).astimezone()


def is_overdue(facts: ActivityFacts, now: datetime) -> bool:
    """Whether it is open past its due time."""
    until = due(facts.scheduled_end, facts.is_all_day)
    return is_open(facts.status) and until is not None and until < now


def of_activity(facts: ActivityFacts, parties: Sequence[Party], files: int, now: datetime) -> Entry:
    """The entry of an activity."""
    state = _state(facts, now)
    wanted = _INCOMING if facts.direction is Direction.INCOMING else _OUTGOING
    people = [party for party in parties if party.participation in wanted]
    return Entry(
        id=facts.id,
        source="activity",
        group=GROUPS[facts.activity_type],
        kind=_kind(facts),
        at=when(facts),
        title=facts.subject,
        body=facts.description or "",
        state=state,
        status=_status(facts, state, people, now),
        people=tuple(dict.fromkeys(party.name for party in people)),
        duration_minutes=facts.duration_minutes,
        priority=facts.priority,
        location=facts.location or "",
        files=files,
        is_pinned=facts.is_pinned,
        is_all_day=facts.is_all_day,
        is_dated=state == "done" or bool(facts.scheduled_start or facts.scheduled_end),
        opportunity_id=facts.opportunity_id,
    )


def of_note(facts: NoteFacts, files: int) -> Entry:
    """The entry of a note."""
    return _plain(facts, files, is_post=False)


def of_post(facts: NoteFacts) -> Entry:
    """The entry of a post; who and what it names is called as when it was written."""
    return _plain(facts._replace(body=mentions.plain(facts.body or "")), 0, is_post=True)


def _plain(facts: NoteFacts, files: int, *, is_post: bool) -> Entry:
    return Entry(
        id=facts.id,
        source="post" if is_post else "note",
        group="post" if is_post else "note",
        kind="Post" if is_post else "Note",
        at=facts.created_on,
        title=facts.title or "",
        body=facts.body or "",
        state="plain",
        status="",
        people=(facts.author,) if facts.author else (),
        duration_minutes=None,
        priority=Priority.NORMAL,
        location="",
        files=files,
        is_pinned=facts.is_pinned,
        opportunity_id=facts.opportunity_id,
    )


def _kind(facts: ActivityFacts) -> str:
    if facts.activity_type is ActivityType.OPPORTUNITY_CLOSE:
        return "Won" if facts.closing_status_reason == OpportunityStatusReason.WON else "Lost"
    return KINDS[facts.activity_type]


def _state(facts: ActivityFacts, now: datetime) -> EntryState:
    if facts.status is ActivityStatus.COMPLETED:
        return "done"
    if facts.status is ActivityStatus.CANCELED:
        return "canceled"
    if is_overdue(facts, now):
        return "overdue"
    start = facts.scheduled_start
    is_meeting = facts.activity_type is ActivityType.APPOINTMENT and not facts.is_all_day
    return "soon" if is_meeting and start and start - now <= SOON else "open"


def _status(facts: ActivityFacts, state: EntryState, people: Sequence[Party], now: datetime) -> str:
    kind = facts.activity_type
    if state == "canceled":
        return "canceled"
    if state == "overdue":
        return "overdue"
    if state == "soon" and facts.scheduled_start:
        minutes = -(-int((facts.scheduled_start - now).total_seconds()) // 60)
        return f"in {minutes} min" if minutes > 0 else "now"
    if state == "open":
        return _open_words(facts)
    if kind in (ActivityType.OPPORTUNITY_CLOSE, ActivityType.QUOTE_CLOSE, ActivityType.ORDER_CLOSE):
        return _closing_words(facts)
    if kind is ActivityType.APPOINTMENT:
        return "completed early" if facts.scheduled_start and facts.scheduled_start > now else "held"
    if kind is ActivityType.TASK:
        return "done"
    if kind is ActivityType.EMAIL and facts.status_reason == EmailStatusReason.SENT and people:
        return f"sent to {_listed(people)}"
    if kind is ActivityType.EMAIL and facts.status_reason == EmailStatusReason.RECEIVED and people:
        return f"received from {_listed(people)}"
    return STATUS_REASONS_BY_TYPE[kind].from_code(facts.status_reason).label.lower()


def _open_words(facts: ActivityFacts) -> str:
    reasons = _TELLING.get(facts.activity_type, ())
    reason = next((reason for reason in reasons if reason == facts.status_reason), None)
    return reason.label.lower() if reason else "open"


def _closing_words(facts: ActivityFacts) -> str:
    code = facts.closing_status_reason
    if code is None or _kind(facts) == "Won":
        return ""
    return CLOSING_REASONS_BY_TYPE[facts.activity_type].from_code(code).label.lower()


def _listed(people: Sequence[Party], most: int = 3) -> str:
    names = list(dict.fromkeys(person.short for person in people))
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")
