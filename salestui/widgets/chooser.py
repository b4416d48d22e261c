"""A dialog that filters a list as one types and takes the row under the cursor with Enter."""

from collections.abc import Collection, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input

from salestui.widgets.acting import bindings
from salestui.widgets.dialog import Dialog
from salestui.widgets.pane import Empty, Entry, Pane
from salestui.widgets.text_input import TextInput


class ChoiceList(Pane, can_focus=False):
    """The rows; the input above keeps the focus, so the list is drawn as active all the time."""

    DEFAULT_CSS = """
    ChoiceList { width: 100%; height: 1fr; margin: 0 1 1 0; }
    """
    indent = 4

    @property
    def active(self) -> bool:
        """Always: its cursor is what Enter takes."""
        return True


class Chooser(Dialog[str]):
    """Answers with the id of the chosen item. Subclasses give `heading` and `rows`.

    While one types, `rows` is asked again with what was typed; arrow keys move the cursor in the list.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("choose", "pane.down", "pane.up", "pane.page_down", "pane.page_up")
    ]
    DEFAULT_CSS = """
    Chooser {
        #panel { height: 34; max-height: 90%; }
        #filter { margin: 0 3 1 3; &:focus { border-left: outer $background; } }
    }
    Chooser.-full #panel { height: 100%; max-height: 100%; }
    """
    words: Mapping[str, str] = {"app.next_pane": ""}
    placeholder = "type to filter"
    """What the empty input says."""
    not_typed: Collection[str] = ()
    """Characters that are keys of the dialog also while one types."""
    why_nothing = "nothing fits what you typed"
    """Why nothing can be chosen where `rows` gives no item."""
    start = ""
    """The id of the row that the cursor starts on; empty for the first one."""

    def __init__(self) -> None:
        super().__init__()
        self._typed = ""

    def body(self) -> ComposeResult:
        """The input and the list."""
        box = TextInput(placeholder=f"  {self.placeholder}", id="filter", select_on_focus=False)
        box.not_typed = self.not_typed
        box.names_one = True
        yield box
        yield ChoiceList(empty=Empty("Nothing fits what you typed."), id="choices")

    def rows(self, typed: str) -> Sequence[Entry]:
        """The rows that fit what was typed."""
        raise NotImplementedError

    @property
    def choices(self) -> ChoiceList:
        """The list."""
        return self.query_one("#choices", ChoiceList)

    def awaits_input(self) -> bool:
        """Until the input has the keys."""
        return self.focused is None

    def on_mount(self) -> None:
        """All rows."""
        self.reload()
        self.choices.select(self.start)

    def reload(self) -> None:
        """Ask `rows` again."""
        self._typed = self._box.value
        self.choices.show(self.rows(self._typed))
        self.keys.recheck()

    @property
    def _box(self) -> TextInput:
        return self.query_one("#filter", TextInput)

    @on(Input.Changed, "#filter")
    def _filter(self) -> None:
        if self._box.value != self._typed:
            self.reload()
            self.go_first()

    def go_first(self) -> None:
        """The row that Enter takes when nothing else is chosen."""
        self.choices.action_first()

    @on(Pane.Opened, "#choices")
    def _take(self) -> None:
        self.action_take()

    def why_not(self, action_id: str) -> str | None:
        """Nothing can be chosen when nothing fits."""
        if action_id == "choose.take" and self.choices.current is None:
            return self.why_nothing
        return super().why_not(action_id)

    def action_take(self) -> None:
        """Answer with the item under the cursor."""
        if self.choices.current is not None:
            self.dismiss(self.choices.current.id)

    def action_down(self) -> None:
        """The cursor of the list."""
        self.choices.action_down()

    def action_up(self) -> None:
        """The cursor of the list."""
        self.choices.action_up()

    def action_page_down(self) -> None:
        """The cursor of the list."""
        self.choices.action_page_down()

    def action_page_up(self) -> None:
        """The cursor of the list."""
        self.choices.action_page_up()
