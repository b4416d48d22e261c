"""What a user has planned for a day, and whether a time is free. Without the ORM: it is asked at each key."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID

from salestui import clock
from salestui.lifecycle import activity_times, raw
from salestui.lifecycle.conflicts import IS_APPOINTMENT, TAKES_TIME
from salestui.lifecycle.entries import KINDS
from salestui.lifecycle.view_dates import start_of_day
from salestui.models.choices import OPEN_ACTIVITY_CODES, ActivityType

WORK_BEGINS, WORK_ENDS = time(8), time(18)
"""Before and after it nobody is told that the time is free."""

_MINE = f"""(owner_user_id = :user
  OR {IS_APPOINTMENT} AND id IN (SELECT activity_id FROM activity_party WHERE user_id = :user))"""
_SQL = f"""
SELECT id, activity_type, subject, coalesce(scheduled_start, scheduled_end), scheduled_end, is_all_day,
  {TAKES_TIME}
FROM activity WHERE {_MINE} AND status IN {OPEN_ACTIVITY_CODES}
  AND coalesce(scheduled_start, scheduled_end) < :after AND scheduled_end >= :from
ORDER BY is_all_day DESC, 4, id
"""


class Planned(NamedTuple):
    """Something to do on a day."""

    id: UUID
    kind: str
    """Call, Meeting, Task, Mail, Letter, Fax."""
    subject: str
    start: datetime
    end: datetime
    is_all_day: bool
    takes_time: bool
    """Whether it leaves no time for something else; what is only due, or shows as free, does not."""


def of_day(connection: raw.Connection, user_id: UUID, day: date) -> list[Planned]:
    """The user's open activities of a day, those of the whole day first, with appointments of others
    that the user takes part in.
    """
    # The day after begins by the calendar: where the clocks change, that is not 24 hours later.
    times = {"from": start_of_day(day), "after": start_of_day(day + timedelta(days=1))}
    found = raw.rows(connection, _SQL, user=user_id.hex, **times)
    return [
        Planned(
            UUID(record_id),
            KINDS[ActivityType.from_code(kind)],
            subject,
            raw.moment(begins),
            raw.moment(ends),
            bool(all_day),
            bool(takes_time),
        )
        for record_id, kind, subject, begins, ends, all_day, takes_time in found
    ]


def in_the_way(plan: Sequence[Planned], start: datetime, end: datetime) -> list[Planned]:
    """What overlaps a time."""
    return [one for one in plan if one.takes_time and one.start < end and one.end > start]


def free_around(plan: Sequence[Planned], start: datetime, end: datetime) -> tuple[datetime, datetime] | None:
    """From when until when nothing else is planned around a time that is free; None outside working hours."""
    day = clock.local(start).date()
    opens, closes = (activity_times.moment_of(day, at) for at in (WORK_BEGINS, WORK_ENDS))
    if start < opens or end > closes:
        return None
    before = [one.end for one in plan if one.takes_time and one.end <= start]
    after = [one.start for one in plan if one.takes_time and one.start >= end]
    return max([opens, *before]), min([closes, *after])
