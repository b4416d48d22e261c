"""The record of an activity: its fields by type, people, files, history; read-only once it is closed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from textual.widgets import Input

from salestui.app import SalesApp
from salestui.lifecycle import activities, activity_closing, activity_making, history
from salestui.lifecycle.refs import RecordRef
from salestui.models import choices as c
from salestui.models.activities import Activity, ActivityParty
from salestui.screens.activity import ActivityScreen
from salestui.screens.compose import Compose
from salestui.screens.convert_activity import ConvertActivity
from salestui.screens.opening_records import open_record
from salestui.screens.participants_form import ParticipantsForm
from salestui.widgets.desk import Desk
from salestui.widgets.dialog import Confirm
from salestui.widgets.party_control import PeopleControl
from salestui.widgets.record_fields import banner
from tests.screens.acts import people, stored
from tests.screens.app import Stand
from tests.screens.record import Record
from tests.screens.shown import text_of

MEETING, CALL, MAIL = "Walk-through with site leads", "Ana, the security review", "Proposal and site plans"


@asynccontextmanager
async def opened(desk: Desk, subject: str, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Record]:
    app = SalesApp(desk, {"opportunities": Stand})
    async with app.run_test(size=size, notifications=True) as pilot:
        await app.workers.wait_for_complete()
        found = stored(desk, subject)
        assert found is not None
        open_record(app, desk, RecordRef("activity", found.id, subject))
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ActivityScreen)
        yield Record(pilot, screen, desk)  # type: ignore[arg-type]  # another record's screen


def held(desk: Desk, subject: str) -> Activity:
    found = stored(desk, subject)
    assert found is not None
    return found


async def test_it_shows_what_its_type_has(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, MEETING) as shown:
        text = " ".join(" ".join(shown.lines()).split())
        assert f"{MEETING} Mon 23 Nov 14:10" in text
        assert "Meeting · Warehouse automation, phase 2 · owner Mina Okafor" in text
        assert "Status is Busy" in text
        assert "Location room 2" in text
        assert "Phone" not in text
        told = "PEOPLE 0 Nobody yet. REGARDING Warehouse automation, phase 2 opportunity"
        assert shown.text("people") == told


async def test_a_field_is_edited_saved_and_undone(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, MEETING) as shown:
        await shown.edit("scheduled_start", "2026-11-24 9:00")
        await shown.press("ctrl+s")
        moved = held(desk, MEETING)
        assert moved.scheduled_start == datetime(2026, 11, 24, 9, tzinfo=UTC)
        assert moved.scheduled_end == datetime(2026, 11, 24, 10, tzinfo=UTC)
        assert shown.toasts[-1] == "✓ Start set to 24 Nov 09:00, End set to 24 Nov 10:00   u undo"
        await shown.press("u")
        await shown.settle()
        assert held(desk, MEETING).scheduled_start == datetime(2026, 11, 23, 14, 10, tzinfo=UTC)


async def test_another_start_takes_the_end_along_before_it_is_saved(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, MEETING) as shown:
        await shown.edit("scheduled_start", "9:00")
        await shown.press("enter")
        assert list(shown.fields.edits) == ["scheduled_start", "scheduled_end"]
        assert shown.fields.edits["scheduled_end"].name == "2026-11-23 10:00"
        await shown.edit("scheduled_end", "9:30")
        await shown.press("enter")
        await shown.edit("scheduled_start", "8:00")
        await shown.press("enter")
        assert shown.fields.edits["scheduled_end"].name == "2026-11-23 08:30"
        await shown.edit("scheduled_end", "15:10")
        await shown.press("enter")
        assert list(shown.fields.edits) == ["scheduled_start"], "the end is what it was"


async def test_its_status_reason_is_one_of_its_type(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, MEETING) as shown:
        await shown.edit("status_reason", "Tent")
        await shown.press("enter", "ctrl+s")
        assert held(desk, MEETING).status_reason == c.AppointmentStatusReason.TENTATIVE
        assert shown.toasts[-1] == "✓ Status reason set to Tentative   u undo"


async def test_an_end_without_a_day_is_on_the_day_of_its_start(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, MEETING) as shown:
        await shown.edit("scheduled_start", "2026-11-26 9:00")
        await shown.press("enter")
        await shown.edit("scheduled_end", "10:30")
        await shown.press("ctrl+s")
        moved = held(desk, MEETING)
        assert moved.scheduled_start == datetime(2026, 11, 26, 9, tzinfo=UTC)
        assert moved.scheduled_end == datetime(2026, 11, 26, 10, 30, tzinfo=UTC)
        await shown.edit("scheduled_end", "11")
        await shown.press("ctrl+s")
        assert held(desk, MEETING).scheduled_end == datetime(2026, 11, 26, 11, tzinfo=UTC)


async def test_an_end_before_its_start_is_refused(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, MEETING) as shown:
        await shown.edit("scheduled_end", "2026-11-22 9:00")
        await shown.press("ctrl+s")
        assert shown.fields.problems == {"scheduled_end": "it would end before it starts, 2026-11-23 14:10"}
        assert held(desk, MEETING).scheduled_end == datetime(2026, 11, 23, 15, 10, tzinfo=UTC)


async def test_a_closed_one_is_read_only_until_it_is_reopened(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, CALL) as shown:
        await shown.press("c")
        assert "✓ Made 23 Nov 13:30, read-only until it is reopened" in shown.text("summary")
        reasons = {offer.action.id: offer.reason for offer in shown.screen.footer._offers}
        assert reasons["fields.edit"] == "Made, read-only"
        assert reasons["activity.complete"] == "it is closed; o reopens it"
        await shown.press("e")
        assert shown.toasts[-1] == "! not now: Made, read-only"
        shown.pane("people").focus()
        await shown.press("n")
        assert shown.toasts[-1] == "! not now: Made, read-only"
        await shown.press("o")
        assert held(desk, CALL).status is c.ActivityStatus.OPEN
        assert "read-only" not in shown.text("summary")


async def test_an_open_one_of_somebody_else_is_not_called_closed(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, CALL) as shown:
        assert shown.screen.record is not None
        theirs = replace(shown.screen.record, why_read_only="Lena Fischer owns it, read-only")
        assert banner(theirs, "day-month") == "Lena Fischer owns it, read-only"
        shown.screen.record = theirs
        assert shown.screen.why_not("activity.complete") == "Lena Fischer owns it, read-only"


async def test_people_are_changed_in_a_form(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, MAIL) as shown:
        assert "to Ana Silva" in shown.text("people")
    with desk.store.command("Draft", desk.user.id) as session:
        told = activity_making.ActivityInput(
            activity_type=c.ActivityType.EMAIL, subject="Prices", parties=({"address": "a@b.example"},)
        )
        activity_making.plan(session, desk.user.id, told)
    async with opened(desk, "Prices") as shown:
        shown.pane("people").focus()
        await shown.press("n")
        form = shown.top
        assert isinstance(form, ParticipantsForm)
        to, cc = list(form.query(PeopleControl))[:2]
        assert [one.name for one in to.people] == ["a@b.example"]
        cc.focus_input()
        cc.input.value = "Jonas"  # type: ignore[union-attr]  # not a memo
        await shown.pilot.pause()
        await shown.press("ctrl+s")
        assert people(desk, held(desk, "Prices").id) == [
            ("Sender", "Mina Okafor"),
            ("To", "a@b.example"),
            ("CC", "Jonas Weber"),
        ]
        assert "cc Jonas Weber" in shown.text("people")


async def test_people_whom_another_window_added_are_not_lost(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, CALL) as shown:
        call = shown.screen.record_id
        before = people(desk, call)
        form = ParticipantsForm(desk, call, c.ActivityType.PHONE_CALL, CALL, shown.screen.people)
        shown.app.push_screen(form)
        await shown.settle()
        with desk.store.command("Other window", desk.user.id) as session:
            session.add(
                ActivityParty(activity_id=call, participation=c.ParticipationType.TO, address="b@b.c")
            )
        form.action_save()
        await shown.settle()
        assert shown.toasts[-1].endswith("were changed meanwhile. Go back and change them again.")
        assert people(desk, call) == [*before, ("To", "b@b.c")]


async def test_files_and_history_have_tabs(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, MAIL, (80, 24)) as shown:
        await shown.settle()
        tabs = " ".join(" ".join(shown.lines()).split())
        assert "Summary People 2 Files 2 History" in tabs
        await shown.press("l", "l")
        assert "proposal.pdf" in shown.text("files")
        await shown.press("l")
        assert "The story" in shown.text("history")


async def test_when_it_is_deleted_its_screen_goes(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, CALL) as shown:
        await shown.press("d", "y")
        await shown.settle()
        assert not isinstance(shown.top, ActivityScreen)
        assert stored(desk, CALL) is None


async def test_what_tells_how_a_record_was_closed(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, "Won: Yard cameras") as shown:
        assert "It tells how a record was closed, read-only" in shown.text("summary")
        for key in ("d", "o"):
            await shown.press(key)
        await shown.press("y")
        assert stored(desk, "Won: Yard cameras") is not None


def test_completing_is_undone(desk: Desk, ids: dict[str, UUID]) -> None:
    with desk.store.command("Complete", desk.user.id) as session:
        activity_closing.complete(session, activities.get(session, held(desk, CALL).id))
    history.undo(desk.store, desk.user.id)
    assert held(desk, CALL).status is c.ActivityStatus.OPEN


async def test_hostile_activities_show_as_typed(desk: Desk, ids: dict[str, UUID]) -> None:
    subject, place = "[/] Acme [b]bold[/b] \u202eesrever", "$name [red]"
    told = activity_making.ActivityInput(
        activity_type=c.ActivityType.APPOINTMENT,
        subject=subject,
        location=place,
        description="[/]\n[link]",
        scheduled_start=datetime(2026, 11, 24, 9, tzinfo=UTC),
        parties=({"address": "[b]@x.example", "name": "[/] Ana"},),
    )
    with desk.store.command("Plan", desk.user.id) as session:
        activity_making.plan(session, desk.user.id, told)
    async with opened(desk, subject) as shown:
        text = " ".join(" ".join(shown.lines()).split())
        assert "[/] Acme [b]bold[/b] esrever" in text
        assert place in text
        assert "[/] Ana" in shown.text("people")
        for keys in (("r", "escape"), ("X", "escape"), ("d", "escape"), ("c",), ("o",), ("y",)):
            await shown.press(*keys)
        assert shown.toasts[-1].startswith("✓ Meeting: [/] Acme [b]bold[/b]")


async def test_a_draft_is_sent_from_its_record(desk: Desk, ids: dict[str, UUID]) -> None:
    with desk.store.command("Plan", desk.user.id) as session:
        given = activity_making.ActivityInput(activity_type=c.ActivityType.EMAIL, subject="Answer the tender")
        activity_making.plan(session, desk.user.id, given)
    async with opened(desk, "Answer the tender") as shown:
        await shown.pilot.pause()
        assert "Ctrl+T write and send" in text_of(shown.screen.footer)[0]
        await shown.press("ctrl+t")
        assert isinstance(shown.top, Compose)
        assert shown.top.unsaved() is None
        assert "Answer the tender" in [one.value for one in shown.top.query(Input)]
    async with opened(desk, MEETING) as shown:
        await shown.pilot.pause()
        assert "write and send" not in text_of(shown.screen.footer)[0]
        await shown.press("ctrl+t")
        assert shown.toasts[-1] == "! not now: it is no mail that waits to be sent"


async def test_what_is_not_saved_is_asked_about_before_it_becomes_an_opportunity(
    desk: Desk, ids: dict[str, UUID]
) -> None:
    async with opened(desk, CALL) as shown:
        await shown.edit("scheduled_end", "2026-11-22 9:00")
        await shown.press("enter", "Q")
        assert isinstance(shown.top, Confirm)
        await shown.press("escape")
        assert shown.fields.waiting == ["scheduled_end"]
        await shown.press("Q")
        await shown.press(shown.desk.key("confirm.yes"))
        assert isinstance(shown.top, ConvertActivity)
        await shown.press("ctrl+s")
        await shown.settle()
        assert held(desk, CALL).status is c.ActivityStatus.COMPLETED
        assert shown.fields.waiting == []
        assert "not saved" not in text_of(shown.screen.footer)[0]
