"""New activities: planned, logged; what is refused."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from salestui import clock
from salestui.errors import InputError, SalesError
from salestui.lifecycle import (
    activity_making,
    activity_parties,
    regarding,
)
from salestui.lifecycle.activity_kinds import KINDS, PLANNED, fields_of, status_of
from salestui.lifecycle.values import InvalidFields
from salestui.models import choices as c
from salestui.models.activities import Activity
from salestui.models.users import Team
from tests.lifecycle.acts import CALL, MAIL, MEETING, TASK, log, plan, who
from tests.lifecycle.making import Maker, at


class TestPlanning:
    def test_a_call_takes_its_usual_length_and_the_number_of_whom_it_is_to(self, make: Maker) -> None:
        ana = make.contact(business_phone="+47 55 00 11 22")
        deal = make.deal()
        party = {"table": "contact", "id": ana.id}
        call = plan(make, scheduled_start=at(24, 15), opportunity=deal.id, parties=(party,))
        assert (call.status, call.status_reason) == (c.ActivityStatus.OPEN, c.PhoneCallStatusReason.OPEN)
        assert call.scheduled_end == at(24, 15, 30)
        assert call.duration_minutes == 30
        assert call.direction is c.Direction.OUTGOING
        assert call.phone_number == "+47 55 00 11 22"
        assert call.owner_user_id == make.user_id
        assert call.priority is c.Priority.NORMAL
        assert who(make, call) == [("Sender", "mina"), ("To", "Ana Silva")]

    def test_a_meeting_lasts_half_an_hour_and_is_busy(self, make: Maker) -> None:
        meeting = plan(make, MEETING, scheduled_start=at(24, 15), location="room 2")
        assert meeting.status is c.ActivityStatus.SCHEDULED
        assert meeting.status_reason == c.AppointmentStatusReason.BUSY
        assert (meeting.scheduled_end, meeting.duration_minutes) == (at(24, 15, 30), 30)
        assert who(make, meeting) == [("Organizer", "mina")]

    def test_a_meeting_with_only_an_end_begins_before_it(self, make: Maker) -> None:
        meeting = plan(make, MEETING, scheduled_end=at(24, 15))
        assert meeting.scheduled_start == at(24, 14, 30)

    def test_a_task_is_due_without_beginning(self, make: Maker) -> None:
        task = plan(make, TASK, scheduled_end=at(24, 15))
        assert (task.scheduled_start, task.scheduled_end, task.duration_minutes) == (None, at(24, 15), None)
        assert who(make, task) == []

    def test_what_lasts_all_day_is_due_as_long_as_the_day_lasts(self, make: Maker) -> None:
        task = plan(make, TASK, scheduled_end=at(24, 15), is_all_day=True)
        assert task.scheduled_end == at(24, 23, 59)
        meeting = plan(make, MEETING, scheduled_start=at(24, 9), is_all_day=True)
        assert (meeting.scheduled_start, meeting.scheduled_end) == (at(24, 0), at(24, 23, 59))
        assert meeting.duration_minutes is None

    def test_all_types_with_each_status_reason_of_an_open_one(self, make: Maker) -> None:
        for kind in PLANNED:
            for reason in KINDS[kind].open:
                made = plan(make, kind, scheduled_start=at(24, 15), status_reason=reason)
                assert made.status is status_of(kind, reason)
                assert made.status in (c.ActivityStatus.OPEN, c.ActivityStatus.SCHEDULED)

    def test_every_field_of_every_type(self, make: Maker) -> None:
        for kind in PLANNED:
            for name in fields_of(kind):
                assert hasattr(Activity, fields_of(kind)[name].column)

    def test_it_may_be_about_any_record(self, make: Maker) -> None:
        deal = make.deal()
        records = {
            "account": make.account(),
            "contact": make.contact(),
            "opportunity": deal,
            "quote": make.quote(deal),
            "competitor": make.rival("Fabrikam"),
        }
        for table, record in records.items():
            made = plan(make, **activity_making.regards(table, record.id))
            assert regarding.of(made) == (table, record.id)
        assert activity_making.regards("product", uuid4()) == {}

    def test_it_may_be_about_a_closed_opportunity(self, make: Maker) -> None:
        made = plan(make, opportunity=make.closed("Yard cameras").id)
        assert made.opportunity_id is not None

    def test_just_an_address_takes_part(self, make: Maker) -> None:
        party = {"address": "ana@example.com", "name": "Ana"}
        mail = plan(make, MAIL, parties=(party, {"address": "ANA@example.com"}))
        assert who(make, mail) == [("Sender", "mina"), ("To", "Ana")]

    def test_whom_it_will_not_reach(self, make: Maker) -> None:
        ana = make.contact(do_not_phone=True)
        mail = plan(make, MAIL, parties=({"table": "contact", "id": ana.id},))
        people = activity_parties.of(make.session, mail.id)
        assert activity_parties.unreachable(MAIL, people) == ["Ana Silva has no email address"]
        assert activity_parties.unreachable(CALL, people) == ["Ana Silva wants no calls"]
        assert activity_parties.unreachable(TASK, people) == []


class TestRefusals:
    @pytest.mark.parametrize(
        ("kind", "given", "said"),
        [
            (TASK, {"subject": "  "}, "Subject: Subject is needed."),
            (TASK, {"subject": "x" * 10_000}, "Subject: 10,000 characters; Subject takes 200."),
            (TASK, {"subject": "a\nb"}, "Subject: character 2 is a line break; Subject is a single line."),
            (MEETING, {}, "Start: an appointment needs a day and a time."),
            (
                MEETING,
                {"scheduled_start": at(24, 15), "scheduled_end": at(24, 14)},
                "End: it would end before it starts, 2026-11-24 15:00.",
            ),
            (
                TASK,
                {"scheduled_start": at(24, 15), "scheduled_end": at(23, 15)},
                "Due: it would end before it starts, 2026-11-24 15:00.",
            ),
            (
                MEETING,
                {"scheduled_start": at(24, 15), "scheduled_end": at(24, 15)},
                "End: it would last no time: let it end after its start.",
            ),
            (
                MEETING,
                {"scheduled_start": at(24, 15), "scheduled_end": at(24, 16), "duration_minutes": 30},
                "End: from start to end it is 60 minutes, not 30.",
            ),
            (CALL, {"duration_minutes": 0}, "Duration (minutes): must lie between 1 and 525,600."),
            (
                TASK,
                {"scheduled_end": datetime(1, 1, 1, tzinfo=UTC)},
                "Due: times run from the year 1900 to 29 Dec 9999.",
            ),
            (
                TASK,
                {"scheduled_end": datetime(9999, 12, 31, 23, tzinfo=UTC)},
                "Due: times run from the year 1900 to 29 Dec 9999.",
            ),
            (
                CALL,
                {"scheduled_start": datetime(9999, 12, 29, tzinfo=UTC), "duration_minutes": 525_600},
                "Start: it would end after the year 9999.",
            ),
            (TASK, {"percent_complete": 101}, "Percent complete: must lie between 0 and 100."),
            (TASK, {"opportunity": UUID(int=1)}, "Regarding opportunity: it is no longer there"),
        ],
    )
    def test_what_does_not_fit(
        self, make: Maker, kind: c.ActivityType, given: dict[str, Any], said: str
    ) -> None:
        with pytest.raises(SalesError) as error:
            plan(make, kind, **given)
        assert said in str(error.value)
        assert not make.session.exec(select(Activity)).all()

    def test_a_status_reason_of_a_closed_one(self, make: Maker) -> None:
        with pytest.raises(InvalidFields, match="an open one is: Open; completing and canceling are"):
            plan(make, status_reason=c.PhoneCallStatusReason.MADE)

    def test_two_owners_and_two_records(self, make: Maker) -> None:
        team = make.add(Team(name="North"))
        with pytest.raises(InvalidFields, match="not both"):
            plan(make, owner_user=make.user_id, owner_team=team.id)
        with pytest.raises(InvalidFields, match="about one record"):
            plan(make, account=make.account().id, contact=make.contact().id)

    def test_a_resolution_is_not_made_by_hand(self, make: Maker) -> None:
        with pytest.raises(InvalidFields, match="opportunity close is made by closing"):
            plan(make, c.ActivityType.OPPORTUNITY_CLOSE)

    def test_people_who_can_not_take_part(self, make: Maker) -> None:
        with pytest.raises(activity_parties.CannotTakePart, match="This contact is no longer there"):
            plan(make, parties=({"table": "contact", "id": UUID(int=1)},))
        wrong = {"participation": c.ParticipationType.BCC, "address": "a@b.c"}
        with pytest.raises(activity_parties.CannotTakePart, match="Nobody is bcc of a phone call"):
            plan(make, parties=(wrong,))

    def test_an_address_with_a_line_break(self) -> None:
        with pytest.raises(InputError, match="line break"):
            activity_parties.PartyInput(address="ana@example.com\nBcc: all@example.com")
        with pytest.raises(InputError, match="needs an address"):
            activity_parties.PartyInput(name="Ana")


class TestLogging:
    def test_a_call_is_made_at_once(self, make: Maker) -> None:
        call = log(make, duration_minutes=20)
        assert (call.status, call.status_reason) == (
            c.ActivityStatus.COMPLETED,
            c.PhoneCallStatusReason.MADE,
        )
        assert call.actual_end == clock.now()
        assert call.actual_start == clock.now() - timedelta(minutes=20)

    def test_what_came_in_is_received_from_the_other(self, make: Maker) -> None:
        ana = make.contact()
        party = ({"table": "contact", "id": ana.id},)
        call = log(make, direction=c.Direction.INCOMING, parties=party)
        assert call.status_reason == c.PhoneCallStatusReason.RECEIVED
        assert who(make, call) == [("Sender", "Ana Silva"), ("To", "mina")]

    def test_a_mail_sent_elsewhere(self, make: Maker) -> None:
        mail = log(make, MAIL, actual_end=at(20, 9))
        assert (mail.status_reason, mail.sent_on) == (c.EmailStatusReason.SENT, at(20, 9))

    def test_a_meeting_was_when_it_was_held(self, make: Maker) -> None:
        meeting = log(make, MEETING, actual_end=at(20, 9), duration_minutes=45)
        assert (meeting.scheduled_start, meeting.scheduled_end) == (at(20, 8, 15), at(20, 9))
        assert meeting.duration_minutes == 45
        assert log(make, MEETING).scheduled_end == clock.now()

    def test_not_what_is_still_to_come(self, make: Maker) -> None:
        with pytest.raises(InvalidFields, match="still to come: plan it instead"):
            log(make, actual_end=at(24))
