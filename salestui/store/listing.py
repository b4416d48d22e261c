"""A list of any length: its first rows at once, every other row by its id once the order is known.

Standard library only, so that the first screen needs no ORM.
"""

import sqlite3
import time
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress

from salestui.store import list_totals
from salestui.store.list_picks import Picker
from salestui.store.list_plan import Planner, Segment
from salestui.store.list_sql import Sql, condition, expression, join, text_condition
from salestui.store.list_totals import Totals
from salestui.store.query import ListColumn, ListQuery, Order, Predicate

Row = tuple[str | int | None, ...]
"""A record: its id, then the raw values of the list's columns."""

PATIENCE = 0.045
"""Seconds that choosing the way may take, and a window; what was found by then is shown until `load` ends."""
FEW, FEW_PICKED = 2_000, 4_000
"""So many rows of a table, or rows that the conditions pick, are sorted while the user waits (some 30 ms)."""
PICKED = 60_000
"""So many row ids that a condition picks are looked at (some 10 ms); more would take memory that stays."""
_CHUNK = 4_000


class Listing:
    """The rows of a query.

    `connection` is used by the thread that shows the list. `connect` makes another one for `load`, which a
    thread runs to read the order of all rows; without it `load` uses the first one. Until then windows are
    read along an index, afterwards by row id; a short list is complete from its first window on.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        query: ListQuery,
        connect: Callable[[], sqlite3.Connection] | None = None,
        totals: Totals | None = None,
    ) -> None:
        self.query = query
        self.totals = totals
        """Count and sums; None until they are known."""
        self._connection = connection
        self._connect = connect
        self._ids: array[int] | None = None  # 32 bits an id: SQLite counts them up
        self._planner: Planner | None = None
        self._segments: list[Segment] = []
        self._loader: sqlite3.Connection | None = None
        self._loads = 0
        self._closed = False

    @property
    def columns(self) -> Sequence[ListColumn]:
        """What the values of a row are, from its second on."""
        return self.query.columns

    @property
    def order(self) -> Sequence[Order]:
        """The sort keys, the first one first."""
        return self.query.order

    @property
    def count(self) -> int | None:
        """How many rows there are; None until that is known."""
        if self._ids is not None:
            return len(self._ids)
        return self.totals.count if self.totals is not None else None

    @property
    def is_loaded(self) -> bool:
        """Whether the order of all rows is known."""
        return self._ids is not None

    # Rows

    def window(self, start: int, stop: int) -> list[Row]:
        """The rows from `start` up to `stop`; fewer at the end, or while the order is not known yet."""
        if self._ids is None and self._planner is None:
            self._open()
        if self._ids is not None:
            return self._rows(self._ids[start:stop])
        count = self.count
        if count is not None and stop > count // 2:
            stop = min(stop, count)
            backwards = self._walk(count - stop, stop - start, backwards=True)
            return self._rows(backwards[::-1])
        return self._rows(self._walk(start, stop - start))

    def position_of(self, record_id: str) -> int | None:
        """Where a record stands; None if it is not in the list or the order is not known yet."""
        if self._ids is None:
            return None
        found = self._connection.execute(
            f"SELECT rowid FROM {self.query.table} WHERE id = ?", (record_id,)
        ).fetchone()
        try:
            return self._ids.index(found[0]) if found else None
        except ValueError:
            return None

    def containing(self, record_ids: Iterable[str]) -> frozenset[str]:
        """Those of these records that are in the list."""
        where = [_among(record_ids), condition(self.query.where), text_condition(self.query)]
        wanted = Sql(f"SELECT o.id FROM {self.query.table} AS o WHERE ")
        wanted += join(" AND ", [one for one in where if one is not None])
        return frozenset(row[0] for row in self._connection.execute(*wanted))

    def sum_of(self, record_ids: Iterable[str]) -> int:
        """The sum of these records' amounts, in 1/10000 of the base currency."""
        wanted = Sql(f"SELECT o.rowid FROM {self.query.table} AS o WHERE ") + _among(record_ids)
        ids = [row[0] for row in self._connection.execute(*wanted)]
        return list_totals.of_rows(self._connection, self.query, ids).amount

    def _rows(self, ids: Sequence[int]) -> list[Row]:
        if not ids:
            return []
        table = self.query.table
        columns = "".join(f", {expression(table, column.key)}" for column in self.columns)
        marks = ", ".join("?" * len(ids))
        found = self._connection.execute(
            f"SELECT o.rowid, o.id{columns} FROM {table} AS o WHERE o.rowid IN ({marks})", tuple(ids)
        )
        by_id = {row[0]: row[1:] for row in found}
        return [by_id[one] for one in ids if one in by_id]

    # Before the order is known

    def _open(self) -> bool:
        """Choose the way; a short list is read whole, and True is returned."""
        planner = self._planner = Planner(self._connection, self.query)
        with _patience(self._connection):
            size = planner.size()
            picked = None
            if size > FEW:
                if not planner.is_direct():
                    picked = Picker(self._connection, self.query).picked(PICKED)
                if picked is None or len(picked.ids) > FEW_PICKED:
                    if picked is not None and picked.has_text:
                        planner.look_up_text()
                    self._segments = planner.segments() if planner.can_walk else []
                    return False
            rows = self._connection.execute(*planner.sorted_ids(picked))
            ids = array("I", [row[0] for row in rows])
            self.totals = list_totals.of_rows(self._connection, self.query, ids)
            self._ids = ids
            return True
        return False

    def _walk(self, start: int, size: int, backwards: bool = False) -> list[int]:
        found: list[int] = []
        if size <= 0:  # SQLite takes a negative limit for none
            return found
        segments = self._segments[::-1] if backwards else self._segments
        with _patience(self._connection):
            for segment in segments:
                wanted = segment.ids(backwards) + Sql(" LIMIT ? OFFSET ?", (size - len(found), start))
                for row in self._connection.execute(*wanted):
                    found.append(row[-1])
                if len(found) >= size:
                    break
                if found:
                    start = 0
                elif start:
                    (count,) = self._connection.execute(*segment.size()).fetchone()
                    start = max(start - count, 0)
        return found

    # The order of all rows

    def refresh(self) -> bool:
        """Read again after a change: True when that is done, False when `load` is to be run for it.

        A long list shows its old order until then, with the new values of its rows.
        """
        return self._open()

    def load(self, tell: Callable[[], None] | None = None) -> None:
        """Read the order of all rows, and the totals, on a connection of its own. Ends early once closed.

        `tell` is called, in this thread, when the totals are known before the order.
        """
        if self._closed:
            return
        connection = self._connect() if self._connect is not None else self._connection
        self._loads += 1
        self._loader = connection
        try:
            self._load(connection, tell, self._loads)
        except sqlite3.OperationalError as error:
            if not (self._closed and error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT):
                raise
        finally:
            if self._loader is connection:
                self._loader = None
            if self._connect is not None:
                connection.close()

    def _load(self, connection: sqlite3.Connection, tell: Callable[[], None] | None, number: int) -> None:
        planner = Planner(connection, self.query)
        totals = list_totals.of_plain(connection, self.query) if planner.is_plain else None
        if totals is not None:
            self.totals = totals
            if tell is not None:
                tell()
        picked = None
        if not planner.is_direct():
            picked = Picker(connection, self.query, short_texts=False).picked(PICKED)
        planner.look_up_text()
        if picked is None and planner.can_walk:
            statements = [segment.ids() for segment in planner.segments()]
        else:
            statements = [planner.sorted_ids(picked)]
        ids = array("I")
        for statement in statements:
            rows = connection.execute(*statement)
            while chunk := rows.fetchmany(_CHUNK):
                ids.extend([row[-1] for row in chunk])
                if self._is_stale(number):
                    return
        if totals is None:
            totals = list_totals.of_rows(connection, self.query, ids)
        if not self._is_stale(number):
            self.totals = totals
            self._ids = ids

    def _is_stale(self, number: int) -> bool:
        """Whether nobody waits for this load: the list is closed, or a later one was begun."""
        return self._closed or number != self._loads

    def close(self) -> None:
        """Stop a `load` that is running, and let the order go; the rows are not wanted any more."""
        self._closed = True
        self._ids = None
        loader = self._loader
        if loader is not None and loader is not self._connection:
            with suppress(sqlite3.ProgrammingError):  # it has just been closed
                loader.interrupt()


def those(
    connection: sqlite3.Connection, table: str, record_ids: Iterable[str], where: Predicate
) -> frozenset[str]:
    """Those of these records of a table for which the predicate holds."""
    wanted = Sql(f"SELECT o.id FROM {table} AS o WHERE ") + _among(record_ids) + Sql(" AND ")
    return frozenset(row[0] for row in connection.execute(*(wanted + condition(where))))


def _among(record_ids: Iterable[str]) -> Sql:
    """Whether a row is one of these records, however many."""
    listed = f"""[{",".join(f'"{one}"' for one in record_ids)}]"""
    return Sql("o.id IN (SELECT value FROM json_each(?))", (listed,))


@contextmanager
def _patience(connection: sqlite3.Connection) -> Iterator[None]:
    """End the block early once it takes too long."""
    until = time.monotonic() + PATIENCE
    connection.set_progress_handler(lambda: time.monotonic() > until, 2_000)
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
            raise
    finally:
        connection.set_progress_handler(None, 0)
