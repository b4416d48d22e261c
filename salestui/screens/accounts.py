"""The accounts: a view as a list, with what belongs to the one under the cursor beside it."""

from typing import ClassVar

from textual.binding import BindingType
from textual.screen import Screen

from salestui.screens.related_lists import RelatedList
from salestui.widgets.acting import bindings


class AccountsScreen(RelatedList):
    """The accounts of a view."""

    place = "accounts"
    table_name = "account"
    listed = frozenset({"account", "contact", "system_user", "team", "currency", "team_membership"})
    name_column = "name"
    below_column = "city"
    filter_hint = "name or city"
    new_action = "accounts.new"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("accounts")]

    def new_dialog(self) -> Screen[str]:
        """The dialog for a new account."""
        from salestui.screens.new_related import NewAccount

        return NewAccount(self.desk)
