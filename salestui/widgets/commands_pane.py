"""The pane of commands: who did what when, and which of it is undone."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from salestui import clock, formats
from salestui.counting import counted
from salestui.formats import DateFormat
from salestui.widgets.folding import FoldingPane
from salestui.widgets.history_pane import told_lines
from salestui.widgets.painting import Line, Piece, cells, cut
from salestui.widgets.pane import Empty, Entry, Item, Words
from salestui.widgets.timeline_lines import day_section

if TYPE_CHECKING:
    from salestui.lifecycle.command_list import ListedCommand
    from salestui.lifecycle.history import HistoryEntry

_TIME = 7
_DONE: Piece = ("✓ ", "secondary")
_UNDONE: Piece = ("○ ", "muted")
_WORDS = {"done": "", "undone": "undone", "dropped": "undone for good"}

Details = Callable[[str], "Sequence[HistoryEntry]"]
"""Reads what a command (hexadecimal id) did."""


class CommandsPane(FoldingPane):
    """The commands, the newest first; Enter tells what one did to which records."""

    def __init__(self, details: Details, *, id: str | None = None) -> None:
        super().__init__("commands", empty=Empty("Nothing was done yet."), id=id)
        self._details = details

    def fill(
        self, commands: "Sequence[ListedCommand]", count: int, today: date, style: DateFormat, names: bool
    ) -> None:
        """Show these commands, `count` in all; with `names`, whose they are."""
        rows: list[Entry] = []
        before: date | None = None
        for command in commands:
            day = clock.local(command.at).date()
            if day != before:
                rows.append(day_section(day, today, style))
                before = day
            rows.append(
                Item(
                    command.id.hex, partial(self._lines, command, today, style, command.user if names else "")
                )
            )
        if count > len(commands):
            rows.append(Words([Line(), Line([(f"{count - len(commands):,} older ones", "muted")])]))
        self.show(rows, count)

    def _lines(
        self, command: "ListedCommand", today: date, style: DateFormat, user: str, room: int
    ) -> list[Line]:
        told = [word for word in (counted(command.records, "record"), _WORDS[command.state], user) if word]
        right: list[Piece] = [(", ".join(told), "muted")]
        role = "text" if command.state == "done" else "muted"
        time = f"{formats.time(command.at):<{_TIME}}"
        title = cut(command.title, max(room - _TIME - 2 - cells(right) - 2, 12))
        lines = [Line([(time, "muted"), _DONE if command.state == "done" else _UNDONE, (title, role)], right)]
        if self.is_open(command.id.hex):
            for entry in self._details(command.id.hex):
                lines += told_lines(entry, today, style, room, whole=False)
            lines.append(Line())
        return lines
