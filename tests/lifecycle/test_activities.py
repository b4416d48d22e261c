"""Activities changed and deleted; what is refused."""

from uuid import UUID

import pytest
from sqlmodel import select

from salestui.errors import Gone, NotEditable, SalesError
from salestui.lifecycle import (
    activities,
    activity_closing,
    activity_moving,
    activity_parties,
    regarding,
)
from salestui.lifecycle.activity_parties import PartyInput
from salestui.lifecycle.values import InvalidFields
from salestui.models import choices as c
from salestui.models.activities import Activity, ActivityParty
from salestui.models.notes import Attachment
from salestui.models.users import Team
from salestui.store.database import Store
from tests.lifecycle.acts import MAIL, MEETING, TASK, log, plan, who
from tests.lifecycle.making import Maker, at


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
        mina = PartyInput(participation=c.ParticipationType.SENDER, table="system_user", id=make.user_id)
        activity_parties.put(make.session, call, [mina, PartyInput(table="contact", id=theo.id)])
        assert who(make, call) == [("Sender", "mina"), ("To", "Theo Li")]

    def test_who_is_put_in_another_place_keeps_the_address(self, make: Maker) -> None:
        ana = make.contact(email="ana@work.example")
        to = PartyInput(table="contact", id=ana.id, address="ana@private.example")
        mail = plan(make, MAIL)
        activity_parties.put(make.session, mail, [to])
        copy = PartyInput(participation=c.ParticipationType.CC, table="contact", id=ana.id)
        activity_parties.put(make.session, mail, [copy])
        [there] = activity_parties.of(make.session, mail.id)
        assert (there.participation, there.address) == (c.ParticipationType.CC, "ana@private.example")

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
