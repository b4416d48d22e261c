"""Closing an opportunity sets its fields and leaves a resolution activity."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import Session, select

from salestui.errors import InputError
from salestui.lifecycle.closing import CannotClose, close_as_lost, close_as_won, why_not_close
from salestui.lifecycle.people import competitors
from salestui.lifecycle.users import signed_in
from salestui.models.activities import Activity
from salestui.models.choices import (
    ActivityStatus,
    ActivityType,
    ForecastCategory,
    OpportunityStatus,
    OpportunityStatusReason,
    QuoteStatus,
    QuoteStatusReason,
)
from salestui.models.competitors import Competitor, OpportunityCompetitor
from salestui.models.opportunities import Opportunity
from salestui.models.quotes import Quote
from salestui.store.database import Store


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with Store.open(tmp_path / "crm.db") as store:
        user = signed_in(store, "ana")
        with store.command("test", user.id) as session:
            session.info["user"] = user.id
            yield session


def opportunity(session: Session, **values: object) -> Opportunity:
    owner: UUID = session.info["user"]
    made = Opportunity(topic="Acme [EMEA]", owner_user_id=owner, **values)
    session.add(made)
    session.flush()
    return made


def test_won(session: Session) -> None:
    deal = opportunity(session, estimated_revenue=Decimal(5000))
    resolution = close_as_won(session, deal, closed_on=date(2026, 11, 20), description=" signed ")
    session.flush()
    assert deal.status is OpportunityStatus.WON
    assert deal.status_reason is OpportunityStatusReason.WON
    assert deal.forecast_category is ForecastCategory.WON
    assert (deal.actual_revenue, deal.actual_close_date) == (5000, date(2026, 11, 20))
    assert resolution.activity_type is ActivityType.OPPORTUNITY_CLOSE
    assert resolution.subject == "Won: Acme [EMEA]"
    assert resolution.status is ActivityStatus.COMPLETED
    assert resolution.actual_end == datetime(2026, 11, 20, 12, tzinfo=UTC)
    assert resolution.actual_revenue == 5000
    assert resolution.description == "signed"
    assert resolution.opportunity_id == deal.id
    assert resolution.owner_user_id == deal.owner_user_id
    assert OpportunityStatusReason(resolution.closing_status_reason or 0) is OpportunityStatusReason.WON


def test_lost_to_a_competitor(session: Session, frozen_clock: datetime) -> None:
    deal = opportunity(session, estimated_revenue=Decimal(5000))
    rival = Competitor(name="Rival")
    session.add(rival)
    session.flush()
    resolution = close_as_lost(
        session, deal, status_reason=OpportunityStatusReason.OUT_SOLD, competitor=rival
    )
    session.flush()
    assert deal.status is OpportunityStatus.LOST
    assert deal.forecast_category is ForecastCategory.LOST
    assert (deal.actual_revenue, deal.actual_close_date) == (0, frozen_clock.date())
    assert resolution.subject == "Lost: Acme [EMEA]"
    assert resolution.lost_to_competitor_id == rival.id
    assert resolution.actual_end == frozen_clock
    assert [one.name for one in competitors(session, deal.id)] == ["Rival"]


def test_who_it_was_lost_to_takes_part_once(session: Session) -> None:
    deal = opportunity(session)
    rival = Competitor(name="Rival")
    session.add(rival)
    session.flush()
    session.add(OpportunityCompetitor(opportunity_id=deal.id, competitor_id=rival.id))
    close_as_lost(session, deal, status_reason=OpportunityStatusReason.OUT_SOLD, competitor=rival)
    session.flush()
    (told,) = competitors(session, deal.id)
    assert (told.name, told.won, told.closed) == ("Rival", 0, 1)


def test_a_closed_one_is_not_closed_again(session: Session) -> None:
    deal = opportunity(session)
    assert why_not_close(session, deal) is None
    close_as_won(session, deal)
    assert why_not_close(session, deal) == "It is closed as won already. Reopen it to close it again."
    with pytest.raises(CannotClose, match="closed as won already"):
        close_as_lost(session, deal)


@pytest.mark.parametrize(
    ("status", "reason", "blocks"),
    [
        (QuoteStatus.DRAFT, QuoteStatusReason.DRAFT_IN_PROGRESS, True),
        (QuoteStatus.ACTIVE, QuoteStatusReason.OPEN, True),
        (QuoteStatus.CLOSED, QuoteStatusReason.LOST, False),
    ],
)
def test_an_unsettled_quote_blocks(
    session: Session, status: QuoteStatus, reason: QuoteStatusReason, blocks: bool
) -> None:
    deal = opportunity(session)
    session.add(
        Quote(
            name="Offer",
            quote_number="QUO-1",
            opportunity_id=deal.id,
            owner_user_id=deal.owner_user_id,
            status=status,
            status_reason=reason,
        )
    )
    session.flush()
    why = why_not_close(session, deal)
    assert (why is not None) == blocks
    if blocks:
        assert why == f"Quote QUO-1 is still {status.label.lower()}. Close or delete it first."
        with pytest.raises(CannotClose, match="QUO-1"):
            close_as_won(session, deal)
        assert deal.status is OpportunityStatus.OPEN


def test_values_beyond_their_limits_are_refused(session: Session) -> None:
    deal = opportunity(session)
    with pytest.raises(InputError, match="Actual revenue: money lies between"):
        close_as_won(session, deal, actual_revenue=Decimal("1e20"))
    with pytest.raises(InputError, match="2,001 characters"):
        close_as_won(session, deal, description="x" * 2001)
    with pytest.raises(CannotClose, match="canceled or out-sold, not won"):
        close_as_lost(session, deal, status_reason=OpportunityStatusReason.WON)
    assert deal.status is OpportunityStatus.OPEN


def test_a_long_topic_is_cut_in_the_subject(session: Session) -> None:
    deal = opportunity(session)
    deal.topic = "x" * 300
    resolution = close_as_won(session, deal)
    session.flush()
    assert len(resolution.subject) == 200
    assert resolution.subject.endswith("…")
    assert session.exec(select(Activity)).one() is resolution
