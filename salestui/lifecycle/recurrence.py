"""How an appointment repeats: the rule as a value and as RRULE text, and the days and times it gives.

A rule counts in wall time, so a meeting at 15:00 stays at 15:00 when the clocks change.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from salestui import clock
from salestui.counting import counted
from salestui.errors import InputError

Unit = Literal["day", "week", "month", "year"]

MOST = 500
"""A series has at most so many appointments."""
LONGEST_INTERVAL = 99
AHEAD = timedelta(days=365)
"""Of a series without an end, so much is made beforehand; `series.extend` makes more as time goes by."""
WORKING_DAYS = (0, 1, 2, 3, 4)

_FREQUENCIES: dict[Unit, str] = {"day": "DAILY", "week": "WEEKLY", "month": "MONTHLY", "year": "YEARLY"}
_UNITS = {word: unit for unit, word in _FREQUENCIES.items()}
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_UNTIL = "%Y%m%dT235959"
_SHORTEST_MONTH = 28


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Every so many days, weeks, months or years, from the first appointment on.

    Weekly on `weekdays` (0 is Monday); monthly on `month_day` (in shorter months on their last day), or on
    the `nth` of the one weekday (-1 is the last). It ends after `count` appointments, or with the day
    `until`, or never.
    """

    unit: Unit
    every: int = 1
    weekdays: tuple[int, ...] = ()
    month_day: int = 0
    nth: int = 0
    count: int | None = None
    until: date | None = None

    @property
    def is_endless(self) -> bool:
        """Whether it has no end."""
        return self.count is None and self.until is None


def following(recurrence: Recurrence, first: date) -> Recurrence:
    """The recurrence with what was left open taken from its first day: the weekday, the day of the month."""
    if recurrence.unit == "week" and not recurrence.weekdays:
        return replace(recurrence, weekdays=(first.weekday(),))
    if recurrence.unit == "month" and not recurrence.month_day and not recurrence.nth:
        return replace(recurrence, month_day=first.day)
    return recurrence


def moved(recurrence: Recurrence, before: date, after: date) -> Recurrence:
    """The same recurrence for a series whose appointment of the day `before` goes to the day `after`."""
    if before == after:
        return recurrence
    if recurrence.until is not None:
        recurrence = replace(recurrence, until=recurrence.until + (after - before))
    if recurrence.unit == "week":
        days = {(day + (after - before).days) % 7 for day in recurrence.weekdays}
        return replace(recurrence, weekdays=tuple(sorted(days)))
    if recurrence.unit == "month" and recurrence.nth:
        return replace(recurrence, weekdays=(after.weekday(),), nth=nth_in_month(after))
    if recurrence.unit == "month":
        return replace(recurrence, month_day=after.day)
    return recurrence


def nth_in_month(day: date) -> int:
    """Which of its weekday in the month a day is; the fifth is the last (-1)."""
    nth = (day.day - 1) // 7 + 1
    return nth if nth < 5 else -1


# The text in the file


def to_rule(recurrence: Recurrence, first: date) -> str:
    """The recurrence as an RRULE (RFC 5545) for a series that begins on this day."""
    parts = [f"FREQ={_FREQUENCIES[recurrence.unit]}"]
    if recurrence.every != 1:
        parts.append(f"INTERVAL={recurrence.every}")
    if recurrence.unit == "week":
        parts.append("BYDAY=" + ",".join(_WEEKDAYS[day] for day in recurrence.weekdays))
    elif recurrence.unit == "month" and recurrence.nth:
        parts.append(f"BYDAY={recurrence.nth}{_WEEKDAYS[recurrence.weekdays[0]]}")
    elif recurrence.unit == "month":
        parts.append(_month_day(recurrence.month_day))
    elif recurrence.unit == "year" and (first.month, first.day) == (2, 29):
        parts.append("BYMONTH=2;" + _month_day(29))
    if recurrence.count is not None:
        parts.append(f"COUNT={recurrence.count}")
    if recurrence.until is not None:
        parts.append(f"UNTIL={recurrence.until:{_UNTIL}}")
    return ";".join(parts)


def _month_day(day: int) -> str:
    """That day, or where a month has none such, its last one."""
    if day <= _SHORTEST_MONTH:
        return f"BYMONTHDAY={day}"
    days = ",".join(map(str, range(_SHORTEST_MONTH, day + 1)))
    return f"BYMONTHDAY={days};BYSETPOS=-1"


def from_rule(rule: str) -> Recurrence:
    """What `to_rule` wrote; what `series_rule` keeps behind it is passed over. Raises InputError for another
    text."""
    try:
        parts = dict(part.split("=", 1) for part in rule.split(";"))
        unit = _UNITS[parts["FREQ"]]
        by_day = parts.get("BYDAY", "")
        nth = int(by_day[:-2]) if unit == "month" and by_day else 0
        days = [_WEEKDAYS.index(name[-2:]) for name in by_day.split(",") if name]
        in_month = parts.get("BYMONTHDAY") if unit == "month" else None
        return Recurrence(
            unit,
            int(parts.get("INTERVAL", "1")),
            tuple(days),
            int(in_month.split(",")[-1]) if in_month else 0,
            nth,
            int(parts["COUNT"]) if "COUNT" in parts else None,
            datetime.strptime(parts["UNTIL"], _UNTIL).date() if "UNTIL" in parts else None,
        )
    except (KeyError, ValueError) as error:
        raise InputError(f"the rule {rule[:60]} can't be read") from error


# What it gives


def starts(recurrence: Recurrence, first: datetime) -> list[datetime]:
    """When each appointment starts, the first one included, as wall times without a zone.

    `first` is one too. Of a series without an end those of the year after it. Raises InputError when the
    recurrence doesn't make sense for that start: `check`.
    """
    first = first.replace(microsecond=0)  # as dateutil counts
    recurrence = following(recurrence, first.date())
    _check_numbers(recurrence, first.date())
    stop = first + AHEAD if recurrence.is_endless else None
    found: list[datetime] = []
    for start in _occurrences(recurrence, first):
        if stop is not None and start > stop:
            break
        if len(found) == MOST:
            raise InputError(f"that makes more than {MOST} appointments: end it sooner")
        found.append(start)
    if not found:
        raise InputError(f"no day up to {recurrence.until:%d %b %Y} fits")
    if found[0] != first:
        raise InputError(
            f"the first one is on {first:%a %d %b}, which the rule leaves out: move it to {found[0]:%a %d %b}"
        )
    if len(found) == 1 and recurrence.until is not None:
        raise InputError(f"until {recurrence.until:%d %b %Y} there is only the first one")
    return found


def spans(recurrence: Recurrence, start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
    """From when until when each appointment is, of which the first is this; all are aware moments.

    Raises as `starts` does.
    """
    begins = map(moment, starts(recurrence, wall_time(start)))
    return [(begin, begin + (end - start)) for begin in begins]


def check(recurrence: Recurrence, first: datetime) -> int:
    """How many appointments it makes from this moment on. Raises InputError if it can't be used."""
    return len(starts(recurrence, wall_time(first)))


def between(recurrence: Recurrence, first: datetime, after: date, until: date) -> list[datetime]:
    """The wall times at which it starts later than the day `after`, up to the day `until`."""
    found = []
    for start in _occurrences(following(recurrence, first.date()), first):
        if start.date() > until:
            break
        if start.date() > after:
            found.append(start)
    return found


def _check_numbers(recurrence: Recurrence, first: date) -> None:
    if not 1 <= recurrence.every <= LONGEST_INTERVAL:
        raise InputError(f"every {counted(recurrence.every, recurrence.unit)}: write 1 to {LONGEST_INTERVAL}")
    if recurrence.count is not None and not 2 <= recurrence.count <= MOST:
        raise InputError(f"{counted(recurrence.count, 'time')}: write 2 to {MOST} times")
    if recurrence.until is not None and recurrence.until < first:
        raise InputError(f"it would end on {recurrence.until:%d %b %Y}, before it starts ({first:%d %b %Y})")


def _occurrences(recurrence: Recurrence, first: datetime) -> Iterable[datetime]:
    from dateutil.rrule import rrulestr

    return rrulestr(to_rule(recurrence, first.date()), dtstart=first)


# Wall time


def wall_time(moment: datetime) -> datetime:
    """What the clock here shows at a moment."""
    return clock.local(moment).replace(tzinfo=None)


def moment(wall: datetime) -> datetime:
    """The moment at which the clock here shows that; where it skips the hour, an hour later."""
    # By its timestamp: `astimezone` would take the offset after the gap.
    return datetime.fromtimestamp(wall.timestamp(), UTC)
