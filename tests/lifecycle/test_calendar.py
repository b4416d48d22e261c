"""The calendar: whose activities stand in which days."""

import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from salestui import clock
from salestui.lifecycle import calendar
from salestui.lifecycle.calendar import Item, Whose, by_day, period, whose
from salestui.lifecycle.users import signed_in
from salestui.lifecycle.view_catalogue import SYSTEM_VIEWS, find
from salestui.models import choices as c
from salestui.models.opportunities import Opportunity
from salestui.models.users import Team, TeamMembership, User
from salestui.store.database import Store
from tests.lifecycle.making import Maker, at

MONDAY = date(2026, 11, 23)


class Filled:
    """A file with some activities of mina, and what its calendar says."""

    def __init__(self, store: Store, user_id: UUID) -> None:
        self.store, self.user_id = store, user_id

    def read(self, first: date, stop: date, of: Whose = "mine") -> list[Item]:
        return calendar.read(self.store.reader, signed_in(self.store, "mina"), of, first, stop)

    def subjects(self, first: date, stop: date | None = None, of: Whose = "mine") -> list[str]:
        return [item.subject for item in self.read(first, stop or first + timedelta(days=1), of)]


@pytest.fixture
def filled(store: Store, mina: UUID) -> Filled:
    return Filled(store, mina)


Fill = Callable[[Maker, Opportunity], object]
MakeIn = Callable[[Fill], None]


@pytest.fixture
def make_in(store: Store, mina: UUID) -> MakeIn:
    """Runs a function with a maker and a deal in one command."""

    def run(fill: Fill) -> None:
        with store.command("Fill", mina) as session:
            make = Maker(session, mina)
            fill(make, make.deal())

    return run


def test_planned_and_done_ones_stand_in_their_days(filled: Filled, make_in: MakeIn) -> None:
    def fill(make: Maker, deal: Opportunity) -> None:
        make.meeting(deal, at(23, 15), "Afternoon")
        make.meeting(deal, at(23, 9), "Morning")
        make.task(deal, "Due", scheduled_end=at(23, 12))
        make.call(deal, "Made", scheduled_start=at(23, 10), scheduled_end=at(23, 11), actual_end=at(23, 11))
        make.meeting(deal, at(23, 9), "Canceled", status=c.ActivityStatus.CANCELED, status_reason=4)
        make.meeting(deal, at(24, 0), "Tomorrow")
        make.task(deal, "No time")

    make_in(fill)
    assert filled.subjects(MONDAY) == ["Morning", "Made", "Due", "Afternoon"]
    morning, made_call, due, _ = filled.read(MONDAY, MONDAY + timedelta(days=1))
    assert (due.start, due.end) == (at(23, 12), at(23, 12))
    assert (morning.is_meeting, due.is_meeting) == (True, False)
    assert (morning.is_open, made_call.is_open) == (True, False)


def test_resolutions_are_no_appointments(filled: Filled, make_in: MakeIn) -> None:
    def fill(make: Maker, deal: Opportunity) -> None:
        make.activity(
            c.ActivityType.OPPORTUNITY_CLOSE, deal, "Won", 1, 2, scheduled_end=at(23), actual_end=at(23)
        )

    make_in(fill)
    assert filled.subjects(MONDAY) == []


def test_what_lasts_for_days_stands_in_each_of_them(filled: Filled, make_in: MakeIn) -> None:
    def fill(make: Maker, deal: Opportunity) -> None:
        make.meeting(deal, at(22, 9), "Fair", scheduled_end=at(24, 17), is_all_day=True)
        make.meeting(deal, at(22, 22), "Until midnight", scheduled_end=at(23, 0))
        make.meeting(deal, at(1, 0, month=1), "Leave", scheduled_end=at(31, 23, 59, month=12))
        make.meeting(deal, at(23, 0), "At midnight", scheduled_end=at(23, 0))

    make_in(fill)
    assert filled.subjects(MONDAY) == ["Leave", "Fair", "At midnight"]
    days = by_day(filled.read(MONDAY - timedelta(days=2), MONDAY + timedelta(days=3)), MONDAY, 3)
    assert [[item.subject for item in day] for day in days] == [
        ["Leave", "Fair", "At midnight"],
        ["Leave", "Fair"],
        ["Leave"],
    ]
    assert filled.read(MONDAY, MONDAY + timedelta(days=1))[1].days == (date(2026, 11, 22), date(2026, 11, 24))


def test_days_are_those_of_this_computer(
    filled: Filled, make_in: MakeIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    make_in(lambda make, deal: make.meeting(deal, at(24, 1), "Late on Monday there"))
    assert filled.subjects(MONDAY) == ["Late on Monday there"]
    assert filled.subjects(MONDAY + timedelta(days=1)) == []


def test_whose_calendar(filled: Filled, make_in: MakeIn, store: Store) -> None:
    def fill(make: Maker, deal: Opportunity) -> None:
        team = make.add(Team(name="Blue"))
        mate = make.add(User(user_name="omar", full_name="Omar"))
        other = make.add(User(user_name="lena", full_name="Lena"))
        for user in (filled.user_id, mate.id):
            make.add(TeamMembership(team_id=team.id, user_id=user))
        make.meeting(deal, at(23, 8), "Mine")
        make.meeting(deal, at(23, 9), "Omar's", owner_user_id=mate.id)
        make.meeting(deal, at(23, 10), "Blue's", owner_user_id=None, owner_team_id=team.id)
        lenas = make.meeting(deal, at(23, 11), "Lena's with me", owner_user_id=other.id)
        make.party(lenas, c.ParticipationType.REQUIRED_ATTENDEE, user_id=filled.user_id)
        make.meeting(deal, at(23, 12), "Lena's", owner_user_id=other.id)

    make_in(fill)
    assert filled.subjects(MONDAY) == ["Mine", "Blue's", "Lena's with me"]
    assert filled.subjects(MONDAY, of="team") == ["Mine", "Omar's"]
    assert filled.subjects(MONDAY, of="all") == ["Mine", "Omar's", "Blue's", "Lena's with me", "Lena's"]


@pytest.mark.parametrize(
    ("key", "of"), [("mine", "mine"), ("team", "team"), ("all", "all"), ("open", "all"), ("overdue", "mine")]
)
def test_each_view_has_its_calendar(key: str, of: Whose) -> None:
    view = find(SYSTEM_VIEWS["activity"], key)
    assert view is not None
    assert whose(view) == of


@pytest.mark.parametrize(
    ("span", "start", "days"),
    [
        ("day", "monday", ("2026-11-25", "2026-11-26")),
        ("week", "monday", ("2026-11-23", "2026-11-30")),
        ("week", "sunday", ("2026-11-22", "2026-11-29")),
        ("week", "saturday", ("2026-11-21", "2026-11-28")),
        ("month", "monday", ("2026-10-26", "2026-12-07")),
        ("month", "sunday", ("2026-11-01", "2026-12-06")),
    ],
)
def test_the_days_of_a_period(span: calendar.Span, start: str, days: tuple[str, str]) -> None:
    found = period(span, date(2026, 11, 25), start)  # type: ignore[arg-type]
    assert tuple(day.isoformat() for day in found) == days


def test_overdue_is_what_is_open_past_its_time(filled: Filled, make_in: MakeIn) -> None:
    def fill(make: Maker, deal: Opportunity) -> None:
        make.task(deal, "This morning", scheduled_end=at(23, 9))
        make.task(deal, "This evening", scheduled_end=at(23, 18))
        make.task(deal, "Today", scheduled_end=at(23, 0), is_all_day=True)
        make.task(deal, "Done", scheduled_end=at(23, 9), actual_end=at(23, 9))

    make_in(fill)
    late = [
        item.subject for item in filled.read(MONDAY, MONDAY + timedelta(1)) if item.is_overdue(clock.now())
    ]
    assert late == ["This morning"]


def test_the_ends_of_the_calendar_can_be_read(filled: Filled) -> None:
    assert filled.read(date(9999, 12, 30), date(9999, 12, 31)) == []
    assert filled.read(date(1900, 1, 1), date(1900, 1, 2)) == []


def test_a_moment_is_aware(filled: Filled, make_in: MakeIn) -> None:
    make_in(lambda make, deal: make.meeting(deal, at(23, 15), "Afternoon"))
    start: datetime = filled.read(MONDAY, MONDAY + timedelta(days=1))[0].start
    assert start == at(23, 15)
    assert start.utcoffset() == timedelta(0)
