"""Who takes part in an activity, and what it is about."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message

from salestui.lifecycle.activity_parties import Participant
from salestui.lifecycle.refs import RecordRef
from salestui.models.choices import ParticipationType
from salestui.store.words import word
from salestui.widgets.acting import bindings
from salestui.widgets.painting import Line, Piece, cells, cut
from salestui.widgets.pane import Empty, Entry, Item, Pane, Section, Words

PARTS: dict[ParticipationType, str] = {
    ParticipationType.SENDER: "from",
    ParticipationType.TO: "to",
    ParticipationType.CC: "cc",
    ParticipationType.BCC: "bcc",
    ParticipationType.ORGANIZER: "organizer",
    ParticipationType.REQUIRED_ATTENDEE: "required",
    ParticipationType.OPTIONAL_ATTENDEE: "optional",
    ParticipationType.CUSTOMER: "with",
}
_PART = 11
"""Cells of what somebody is in it."""
_ABOUT = "about"


class ParticipantsPane(Pane):
    """The people, and below them what the activity is about; Enter opens the record under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("participants")]

    class EditAsked(Message):
        """The people are to be changed."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__("people", empty=Empty("Nobody yet.", "n", "adds people"), id=id)
        self._refs: dict[str, RecordRef] = {}
        self.why_read_only: str | None = None

    def fill(self, people: Sequence[Participant], about: RecordRef | None) -> None:
        """Show these."""
        rows: list[Entry] = [Item(one.id.hex, partial(_person, one)) for one in people]
        self._refs = {
            one.id.hex: RecordRef(one.table, one.record_id, one.name)
            for one in people
            if one.table is not None and one.record_id is not None
        }
        if about is not None:
            if not people:
                rows.append(Words([Line([("Nobody yet.", "secondary")])]))
            rows.append(Section("regarding", role="muted"))
            rows.append(Item(_ABOUT, [Line([(about.name, "text")], [(word(about.table), "muted")])]))
            self._refs[_ABOUT] = about
        self.show(rows, len(people))

    def current_ref(self) -> RecordRef | None:
        """The record under the cursor."""
        return self._refs.get(self.current.id) if self.current is not None else None

    def why_not(self, action_id: str) -> str | None:
        """People of a closed activity stay; an address alone opens nothing."""
        if action_id == "participants.edit" and self.why_read_only:
            return self.why_read_only
        if action_id == "pane.open" and self.current is not None and self.current_ref() is None:
            return "this is an address without a record"
        return super().why_not(action_id)

    def action_edit(self) -> None:
        """Change the people."""
        self.post_message(self.EditAsked())


def _person(one: Participant, room: int) -> list[Line]:
    """What somebody is in it and the name; where there is room, how this one is reached."""
    part = PARTS.get(one.participation, one.participation.label.lower())
    left: list[Piece] = [(part.ljust(_PART), "muted"), (one.name, "text")]
    reached = one.address or one.phone or "no address"
    free = room - cells(left) - 2
    shown = cut(reached, free) if free > 4 and reached != one.name else ""
    return [Line(left, [(shown, "muted")] if shown else [])]
