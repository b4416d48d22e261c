"""Conflicts: what a user has to do that a time overlaps."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session

from salestui.lifecycle import conflicts as reads
from salestui.lifecycle.conflicts import conflicts
from salestui.models import choices as c
from salestui.models.opportunities import Opportunity
from salestui.models.users import User
from salestui.store.rows import raw as connection_of
from tests.lifecycle.making import Maker, at

HOUR = timedelta(hours=1)


@pytest.fixture
def deal(make: Maker) -> Opportunity:
    return make.deal()


def subjects(session: Session, user: UUID, start: datetime, end: datetime, but: Any = ()) -> list[str]:
    session.flush()
    return [one.subject for one in conflicts(connection_of(session), user, start, end, but)]


def test_what_overlaps_is_told_and_what_touches_is_not(
    session: Session, make: Maker, deal: Opportunity, mina: UUID
) -> None:
    for hour in (9, 10, 11, 12, 14):
        make.meeting(deal, at(24, hour), f"At {hour}")
    assert subjects(session, mina, at(24, 10, 30), at(24, 12)) == ["At 10", "At 11"]
    assert subjects(session, mina, at(24, 13), at(24, 14)) == []
    assert subjects(session, mina, at(24, 8), at(24, 18)) == [f"At {hour}" for hour in (9, 10, 11, 12, 14)]
    assert subjects(session, mina, at(24, 14, 15), at(24, 14, 20)) == ["At 14"]


def test_it_tells_how_the_time_is_shown(session: Session, make: Maker, deal: Opportunity, mina: UUID) -> None:
    reasons = c.AppointmentStatusReason
    make.meeting(deal, at(24, 9), "Away", status_reason=int(reasons.OUT_OF_OFFICE))
    make.meeting(deal, at(24, 9, 10), "Perhaps", status=c.ActivityStatus.OPEN, status_reason=2)
    make.meeting(deal, at(24, 9, 20), "Only told", status=c.ActivityStatus.OPEN, status_reason=1)
    session.flush()
    found = conflicts(connection_of(session), mina, at(24, 9), at(24, 10))
    assert [(one.subject, one.shows_as) for one in found] == [
        ("Away", "Out of office"),
        ("Perhaps", "Tentative"),
    ]


def test_only_what_is_open_and_takes_time_is_in_the_way(
    session: Session, make: Maker, deal: Opportunity, mina: UUID
) -> None:
    make.meeting(deal, at(24, 9), status=c.ActivityStatus.CANCELED, status_reason=4)
    make.meeting(deal, at(24, 9), status=c.ActivityStatus.COMPLETED, status_reason=3)
    make.call(deal, "Only due", scheduled_end=at(24, 9, 30))
    whole_day = {"scheduled_start": at(24, 0), "scheduled_end": at(24, 23, 59), "is_all_day": True}
    make.call(deal, "Of the day", **whole_day)
    assert subjects(session, mina, at(24, 9), at(24, 10)) == []
    make.call(deal, "Prices", scheduled_start=at(24, 9), scheduled_end=at(24, 10))
    session.flush()
    found = conflicts(connection_of(session), mina, at(24, 9), at(24, 10))
    assert [(one.subject, one.shows_as) for one in found] == [("Prices", "Call")]


def test_others_appointments_count_for_those_who_take_part(
    session: Session, make: Maker, deal: Opportunity, mina: UUID
) -> None:
    other = make.add(User(user_name="omar", full_name="Omar"))
    meeting = make.meeting(deal, at(24, 9), owner_user_id=other.id)
    assert subjects(session, mina, at(24, 9), at(24, 10)) == []
    make.party(meeting, c.ParticipationType.OPTIONAL_ATTENDEE, user_id=mina)
    assert subjects(session, mina, at(24, 9), at(24, 10)) == ["Walk-through"]
    make.party(meeting, c.ParticipationType.ORGANIZER, user_id=other.id)
    assert subjects(session, other.id, at(24, 9), at(24, 10)) == ["Walk-through"], "once"
    assert subjects(session, uuid4(), at(24, 9), at(24, 10)) == []


def test_one_that_lasts_for_days_is_in_the_way_of_each_of_them(
    session: Session, make: Maker, deal: Opportunity, mina: UUID
) -> None:
    fair = make.meeting(deal, at(1, 9), "Trade fair", scheduled_end=at(29, 17), is_all_day=True)
    assert subjects(session, mina, at(24, 9), at(24, 10)) == ["Trade fair"]
    assert subjects(session, mina, at(24, 9), at(24, 10), but=[fair.id]) == []


def test_a_series_tells_the_first_conflict_of_each_time(
    session: Session, make: Maker, deal: Opportunity, mina: UUID
) -> None:
    make.meeting(deal, at(24, 9), "Standup")
    make.meeting(deal, at(24, 9, 30), "Review")
    make.meeting(deal, at(26, 9), "Demo")
    session.flush()
    spans = [(at(day, 9), at(day, 9) + HOUR) for day in (24, 25, 26)]
    found = reads.of_series(connection_of(session), mina, spans)
    assert [(span[0].day, one.subject) for span, one in found] == [(24, "Standup"), (26, "Demo")]
    assert reads.of_series(connection_of(session), mina, []) == []
