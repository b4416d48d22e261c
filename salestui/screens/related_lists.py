"""What the lists of accounts, contacts and competitors have in common."""

from typing import ClassVar

from salestui.screens.brief_command import NoBrief
from salestui.screens.list_screen import ListScreen
from salestui.screens.removing import RemovalCommands
from salestui.widgets.related_preview import RelatedPreviewPane


class RelatedList(ListScreen, RemovalCommands, NoBrief):
    """A list whose records are deleted and set inactive, with what belongs to one beside it."""

    below_column: ClassVar[str]
    """The column that stands below the name while the preview is read."""

    def make_preview(self) -> RelatedPreviewPane:
        """Figures, how it is reached, what is next, its opportunities."""
        return RelatedPreviewPane(self.desk, self.table_name, id="preview")

    def second_line(self) -> str:
        """What tells it apart."""
        return str(self.table.value(self.below_column) or "")
