"""Which appointments of a series a command is about: this one, this and the following, or all."""

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from textual.app import App

from salestui.lifecycle import series
from salestui.lifecycle.series import Which
from salestui.models.activities import Activity
from salestui.widgets.chooser import Chooser
from salestui.widgets.desk import Desk
from salestui.widgets.dialog import Heading
from salestui.widgets.painting import Line, cut
from salestui.widgets.pane import Entry, Item


class WhichOfSeries(Chooser):
    """Answers with a Which. `following` and `every` say how many appointments those are."""

    DEFAULT_CSS = """
    WhichOfSeries #panel { width: 60; height: 13; }
    """

    def __init__(self, verb: str, name: str, following: int, every: int) -> None:
        super().__init__()
        self._verb = verb
        self._subject = name
        self._offered = [("one", "Only this one", "")]
        if 1 < following < every:
            self._offered.append(("following", "This and the following", f"{following:,}"))
        self._offered.append(("all", "All that are open", f"{every:,}"))

    def heading(self) -> Heading:
        """What is done to which series."""
        return Heading(f"{self._verb} a series", [(cut(self._subject, 36), "secondary")])

    def rows(self, typed: str) -> list[Entry]:
        """The answers that have what was typed."""
        wanted = typed.strip().casefold()
        return [
            Item(which, [Line([(label, "text")], [(count, "muted")])])
            for which, label, count in self._offered
            if wanted in label.casefold()
        ]


def ask_which(
    app: App[Any], desk: Desk, activity_id: UUID, verb: str, then: Callable[[Which], object]
) -> bool:
    """Ask which ones of the series of an activity are meant; False without asking if it is of none.

    One that is gone is of none: what is to be done to it will say so.
    """
    with desk.store.session() as session:
        activity = session.get(Activity, activity_id)
        if activity is None:
            return False
        every = len(series.members(session, activity))
        following = len(series.members(session, activity, "following"))
    if every < 2:
        return False

    def answered(which: str | None) -> None:
        if which is not None:
            then(cast(Which, which))

    app.push_screen(WhichOfSeries(verb, activity.subject, following, every), answered)
    return True
