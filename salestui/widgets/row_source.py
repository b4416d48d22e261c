"""Where a table of records gets its rows from."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from salestui.store.list_totals import Totals
from salestui.store.query import ListColumn, Order

Row = Sequence[str | int | None]
"""A record: its id, then the raw values of the columns."""


class RowSource(Protocol):
    """A list of any length. `salestui.store.listing.Listing` is one, `RowList` another."""

    @property
    def columns(self) -> Sequence[ListColumn]:
        """What the values of a row are, from its second on."""

    @property
    def order(self) -> Sequence[Order]:
        """The sort keys, the first one first."""

    @property
    def count(self) -> int | None:
        """How many rows there are; None until that is known."""

    @property
    def totals(self) -> Totals | None:
        """Count and sums; None until they are known."""

    @property
    def is_loaded(self) -> bool:
        """Whether every row can be read and every position told."""

    def window(self, start: int, stop: int) -> Sequence[Row]:
        """The rows from `start` up to `stop`; fewer at the end, or while not all is loaded. Quick."""

    def position_of(self, record_id: str) -> int | None:
        """Where a record stands; None if it is not in the list or that can't be told yet."""

    def containing(self, record_ids: Iterable[str]) -> frozenset[str]:
        """Those of these records that are in the list."""

    def sum_of(self, record_ids: Iterable[str]) -> int:
        """The sum of these records' amounts, in 1/10000 of the base currency."""

    def refresh(self) -> bool:
        """Read again after a change: True when that is done, False when `load` is to be run for it."""

    def load(self, tell: Callable[[], None] | None = None) -> None:
        """Load everything; a thread runs it. `tell` is called when count or totals are known earlier."""

    def close(self) -> None:
        """The rows are not wanted any more."""


class RowList:
    """Rows that lie in memory, for lists that are short by nature. `amount` is the place of their amount."""

    is_loaded = True

    def __init__(
        self,
        columns: Sequence[ListColumn],
        rows: Sequence[Row],
        order: Sequence[Order] = (),
        amount: int | None = None,
    ) -> None:
        self.columns = columns
        self.order = order
        self._rows = rows
        self._amount = amount

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    @property
    def totals(self) -> Totals:
        """Count and sum."""
        return Totals(len(self._rows), sum(map(self._worth, self._rows)))

    def _worth(self, row: Row) -> int:
        value = row[self._amount] if self._amount is not None else None
        return value if isinstance(value, int) else 0

    def window(self, start: int, stop: int) -> Sequence[Row]:
        """The rows from `start` up to `stop`."""
        return self._rows[start:stop]

    def position_of(self, record_id: str) -> int | None:
        """Where a record stands."""
        return next((at for at, row in enumerate(self._rows) if row[0] == record_id), None)

    def containing(self, record_ids: Iterable[str]) -> frozenset[str]:
        """Those of these records that are in the list."""
        return frozenset(record_ids).intersection(str(row[0]) for row in self._rows)

    def sum_of(self, record_ids: Iterable[str]) -> int:
        """The sum of these records' amounts."""
        wanted = set(record_ids)
        return sum(self._worth(row) for row in self._rows if row[0] in wanted)

    def refresh(self) -> bool:
        """Nothing to read."""
        return True

    def load(self, tell: Callable[[], None] | None = None) -> None:
        """Nothing to load."""

    def close(self) -> None:
        """Nothing to stop."""
