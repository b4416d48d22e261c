"""Dialogs: a panel with a rail over a dimmed screen, and the one that asks before something is lost."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, TypeVar

from rich.segment import Segment
from textual import events
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.geometry import Size
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.strip import Strip

from salestui.widgets.acting import Acting, bindings
from salestui.widgets.closing import ClosingScreen
from salestui.widgets.footer import Footer
from salestui.widgets.lines import LineWidget
from salestui.widgets.painting import RAIL, Line, Pieces, paint_line, wrap
from salestui.widgets.pane import Lines, Pane, title_line
from salestui.widgets.theme import Paint

T = TypeVar("T")


class Rail(LineWidget):
    """The line down the left edge of a dialog: accent, or grey while a pane inside has the focus."""

    DEFAULT_CSS = """
    Rail { width: 1; height: 100%; dock: left; }
    """

    def draw(self, y: int, paint: Paint) -> Strip:
        """One cell."""
        resting = isinstance(self.screen, Dialog) and self.screen.resting
        return Strip([Segment(paint.sign(RAIL), paint.style("thumb" if resting else "accent"))])


class Heading(LineWidget):
    """A dialog's title in capitals with its count, and words at the right end."""

    DEFAULT_CSS = """
    Heading { height: 1; }
    """

    title = reactive("")
    count: reactive[int | None] = reactive(None)
    aside: reactive[Pieces] = reactive(())

    def __init__(self, title: str, aside: Pieces = (), *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.set_reactive(Heading.title, title)
        self.set_reactive(Heading.aside, aside)

    def draw(self, y: int, paint: Paint) -> Strip:
        """The one row; the title is accent, for a dialog always has the focus."""
        line = title_line(self.title, self.count, self.aside, "accent", "accent")
        return paint_line(paint, line, self.size.width, indent=0, margin=0)


class Sentences(LineWidget):
    """Lines of text inside a dialog, or what makes them for a width in cells."""

    DEFAULT_CSS = """
    Sentences { height: auto; }
    """

    def __init__(self, lines: Lines, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines = lines

    def _at(self, width: int) -> Sequence[Line]:
        return self._lines(width) if callable(self._lines) else self._lines

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as lines."""
        return len(self._at(width))

    def draw(self, y: int, paint: Paint) -> Strip:
        """One of the lines."""
        lines = self._at(self.size.width)
        return paint_line(paint, lines[y] if y < len(lines) else Line(), self.size.width, indent=0, margin=0)


class Dialog(Acting, ClosingScreen[T], ModalScreen[T], inherit_bindings=False):
    """A panel over the screen that asked. Subclasses give `heading` and `body`; Escape closes with None.

    What stands in the body starts at column 4 with the class "inset", with a blank row below.
    At 80 columns it is as wide as the screen less 2, at 60 it fills it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("dialog", "app.next_pane", "app.previous_pane", "app.help", "app.jump")
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-full"), (61, "-narrow"), (100, "-wide")]  # noqa: RUF012
    DEFAULT_CSS = """
    Dialog {
        align: center middle;
        background: $background 74%;
        #panel {
            width: 84; height: auto; max-height: 100%;
            background: $panel; layers: rail default;
        }
        Rail { layer: rail; }
        Heading { margin: 1 3 1 4; }
        Sentences, .inset { margin: 0 3 1 4; }
        #keys { background: $panel; margin: 0 3 1 4; }
        &.-narrow #panel { width: 100%; margin: 0 1; }
        &.-full #panel { width: 100%; height: 100%; }
    }
    """
    resting = reactive(False)

    def compose(self) -> ComposeResult:
        """Rail, title, body, keys."""
        with Vertical(id="panel"):
            yield Rail()
            yield self.heading()
            yield from self.body()
            yield Footer(indent=0, margin=0, id="keys")

    def heading(self) -> Heading:
        """The first row."""
        raise NotImplementedError

    def body(self) -> ComposeResult:
        """What stands between the title and the keys."""
        raise NotImplementedError

    @property
    def keys(self) -> Footer:
        """The row of keys."""
        return self.query_one("#keys", Footer)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The innermost focus owns the rail: with a pane in focus, the dialog's own goes grey."""
        self.resting = isinstance(event.widget, Pane)
        self.query_one(Rail).refresh()

    def action_cancel(self) -> None:
        """Close without an answer."""
        self.dismiss(None)


class Confirm(Dialog[bool]):
    """Asks before something is lost; the answer is True, or None for no.

    `y` confirms, which is never the key that asked, so a key pressed twice loses nothing.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("confirm")]
    DEFAULT_CSS = """
    Confirm #panel { width: 64; }
    Confirm.-full #panel { height: auto; }
    """
    MOST_LINES = 4
    """A sentence is cut after so many lines, so that the keys stay in sight."""

    def __init__(self, title: str, sentences: Sequence[str], *, yes: str, no: str = "back") -> None:
        super().__init__()
        self._title = title
        self._sentences = sentences
        self.words = {"confirm.yes": yes, "dialog.cancel": no, "app.next_pane": "", "app.help": ""}

    def heading(self) -> Heading:
        """The question."""
        return Heading(self._title)

    def body(self) -> ComposeResult:
        """What would happen."""
        yield Sentences(self._lines)

    def _lines(self, width: int) -> Sequence[Line]:
        return [
            Line([(line, "text")])
            for sentence in self._sentences
            for line in wrap(sentence, width)[: self.MOST_LINES]
        ]

    def action_yes(self) -> None:
        """Do it."""
        self.dismiss(True)


class NotSaved(Confirm):
    """Asks before what was typed is lost. `save` saves it and leaves; None where only its own screen can."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("unsaved")]

    def __init__(self, lost: Sequence[str], save: Callable[[], object] | None) -> None:
        sentences = [f"This would drop {what}." for what in lost]
        super().__init__(
            "not saved", sentences, yes="drop it" if len(lost) == 1 else "drop them", no="go on editing"
        )
        self._save = save
        if save is None:
            self.words = {**self.words, "unsaved.save": ""}

    def why_not(self, action_id: str) -> str | None:
        """What can't be saved from here is saved where it was typed."""
        if action_id == "unsaved.save" and self._save is None:
            return "it is saved where it was typed"
        return super().why_not(action_id)

    def action_save(self) -> None:
        """Back to where it was typed, to save it and leave."""
        self.dismiss(None)
        if self._save is not None:
            self.app.call_later(self._save)


def drop_first(
    app: App[Any], lost: Sequence[str], leave: Callable[[], object], save: Callable[[], object] | None
) -> None:
    """Leave at once, or, when something would be lost by that ("2 changes to Acme"), ask first.

    `save` is done instead when it is to be saved: it leaves too, if it could.
    """
    if not lost:
        leave()
        return

    def answered(yes: bool | None) -> None:
        if yes:
            leave()

    app.push_screen(NotSaved(lost, save), answered)
