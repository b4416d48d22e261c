"""Editing a record from its list: its fields take the place of the preview."""

from collections.abc import Mapping
from typing import ClassVar
from uuid import UUID

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen

from salestui.errors import Gone
from salestui.lifecycle.fielded import record
from salestui.screens.editing import EditingScreen
from salestui.widgets.acting import bindings
from salestui.widgets.desk import Desk, RecordsChanged
from salestui.widgets.dialog import drop_first
from salestui.widgets.field_layouts import layout
from salestui.widgets.fields_pane import FieldsPane
from salestui.widgets.footer import Footer
from salestui.widgets.toast import warn

_FIRST = {"opportunity": "estimated_close_date"}
"""The field to start with the first time, where it is not the first one."""


class QuickEdit(EditingScreen, ModalScreen[None]):
    """The fields of a record over its list. Saving goes back to the list.

    It starts on the field that was edited last, so the same change to the next record takes few keys.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("record.save", "dialog.cancel", "app.help", "app.jump")
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-full"), (80, "-narrow"), (120, "-wide"), (160, "-wider")]  # noqa: RUF012
    DEFAULT_CSS = """
    QuickEdit {
        background: $background 40%;
        #summary { dock: right; width: 42; height: 100%; margin: 1 0; padding: 1 0; background: $surface; }
        #footer { dock: bottom; }
        &.-full #summary { width: 100%; }
        &.-narrow #summary { width: 56; }
        &.-wider #summary { width: 52; }
    }
    """

    words: Mapping[str, str] = {"app.next_pane": ""}

    def __init__(self, desk: Desk, table: str, record_id: str) -> None:
        super().__init__(desk)
        self._table = table
        self._remembered = f"quick_edit.{table}"
        self._record_id = UUID(record_id)

    def compose(self) -> ComposeResult:
        """The fields and the footer; the list shows through."""
        yield FieldsPane(self.desk, id="summary")
        yield Footer(id="footer")

    @property
    def fields(self) -> FieldsPane:
        """The pane of fields."""
        return self.query_one("#summary", FieldsPane)

    def on_mount(self) -> None:
        """Read the record; the cursor goes to the field that was edited last."""
        self.fields.title = "edit"
        self.reload_record()
        self.fields.focus()
        first = _FIRST.get(self._table, next(iter(layout(self._table).main)))
        self.fields.select(str(self.desk.state.get(self._remembered, first)))

    def reload_record(self) -> None:
        """Read the fields again; a record that is gone can't be edited."""
        try:
            with self.desk.store.session() as session:
                found = record(session, self._table, self._record_id)
        except Gone as error:
            if self.is_active:
                warn(self.app, self.with_typed(str(error)))
                self.dismiss(None)
            return
        self.fields.aside = [(found.name, "secondary")]
        self.show_fields(found)

    def uncovered(self) -> None:
        """Read again; meanwhile the record may have gone."""
        self.reload_record()

    def on_records_changed(self, event: RecordsChanged) -> None:
        """Somebody else may have changed it."""
        self.reload_record()

    def save(self) -> bool:
        """Save, then back to the list."""
        if not self.is_active:
            return False
        edited = [*self.fields.waiting]
        done = super().save()
        if done:
            if edited:
                self.desk.state.put(self._remembered, edited[-1])
            self.dismiss(None)
        return done

    def why_not(self, action_id: str) -> str | None:
        """There must be something to save."""
        if action_id == "record.save" and self.is_mounted and not self.fields.waiting:
            return "nothing was changed"
        return super().why_not(action_id)

    def action_save(self) -> None:
        """Save all edits."""
        self.save()

    def action_cancel(self) -> None:
        """Back to the list, after asking if something is not saved."""
        lost = self.unsaved()
        drop_first(self.app, [lost] if lost else [], lambda: self.dismiss(None), self.save)
