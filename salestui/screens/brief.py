"""What to know before a call, on one screen: read it, copy it, keep it."""

from collections.abc import Sequence
from typing import ClassVar
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from salestui.brief_markdown import markdown
from salestui.errors import Gone
from salestui.lifecycle import history
from salestui.lifecycle.brief import Brief, brief
from salestui.lifecycle.refs import RecordRef
from salestui.screens.activity_commands import ActivityCommands
from salestui.screens.mail_commands import MailCommands
from salestui.screens.note_commands import NoteCommands
from salestui.screens.opening_records import open_record
from salestui.screens.opportunity_commands import OpportunityCommands
from salestui.widgets.acting import bindings
from salestui.widgets.brief_text import BriefText
from salestui.widgets.desk import Desk, RecordsChanged
from salestui.widgets.nav import PathBar
from salestui.widgets.painting import cut
from salestui.widgets.pane import Pane
from salestui.widgets.toast import say, warn

_CALLED = "Brief"
_LONGEST_TOPIC = 40
"""Cells of the topic in the path, which an 80-column terminal has room for."""


class BriefScreen(ActivityCommands, MailCommands, NoteCommands, OpportunityCommands):
    """The brief of an opportunity over the screen that asked; what the call brings is logged from here."""

    place = "opportunities"
    DEFAULT_CSS = """
    BriefScreen #text { margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("brief")]

    def __init__(self, desk: Desk, opportunity_id: UUID) -> None:
        super().__init__(desk)
        self._opportunity_id = opportunity_id
        self.brief: Brief | None = None

    def top(self) -> Widget:
        """The way here and back."""
        keys = [(self.desk.key("brief.back"), "key bold"), (" back", "muted")]
        return PathBar(self.place, keys=keys)

    def body(self) -> ComposeResult:
        """The text."""
        yield BriefText(id="text")

    @property
    def text(self) -> BriefText:
        """The text."""
        return self.query_one("#text", BriefText)

    def on_mount(self) -> None:
        """Read, with the keys in the text."""
        self._read()
        self.text.focus()

    def _read(self) -> None:
        try:
            with self.desk.store.session() as session:
                self.brief = brief(session, self._opportunity_id)
        except Gone as error:
            if self.is_active:
                # Who took back what made it is told of that.
                if not history.was_deleted_by(
                    self.desk.store.reader, self.desk.user.id, self._opportunity_id
                ):
                    warn(self.app, str(error))
                self.dismiss()
            return
        self.query_one(PathBar).steps = (cut(self.brief.topic, _LONGEST_TOPIC), _CALLED)
        self.text.show_brief(self.brief, self.desk.settings.date_format)

    def on_records_changed(self, event: RecordsChanged) -> None:
        """Something was logged from here, or by somebody else."""
        self._read()

    def uncovered(self) -> None:
        """Read again; meanwhile the opportunity may have gone."""
        self._read()

    def subject(self) -> str:
        """The topic."""
        return self.brief.topic if self.brief is not None else ""

    def target(self) -> RecordRef | None:
        """The opportunity."""
        return (
            RecordRef("opportunity", self._opportunity_id, self.brief.topic)
            if self.brief is not None
            else None
        )

    def activities_here(self) -> Sequence[RecordRef]:
        """The promise under the cursor."""
        ref = self.text.current_ref()
        return [ref] if ref is not None and ref.table == "activity" else []

    def is_on_activity(self) -> bool:
        """Whether a promise is under the cursor."""
        return self.is_mounted and bool(self.activities_here())

    def has_open_activity(self) -> bool | None:
        """Whether something is promised."""
        return self.brief.promise_count > 0 if self.brief is not None else None

    @on(Pane.Opened)
    def _row_opened(self, event: Pane.Opened) -> None:
        """Open the record of a line."""
        event.stop()
        ref = self.text.current_ref()
        if ref is not None and self.is_active:
            open_record(self.app, self.desk, ref)

    # Actions

    def why_not(self, action_id: str) -> str | None:
        """This is the brief."""
        if action_id == "deal.brief":
            return "this is the brief"
        return super().why_not(action_id)

    def action_back(self) -> None:
        """Back to where it was asked for."""
        self.dismiss()

    def action_copy(self) -> None:
        """The whole of it to the clipboard."""
        if self.brief is not None:
            self.app.copy_to_clipboard(markdown(self.brief, self.desk.settings.date_format))
            say(self, "The brief is copied as Markdown")

    def action_save(self) -> None:
        """The whole of it into a file of one's own."""
        from salestui.widgets.file_dialogs import SaveText

        if self.brief is not None:
            text = markdown(self.brief, self.desk.settings.date_format)
            self.app.push_screen(SaveText(self.desk, text, f"{self.brief.topic[:80]}, brief.md"))
