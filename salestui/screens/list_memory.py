"""How a list was left: view, order, filter, cursor and preview, kept for the next start."""

from dataclasses import asdict, dataclass, replace
from typing import Any, Self, TypeVar

from salestui.lifecycle.view_columns import column
from salestui.state import State
from salestui.store.query import Order

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ListMemory:
    """What is kept. No `view` means the default one, no `sort` the view's own order."""

    view: str | None = None
    sort: Order | None = None
    filter: str = ""
    record_id: str | None = None
    position: int = 0
    preview: bool = True

    @classmethod
    def read(cls, state: State, name: str, table: str) -> Self:
        """What was kept under a name; what can't be used of it is as at the first start."""
        held = state.get(name)
        kept = held if isinstance(held, dict) else {}
        return cls(
            view=_of(str, kept.get("view")),
            sort=_order(kept.get("sort"), table),
            filter=_of(str, kept.get("filter")) or "",
            record_id=_of(str, kept.get("record_id")),
            position=max(_of(int, kept.get("position")) or 0, 0),
            preview=kept.get("preview") is not False,
        )

    def changed(self, **values: Any) -> Self:
        """The same with other values."""
        return replace(self, **values)

    def keep(self, state: State, name: str) -> None:
        """Keep it."""
        state.put(name, asdict(self))


def _of(kind: type[T], value: object) -> T | None:
    return value if isinstance(value, kind) else None


def _order(held: object, table: str) -> Order | None:
    if not isinstance(held, dict) or not isinstance(held.get("column"), str):
        return None
    try:
        column(table, held["column"])
    except KeyError:
        return None
    return Order(held["column"], held.get("descending") is True)
