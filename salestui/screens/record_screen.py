"""The base of the screens of one record: header, tabs of panes, its fields edited in place."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from salestui.lifecycle import permission
from salestui.lifecycle.refs import RecordRef
from salestui.lifecycle.shapes import FieldedRecord
from salestui.screens.editing import EditingScreen
from salestui.screens.mail_commands import MailCommands
from salestui.screens.note_commands import NoteCommands
from salestui.screens.opening_records import OPENED, open_record
from salestui.screens.owner_commands import OwnerCommands
from salestui.screens.record_tabs import TALL_FROM
from salestui.screens.tabbed_record import TabbedRecord
from salestui.store.words import word
from salestui.widgets.acting import bindings
from salestui.widgets.desk import Desk, RecordsChanged
from salestui.widgets.dialog import drop_first
from salestui.widgets.fields_pane import FieldsPane
from salestui.widgets.file_list import FileList
from salestui.widgets.nav import PathBar
from salestui.widgets.painting import Piece, Pieces, cut
from salestui.widgets.pane import Pane
from salestui.widgets.record_fields import why_not_edit
from salestui.widgets.record_header import Head, RecordHeader
from salestui.widgets.record_rows import RecordRows
from salestui.widgets.row_source import RowList
from salestui.widgets.tab_bar import TabBar
from salestui.widgets.timeline import TimelinePane
from salestui.widgets.toast import warn
from salestui.widgets.walk import Walk

if TYPE_CHECKING:
    from sqlmodel import Session

_NOTHING_TO_SAVE = {"record.save": ""}
"""The footer has the key that saves only when something is to be saved."""
_OF_RIGHTS = ("record_share", "team_membership", "system_user")
"""With these a record may become one that the user can't change, or can't read."""


class RecordScreen(TabbedRecord, EditingScreen, NoteCommands, MailCommands, OwnerCommands):
    """One record. With a `walk`, `]` and `[` go to its neighbours in the list it was opened from.

    Push it over the list. When it is gone, `walk.record_id` tells which record was seen last. Subclasses
    give the tabs and the panes, the header's words, and fill the panes. The pane of the fields is "summary".
    """

    table_name: ClassVar[str]
    """The table of the record."""
    shown_tables: ClassVar[frozenset[str]]
    """The tables that the panes show records of."""
    shows_its_kind: ClassVar[bool] = False
    """Whether the panes show other records of the record's own table."""
    CSS_PATH = "record_screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("record")]

    def __init__(self, desk: Desk, record_id: UUID | str, walk: Walk | None = None) -> None:
        super().__init__(desk)
        self.record_id = record_id if isinstance(record_id, UUID) else UUID(record_id)
        self.walk = walk
        self._is_left = False
        self.words = _NOTHING_TO_SAVE
        self._opens_search = False

    # What subclasses give

    def panes(self) -> ComposeResult:
        """Every pane; which of them are seen is the tab's choice."""
        raise NotImplementedError

    def under_header(self) -> ComposeResult:
        """What stands between the header and the tabs."""
        yield from ()

    def read(self, session: "Session") -> FieldedRecord:
        """The record, and what else the header needs. Raises Gone."""
        from salestui.lifecycle import fielded

        return fielded.record(session, self.table_name, self.record_id)

    def head(self) -> Head:
        """What the header says of the record that was read."""
        raise NotImplementedError

    def status_words(self) -> Pieces:
        """The right end of the footer while everything is saved."""
        return []

    # Its parts

    def top(self) -> Widget:
        """The way that led here."""
        return PathBar(self.place)

    def body(self) -> ComposeResult:
        """Header, tabs and panes."""
        yield RecordHeader(id="header")
        yield from self.under_header()
        yield TabBar(id="tabs")
        with Horizontal(id="body"):
            yield from self.panes()

    @property
    def fields(self) -> FieldsPane:
        """The pane of fields."""
        return self.query_one("#summary", FieldsPane)

    def on_mount(self) -> None:
        """Fit the size, read, and give the first pane the keys."""
        self.fields.let_open(OPENED)
        self._fit(self.app.size.width, self.app.size.height)
        self.show_tab(self.tab)
        self.load(self.record_id)
        self.fields.focus()

    def on_resize(self, event: events.Resize) -> None:
        """Another size may show other tabs."""
        self._fit(event.size.width, event.size.height)
        self.show_tab(self.tabs.after_resize(self.tab, self.is_wide))

    def _fit(self, width: int, height: int) -> None:
        super()._fit(width, height)
        is_work = self.walk is not None and self.walk.is_work
        self.query_one(PathBar).display = height >= TALL_FROM or is_work

    # Reading

    def load(self, record_id: UUID) -> None:
        """Show this record: what is in sight first, the rest once that is on the screen."""
        self.record_id = record_id
        self.make_all_stale()
        if not self._read_head():
            self._leave_gone()
            return
        self.fill_tab()

    def reload_record(self) -> None:
        """Read the header and the fields again."""
        self._read_head()

    def _read_head(self) -> bool:
        """Header and fields; False when the record is gone."""
        from salestui.errors import Gone

        try:
            with self.desk.store.session() as session:
                self.record = self.read(session)
        except Gone:
            return False
        self.query_one(RecordHeader).head = self.head()
        self.show_fields(self.record)
        self._stale.discard("summary")
        self._say_status()
        self._say_keys()
        return True

    def on_records_changed(self, event: RecordsChanged) -> None:
        """Records were changed here or elsewhere: what is shown of them is read again."""
        changes = event.changes
        touched = changes.everything or changes.touches(self.table_name, self.record_id.hex)
        touched = touched or any(changes.touches(table) for table in _OF_RIGHTS)
        others = self.shown_tables if self.shows_its_kind else self.shown_tables - {self.table_name}
        if not touched and not any(changes.touches(table) for table in others):
            return
        before = set(self.fields.clashes)
        self.load(self.record_id)
        for name in set(self.fields.clashes) - before:
            label = self.fields.record.fields[name].field.label if self.fields.record else name
            warn(self, f"{label} was changed meanwhile; saving asks whose value stays")

    def _leave_gone(self) -> None:
        """The record is no longer there: so is this screen, once nothing lies over it."""
        if not self.is_active or self._is_left:
            return
        self._is_left = True
        if not self.fields.waiting and self._is_own_doing():
            self.dismiss()
            return
        kind, ref = word(self.table_name), RecordRef(self.table_name, self.record_id, "")
        if permission.why_not(self.desk.store.reader, self.desk.user.id, ref, "read") is None:
            warn(self.app, self.with_typed(f"This {kind} is no longer there"))
        else:
            # Not one's own doing: another user works here now, or it is no longer shared.
            is_known = self.record is not None and self.record.id == self.record_id
            which = f"The {kind} “{cut(self.subject(), 60)}”" if is_known else f"This {kind}"
            words = self.with_typed(f"{which} is not there, or not shared with you")
            warn(self.app, words, "warning" if self.fields.waiting else "information")
        self.dismiss()

    def _is_own_doing(self) -> bool:
        """Whether the user himself deleted it, or undid what made it, and so was told of it already."""
        from salestui.lifecycle import history

        return history.was_deleted_by(self.desk.store.reader, self.desk.user.id, self.record_id)

    def uncovered(self) -> None:
        """Read again; it leaves when the record has gone."""
        if not self._read_head():
            self._leave_gone()

    # What is said around the panes

    def _say_path(self) -> None:
        bar = self.query_one(PathBar)
        wide = self.app.size.width >= 100
        keys: list[Piece] = []
        if self.walk is not None:
            bar.steps = tuple(step for step in (self.walk.name, self.walk.where()) if step)
            if wide:
                before, after = self.desk.key("record.previous"), self.desk.key("record.next")
                keys = [(f"{before} {after}", "key bold"), (" previous, next   ", "muted")]
        back = self.words.get("record.back", "back")
        bar.keys = [*keys, (self.desk.key("record.back"), "key bold"), (f" {back}", "muted")]

    @on(events.DescendantFocus)
    @on(FileList.Counted)
    @on(TimelinePane.Searched)
    def _say_keys(self) -> None:
        """The keys do other things, or can't be used, after a read, in another pane or with a search."""
        if (words := self.footer_words()) != self.words:
            self.words = words
            self.footer.reload()
        else:
            self.footer.recheck()
        self._say_path()

    def _say_status(self) -> None:
        self.say_status(self.edit_status() or self.status_words())

    @on(FieldsPane.Edited)
    def _edited(self, event: FieldsPane.Edited) -> None:
        event.stop()
        self._say_status()
        self.words = self.footer_words()
        self.footer.reload()

    def footer_words(self) -> dict[str, str]:
        """The words of the footer that are others than the registry's, as things are now."""
        words = {} if self.fields.waiting else _NOTHING_TO_SAVE
        return words | ({} if self._search_to_end() is None else {"record.back": "end search"})

    def subject(self) -> str:
        """The name of the record."""
        return self.record.name if self.record is not None else ""

    def target(self) -> RecordRef | None:
        """The record."""
        if self.record is None:
            return None
        return RecordRef(self.table_name, self.record_id, self.record.name)

    # Actions

    def why_not(self, action_id: str) -> str | None:
        """Read-only records, the ends of the list, nothing to save."""
        match action_id:
            case "record.edit" if self.record is not None:
                return why_not_edit(self.record, self.desk)
            case "record.save" if not self.fields.waiting:
                return "nothing was changed"
            case "record.search" | "record.filters" if self.is_mounted and not self.query(TimelinePane):
                return f"an {word(self.table_name)} has no timeline"
            case "record.next" | "record.previous":
                return self._why_not_go(1 if action_id == "record.next" else -1)
        return super().why_not(action_id)

    def _why_not_go(self, step: int) -> str | None:
        if self.walk is None:
            return "it was not opened from a list"
        if self.walk.neighbour(step) is None:
            if self.walk.is_work and step > 0:
                return f"this was the last one, {self.walk.where()}"
            return f"this is the {'last' if step > 0 else 'first'} of the list"
        return None

    @on(FieldsPane.Followed)
    def _followed(self, event: FieldsPane.Followed) -> None:
        event.stop()
        if self.is_active:
            open_record(self.app, self.desk, event.ref)

    @on(Pane.Opened)
    def _row_opened(self, event: Pane.Opened) -> None:
        """Open the record of a row, with a walk through the rows of its pane."""
        pane = event.pane
        ref = pane.current_ref() if isinstance(pane, RecordRows) else None
        if ref is None or not isinstance(pane, RecordRows):
            return
        event.stop()
        if not self.is_active:
            return
        items = {one.id.hex: item for item, one in pane.refs.items() if one.table == ref.table}
        rows = [(record_id,) for record_id in items]
        title = self.tabs.titles.get(str(pane.id), str(pane.id))
        walk = Walk(f"{self.subject()}, {title}", lambda: RowList((), rows), ref.id.hex)
        open_record(self.app, self.desk, ref, walk, lambda last: event.pane.select(items[last]))

    def open_made(self, table: str, record_id: str | None) -> None:
        """Open a record that a dialog made."""
        if record_id is not None:
            open_record(self.app, self.desk, RecordRef(table, UUID(record_id), ""))

    def action_edit(self) -> None:
        """Edit the field under the cursor of the fields."""
        self.show_tab("summary")
        self.fields.focus()
        self.call_next(self.fields.action_perform, "fields.edit")

    def awaits_input(self) -> bool:
        """Also while the search of the timeline opens."""
        return super().awaits_input() or self._opens_search

    def action_search(self) -> None:
        """Search the timeline, from panes that have no search of their own."""
        self._go_to_timeline()
        self._opens_search = True
        # The search lies over the chips, so their place must be known.
        self.call_after_refresh(self._search)

    async def _search(self) -> None:
        self._opens_search = False
        await self.query_one(TimelinePane).action_perform("timeline.search")

    async def action_filters(self) -> None:
        """Choose what the timeline shows, from other panes."""
        self._go_to_timeline()
        await self.query_one(TimelinePane).action_perform("timeline.filters")

    def _go_to_timeline(self) -> None:
        timeline = self.query_one(TimelinePane)
        self.show_tab(self._tab_of(timeline) or self.tab)
        timeline.focus()

    def action_save(self) -> None:
        """Save all edits."""
        self.save()

    def action_next(self) -> None:
        """The next record of the list."""
        self._ask_first(lambda: self._go(1))

    def action_previous(self) -> None:
        """The record before."""
        self._ask_first(lambda: self._go(-1))

    def _go(self, step: int) -> None:
        record_id = self.walk.go(step) if self.walk is not None else None
        if record_id is not None:
            self.load(UUID(record_id))

    def action_back(self) -> None:
        """Back to the list; from a timeline or files that are searched, first to all of them."""
        end_search = self._search_to_end()
        if end_search is not None:
            end_search()
        else:
            self._ask_first(self.dismiss)

    def _search_to_end(self) -> Callable[[], None] | None:
        """What ends the search of the pane that has the keys; None without one."""
        pane = self.focused
        if isinstance(pane, TimelinePane) and pane.happenings.typed:
            return partial(pane.search, "")
        if isinstance(pane, FileList) and pane.shows_part:
            return pane.show_all
        return None

    def _ask_first(self, leave: Callable[[], object]) -> None:
        """Leave the record, after asking if something is not saved."""

        def go() -> None:
            self.fields.forget()
            leave()

        def save_and_go() -> None:
            if self.save():
                leave()

        lost = self.unsaved()
        drop_first(self.app, [lost] if lost else [], go, save_and_go)
