"""Asks whose value stays, when a field was changed by somebody else while it was edited here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import BindingType

from salestui.widgets.acting import bindings
from salestui.widgets.dialog import Dialog, Heading, Sentences
from salestui.widgets.painting import Line, cut

Answer = Literal["mine", "theirs"]
_LABEL = 10


@dataclass(frozen=True, slots=True)
class Differing:
    """A field with two values, as people read them."""

    label: str
    theirs: str
    mine: str


class Clash(Dialog[Answer]):
    """Answers whose values stay; Escape goes back to the fields, where nothing is lost."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("clash")]
    DEFAULT_CSS = """
    Clash #panel { width: 72; }
    Clash.-full #panel { height: auto; }
    """

    def __init__(self, who: str, fields: Sequence[Differing]) -> None:
        super().__init__()
        self._who = who
        self._fields = fields
        self.words = {"app.next_pane": "", "app.help": ""}

    def heading(self) -> Heading:
        """What happened."""
        return Heading("changed meanwhile", [(cut(self._who, 30), "muted")])

    def body(self) -> ComposeResult:
        """Both values of each field."""
        yield Sentences(self._lines)

    def _lines(self, width: int) -> list[Line]:
        lines = [Line([("Nothing is saved yet. Whose values stay?", "text")])]
        for one in self._fields:
            lines += [
                Line(),
                Line([(one.label, "text bold")]),
                Line([("theirs".ljust(_LABEL), "muted"), (one.theirs, "text")]),
                Line([("mine".ljust(_LABEL), "muted"), (one.mine, "accent")]),
            ]
        return lines

    def action_mine(self) -> None:
        """Save what was typed here."""
        self.dismiss("mine")

    def action_theirs(self) -> None:
        """Drop what was typed here."""
        self.dismiss("theirs")
