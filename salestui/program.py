"""Opens the terminal program on a file, for a plain start and for the commands that end in it."""

import os
import sys
from pathlib import Path

from salestui.errors import SalesError

FILE_PROBLEM = 2
"""The exit code when the file, the settings or the terminal can't be used."""

ENVIRONMENT = "SALESTUI_DB"
"""The environment variable that names another file."""


def chosen_path(path: Path | None) -> Path | None:
    """The file that was named: by --db, else by $SALESTUI_DB; None means the default one."""
    if path is None and (named := os.environ.get(ENVIRONMENT)):
        path = Path(named)
    return path.expanduser() if path is not None else None


def run(path: Path | None, user: str | None = None, label: str | None = None) -> int:
    """Open the program; returns the exit code. `label` is what its first row calls the file."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        sys.stderr.write("salestui: this needs a terminal. `salestui --help` lists what works without one.\n")
        return FILE_PROBLEM
    from dataclasses import replace

    from salestui import settings
    from salestui.widgets.desk import Desk

    try:
        chosen = settings.load()
        if user:
            chosen = replace(chosen, user=user)
        desk = Desk.open(chosen_path(path), chosen)
    except SalesError as error:
        sys.stderr.write(f"salestui: {error}\n")
        return FILE_PROBLEM
    if label is not None:
        desk.label = label
    from salestui.app import SalesApp

    app = SalesApp(desk)
    try:
        app.run()
    finally:
        desk.store.close()
    return app.return_code or 0
