"""The preview of the record under the cursor: a sheet beside the list, or four lines below it."""

from collections.abc import Sequence
from typing import Generic, TypeVar
from uuid import UUID

from textual.message import Message
from textual.reactive import reactive
from textual.timer import Timer

from salestui.store.changes import Changes
from salestui.widgets.desk import Desk
from salestui.widgets.painting import Line
from salestui.widgets.pane import Empty, Entry, Pane, Words

Shown = TypeVar("Shown")

READ_AFTER = 0.03
"""Seconds that the cursor has to rest before a record is read, so that a held key reads none."""
BLANK_AFTER = 0.15
"""After so many seconds without a rest, what is shown of the record before gives way to the new name."""


class PreviewPane(Pane, Generic[Shown]):
    """Shows the record that it follows, always whole: name and facts of one record, never of two.

    With `peek` it is four lines and can't have the focus, else it is a sheet that scrolls. Subclasses read a
    record and lay it out.
    """

    DEFAULT_CSS = """
    PreviewPane { background: $surface; padding: 1 0 0 0; }
    PreviewPane.-peek { padding: 0; height: 4; }
    """
    peek = reactive(False)

    class Read(Message):
        """The record under the cursor was read."""

    def __init__(self, desk: Desk, *, id: str | None = None) -> None:
        super().__init__(id=id, empty=Empty("Nothing to show yet."))
        self.desk = desk
        self._wanted: tuple[str, str, str] | None = None
        self._shown: Shown | None = None
        self._shown_id: str | None = None
        self._reading: Timer | None = None
        self._blanking: Timer | None = None

    def read_record(self, record_id: UUID) -> Shown | None:
        """What is shown of a record; None if it is gone."""
        raise NotImplementedError

    def sheet(self, shown: Shown) -> Sequence[Entry]:
        """All of it."""
        raise NotImplementedError

    def peek_lines(self, shown: Shown) -> Sequence[Line]:
        """Four lines of it."""
        raise NotImplementedError

    def open_activities(self, shown: Shown) -> int | None:
        """How many open activities it tells of; None where it is about something else."""
        return None

    @property
    def shown(self) -> Shown | None:
        """What it shows in full; None while that is being read."""
        return self._shown

    def open_activities_of(self, record_id: str | None) -> int | None:
        """How many open activities a record (hexadecimal id) has; None while it is not shown."""
        if self._shown is None or self._shown_id != record_id:
            return None
        return self.open_activities(self._shown)

    def follow(self, record_id: str | None, name: str = "", below: str = "", now: bool = False) -> None:
        """Show this record (hexadecimal id) once the cursor rests, or at once if `now`.

        Until it is read the record before stays, or its name stands there with what is `below` the name.
        """
        self._wanted = (record_id, name, below) if record_id else None
        if self._reading is not None:
            self._reading.stop()
        if now or record_id is None or not self.display:
            self.read()
            return
        self._reading = self.set_timer(READ_AFTER, self.read)
        if self._blanking is None:
            self._blanking = self.set_timer(BLANK_AFTER, self._blank)

    def read(self) -> None:
        """Read the followed record anew, at once."""
        self._rest()
        self._shown = None
        if self._wanted is not None and self.display:
            self._shown = self.read_record(UUID(self._wanted[0]))
            self._shown_id = self._wanted[0]
        self._draw_rows()
        self.post_message(self.Read())

    def changed(self, changes: Changes) -> None:
        """Records were changed. Much of what is shown belongs to other tables, so each change counts."""
        if changes:
            self.read()

    def _blank(self) -> None:
        self._blanking = None
        if self._wanted is not None and (self._shown is None or self._shown_id != self._wanted[0]):
            self._shown = None
            self._draw_rows()

    def _rest(self) -> None:
        for timer in (self._reading, self._blanking):
            if timer is not None:
                timer.stop()
        self._reading = self._blanking = None

    def watch_peek(self) -> None:
        """Another form of the same."""
        self.set_class(self.peek, "-peek")
        self.can_focus = not self.peek
        self._draw_rows()

    def _draw_rows(self) -> None:
        self.show(self._rows_now(), count=0)

    def _rows_now(self) -> Sequence[Entry]:
        if self._wanted is None:
            return []
        from salestui.widgets import preview_lines

        if self._shown is not None:
            return [Words(self.peek_lines(self._shown))] if self.peek else self.sheet(self._shown)
        _, name, below = self._wanted
        if self.peek:
            return [Words(preview_lines.peek_name(name, below))]
        return preview_lines.name_only(name, below)
