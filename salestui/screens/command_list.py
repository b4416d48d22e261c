"""The list of commands: what was done, by whom, and going back to a point in it."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual.app import ComposeResult
from textual.binding import BindingType

from salestui import clock
from salestui.counting import counted
from salestui.lifecycle import command_list, history, rights
from salestui.lifecycle.command_list import ListedCommand
from salestui.progress import Told
from salestui.screens.over_place import OverPlace
from salestui.screens.undoing import NOT_FINISHED, ReplayAsked
from salestui.widgets.acting import as_reason, bindings
from salestui.widgets.commands_pane import CommandsPane
from salestui.widgets.desk import Desk, RecordsChanged
from salestui.widgets.dialog import Confirm
from salestui.widgets.painting import cut
from salestui.widgets.toast import warn

if TYPE_CHECKING:
    from salestui.lifecycle.history import Command, HistoryEntry

_TOLD = 3
"""So many titles are told before going back; the others are counted."""
_LOOKED_AT = 100
"""So many commands are asked, before going back, whether they sent mail."""
_EVERYBODY = "everybody's"


class CommandListScreen(OverPlace):
    """The commands of the user, or of everybody, over the place from where it was asked for."""

    called = "Commands"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("commands")]
    DEFAULT_CSS = """
    CommandListScreen #commands { margin-top: 1; }
    """

    def __init__(self, desk: Desk, place: str) -> None:
        super().__init__(desk, place)
        self._everybody = False
        self._commands: dict[str, ListedCommand] = {}
        self._in_the_way: dict[UUID, str | None] = {}
        """Why a command can't be undone alone, as far as it was asked since the list was read."""

    def body(self) -> ComposeResult:
        """The one pane."""
        yield CommandsPane(self._details, id="commands")

    @property
    def pane(self) -> CommandsPane:
        """The list."""
        return self.query_one("#commands", CommandsPane)

    def on_mount(self) -> None:
        """Read, with the keys in the list."""
        self._read()
        self.pane.focus()

    def _read(self) -> None:
        reader = self.desk.store.reader
        self._everybody = self._everybody and self._reads_everything()
        whose = None if self._everybody else self.desk.user.id
        found = command_list.commands(reader, whose)
        self._commands = {command.id.hex: command for command in found}
        self._in_the_way.clear()
        self.pane.aside = [(_EVERYBODY if self._everybody else self.desk.user.full_name, "secondary")]
        count = command_list.count(reader, whose)
        self.pane.fill(found, count, clock.today(), self.desk.settings.date_format, self._everybody)
        self.footer.recheck()

    def _reads_everything(self) -> bool:
        """Whether the titles of others' commands name nothing that is hidden from the user."""
        return rights.of(self.desk.store.reader, self.desk.user.id).reads_everything

    def _details(self, command_id: str) -> "Sequence[HistoryEntry]":
        return command_list.details(self.desk.store.reader, UUID(command_id))

    def on_records_changed(self, event: RecordsChanged) -> None:
        """Each change is a command, or undoes one."""
        self._read()

    @property
    def current(self) -> ListedCommand | None:
        """The command under the cursor."""
        item = self.pane.current if self.is_mounted else None
        return self._commands.get(item.id) if item is not None else None

    def subject(self) -> str:
        """Its title."""
        return self.current.title if self.current is not None else ""

    # Actions

    def why_not(self, action_id: str) -> str | None:
        """One goes back through one's own commands only."""
        if action_id in ("commands.go", "commands.undo"):
            return self._why_not_replay() or (self._why_not_alone() if action_id == "commands.undo" else None)
        if action_id == "commands.whose" and not self._reads_everything():
            return "others' commands may name records that are not shared with you"
        return super().why_not(action_id)

    def _why_not_replay(self) -> str | None:
        command = self.current
        if command is None:
            return "nothing was done yet"
        if self.desk.is_replaying:
            return NOT_FINISHED
        if command.user_id != self.desk.user.id:
            return f"only {command.user or 'who did it'} can take it back"
        if command.state == "dropped":
            return "something else was done since it was undone"
        return None

    def _why_not_alone(self) -> str | None:
        command = self.current
        assert command is not None
        if command.state == "undone":
            return f"it is undone; {self.desk.key('commands.go')} does it again"
        # Of many records that takes a while, and the footer asks again and again.
        if command.id not in self._in_the_way:
            sentence = history.why_not_replay(self.desk.store, command.id, backwards=True)
            self._in_the_way[command.id] = as_reason(sentence)
        return self._in_the_way[command.id]

    def note(self, action_id: str) -> str | None:
        """Whose commands are shown, and where going would lead."""
        if action_id == "commands.whose":
            return f"now {_EVERYBODY if self._everybody else 'mine'}"
        if action_id == "commands.go" and self.current is not None and self.current.state == "undone":
            return "does it again, and what was undone after it"
        return super().note(action_id)

    def action_whose(self) -> None:
        """Mine, or everybody's."""
        self._everybody = not self._everybody
        self._read()

    def action_go(self) -> None:
        """Go back to before the command under the cursor, or forward to after it, after a yes."""
        command = self.current
        if command is None:
            return
        back = command.state == "done"
        find = command_list.to_undo if back else command_list.to_redo
        found = find(self.desk.store.reader, self.desk.user.id, command.id)
        if not found:
            warn(self, "that command can't be reached any more")
            return

        def answered(yes: bool | None) -> None:
            if yes:
                go = partial(self._go, command.id, back, len(found))
                self.post_message(ReplayAsked(go, counted(len(found), "command"), backwards=back))

        self.app.push_screen(_question(found, back, back and self._reaches_sent(found)), answered)

    def _reaches_sent(self, found: "Sequence[Command]") -> bool:
        """Whether mail was sent by one of these commands; looks at the newest ones only."""
        reader = self.desk.store.reader
        return any(history.is_sent(reader, command.id) for command in found[:_LOOKED_AT])

    def action_undo(self) -> None:
        """Take back the command under the cursor, and none of the later ones."""
        if self.current is not None:
            undo = partial(self._undo_alone, self.current.id)
            self.post_message(ReplayAsked(undo, self.current.title, backwards=True))

    def _go(self, point: UUID, back: bool, wanted: int, told: Told) -> str:
        take = command_list.go_back if back else command_list.go_forward
        titles = take(self.desk.store, self.desk.user.id, point, told)
        stays = "; what was sent stays" if len(titles) < wanted else ""
        return f"{'Undone' if back else 'Done again'}: {counted(len(titles), 'command')}{stays}"

    def _undo_alone(self, command_id: UUID, told: Told) -> str:
        title = command_list.undo_alone(self.desk.store, self.desk.user.id, command_id, told)
        return f"Undone: {title}"


def _question(found: "Sequence[Command]", back: bool, reaches_sent: bool) -> Confirm:
    many = counted(len(found), "command")
    what = f"This takes back {many}, the newest first:" if back else f"This does {many} again:"
    told = [f"· {cut(command.title, 100)}" for command in found[:_TOLD]]
    if len(found) > _TOLD:
        told.append(f"and {len(found) - _TOLD:,} more, to “{cut(found[-1].title, 80)}”")
    if reaches_sent:
        told.append("Mail that was sent, and what wrote it, stays.")
    yes = "take them back" if back else "do them again"
    return Confirm("go back" if back else "go forward", [what, *told], yes=yes)
