"""The timeline of a record: activities, notes and posts by day, of any length, filtered and searched."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Literal
from uuid import UUID

from textual import events
from textual.binding import BindingType
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive

from salestui import clock
from salestui.counting import counted
from salestui.lifecycle import entry_rules, text_search
from salestui.lifecycle.refs import RecordRef
from salestui.lifecycle.shapes import Entry as Happening
from salestui.lifecycle.timeline_filters import EVERYTHING, FILTERS, Chosen
from salestui.widgets import timeline_chips, timeline_lines
from salestui.widgets.acting import bindings
from salestui.widgets.chip_row import ChipRow, chip_row
from salestui.widgets.desk import Desk
from salestui.widgets.folding import FoldingPane
from salestui.widgets.painting import RIGHT_MARGIN, Line, Pieces, cells, cut
from salestui.widgets.pane import Empty, Entry, Item, Section, title_line
from salestui.widgets.timeline_happenings import Happenings
from salestui.widgets.timeline_rows import Rows
from salestui.widgets.toast import warn

if TYPE_CHECKING:
    from sqlmodel import Session

_ON_ENTRY = frozenset({"edit", "fold", "delete", "pin", "reply", "like"})
"""What needs an entry under the cursor."""
EntryVerb = Literal["new", "open", "edit", "delete", "pin", "reply", "like"]
"""What a timeline asks its screen for."""


class TimelinePane(FoldingPane):
    """Everything that happened and is planned, by day, with chips for what is shown of it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("timeline")]
    words: Mapping[str, str] = {"pane.open": "open, whole"}

    class Asked(Message):
        """What is to be done with the entry under the cursor, or with the whole timeline ("new")."""

        def __init__(self, pane: "TimelinePane", what: EntryVerb, ref: RecordRef | None) -> None:
            super().__init__()
            self.pane = pane
            self.what = what
            self.ref = ref

        @property
        def control(self) -> "TimelinePane":
            """The pane."""
            return self.pane

    class Searched(Message):
        """Other words are searched for, or none."""

    compact = reactive(False, layout=True)
    """For terminals of 80 columns: no title (the tab has it), and one line an entry."""

    def __init__(self, desk: Desk, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__("timeline", empty=Empty("Nothing happened yet."), id=id, classes=classes)
        self.desk = desk
        self.happenings = Happenings(desk)
        self._items_at: list[int] = []
        self._title_rows: list[int] = []
        """The rows in which the titles of days stand."""
        self._chip_row: tuple[int, ChipRow] | None = None
        self._wanted: str | None = None
        self._is_typing = False
        self._opened: dict[tuple[int, int], list[Line]] = {}
        self.set_reactive(TimelinePane.aside, self._order_words())

    # Reading

    def load(self, session: "Session", table: str, record_id: UUID) -> None:
        """Show the timeline of this record, read in this session."""
        if self.happenings.load(session, table, record_id):
            self.fold_all()
        self._show_happenings()

    def reload(self) -> None:
        """Read the timeline that is shown again."""
        if self.happenings.about is not None:
            with self.desk.store.session() as session:
                self.load(session, *self.happenings.about)

    def _why_empty(self) -> Empty:
        shown = self.happenings
        kind = timeline_chips.kind_of(shown.chosen)
        everything = self.desk.key("timeline.show_all")
        if shown.typed and not shown.found:
            nothing = f"Nothing has “{cut(shown.typed, 40)}”."
            if self._is_typing:
                return Empty(nothing, self.desk.key("search.clear"), "ends the search")
            return Empty(nothing, everything, "shows everything")
        if not shown.all or kind == timeline_chips.ALL:
            return Empty("Nothing happened yet.", self.desk.key("timeline.new"), "writes a note")
        number = len(shown.found)
        hidden = f"{counted(number, 'entry', 'entries')} {'is' if number == 1 else 'are'} hidden"
        return Empty(f"{hidden}: {timeline_chips.why_none(shown.chosen)}.", everything, "shows everything")

    def _show_happenings(self) -> None:
        self._chip_row = None
        self.aside = self._order_words()
        self.empty = self._why_empty()
        today, style = clock.today(), self.desk.settings.date_format
        shown: list[Entry] = []
        self._items_at = []
        before: date | None = None
        for at, key in enumerate(self.happenings.keys):
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
        self._opened = {}
        self.show(shown, len(self.happenings.all))
        self._go_to_wanted()

    def go_to(self, entry_id: str) -> None:
        """Put the cursor on an entry (hexadecimal), now or once it is read; say so when it is not shown."""
        self._wanted = entry_id
        self._go_to_wanted()

    def return_to(self, entry_id: str) -> None:
        """Put the cursor on an entry that was deleted, once undo brings it back."""
        self._wanted = entry_id

    def _go_to_wanted(self) -> None:
        if self._wanted is None:
            return
        is_shown = self.select(self._wanted)
        is_there = any(key.id.hex == self._wanted for key in self.happenings.all)
        if is_there and not is_shown:
            what = "search" if self.happenings.typed else "filter"
            warn(self, f"It is hidden by the {what}: {self.desk.key('timeline.show_all')} shows everything")
        if is_there or is_shown:
            self._wanted = None

    # What is under the cursor

    def current_entry(self) -> Happening | None:
        """The entry under the cursor; None in an empty timeline, or when it was deleted meanwhile."""
        item = self.current
        if item is None:
            return None
        return self.happenings.entry(bisect_left(self._items_at, self._cursor))

    def current_ref(self) -> RecordRef | None:
        """The activity, note or post under the cursor, by its table and with its title."""
        entry = self.current_entry()
        return RecordRef(entry.source, entry.id, entry.text) if entry is not None else None

    # Drawing

    @property
    def _height(self) -> int:
        return 1 if self.compact else 2

    def _lines_of(self, at: int, room: int) -> list[Line]:
        entry = self.happenings.entry(at)
        if entry is None:
            return timeline_lines.gone_lines(self._height)
        wanted = text_search.words(self.happenings.typed)
        today, style = clock.today(), self.desk.settings.date_format
        if not self.is_open(entry.id.hex):
            return timeline_lines.short_lines(entry, room, today, style, lines=self._height, wanted=wanted)
        if (at, room) not in self._opened:
            self._opened[at, room] = timeline_lines.open_lines(entry, room, today, style, wanted)
        return self._opened[at, room]

    def _rows_for(self, width: int) -> tuple[Sequence[tuple[int, Line]], dict[int, int]]:
        if not self.entries:
            return super()._rows_for(width)
        rows = Rows(self.entries, max(width - self.indent - RIGHT_MARGIN, 1), self._height, self.is_open)
        titles = (index for index, entry in enumerate(self.entries) if isinstance(entry, Section))
        self._title_rows = [rows.title_row(index) for index in titles]
        return rows, {index: rows.start(index) for index in self._items_at}

    def header(self) -> list[Line]:
        """Title and order, then the chips; in a compact pane chips and order alone.

        In the blank row below stands the day of the entries on top when its own title is scrolled away.
        """
        row = self._chips()
        if self.compact:
            return [Line(row.pieces, self.aside), self._day_on_top()]
        title = super().header()
        return [*title, Line(row.pieces), self._day_on_top()] if self.happenings.all else title

    def _day_on_top(self) -> Line:
        at = bisect_right(self._title_rows, self._top) - 1
        if not self.entries or at < 0 or self._title_rows[at] == self._top:
            return Line()
        if self._top + 1 in self._title_rows[at + 1 : at + 2]:
            return Line()  # on top is the air before the next title
        _, title = self._lay_out()[self._title_rows[at]]
        return title

    def _chips(self) -> ChipRow:
        room = self.size.width - self.indent - RIGHT_MARGIN
        if self.compact:
            room -= cells(self.aside) + 2
        if self._chip_row is None or self._chip_row[0] != room:
            shown = self.happenings
            chips = timeline_chips.chips(shown.chosen, shown.counts, len(shown.found), shown.typed)
            chosen = (shown.chosen or {timeline_chips.ALL}) | {timeline_chips.SEARCH}
            self._chip_row = room, chip_row(chips, chosen, room)
        return self._chip_row[1]

    def title_row(self, role: str) -> Line:
        """The title with how many of all entries are shown."""
        number, total = len(self.happenings.keys), len(self.happenings.all)
        of_all = f"of {total:,}" if self.happenings.shows_part else ""
        return title_line(self.title, number, self.aside, role, role, of_all)

    def _order_words(self) -> Pieces:
        """The order; before it how many are shown where neither a title nor a chip tells that."""
        shown = self.happenings
        order = "newest first ▾" if shown.newest_first else "oldest first ▴"
        if self.compact and timeline_chips.kind_of(shown.chosen) is None:
            order = f"{len(shown.keys):,} of {len(shown.all):,}, {order}"
        return [(order, "muted")]

    def watch_compact(self) -> None:
        """Entries have another height now."""
        self.aside = self._order_words()
        self.show(self.entries, self.count)

    # Actions

    def why_not(self, action_id: str) -> str | None:
        """What needs an entry, or one of another kind; nothing to turn or to choose from."""
        scope, _, verb = action_id.partition(".")
        if scope == "timeline" and verb in _ON_ENTRY:
            return self._why_not_on_entry(verb)
        match action_id:
            case "timeline.sort":
                return f"it is by time, and {self.desk.key('timeline.turn')} turns that round"
            case "timeline.show_all" if not self.happenings.shows_part:
                return "everything is shown"
            case "timeline.turn" | "timeline.next_kind" | "timeline.previous_kind" if not self.happenings.all:
                return "nothing happened yet"
            case "timeline.filters" | "timeline.search" if not self.happenings.all:
                return "nothing happened yet"
        return super().why_not(action_id)

    def _why_not_on_entry(self, verb: str) -> str | None:
        entry = self.current_entry() if self.is_mounted else None
        if entry is None:
            return "nothing is under the cursor"
        return entry_rules.why_not(verb, entry, self.desk.user.id)

    def note(self, action_id: str) -> str | None:
        """What is shown now."""
        match action_id:
            case "timeline.turn":
                return "now " + ("newest" if self.happenings.newest_first else "oldest") + " first"
            case "timeline.next_kind":
                return f"now {self._chosen_words()}"
        return super().note(action_id)

    def _chosen_words(self) -> str:
        words = [one.chip.lower() for key, one in FILTERS.items() if key in self.happenings.chosen]
        return ", ".join(words) or "all"

    def action_turn(self) -> None:
        """The newest first, or the oldest."""
        self.happenings.turn()
        self.reload()

    def action_sort(self) -> None:
        """Never done: `why_not` always says why."""

    def action_next_kind(self) -> None:
        """Show the next kind only."""
        self.choose_kind(self.happenings.kind_after(1))

    def action_previous_kind(self) -> None:
        """Show the kind before only."""
        self.choose_kind(self.happenings.kind_after(-1))

    def choose_kind(self, kind: str) -> None:
        """Show one kind ("all", or a filter that has a chip) instead of what is chosen."""
        self.choose(EVERYTHING if kind == timeline_chips.ALL else {kind})

    def action_show_all(self) -> None:
        """Drop the filters and the search."""
        self.search("")
        self.choose(EVERYTHING)

    def action_filters(self) -> None:
        """Choose from all filters, each with its letter."""
        from salestui.widgets.timeline_menu import FilterMenu

        def chosen(answer: Chosen | None) -> None:
            if answer is not None:
                self.choose(answer)

        self.app.push_screen(FilterMenu(self.happenings.found, self.happenings.chosen), chosen)

    # Searching

    def chips_region(self) -> Region:
        """Where the chips stand on the screen."""
        room = self.size.width - self.indent - RIGHT_MARGIN
        above = 0 if self.compact else 2
        return Region(self.region.x + self.indent - 1, self.region.y + above, room + 1, 1)

    def action_search(self) -> None:
        """Type words to search for, over the chips."""
        from salestui.widgets.timeline_search import TimelineSearch

        self.app.push_screen(TimelineSearch(self))

    def set_typing(self, is_typing: bool) -> None:
        """The search has the keys, or no longer."""
        self._is_typing = is_typing
        self.empty = self._why_empty()
        self.show(self.entries, self.count)

    def search(self, typed: str) -> None:
        """Show what has these words in title or text; all again when there are none."""
        if self.happenings.search(typed):
            self._show_happenings()
            self.post_message(self.Searched())

    # What the screen does with entries

    def action_open(self) -> None:
        """Open the entry under the cursor where it stands; when it is open, whole."""
        if self.current is not None and self.is_open(self.current.id):
            self._ask("open")
        else:
            super().action_open()

    def action_fold(self) -> None:
        """Open the entry under the cursor where it stands, or fold it."""
        super().action_open()

    def action_new(self) -> None:
        """Write a note."""
        self._ask("new")

    def action_edit(self) -> None:
        """Edit the entry under the cursor."""
        self._ask("edit")

    def action_delete(self) -> None:
        """Delete the entry under the cursor."""
        self._ask("delete")

    def action_pin(self) -> None:
        """Pin the entry under the cursor on top, or unpin it."""
        self._ask("pin")

    def action_reply(self) -> None:
        """Reply to the post under the cursor."""
        self._ask("reply")

    def action_like(self) -> None:
        """Like the post under the cursor, or like it no longer."""
        self._ask("like")

    def _ask(self, what: EntryVerb) -> None:
        self.post_message(self.Asked(self, what, None if what == "new" else self.current_ref()))

    def choose(self, chosen: Chosen) -> None:
        """Show what these filters show, and remember them."""
        self.happenings.choose(chosen)
        self._show_happenings()

    def on_click(self, event: events.Click) -> None:
        """A click on a chip chooses it, one on the order turns it."""
        header = self.header()
        chips_at = 0 if self.compact else 2
        if event.y >= len(header):
            return
        if event.y == 0 and event.x >= self.size.width - RIGHT_MARGIN - cells(self.aside):
            self.action_turn()
        elif event.y == chips_at:
            chip = self._chips().at(event.x - self.indent)
            if chip is not None:
                self._chip_clicked(chip)

    def _chip_clicked(self, chip: str) -> None:
        if chip == timeline_chips.SEARCH:
            self.search("")
        elif timeline_chips.kind_of(self.happenings.chosen) is None and chip in self.happenings.chosen:
            self.choose(self.happenings.chosen - {chip})
        else:
            self.choose_kind(chip)
