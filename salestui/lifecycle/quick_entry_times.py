"""Days, times and lengths in a line of the quick entry."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, time, timedelta

from salestui import clock
from salestui.errors import InputError
from salestui.lifecycle.activity_times import moment_of
from salestui.lifecycle.input_dates import MONTHS, parse_date, parse_time
from salestui.lifecycle.input_numbers import parse_duration
from salestui.lifecycle.quick_entry_reading import Reading, after, ends, next_word

BEFORE_DATES = frozenset({"on", "by", "due", "until"})
_TIME = re.compile(r"(?:\d{1,2}[:h]\d\d|\d{1,2}(?:[:h]\d\d)? ?[ap]m|noon)", re.IGNORECASE)
_HOUR = re.compile(r"\d{1,2}")
_HALF = re.compile(r"[ap]m$", re.IGNORECASE)
_NOTHING_COUNTED = re.compile(r",|\s*(?:$|[!@:]|(?:about|re|with|for)\b|\d+ ?(?:h|m|min)\b)", re.IGNORECASE)
_RANGE = re.compile(
    rf"({_TIME.pattern}|\d{{1,2}}) ?(?:[-\u2013]|to|until|till) ?({_TIME.pattern}|\d{{1,2}})", re.IGNORECASE
)
_LENGTH = re.compile(
    r"-?\d+(?:[.,]\d+)? ?(?:h|hours?|hrs?|m|mins?|minutes?)|\d+h\d\d(?:m|min)?|\d+h ?\d+(?:m|min)",
    re.IGNORECASE,
)
_FROM_NOW = re.compile(r"(?:\+|in )(\d{1,4}) ?(h|hours?|m|mins?|minutes?)", re.IGNORECASE)
_MONTHS = "|".join(rf"{name}|{name[:3]}" for name in MONTHS)
_SURE_DATE = re.compile(
    rf"\d{{4,}}-\d\d?-\d\d?|(?:[12]?\d|3[01])(?:st|nd|rd|th)? (?:{_MONTHS})"
    rf"|(?:{_MONTHS}) (?:[12]?\d|3[01])(?:st|nd|rd|th)?",
    re.IGNORECASE,
)
"""Nobody writes this who does not mean a date, so one that does not exist is told."""
_DATE_SHAPES = re.compile(
    r"(?:next |this |last )?(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
    r"|today|tomorrow|tmrw|yesterday|eow|eom|eoq|eoy|next (?:week|month|quarter|year)"
    r"|(?:\+|in )\d{1,5} ?(?:d|days?|w|weeks?|months?|q|quarters?|y|years?)"
    r"|\d{1,2}[/.]\d{1,2}(?:[/.](?:\d{4}|\d\d)?)?|\d{4}-\d\d?-\d\d?"
    r"|\d{1,2}(?:st|nd|rd|th)?[ .]{1,2}(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?: \d{4})?"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"(\d{1,2})([/.])(\d{1,2})(?:\2(\d*))?")
_DAYS_OR_WEEKS = re.compile(r"\d{1,3}[dw]", re.IGNORECASE)
"""A date at the end of a line; before other words it may belong to them."""


def read_length(reading: Reading) -> bool:
    """A length, behind `for` or alone."""
    if reading.minutes is not None:
        return False
    for start, _ in after(reading, frozenset({"for"})):
        for end in ends(reading, start, 2):
            text = reading.text[start:end].rstrip(",")
            if _LENGTH.fullmatch(text):
                try:
                    if text.startswith("-"):
                        raise InputError("a duration is not negative")
                    reading.minutes = parse_duration(text)
                except InputError as error:
                    reading.problem = reading.problem or f"{text}: {error}"
                return reading.took(start + len(text), "duration")
    return False


def read_when(reading: Reading) -> bool:
    """A moment, a day or a time of day."""
    return _read_from_now(reading) or _read_date(reading) or read_time(reading)


def read_recent_day(reading: Reading) -> bool:
    """`today` or `yesterday`, as a sentence may end with it."""
    word = next_word(reading, reading.at)
    return word.rstrip(",").casefold() in ("yesterday", "today") and _read_date(reading)


def _read_from_now(reading: Reading) -> bool:
    if reading.day is not None or reading.hour is not None:
        return False
    word = next_word(reading, reading.at)
    if word.casefold() == "now":
        return _take_moment(reading, clock.now(), reading.at + len(word))
    for end in ends(reading, reading.at, 3):
        match = _FROM_NOW.fullmatch(reading.text[reading.at : end])
        if match:
            minutes = int(match[1]) * (60 if match[2][0] in "hH" else 1)
            return _take_moment(reading, clock.now() + timedelta(minutes=minutes), end)
    return False


def _take_moment(reading: Reading, moment: datetime, end: int) -> bool:
    here = clock.local(moment)
    reading.day, reading.hour = here.date(), here.time().replace(second=0, microsecond=0)
    return reading.took(end, "when")


def _read_date(reading: Reading) -> bool:
    if reading.day is not None:
        return False
    for start, _ in after(reading, BEFORE_DATES):
        for end in ends(reading, start, 3):
            text = reading.text[start:end].rstrip(",")
            is_last = not reading.text[end:].strip()
            if not (
                _DATE_SHAPES.fullmatch(text)
                or _is_surely_date(text)
                or (is_last and _DAYS_OR_WEEKS.fullmatch(text))
            ):
                continue
            try:
                day = parse_date(text, order=reading.order, past=reading.past)
                moment_of(day, time())
                reading.day = day
            except InputError as error:
                if not _is_surely_date(text):
                    continue
                reading.problem = reading.problem or f"{text}: {error}"
            return reading.took(start + len(text), "when")
    return False


def _is_surely_date(text: str) -> bool:
    """Whether it is told when there is no such day; `24/7` and `31.2` may mean something else."""
    if _SURE_DATE.fullmatch(text):
        return True
    numbers = _NUMBERS.fullmatch(text)
    if numbers is None:
        return False
    month, day = sorted((int(numbers[1]), int(numbers[3])))
    year = numbers[4]
    with_year = numbers[2] == "/" if year is None else len(year) not in (1, 3)
    return 1 <= month <= 12 and day <= 31 and with_year


def read_time(reading: Reading) -> bool:
    """A time of day or a span of two, behind `at` also an hour alone."""
    if reading.hour is not None:
        return False
    return _read_range(reading) or _read_hour(reading)


def _read_hour(reading: Reading) -> bool:
    for start, before in after(reading, frozenset({"at"})):
        for end in ends(reading, start, 2):
            text = reading.text[start:end].rstrip(",")
            is_hour = _HOUR.fullmatch(text) and (before or _stands_alone(reading, end))
            if not _TIME.fullmatch(text) and not is_hour:
                continue
            try:
                reading.hour = parse_time(text)
            except InputError as error:
                reading.problem = reading.problem or f"{text}: {error}"
            return reading.took(start + len(text), "when")
    return False


def _read_range(reading: Reading) -> bool:
    """From a time until another: `15:00-16:30`, `2 to 3pm`; of two hours alone, directly behind a day."""
    for start, before in after(reading, frozenset({"at", "from"})):
        for end in ends(reading, start, 5):
            text = reading.text[start:end].rstrip(",")
            span = _RANGE.fullmatch(text)
            if span is None:
                continue
            is_sure = any(_TIME.fullmatch(side) for side in span.groups())
            if not is_sure and not before and not _is_behind_day(reading):
                continue
            try:
                _take_range(reading, span[1], span[2])
            except InputError as error:
                if not is_sure:
                    continue
                reading.problem = reading.problem or f"{text}: {error}"
            return reading.took(start + len(text), "when")
    return False


def _stands_alone(reading: Reading, end: int) -> bool:
    """Whether a number behind a day counts nothing that follows, so that it is an hour: `mon 9 about ...`."""
    return _is_behind_day(reading) and _NOTHING_COUNTED.match(reading.text, end) is not None


def _is_behind_day(reading: Reading) -> bool:
    """Whether the word before this one is the day."""
    if reading.day is None or not reading.spans or reading.spans[-1].what != "when":
        return False
    return not reading.text[reading.spans[-1].end : reading.at].strip(" ,")


def _take_range(reading: Reading, first: str, last: str) -> None:
    end = parse_time(last)
    for start in _starts(first, last):
        minutes = (end.hour - start.hour) * 60 + end.minute - start.minute
        if minutes > 0:
            break
    else:
        raise InputError("the end is not after the start")
    reading.hour = start
    if reading.minutes is None:
        reading.minutes = minutes


def _starts(first: str, last: str) -> Iterator[time]:
    """What the first of two may be: in `2:30-3pm` both are in the afternoon, in `11-1pm` they are not."""
    if half := _HALF.search(last):
        with suppress(InputError):  # it has a half of its own, or is an hour of twenty-four
            yield parse_time(first + half[0])
    yield parse_time(first)
