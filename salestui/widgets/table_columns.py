"""Which columns a table shows at a width, and how wide."""

from collections.abc import Sequence
from dataclasses import dataclass

from salestui.store.query import ListColumn

GAP = 2
"""Cells between two columns."""
_ROOMY_RANK = 5
"""Columns from this rank on show only where those before them have room to spare."""
_IDEAL = 1.3
"""What room to spare is: so many times the least width of columns that share what is left over."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A column on the screen."""

    column: ListColumn
    value: int
    """The place of its value in a row."""
    x: int
    """Its first cell, counted from where text starts."""
    width: int

    @property
    def is_right(self) -> bool:
        """Whether it stands at its right edge, as numbers do."""
        return self.column.is_number


def lay_out(columns: Sequence[ListColumn], room: int, widths: dict[str, int] | None = None) -> list[Placed]:
    """The columns that fit into `room` cells; those of the highest rank give way first.

    `widths` replaces the least widths of some, by kind; that of a due date has room for "late". What is left
    over is shared out, the rest stays air.
    """
    shown = _fitting([column for column in columns if not column.hidden], room, widths or {})
    sizes = {column.key: _least(column, widths or {}) for column in shown}
    spare = room - sum(sizes.values()) - GAP * (len(shown) - 1)
    if len(shown) == 1:
        sizes[shown[0].key] = max(room, 1)
        spare = 0
    shares = sum(column.share for column in shown)
    left = spare
    for column in shown:
        if column.share and shares:
            part = spare * column.share // shares
            sizes[column.key] += part
            left -= part
    for column in shown:
        if column.share and left > 0:
            sizes[column.key] += left
            break
    placed, x = [], 0
    for column in shown:
        size = sizes[column.key]
        placed.append(Placed(column, columns.index(column) + 1, x, size))
        x += size + GAP
    return placed


def _least(column: ListColumn, widths: dict[str, int]) -> int:
    longer = len(column.late_word) - len("late") if column.kind == "due" else 0
    return max(column.width, widths.get(column.kind, 0) + longer)


def _fitting(columns: list[ListColumn], room: int, widths: dict[str, int]) -> list[ListColumn]:
    chosen: list[ListColumn] = []
    for column in sorted(columns, key=lambda one: (one is not columns[0], one.rank)):
        candidates = [*chosen, column]
        needed = GAP * (len(candidates) - 1)
        for one in candidates:
            least = _least(one, widths)
            roomy = column.rank >= _ROOMY_RANK and one.share and one is not column
            needed += round(least * _IDEAL) if roomy else least
        if needed > room and chosen:
            break
        chosen.append(column)
    return [column for column in columns if column in chosen]
