"""The activities: a view as a list or as a calendar, with a preview of the one under the cursor."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar
from uuid import UUID

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal

from salestui import clock
from salestui.actions import THIS_ACTIVITY
from salestui.errors import SalesError
from salestui.lifecycle import calendar, conflicts
from salestui.lifecycle.edits import titled
from salestui.lifecycle.inputs import ORDERS
from salestui.lifecycle.refs import RecordRef
from salestui.models.choices import OPEN_ACTIVITY_CODES, ActivityType
from salestui.screens.activity_list_commands import ActivityListCommands
from salestui.screens.brief_command import BriefCommand
from salestui.screens.list_screen import ListScreen
from salestui.screens.opening_records import open_record
from salestui.widgets import activity_when
from salestui.widgets.acting import bindings
from salestui.widgets.activity_preview import ActivityPreviewPane
from salestui.widgets.calendar import CalendarPane
from salestui.widgets.calendar_words import SPANS
from salestui.widgets.desk import RecordsChanged
from salestui.widgets.painting import cut
from salestui.widgets.toast import say, warn

_CALENDAR_WORDS = {
    "activities.calendar": "list",
    **dict.fromkeys(("list.filter", "list.edit", "list.choose_view", "activity.log", "activities.new"), ""),
}
"""What the footer says of the calendar: how one moves in it comes before what a list has too."""
_CALENDAR = "calendar"
"""Under which name it is kept whether the calendar is shown, and of how many days."""


class ActivitiesScreen(ListScreen, ActivityListCommands, BriefCommand):
    """The activities of a view; as a calendar, those of whom the view is about."""

    place = "activities"
    table_name = "activity"
    listed = frozenset(
        {"activity", "opportunity", "account", "contact", "lead", "quote", "sales_order", "competitor"}
        | {"system_user", "team", "team_membership"}
    )
    name_column = "subject"
    filter_hint = "subject or regarding"
    row_group = THIS_ACTIVITY
    new_action = "activities.new"
    late_word = "overdue"
    DEFAULT_CSS = """
    ActivitiesScreen {
        &.-calendar #list { display: none; }
        &.-calendar #preview { display: none; }
        &.-calendar.-wider #preview { display: block; }
        &.-calendar.-no-preview #preview { display: none; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("activities")]

    def _recall(self) -> None:
        super()._recall()
        kept = self.desk.state.get(_CALENDAR)
        self._kept: dict[str, object] = kept if isinstance(kept, dict) else {}
        if self.is_mounted and (self.calendar is not None or self._kept.get("shown") is True):
            self.call_next(self._exchange_calendar)

    def make_preview(self) -> ActivityPreviewPane:
        """What it is, when, with whom, about what."""
        return ActivityPreviewPane(self.desk, id="preview")

    def noun(self, count: int | None) -> str:
        """What is counted."""
        return "activity" if count == 1 else "activities"

    def second_line(self) -> str:
        """What it is about."""
        return str(self.table.value("regarding") or "")

    def subject(self) -> str:
        """The name of the activity under the cursor."""
        target = self.target()
        return target.name if target is not None else ""

    def target(self) -> RecordRef | None:
        """The activity under the cursor, of the list or of the calendar."""
        shown = self._shown_calendar
        if shown is None:
            return super().target()
        item = shown.cursor.current
        return RecordRef("activity", UUID(item.id), item.subject) if item is not None else None

    def targets(self) -> Sequence[RecordRef]:
        """The marked activities, else the one under the cursor; in the calendar that one."""
        if self._shown_calendar is None:
            return super().targets()
        target = self.target()
        return [target] if target is not None else []

    def on_records_changed(self, event: RecordsChanged) -> None:
        """The calendar shows them too."""
        shown = self._shown_calendar
        if shown is not None and any(event.changes.touches(table) for table in self.listed):
            shown.reload()

    def is_open_here(self) -> bool | None:
        """Whether the activity under the cursor is open."""
        shown = self._shown_calendar
        if shown is not None:
            current = shown.cursor.current
            return None if current is None else current.is_open
        status = self.table.value("status")
        return None if status is None else status in OPEN_ACTIVITY_CODES

    def why_not(self, action_id: str) -> str | None:
        """A closed one is not edited. The calendar is not filtered, and may have nothing under the cursor."""
        if action_id == "list.edit" and self.is_mounted and (why := self.why_closed()):
            return why
        if self._shown_calendar is not None:
            if action_id == "list.back":
                return None
            if action_id == "list.filter":
                return "the calendar shows everything; the list has a filter"
            if action_id == "list.preview" and not self.has_class("-wider"):
                return "there is no room for it beside the calendar"
            if action_id == "list.edit" and self.target() is None:
                return "nothing is here to edit"
        return super().why_not(action_id)

    def note(self, action_id: str) -> str | None:
        """Where Escape leads from the calendar."""
        if action_id == "list.back" and self._shown_calendar is not None:
            return "back to the list"
        return super().note(action_id)

    def action_back(self) -> None:
        """From the calendar to the list; in the list, the whole view again."""
        shown = self._shown_calendar
        if shown is None:
            super().action_back()
        elif not shown.go_back():
            self._show_table()

    def action_edit(self) -> None:
        """Edit the activity under the cursor in the place of its preview."""
        from salestui.screens.quick_edit import QuickEdit

        target = self.target()
        if target is not None:
            self.app.push_screen(QuickEdit(self.desk, "activity", target.id.hex))

    def action_new(self) -> None:
        """Make one in the full form; in the calendar, at the time under the cursor."""
        from salestui.lifecycle.quick_entry import parse
        from salestui.screens.activity_form import ActivityForm, Draft

        order = ORDERS[self.desk.settings.date_format]
        entry = parse(self.line_begun(), kind=ActivityType.TASK, order=order)
        self.app.push_screen(ActivityForm(self.desk, Draft(entry, None, is_done=False)))

    def line_begun(self) -> str:
        """In the calendar a meeting at the time under the cursor, or a task on the day there."""
        shown = self._shown_calendar
        if shown is None:
            return ""
        day, minutes = _typed_day(shown.cursor.day), shown.cursor.minutes
        return f"task {day} " if minutes is None else f"meeting {day} {minutes // 60:02}:{minutes % 60:02} "

    # The calendar

    @property
    def calendar(self) -> CalendarPane | None:
        """The calendar, once it was shown; it may be hidden behind the list."""
        found = self.query(CalendarPane)
        return found.first() if found else None

    @property
    def _shown_calendar(self) -> CalendarPane | None:
        return self.calendar if self.has_class("-calendar") else None

    def on_mount(self) -> None:
        """As it was left: the list or the calendar."""
        if self._kept.get("shown") is True:
            self.call_next(self._show_calendar)

    async def action_calendar(self) -> None:
        """The list as a calendar, and back."""
        if self._shown_calendar is None:
            await self._show_calendar()
        else:
            self._show_table()

    async def _show_calendar(self) -> None:
        made = self.calendar
        if made is None:
            kept = [one for one in SPANS if one == self._kept.get("span")]
            made = CalendarPane(self.desk, kept[0] if kept else "week", id="calendar")
            made.set_reactive(CalendarPane.whose, calendar.whose(self.view))
            await self.query_one("#body", Horizontal).mount(made, before=self.preview)
        else:
            made.whose = calendar.whose(self.view)
            made.display = True
        self.add_class("-calendar")
        self.words = _CALENDAR_WORDS
        made.reload()
        made.focus()
        self._say_figures()
        self._keep_calendar()

    async def _exchange_calendar(self) -> None:
        """Instead of the calendar of the user before, what the one at the desk left."""
        shows = self._kept.get("shown") is True
        if self.calendar is not None:
            await self.calendar.remove()
        if shows:
            await self._show_calendar()
        else:
            self._show_table()

    def _show_table(self) -> None:
        if self.calendar is not None:
            self.calendar.display = False
        self.remove_class("-calendar")
        self.words = {}
        self.table.focus()
        self.preview.follow(self.table.record_id, self.record_name(), self.second_line())
        self._say_figures()
        self._keep_calendar()

    def _keep_calendar(self) -> None:
        shown = self._shown_calendar
        span = shown.cursor.span if shown else self._kept.get("span")
        self._kept = {"shown": shown is not None, "span": span}
        self.desk.state.put(_CALENDAR, self._kept)

    @on(CalendarPane.Moved)
    def _calendar_moved(self) -> None:
        shown = self._shown_calendar
        if shown is None:
            return
        preview, cursor = self.preview, shown.cursor
        assert isinstance(preview, ActivityPreviewPane)
        if cursor.current is not None:
            preview.follow(cursor.current.id, cursor.current.subject)
        else:
            preview.show_day(cursor.day, cursor.plan.items)
        if self._kept.get("span") != cursor.span:
            self._keep_calendar()
        self.footer.recheck()

    @on(CalendarPane.Opened)
    def _open_item(self, event: CalendarPane.Opened) -> None:
        if self.is_active:
            ref = RecordRef("activity", UUID(event.item.id), event.item.subject)
            open_record(self.app, self.desk, ref)

    @on(CalendarPane.ShiftRequested)
    def _shift_item(self, event: CalendarPane.ShiftRequested) -> None:
        from salestui.lifecycle import activities, activity_moving

        item, style = event.item, self.desk.settings.date_format
        try:
            with self.desk.store.command(titled("Move", item.subject), self.desk.user.id) as session:
                activity = activities.get(session, UUID(item.id))
                activity_moving.shift(session, activity, days=event.days, minutes=event.minutes)
                end = activity.scheduled_end
                start = activity.scheduled_start or end
        except SalesError as error:
            warn(self, str(error), "error")
            return
        assert start is not None
        assert end is not None
        if self.calendar is not None:
            self.calendar.follow(item.id, clock.local(start).date())
        when = activity_when.span(start, end, item.is_all_day, clock.today(), style)
        said = f"{cut(item.subject, 40)} moved: {when}"
        if item.is_meeting:
            but = [UUID(item.id)]
            found = conflicts.conflicts(self.desk.store.reader, self.desk.user.id, start, end, but)
            said += f", at the same time as {cut(found[0].subject, 30)}" if found else ""
        say(self, said, hint=f"{self.desk.key('app.undo')} undo")

    @on(CalendarPane.NameClicked)
    def _name_clicked(self) -> None:
        if self.is_active:
            self.action_choose_view()

    def _use_view(self, key: str | None) -> None:
        super()._use_view(key)
        shown = self._shown_calendar
        if shown is not None:
            shown.whose = calendar.whose(self.view)


def _typed_day(day: date) -> str:
    """A day as one types it; its year where the day alone would mean another."""
    distance = (day - clock.today()).days
    if distance in (0, 1):
        return "tomorrow" if distance else "today"
    return f"{day.day} {day:%b}".lower() if 0 < distance < 300 else day.isoformat()
