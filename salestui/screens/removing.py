"""Deleting accounts, contacts and competitors, setting them inactive, and activating them again."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import BindingType

from salestui.counting import counted
from salestui.errors import SalesError
from salestui.lifecycle.edits import titled
from salestui.lifecycle.refs import RecordRef
from salestui.progress import Told, each
from salestui.screens.activity_commands import ActivityCommands
from salestui.screens.bulk import do_command, do_job
from salestui.store.words import word
from salestui.widgets.acting import bindings
from salestui.widgets.dialog import Dialog, Heading, Sentences
from salestui.widgets.painting import Line, cut, wrap
from salestui.widgets.toast import say, warn

if TYPE_CHECKING:
    from sqlmodel import Session

Answer = Literal["delete", "deactivate"]
_MOST_NAMED = 3
_RESTING = frozenset({"account", "contact"})
"""Tables whose records can be set inactive."""


class Removal(Dialog[Answer]):
    """Asks whether records are deleted or only set inactive; `why_not_delete` says why deleting can't be."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("remove")]
    DEFAULT_CSS = """
    Removal #panel { width: 64; }
    Removal.-full #panel { height: auto; }
    """

    def __init__(self, what: str, why_not_delete: str | None, *, can_rest: bool) -> None:
        super().__init__()
        self._what = what
        self._why_not_delete = why_not_delete
        self._can_rest = can_rest
        words: Mapping[str, str] = {"app.next_pane": "", "app.help": ""}
        if not can_rest:
            words = {**words, "remove.deactivate": ""}
        self.words = words if why_not_delete is None else {**words, "remove.delete": ""}

    def heading(self) -> Heading:
        """The question."""
        return Heading("delete or deactivate" if self._can_rest else "delete")

    def body(self) -> ComposeResult:
        """What would happen."""
        yield Sentences(self._lines)

    def _lines(self, width: int) -> Sequence[Line]:
        if self._why_not_delete is None:
            told = [f"{self._what} would be deleted. Nothing else refers to it."]
        else:
            told = [f"{self._what} can't be deleted: {self._why_not_delete}."]
        if self._can_rest:
            told.append("Inactive, it stays with all that refers to it, read-only, and is offered no longer.")
        return [Line([(line, "text")]) for sentence in told for line in wrap(sentence, width)[:4]]

    def why_not(self, action_id: str) -> str | None:
        """What refers to it keeps it."""
        if action_id == "remove.delete":
            return self._why_not_delete
        if action_id == "remove.deactivate" and not self._can_rest:
            return "it has no such state"
        return super().why_not(action_id)

    def action_delete(self) -> None:
        """Delete."""
        self.dismiss("delete")

    def action_deactivate(self) -> None:
        """Set inactive."""
        self.dismiss("deactivate")


class RemovalCommands(ActivityCommands):
    """A screen whose records can be deleted, set inactive and activated; it stands behind its other base."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("removal")]

    def to_remove(self) -> Sequence[RecordRef]:
        """What would be deleted: the marked records, or the one there. Raises TooManyMarked."""
        return self.targets()

    def why_not(self, action_id: str) -> str | None:
        """There must be a record of a kind that is deleted; only inactive ones can be activated."""
        if not self.is_mounted or not action_id.startswith("removal."):
            return super().why_not(action_id)
        target = self.target()
        if target is None:
            return "nothing is here"
        if action_id == "removal.activate":
            return self._why_not_activate(target)
        return None

    def _why_not_activate(self, target: RecordRef) -> str | None:
        if target.table not in _RESTING:
            return "it has no such state"
        return None if self._is_inactive(target) else "it is active"

    def _is_inactive(self, ref: RecordRef) -> bool:
        from salestui.lifecycle.removing import is_inactive

        return is_inactive(self.desk.store.reader, ref.table, ref.id)

    def action_remove(self) -> None:
        """Ask, then delete or deactivate the marked records, or the one there."""
        from salestui.lifecycle import removing

        try:
            refs = self.to_remove()
        except SalesError as error:
            warn(self, str(error))
            return

        def look(told: Told) -> list[str | None]:
            with self.desk.store.session() as session:
                return [
                    removing.why_not_delete(session, ref.table, ref.id)
                    for ref in each(told, refs, "looking what refers to it")
                ]

        do_job(self, f"Delete {_what(refs)}?", len(refs), look, partial(self._ask_removal, refs))

    def _ask_removal(self, refs: Sequence[RecordRef], reasons: Sequence[str | None]) -> None:
        """Ask, knowing what is in the way of deleting each one."""
        from salestui.lifecycle import removing

        hindered = [ref.name for ref, reason in zip(refs, reasons, strict=True) if reason]
        can_rest = refs[0].table in _RESTING and not all(map(self._is_inactive, refs))
        why = reasons[0] if len(refs) == 1 else None
        if len(refs) > 1 and hindered:
            why = f"others refer to {_named(hindered)}"
        if why is not None and not can_rest:
            warn(self, f"not now: {why}")
            return
        question = Removal(cut(_what(refs), 60), why, can_rest=can_rest)

        def answered(answer: Answer | None) -> None:
            if answer == "delete":
                self._do("Delete", "deleted", refs, removing.delete)
            elif answer == "deactivate":
                self._do("Deactivate", "inactive now", refs, removing.deactivate)

        self.app.push_screen(question, answered)

    def action_activate(self) -> None:
        """Activate the record again."""
        from salestui.lifecycle import removing

        target = self.target()
        if target is not None:
            self._do("Activate", "active again", [target], removing.activate)

    def _do(self, verb: str, done: str, refs: Sequence[RecordRef], change: Callable[..., object]) -> None:
        def change_all(session: "Session", told: Told) -> None:
            for ref in each(told, refs):
                change(session, ref.table, ref.id)

        def told_done(_: None) -> None:
            one = len(refs) == 1
            what = f"{cut(refs[0].name, 50)} is" if one else f"{_counted(refs)} are"
            say(self.app, f"{what} {done}", hint=f"{self.desk.key('app.undo')} undo")

        do_command(self, titled(verb, _what(refs)), len(refs), change_all, told_done)


def _what(refs: Sequence[RecordRef]) -> str:
    """The name of the one record, or how many they are."""
    return refs[0].name if len(refs) == 1 else _counted(refs)


def _counted(refs: Sequence[RecordRef]) -> str:
    return counted(len(refs), word(refs[0].table))


def _named(names: Sequence[str]) -> str:
    shown = ", ".join(cut(name, 30) for name in names[:_MOST_NAMED])
    return f"{shown} and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else shown
