"""The base of dialogs that make a record: controls below each other, read together, refused one by one."""

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll

from salestui.errors import InputError
from salestui.lifecycle.values import InvalidFields
from salestui.widgets.acting import bindings
from salestui.widgets.dialog import Dialog, drop_first
from salestui.widgets.fields import FieldControl
from salestui.widgets.form_control import FormControl
from salestui.widgets.toast import warn

T = TypeVar("T")

_MOST_ROWS, _AROUND = 30, 7
"""Rows of the fields at most, and those of the title and the keys around them."""


class Form(Dialog[T]):
    """Subclasses give `heading`, `rows` of FormControls, `action_save`, and what leaving would lose."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("form")]
    DEFAULT_CSS = """
    Form {
        #panel { width: 72; }
        #form { height: auto; margin: 0 3 1 4; scrollbar-size-vertical: 1; }
    }
    Form.-full #form { height: 1fr; }
    """
    words: Mapping[str, str] = {"app.next_pane": "next field", "app.help": ""}
    lost: ClassVar[str]
    """What leaving would drop, as in "the new opportunity"."""

    def body(self) -> ComposeResult:
        """The controls; they scroll where there are more than the terminal has rows."""
        with VerticalScroll(id="form", can_focus=False):
            yield from self.rows()

    def rows(self) -> ComposeResult:
        """The controls from top to bottom."""
        raise NotImplementedError

    def action_save(self) -> None:
        """Make the record."""
        raise NotImplementedError

    @property
    def controls(self) -> list[FormControl]:
        """The fields from top to bottom."""
        return list(self.query(FormControl))

    def awaits_input(self) -> bool:
        """Until the first field has the keys."""
        return self.focused is None

    def on_mount(self) -> None:
        """The first field first."""
        self.first_control().focus_input()

    def on_resize(self, event: events.Resize) -> None:
        """The keys stay in sight below the fields."""
        form = self.query_one("#form")
        form.styles.max_height = max(min(_MOST_ROWS, event.size.height - _AROUND), 1)

    def first_control(self) -> FormControl:
        """Where one begins to type."""
        return self.controls[0]

    @on(FieldControl.Edited)
    def _grown(self, event: FieldControl.Edited) -> None:
        """What a control proposes below the last row comes into sight; others move nothing."""
        if event.control.has_focus_within:
            self.call_after_refresh(event.control.scroll_visible, animate=False)

    @on(FieldControl.Accepted)
    def _accepted(self, event: FieldControl.Accepted) -> None:
        """Enter goes on; from the last field it makes the record."""
        event.stop()
        at = self.controls.index(event.control) if isinstance(event.control, FormControl) else -1
        if at + 1 < len(self.controls):
            self.controls[at + 1].focus_input()
        else:
            self.action_save()

    def read(self) -> dict[str, Any] | None:
        """The values by field; None, with the reasons shown, when some can't be used."""
        given: dict[str, Any] = {}
        wrong: FormControl | None = None
        reason = ""
        for control in self.controls:
            try:
                value = control.read().value
                if value is None and control.field.required:
                    raise InputError(f"{control.field.label} is needed")
                given[control.field.name] = value
            except InputError as error:
                control.say_problem(str(error))
                if wrong is None:
                    wrong, reason = control, str(error)
        if wrong is not None:
            wrong.focus_input()
            # The keys may have been there already, and the reason above be out of sight.
            warn(self, f"{wrong.field.label}: {reason}")
            return None
        return given

    def refuse(self, error: InvalidFields, others: str) -> None:
        """Say beside the fields why they were refused; `others` is the control of what has none."""
        by_name = {control.field.name: control for control in self.controls}
        for name, reason in reversed(error.problems.items()):
            control = by_name.get(name, by_name[others])
            control.say_problem(reason)
            control.focus_input()
        warn(self, str(error))

    def unsaved(self) -> str | None:
        """What was typed."""
        return self.lost if any(control.is_changed for control in self.controls) else None

    def action_cancel(self) -> None:
        """Close, after asking if something was typed."""
        lost = self.unsaved()
        drop_first(self.app, [lost] if lost else [], lambda: self.dismiss(None), self.action_save)
