"""The input for words to search a timeline for, over its chips; the timeline follows while one types."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.screen import ModalScreen
from textual.widgets import Input

from salestui.widgets.acting import Acting, bindings
from salestui.widgets.closing import ClosingScreen
from salestui.widgets.footer import Footer
from salestui.widgets.text_input import TextInput

if TYPE_CHECKING:
    from salestui.widgets.timeline import TimelinePane


class TimelineSearch(Acting, ClosingScreen[None], ModalScreen[None], inherit_bindings=False):
    """One line over the chips of a timeline. Enter keeps what was found, Escape ends the search."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("search", "app.help")]
    DEFAULT_CSS = """
    TimelineSearch {
        background: transparent;
        #box { position: absolute; height: 1; background: $background; }
        TextInput { width: 1fr; }
        Footer { dock: bottom; }
    }
    """

    def __init__(self, pane: "TimelinePane") -> None:
        super().__init__()
        self._pane = pane

    def compose(self) -> ComposeResult:
        """The input, and its keys over those of the screen below."""
        with Horizontal(id="box"):
            yield TextInput(
                self._pane.happenings.typed, placeholder="  words in titles and texts", id="words"
            )
        yield Footer()

    @property
    def _box(self) -> TextInput:
        return self.query_one("#words", TextInput)

    def awaits_input(self) -> bool:
        """Until the input has the keys."""
        return self.focused is None

    def on_mount(self) -> None:
        """Lie over the chips."""
        self._place()
        self._box.focus()
        self._pane.set_typing(True)

    def on_unmount(self) -> None:
        """What is empty tells the keys of the timeline again."""
        self._pane.set_typing(False)

    def on_resize(self) -> None:
        """The timeline may be elsewhere now."""
        self.call_after_refresh(self._place)

    def _place(self) -> None:
        region = self._pane.chips_region()
        box = self.query_one("#box")
        box.styles.offset = (region.x, region.y)
        box.styles.width = region.width

    @on(Input.Changed, "#words")
    def _search(self) -> None:
        self._pane.search(self._box.value)

    def action_keep(self) -> None:
        """Go to what was found."""
        self.dismiss(None)

    def action_clear(self) -> None:
        """Show again what the filters show."""
        self._pane.search("")
        self.dismiss(None)
