"""Finds people and records of the whole file for the quick entry, among those that its user may read."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from functools import lru_cache
from itertools import chain
from typing import TypeVar
from uuid import UUID

from sqlmodel import Session

from salestui.folding import folded
from salestui.lifecycle import lookups, permission
from salestui.lifecycle.mentions import RECORDS
from salestui.lifecycle.quick_entry_reading import FOUND_AT_MOST, Person
from salestui.lifecycle.refs import RecordRef
from salestui.store import search
from salestui.store.rows import raw

_REMEMBERED = 256
_SHORTEST = 3
"""The index of names answers at once from so many letters of a word on."""
_Found = TypeVar("_Found", Person, RecordRef)


class WholeFile:
    """Remembers what it found: a line is read anew at each key, and most of its words are the same."""

    def __init__(self, session: Callable[[], AbstractContextManager[Session]]) -> None:
        self._session = session
        self.people = lru_cache(_REMEMBERED)(self._people)
        self.records = lru_cache(_REMEMBERED)(self._records)

    def _people(self, name: str) -> Sequence[Person]:
        """Contacts and users whose name may be this."""
        narrowed = _narrowed(self.people, name)
        if narrowed is not None or not _is_findable(name):
            return narrowed or ()
        with self._session() as session:
            return [
                Person(hit.table, hit.id, hit.name)
                for table in ("contact", "system_user")
                for hit in lookups.search_lookup(session, table, name, FOUND_AT_MOST)
            ]

    def _records(self, name: str) -> Sequence[RecordRef]:
        """Records that an activity may be about whose name may be this.

        Of several words that many names have, only those that begin with them: the index of words would
        go through all.
        """
        narrowed = _narrowed(self.records, name)
        if narrowed is not None or not _is_findable(name):
            return narrowed or ()
        with self._session() as session:
            if " " in name:
                hits = [lookups.beginning(session, table, name, FOUND_AT_MOST) for table in RECORDS]
                return [RecordRef(hit.table, hit.id, hit.name) for hit in chain.from_iterable(hits)]
            readable = permission.readers(session)
            found = search.search(raw(session), name, FOUND_AT_MOST, RECORDS, readable, any_accents=True)
            return [RecordRef(hit.table, UUID(hit.record_id), hit.title) for hit in found]


def _narrowed(find: Callable[[str], Sequence[_Found]], name: str) -> list[_Found] | None:
    """Those of fewer words that have the last one too; None where fewer words do not find all."""
    fewer, _, last = name.rpartition(" ")
    if not _is_findable(fewer):
        return None
    found = find(fewer)
    if len(found) >= FOUND_AT_MOST:
        return None
    return [one for one in found if folded(last) in folded(one.name)]


def _is_findable(name: str) -> bool:
    return any(len(word) >= _SHORTEST for word in name.split())
