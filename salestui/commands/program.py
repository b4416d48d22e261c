"""Opens the terminal program on a file, for a plain start and for the commands that end in it."""

import gc
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from salestui.commands.complaints import FILE_PROBLEM, complain, complain_of
from salestui.errors import SalesError
from salestui.home import at_home

ENVIRONMENT = "SALESTUI_DB"
"""The environment variable that names another file."""

Theme = Literal["dark", "light"]


@dataclass(frozen=True, slots=True)
class Start:
    """What the command line says about a start; what it leaves open comes from environment and settings."""

    db: Path | None = None
    user: str | None = None
    theme: Theme | None = None
    new_user: bool = False

    @property
    def path(self) -> Path | None:
        """The file: that of --db, else of $SALESTUI_DB; None means the default one. Raises NoSuchHome."""
        named = self.db or os.environ.get(ENVIRONMENT)
        return at_home(named) if named else None


def run(start: Start, label: str | None = None) -> int:
    """Open the program; returns the exit code. `label` is what its first row calls the file."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        words = "this needs a terminal. `salestui --help` lists what works without one."
        return complain(words, FILE_PROBLEM)
    gc.disable()  # nothing of what a start imports is garbage; the app enables it again
    from dataclasses import replace

    from salestui import settings
    from salestui.commands.opening import tell_backup
    from salestui.store.connection import default_path
    from salestui.store.translated import translated
    from salestui.widgets.desk import Desk

    try:
        said = {name: value for name in ("user", "theme") if (value := getattr(start, name))}
        chosen = replace(settings.load(), **said)
        with translated(start.path or default_path()):
            desk = Desk.open(start.path, chosen, new_user=start.new_user)
    except SalesError as error:
        return complain_of(error)
    tell_backup(desk.store)
    if label is not None:
        desk.label = label
    from salestui.app import StartingApp
    from salestui.commands.hangup import end_with_the_terminal
    from salestui.commands.memory import share_one_heap

    share_one_heap()
    end_with_the_terminal()
    app = StartingApp(desk)
    try:
        app.run()
    finally:
        desk.store.close()
    return app.return_code or 0
