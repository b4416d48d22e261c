"""What stands around a list: its name, counts and sums above it, where one is and what is marked below it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from salestui import formats
from salestui.widgets.acting import Acting, bindings
from salestui.widgets.jump_targets import Target
from salestui.widgets.lines import LineWidget
from salestui.widgets.painting import TEXT_COLUMN, Line, Piece, cells, paint_line
from salestui.widgets.theme import Paint

if TYPE_CHECKING:
    from textual.widgets import Input

_LABEL = 8
"""Cells of "weighted"; the noun of the count starts in the same column."""
_NARROW = 70
"""Below this width the marks are told in the footer instead of the title."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Count and sums of a list, the sums in 1/10000 of the base currency; None while they are not known."""

    noun: str = ""
    """What is counted: "open", "won", "leads"."""
    count: int | None = None
    amount: int | None = None
    weighted: int | None = None
    late: int = 0
    late_amount: int | None = None
    sign: str = ""
    late_word: str = "late"
    """What those are called that are late."""


class Frame(LineWidget):
    """A part of the list's frame; it shares the focus rail of the list."""

    focused_list = reactive(False)
    figures = reactive(Figures())
    marked = reactive(0)
    marked_amount: reactive[int | None] = reactive(None)
    compact = reactive(False)

    def watch_compact(self) -> None:
        """Styles depend on it."""
        self.set_class(self.compact, "-compact")

    def paint_row(self, paint: Paint, line: Line, rail: bool = True) -> Strip:
        """A line with the rail of the list."""
        return paint_line(paint, line, self.size.width, focused=rail and self.focused_list)


class ListHeader(Acting, Frame):
    """Name and filter in words at the left, count and sums at the right.

    With `compact` there is one line for both, and below it only the typed filter. The input for that is made
    when it is first wanted.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("filter")]
    words: Mapping[str, str] = {"app.next_pane": ""}
    DEFAULT_CSS = """
    ListHeader { height: 3; width: 1fr; }
    ListHeader.-compact { height: 2; }
    ListHeader.-typing FilterInput { display: block; }
    """
    view = reactive("")
    shows = reactive("")
    """The view's own filter in words."""
    typed = reactive("")
    order = reactive("")
    """The order in words, where it is to be told."""

    class ViewClicked(Message):
        """A click on the view's name."""

    class FilterTyped(Message):
        """Another filter stands in the input."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class FilterLeft(Message):
        """The keys go from the filter back to the list; `keep` says whether the filter stays."""

        def __init__(self, keep: bool) -> None:
            super().__init__()
            self.keep = keep

    def draw(self, y: int, paint: Paint) -> Strip:
        """The name, the filter, a blank line."""
        if y == 0:
            return self.paint_row(paint, Line(self._view_name(), self._sum()))
        if y == 1:
            return self.paint_row(paint, Line(self._said(), [] if self.compact else self._weighted()))
        return self.paint_row(paint, Line())

    def _view_name(self) -> list[Piece]:
        role = "accent" if self.focused_list else "text"
        return [(self.view, f"{role} bold"), (" ▾", "accent" if self.focused_list else "muted")]

    def _said(self) -> list[Piece]:
        if self.has_class("-typing"):
            return []  # the input lies there
        matching = f"matching “{self.typed}”" if self.typed else ""
        parts = [
            ("" if self.compact else self.shows, "muted"),
            (matching, "secondary"),
            (self.order, "muted"),
        ]
        told = [part for part in parts if part[0]]
        return [piece for part in told for piece in ((", ", "muted"), part)][1:]

    def _sum(self) -> list[Piece]:
        shown = self.figures
        pieces: list[Piece] = []
        if self.marked and self.compact and self.size.width >= _NARROW:
            pieces += [("◆ ", "accent"), (f"{self.marked:,}", "text"), (" marked    ", "secondary")]
        if shown.count is None:
            return [*pieces, ("counting", "muted")]
        pieces += [(f"{shown.count:,}", "text bold"), (f" {shown.noun}", "muted")]
        if shown.amount is None:
            return pieces
        before, digits = formats.money_parts(shown.amount, shown.sign)
        air = 4 if self.compact else self._air() + _LABEL - cells([(shown.noun, "")])
        return [*pieces, (" " * max(air, 2), "muted"), (before, "muted"), (digits, "text bold")]

    def _air(self) -> int:
        """Cells between the words and the sum, so that both lines end in one column and nothing touches."""
        shown = self.figures
        if shown.amount is None or shown.weighted is None:
            return 0
        sum_ = len(formats.money(shown.amount, shown.sign))
        return max(2 - (sum_ - len(formats.money(shown.weighted, shown.sign))), 0)

    def _weighted(self) -> list[Piece]:
        shown = self.figures
        if shown.amount is None or shown.weighted is None:
            return []
        before, digits = formats.money_parts(shown.weighted, shown.sign)
        sum_ = len(formats.money(shown.amount, shown.sign))
        air = self._air() + sum_ - len(before) - len(digits)
        return [("weighted", "muted"), (" " * air, "muted"), (before, "muted"), (digits, "secondary")]

    async def open_filter(self, placeholder: str) -> None:
        """Show the input, filled with the filter as it stands, and give it the keys."""
        from salestui.widgets.filter_input import FilterInput

        if not self.query(FilterInput):
            await self.mount(FilterInput(placeholder=placeholder, id="filter", select_on_focus=False))
        box = self.query_one(FilterInput)
        with box.prevent(FilterInput.Changed):
            box.value = self.typed
        box.cursor_position = len(self.typed)
        self.add_class("-typing")
        self.screen.set_focus(box)

    def on_input_changed(self, event: "Input.Changed") -> None:
        """Tell what is typed."""
        event.stop()
        self.post_message(self.FilterTyped(event.value))

    def on_descendant_blur(self) -> None:
        """A filter that is left by mouse stays as it is."""
        self.close_filter()

    def close_filter(self) -> None:
        """Hide the input; the filter is told in words."""
        self.remove_class("-typing")

    def action_keep(self) -> None:
        """Back to the list."""
        self.post_message(self.FilterLeft(keep=True))

    def action_clear(self) -> None:
        """Back to the whole list."""
        self.post_message(self.FilterLeft(keep=False))

    def on_click(self, event: events.Click) -> None:
        """The name opens the choice of views."""
        if event.y == 0 and TEXT_COLUMN <= event.x < TEXT_COLUMN + cells(self._view_name()):
            self.post_message(self.ViewClicked())

    def jump_targets(self) -> Iterable[Target]:
        """The view's name."""
        region = Region(self.region.x + TEXT_COLUMN, self.region.y, cells(self._view_name()), 1)
        yield Target("view", region, partial(self.post_message, self.ViewClicked()))


class ListFoot(Frame):
    """Where one is in the list, and what is marked."""

    DEFAULT_CSS = """
    ListFoot { height: 3; width: 1fr; }
    ListFoot.-compact { height: 1; }
    """
    first = reactive(0)
    last = reactive(0)

    def draw(self, y: int, paint: Paint) -> Strip:
        """A blank line, the words, and a blank line without the rail; compact, only that one."""
        if self.compact or y != 1:
            return self.paint_row(paint, Line(), rail=y == 0 and not self.compact)
        return self.paint_row(paint, Line([*self._where(), *self._marks()]))

    def _where(self) -> list[Piece]:
        if not self.last:
            return []
        count = self.figures.count
        pieces: list[Piece] = [(f"{self.first:,}–{self.last:,}", "secondary")]
        return [*pieces, (f" of {count:,}", "muted")] if count is not None else pieces

    def _marks(self) -> list[Piece]:
        if not self.marked:
            return []
        pieces: list[Piece] = [
            ("     " if self.last else "", "text"),
            ("◆ ", "accent"),
            (f"{self.marked:,}", "text"),
            (" marked", "secondary"),
        ]
        if self.marked_amount is not None:
            before, digits = formats.money_parts(self.marked_amount, self.figures.sign)
            pieces += [(", ", "secondary"), (before, "muted"), (digits, "text")]
        return pieces


def footer_status(figures: Figures, marked: int, width: int) -> list[Piece]:
    """What the footer says at its right end: marks where the title has no room for them, and what is late."""
    pieces: list[Piece] = []
    if marked and width < _NARROW:
        pieces = [("◆ ", "accent"), (f"{marked:,}", "text"), (" marked", "secondary")]
    if figures.late:
        pieces.append(("   " if pieces else "", "text"))
        pieces.append((f"{figures.late:,} {figures.late_word}", "warning bold"))
        if figures.late_amount is not None and width >= 100:
            pieces.append((f", {formats.money(figures.late_amount, figures.sign)}", "warning"))
    return pieces
