"""What a terminal shows that is too small for any screen."""

from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.strip import Strip

from salestui.widgets.lines import LineWidget
from salestui.widgets.painting import Line, paint_line
from salestui.widgets.theme import Paint

LEAST_WIDTH, LEAST_HEIGHT = 40, 10


class _Words(LineWidget):
    DEFAULT_CSS = """
    _Words { width: 100%; height: 100%; background: $background; }
    """

    def draw(self, y: int, paint: Paint) -> Strip:
        size = self.app.size
        lines = [
            Line([("Too small", "text bold")]),
            Line([(f"needs {LEAST_WIDTH}x{LEAST_HEIGHT}", "secondary")]),
            Line([(f"has {size.width}x{size.height}", "muted")]),
            Line([("Ctrl+Q", "key bold"), (" quits", "muted")]),
        ]
        if isinstance(self.screen, TooSmall) and self.screen.unsaved_below:
            lines[3] = Line([("! ", "warning bold"), ("not saved yet", "text")])
        line = lines[y] if y < len(lines) else Line()
        return paint_line(paint, line, self.size.width, indent=min(1, size.width), margin=0)


class TooSmall(ModalScreen[None]):
    """Covers the screen, which waits beneath as it was, until the terminal is large enough again."""

    unsaved_below = False

    def compose(self) -> ComposeResult:
        """The words."""
        yield _Words()

    def say_unsaved(self) -> None:
        """There is no room to ask whether changes may be lost, so they are kept."""
        self.unsaved_below = True
        self.query_one(_Words).refresh()


def too_small(width: int, height: int) -> bool:
    """Whether no screen fits."""
    return width < LEAST_WIDTH or height < LEAST_HEIGHT
