"""Loading files for the command line: how far it is, and what became of the rows, on stderr."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from salestui.exchange.import_report import ImportReport
from salestui.exchange.importable import Importable
from salestui.exchange.importing import import_files
from salestui.exchange.source_rows import Progress
from salestui.lifecycle.users import SignedIn
from salestui.store.database import Store

_PHASES = ("reading", "checking", "writing")


def load(
    store: Store,
    table: Importable,
    files: Sequence[Path],
    map_name: str | None,
    *,
    user: SignedIn,
    dry_run: bool,
    accept_near: bool,
    skip_bad: Path | None,
) -> ImportReport:
    """Load the files with a progress bar and tell what became of them; raises as `import_files` does."""
    with _progress() as progress:
        report = import_files(
            store,
            table,
            [file.expanduser() for file in files],
            map_name,
            user=user,
            dry_run=dry_run,
            accept_near=accept_near,
            skip_bad=skip_bad.expanduser() if skip_bad else None,
            progress=progress,
        )
    for line in report.lines():
        sys.stderr.write(f"{line}\n")
    return report


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """A bar for each phase while it lasts; none where nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks = {phase: bars.add_task(phase, total=None, visible=False) for phase in _PHASES}

        def show(phase: str, done: int, total: int) -> None:
            bars.update(tasks[phase], completed=done, total=total or None, visible=True)

        yield show
