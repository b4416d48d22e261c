"""What to know of an opportunity before a call, in one read; every face tells the same of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import exists, func, text
from sqlmodel import Session, col, desc, or_, select

from salestui import clock
from salestui.lifecycle import activities, brief_changes, entries, opportunities, permission, quotes
from salestui.lifecycle.brief_changes import Change, Happened
from salestui.lifecycle.entries import KINDS, ActivityFacts, NoteFacts
from salestui.lifecycle.preview import preview
from salestui.lifecycle.shapes import Card, Entry, QuoteRow, Rival, Stakeholder
from salestui.lifecycle.timeline import WHEN, parties_of
from salestui.models.activities import Activity, ActivityParty
from salestui.models.choices import (
    OPEN_ACTIVITY,
    ActivityStatus,
    ActivityType,
    BudgetStatus,
    ConnectionRole,
    Direction,
    ForecastCategory,
    OpportunityStatus,
    OpportunityStatusReason,
    QuoteStatus,
    Rating,
)
from salestui.models.notes import Attachment, Note
from salestui.models.quotes import Order, Quote
from salestui.models.users import User
from salestui.store.rows import raw

NOTES = 3
MOST_PROMISES = 20
"""So many open activities are told; the record has them all."""
_TALKS = (
    ActivityType.PHONE_CALL,
    ActivityType.EMAIL,
    ActivityType.APPOINTMENT,
    ActivityType.LETTER,
    ActivityType.FAX,
)
"""Activities that reach somebody."""


@dataclass(frozen=True, slots=True)
class Contacted:
    """The last time that we talked to or heard from somebody."""

    at: datetime
    kind: str
    """Call, Mail, Meeting, Letter, Fax."""
    title: str
    is_incoming: bool


@dataclass(frozen=True, slots=True)
class Person:
    """A stakeholder before a call."""

    table: str
    """contact or account."""
    record_id: UUID
    name: str
    role: ConnectionRole
    job_title: str | None
    company: str | None
    """Of a contact that belongs to another company than the customer."""
    phone: str | None
    email: str | None
    last: Contacted | None


@dataclass(frozen=True, slots=True)
class Stage:
    """Where it stands in its process."""

    name: str
    days: int | None
    steps_done: int
    steps_total: int
    next_step: str | None


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything that a brief says; a face says how."""

    id: UUID
    at: datetime
    """When it was read."""
    topic: str
    customer: str | None
    contact: str | None
    owner: str
    status: OpportunityStatus
    status_reason: OpportunityStatusReason
    symbol: str
    decimals: int
    estimated_revenue: Decimal | None
    probability: int | None
    weighted_revenue: Decimal | None
    rating: Rating | None
    forecast_category: ForecastCategory | None
    budget_amount: Decimal | None
    budget_status: BudgetStatus | None
    estimated_close_date: date | None
    actual_revenue: Decimal | None
    actual_close_date: date | None
    quotes: tuple[QuoteRow, ...]
    """The ones that the customer has: active or won."""
    risks: tuple[Card, ...]
    stage: Stage | None
    next: Entry | None
    promises: tuple[Entry, ...]
    """Open activities, overdue ones first."""
    promise_count: int
    people: tuple[Person, ...]
    notes: tuple[Entry, ...]
    """The last ones, the newest first."""
    competitors: tuple[Rival, ...]
    changes: tuple[Change, ...]
    """Of the last 14 days, the newest first."""
    happened: tuple[Happened, ...]
    """In these days, but before it came into the file; the newest first."""


def brief(session: Session, opportunity_id: UUID) -> Brief:
    """The brief of an opportunity, from what the user of the session may read. Raises Gone."""
    now = clock.now()
    opportunity = opportunities.get(session, opportunity_id)
    user_id = session.info.get("user_id")
    seen = preview(raw(session), user_id, opportunity_id)
    assert seen is not None
    active = seen.stage_bar.active if seen.stage_bar is not None else None
    revenue, probability = opportunity.estimated_revenue, opportunity.probability
    weighted = revenue * probability / 100 if revenue is not None and probability is not None else None
    changes, happened = brief_changes.changes(session, opportunity, now)
    return Brief(
        id=opportunity_id,
        at=now,
        topic=opportunity.topic,
        customer=seen.customer,
        contact=seen.contact,
        owner=seen.owner,
        status=opportunity.status,
        status_reason=opportunity.status_reason,
        symbol=seen.symbol,
        decimals=seen.decimals,
        estimated_revenue=revenue,
        probability=probability,
        weighted_revenue=weighted,
        rating=opportunity.rating,
        forecast_category=opportunity.forecast_category,
        budget_amount=opportunity.budget_amount,
        budget_status=opportunity.budget_status,
        estimated_close_date=opportunity.estimated_close_date,
        actual_revenue=opportunity.actual_revenue,
        actual_close_date=opportunity.actual_close_date,
        quotes=tuple(
            quote
            for quote in quotes.quotes_of(session, opportunity_id)
            if quote.status in (QuoteStatus.ACTIVE, QuoteStatus.WON)
        ),
        risks=seen.risks,
        stage=Stage(active.name, active.days, active.steps_done, active.steps_total, active.next_step)
        if active is not None
        else None,
        next=seen.next,
        promises=tuple(_promises(session, opportunity_id, now)),
        promise_count=seen.open_activities,
        people=tuple(_people(session, seen.decides, seen.customer)),
        notes=tuple(_notes(session, opportunity_id)),
        competitors=seen.against,
        changes=changes,
        happened=happened,
    )


def opportunity_of(session: Session, activity_id: UUID) -> UUID | None:
    """The opportunity that an activity is about, also by its quote or order; None without. Raises Gone."""
    activity = activities.get(session, activity_id)
    document: Quote | Order | None = None
    if activity.quote_id is not None:
        document = session.get(Quote, activity.quote_id)
    elif activity.order_id is not None:
        document = session.get(Order, activity.order_id)
    return document.opportunity_id if document is not None else activity.opportunity_id


def _promises(session: Session, opportunity_id: UUID, now: datetime) -> list[Entry]:
    columns: Any = tuple(getattr(Activity, name) for name in ActivityFacts._fields)
    query = select(*columns).where(
        Activity.opportunity_id == opportunity_id,
        col(Activity.status).in_(OPEN_ACTIVITY),
        *permission.reading(session, "activity"),
    )
    facts = [
        ActivityFacts(*row)
        for row in session.exec(query.order_by(text(entries.SOONEST)).limit(MOST_PROMISES))
    ]
    parties = parties_of(session, [one.id for one in facts])
    found = [entries.of_activity(one, parties.get(one.id, ()), 0, now) for one in facts]
    return sorted(found, key=lambda entry: entry.state != "overdue")


def _people(session: Session, decides: Sequence[Stakeholder], customer: str | None) -> Iterator[Person]:
    for one in decides:
        company = one.company if one.company != customer else None
        last = _last_contact(session, one)
        yield Person(
            one.table, one.record_id, one.name, one.role, one.job_title, company, one.phone, one.email, last
        )


def _last_contact(session: Session, person: Stakeholder) -> Contacted | None:
    party = ActivityParty.contact_id if person.table == "contact" else ActivityParty.account_id
    regarding = Activity.contact_id if person.table == "contact" else Activity.account_id
    took_part = select(ActivityParty.activity_id).where(party == person.record_id)
    columns: Any = (WHEN, Activity.activity_type, Activity.subject, Activity.direction)
    query = (
        select(*columns)
        .where(
            or_(col(Activity.id).in_(took_part), regarding == person.record_id),
            Activity.status == ActivityStatus.COMPLETED,
            col(Activity.activity_type).in_(_TALKS),
            *permission.reading(session, "activity"),
        )
        .order_by(desc(WHEN))
    )
    found = session.exec(query.limit(1)).first()
    if found is None:
        return None
    at, kind, subject, direction = found
    return Contacted(at, KINDS[kind], subject, direction is Direction.INCOMING)


def _notes(session: Session, opportunity_id: UUID) -> Iterator[Entry]:
    """The last ones that say something: a note that only carries a file is called like it."""
    names_its_file = exists().where(
        col(Attachment.note_id) == col(Note.id), col(Attachment.file_name) == col(Note.title)
    )
    says_something = or_(func.coalesce(Note.body, "") != "", ~names_its_file)
    columns: Any = (
        Note.id,
        Note.title,
        Note.body,
        Note.created_on,
        User.full_name,
        Note.is_pinned,
        Note.opportunity_id,
    )
    query = (
        select(*columns)
        .select_from(Note)
        .join(User, col(User.id) == Note.owner_user_id, isouter=True)
        .where(Note.opportunity_id == opportunity_id, says_something)
        .order_by(col(Note.created_on).desc(), col(Note.id).desc())
    )
    for row in session.exec(query.limit(NOTES)):
        yield entries.of_note(NoteFacts(*row), 0)
