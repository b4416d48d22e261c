"""The record of an opportunity: its figures, the stages, and the panes of a deal."""

from typing import TYPE_CHECKING
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.containers import Right, Vertical

from salestui.lifecycle.shapes import OpportunityRecord, Preview
from salestui.screens import record_reading
from salestui.screens.activity_list_commands import ActivityListCommands
from salestui.screens.opportunity_commands import OpportunityCommands
from salestui.screens.record_screen import RecordScreen
from salestui.screens.record_tabs import BRIEF_FROM, OPPORTUNITY
from salestui.widgets.desk import Desk
from salestui.widgets.fields_pane import FieldsPane
from salestui.widgets.files_pane import FilesPane
from salestui.widgets.history_pane import HistoryPane
from salestui.widgets.line_items import LineItemsPane, TotalsPane
from salestui.widgets.opportunity_head import opportunity_head
from salestui.widgets.painting import Pieces
from salestui.widgets.pane import Empty, Pane
from salestui.widgets.party_pane import PartyPane
from salestui.widgets.record_header import Head
from salestui.widgets.record_panes import AssistantPane, BriefPane, QuotesPane
from salestui.widgets.sheet import Sheet
from salestui.widgets.stage_bar import StageBar
from salestui.widgets.tab_bar import Tab
from salestui.widgets.timeline import TimelinePane
from salestui.widgets.walk import Walk

if TYPE_CHECKING:
    from sqlmodel import Session


class OpportunityScreen(RecordScreen, ActivityListCommands, OpportunityCommands):
    """One opportunity."""

    place = "opportunities"
    table_name = "opportunity"
    tabs = OPPORTUNITY
    shown_tables = record_reading.TABLES

    def __init__(self, desk: Desk, record_id: UUID | str, walk: Walk | None = None) -> None:
        super().__init__(desk, record_id, walk)
        self._preview: Preview | None = None
        self._was_wide = True

    # Its parts

    def under_header(self) -> ComposeResult:
        """The stages of the process."""
        yield StageBar(id="stages")

    def panes(self) -> ComposeResult:
        """Every pane; which of them are seen is the tab's choice."""
        yield FieldsPane(self.desk, id="summary")
        yield BriefPane(id="brief")
        yield TimelinePane(self.desk, id="timeline")
        with Sheet(id="sheet", classes="box"):
            yield AssistantPane("assistant", empty=Empty("Nothing to remind of."), id="assistant")
            yield PartyPane(self.desk, "stakeholders", ["stakeholder"], id="stakeholders")
            yield PartyPane(self.desk, "sales team", ["member"], id="team")
            yield PartyPane(self.desk, "competitors", ["competitor"], id="competitors")
        yield PartyPane(self.desk, "", ["stakeholder", "member"], id="people")
        with Vertical(id="lines", classes="box"):
            yield LineItemsPane(id="line_items")
            with Right():
                yield TotalsPane(id="totals")
        yield QuotesPane(id="quotes")
        yield FilesPane(self.desk, id="files")
        yield HistoryPane(id="history")

    # Size and tabs

    def fit(self, compact: bool) -> None:
        """The stages take one line; the line items hold their totals where these have no pane."""
        self.query_one(StageBar).one_line = compact
        if self.is_wide != self._was_wide:
            self.make_stale("line_items")
        self._was_wide = self.is_wide

    def panes_of(self, tab: Tab) -> set[str]:
        """Without what is next where there is no room for it beside the fields."""
        shown = super().panes_of(tab)
        return shown - {"brief"} if self.app.size.width < BRIEF_FROM else shown

    def counts(self) -> dict[str, int | None]:
        """Lines, quotes and files."""
        preview = self._preview
        if preview is None:
            return {}
        files = preview.file_count if self.is_stale("files") else self.pane("files").count
        return {"lines": preview.line_count, "quotes": preview.quote_count, "files": files}

    # Reading

    def read(self, session: "Session") -> OpportunityRecord:
        """Header, stages and fields."""
        from salestui.lifecycle.preview import preview
        from salestui.lifecycle.record import record

        found = record(session, self.record_id)
        self._preview = preview(self.desk.store.reader, self.desk.user.id, self.record_id)
        bar = self._preview.stage_bar if self._preview is not None else None
        self.query_one(StageBar).show(bar.phases if bar is not None else ())
        return found

    def head(self) -> Head:
        """Topic and customer, and the figures that matter."""
        assert isinstance(self.record, OpportunityRecord)
        return opportunity_head(self.record, self.desk.settings.date_format)

    def fill_pane(self, pane: Pane, session: "Session") -> None:
        """Each pane has its own read."""
        if self._preview is not None:
            record_reading.fill(pane, session, self.desk, self.record_id, self._preview)

    def status_words(self) -> Pieces:
        """How much is at risk."""
        risks = len(self._preview.risks) if self._preview is not None else 0
        return [(f"{risks} at risk", "warning bold")] if risks else []

    def awaits_input(self) -> bool:
        """Also while the role of somebody is opening."""
        return super().awaits_input() or any(pane.is_opening for pane in self.query(PartyPane))

    # Actions

    def has_open_activity(self) -> bool | None:
        """They are counted with the header."""
        return self._preview.open_activities > 0 if self._preview is not None else None

    @on(Pane.Opened, "#assistant")
    def _card_opened(self, event: Pane.Opened) -> None:
        """Go to what the card is about."""
        event.stop()
        _, _, record_id = event.item.id.partition(":")
        for key, pane_id in (("timeline", "timeline"), ("quotes", "quotes"), ("summary", "summary")):
            self.fill({pane_id})
            target = "estimated_close_date" if pane_id == "summary" else UUID(record_id).hex
            if self.pane(pane_id).select(target):
                self.show_tab(key if any(tab.key == key for tab in self.tabs_now()) else "summary")
                self.pane(pane_id).focus()
                return
