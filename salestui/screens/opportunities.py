"""The opportunities: a view as a list, with a preview of the one under the cursor."""

from typing import ClassVar
from uuid import UUID

from textual.binding import BindingType

from salestui.actions import THIS_OPPORTUNITY
from salestui.lifecycle.shapes import RecordRef
from salestui.lifecycle.views import Condition, View
from salestui.models.choices import OpportunityStatus
from salestui.screens.list_screen import ListScreen
from salestui.screens.opening_records import open_record
from salestui.widgets.acting import bindings
from salestui.widgets.opportunity_preview import OpportunityPreview
from salestui.widgets.walk import Walk


class OpportunitiesScreen(ListScreen):
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

    def noun(self) -> str:
        """ "open", "won", "lost", or "records"."""
        status = _status(self.view)
        return "records" if status is None else status.label.lower()

    def shows_weighted(self) -> bool:
        """Closed ones are not weighted."""
        return _status(self.view) is OpportunityStatus.OPEN

    def second_line(self) -> str:
        """The customer."""
        return str(self.table.value("customer_name") or "")

    def open_record(self, record_id: str, walk: Walk | None = None) -> None:
        """Open a record; afterwards the cursor stands on it, or where the walk through the list ended."""
        ref = RecordRef(self.table_name, UUID(record_id), self.record_name())
        open_record(self.app, self.desk, ref, walk, self.came_back)

    # Actions

    def why_not(self, action_id: str) -> str | None:
        """There may be nothing to edit."""
        if action_id == "opportunities.edit" and self.is_mounted and self.table.record_id is None:
            return "nothing is here to edit"
        return super().why_not(action_id)

    def action_edit(self) -> None:
        """Edit the opportunity under the cursor in the place of its preview."""
        from salestui.screens.quick_edit import QuickEdit

        if self.table.record_id is not None:
            self.app.push_screen(QuickEdit(self.desk, self.table_name, self.table.record_id))

    def action_new(self) -> None:
        """Make an opportunity and open it."""
        from salestui.screens.new_opportunity import NewOpportunity

        self.app.push_screen(NewOpportunity(self.desk), self._made)

    def _made(self, record_id: str | None) -> None:
        if record_id is not None:
            self.open_record(record_id)


def _status(view: View) -> OpportunityStatus | None:
    """The status that all records of a view have; None if they have several."""
    for part in view.where:
        if isinstance(part, Condition) and (part.field, part.operator) == ("status", "="):
            return next((one for one in OpportunityStatus if one == part.value), None)
    return None
