"""The assistant: cards that remind of meetings, things due, close dates, quotes and silence."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_
from sqlmodel import Session, col, exists, select

from salestui import clock
from salestui.lifecycle import reminders, timeline
from salestui.lifecycle.entries import ActivityFacts
from salestui.lifecycle.reminders import About
from salestui.lifecycle.shapes import Card
from salestui.models.activities import Activity, ActivityParty
from salestui.models.base import Owned
from salestui.models.choices import (
    OPEN_ACTIVITY,
    ActivityStatus,
    ActivityType,
    OpportunityStatus,
    PostSource,
    QuoteStatus,
)
from salestui.models.customers import Contact
from salestui.models.notes import Note, Post
from salestui.models.opportunities import Opportunity
from salestui.models.products import Currency
from salestui.models.quotes import Quote
from salestui.models.users import TeamMembership
from salestui.models.views import AssistantCardState

MOST_OF_A_KIND = 50
"""Of everything that a user or team owns, so many of each kind are looked at, the most pressing first."""
_OVERDUE_WITHIN = timedelta(days=30)
"""Outside a record, activities that are overdue for longer no longer remind."""

_FINISHED = col(Activity.status) == ActivityStatus.COMPLETED
_IS_MEETING = col(Activity.activity_type) == ActivityType.APPOINTMENT


class _Scope(NamedTuple):
    """Whose cards: those of one opportunity, whoever owns it, or of all that a user or a team of his owns."""

    user_id: UUID
    team_ids: Sequence[UUID]
    opportunity_id: UUID | None

    def opportunities(self) -> list[ColumnElement[bool]]:
        """The open opportunities: a condition for each owner, so that an index serves each of them."""
        is_open = col(Opportunity.status) == OpportunityStatus.OPEN
        if self.opportunity_id:
            return [and_(col(Opportunity.id) == self.opportunity_id, is_open)]
        owners = [
            col(Opportunity.owner_user_id) == self.user_id,
            *(col(Opportunity.owner_team_id) == team_id for team_id in self.team_ids),
        ]
        return [and_(owner, is_open) for owner in owners]

    def owned(self, model: type[Owned]) -> ColumnElement[bool]:
        """The records of a table that are his or his teams'."""
        return or_(col(model.owner_user_id) == self.user_id, col(model.owner_team_id).in_(self.team_ids))


def cards(
    session: Session, user_id: UUID, opportunity_id: UUID | None = None, now: datetime | None = None
) -> list[Card]:
    """The cards that a user has not snoozed or dismissed, the most urgent first.

    Of one opportunity, or without it of all that he or a team of his owns; of each owner's at most
    `MOST_OF_A_KIND` a kind.
    """
    now = now or clock.now()
    teams = select(TeamMembership.team_id).where(TeamMembership.user_id == user_id)
    scope = _Scope(user_id, session.exec(teams).all(), opportunity_id)
    today = clock.local(now).date()
    found = [
        *_of_activities(session, scope, now),
        *_of_quotes(session, scope, today),
    ]
    for opportunities in scope.opportunities():
        found += _of_close_dates(session, opportunities, today)
        found += _of_silence(session, opportunities, now, with_contact=opportunity_id is not None)
    away = _put_away(session, user_id, [card.key for card in found], now)
    return sorted((card for card in found if card.key not in away), key=lambda card: card.priority)


def _put_away(session: Session, user_id: UUID, keys: Sequence[str], now: datetime) -> frozenset[str]:
    """The cards that the user dismissed, or snoozed until later than now."""
    if not keys:
        return frozenset()
    state = AssistantCardState
    query = select(state.card).where(
        state.user_id == user_id,
        col(state.card).in_(keys),
        or_(col(state.dismissed_on).is_not(None), col(state.snoozed_until) > now),
    )
    return frozenset(session.exec(query))


def _with_currency(query: Any, currency_id: Any) -> Any:
    """The query with the currency joined that this column names, or else the base currency."""
    base = select(Currency.id).where(col(Currency.is_base)).limit(1).scalar_subquery()
    return query.join(Currency, col(Currency.id) == func.coalesce(currency_id, base), isouter=True)


def _of_activities(session: Session, scope: _Scope, now: datetime) -> Iterator[Card]:
    midnight = datetime.combine(clock.local(now).date() + timedelta(days=1), time.min).astimezone()
    lately = now - reminders.FOLLOW_UP
    is_recent = and_(_IS_MEETING, col(Activity.scheduled_end) >= lately)
    if scope.opportunity_id:
        ours = col(Activity.opportunity_id) == scope.opportunity_id
        wanted = and_(ours, or_(col(Activity.status).in_(OPEN_ACTIVITY), is_recent))
    else:
        soon_or_late = col(Activity.scheduled_end).between(now - _OVERDUE_WITHIN, midnight)
        mine = and_(scope.owned(Activity), col(Activity.status).in_(OPEN_ACTIVITY), soon_or_late)
        with_me = exists().where(
            col(ActivityParty.activity_id) == Activity.id, col(ActivityParty.user_id) == scope.user_id
        )
        meetings = and_(
            is_recent,
            col(Activity.scheduled_end) <= midnight + timedelta(days=1),
            or_(scope.owned(Activity), with_me),
        )
        wanted = or_(mine, meetings)
    noted_since = (
        exists()
        .where(
            col(Note.opportunity_id) == Activity.opportunity_id,
            col(Note.created_on) >= Activity.scheduled_end,
        )
        .correlate(Activity)
    )
    columns: Any = (
        *(getattr(Activity, name) for name in ActivityFacts._fields),
        Opportunity.topic,
        noted_since,
    )
    query = (
        select(*columns)
        .join(Opportunity, col(Opportunity.id) == Activity.opportunity_id, isouter=True)
        .where(wanted)
        .order_by(col(Activity.scheduled_end).desc())
        .limit(MOST_OF_A_KIND * 2)
    )
    for *row, topic, has_note in session.exec(query):
        facts = ActivityFacts(*row)
        about = About(facts.opportunity_id, topic)
        if facts.activity_type is ActivityType.APPOINTMENT:
            card = reminders.meeting(facts, about, has_note, now)
        else:
            card = reminders.due(facts, about, now)
        if card:
            yield card


def _of_close_dates(session: Session, opportunities: ColumnElement[bool], today: date) -> Iterator[Card]:
    columns: Any = (
        Opportunity.id,
        Opportunity.topic,
        Opportunity.estimated_close_date,
        Opportunity.estimated_revenue,
        Currency.symbol,
    )
    last = today + timedelta(days=reminders.CLOSE_SOON_DAYS)
    query = (
        _with_currency(select(*columns).select_from(Opportunity), Opportunity.currency_id)
        .where(opportunities, col(Opportunity.estimated_close_date) <= last)
        .order_by(col(Opportunity.estimated_close_date).desc())
        .limit(MOST_OF_A_KIND)
    )
    for record_id, topic, closes, revenue, symbol in session.exec(query):
        about = About(record_id, topic, symbol or "")
        if card := reminders.close_date(record_id, about, closes, revenue, today):
            yield card


def _of_quotes(session: Session, scope: _Scope, today: date) -> Iterator[Card]:
    mine = col(Quote.opportunity_id) == scope.opportunity_id if scope.opportunity_id else scope.owned(Quote)
    columns: Any = (
        Quote.id,
        Quote.quote_number,
        Quote.total_amount,
        Quote.activated_on,
        Quote.effective_to,
        Opportunity.id,
        Opportunity.topic,
        Currency.symbol,
    )
    asked = today - timedelta(days=reminders.UNANSWERED_DAYS)
    ending = today + timedelta(days=reminders.EXPIRES_DAYS)
    query = (
        _with_currency(select(*columns).select_from(Quote), Quote.currency_id)
        .join(Opportunity, col(Opportunity.id) == Quote.opportunity_id, isouter=True)
        .where(
            mine,
            col(Quote.status) == QuoteStatus.ACTIVE,
            or_(col(Quote.activated_on) <= asked, col(Quote.effective_to) <= ending),
        )
        .order_by(col(Quote.effective_to))
        .limit(MOST_OF_A_KIND)
    )
    for *row, opportunity_id, topic, symbol in session.exec(query):
        about = About(opportunity_id, topic, symbol or "")
        if card := reminders.quote(reminders.QuoteFacts(*row), about, today):
            yield card


def _of_silence(
    session: Session, opportunities: ColumnElement[bool], now: datetime, *, with_contact: bool
) -> Iterator[Card]:
    since = now - timedelta(days=reminders.NO_ACTIVITY_DAYS)
    of_it = col(Activity.opportunity_id) == Opportunity.id
    planned = exists().where(of_it, col(Activity.status).in_(OPEN_ACTIVITY)).correlate(Opportunity)
    happened = select(func.max(timeline.WHEN)).where(of_it, _FINISHED).correlate(Opportunity)
    noted = select(func.max(Note.created_on)).where(col(Note.opportunity_id) == Opportunity.id)
    posted = select(func.max(Post.created_on)).where(
        col(Post.opportunity_id) == Opportunity.id, col(Post.source) == PostSource.MANUAL
    )
    columns: Any = (
        Opportunity.id,
        Opportunity.topic,
        Opportunity.created_on,
        happened.scalar_subquery(),
        noted.correlate(Opportunity).scalar_subquery(),
        posted.correlate(Opportunity).scalar_subquery(),
        Contact.id,
        Contact.full_name,
    )
    query = (
        select(*columns)
        .select_from(Opportunity)
        .join(Contact, col(Contact.id) == Opportunity.contact_id, isouter=True)
        .where(opportunities, col(Opportunity.created_on) <= since, ~planned)
        .order_by(col(Opportunity.estimated_close_date))
        .limit(MOST_OF_A_KIND)
    )
    for record_id, topic, created_on, *lasts, contact_id, contact in session.exec(query):
        about = About(record_id, topic)
        last = max(moment for moment in (created_on, *lasts) if moment is not None)
        card = reminders.no_activity(
            "no_activity_opportunity", "opportunity", record_id, about, topic, last, now
        )
        if card:
            yield card
        elif with_contact and contact_id:
            yield from _of_silent_contact(session, about, contact_id, contact, created_on, now)


def _of_silent_contact(
    session: Session, about: About, contact_id: UUID, name: str, created_on: datetime, now: datetime
) -> Iterator[Card]:
    takes_part = select(ActivityParty.activity_id).where(ActivityParty.contact_id == contact_id)
    last = session.exec(
        select(func.max(timeline.WHEN)).where(
            _FINISHED, or_(col(Activity.contact_id) == contact_id, col(Activity.id).in_(takes_part))
        )
    ).first()
    card = reminders.no_activity(
        "no_activity_contact", "contact", contact_id, about, name, max(last or created_on, created_on), now
    )
    if card:
        yield card
