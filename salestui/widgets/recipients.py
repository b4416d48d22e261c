"""The input for the recipients of a mail: completes the people of the record, then all others."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Input

from salestui.errors import InputError
from salestui.exchange import mail_addresses
from salestui.lifecycle.refs import RecordRef
from salestui.lifecycle.shapes import Recipient
from salestui.widgets.acting import Acting, bindings
from salestui.widgets.desk import Desk
from salestui.widgets.field_options import Option
from salestui.widgets.field_parts import Hint, Proposals
from salestui.widgets.field_values import Typed
from salestui.widgets.form_control import labelled
from salestui.widgets.pane import Pane
from salestui.widgets.text_input import TextInput

if TYPE_CHECKING:
    from collections.abc import Sequence


class Recipients(Acting, Vertical):
    """Names and addresses with commas between them. Enter takes what is proposed for the last one.

    `read` gives the people. When Enter has nothing to take it posts Done.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("proposals")]
    DEFAULT_CSS = """
    Recipients {
        height: auto; width: 1fr;
        TextInput, Hint, Proposals { margin-left: 12; }
    }
    """

    class Done(Message):
        """Enter: go on to the next input."""

        def __init__(self, control: "Recipients") -> None:
            super().__init__()
            self._control = control

        @property
        def control(self) -> "Recipients":
            """The sender."""
            return self._control

    def __init__(
        self, desk: Desk, label: str, about: RecordRef | None, text: str, *, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self.desk = desk
        self._label = label
        self._about = about
        self._first = text
        self._proposed: dict[str, Recipient] = {}
        self._chose = False

    def compose(self) -> ComposeResult:
        """The input, what is wrong in it, and who is proposed."""
        yield TextInput(self._first, select_on_focus=False)
        yield Hint()
        yield Proposals()

    def render_line(self, y: int) -> Strip:
        """The label beside the input."""
        return labelled(self, self._label, y)

    @property
    def box(self) -> TextInput:
        """What is typed into."""
        return self.query_one(TextInput)

    @property
    def text(self) -> str:
        """What stands there."""
        return self.box.value if self.is_mounted else self._first

    @property
    def proposals(self) -> Proposals:
        """Who is proposed."""
        return self.query_one(Proposals)

    @property
    def hint(self) -> Hint:
        """What it says."""
        return self.query_one(Hint)

    def focus_input(self) -> None:
        """Give it the keys, at the end of what stands there."""
        self.box.focus()
        self.box.cursor_position = len(self.box.value)

    def read(self) -> "Sequence[Recipient]":
        """The people. Raises InputError that says what is wrong."""
        from salestui.lifecycle import mail_people

        with self.desk.store.session() as session:
            return mail_people.read(session, self.text, self._about)

    def check(self) -> None:
        """Say who can't be found, or can't be mailed."""
        from salestui.lifecycle import mail_people

        try:
            self.say(mail_people.why_not_mail(self.read()) or "")
        except InputError as error:
            self.say(str(error))

    def say(self, reason: str) -> None:
        """Show what is wrong; nothing takes it away."""
        self.hint.say(reason, wrong=bool(reason))
        self.box.set_class(bool(reason), "-invalid")

    # Proposals

    def _propose(self, piece: str) -> None:
        from salestui.lifecycle import mail_people

        with self.desk.store.session() as session:
            found = mail_people.propose(session, self._about, piece)
        known = self.text.casefold()
        fresh = [one for one in found if not one.address or one.address.casefold() not in known]
        self._proposed = {str(at): one for at, one in enumerate(fresh)}
        self._chose = False
        self.proposals.offer([_option(key, one) for key, one in self._proposed.items()])
        self.proposals.action_first()

    def _hide(self) -> None:
        self._proposed = {}
        self.proposals.display = False

    def _take(self, key: str) -> None:
        """Put a proposed one in the place of what was being typed."""
        one = self._proposed[key]
        start, _ = mail_addresses.last_piece(self.text)
        self._hide()
        before = self.text[:start].rstrip()
        gap = " " if before else ""
        self.box.value = f"{before}{gap}{mail_addresses.written(one.name, one.address)}, "
        self.box.cursor_position = len(self.box.value)

    # Events

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if not self.box.has_focus:
            return  # put in order after the keys went elsewhere
        self.say("")
        _, piece = mail_addresses.last_piece(event.value)
        if piece:
            self._propose(piece)
        else:
            self._hide()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        current = self.proposals.current if self.proposals.display else None
        _, piece = mail_addresses.last_piece(self.text)
        if current is not None and (self._chose or not _is_address(piece)):
            self._take(current.id)
        else:
            self._hide()
            self.post_message(self.Done(self))

    @on(Pane.Opened)
    def _clicked(self, event: Pane.Opened) -> None:
        event.stop()
        self._take(event.item.id)
        self.box.focus()

    @on(Pane.Moved)
    def _highlighted(self, event: Pane.Moved) -> None:
        event.stop()

    def on_descendant_blur(self) -> None:
        """Without a comma at the end; say what is wrong."""
        self._hide()
        tidy = self.text.strip().strip(",;").strip()
        if tidy != self.text:
            self.box.value = tidy
        self.call_next(self.check)

    def action_down(self) -> None:
        """The next one; with nothing typed, the people of the record."""
        self._step(1)

    def action_up(self) -> None:
        """The one before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        if not self.proposals.display:
            self._propose(mail_addresses.last_piece(self.text)[1])
        elif by > 0:
            self.proposals.action_down()
        else:
            self.proposals.action_up()
        self._chose = True


def _option(key: str, one: Recipient) -> Option:
    told = one.why_not and ("wants no mail" if one.address else "no address")
    detail = "  ".join(part for part in (one.detail, told or one.address) if part)
    return Option(key, Typed(None, one.name or one.address), detail)


def _is_address(piece: str) -> bool:
    """Whether a whole address is typed, which is not to be replaced by one that contains it."""
    try:
        mail_addresses.check(piece)
    except InputError:
        return False
    return "." in piece.rpartition("@")[2]
