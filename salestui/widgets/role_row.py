"""A row of roles: a letter chooses the next one that begins with it, so do the arrow keys and a click."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from salestui.models.choices import ConnectionRole
from salestui.widgets.acting import Acting, bindings
from salestui.widgets.lines import LineWidget
from salestui.widgets.painting import CURSOR, Line, Piece, cells, paint_line
from salestui.widgets.theme import Paint

_LABEL = "as "
_CHOSEN = "●"
_GAP = 3
_START = len(_LABEL) + 3
"""Where the first role begins; the sign of a chosen one stands two cells before it."""


class RoleRow(Acting, LineWidget, can_focus=True):
    """The roles side by side. `role` is the chosen one; None, until one is chosen, means the usual role."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("roles")]
    DEFAULT_CSS = """
    RoleRow { height: auto; width: 1fr; }
    """

    class Chosen(Message):
        """Another role is chosen."""

    def __init__(self, roles: Sequence[ConnectionRole], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._roles = roles
        self.role: ConnectionRole | None = None

    def choose(self, role: ConnectionRole) -> None:
        """Choose a role."""
        self.role = role
        self.refresh()
        self.post_message(self.Chosen())

    # Drawing

    def _laid_out(self, width: int) -> list[list[tuple[int, ConnectionRole]]]:
        """Each line's roles, with the column at which each begins."""
        lines: list[list[tuple[int, ConnectionRole]]] = [[]]
        at = _START
        for role in self._roles:
            if lines[-1] and at + len(role.label) > width:
                lines.append([])
                at = _START
            lines[-1].append((at, role))
            at += len(role.label) + _GAP
        return lines

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as the roles need."""
        return len(self._laid_out(width))

    def draw(self, y: int, paint: Paint) -> Strip:
        """One of the rows."""
        rows = self._laid_out(self.size.width)
        sign = (CURSOR, "accent") if self.has_focus else (" ", "text")
        pieces: list[Piece] = [sign, (_LABEL if y == 0 else " " * len(_LABEL), "muted")]
        for at, role in rows[y] if y < len(rows) else ():
            pieces.append((" " * (at - 2 - cells(pieces)), "text"))
            pieces.append((f"{_CHOSEN if role is (self.role or self._roles[0]) else ' '} ", "accent"))
            pieces += self._drawn(role)
        return paint_line(paint, Line(pieces), self.size.width, indent=0, margin=0)

    def _drawn(self, role: ConnectionRole) -> list[Piece]:
        if role is self.role:
            return [(role.label, "accent bold on cursor")]
        if self.role is None and role is self._roles[0]:
            return [(role.label, "text")]
        return (
            [(role.label[:1], "key bold"), (role.label[1:], "muted")]
            if self.has_focus
            else [(role.label, "muted")]
        )

    # Keys and mouse

    def on_key(self, event: events.Key) -> None:
        """A letter chooses the next role that begins with it."""
        letter = (event.character or "").casefold()
        fitting = [role for role in self._roles if letter and role.label.casefold().startswith(letter)]
        if fitting:
            event.stop()
            event.prevent_default()
            at = fitting.index(self.role) + 1 if self.role in fitting else 0
            self.choose(fitting[at % len(fitting)])

    def action_next(self) -> None:
        """The next role."""
        self._step(1)

    def action_previous(self) -> None:
        """The role before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        at = self._roles.index(self.role) if self.role is not None else 0
        self.choose(self._roles[(at + by) % len(self._roles)])

    def on_click(self, event: events.Click) -> None:
        """A click on a role chooses it."""
        rows = self._laid_out(self.size.width)
        for at, role in rows[event.y] if event.y < len(rows) else ():
            if at <= event.x < at + len(role.label):
                self.choose(role)

    def on_focus(self) -> None:
        """The letters show."""
        self.refresh()

    def on_blur(self) -> None:
        """The letters are not needed."""
        self.refresh()
