"""The dates that a view's words mean: "this week", "last fiscal year". Standard library only."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal

WeekStart = Literal["monday", "saturday", "sunday"]
Span = Literal[
    "today",
    "tomorrow",
    "yesterday",
    "this week",
    "last week",
    "next week",
    "this month",
    "last month",
    "next month",
    "this quarter",
    "last quarter",
    "next quarter",
    "this year",
    "last year",
    "next year",
    "this fiscal quarter",
    "last fiscal quarter",
    "next fiscal quarter",
    "this fiscal year",
    "last fiscal year",
    "next fiscal year",
]
"""A stretch of days around today. The fiscal ones begin with the organisation's fiscal year."""

_FIRST_WEEKDAY = {"monday": 0, "saturday": 5, "sunday": 6}
_OFFSET = {"last": -1, "this": 0, "next": 1}


@dataclass(frozen=True, slots=True)
class Calendar:
    """What day it is, and when weeks and fiscal years begin."""

    today: date
    week_start: WeekStart = "sunday"
    fiscal_start: int = 1
    """The month, 1 to 12, in which the fiscal year begins."""

    def span(self, words: Span) -> tuple[date, date]:
        """The first day of the stretch, and the day after its last."""
        match words.split():
            case ["today"]:
                return self.days(0, 1)
            case ["tomorrow"]:
                return self.days(1, 2)
            case ["yesterday"]:
                return self.days(-1, 0)
            case [which, "week"]:
                first = week_of(self.today, self.week_start) + timedelta(weeks=_OFFSET[which])
                return first, first + timedelta(weeks=1)
            case [which, "month"]:
                return self._months(1, 1, _OFFSET[which])
            case [which, "quarter"]:
                return self._months(3, 1, _OFFSET[which])
            case [which, "year"]:
                return self._months(12, 1, _OFFSET[which])
            case [which, "fiscal", "quarter"]:
                return self._months(3, self.fiscal_start, _OFFSET[which])
            case [which, _, _]:
                return self._months(12, self.fiscal_start, _OFFSET[which])
        raise AssertionError(words)

    def days(self, first: int, stop: int) -> tuple[date, date]:
        """The days from `first` to before `stop`, counted from today."""
        return self.today + timedelta(days=first), self.today + timedelta(days=stop)

    def _months(self, length: int, start_month: int, offset: int) -> tuple[date, date]:
        """A stretch of `length` months, one of those that follow each other from `start_month` on."""
        month = 12 * self.today.year + self.today.month - 1
        first = month - (month - (start_month - 1)) % length + offset * length
        return _first_of(first), _first_of(first + length)

    def months_ago(self, count: int) -> date:
        """The same day so many months ago, or the month's last day if it has none such."""
        first = _first_of(12 * self.today.year + self.today.month - 1 - count)
        last = _first_of(12 * first.year + first.month) - timedelta(days=1)
        return first.replace(day=min(self.today.day, last.day))


def week_of(day: date, week_start: WeekStart) -> date:
    """The first day of a day's week."""
    return day - timedelta(days=(day.weekday() - _FIRST_WEEKDAY[week_start]) % 7)


def _first_of(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def start_of_day(day: date) -> str:
    """Local midnight as the file keeps times; where the clocks skip it, the moment at which they do."""
    # By its timestamp: `astimezone` would take the offset after the gap.
    seconds = datetime(day.year, day.month, day.day).timestamp()
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
