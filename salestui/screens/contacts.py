"""The contacts: a view as a list, with what belongs to the one under the cursor beside it."""

from typing import ClassVar

from textual.binding import BindingType
from textual.screen import Screen

from salestui.screens.related_lists import RelatedList
from salestui.widgets.acting import bindings


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
