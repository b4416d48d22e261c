"""The head of a record: its name and what it belongs to at the left, the figures that matter at the right."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip

from salestui.widgets.lines import LineWidget
from salestui.widgets.painting import RIGHT_MARGIN, TEXT_COLUMN, Line, Piece, Pieces, cells, paint_line
from salestui.widgets.theme import Paint

Figure = tuple[Piece, Piece]
"""A value, and the label under it."""
_GAP = 3


@dataclass(frozen=True, slots=True)
class Head:
    """What a header says: `below` the name at a screen's width, and the figures in so many cells."""

    name: str
    below: Callable[[int], Pieces]
    figures: Callable[[int], Sequence[Figure]]


class RecordHeader(LineWidget):
    """Two lines: name and figures, then what stands below the name, and what the figures are."""

    DEFAULT_CSS = """
    RecordHeader { height: 2; width: 1fr; }
    """

    head: reactive[Head | None] = reactive(None)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Always two."""
        return 2

    def draw(self, y: int, paint: Paint) -> Strip:
        """One of the two lines."""
        width = self.size.width
        if self.head is None:
            return paint_line(paint, Line(), width)
        shown = self.head.figures(width - TEXT_COLUMN - RIGHT_MARGIN)
        left = [(self.head.name, "text bold")] if y == 0 else self.head.below(width)
        return paint_line(paint, Line(left, _row(shown, y)), width)


def _row(shown: Sequence[Figure], y: int) -> Pieces:
    pieces: list[Piece] = []
    for index, figure in enumerate(shown):
        room = max(cells([piece]) for piece in figure)
        last = index == len(shown) - 1
        pieces += [figure[y], (" " * (room - cells([figure[y]]) + (0 if last else _GAP)), "text")]
    return pieces
