"""Activities closed, canceled and reopened; what is refused."""

from typing import Any

import pytest

from salestui import clock
from salestui.errors import SalesError
from salestui.lifecycle import (
    activities,
    activity_closing,
    preview,
    related_preview,
)
from salestui.models import choices as c
from salestui.store.rows import raw
from tests.lifecycle.acts import CALL, LETTER, MAIL, MEETING, TASK, log, plan
from tests.lifecycle.making import Maker, at


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
        assert activity_closing.completable(several) == [several[0], several[2]]
        with pytest.raises(activity_closing.CannotClose, match="None of them is open, or they wait"):
            activity_closing.completable(several[1:2])

    def test_several_with_a_reason_each(self, make: Maker) -> None:
        several = [plan(make), log(make), plan(make, TASK)]
        canceled = {CALL: c.PhoneCallStatusReason.CANCELED, TASK: c.TaskStatusReason.CANCELED}
        found = activity_closing.closable(several, lambda one: canceled[one.activity_type])
        assert found == [several[0], several[2]]
        with pytest.raises(activity_closing.CannotClose, match="None of them is open"):
            activity_closing.closable(several[1:2], lambda one: canceled[one.activity_type])

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
        assert activity_closing.has_open(make.session, "account", account.id)
        assert not activity_closing.has_open(make.session, "account", make.account("Another").id)

    @pytest.mark.parametrize("table", ["opportunity", "account"])
    def test_the_preview_names_the_same_one(self, make: Maker, table: str) -> None:
        account = make.account()
        about = {table: make.deal().id if table == "opportunity" else account.id}
        twins = [plan(make, subject=f"At {hour} too", scheduled_start=at(hour), **about) for hour in (27, 27)]
        make.session.flush()
        connection, (record_id,) = raw(make.session), about.values()
        found = activity_closing.next_open(make.session, table, record_id)
        assert found is min(twins, key=lambda one: one.id)
        shown: Any = (
            preview.preview(connection, make.user_id, record_id)
            if table == "opportunity"
            else related_preview.preview(make.session, make.user_id, table, record_id, "$")
        )
        assert shown.next.id == found.id
