"""How a list is read: by walking an index in its order, or by sorting the few rows that can be in it.

SQLite's planner sees one statement at a time and knows nothing of how many rows a user owns; left alone it
sorts 300,000 rows to show 50. So the way is chosen here, and the statements leave the planner no choice.
"""

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from salestui.store import list_sql
from salestui.store.list_picks import (
    INDEXES,
    OWNER_INDEXES,
    Picked,
    by_ids,
    is_bound,
    named_owners,
    possible_statuses,
    searched_ids,
)
from salestui.store.list_sql import Sql, Term, condition, join
from salestui.store.query import (
    FALSE,
    TRUE,
    ListQuery,
    Order,
    Predicate,
    Value,
    conjuncts,
    known,
)

NAME_INDEXES = {"account": "ix_account_sort_name", "contact": "ix_contact_sort_name"}
MOST_ARMS = 60
"""More indexes than this are not merged."""


class Arm(NamedTuple):
    """Rows that one pass over an index gives in order."""

    source: str
    where: Sql


class Segment(NamedTuple):
    """A stretch of the list: arms that are merged, each in the order of the terms.

    `first` stands before its statements.
    """

    arms: tuple[Arm, ...]
    terms: tuple[Term, ...]
    first: Sql = Sql("")

    def ids(self, backwards: bool = False) -> Sql:
        """Its row ids, from the front or from the end."""
        if len(self.arms) == 1:
            (arm,) = self.arms
            order = ", ".join(term.sql(backwards) for term in self.terms)
            rows = Sql(f"SELECT o.rowid FROM {arm.source} WHERE ") + arm.where + Sql(f" ORDER BY {order}")
            return self.first + rows
        names = [f"k{number}" for number in range(len(self.terms))]
        columns = ", ".join(f"{term.text} AS {name}" for term, name in zip(self.terms, names, strict=True))
        arms = [Sql(f"SELECT {columns} FROM {arm.source} WHERE ") + arm.where for arm in self.arms]
        order = ", ".join(
            Term(name, term.descending).sql(backwards) for term, name in zip(self.terms, names, strict=True)
        )
        # The row id is the last term, and the compound is read as it comes: merged, not sorted.
        return self.first + join(" UNION ALL ", arms) + Sql(f" ORDER BY {order}")

    def size(self) -> Sql:
        """How many rows it has."""
        arms = [Sql(f"SELECT count(*) AS n FROM {arm.source} WHERE ") + arm.where for arm in self.arms]
        return self.first + Sql("SELECT sum(n) FROM (") + join(" UNION ALL ", arms) + Sql(")")


class Planner:
    """Plans a list on a connection, which is asked for counts of what the conditions pick."""

    def __init__(self, connection: sqlite3.Connection, query: ListQuery) -> None:
        self.connection = connection
        self.query = query
        self.keys = list_sql.keys(query)
        self.has_status = query.table == "opportunity"
        self.statuses = possible_statuses(query)
        self.text = list_sql.text_condition(query)
        self.first = Sql("")
        """What stands before each statement."""

    def look_up_text(self) -> None:
        """Ask the search tables once which rows have the text, instead of each row while walking.

        For a walk through many rows, or one in which few have it.
        """
        ids = searched_ids(self.query)
        if ids is not None:
            self.first = Sql("WITH hits(id) AS MATERIALIZED (") + ids + Sql(") ")
            self.text = Sql("+o.rowid IN (SELECT id FROM hits)")  # + keeps the walk on its index

    @property
    def can_walk(self) -> bool:
        """Whether the first rows can be had without reading all."""
        if not self.has_status or not self.keys:
            return True
        first = next((key.column for key in self.keys if key.column != "status"), "status")
        return first in INDEXES or first in NAME_INDEXES or first in ("owner", "status")

    @property
    def is_plain(self) -> bool:
        """Whether the status alone decides which rows are in the list."""
        return self.is_direct(known_columns=())

    def is_direct(self, known_columns: tuple[str, ...] | None = None) -> bool:
        """Whether a walk meets no row that is not in the list, so that nothing has to be picked first."""
        if not self.has_status or self.text is not None:
            return False
        first = next((key.column for key in self.keys if key.column != "status"), "")
        walked = (first,) if known_columns is None else known_columns
        by_owner = walked == ("estimated_close_date",) and bool(self._owners())
        for status in self.statuses:
            for part in conjuncts(known(self.query.where, {"status": status})):
                if not (any(is_bound(part, one) for one in walked) or (by_owner and named_owners(part))):
                    return False
        return True

    def size(self) -> int:
        """About how many rows the table has; never less."""
        (highest,) = self.connection.execute(f"SELECT max(rowid) FROM {self.query.table}").fetchone()
        return highest or 0

    # Walking an index

    def segments(self) -> list[Segment]:
        """The whole list as stretches, one after the other."""
        return [segment._replace(first=self.first) for segment in self._segments()]

    def _segments(self) -> list[Segment]:
        order = list(self.keys)
        if not self.has_status:
            return list(self._stretches(order, None))
        if order and order[0].column == "status":
            status = order.pop(0)
            turned = sorted(self.statuses, reverse=status.descending)
            return [segment for one in turned for segment in self._stretches(order, [one], status.descending)]
        return list(self._stretches(order, self.statuses))

    def _stretches(
        self, order: list[Order], statuses: list[int] | None, descending: bool = False
    ) -> Iterator[Segment]:
        """Rows with a value in the first key, then those without."""
        last = Term("o.rowid", order[0].descending if order else descending)
        if not order:
            yield Segment(self._arms(statuses, None, None), (last,))
            return
        first, rest = order[0], order[1:]
        more = [term for key in rest for term in list_sql.terms(self.query.table, key)]
        if first.column == "owner" and statuses is not None:
            yield from self._by_owner(first.descending, statuses, (*more, last))
            return
        own = list_sql.terms(self.query.table, first)
        if first.column in NAME_INDEXES and statuses is not None:
            yield self._by_name(first, statuses, (*more, last))
        else:
            filled = Sql(f"{own[0].text} IS NOT NULL")
            yield Segment(self._arms(statuses, first.column, filled), (*own, *more, last))
        empty = Sql(f"{self._emptiness(first.column)} IS NULL")
        yield Segment(self._arms(statuses, first.column, empty), (*more, last))

    def _emptiness(self, column: str) -> str:
        """What is NULL where the column has no value."""
        if self.has_status and column in NAME_INDEXES:
            return f"o.{column}_id"
        return list_sql.terms(self.query.table, Order(column))[0].text

    def _arms(self, statuses: list[int] | None, column: str | None, extra: Sql | None) -> tuple[Arm, ...]:
        table = self.query.table
        if statuses is None:
            return (Arm(f"{table} AS o", self._where(self.query.where, extra, self.text)),)
        if column == "estimated_close_date" and (owners := self._owners()):
            arms = self._owner_arms(owners, statuses, extra)
            if len(arms) <= MOST_ARMS:
                return tuple(arms) or (Arm(f"{table} AS o", Sql("0")),)
        index = INDEXES.get(column or "", "")
        if column in NAME_INDEXES:
            index = f"ix_opportunity_{column}_id_status"
        if not index:
            some = Sql(f"o.status IN ({', '.join(map(str, statuses))})")
            return (Arm(f"{table} AS o", self._where(self.query.where, some, extra, self.text)),)
        source = f"{table} AS o INDEXED BY {index}"
        found = []
        for status in statuses:
            left = known(self.query.where, {"status": status})
            found.append(Arm(source, self._where(left, Sql(f"o.status = {status}"), extra, self.text)))
        return tuple(found) or (Arm(source, Sql("0")),)

    def _where(self, predicate: Predicate, *extra: Sql | None) -> Sql:
        parts = [part for part in extra if part is not None]
        if predicate != TRUE:
            parts.append(condition(predicate))
        return join(" AND ", parts) if parts else Sql("1")

    def _by_name(self, first: Order, statuses: list[int], more: tuple[Term, ...]) -> Segment:
        """Rows in the order of the account's or contact's name: through the names, then their rows."""
        other, name = first.column, {"account": "name", "contact": "full_name"}[first.column]
        source = (
            f"{other} AS j INDEXED BY {NAME_INDEXES[other]}"
            f" CROSS JOIN opportunity AS o INDEXED BY ix_opportunity_{other}_id_status"
        )
        which = Sql(f"o.{other}_id = j.id AND o.status IN ({', '.join(map(str, statuses))})")
        where = self._where(self._left(statuses), which, self.text)
        down = first.descending
        return Segment((Arm(source, where),), (Term(f"lower(j.{name})", down), Term("j.rowid", down), *more))

    def _left(self, statuses: list[int]) -> Predicate:
        """What of the condition is left to check once the status is one of these."""
        lefts = {known(self.query.where, {"status": status}) for status in statuses}
        return lefts.pop() if len(lefts) == 1 else self.query.where

    def _by_owner(self, descending: bool, statuses: list[int], terms: tuple[Term, ...]) -> Iterator[Segment]:
        turned = " DESC" if descending else ""
        owners = self.connection.execute(
            "SELECT lower(full_name), id, 'owner_user_id' FROM system_user"
            " UNION ALL SELECT lower(name), id, 'owner_team_id' FROM team"
            f" ORDER BY 1{turned}, 2{turned}"
        ).fetchall()
        for _, owner, column in owners:
            if arms := self._owner_arms([(column, owner)], statuses, None):
                yield Segment(tuple(arms), terms)

    def _owner_arms(self, owners: list[tuple[str, str]], statuses: list[int], extra: Sql | None) -> list[Arm]:
        arms = []
        for column, owner in owners:
            other = next(name for name in OWNER_INDEXES if name != column)
            for status in statuses:
                held: dict[str, Value | None] = {"status": status, column: owner, other: None}
                left = known(self.query.where, held)
                if left == FALSE:
                    continue
                which = Sql(f"o.{column} = ? AND o.status = {status}", (owner,))
                source = f"opportunity AS o INDEXED BY {OWNER_INDEXES[column]}"
                arms.append(Arm(source, self._where(left, which, extra, self.text)))
        return arms

    def _owners(self) -> list[tuple[str, str]]:
        """The owners that the condition names, as (column, id); none when it does not."""
        for part in conjuncts(self.query.where):
            if owners := named_owners(part):
                return owners
        return []

    # Sorting what the conditions pick

    def sorted_ids(self, picked: Picked | None) -> Sql:
        """The row ids of the whole list in order, by sorting the picked rows (None: all rows)."""
        text = None if picked is not None and picked.has_text else self.text
        where = self._where(self.query.where, text)
        order = Sql(f" ORDER BY {', '.join(self._whole_order())}")
        if picked is None:
            return self.first + Sql(f"SELECT o.rowid FROM {self.query.table} AS o WHERE ") + where + order
        source = Sql("SELECT o.rowid FROM ") + by_ids(self.query.table, picked.ids)
        return self.first + source + Sql(" WHERE ") + where + order

    def _whole_order(self) -> Iterator[str]:
        order = list(self.keys)
        if not order:
            yield "o.rowid"
            return
        down = order[0].descending
        if self.has_status and order[0].column == "status":
            yield Term("o.status", order.pop(0).descending).sql()
        for number, key in enumerate(order):
            if number == 0:
                yield f"{self._emptiness(key.column)} IS NULL"
                down = key.descending
            for term in list_sql.terms(self.query.table, key):
                yield term.sql()
        yield Term("o.rowid", down).sql()
