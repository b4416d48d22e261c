"""The calendar of a day or a week: half hours as rows, days as columns, drawn line by line."""

from collections.abc import Sequence
from datetime import date

from salestui import clock, formats
from salestui.lifecycle import entries
from salestui.widgets.calendar_layout import ALL_DAY, SLOT, Block, DayPlan, slot_at
from salestui.widgets.calendar_parts import GAP, Drawn, Hit, Look, day_role, in_cell, role, sign, widths
from salestui.widgets.painting import Line, Piece, cells, cut, fit, wrap

_LABEL = 8
"""Cells before the first day: "09:00", "all day"."""
_SLIM = 5
"""Cells of a day of the weekend that has nothing."""
_LEAST_BLOCK = 6
"""Overlapping blocks are at least so wide, for the begin of a word; those that find no room are counted."""
_LEAST_TEXT = 6
"""Where there are no more cells for text, there is no sign before it: the colors tell it too."""
_ROOMY = 28
"""A block of so many cells tells its kind, and its time in a second line."""


class Grid:
    """Draws some days; `rows` are the lines for the hours, the first of them slot `top`."""

    def __init__(self, plans: Sequence[DayPlan], width: int, all_day_rows: int) -> None:
        self.plans = plans
        self.all_day_rows = max(1, min(all_day_rows, max(len(plan.whole) for plan in plans)))
        wide = [len(plans) == 1 or plan.day.weekday() < 5 or bool(plan.items) for plan in plans]
        self.widths = widths(width - _LABEL, wide, _SLIM)
        self._lefts = [
            _LABEL + sum(self.widths[:number]) + GAP * number for number in range(len(self.widths))
        ]

        self._name_rows = 2 if len(plans) > 1 else 0

    @property
    def head_rows(self) -> int:
        """Lines above the hours."""
        return self._name_rows + self.all_day_rows

    def head(self, number: int, look: Look) -> Drawn:
        """The names of several days, a rule, and the rows of what lasts all day."""
        if number >= self._name_rows:
            return self._all_day_row(number - self._name_rows, look)
        return self._names(look) if number == 0 else Drawn(Line(rule=True))

    def _names(self, look: Look) -> Drawn:
        pieces: list[Piece] = [(" " * _LABEL, "text")]
        hits = []
        for plan, width, left in self._columns():
            pieces += [*_gap(pieces), (fit(_name(plan.day, width, look), width), day_role(plan.day, look))]
            hits.append(Hit(left, left + width, plan.day))
        return Drawn(Line(pieces), tuple(hits))

    def _columns(self) -> list[tuple[DayPlan, int, int]]:
        return list(zip(self.plans, self.widths, self._lefts, strict=True))

    def _all_day_row(self, number: int, look: Look) -> Drawn:
        label = "all day" if number == 0 else ""
        is_here = look.slot == ALL_DAY
        pieces: list[Piece] = [(fit(label, _LABEL), "accent" if is_here and look.is_active else "muted")]
        hits = []
        for plan, width, left in self._columns():
            pieces += _gap(pieces)
            hidden = len(plan.whole) - self.all_day_rows + 1
            if number == self.all_day_rows - 1 and hidden > 1:
                chosen = any(item.id == look.chosen for item in plan.whole[number:])
                ground = f" on {look.ground}" if chosen else ""
                pieces.append((fit(f"+{hidden} more", width), f"muted{ground}"))
                hits.append(Hit(left, left + width, plan.day, ALL_DAY, plan.whole[number].id))
            elif number < len(plan.whole):
                item = plan.whole[number]
                pieces += in_cell(item, width, look)
                hits.append(Hit(left, left + width, plan.day, ALL_DAY, item.id))
            else:
                cursor = is_here and plan.day == look.day and not plan.whole
                pieces += _empty(width, look, cursor)
                hits.append(Hit(left, left + width, plan.day, ALL_DAY))
        return Drawn(Line(pieces), tuple(hits))

    def row(self, slot: int, look: Look, top: int) -> Drawn:
        """The half hour of a slot; `top` is the first one in sight."""
        pieces: list[Piece] = [_time_label(slot, look, [plan.day for plan in self.plans])]
        hits: list[Hit] = []
        for plan, width, left in self._columns():
            pieces += _gap(pieces)
            drawn, found = _slot(plan, slot, width, left, look, top)
            pieces += drawn
            hits += found
        return Drawn(Line(pieces), tuple(hits))

    def outside(self, top: int, rows: int) -> tuple[int, int]:
        """How many activities are over before the rows in sight, and begin after them."""
        blocks = [block for plan in self.plans for block in plan.blocks]
        return sum(block.stop <= top for block in blocks), sum(block.first >= top + rows for block in blocks)


def _name(day: date, width: int, look: Look) -> str:
    if width >= 20:
        return formats.weekday(day, look.today, look.dates)
    return f"{day:%a} {day.day}" if width >= 6 else f"{day:%a}"[: width - 3] + f" {day.day}"


def _time_label(slot: int, look: Look, days: Sequence[date]) -> Piece:
    hour, half = divmod(slot * SLOT, 60)
    if slot == look.slot:
        return (fit(f"{hour:02}:{half:02}", _LABEL), "accent bold" if look.is_active else "text")
    now = clock.local(look.now)
    if look.today in days and slot == slot_at(now):
        return (fit(f"{now:%H:%M}", _LABEL), "text bold")
    return (fit(f"{hour:02}:00" if not half else "", _LABEL), "muted")


def _gap(pieces: Sequence[Piece]) -> list[Piece]:
    return [(" " * GAP, "text")] if len(pieces) > 1 else []


def _empty(width: int, look: Look, is_cursor: bool, is_now: bool = False) -> list[Piece]:
    if is_cursor:
        bar = ("▌", f"accent on {look.ground}") if look.is_active else ("▎", f"muted on {look.ground}")
        return [bar, (" " * (width - 1), f"text on {look.ground}")]
    return [("─" * width, "rule") if is_now else (" " * width, "text")]


def _slot(
    plan: DayPlan, slot: int, width: int, left: int, look: Look, top: int
) -> tuple[list[Piece], list[Hit]]:
    """A day's part of a row."""
    here = plan.slots[slot]
    if not here:
        is_cursor = slot == look.slot and plan.day == look.day
        is_now = plan.day == look.today and slot == slot_at(clock.local(look.now))
        return _empty(width, look, is_cursor, is_now), [Hit(left, left + width, plan.day, slot)]
    columns = here[0].columns
    told = len(f"+{columns}") if columns > _fitting(width) else 0
    fitting = min(columns, _fitting(width - told))
    pieces: list[Piece] = []
    hits: list[Hit] = []
    at = left
    for column, size in enumerate(widths(width - told, [True] * fitting, 0)):
        block = next((one for one in here if one.column == column), None)
        drawn = [(" " * size, "text")] if block is None else _part(block, slot, size, look, top)
        pieces += [(" " * GAP, "text"), *drawn] if column else drawn
        hits.append(Hit(at, at + size, plan.day, slot, block.item.id if block is not None else ""))
        at += size + GAP
    if told:
        more = [one for one in here if one.column >= fitting]
        pieces.append(_more(more, told, slot, look, top))
        hits.append(Hit(at - GAP, left + width, plan.day, slot, more[0].item.id if more else ""))
    return pieces, hits


def _fitting(width: int) -> int:
    """How many blocks have room side by side."""
    return max((width + GAP) // (_LEAST_BLOCK + GAP), 1)


def _more(more: Sequence[Block], width: int, slot: int, look: Look, top: int) -> Piece:
    """Where others begin that found no room: how many."""
    if not any(max(one.first, top) == slot for one in more):
        return (" " * width, "text")
    chosen = any(one.item.id == look.chosen for one in more)
    return (fit(f"+{len(more)}", width, "right"), f"text bold on {look.ground}" if chosen else "muted")


def _part(block: Block, slot: int, width: int, look: Look, top: int) -> list[Piece]:
    """The line of a block in a slot."""
    item = block.item
    is_chosen = item.id == look.chosen
    lasts = item.end > item.start
    ground = look.ground if is_chosen else "panel" if lasts else ""
    on = f" on {ground}" if ground else ""
    number = slot - max(block.first, top)
    lines = _lines(block, width - 1, look, block.stop - max(block.first, top))
    text = lines[number] if number < len(lines) else []
    bar: Piece = ("▎", f"bar{on}") if lasts else (" ", f"text{on}")
    if item.is_overdue(look.now):
        bar = ("▎", f"warning{on}")
    if is_chosen and look.is_active:
        bar = ("▌", f"accent{on}")
    used = cells(text)
    told = [(piece, spec + on) for piece, spec in text]
    if is_chosen and look.is_active and number == 0:
        told = [(piece, spec if "bold" in spec else spec.replace(on, f" bold{on}")) for piece, spec in told]
    return [bar, *told, *([(" " * (width - 1 - used), f"text{on}")] if width - 1 > used else [])]


def _lines(block: Block, width: int, look: Look, rows: int) -> list[list[Piece]]:
    """What a block says, in at most so many lines."""
    item = block.item
    mark = sign(item, look.now)
    first: list[Piece] = [mark] if mark is not None and width > _LEAST_TEXT else []
    room = width - sum(len(text) for text, _ in first)
    if width >= _ROOMY:
        kind = entries.KINDS[item.kind]
        first += [(f"{kind}  ", "muted"), (fit(item.subject, room - len(kind) - 2), role(item))]
        until = f"–{formats.time(item.end)}" if item.end > item.start else ""
        told = f"{formats.time(item.start)}{until}"
        where = f", {item.location}" if item.location else ""
        return [first, [(fit(told + where, width), "muted")]]
    head, rest = _wrapped(item.subject[:200], max(room, 1), width) if rows > 1 else (item.subject, [])
    if rows > 1 and len(rest) >= rows:
        rest = [*rest[: rows - 2], " ".join(rest[rows - 2 :])]
    lines = [[*first, (fit(head, max(room, 1)), role(item))]]
    lines += [[(fit(text, width), role(item))] for text in rest]
    if len(lines) < rows and item.location:
        lines.append([(fit(item.location, width), "muted")])
    return lines


def _wrapped(text: str, room: int, width: int) -> tuple[str, list[str]]:
    """The first line, for which there is less room, and the others.

    A word that has no room is cut: its pieces, one below the other, nobody reads.
    """
    words = text.split()
    head = wrap(" ".join(cut(word, room) for word in words), room)[0]
    rest = [cut(word, width) for word in words[len(head.split()) :]]
    return head, wrap(" ".join(rest), width) if rest else []
