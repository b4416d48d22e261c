"""Jump mode: a letter on every pane, control and tab of the screen; that letter goes there."""

from string import ascii_lowercase, ascii_uppercase, digits

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen, Screen
from textual.strip import Strip
from textual.widget import Widget

from salestui.widgets.closing import ClosingScreen
from salestui.widgets.jump_targets import HasTargets, Target
from salestui.widgets.lines import LineWidget
from salestui.widgets.pane import Pane
from salestui.widgets.theme import Paint


class Label(LineWidget):
    """One letter over its target, and the name of a hidden one."""

    DEFAULT_CSS = """
    Label { position: absolute; height: 1; }
    """

    def __init__(self, letter: str, target: Target) -> None:
        super().__init__()
        self._letter = letter
        self._caption = f" {target.name} " if target.is_hidden else ""
        self.styles.width = len(letter) + 2 + cell_len(self._caption)
        self.styles.offset = (target.region.x, target.region.y)

    def draw(self, y: int, paint: Paint) -> Strip:
        """The letter on accent."""
        letter = Segment(f" {self._letter} ", paint.style("ground bold on accent"))
        caption = [Segment(self._caption, paint.style("text on panel"))] if self._caption else []
        return Strip([letter, *caption])


class Jump(ClosingScreen[Target], ModalScreen[Target]):
    """Answers with the chosen target; any other key closes it."""

    DEFAULT_CSS = """
    Jump { background: transparent; }
    """

    takes_text = True
    """Letters are typed into it, also those that came before it was there."""

    def __init__(self, screen: Screen[object]) -> None:
        super().__init__()
        self._targets = label(targets(screen))

    def compose(self) -> ComposeResult:
        """The labels."""
        for letter, target in self._targets.items():
            yield Label(letter, target)

    def on_key(self, event: events.Key) -> None:
        """The letter of a target goes there."""
        event.stop()
        self.dismiss(self._targets.get(event.character or ""))

    def on_click(self) -> None:
        """A click closes it."""
        self.dismiss(None)


def targets(screen: Screen[object]) -> list[Target]:
    """What can be jumped to on a screen, as it stands on it from top to bottom, left to right."""
    found = [
        Target(_name(widget), widget.region, widget.focus)
        for widget in screen.focus_chain
        if isinstance(widget, Widget) and widget.region.area
    ]
    for widget in screen.query("*"):
        if isinstance(widget, HasTargets) and widget.region.area:
            found += widget.jump_targets()
    return sorted(found, key=lambda target: (target.region.y, target.region.x))


def _name(widget: Widget) -> str:
    return widget.title if isinstance(widget, Pane) and widget.title else widget.id or type(widget).__name__


def label(found: list[Target]) -> dict[str, Target]:
    """A letter for each target: from its own name where that is free, else the next one that is."""
    labels: dict[str, Target] = {}
    for target in found:
        own = [letter for letter in target.name.lower() if letter in ascii_lowercase]
        letters = [*own, *ascii_lowercase, *digits, *ascii_uppercase]
        letter = next((letter for letter in letters if letter not in labels), None)
        if letter is not None:
            labels[letter] = target
    return labels
