"""Activities: planned, logged, changed, closed, put off, copied, made into opportunities; what is refused."""

import time
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session, select

from salestui import clock
from salestui.errors import Gone, InputError, NotEditable, SalesError
from salestui.lifecycle import activities, activity_closing, activity_moving, activity_parties, regarding
from salestui.lifecycle.activities import ActivityInput
from salestui.lifecycle.activity_kinds import KINDS, PLANNED, fields_of, status_of
from salestui.lifecycle.activity_people import candidates
from salestui.lifecycle.values import InvalidFields
from salestui.models import choices as c
from salestui.models.activities import Activity, ActivityParty
from salestui.models.connections import Connection
from salestui.models.notes import Attachment
from salestui.models.users import Team, User
from salestui.store.database import Store
from tests.lifecycle.making import Maker, at

CALL, TASK, MEETING, MAIL, LETTER = (
    c.ActivityType.PHONE_CALL,
    c.ActivityType.TASK,
    c.ActivityType.APPOINTMENT,
    c.ActivityType.EMAIL,
    c.ActivityType.LETTER,
)


def plan(
    make: Maker, kind: c.ActivityType = CALL, subject: str = "The security review", **given: Any
) -> Activity:
    told = ActivityInput(activity_type=kind, subject=subject, **given)
    return activities.plan(make.session, make.user_id, told)


def log(
    make: Maker, kind: c.ActivityType = CALL, subject: str = "The security review", **given: Any
) -> Activity:
    told = ActivityInput(activity_type=kind, subject=subject, **given)
    return activities.log(make.session, make.user_id, told)


def who(make: Maker, activity: Activity) -> list[tuple[str, str]]:
    found = activity_parties.of(make.session, activity.id)
    return [(one.participation.label, one.name) for one in found]


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
            made = plan(make, **activities.regards(table, record.id))
            assert regarding.of(made) == (table, record.id)
        assert activities.regards("product", uuid4()) == {}

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
                "Due: years run from 1900 to 9999.",
            ),
            (
                TASK,
                {"scheduled_end": datetime(9999, 12, 31, 23, tzinfo=UTC)},
                "Due: years run from 1900 to 9999.",
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


class TestChanging:
    def test_another_start_takes_the_end_along(self, make: Maker) -> None:
        meeting = plan(make, MEETING, scheduled_start=at(24, 15), scheduled_end=at(24, 16, 30))
        activities.update(make.session, meeting, {"scheduled_start": at(25, 9)})
        assert (meeting.scheduled_end, meeting.duration_minutes) == (at(25, 10, 30), 90)
        activities.update(make.session, meeting, {"scheduled_end": at(25, 10)})
        assert meeting.duration_minutes == 60

    def test_another_length_takes_the_end_along(self, make: Maker) -> None:
        call = plan(make, scheduled_start=at(24, 15))
        activities.update(make.session, call, {"duration_minutes": 45})
        assert call.scheduled_end == at(24, 15, 45)
        task = plan(make, TASK, scheduled_start=at(24, 9), scheduled_end=at(27, 9), duration_minutes=60)
        activities.update(make.session, task, {"duration_minutes": 90})
        assert task.scheduled_end == at(27, 9)

    def test_the_end_may_not_come_before_the_start(self, make: Maker) -> None:
        meeting = plan(make, MEETING, scheduled_start=at(24, 15))
        with pytest.raises(InvalidFields, match="before it starts"):
            activities.update(make.session, meeting, {"scheduled_end": at(24, 14)})

    def test_a_status_reason_changes_the_status(self, make: Maker) -> None:
        meeting = plan(make, MEETING, scheduled_start=at(24, 15))
        activities.update(make.session, meeting, {"status_reason": c.AppointmentStatusReason.TENTATIVE})
        assert (meeting.status, meeting.status_reason) == (c.ActivityStatus.OPEN, 2)
        with pytest.raises(InvalidFields):
            activities.update(make.session, meeting, {"status_reason": c.AppointmentStatusReason.COMPLETED})

    def test_another_record_takes_the_place_of_the_one_before(self, make: Maker) -> None:
        call = plan(make, opportunity=make.deal().id)
        account = make.account()
        activities.update(make.session, call, {"account": account.id})
        assert regarding.of(call) == ("account", account.id)

    def test_closed_ones_are_read_only(self, make: Maker) -> None:
        call = log(make)
        with pytest.raises(NotEditable, match=r"The security review: Made, read-only\."):
            activities.update(make.session, call, {"subject": "Another"})

    def test_a_team_takes_the_place_of_a_user(self, make: Maker) -> None:
        call = plan(make)
        team = make.add(Team(name="North"))
        activities.update(make.session, call, {"owner_team": team.id})
        assert (call.owner_user_id, call.owner_team_id) == (None, team.id)
        activities.update(make.session, call, {"owner_user": make.user_id})
        assert (call.owner_user_id, call.owner_team_id) == (make.user_id, None)
        with pytest.raises(InvalidFields, match="no longer there"):
            activities.update(make.session, call, {"owner_user": UUID(int=1)})

    def test_people_are_exchanged(self, make: Maker) -> None:
        ana, theo = make.contact(), make.contact("Theo Li")
        call = plan(make, parties=({"table": "contact", "id": ana.id},))
        kept = [one.as_input() for one in activity_parties.of(make.session, call.id)][:1]
        wanted = [*kept, activity_parties.PartyInput(table="contact", id=theo.id)]
        activity_parties.put(make.session, call, wanted)
        assert who(make, call) == [("Sender", "mina"), ("To", "Theo Li")]

    def test_deleting_takes_people_and_files_along(self, make: Maker) -> None:
        mail = plan(make, MAIL, parties=({"address": "a@b.c"},))
        make.file(activity_id=mail.id)
        activities.delete(make.session, mail)
        for model in (Activity, ActivityParty, Attachment):
            assert not make.session.exec(select(model)).all()

    def test_what_tells_how_a_record_was_closed_stays(self, make: Maker) -> None:
        fields = {"status": c.ActivityStatus.COMPLETED}
        won = make.activity(c.ActivityType.OPPORTUNITY_CLOSE, make.deal(), "Won: it", 1, 2, **fields)
        for verb in (
            lambda: activities.delete(make.session, won),
            lambda: activities.update(make.session, won, {"subject": "x"}),
            lambda: activity_closing.reopen(make.session, won),
            lambda: activity_moving.duplicate(make.session, won),
            lambda: activity_closing.cancel(make.session, won),
        ):
            with pytest.raises(SalesError, match="It tells how a record was closed"):
                verb()


class TestClosing:
    def test_the_usual_reason_of_each_type(self, make: Maker) -> None:
        reasons = {
            CALL: c.PhoneCallStatusReason.MADE,
            TASK: c.TaskStatusReason.COMPLETED,
            MEETING: c.AppointmentStatusReason.COMPLETED,
            MAIL: c.EmailStatusReason.COMPLETED,
            LETTER: c.LetterStatusReason.SENT,
        }
        for kind, reason in reasons.items():
            made = plan(make, kind, scheduled_start=at(24, 15))
            activity_closing.complete(make.session, made)
            assert (made.status, made.status_reason) == (c.ActivityStatus.COMPLETED, reason)
            assert made.actual_end == clock.now()

    def test_a_done_task_is_complete_by_all_percent(self, make: Maker) -> None:
        task = plan(make, TASK, percent_complete=40)
        activity_closing.complete(make.session, task)
        assert task.percent_complete == 100
        activity_closing.reopen(make.session, task)
        assert (task.status, task.percent_complete) == (c.ActivityStatus.OPEN, None)

    def test_with_a_reason(self, make: Maker) -> None:
        call = plan(make)
        activity_closing.close(make.session, call, c.PhoneCallStatusReason.RECEIVED)
        assert call.status is c.ActivityStatus.COMPLETED
        with pytest.raises(activity_closing.CannotClose, match="It is received already"):
            activity_closing.complete(make.session, call)
        other = plan(make)
        with pytest.raises(activity_closing.CannotClose, match="choose Made, Received, Canceled"):
            activity_closing.close(make.session, other, c.PhoneCallStatusReason.OPEN)

    def test_canceled(self, make: Maker) -> None:
        meeting = plan(make, MEETING, scheduled_start=at(24, 15))
        activity_closing.cancel(make.session, meeting)
        assert (meeting.status, meeting.status_reason) == (c.ActivityStatus.CANCELED, 4)

    def test_several_the_open_ones_of_them(self, make: Maker) -> None:
        several = [plan(make), log(make), plan(make, TASK)]
        assert activity_closing.complete_all(make.session, several) == [several[0], several[2]]
        with pytest.raises(activity_closing.CannotClose, match="None of them is open, or they wait"):
            activity_closing.complete_all(make.session, several)

    def test_a_sent_mail_is_not_reopened(self, make: Maker) -> None:
        with pytest.raises(activity_closing.CannotClose, match="Duplicate it"):
            activity_closing.reopen(make.session, log(make, MAIL))
        with pytest.raises(activity_closing.CannotClose, match="It is open"):
            activity_closing.reopen(make.session, plan(make))

    def test_a_mail_in_the_outbox_is_canceled_but_not_completed(self, make: Maker) -> None:
        mail = plan(make, MAIL)
        mail.status_reason = int(c.EmailStatusReason.PENDING_SEND)
        for verb in (
            lambda: activity_closing.complete(make.session, mail),
            lambda: activity_closing.close(make.session, mail, c.EmailStatusReason.SENT),
        ):
            with pytest.raises(activity_closing.CannotClose, match="waits in the outbox"):
                verb()
        activity_closing.cancel(make.session, mail)
        assert mail.status is c.ActivityStatus.CANCELED

    def test_a_mail_on_its_way_is_left_alone(self, make: Maker) -> None:
        mail = plan(make, MAIL)
        mail.status_reason = int(c.EmailStatusReason.SENDING)
        for verb in (
            lambda: activity_closing.cancel(make.session, mail),
            lambda: activities.delete(make.session, mail),
            lambda: activities.update(make.session, mail, {"subject": "x"}),
        ):
            with pytest.raises(SalesError, match="being sent"):
                verb()

    def test_the_next_one_an_overdue_one_first(self, make: Maker) -> None:
        deal = make.deal()
        assert activity_closing.next_open(make.session, "opportunity", deal.id) is None
        undated = plan(make, TASK, "No day", opportunity=deal.id)
        assert activity_closing.next_open(make.session, "opportunity", deal.id) is undated
        plan(make, subject="Later", scheduled_start=at(27), opportunity=deal.id)
        late = plan(make, subject="Late", scheduled_start=at(20), opportunity=deal.id)
        log(make, subject="Done", opportunity=deal.id)
        assert activity_closing.next_open(make.session, "opportunity", deal.id) is late

    def test_the_next_one_of_an_account_may_be_of_its_opportunity(self, make: Maker) -> None:
        account = make.account()
        deal = make.deal(account=account.id)
        call = plan(make, scheduled_start=at(27), opportunity=deal.id)
        plan(make, subject="Later", scheduled_start=at(28), account=account.id)
        assert activity_closing.next_open(make.session, "account", account.id) is call


class TestPuttingOff:
    def test_another_day_keeps_the_time_and_the_length(self, make: Maker) -> None:
        call = plan(make, scheduled_start=at(24, 15), duration_minutes=45)
        activity_moving.reschedule(make.session, call, activity_moving.later(call, 1))
        assert (call.scheduled_start, call.scheduled_end) == (at(25, 15), at(25, 15, 45))
        activity_moving.reschedule(make.session, call, at(26, 9))
        assert (call.scheduled_start, call.scheduled_end) == (at(26, 9), at(26, 9, 45))

    def test_an_overdue_one_is_put_off_from_today(self, make: Maker) -> None:
        task = plan(make, TASK, scheduled_end=at(3, 9))
        assert activity_moving.later(task, 1) == date(2026, 11, 24)
        activity_moving.reschedule(make.session, task, date(2026, 11, 24))
        assert (task.scheduled_start, task.scheduled_end) == (None, at(24, 9))

    def test_one_without_a_day_is_due_on_that_day(self, make: Maker) -> None:
        task, call = plan(make, TASK), plan(make)
        for one in (task, call):
            activity_moving.reschedule(make.session, one, date(2026, 11, 24))
            assert one.is_all_day
            assert one.scheduled_end == at(24, 23, 59)
        activity_moving.reschedule(make.session, call, at(25, 10))
        assert not call.is_all_day
        assert (call.scheduled_start, call.scheduled_end) == (at(25, 10), at(25, 10, 30))

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("fri", date(2026, 11, 27)),
            ("+2w", date(2026, 12, 7)),
            ("16:30", at(24, 16, 30)),
            ("3pm", at(24, 15)),
            ("fri 9:00", at(27, 9)),
            ("1/12", date(2026, 12, 1)),
        ],
    )
    def test_what_is_typed(self, make: Maker, typed: str, meant: date | datetime) -> None:
        call = plan(make, scheduled_start=at(24, 15))
        assert activity_moving.read_when(typed, call, "dmy") == meant

    def test_the_time_on_the_wall_stays_when_the_clocks_change(
        self, make: Maker, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("TZ", "Europe/Berlin")
        time.tzset()
        clock.freeze(datetime(2027, 3, 26, 8, tzinfo=UTC))
        before = datetime(2027, 3, 27, 9, tzinfo=UTC)  # 10:00 there
        meeting = plan(make, MEETING, scheduled_start=before, scheduled_end=before + timedelta(hours=1))
        activity_moving.reschedule(make.session, meeting, activity_moving.later(meeting, 1))
        assert meeting.scheduled_start == datetime(2027, 3, 28, 8, tzinfo=UTC)
        assert meeting.duration_minutes == 60

    def test_not_outside_the_years_that_are_kept(self, make: Maker) -> None:
        call = plan(make, scheduled_start=at(24, 15))
        for typed in ("0001-01-01", "10000-01-01", "9999-12-31", "31.2.", "nothing"):
            with pytest.raises(InputError):
                when = activity_moving.read_when(typed, call, "dmy")
                activity_moving.reschedule(make.session, call, when)
        assert call.scheduled_start == at(24, 15)

    def test_not_a_closed_one(self, make: Maker) -> None:
        with pytest.raises(NotEditable):
            activity_moving.reschedule(make.session, log(make), date(2026, 11, 24))


class TestCopies:
    def test_one_of_the_past_is_planned_for_tomorrow_with_its_people_and_files(self, make: Maker) -> None:
        mail = log(make, MAIL, scheduled_end=at(3, 9), parties=({"address": "a@b.c", "name": "Ana"},))
        make.file(activity_id=mail.id)
        copy = activity_moving.duplicate(make.session, mail)
        assert (copy.status, copy.status_reason) == (c.ActivityStatus.OPEN, c.EmailStatusReason.DRAFT)
        assert (copy.scheduled_end, copy.sent_on, copy.actual_end) == (at(24, 9), None, None)
        assert who(make, copy) == who(make, mail)
        assert len(make.session.exec(select(Attachment).where(Attachment.activity_id == copy.id)).all()) == 1

    def test_one_to_come_keeps_its_time(self, make: Maker) -> None:
        meeting = plan(make, MEETING, scheduled_start=at(26, 9), scheduled_end=at(26, 11))
        copy = activity_moving.duplicate(make.session, meeting)
        assert (copy.scheduled_start, copy.scheduled_end, copy.duration_minutes) == (
            at(26, 9),
            at(26, 11),
            120,
        )
        assert copy.id != meeting.id


class TestConverting:
    def test_it_becomes_an_opportunity_of_the_customer(self, make: Maker) -> None:
        account = make.account()
        call = plan(make, account=account.id, description="They want 20 scanners.")
        assert activity_moving.customer_of(make.session, call) == {"account": account.id}
        made = activity_moving.convert_to_opportunity(make.session, make.user_id, call, account=account.id)
        assert (made.topic, made.description) == ("The security review", "They want 20 scanners.")
        assert made.account_id == account.id
        assert call.status is c.ActivityStatus.COMPLETED
        assert regarding.of(call) == ("opportunity", made.id)

    def test_it_may_stay_open_and_about_its_own_opportunity(self, make: Maker) -> None:
        ana = make.contact()
        deal = make.deal(contact=ana.id)
        call = plan(make, opportunity=deal.id)
        assert activity_moving.customer_of(make.session, call) == {"contact": ana.id}
        activity_moving.convert_to_opportunity(make.session, make.user_id, call, contact=ana.id, close=False)
        assert call.status is c.ActivityStatus.OPEN
        assert regarding.of(call) == ("opportunity", deal.id)

    def test_only_for_somebody(self, make: Maker) -> None:
        call = plan(make)
        assert activity_moving.customer_of(make.session, call) == {}
        with pytest.raises(activity_moving.CannotConvert, match="Choose an account or a contact"):
            activity_moving.convert_to_opportunity(make.session, make.user_id, call)


def test_who_an_activity_about_a_record_may_be_with(make: Maker, session: Session) -> None:
    account = make.account()
    ana, theo = make.contact(account_id=account.id), make.contact("Theo Li", account_id=account.id)
    outside = make.contact("Jonas Weber")
    deal = make.deal(account=account.id, contact=theo.id)
    make.add(Connection(opportunity_id=deal.id, contact_id=outside.id))
    lena = make.add(User(user_name="lena", full_name="Lena Fischer"))
    role = c.ConnectionRole.INDUSTRY_EXPERT
    make.add(Connection(opportunity_id=deal.id, user_id=lena.id, role=role))
    names = [person.name for person in candidates(session, "opportunity", deal.id)]
    assert names == ["Jonas Weber", "Theo Li", "Ana Silva", "Northwind Foods", "Lena Fischer"]
    quote = make.quote(deal)
    assert [person.name for person in candidates(session, "quote", quote.id)] == names
    assert [person.id for person in candidates(session, "contact", ana.id)] == [ana.id, theo.id, account.id]
    assert candidates(session, "competitor", make.rival("Fabrikam").id) == ()


def test_undo_takes_it_all_back(store: Store, mina: UUID) -> None:
    from salestui.lifecycle import history

    with store.command("Plan", mina) as session:
        make = Maker(session, mina)
        call = plan(make, parties=({"address": "a@b.c"},))
        call_id = call.id
    with store.command("Delete", mina) as session:
        activities.delete(session, activities.get(session, call_id))
    history.undo(store, mina)
    with store.session() as session:
        assert len(activity_parties.of(session, call_id)) == 2
    history.undo(store, mina)
    with store.session() as session, pytest.raises(Gone):
        activities.get(session, call_id)
