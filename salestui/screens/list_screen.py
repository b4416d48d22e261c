"""The base of the lists of records: a view with its filter and order, and a preview beside it."""

from typing import ClassVar
from uuid import UUID

from textual import on
from textual.binding import BindingType
from textual.screen import Screen
from textual.timer import Timer
from textual.worker import Worker, WorkerState

from salestui import clock
from salestui.lifecycle import my_views, organization, permission
from salestui.lifecycle.edits import lowered
from salestui.lifecycle.organization import OrganizationFacts
from salestui.lifecycle.refs import RecordRef
from salestui.lifecycle.view_columns import column as view_column
from salestui.lifecycle.views import View, resolve
from salestui.screens.list_memory import ListMemory
from salestui.screens.list_parts import PEEK_FROM, ListParts
from salestui.screens.mail_commands import MailCommands
from salestui.screens.note_commands import NoteCommands
from salestui.screens.opening_records import open_record
from salestui.screens.owner_commands import OwnerCommands
from salestui.store.listing import Listing
from salestui.store.query import TRUE, ListQuery, Predicate
from salestui.widgets.acting import bindings
from salestui.widgets.desk import Desk, RecordsChanged
from salestui.widgets.list_frame import ListHeader
from salestui.widgets.pane import Empty
from salestui.widgets.record_table import RecordTable
from salestui.widgets.sorting import direction
from salestui.widgets.toast import warn
from salestui.widgets.walk import Walk

KEPT_AFTER = 0.5
"""Seconds that the cursor rests before its place is kept for the next start."""
ORDERING = "order"
"""The group of the workers that find out the order of a long list that is worked through."""


class ListScreen(ListParts, NoteCommands, MailCommands, OwnerCommands):
    """The list of a view, its filter and order, and the preview; all as it was left at the next start.

    Subclasses say what is listed, and give the preview and the dialog for a new record.
    """

    listed: ClassVar[frozenset[str]]
    """The tables that the list shows of, or picks its rows by."""
    filter_hint: ClassVar[str]
    """What the filter looks at, as the empty input says it."""
    new_action: ClassVar[str] = ""
    """The action that makes a record, for what an empty list says."""
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("list")]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.groups = {"list.edit": self.row_group}
        self._recall()
        self._day = clock.today()
        self._facts = OrganizationFacts()
        self._user = desk.user
        self._readable: Predicate = TRUE
        self._query: ListQuery | None = None
        self._keeping: Timer | None = None

    def on_mount(self) -> None:
        """Fit the size, and show the list as it was left."""
        self.table.groups = {"pane.open": self.row_group}
        self._fit(self.app.size.width, self.app.size.height)
        self.watch(self.table, "has_focus", self._show_focus)
        self.table.focus()
        self._show_list(self.memory.record_id, self.memory.position)

    @property
    def shows_preview(self) -> bool:
        """As it was left."""
        return self.memory.preview

    def _recall(self) -> None:
        """The list as the user at the desk left it."""
        self._state = self.desk.state
        self.memory = ListMemory.read(self._state, self.place, self.table_name)
        self.view = self._view_of(self.memory.view)

    # The list

    def _view_of(self, key: str | None) -> View:
        """The view of a key; the default one without a key, or when there is no such view any more."""
        reader, user_id = self.desk.store.reader, self.desk.user.id
        known = my_views.known(reader, user_id, self.table_name) if key is not None else []
        return next((view for view in known if view.key == key), None) or my_views.default(
            reader, user_id, self.table_name
        )

    def _show_list(self, record_id: str | None = None, position: int = 0, *, same_rows: bool = False) -> None:
        """Show the view with its filter and order; `same_rows` says that only the order is another."""
        self._day = clock.today()
        facts = self._facts = organization.facts(self.desk.store.reader)
        self._readable = self._readable_now()
        query = resolve(
            self.view,
            self.desk.user.id,
            self.desk.user.team_ids,
            self._day,
            sort=self.memory.sort,
            filter_text=self.memory.filter,
            week_start=self.desk.settings.week_start,
            fiscal_start=facts.fiscal_start,
            readable=self._readable,
        )
        self._query = query
        totals = self.table.source.totals if same_rows else None
        listing = Listing(self.desk.store.reader, query, self.desk.store.connect, totals)
        self.table.empty, self.table.sign = self._empty(), facts.sign
        self.head.view, self.head.shows, self.head.typed = self.view.name, self.view.words, query.text
        self.head.order = self._order()
        self.table.show(listing, record_id=record_id, position=position, keep_marks=same_rows)
        self._say_figures()

    def _readable_now(self) -> Predicate:
        return permission.readable(self.desk.store.reader, self.desk.user.id, self.table_name)

    def _order(self) -> str:
        """The order in words, when it is another than the view's: its column may have no room."""
        order = self.memory.sort
        if order is None:
            return ""
        column = view_column(self.table_name, order.column)
        return f"by {lowered(column.label)}, {direction(column, order.descending)}"

    def _empty(self) -> Empty:
        """What the list says when nothing is in it."""
        if self.memory.filter:
            key = self.desk.key("list.back")
            return Empty(f"Nothing here matches “{self.memory.filter}”.", key, "clears the filter")
        choosing = f"{self.desk.key('list.choose_view')} chooses another view"
        if not self.new_action:
            return Empty(f"{self.view.name}: none yet.", "", choosing)
        return Empty(f"{self.view.name}: none yet.", self.desk.key(self.new_action), f"makes one, {choosing}")

    def _keep(self) -> None:
        """Keep everything as it is for the next start."""
        if self._keeping is not None:
            self._keeping.stop()
            self._keeping = None
        self.memory.keep(self._state, self.place)

    def on_unmount(self) -> None:
        """Keep where the cursor stood last."""
        self._keep()

    def on_records_changed(self, event: RecordsChanged) -> None:
        """Records were changed; on another day, or for another user, a view means other records."""
        changes = event.changes
        facts = organization.facts(self.desk.store.reader)
        before, self._user = self._user, self.desk.user
        if before.id != self._user.id:
            self._keep()
            self._recall()
            self._fit(self.app.size.width, self.app.size.height)
            self._show_list(self.memory.record_id, self.memory.position)
        elif before != self._user:
            self.view = self._view_of(self.memory.view)
            self._show_list(self.table.record_id)
        elif (self._day, self._facts, self._readable) != (clock.today(), facts, self._readable_now()):
            self._show_list(self.table.record_id, self.table.cursor_row)
        elif any(changes.touches(table) for table in self.listed) or (
            self._readable != TRUE and changes.touches("record_share")
        ):
            self.table.reload()
        self.preview.changed(changes)

    @on(RecordTable.Moved)
    def _moved(self, event: RecordTable.Moved) -> None:
        """The preview follows, and the place is kept once the cursor rests."""
        table = self.table
        self.preview.follow(table.record_id, self.record_name(), self.second_line())
        self.footer.recheck()
        if table.record_id is not None and table.source.is_loaded:
            self.memory = self.memory.changed(record_id=table.record_id, position=table.cursor_row)
            if self._keeping is not None:
                self._keeping.stop()
            self._keeping = self.set_timer(KEPT_AFTER, self._keep)

    # Actions

    def has_open_activity(self) -> bool | None:
        """Whether the record under the cursor has one; None until the preview has read it."""
        count = self.preview.open_activities_of(self.table.record_id)
        return count > 0 if count is not None else None

    def why_not(self, action_id: str) -> str | None:
        """There may be no filter, no room for a peek, nothing to edit or to work on."""
        if action_id == "list.edit" and self.is_mounted and self.table.record_id is None:
            return "nothing is here to edit"
        if action_id == "list.work" and self.is_mounted and self.table.record_id is None:
            return "nothing is in this list"
        if action_id == "list.back" and not self.memory.filter:
            if self.is_mounted and self.table.marks:
                return f"no filter is set; {self.desk.key('table.mark_all')} clears the marks"
            return "no filter is set"
        if action_id == "list.preview" and self.app.size.height < PEEK_FROM:
            return "the terminal is too low for it"
        return super().why_not(action_id)

    def note(self, action_id: str) -> str | None:
        """The view and the filter as they are."""
        match action_id:
            case "list.choose_view":
                return f"now {self.view.name}"
            case "list.filter" if self.memory.filter:
                return f"now “{self.memory.filter}”"
            case "list.preview":
                return f"now {'on' if self.memory.preview else 'off'}"
        return super().note(action_id)

    def action_edit(self) -> None:
        """Edit the record under the cursor in the place of its preview."""
        from salestui.screens.quick_edit import QuickEdit

        if self.table.record_id is not None:
            self.app.push_screen(QuickEdit(self.desk, self.table_name, self.table.record_id))

    def new_dialog(self) -> Screen[str]:
        """The dialog that makes a record and answers with its id (hexadecimal)."""
        raise NotImplementedError

    def action_new(self) -> None:
        """Make a record and open it."""
        self.app.push_screen(self.new_dialog(), self._made)

    def _made(self, record_id: str | None) -> None:
        if record_id is not None:
            self.open_record(record_id)

    def action_choose_view(self) -> None:
        """Choose a view."""
        from salestui.screens.view_chooser import ViewChooser

        self.app.push_screen(ViewChooser(self.desk, self.table_name, self.view.key), self._use_view)

    @on(ListHeader.ViewClicked)
    def _view_clicked(self) -> None:
        if self.is_active:
            self.action_choose_view()

    def _use_view(self, key: str | None) -> None:
        if key is None:
            return
        self.view = self._view_of(key)
        self.memory = self.memory.changed(view=key, sort=None, filter="")
        self._show_list()
        self._keep()

    @on(RecordTable.SortRequested)
    def _sort(self, event: RecordTable.SortRequested) -> None:
        self.memory = self.memory.changed(sort=event.order)
        self._show_list(same_rows=True)
        self._keep()

    async def action_filter(self) -> None:
        """Type a filter; the list follows each letter."""
        await self.head.open_filter(self.filter_hint)

    @on(ListHeader.FilterTyped)
    def _filter_typed(self, event: ListHeader.FilterTyped) -> None:
        self._filter(event.text)

    def _filter(self, text: str, record_id: str | None = None) -> None:
        self.memory = self.memory.changed(filter=text)
        self._show_list(record_id)
        self._keep()

    @on(ListHeader.FilterLeft)
    def _filter_left(self, event: ListHeader.FilterLeft) -> None:
        self.table.focus()
        self.head.close_filter()
        if not event.keep:
            self.action_back()

    def action_back(self) -> None:
        """The whole view again, with the cursor on the same record."""
        self._filter("", self.table.record_id)

    def action_preview(self) -> None:
        """Show the preview, or give its room to the list."""
        self.memory = self.memory.changed(preview=not self.memory.preview)
        self._keep()
        if self.preview.has_focus:
            self.table.focus()
        self._fit(self.app.size.width, self.app.size.height)
        self.preview.read()

    def awaits_input(self) -> bool:
        """Until a record that was asked for is on the screen: what is typed behind Enter is meant for it."""
        return self.is_mounted and self.table.is_opening

    @on(RecordTable.Opened)
    def _opened(self, event: RecordTable.Opened) -> None:
        self.table.is_opening = False
        if event.record_id is not None and self.is_active:
            walk = Walk(self.view.name, lambda: self.table.source, event.record_id, self.table.cursor_row)
            self.open_record(event.record_id, walk)

    def action_work(self) -> None:
        """Go through the records, or the marked ones, one by one from where that was stopped."""
        from salestui.screens.working import work_walk

        assert self._query is not None
        walk = work_walk(self, self._query)
        if walk is not None:
            self.open_record(walk.record_id, walk)

    @on(Worker.StateChanged)
    def _order_unread(self, event: Worker.StateChanged) -> None:
        """Without the order of the whole list, the work through it goes on by where its records stand."""
        if event.worker.group == ORDERING and event.state is WorkerState.ERROR:
            event.prevent_default()
            warn(self, f"the whole list can't be read: {event.worker.error}", "error")

    def open_record(self, record_id: str, walk: Walk | None = None) -> None:
        """Open a record; afterwards the cursor stands on it, or where the walk through the list ended."""
        ref = RecordRef(self.table_name, UUID(record_id), self.record_name())
        open_record(self.app, self.desk, ref, walk, self.came_back)

    def came_back(self, record_id: str) -> None:
        """An opened record is closed: the cursor goes to it, or to where the walk through the list ended."""
        self.table.select(record_id)
