"""The record of a contact: fields, timeline, the opportunities where it is the contact or a stakeholder."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from salestui.screens.record_tabs import CONTACT
from salestui.screens.related_screen import RelatedScreen
from salestui.widgets.acting import bindings
from salestui.widgets.fields_pane import FieldsPane
from salestui.widgets.files_pane import FilesPane
from salestui.widgets.history_pane import HistoryPane
from salestui.widgets.pane import Empty
from salestui.widgets.record_header import Head
from salestui.widgets.related_heads import contact_head
from salestui.widgets.related_panes import DealsPane, RelatedPane
from salestui.widgets.sheet import Sheet
from salestui.widgets.timeline import TimelinePane


class ContactScreen(RelatedScreen):
    """One contact."""

    place = "contacts"
    table_name = "contact"
    tabs = CONTACT
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("related")]

    def panes(self) -> ComposeResult:
        """Every pane; which of them are seen is the tab's choice."""
        yield FieldsPane(self.desk, id="summary")
        yield TimelinePane(self.desk, id="timeline")
        with Sheet(id="sheet", classes="box"):
            none = Empty("None is open.", self.desk.key("related.new"), "makes one")
            yield RelatedPane(empty=none, id="open_deals")
        yield DealsPane(of=self.table_name, id="deals")
        yield FilesPane(self.desk, id="files")
        yield HistoryPane(id="history")

    def head(self) -> Head:
        """Name and account; what is open, won and lost."""
        assert self.record is not None
        return contact_head(self.record, self.deals, self.sign)

    # Actions

    def action_new(self) -> None:
        """A new opportunity of this contact."""
        from salestui.screens.new_opportunity import NewOpportunity

        dialog = NewOpportunity(self.desk, customer=self.target())
        self.app.push_screen(dialog, lambda record_id: self.open_made("opportunity", record_id))
