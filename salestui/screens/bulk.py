"""Commands on the marked records: few are done at once, many in a thread behind a dialog that can stop it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from salestui.errors import SalesError
from salestui.progress import Told, untold
from salestui.widgets.job import Job
from salestui.widgets.toast import warn
from salestui.widgets.work_screen import WorkScreen

if TYPE_CHECKING:
    from sqlmodel import Session

R = TypeVar("R")
MANY = 100
"""From so many records on a command would keep the keys waiting for longer than a moment."""


def do_command(
    screen: WorkScreen,
    title: str,
    count: int,
    do: "Callable[[Session, Told], R]",
    done: Callable[[R], object],
) -> None:
    """Do one command on so many records, and then `done` with what it returned; a refusal is said.

    `do` tells its progress, best by going through the records with `job.each`.
    """
    store, user_id = screen.desk.store, screen.desk.user.id

    def work(told: Told) -> R:
        with store.command(title, user_id) as session:
            result = do(session, told)
            told("saving", count, count)
        return result

    do_job(screen, title, count, work, done)


def do_job(
    screen: WorkScreen, what: str, count: int, work: Callable[[Told], R], done: Callable[[R], object]
) -> None:
    """Do some work on so many records, and then `done` with what it returned; a refusal is said."""
    app = screen.app

    def refused(reason: str) -> None:
        warn(app, reason, "error")

    if count >= MANY:
        from salestui.widgets import at_work

        at_work.start(app, what, Job(work), done, refused=refused)
        return
    try:
        result = work(untold)
    except SalesError as error:
        refused(str(error))
    else:
        done(result)
