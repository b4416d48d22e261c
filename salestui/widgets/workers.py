"""Work in threads whose failure is told instead of ending the app."""

from textual.dom import DOMNode
from textual.worker import Worker, WorkerState

from salestui.widgets.toast import warn


class TellsFailures:
    """A screen or app whose workers may fail in ways that they don't know (`exit_on_error=False`).

    It stands behind the base that gives a screen its look: Textual takes the styles of the first one only.
    """

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say what went wrong; each worker says the errors of the program, which have their own words."""
        assert isinstance(self, DOMNode)
        if event.state is WorkerState.ERROR:
            error = event.worker.error
            warn(self, f"that failed, nothing was changed: {error or type(error).__name__}", "error")
