"""The menu of all filters of a timeline: a letter each, with how many entries it would show."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from salestui import clock
from salestui.lifecycle import timeline_filters
from salestui.lifecycle.shapes import EntryKey
from salestui.lifecycle.timeline_filters import EVERYTHING, LETTERS, SECTIONS, Chosen, Filter
from salestui.widgets.acting import bindings
from salestui.widgets.dialog import Dialog, Heading, Sentences
from salestui.widgets.painting import Line, wrap
from salestui.widgets.pane import Entry, Item, Pane, Section
from salestui.widgets.toast import warn

_COLUMNS = (("record", "status", "by"), ("type", "modified"), ("due", "reason"))
"""The sections that stand under each other."""
_ROOMY = 20
"""With fewer cells a row has less air."""


class FilterColumn(Pane):
    """Some of the sections."""

    DEFAULT_CSS = "FilterColumn { height: auto; max-height: 100%; background: $panel; }"
    words: Mapping[str, str] = {"pane.open": "take it"}
    indent = 2


class FilterMenu(Dialog[Chosen]):
    """Answers with the filters to show. A letter takes or drops its filter and closes."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("filters")]
    DEFAULT_CSS = """
    FilterMenu {
        #panel { width: 96; }
        #columns { height: auto; max-height: 24; margin: 0 1 1 2; }
    }
    FilterMenu.-narrow #columns { max-height: 15; }
    FilterMenu.-full #columns { height: 1fr; max-height: 100%; margin: 0; }
    """
    words: Mapping[str, str] = {"app.next_pane": "next column", "app.help": ""}

    def __init__(self, keys: Sequence[EntryKey], chosen: Chosen) -> None:
        super().__init__()
        self._keys = keys
        self._chosen = chosen
        there = timeline_filters.counts(keys, EVERYTHING, clock.now())
        # Status reasons that no activity here has are left out.
        self._offered = {
            one.key: one
            for section in SECTIONS
            for one in section.filters
            if section.key != "reason" or one.key in there or one.key in chosen
        }

    def heading(self) -> Heading:
        """The title."""
        return Heading("filters", [("a letter takes one and closes", "muted")])

    def body(self) -> ComposeResult:
        """Three columns."""
        with Horizontal(id="columns"):
            for number in range(len(_COLUMNS)):
                yield FilterColumn(id=f"column{number}")
        yield Sentences(self._told, id="told")

    def _told(self, width: int) -> list[Line]:
        """How much is left, and how filters go together."""
        left = len(timeline_filters.shown(self._keys, self._chosen, clock.now()))
        told = (
            f"{left:,} of {len(self._keys):,} shown. "
            "Any filter of a group will do; a group narrows what it speaks of."
        )
        return [Line([(line, "muted")]) for line in wrap(told, width)]

    @property
    def _columns(self) -> list[FilterColumn]:
        return [*self.query(FilterColumn)]

    def on_mount(self) -> None:
        """All filters, the keys in the first column."""
        self._fill()
        self._columns[0].focus()

    def _fill(self) -> None:
        counts = timeline_filters.counts(self._keys, self._chosen, clock.now())
        for column, names in zip(self._columns, _COLUMNS, strict=True):
            rows: list[Entry] = []
            for section in SECTIONS:
                if section.key in names:
                    items = [self._item(one, counts) for one in section.filters if one.key in self._offered]
                    rows += [Section(section.title), *items] if items else []
            column.show(rows)
        self.query_one("#told").refresh(layout=True)

    def _item(self, one: Filter, counts: Mapping[str, int]) -> Item:
        is_chosen = one.key in self._chosen
        return Item(one.key, partial(_lines, one, counts.get(one.key, 0), is_chosen), marked=is_chosen)

    # Choosing

    def why_not(self, action_id: str) -> str | None:
        """There must be a filter to drop."""
        if action_id == "filters.clear" and not self._chosen:
            return "no filter is set"
        return super().why_not(action_id)

    def on_key(self, event: events.Key) -> None:
        """The letter of a filter."""
        one = LETTERS.get(event.character or "")
        if one is None:
            return
        event.stop()
        event.prevent_default()
        if one.key not in self._offered:
            warn(self, f"not now: no entry here has the status reason {one.label}")
            return
        self._toggle(one.key)
        self.dismiss(self._chosen)

    @on(Pane.Opened)
    def _taken(self, event: Pane.Opened) -> None:
        event.stop()
        self._toggle(event.item.id)
        self.dismiss(self._chosen)

    def _toggle(self, key: str) -> None:
        self._chosen = self._chosen ^ {key}

    def action_take(self) -> None:
        """Take or drop the filter under the cursor, and stay."""
        column = self.focused
        if isinstance(column, FilterColumn) and column.current is not None:
            self._toggle(column.current.id)
            self._fill()
            self.keys.recheck()

    def action_clear(self) -> None:
        """Show everything."""
        self.dismiss(EVERYTHING)

    def action_cancel(self) -> None:
        """Close with what was taken with the space bar."""
        self.dismiss(self._chosen)


def _lines(one: Filter, count: int, is_chosen: bool, room: int) -> list[Line]:
    role = "text" if is_chosen or count else "disabled"
    number = f"{count:,}" if count else "–"
    left = room - len(one.letter) - 2 - len(number)
    gap = "  " if room >= _ROOMY else " "
    label = one.label
    if len(gap + label) > left:
        label = label.replace(" hours", " h").replace(" days", " d")
    if len(gap + label) > left:
        gap = " "
    key = (one.letter, "key bold" if count or is_chosen else "disabled")
    return [Line([key, (gap, "text"), (label, role)], [(number, "muted")])]
