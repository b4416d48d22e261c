"""How an appointment repeats, in a line of the quick entry: `every tue until 31 mar`, `weekly` at the end."""

import calendar
import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from salestui import clock
from salestui.errors import InputError
from salestui.lifecycle import recurrence, recurrence_words
from salestui.lifecycle.input_dates import MONTHS, DateOrder
from salestui.lifecycle.quick_entry_reading import Reading, ends, next_word, skip_blanks
from salestui.lifecycle.quick_entry_times import read_when
from salestui.lifecycle.recurrence import Recurrence
from salestui.models.choices import ActivityType

_MOST_WORDS = 9
_END = re.compile(
    r"(?:until|till|through|for)(?![^\s,])|(?:x ?\d+|\d+ ?(?:x|times?|occurrences?))(?![^\s,])", re.IGNORECASE
)
"""How long something repeats may stand apart from how often."""
_END_MEANT = re.compile(
    rf"(?:until|till|through) (?:\d{{4}}|{'|'.join(rf'{name}|{name[:3]}' for name in MONTHS)})(?![^\s,])",
    re.IGNORECASE,
)
"""Nobody writes this behind how often something repeats who does not mean its end."""
_MEANT = re.compile(
    r"every (?:(?:\d+(?:st|nd|rd|th)?|other|first|second|third|fourth|last|next) )?(?:of (?:the|each) )?"
    r"(?:(?:week|work(?:ing )?)?days?|weeks?|months?|quarters?|years?"
    r"|(?:mon|tue|wednes|thurs|fri|satur|sun)days?|mon|tues?|wed|thur?s?|fri|sat|sun)(?![^\s,])",
    re.IGNORECASE,
)
"""Nobody writes this who does not mean that something repeats."""
_WEEKDAY = re.compile(
    r"\s+((?:mon|tue|wednes|thurs|fri|satur|sun)days?|mon|tues?|wed|thur?s?|fri|sat|sun)(?![^\s,])",
    re.IGNORECASE,
)
_MONTHLY = ("monthly", "every month")
_AHEAD = 400
"""So many days ahead the first fitting one is looked for: also that of a leap year."""


def read_repeats(reading: Reading) -> bool:
    """A recurrence of an appointment; one of a single word only at the end or before a time, as `weekly sync`
    is a subject.
    """
    if reading.past:
        return False
    if reading.kind is not ActivityType.APPOINTMENT:
        _miss(reading, "only meetings repeat")
        return False
    word = next_word(reading, reading.at).casefold()
    begun = f"{reading.repeats} " if reading.repeats and _END.match(reading.text, reading.at) else ""
    if not begun and (reading.repeats or word not in recurrence_words.BEGINNINGS):
        return False
    for end in ends(reading, reading.at, _MOST_WORDS):
        text = reading.text[reading.at : end].rstrip(",")
        if not begun and " " not in text and not _ends_or_tells_when(reading, end):
            continue
        try:
            recurrence_words.parse(begun + text, clock.today(), order=reading.order)
        except InputError:
            continue
        reading.repeats = begun + text
        reading.took(reading.at + len(text), "repeats")
        _tell_day_of_month(reading, text)
        return True
    if begun:
        _miss(reading, "not understood; name the day, as in until 31 mar 2027", _END_MEANT)
    else:
        _miss(reading, "not understood; write monthly on the 2nd tue, every 2 weeks")
    return False


def _tell_day_of_month(reading: Reading, text: str) -> None:
    """Of `monthly mon` the day is that of the first one; who means a weekday is told how to say so."""
    match = _WEEKDAY.match(reading.text, reading.at)
    if match and text.casefold() in _MONTHLY:
        day = match[1].lower()
        reading.missed = reading.missed or (
            f"{text} {day}: on the same day of each month; for the weekday write monthly on the 1st {day}"
        )


def _ends_or_tells_when(reading: Reading, at: int) -> bool:
    """Whether the line ends here, or a time follows: in `daily 10:00 standup` it repeats."""
    rest = replace(reading, at=at, spans=[])
    skip_blanks(rest)
    return not next_word(rest, rest.at) or read_when(rest)


def _miss(reading: Reading, why: str, meant: re.Pattern[str] = _MEANT) -> None:
    if match := meant.match(reading.text, reading.at):
        reading.missed = reading.missed or f"{match[0]}: {why}"


def first_day(text: str, base: date, order: DateOrder) -> date:
    """The first day from `base` on that fits a recurrence which was read."""
    how = recurrence_words.parse(text, base, order=order)
    days = (base + timedelta(ahead) for ahead in range(_AHEAD))
    return next((day for day in days if how is None or _fits(how, day)), base)


def _fits(how: Recurrence, day: date) -> bool:
    if how.weekdays and day.weekday() not in how.weekdays:
        return False
    if how.nth:
        is_last = day.day + 7 > calendar.monthrange(day.year, day.month)[1]
        return is_last if how.nth == -1 else recurrence.nth_in_month(day) == how.nth
    return not how.month_day or day.day == min(how.month_day, calendar.monthrange(day.year, day.month)[1])


def checked(text: str, day: date, at: time, order: DateOrder) -> tuple[Recurrence | None, int]:
    """The recurrence from its first appointment on, and how many it makes. Raises InputError."""
    how = recurrence_words.parse(text, day, order=order)
    return how, len(recurrence.starts(how, datetime.combine(day, at))) if how is not None else 1
