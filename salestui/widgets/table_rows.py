"""The few rows of a source that a table holds, and the marks on any of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from salestui.errors import SalesError
from salestui.widgets.row_source import Row, RowSource

WINDOW = 64
"""Rows that are read at once."""
_HELD = 6
"""Windows that are kept: what is on the screen and a little around it, whatever the length of the list."""
MOST_MARKED = 10_000
"""Records that one command takes at most."""


class TooManyMarked(SalesError):
    """More records are marked than one command takes."""


class Rows:
    """Rows by position, read in windows."""

    def __init__(self, source: RowSource) -> None:
        self.source = source
        self._windows: dict[int, list[Row]] = {}

    def at(self, position: int) -> Row | None:
        """The row at a position; None if there is none, or if it can't be read yet."""
        if position < 0:
            return None
        number, place = divmod(position, WINDOW)
        window = self._window(number)
        return window[place] if place < len(window) else None

    def _window(self, number: int) -> list[Row]:
        window = self._windows.pop(number, None)
        if window is None:
            window = list(self.source.window(number * WINDOW, (number + 1) * WINDOW))
            while len(self._windows) >= _HELD:
                del self._windows[next(iter(self._windows))]
        self._windows[number] = window
        return window

    def forget(self) -> None:
        """Read every row anew."""
        self._windows.clear()

    def nearest(self, position: int) -> int:
        """The position, or the last one before it that has a row; -1 without rows."""
        count = self.source.count
        if count is not None:
            return min(max(position, 0), count - 1)
        number, place = divmod(max(position, 0), WINDOW)
        if window := self._window(number):
            return number * WINDOW + min(place, len(window) - 1)
        # The last window with rows is before it: mostly the one before, else it is looked for by halves.
        filled, middle = -1, number - 1
        while number - filled > 1:
            if self._window(middle):
                filled = middle
            else:
                number = middle
            middle = (filled + number) // 2
        return filled * WINDOW + len(self._window(filled)) - 1 if filled >= 0 else -1

    @property
    def length(self) -> int:
        """How many rows there are, as far as that is known."""
        count = self.source.count
        if count is not None:
            return count
        last = max((number for number, window in self._windows.items() if window), default=-1)
        return last * WINDOW + len(self._windows[last]) if last >= 0 else 0

    def position_of(self, record_id: str, near: int) -> int | None:
        """Where a record stands: looked for around `near` while the source can't tell."""
        found = self.source.position_of(record_id)
        if found is not None or self.source.is_loaded:
            return found
        number = max(near, 0) // WINDOW
        for one in (number, number - 1, number + 1):
            if one >= 0:
                for place, row in enumerate(self._window(one)):
                    if row[0] == record_id:
                        return one * WINDOW + place
        return None


@dataclass(frozen=True, slots=True)
class Marks:
    """Marked records: these ids, or `everything` save these ids."""

    ids: frozenset[str] = frozenset()
    everything: bool = False

    def __contains__(self, record_id: object) -> bool:
        return (record_id in self.ids) != self.everything

    def __bool__(self) -> bool:
        return self.everything or bool(self.ids)

    def turned(self, record_id: str) -> "Marks":
        """With the mark of one record set or taken away."""
        return Marks(self.ids ^ {record_id}, self.everything)

    def only(self, record_ids: Iterable[str]) -> "Marks":
        """Without those of records that are not among these."""
        return Marks(self.ids & frozenset(record_ids), self.everything)

    def count(self, source: RowSource) -> int | None:
        """How many are marked; None while the length of the list is not known."""
        if not self.everything:
            return len(self.ids)
        return source.count - len(self.ids) if source.count is not None else None

    def amount(self, source: RowSource) -> int | None:
        """The sum of what is marked, in 1/10000; None while that is not known."""
        some = source.sum_of(self.ids) if self.ids else 0
        if not self.everything:
            return some
        return source.totals.amount - some if source.totals is not None else None

    def rows(self, source: RowSource) -> Sequence[Row]:
        """The marked rows in the order of the list. Raises TooManyMarked for more than one command takes."""
        count = self.count(source)
        if count is None or count > MOST_MARKED:
            raise TooManyMarked(f"More than {MOST_MARKED:,} records are marked: filter the list first.")
        if self.everything:
            return [row for row in source.window(0, source.count or 0) if row[0] in self]
        places = sorted(place for one in self.ids if (place := source.position_of(one)) is not None)
        return [row for place in places for row in source.window(place, place + 1)]
