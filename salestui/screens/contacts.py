"""The contacts: a view as a list, with what belongs to the one under the cursor beside it."""

from typing import ClassVar
from uuid import UUID

from textual.binding import BindingType
from textual.screen import Screen

from salestui.errors import SalesError
from salestui.screens.related_lists import RelatedList
from salestui.widgets.acting import bindings
from salestui.widgets.toast import warn


class ContactsScreen(RelatedList):
    """The contacts of a view."""

    place = "contacts"
    table_name = "contact"
    listed = frozenset({"contact", "account", "system_user", "team", "team_membership"})
    name_column = "full_name"
    below_column = "account"
    filter_hint = "name, account or email"
    new_action = "contacts.new"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("contacts")]

    def new_dialog(self) -> Screen[str]:
        """The dialog for a new contact."""
        from salestui.screens.new_related import NewContact

        return NewContact(self.desk)

    def why_not(self, action_id: str) -> str | None:
        """An empty list has nothing to export, and one that is being read not all of it."""
        if action_id == "contacts.export_cards" and self.is_mounted:
            if not self.table.length:
                return "no contact is here"
            if not self.table.marks and not self.table.source.is_loaded:
                return "the list is still being read"
        return super().why_not(action_id)

    def action_import_cards(self) -> None:
        """Ask for vCard files, and load their contacts."""
        from salestui.screens.vcard_dialogs import ImportCards

        self.app.push_screen(ImportCards(self.desk))

    def action_export_cards(self) -> None:
        """Ask for a file, and write the marked contacts, or all of the view, into it."""
        from salestui.screens.vcard_dialogs import ExportCards

        if self.table.marks:
            try:
                ids = [ref.id for ref in self.targets()]
            except SalesError as error:
                warn(self, str(error))
                return
            what = f"{len(ids):,} marked"
        else:
            rows = self.table.source.window(0, self.table.length)
            ids = [UUID(str(row[0])) for row in rows]
            what = f"{len(ids):,} of {self.view.name}"
        self.app.push_screen(ExportCards(self.desk, ids, what))
