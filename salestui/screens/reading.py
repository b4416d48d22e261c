"""A note or post on a screen of its own, to be read whole, edited and answered."""

from typing import ClassVar
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from salestui import clock
from salestui.errors import Gone
from salestui.lifecycle import entry_rules
from salestui.lifecycle.refs import RecordRef
from salestui.screens.note_commands import NoteCommands
from salestui.screens.opening_records import open_record
from salestui.widgets.acting import bindings
from salestui.widgets.desk import Desk, RecordsChanged
from salestui.widgets.nav import PathBar
from salestui.widgets.opening import Opening
from salestui.widgets.pane import Pane
from salestui.widgets.reading_pane import TEXT, Read, ReadingPane
from salestui.widgets.toast import warn

_SHOWN = ("note", "post", "post_like", "attachment", "system_user")
"""The tables that it shows records of, besides those that are named."""


class ReadingScreen(NoteCommands, Opening):
    """Over the record from whose timeline it was opened. Enter on what it leads to opens that."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("reading")]

    def __init__(self, desk: Desk, ref: RecordRef) -> None:
        super().__init__(desk)
        self._ref = ref
        self._read: Read | None = None

    def top(self) -> Widget:
        """The place, and the record that it is about."""
        back = self.desk.key("reading.back")
        return PathBar(self.app.current_mode, keys=[(back, "key bold"), (" back", "muted")])

    def body(self) -> ComposeResult:
        """The one pane."""
        yield ReadingPane(id="entry")

    @property
    def pane(self) -> ReadingPane:
        """What is read."""
        return self.query_one("#entry", ReadingPane)

    def on_mount(self) -> None:
        """Read it, with the keys in it."""
        self._load()
        self.pane.focus()

    def _load(self) -> None:
        from salestui.lifecycle import file_store, files, timeline

        try:
            with self.desk.store.session() as session:
                entry = timeline.entry(session, self._ref.table, self._ref.id)
                replies = timeline.replies(session, entry.id) if entry.source == "post" else ()
                store = file_store.folder(self.desk.store.path)
                kept = files.files_of(session, "note", entry.id, store) if entry.files else ()
        except Gone as error:
            self._leave(str(error))
            return
        self._read = Read(entry, replies, kept)
        about = entry.about.name if entry.about is not None else ""
        self.query_one(PathBar).steps = tuple(step for step in (about, entry.kind) if step)
        self.pane.fill(self._read, clock.today(), self.desk.settings.date_format)
        self.footer.recheck()

    def _leave(self, why: str) -> None:
        """Once nothing lies over it."""
        if self.is_active:
            warn(self.app, why)
            self.dismiss()

    def on_records_changed(self, event: RecordsChanged) -> None:
        """It may have been changed or deleted, or what it names may be called differently now."""
        if event.changes.everything or any(event.changes.touches(table) for table in _SHOWN):
            self._load()

    def uncovered(self) -> None:
        """Read again."""
        self._load()

    def target(self) -> RecordRef | None:
        """The record that it is about."""
        return self._read.entry.about if self._read is not None else None

    def subject(self) -> str:
        """Its title or beginning."""
        return self._read.entry.text if self._read is not None else ""

    # What is under the cursor

    def _row(self) -> list[str]:
        item = self.pane.current if self.is_mounted else None
        return item.id.split() if item is not None else [TEXT]

    def _under_cursor(self) -> RecordRef:
        """The answer under the cursor, or the note or post itself."""
        match self._row():
            case ["reply", reply_id]:
                return RecordRef("post", UUID(reply_id), self._text_of(UUID(reply_id)))
        return self._ref

    def _text_of(self, reply_id: UUID) -> str:
        replies = self._read.replies if self._read is not None else ()
        return next((one.text for one in replies if one.id == reply_id), "")

    def why_not(self, action_id: str) -> str | None:
        """Posts are not edited, notes not answered, and only one's own is deleted."""
        scope, _, verb = action_id.partition(".")
        if self._read is None:
            return super().why_not(action_id)
        if scope == "reading" and verb != "back":
            ref = self._under_cursor()
            entry = next((one for one in self._read.replies if one.id == ref.id), self._read.entry)
            return entry_rules.why_not(verb, entry, self.desk.user.id)
        return super().why_not(action_id)

    @on(Pane.Opened, "#entry")
    async def _opened(self, event: Pane.Opened) -> None:
        event.stop()
        if not self.is_active:
            return
        match event.item.id.split():
            case ["record", table, record_id]:
                open_record(self.app, self.desk, self._named(table, UUID(record_id)))
            case ["file", file_id]:
                self._open_file(UUID(file_id))
            case [row] if row == TEXT and self._ref.table == "note":
                await self.do_with("edit", self._ref)
            case _:
                await self.do_with("reply", self._ref)

    def _named(self, table: str, record_id: UUID) -> RecordRef:
        """What the entry leads to, with its name."""
        assert self._read is not None
        entry = self._read.entry
        leads = [*entry.links, *([entry.about] if entry.about is not None else [])]
        return next(ref for ref in leads if (ref.table, ref.id) == (table, record_id))

    def _open_file(self, file_id: UUID) -> None:
        assert self._read is not None
        file = next((one for one in self._read.files if one.id == file_id), None)
        if file is not None:
            self.open_attached(self.desk, file)

    # Actions

    async def action_edit(self) -> None:
        """Edit the note."""
        await self.do_with("edit", self._ref)

    async def action_reply(self) -> None:
        """Answer the post."""
        await self.do_with("reply", self._ref)

    async def action_like(self) -> None:
        """Like the post or answer under the cursor, or like it no longer."""
        await self.do_with("like", self._under_cursor())

    async def action_pin(self) -> None:
        """Pin it on top of timelines, or unpin it."""
        await self.do_with("pin", self._ref)

    async def action_delete(self) -> None:
        """Delete the note, the post, or the answer under the cursor."""
        await self.do_with("delete", self._under_cursor())

    def action_back(self) -> None:
        """Back to where it was opened."""
        self.dismiss()
