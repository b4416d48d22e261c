"""The tabs of a record: names with counts over a rule, the chosen one in accent over a bar."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from salestui.widgets.jump_targets import Target
from salestui.widgets.lines import LineWidget
from salestui.widgets.painting import RIGHT_MARGIN, TEXT_COLUMN, Line, Piece, cells, paint_line
from salestui.widgets.theme import Paint

_GAP, _NARROW_GAP, _NARROW = 3, 2, 100
_MORE, _BEFORE = "›", "‹"
_LABEL = 6
"""Cells of a jump label beside the name of a hidden tab, and the air after it."""


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab, and the ids of what it shows."""

    key: str
    label: str
    shows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """A tab that is in sight: its first column in the text and its width."""

    tab: Tab
    start: int
    width: int


class TabBar(LineWidget):
    """Two lines. Tabs that don't fit are behind `›` and come into sight when they are chosen."""

    DEFAULT_CSS = """
    TabBar { height: 2; width: 1fr; }
    """

    class Chosen(Message):
        """A click or a jump chose a tab."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._tabs: Sequence[Tab] = ()
        self._counts: Mapping[str, int | None] = {}
        self._chosen = ""
        self._first = 0

    def show(self, tabs: Sequence[Tab], chosen: str, counts: Mapping[str, int | None]) -> None:
        """Draw these tabs; `counts` go beside the labels of those that have one."""
        if (tabs, chosen, counts) != (self._tabs, self._chosen, self._counts):
            self._tabs, self._chosen, self._counts = tabs, chosen, dict(counts)
            self.refresh()

    def _pieces(self, tab: Tab) -> list[Piece]:
        chosen = tab.key == self._chosen
        pieces: list[Piece] = [(tab.label, "accent bold" if chosen else "secondary")]
        count = self._counts.get(tab.key)
        if count is not None:
            pieces.append((f" {count:,}", "accent" if chosen else "muted"))
        return pieces

    def _places(self) -> tuple[list[_Place], bool, bool]:
        """The tabs in sight, and whether some are hidden before and after them."""
        room = max(self.size.width - TEXT_COLUMN - RIGHT_MARGIN, 1)
        widths = [cells(self._pieces(tab)) for tab in self._tabs]
        gap = _NARROW_GAP if self.app.size.width < _NARROW else _GAP
        if sum(widths) + gap * (len(widths) - 1) <= room:
            self._first = 0
        chosen = next((at for at, tab in enumerate(self._tabs) if tab.key == self._chosen), 0)
        self._first = min(self._first, chosen)
        while True:
            places: list[_Place] = []
            at = 2 if self._first else 0
            for index in range(self._first, len(self._tabs)):
                last = index == len(self._tabs) - 1
                if at + widths[index] + (0 if last else 2) > room and places:
                    break
                places.append(_Place(self._tabs[index], at, widths[index]))
                at += widths[index] + gap
            if self._first + len(places) > chosen or self._first >= chosen:
                return places, self._first > 0, self._first + len(places) < len(self._tabs)
            self._first += 1

    def draw(self, y: int, paint: Paint) -> Strip:
        """The labels, or the rule with the bar."""
        places, before, after = self._places()
        pieces: list[Piece] = [(f"{_BEFORE} ", "muted")] if before and y == 0 else []
        at = cells(pieces)
        if y == 0:
            for place in places:
                pieces += [(" " * (place.start - at), "text"), *self._pieces(place.tab)]
                at = place.start + place.width
            return paint_line(paint, Line(pieces, [(_MORE, "muted")] if after else ()), self.size.width)
        room = max(self.size.width - TEXT_COLUMN - RIGHT_MARGIN, 1)
        chosen = next((place for place in places if place.tab.key == self._chosen), None)
        if chosen is not None:
            pieces += [("─" * chosen.start, "rule"), ("━" * chosen.width, "accent")]
        pieces.append(("─" * (room - cells(pieces)), "rule"))
        return paint_line(paint, Line(pieces), self.size.width)

    def on_click(self, event: events.Click) -> None:
        """A click on a tab chooses it, one on `›` the next one."""
        places, before, after = self._places()
        x = event.x - TEXT_COLUMN
        for place in places:
            if place.start <= x < place.start + place.width:
                self.post_message(self.Chosen(place.tab.key))
                return
        keys = [tab.key for tab in self._tabs]
        if after and x > places[-1].start:
            self.post_message(self.Chosen(keys[keys.index(places[-1].tab.key) + 1]))
        elif before and x < places[0].start:
            self.post_message(self.Chosen(keys[keys.index(places[0].tab.key) - 1]))

    def jump_targets(self) -> Iterable[Target]:
        """Each tab; those behind `›` and `‹` are named on the rule, side by side from the right."""
        places = self._places()[0]
        for place in places:
            x = self.region.x + TEXT_COLUMN + place.start
            yield self._target(place.tab, Region(x, self.region.y, place.width, 1))
        shown = [place.tab for place in places]
        x = self.region.right - RIGHT_MARGIN
        for tab in reversed([tab for tab in self._tabs if tab not in shown]):
            width = cells([(tab.label, "")]) + _LABEL
            x -= width
            yield self._target(tab, Region(x, self.region.y + 1, width, 1))._replace(is_hidden=True)

    def _target(self, tab: Tab, region: Region) -> Target:
        return Target(tab.label, region, partial(self.post_message, self.Chosen(tab.key)))
