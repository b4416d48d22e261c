"""Opening files with the system's program, from panes and screens."""

from functools import partial
from pathlib import Path

from textual import on
from textual.dom import DOMNode
from textual.worker import Worker, WorkerState

from salestui.lifecycle.shapes import FileRow
from salestui.widgets.desk import Desk
from salestui.widgets.toast import reason_of, say, warn

_GROUP = "opening"


class Opening(DOMNode):
    """What files are opened from; says what became of them. To be the last of a class's bases.

    In a thread: a copy may take its time, and so may a program that starts.
    """

    def open_attached(self, desk: Desk, file: FileRow) -> None:
        """Open a copy of an attached file, which can only be read."""
        self.run_worker(partial(_open_copy, desk, file), thread=True, group=_GROUP, exit_on_error=False)

    def open_path(self, path: Path) -> None:
        """Open a file or folder itself."""
        self.run_worker(partial(_open, path), thread=True, group=_GROUP, exit_on_error=False)

    @on(Worker.StateChanged)
    def _say_opened(self, event: Worker.StateChanged) -> None:
        if event.worker.group != _GROUP:
            return
        if event.state is WorkerState.SUCCESS:
            say(self, str(event.worker.result))
        elif event.state is WorkerState.ERROR:
            warn(self, reason_of(event.worker.error))


def _open_copy(desk: Desk, file: FileRow) -> str:
    from salestui.exchange import system_open
    from salestui.lifecycle import file_store

    stored = file_store.path_of(file_store.folder(desk.store.path), file.sha256, file.name)
    system_open.open_file(system_open.copy_to_read(stored, file.sha256, file.name))
    return f"{file.name} is opened as a copy that can only be read"


def _open(path: Path) -> str:
    from salestui.exchange import system_open

    system_open.open_file(path)
    return f"{path.name} is opened"
