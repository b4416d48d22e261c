"""The base of the screens one works on: a first row, the body, and the footer."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import Widget

from salestui.lifecycle import outbox_counts
from salestui.lifecycle.refs import RecordRef
from salestui.widgets.acting import Acting, bindings
from salestui.widgets.closing import ClosingScreen
from salestui.widgets.desk import Desk, RecordsChanged
from salestui.widgets.footer import Footer
from salestui.widgets.nav import Nav
from salestui.widgets.painting import Pieces
from salestui.widgets.pane import Pane


class WorkScreen(Acting, ClosingScreen[None], inherit_bindings=False):
    """A screen of a place. Subclasses give `place` and `body`, and `top` for another first row."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("app.next_pane", "app.previous_pane"),
        Binding("ctrl+c,super+c", "screen.copy_text", show=False),
    ]
    DEFAULT_CSS = """
    WorkScreen { layout: vertical; background: $background; }
    """
    place: ClassVar[str]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def compose(self) -> ComposeResult:
        """First row, body, footer."""
        yield self.top()
        yield from self.body()
        yield Footer(id="footer")

    def on_mount(self) -> None:
        """Subclasses have an own one; Textual calls both."""
        self.call_after_refresh(self._count_mail)

    @on(RecordsChanged)
    def _mail_changed(self, event: RecordsChanged) -> None:
        if event.changes.touches("activity"):
            self._count_mail()

    def _count_mail(self) -> None:
        for nav in self.query(Nav):
            nav.mail = outbox_counts.counts(self.desk.store.reader, self.desk.user.id)

    def top(self) -> Widget:
        """The first row."""
        return Nav(self.place, self.desk.label, self.desk.who)

    def body(self) -> ComposeResult:
        """What stands between the first row and the footer; it takes the height that is left."""
        raise NotImplementedError

    @property
    def footer(self) -> Footer:
        """The last row."""
        return self.query_one("#footer", Footer)

    def say_status(self, pieces: Pieces) -> None:
        """Put words at the right end of the footer."""
        self.footer.status = pieces

    def subject(self) -> str:
        """What the cursor stands on, for the first group of help."""
        return ""

    def subject_of(self, group: str) -> str:
        """What the actions of a group of help work on."""
        return self.subject()

    def target(self) -> RecordRef | None:
        """The record that the screen's commands work on; None when there is none."""
        return None

    def targets(self) -> Sequence[RecordRef]:
        """The records that a command for several works on: the marked ones, else the target."""
        target = self.target()
        return [target] if target is not None else []

    @on(RecordsChanged)
    def _tell_whose(self) -> None:
        """Another user may work with the file, or be its second one."""
        for nav in self.query(Nav):
            nav.who = self.desk.who

    def on_pane_moved(self, event: Pane.Moved) -> None:
        """Another item under the cursor may allow other actions."""
        self.footer.recheck()
