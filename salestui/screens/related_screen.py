"""The base of the screens of accounts, contacts and competitors: panes that lists of other records fill."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from salestui import clock
from salestui.lifecycle import organization
from salestui.lifecycle.refs import RecordRef
from salestui.lifecycle.related import Deals
from salestui.lifecycle.shapes import FieldedRecord
from salestui.screens.activity_list_commands import ActivityListCommands
from salestui.screens.brief_command import NoBrief
from salestui.screens.record_screen import RecordScreen
from salestui.screens.removing import RemovalCommands
from salestui.widgets.files_pane import FilesPane
from salestui.widgets.history_pane import HistoryPane
from salestui.widgets.pane import Pane
from salestui.widgets.related_panes import DealsPane, RelatedPane
from salestui.widgets.timeline import TimelinePane

if TYPE_CHECKING:
    from sqlmodel import Session

_ON_ACTIVITY = {"removal.remove": "activity.delete", "removal.activate": "activity.reopen"}
SHOWN = frozenset(
    {
        *("opportunity", "account", "contact", "competitor", "system_user", "team", "currency", "activity"),
        *("activity_party", "note", "post", "attachment", "connection", "opportunity_competitor"),
        "linked_folder",
    }
)


class RelatedScreen(RecordScreen, RemovalCommands, ActivityListCommands, NoBrief):
    """A record whose opportunities are shown with it: open ones on the sheet, all in a tab.

    The keys that delete and activate take the places of those for activities, and work on one where it is
    under the cursor.
    """

    shown_tables = SHOWN
    deals: Deals
    _has_open_activity: bool | None = None

    @property
    def sign(self) -> str:
        """That of the base currency, which sums are in."""
        return organization.facts(self.desk.store.reader).sign

    def read(self, session: "Session") -> FieldedRecord:
        """The record, its opportunities, whose sums the header tells, and whether something is to be done."""
        from salestui.lifecycle import activity_closing, related

        found = super().read(session)
        self.deals = related.deals(self.desk.store.reader, self.desk.user.id, self.table_name, self.record_id)
        self._has_open_activity = activity_closing.has_open(session, self.table_name, self.record_id)
        return found

    def has_open_activity(self) -> bool | None:
        """As it was read with the header."""
        return self._has_open_activity

    def counts(self) -> dict[str, int | None]:
        """The opportunities are read with the header."""
        return {"deals": self.deals.count}

    def fill_pane(self, pane: Pane, session: "Session") -> None:
        """Timeline, files, opportunities, history; other panes are for the subclass."""
        today, style = clock.today(), self.desk.settings.date_format
        match pane:
            case TimelinePane():
                pane.load(session, self.table_name, self.record_id)
            case FilesPane():
                pane.load(session, RecordRef(self.table_name, self.record_id, self.subject()))
            case DealsPane():
                pane.fill_deals(self.deals, self.sign, today, style)
            case HistoryPane():
                from salestui.lifecycle.history import history_of

                pane.fill(
                    history_of(self.desk.store.reader, self.desk.user.id, self.table_name, self.record_id),
                    today,
                    style,
                )
            case RelatedPane() if pane.id == "open_deals":
                pane.fill_deals(self.deals, self.table_name, today, style)

    # Deleting and activating

    def to_remove(self) -> Sequence[RecordRef]:
        """The contact or account under the cursor of a pane, else the record."""
        pane = self.focused
        ref = pane.current_ref() if isinstance(pane, RelatedPane | DealsPane) else None
        return [ref] if ref is not None else super().to_remove()

    def why_not(self, action_id: str) -> str | None:
        """What is under the cursor counts: an activity, or a record that is not deleted."""
        if action_id in _ON_ACTIVITY and self.is_mounted and self.is_on_activity():
            return super().why_not(_ON_ACTIVITY[action_id])
        if action_id == "removal.remove" and self.is_mounted and self._is_on_opportunity():
            return "an opportunity is closed, not deleted"
        return super().why_not(action_id)

    def _is_on_opportunity(self) -> bool:
        return any(ref.table == "opportunity" for ref in self.to_remove())

    def note(self, action_id: str) -> str | None:
        """What is under the cursor."""
        if action_id in _ON_ACTIVITY and self.is_on_activity():
            return "the activity under the cursor"
        return super().note(action_id)

    def action_remove(self) -> None:
        """Delete the activity under the cursor; else ask about the record."""
        if self.is_on_activity():
            self.action_delete_activity()
        else:
            super().action_remove()

    def action_activate(self) -> None:
        """Reopen the activity under the cursor; else activate the record."""
        if self.is_on_activity():
            self.action_reopen_activity()
        else:
            super().action_activate()
