"""The form that changes who takes part in an activity."""

from collections.abc import Sequence
from uuid import UUID

from textual.app import ComposeResult

from salestui.errors import SalesError
from salestui.lifecycle import activities, activity_parties, series
from salestui.lifecycle.activity_kinds import KINDS
from salestui.lifecycle.activity_parties import Participant, PartyInput
from salestui.lifecycle.edits import Existing, titled
from salestui.lifecycle.series import Which
from salestui.models.choices import ActivityType, ParticipationType
from salestui.screens.series_question import ask_which
from salestui.widgets.desk import Desk
from salestui.widgets.dialog import Heading
from salestui.widgets.field_values import Typed
from salestui.widgets.form import Form
from salestui.widgets.painting import cut
from salestui.widgets.participants import PARTS
from salestui.widgets.party_control import PeopleControl
from salestui.widgets.toast import say, warn


class ParticipantsForm(Form[None]):
    """A control for each way in which people take part, with those who do."""

    lost = "the changes of the people"

    def __init__(
        self, desk: Desk, activity_id: UUID, kind: ActivityType, name: str, people: Sequence[Participant]
    ) -> None:
        super().__init__()
        self.desk = desk
        self._activity_id = activity_id
        self._kind = kind
        self._what = name
        self._people = people

    def heading(self) -> Heading:
        """Whose people."""
        return Heading("people", [(f"of {cut(self._what, 40)}", "secondary")])

    def rows(self) -> ComposeResult:
        """Everything that somebody can be in it."""
        for part in self._parts():
            there = [_typed(one) for one in self._people if one.participation is part]
            yield PeopleControl(self.desk, f"part_{int(part)}", PARTS[part].capitalize(), there)

    def _parts(self) -> list[ParticipationType]:
        """Those that are the usual ones of the type come first."""
        facts = KINDS[self._kind]
        return sorted(facts.parts, key=lambda part: part is facts.ours)

    def action_save(self) -> None:
        """Put them into the activity; of a series, into those that are chosen."""
        controls = list(self.query(PeopleControl))
        if not self.is_active or not all(one.take() for one in controls if one.text.strip()):
            return
        wanted: list[PartyInput] = []
        try:
            for part, control in zip(self._parts(), controls, strict=True):
                wanted += [party_of(one, part) for one in control.people]
            asked = ask_which(
                self.app, self.desk, self._activity_id, "people of", lambda which: self._save(wanted, which)
            )
        except SalesError as error:
            warn(self, str(error), "error")
            return
        if not asked:
            self._save(wanted, "one")

    def _save(self, wanted: Sequence[PartyInput], which: Which) -> None:
        try:
            title = titled("Edit the people of", self._what)
            with self.desk.store.command(title, self.desk.user.id) as session:
                activity = activities.get(session, self._activity_id)
                activity_parties.refuse_changed(session, activity, self._people)
                series.update(session, activity, which, {}, wanted)
                people = activity_parties.of(session, activity.id)
        except SalesError as error:
            warn(self, str(error), "error")
            return
        say(self, f"People of {cut(self._what, 50)} saved", hint=f"{self.desk.key('app.undo')} undo")
        for trouble in activity_parties.unreachable(self._kind, people):
            warn(self, trouble)
        self.dismiss(None)


def party_of(typed: Typed, part: ParticipationType | None) -> PartyInput:
    """The input of somebody who was typed into a PeopleControl."""
    match typed.value:
        case Existing(table, record_id):
            return PartyInput(participation=part, table=table, id=record_id)
    return PartyInput(participation=part, address=str(typed.value))


def _typed(one: Participant) -> Typed:
    if one.table is not None and one.record_id is not None:
        return Typed(Existing(one.table, one.record_id), one.name)
    return Typed(one.address or "", one.address or "")
