"""The list that a record was opened from: which record is open, where it stands, and its neighbours."""

from collections.abc import Callable

from salestui.widgets.row_source import RowSource


class Walk:
    """A way through a list while its records are open.

    `record_id` (hexadecimal) is the record last seen; the list puts its cursor there when it comes back.
    `name` is what people call the list, `source` gives its rows as they are now, `position` is where the
    record stands in it, counted from 0.
    """

    def __init__(
        self, name: str, source: Callable[[], RowSource], record_id: str, position: int | None = None
    ) -> None:
        self.name = name
        self.record_id = record_id
        self._find_source = source
        self._position = position

    is_work = False
    """Whether the list is worked through record by record."""

    @property
    def _source(self) -> RowSource:
        return self._find_source()

    @property
    def position(self) -> int | None:
        """Where the open record stands; where it last stood if it is no longer in the list."""
        found = self._source.position_of(self.record_id)
        if found is not None:
            self._position = found
        return self._position

    @property
    def is_in_list(self) -> bool:
        """Whether the open record is in the list, as far as is known."""
        return not self._source.is_loaded or self._source.position_of(self.record_id) is not None

    def where(self) -> str:
        """ "5 of 34"; without what is not known yet."""
        position, count = self.position, self._source.count
        if not self.is_in_list:
            return "no longer in this list"
        if position is None:
            return ""
        return f"{position + 1:,} of {count:,}" if count is not None else f"{position + 1:,}"

    def neighbour(self, step: int) -> str | None:
        """The id of the next (+1) or previous (-1) record; None at the end of the list."""
        found = self._find(step)
        return found[0] if found is not None else None

    def _find(self, step: int) -> tuple[str, int] | None:
        """The neighbour and where it stands; one that was deleted since the list was read is passed over."""
        at = self.position
        if at is None:
            return None
        if step > 0 and not self.is_in_list:
            at -= 1  # what followed it has moved up to its place
        while (at := at + step) >= 0:
            if rows := self._source.window(at, at + 1):
                return str(rows[0][0]), at
            count = self._source.count
            if count is None or at >= count:
                return None
        return None

    def go(self, step: int) -> str | None:
        """Open the neighbour instead, and return its id; None, and nothing changes, at the end."""
        found = self._find(step)
        if found is None:
            return None
        self.record_id, self._position = found
        return self.record_id


class WorkWalk(Walk):
    """A way through a list that stays as it was at its start, whatever is changed of its records.

    `keep` is told the record and its position at each step, so that the next time goes on from there.
    """

    is_work = True

    def __init__(
        self, name: str, source: RowSource, record_id: str, position: int, keep: Callable[[str, int], None]
    ) -> None:
        super().__init__(name, lambda: source, record_id, position)
        self._keep = keep
        keep(record_id, position)

    def go(self, step: int) -> str | None:
        """Go on, and keep where."""
        record_id = super().go(step)
        if record_id is not None:
            self._keep(record_id, self.position or 0)
        return record_id
