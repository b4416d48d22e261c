"""The controls of a form: the control of a field with its label at the left."""

from typing import TYPE_CHECKING

from textual.strip import Strip
from textual.widget import Widget

from salestui.errors import InputError
from salestui.lifecycle.edits import NewRecord
from salestui.models.fields import Field
from salestui.widgets import field_options
from salestui.widgets.desk import Desk
from salestui.widgets.field_options import Option
from salestui.widgets.fields import FieldControl
from salestui.widgets.painting import Line, cut, paint_line
from salestui.widgets.theme import paint_of

if TYPE_CHECKING:
    from sqlmodel import Session

_LABEL = 12
"""Cells before the input, as its margin has it."""


def labelled(control: Widget, label: str, y: int) -> Strip:
    """A row of a control in a form, under its parts: the label at the left of the first one."""
    line = Line([(cut(label, _LABEL - 1), "muted")]) if y == 0 else Line()
    strip = paint_line(paint_of(control.app), line, control.size.width, indent=0, margin=0, ground="panel")
    return strip.apply_style(control.rich_style)


class FormControl(FieldControl):
    """A control of a form. What it proposes shows while it has the keys; then the choice stands in it."""

    DEFAULT_CSS = """
    FormControl {
        margin-bottom: 1;
        TextInput, Memo, Hint, Proposals { margin-left: 12; }
    }
    """

    def __init__(
        self,
        desk: Desk,
        field: Field,
        label: str,
        value: object = None,
        shown: str | None = None,
        *,
        sign: str = "",
        placeholder: str = "",
        id: str | None = None,
    ) -> None:
        super().__init__(desk, field, value, shown, sign=sign, placeholder=placeholder, id=id)
        self._label = label

    def render_line(self, y: int) -> Strip:
        """The label beside the input."""
        return labelled(self, self._label, y)

    def on_mount(self) -> None:
        """Choices are offered once it has the keys; the base class would offer them at once."""
        self.call_next(self._rest)

    def _rest(self) -> None:
        if self.proposes and not self.input.has_focus:
            self.proposals.display = False

    def on_descendant_focus(self) -> None:
        """All choices, as there is nothing to search for."""
        if self.field.kind in ("choice", "boolean"):
            self.propose("")

    def on_descendant_blur(self) -> None:
        """Show what will be taken, or what is wrong with it."""
        try:
            typed = self.read()
        except InputError as error:
            if self.text:
                self.say_problem(str(error))
        else:
            if self.proposes:
                self.choose(typed)
                self.say(f"a new {typed.value.table}" if isinstance(typed.value, NewRecord) else "")
        if self.proposes:
            self.proposals.display = False


class CustomerControl(FormControl):
    """Finds accounts and contacts, or makes one of them; the value is an Existing or a NewRecord."""

    def found(self, session: "Session", text: str) -> list[Option]:
        """Both kinds of customers."""
        return field_options.customers(session, text)
