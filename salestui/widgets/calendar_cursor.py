"""Where the cursor of a calendar stands, and which of the activities there is chosen."""

from collections.abc import Sequence
from datetime import date, timedelta

from salestui import clock
from salestui.lifecycle.calendar import Item, Span
from salestui.widgets.calendar_layout import ALL_DAY, SLOT, SLOTS, Block, DayPlan, slot_at

FIRST, LAST = date(1900, 2, 1), date(9998, 11, 30)
"""The days that can be gone to."""
_WORK_BEGINS = 9 * 60 // SLOT


class CalendarCursor:
    """In a day or a week it stands on a half hour or on what lasts all day, in a month on a day.

    Where several activities are, one of them is chosen. `plans` are the days that are shown.
    """

    def __init__(self, span: Span) -> None:
        self.span = span
        self.day = clock.today()
        self.slot = slot_at(clock.local(clock.now()))
        self.chosen = ""
        """The id of the activity under the cursor; empty without one."""
        self.plans: Sequence[DayPlan] = ()

    # What is under it

    @property
    def plan(self) -> DayPlan:
        """The day under the cursor."""
        return next((one for one in self.plans if one.day == self.day), None) or DayPlan(self.day)

    @property
    def here(self) -> tuple[Item, ...]:
        """The activities under the cursor."""
        return self.plan.items if self.span == "month" else self.plan.at(self.slot)

    @property
    def current(self) -> Item | None:
        """The activity under the cursor; in a month, the one that was chosen in the day."""
        return next((item for item in self.here if item.id == self.chosen), None)

    @property
    def minutes(self) -> int | None:
        """The time of day under the cursor; None where only the day is."""
        return None if self.span == "month" or self.slot == ALL_DAY else self.slot * SLOT

    @property
    def middle(self) -> date:
        """A day of the month that is shown."""
        return self.plans[len(self.plans) // 2].day if self.plans else self.day

    def settle(self) -> None:
        """Choose one of the activities under the cursor: in a day or week always, in a month none."""
        here = [item.id for item in self.here]
        if self.chosen not in here:
            begins = next((one for one in here if self.plan.slot_of(one) == self.slot), None)
            self.chosen = (begins or here[0]) if here and self.span != "month" else ""

    # Moving

    def go_to(self, day: date, slot: int | None = None) -> bool:
        """Go to a day, and to a slot of it; False when other days are to be shown for it."""
        self.day = min(max(day, FIRST), LAST)
        self.chosen = ""
        if slot is not None:
            self.slot = slot
        if not self.plans or not self.plans[0].day <= self.day <= self.plans[-1].day:
            return False
        middle = self.middle
        return self.span != "month" or (self.day.year, self.day.month) == (middle.year, middle.month)

    def follow_chosen(self) -> None:
        """Go where the chosen activity is now; it may be in none of the days."""
        if any(item.id == self.chosen for item in self.plan.items):
            before = self.plan.at(self.slot)
            if self.span != "month" and not any(item.id == self.chosen for item in before):
                self.slot = self.plan.slot_of(self.chosen) or 0
            return
        for one in self.plans:
            slot = one.slot_of(self.chosen)
            if slot is not None:
                self.day, self.slot = one.day, slot
                return

    def use_span(self, span: Span) -> None:
        """Look at a day, a week or a month; into a day that has no chosen activity at its first one."""
        self.span = span
        if span != "month" and not self.chosen:
            self.slot = self._slot_of_day()

    def _slot_of_day(self) -> int:
        """Now, the first block of the day, or the morning."""
        if self.day == clock.today():
            return slot_at(clock.local(clock.now()))
        blocks = self.plan.blocks
        return blocks[0].first if blocks else _WORK_BEGINS

    def slot_after(self) -> int:
        """The half hour that follows, past the chosen activity."""
        block = self._block
        return min(block.stop if block is not None else self.slot + 1, SLOTS - 1)

    def slot_before(self) -> int:
        """The half hour before the chosen activity, or where what is there begins."""
        block = self._block
        before = max((block.first if block is not None else self.slot) - 1, ALL_DAY)
        there = [one.first for one in self.plan.blocks if one.first <= before < one.stop]
        return max(there, default=before)

    @property
    def _block(self) -> Block | None:
        return next((one for one in self.plan.blocks if one.item.id == self.chosen), None)

    def day_after(self, step: int) -> date | None:
        """The day so many days, weeks or months further; None where no calendar reaches."""
        if self.span != "month":
            return self.day + timedelta(days=step * (7 if self.span == "week" else 1))
        month = self.day.month - 1 + step
        year = self.day.year + month // 12
        if not FIRST.year <= year <= LAST.year:
            return None
        first = date(year, month % 12 + 1, 1)
        last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        return first.replace(day=min(self.day.day, last.day))

    def choose_here(self, step: int) -> None:
        """Choose the next or the previous of the activities under the cursor."""
        here = [item.id for item in self.here]
        if here:
            at = here.index(self.chosen) + step if self.chosen in here else 0 if step > 0 else -1
            self.chosen = here[at % len(here)]
