"""What the declared commands share: their options, and how they come to the file, the user and the settings.

Every start of the command line imports this, so what only a command needs is imported when it runs.
"""

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import update_wrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from salestui.commands.opening import opened
from salestui.commands.printing import Output
from salestui.commands.program import Start
from salestui.settings import Settings, load
from salestui.store.database import Store

if TYPE_CHECKING:
    from salestui.lifecycle.users import SignedIn

Db = Annotated[
    Path | None,
    typer.Option("--db", metavar="PATH", help="The file to use; else $SALESTUI_DB, else your own one."),
]
UserName = Annotated[
    str | None, typer.Option("--user", metavar="NAME", help="Who you are, for once; else as in the settings.")
]
OpportunityName = Annotated[
    str, typer.Argument(metavar="ID|TOPIC", help="Its id, the start of its id, or its topic.")
]
Format = Annotated[Output, typer.Option("--format", help="How the data is written.")]


@dataclass(frozen=True, slots=True)
class Work:
    """What most commands work with: the open file, who asks, and his settings."""

    store: Store
    me: "SignedIn"
    settings: Settings


def start_of(context: typer.Context, db: Path | None, user: str | None = None) -> Start:
    """What a command's own options say, else those before its name."""
    before: Start = context.obj
    return replace(before, db=db or before.db, user=user or before.user)


def settings_of(start: Start) -> Settings:
    """The settings, with the user of --user. Raises SettingsError."""
    settings = load()
    return replace(settings, user=start.user) if start.user else settings


@contextmanager
def at_work(
    context: typer.Context, db: Path | None, user: str | None, *, make: bool = False
) -> Iterator[Work]:
    """The open file for who asks, with `make` a new one if there is none.

    Raises SettingsError, before it opens the file, and StoreErrors.
    """
    from salestui.lifecycle.users import signed_in

    start = start_of(context, db, user)
    settings = settings_of(start)
    with opened(start.path, make=make) as store:
        yield Work(store, signed_in(store, settings.user, new=start.new_user), settings)


def with_work(command: Callable[..., None]) -> Callable[..., None]:
    """A command that is handed its Work, and takes --db and --user after its own options."""

    def run(context: typer.Context, db: Db = None, user: UserName = None, **own: Any) -> None:
        with at_work(context, db, user) as work:
            command(work, **own)

    return _declared(command, run)


def with_file(command: Callable[..., None]) -> Callable[..., None]:
    """A command that is handed the open file, whoever asks, and takes --db after its own options."""

    def run(context: typer.Context, db: Db = None, **own: Any) -> None:
        with opened(start_of(context, db).path) as store:
            command(store, **own)

    return _declared(command, run)


def _declared(command: Callable[..., None], run: Callable[..., None]) -> Callable[..., None]:
    """`run` under the name and the words of `command`; Typer reads the options of both from its signature."""
    _handed, *own = inspect.signature(command).parameters.values()
    context, *shared, _own = inspect.signature(run).parameters.values()
    parameters = [context, *own, *shared]
    update_wrapper(run, command)
    run.__annotations__ = {one.name: one.annotation for one in parameters}
    run.__dict__["__signature__"] = inspect.Signature(parameters)
    return run
