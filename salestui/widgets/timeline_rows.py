"""The lines of a timeline of any length, each made when it is drawn."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import overload

from salestui.widgets.painting import Line
from salestui.widgets.pane_rows import Entry, Item, Section, Words


class Rows(Sequence[tuple[int, Line]]):
    """Each line with the index of its entry; entries that are not open are equally high."""

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

    def title_row(self, index: int) -> int:
        """In which line the title of a section stands."""
        return self._ends[index] - 1

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
