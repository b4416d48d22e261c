"""The base of the screens of accounts, contacts and competitors: panes that lists of other records fill."""

from typing import TYPE_CHECKING

from salestui import clock
from salestui.lifecycle import organization
from salestui.lifecycle.related import Deals
from salestui.lifecycle.shapes import FieldedRecord
from salestui.screens.record_screen import RecordScreen
from salestui.screens.removing import RemovalCommands
from salestui.widgets.history_pane import HistoryPane
from salestui.widgets.pane import Pane
from salestui.widgets.related_panes import DealsPane, RelatedPane
from salestui.widgets.timeline import TimelinePane

if TYPE_CHECKING:
    from sqlmodel import Session

SHOWN = frozenset(
    {
        *("opportunity", "account", "contact", "competitor", "system_user", "team", "currency", "activity"),
        *("activity_party", "note", "post", "attachment", "connection", "opportunity_competitor"),
        "linked_folder",
    }
)


class RelatedScreen(RecordScreen, RemovalCommands):
    """A record whose opportunities are shown with it: open ones on the sheet, all in a tab."""

    shown_tables = SHOWN
    deals: Deals

    @property
    def sign(self) -> str:
        """That of the base currency, which sums are in."""
        return organization.facts(self.desk.store.reader).sign

    def read(self, session: "Session") -> FieldedRecord:
        """The record, and its opportunities, whose sums the header tells."""
        from salestui.lifecycle import related

        found = super().read(session)
        self.deals = related.deals(self.desk.store.reader, self.desk.user.id, self.table_name, self.record_id)
        return found

    def counts(self) -> dict[str, int | None]:
        """The opportunities are read with the header."""
        return {"deals": self.deals.count}

    def fill_pane(self, pane: Pane, session: "Session") -> None:
        """Timeline, opportunities, history; other panes are for the subclass."""
        today, style = clock.today(), self.desk.settings.date_format
        match pane:
            case TimelinePane():
                pane.load(session, self.table_name, self.record_id)
            case DealsPane():
                pane.fill_deals(self.deals, self.sign, today, style)
            case HistoryPane():
                from salestui.lifecycle.history import history_of

                pane.fill(history_of(self.desk.store.reader, self.table_name, self.record_id), today, style)
            case RelatedPane() if pane.id == "open_deals":
                pane.fill_deals(self.deals, self.table_name, today, style)
