"""What the list must show of a file, read without the program's screens."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from salestui.lifecycle import view_catalogue
from salestui.lifecycle.users import signed_in
from salestui.lifecycle.views import resolve
from salestui.store.database import Store
from salestui.store.listing import Listing
from salestui.store.query import ListColumn, ListQuery, Order
from salestui.widgets.sorting import order_after
from tests.bench.generate import SIGNED_IN, VIEW

TOPIC = slice(3, 23)
"""The columns of the screen in which the topic of a row begins."""


class Expected:
    """What the list of a file shows: topics, cut off where the narrowest column for them might."""

    def __init__(self, file: Path) -> None:
        self._store = Store.open(file)
        self._user = signed_in(self._store, SIGNED_IN)
        self._view = next(view for view in view_catalogue.SYSTEM_VIEWS["opportunity"] if view.key == VIEW)
        self._tops: dict[tuple[Order | None, str], str] = {}
        self.orders = self._orders()
        """Each column, sorted by, and then turned round."""
        self.last = self._last()
        """The topic of the last row."""

    def _query(self, sort: Order | None = None, text: str = "") -> ListQuery:
        who = self._user
        return resolve(self._view, who.id, who.team_ids, date.today(), sort=sort, filter_text=text)

    def _listing(self, sort: Order | None = None, text: str = "") -> Listing:
        listing = Listing(self._store.reader, self._query(sort, text))
        listing.load()
        return listing

    def _orders(self) -> list[tuple[ListColumn, Order]]:
        now: Order | None = self._view.order[0]
        found = []
        for column in self._query().columns:
            if not column.hidden:
                for _ in range(2):
                    now = order_after(column, now)
                    found.append((column, now))
        return found

    def top(self, sort: Order | None = None, text: str = "") -> str:
        """The topic of the first row; nothing without rows."""
        if (sort, text) not in self._tops:
            rows = self._listing(sort, text).window(0, 1)
            self._tops[sort, text] = shown(rows[0][1]) if rows else ""
        return self._tops[sort, text]

    def _last(self) -> str:
        listing = self._listing()
        assert listing.count
        return shown(listing.window(listing.count - 1, listing.count)[0][1])


def shown(topic: str | int | None) -> str:
    """A topic as far as it is surely shown."""
    return str(topic)[: TOPIC.stop - TOPIC.start].rstrip()


class Look:
    """A look at the screen while it shows the list."""

    def __init__(self, lines: Sequence[str]) -> None:
        rule = next((at for at, line in enumerate(lines) if line[TOPIC].startswith("─" * 20)), len(lines))
        self.rows = [line for line in lines[rule + 1 : -4] if line[TOPIC].strip()]
        self.cursor = next((at for at, row in enumerate(self.rows) if row[0] == "▌"), None)

    @property
    def state(self) -> tuple[list[str], int | None]:
        """The topics in sight and where the cursor is, which keys change."""
        return [row[TOPIC] for row in self.rows], self.cursor

    def is_at(self, topic: str) -> bool:
        """Whether the cursor is on this topic."""
        return self.cursor is not None and self.rows[self.cursor][TOPIC].rstrip() == topic

    def begins(self, topic: str) -> bool:
        """Whether this topic comes first; nothing means that the list says so."""
        first = self.rows[0] if self.rows else ""
        return first[TOPIC].rstrip() == topic if topic else "Nothing here matches" in first
