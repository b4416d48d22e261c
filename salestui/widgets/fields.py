"""The control of a field: reads what is typed, says what it understood or what is wrong, proposes choices."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, TextArea

from salestui import clock
from salestui.errors import InputError
from salestui.lifecycle import inputs, values
from salestui.lifecycle.edits import NewRecord
from salestui.lifecycle.end_times import on_day_of
from salestui.models.fields import FIELDS, NAME_COLUMNS, Field
from salestui.widgets import field_options
from salestui.widgets.acting import Acting, bindings
from salestui.widgets.desk import Desk
from salestui.widgets.field_options import PROPOSING, Option
from salestui.widgets.field_parts import Hint, Memo, Proposals
from salestui.widgets.field_values import Typed, typed_text, understood
from salestui.widgets.pane import Pane
from salestui.widgets.text_input import TextInput

if TYPE_CHECKING:
    from sqlmodel import Session

__all__ = ["FieldControl", "Typed"]


class FieldControl(Acting, Vertical):
    """One field being edited: the input that fits its kind, what it says about what is typed, proposals.

    `read` gives what is typed. Each change posts Edited; Enter posts Accepted when there is a value.
    `value` and `name` are those of the field now; `sign` stands before money in what the control says.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("proposals")]
    DEFAULT_CSS = """
    FieldControl { height: auto; width: 1fr; }
    """

    class Edited(Message):
        """Something was typed or chosen, or the control takes more or fewer rows."""

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
        self._value = value
        self._first = typed_text(field, value, name)
        self._chosen = Typed(value, self._first)
        self._sign = sign
        self._placeholder = placeholder
        self._options: dict[str, Option] = {}
        self._proposed_for: str | None = None
        self._untouched = True

    def compose(self) -> ComposeResult:
        """The input, its hint, and proposals where there can be any."""
        if self.field.kind == "memo":
            yield Memo(self._first, show_line_numbers=False, tab_behavior="focus", soft_wrap=True)
        else:
            box = TextInput(self._first, placeholder=self._placeholder)
            box.names_one = self.proposes
            yield box
        yield Hint()
        if self.proposes:
            yield Proposals()

    @property
    def proposes(self) -> bool:
        """Whether there are choices or records to choose from."""
        return self.field.kind in PROPOSING

    @property
    def input(self) -> TextInput | Memo:
        """The widget that is typed into."""
        return self.query_one(Memo) if self.field.kind == "memo" else self.query_one(TextInput)

    @property
    def text(self) -> str:
        """What stands in the input."""
        box = self.input
        return box.text if isinstance(box, Memo) else box.value

    @property
    def proposals(self) -> Proposals:
        """The list below the input of a choice, a lookup or a yes or no."""
        return self.query_one(Proposals)

    @property
    def hint(self) -> Hint:
        """What it says."""
        return self.query_one(Hint)

    @property
    def is_changed(self) -> bool:
        """Whether something else is typed or chosen than the value it was made with."""
        if not self.is_mounted:
            return False
        try:
            return self.read().value != self._value
        except InputError:
            return True

    def focus_input(self) -> None:
        """Give it the keys, all of a single line selected, so that typing replaces it."""
        self.input.focus()

    def on_mount(self) -> None:
        """Choices are offered at once, so that the arrow keys have something to choose from."""
        if self.field.kind in ("choice", "boolean"):
            self.propose("")

    # Reading

    def read(self) -> Typed:
        """The value and its name. Raises InputError that says what is wrong."""
        text = self.text
        if text == self._first and self._untouched:
            return self._chosen
        if self.proposes:
            return self._read_proposed(text)
        value = values.check(self.field, self.parse(text))
        return Typed(value, typed_text(self.field, value))

    def parse(self, text: str) -> inputs.Value:
        """The value that a text means, where nothing is proposed. Raises InputError.

        A time alone that is typed as an end is on the day of the start.
        """
        moment = on_day_of(self.start(), text)
        if moment is not None:
            return moment
        return inputs.parse_field(self.field, text, order=inputs.ORDERS[self.desk.settings.date_format])

    def start(self) -> object:
        """Of an end: its start, as it stands now."""
        return None

    def _read_proposed(self, text: str) -> Typed:
        if not text.strip():
            if self.field.required:
                raise InputError(f"{self.field.label} is needed")
            if self.field.kind == "boolean":
                raise InputError("write yes or no")
            return Typed(None, "")
        if text == self._chosen.name and self._chosen.value is not None:
            return self._chosen
        if text != self._proposed_for:
            self.propose(text)
        current = self.proposals.current
        if current is None:
            raise InputError(self._nothing_fits())
        return _checked(self._options[current.id].typed)

    def _nothing_fits(self) -> str:
        if self.field.choice is not None:
            return f"not one of: {', '.join(option.label for option in self.field.options)}"
        return "write yes or no" if self.field.kind == "boolean" else "nothing of that name is there"

    def say_problem(self, reason: str) -> None:
        """Show why the value was refused."""
        self.say(reason, wrong=True)

    def say(self, text: str, *, wrong: bool = False) -> None:
        """Show words below the input."""
        self.hint.say(text, wrong=wrong)
        self.input.set_class(wrong, "-invalid")

    def tell(self) -> None:
        """Say what is understood, or what is wrong; no proposal for what is still being typed says it too."""
        try:
            if self.proposes:
                fits = not self.text.strip() or bool(self._options)
                self.say("" if fits else self._nothing_fits(), wrong=not fits)
                return
            typed = self.read()
        except InputError as error:
            self.say_problem(str(error))
            return
        self.say(self.understood(typed.value))

    def understood(self, value: object) -> str:
        """What is said of a value that can be used."""
        return understood(self.field, value, clock.today(), self.desk.settings.date_format, self._sign)

    # Proposals

    def found(self, session: "Session", text: str) -> list[Option]:
        """The records that a lookup proposes for the text."""
        return field_options.records(session, self.field, text)

    def propose(self, text: str) -> None:
        """Offer what fits the text."""
        self._proposed_for = text
        if self.field.kind == "lookup":
            with self.desk.store.session() as session:
                options = self.found(session, text)
        else:
            options = field_options.choices(self.field, text)
        self._options = {option.id: option for option in options}
        self.proposals.offer(options)
        at = next((option.id for option in options if option.typed == self._chosen), None)
        if at is not None:
            self.proposals.select(at)
        elif options:
            self.proposals.action_first()

    # Events

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._follow(event.value)

    @on(TextArea.Changed)
    def _written(self, event: TextArea.Changed) -> None:
        event.stop()
        self._follow(self.text)

    @on(TextInput.Full)
    def _say_full(self, event: TextInput.Full) -> None:
        event.stop()
        self.tell()
        self.say("; ".join(filter(None, (self.hint.text, "no more is taken"))), wrong=True)

    def _follow(self, text: str) -> None:
        if text == self._first and self._untouched:
            return
        self._untouched = False
        if self.proposes and (text != self._chosen.name or self._chosen.value is None):
            self._chosen = Typed(None, "")
            self.propose(text)
            if self.field.kind == "lookup" and not text.strip():
                self.proposals.offer([])  # Enter empties the field now, it takes nothing
        self.tell()
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
            self.post_message(self.Edited(self))
            return False
        if self.proposes:
            self.choose(typed)
        self.post_message(self.Accepted(self))
        return True

    def choose(self, typed: Typed) -> None:
        """Have this value stand in the input."""
        self._untouched = self._untouched and typed == self._chosen
        self._chosen = typed
        box = self.query_one(TextInput)
        box.value = typed.name
        box.cursor_position = len(typed.name)

    @on(Pane.Opened)
    def _clicked(self, event: Pane.Opened) -> None:
        event.stop()
        self.choose(self._options[event.item.id].typed)
        self.accept()

    @on(Pane.Moved)
    def _highlighted(self, event: Pane.Moved) -> None:
        event.stop()

    def action_down(self) -> None:
        """The next proposal; the first time, they are shown."""
        self._step(lambda: self.proposals.action_down())

    def action_up(self) -> None:
        """The proposal before."""
        self._step(lambda: self.proposals.action_up())

    def _step(self, move: Callable[[], None]) -> None:
        if not self.proposes:
            raise SkipAction
        if not self.proposals.display:
            self.propose("")
            self.post_message(self.Edited(self))
            return
        move()
        current = self.proposals.current
        if current is not None:
            self.choose(self._options[current.id].typed)
            self.say("")
            self.post_message(self.Edited(self))


def _checked(typed: Typed) -> Typed:
    """The name of a new record must fit its field. Raises InputError."""
    if isinstance(typed.value, NewRecord):
        new = typed.value
        inputs.parse_text(FIELDS[new.table][NAME_COLUMNS[new.table]], new.name)
    return typed
