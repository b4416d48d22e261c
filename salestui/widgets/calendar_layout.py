"""Where the activities of a day stand in a calendar: in which half hours, side by side if they overlap."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from salestui import clock
from salestui.lifecycle.calendar import Item

SLOT = 30
"""Minutes of a row."""
SLOTS = 24 * 60 // SLOT
ALL_DAY = -1
"""The slot above the hours, for what lasts all day."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Block:
    """An activity in the slots from `first` to before `stop`, in one of so many columns of its day."""

    item: Item
    first: int
    stop: int
    column: int = 0
    columns: int = 1


@dataclass(frozen=True, slots=True)
class DayPlan:
    """A day: what lasts all of it, and the blocks of its hours."""

    day: date
    whole: tuple[Item, ...] = ()
    blocks: tuple[Block, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """Everything of the day, by its start."""
        return (*self.whole, *sorted((block.item for block in self.blocks), key=lambda item: item.start))

    def at(self, slot: int) -> tuple[Item, ...]:
        """What stands in a slot, as it is cycled through."""
        if slot == ALL_DAY:
            return self.whole
        return tuple(block.item for block in self.blocks if block.first <= slot < block.stop)

    def slot_of(self, item_id: str) -> int | None:
        """In which slot an activity begins; None if it is not of this day."""
        if any(item.id == item_id for item in self.whole):
            return ALL_DAY
        return next((block.first for block in self.blocks if block.item.id == item_id), None)


def plan(day: date, items: Sequence[Item]) -> DayPlan:
    """The plan of a day from its activities."""
    whole = tuple(item for item in items if _lasts_all(item, day))
    blocks = [_block(item, day) for item in items if not _lasts_all(item, day)]
    return DayPlan(day, whole, tuple(_side_by_side(blocks)))


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
    first = slot_at(clock.local(item.start)) if first_day == day else 0
    stop = SLOTS
    end = clock.local(item.end)
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
            placed += [replace(one, columns=len(ends)) for one in group]
            group, ends = [], []
        column = next((number for number, end in enumerate(ends) if end <= block.first), len(ends))
        ends[column : column + 1] = [block.stop]
        group.append(replace(block, column=column))
    return [*placed, *(replace(one, columns=len(ends)) for one in group)]
