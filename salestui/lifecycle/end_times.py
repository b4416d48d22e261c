"""A time alone that is typed as an end is meant on the day of its start. Light."""

from collections.abc import Mapping
from datetime import datetime

from salestui import clock
from salestui.errors import InputError
from salestui.lifecycle.activity_times import moment_of
from salestui.lifecycle.inputs import parse_time

STARTS: Mapping[str, str] = {"scheduled_end": "scheduled_start", "actual_end": "actual_start"}
"""The fields of ends, and those of their starts."""
TAKEN_ALONG: Mapping[str, str] = {"scheduled_start": "scheduled_end"}
"""The field of a start that takes its end along, as `activity_times.taken_along` says, and that end."""


def on_day_of(start: object, text: str) -> datetime | None:
    """The moment that a time alone means on the day of a start; None without a start, or if more is typed."""
    if not isinstance(start, datetime):
        return None
    try:
        at = parse_time(text)
    except InputError:
        return None
    return moment_of(clock.local(start).date(), at)
