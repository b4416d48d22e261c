"""The mails of the outbox: what failed, what waits, drafts, and what was sent lately."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from salestui import formats
from salestui.counting import counted
from salestui.formats import DateFormat
from salestui.lifecycle.shapes import OutboxRow, OutboxState
from salestui.widgets.painting import Line, Piece, cells, cut, wrap
from salestui.widgets.pane import Empty, Entry, Item, Pane, Section

_TITLES: dict[OutboxState, str] = {
    "failed": "not sent",
    "sending": "being sent",
    "waiting": "waiting",
    "draft": "drafts",
    "sent": "sent lately",
}
_SIGNS: dict[OutboxState, Piece] = {
    "failed": ("! ", "warning bold"),
    "sending": ("◷ ", "text"),
    "waiting": ("◷ ", "text"),
    "draft": ("✎ ", "secondary"),
    "sent": ("✓ ", "secondary"),
}
_MOST_LINES = 4
"""Lines of a reason in the list; a draft that is opened has room for all."""


class OutboxPane(Pane):
    """Two lines and more for each mail: subject and time, whom it goes to, and why it did not go."""

    def __init__(self, *, empty: Empty | None = None, id: str | None = None) -> None:
        super().__init__("outbox", empty=empty, id=id)

    def fill(self, rows: Sequence[OutboxRow], today: date, style: DateFormat) -> None:
        """Show these mails, sorted by state."""
        entries: list[Entry] = []
        before: OutboxState | None = None
        for row in rows:
            if row.state != before:
                count = sum(one.state == row.state for one in rows)
                role = "warning" if row.state == "failed" else "secondary"
                entries.append(Section(_TITLES[row.state], count, role=role))
                before = row.state
            entries.append(Item(row.id.hex, partial(_lines, row, today, style)))
        self.show(entries)


def _lines(row: OutboxRow, today: date, style: DateFormat, room: int) -> list[Line]:
    right: list[Piece] = [(formats.moment(row.at, today, style), "muted")]
    sign = _SIGNS[row.state]
    left: list[Piece] = [sign, (cut(row.subject, max(room - 2 - cells(right) - 2, 10)), "text")]
    to = ", ".join(row.people) or "nobody yet"
    told: list[Piece] = [("  ", "text"), (f"to {to}", "secondary")]
    more = [
        *([f"about {row.regarding}"] if row.regarding else []),
        *([counted(row.files, "file")] if row.files else []),
        *([counted(row.attempts, "attempt")] if row.attempts and row.state != "sent" else []),
    ]
    if more:
        told.append((", ".join(["", *more]), "muted"))
    lines = [Line(left, right), Line(told)]
    if row.why:
        role = "warning" if row.state in ("failed", "sent") else "secondary"
        for text in wrap(row.why, max(room - 2, 10))[:_MOST_LINES]:
            lines.append(Line([("  ", "text"), (text, role)]))
    return lines
