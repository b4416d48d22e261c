"""Closing an opportunity as won or lost: its own fields, and the resolution activity that says how."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from salestui import clock
from salestui.errors import InputError, SalesError
from salestui.lifecycle import posts
from salestui.lifecycle.input_numbers import check_money
from salestui.lifecycle.inputs import parse_text
from salestui.models.activities import Activity
from salestui.models.base import MEMO
from salestui.models.choices import (
    ActivityStatus,
    ActivityType,
    ForecastCategory,
    OpportunityStatus,
    OpportunityStatusReason,
    QuoteStatus,
    ResolutionStatusReason,
)
from salestui.models.competitors import Competitor, OpportunityCompetitor
from salestui.models.fields import Field
from salestui.models.opportunities import Opportunity
from salestui.models.quotes import Quote

LOST_REASONS = (OpportunityStatusReason.CANCELED, OpportunityStatusReason.OUT_SOLD)
_DESCRIPTION = Field("description", "Description", "memo", length=MEMO)
_SUBJECT_LENGTH = 200


class CannotClose(SalesError):
    """The opportunity can't be closed now, or not so."""


def why_not_close(session: Session, opportunity: Opportunity) -> str | None:
    """Why the opportunity can't be closed now, or None when it can."""
    if opportunity.status is not OpportunityStatus.OPEN:
        return f"It is closed as {opportunity.status.label.lower()} already. Reopen it to close it again."
    unsettled = (QuoteStatus.DRAFT, QuoteStatus.ACTIVE)
    query = select(Quote).where(Quote.opportunity_id == opportunity.id, col(Quote.status).in_(unsettled))
    quote = session.exec(query.limit(1)).first()
    if quote is not None:
        return f"Quote {quote.quote_number} is still {quote.status.label.lower()}. Close or delete it first."
    return None


def close_as_won(
    session: Session,
    opportunity: Opportunity,
    *,
    actual_revenue: Decimal | None = None,
    closed_on: date | None = None,
    description: str | None = None,
) -> Activity:
    """Close an opportunity as won; returns the resolution activity.

    Without `actual_revenue` the estimated revenue counts, without `closed_on` today. Raises CannotClose, and
    InputError for money beyond its limits or a description too long.
    """
    return _close(
        session, opportunity, OpportunityStatusReason.WON, actual_revenue, closed_on, description, None
    )


def close_as_lost(
    session: Session,
    opportunity: Opportunity,
    *,
    status_reason: OpportunityStatusReason = OpportunityStatusReason.CANCELED,
    actual_revenue: Decimal | None = None,
    closed_on: date | None = None,
    description: str | None = None,
    competitor: Competitor | None = None,
) -> Activity:
    """Close an opportunity as lost, canceled or out-sold by `competitor`; returns the resolution activity.

    Without `actual_revenue` it is nothing, without `closed_on` today. Open activities stay open. The
    competitor becomes one of the opportunity's, if it is none yet. Raises as `close_as_won` does, and
    CannotClose for a reason that is none of lost ones.
    """
    if status_reason not in LOST_REASONS:
        labels = " or ".join(reason.label.lower() for reason in LOST_REASONS)
        raise CannotClose(f"A lost opportunity is {labels}, not {status_reason.label.lower()}.")
    revenue = Decimal(0) if actual_revenue is None else actual_revenue
    return _close(session, opportunity, status_reason, revenue, closed_on, description, competitor)


def closed_values(
    reason: OpportunityStatusReason, actual_revenue: Decimal | None, closed_on: date
) -> dict[str, Any]:
    """The fields that an opportunity takes when it is closed for this reason, by column."""
    won = reason is OpportunityStatusReason.WON
    return {
        "status": OpportunityStatus.WON if won else OpportunityStatus.LOST,
        "status_reason": reason,
        "forecast_category": ForecastCategory.WON if won else ForecastCategory.LOST,
        "actual_revenue": actual_revenue,
        "actual_close_date": closed_on,
    }


def resolution_values(
    opportunity_id: UUID,
    topic: str,
    reason: OpportunityStatusReason,
    actual_revenue: Decimal | None,
    closed_on: date,
) -> dict[str, Any]:
    """The fields of the resolution activity of an opportunity closed so, by column; its owner apart."""
    word = "Won" if reason is OpportunityStatusReason.WON else "Lost"
    subject = f"{word}: {topic}"
    if len(subject) > _SUBJECT_LENGTH:
        subject = subject[: _SUBJECT_LENGTH - 1] + "…"
    return {
        "activity_type": ActivityType.OPPORTUNITY_CLOSE,
        "subject": subject,
        "status": ActivityStatus.COMPLETED,
        "status_reason": int(ResolutionStatusReason.COMPLETED),
        "opportunity_id": opportunity_id,
        "actual_end": closing_moment(closed_on),
        "actual_revenue": actual_revenue,
        "closing_status_reason": int(reason),
    }


def closing_moment(closed_on: date) -> datetime:
    """When something closed on this day was closed: now if it is today, else at noon of that day here."""
    now = clock.now()
    if clock.local(now).date() == closed_on:
        return now
    return datetime.combine(closed_on, time(12)).astimezone()


def _close(
    session: Session,
    opportunity: Opportunity,
    reason: OpportunityStatusReason,
    actual_revenue: Decimal | None,
    closed_on: date | None,
    description: str | None,
    competitor: Competitor | None,
) -> Activity:
    hindrance = why_not_close(session, opportunity)
    if hindrance is not None:
        raise CannotClose(f"{opportunity.topic}: {hindrance}")
    revenue = opportunity.estimated_revenue if actual_revenue is None else actual_revenue
    if revenue is not None:
        try:
            check_money(revenue)
        except InputError as error:
            raise InputError(f"Actual revenue: {error}") from None
    day = closed_on or clock.today()
    text = parse_text(_DESCRIPTION, description or "")
    for name, value in closed_values(reason, revenue, day).items():
        setattr(opportunity, name, value)
    session.add(opportunity)
    resolution = Activity(
        **resolution_values(opportunity.id, opportunity.topic, reason, revenue, day),
        description=text,
        lost_to_competitor_id=competitor.id if competitor else None,
        owner_user_id=opportunity.owner_user_id,
        owner_team_id=opportunity.owner_team_id,
    )
    session.add(resolution)
    if competitor is not None:
        _link(session, opportunity, competitor)
    won = opportunity.status is OpportunityStatus.WON
    event: posts.Event = "opportunity_won" if won else "opportunity_lost"
    body = f"Opportunity {'won' if won else 'lost'}."
    posts.announce(session, event, body, "opportunity", opportunity.id, resolution.actual_end)
    return resolution


def _link(session: Session, opportunity: Opportunity, competitor: Competitor) -> None:
    """Who a deal was lost to took part in it, so that the win rate counts the deal."""
    query = select(OpportunityCompetitor.id).where(
        OpportunityCompetitor.opportunity_id == opportunity.id,
        OpportunityCompetitor.competitor_id == competitor.id,
    )
    if session.exec(query).first() is None:
        session.add(OpportunityCompetitor(opportunity_id=opportunity.id, competitor_id=competitor.id))
