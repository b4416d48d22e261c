"""The record of an opportunity: header, stages, tabs of panes, its fields edited in place."""

from collections.abc import Callable
from typing import ClassVar
from uuid import UUID

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Right, Vertical
from textual.widget import Widget

from salestui.lifecycle.shapes import OpportunityRecord, Preview
from salestui.screens import record_reading
from salestui.screens.editing import EditingScreen
from salestui.screens.record_tabs import (
    BRIEF_FROM,
    COUNTED,
    ON_SHEET,
    PANES,
    TALL_FROM,
    TITLES,
    WIDE_FROM,
    tab_after_resize,
    tabs_for,
)
from salestui.widgets.acting import bindings
from salestui.widgets.desk import Desk, RecordsChanged
from salestui.widgets.dialog import drop_first
from salestui.widgets.fields_pane import FieldsPane
from salestui.widgets.history_pane import HistoryPane
from salestui.widgets.line_items import LineItemsPane, TotalsPane
from salestui.widgets.nav import PathBar
from salestui.widgets.painting import Piece
from salestui.widgets.pane import Empty, Pane
from salestui.widgets.record_fields import banner
from salestui.widgets.record_header import RecordHeader
from salestui.widgets.record_panes import AssistantPane, BriefPane, FilesPane, QuotesPane, SheetPane
from salestui.widgets.sheet import Sheet
from salestui.widgets.stage_bar import StageBar
from salestui.widgets.tab_bar import TabBar
from salestui.widgets.timeline import TimelinePane
from salestui.widgets.toast import warn
from salestui.widgets.walk import Walk

_NOTHING_TO_SAVE = {"record.save": ""}
"""The footer has the key that saves only when something is to be saved."""


class OpportunityScreen(EditingScreen):
    """One opportunity. With a `walk`, `]` and `[` go to its neighbours in the list it was opened from.

    Push it over the list. When it is gone, `walk.record_id` tells which record was seen last.
    """

    place = "opportunities"
    CSS_PATH = "opportunity.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("record")]

    def __init__(self, desk: Desk, record_id: UUID | str, walk: Walk | None = None) -> None:
        super().__init__(desk)
        self.record_id = record_id if isinstance(record_id, UUID) else UUID(record_id)
        self.walk = walk
        self.record: OpportunityRecord | None = None
        self.tab = "summary"
        self.words = _NOTHING_TO_SAVE
        self._preview: Preview | None = None
        self._wide = True
        self._stale: set[str] = set()

    # Its parts

    def top(self) -> Widget:
        """The way that led here."""
        return PathBar(self.place)

    def body(self) -> ComposeResult:
        """Every pane; which of them are seen is the tab's choice."""
        yield RecordHeader(self.desk.settings.date_format, id="header")
        yield StageBar(id="stages")
        yield TabBar(id="tabs")
        with Horizontal(id="body"):
            yield FieldsPane(self.desk, id="summary")
            yield BriefPane(id="brief")
            yield TimelinePane(self.desk, id="timeline")
            with Sheet(id="sheet"):
                yield AssistantPane("assistant", empty=Empty("Nothing to remind of."), id="assistant")
                nobody = Empty("No stakeholders yet.")
                yield SheetPane("stakeholders", empty=nobody, later="contacts", id="stakeholders")
                yield SheetPane("sales team", empty=Empty("Nobody yet."), later="users", id="team")
                none = Empty("No competitors yet.")
                yield SheetPane("competitors", empty=none, later="competitors", id="competitors")
            yield SheetPane(later="contacts and users", id="people")
            with Vertical(id="lines"):
                yield LineItemsPane(id="line_items")
                with Right():
                    yield TotalsPane(id="totals")
            yield QuotesPane(id="quotes")
            yield FilesPane(id="files")
            yield HistoryPane(id="history")

    @property
    def fields(self) -> FieldsPane:
        """The pane of fields."""
        return self.query_one("#summary", FieldsPane)

    def _pane(self, pane_id: str) -> Pane:
        return self.query_one(f"#{pane_id}", Pane)

    def _panes(self) -> list[Pane]:
        return [pane for pane in self.query(Pane) if pane.id in PANES]

    # Size and tabs

    def on_mount(self) -> None:
        """Fit the size, read, and give the first pane the keys."""
        self._fit(self.app.size.width, self.app.size.height)
        self._show_tab(self.tab)
        self.load(self.record_id)
        self.fields.focus()

    def on_resize(self, event: events.Resize) -> None:
        """Another size may show other tabs."""
        before = self._wide
        self._fit(event.size.width, event.size.height)
        if self._wide != before:
            self._stale.add("line_items")
        self._show_tab(tab_after_resize(self.tab, self._wide))

    def _fit(self, width: int, height: int) -> None:
        compact = height < TALL_FROM
        self._wide = width >= WIDE_FROM and not compact
        self.set_class(compact, "-compact")
        self.set_class(not self._wide, "-narrow")
        is_work = self.walk is not None and self.walk.is_work
        self.query_one(PathBar).display = not compact or is_work
        self.query_one(StageBar).one_line = compact
        self.query_one(TimelinePane).compact = not self._wide
        for pane in self._panes():
            pane.title = TITLES.get(str(pane.id), "") if self._wide else ""

    def _show_tab(self, key: str) -> None:
        """Show the panes of a tab, filled; the keys stay where they are, or go to its first pane."""
        self.tab = key
        tab = next(tab for tab in tabs_for(self._wide) if tab.key == key)
        shown = set(tab.shows)
        if self.app.size.width < BRIEF_FROM:
            shown.discard("brief")
        for pane in self._panes():
            pane.display = pane.id in shown
        sheet = self.query_one(Sheet)
        sheet.display = bool(shown & ON_SHEET)
        sheet.set_class(not self._wide, "-alone")
        self.query_one("#lines").display = "line_items" in shown
        self._fill(shown)
        if self.focused is None or self._tab_of(self.focused) != key:
            self._pane(tab.shows[0]).focus()
        self._draw_tabs()

    def _tab_of(self, widget: Widget) -> str | None:
        """The tab that shows this widget."""
        ids = {node.id for node in widget.ancestors_with_self}
        return next((tab.key for tab in tabs_for(self._wide) if ids.intersection(tab.shows)), None)

    def _draw_tabs(self) -> None:
        self.query_one(TabBar).show(tabs_for(self._wide), self.tab, self._counts())

    def _counts(self) -> dict[str, int | None]:
        preview = self._preview
        if preview is None:
            return {}
        counts = {"lines": preview.line_count, "quotes": preview.quote_count, "files": preview.file_count}
        told = {tab.key for tab in tabs_for(self._wide)}.intersection(COUNTED) - self._stale
        return counts | {key: self._pane(key).count for key in told}

    @on(TabBar.Chosen)
    def _tab_chosen(self, event: TabBar.Chosen) -> None:
        self._show_tab(event.key)

    def action_next_tab(self) -> None:
        """The next tab, or after the last the first."""
        self._step_tab(1)

    def action_previous_tab(self) -> None:
        """The tab before."""
        self._step_tab(-1)

    def _step_tab(self, by: int) -> None:
        keys = [tab.key for tab in tabs_for(self._wide)]
        self._show_tab(keys[(keys.index(self.tab) + by) % len(keys)])

    # Reading

    def load(self, record_id: UUID) -> None:
        """Show this opportunity: what is in sight first, the rest once that is on the screen."""
        self.record_id = record_id
        self._stale = {str(pane.id) for pane in self._panes()}
        if not self._read_head():
            self._leave_gone()
            return
        tab = next(tab for tab in tabs_for(self._wide) if tab.key == self.tab)
        self._fill(set(tab.shows))
        self._draw_tabs()
        if not self._wide:
            self.call_after_refresh(self._count_the_others)

    def _count_the_others(self) -> None:
        self._fill(set(COUNTED))
        self._draw_tabs()

    def reload_record(self) -> None:
        """Read the header and the fields again."""
        self._read_head()

    def _read_head(self) -> bool:
        """Header, stages and fields; False when the opportunity is gone."""
        from salestui.errors import Gone
        from salestui.lifecycle.preview import preview
        from salestui.lifecycle.record import record

        try:
            with self.desk.store.session() as session:
                self.record = record(session, self.record_id)
        except Gone:
            return False
        self._preview = preview(self.desk.store.reader, self.record_id)
        self.query_one(RecordHeader).record = self.record
        bar = self._preview.stage_bar if self._preview is not None else None
        self.query_one(StageBar).show(bar.phases if bar is not None else ())
        self.fields.banner = banner(self.record, self.desk.settings.date_format)
        self.fields.load(self.record)
        self._stale.discard("summary")
        self._say_path()
        self._say_status()
        return True

    def _fill(self, wanted: set[str]) -> None:
        """Fill those of these panes that are stale."""
        fresh = wanted & self._stale
        if not fresh or self._preview is None:
            return
        with self.desk.store.session() as session:
            for pane_id in fresh:
                record_reading.fill(self._pane(pane_id), session, self.desk, self.record_id, self._preview)
        self._stale -= fresh
        if fresh & ON_SHEET:
            self.call_after_refresh(self.query_one(Sheet).share)

    def on_records_changed(self, event: RecordsChanged) -> None:
        """Records were changed here or elsewhere: what is shown of them is read again."""
        changes = event.changes
        touched = changes.everything or changes.touches("opportunity", self.record_id.hex)
        others = record_reading.TABLES - {"opportunity"}
        if not touched and not any(changes.touches(table) for table in others):
            return
        before = set(self.fields.clashes)
        self.load(self.record_id)
        for name in set(self.fields.clashes) - before:
            label = self.fields.record.fields[name].field.label if self.fields.record else name
            warn(self, f"{label} was changed meanwhile; saving asks whose value stays")

    def _leave_gone(self) -> None:
        """The opportunity is no longer there: so is this screen, once nothing lies over it."""
        if self.is_active:
            warn(self.app, "This opportunity is no longer there")
            self.dismiss()

    def on_screen_resume(self) -> None:
        """What lay over it is closed."""
        if self.is_mounted and self.record is not None and not self._read_head():
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
        bar.keys = [*keys, (self.desk.key("record.back"), "key bold"), (" back", "muted")]

    def _say_status(self) -> None:
        edited = self.edit_status()
        risks = len(self._preview.risks) if self._preview is not None else 0
        if edited:
            self.say_status(edited)
        else:
            self.say_status([(f"{risks} at risk", "warning bold")] if risks else [])

    @on(FieldsPane.Edited)
    def _edited(self, event: FieldsPane.Edited) -> None:
        event.stop()
        self._say_status()
        self.words = {} if self.fields.waiting else _NOTHING_TO_SAVE
        self.footer.reload()

    def subject(self) -> str:
        """The topic."""
        return self.record.name if self.record is not None else ""

    # Actions

    def why_not(self, action_id: str) -> str | None:
        """Read-only records, the ends of the list, nothing to save."""
        match action_id:
            case "record.edit" if self.record is not None:
                return self.record.why_read_only
            case "record.save" if not self.fields.waiting:
                return "nothing was changed"
            case "record.next" | "record.previous":
                return self._why_not_go(1 if action_id == "record.next" else -1)
        return super().why_not(action_id)

    def _why_not_go(self, step: int) -> str | None:
        if self.walk is None:
            return "it was not opened from a list"
        if self.walk.neighbour(step) is None:
            return f"this is the {'last' if step > 0 else 'first'} of the list"
        return None

    def action_edit(self) -> None:
        """Edit the field under the cursor of the fields."""
        self._show_tab("summary")
        self.fields.focus()
        self.call_next(self.fields.action_perform, "fields.edit")

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
        """Back to the list."""
        self._ask_first(self.dismiss)

    def _ask_first(self, leave: Callable[[], object]) -> None:
        """Leave the record, after asking if something is not saved."""

        def go() -> None:
            self.fields.forget()
            leave()

        drop_first(self.app, self.unsaved(), go)

    @on(Pane.Opened, "#assistant")
    def _card_opened(self, event: Pane.Opened) -> None:
        """Go to what the card is about."""
        event.stop()
        _, _, record_id = event.item.id.partition(":")
        for key, pane_id in (("timeline", "timeline"), ("quotes", "quotes"), ("summary", "summary")):
            self._fill({pane_id})
            target = "estimated_close_date" if pane_id == "summary" else UUID(record_id).hex
            if self._pane(pane_id).select(target):
                self._show_tab(key if any(tab.key == key for tab in tabs_for(self._wide)) else "summary")
                self._pane(pane_id).focus()
                return
