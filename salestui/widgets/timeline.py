"""The timeline of an opportunity: activities, notes and posts by day, of any length."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING, ClassVar, overload
from uuid import UUID

from textual import events
from textual.binding import BindingType
from textual.reactive import reactive

from salestui import clock
from salestui.lifecycle.shapes import Entry as Happening
from salestui.lifecycle.shapes import EntryKey
from salestui.widgets import timeline_lines
from salestui.widgets.acting import bindings
from salestui.widgets.chip_row import Chip, ChipRow, chip_row
from salestui.widgets.desk import Desk
from salestui.widgets.folding import FoldingPane
from salestui.widgets.painting import RIGHT_MARGIN, Line, Pieces, cells
from salestui.widgets.pane import Empty, Entry, Item, Section, Words

if TYPE_CHECKING:
    from sqlmodel import Session

_LABELS = {
    "all": "All",
    "open": "Open",
    "call": "Calls",
    "mail": "Mail",
    "meeting": "Meetings",
    "task": "Tasks",
    "letter": "Letters",
    "note": "Notes",
    "post": "Posts",
    "close": "Closings",
}
_AROUND = 100
"""So many entries before and after one that is drawn are read with it."""
_KEPT = 2_000
"""So many read entries are kept."""
ORDER, KIND = "timeline.newest_first", "timeline.kind"
"""The names under which the order and the kind shown are remembered."""


class TimelinePane(FoldingPane):
    """Everything that happened and is planned, by day, with a chip for each kind.

    The order of all entries is held; what they say is read for those around the ones that are drawn.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("timeline")]

    compact = reactive(False, layout=True)
    """For terminals of 80 columns: no title (the tab has it), and one line an entry."""

    def __init__(self, desk: Desk, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__("timeline", empty=Empty("Nothing happened yet."), id=id, classes=classes)
        self._desk = desk
        self._about: UUID | None = None
        self._keys: tuple[EntryKey, ...] = ()
        self._counts: dict[str, int] = {}
        self._items_at: list[int] = []
        self._chip_row: tuple[int, ChipRow] | None = None
        self._read: dict[tuple[str, UUID], Happening | None] = {}
        self._newest_first = bool(desk.state.get(ORDER, True))
        kind = desk.state.get(KIND, "all")
        self._kind: str = kind if kind in _LABELS else "all"
        self.set_reactive(TimelinePane.aside, self._order_words())

    # Reading

    def load(self, session: "Session", opportunity_id: UUID) -> None:
        """Show the timeline of this opportunity, read in this session."""
        from salestui.lifecycle import timeline

        if opportunity_id != self._about:
            self._about = opportunity_id
            self.fold_all()
        kind = None if self._kind == "all" else self._kind
        index = timeline.index(session, opportunity_id, newest_first=self._newest_first, group=kind)
        self._keys, self._counts, self._chip_row = index.keys, dict(index.counts), None
        self._read = {}
        self._read_around(session, 0)
        self.empty = self._why_empty()
        self._show_entries()

    def reload(self) -> None:
        """Read the timeline that is shown again."""
        if self._about is not None:
            with self._desk.store.session() as session:
                self.load(session, self._about)

    def _why_empty(self) -> Empty:
        if not self._counts["all"]:
            return Empty("Nothing happened yet.")
        if self._kind == "open":
            return Empty("Nothing is open.", ".", "shows the next kind")
        return Empty(f"No {_LABELS[self._kind].lower()} here.", ".", "shows the next kind")

    def _show_entries(self) -> None:
        today, style = clock.today(), self._desk.settings.date_format
        shown: list[Entry] = []
        self._items_at = []
        before: date | None = None
        for at, key in enumerate(self._keys):
            if key.is_pinned:
                if at == 0:
                    shown.append(timeline_lines.PINNED)
            else:
                day = clock.local(key.at).date()
                if day != before:
                    shown.append(timeline_lines.day_section(day, today, style))
                    before = day
            self._items_at.append(len(shown))
            shown.append(Item(key.id.hex, partial(self._lines_of, at)))
        self.show(shown, self._counts.get("all", 0))

    def _entry(self, at: int) -> Happening | None:
        key = self._keys[at]
        if (key.source, key.id) not in self._read:
            with self._desk.store.session() as session:
                self._read_around(session, at)
        return self._read[key.source, key.id]

    def _read_around(self, session: "Session", at: int) -> None:
        from salestui.lifecycle import timeline

        keys = self._keys[max(at - _AROUND, 0) : at + _AROUND]
        if len(self._read) > _KEPT:
            self._read = {}
        wanted = [key for key in keys if (key.source, key.id) not in self._read]
        self._read |= {(key.source, key.id): None for key in wanted}
        self._read |= {(entry.source, entry.id): entry for entry in timeline.details(session, wanted)}

    # Drawing

    @property
    def _height(self) -> int:
        return 1 if self.compact else 2

    def _lines_of(self, at: int, room: int) -> list[Line]:
        entry = self._entry(at)
        if entry is None:
            return timeline_lines.gone_lines(self._height)
        if self.is_open(entry.id.hex):
            return timeline_lines.open_lines(entry, room, clock.today(), self._desk.settings.date_format)
        return timeline_lines.short_lines(entry, room, lines=self._height)

    def _rows_for(self, width: int) -> tuple[Sequence[tuple[int, Line]], dict[int, int]]:
        if not self.entries:
            return super()._rows_for(width)
        rows = _Rows(self.entries, max(width - self.indent - RIGHT_MARGIN, 1), self._height, self.is_open)
        return rows, {index: rows.start(index) for index in self._items_at}

    def header(self) -> list[Line]:
        """Title and order, then the chips; in a compact pane chips and order alone."""
        row = self._chips()
        if self.compact:
            return [Line(row.pieces, self.aside), Line()]
        title = super().header()
        return [*title, Line(row.pieces), Line()] if self._counts.get("all") else title

    def _chips(self) -> ChipRow:
        room = self.size.width - self.indent - RIGHT_MARGIN
        if self.compact:
            room -= cells(self.aside) + 2
        if self._chip_row is None or self._chip_row[0] != room:
            chips = [self._chip(kind) for kind in self._kinds()]
            self._chip_row = room, chip_row(chips, self._kind, room)
        return self._chip_row[1]

    def _chip(self, kind: str) -> Chip:
        return Chip(kind, _LABELS[kind], self._counts.get(kind, 0), keep=kind in ("all", "open"))

    def _kinds(self) -> list[str]:
        always = ("all", "open", self._kind)
        return [kind for kind in _LABELS if kind in always or self._counts.get(kind)]

    def _order_words(self) -> Pieces:
        return [("newest first ▾" if self._newest_first else "oldest first ▴", "muted")]

    def watch_compact(self) -> None:
        """Entries have another height now."""
        self.show(self.entries, self.count)

    # Actions

    def why_not(self, action_id: str) -> str | None:
        """Nothing is to be turned or chosen from in an empty timeline."""
        if action_id.startswith("timeline.") and not self._counts.get("all"):
            return "nothing happened yet"
        return super().why_not(action_id)

    def note(self, action_id: str) -> str | None:
        """What is shown now."""
        if action_id == "timeline.turn":
            return "now " + ("newest" if self._newest_first else "oldest") + " first"
        if action_id == "timeline.next_kind":
            return f"now {_LABELS[self._kind].lower()}"
        return super().note(action_id)

    def action_turn(self) -> None:
        """The newest first, or the oldest."""
        self._newest_first = not self._newest_first
        self._desk.state.put(ORDER, self._newest_first)
        self.aside = self._order_words()
        self.reload()

    def action_next_kind(self) -> None:
        """Show the next kind only."""
        self._step_kind(1)

    def action_previous_kind(self) -> None:
        """Show the kind before only."""
        self._step_kind(-1)

    def _step_kind(self, by: int) -> None:
        kinds = self._kinds()
        self.choose_kind(kinds[(kinds.index(self._kind) + by) % len(kinds)])

    def choose_kind(self, kind: str) -> None:
        """Show one kind ("all", "open" or an EntryGroup) and remember it."""
        self._kind = kind
        self._desk.state.put(KIND, kind)
        self.reload()

    def on_click(self, event: events.Click) -> None:
        """A click on a chip chooses it, one on the order turns it."""
        header = self.header()
        chips_at = 0 if self.compact else 2
        if event.y >= len(header):
            return
        if event.y == 0 and event.x >= self.size.width - RIGHT_MARGIN - cells(self.aside):
            self.action_turn()
        elif event.y == chips_at:
            kind = self._chips().at(event.x - self.indent)
            if kind is not None:
                self.choose_kind(kind)


class _Rows(Sequence[tuple[int, Line]]):
    """The lines of a timeline, each made when it is asked for: entries that are not open are equally high."""

    def __init__(
        self, shown: Sequence[Entry], room: int, height: int, is_open: Callable[[str], bool]
    ) -> None:
        self._shown = shown
        self._room = room
        heights = (self._height_of(index, height, is_open) for index in range(len(shown)))
        self._ends = list(accumulate(heights))

    def start(self, index: int) -> int:
        """At which line an entry starts."""
        return self._ends[index - 1] if index else 0

    def _height_of(self, index: int, height: int, is_open: Callable[[str], bool]) -> int:
        entry = self._shown[index]
        if isinstance(entry, Section):
            return 2 if index else 1
        if isinstance(entry, Item) and is_open(entry.id):
            return len(self._lines(entry))
        return height

    def _lines(self, entry: Item | Words) -> Sequence[Line]:
        return entry.lines(self._room) if callable(entry.lines) else entry.lines

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, at: int) -> tuple[int, Line]: ...
    @overload
    def __getitem__(self, at: slice) -> list[tuple[int, Line]]: ...
    def __getitem__(self, at: int | slice) -> tuple[int, Line] | list[tuple[int, Line]]:
        if isinstance(at, slice):
            return [self[index] for index in range(*at.indices(len(self)))]
        index = bisect_right(self._ends, at)
        below = at - self.start(index)
        entry = self._shown[index]
        if isinstance(entry, Section):
            return index, Line() if below == 0 and index else entry.line()
        return index, self._lines(entry)[below]
