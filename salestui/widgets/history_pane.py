"""The history of a record: who changed what from what to what, day by day."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from salestui import clock, formats
from salestui.counting import counted
from salestui.formats import DateFormat
from salestui.models.choices import REPLAYED, ChangeKind
from salestui.widgets.folding import FoldingPane
from salestui.widgets.painting import Line, Piece, cut, wrap
from salestui.widgets.pane import Empty, Entry, Item
from salestui.widgets.timeline_lines import day_section

if TYPE_CHECKING:
    from salestui.lifecycle.history import FieldChange, HistoryEntry, Value

_TIME = 7
_CHANGES = 7
"""More changes of one entry are counted, in the place of the last of these, until it is opened."""
_LONGEST = 60
"""A longer value is cut until the entry is opened."""
_READ = 2_000
_VERBS = {ChangeKind.INSERT: "added ", ChangeKind.UPDATE: "changed ", ChangeKind.DELETE: "deleted "}


class HistoryPane(FoldingPane):
    """What was done to a record and its parts, the newest first; Enter shows all of it."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__("history", empty=Empty("Nothing was changed yet."), id=id, classes=classes)

    def fill(self, entries: "Sequence[HistoryEntry]", today: date, style: DateFormat = "day-month") -> None:
        """Show these entries."""
        rows: list[Entry] = []
        before: date | None = None
        for index, entry in enumerate(entries):
            day = clock.local(entry.at).date()
            if day != before:
                rows.append(day_section(day, today, style))
                before = day
            # Counted from the oldest, so that a new entry leaves the names of the others as they are.
            item_id = str(len(entries) - index)
            rows.append(Item(item_id, partial(self._lines, item_id, entry, today, style)))
        self.show(rows)

    def _lines(
        self, item_id: str, entry: "HistoryEntry", today: date, style: DateFormat, room: int
    ) -> list[Line]:
        return [_head(entry), *told_lines(entry, today, style, room, whole=self.is_open(item_id))]


def told_lines(
    entry: "HistoryEntry", today: date, style: DateFormat, room: int, *, whole: bool
) -> list[Line]:
    """What was done to a record and which fields were changed; the first few of them, or the `whole`."""
    lines = []
    if entry.part:
        lines.append(_below([(_VERBS[entry.change], "muted"), (entry.part, "secondary")]))
    shown = entry.changes if whole or len(entry.changes) <= _CHANGES else entry.changes[: _CHANGES - 1]
    for change in shown:
        lines += _change_lines(change, entry.change, today, style, room, whole=whole)
    if len(entry.changes) > len(shown):
        more = counted(len(entry.changes) - len(shown), "more field")
        lines.append(_below([(f"and {more}", "muted")]))
    return lines


def _head(entry: "HistoryEntry") -> Line:
    did: list[Piece] = [(REPLAYED[entry.kind], "secondary")] if entry.kind in REPLAYED else []
    time = (f"{formats.time(entry.at):<{_TIME}}", "muted")
    return Line([time, *did, (entry.title, "text")], [(entry.user, "muted")])


def _below(pieces: Sequence[Piece]) -> Line:
    return Line([(" " * _TIME, "text"), *pieces])


def _change_lines(
    change: "FieldChange", kind: ChangeKind, today: date, style: DateFormat, room: int, *, whole: bool
) -> list[Line]:
    before, after = (shown(value, change, today, style) for value in (change.before, change.after))
    longest = _READ if whole else _LONGEST
    said = _said(kind, cut(before, longest), cut(after, longest))
    label = f"{change.label}: "
    first, *rest = wrap(label + said, max(room - _TIME - 2, 1))
    at = min(len(label), len(first))
    lines = [_below([(first[:at], "muted"), (first[at:], "secondary")])]
    return lines + [_below([("  ", "text"), (text, "secondary")]) for text in rest]


def _said(kind: ChangeKind, before: str, after: str) -> str:
    if kind is ChangeKind.INSERT:
        return after
    return before if kind is ChangeKind.DELETE else f"{before} → {after}"


def shown(value: "Value", change: "FieldChange", today: date, style: DateFormat) -> str:
    """A value for people: "empty", "yes", "48,000.00", "04 Dec"."""
    return formats.value(value, change.kind, today, style)
