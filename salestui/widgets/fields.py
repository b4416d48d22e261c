"""The control of a field: reads what is typed, says what it understood or what is wrong, proposes choices."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from textual import on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Input, TextArea

from salestui import clock, formats
from salestui.errors import InputError
from salestui.lifecycle import inputs
from salestui.models.choices import Choice
from salestui.models.fields import Field
from salestui.widgets.acting import Acting, bindings
from salestui.widgets.desk import Desk
from salestui.widgets.lines import LineWidget
from salestui.widgets.painting import Line, Pieces, paint_line
from salestui.widgets.pane import Entry, Item, Pane
from salestui.widgets.text_input import TextInput
from salestui.widgets.theme import Paint

MEMO_ROWS = 5
MOST_PROPOSED = 6
"""Rows of proposals in sight; further ones scroll."""
FOUND_AT_MOST = 30


@dataclass(frozen=True, slots=True)
class Typed:
    """A value that was typed, as the models know it; `name` is how people read it."""

    value: object
    name: str


def shown(field: Field, value: object, name: str | None = None) -> str:
    """The text that a control begins with, which reads back as the same value."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Choice():
            return value.label
        case UUID():
            return name or ""
        case Decimal():
            return formats.number(value) if field.kind != "money" else f"{value:,.2f}".removesuffix(".00")
        case datetime():
            return f"{clock.local(value):%Y-%m-%d %H:%M}"
        case date():
            return value.isoformat()
    return str(value)


class _Hint(LineWidget):
    """What was understood, or what is wrong."""

    DEFAULT_CSS = """
    _Hint { height: 1; display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.pieces: Pieces = ()

    def say(self, pieces: Pieces) -> None:
        """Show these words; without any, the row goes."""
        self.pieces = pieces
        self.display = bool(pieces)
        self.refresh()

    def draw(self, y: int, paint: Paint) -> Strip:
        """The one row."""
        return paint_line(paint, Line(self.pieces), self.size.width, indent=1, margin=0)


class _Proposals(Pane, can_focus=False):
    """Choices or found records; the input keeps the focus."""

    DEFAULT_CSS = """
    _Proposals { height: auto; max-height: 6; background: $panel; display: none; }
    """
    indent = 1

    @property
    def active(self) -> bool:
        """Always: its cursor is what Enter takes."""
        return True


class _Memo(TextArea):
    """A text of several lines."""

    DEFAULT_CSS = """
    _Memo {
        height: 5; border: none; border-left: outer $background; padding: 0;
        background: $background; color: $text;
        &:focus { border: none; border-left: outer $accent; }
        &.-invalid, &.-invalid:focus { border: none; border-left: outer $warning; }
        & .text-area--cursor-line { background: $background; }
    }
    """


class FieldControl(Acting, Vertical):
    """One field being edited.

    `read` gives what is typed. Enter posts Accepted when that is a value; each change posts Edited.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("proposals")]
    DEFAULT_CSS = """
    FieldControl { height: auto; width: 1fr; }
    """

    class Edited(Message):
        """Something was typed or chosen."""

        def __init__(self, control: "FieldControl") -> None:
            super().__init__()
            self.field_control = control

        @property
        def control(self) -> "FieldControl":
            """The sender."""
            return self.field_control

    class Accepted(Edited):
        """Enter, and what stands there is a value."""

    def __init__(
        self,
        desk: Desk,
        field: Field,
        value: object = None,
        name: str | None = None,
        *,
        sign: str = "",
        placeholder: str = "",
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self.desk = desk
        self.field = field
        self._first = shown(field, value, name)
        self._chosen = Typed(value, self._first)
        self._sign = sign
        self._placeholder = placeholder
        self._problem: str | None = None
        self._options: dict[str, Typed] = {}
        self._untouched = True

    def compose(self) -> ComposeResult:
        """The input, its hint, and proposals where there can be any."""
        if self.field.kind == "memo":
            yield _Memo(self._first, show_line_numbers=False, tab_behavior="focus", soft_wrap=True)
        else:
            yield TextInput(self._first, placeholder=self._placeholder)
        yield _Hint()
        if self._proposes:
            yield _Proposals()

    @property
    def _proposes(self) -> bool:
        return self.field.kind in ("choice", "lookup", "boolean")

    @property
    def text(self) -> str:
        """What stands in the input."""
        return self._memo.text if self.field.kind == "memo" else self._input.value

    @property
    def _input(self) -> TextInput:
        return self.query_one(TextInput)

    @property
    def _memo(self) -> _Memo:
        return self.query_one(_Memo)

    @property
    def _list(self) -> _Proposals:
        return self.query_one(_Proposals)

    @property
    def rows(self) -> int:
        """How many rows it takes now."""
        rows = MEMO_ROWS if self.field.kind == "memo" else 1
        rows += self.query_one(_Hint).display
        if self._proposes and self._list.display:
            rows += min(len(self._options), MOST_PROPOSED)
        return rows

    @property
    def is_changed(self) -> bool:
        """Whether other text stands there than at first."""
        return self.text != self._first

    def focus_input(self) -> None:
        """Give it the keys."""
        (self._memo if self.field.kind == "memo" else self._input).focus()

    def on_mount(self) -> None:
        """Choices are offered at once, so that the arrow keys have something to choose from."""
        if self.field.kind in ("choice", "boolean"):
            self._propose("")

    # Reading

    def read(self) -> Typed:
        """The value and its name. Raises InputError that says what is wrong."""
        text = self.text
        if text == self._first and self._untouched:
            return self._chosen
        if self._proposes:
            return self._read_proposed(text)
        order = inputs.ORDERS[self.desk.settings.date_format]
        value = inputs.parse_field(self.field, text, order=order)
        return Typed(value, shown(self.field, value))

    def _read_proposed(self, text: str) -> Typed:
        if not text.strip():
            if self.field.required:
                raise InputError(f"{self.field.label} is needed")
            if self.field.kind == "boolean":
                raise InputError("write yes or no")
            return Typed(None, "")
        if text == self._chosen.name and self._chosen.value is not None:
            return self._chosen
        self._propose(text)
        current = self._list.current
        if current is None:
            what = "record" if self.field.kind == "lookup" else "choice"
            raise InputError(f"no {what} fits “{text.strip()[:40]}”")
        return self._options[current.id]

    def say_problem(self, reason: str) -> None:
        """Show why the value was refused."""
        self._problem = reason
        self._say([("! ", "warning bold"), (reason, "warning")], wrong=True)

    def _say(self, pieces: Pieces, wrong: bool = False) -> None:
        hint = self.query_one(_Hint)
        hint.say(pieces)
        (self._memo if self.field.kind == "memo" else self._input).set_class(wrong, "-invalid")

    def _check(self) -> None:
        self._problem = None
        if self._proposes:
            nothing = bool(self.text.strip()) and not self._options
            self._say([("! nothing fits", "warning")] if nothing else [], wrong=nothing)
            return
        try:
            typed = self.read()
        except InputError as error:
            self.say_problem(str(error))
            return
        self._say(self._understood(typed.value))

    def _understood(self, value: object) -> Pieces:
        today, style = clock.today(), self.desk.settings.date_format
        match value:
            case datetime():
                return [(formats.moment(value, today, style), "secondary")]
            case date():
                words = f"{formats.weekday(value, today, style)}, {formats.relative_day(value, today, style)}"
                return [(words, "secondary")]
            case Decimal() if self.field.kind == "money":
                places = 0 if value == value.to_integral_value() else 2
                return [(formats.money(formats.stored_money(value), self._sign, places), "secondary")]
        return []

    # Proposals

    def _propose(self, typed: str) -> None:
        found = self._found(typed)
        self._options = {option: choice for option, choice, _ in found}
        entries: list[Entry] = [
            Item(option, [Line([(choice.name, "text")], [(detail, "muted")] if detail else ())])
            for option, choice, detail in found
        ]
        self._list.show(entries, count=0)
        self._list.display = bool(entries)
        at = next((one for one, choice in self._options.items() if choice == self._chosen), None)
        if typed == "" and at is not None:
            self._list.select(at)

    def _found(self, typed: str) -> Sequence[tuple[str, Typed, str]]:
        if self.field.kind == "lookup":
            return self._records(typed)
        if self.field.kind == "boolean":
            options = [Typed(True, "yes"), Typed(False, "no")]
        else:
            options = [Typed(option, option.label) for option in self.field.choice or ()]
        wanted = typed.strip().casefold()
        starting = [one for one in options if one.name.casefold().startswith(wanted)]
        others = [one for one in options if wanted in one.name.casefold() and one not in starting]
        return [(one.name, one, "") for one in (*starting, *others)]

    def _records(self, typed: str) -> Sequence[tuple[str, Typed, str]]:
        from salestui.lifecycle.lookups import (
            search_lookup,
        )  # the ORM, which the first list does not wait for

        assert self.field.target is not None
        with self.desk.store.session() as session:
            hits = search_lookup(session, self.field.target, typed, FOUND_AT_MOST)
        return [(hit.id.hex, Typed(hit.id, hit.name), hit.detail) for hit in hits]

    # Events

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value == self._first and self._untouched:
            return
        self._untouched = False
        if self._proposes and event.value != self._chosen.name:
            self._propose(event.value)
        self._check()
        self.post_message(self.Edited(self))

    @on(TextArea.Changed)
    def _written(self, event: TextArea.Changed) -> None:
        event.stop()
        if self.text == self._first and self._untouched:
            return
        self._untouched = False
        self._check()
        self.post_message(self.Edited(self))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.accept()

    def accept(self) -> bool:
        """Take what is typed, or what is highlighted; False, with the reason shown, if it is no value."""
        try:
            typed = self.read()
        except InputError as error:
            self.say_problem(str(error))
            return False
        if self._proposes:
            self._choose(typed)
        self.post_message(self.Accepted(self))
        return True

    def _choose(self, typed: Typed) -> None:
        self._chosen = typed
        self._untouched = False
        self._input.value = typed.name

    @on(Pane.Opened)
    def _clicked(self, event: Pane.Opened) -> None:
        event.stop()
        self._choose(self._options[event.item.id])
        self.accept()

    @on(Pane.Moved)
    def _highlighted(self, event: Pane.Moved) -> None:
        event.stop()

    def action_down(self) -> None:
        """The next proposal; the first time, they are shown."""
        self._step(self._list.action_down if self._proposes else None)

    def action_up(self) -> None:
        """The proposal before."""
        self._step(self._list.action_up if self._proposes else None)

    def _step(self, move: object) -> None:
        if not callable(move):
            raise SkipAction
        if not self._list.display:
            self._propose("" if self.text == self._chosen.name else self.text)
            self.post_message(self.Edited(self))
            return
        move()
        if self._list.current is not None:
            self._choose(self._options[self._list.current.id])
            self._say([])
            self.post_message(self.Edited(self))
