"""The place of activities: lists, and the calendar of day, week and month, driven by keys."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import col, select

from salestui import clock
from salestui.app import SalesApp
from salestui.lifecycle import activities, activity_parties, series
from salestui.lifecycle.recurrence import Recurrence, wall_time
from salestui.lifecycle.users import signed_in
from salestui.models import choices as c
from salestui.models.activities import Activity
from salestui.models.opportunities import Opportunity
from salestui.screens import growing_series
from salestui.screens.activities import ActivitiesScreen
from salestui.screens.activity import ActivityScreen
from salestui.screens.brief import BriefScreen
from salestui.screens.participants_form import ParticipantsForm
from salestui.screens.quick_edit import QuickEdit
from salestui.settings import Settings
from salestui.state import State
from salestui.store.errors import Locked
from salestui.widgets.calendar import CalendarPane
from salestui.widgets.desk import Desk
from salestui.widgets.field_parts import Hint
from salestui.widgets.form_control import FormControl
from salestui.widgets.painting import cells
from salestui.widgets.quick_entry import UnderstoodLines
from salestui.widgets.row_control import RowControl
from tests.hostile import HOSTILE
from tests.lifecycle.making import Maker, at
from tests.screens.acts import people
from tests.screens.app import until
from tests.screens.shown import Shown, text_of

STORABLE = [text.encode("utf-8", "ignore").decode()[:200] for text in HOSTILE]
Fill = Callable[[Maker, Opportunity], object]
NEVER = 3600.0
"""Seconds after the start: longer than any test lasts."""


def fill(desk: Desk, make: Fill) -> None:
    with desk.store.command("Fill", desk.user.id) as session:
        maker = Maker(session, desk.user.id)
        make(maker, maker.deal("Warehouse automation"))


def usual(make: Maker, deal: Opportunity) -> None:
    """Monday 23 November: two overlapping meetings, a call made, a task overdue; a fair on Tuesday."""
    make.meeting(deal, at(23, 15), "Walk-through", location="Room 2")
    make.meeting(deal, at(23, 15, 30), "Pricing talk")
    make.call(deal, "Call made", scheduled_start=at(23, 9), scheduled_end=at(23, 9, 30), actual_end=at(23, 9))
    make.task(deal, "Send the plan", scheduled_end=at(23, 12))
    make.meeting(deal, at(24, 0), "Fair", scheduled_end=at(24, 23, 59), is_all_day=True)
    make.task(deal, "Old promise", scheduled_end=at(20, 12))


class Place(Shown):
    """The place in a running app."""

    @property
    def screen(self) -> ActivitiesScreen:
        found = self.app.screen_stack[0]
        assert isinstance(found, ActivitiesScreen)
        return found

    @property
    def calendar(self) -> CalendarPane:
        found = self.screen.calendar
        assert found is not None
        return found

    @property
    def lines(self) -> list[str]:
        return [" ".join(line.split()) for line in text_of(self.calendar)]

    async def become(self, name: str) -> None:
        """Switch to another user of the file."""
        await self.press("f2")
        await self.type(name)
        await self.press("enter")
        await self.settle()

    @property
    def foot(self) -> str:
        return next(line for line in reversed(self.lines) if line)

    def stored(self, subject: str) -> list[Activity]:
        """The activities of a subject in the file, by their start."""
        with self.desk.store.session() as session:
            query = select(Activity).where(Activity.subject == subject)
            return list(session.exec(query.order_by(col(Activity.scheduled_start))))

    def times(self, subject: str) -> list[str]:
        found = self.stored(subject)
        return [f"{wall_time(one.scheduled_start or one.scheduled_end or at(1)):%d %H:%M}" for one in found]


@asynccontextmanager
async def opened(
    desk: Desk, *keys: str, size: tuple[int, int] = (120, 40), make: Fill | None = usual
) -> AsyncIterator[Place]:
    """The program at the activities, with these keys pressed."""
    if make is not None:
        fill(desk, make)
    app = SalesApp(desk)
    async with app.run_test(size=size, notifications=True) as pilot:
        place = Place(pilot, desk)
        await place.settle()
        await place.press("4")
        await place.settle()
        await place.press(*keys)
        await place.settle()
        yield place


# The list


async def test_the_list_tells_what_is_overdue_and_due_today(desk: Desk) -> None:
    async with opened(desk) as place:
        table = place.screen.table
        rows = [" ".join(line.split()) for line in text_of(table) if line]
        assert rows[2].startswith("Old promise Warehouse autom… 20 Nov overdue")
        assert rows[3].startswith("Send the plan Warehouse autom… 12:00 overdue")
        assert rows[4].startswith("Walk-through Warehouse autom… today 15:00")
        assert place.status == "2 overdue"
        assert "$" not in " ".join(text_of(place.screen.head))


async def test_the_list_is_in_the_order_of_the_times_that_it_shows(desk: Desk) -> None:
    def mixed(make: Maker, deal: Opportunity) -> None:
        make.meeting(deal, at(25, 9), "Long talk", scheduled_end=at(25, 17))
        make.task(deal, "Send the plan", scheduled_end=at(25, 10))
        make.meeting(deal, at(25, 11), "Short talk")
        make.task(deal, "Someday", scheduled_end=None)

    order = ["Long talk", "Send the plan", "Short talk", "Someday"]
    async with opened(desk, make=mixed) as place:
        rows = [" ".join(line.split()) for line in text_of(place.screen.table) if line]
        assert [name for row in rows for name in order if row.startswith(name)] == order


async def test_the_preview_tells_of_the_activity_under_the_cursor(desk: Desk) -> None:
    async with opened(desk, "down", "down") as place:
        told = " ".join(" ".join(text_of(place.screen.preview)).split())
        assert told.startswith(
            "Walk-through Meeting · Warehouse automation Mon 23 Nov 15:00–16:00 today 15:00"
        )
        assert "Room 2" in told
        await place.pilot.resize_terminal(80, 24)
        await place.settle()
        lines = [" ".join(line.split()) for line in text_of(place.screen.preview)]
        assert lines[0].startswith("Walk-through")
        assert lines[1] == "when Mon 23 Nov 15:00–16:00, Room 2"


async def test_the_closed_ones_are_in_the_order_of_their_closing(desk: Desk) -> None:
    def closed(make: Maker, deal: Opportunity) -> None:
        for day in (18, 20, 19):
            make.call(deal, f"Call {day}", scheduled_end=at(day, 9), actual_end=at(day, 9))
        make.add(
            Activity(
                activity_type=c.ActivityType.OPPORTUNITY_CLOSE,
                subject="Deal won",
                owner_user_id=make.user_id,
                opportunity_id=deal.id,
                status=c.ActivityStatus.COMPLETED,
                status_reason=int(c.ResolutionStatusReason.COMPLETED),
                closing_status_reason=int(c.OpportunityStatusReason.WON),
                actual_end=at(21, 9),
            )
        )

    async with opened(desk, "v", make=closed) as place:
        await place.type("closed activities")
        await place.press("enter")
        await place.settle()
        rows = [" ".join(line.split()) for line in text_of(place.screen.table) if line]
        assert "CLOSED ON ▾" in rows[0]
        assert [row.partition(" Warehouse")[0] for row in rows if " Warehouse" in row] == [
            *("Deal won", "Call 20", "Call 19", "Call 18")
        ]
        told = " ".join(" ".join(text_of(place.screen.preview)).split())
        assert "✓ completed" in told, "of a won one too"


async def test_the_footer_completes_what_is_open_and_reopens_what_is_closed(desk: Desk) -> None:
    def foot(place: Place) -> str:
        return place.screen.footer.render_line(0).text

    async with opened(desk, "v") as place:
        await place.type("all activities")
        await place.press("enter")
        await place.settle()
        for _ in range(6):
            status = place.screen.is_open_here()
            assert ("c complete" in foot(place), "o reopen" in foot(place)) == (status, not status)
            await place.press("down")
            await place.settle()


async def test_completing_in_the_list_works_on_the_marked_ones(desk: Desk) -> None:
    async with opened(desk, "space", "space", "c") as place:
        assert place.toasts == ["✓ 2 activities completed   u undo"]
        found = place.stored("Old promise") + place.stored("Send the plan")
        assert {one.status for one in found} == {c.ActivityStatus.COMPLETED}


async def test_enter_opens_the_activity(desk: Desk) -> None:
    async with opened(desk, "enter") as place:
        assert isinstance(place.app.screen, ActivityScreen)


# There and back


async def test_the_calendar_is_there_and_back_and_kept_for_the_next_start(desk: Desk) -> None:
    async with opened(desk, "C") as place:
        assert place.lines[0] == "My calendar ▾ Day Week Month 23 Nov – 29 Nov, week 48"
        assert place.calendar.has_focus
        await place.press("-")
        assert place.lines[0] == "My calendar ▾ Day Week Month November 2026"
    again = Desk(desk.store, desk.settings, State.open(desk.store.path, desk.user.id), desk.user, desk.label)
    async with opened(again, make=None) as place:
        assert place.screen.has_class("-calendar")
        assert place.calendar.cursor.span == "month"
        await place.press("C")
        assert place.screen.table.has_focus
        assert not place.calendar.display
        await place.press("C")
        assert place.calendar.display
        await place.press("escape")
        assert place.screen.table.has_focus
        assert not place.calendar.display


async def test_each_user_has_the_calendar_as_left(desk: Desk) -> None:
    signed_in(desk.store, "tom", new=True)
    signed_in(desk.store, "mina")
    async with opened(desk, "C", "-") as place:
        await place.become("tom")
        assert place.screen.calendar is None
        assert place.screen.table.has_focus
        await place.press("C")
        assert place.calendar.cursor.span == "week"
        await place.become("mina")
        assert place.calendar.cursor.span == "month"
        assert place.calendar.has_focus
        await place.press("C")
        await place.become("tom")
        assert place.screen.has_class("-calendar")
        assert place.calendar.cursor.span == "week"


async def test_whose_calendar_it_is_follows_the_view(desk: Desk) -> None:
    async with opened(desk, "C", "v") as place:
        await place.type("all act")
        await place.press("enter")
        await place.settle()
        assert place.lines[0].startswith("Everybody's calendar")
        assert place.calendar.has_focus


async def test_help_tells_of_what_is_under_the_cursor(desk: Desk) -> None:
    async with opened(desk, "C") as place:
        assert place.screen.subject() == ""
        await place.press("down", "down", "down")
        assert place.screen.subject() == "Walk-through"
        await place.press("C")
        assert place.screen.subject() == "Old promise"


async def test_the_filter_is_one_of_the_list(desk: Desk) -> None:
    async with opened(desk, "C", "/") as place:
        assert place.toasts == ["! not now: the calendar shows everything; the list has a filter"]


# A week and a day


async def test_a_week_tells_days_hours_and_what_lasts_all_day(desk: Desk) -> None:
    async with opened(desk, "C") as place:
        assert place.lines[2] == "Mon 23 Tue 24 Wed 25 Thu 26 Fri 27 Sa 28 Su 29"
        assert place.lines[4] == "all day Fair"
        hours = {line.split(" ")[0]: line for line in place.lines if line[:2].isdigit()}
        assert hours["09:00"] == "09:00 ▎✓ Call made"
        assert hours["12:00"] == "12:00 ▎! Send the plan"
        assert "Walk" in hours["15:00"]


async def test_the_cursor_goes_over_half_hours_and_activities(desk: Desk) -> None:
    async with opened(desk, "C") as place:
        assert place.foot == "Mon 23 Nov 13:30, nothing then"
        await place.press("down", "down", "down")
        assert place.foot == "Mon 23 Nov 15:00–16:00 Walk-through, meeting, Room 2"
        await place.press("down")
        assert place.foot == "Mon 23 Nov 15:30–16:30 Pricing talk, meeting"
        await place.press("down")
        assert place.foot == "Mon 23 Nov 16:30, nothing then"
        await place.press("up")
        assert place.foot.startswith("Mon 23 Nov 15:30–16:30 Pricing talk")
        await place.press("up", "up")
        assert place.foot == "Mon 23 Nov 14:30, nothing then"
        await place.press("right", "right")
        assert place.calendar.cursor.day == date(2026, 11, 25)
        await place.press("left", "left", "left")
        assert place.calendar.cursor.day == date(2026, 11, 22)
        assert place.lines[0].endswith("16 Nov – 22 Nov, week 47")


async def test_several_at_a_time_are_chosen_one_after_the_other(desk: Desk) -> None:
    async with opened(desk, "C") as place:
        place.calendar.go_to(date(2026, 11, 23), 31)
        await place.settle()
        # The one that begins there comes first.
        assert place.foot == "Mon 23 Nov 15:30–16:30 Pricing talk, meeting 2 of 2"
        await place.press(".")
        assert place.foot == "Mon 23 Nov 15:00–16:00 Walk-through, meeting, Room 2 1 of 2"
        await place.press(".")
        assert "2 of 2" in place.foot
        await place.press(",")
        assert "1 of 2" in place.foot


async def test_what_finds_no_room_beside_others_is_counted(desk: Desk) -> None:
    def crowd(make: Maker, deal: Opportunity) -> None:
        for number in range(6):
            make.meeting(deal, at(24, 10), f"Meeting {number}")

    async with opened(desk, "C", size=(80, 24), make=crowd) as place:
        assert any("+5" in line for line in place.lines)
        place.calendar.go_to(date(2026, 11, 24), 20)
        await place.press(*["."] * 5)
        assert "Meeting 5" in place.foot
        assert place.foot.endswith("6 of 6")


async def test_a_day_has_room_for_kind_and_place(desk: Desk) -> None:
    async with opened(desk, "C", "=") as place:
        assert place.lines[0] == "My calendar ▾ Day Week Month Mon 23 Nov, today"
        assert any("Meeting Walk-through" in line for line in place.lines)
        assert any("15:00–16:00, Room 2" in line for line in place.lines)
        await place.press("=")
        assert place.toasts == ["! not now: the day is the shortest"]
        await place.press("]")
        assert place.lines[0].endswith("Tue 24 Nov, tomorrow")
        await place.press("t")
        assert place.lines[0].endswith("Mon 23 Nov, today")


async def test_a_small_terminal_scrolls_and_tells_what_is_out_of_sight(desk: Desk) -> None:
    async with opened(desk, "C", "=", size=(80, 24)) as place:
        place.calendar.go_to(date(2026, 11, 23), 46)
        await place.settle()
        assert place.foot.endswith("2 earlier")
        place.calendar.go_to(date(2026, 11, 23), 2)
        await place.settle()
        assert "later" in place.foot


# A month


def many(make: Maker, deal: Opportunity) -> None:
    for number in range(9):
        make.meeting(deal, at(25, 8 + number), f"Meeting {number}")


async def test_a_month_tells_what_does_not_fit(desk: Desk) -> None:
    async with opened(desk, "C", "-", size=(80, 24), make=many) as place:
        assert any("25 +7 more" in line or "25 +8 more" in line for line in place.lines)
        await place.press("right", "right")
        assert place.foot == "Wed 25 Nov, 9 activities"
        await place.press(".", ".")
        assert place.foot == "Wed 25 Nov 09:00–10:00 Meeting 1 2 of 9"


async def test_a_day_opens_from_the_month_and_goes_back_to_it(desk: Desk) -> None:
    async with opened(desk, "C", "-", "right", "right", "enter", make=many) as place:
        assert place.calendar.cursor.span == "day"
        assert place.foot.startswith("Wed 25 Nov 08:00–09:00 Meeting 0")
        await place.press("escape")
        assert place.calendar.cursor.span == "month"
        assert place.calendar.cursor.day == date(2026, 11, 25)
        await place.press(".", "enter")
        assert isinstance(place.app.screen, ActivityScreen)


async def test_months_follow_each_other_by_keys_and_wheel(desk: Desk) -> None:
    async with opened(desk, "C", "-") as place:
        await place.press("]")
        assert place.lines[0].endswith("December 2026")
        place.calendar.go_to(date(2026, 12, 31))
        await place.press("]", "]")
        assert place.calendar.cursor.day == date(2027, 2, 28)
        await place.press("[", "up")
        assert place.calendar.cursor.day == date(2027, 1, 21)


async def test_the_ends_of_the_calendar(desk: Desk) -> None:
    async with opened(desk, "C", "-") as place:
        for day, key in ((date(1900, 1, 1), "["), (date(9999, 12, 31), "]")):
            place.calendar.go_to(day)
            await place.press(key, key, "left" if key == "[" else "right")
            assert abs(place.calendar.cursor.day.year - day.year) <= 1


async def test_weeks_begin_as_the_settings_say(desk: Desk) -> None:
    desk.settings = Settings(week_start="sunday")
    async with opened(desk, "C") as place:
        assert place.lines[2].startswith("Su 22 Mon 23")
        await place.press("-")
        assert place.lines[2] == "Sun Mon Tue Wed Thu Fri Sat"


# What is done in it


async def test_an_appointment_is_moved_by_keys_and_undone(desk: Desk) -> None:
    async with opened(desk, "C", "down", "down", "down") as place:
        await place.press("shift+down")
        await place.settle()
        assert place.times("Walk-through") == ["23 15:30"]
        assert place.toasts[-1].startswith(
            "✓ Walk-through moved: Mon 23 Nov 15:30–16:30, at the same time as"
        )
        assert place.calendar.cursor.current is not None
        assert place.calendar.cursor.current.subject == "Walk-through"
        await place.press("shift+up", "shift+up", "shift+right")
        await place.settle()
        assert place.times("Walk-through") == ["24 14:30"]
        assert place.calendar.cursor.day == date(2026, 11, 24)
        await place.press("u")
        await place.settle()
        assert place.times("Walk-through") == ["23 14:30"]


async def test_what_is_done_or_lasts_all_day_is_not_moved_by_hours(desk: Desk) -> None:
    async with opened(desk, "C") as place:
        place.calendar.go_to(date(2026, 11, 23), 18)
        await place.press("shift+down")
        assert place.toasts == ["! not now: it is done"]
        place.calendar.go_to(date(2026, 11, 24), -1)
        await place.press("shift+down")
        assert place.toasts[-1] == "! not now: it lasts all day"
        await place.press("shift+left")
        await place.settle()
        assert place.times("Fair") == ["23 00:00"]


async def test_an_activity_is_planned_at_the_time_under_the_cursor(desk: Desk) -> None:
    async with opened(desk, "C", "right", "a") as place:
        await place.type("about prices")
        await place.press("enter")
        await place.settle()
        (made,) = place.stored("Prices")
        assert (made.activity_type, made.scheduled_start) == (c.ActivityType.APPOINTMENT, at(24, 13, 30))
        assert place.calendar.cursor.current is not None
        assert place.calendar.cursor.current.subject == "Prices"


async def test_what_is_typed_wins_over_what_is_under_the_cursor(desk: Desk) -> None:
    async with opened(desk, "C", "right", "a") as place:
        await place.type("call fri 15:00 about prices")
        await place.press("enter")
        await place.settle()
        (made,) = place.stored("Prices")
        assert (made.activity_type, made.scheduled_start) == (c.ActivityType.PHONE_CALL, at(27, 15))


async def test_a_task_is_planned_on_the_day_under_the_cursor_of_a_month(desk: Desk) -> None:
    async with opened(desk, "C", "-", "down", "a") as place:
        await place.type("send it")
        await place.press("enter")
        await place.settle()
        (made,) = place.stored("Send it")
        assert made.activity_type is c.ActivityType.TASK
        assert made.scheduled_end is not None
        assert wall_time(made.scheduled_end).date() == date(2026, 11, 30)


async def test_a_closed_one_is_not_edited_in_the_list_or_the_calendar(desk: Desk) -> None:
    async with opened(desk, "v", *"closed", "enter") as place:
        await place.settle()
        assert place.screen.why_not("list.edit") == "it is closed; o reopens it"
        await place.press("e")
        assert place.toasts[-1] == "! not now: it is closed; o reopens it"
    async with opened(desk, "C", "down", "down", "down", "c", "e") as place:
        assert place.toasts[-1] == "! not now: it is closed; o reopens it"


async def test_an_activity_is_completed_in_the_calendar(desk: Desk) -> None:
    async with opened(desk, "C", "down", "down", "down", "c") as place:
        await place.settle()
        assert place.stored("Walk-through")[0].status is c.ActivityStatus.COMPLETED
        assert place.foot.startswith("✓ Mon 23 Nov 15:00–16:00 Walk-through")
        await place.press("c")
        assert place.toasts[-1].startswith("! not now: it is closed")


async def test_nothing_under_the_cursor_is_said(desk: Desk) -> None:
    async with opened(desk, "C") as place:
        await place.press("enter")
        assert place.toasts == ["! not now: nothing is here to open"]
        await place.press("shift+up")
        assert place.toasts[-1] == "! not now: nothing is here to move"


async def test_a_click_chooses_and_a_double_click_opens(desk: Desk) -> None:
    async with opened(desk, "C") as place:
        row = next(y for y, line in enumerate(place.lines) if line.startswith("15:00"))
        await place.pilot.click(CalendarPane, offset=(13, row))
        assert place.foot.startswith("Mon 23 Nov 15:00–16:00 Walk-through")
        await place.pilot.click(CalendarPane, offset=(13, row), times=2)
        await place.settle()
        assert isinstance(place.app.screen, ActivityScreen)
        await place.press("escape")
        await place.settle()
        month = text_of(place.calendar)[0].index("Month") + 3
        await place.pilot.click(CalendarPane, offset=(month, 0))
        assert place.calendar.cursor.span == "month"


# Series


def weekly(make: Maker, deal: Opportunity) -> None:
    meeting = make.meeting(deal, at(24, 9), "Standup")
    series.repeat(make.session, meeting, Recurrence("week", count=4))


async def test_an_appointment_is_made_to_repeat(desk: Desk) -> None:
    async with opened(desk, "C", "down", "down", "down", "i") as place:
        await place.type("weekly on mon 3x")
        await place.press("enter")
        await place.settle()
        assert place.times("Walk-through") == ["23 15:00", "30 15:00", "07 15:00"]
        assert place.toasts[-1].startswith(
            "✓ Meeting: Walk-through repeats every week on Mon, 3 times: 3 appointments"
        )


async def test_a_recurrence_that_makes_no_sense_says_why(desk: Desk) -> None:
    async with opened(desk, "C", "down", "down", "down", "i") as place:
        await place.type("weekly until 2026-01-01")
        told = " ".join(place.app.screen.query_one("#choices").render_line(0).text.split())
        assert told.startswith("▎ ! it would end on 01 Jan 2026, before it starts")
        await place.press("enter")
        assert len(place.stored("Walk-through")) == 1


@pytest.mark.parametrize(
    ("choice", "times"),
    [
        ("only", ["24 09:00", "02 09:00", "08 09:00", "15 09:00"]),
        ("following", ["24 09:00", "02 09:00", "09 09:00", "16 09:00"]),
        ("all", ["25 09:00", "02 09:00", "09 09:00", "16 09:00"]),
    ],
)
async def test_moving_one_of_a_series_asks_which(desk: Desk, choice: str, times: list[str]) -> None:
    async with opened(desk, make=weekly) as place:
        place.screen.table.select(place.stored("Standup")[1].id.hex)
        await place.press("r")
        await place.type("2 dec")
        await place.press("enter")
        await place.settle()
        await place.type(choice)
        await place.press("enter")
        await place.settle()
        assert place.times("Standup") == times


async def test_deleting_and_canceling_from_a_series_asks_which(desk: Desk) -> None:
    async with opened(desk, make=weekly) as place:
        place.screen.table.select(place.stored("Standup")[2].id.hex)
        await place.press("d")
        await place.settle()
        await place.type("following")
        await place.press("enter")
        await place.settle()
        assert place.times("Standup") == ["24 09:00", "01 09:00"]
        assert place.toasts[-1] == "✓ 2 appointments deleted   u undo"
        place.screen.table.select(place.stored("Standup")[0].id.hex)
        await place.press("X")
        await place.type("cancel")
        await place.press("enter")
        await place.settle()
        await place.type("all")
        await place.press("enter")
        await place.settle()
        assert {one.status for one in place.stored("Standup")} == {c.ActivityStatus.CANCELED}


async def test_editing_one_of_a_series_asks_which(desk: Desk) -> None:
    async with opened(desk, make=weekly) as place:
        place.screen.table.select(place.stored("Standup")[1].id.hex)
        await place.press("e")
        await place.settle()
        await place.press("home", "enter")
        await place.settle()
        await place.press(*["backspace"] * 7)
        await place.type("Sync")
        await place.press("ctrl+s")
        await place.settle()
        await place.type("all")
        await place.press("enter")
        await place.settle()
        assert len(place.stored("Sync")) == 4


async def test_the_people_of_a_series_are_changed_together(desk: Desk) -> None:
    async with opened(desk, make=weekly) as place:
        fill(desk, lambda make, deal: make.contact("Ana Silva", email="ana@example.com"))
        second = place.stored("Standup")[1]
        form = ParticipantsForm(desk, second.id, second.activity_type, second.subject, ())
        place.app.push_screen(form)
        await place.settle()
        await place.type("ana")
        await place.settle()
        await place.press("enter", "ctrl+s")
        await place.settle()
        await place.type("following")
        await place.press("enter")
        await place.settle()
        with desk.store.session() as session:
            told = [len(activity_parties.of(session, one.id)) for one in place.stored("Standup")]
        assert told == [0, 1, 1, 1]


async def test_several_people_at_a_time_are_asked_for_one_by_one(desk: Desk) -> None:
    async with opened(desk, make=usual) as place:
        (talk,) = place.stored("Pricing talk")
        form = ParticipantsForm(desk, talk.id, talk.activity_type, talk.subject, ())
        place.app.push_screen(form)
        await place.settle()
        await place.type("ana, bo@example.com")
        await place.settle()
        await place.press("enter")
        await place.settle()
        assert "one at a time: Enter after each adds it" in form.controls[0].hint.text


async def grown(place: Place) -> None:
    """Series grow now: when they do by themselves, a second after the start, is tested elsewhere."""
    await until(place.pilot, lambda: place.app.warmed)
    place.app.grow_series()
    await place.settle()


async def test_a_series_without_an_end_goes_on_without_a_command(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(growing_series, "FIRST_LOOK", NEVER)

    def endless(make: Maker, deal: Opportunity) -> None:
        series.repeat(make.session, make.meeting(deal, at(24, 9), "Standup"), Recurrence("week"))

    fill(desk, endless)
    clock.freeze(datetime(2027, 6, 1, 9, tzinfo=UTC))
    async with opened(desk, make=None) as place:
        await grown(place)
        last = place.stored("Standup")[-1].scheduled_start
        assert last is not None
        assert last > clock.now() + timedelta(days=358)
        await place.press("u")
        await place.settle()
        # What made it longer was no command of mine: mine is told to be in its way.
        assert place.toasts[-1].startswith("! not now: “Fill” can't be undone")
        assert len(place.stored("Standup")) == 80


async def test_a_file_that_can_not_be_read_for_series_is_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(growing_series, "FIRST_LOOK", NEVER)

    def locked(*_: object) -> bool:
        raise Locked("The file is locked by another program.")

    monkeypatch.setattr(series, "needs_more", locked)
    async with opened(desk, make=None) as place:
        await grown(place)
        assert place.toasts[-1] == "! The file is locked by another program."
        assert place.pilot.app.is_running


async def test_in_the_edit_beside_the_list_another_start_takes_the_end_along(desk: Desk) -> None:
    async with opened(desk) as place:
        await place.press("j", "j", "e")
        edit = place.top
        assert isinstance(edit, QuickEdit)
        edit.fields.edit("scheduled_start")
        await place.settle()
        edit.query_one(RowControl).input.value = "2026-11-24 9:00"  # type: ignore[union-attr]  # not a memo
        await place.press("enter")
        assert edit.fields.edits["scheduled_end"].name == "2026-11-24 10:00"
        await place.press("ctrl+s")
        await place.settle()
        assert place.toasts[-1].startswith("✓ Start set to 24 Nov 09:00, End set to 24 Nov 10:00")
        assert place.stored("Walk-through")[0].scheduled_end == at(24, 10)


# Odd ones


@pytest.mark.parametrize("size", [(60, 24), (61, 20), (80, 24), (120, 40), (200, 50)])
async def test_every_line_is_as_wide_as_the_calendar(desk: Desk, size: tuple[int, int]) -> None:
    def crowd(make: Maker, deal: Opportunity) -> None:
        usual(make, deal)
        for number in range(5):
            make.task(deal, f"漢字 {number}", scheduled_end=at(25, 11))
            make.meeting(deal, at(25, 11), f"漢字 {number}")

    async with opened(desk, "C", size=size, make=crowd) as place:
        for span in ("day", "week", "month"):
            place.calendar.use_span(span)  # type: ignore[arg-type]
            place.calendar.go_to(date(2026, 11, 25), 22)
            await place.settle()
            room = place.calendar.size.width - 5
            for row in range(place.calendar.size.height):
                drawn = place.calendar._page.line(row, "mine", is_active=True)
                assert cells(drawn.line.left) <= room, (span, row)
                assert all(hit.stop <= room for hit in drawn.hits)
        assert "Month" in place.lines[0]


async def test_hostile_subjects_stand_as_typed(desk: Desk) -> None:
    def hostile(make: Maker, deal: Opportunity) -> None:
        for number, text in enumerate(STORABLE):
            make.meeting(deal, at(23, 8) + timedelta(minutes=30 * number), text, location=text)

    async with opened(desk, "C", make=hostile) as place:
        for span in ("day", "week", "month"):
            place.calendar.use_span(span)  # type: ignore[arg-type]
            await place.settle()
            for line in range(place.calendar.size.height):
                assert place.calendar.render_line(line).cell_length == place.calendar.size.width


async def test_ten_thousand_in_a_month(desk: Desk) -> None:
    def crowd(make: Maker, deal: Opportunity) -> None:
        start = at(1, 0)
        make.session.add_all(
            Activity(
                activity_type=c.ActivityType.TASK,
                subject=f"Task {number}",
                status=c.ActivityStatus.OPEN,
                status_reason=2,
                scheduled_end=start + timedelta(minutes=4 * number),
                owner_user_id=make.user_id,
            )
            for number in range(10_000)
        )

    async with opened(desk, "C", "-", "right", make=crowd) as place:
        assert place.foot == "Tue 24 Nov, 360 activities"
        await place.press("down", "=")
        await place.settle()
        assert place.calendar.cursor.span == "week"


async def test_a_change_elsewhere_shows(desk: Desk) -> None:
    async with opened(desk, "C", "down", "down", "down") as place:
        with desk.store.command("Elsewhere", desk.user.id) as session:
            found = session.exec(select(Activity).where(Activity.subject == "Walk-through")).one()
            activities.update(session, found, {"subject": "Renamed"})
        await place.settle()
        assert "Renamed" in place.foot


# The form


async def fill_form(place: Place, **texts: str) -> None:
    for name, text in texts.items():
        place.app.screen.query_one(f"#{name}", FormControl).input.value = text
    await place.settle()


def hint(place: Place) -> str:
    return place.app.screen.query_one("#conflicts", Hint).text


async def test_the_form_tells_what_is_in_the_way_before_it_is_saved(desk: Desk) -> None:
    async with opened(desk, "C", "n") as place:
        await fill_form(place, subject="Demo", scheduled_start="2026-11-23 15:10")
        assert hint(place) == "busy 15:00–16:00 Walk-through, and 1 more"
        await fill_form(place, scheduled_start="2026-11-24 15:10")
        assert hint(place) == "busy all day Fair"
        await fill_form(place, scheduled_start="2026-11-25 15:10")
        assert hint(place) == "✓ free then"
        await fill_form(place, scheduled_start="2026-11-17 15:10", repeats="weekly 4x")
        assert hint(place) == "busy all day Fair, on Tue 24 Nov"
        await fill_form(place, repeats="weekly until 2020-01-01")
        assert hint(place) == ""


async def test_a_series_is_made_in_the_form(desk: Desk) -> None:
    async with opened(desk, "C", "n") as place:
        await fill_form(place, subject="Demo", scheduled_start="2026-11-25 15:00", repeats="every week 0x")
        await place.press("ctrl+s")
        await place.settle()
        said = place.app.screen.query_one("#repeats", FormControl).hint.text
        assert said == "0 times: write 2 to 500 times"
        assert place.stored("Demo") == []
        await fill_form(place, repeats="every week 3x")
        await place.press("ctrl+s")
        await place.settle()
        assert place.times("Demo") == ["25 15:00", "02 15:00", "09 15:00"]
        assert "and 2 more appointments of its series" in place.toasts[-1]
        await place.press("u")
        await place.settle()
        assert place.stored("Demo") == []


async def test_the_cursor_of_a_day_goes_with_what_is_moved_to_the_next(desk: Desk) -> None:
    async with opened(desk, "C") as place:
        await place.press("down", "down", "down", "=")
        assert (place.calendar.cursor.span, place.screen.subject()) == ("day", "Walk-through")
        day = place.calendar.cursor.day
        await place.press("shift+right")
        await place.settle()
        assert (place.calendar.cursor.day - day).days == 1
        assert place.screen.subject() == "Walk-through"


async def test_the_brief_of_what_the_activity_is_about(desk: Desk) -> None:
    def some(make: Maker, deal: Opportunity) -> None:
        make.call(deal, "About the deal", scheduled_end=at(24, 10))
        quote = make.quote(deal)
        make.task(deal, "About its quote", scheduled_end=at(24, 11), opportunity_id=None, quote_id=quote.id)
        make.call(None, "About nothing", scheduled_end=at(24, 12))

    async with opened(desk, make=some) as place:
        for _ in range(2):
            await place.press("b")
            assert isinstance(place.top, BriefScreen)
            assert place.top.subject() == "Warehouse automation"
            await place.press("escape", "down")
        assert place.screen.subject() == "About nothing"
        await place.press("b")
        none = "! not now: it is about no opportunity, and only an opportunity has a brief"
        assert place.toasts[-1] == none
        await place.press("enter", "b")
        assert isinstance(place.top, ActivityScreen)
        assert place.toasts[-1] == none
        await place.press("escape", "up", "enter", "b")
        assert isinstance(place.top, BriefScreen)


async def test_the_line_names_anybody_and_any_record_where_it_is_about_none(desk: Desk) -> None:
    def make(maker: Maker, deal: Opportunity) -> None:
        maker.contact("Femke van der Egel")

    async with opened(desk, "C", "a", make=make) as place:
        await place.type("call Femke van der Egel ")
        assert "Femke van der Egel" in " ".join(text_of(place.top.query_one(UnderstoodLines)))
        await place.type("#warehouse mon 10:00 prices")
        told = " ".join(" ".join(text_of(place.top.query_one(UnderstoodLines))).split())
        assert "Subject Prices Regarding Warehouse automation" in told
        await place.press("enter")
        (made,) = place.stored("Prices")
        assert made.opportunity_id is not None
        assert [one for _, one in people(desk, made.id)] == [desk.user.full_name, "Femke van der Egel"]
        assert place.times("Prices") == ["30 10:00"]
