"""The line of the quick entry, with what is understood underlined, and below it what that is."""

from collections.abc import Callable

from rich.highlighter import Highlighter
from rich.text import Text
from textual.geometry import Size
from textual.strip import Strip

from salestui.lifecycle.quick_entry import QuickEntry
from salestui.widgets.entry_lines import Around, lines
from salestui.widgets.lines import LineWidget
from salestui.widgets.painting import Line, paint_line
from salestui.widgets.text_input import TextInput
from salestui.widgets.theme import Paint, paint_of


class _Understood(Highlighter):
    """Underlines what is understood, and mutes `about`."""

    def __init__(self, read: Callable[[str], QuickEntry], paint: Callable[[], Paint]) -> None:
        self._read = read
        self._paint = paint

    def highlight(self, text: Text) -> None:
        """Style the spans of a line."""
        style = self._paint().style
        for span in self._read(text.plain).spans:
            spec = "muted" if span.what == "about" else "text bold underline"
            text.stylize(style(spec), span.start, span.end)


class EntryInput(TextInput):
    """The line. `read` says what a text means; it is asked at each drawing, so it should remember."""

    def __init__(self, read: Callable[[str], QuickEntry], text: str = "", *, id: str | None = None) -> None:
        understood = _Understood(read, lambda: paint_of(self.app))
        super().__init__(text, id=id, select_on_focus=False, highlighter=understood)


class UnderstoodLines(LineWidget):
    """Chips and words for what the line means."""

    DEFAULT_CSS = """
    UnderstoodLines { height: auto; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: list[Line] = []
        self._said: tuple[QuickEntry, Around, bool] | None = None
        self._laid_for = -1

    def show(self, entry: QuickEntry, around: Around, *, roomy: bool) -> None:
        """Say what this means."""
        self._said, self._laid_for = (entry, around, roomy), -1
        self.refresh(layout=True)

    def _at(self, width: int) -> list[Line]:
        if self._said is not None and self._laid_for != width:
            entry, around, roomy = self._said
            self._lines, self._laid_for = lines(entry, around, width, roomy=roomy), width
        return self._lines

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as lines."""
        return len(self._at(width))

    def draw(self, y: int, paint: Paint) -> Strip:
        """One of the lines."""
        shown = self._at(self.size.width)
        line = shown[y] if y < len(shown) else Line()
        return paint_line(paint, line, self.size.width, indent=0, margin=0)
