"""Completing, putting off, closing, copying and the rest, from the list and from a timeline."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from sqlmodel import col, select

from salestui.lifecycle import activities, activity_closing, activity_making
from salestui.lifecycle.activity_making import ActivityInput
from salestui.models import choices as c
from salestui.models.activities import Activity
from salestui.models.customers import Account
from salestui.models.opportunities import Opportunity
from salestui.screens import bulk
from salestui.screens.brief import BriefScreen
from salestui.screens.closing_reasons import ClosingReasons
from salestui.screens.convert_activity import ConvertActivity
from salestui.screens.opportunity import OpportunityScreen
from salestui.screens.reschedule import Reschedule, meaning
from salestui.widgets.desk import Desk
from salestui.widgets.dialog import Confirm
from salestui.widgets.pane import Pane
from salestui.widgets.work_screen import WorkScreen
from tests.screens import record
from tests.screens.acts import newest, on_warehouse, stored
from tests.screens.listed import opened
from tests.screens.record import Record
from tests.screens.shown import Shown, text_of
from tests.screens.story import LAST, WAREHOUSE

NEXT = "Walk-through with site leads"
CALL = "Ana, the security review"


def state(desk: Desk, subject: str) -> c.ActivityStatus:
    found = stored(desk, subject)
    assert found is not None
    return found.status


NONE_OPEN = "it has no open activity; a plans one"


def blocked(shown: Shown) -> str | None:
    """Why the footer of the screen with the keys dims completing."""
    assert isinstance(shown.top, WorkScreen)
    reasons = {offer.action.id: offer.reason for offer in shown.top.footer._offers}
    return reasons["activity.complete"]


class TestOnTheList:
    async def test_one_key_completes_the_next_activity(self, desk: Desk, ids: dict[str, UUID]) -> None:
        async with opened(desk) as shown:
            await on_warehouse(shown, ids)
            await shown.press("c")
            assert state(desk, NEXT) is c.ActivityStatus.COMPLETED
            assert shown.toasts[-1] == f"✓ Meeting: {NEXT} completed   u undo"
            assert shown.titles()[-1] == f"Complete {NEXT}"
            await shown.press("u")
            await shown.settle()
            assert state(desk, NEXT) is c.ActivityStatus.SCHEDULED

    async def test_nothing_is_open(self, desk: Desk, ids: dict[str, UUID]) -> None:
        async with opened(desk) as shown:
            shown.table.select(ids[LAST].hex)
            await shown.settle()
            assert blocked(shown) == NONE_OPEN
            for key in ("c", "r"):
                await shown.press(key)
                assert shown.toasts[-1] == f"! not now: {NONE_OPEN}"
            await shown.press("p")
            await shown.settle()
            assert blocked(shown) is None, "without a preview it is not known"
            for key in ("c", "r"):
                await shown.press(key)
                assert shown.toasts[-1] == "! Badge readers has no open activity; a plans one"

    async def test_a_planned_one_can_be_completed_at_once(self, desk: Desk, ids: dict[str, UUID]) -> None:
        async with opened(desk) as shown:
            shown.table.select(ids[LAST].hex)
            await shown.settle()
            await shown.press("a", *"call", "enter")
            await shown.settle()
            assert blocked(shown) is None

    async def test_nothing_is_open_in_the_record_and_the_brief(
        self, desk: Desk, ids: dict[str, UUID]
    ) -> None:
        async with opened(desk) as shown:
            shown.table.select(ids[LAST].hex)
            await shown.press("enter")
            await shown.settle()
            for screen in (OpportunityScreen, BriefScreen):
                assert isinstance(shown.top, screen)
                assert blocked(shown) == NONE_OPEN
                await shown.press("c")
                assert shown.toasts[-1] == f"! not now: {NONE_OPEN}"
                await shown.press("b")

    async def test_two_keys_put_it_off_by_a_day(self, desk: Desk, ids: dict[str, UUID]) -> None:
        async with opened(desk) as shown:
            await on_warehouse(shown, ids)
            await shown.press("r")
            assert isinstance(shown.top, Reschedule)
            rows = text_of(shown.top.query_one("#choices"))
            assert rows[0].split("  ")[0] == "+1 day"
            assert rows[0].endswith("Tue 24 Nov 14:10")
            await shown.press("enter")
            moved = stored(desk, NEXT)
            assert moved is not None
            assert moved.scheduled_start == datetime(2026, 11, 24, 14, 10, tzinfo=UTC)
            assert moved.scheduled_end == datetime(2026, 11, 24, 15, 10, tzinfo=UTC)
            assert shown.toasts[-1] == f"✓ Meeting: {NEXT} moved to Tue 24 Nov 14:10   u undo"

    async def test_it_tells_beforehand_what_is_in_the_way(self, desk: Desk, ids: dict[str, UUID]) -> None:
        with desk.store.command("Plan", desk.user.id) as session:
            activity_making.plan(
                session,
                desk.user.id,
                ActivityInput(
                    activity_type=c.ActivityType.APPOINTMENT,
                    subject="Board",
                    scheduled_start=datetime(2026, 11, 24, 14, tzinfo=UTC),
                    scheduled_end=datetime(2026, 11, 24, 15, tzinfo=UTC),
                ),
            )
        async with opened(desk) as shown:
            await on_warehouse(shown, ids)
            await shown.press("r")
            rows = text_of(shown.top.query_one("#choices"))
            assert rows[1] == "! busy 14:00–15:00 Board, and 1 more", "the call at 15:00"
            assert rows[2].startswith("+2 days")
            assert "busy" not in " ".join(rows[2:])
            await shown.type("24 nov 13:20")
            assert "! busy 14:00–15:00 Board" in text_of(shown.top.query_one("#choices"))

    async def test_to_a_typed_day_and_time(self, desk: Desk, ids: dict[str, UUID]) -> None:
        async with opened(desk) as shown:
            await on_warehouse(shown, ids)
            await shown.press("r")
            await shown.type("31.2.")
            assert "no such day: February" in " ".join(text_of(shown.top.query_one("#choices")))
            await shown.press("enter")
            assert isinstance(shown.top, Reschedule)
            await shown.press(*["backspace"] * 5)
            await shown.type("fri 9")
            await shown.press("colon", "0", "0", "enter")
            moved = stored(desk, NEXT)
            assert moved is not None
            assert moved.scheduled_start == datetime(2026, 11, 27, 9, tzinfo=UTC)

    async def test_next_week_is_the_same_chosen_and_typed(self, desk: Desk, ids: dict[str, UUID]) -> None:
        async with opened(desk) as shown:
            await on_warehouse(shown, ids)
            await shown.press("r")
            chosen = next(row for row in text_of(shown.top.query_one("#choices")) if "next week" in row)
            assert chosen.split("next week")[1].strip().startswith("Mon 30 Nov")
            await shown.type("next week")
            assert text_of(shown.top.query_one("#choices"))[0].strip() == chosen.strip()

    async def test_what_needs_one_under_the_cursor_has_no_key_there(
        self, desk: Desk, ids: dict[str, UUID]
    ) -> None:
        async with opened(desk) as shown:
            alive = {active.binding.id for active in shown.screen.active_bindings.values()}
            assert {"activity.plan", "activity.log", "activity.complete", "activity.reschedule"} <= alive
            assert not {"activity.delete", "activity.close", "activity.convert"} & alive


async def at(shown: Record, subject: str) -> None:
    """The cursor of the timeline on this activity."""
    found = stored(shown.desk, subject)
    assert found is not None
    timeline = shown.pane("timeline")
    timeline.focus()
    assert timeline.select(found.id.hex)
    await shown.pilot.pause()


class TestInATimeline:
    async def test_the_one_under_the_cursor_is_completed_and_reopened(
        self, desk: Desk, ids: dict[str, UUID]
    ) -> None:
        async with record.opened(desk, ids, WAREHOUSE) as shown:
            await at(shown, CALL)
            await shown.press("c")
            assert state(desk, CALL) is c.ActivityStatus.COMPLETED
            await at(shown, CALL)
            await shown.press("c")
            assert shown.toasts[-1] == "! not now: it is closed; o reopens it"
            await shown.press("o")
            assert state(desk, CALL) is c.ActivityStatus.OPEN
            await at(shown, CALL)
            await shown.press("o")
            assert shown.toasts[-1] == "! not now: it is open"

    async def test_a_note_is_no_activity(self, desk: Desk, ids: dict[str, UUID]) -> None:
        async with record.opened(desk, ids, WAREHOUSE) as shown:
            shown.pane("timeline").focus()
            await shown.press("g")
            for key in ("c", "r", "X"):
                await shown.press(key)
                assert shown.toasts[-1] == "! not now: no activity is under the cursor"

    async def test_elsewhere_on_the_record_the_next_one_is_meant(
        self, desk: Desk, ids: dict[str, UUID]
    ) -> None:
        async with record.opened(desk, ids, WAREHOUSE) as shown:
            await shown.press("c")
            assert state(desk, NEXT) is c.ActivityStatus.COMPLETED

    async def test_closed_with_a_reason(self, desk: Desk, ids: dict[str, UUID]) -> None:
        async with record.opened(desk, ids, WAREHOUSE) as shown:
            await at(shown, CALL)
            await shown.press("X")
            assert isinstance(shown.top, ClosingReasons)
            rows = [line for line in text_of(shown.top.query_one("#choices", Pane)) if line]
            assert rows == ["Made", "Received", "Canceled"]
            await shown.press("c", "enter")
            assert state(desk, CALL) is c.ActivityStatus.CANCELED
            assert shown.toasts[-1] == f"✓ Call: {CALL} closed as canceled   u undo"

    async def test_duplicated(self, desk: Desk, ids: dict[str, UUID]) -> None:
        async with record.opened(desk, ids, WAREHOUSE) as shown:
            await at(shown, CALL)
            await shown.press("y")
            copy = newest(desk)
            assert (copy.subject, copy.scheduled_start) == (CALL, datetime(2026, 11, 24, 15, tzinfo=UTC))
            assert shown.toasts[-1] == f"✓ Call: {CALL} duplicated, Tue 24 Nov 15:00   u undo"

    async def test_deleted_after_a_yes(self, desk: Desk, ids: dict[str, UUID]) -> None:
        async with record.opened(desk, ids, WAREHOUSE) as shown:
            await at(shown, CALL)
            await shown.press("d")
            assert isinstance(shown.top, Confirm)
            await shown.press("escape")
            assert stored(desk, CALL) is not None
            await shown.press("d", "y")
            assert stored(desk, CALL) is None
            await shown.press("u")
            await shown.settle()
            assert stored(desk, CALL) is not None

    async def test_made_an_opportunity(self, desk: Desk, ids: dict[str, UUID]) -> None:
        async with record.opened(desk, ids, WAREHOUSE) as shown:
            await at(shown, CALL)
            shown.screen.action_convert_activity()
            await shown.pilot.pause()
            form = shown.top
            assert isinstance(form, ConvertActivity)
            assert [one.text for one in form.controls] == ["Northwind Foods", "", "", "yes"]
            await shown.press("ctrl+s")
            assert state(desk, CALL) is c.ActivityStatus.COMPLETED
            with desk.store.session() as session:
                made = session.exec(select(Opportunity).where(Opportunity.topic == CALL)).one()
                account = session.get(Account, made.account_id)
            assert account is not None
            assert account.name == "Northwind Foods"
            assert shown.toasts[-1] == f"✓ {CALL} is an opportunity now   u undo"
            await shown.settle()
            assert isinstance(shown.top, OpportunityScreen)
            assert shown.top.record_id == made.id


async def test_what_was_deleted_meanwhile_is_told(desk: Desk, ids: dict[str, UUID]) -> None:
    async with record.opened(desk, ids, WAREHOUSE) as shown:
        await at(shown, CALL)
        await shown.press("r")
        found = stored(desk, CALL)
        assert found is not None
        with desk.store.command("Delete", desk.user.id) as session:
            activities.delete(session, activities.get(session, found.id))
        await shown.press("enter")
        assert shown.toasts[-1] == "! This activity is no longer there. Go back to the list."


def test_days_of_dialogs_are_days(desk: Desk, ids: dict[str, UUID]) -> None:
    found = stored(desk, NEXT)
    assert isinstance(found, Activity)
    assert meaning("+1 week", found, "day-month") == date(2026, 11, 30)


async def test_a_typed_offset_moves_each_marked_one_from_its_own_day(
    desk: Desk, ids: dict[str, UUID]
) -> None:
    async with opened(desk) as shown:
        await shown.press("4")
        await shown.settle()
        was = {subject: stored(desk, subject) for subject in (NEXT, CALL)}
        await shown.press("M", "r")
        await shown.type("+1w")
        told = text_of(shown.top.query_one("#choices"))[0]
        assert told.endswith("each 1 week later, the first Mon 30 Nov")
        await shown.press("enter")
        for subject, before in was.items():
            after = stored(desk, subject)
            assert before is not None
            assert after is not None
            start = before.scheduled_start or before.scheduled_end
            assert start is not None
            assert (after.scheduled_start or after.scheduled_end) == start + timedelta(days=7)


async def test_beyond_the_calendar_is_told(desk: Desk, ids: dict[str, UUID]) -> None:
    with desk.store.command("Plan", desk.user.id) as session:
        last = datetime(9999, 12, 29, 9, tzinfo=UTC)
        told = activity_making.ActivityInput(
            activity_type=c.ActivityType.TASK, subject="At last", scheduled_end=last, opportunity=ids[LAST]
        )
        activity_making.plan(session, desk.user.id, told)
    async with opened(desk) as shown:
        shown.table.select(ids[LAST].hex)
        await shown.settle()
        await shown.press("r")
        told = " ".join(text_of(shown.top.query_one("#choices")))
        assert "! times run from the year 1900 to 29 Dec 9999" in told
        await shown.press("enter")
        assert isinstance(shown.top, Reschedule)
        assert "not now: times run from the year 1900" in shown.toasts[-1]


async def test_a_mail_that_is_completed_is_not_sent(desk: Desk, ids: dict[str, UUID]) -> None:
    with desk.store.command("Plan", desk.user.id) as session:
        told = ActivityInput(activity_type=c.ActivityType.EMAIL, subject="Offer", opportunity=ids[LAST])
        activity_making.plan(session, desk.user.id, told)
    async with opened(desk) as shown:
        shown.table.select(ids[LAST].hex)
        await shown.settle()
        await shown.press("c")
        assert shown.toasts[-1] == "✓ Mail: Offer completed, not sent   u undo"


@pytest.mark.parametrize("many", [bulk.MANY, 2])
async def test_all_marked_ones_are_completed_as_one_command(
    desk: Desk, ids: dict[str, UUID], many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "MANY", many)
    async with opened(desk) as shown:
        await shown.press("4")
        await shown.settle()
        await shown.press("M", "c")
        await shown.settle()
        assert state(desk, NEXT) is state(desk, CALL) is c.ActivityStatus.COMPLETED
        assert shown.titles()[-1] == "Complete 2 activities"
        assert shown.toasts[-1] == "✓ 2 activities completed   u undo"
        await shown.press("u")
        await shown.settle()
        assert state(desk, NEXT) is c.ActivityStatus.SCHEDULED
        assert state(desk, CALL) is c.ActivityStatus.OPEN


async def test_of_marked_ones_that_somebody_else_has_closed_meanwhile_none_is_told_as_closed(
    desk: Desk, ids: dict[str, UUID]
) -> None:
    async with opened(desk) as shown:
        await shown.press("4")
        await shown.settle()
        await shown.press("M", "X")
        assert isinstance(shown.top, ClosingReasons)
        with desk.store.command("Close them") as session:
            for activity in session.exec(select(Activity).where(col(Activity.subject).in_([NEXT, CALL]))):
                activity_closing.complete(session, activity)
        await shown.type("completed")
        await shown.press("enter")
        await shown.settle()
        assert shown.toasts[-1] == "! None of them is open, or they wait in the outbox."
        assert shown.titles()[-1] == "Close them"
