"""A recurrence as people write and read it: "every 2 weeks on Tue, until 31 Mar"."""

import calendar
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from salestui.counting import counted
from salestui.errors import InputError
from salestui.lifecycle.input_dates import MONTHS, YEARS, DateOrder, add_months, parse_date
from salestui.lifecycle.recurrence import WORKING_DAYS, Recurrence, Unit, nth_in_month

HINT = "write weekly on tue until 31 mar, every 2 weeks, monthly 3x, or never"
_NEVER = frozenset({"", "-", "no", "none", "never", "once", "does not repeat"})

_ADVERBS: dict[str, tuple[Unit, int]] = {
    "daily": ("day", 1),
    "weekly": ("week", 1),
    "biweekly": ("week", 2),
    "fortnightly": ("week", 2),
    "monthly": ("month", 1),
    "quarterly": ("month", 3),
    "yearly": ("year", 1),
    "annually": ("year", 1),
}
BEGINNINGS = frozenset({"every", *_ADVERBS})
"""The words that a recurrence begins with, where it stands among others."""
_UNITS: dict[str, Unit] = {"day": "day", "week": "week", "month": "month", "year": "year"}
_OTHERS = {"other": 2, "second": 2, "third": 3}
_NTHS = {
    **{"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "last": -1},
    **{"first": 1, "second": 2, "third": 3, "fourth": 4},
}
_DAYS = {name.casefold(): number for number, name in enumerate(calendar.day_name)}
_NTH_WORDS = {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", -1: "last"}

_UNTIL = re.compile(r"\b(?:until|till|through|ending(?: on)?|ends(?: on)?) +(.+)$")
_MONTH = re.compile(r"([a-z]{3,9})(?: ([1-9]\d{3}))?")
_COUNT = re.compile(r"(?:\bfor +)?\b(?:(\d{1,6}) *(?:x|times?|occurrences?)|x *(\d{1,6}))$")
_LENGTH = re.compile(r"\bfor +(\d{1,4}) +(day|week|month|year)s?$")
_ENDLESS = re.compile(r"\b(?:forever|(?:without|with no|no) +(?:an? +)?end)$")
_EVERY = re.compile(r"every +(?:(\d{1,6}|other|second|third) +)?(day|week|month|year)s?\b(.*)$")
_NTH_OF_MONTH = re.compile(rf"every ({'|'.join(_NTHS)}) ([a-z]+)( of (?:the|each|every) month)?")


# Reading


def parse(text: str, first: date, *, order: DateOrder = "dmy") -> Recurrence | None:
    """The recurrence that `text` means for a series that begins on the day `first`; None: it doesn't repeat.

    Accepts daily, weekly on mon and thu, every weekday, every tue, every other tue, every 2 weeks, monthly on
    15, monthly on the 2nd tue, every last fri, monthly on the last day, quarterly, yearly; then until 31 mar,
    until march, 10x, x10, 3 times, for 6 months.

    Raises InputError when it is none; whether it makes sense says `recurrence.check`.
    """
    words = " ".join(text.casefold().replace(",", " ").split())
    if words in _NEVER:
        return None
    words, count, until = _ending(words, first, order)
    found = _weekly_on(words) or _nth_of_months(words) or _said(words)
    if found is None:
        raise InputError(f"not a recurrence: {HINT}")
    return replace(found, count=count, until=until)


def _ending(words: str, first: date, order: DateOrder) -> tuple[str, int | None, date | None]:
    """What stands before the end, then the count, or the last day."""
    if match := _ENDLESS.search(words):
        return words[: match.start()].strip(), None, None
    if match := _UNTIL.search(words):
        # The next such day after the first one is meant.
        until = _month_end(match[1], first) or parse_date(match[1], order=order, today=first)
        return words[: match.start()].strip(), None, until
    if match := _COUNT.search(words):
        return words[: match.start()].strip(), int(match[1] or match[2]), None
    if match := _LENGTH.search(words):
        return words[: match.start()].strip(), None, _last_day(first, int(match[1]), match[2])
    return words, None, None


def _month_end(words: str, first: date) -> date | None:
    """The last day of a month that is named alone: the first one not before `first`, or that of its year."""
    match = _MONTH.fullmatch(words)
    month = next((MONTHS[name] for name in MONTHS if match and name.startswith(match[1])), None)
    if match is None or month is None:
        return None
    year = int(match[2]) if match[2] else first.year + (month < first.month)
    if year > date.max.year:
        raise InputError(f"beyond the calendar: {YEARS}")
    return date(year, month, calendar.monthrange(year, month)[1])


def _last_day(first: date, count: int, unit: str) -> date:
    try:
        if unit in ("month", "year"):
            return add_months(first, count * (12 if unit == "year" else 1)) - timedelta(1)
        return first + timedelta(count * (7 if unit == "week" else 1) - 1)
    except OverflowError:
        raise InputError(f"beyond the calendar: {YEARS}") from None


def _weekly_on(words: str) -> Recurrence | None:
    """Weekdays, every weekday, every tue and thu, every other fri."""
    words = words.removeprefix("every ")
    if words in ("weekday", "weekdays", "working day", "working days"):
        return Recurrence("week", weekdays=WORKING_DAYS)
    every = 2 if words.startswith("other ") else 1
    days = _weekdays(words.removeprefix("other "))
    return Recurrence("week", every, weekdays=days) if days else None


def _nth_of_months(words: str) -> Recurrence | None:
    """Every last fri; every 2nd tue of the month, which without the month may mean every other one."""
    match = _NTH_OF_MONTH.fullmatch(words)
    if match is None or (match[1] not in ("1st", "first", "last") and not match[3]):
        return None
    return _in_month(1, f"{match[1]} {match[2]}")


def _said(words: str) -> Recurrence | None:
    adverb, _, rest = words.partition(" ")
    if adverb in _ADVERBS:
        unit, every = _ADVERBS[adverb]
    elif match := _EVERY.fullmatch(words):
        number, unit, rest = match[1] or "1", _UNITS[match[2]], match[3]
        every = int(number) if number.isdigit() else _OTHERS[number]
    else:
        return None
    rest = rest.strip().removeprefix("on ").removeprefix("the ").strip()
    if not rest:
        return Recurrence(unit, every)
    if unit == "week":
        days = _weekdays(rest)
        return Recurrence(unit, every, weekdays=days) if days else None
    return _in_month(every, rest) if unit == "month" else None


def _in_month(every: int, rest: str) -> Recurrence | None:
    """15, the 15th, day 15, the last day, the 2nd tue."""
    if rest == "last day":
        return Recurrence("month", every, month_day=31)
    if match := re.fullmatch(r"(?:day )?(\d{1,2})(?:st|nd|rd|th)?", rest):
        if not 1 <= int(match[1]) <= 31:
            raise InputError(f"no month has a day {match[1]}")
        return Recurrence("month", every, month_day=int(match[1]))
    which, _, name = rest.partition(" ")
    days = _weekdays(name)
    if which in _NTHS and len(days) == 1:
        return Recurrence("month", every, weekdays=days, nth=_NTHS[which])
    return None


def _weekdays(words: str) -> tuple[int, ...]:
    """The weekdays in a list of nothing but their names; else none."""
    names = [name for name in re.split(r"[ &]+", words) if name != "and"]
    days = [_weekday(name) for name in names]
    return () if None in days else tuple(sorted({day for day in days if day is not None}))


def _weekday(name: str) -> int | None:
    short = name.removesuffix("s") if len(name) > 4 else name
    if len(short) < 2:
        return None
    return next((number for day, number in _DAYS.items() if day.startswith(short)), None)


# Telling


def words(recurrence: Recurrence, shown: Callable[[date], str] = date.isoformat) -> str:
    """The recurrence in words that `parse` reads; `shown` is how a face writes a date."""
    end = ""
    if recurrence.count is not None:
        end = f", {counted(recurrence.count, 'time')}"
    elif recurrence.until is not None:
        end = f", until {shown(recurrence.until)}"
    return _how_often(recurrence) + end


def _how_often(recurrence: Recurrence) -> str:
    unit, every = recurrence.unit, recurrence.every
    if unit == "week" and every == 1 and recurrence.weekdays == WORKING_DAYS:
        return "every weekday"
    often = f"every {unit}" if every == 1 else f"every {counted(every, unit)}"
    if unit == "week" and recurrence.weekdays:
        return f"{often} on {', '.join(calendar.day_abbr[day] for day in recurrence.weekdays)}"
    if recurrence.nth:
        return f"{often} on the {_NTH_WORDS[recurrence.nth]} {calendar.day_abbr[recurrence.weekdays[0]]}"
    if recurrence.month_day == 31:
        return f"{often} on the last day"
    return f"{often} on day {recurrence.month_day}" if recurrence.month_day else often


def proposals(first: date) -> list[tuple[str, Recurrence | None]]:
    """What most series are, for a choice: the words and the recurrence of each."""
    nth, day = nth_in_month(first), first.weekday()
    usual: list[Recurrence] = [
        Recurrence("day"),
        Recurrence("week", weekdays=WORKING_DAYS),
        Recurrence("week", weekdays=(day,)),
        Recurrence("week", 2, weekdays=(day,)),
        Recurrence("month", month_day=first.day),
        Recurrence("month", weekdays=(day,), nth=nth),
        Recurrence("year"),
    ]
    return [("never", None), *((words(one), one) for one in usual)]
