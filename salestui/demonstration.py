"""The demo company's own file: where it is, and when it is made."""

from pathlib import Path

from salestui.errors import SalesError
from salestui.lifecycle.users import system_name
from salestui.store.connection import default_path as own_path
from salestui.store.connection import look
from salestui.store.database import Store


class NotTheDemo(SalesError):
    """A reset would throw away a file that is not the demo company's."""


def default_path() -> Path:
    """Beside the user's own file."""
    return own_path().with_name("demo.db")


def prepare(path: Path, user_name: str | None, *, reset: bool = False) -> bool:
    """Make the demo company if there is no file at `path`, or anew on `reset`; returns whether it was made.

    A file that is made anew is replaced at once when the new one is complete. Raises NotTheDemo, StoreErrors.
    """
    exists = look(path) is not None
    if exists and not reset:
        return False
    if exists:
        _check_is_demo(path)
    from salestui.lifecycle.demo.make import fill

    fresh = path.with_name(f"{path.stem}-new{path.suffix}") if exists else path
    _remove(fresh)
    try:
        with Store.open(fresh) as store:
            fill(store, (user_name or "").strip() or system_name())
    except BaseException:
        _remove(fresh)
        raise
    if exists:
        _remove(path)
        fresh.replace(path)
    return True


def _check_is_demo(path: Path) -> None:
    with Store.open(path) as store:
        first = store.reader.execute("SELECT title FROM journal_command ORDER BY id LIMIT 1").fetchone()
    if first is None or first[0] != "Demo company":
        raise NotTheDemo(
            f"{path} is not a demo company, so --reset leaves it alone. Name another file with --db."
        )


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
