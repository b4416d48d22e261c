"""When an entry of a timeline is, in the words that the preview and the brief share."""

from datetime import datetime

from salestui import clock, formats
from salestui.formats import DateFormat
from salestui.lifecycle.shapes import Entry


def ahead(entry: Entry, now: datetime, style: DateFormat = "day-month") -> str:
    """Of what is to be done: "tomorrow 15:00", "in 20 minutes", "tomorrow" for a whole day, "no date"."""
    if not entry.is_dated:
        return "no date"
    return _day(entry, now, style) if entry.is_all_day else formats.relative(entry.at, now, style)


def past(entry: Entry, now: datetime, style: DateFormat = "day-month") -> str:
    """Of what was done or written: "2 days ago"; "for today 15:00" for what was done ahead of its time."""
    if entry.is_all_day:
        return _day(entry, now, style)
    if entry.at > now:
        return f"for {day_and_time(entry, now, style)}"
    return formats.relative(entry.at, now, style)


def day_and_time(entry: Entry, now: datetime, style: DateFormat = "day-month") -> str:
    """With the time of day, however near or far it is: "today 15:00", "04 Dec 15:00"."""
    today, day = clock.local(now).date(), clock.local(entry.at).date()
    if abs((day - today).days) > 1:
        return formats.moment(entry.at, today, style)
    return f"{formats.relative_day(day, today, style)} {formats.time(entry.at)}"


def _day(entry: Entry, now: datetime, style: DateFormat) -> str:
    return formats.relative_day(clock.local(entry.at).date(), clock.local(now).date(), style)
