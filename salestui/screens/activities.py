"""The activities: a view as a list or as a calendar, with a preview of the one under the cursor."""

from collections.abc import Sequence
from typing import ClassVar
from uuid import UUID

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal

from salestui.actions import THIS_RECORD
from salestui.lifecycle import calendar
from salestui.lifecycle.shapes import RecordRef
from salestui.screens.list_screen import ListScreen
from salestui.screens.opening_records import open_record
from salestui.widgets.acting import bindings
from salestui.widgets.activity_preview import ActivityPreviewPane
from salestui.widgets.calendar import SPANS, CalendarPane
from salestui.widgets.desk import Desk, RecordsChanged

_CALENDAR = "calendar"
"""Under which name it is kept whether the calendar is shown, and of how many days."""


class ActivitiesScreen(ListScreen):
    """The activities of a view; as a calendar, those of whom the view is about."""

    place = "activities"
    table_name = "activity"
    listed = frozenset(
        {"activity", "opportunity", "account", "contact", "lead", "quote", "sales_order", "competitor"}
        | {"system_user", "team", "team_membership"}
    )
    name_column = "subject"
    filter_hint = "subject or regarding"
    row_group = THIS_RECORD
    late_word = "overdue"
    DEFAULT_CSS = """
    ActivitiesScreen {
        &.-calendar #list { display: none; }
        &.-calendar.-peek #preview { display: none; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("activities")]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        kept = desk.state.get(_CALENDAR)
        self._kept: dict[str, object] = kept if isinstance(kept, dict) else {}

    def make_preview(self) -> ActivityPreviewPane:
        """What it is, when, with whom, about what."""
        return ActivityPreviewPane(self.desk, id="preview")

    def noun(self) -> str:
        """What is counted."""
        return "activities"

    def second_line(self) -> str:
        """What it is about."""
        return str(self.table.value("regarding") or "")

    def target(self) -> RecordRef | None:
        """The activity under the cursor, of the list or of the calendar."""
        shown = self._shown_calendar
        if shown is None:
            return super().target()
        item = shown.current
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

    def why_not(self, action_id: str) -> str | None:
        """The calendar is not filtered."""
        if action_id == "list.filter" and self._shown_calendar is not None:
            return "the calendar shows everything; the list has a filter"
        return super().why_not(action_id)

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
        self.add_class("-calendar")
        self.words = {"activities.calendar": "list", "list.filter": ""}
        made.reload()
        made.focus()
        self._say_figures()
        self._keep_calendar()

    @on(CalendarPane.Left)
    def _show_table(self) -> None:
        self.remove_class("-calendar")
        self.words = {}
        self.table.focus()
        self.preview.follow(self.table.record_id, self.record_name(), self.second_line())
        self._say_figures()
        self._keep_calendar()

    def _keep_calendar(self) -> None:
        shown = self._shown_calendar
        self._kept = {"shown": shown is not None, "span": shown.span if shown else self._kept.get("span")}
        self.desk.state.put(_CALENDAR, self._kept)

    @on(CalendarPane.Moved)
    def _calendar_moved(self) -> None:
        shown = self._shown_calendar
        if shown is None:
            return
        preview = self.preview
        assert isinstance(preview, ActivityPreviewPane)
        if shown.current is not None:
            preview.follow(shown.current.id, shown.current.subject)
        else:
            preview.show_day(shown.day, shown.agenda)
        if self._kept.get("span") != shown.span:
            self._keep_calendar()
        self.footer.recheck()

    @on(CalendarPane.Opened)
    def _open_item(self, event: CalendarPane.Opened) -> None:
        if self.is_active:
            ref = RecordRef("activity", UUID(event.item.id), event.item.subject)
            open_record(self.app, self.desk, ref)
