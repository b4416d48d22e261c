"""Where the activities of a day stand in a calendar: in which half hours, side by side if they overlap."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from salestui.lifecycle.calendar import Item

SLOT = 30
"""Minutes of a row."""
SLOTS = 24 * 60 // SLOT
ALL_DAY = -1
"""The slot above the hours, for what lasts all day."""


@dataclass(frozen=True, slots=True)
class Block:
    """An activity in the slots from `first` to before `stop`, in one of so many columns of its day."""

    item: Item
    first: int
    stop: int
    column: int = 0
    columns: int = 1


class DayPlan:
    """A day and what is in it, given by its start; where that stands in the hours is found out when asked."""

    def __init__(self, day: date, items: Sequence[Item] = ()) -> None:
        self.day = day
        self.whole = tuple(item for item in items if _lasts_all(item, day))
        """What lasts all day."""
        self.items = (*self.whole, *(item for item in items if not _lasts_all(item, day)))

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """What has its hours."""
        return tuple(_side_by_side([_block(item, self.day) for item in self.items[len(self.whole) :]]))

    @cached_property
    def slots(self) -> list[list[Block]]:
        """The blocks in each slot."""
        slots: list[list[Block]] = [[] for _ in range(SLOTS)]
        for block in self.blocks:
            for slot in range(block.first, block.stop):
                slots[slot].append(block)
        return slots

    def at(self, slot: int) -> tuple[Item, ...]:
        """What stands in a slot, as it is cycled through."""
        return self.whole if slot == ALL_DAY else tuple(block.item for block in self.slots[slot])

    def slot_of(self, item_id: str) -> int | None:
        """In which slot an activity begins; None if it is not of this day."""
        if any(item.id == item_id for item in self.whole):
            return ALL_DAY
        return next((block.first for block in self.blocks if block.item.id == item_id), None)


def slot_at(wall: datetime) -> int:
    """The slot of a time of day."""
    return (wall.hour * 60 + wall.minute) // SLOT


def _lasts_all(item: Item, day: date) -> bool:
    if item.is_all_day:
        return True
    first, last = item.days
    return first < day < last


def _block(item: Item, day: date) -> Block:
    first_day, last_day = item.days
    first = slot_at(item.start) if first_day == day else 0
    stop, end = SLOTS, item.end
    if last_day == day and end.date() == day:
        stop = -(-(end.hour * 60 + end.minute) // SLOT)
    return Block(item, first, min(max(stop, first + 1), SLOTS))


def _side_by_side(blocks: list[Block]) -> list[Block]:
    """Overlapping blocks get columns; each group of them as many as it needs."""
    placed: list[Block] = []
    group: list[Block] = []
    ends: list[int] = []
    for block in sorted(blocks, key=lambda one: (one.first, one.first - one.stop, one.item.start)):
        if group and block.first >= max(ends):
            placed += [_in_columns(one, len(ends)) for one in group]
            group, ends = [], []
        column = next((number for number, end in enumerate(ends) if end <= block.first), len(ends))
        ends[column : column + 1] = [block.stop]
        group.append(Block(block.item, block.first, block.stop, column))
    return [*placed, *(_in_columns(one, len(ends)) for one in group)]


def _in_columns(block: Block, columns: int) -> Block:
    return Block(block.item, block.first, block.stop, block.column, columns)
