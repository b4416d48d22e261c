"""The panes of a record's screen: in tabs for its size, each pane read when it is to be seen."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.widget import Widget

from salestui.lifecycle.shapes import FieldedRecord
from salestui.screens.record_tabs import TALL_FROM, WIDE_FROM, RecordTabs
from salestui.widgets.desk import Desk
from salestui.widgets.files_pane import FilesPane
from salestui.widgets.pane import Pane
from salestui.widgets.sheet import Sheet
from salestui.widgets.tab_bar import Tab, TabBar
from salestui.widgets.timeline import TimelinePane
from salestui.widgets.work_screen import WorkScreen

if TYPE_CHECKING:
    from sqlmodel import Session


class TabbedRecord(WorkScreen):
    """Shows the panes of a tab. Subclasses give the tabs, read the record, and fill each pane."""

    tabs: ClassVar[RecordTabs]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.record: FieldedRecord | None = None
        self.tab = "summary"
        self.is_wide = True
        self._stale: set[str] = set()

    # What subclasses give

    def fill_pane(self, pane: Pane, session: "Session") -> None:
        """Read what a pane shows, and show it. The fields are not asked for."""
        raise NotImplementedError

    def counts(self) -> dict[str, int | None]:
        """The counts of tabs that are known without their panes."""
        return {}

    def panes_of(self, tab: Tab) -> set[str]:
        """The ids of the panes that a tab shows at this size."""
        return set(tab.shows)

    def fit(self, compact: bool) -> None:
        """Another size, which `is_wide` tells too: give the parts their form."""

    # Size and tabs

    def pane(self, pane_id: str) -> Pane:
        """A pane by its id."""
        return self.query_one(f"#{pane_id}", Pane)

    def _panes(self) -> list[Pane]:
        return [pane for pane in self.query(Pane) if pane.id in self.tabs.panes]

    def _fit(self, width: int, height: int) -> None:
        compact = height < TALL_FROM
        self.is_wide = width >= WIDE_FROM and not compact
        self.set_class(compact, "-compact")
        self.set_class(not self.is_wide, "-narrow")
        for timeline in self.query(TimelinePane):
            timeline.compact = not self.is_wide
        for pane in self._panes():
            pane.title = self.tabs.titles.get(str(pane.id), "") if self.is_wide else ""
        self.fit(compact)

    def show_tab(self, key: str) -> None:
        """Show the panes of a tab, filled; the keys stay where they are, or go to its first pane."""
        self.tab = key
        tab = self._tab_now()
        shown = self.panes_of(tab)
        for pane in self._panes():
            pane.display = pane.id in shown
        for box in self.query(".box"):
            box.display = any(pane.display for pane in box.query(Pane))
        for sheet in self.query(Sheet):
            sheet.set_class(not self.is_wide, "-alone")
        self.fill(shown)
        if self.focused is None or self._tab_of(self.focused) != key:
            self.pane(tab.shows[0]).focus()
        self._draw_tabs()

    def tabs_now(self) -> tuple[Tab, ...]:
        """The tabs at this size."""
        return self.tabs.at(self.is_wide)

    def _tab_now(self) -> Tab:
        return next(tab for tab in self.tabs_now() if tab.key == self.tab)

    def _tab_of(self, widget: Widget) -> str | None:
        """The tab that shows this widget."""
        ids = {node.id for node in widget.ancestors_with_self}
        return next((tab.key for tab in self.tabs_now() if ids.intersection(tab.shows)), None)

    def _draw_tabs(self) -> None:
        self.query_one(TabBar).show(self.tabs_now(), self.tab, self._counts())

    def _counts(self) -> dict[str, int | None]:
        if self.record is None:
            return {}
        told = {tab.key for tab in self.tabs_now()}.intersection(self.tabs.counted) - self._stale
        return self.counts() | {key: self.pane(key).count for key in told}

    @on(TabBar.Chosen)
    def _tab_chosen(self, event: TabBar.Chosen) -> None:
        self.show_tab(event.key)

    @on(FilesPane.Counted)
    def _files_counted(self, event: FilesPane.Counted) -> None:
        event.stop()
        self._draw_tabs()

    def action_next_tab(self) -> None:
        """The next tab, or after the last the first."""
        self._step_tab(1)

    def action_previous_tab(self) -> None:
        """The tab before."""
        self._step_tab(-1)

    def _step_tab(self, by: int) -> None:
        keys = [tab.key for tab in self.tabs_now()]
        self.show_tab(keys[(keys.index(self.tab) + by) % len(keys)])

    # Reading

    def make_all_stale(self) -> None:
        """What every pane shows is to be read again when it is shown."""
        self._stale = {str(pane.id) for pane in self._panes()}

    def make_stale(self, pane_id: str) -> None:
        """What this pane shows is to be read again when it is shown."""
        self._stale.add(pane_id)

    def is_stale(self, pane_id: str) -> bool:
        """Whether this pane is to be read before it is shown."""
        return pane_id in self._stale

    def fill(self, wanted: set[str]) -> None:
        """Fill those of these panes that are stale."""
        fresh = wanted & self._stale
        if not fresh or self.record is None:
            return
        with self.desk.store.session() as session:
            for pane_id in fresh:
                self.fill_pane(self.pane(pane_id), session)
        self._stale -= fresh
        for sheet in self.query(Sheet):
            if any(pane.id in fresh for pane in sheet.query_children(Pane)):
                self.call_after_refresh(sheet.share)

    def fill_tab(self) -> None:
        """Fill the tab in sight, and what tabs count of the others once that is on the screen."""
        self.fill(set(self._tab_now().shows))
        self._draw_tabs()
        if not self.is_wide:
            self.call_after_refresh(self._count_the_others)

    def _count_the_others(self) -> None:
        self.fill(set(self.tabs.counted))
        self._draw_tabs()
