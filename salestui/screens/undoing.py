"""Undo, redo and the list of commands, from anywhere: the app's part that does them."""

from typing import TYPE_CHECKING, Literal

from textual import work
from textual.app import App

from salestui.errors import SalesError
from salestui.screens.places import open_over, place_in_sight
from salestui.widgets.acting import Acting, as_reason
from salestui.widgets.toast import say, warn
from salestui.widgets.workers import TellsFailures

if TYPE_CHECKING:
    from salestui.widgets.desk import Desk

PATIENCE = 0.4
"""Seconds after which an undo says that it takes a moment."""
_ACTIONS = ("app.undo", "app.redo")


class Undoing(Acting, App[None], TellsFailures):
    """What the app does of undoing. It sets `warmed` once the journal can be asked without delay."""

    desk: "Desk"
    warmed = False
    _replaying = False

    def why_not(self, action_id: str) -> str | None:
        """Nothing to undo, or something in its way."""
        if action_id == "app.commands" and place_in_sight(self) is None:
            return "something else is open"
        if action_id in _ACTIONS and self._replaying:
            return "the last undo or redo is not finished"
        if action_id in _ACTIONS and self.warmed:
            from salestui.lifecycle import history

            if action_id == "app.redo":
                return as_reason(history.why_not_redo(self.desk.store, self.desk.user.id))
            sentence = history.why_not_undo(self.desk.store, self.desk.user.id)
            return as_reason(sentence and self._with_way(sentence))
        return super().why_not(action_id)

    def _with_way(self, sentence: str) -> str:
        """Why undo is refused, and that one command which can't be taken back keeps no older one."""
        from salestui.lifecycle.history import NOTHING_TO_UNDO

        if sentence == NOTHING_TO_UNDO:
            return sentence
        return f"{sentence} {self.desk.key('app.commands')} undoes an older one alone."

    def note(self, action_id: str) -> str | None:
        """What would be undone or done again."""
        if action_id in _ACTIONS and self.warmed:
            from salestui.lifecycle import history

            find = history.last_undoable if action_id == "app.undo" else history.last_redoable
            command = find(self.desk.store.reader, self.desk.user.id)
            return command.title if command is not None else None
        return super().note(action_id)

    def action_undo(self) -> None:
        """Take back the last command."""
        self._begin_replay("undo")

    def action_redo(self) -> None:
        """Do the last undone command again."""
        self._begin_replay("redo")

    def _begin_replay(self, which: Literal["undo", "redo"]) -> None:
        self._replaying = True
        self.set_timer(PATIENCE, self._say_replaying)
        self._replay(which)

    def _say_replaying(self) -> None:
        if self._replaying:
            warn(self, "that takes a moment: much is being changed")

    @work(thread=True, group="replay", exit_on_error=False)
    def _replay(self, which: Literal["undo", "redo"]) -> None:
        """In a thread, for taking back an import takes seconds."""
        from salestui.lifecycle import history

        take = history.undo if which == "undo" else history.redo
        try:
            title = take(self.desk.store, self.desk.user.id)
        except SalesError as error:
            words = self._with_way(str(error)) if which == "undo" else str(error)
            self.call_from_thread(warn, self, words)
            return
        finally:
            self._replaying = False
        done, other = ("Undone", "app.redo") if which == "undo" else ("Done again", "app.undo")
        hint = f"{self.desk.key(other)} {'redo' if which == 'undo' else 'undo'}"
        self.call_from_thread(say, self, f"{done}: {title}", hint=hint)

    def action_commands(self) -> None:
        """What was done, by whom, and going back to a point in it."""
        from salestui.screens.command_list import CommandListScreen

        open_over(self, self.desk, CommandListScreen)
