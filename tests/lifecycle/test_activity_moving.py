"""Activities put off, copied, made into opportunities."""

import time
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import select

from salestui import clock
from salestui.errors import InputError, NotEditable
from salestui.lifecycle import (
    activity_moving,
    mail,
    mail_reading,
    regarding,
)
from salestui.lifecycle.shapes import Recipient
from salestui.models import choices as c
from salestui.models.activities import Activity
from salestui.models.notes import Attachment
from tests.lifecycle.acts import MAIL, MEETING, TASK, log, plan, who
from tests.lifecycle.making import Maker, at


def put_off(make: Maker, activity: Activity, typed: str) -> None:
    activity_moving.reschedule(make.session, activity, activity_moving.read_when(typed, activity, "dmy"))


class TestPuttingOff:
    def test_another_day_keeps_the_time_and_the_length(self, make: Maker) -> None:
        call = plan(make, scheduled_start=at(24, 15), duration_minutes=45)
        put_off(make, call, "+1d")
        assert (call.scheduled_start, call.scheduled_end) == (at(25, 15), at(25, 15, 45))
        activity_moving.reschedule(make.session, call, at(26, 9))
        assert (call.scheduled_start, call.scheduled_end) == (at(26, 9), at(26, 9, 45))

    def test_an_overdue_one_is_put_off_from_today(self, make: Maker) -> None:
        task = plan(make, TASK, scheduled_end=at(3, 9))
        assert activity_moving.read_when("+1d", task, "dmy") == date(2026, 11, 24)
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
            ("+2w", date(2026, 12, 8)),
            ("1 day", date(2026, 11, 25)),
            ("-1d", date(2026, 11, 23)),
            ("+1d 9:00", at(25, 9)),
            ("+2h", at(24, 17)),
            ("in 2 days", date(2026, 11, 25)),
            ("9 dec", date(2026, 12, 9)),
            ("16:30", at(24, 16, 30)),
            ("3pm", at(24, 15)),
            ("fri 9:00", at(27, 9)),
            ("1/12", date(2026, 12, 1)),
        ],
    )
    def test_what_is_typed(self, make: Maker, typed: str, meant: date | datetime) -> None:
        call = plan(make, scheduled_start=at(24, 15))
        assert activity_moving.read_when(typed, call, "dmy") == meant

    def test_what_lasts_all_day_is_not_moved_by_hours(self, make: Maker) -> None:
        task = plan(make, TASK, scheduled_end=at(25, 9), is_all_day=True)
        with pytest.raises(InputError, match="move it by days"):
            activity_moving.read_when("+2h", task, "dmy")
        assert activity_moving.read_when("+1w", task, "dmy") == date(2026, 12, 2)

    def test_the_time_on_the_wall_stays_when_the_clocks_change(
        self, make: Maker, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("TZ", "Europe/Berlin")
        time.tzset()
        clock.freeze(datetime(2027, 3, 26, 8, tzinfo=UTC))
        before = datetime(2027, 3, 27, 9, tzinfo=UTC)  # 10:00 there
        meeting = plan(make, MEETING, scheduled_start=before, scheduled_end=before + timedelta(hours=1))
        put_off(make, meeting, "+1d")
        assert meeting.scheduled_start == datetime(2027, 3, 28, 8, tzinfo=UTC)
        assert meeting.duration_minutes == 60

    def test_not_outside_the_years_that_are_kept(self, make: Maker) -> None:
        call = plan(make, scheduled_start=at(24, 15))
        for typed in ("0001-01-01", "10000-01-01", "9999-12-31", "31.2.", "nothing"):
            with pytest.raises(InputError):
                when = activity_moving.read_when(typed, call, "dmy")
                activity_moving.reschedule(make.session, call, when)
        assert call.scheduled_start == at(24, 15)

    def test_the_last_day_is_told_as_it_is(self, make: Maker) -> None:
        call = plan(make, scheduled_start=at(24, 15))
        with pytest.raises(InputError, match="to 29 Dec 9999"):
            activity_moving.reschedule(make.session, call, date(9999, 12, 30))
        activity_moving.reschedule(make.session, call, date(9999, 12, 29))
        assert call.scheduled_start == datetime(9999, 12, 29, 15, tzinfo=UTC)

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

    def test_a_mail_goes_to_the_same_addresses(self, make: Maker) -> None:
        ana = make.contact(email="ana@work.example")
        at_home = Recipient("Ana at home", "ana@private.example", "contact", ana.id)
        hidden = Recipient("Zed", "zed@x.example")
        written = mail.draft(
            make.session, make.user_id, mail.MailInput([at_home], bcc=[hidden], subject="Hi")
        )
        copy = activity_moving.duplicate(make.session, written)
        before, after = (mail_reading.record(make.session, one.id) for one in (written, copy))
        assert (after.to, after.bcc) == (before.to, before.bcc)
        assert [one.address for one in after.to] == ["ana@private.example"]
        sender = mail_reading.recipients(make.session, copy.id)[c.ParticipationType.SENDER]
        assert [one.id for one in sender] == [make.user_id]

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
