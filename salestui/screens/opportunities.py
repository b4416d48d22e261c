"""The opportunities: a view as a list, with a preview of the one under the cursor."""

from typing import ClassVar

from textual.binding import BindingType
from textual.screen import Screen

from salestui.actions import THIS_OPPORTUNITY
from salestui.lifecycle.views import Condition, View
from salestui.models.choices import OpportunityStatus
from salestui.screens.activity_commands import ActivityCommands
from salestui.screens.list_screen import ListScreen
from salestui.screens.opportunity_commands import OpportunityCommands
from salestui.widgets.acting import bindings
from salestui.widgets.opportunity_preview import OpportunityPreview


class OpportunitiesScreen(ListScreen, ActivityCommands, OpportunityCommands):
    """The opportunities of a view."""

    place = "opportunities"
    table_name = "opportunity"
    listed = frozenset(
        {"opportunity", "account", "contact", "system_user", "team", "currency", "activity"}
        | {"process_instance", "connection", "follow", "team_membership"}
    )
    name_column = "topic"
    filter_hint = "topic, account or contact"
    row_group = THIS_OPPORTUNITY
    new_action = "opportunities.new"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("opportunities")]

    def make_preview(self) -> OpportunityPreview:
        """Figures, stages, what is next, at risk, who decides."""
        return OpportunityPreview(self.desk, id="preview")

    def noun(self, count: int | None) -> str:
        """ "open", "won", "lost", or "records"."""
        status = _status(self.view)
        return super().noun(count) if status is None else status.label.lower()

    def shows_weighted(self) -> bool:
        """Closed ones are not weighted."""
        return _status(self.view) is OpportunityStatus.OPEN

    def second_line(self) -> str:
        """The customer."""
        return str(self.table.value("customer_name") or "")

    def why_not(self, action_id: str) -> str | None:
        """Who looks for a way to delete one is told what is done instead."""
        if action_id == "opportunities.delete":
            return "an opportunity is closed, not deleted"
        return super().why_not(action_id)

    def action_delete(self) -> None:
        """Never done: `why_not` always says why."""

    def new_dialog(self) -> Screen[str]:
        """The dialog for a new opportunity."""
        from salestui.screens.new_opportunity import NewOpportunity

        return NewOpportunity(self.desk)


def _status(view: View) -> OpportunityStatus | None:
    """The status that all records of a view have; None if they have several."""
    for part in view.where:
        if isinstance(part, Condition) and (part.field, part.operator) == ("status", "="):
            return next((one for one in OpportunityStatus if one == part.value), None)
    return None
