"""The demo company's own file: where it is, and when it is made."""

from pathlib import Path

from salestui.commands.opening import opened
from salestui.errors import SalesError
from salestui.lifecycle.demo import is_demo
from salestui.lifecycle.users import system_name
from salestui.store import unfinished
from salestui.store.connection import alone, look
from salestui.store.connection import default_path as own_path
from salestui.store.database import Store


class NotTheDemo(SalesError):
    """A file that is not the demo company's would be opened as it, or thrown away."""


def default_path() -> Path:
    """Beside the user's own file."""
    return own_path().with_name("demo.db")


def prepare(path: Path, user_name: str | None, *, reset: bool = False) -> bool:
    """Make the demo company if there is no file at `path`, or anew on `reset`; returns whether it was made.

    `user_name` (None: the operating system's) plays its account executive. The file appears, or is
    replaced, when the new one is complete. Raises NotTheDemo, StoreErrors.
    """
    if look(path) is None:
        _make(path, user_name)
        return True
    _check_is_demo(path)
    if reset:
        alone(path)
        before = _attachments(path)
        _make(path, user_name, reset=True)
        _forget(path, before - _attachments(path))
    return reset


def _make(path: Path, user_name: str | None, *, reset: bool = False) -> None:
    from salestui.lifecycle import file_store
    from salestui.lifecycle.demo.make import fill

    # Under its own name from the first byte on, a half-made company would pass for one.
    fresh = unfinished.beside(path)
    try:
        with Store.open(fresh) as store:
            fill(store, (user_name or "").strip() or system_name(), file_store.folder(path))
        if reset:
            unfinished.remove(path)
            fresh.replace(path)
        else:
            unfinished.settle(fresh, path)
    finally:
        unfinished.remove(fresh)


def _check_is_demo(path: Path) -> None:
    with opened(path) as store:
        if not is_demo(store.reader):
            raise NotTheDemo(
                f"{path} is not a demo company, and is left alone. Name another file with --db, "
                "or open this one without `demo`."
            )


def _attachments(path: Path) -> set[str]:
    from salestui.lifecycle import files

    with opened(path) as store:
        return files.all_kept(store.reader)


def _forget(path: Path, attachments: set[str]) -> None:
    from salestui.lifecycle import file_store

    for sha256 in attachments:
        file_store.place(file_store.folder(path), sha256).unlink(missing_ok=True)
