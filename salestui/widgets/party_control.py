"""Controls of a form for records of several tables: what something is about, who takes part."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from salestui.errors import InputError
from salestui.exchange import mail_addresses
from salestui.lifecycle.edits import Existing
from salestui.models.fields import Field
from salestui.widgets import field_options
from salestui.widgets.desk import Desk
from salestui.widgets.field_options import Option
from salestui.widgets.field_values import Typed
from salestui.widgets.form_control import FormControl

if TYPE_CHECKING:
    from sqlmodel import Session

PARTY_TABLES = ("contact", "account", "lead", "system_user")
"""Whose records can take part in an activity."""


class RecordsControl(FormControl):
    """Finds a record of several tables; the value is an Existing."""

    def __init__(
        self,
        desk: Desk,
        name: str,
        label: str,
        tables: Sequence[str],
        value: Existing | None = None,
        shown: str | None = None,
        *,
        placeholder: str = "",
        required: bool = False,
    ) -> None:
        field = Field(name, label, "lookup", target=tables[0], required=required)
        super().__init__(desk, field, label, value, shown, placeholder=placeholder, id=name)
        self._tables = tables

    def found(self, session: "Session", text: str) -> list[Option]:
        """What is found in any of the tables."""
        return field_options.anything(session, self._tables, text)


class PeopleControl(RecordsControl):
    """Finds several people one after the other: Enter adds one, or takes one out that is there already.

    They are Typed: an Existing, or an address without a record as text.
    """

    def __init__(self, desk: Desk, name: str, label: str, people: Sequence[Typed] = ()) -> None:
        super().__init__(
            desk, name, label, PARTY_TABLES, placeholder="a name, or an email address; Enter adds it"
        )
        self.people = list(people)
        self._at_first = list(people)

    def on_mount(self) -> None:
        """Tell who is there."""
        super().on_mount()
        self.say("")

    def found(self, session: "Session", text: str) -> list[Option]:
        """Who is there already for an empty text, to be taken out; else who is found, and a typed address."""
        if not text.strip():
            return [
                Option(f"out {at}", one, "Enter takes this one out") for at, one in enumerate(self.people)
            ]
        found = super().found(session, text)
        if "@" in text and _wrong_address(text) is None:
            address = text.strip()
            found.append(Option("address", Typed(address, address), "just this address"))
        return found

    def _nothing_fits(self) -> str:
        """Of an address, what is wrong with it; several at a time are too many."""
        if re.search("[,;]", self.text):
            return "one at a time: Enter after each adds it"
        wrong = _wrong_address(self.text) if "@" in self.text else None
        return wrong or super()._nothing_fits()

    @property
    def is_changed(self) -> bool:
        """Whether others take part, or somebody is being typed."""
        return self.is_mounted and (self.people != self._at_first or bool(self.text.strip()))

    def say(self, text: str, *, wrong: bool = False) -> None:
        """Who takes part, where nothing else is to be said."""
        super().say(text or ", ".join(one.name for one in self.people), wrong=wrong)

    def read(self) -> Typed:
        """What is typed, or everybody when nothing is."""
        return super().read() if self.text.strip() else Typed(tuple(self.people), "")

    def accept(self) -> bool:
        """Add or take out who is typed; without text go on to the next field."""
        if not self.text.strip():
            self.post_message(self.Accepted(self))
            return True
        return self.take()

    def take(self) -> bool:
        """Add or take out who is typed; False, with the reason shown, when nobody fits."""
        try:
            typed = self.read()
        except InputError as error:
            self.say_problem(str(error))
            return False
        if typed in self.people:
            self.people.remove(typed)
        else:
            self.people.append(typed)
        self.choose(Typed(None, ""))
        self.proposals.display = False
        self.say("")
        self.post_message(self.Edited(self))
        return True

    def on_descendant_blur(self) -> None:
        """Who is typed is added; nobody is lost by going on."""
        if self.text.strip():
            self.take()
        self.proposals.display = False


def _wrong_address(text: str) -> str | None:
    """Why mail could not go to this address; None when it could."""
    try:
        mail_addresses.check(text)
    except InputError as error:
        return str(error)
    return None
