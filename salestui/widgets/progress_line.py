"""How far a job is: a bar, the part that is done, and what it is at."""

from textual.reactive import reactive
from textual.strip import Strip

from salestui import formats
from salestui.widgets.lines import LineWidget
from salestui.widgets.painting import Line, cut, paint_line
from salestui.widgets.theme import Paint

_BAR = 30


class ProgressLine(LineWidget):
    """Two rows: the bar with what is done of what there is, in bytes or counted, and a name below."""

    DEFAULT_CSS = """
    ProgressLine { height: 2; display: none; }
    """
    label = reactive("")
    done = reactive(0)
    total = reactive(0)
    in_bytes = reactive(True)

    def draw(self, y: int, paint: Paint) -> Strip:
        """The bar, or what is being worked on."""
        line = Line([(cut(self.label, self.size.width), "muted")]) if y else self._bar()
        return paint_line(paint, line, self.size.width, indent=0, margin=0)

    def _bar(self) -> Line:
        width = min(_BAR, self.size.width // 2)
        part = min(self.done / self.total, 1) if self.total else 0
        filled = round(width * part)
        told = self._amounts()
        return Line(
            [
                ("━" * filled, "accent"),
                ("━" * (width - filled), "bar-rest"),
                (f"  {part:4.0%}", "text"),
                (f"   {told}", "muted"),
            ]
        )

    def _amounts(self) -> str:
        if not self.total:
            return "starting"
        if self.in_bytes:
            return f"{formats.size(self.done)} of {formats.size(self.total)}"
        return f"{self.done:,} of {self.total:,}"
