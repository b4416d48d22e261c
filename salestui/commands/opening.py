"""Opens the file that a command works with."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from salestui.commands.complaints import say
from salestui.store.database import Store
from salestui.store.translated import translated


@contextmanager
def opened(path: Path | None) -> Iterator[Store]:
    """The file for a command (None: the default one); tells when it was migrated.

    Raises StoreErrors, also for what SQLite finds wrong while the command works.
    """
    with Store.open(path) as store, translated(store.path):
        tell_backup(store)
        yield store


def tell_backup(store: Store) -> None:
    """Say on stderr where the file is as it was before this program migrated it."""
    if store.backup is not None:
        say(f"{store.path} was brought up to date; as it was before, it is in {store.backup}")
