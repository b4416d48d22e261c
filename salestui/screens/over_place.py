"""The base of what the app opens over the place one works in: commands, outbox, users and teams."""

from typing import ClassVar

from textual.widget import Widget

from salestui.widgets.desk import Desk
from salestui.widgets.nav import PathBar
from salestui.widgets.work_screen import WorkScreen


class OverPlace(WorkScreen):
    """A screen that any place may have over it."""

    called: ClassVar[str]
    """How it is called behind the place."""

    def __init__(self, desk: Desk, place: str) -> None:
        super().__init__(desk)
        self._asked_in = place

    def top(self) -> Widget:
        """The place, and what lies over it."""
        return PathBar(self._asked_in, (self.called,))

    def action_back(self) -> None:
        """Back to where it was asked for."""
        self.dismiss()
