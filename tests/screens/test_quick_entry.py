"""The quick entry on the list: understood while one types, saved by Enter, completed by Tab."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from salestui.lifecycle.quick_entry import QuickEntry, parse
from salestui.models import choices as c
from salestui.models.activities import Activity
from salestui.screens import quick_entry
from salestui.screens.activity_form import ActivityForm
from salestui.screens.quick_entry import QuickEntryDialog
from salestui.widgets.desk import Desk
from salestui.widgets.dialog import Confirm
from salestui.widgets.field_parts import Hint
from salestui.widgets.party_control import PeopleControl
from salestui.widgets.quick_entry import UnderstoodLines
from tests.hostile import HOSTILE
from tests.screens.acts import control, enter, newest, on_warehouse, people, put, stored, understood
from tests.screens.listed import opened
from tests.screens.story import WAREHOUSE, WON

LINE = "call Ana tomorrow 16:00 30m !high about the contract"


async def test_a_call_is_planned_in_one_line(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        await on_warehouse(shown, ids)
        await shown.press("a")
        await enter(shown, LINE)
        assert understood(shown).startswith(
            "Call Ana Silva Tue 24 Nov, 16:00 30 min High kind with when lasts priority"
            " Subject The contract Regarding Warehouse automation, phase 2 Owner mina"
        )
        await shown.press("enter")
        await shown.settle()
        assert shown.top is shown.screen
        made = newest(desk)
        assert (made.activity_type, made.subject) == (c.ActivityType.PHONE_CALL, "The contract")
        assert made.scheduled_start == datetime(2026, 11, 24, 16, tzinfo=UTC)
        assert (made.duration_minutes, made.priority) == (30, c.Priority.HIGH)
        assert made.opportunity_id == ids[WAREHOUSE]
        assert people(desk, made.id) == [("Sender", "Mina Okafor"), ("To", "Ana Silva")]
        assert shown.toasts[-1] == "✓ Call: The contract planned for Tue 24 Nov 16:00   u undo"
        assert shown.titles()[-1] == "Plan The contract"
        await shown.press("u")
        await shown.settle()
        assert stored(desk, "The contract") is None


async def test_an_address_takes_part_as_it_does_in_the_form(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        await on_warehouse(shown, ids)
        for key in ("enter", "tab"):
            await shown.press("a")
            await enter(shown, "meeting with Ana, lena@x.org tomorrow 10:00 kick-off")
            assert understood(shown).startswith("Meeting Ana Silva, lena@x.org Tue 24 Nov, 10:00")
            await shown.press(key, *(["ctrl+s"] if key == "tab" else []))
            await shown.settle()
            made = newest(desk)
            assert made.subject == "Kick-off"
            assert people(desk, made.id)[:2] == [
                ("Required attendee", "Ana Silva"),
                ("Required attendee", "lena@x.org"),
            ]


async def test_a_finished_call_takes_two_keys_and_the_text(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        await on_warehouse(shown, ids)
        await shown.press("L")
        await enter(shown, "Ana agreed to the terms")
        await shown.press("enter")
        made = newest(desk)
        assert (made.activity_type, made.status) == (
            c.ActivityType.PHONE_CALL,
            c.ActivityStatus.COMPLETED,
        )
        assert made.subject == "Ana agreed to the terms"
        assert people(desk, made.id)[1] == ("To", "Ana Silva")
        assert shown.toasts[-1] == "✓ Call: Ana agreed to the terms logged   u undo"


async def test_it_is_about_a_closed_opportunity_too(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        await shown.press("v")
        await shown.type("won")
        await shown.press("enter")
        await shown.settle()
        shown.table.select(ids[WON].hex)
        await shown.settle()
        assert shown.topic == WON
        await shown.press("L")
        await enter(shown, "thank you call")
        await shown.press("enter")
        assert newest(desk).opportunity_id == ids[WON]


async def test_an_empty_line_shows_examples_and_saves_nothing(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        await shown.press("a")
        assert understood(shown).startswith("call Ana tomorrow 15:00 30m !high about the security review")
        await shown.press("enter")
        assert shown.toasts[-1] == "! not now: say what it is about"
        assert isinstance(shown.top, QuickEntryDialog)
        await shown.press("escape")
        assert shown.top is shown.screen


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("task 10000-01-01 the plan", "10000-01-01: no such year: a year has four digits"),
        ("task 0001-01-01 the plan", "0001-01-01: times run from the year 1900 to 29 Dec 9999"),
        ("call Ana 0m the plan", "0m: a duration lasts from 1 minute to 365 days"),
        ("meeting 15:00-14:00 the plan", "15:00-14:00: the end is not after the start"),
    ],
)
async def test_what_can_not_be_is_told_and_nothing_saved(
    desk: Desk, ids: dict[str, UUID], line: str, said: str
) -> None:
    before = newest(desk).id
    async with opened(desk) as shown:
        await on_warehouse(shown, ids)
        await shown.press("a")
        await enter(shown, line)
        assert f"! {said}" in understood(shown)
        await shown.press("enter")
        assert shown.toasts[-1] == f"! not now: {said}"
        assert isinstance(shown.top, QuickEntryDialog)
    assert newest(desk).id == before


async def test_what_the_verb_refuses_stays_to_be_corrected(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        await shown.press("a")
        await enter(shown, "meeting about the plan")
        await shown.press("enter")
        assert shown.toasts[-1] == "! Start: an appointment needs a day and a time."
        await enter(shown, "x" * 100_001)
        await shown.press("enter")
        assert shown.toasts[-1] == "! Description: 100,001 characters; Description takes 100,000."
        assert isinstance(shown.top, QuickEntryDialog)


async def test_what_is_too_long_is_not_read_again_at_each_key(
    desk: Desk, ids: dict[str, UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def counting(text: str, *given: Any, **more: Any) -> QuickEntry:
        read.append(text)
        return parse(text, *given, **more)

    monkeypatch.setattr(quick_entry, "parse", counting)
    async with opened(desk) as shown:
        await shown.press("a")
        await enter(shown, "task tomorrow " + "words " * 100)
        read.clear()
        await shown.type("and more")
        assert read == []
        dialog = shown.top
        assert isinstance(dialog, QuickEntryDialog)
        assert dialog.entry.description.endswith("words and more")


@pytest.mark.parametrize(("key", "size"), [("a", (120, 40)), ("L", (80, 24))])
async def test_a_text_too_long_for_a_subject_goes_to_the_description(
    desk: Desk, ids: dict[str, UUID], key: str, size: tuple[int, int]
) -> None:
    said = "Told her " + "words " * 120 + "and more"
    async with opened(desk, size) as shown:
        await on_warehouse(shown, ids)
        await shown.press(key)
        await enter(shown, "call Ana: short")
        assert "description" not in understood(shown)
        await enter(shown, f"call Ana: {said}" if key == "a" else said)
        assert "long: the whole text goes to the description Subject Told her words" in understood(shown)
        assert shown.top.region.contains_region(shown.top.query_one(UnderstoodLines).region)
        await shown.press("tab")
        assert control(shown.top, "description").text == said
        await shown.press("escape", "enter")
        await shown.settle()
        assert shown.top is shown.screen
        made = newest(desk)
        assert made.description == said
        assert said.startswith(made.subject.removesuffix(" words…"))
        assert len(made.subject) <= 200


async def test_what_else_the_day_holds_is_shown(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        await on_warehouse(shown, ids)
        await shown.press("a")
        await enter(shown, "meeting tomorrow 15:15 budget")
        assert "TUE 24 NOV 2 ! overlaps Ana, the security review" in understood(shown)
        await enter(shown, "meeting tomorrow 16:00 budget")
        told = understood(shown)
        assert "TUE 24 NOV 2 ✓ free from 15:30 to 18:00" in told
        assert told.endswith("15:00 Call Ana, the security review 30 min 16:00 Meeting Budget this one")


async def test_what_it_overlaps_is_told_on_a_small_screen_too(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk, (80, 24)) as shown:
        await on_warehouse(shown, ids)
        await shown.press("a")
        await enter(shown, "meeting tomorrow 15:15 budget")
        assert understood(shown).endswith("! overlaps Ana, the security review")
        lines = shown.top.query_one(UnderstoodLines)
        assert shown.top.region.contains_region(lines.region)
        await enter(shown, "meeting tomorrow 16:00 budget")
        assert "overlaps" not in understood(shown)
        assert "TUE 24" not in understood(shown)


async def test_a_meeting_with_a_day_and_no_time_takes_the_whole_day(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        await on_warehouse(shown, ids)
        await shown.press("a")
        await enter(shown, "meeting tomorrow 1h budget")
        told = understood(shown)
        assert "Tue 24 Nov all day kind when lasts" in told
        assert "TUE 24 NOV 2 ! overlaps Ana, the security review" in told
        assert "Meeting Budget this one 15:00 Call Ana" in told
        await enter(shown, "meeting in 3 days budget")
        assert "THU 26 NOV 1 ✓ free all day Meeting Budget this one" in understood(shown)
        await enter(shown, "task tomorrow budget")
        assert "TUE 24" not in understood(shown), "what is due on a day takes none of its time"
        await enter(shown, "meeting tomorrow budget")
        await shown.press("enter")
        made = newest(desk)
        assert (made.is_all_day, made.scheduled_start) == (True, datetime(2026, 11, 24, tzinfo=UTC))


async def test_a_task_that_lasts_starts_then(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        await on_warehouse(shown, ids)
        await shown.press("a")
        await enter(shown, "task tomorrow 16:00 the plan")
        assert understood(shown).startswith("Task Tue 24 Nov, 16:00 kind due ")
        await enter(shown, "task tomorrow 16:00 30m the plan")
        assert understood(shown).startswith("Task Tue 24 Nov, 16:00 30 min kind when lasts ")
        await shown.press("enter")
        assert newest(desk).scheduled_start == datetime(2026, 11, 24, 16, tzinfo=UTC)


async def test_what_may_be_meant_otherwise_is_told(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        await on_warehouse(shown, ids)
        await shown.press("a")
        await enter(shown, "call Robert yesterday 15:00 about prices")
        assert "nobody of the name Robert here" in understood(shown)
        assert "in the past: L logs what is done" in understood(shown)
        await enter(shown, "meeting every 2nd tue 15:00 standup")
        assert "every 2nd tue: not understood; write monthly on the 2nd tue" in understood(shown)
        await enter(shown, "call Ana today about prices")
        assert "in the past" not in understood(shown)
        await shown.press("escape", "y", "L")
        await enter(shown, "call Ana yesterday 15:00 about prices")
        assert "in the past" not in understood(shown)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_what_a_series_overlaps_is_told_for_all_its_times(
    desk: Desk, ids: dict[str, UUID], size: tuple[int, int]
) -> None:
    async with opened(desk, size) as shown:
        await on_warehouse(shown, ids)
        await shown.press("a")
        await enter(shown, "meeting 8 dec 16:00 every tue until 31 dec budget")
        assert "✓ free at all 4 times" in understood(shown)
        await enter(shown, "meeting 15 dec 16:00 every tue until 31 dec standup")
        await shown.press("ctrl+s")
        await enter(shown, "meeting 8 dec 16:00 every tue until 31 dec budget")
        told = "! 3 of 4 overlap, first on Tue 15 Dec: busy 16:00–16:30 Standup"
        assert told in understood(shown)
        lines = shown.top.query_one(UnderstoodLines)
        assert shown.top.region.contains_region(lines.region)


async def test_a_series_is_planned_in_one_line(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        await on_warehouse(shown, ids)
        await shown.press("a")
        await enter(shown, "meeting every tue 16:00 standup until 15 dec")
        told = understood(shown)
        assert "every week on Tue, until 15 Dec" in told
        assert "4 appointments" in told
        await shown.press("tab")
        assert control(shown.top, "repeats").text == "every week on Tue, until 2026-12-15"
        assert control(shown.top, "repeats").hint.text.endswith(": 4 appointments")
        await shown.press("escape", "enter")
        assert shown.toasts[-1].startswith(
            "✓ Meeting: Standup planned for Tue 24 Nov 16:00, and 3 more appointments of its series"
        )
        await shown.press("u")
        await shown.settle()
        assert stored(desk, "Standup") is None


async def test_one_after_the_other(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        await shown.press("a")
        for subject in ("First", "Second"):
            await enter(shown, f"task {subject}")
            await shown.press("ctrl+s")
            assert newest(desk).subject == subject
            assert isinstance(shown.top, QuickEntryDialog)
            assert shown.top.line.value == ""


async def test_a_long_line_is_not_lost_without_a_question(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        await shown.press("a")
        await enter(shown, LINE)
        await shown.press("escape")
        assert isinstance(shown.top, Confirm)
        await shown.press("escape")
        assert isinstance(shown.top, QuickEntryDialog)
        assert shown.top.line.value == LINE
        await shown.press("escape", "y")
        assert shown.top is shown.screen


async def test_fast_fingers_lose_nothing(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        await shown.pilot.press("a", *"abc", "enter")
        await shown.settle()
        assert newest(desk).subject == "Abc"


async def test_hostile_lines_show_as_typed(desk: Desk, ids: dict[str, UUID]) -> None:
    async with opened(desk) as shown:
        await shown.press("a")
        for line in HOSTILE:
            await enter(shown, line[:2_000])
            assert isinstance(understood(shown), str)
        await enter(shown, "task Acme [EMEA] [/]")
        assert "Subject Acme [EMEA] [/]" in understood(shown)
        await shown.press("enter")
        assert newest(desk).subject == "Acme [EMEA] [/]"


class TestTheForm:
    async def test_it_begins_with_what_was_understood(self, desk: Desk, ids: dict[str, UUID]) -> None:
        async with opened(desk) as shown:
            await on_warehouse(shown, ids)
            await shown.press("a")
            await enter(shown, LINE)
            await shown.press("tab")
            form = shown.top
            assert isinstance(form, ActivityForm)
            texts = {one.field.name: one.text for one in form.controls}
            assert texts["subject"] == "The contract"
            assert texts["scheduled_start"] == "2026-11-24 16:00"
            assert (texts["duration_minutes"], texts["priority"]) == ("30", "High")
            assert (texts["about"], texts["owner"]) == (WAREHOUSE, "mina")
            assert [one.name for one in form.query(PeopleControl).first().people] == ["Ana Silva"]
            await put(shown, "category", "Legal")
            await put(shown, "phone_number", "+47 1")
            await shown.press("ctrl+s")
            made = newest(desk)
            assert (made.subject, made.category, made.phone_number) == ("The contract", "Legal", "+47 1")
            assert people(desk, made.id)[1] == ("To", "Ana Silva")
            assert shown.top is shown.screen

    async def test_people_are_added_and_taken_out(self, desk: Desk, ids: dict[str, UUID]) -> None:
        async with opened(desk) as shown:
            await on_warehouse(shown, ids)
            await shown.press("a")
            await enter(shown, "mail Ana about prices")
            await shown.press("tab")
            to = shown.top.query(PeopleControl).first()
            to.focus_input()
            await put(shown, to.field.name, "Priya")
            await shown.press("enter")
            await put(shown, to.field.name, "office@example.com")
            await shown.press("enter")
            assert [one.name for one in to.people] == ["Ana Silva", "Priya Nair", "office@example.com"]
            await put(shown, to.field.name, "Ana Silva")
            await shown.press("enter")
            assert to.hint.text == "Priya Nair, office@example.com"
            await put(shown, to.field.name, "nobody of that name")
            await shown.press("ctrl+s")
            assert to.hint.text == "nothing of that name is there"
            for address, wrong in (("foo@", "a name, an @ and a domain"), ("a@b..c", "is no domain")):
                await put(shown, to.field.name, address)
                await shown.press("ctrl+s")
                assert wrong in to.hint.text
            await put(shown, to.field.name, "")
            await shown.press("ctrl+s")
            made = newest(desk)
            assert [name for _, name in people(desk, made.id)[1:]] == ["Priya Nair", "office@example.com"]
            assert "! Priya Nair has no email address" in shown.toasts

    async def test_another_type_has_other_fields(self, desk: Desk, ids: dict[str, UUID]) -> None:
        async with opened(desk) as shown:
            await on_warehouse(shown, ids)
            await shown.press("a")
            await enter(shown, "call Ana tomorrow 15:15 about prices")
            await shown.press("tab")
            await put(shown, "activity_type", "Appoint")
            await shown.settle()
            form = shown.top
            assert isinstance(form, ActivityForm)
            names = [one.field.name for one in form.controls]
            assert "location" in names
            assert "phone_number" not in names
            assert control(form, "subject").text == "Prices"
            assert control(form, "scheduled_end").text == "2026-11-24 15:45"
            await put(shown, "location", "room 2")
            await shown.press("ctrl+s")
            made = newest(desk)
            assert (made.activity_type, made.location) == (c.ActivityType.APPOINTMENT, "room 2")
            assert people(desk, made.id) == [
                ("Required attendee", "Ana Silva"),
                ("Organizer", "Mina Okafor"),
            ]

    async def test_conflicts_are_shown_before_saving(self, desk: Desk, ids: dict[str, UUID]) -> None:
        async with opened(desk) as shown:
            await shown.press("a")
            await enter(shown, "meeting today 14:30 budget")
            await shown.press("tab")
            hint = shown.top.query_one("#conflicts", Hint)
            assert hint.text == "busy 14:10–15:10 Walk-through with site leads"
            await put(shown, "scheduled_start", "2026-11-23 17:00")
            assert hint.text == "✓ free then"
            await put(shown, "scheduled_start", "2026-11-24 15:15")
            assert hint.text == "call 15:00–15:30 Ana, the security review"

    async def test_conflicts_stand_under_the_times_on_a_small_screen(
        self, desk: Desk, ids: dict[str, UUID]
    ) -> None:
        async with opened(desk, (80, 24)) as shown:
            await on_warehouse(shown, ids)
            await shown.press("a")
            await enter(shown, "call Ana tomorrow 15:15 budget")
            await shown.press("tab")
            hint = shown.top.query_one("#conflicts", Hint)
            assert hint.text == "call 15:00–15:30 Ana, the security review"
            fields = shown.top.query_one("#form").region
            assert fields.contains_region(hint.region)
            assert fields.contains_region(control(shown.top, "about").region)
            assert hint.region.y == control(shown.top, "scheduled_end").region.bottom

    @pytest.mark.parametrize(
        ("line", "end"),
        [
            ("meeting Ana tomorrow 15:00 1h demo", "2026-11-24 16:00"),
            ("meeting Ana tomorrow 15:00-16:30 demo", "2026-11-24 16:30"),
            ("meeting Ana tomorrow 15:00 demo", "2026-11-24 15:30"),
            ("meeting Ana tomorrow demo", ""),
            ("meeting Ana 1h demo", ""),
        ],
    )
    async def test_an_appointment_ends_as_the_line_said(
        self, desk: Desk, ids: dict[str, UUID], line: str, end: str
    ) -> None:
        async with opened(desk) as shown:
            await on_warehouse(shown, ids)
            await shown.press("a")
            await enter(shown, line)
            await shown.press("tab")
            assert control(shown.top, "scheduled_end").text == end
            await shown.press("ctrl+s")
            if "15:00" in line:
                assert newest(desk).scheduled_end == datetime.fromisoformat(f"{end}Z")

    async def test_another_start_takes_the_end_along(self, desk: Desk, ids: dict[str, UUID]) -> None:
        async with opened(desk) as shown:
            await shown.press("a")
            await enter(shown, "meeting tomorrow 15:00 1h demo")
            await shown.press("tab")
            for typed in ("", "fri", "fri 9:30"):
                await put(shown, "scheduled_start", typed)
            assert control(shown.top, "scheduled_end").text == "2026-11-27 10:30"
            await put(shown, "scheduled_end", "9:00")
            await put(shown, "scheduled_start", "fri 8:00")
            assert control(shown.top, "scheduled_end").text == "9:00", "one that can't be stays as it is"

    async def test_a_length_without_a_start_waits_for_it(self, desk: Desk, ids: dict[str, UUID]) -> None:
        async with opened(desk) as shown:
            await shown.press("a")
            await enter(shown, "meeting 1h demo")
            await shown.press("tab")
            for typed in ("f", "fri", "fri 9:30"):
                await put(shown, "scheduled_start", typed)
            assert control(shown.top, "scheduled_end").text == "2026-11-27 10:30"

    async def test_how_it_repeats_is_read_and_counted_while_one_types(
        self, desk: Desk, ids: dict[str, UUID]
    ) -> None:
        async with opened(desk) as shown:
            await shown.press("a")
            await enter(shown, "meeting tomorrow 15:00 standup")
            await shown.press("tab")
            hint = control(shown.top, "repeats").hint
            await put(shown, "repeats", "blah")
            assert hint.is_wrong
            assert hint.text.startswith("not a recurrence: write weekly")
            await put(shown, "repeats", "daily")
            assert hint.text == "every day: 366 appointments in a year"
            await put(shown, "repeats", "every wed until 31 dec")
            assert "the first one is on Tue 24 Nov" in hint.text
            await put(shown, "scheduled_start", "2026-11-25 15:00")
            assert hint.text == "every week on Wed, until 31 Dec: 6 appointments"

    async def test_how_it_repeats_stays_while_another_type_is_looked_at(
        self, desk: Desk, ids: dict[str, UUID]
    ) -> None:
        async with opened(desk) as shown:
            await shown.press("a")
            await enter(shown, "meeting tomorrow 15:00 standup")
            await shown.press("tab")
            for typed, said in (
                ("weekly 3x", "every week on Tue, 3 times: 3 appointments"),
                ("blah", "not a recurrence"),
            ):
                await put(shown, "repeats", typed)
                for kind in ("Task", "Appoint"):
                    await put(shown, "activity_type", kind)
                    await shown.settle()
                back = control(shown.top, "repeats")
                assert back.text == typed
                assert back.hint.text.startswith(said)

    async def test_how_it_repeats_is_told_wrong_once_it_begins_too_late(
        self, desk: Desk, ids: dict[str, UUID]
    ) -> None:
        async with opened(desk) as shown:
            await shown.press("a")
            await enter(shown, "meeting every tue until 15 dec 15:00 standup")
            await shown.press("tab")
            await put(shown, "scheduled_start", "2027-02-02 15:00")
            repeats = control(shown.top, "repeats")
            assert repeats.hint.is_wrong, repeats.hint.text

    async def test_how_long_a_meeting_lasted_is_logged(self, desk: Desk, ids: dict[str, UUID]) -> None:
        async with opened(desk) as shown:
            await shown.press("L")
            await enter(shown, "meeting 1h budget")
            await shown.press("tab", "ctrl+s")
            made = newest(desk)
            assert made.actual_start == made.scheduled_start == datetime(2026, 11, 23, 12, 30, tzinfo=UTC)
            assert made.actual_end == datetime(2026, 11, 23, 13, 30, tzinfo=UTC)

    async def test_escape_leads_back_to_the_line_as_it_was(self, desk: Desk, ids: dict[str, UUID]) -> None:
        async with opened(desk) as shown:
            await on_warehouse(shown, ids)
            await shown.press("a")
            await enter(shown, LINE)
            await shown.press("tab")
            assert isinstance(shown.top, ActivityForm)
            await shown.press("escape")
            assert isinstance(shown.top, QuickEntryDialog)
            assert shown.top.line.value == LINE
            await shown.press("tab")
            await put(shown, "category", "Legal")
            await shown.press("escape")
            assert isinstance(shown.top, Confirm)
            await shown.press("y")
            assert isinstance(shown.top, QuickEntryDialog)
            await shown.press("enter")
            assert newest(desk).subject == "The contract"
            assert shown.top is shown.screen

    async def test_an_end_without_a_day_is_on_the_day_of_the_start(
        self, desk: Desk, ids: dict[str, UUID]
    ) -> None:
        async with opened(desk) as shown:
            await shown.press("a")
            await enter(shown, "meeting tomorrow 15:00 budget")
            await shown.press("tab")
            await put(shown, "scheduled_start", "2026-12-04 15:00")
            await put(shown, "scheduled_end", "16:45")
            await shown.press("ctrl+s")
            assert newest(desk).scheduled_end == datetime(2026, 12, 4, 16, 45, tzinfo=UTC)

    async def test_refusals_stand_beside_their_fields(self, desk: Desk, ids: dict[str, UUID]) -> None:
        async with opened(desk) as shown:
            await shown.press("a")
            await enter(shown, "meeting tomorrow 15:00 budget")
            await shown.press("tab")
            await put(shown, "scheduled_end", "2026-11-24 14:00")
            await shown.press("ctrl+s")
            assert control(shown.top, "scheduled_end").hint.text == (
                "it would end before it starts, 2026-11-24 15:00"
            )
            await put(shown, "scheduled_end", "0001-01-01 14:00")
            await shown.press("ctrl+s")
            assert "times run from the year 1" in control(shown.top, "scheduled_end").hint.text
            with desk.store.session() as session:
                assert not session.exec(select(Activity).where(Activity.subject == "Budget")).all()

    async def test_a_call_that_came_in_is_logged(self, desk: Desk, ids: dict[str, UUID]) -> None:
        async with opened(desk) as shown:
            await on_warehouse(shown, ids)
            await shown.press("L")
            await enter(shown, "Ana yesterday 10:00 20m asked for prices")
            await shown.press("tab")
            names = [one.field.name for one in shown.top.query(type(control(shown.top, "subject")))]
            assert "actual_end" in names
            assert "scheduled_start" not in names
            await put(shown, "direction", "Incoming")
            await shown.press("ctrl+s")
            made = newest(desk)
            assert made.status_reason == c.PhoneCallStatusReason.RECEIVED
            assert made.actual_start == datetime(2026, 11, 22, 10, tzinfo=UTC)
            assert made.actual_end == datetime(2026, 11, 22, 10, 20, tzinfo=UTC)
            assert people(desk, made.id) == [("Sender", "Ana Silva"), ("To", "Mina Okafor")]
