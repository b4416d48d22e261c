"""Opens the file that a command works with."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from salestui.commands.complaints import say
from salestui.home import at_home
from salestui.store import connection as files
from salestui.store.database import Store
from salestui.store.errors import no_file
from salestui.store.translated import translated


@contextmanager
def opened(path: Path | None, *, make: bool = False) -> Iterator[Store]:
    """The file for a command (None: the default one), with `make` a new one if there is none.

    Tells when it was migrated. Raises StoreErrors, also for what SQLite finds wrong while the command works.
    """
    path = at_home(path) if path is not None else files.default_path()
    if not make and files.look(path) is None:
        raise no_file(path)
    with Store.open(path) as store, translated(store.path):
        tell_backup(store)
        yield store


def tell_backup(store: Store) -> None:
    """Say on stderr where the file is as it was before this program migrated it."""
    if store.backup is not None:
        say(f"{store.path} was brought up to date; as it was before, it is in {store.backup}")
