"""Saving the edits of a pane of fields: one command, refusals beside their fields, clashes asked about."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from textual import on

from salestui import clock
from salestui.errors import SalesError
from salestui.lifecycle.edits import ChangedMeanwhile, lowered, title
from salestui.lifecycle.end_times import TAKEN_ALONG
from salestui.lifecycle.shapes import FieldedRecord
from salestui.screens.clash import Answer, Clash, Differing
from salestui.widgets.dialog import drop_first
from salestui.widgets.field_values import Typed, read_text
from salestui.widgets.fields_pane import FieldsPane
from salestui.widgets.painting import Pieces, cut
from salestui.widgets.record_fields import banner
from salestui.widgets.toast import say, warn
from salestui.widgets.work_screen import WorkScreen

if TYPE_CHECKING:
    from sqlmodel import Session

    from salestui.lifecycle.series import Which


class EditingScreen(WorkScreen):
    """A screen with a FieldsPane. Subclasses give `fields`, and `reload_record` to read the record again.

    Of an appointment in a series it asks which ones are changed with it.
    """

    _which: "Which | None" = None

    @property
    def fields(self) -> FieldsPane:
        """The pane whose edits are saved here."""
        raise NotImplementedError

    def reload_record(self) -> None:
        """Read the record again and load it into the pane."""
        raise NotImplementedError

    def show_fields(self, record: FieldedRecord) -> None:
        """Load a record that was read; edits that can't be saved any more stay, and are told once."""
        pane, before = self.fields, self.fields.record
        pane.banner = banner(record, self.desk.settings.date_format)
        pane.load(record)
        was_open = before is not None and before.id == record.id and before.why_read_only is None
        if was_open and record.why_read_only is not None and (what := self.unsaved()) is not None:
            warn(self, f"{record.why_read_only}: {what} can't be saved")

    def with_typed(self, reason: str) -> str:
        """Why the record is left, and what was typed in it: nobody comes back to that."""
        record = self.fields.record
        if record is None or not self._waiting():
            return reason
        self.fields.take()
        told = [
            f"{record.fields[name].field.label} “{self._read(record, name, typed.value, typed.name)}”"
            for name, typed in self.fields.edits.items()
        ]
        return f"{reason.rstrip('.')}; not saved: {', '.join(told)}"

    def awaits_input(self) -> bool:
        """While a field is opening."""
        return self.is_mounted and self.fields.is_opening and self.focused in (None, self.fields)

    def unsaved(self) -> str | None:
        """The edits that wait, also the one in an open field."""
        record, names = self.fields.record, self._waiting()
        if record is None or not names:
            return None
        what = f"{len(names)} changes to" if len(names) > 1 else f"the change of {self._label(names[0])} of"
        return f"{what} {cut(record.name, 60)}"

    def saving(self) -> Callable[[], bool]:
        """Saves the edits."""
        return self.save

    def undo_typed(self) -> bool:
        """Ask whether to drop the edits: they are newer than the last command."""
        if (lost := self.unsaved()) is None:
            return False
        drop_first(self.app, [lost], self.fields.forget, self.save)
        return True

    def _waiting(self) -> list[str]:
        return self.fields.waiting if self.is_mounted else []

    def _label(self, name: str) -> str:
        assert self.fields.record is not None
        return lowered(self.fields.record.fields[name].field.label)

    def edit_status(self) -> Pieces:
        """For the footer: what is not saved; empty when everything is."""
        names = self._waiting()
        if not names:
            return []
        what = f"{len(names)} fields" if len(names) > 1 else self._label(names[0])
        if self.app.size.width < 100:
            what = f"{len(names)}" if len(names) > 1 else ""
        return [("✎ ", "secondary"), (f"{what} not saved".strip(), "secondary")]

    @on(FieldsPane.SaveAsked)
    def _save_asked(self, event: FieldsPane.SaveAsked) -> None:
        event.stop()
        self.save()

    def save(self) -> bool:
        """Save all edits as one command; False, with the reason said, when that was not possible."""
        pane = self.fields
        if not pane.take():
            return False
        record, edits = pane.record, dict(pane.edits)
        if record is None or not edits:
            return True
        if record.table == "activity" and self._which is None and self._ask_which(record):
            return False
        from salestui.lifecycle.editing import edit
        from salestui.lifecycle.values import InvalidFields

        changes = {name: typed.value for name, typed in edits.items()}
        labels = [record.fields[name].field.label for name in edits]
        try:
            with self.desk.store.command(title(record.name, labels), self.desk.user.id) as session:
                update = self._update_series if record.table == "activity" else None
                edit(session, self.desk.user.id, record.table, record.id, changes, pane.base, update)
        except ChangedMeanwhile as error:
            self._ask_whose(record, edits, error)
        except InvalidFields as error:
            pane.refuse(error.problems)
            warn(self, str(error))
        except SalesError as error:
            warn(self, str(error), "error")
        else:
            pane.saved()
            self.reload_record()
            say(self, self._done(record, edits), hint=f"{self.desk.key('app.undo')} undo")
            return True
        return False

    def _ask_which(self, record: FieldedRecord) -> bool:
        """Ask which appointments of a series are changed, then save; False if it is of none."""
        from salestui.screens.series_question import ask_which

        def save(which: "Which") -> None:
            self._which = which
            try:
                self.save()
            finally:
                self._which = None

        return ask_which(self.app, self.desk, record.id, "change", lambda which: self.call_next(save, which))

    def _update_series(self, session: "Session", record: Any, changes: Mapping[str, object]) -> None:
        from salestui.lifecycle import series

        series.update(session, record, self._which or "one", changes)

    def _done(self, record: FieldedRecord, edits: Mapping[str, Typed]) -> str:
        if len(edits) > 1 and not any(edits.keys() == {*pair} for pair in TAKEN_ALONG.items()):
            return f"{len(edits)} fields of {cut(record.name, 40)} saved"
        return ", ".join(self._set(record, name, typed) for name, typed in edits.items())

    def _set(self, record: FieldedRecord, name: str, typed: Typed) -> str:
        text = self._read(record, name, typed.value, typed.name)
        label = record.fields[name].field.label
        return f"{label} set to {cut(text, 60)}" if text else f"{label} emptied"

    def _read(self, record: FieldedRecord, name: str, value: object, text: str | None) -> str:
        field = record.fields[name].field
        named = text if field.kind == "lookup" else None
        return read_text(field, value, named, clock.today(), self.desk.settings.date_format, record.symbol)

    def _ask_whose(self, record: FieldedRecord, edits: Mapping[str, Typed], error: ChangedMeanwhile) -> None:
        differing = [
            Differing(
                record.fields[name].field.label,
                self._read(record, name, theirs.value, theirs.name) or "empty",
                self._read(record, name, edits[name].value, edits[name].name) or "empty",
            )
            for name, theirs in error.theirs.items()
        ]

        def answered(answer: Answer | None) -> None:
            self.reload_record()
            if answer == "mine":
                self.fields.keep_mine({name: theirs.value for name, theirs in error.theirs.items()})
                self.save()
            elif answer == "theirs":
                self.fields.drop(error.theirs)

        self.app.push_screen(Clash(error.who, differing), answered)
