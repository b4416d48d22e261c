"""An activity in one line: what is understood shows while one types, Enter saves, Tab opens the full form."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input

from salestui import clock
from salestui.errors import SalesError
from salestui.lifecycle import activity_making, conflicts, day_plan, recurrence
from salestui.lifecycle.activity_entry import finished, planned, planned_span
from salestui.lifecycle.activity_people import candidates
from salestui.lifecycle.inputs import ORDERS
from salestui.lifecycle.quick_entry import LONGEST, QuickEntry, continued, parse
from salestui.lifecycle.quick_entry_finding import WholeFile
from salestui.lifecycle.quick_entry_reading import Person
from salestui.lifecycle.recurrence import Recurrence
from salestui.lifecycle.refs import RecordRef
from salestui.models.choices import ActivityType
from salestui.screens.adding_activity import add_activity
from salestui.widgets import conflict_words
from salestui.widgets.acting import bindings
from salestui.widgets.desk import Desk
from salestui.widgets.dialog import Dialog, Heading, drop_first
from salestui.widgets.entry_lines import Around, day_of
from salestui.widgets.painting import Pieces, cut
from salestui.widgets.quick_entry import EntryInput, UnderstoodLines
from salestui.widgets.toast import warn

_ROOMY_FROM = (100, 30)
"""From so many columns and rows on, the plan of the day stands below."""


class QuickEntryDialog(Dialog[None], inherit_bindings=False):
    """Plans an activity about a record, or with `is_done` logs one that is finished.

    `begun` stands in the line already; what is typed behind it wins. The full form opens above it,
    and leads back to the line as it was.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("entry", "dialog", "app.help", "app.jump")]
    DEFAULT_CSS = """
    QuickEntryDialog {
        #line { margin: 0 2 1 3; }
        #understood { margin: 0 3 1 4; }
    }
    QuickEntryDialog.-full #understood { height: 1fr; }
    """
    words: Mapping[str, str] = {"dialog.cancel": "cancel"}

    def __init__(
        self, desk: Desk, about: RecordRef | None, *, is_done: bool = False, begun: str = ""
    ) -> None:
        super().__init__()
        self.desk = desk
        self.about = about
        self.is_done = is_done
        self._begun = begun
        self._plans: dict[date, Sequence[day_plan.Planned]] = {}
        self._overlaps = lru_cache(4)(self._read_overlaps)
        self._finder = WholeFile(desk.store.session)
        self._people = lru_cache(4)(self._read_people)
        self._read_start = lru_cache(16)(self._read)

    def _read_people(self, about: RecordRef) -> Sequence[Person]:
        with self.desk.store.session() as session:
            return candidates(session, about.table, about.id)

    def read(self, text: str) -> QuickEntry:
        """What a line means. Behind its start nothing is read again for each key."""
        return continued(self._read_start(text[:LONGEST]), text)

    def _read(self, text: str) -> QuickEntry:
        """People are those of what the line is about, or without that anybody."""
        entry = self._parse(text, self.about)
        return entry if entry.about in (None, self.about) else self._parse(text, entry.about)

    def _parse(self, text: str, about: RecordRef | None) -> QuickEntry:
        return parse(
            text,
            self._people(about) if about is not None else (),
            kind=ActivityType.PHONE_CALL if self.is_done else ActivityType.TASK,
            order=ORDERS[self.desk.settings.date_format],
            past=self.is_done,
            begun=self._begun,
            finder=self._finder,
        )

    def heading(self) -> Heading:
        """What is done, and to which record it goes."""
        return Heading("log an activity" if self.is_done else "add activity", self._goes_to(self.about))

    def _goes_to(self, about: RecordRef | None) -> Pieces:
        return [(f"to {cut(about.name, 50)}" if about is not None else "about no record", "secondary")]

    def body(self) -> ComposeResult:
        """The line, and what it means."""
        yield EntryInput(self.read, self._begun, id="line")
        yield UnderstoodLines(id="understood")

    @property
    def line(self) -> EntryInput:
        """The line."""
        return self.query_one("#line", EntryInput)

    @property
    def entry(self) -> QuickEntry:
        """What is understood."""
        return self.read(self.line.value)

    def awaits_input(self) -> bool:
        """Until the line has the keys."""
        return self.focused is None

    def on_mount(self) -> None:
        """Type at once."""
        self.line.focus()
        self._tell()

    def on_resize(self) -> None:
        """The plan of the day needs room."""
        self._tell()

    @on(Input.Changed, "#line")
    def _tell(self) -> None:
        entry = self.entry
        day, about = day_of(entry), entry.about or self.about
        around = Around(
            about=about.name if about is not None else "",
            owner=self.desk.user.full_name,
            is_done=self.is_done,
            style=self.desk.settings.date_format,
            plan=self._plan(day) if day is not None else (),
            overlaps=self._series_overlaps(entry),
            log_key=self.desk.key("activity.log"),
        )
        size = self.app.size
        roomy = size.width >= _ROOMY_FROM[0] and size.height >= _ROOMY_FROM[1]
        self.query_one(UnderstoodLines).show(entry, around, roomy=roomy)
        self.query_one(Heading).aside = self._goes_to(about)
        self.line.set_class(bool(entry.problem), "-invalid")
        self.keys.recheck()

    def _plan(self, day: date) -> Sequence[day_plan.Planned]:
        if day not in self._plans:
            self._plans[day] = day_plan.of_day(self.desk.store.reader, self.desk.user.id, day)
        return self._plans[day]

    def _series_overlaps(self, entry: QuickEntry) -> Pieces:
        span = planned_span(entry)
        return self._overlaps(entry.repeats, span) if entry.repeats is not None and span is not None else ()

    def _read_overlaps(self, how: Recurrence, span: conflicts.Span) -> Pieces:
        spans = recurrence.spans(how, *span)
        found = conflicts.of_series(self.desk.store.reader, self.desk.user.id, spans)
        return conflict_words.of_series(found, len(spans), clock.today(), self.desk.settings.date_format)

    def why_not(self, action_id: str) -> str | None:
        """There must be a subject, and nothing in doubt."""
        if action_id in ("entry.save", "entry.save_another") and self.is_mounted:
            if self.entry.problem:
                return self.entry.problem
            if not self.entry.subject:
                return "say what it is about"
        return super().why_not(action_id)

    def action_save(self) -> None:
        """Save it and close."""
        if self._save():
            self.dismiss(None)

    def action_save_another(self) -> None:
        """Save it and go on with an empty line."""
        if self._save():
            self._plans.clear()
            self._overlaps.cache_clear()
            self.line.value = ""

    def _save(self) -> bool:
        entry = self.entry
        if (why := self.why_not("entry.save")) is not None:
            warn(self, why)
            return False
        regarded = entry.about or self.about
        about = activity_making.regards(regarded.table, regarded.id) if regarded is not None else {}
        try:
            given = finished(entry, about) if self.is_done else planned(entry, about)
            add_activity(self, self.desk, given, is_done=self.is_done, repeats=entry.repeats)
        except SalesError as error:
            warn(self, str(error), "error")
            return False
        return True

    def action_form(self) -> None:
        """Complete it in the full form."""
        from salestui.screens.activity_form import ActivityForm, Draft

        def completed(made: bool | None) -> None:
            if made:
                self.dismiss(None)

        draft = Draft(self.entry, self.entry.about or self.about, self.is_done)
        self.app.push_screen(ActivityForm(self.desk, draft), completed)
        if self.entry.problem:
            warn(self, self.entry.problem)

    def unsaved(self) -> str | None:
        """What was typed."""
        return "what you typed" if self.is_mounted and len(self.line.value.split()) > 3 else None

    def action_cancel(self) -> None:
        """Close; a longer line is not lost without a question."""
        lost = self.unsaved()
        drop_first(self.app, [lost] if lost else [], lambda: self.dismiss(None), self.action_save)
