"""Work in a thread that tells how far it is and can be stopped."""

import asyncio
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from textual.dom import DOMNode
from textual.worker import get_current_worker

from salestui.errors import SalesError
from salestui.progress import Stopped, Told

R = TypeVar("R")
TICK = 0.1
"""Seconds between two looks at how far the work is."""
GROUP = "job"
"""The group of the workers."""


class Job(Generic[R]):
    """A piece of work. It is given what it tells its progress to, which raises Stopped when it is to end."""

    def __init__(self, work: Callable[[Told], R]) -> None:
        self._work = work
        self._is_stopped = False
        self.at: tuple[str, int, int] = ("", 0, 0)
        """What is being worked on, how much is done and how much there is."""

    @property
    def label(self) -> str:
        """What is being worked on, or that it was told to end."""
        return "stopping" if self._is_stopped else self.at[0]

    def stop(self) -> None:
        """Have it end when it tells its progress next."""
        self._is_stopped = True

    def why_not(self, action_id: str) -> str | None:
        """While it goes on it can only be stopped."""
        if action_id == "dialog.cancel":
            return "it ends as soon as it can" if self._is_stopped else None
        return "the work goes on; Esc stops it"

    def run(self) -> R:
        """Do it, in the thread of a worker."""
        worker = get_current_worker()

        def told(label: str, part: int, total: int) -> None:
            if self._is_stopped or worker.is_cancelled:
                raise Stopped
            self.at = (label, part, total)

        return self._work(told)


def begin(
    owner: DOMNode,
    job: Job[R],
    done: Callable[[R], object],
    refused: Callable[[str], object],
    over: Callable[[Callable[[], None]], object],
    *,
    stopped: str,
) -> None:
    """Do a job in a thread. When it has ended, `over` is given what follows then.

    That is `done` with its result, or `refused` with its SalesError or, when it was stopped, the words for
    that. Other failures are those of a worker of `owner`, in GROUP; nothing follows them.
    """

    async def follow() -> None:
        try:
            result = await asyncio.to_thread(job.run)
        except Stopped:
            over(lambda: _call(refused, stopped))
        except SalesError as error:
            reason = str(error)
            over(lambda: _call(refused, reason))
        except Exception:
            over(lambda: None)
            raise
        else:
            over(lambda: _call(done, result))

    owner.run_worker(follow(), group=GROUP, exit_on_error=False)


def _call(function: Callable[[Any], object], value: object) -> None:
    """Without what it returns, which Textual would wait for."""
    function(value)
