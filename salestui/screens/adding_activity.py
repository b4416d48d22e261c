"""A new activity of a dialog: made in one command, and told."""

from typing import Any

from salestui.lifecycle import activity_adding
from salestui.lifecycle.activity_making import ActivityInput
from salestui.lifecycle.edits import titled
from salestui.lifecycle.recurrence import Recurrence
from salestui.widgets import activity_words
from salestui.widgets.desk import Desk
from salestui.widgets.dialog import Dialog
from salestui.widgets.toast import say, warn


def add_activity(
    dialog: Dialog[Any], desk: Desk, given: ActivityInput, *, is_done: bool, repeats: Recurrence | None
) -> None:
    """Plan or log it with its series. Raises SalesError; nothing is made then."""
    title = titled("Log" if is_done else "Plan", given.subject)
    with desk.store.command(title, desk.user.id) as session:
        added = activity_adding.add(session, desk.user.id, given, is_done=is_done, repeats=repeats)
    said = activity_words.made(added.activity, desk.settings.date_format, added.more)
    say(dialog, said, hint=f"{desk.key('app.undo')} undo")
    for trouble in added.troubles:
        warn(dialog, trouble)
