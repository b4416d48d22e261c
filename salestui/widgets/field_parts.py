"""The parts of a field's control: the input of several lines, what the control says, what it proposes."""

from collections.abc import Sequence
from functools import partial

from textual import events
from textual.strip import Strip
from textual.widgets import TextArea

from salestui.widgets.field_options import Option
from salestui.widgets.lines import LineWidget
from salestui.widgets.painting import Line, Pieces, cells, cut, paint_line, wrap
from salestui.widgets.pane import Item, Pane
from salestui.widgets.text_input import drawn_safely, without_controls
from salestui.widgets.theme import Paint

MEMO_ROWS = 5
MOST_PROPOSED = 6
"""Rows of proposals in sight; further ones scroll."""
_HINT_ROWS = 3


class Hint(LineWidget):
    """What was understood, or what is wrong; it wraps, and without words it is gone."""

    DEFAULT_CSS = """
    Hint { height: auto; max-height: 3; display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self.is_wrong = False

    def say(self, text: str, *, wrong: bool = False) -> None:
        """Show these words."""
        if (text, wrong) == (self._text, self.is_wrong):
            return
        self._text, self.is_wrong = text, wrong
        self.display = bool(text)
        self.refresh(layout=True)

    @property
    def text(self) -> str:
        """What it says."""
        return self._text

    def lines(self, width: int) -> list[Line]:
        """The words as lines of this width, after the sign of what is wrong."""
        if not self._text:
            return []
        sign, role = ("! ", "warning") if self.is_wrong else ("", "secondary")
        words = wrap(self._text, max(width - 1 - len(sign), 8))[:_HINT_ROWS]
        first: Pieces = [(sign, "warning bold"), (words[0], role)]
        return [Line(first), *(Line([(" " * len(sign), role), (more, role)]) for more in words[1:])]

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """As many rows as the words need."""
        return len(self.lines(width))

    def draw(self, y: int, paint: Paint) -> Strip:
        """One of the rows."""
        lines = self.lines(self.size.width)
        line = lines[y] if y < len(lines) else Line()
        return paint_line(paint, line, self.size.width, indent=1, margin=0)


class Proposals(Pane, can_focus=False):
    """Choices or found records; the input keeps the focus."""

    DEFAULT_CSS = """
    Proposals { height: auto; max-height: 6; background: $panel; display: none; }
    """
    indent = 1

    @property
    def active(self) -> bool:
        """Always: its cursor is what Enter takes."""
        return True

    def on_click(self, event: events.Click) -> None:
        """One click takes a proposal, once the base class has moved the cursor there."""
        if event.chain == 1 and event.x < self.size.width - 1:
            self.call_next(self.action_open)

    def offer(self, options: Sequence[Option]) -> None:
        """Show these."""
        self.show([Item(option.id, partial(_option_line, option)) for option in options])
        self.display = bool(options)


def _option_line(option: Option, room: int) -> list[Line]:
    """The name, and at the right what tells it apart; that gives way first."""
    left = room - cells([(option.typed.name, "")]) - 2
    detail = cut(option.detail, left) if left > 1 else ""
    return [Line([(option.typed.name, "text")], [(detail, "muted")] if detail else ())]


class Memo(TextArea):
    """A text of several lines."""

    DEFAULT_CSS = """
    Memo {
        height: 5; border: none; border-left: outer $background; padding: 0;
        background: $background; color: $text;
        &:focus { border: none; border-left: outer $accent; }
        &.-invalid, &.-invalid:focus { border: none; border-left: outer $warning; }
        & .text-area--cursor-line { background: $background; }
    }
    """
    takes_text = True
    """Says that keys are typed here, so that they do nothing else."""

    def render_line(self, y: int) -> Strip:
        """Textual draws a text as it is, with what controls the terminal."""
        return drawn_safely(super().render_line(y))

    def on_paste(self, event: events.Paste) -> None:
        """What steers a terminal is left out of a paste."""
        event.stop()
        event.prevent_default()
        result = self.replace(without_controls(event.text), *self.selection)
        self.move_cursor(result.end_location)
