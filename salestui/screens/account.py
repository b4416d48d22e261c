"""The record of an account: fields, timeline, opportunities, contacts, the accounts below it."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from salestui.screens.new_record import NewRecordDialog
from salestui.screens.record_tabs import ACCOUNT
from salestui.screens.related_screen import RelatedScreen
from salestui.widgets.acting import bindings
from salestui.widgets.fields_pane import FieldsPane
from salestui.widgets.files_pane import FilesPane
from salestui.widgets.history_pane import HistoryPane
from salestui.widgets.pane import Empty, Pane
from salestui.widgets.record_header import Head
from salestui.widgets.related_heads import account_head
from salestui.widgets.related_panes import DealsPane, RelatedPane
from salestui.widgets.sheet import Sheet
from salestui.widgets.timeline import TimelinePane

if TYPE_CHECKING:
    from sqlmodel import Session


class AccountScreen(RelatedScreen):
    """One account."""

    place = "accounts"
    table_name = "account"
    tabs = ACCOUNT
    shows_its_kind = True
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("related")]

    def panes(self) -> ComposeResult:
        """Every pane; which of them are seen is the tab's choice."""
        key = self.desk.key("related.new")
        yield FieldsPane(self.desk, id="summary")
        yield TimelinePane(self.desk, id="timeline")
        with Sheet(id="sheet", classes="box"):
            yield RelatedPane(empty=Empty("None is open.", key, "makes one"), id="open_deals")
            yield RelatedPane(empty=Empty("No contacts yet.", key, "adds one"), id="contacts")
            yield RelatedPane(empty=Empty("None.", key, "adds one"), id="children")
        yield DealsPane(of=self.table_name, id="deals")
        yield FilesPane(self.desk, id="files")
        yield HistoryPane(id="history")

    def head(self) -> Head:
        """Name and place; what is open, won and lost."""
        assert self.record is not None
        return account_head(self.record, self.deals, self.sign)

    def fill_pane(self, pane: Pane, session: "Session") -> None:
        """Contacts and accounts besides what every such record has."""
        from salestui.lifecycle import related

        reader, user_id = self.desk.store.reader, self.desk.user.id
        match pane:
            case RelatedPane(id="contacts"):
                pane.fill_people(related.people(reader, user_id, self.record_id))
            case RelatedPane(id="children"):
                pane.fill_children(related.children(reader, user_id, self.record_id))
            case _:
                super().fill_pane(pane, session)

    # Actions

    def note(self, action_id: str) -> str | None:
        """What is made depends on the pane."""
        if action_id == "related.new":
            return f"now a new {self._made_here()}"
        return super().note(action_id)

    def _made_here(self) -> str:
        focused = self.focused.id if self.focused is not None else None
        return {"contacts": "contact", "children": "account"}.get(str(focused), "opportunity")

    def action_new(self) -> None:
        """A new contact or account below this one in their panes, a new opportunity in others."""
        from salestui.screens.new_opportunity import NewOpportunity
        from salestui.screens.new_related import NewAccount, NewContact

        target = self.target()
        if target is None:
            return
        dialog: NewRecordDialog
        match made := self._made_here():
            case "contact":
                dialog = NewContact(self.desk, account=target)
            case "account":
                dialog = NewAccount(self.desk, parent=target)
            case _:
                dialog = NewOpportunity(self.desk, customer=target)
        self.app.push_screen(dialog, lambda record_id: self.open_made(made, record_id))
