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
        lines = {
            0: Line([("Too small", "text bold")]),
            1: Line([(f"needs {LEAST_WIDTH}x{LEAST_HEIGHT}", "secondary")]),
            2: Line([(f"has {size.width}x{size.height}", "muted")]),
            3: Line([("Ctrl+Q", "key bold"), (" quits", "muted")]),
        }
        return paint_line(paint, lines.get(y, Line()), self.size.width, indent=min(1, size.width), margin=0)


class TooSmall(ModalScreen[None]):
    """Covers the screen, which waits beneath as it was, until the terminal is large enough again."""

    def compose(self) -> ComposeResult:
        """The words."""
        yield _Words()


def too_small(width: int, height: int) -> bool:
    """Whether no screen fits."""
    return width < LEAST_WIDTH or height < LEAST_HEIGHT
