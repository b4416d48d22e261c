"""What happened to a record and is planned: which of it is shown, and what it says, read as it is drawn."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING
from uuid import UUID

from salestui import clock
from salestui.lifecycle import timeline_filters
from salestui.lifecycle.shapes import Entry, EntryKey
from salestui.lifecycle.timeline_filters import EVERYTHING, Chosen
from salestui.widgets import timeline_chips
from salestui.widgets.desk import Desk

if TYPE_CHECKING:
    from sqlmodel import Session

_AROUND = 100
"""So many entries before and after one that is drawn are read with it."""
_KEPT = 2_000
"""So many read entries are kept."""
ORDER, FILTER = "timeline.newest_first", "timeline.filters"
"""The names under which the order and the chosen filters are remembered."""


class Happenings:
    """The entries of a record's timeline, those that are searched for, and those of them that filters show.

    The order of all entries is held; what they say is read for those around the ones that are asked for.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.about: tuple[str, UUID] | None = None
        self.newest_first = bool(desk.state.get(ORDER, True))
        remembered = desk.state.get(FILTER, [])
        self.chosen: Chosen = timeline_filters.known(remembered if isinstance(remembered, list) else [])
        """The filters that are set."""
        self.typed = ""
        """The words that are searched for."""
        self.all: Sequence[EntryKey] = ()
        self.found: Sequence[EntryKey] = ()
        """Those that have the words; all without words."""
        self.keys: Sequence[EntryKey] = ()
        """Those that are shown, in their order."""
        self.counts: dict[str, int] = {}
        """How many a chip would show, by its filter."""
        self._hits: AbstractSet[UUID] = frozenset()
        self._read: dict[tuple[str, UUID], Entry | None] = {}

    def load(self, session: "Session", table: str, record_id: UUID) -> bool:
        """Read the order of all entries; whether they are those of another record than before."""
        from salestui.lifecycle import timeline

        is_other = (table, record_id) != self.about
        if is_other:
            self.about = table, record_id
            self.typed = ""
        self._hits = timeline.search(session, table, record_id, self.typed) if self.typed else frozenset()
        self.all = timeline.index(session, table, record_id, newest_first=self.newest_first)
        self._read = {}
        self._choose_keys()
        if self.keys:
            self._read_around(session, 0)
        return is_other

    # Which are shown

    @property
    def shows_part(self) -> bool:
        """Whether a search or filters leave something out."""
        return bool(self.typed or self.chosen)

    def turn(self) -> None:
        """The other order, from the next reading on."""
        self.newest_first = not self.newest_first
        self._desk.state.put(ORDER, self.newest_first)

    def choose(self, chosen: Chosen) -> None:
        """Show what these filters show, and remember them."""
        self.chosen = timeline_filters.known(chosen)
        self._desk.state.put(FILTER, sorted(self.chosen) or None)
        self._choose_keys()

    def kind_after(self, step: int) -> str:
        """The kind so many chips after the one that is shown."""
        kinds = timeline_chips.kinds(self.chosen, self.counts)
        kind = timeline_chips.kind_of(self.chosen) or timeline_chips.ALL
        return kinds[(kinds.index(kind) + step) % len(kinds)]

    def search(self, typed: str) -> bool:
        """Show what has these words in title or text, all when there are none; whether that is another."""
        typed = typed.strip()
        if typed == self.typed or self.about is None:
            return False
        from salestui.lifecycle import timeline

        self.typed = typed
        with self._desk.store.session() as session:
            self._hits = timeline.search(session, *self.about, typed) if typed else frozenset()
        self._choose_keys()
        return True

    def _choose_keys(self) -> None:
        now = clock.now()
        self.found = [key for key in self.all if key.id in self._hits] if self.typed else self.all
        self.keys = timeline_filters.shown(self.found, self.chosen, now)
        of_kind = timeline_chips.kind_of(self.chosen) is not None
        self.counts = timeline_filters.counts(self.found, EVERYTHING if of_kind else self.chosen, now)

    # What they say

    def entry(self, at: int) -> Entry | None:
        """The shown entry at a place; None when it was deleted meanwhile."""
        key = self.keys[at]
        if (key.source, key.id) not in self._read:
            with self._desk.store.session() as session:
                self._read_around(session, at)
        return self._read[key.source, key.id]

    def _read_around(self, session: "Session", at: int) -> None:
        from salestui.lifecycle import timeline

        assert self.about is not None
        keys = self.keys[max(at - _AROUND, 0) : at + _AROUND]
        if len(self._read) > _KEPT:
            self._read = {}
        wanted = [key for key in keys if (key.source, key.id) not in self._read]
        self._read |= {(key.source, key.id): None for key in wanted}
        found = timeline.details(session, wanted, *self.about)
        self._read |= {(entry.source, entry.id): entry for entry in found}
