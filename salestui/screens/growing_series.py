"""Series without an end, made further for whoever works with the file: the app's part that sees to it."""

from typing import TYPE_CHECKING

from textual import work
from textual.app import App

from salestui.errors import SalesError
from salestui.screens.mailing import FIRST_LOOK
from salestui.widgets.toast import warn
from salestui.widgets.workers import TellsFailures

if TYPE_CHECKING:
    from salestui.widgets.desk import Desk


class GrowingSeries(App[None], TellsFailures):
    """What the app does of series."""

    desk: "Desk"

    def on_mount(self) -> None:
        """Wherever one works, for conflicts and free times are told everywhere."""
        self.set_timer(FIRST_LOOK, self.grow_series)

    @work(thread=True, group="series", exit_on_error=False)
    def grow_series(self) -> None:
        """Make more of the user's series; not a command of his, so that undo passes over it."""
        from salestui.lifecycle import series

        store, me = self.desk.store, self.desk.user.id
        try:
            with store.session() as session:
                needed = series.needs_more(session, me)
            if not needed:
                return
            with store.command("More appointments of series without an end") as session:
                series.extend(session, me)
        except SalesError as error:
            self.call_from_thread(warn, self, str(error))
