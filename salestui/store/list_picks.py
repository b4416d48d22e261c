"""The few rows that the conditions of a list pick, when an index can tell them. Standard library only."""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from salestui.store import list_sql
from salestui.store.list_sql import Sql, condition, join
from salestui.store.query import (
    FALSE,
    AnyOf,
    Compare,
    ListQuery,
    OneOf,
    Predicate,
    Related,
    conjuncts,
    known,
)
from salestui.store.search_schema import SEARCHED

STATUSES = (0, 1, 2)
"""Open, won, lost: every index of opportunities begins with the status."""

INDEXES = {
    column: f"ix_opportunity_status_{column}"
    for column in (
        "topic",
        "customer_name",
        "estimated_close_date",
        "estimated_revenue",
        "actual_close_date",
        "actual_revenue",
        "created_on",
        "modified_on",
        "rating",
        "probability",
        "pipeline_phase",
        "status_reason",
    )
}
"""The index (status, column and its ties) that walks opportunities in the order of a column."""

OWNER_INDEXES = {
    "owner_user_id": "ix_opportunity_owner_user_id_status",
    "owner_team_id": "ix_opportunity_owner_team_id_status",
}
_SEARCHED = {searched.table: searched for searched in SEARCHED}

SHORTEST_SEARCHED = 3
"""Letters of a text that the search index can look up."""
SHORT_SHARE = 12
"""A text of one or two letters may pick so many times fewer rows than other conditions."""


class Picked(NamedTuple):
    """The row ids of all the rows that can be in the list, and whether they are known to have the text."""

    ids: frozenset[int]
    has_text: bool


class Picker:
    """Finds the rows that each condition picks."""

    def __init__(self, connection: sqlite3.Connection, query: ListQuery, *, short_texts: bool = True) -> None:
        """`short_texts` says whether texts of one or two letters are looked for too."""
        self.connection = connection
        self.query = query
        self.has_status = query.table == "opportunity"
        self.statuses = possible_statuses(query)
        self._looks_for_text = bool(query.text) and (short_texts or self._is_searchable())

    def picked(self, most: int) -> Picked | None:
        """The rows that every condition that an index can answer picks; None if each picks too many."""
        common: set[int] | None = None
        has_text = False
        for ids, is_text in self._picks():
            # Texts of one or two letters are looked for row by row.
            limit = most // SHORT_SHARE if is_text and not self._is_searchable() else most
            limited = ids + Sql(f" LIMIT {limit + 1}")
            # Counted with those that come twice: by the topic and by the account that have the text, say.
            found = [row[0] for row in self.connection.execute(*limited)]
            if len(found) <= limit:
                common = set(found) if common is None else common.intersection(found)
                has_text |= is_text
                if not common:
                    break
        return None if common is None else Picked(frozenset(common), has_text)

    def _picks(self) -> Iterator[tuple[Sql, bool]]:
        """Statements for the row ids that a condition picks, and whether that condition is the text."""
        parts = conjuncts(self.query.where)
        for part in parts:
            if (ids := self._ids_of(part, parts)) is not None:
                yield ids, False
        if self._looks_for_text and (ids := self._text_ids()) is not None:
            yield ids, True

    def _ids_of(self, part: Predicate, others: tuple[Predicate, ...] = ()) -> Sql | None:
        """The row ids that a predicate picks; None if no index does it."""
        if isinstance(part, Related):
            where = [condition(inner, "r") for inner in part.where] or [Sql("1")]
            source = f"SELECT o.rowid FROM {part.table} AS r CROSS JOIN {self.query.table} AS o"
            return Sql(f"{source} ON o.{part.column} = r.{part.link} WHERE ") + join(" AND ", where)
        if self.has_status and (owners := named_owners(part)):
            return join(" UNION ALL ", [self._owned_ids(*owner) for owner in owners])
        if self.has_status and isinstance(part, Compare) and part.operator != "<>" and part.column in INDEXES:
            # Both ends of a range are one pick.
            bounds = [other for other in others if is_bound(other, part.column)] or [part]
            where = [condition(one) for one in bounds]
            return self._status_ids(part.column, join(" AND ", where)) if part == bounds[0] else None
        if isinstance(part, AnyOf):
            picks = [self._ids_of(inner) for inner in part.parts]
            found = [ids for ids in picks if ids is not None]
            return join(" UNION ALL ", found) if found and len(found) == len(picks) else None
        return None

    def _owned_ids(self, column: str, owner: str) -> Sql:
        return Sql(
            f"SELECT rowid FROM opportunity INDEXED BY {OWNER_INDEXES[column]}"
            f" WHERE {column} = ? AND status IN ({self._status_list()})",
            (owner,),
        )

    def _status_list(self) -> str:
        return ", ".join(map(str, self.statuses))

    def _status_ids(self, column: str, where: Sql) -> Sql:
        source = f"SELECT o.rowid FROM opportunity AS o INDEXED BY {INDEXES[column]}"
        return Sql(f"{source} WHERE o.status IN ({self._status_list()}) AND ") + where

    def _is_searchable(self) -> bool:
        return len(self.query.text) >= SHORTEST_SEARCHED and self.has_status and "\n" not in self.query.text

    def _text_ids(self) -> Sql | None:
        """The rows that have the text: from the search index, or for one or two letters from the names."""
        text = self.query.text
        if len(text) > list_sql.LONGEST_NAME:
            return Sql("SELECT rowid FROM opportunity WHERE 0")
        if self._is_searchable():
            return searched_ids(self.query)
        if not self.has_status:
            return None
        found = [self._status_ids("topic", list_sql.matches("lower(o.topic)", text))]
        for other, name in (("account", "name"), ("contact", "full_name")):
            source = (
                f"SELECT o.rowid FROM {other} AS j CROSS JOIN opportunity AS o"
                f" INDEXED BY ix_opportunity_{other}_id_status ON o.{other}_id = j.id"
            )
            statuses = Sql(f"{source} WHERE o.status IN ({self._status_list()}) AND ")
            found.append(statuses + list_sql.matches(f"j.{name}", text))
        return join(" UNION ALL ", found)


def searched_ids(query: ListQuery) -> Sql | None:
    """The row ids of the opportunities with the text, from the search tables; None where these can't tell.

    The index knows texts of three letters and more; for shorter ones all entries are looked through, which
    takes a while once, but less than looking at the names of each row.
    """
    text = query.text
    if query.table != "opportunity" or not text or "\n" in text or len(text) > list_sql.LONGEST_NAME:
        return None
    searched = _SEARCHED[query.table]
    range_ = f"BETWEEN {searched.first} AND {searched.last}"
    if len(text) >= SHORTEST_SEARCHED:
        phrase = '{title names} : "' + text.replace('"', '""') + '"'
        return Sql(
            f"SELECT rowid - {searched.first} FROM search_index WHERE search_index MATCH ?"
            f" AND rowid {range_}",
            (phrase,),
        )
    has_text = join(" OR ", [list_sql.matches(column, text) for column in ("title", "names")])
    return (
        Sql(f"SELECT id - {searched.first} FROM search_entry WHERE id {range_} AND (") + has_text + Sql(")")
    )


def possible_statuses(query: ListQuery) -> list[int]:
    """The statuses that rows of the list can have; none for tables other than opportunity."""
    if query.table != "opportunity":
        return []
    return [status for status in STATUSES if known(query.where, {"status": status}) != FALSE]


def by_ids(table: str, ids: Iterable[int]) -> Sql:
    """A table's rows of these ids, for FROM; their number is not limited, and they are read in this order."""
    listed = f"[{','.join(map(str, ids))}]"
    return Sql(f"json_each(?) AS p CROSS JOIN {table} AS o ON o.rowid = p.value", (listed,))


def is_bound(predicate: Predicate, column: str) -> bool:
    """Whether it bounds a column, so that a stretch of the column's index answers it."""
    return isinstance(predicate, Compare) and predicate.column == column and predicate.operator != "<>"


def named_owners(predicate: Predicate) -> list[tuple[str, str]]:
    """The owners of a condition that is about nothing but owners, as (column, id)."""
    match predicate:
        case Compare(column, "=", str(value)) if column in OWNER_INDEXES:
            return [(column, value)]
        case OneOf(column, values) if column in OWNER_INDEXES:
            return [(column, str(value)) for value in dict.fromkeys(values)]
        case AnyOf(parts):
            named = [named_owners(part) for part in parts]
            # Each once, or his rows would come twice.
            return list(dict.fromkeys(owner for owners in named for owner in owners)) if all(named) else []
        case _:
            return []
