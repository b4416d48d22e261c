"""The parts of a list's screen: the list with head and foot, the preview, and what is said around them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar
from uuid import UUID

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from salestui.actions import THIS_RECORD
from salestui.lifecycle.refs import RecordRef
from salestui.lifecycle.views import SUMS
from salestui.widgets.list_frame import Figures, ListFoot, ListHeader, footer_status
from salestui.widgets.preview import PreviewPane
from salestui.widgets.record_table import RecordTable
from salestui.widgets.work_screen import WorkScreen

SHEET_FROM, WIDER_FROM = 120, 160
"""From so many columns on, the preview stands beside the list, and is wider."""
TALL_FROM, PEEK_FROM = 30, 18
"""From so many rows on, the list has its words and its foot, and there is room for a peek below it."""
ROOMY_FROM = 100


class ListParts(WorkScreen):
    """Gives the parts their form for the size, and tells counts, sums and marks.

    Subclasses say what is listed and give the preview.
    """

    table_name: ClassVar[str]
    """The table whose records are listed."""
    name_column: ClassVar[str]
    """The column that names a record."""
    row_group: ClassVar[str] = THIS_RECORD
    """The group of help for what is done to the record under the cursor."""
    late_word: ClassVar[str] = "late"
    """What those are called whose time is over."""
    # No file of its own: that would make Textual parse every style twice more before the first rows.
    DEFAULT_CSS = """
    ListParts {
        #body { height: 1fr; width: 1fr; }
        #list { height: 1fr; width: 1fr; margin-top: 1; }
        #preview { width: 42; }
        &.-wider #preview { width: 52; }
        &.-peek {
            #body { layout: vertical; }
            #preview { width: 1fr; }
        }
        &.-no-preview #preview { display: none; }
    }
    """

    def body(self) -> ComposeResult:
        """The list with what stands around it, and the preview."""
        with Horizontal(id="body"):
            with Vertical(id="list"):
                yield ListHeader(id="head")
                dates = self.desk.settings.date_format
                yield RecordTable(dates=dates, id="table")
                yield ListFoot(id="foot")
            yield self.make_preview()

    def make_preview(self) -> PreviewPane[Any]:
        """The pane beside the list; its id is "preview"."""
        raise NotImplementedError

    @property
    def shows_preview(self) -> bool:
        """Whether the preview is wanted, where there is room for it."""
        raise NotImplementedError

    def noun(self, count: int | None) -> str:
        """What so many records are called."""
        return "record" if count == 1 else "records"

    def shows_weighted(self) -> bool:
        """Whether the weighted sum says something."""
        return False

    @property
    def table(self) -> RecordTable:
        """The list."""
        return self.query_one("#table", RecordTable)

    @property
    def preview(self) -> PreviewPane[Any]:
        """What is told of the record under the cursor."""
        return self.query_one("#preview", PreviewPane)

    @property
    def head(self) -> ListHeader:
        """What stands over the list."""
        return self.query_one("#head", ListHeader)

    @property
    def foot(self) -> ListFoot:
        """What stands under the list."""
        return self.query_one("#foot", ListFoot)

    # Size

    def on_resize(self, event: events.Resize) -> None:
        """Another size may have room for other parts."""
        self._fit(event.size.width, event.size.height)

    def _fit(self, width: int, height: int) -> None:
        peek = width < SHEET_FROM
        self.set_class(peek, "-peek")
        self.set_class(width >= WIDER_FROM, "-wider")
        self.set_class(not self.shows_preview or (peek and height < PEEK_FROM), "-no-preview")
        self.preview.peek = peek
        self.head.compact = self.foot.compact = height < TALL_FROM or width < ROOMY_FROM
        self._say_figures()

    # What is said around it

    @on(RecordTable.Loaded)
    def _say_figures(self) -> None:
        table = self.table
        count = table.source.count
        figures = Figures(self.noun(count), count, sign=table.sign)
        if (totals := table.source.totals) is not None:
            figures = replace(
                figures,
                amount=totals.amount if self._is_summed else None,
                weighted=totals.weighted if self.shows_weighted() else None,
                late=totals.late,
                late_amount=totals.late_amount if self._is_summed else None,
                late_word=self.late_word,
            )
        for part in (self.head, self.foot):
            part.figures = figures
        self._say_footer()

    @on(RecordTable.MarksChanged)
    def _say_marks(self, event: RecordTable.MarksChanged) -> None:
        for part in (self.head, self.foot):
            part.marked = event.count or 0
            part.marked_amount = event.amount if self._is_summed else None
        self._say_footer()

    @property
    def _is_summed(self) -> bool:
        """Whether the records are worth something."""
        return self.table_name in SUMS

    def _say_footer(self) -> None:
        self.say_status(footer_status(self.head.figures, self.head.marked, self.app.size.width))
        self.footer.recheck()

    @on(RecordTable.Scrolled)
    def _scrolled(self, event: RecordTable.Scrolled) -> None:
        self.foot.first, self.foot.last = event.first, event.last

    def _show_focus(self) -> None:
        """The rail of the list goes along its head and its foot."""
        for part in (self.head, self.foot):
            part.focused_list = self.table.has_focus

    @on(PreviewPane.Read)
    def _preview_read(self, event: PreviewPane.Read) -> None:
        """What it tells may say what can't be done."""
        self.footer.recheck()

    # What is under the cursor

    def record_name(self) -> str:
        """The name of the record under the cursor."""
        return str(self.table.value(self.name_column) or "")

    def second_line(self) -> str:
        """What stands under the name while the preview is read."""
        return ""

    def subject(self) -> str:
        """The name of the record under the cursor."""
        return self.record_name()

    def target(self) -> RecordRef | None:
        """The record under the cursor."""
        if not self.is_mounted or self.table.record_id is None:
            return None
        return RecordRef(self.table_name, UUID(self.table.record_id), self.record_name())

    def targets(self) -> Sequence[RecordRef]:
        """The marked records in the list's order, else the one under the cursor. Raises TooManyMarked."""
        if not self.is_mounted or not self.table.marks:
            return super().targets()
        place = [column.key for column in self.table.source.columns].index(self.name_column) + 1
        return [
            RecordRef(self.table_name, UUID(str(row[0])), str(row[place] or ""))
            for row in self.table.marked_rows()
        ]
