"""Loading files for the command line: how far it is, and what became of the rows, on stderr."""

import signal
import sys
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from salestui import formats
from salestui.exchange.import_report import ImportReport
from salestui.exchange.importable import Importable
from salestui.exchange.importing import import_files
from salestui.exchange.source_rows import PHASES
from salestui.home import at_home
from salestui.lifecycle.users import SignedIn
from salestui.progress import Told
from salestui.safe_text import clean
from salestui.store.database import Store


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
    with watched() as progress:
        report = import_files(
            store,
            table,
            [at_home(file) for file in files],
            str(at_home(map_name)) if map_name and map_name.startswith("~") else map_name,
            user=user,
            dry_run=dry_run,
            accept_near=accept_near,
            skip_bad=at_home(skip_bad) if skip_bad else None,
            progress=progress,
        )
    tell(report.lines())
    return report


def tell(lines: Iterable[str]) -> None:
    """Say on stderr what became of the rows."""
    for line in lines:
        sys.stderr.write(f"{clean(line)}\n")


@contextmanager
def watched(in_bytes: Collection[str] = ()) -> Iterator[Told]:
    """What an import tells how far it is: shown by bars, and from its saving on it can't be stopped."""
    with _until_saving() as saving, bars(in_bytes) as show:

        def progress(phase: str, done: int, total: int) -> None:
            if phase == "saving":
                saving()
            if show is not None:
                show(phase, done, total)

        yield progress


@contextmanager
def _until_saving() -> Iterator[Callable[[], object]]:
    """Gives what to call when saving begins: Ctrl+C does nothing from then to the end.

    While a database commits, nobody can tell whether stopping still changed nothing.
    """
    if threading.current_thread() is not threading.main_thread():
        yield lambda: None
        return
    before = signal.getsignal(signal.SIGINT)
    try:
        yield lambda: signal.signal(signal.SIGINT, signal.SIG_IGN)
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def bars(in_bytes: Collection[str] = ()) -> Iterator[Told | None]:
    """A bar for each phase while it lasts, some of them of bytes; none where nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[count]}"))
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks = {phase: bars.add_task(phase, total=None, visible=False, count="") for phase in PHASES}

        def show(phase: str, done: int, total: int) -> None:
            told = formats.size if phase in in_bytes else "{:,}".format
            count = f"{told(done)}/{told(total)}" if total else told(done) if done else ""
            bars.update(tasks[phase], completed=done, total=total or None, visible=True, count=count)

        yield show
