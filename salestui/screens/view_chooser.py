"""The dialog that chooses a view of a list, and which of them the list starts with."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from salestui.errors import SalesError
from salestui.lifecycle import my_views
from salestui.lifecycle.my_views import Unreadable
from salestui.lifecycle.view_catalogue import SYSTEM_VIEWS
from salestui.lifecycle.views import View
from salestui.widgets.acting import bindings
from salestui.widgets.chooser import Chooser
from salestui.widgets.desk import Desk
from salestui.widgets.dialog import Heading
from salestui.widgets.painting import Line, Piece
from salestui.widgets.pane import Entry, Item, Section, Words
from salestui.widgets.toast import say, warn


class ViewChooser(Chooser):
    """Answers with the key of a view. `now` is the key of the view that the list shows."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("views")]
    placeholder = "type to filter, by name or by what a view shows"

    def __init__(self, desk: Desk, table: str, now: str) -> None:
        super().__init__()
        self._desk = desk
        self._table = table
        self._now = self.start = now
        self._default = my_views.default(desk.store.reader, desk.user.id, table).key
        self.not_typed = desk.keys("views.set_default")
        self.words = {**self.words, "app.help": ""}

    def heading(self) -> Heading:
        """The title, and how many there are."""
        heading = Heading("views")
        heading.set_reactive(Heading.count, len(self._mine()) + len(SYSTEM_VIEWS[self._table]))
        return heading

    def rows(self, typed: str) -> Sequence[Entry]:
        """The views by kind; of each kind those first whose name begins with or has what was typed."""
        system = SYSTEM_VIEWS[self._table]
        groups: tuple[tuple[str, Sequence[View | Unreadable]], ...] = (
            ("my views", self._mine()),
            ("system views", [view for view in system if not view.extra]),
            ("more system views", [view for view in system if view.extra]),
        )
        entries: list[Entry] = []
        for title, views in groups:
            fitting = [view for view in views if _fits(_words(view), typed)]
            if fitting:
                ranked = sorted(fitting, key=lambda view: _rank(view.name, typed))
                entries += [Section(title, len(fitting)), *map(self._row, ranked)]
        return entries

    def _mine(self) -> list[View | Unreadable]:
        return my_views.personal(self._desk.store.reader, self._desk.user.id, self._table)

    def _row(self, view: View | Unreadable) -> Entry:
        if isinstance(view, Unreadable):
            return Words([Line([("  ", "text"), (view.name, "disabled"), (f"  {view.why}", "secondary")])])
        left: list[Piece] = [
            ("● " if view.key == self._now else "  ", "accent"),
            (view.name, "text"),
            (f"  {view.words}", "muted"),
        ]
        right: list[Piece] = [("my default", "secondary")] if view.key == self._default else []
        return Item(view.key, [Line(left, right)])

    def why_not(self, action_id: str) -> str | None:
        """There must be a view under the cursor, and another one than the default."""
        if action_id == "views.set_default" and self.is_mounted:
            if self.choices.current is None:
                return "nothing fits what you typed"
            if self.choices.current.id == self._default:
                return "it is your default view already"
        return super().why_not(action_id)

    def action_set_default(self) -> None:
        """Start with the view under the cursor from now on."""
        chosen = self.choices.current
        if chosen is None:
            return
        name = next((view.name for view in self._known() if view.key == chosen.id), None)
        if name is None:
            warn(self, "this view is no longer there")
            self.reload()
            return
        try:
            with self._desk.store.command(f"Make {name} my default view", self._desk.user.id) as session:
                my_views.set_default(session, self._desk.user.id, self._table, chosen.id)
        except SalesError as error:
            warn(self, str(error), "error")
            return
        self._default = chosen.id
        self.reload()
        say(self, f"The list starts with {name}")

    def _known(self) -> list[View]:
        """The views as they are now."""
        return my_views.known(self._desk.store.reader, self._desk.user.id, self._table)


def _words(view: View | Unreadable) -> str:
    """Its name and its filter in words."""
    return f"{view.name} {view.words}" if isinstance(view, View) else view.name


def _fits(text: str, typed: str) -> bool:
    """Whether every typed word is in the text."""
    return all(word in text.casefold() for word in typed.casefold().split())


def _rank(name: str, typed: str) -> int:
    """0 for the best fit."""
    if name.casefold().startswith(typed.strip().casefold()):
        return 0
    return 1 if _fits(name, typed) else 2
