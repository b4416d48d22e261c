"""The dialog that stands before work that takes a while: what is done, how far it is, and how to stop it."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from textual.app import App, ComposeResult
from textual.screen import ModalScreen

from salestui.widgets.dialog import Dialog, Heading, Sentences
from salestui.widgets.job import TICK, Job, begin
from salestui.widgets.painting import Line, wrap
from salestui.widgets.progress_line import ProgressLine

R = TypeVar("R")
_MOST_LINES = 3


class AtWork(Dialog[None]):
    """Says what is being done and how far it is. It keeps all keys to itself until that is over."""

    DEFAULT_CSS = """
    AtWork #panel { width: 64; }
    AtWork.-full #panel { height: auto; }
    AtWork ProgressLine { display: block; margin: 0 3 1 4; }
    """

    def __init__(self, what: str, job: Job[Any]) -> None:
        super().__init__()
        self._what = what
        self._job = job
        self._after: Callable[[], None] | None = None
        """What follows the work, once that is over."""
        self.words = {"dialog.cancel": "stop", "app.next_pane": "", "app.help": ""}

    def heading(self) -> Heading:
        """That one waits."""
        return Heading("at work")

    def body(self) -> ComposeResult:
        """What is done, and how far it is."""
        yield Sentences(self._lines)
        line = ProgressLine()
        line.in_bytes = False
        yield line

    def _lines(self, width: int) -> Sequence[Line]:
        return [Line([(line, "text")]) for line in wrap(self._what, width)[:_MOST_LINES]]

    def on_mount(self) -> None:
        """Look how far it is."""
        self.set_interval(TICK, self._tick)

    def _tick(self) -> None:
        line = self.query_one(ProgressLine)
        _, line.done, line.total = self._job.at
        line.label = self._job.label

    def why_not(self, action_id: str) -> str | None:
        """What was begun can only be stopped."""
        return self._job.why_not(action_id)

    def action_cancel(self) -> None:
        """Stop the work; what it did is taken back."""
        self._job.stop()

    @property
    def is_over(self) -> bool:
        """Whether the work is done."""
        return self._after is not None

    def over(self, after: Callable[[], None]) -> None:
        """The work is done: what follows comes when this has closed, now or once nothing covers it."""
        self._after = after
        if not self.is_attached:
            self.app.call_later(after)
        elif self.is_active:
            self._close(after)

    def uncovered(self) -> None:
        """What lay over it is closed."""
        if self._after is not None:
            self._close(self._after)

    def _close(self, after: Callable[[], None]) -> None:
        self.dismiss()
        # Not here: its failure would be taken for one of the work, which is done.
        self.app.call_later(after)


def start(
    app: App[Any],
    what: str,
    job: Job[R],
    done: Callable[[R], object],
    *,
    refused: Callable[[str], object],
    patience: float = 0.0,
) -> None:
    """Do a job in a thread, behind a dialog that comes after so many seconds of patience; then `done`.

    What it refuses with a SalesError, and that it was stopped, goes to `refused`. A dialog that is opened
    within the patience keeps the keys until it is closed.
    """
    dialog = AtWork(what, job)
    asked_on = app.screen

    def show() -> None:
        if dialog.is_over:
            return
        if isinstance(app.screen, ModalScreen) and app.screen is not asked_on:
            app.set_timer(TICK, show)
        else:
            app.push_screen(dialog)

    if patience:
        app.set_timer(patience, show)
    else:
        show()

    begin(app, job, done, refused, dialog.over, stopped="stopped; nothing was changed")
