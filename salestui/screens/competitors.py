"""The competitors as a list, with how we fared against the one under the cursor beside it."""

from typing import ClassVar

from textual.binding import BindingType
from textual.screen import Screen

from salestui.screens.related_lists import RelatedList
from salestui.widgets.acting import bindings


class CompetitorsScreen(RelatedList):
    """The competitors of a view."""

    place = "competitors"
    table_name = "competitor"
    listed = frozenset({"competitor", "opportunity_competitor", "opportunity", "currency"})
    name_column = "name"
    below_column = "website"
    filter_hint = "name, product or website"
    new_action = "competitors.new"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("competitors")]

    def new_dialog(self) -> Screen[str]:
        """The dialog for a new competitor."""
        from salestui.screens.new_related import NewCompetitor

        return NewCompetitor(self.desk)
