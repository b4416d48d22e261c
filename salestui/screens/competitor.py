"""The record of a competitor: what is known of it, the win rate against it, the opportunities with it."""

from typing import TYPE_CHECKING

from textual.app import ComposeResult

from salestui.lifecycle.competitors import Fared
from salestui.lifecycle.shapes import FieldedRecord
from salestui.screens.record_tabs import COMPETITOR
from salestui.screens.related_screen import RelatedScreen
from salestui.widgets.fields_pane import FieldsPane
from salestui.widgets.files_pane import FilesPane
from salestui.widgets.history_pane import HistoryPane
from salestui.widgets.pane import Empty, Pane
from salestui.widgets.record_header import Head
from salestui.widgets.related_heads import competitor_head
from salestui.widgets.related_panes import DealsPane, FaredPane, RelatedPane
from salestui.widgets.sheet import Sheet
from salestui.widgets.timeline import TimelinePane

if TYPE_CHECKING:
    from sqlmodel import Session


class CompetitorScreen(RelatedScreen):
    """One competitor."""

    place = "competitors"
    table_name = "competitor"
    tabs = COMPETITOR
    fared: Fared

    def panes(self) -> ComposeResult:
        """Every pane; which of them are seen is the tab's choice."""
        yield FieldsPane(self.desk, id="summary")
        yield TimelinePane(self.desk, id="timeline")
        with Sheet(id="sheet", classes="box"):
            yield FaredPane(id="fared")
            yield RelatedPane(empty=Empty("None is open."), id="open_deals")
        yield DealsPane(of=self.table_name, id="deals")
        yield FilesPane(self.desk, id="files")
        yield HistoryPane(id="history")

    def read(self, session: "Session") -> FieldedRecord:
        """The record, and how we fared against it."""
        from salestui.lifecycle import competitors

        found = super().read(session)
        self.fared = competitors.fared(self.desk.store.reader, self.record_id, self.deals)
        return found

    def head(self) -> Head:
        """Name and product; the win rate."""
        assert self.record is not None
        return competitor_head(self.record, self.fared, self.sign)

    def fill_pane(self, pane: Pane, session: "Session") -> None:
        """The win rate besides what every such record has."""
        if isinstance(pane, FaredPane):
            pane.fill_fared(self.fared, self.sign)
        else:
            super().fill_pane(pane, session)
