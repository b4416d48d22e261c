"""A dialog that asks for a path, completes it from the disk, and shows how far the work with it is."""

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, ClassVar, Literal, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input
from textual.worker import Worker, WorkerState

from salestui import clock, formats
from salestui.errors import SalesError
from salestui.lifecycle.typed_paths import Candidate, candidates, completed, why_none
from salestui.progress import Told
from salestui.widgets.acting import bindings
from salestui.widgets.chooser import ChoiceList
from salestui.widgets.desk import Desk
from salestui.widgets.dialog import Dialog, Heading
from salestui.widgets.field_parts import Hint
from salestui.widgets.job import GROUP, TICK, Job, begin
from salestui.widgets.painting import Line, Pieces
from salestui.widgets.pane import Empty, Item, Pane
from salestui.widgets.progress_line import ProgressLine
from salestui.widgets.text_input import TextInput
from salestui.widgets.toast import reason_of

T = TypeVar("T")
R = TypeVar("R")
_COMPLETING = "completing"
_ANEW = re.compile(r"""['"]?(?:/|~/|file://)""")
"""How a path begins that stands for itself, as it is typed, pasted or dropped."""


class PathChoices(ChoiceList):
    """The rows; the cursor is on none as long as Enter takes what is typed."""

    def rest(self) -> None:
        """Take the cursor away."""
        self._cursor = -1
        self.refresh()


class PathDialog(Dialog[T]):
    """Asks for a path. Subclasses give `heading` and `accept`, which may start the work with `run_job`.

    Tab completes what is typed, the arrow keys choose below it, Enter takes it. `wants` says whether a file
    must be there, a new one is named, or a folder is meant.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("path", "pane.down", "pane.up", "pane.page_down", "pane.page_up")
    ]
    DEFAULT_CSS = """
    PathDialog {
        #panel { height: 26; max-height: 100%; }
        #path { margin: 0 3 0 3; }
        Hint { margin: 0 3 0 3; }
        ProgressLine { margin: 1 3 1 4; }
        ChoiceList { margin-top: 1; }
        &.-busy {
            ProgressLine { display: block; }
            ChoiceList { visibility: hidden; }
        }
    }
    """
    wants: ClassVar[Literal["files", "new file", "folder"]] = "files"
    endings: ClassVar[tuple[str, ...]] = ()
    """Of files, only those whose names end so are offered; others can be typed."""
    counts_bytes: ClassVar[bool] = True
    """Whether the progress is told in bytes."""
    labels_in_bytes: ClassVar[frozenset[str]] = frozenset()
    """What the work is at while its progress is told in bytes, where it is counted otherwise."""
    words: Mapping[str, str] = {"app.next_pane": "", "app.help": ""}

    def __init__(self, desk: Desk, start: str = "") -> None:
        super().__init__()
        self.desk = desk
        self._start = start
        # A folder that is proposed may be gone on from with a stroke, a file or a folder with one may not.
        self._whole = {start} if start.endswith("/") or self.wants != "folder" else set()
        """Paths that stood there and were whole: another one may begin behind them."""
        self._offered: dict[str, Candidate] = {}
        self._offered_for: str | None = None
        self._busy = False
        self._job: Job[Any] | None = None

    def body(self) -> ComposeResult:
        """The input, what is wrong with it, what completes it, and how far the work is."""
        yield TextInput(self._start, placeholder="  a path, ~ is your home", id="path", select_on_focus=False)
        yield Hint()
        yield ProgressLine()
        yield PathChoices(id="choices")

    def heading(self) -> Heading:
        """The title."""
        raise NotImplementedError

    def accept(self, text: str) -> None:
        """Enter was pressed on this text; what it raises as SalesError is shown below the input."""
        raise NotImplementedError

    @property
    def box(self) -> TextInput:
        """Where the path is typed."""
        return self.query_one("#path", TextInput)

    @property
    def choices(self) -> PathChoices:
        """What completes it."""
        return self.query_one("#choices", PathChoices)

    @property
    def hint(self) -> Hint:
        """What is said below the input."""
        return self.query_one(Hint)

    def awaits_input(self) -> bool:
        """Until the input has the keys."""
        return self.focused is None and not self._busy

    def on_mount(self) -> None:
        """Offer what begins so."""
        self.box.cursor_position = len(self._start)
        self._offer(self._start)

    def refuse(self, reason: str) -> None:
        """Say what is wrong with the path."""
        self.hint.say(reason, wrong=True)
        self.box.set_class(True, "-invalid")

    # Completing

    @on(Input.Changed, "#path")
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.hint.say("")
        self.box.set_class(False, "-invalid")
        text = self.box.value
        for whole in self._whole:
            if whole and text.startswith(whole) and _ANEW.match(text, len(whole)):
                self._type(text[len(whole) :])
                return
        if event.value != self._offered_for:
            self._offer(event.value)

    @work(thread=True, exclusive=True, group=_COMPLETING, exit_on_error=False)
    def _offer(self, text: str) -> tuple[str, list[Candidate], str]:
        """In a thread, for a folder may lie on a disk far away."""
        found = candidates(text, folders_only=self.wants == "folder", endings=self.endings)
        return text, found, "" if found else why_none(text, is_new=self.wants == "new file")

    def _show(self, text: str, found: list[Candidate], why_none: str) -> None:
        if not self.query(PathChoices) or text != self.box.value:
            # It was closed, or typed on, meanwhile.
            return
        self._offered_for = text
        self.choices.empty = Empty(why_none)
        self._offered = {str(at): candidate for at, candidate in enumerate(found)}
        if any(one.text == text for one in found):
            self._whole.add(text)
        style = self.desk.settings.date_format
        self.choices.show(
            [Item(key, partial(_candidate_line, one, style)) for key, one in self._offered.items()]
        )
        if self.wants == "files":
            self.choices.action_first()
        else:
            self.choices.rest()

    @property
    def _current(self) -> Candidate | None:
        item = self.choices.current
        return (
            self._offered.get(item.id) if item is not None and self._offered_for == self.box.value else None
        )

    def action_complete(self) -> None:
        """Type on as far as there is no choice; then what the cursor stands on."""
        common = completed(list(self._offered.values())) if self._offered_for == self.box.value else ""
        if len(common) > len(self.box.value):
            self._type(common)
        elif self._offered_for == self.box.value and self._offered:
            self._type((self._current or self._offered["0"]).text)

    def _type(self, text: str) -> None:
        if text.endswith("/"):
            self._whole.add(text)
        self.box.value = text
        self.box.cursor_position = len(text)

    # Taking

    @on(Pane.Opened, "#choices")
    def _opened(self, event: Pane.Opened) -> None:
        event.stop()
        self.action_take()

    def action_take(self) -> None:
        """Take what is typed, or what the cursor stands on."""
        if self._busy:
            return
        chosen = self._current if not self._is_whole() else None
        if chosen is not None:
            self._type(chosen.text)
            if chosen.is_folder and self.wants != "folder":
                return
        try:
            self.accept(self.box.value)
        except SalesError as error:
            self.refuse(str(error))

    def _is_whole(self) -> bool:
        """Whether the name of a file is typed to its end, so that none is to be chosen that begins so."""
        text = self.box.value
        return self.wants == "files" and any(one.text == text for one in self._offered.values())

    # Working

    def run_job(self, job: Callable[[Told], R], done: Callable[[R], None]) -> None:
        """Do `job` in a thread and then `done` here; Escape stops it, a SalesError is shown.

        The job is given what it tells its progress to, which raises Stopped when it is to end.
        """
        self._job = Job(job)
        self._busy = True
        self.add_class("-busy")
        self.hint.say("")
        self.box.set_class(False, "-invalid")
        self.box.disabled = True
        words = self.words
        self.words = {**words, "path.take": "", "path.complete": "", "dialog.cancel": "stop"}
        self.keys.reload()
        ticking = self.set_interval(TICK, self._tick)

        def over(after: Callable[[], None]) -> None:
            ticking.stop()
            self._busy = False
            self.remove_class("-busy")
            self.box.disabled = False
            self.box.focus()
            self.words = words
            self.keys.reload()
            self.call_later(after)

        begin(self, self._job, done, self.refuse, over, stopped="stopped; nothing was kept")

    @on(Worker.StateChanged)
    def _work_ended(self, event: Worker.StateChanged) -> None:
        if event.worker.group == GROUP and event.state is WorkerState.ERROR:
            self.refuse(reason_of(event.worker.error))
        elif event.worker.group == _COMPLETING and event.worker.result is not None:
            self._show(*event.worker.result)

    def _tick(self) -> None:
        line = self.query_one(ProgressLine)
        if self._job is not None:
            label, line.done, line.total = self._job.at
            line.label = self._job.label
            line.in_bytes = self.counts_bytes or label in self.labels_in_bytes

    # Keys

    def why_not(self, action_id: str) -> str | None:
        """While the work goes on it can only be stopped."""
        if self._busy and self._job is not None:
            return self._job.why_not(action_id)
        return super().why_not(action_id)

    def action_cancel(self) -> None:
        """Stop the work, or close."""
        if self._busy and self._job is not None:
            self._job.stop()
        else:
            self.dismiss(None)

    def action_down(self) -> None:
        """The cursor of the list."""
        self._move(self.choices.action_down)

    def action_up(self) -> None:
        """The cursor of the list."""
        self._move(self.choices.action_up)

    def action_page_down(self) -> None:
        """The cursor of the list."""
        self._move(self.choices.action_page_down)

    def action_page_up(self) -> None:
        """The cursor of the list."""
        self._move(self.choices.action_page_up)

    def _move(self, move: Callable[[], None]) -> None:
        if self.choices.current is not None:
            move()
        else:
            self.choices.select("0")


def _candidate_line(candidate: Candidate, style: formats.DateFormat, room: int) -> list[Line]:
    right: Pieces = ()
    if candidate.modified_on is not None:
        changed = clock.local(candidate.modified_on).date()
        right = [
            (f"{formats.size(candidate.size_bytes):>9}", "secondary"),
            (f"  {formats.day(changed, clock.today(), style):>11}", "muted"),
        ]
    return [Line([(candidate.name, "text")], right)]
