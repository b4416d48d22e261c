"""The base of the dialogs that make a record of a few fields; the record has all others."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from salestui.errors import SalesError
from salestui.lifecycle.edits import titled
from salestui.lifecycle.values import InvalidFields
from salestui.store.words import word
from salestui.widgets.desk import Desk
from salestui.widgets.dialog import Confirm, Heading
from salestui.widgets.form import Form
from salestui.widgets.painting import cut
from salestui.widgets.toast import say, warn


class NewRecordDialog(Form[str]):
    """Answers with the id (hexadecimal) of the record that was made. Subclasses give the rows."""

    words: Mapping[str, str] = {**Form.words, "form.save": "make it"}
    table_name: ClassVar[str]
    """The table of the record."""
    named_by: ClassVar[str]
    """The field that names the record, where a problem without a control of its own is shown too."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def heading(self) -> Heading:
        """The title."""
        return Heading(f"new {word(self.table_name)}")

    def chosen(self, given: dict[str, Any]) -> dict[str, Any]:
        """The fields of the new record, from what was typed."""
        return given

    def name_of(self, given: Mapping[str, object]) -> str:
        """What people will call the record."""
        return str(given[self.named_by])

    def already_there(self) -> Sequence[str]:
        """Sentences about records that are probably the same; they are asked about before another is made."""
        return ()

    def action_save(self) -> None:
        """Make it, after asking if it is there already."""
        typed = self.read() if self.is_active else None
        if typed is None:
            return
        there = self.already_there()
        if not there:
            self._make(typed)
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self._make(typed)

        kind = word(self.table_name)
        question = Confirm(f"another {kind}?", there, yes="make it all the same")
        self.app.push_screen(question, answered)

    def _make(self, typed: dict[str, Any]) -> None:
        from salestui.lifecycle.editing import create

        given = self.chosen(typed)
        name = self.name_of(given)
        title = titled(f"New {word(self.table_name)}", name)
        try:
            with self.desk.store.command(title, self.desk.user.id) as session:
                made = create(session, self.desk.user.id, self.table_name, given)
        except InvalidFields as error:
            self.refuse(error, self.named_by)
        except SalesError as error:
            warn(self, str(error), "error")
        else:
            say(self, f"{cut(name, 60)} is made", hint=f"{self.desk.key('app.undo')} undo")
            self.dismiss(made.id.hex)
