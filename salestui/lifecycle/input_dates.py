"""Dates and times as people type them. Standard library only."""

import calendar
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, NamedTuple

from salestui import clock
from salestui.errors import InputError

DateOrder = Literal["dmy", "mdy", "ymd"]
"""Which of day, month and year comes first when a date is written in numbers."""

ORDERS: dict[str, DateOrder] = {"day-month": "dmy", "month-day": "mdy", "iso": "ymd"}
"""The order by the setting `date_format`."""

FIRST_YEAR = 1900
"""Dates before are typing errors; a year has four digits."""
YEARS = f"years run from {FIRST_YEAR} to 9999"
MOMENTS = f"times run from the year {FIRST_YEAR} to 29 Dec 9999"
"""They end before the last day of the calendar, so that they can be read in every time zone."""

MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
_WEEKDAYS = {name.casefold(): number for number, name in enumerate(calendar.day_name)}
_HINT = "write 2026-12-01, 1 dec, fri, tomorrow, +2w or eom"
_UNITS = {"d": "day", "w": "week", "m": "month", "q": "quarter", "y": "year"}
_UNIT_NAMES = {
    **{name: unit for short, unit in _UNITS.items() for name in (short, unit, f"{unit}s")},
    **dict.fromkeys(("h", "hour", "hours"), "hour"),
    **dict.fromkeys(("min", "minute", "minutes"), "minute"),
}
_TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?(?::(\d{2})(?:\.\d+)?)?\s*(am|pm|a|p)?")


def parse_date(text: str, *, order: DateOrder = "dmy", today: date | None = None, past: bool = False) -> date:
    """The day that `text` means.

    Accepts 2026-12-01, 12/1 and 1/12 (by `order`), 1.12., 1 dec, dec 1 2026, fri, next fri, last fri, today,
    tomorrow, yesterday, +3d, 2w, -1m, eow, eom, eoq, eoy, next week, next month. A date without a year is the
    next such day from today on, or with `past` the last one up to today. A weekday is the next one after
    today; `next fri` is the Friday of next week.

    Raises InputError when it is no date or no such day exists.
    """
    today = today or clock.today()
    words = " ".join(text.casefold().replace(",", " ").split())
    try:
        for read in (_named_day, _relative, _numbers, _with_month_name):
            found = read(words, order, today, past)
            if found is not None:
                return found
    except OverflowError:
        raise InputError(f"beyond the calendar: {YEARS}") from None
    raise InputError(f"not a date: {_HINT}")


def parse_datetime(
    text: str, *, order: DateOrder = "dmy", now: datetime | None = None, past: bool = False
) -> datetime:
    """The moment that `text` means on this computer's clock, as an aware UTC datetime.

    Accepts what `parse_date` does, with a time behind it (`fri 14:30`, `2026-12-01 9am`); a time alone is
    today's; a date alone is midnight; `now`, `+2h` and `+45min` count from now; an ISO 8601 moment with a
    zone (`2026-12-01T09:30:00Z`) keeps its zone.

    Raises InputError when it is no moment.
    """
    now = now or clock.now()
    words = " ".join(text.casefold().split())
    if words == "now":
        return now
    if match := re.fullmatch(r"(?:in |\+) ?(\d{1,4}) ?(h|hours?|min|minutes?)", words):
        unit = "hours" if match[2].startswith("h") else "minutes"
        try:
            return now + timedelta(**{unit: int(match[1])})
        except OverflowError:
            raise InputError(f"beyond the calendar: {MOMENTS}") from None
    if re.match(r"\d{4}-\d\d-\d\d[t ]\d", words):
        try:
            return _to_utc(datetime.fromisoformat(words.upper()))
        except ValueError:
            words = f"{words[:10]} {words[11:]}"
    today = clock.local(now).date()
    day_words, _, last = words.rpartition(" ")
    if last in ("am", "pm"):
        day_words, _, hour = day_words.rpartition(" ")
        last = f"{hour} {last}"
    if (last[:1].isdigit() and re.search(r"[:hap]", last)) or last in ("noon", "midnight"):
        day = parse_date(day_words, order=order, today=today, past=past) if day_words else today
        return _to_utc(datetime.combine(day, parse_time(last)))
    return _to_utc(datetime.combine(parse_date(words, order=order, today=today, past=past), time()))


class Offset(NamedTuple):
    """So many days, weeks, hours and so on from something."""

    size: int
    """Below zero it is before."""
    unit: str

    @property
    def is_of_days(self) -> bool:
        """Whether it leads to another day at the same time."""
        return self.unit not in ("hour", "minute")

    @property
    def words(self) -> str:
        """As in `2 weeks later`."""
        plural = "s" if abs(self.size) != 1 else ""
        return f"{abs(self.size)} {self.unit}{plural} {'earlier' if self.size < 0 else 'later'}"


def parse_offset(text: str) -> Offset | None:
    """The offset that `text` begins with (`+1w`, `+1d 9:00`, `2 days`); None for every other day or time.

    `in 2 days` and `2 days ago` are none: they are told from today.
    """
    words = " ".join(text.casefold().split())
    match = re.match(r"([+-])? ?(\d{1,5}) ?([a-z]+)(?= |$)(?! ago)", words)
    if not match or match[3] not in _UNIT_NAMES:
        return None
    return Offset(int(match[2]) * (-1 if match[1] == "-" else 1), _UNIT_NAMES[match[3]])


def parse_time(text: str) -> time:
    """The time of day that `text` means: 14:30, 9am, 9:15 pm, 14h30, noon.

    Raises InputError when it is none.
    """
    words = text.strip().casefold()
    if words in ("noon", "midnight"):
        return time(12 if words == "noon" else 0)
    match = _TIME.fullmatch(words)
    if not match:
        raise InputError("not a time: write 14:30 or 2:30pm")
    hour, minute, second = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    if match[4]:
        if not 1 <= hour <= 12:
            raise InputError("with am or pm the hours run from 1 to 12")
        hour = hour % 12 + (12 if match[4].startswith("p") else 0)
    try:
        return time(hour, minute, second)
    except ValueError:
        raise InputError("no such time: the day runs from 00:00 to 23:59") from None


def make_date(year: int, month: int, day: int) -> date:
    """The date, or an InputError that tells why there is no such day."""
    if not 1 <= year <= 9999:
        raise InputError(f"no such year: {year}")
    if not 1 <= month <= 12:
        raise InputError(f"no such month: {month}")
    days = calendar.monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise InputError(f"no such day: {calendar.month_name[month]} {year} has {days} days")
    return date(year, month, day)


def full_year(digits: str) -> int:
    """The year of two or four digits: 00 to 68 are this century's, 69 to 99 the last one's."""
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (2000 if year < 69 else 1900)


def add_months(day: date, months: int) -> date:
    """The same day so many months on, or the last day of that month if it is shorter.

    Raises OverflowError beyond the years 1 to 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise OverflowError
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _to_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except (OverflowError, ValueError):
        raise InputError(f"beyond the calendar: {MOMENTS}") from None


def _beginning(word: str, names: dict[str, int], shortest: int = 3) -> int | None:
    if len(word) < shortest:
        return None
    return next((number for name, number in names.items() if name.startswith(word)), None)


def _named_day(words: str, order: DateOrder, today: date, past: bool) -> date | None:
    offsets = {"today": 0, "tod": 0, "tomorrow": 1, "tom": 1, "tmrw": 1, "yesterday": -1, "yest": -1}
    if words in offsets:
        return today + timedelta(offsets[words])
    if words in _ENDS:
        return _ENDS[words](today)
    which, _, name = words.rpartition(" ")
    if which == "next" and name in _NEXT:
        return _NEXT[name](today)
    weekday = _beginning(name, _WEEKDAYS)
    if weekday is None:
        return None
    ahead = (weekday - today.weekday() - 1) % 7 + 1
    last = today + timedelta(ahead - (14 if ahead == 7 else 7))
    monday = today - timedelta(today.weekday())
    days = {
        "": last if past else today + timedelta(ahead),
        "this": monday + timedelta(weekday),
        "next": monday + timedelta(7 + weekday),
        "last": last,
    }
    return days.get(which)


def _relative(words: str, order: DateOrder, today: date, past: bool) -> date | None:
    names = "|".join(f"{short}|{name}s?" for short, name in _UNITS.items())
    match = re.fullmatch(rf"(in )?([+-])? ?(\d{{1,5}}) ?({names})( ago)?", words)
    if not match:
        return None
    count = int(match[3]) * (-1 if match[2] == "-" or match[5] else 1)
    unit = match[4][0]
    if unit in "dw":
        return today + timedelta(count * (7 if unit == "w" else 1))
    return add_months(today, count * {"m": 1, "q": 3, "y": 12}[unit])


def _numbers(words: str, order: DateOrder, today: date, past: bool) -> date | None:
    if match := re.fullmatch(r"(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})", words):
        if match[2] or len(words) == 8:
            return make_date(int(match[1]), int(match[3]), int(match[4]))
        return None
    if order == "ymd" and (match := re.fullmatch(r"(\d{2})([-/])(\d{1,2})\2(\d{1,2})", words)):
        return make_date(full_year(match[1]), int(match[3]), int(match[4]))
    if re.fullmatch(r"\d{5,}([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2\d{5,}", words):
        raise InputError("no such year: a year has four digits")
    match = re.fullmatch(r"(\d{1,2})([-/.])(\d{1,2})(?:\2(\d{4}|\d{2})?)?", words)
    if not match:
        return None
    first, second, year = int(match[1]), int(match[3]), match[4]
    # Nobody writes the month first before a dot. Beyond 12 only one reading is left, whatever the order.
    day_first = match[2] == "." or order == "dmy"
    if max(first, second) > 12:
        day_first = first > 12
    day, month = (first, second) if day_first else (second, first)
    return _with_year(day, month, year, today, past)


def _with_month_name(words: str, order: DateOrder, today: date, past: bool) -> date | None:
    parts = words.replace("-", " ").replace("/", " ").replace(".", " ").split()
    weekday = None
    if len(parts) > 1 and (weekday := _beginning(parts[0], _WEEKDAYS)) is not None:
        if not any(_beginning(part, MONTHS) for part in parts[1:]):
            found = _numbers(" ".join(words.split()[1:]), order, today, past)
            return found and _checked_weekday(found, weekday)
        parts = parts[1:]
    named = [index for index, part in enumerate(parts) if _beginning(part, MONTHS)]
    if len(named) != 1 or named[0] > 1:
        return None
    month = _beginning(parts.pop(named[0]), MONTHS)
    assert month is not None
    if not parts:
        raise InputError(f"which day of {calendar.month_name[month]}? Write 1 {calendar.month_abbr[month]}")
    day = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", parts[0])
    if not day or len(parts) > 2 or (len(parts) == 2 and not re.fullmatch(r"\d{4}|\d{2}", parts[1])):
        return None
    found = _with_year(int(day[1]), month, parts[1] if len(parts) == 2 else None, today, past)
    return found if weekday is None else _checked_weekday(found, weekday)


def _checked_weekday(day: date, weekday: int) -> date:
    if day.weekday() != weekday:
        raise InputError(f"{day:%d %B %Y} is a {calendar.day_name[day.weekday()]}")
    return day


def _with_year(day: int, month: int, year: str | None, today: date, past: bool) -> date:
    if year:
        return make_date(full_year(year), month, day)
    if not 1 <= month <= 12:
        raise InputError(f"no such month: {month}")
    step = -1 if past else 1
    candidate = today.year
    passed = (month, day) > (today.month, today.day) if past else (month, day) < (today.month, today.day)
    if passed:
        candidate += step
    try:
        return make_date(candidate, month, day)
    except InputError as error:
        if (month, day) != (2, 29):
            raise
        leap = next(year for year in _years_from(candidate, step) if calendar.isleap(year))
        raise InputError(f"{error}; for the leap year write 29 feb {leap}") from None


def _years_from(year: int, step: int) -> Iterator[int]:
    while True:
        yield year
        year += step


def _last_of_month(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _first_of_quarter(day: date) -> date:
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


_ENDS: dict[str, Callable[[date], date]] = {
    # The working week ends on Friday; on a weekend the coming one is meant.
    "eow": lambda day: day + timedelta((4 - day.weekday()) % 7),
    "eom": _last_of_month,
    "eoq": lambda day: _last_of_month(add_months(_first_of_quarter(day), 2)),
    "eoy": lambda day: date(day.year, 12, 31),
}
_NEXT: dict[str, Callable[[date], date]] = {
    "week": lambda day: day + timedelta(7 - day.weekday()),
    "month": lambda day: add_months(day.replace(day=1), 1),
    "quarter": lambda day: add_months(_first_of_quarter(day), 3),
    "year": lambda day: add_months(day.replace(month=1, day=1), 12),
}
