"""Series of appointments: made, changed, canceled, deleted and extended, and how the rule goes along."""

import time
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from sqlmodel import Session, col, func, select

from salestui import clock
from salestui.errors import InputError
from salestui.lifecycle import activities, activity_adding, activity_closing, activity_moving, history, series
from salestui.lifecycle.activity_making import ActivityInput
from salestui.lifecycle.activity_parties import PartyInput, of
from salestui.lifecycle.recurrence import Recurrence, wall_time
from salestui.lifecycle.recurrence_words import parse
from salestui.lifecycle.series import NotRepeated, repeat
from salestui.models import choices as c
from salestui.models.activities import Activity, ActivityParty
from salestui.models.opportunities import Opportunity
from salestui.store.database import Store
from salestui.store.rows import raw
from tests.lifecycle.making import Maker, at

HOUR = timedelta(hours=1)


@pytest.fixture
def deal(make: Maker) -> Opportunity:
    return make.deal()


@pytest.fixture
def standup(make: Maker, deal: Opportunity) -> Activity:
    """A meeting on Tuesday 24 November at 9, with Ana."""
    meeting = make.meeting(deal, at(24, 9), "Standup", location="Room 2", duration_minutes=60)
    make.party(meeting, c.ParticipationType.ORGANIZER, user_id=make.user_id)
    ana = make.contact("Ana Silva", email="ana@example.com")
    make.party(meeting, c.ParticipationType.REQUIRED_ATTENDEE, contact_id=ana.id)
    return meeting


def test_an_activity_is_added_with_its_series(make: Maker, session: Session) -> None:
    ana = make.contact("Ana Silva")
    given = ActivityInput(
        activity_type=c.ActivityType.APPOINTMENT,
        subject="Standup",
        scheduled_start=at(24, 9),
        parties=(PartyInput(table="contact", id=ana.id),),
    )
    added = activity_adding.add(
        session, make.user_id, given, is_done=False, repeats=parse("weekly 3x", date.max)
    )
    assert (added.more, added.troubles) == (2, ["Ana Silva has no email address"])
    assert len(series.members(session, added.activity)) == 3
    done = activity_adding.add(
        session, make.user_id, given.model_copy(update={"scheduled_start": None}), is_done=True
    )
    assert (done.activity.status, done.more) == (c.ActivityStatus.COMPLETED, 0)


def all_of(session: Session) -> list[Activity]:
    """Every appointment, by its start."""
    return list(session.exec(select(Activity).order_by(col(Activity.scheduled_start), col(Activity.id))))


def days(session: Session) -> list[str]:
    return [f"{one.scheduled_start:%m-%d %H}" for one in all_of(session)]


def weekly(times: int = 4) -> Recurrence:
    return Recurrence("week", count=times)


def rule_of(activity: Activity) -> str:
    """The rule that it holds, without what is kept behind it."""
    return (activity.recurrence_rule or "").partition(";X-")[0]


def rule(session: Session) -> str:
    (held,) = [one for one in all_of(session) if one.recurrence_rule]
    return rule_of(held)


# Made


def test_a_series_is_made_of_appointments_of_their_own(session: Session, standup: Activity) -> None:
    made = repeat(session, standup, weekly())
    assert len(made) == 3
    assert days(session) == ["11-24 09", "12-01 09", "12-08 09", "12-15 09"]
    assert rule_of(standup) == "FREQ=WEEKLY;BYDAY=TU;COUNT=4"
    for one in made:
        assert one.series_id == standup.id
        assert (one.subject, one.location, one.opportunity_id) == (
            "Standup",
            "Room 2",
            standup.opportunity_id,
        )
        assert one.scheduled_end == (one.scheduled_start or datetime.max) + HOUR
        assert one.status is c.ActivityStatus.SCHEDULED
        assert [who.name for who in of(session, one.id)] == ["Ana Silva", "mina"]
    assert series.recurrence_of(session, made[0]) == Recurrence("week", weekdays=(1,), count=4)


def test_a_series_stays_at_its_hour_when_the_clocks_change(
    session: Session, make: Maker, deal: Opportunity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    first = make.meeting(deal, at(20, 7, month=10))
    day = make.meeting(deal, at(19, 22, month=10), "Day", scheduled_end=at(20, 21, 59, 10), is_all_day=True)
    made = repeat(session, first, weekly(2))
    assert made[0].scheduled_start == at(27, 8, month=10)
    assert made[0].scheduled_end == at(27, 9, month=10)
    (whole,) = repeat(session, day, weekly(2))
    told = [f"{wall_time(one or at(1)):%d %H:%M}" for one in (whole.scheduled_start, whole.scheduled_end)]
    assert told == ["27 00:00", "27 23:59"]


def test_what_cannot_repeat_is_refused_and_nothing_is_made(
    session: Session, make: Maker, deal: Opportunity, standup: Activity
) -> None:
    with pytest.raises(NotRepeated, match="Only appointments repeat"):
        repeat(session, make.task(deal, scheduled_end=at(24)), weekly())
    with pytest.raises(InputError, match="before it starts"):
        repeat(session, standup, Recurrence("week", until=date(2026, 11, 1)))
    activity_closing.complete(session, standup)
    with pytest.raises(NotRepeated, match="Completed, read-only"):
        repeat(session, standup, weekly())
    assert len(all_of(session)) == 2


def test_one_undo_takes_the_whole_series_away(store: Store, mina: UUID) -> None:
    with store.command("Fill", mina) as session:
        make = Maker(session, mina)
        meeting = make.meeting(make.deal(), at(24, 9))
        meeting_id = meeting.id
    with store.command("Repeat", mina) as session:
        repeat(session, activities.get(session, meeting_id), Recurrence("week"))
    count = "SELECT count(*) FROM activity"
    assert store.reader.execute(count).fetchone()[0] == 53
    history.undo(store, mina)
    assert store.reader.execute(count).fetchone()[0] == 1
    with store.session() as session:
        assert activities.get(session, meeting_id).recurrence_rule is None
    history.redo(store, mina)
    assert store.reader.execute(count).fetchone()[0] == 53


# Changed


def test_one_is_changed_alone(session: Session, standup: Activity) -> None:
    second = repeat(session, standup, weekly())[0]
    series.update(session, second, "one", {"subject": "Review", "scheduled_start": at(2, 10, month=12)})
    assert [one.subject for one in all_of(session)] == ["Standup", "Review", "Standup", "Standup"]
    assert days(session)[1] == "12-02 10"
    assert second.scheduled_end == at(2, 11, month=12)


def test_this_and_the_following_become_a_series_of_their_own(session: Session, standup: Activity) -> None:
    third = repeat(session, standup, weekly())[1]
    changed = series.update(
        session, third, "following", {"location": "Room 9", "scheduled_start": at(9, 14, month=12)}
    )
    assert len(changed) == 2
    assert days(session) == ["11-24 09", "12-01 09", "12-09 14", "12-16 14"]
    assert [one.location for one in all_of(session)] == ["Room 2", "Room 2", "Room 9", "Room 9"]
    assert rule_of(standup) == "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261207T235959"
    assert rule_of(third) == "FREQ=WEEKLY;BYDAY=WE;COUNT=2"
    assert [one.series_id for one in all_of(session)] == [None, standup.id, None, third.id]


def test_all_are_changed_from_any_of_them(session: Session, standup: Activity) -> None:
    third = repeat(session, standup, weekly())[1]
    series.update(session, third, "all", {"subject": "Sync", "scheduled_start": at(7, 16, 30, month=12)})
    assert days(session) == ["11-23 16", "11-30 16", "12-07 16", "12-14 16"]
    assert {one.subject for one in all_of(session)} == {"Sync"}
    assert rule(session) == "FREQ=WEEKLY;BYDAY=MO;COUNT=4"
    assert {(one.scheduled_end or at(1)) - (one.scheduled_start or at(1)) for one in all_of(session)} == {
        HOUR
    }


def test_closed_ones_stay_as_they_were(session: Session, standup: Activity) -> None:
    made = repeat(session, standup, weekly())
    activity_closing.complete(session, standup)
    activity_closing.cancel(session, made[0])
    series.update(session, made[1], "all", {"subject": "Sync"})
    assert [one.subject for one in all_of(session)] == ["Standup", "Standup", "Sync", "Sync"]


def test_people_of_all(session: Session, make: Maker, standup: Activity) -> None:
    repeat(session, standup, weekly())
    tom = make.contact("Tomás Reyes")
    party = PartyInput(table="contact", id=tom.id, participation=c.ParticipationType.OPTIONAL_ATTENDEE)
    series.update(session, standup, "all", {}, [party])
    assert {tuple(who.name for who in of(session, one.id)) for one in all_of(session)} == {("Tomás Reyes",)}


def test_the_rule_goes_on_to_the_next_when_the_first_is_moved(session: Session, standup: Activity) -> None:
    second = repeat(session, standup, weekly())[0]
    activity_moving.reschedule(session, standup, date(2026, 11, 26))
    assert days(session) == ["11-26 09", "12-01 09", "12-08 09", "12-15 09"]
    assert rule_of(second) == "FREQ=WEEKLY;BYDAY=TU;COUNT=3"
    assert {one.series_id for one in all_of(session)} == {None, second.id}
    series.update(session, standup, "all", {"location": "Room 1"})
    assert {one.location for one in all_of(session)} == {"Room 1"}


def test_another_rule_begins_with_the_appointment(session: Session, standup: Activity) -> None:
    second = repeat(session, standup, weekly())[0]
    repeat(session, second, parse("every 2 weeks 3x", date(2026, 12, 1)))
    assert days(session) == ["11-24 09", "12-01 09", "12-15 09", "12-29 09"]
    assert rule_of(second) == "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;COUNT=3"
    assert rule_of(standup) == "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261130T235959"


def test_it_repeats_no_longer(session: Session, standup: Activity) -> None:
    second = repeat(session, standup, weekly())[0]
    assert repeat(session, second, None) == []
    assert days(session) == ["11-24 09", "12-01 09"]
    assert series.recurrence_of(session, second) is None


# Canceled and deleted


def test_canceling(session: Session, standup: Activity) -> None:
    made = repeat(session, standup, weekly())
    assert series.cancel(session, made[0], "one") == [made[0]]
    assert len(series.cancel(session, made[1], "following")) == 2
    assert [one.status for one in all_of(session)] == [
        c.ActivityStatus.SCHEDULED,
        *[c.ActivityStatus.CANCELED] * 3,
    ]
    assert rule(session) == "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261207T235959"
    series.cancel(session, standup, "all")
    assert {one.status for one in all_of(session)} == {c.ActivityStatus.CANCELED}


def test_deleting(session: Session, standup: Activity) -> None:
    made = repeat(session, standup, weekly())
    assert series.delete(session, made[1], "one") == 1
    assert days(session) == ["11-24 09", "12-01 09", "12-15 09"]
    activities.delete(session, standup)
    assert rule_of(made[0]) == "FREQ=WEEKLY;BYDAY=TU;COUNT=3"
    assert made[2].series_id == made[0].id
    assert series.delete(session, made[2], "all") == 2
    assert days(session) == []
    assert session.exec(select(func.count()).select_from(ActivityParty)).one() == 0


def test_deleting_from_one_on_keeps_what_was_held(session: Session, standup: Activity) -> None:
    made = repeat(session, standup, weekly())
    activity_closing.complete(session, made[0])
    assert series.delete(session, standup, "following") == 3
    assert [one.id for one in all_of(session)] == [made[0].id]


# Without an end


def test_series_are_looked_for_among_the_rules_alone(session: Session, make: Maker) -> None:
    """At each start, beside somebody who begins to work: a user may own many activities."""
    connection = raw(session)
    asked: list[str] = []
    connection.set_trace_callback(asked.append)
    series.needs_more(session, make.user_id)
    connection.set_trace_callback(None)
    (query,) = [sql for sql in asked if sql.startswith("SELECT")]
    plan = [step for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {query}")]
    assert ["ix_activity_series_rule" in step for step in plan] == [True], plan


def test_a_series_without_an_end_is_made_further_as_time_goes_by(
    session: Session, make: Maker, standup: Activity
) -> None:
    repeat(session, standup, Recurrence("week", 2))
    assert len(all_of(session)) == 27
    assert not series.needs_more(session, make.user_id)
    clock.freeze(datetime(2027, 1, 31, tzinfo=UTC))
    assert not series.needs_more(session, make.user_id)
    clock.freeze(datetime(2027, 3, 1, tzinfo=UTC))
    assert series.needs_more(session, make.user_id)
    activity_moving.reschedule(session, all_of(session)[-1], date(2027, 11, 25))
    assert series.extend(session, make.user_id) == 7
    starts = [wall_time(one.scheduled_start or at(1)) for one in all_of(session)]
    assert starts[-8:-6] == [datetime(2027, 11, 25, 9), datetime(2027, 12, 7, 9)]
    assert starts[-1] == datetime(2028, 2, 29, 9)
    assert series.extend(session, make.user_id) == 0
    assert [who.name for who in of(session, all_of(session)[-1].id)] == ["Ana Silva", "mina"]


def test_it_goes_on_open_also_when_all_so_far_are_done(
    session: Session, make: Maker, standup: Activity
) -> None:
    repeat(session, standup, Recurrence("year"))
    for one in all_of(session):
        activity_closing.complete(session, one)
    clock.freeze(datetime(2028, 1, 1, tzinfo=UTC))
    assert series.extend(session, make.user_id) == 1
    assert all_of(session)[-1].status is c.ActivityStatus.SCHEDULED


def extended(session: Session, make: Maker) -> list[str]:
    """The last three starts after the series was made further."""
    clock.freeze(datetime(2027, 10, 1, tzinfo=UTC))
    assert series.extend(session, make.user_id)
    return [f"{one.scheduled_start:%a %m-%d %H}" for one in all_of(session)[-3:]]


def test_more_are_made_at_the_time_of_all_when_the_first_was_done_before(
    session: Session, make: Maker, standup: Activity
) -> None:
    second = repeat(session, standup, Recurrence("week"))[0]
    activity_closing.complete(session, standup)
    series.update(session, second, "all", {"scheduled_start": at(1, 15, month=12), "subject": "Sync"})
    assert extended(session, make) == ["Tue 09-12 15", "Tue 09-19 15", "Tue 09-26 15"]
    assert {one.subject for one in all_of(session)[1:]} == {"Sync"}


def test_one_moved_alone_that_comes_to_hold_the_rule_moves_no_other(
    session: Session, make: Maker, standup: Activity
) -> None:
    second = repeat(session, standup, Recurrence("week"))[0]
    series.update(session, second, "one", {"scheduled_start": at(2, 15, month=12)})
    series.delete(session, standup, "one")
    assert rule_of(second) == "FREQ=WEEKLY;BYDAY=TU"
    assert extended(session, make) == ["Tue 09-12 09", "Tue 09-19 09", "Tue 09-26 09"]


def test_every_other_week_stays_the_same_weeks(session: Session, make: Maker, standup: Activity) -> None:
    made = repeat(session, standup, Recurrence("week", 2))
    regular = made[-1].scheduled_start
    activity_moving.reschedule(session, made[0], date(2026, 12, 15))
    activities.delete(session, standup)
    extended(session, make)
    assert regular is not None
    assert {((one.scheduled_start or at(1)) - regular).days % 14 for one in all_of(session)[1:]} == {0}


def test_every_29_february_stays_so_when_the_first_one_goes(session: Session, make: Maker) -> None:
    leap = make.meeting(make.deal(), datetime(2028, 2, 29, 9, tzinfo=UTC))
    repeat(session, leap, Recurrence("year"))
    activities.delete(session, leap)
    clock.freeze(datetime(2031, 6, 1, tzinfo=UTC))
    series.extend(session, make.user_id)
    assert [f"{one.scheduled_start:%Y-%m-%d}" for one in all_of(session)[-2:]] == ["2031-02-28", "2032-02-29"]


def test_no_other_is_made_like_one_that_was_changed_alone(
    session: Session, make: Maker, standup: Activity
) -> None:
    made = repeat(session, standup, Recurrence("week"))
    series.update(session, made[-1], "one", {"subject": "Review", "location": "Moon"})
    tom = PartyInput(table="contact", id=make.contact("Tomás Reyes").id)
    series.update(session, made[-2], "one", {}, [tom])
    activity_moving.shift(session, made[-3], minutes=30)
    extended(session, make)
    newest = all_of(session)[-1]
    assert (newest.subject, newest.location, newest.is_exception) == ("Standup", "Room 2", False)
    assert [who.name for who in of(session, newest.id)] == ["Ana Silva", "mina"]
    assert [one.is_exception for one in made[-4:]] == [False, True, True, True]
    repeat(session, made[-1], None)
    assert not made[-1].is_exception


def test_a_series_moved_to_other_days_goes_on_without_a_gap_or_a_repeat(
    session: Session, make: Maker, standup: Activity
) -> None:
    for days_later in (2, -10):
        repeat(session, standup, Recurrence("week"))
        series.update(
            session,
            standup,
            "all",
            {"scheduled_start": (standup.scheduled_start or at(1)) + timedelta(days=days_later)},
        )
        extended(session, make)
        starts = [one.scheduled_start or at(1) for one in all_of(session)]
        apart = {after - before for before, after in pairwise(starts)}
        assert apart == {timedelta(days=7)}
        clock.freeze(at(23, 8))


def test_following_from_one_that_was_moved_before_the_first_leaves_one_rule(
    session: Session, standup: Activity
) -> None:
    third = repeat(session, standup, weekly())[1]
    series.update(session, third, "one", {"scheduled_start": at(23, 9)})
    series.update(session, third, "following", {"location": "Room 9"})
    assert {one.location for one in all_of(session)} == {"Room 9"}
    assert [one.series_id for one in all_of(session)] == [None, *[third.id] * 3]
    assert rule(session) == "FREQ=WEEKLY;BYDAY=TU;COUNT=4"


@pytest.mark.parametrize("which", ["following", "all"])
def test_one_that_was_ended_is_not_extended(
    session: Session, make: Maker, standup: Activity, which: series.Which
) -> None:
    made = repeat(session, standup, Recurrence("week"))
    series.cancel(session, made[9], which)
    clock.freeze(datetime(2027, 12, 1, tzinfo=UTC))
    assert series.extend(session, make.user_id) == 0


def test_the_series_of_others_are_left_alone(session: Session, make: Maker, standup: Activity) -> None:
    repeat(session, standup, Recurrence("week"))
    clock.freeze(datetime(2027, 12, 1, tzinfo=UTC))
    assert series.extend(session, UUID(int=1)) == 0
