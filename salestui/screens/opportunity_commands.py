"""What a screen does to the opportunity that it works on, be that a record or the row under the cursor."""

from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from salestui.lifecycle import locks, permission
from salestui.screens.brief_command import BriefCommand
from salestui.screens.opening_records import open_record
from salestui.widgets.acting import as_reason, bindings

if TYPE_CHECKING:
    from salestui.widgets.party_kinds import Kind
    from salestui.widgets.party_pane import PartyPane  # lists start without it


class OpportunityCommands(BriefCommand):
    """A screen on whose opportunity people and rivals are added from anywhere, and which has a brief.

    It stands behind the base that gives a screen its look: Textual takes the styles of the first one only.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("deal")]

    def why_not(self, action_id: str) -> str | None:
        """There must be an opportunity; to add to it, an open one that the user may change."""
        if action_id.startswith("deal.add_"):
            return self._why_not_add()
        return super().why_not(action_id)

    def _why_not_add(self) -> str | None:
        target = self.target() if self.is_mounted else None
        if target is None:
            return "nothing is here to add to"
        reader = self.desk.store.reader
        closed = locks.why_read_only(reader, target.id)
        return closed or as_reason(permission.why_not(reader, self.desk.user.id, target, "write"))

    def action_add_stakeholder(self) -> None:
        """Add contacts and accounts."""
        self._add("stakeholder")

    def action_add_member(self) -> None:
        """Add colleagues to the sales team."""
        self._add("member")

    def action_add_competitor(self) -> None:
        """Add competitors."""
        self._add("competitor")

    def _add(self, kind: "Kind") -> None:
        from salestui.widgets.add_party import AddParty

        target = self.target()
        if target is not None:
            self.app.push_screen(AddParty(self.desk, target, kind))

    def on_party_pane_open_asked(self, event: "PartyPane.OpenAsked") -> None:
        """Open who is under the cursor of a pane of people."""
        event.stop()
        if self.is_active:
            open_record(self.app, self.desk, event.ref)
