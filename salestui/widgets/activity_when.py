"""When an activity is, in words: "Tue 24 Nov 15:00–15:30", "Tue 24 Nov, all day", "due Tue 24 Nov 16:00"."""

from datetime import date, datetime

from salestui import clock, formats
from salestui.formats import DateFormat


def span(
    start: datetime, end: datetime, is_all_day: bool, today: date, style: DateFormat = "day-month"
) -> str:
    """From a start to an end; of something that is due, both are the same."""
    first, last = clock.local(start), clock.local(end)
    begins = formats.weekday(first.date(), today, style)
    if is_all_day:
        if first.date() == last.date():
            return f"{begins}, all day"
        return f"{begins} – {formats.weekday(last.date(), today, style)}"
    if start == end:
        return f"due {begins} {first:%H:%M}"
    if first.date() == last.date():
        return f"{begins} {first:%H:%M}–{last:%H:%M}"
    return f"{begins} {first:%H:%M} – {formats.weekday(last.date(), today, style)} {last:%H:%M}"
