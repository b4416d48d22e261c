"""By which column a list is sorted, and which way round, in words."""

from salestui.store.query import ColumnKind, ListColumn, Order

_WORDS: dict[ColumnKind, tuple[str, str]] = {
    "text": ("A to Z", "Z to A"),
    "name": ("A to Z", "Z to A"),
    "date": ("earliest first", "latest first"),
    "due": ("earliest first", "latest first"),
    "choice": ("in the order of the options", "in reverse"),
    "rating": ("hot first", "cold first"),
    "boolean": ("no first", "yes first"),
}


def order_after(column: ListColumn, now: Order | None) -> Order:
    """What sorting by a column means: its usual way round, or the other one if that is the order now.

    Of numbers one looks for the largest.
    """
    if now is not None and now.column == column.key:
        return Order(column.key, not now.descending)
    return Order(column.key, column.is_number)


def direction(column: ListColumn, descending: bool) -> str:
    """The way round in words: "A to Z", "latest first"."""
    return _WORDS.get(column.kind, ("smallest first", "largest first"))[descending]
