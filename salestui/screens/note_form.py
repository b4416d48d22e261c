"""The dialog in which a note is written: a text, and a title if it is to have one."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input, TextArea

from salestui.errors import SalesError
from salestui.lifecycle import notes
from salestui.lifecycle.edits import titled
from salestui.lifecycle.file_store import StoredFile
from salestui.lifecycle.refs import RecordRef
from salestui.lifecycle.shapes import Entry, MailAttachment
from salestui.lifecycle.values import InvalidFields
from salestui.widgets.acting import bindings
from salestui.widgets.attached_pane import AttachedPane
from salestui.widgets.desk import Desk
from salestui.widgets.dialog import Dialog, Heading, drop_first
from salestui.widgets.field_parts import Hint, Memo
from salestui.widgets.painting import cut
from salestui.widgets.text_input import TextInput
from salestui.widgets.toast import say, warn

if TYPE_CHECKING:
    from sqlmodel import Session

    from salestui.models.notes import Note


class NoteForm(Dialog[str]):
    """A new note about a record, or a note that is edited; answers with its id (hexadecimal)."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("writing")]
    DEFAULT_CSS = """
    NoteForm {
        #panel { width: 84; }
        #title { margin: 0 3 1 3; }
        #text { height: 12; margin: 0 3 1 3; }
        Hint { margin: 0 3 1 3; }
        #attached { margin: 0 1 1 2; background: $panel; }
    }
    NoteForm.-narrow #text { height: 10; }
    NoteForm.-full #text { height: 1fr; }
    """
    AUTO_FOCUS = "#text"  # what was typed meanwhile goes to the first that has the keys
    words: Mapping[str, str] = {"app.next_pane": "title", "app.help": ""}

    def __init__(self, desk: Desk, about: RecordRef, note: Entry | None = None) -> None:
        super().__init__()
        self.desk = desk
        self._about = about
        self._note = note
        self._title = note.title if note is not None else ""
        self._body = note.body if note is not None else ""
        self._files: list[MailAttachment] = []
        if note is not None:
            with desk.store.session() as session:
                self._files = notes.files_of(session, note.id)
        self._files_before = tuple(self._files)

    def heading(self) -> Heading:
        """What is written, and about what."""
        what = "quick note" if self._note is None else "edit note"
        return Heading(what, [(cut(self._about.name, 48), "secondary")])

    def body(self) -> ComposeResult:
        """The title, then the text."""
        yield TextInput(self._title, placeholder=" title, if it needs one", id="title")
        yield Memo(self._body, show_line_numbers=False, tab_behavior="focus", soft_wrap=True, id="text")
        yield Hint()
        yield AttachedPane(id="attached")

    @property
    def title_box(self) -> TextInput:
        """The input of the title."""
        return self.query_one("#title", TextInput)

    @property
    def text_box(self) -> Memo:
        """The input of the text."""
        return self.query_one("#text", Memo)

    @property
    def hint(self) -> Hint:
        """What is wrong."""
        return self.query_one(Hint)

    def awaits_input(self) -> bool:
        """Until the text has the keys."""
        return self.focused is None

    def on_mount(self) -> None:
        """Type at once."""
        self._show_files()
        self.text_box.move_cursor(self.text_box.document.end)
        self.text_box.focus()

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _typed(self) -> None:
        self.hint.say("")
        self.keys.recheck()

    @on(Input.Submitted)
    def _to_text(self, event: Input.Submitted) -> None:
        event.stop()
        self.text_box.focus()

    def unsaved(self) -> str | None:
        """What was typed."""
        if not self.is_mounted:
            return None
        now = (self.title_box.value, self.text_box.text, tuple(self._files))
        if now == (self._title, self._body, self._files_before):
            return None
        return "the note" if self._note is None else "the changes to the note"

    def why_not(self, action_id: str) -> str | None:
        """There must be something to save."""
        if action_id == "writing.save" and self.is_mounted:
            if not self.title_box.value.strip() and not self.text_box.text.strip() and not self._files:
                return "write something first"
            if self.unsaved() is None:
                return "nothing was changed"
        return super().why_not(action_id)

    def action_save(self) -> None:
        """Save it."""
        title = titled("New note on" if self._note is None else "Edit note on", self._about.name)
        try:
            with self.desk.store.command(title, self.desk.user.id) as session:
                note = self._write(session)
        except InvalidFields as error:
            self.hint.say(str(error), wrong=True)
        except SalesError as error:
            warn(self, str(error), "error")
        else:
            done = f"Noted on {self._about.name}" if self._note is None else "The note is changed"
            say(self, done, hint=f"{self.desk.key('app.undo')} undo")
            self.dismiss(note.id.hex)

    def _write(self, session: "Session") -> "Note":
        written, body = self.title_box.value, self.text_box.text
        attached = [
            StoredFile(one.sha256, one.size_bytes, one.file_name, one.mime_type)
            for one in self._files
            if one.id is None
        ]
        if self._note is None:
            user, about = self.desk.user.id, self._about
            return notes.add(session, user, about.table, about.id, body, written, attached)
        note = notes.get(session, self._note.id)
        notes.change(
            session,
            note,
            title=written,
            body=body,
            base=(self._title or None, self._body or None),
            attached=attached,
            removed={one.id for one in self._files_before if one.id and one not in self._files},
        )
        return note

    # Files

    def action_attach(self) -> None:
        """Choose files that hang on the note."""
        from salestui.screens.mail_files import PickFiles

        self.app.push_screen(PickFiles(self.desk, "they hang on the note"), self._take_files)

    def _take_files(self, stored: Sequence[StoredFile] | None) -> None:
        for one in stored or ():
            self._files.append(MailAttachment(None, one.file_name, one.mime_type, one.size_bytes, one.sha256))
        self._show_files()

    @on(AttachedPane.Removed)
    def _remove(self, event: AttachedPane.Removed) -> None:
        event.stop()
        del self._files[event.place]
        self._show_files()
        if not self._files:
            self.text_box.focus()

    def _show_files(self) -> None:
        self.query_one(AttachedPane).fill(self._files)
        self.keys.recheck()

    def action_cancel(self) -> None:
        """Close, after asking if something was typed."""
        lost = self.unsaved()
        drop_first(self.app, [lost] if lost else [], lambda: self.dismiss(None), self.action_save)
