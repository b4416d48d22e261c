"""When an activity is: its start, its end or due time and its length made to fit each other."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from salestui import clock
from salestui.errors import InputError
from salestui.lifecycle import values
from salestui.lifecycle.activity_kinds import KINDS, fields_of
from salestui.lifecycle.input_dates import FIRST_YEAR, MOMENTS
from salestui.lifecycle.input_numbers import LONGEST_DURATION
from salestui.lifecycle.values import InvalidFields
from salestui.models.choices import ActivityType

if TYPE_CHECKING:
    from salestui.models.activities import Activity  # the quick entry is light to import

NAMES = ("scheduled_start", "scheduled_end", "duration_minutes", "is_all_day")
"""The fields that this module makes fit."""
_DAY_BEGINS, _DAY_ENDS = time(), time(23, 59)
"""What lasts all day reaches from the one to the other, so that it is due as long as the day lasts."""
_LAST_DAY = date(9999, 12, 29)
"""The last day of which every moment can be read in every time zone."""


def fitting(kind: ActivityType, given: Mapping[str, Any]) -> dict[str, Any]:
    """The times of an activity by NAMES; those that nobody gave follow from the others.

    Raises InvalidFields for an end before its start, a length that is another than from start to end, and for
    an appointment without times.
    """
    times = {name: given.get(name) for name in NAMES}
    times["is_all_day"] = bool(times["is_all_day"])
    if times["is_all_day"]:
        _fill_days(times)
    else:
        _fill_length(kind, times)
    start, end = times["scheduled_start"], times["scheduled_end"]
    if start is not None and end is not None and end < start:
        raise _wrong(kind, "scheduled_end", f"it would end before it starts, {_told(start)}")
    if kind is ActivityType.APPOINTMENT:
        if start is None or end is None:
            raise _wrong(kind, "scheduled_start", "an appointment needs a day and a time")
        if not times["is_all_day"]:
            times["duration_minutes"] = _length(kind, start, end, times["duration_minutes"])
    return times


def times_with(activity: "Activity", chosen: Mapping[str, Any]) -> dict[str, Any]:
    """The times of an activity that follow from changed ones, by field. Raises InvalidFields."""
    start, end, minutes = activity.scheduled_start, activity.scheduled_end, activity.duration_minutes
    is_meeting = activity.activity_type is ActivityType.APPOINTMENT
    now: dict[str, Any] = {
        "scheduled_start": start,
        "scheduled_end": end,
        "is_all_day": activity.is_all_day,
        # How long an appointment lasts is told by its end alone.
        "duration_minutes": None if is_meeting else minutes,
        **chosen,
    }
    begins = now["scheduled_start"]
    if end is not None and begins is not None and "scheduled_end" not in chosen:
        if "scheduled_start" in chosen:
            now["scheduled_end"] = taken_along(end, start, begins) or end
        if (
            "duration_minutes" in chosen
            and start is not None
            and end - start == timedelta(minutes=minutes or 0)
        ):
            now["scheduled_end"] = None
    return fitting(activity.activity_type, now)


def moment_of(day: date, at: time) -> datetime:
    """The moment of a day at a time of day here. Raises InputError outside the years that are kept."""
    if day.year < FIRST_YEAR or day > _LAST_DAY:
        raise InputError(MOMENTS)
    return datetime.combine(day, at).astimezone()


def moved(start: datetime, before: datetime, after: datetime) -> datetime:
    """`start` moved as far as from `before` to `after`, by the clock on the wall. Raises InputError."""
    here = [clock.local(moment).replace(tzinfo=None) for moment in (start, before, after)]
    try:
        target = here[0] + (here[2] - here[1])
    except OverflowError:
        raise InputError(MOMENTS) from None
    return moment_of(target.date(), target.time())


def taken_along(end: object, before: object, after: object) -> datetime | None:
    """The end for a start that was `before` until now: it is moved as far as the start.

    None where there is nothing to move by, as there was no start, or the end is before it. Raises InputError.
    """
    if not (isinstance(end, datetime) and isinstance(before, datetime) and isinstance(after, datetime)):
        return None
    return moved(end, before, after) if end >= before else None


def _fill_days(times: dict[str, Any]) -> None:
    start, end = times["scheduled_start"], times["scheduled_end"]
    times["duration_minutes"] = None
    if start is not None:
        times["scheduled_start"] = _on_day(start, _DAY_BEGINS)
    if start is not None or end is not None:
        times["scheduled_end"] = _on_day(start if end is None else end, _DAY_ENDS)


def _on_day(moment: datetime, at: time) -> datetime:
    return moment_of(clock.local(moment).date(), at)


def _fill_length(kind: ActivityType, times: dict[str, Any]) -> None:
    start, end, given = (times[name] for name in NAMES[:3])
    minutes = KINDS[kind].minutes if given is None else given
    if minutes is None:
        return
    if start is not None and end is None:
        try:
            times["scheduled_end"] = start + timedelta(minutes=minutes)
            values.check(fields_of(kind)["scheduled_end"], times["scheduled_end"])
        except (OverflowError, InputError):
            raise _wrong(kind, "scheduled_start", "it would end after the year 9999") from None
        times["duration_minutes"] = minutes
    elif end is not None and start is None and kind is ActivityType.APPOINTMENT:
        times["scheduled_start"] = end - timedelta(minutes=minutes)


def _length(kind: ActivityType, start: datetime, end: datetime, given: int | None) -> int:
    minutes = int((end - start).total_seconds()) // 60
    if minutes < 1:
        raise _wrong(kind, "scheduled_end", "it would last no time: let it end after its start")
    if minutes > LONGEST_DURATION:
        raise _wrong(kind, "scheduled_end", "an appointment lasts 365 days at most")
    if given is not None and given != minutes:
        raise _wrong(kind, "scheduled_end", f"from start to end it is {minutes:,} minutes, not {given:,}")
    return minutes


def _told(moment: datetime) -> str:
    return f"{clock.local(moment):%Y-%m-%d %H:%M}"


def _wrong(kind: ActivityType, name: str, why: str) -> InvalidFields:
    return InvalidFields({name: why}, fields_of(kind))
