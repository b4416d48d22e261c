"""Undo, redo and the list of commands, from anywhere: the app's part that does them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import App
from textual.message import Message

from salestui.progress import Told
from salestui.screens.places import open_over, place_in_sight
from salestui.widgets.acting import Acting, as_reason
from salestui.widgets.job import Job
from salestui.widgets.toast import say, warn
from salestui.widgets.workers import TellsFailures

if TYPE_CHECKING:
    from uuid import UUID

    from salestui.widgets.desk import Desk

PATIENCE = 0.4
"""Seconds after which an undo shows how far it is, and keeps the keys."""
NOT_FINISHED = "the last undo or redo is not finished"
_ACTIONS = ("app.undo", "app.redo")


class ReplayAsked(Message):
    """From a screen: `take` undoes `what`, or does it again, and returns what is said; it bubbles to the
    app."""

    def __init__(self, take: Callable[[Told], str], what: str, *, backwards: bool) -> None:
        super().__init__()
        self.what = what
        self.take = take
        self.backwards = backwards


class Undoing(Acting, App[None], TellsFailures):
    """What the app does of undoing. It sets `warmed` once the journal can be asked without delay."""

    desk: "Desk"
    warmed = False
    _passed: "UUID | None" = None
    """The user's last command, of which he was told that it sent a mail: the next undo steps over it."""

    async def action_perform(self, action_id: str) -> None:
        """Undo, asked for again after it was told that a mail can't be taken back, steps over it."""
        passed = self._last_sent() if action_id == "app.undo" else self._passed
        await super().action_perform(action_id)
        self._passed = passed

    def _last_sent(self) -> "UUID | None":
        """The user's last command, if it can't be taken back as it sent a mail."""
        if not self.warmed or self.desk.is_replaying or self._typed() is not None:
            return self._passed
        from salestui.lifecycle import history

        last = history.last_undoable(self.desk.store.reader, self.desk.user.id)
        return last.id if last is not None and history.is_sent(self.desk.store.reader, last.id) else None

    def why_not(self, action_id: str) -> str | None:
        """Nothing to undo, or something in its way."""
        if action_id == "app.commands" and place_in_sight(self) is None:
            return "something else is open"
        if action_id in _ACTIONS and self.desk.is_replaying:
            return NOT_FINISHED
        if action_id in _ACTIONS and (typed := self._typed()) is not None:
            return None if action_id == "app.undo" else f"{typed} is not saved"
        if action_id in _ACTIONS and self.warmed:
            from salestui.lifecycle import history

            if action_id == "app.redo":
                return as_reason(history.why_not_redo(self.desk.store, self.desk.user.id))
            sentence = history.why_not_undo(self.desk.store, self.desk.user.id, self._passed)
            return as_reason(sentence and self._with_way(sentence))
        return super().why_not(action_id)

    def _with_way(self, sentence: str) -> str:
        """Why undo is refused, and that one command which can't be taken back keeps no older one."""
        from salestui.lifecycle.history import NOTHING_TO_UNDO

        if sentence == NOTHING_TO_UNDO:
            return sentence
        if self._last_sent() != self._passed:
            return f"{sentence} {self.desk.key('app.undo')} again steps over it."
        return f"{sentence} {self.desk.key('app.commands')} undoes an older one alone."

    def note(self, action_id: str) -> str | None:
        """What would be undone or done again."""
        if action_id == "app.undo" and (typed := self._typed()) is not None:
            return f"drops {typed}"
        if action_id in _ACTIONS and self.warmed:
            from salestui.lifecycle import history

            reader, me = self.desk.store.reader, self.desk.user.id
            if action_id == "app.undo":
                command = history.last_undoable(reader, me, self._passed)
            else:
                command = history.last_redoable(reader, me)
            return command.title if command is not None else None
        return super().note(action_id)

    def _typed(self) -> str | None:
        """What is typed here and not saved."""
        return self.screen.unsaved() if isinstance(self.screen, Acting) else None

    def action_undo(self) -> None:
        """Take back the last command; what is typed and not saved is dropped before one, after a question."""
        if not (isinstance(self.screen, Acting) and self.screen.undo_typed()):
            what = self.note("app.undo") or "the last command"
            self._begin_replay(self._undo, what, backwards=True, refused=self._with_way)

    def action_redo(self) -> None:
        """Do the last undone command again."""
        self._begin_replay(self._redo, self.note("app.redo") or "what was undone", backwards=False)

    def _undo(self, told: Told) -> str:
        from salestui.lifecycle import history

        return f"Undone: {history.undo(self.desk.store, self.desk.user.id, told, self._passed)}"

    def _redo(self, told: Told) -> str:
        from salestui.lifecycle import history

        return f"Done again: {history.redo(self.desk.store, self.desk.user.id, told)}"

    def on_replay_asked(self, event: ReplayAsked) -> None:
        """Commands chosen from their list; meanwhile another undo may have begun."""
        if self.desk.is_replaying:
            warn(self, f"not now: {NOT_FINISHED}")
        else:
            self._begin_replay(event.take, event.what, backwards=event.backwards)

    def _begin_replay(
        self,
        take: Callable[[Told], str],
        what: str,
        *,
        backwards: bool,
        refused: Callable[[str], str] = str,
    ) -> None:
        """In a thread, for it may be many commands, and taking back an import takes seconds."""
        from salestui.widgets import at_work

        other, word = ("app.redo", "redo") if backwards else ("app.undo", "undo")

        def replay(told: Told) -> str:
            try:
                return take(told)
            finally:
                self.desk.is_replaying = False

        def done(said: str) -> None:
            say(self, said, hint=f"{self.desk.key(other)} {word}")

        def not_done(reason: str) -> None:
            warn(self, refused(reason))

        self.desk.is_replaying = True
        title = f"{'Undo' if backwards else 'Do again'}: {what}"
        at_work.start(self, title, Job(replay), done, refused=not_done, patience=PATIENCE)

    def action_commands(self) -> None:
        """What was done, by whom, and going back to a point in it."""
        from salestui.screens.command_list import CommandListScreen

        open_over(self, self.desk, CommandListScreen)
