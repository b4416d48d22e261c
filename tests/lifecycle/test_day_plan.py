"""What a user has planned for a day, what overlaps a time, and how long around it nothing else is."""

import time
from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session

from salestui.lifecycle import day_plan
from salestui.models.choices import AppointmentStatusReason, ParticipationType
from salestui.models.users import User
from salestui.store.rows import raw
from tests.lifecycle.making import Maker, at

DAY = date(2026, 11, 24)


def planned(make: Maker, session: Session) -> list[day_plan.Planned]:
    deal = make.deal()
    make.meeting(deal, at(24, 10), "Walk-through")
    make.call(deal, "Due at noon", scheduled_end=at(24, 12))
    make.call(deal, "All day", scheduled_start=at(24, 0), scheduled_end=at(24, 23, 59), is_all_day=True)
    make.call(deal, "Into the day", scheduled_start=at(23, 23), scheduled_end=at(24, 1))
    make.call(deal, "Tomorrow", scheduled_start=at(25, 9), scheduled_end=at(25, 10))
    make.call(deal, "Done", actual_end=at(24, 9), scheduled_start=at(24, 9), scheduled_end=at(24, 10))
    other = make.add(User(user_name="lena", full_name="Lena Fischer"))
    make.call(deal, "Of Lena", scheduled_end=at(24, 15), owner_user_id=other.id)
    return day_plan.of_day(raw(session), make.user_id, DAY)


def test_it_is_mine_open_and_of_the_day(make: Maker, session: Session) -> None:
    found = planned(make, session)
    assert [one.subject for one in found] == ["All day", "Into the day", "Walk-through", "Due at noon"]
    assert [one.takes_time for one in found] == [False, True, True, False]
    assert found[2].kind == "Meeting"


def test_a_day_of_25_or_of_23_hours_is_that_day(
    make: Maker, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    deal = make.deal()
    make.meeting(deal, datetime(2026, 10, 25, 22, 30, tzinfo=UTC), "At 23:30")
    make.meeting(deal, datetime(2027, 3, 28, 21, 30, tzinfo=UTC), "At 23:30")
    make.meeting(deal, datetime(2027, 3, 28, 22, 30, tzinfo=UTC), "At 0:30 the next day")
    for day in (date(2026, 10, 25), date(2027, 3, 28)):
        found = day_plan.of_day(raw(session), make.user_id, day)
        assert [one.subject for one in found] == ["At 23:30"]


def test_what_overlaps(make: Maker, session: Session) -> None:
    plan = planned(make, session)
    overlapping = day_plan.in_the_way(plan, at(24, 10, 30), at(24, 12, 30))
    assert [one.subject for one in overlapping] == ["Walk-through"]
    assert day_plan.in_the_way(plan, at(24, 11), at(24, 12)) == []


def test_an_appointment_of_the_whole_day_is_in_the_way_unless_it_shows_as_free(
    make: Maker, session: Session
) -> None:
    deal = make.deal()
    day = {"scheduled_end": at(24, 23, 59), "is_all_day": True}
    make.meeting(deal, at(24, 0), "Away", status_reason=AppointmentStatusReason.OUT_OF_OFFICE, **day)
    make.meeting(deal, at(24, 0), "Fair", status_reason=AppointmentStatusReason.FREE, **day)
    make.meeting(deal, at(24, 10), "Maybe", status_reason=AppointmentStatusReason.FREE)
    plan = day_plan.of_day(raw(session), make.user_id, DAY)
    assert [one.subject for one in day_plan.in_the_way(plan, at(24, 10), at(24, 11))] == ["Away"]


def test_appointments_of_others_count_when_one_takes_part(make: Maker, session: Session) -> None:
    other = make.add(User(user_name="lena", full_name="Lena Fischer"))
    theirs = make.meeting(make.deal(), at(24, 10), "With Lena", owner_user_id=other.id)
    make.party(theirs, ParticipationType.REQUIRED_ATTENDEE, user_id=make.user_id)
    assert [one.subject for one in day_plan.of_day(raw(session), make.user_id, DAY)] == ["With Lena"]


def test_how_long_it_is_free_around(make: Maker, session: Session) -> None:
    plan = planned(make, session)
    assert day_plan.free_around(plan, at(24, 11), at(24, 12)) == (at(24, 11), at(24, 18))
    assert day_plan.free_around(plan, at(24, 9), at(24, 10)) == (at(24, 8), at(24, 10))
    assert day_plan.free_around(plan, at(24, 19), at(24, 20)) is None
