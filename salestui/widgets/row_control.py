"""The control of a field inside the row of a list of fields."""

from collections.abc import Mapping
from typing import ClassVar

from textual import events
from textual.actions import SkipAction
from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip

from salestui.models.fields import Field
from salestui.widgets.acting import bindings
from salestui.widgets.desk import Desk
from salestui.widgets.field_parts import MEMO_ROWS, MOST_PROPOSED
from salestui.widgets.fields import FieldControl
from salestui.widgets.painting import Line, paint_line
from salestui.widgets.theme import paint_of

LABEL = 11
"""Cells of a label and the air behind it."""
_NARROWEST = 30
"""An input for words with less room beside its label stands below it."""
_WORDS = ("text", "memo", "lookup", "datetime")


class RowControl(FieldControl):
    """A control with its label, on the ground of the cursor; what its keys ask for is for its pane to do."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("editing")]
    DEFAULT_CSS = """
    RowControl {
        position: absolute; background: $block-cursor-background;
        &.-beside TextInput, &.-beside Proposals { margin-left: 11; }
    }
    """
    words: Mapping[str, str] = {"app.next_pane": ""}

    class Left(Message):
        """A key asks to go on: to the next field (+1) or to the one before (-1)."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    class Dropped(Message):
        """A key asks to give the edit of this field up."""

    class SaveAsked(Message):
        """A key asks to save this and the other edits."""

    def __init__(
        self,
        desk: Desk,
        field: Field,
        value: object,
        name: str | None,
        *,
        label: str,
        sign: str,
        width: int,
        start: object = None,
    ) -> None:
        super().__init__(desk, field, value, name, sign=sign)
        self.label = label
        self._start = start
        self.is_below = field.kind == "memo" or len(label) >= LABEL
        """Whether it stands below the row with its label, which its pane draws then."""
        self.is_below |= field.kind in _WORDS and width - LABEL < _NARROWEST
        self.set_class(not self.is_below, "-beside")

    def start(self) -> object:
        """As it is, or as it was typed."""
        return self._start

    def rows(self, width: int) -> int:
        """How many rows it takes now, in so many cells."""
        if not self.is_mounted:
            return 1
        rows = MEMO_ROWS if self.field.kind == "memo" else 1
        rows += len(self.hint.lines(width))
        if self.proposes and self.proposals.display:
            rows += min(len(self.proposals.entries), MOST_PROPOSED)
        return rows

    def render_line(self, y: int) -> Strip:
        """The label beside the input; the rest is its ground."""
        line = Line([(self.label, "muted")]) if y == 0 and not self.is_below else Line()
        strip = paint_line(paint_of(self.app), line, self.size.width, indent=1, margin=0, ground="cursor")
        return strip.apply_style(self.rich_style)

    def on_click(self, event: events.Click) -> None:
        """A click beside the input is none on the list below."""
        event.stop()

    def action_down(self) -> None:
        """The next proposal, or the next field where none are made."""
        try:
            super().action_down()
        except SkipAction:
            self.action_next()

    def action_up(self) -> None:
        """The proposal before, or the field before."""
        try:
            super().action_up()
        except SkipAction:
            self.action_previous()

    def action_next(self) -> None:
        """Keep what is typed and edit the next field."""
        self.post_message(self.Left(1))

    def action_previous(self) -> None:
        """Keep what is typed and edit the field before."""
        self.post_message(self.Left(-1))

    def action_cancel(self) -> None:
        """Leave the field as it was."""
        self.post_message(self.Dropped())

    def action_save(self) -> None:
        """Save this and the other edits."""
        self.post_message(self.SaveAsked())
