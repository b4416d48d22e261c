"""The full form of a new activity: every field of its type, who takes part, what it is about, whose it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll

from salestui import clock
from salestui.errors import InputError, SalesError
from salestui.lifecycle import (
    activity_making,
    activity_times,
    conflicts,
    recurrence,
    recurrence_words,
    regarding,
)
from salestui.lifecycle.activity_entry import finished_values, planned_values, with_ends
from salestui.lifecycle.activity_kinds import KINDS, PLANNED, TIMES, fields_of
from salestui.lifecycle.activity_making import ActivityInput
from salestui.lifecycle.activity_parties import PartyInput
from salestui.lifecycle.edits import Existing
from salestui.lifecycle.end_times import STARTS
from salestui.lifecycle.quick_entry import NOUNS, QuickEntry
from salestui.lifecycle.quick_entry_reading import Address, Person
from salestui.lifecycle.recurrence import Recurrence
from salestui.lifecycle.refs import RecordRef
from salestui.lifecycle.values import InvalidFields
from salestui.models.choices import ActivityType, Direction, ParticipationType
from salestui.models.fields import Field
from salestui.screens.adding_activity import add_activity
from salestui.screens.participants_form import party_of
from salestui.widgets import conflict_words
from salestui.widgets.desk import Desk
from salestui.widgets.dialog import Heading
from salestui.widgets.end_control import EndControl
from salestui.widgets.field_parts import Hint
from salestui.widgets.field_values import Typed, typed_text
from salestui.widgets.fields import FieldControl
from salestui.widgets.form import Form
from salestui.widgets.form_control import FormControl
from salestui.widgets.party_control import PeopleControl, RecordsControl
from salestui.widgets.repeats_control import REPEATS, RepeatsControl
from salestui.widgets.toast import warn

LABELS = {
    "status_reason": "Status",
    "scheduled_start": "Start",
    "duration_minutes": "Lasts",
    "is_all_day": "All day",
    "percent_complete": "% complete",
    "phone_number": "Phone",
    "subcategory": "Subcategory",
    "actual_start": "Began",
    "actual_end": "Ended",
}
"""Labels that fit beside the inputs."""
_PLACEHOLDERS = {
    "scheduled_start": "fri 14:00, +3d, 12 jan 9:00",
    "scheduled_end": "from start and length, if left empty",
    "repeats": "weekly on tue until 31 mar, monthly 3x",
    "actual_start": "now, if you leave it",
    "actual_end": "now, if you leave it",
    "duration_minutes": "30m, 1h30",
}
PARTS = {
    ParticipationType.TO: "To",
    ParticipationType.CC: "Cc",
    ParticipationType.BCC: "Bcc",
    ParticipationType.REQUIRED_ATTENDEE: "With",
    ParticipationType.OPTIONAL_ATTENDEE: "Optional",
    ParticipationType.CUSTOMER: "With",
}
"""What people are in an activity, as the form calls it."""
_CONFLICTING = (*activity_times.NAMES, "repeats")
"""What decides whether something else is at the same time."""
_ONLY_DONE = frozenset({"actual_start", "actual_end"})
_ONLY_PLANNED = frozenset(
    {"status_reason", "scheduled_start", "scheduled_end", "is_all_day", "percent_complete"}
)
_PEOPLE, _ABOUT, _OWNER = "people_", "about", "owner"
_TYPE = Field("activity_type", "Type", "choice", choice=ActivityType, offered=PLANNED, required=True)


@dataclass(frozen=True, slots=True)
class Draft:
    """What the form begins with."""

    entry: QuickEntry
    about: RecordRef | None
    is_done: bool


class ActivityForm(Form[bool]):
    """Completes a draft and plans or logs it. Answers with True when that is done, else with None."""

    DEFAULT_CSS = """
    ActivityForm {
        #conflicts { margin: 0 0 1 12; }
        &.-low FormControl { margin-bottom: 0; }
        &.-low #conflicts { margin: 0 0 0 12; }
    }
    """
    VERTICAL_BREAKPOINTS = [(0, "-low"), (36, "-high")]  # noqa: RUF012
    lost = "the new activity"

    def __init__(self, desk: Desk, draft: Draft) -> None:
        super().__init__()
        self.desk = desk
        self._draft = draft
        self.kind = draft.entry.kind
        told = finished_values if draft.is_done else planned_values
        self._values: dict[str, Any] = with_ends(self.kind, told(draft.entry), is_done=draft.is_done)
        if draft.entry.repeats is not None:
            self._values[REPEATS.name] = recurrence_words.words(draft.entry.repeats)
        self._began: datetime | None = self._values.get("scheduled_start")
        people = [_typed(one) for one in draft.entry.people]
        self._people: dict[str, list[Typed]] = {self._theirs: people}
        about = draft.about
        self._about = Typed(Existing(about.table, about.id), about.name) if about else Typed(None, "")
        self._owner = Typed(Existing("system_user", desk.user.id), desk.user.full_name)

    @property
    def _theirs(self) -> str:
        return _PEOPLE + str(int(KINDS[self.kind].theirs))

    def heading(self) -> Heading:
        """What is made."""
        return Heading(self._title())

    def _title(self) -> str:
        verb = "log" if self._draft.is_done else "new"
        return f"{verb} {NOUNS[self.kind].lower()}"

    def rows(self) -> ComposeResult:
        """The type, then its fields."""
        yield FormControl(self.desk, _TYPE, "Type", self.kind, id="activity_type")
        yield from self._fields()

    def _fields(self) -> ComposeResult:
        left_out = _ONLY_PLANNED if self._draft.is_done else _ONLY_DONE
        fields = fields_of(self.kind)
        yield self._control(fields["subject"])
        for name in _people_names(self.kind):
            yield PeopleControl(self.desk, name, PARTS[_part(name)], self._people.get(name, ()))
        for name in TIMES:
            if name not in left_out:
                yield self._control(fields[name])
        hint = Hint()
        hint.id = "conflicts"
        yield hint
        yield RecordsControl(
            self.desk, _ABOUT, "Regarding", tuple(regarding.LOOKUPS), *_value_and_name(self._about)
        )
        for name in KINDS[self.kind].fields:
            if name not in ("subject", *TIMES, *left_out):
                yield self._control(fields[name])
            if name == "is_all_day" and self._may_repeat:
                start = partial(self._moment, "scheduled_start")
                text, placeholder = self._values.get(REPEATS.name), _PLACEHOLDERS[REPEATS.name]
                yield RepeatsControl(self.desk, text, start, placeholder=placeholder)
        owners = ("system_user", "team")
        yield RecordsControl(self.desk, _OWNER, "Owner", owners, *_value_and_name(self._owner), required=True)

    @property
    def _may_repeat(self) -> bool:
        return self.kind is ActivityType.APPOINTMENT and not self._draft.is_done

    def _control(self, field: Field) -> FormControl:
        value = self._values.get(field.name)
        if value is None and field.name == "status_reason":
            value = KINDS[self.kind].open[0]
        if value is None and field.kind == "boolean":
            value = False
        if value is None and field.name == "direction":
            value = Direction.OUTGOING
        label, placeholder = LABELS.get(field.name, field.label), _PLACEHOLDERS.get(field.name, "")
        if field.name in STARTS:
            start = partial(self._moment, STARTS[field.name])
            return EndControl(
                self.desk, field, label, value, start=start, placeholder=placeholder, id=field.name
            )
        return FormControl(self.desk, field, label, value, placeholder=placeholder, id=field.name)

    def _moment(self, name: str) -> datetime | None:
        """What stands in another field, if it can be read."""
        control = self._named(name)
        if control is None:
            return None
        try:
            value = control.read().value
        except InputError:
            return None
        return value if isinstance(value, datetime) else None

    def _named(self, name: str) -> FormControl | None:
        return next((control for control in self.controls if control.field.name == name), None)

    def first_control(self) -> FormControl:
        """The subject, as the type is chosen already."""
        return self.controls[1]

    def on_mount(self) -> None:
        """It may repeat, and be at the time of something else."""
        self._tell_repeats()
        self._tell_conflicts()

    # Another type

    @on(FieldControl.Edited, "#activity_type")
    async def _type_edited(self, event: FieldControl.Edited) -> None:
        """Another type has other fields; what both have stays."""
        try:
            kind = event.control.read().value
        except InputError:
            return
        if isinstance(kind, ActivityType) and kind in PLANNED and kind is not self.kind:
            await self._use_kind(kind)

    async def _use_kind(self, kind: ActivityType) -> None:
        before = self._theirs
        for control in self.controls[1:]:
            if isinstance(control, RepeatsControl):
                self._values[REPEATS.name] = control.text or None
                continue
            try:
                typed = control.read()
            except InputError:
                continue
            if isinstance(control, PeopleControl):
                self._people[control.field.name] = control.people
            elif control.field.name == _ABOUT:
                self._about = typed
            elif control.field.name == _OWNER:
                self._owner = typed
            else:
                self._values[control.field.name] = typed.value
        self._values.pop("status_reason", None)
        self._values = with_ends(kind, self._values, is_done=self._draft.is_done)
        self.kind = kind
        self._people = {self._theirs: self._people.get(before, [])}
        form = self.query_one("#form", VerticalScroll)
        await form.remove_children([child for child in form.children if child.id != "activity_type"])
        await form.mount(*self._fields())
        self.query_one(Heading).title = self._title()
        self._tell_repeats()
        self._tell_conflicts()

    # Conflicts

    @on(FieldControl.Edited)
    def _edited(self, event: FieldControl.Edited) -> None:
        if event.control.field.name == "scheduled_start":
            self._take_end_along()
            self._tell_repeats()
        if event.control.field.name in _CONFLICTING:
            self._tell_conflicts()

    def _tell_repeats(self) -> None:
        for control in self.query(RepeatsControl):
            control.tell()

    def _take_end_along(self) -> None:
        """Another start takes the end along, as it does once it is saved; the first one sets it."""
        began, start = self._began, self._moment("scheduled_start")
        control = self._named("scheduled_end")
        if start is None or control is None:
            return
        self._began = start
        end = self._end_of(start, began, control)
        if end is not None:
            control.choose(Typed(end, typed_text(control.field, end)))

    def _end_of(self, start: datetime, began: datetime | None, control: FormControl) -> datetime | None:
        """The end for a start that was `began` until now; None where the control stays as it is."""
        if began is None:
            times = {**self._values, "scheduled_start": start, "scheduled_end": None}
            found: datetime | None = with_ends(self.kind, times)["scheduled_end"]
            return found if not control.text else None
        try:
            return activity_times.taken_along(self._moment("scheduled_end"), began, start)
        except InputError:
            return None

    def _tell_conflicts(self) -> None:
        """Say what else of mine is at the same time, before it is saved."""
        hint = self.query_one("#conflicts", Hint)
        span = self._span() if not self._draft.is_done else None
        if span is None:
            hint.say("")
            return
        try:
            how = self._recurrence(clock.local(span[0]).date())
            spans = [span] if how is None else recurrence.spans(how, *span)
        except InputError:
            hint.say("")  # it is said beside the field
            return
        reader, me, style = self.desk.store.reader, self.desk.user.id, self.desk.settings.date_format
        if len(spans) > 1:
            of_series = conflicts.of_series(reader, me, spans)
            said = conflict_words.of_series(of_series, len(spans), clock.today(), style)
            overlaps = bool(of_series)
        else:
            found = conflicts.conflicts(reader, me, *spans[0])
            said = conflict_words.of_one(found, clock.today(), style)
            overlaps = bool(found)
        text = "".join(text for text, _ in said)
        hint.say(text.removeprefix("! "), wrong=overlaps)

    def _recurrence(self, first: date) -> Recurrence | None:
        """How it repeats, as it was typed. Raises InputError."""
        control = next(iter(self.query(RepeatsControl)), None)
        return control.recurrence(first) if control is not None else None

    def _span(self) -> conflicts.Span | None:
        given = self._readable()
        try:
            told = ActivityInput(activity_type=self.kind, **{"subject": "-", **given})
            return activity_making.span_of(told)
        except SalesError:
            return None

    def _readable(self) -> dict[str, Any]:
        given: dict[str, Any] = {}
        for control in self.controls:
            if control.field.name in activity_times.NAMES:
                try:
                    given[control.field.name] = control.read().value
                except InputError:
                    continue
        return given

    # Saving

    def action_save(self) -> None:
        """Plan or log it."""
        typed = [one for one in self.query(PeopleControl) if one.text.strip()]
        if not self.is_active or not all(control.take() for control in typed):
            return
        told = self.read()
        if told is None:
            return
        try:
            given = self._input(told)
            repeats = self._repeats(given)
            add_activity(self, self.desk, given, is_done=self._draft.is_done, repeats=repeats)
        except InvalidFields as error:
            self.refuse(error, "subject")
        except SalesError as error:
            warn(self, str(error), "error")
        else:
            self.dismiss(True)

    def _repeats(self, given: ActivityInput) -> Recurrence | None:
        """The series that was typed. Raises InvalidFields."""
        span = activity_making.span_of(given) if self._may_repeat else None
        if span is None:
            return None
        start, _ = span
        try:
            how = self._recurrence(clock.local(start).date())
            if how is not None:
                recurrence.check(how, start)
        except InputError as error:
            raise InvalidFields({REPEATS.name: str(error)}, {REPEATS.name: REPEATS}) from error
        return how

    def _input(self, told: Mapping[str, Any]) -> ActivityInput:
        given = {name: value for name, value in told.items() if name in fields_of(self.kind)}
        given = {name: value for name, value in given.items() if value is not None}
        match told[_ABOUT]:
            case Existing(table, record_id):
                given |= activity_making.regards(table, record_id)
        match told[_OWNER]:
            case Existing("team", record_id):
                given["owner_team"] = record_id
            case Existing(_, record_id):
                given["owner_user"] = record_id
        parties: list[PartyInput] = []
        for name in _people_names(self.kind):
            # Those of the usual kind change sides when something came in, which the verb knows.
            part = None if name == self._theirs else _part(name)
            parties += [party_of(one, part) for one in told[name]]
        return ActivityInput(activity_type=self.kind, parties=tuple(parties), **{"subject": None, **given})


def _typed(one: Person | Address) -> Typed:
    """Somebody as a PeopleControl has him."""
    return Typed(one.name if isinstance(one, Address) else Existing(one.table, one.id), one.name)


def _part(name: str) -> ParticipationType:
    """As what the people of a control take part."""
    return ParticipationType.from_code(int(name.removeprefix(_PEOPLE)))


def _people_names(kind: ActivityType) -> list[str]:
    facts = KINDS[kind]
    return [f"{_PEOPLE}{int(part)}" for part in facts.parts if part is not facts.ours]


def _value_and_name(typed: Typed) -> tuple[Existing | None, str | None]:
    return (typed.value, typed.name) if isinstance(typed.value, Existing) else (None, None)
