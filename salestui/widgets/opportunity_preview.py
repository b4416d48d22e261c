"""The preview of an opportunity."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from salestui import clock
from salestui.widgets.painting import Line
from salestui.widgets.pane import Entry
from salestui.widgets.preview import PreviewPane

if TYPE_CHECKING:
    from salestui.lifecycle.shapes import Preview


class OpportunityPreview(PreviewPane["Preview"]):
    """Figures, stages, what is next, at risk, who decides."""

    def read_record(self, record_id: UUID) -> "Preview | None":
        """All of it in a few plain queries."""
        from salestui.lifecycle.preview import preview  # the list does not wait for it

        return preview(self.desk.store.reader, self.desk.user.id, record_id)

    def open_activities(self, shown: "Preview") -> int | None:
        """Its own ones."""
        return shown.open_activities

    def sheet(self, shown: "Preview") -> Sequence[Entry]:
        """All of it."""
        from salestui.widgets import preview_lines

        return preview_lines.sheet(shown, clock.now(), self.desk.settings.date_format)

    def peek_lines(self, shown: "Preview") -> Sequence[Line]:
        """Its phase, what is next, what was last, what is at risk."""
        from salestui.widgets import preview_lines

        return preview_lines.peek(shown, clock.now(), self.desk.settings.date_format)
