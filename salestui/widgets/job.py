"""Work in a thread that tells how far it is and can be stopped."""

from collections.abc import Callable
from typing import Generic, TypeVar

from textual.worker import get_current_worker

from salestui.progress import Stopped, Told

R = TypeVar("R")
TICK = 0.1
"""Seconds between two looks at how far the work is."""


class Job(Generic[R]):
    """A piece of work. It is given what it tells its progress to, which raises Stopped when it is to end."""

    def __init__(self, work: Callable[[Told], R]) -> None:
        self._work = work
        self._is_stopped = False
        self.at: tuple[str, int, int] = ("", 0, 0)
        """What is being worked on, how much is done and how much there is."""

    def stop(self) -> None:
        """Have it end when it tells its progress next."""
        self._is_stopped = True

    @property
    def is_stopped(self) -> bool:
        """Whether it was told to end."""
        return self._is_stopped

    def run(self) -> R:
        """Do it, in the thread of a worker."""
        worker = get_current_worker()

        def told(label: str, part: int, total: int) -> None:
            if self._is_stopped or worker.is_cancelled:
                raise Stopped
            self.at = (label, part, total)

        return self._work(told)
