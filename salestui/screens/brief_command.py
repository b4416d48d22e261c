"""The brief of the opportunity that a screen works on, or that the activity under its cursor is about."""

from typing import ClassVar
from uuid import UUID

from textual.binding import BindingType

from salestui.widgets.acting import bindings
from salestui.widgets.toast import warn
from salestui.widgets.work_screen import WorkScreen

ABOUT_NONE = "it is about no opportunity, and only an opportunity has a brief"


class BriefCommand(WorkScreen):
    """A screen of opportunities, or of activities, from which one asks what to know before a call.

    It stands behind the base that gives a screen its look: Textual takes the styles of the first one only.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("deal.brief")]

    def why_not(self, action_id: str) -> str | None:
        """There must be something to tell about."""
        if action_id == "deal.brief" and self.is_mounted and self.target() is None:
            return "nothing is here to tell about"
        return super().why_not(action_id)

    def action_brief(self) -> None:
        """What to know before a call."""
        from salestui.screens.brief import BriefScreen

        opportunity_id = self._told_about()
        if opportunity_id is None:
            warn(self, f"not now: {ABOUT_NONE}")
        else:
            self.app.push_screen(BriefScreen(self.desk, opportunity_id))

    def _told_about(self) -> UUID | None:
        target = self.target()
        if target is None or target.table != "activity":
            return target.id if target is not None else None
        from salestui.lifecycle.brief import opportunity_of

        with self.desk.store.session() as session:
            return opportunity_of(session, target.id)


class NoBrief(WorkScreen):
    """A screen of accounts, contacts or competitors, where one may look for the brief of an opportunity."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("briefless")]

    def why_not(self, action_id: str) -> str | None:
        """Who looks for it is told what has one."""
        if action_id == "briefless.brief":
            return "only an opportunity has a brief"
        return super().why_not(action_id)

    def action_brief(self) -> None:
        """Never done: `why_not` always says why."""
