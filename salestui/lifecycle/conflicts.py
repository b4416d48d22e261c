"""What of somebody's a time overlaps. Without the ORM: a form may ask at each key."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from salestui.lifecycle import raw
from salestui.lifecycle.entries import KINDS
from salestui.models.choices import OPEN_ACTIVITY_CODES, ActivityType, AppointmentStatusReason

Span = tuple[datetime, datetime]
"""From when until when: aware moments."""


class Conflict(NamedTuple):
    """Something that overlaps a time."""

    id: UUID
    subject: str
    start: datetime
    end: datetime
    is_all_day: bool
    shows_as: str
    """Busy, Out of office or Tentative; of what is no appointment its kind: Call."""


IS_APPOINTMENT = f"activity_type = {int(ActivityType.APPOINTMENT)}"
TAKES_TIME = f"""scheduled_end > scheduled_start AND CASE WHEN {IS_APPOINTMENT}
  THEN status_reason <> {int(AppointmentStatusReason.FREE)} ELSE NOT is_all_day END"""
"""In SQL, what leaves no time for something else: an appointment that does not show as free, also of the
whole day, and what else has a start and an end. What is only due, or to be done on a day, has the day for it.
"""
_COLUMNS = "a.id, activity_type, subject, scheduled_start, scheduled_end, is_all_day, status_reason"
_OVERLAPPING = f"""status IN {OPEN_ACTIVITY_CODES} AND {TAKES_TIME}
  AND scheduled_end > :start AND scheduled_start < :end"""
# What one owns, and appointments that one takes part in without owning them.
_SQL = f"""
SELECT {_COLUMNS} FROM activity a WHERE owner_user_id = :user AND {_OVERLAPPING}
UNION
SELECT {_COLUMNS} FROM activity_party p JOIN activity a ON a.id = p.activity_id
WHERE p.user_id = :user AND {IS_APPOINTMENT} AND {_OVERLAPPING}
ORDER BY 4, 1
"""


def conflicts(
    connection: raw.Connection, user_id: UUID, start: datetime, end: datetime, but: Iterable[UUID] = ()
) -> list[Conflict]:
    """What the user has to do that overlaps the time from `start` to `end`, in its order.

    `but` leaves out some: the appointment itself when it is moved, the others of its series. One that ends
    when another starts is not in its way.
    """
    left_out = frozenset(but)
    found = raw.rows(connection, _SQL, user=user_id.hex, start=raw.stored(start), end=raw.stored(end))
    return [conflict for conflict in map(_conflict, found) if conflict.id not in left_out]


def of_series(
    connection: raw.Connection, user_id: UUID, spans: Sequence[Span], but: Iterable[UUID] = ()
) -> list[tuple[Span, Conflict]]:
    """The first conflict of each of these times that has one."""
    if not spans:
        return []
    # One read for all: a series may have hundreds of times.
    whole = min(start for start, _ in spans), max(end for _, end in spans)
    known = conflicts(connection, user_id, *whole, but)
    found = []
    for start, end in spans:
        first = next((one for one in known if one.end > start and one.start < end), None)
        if first is not None:
            found.append(((start, end), first))
    return found


def _conflict(row: tuple[str, int, str, str, str, int, int]) -> Conflict:
    record_id, code, subject, start, end, is_all_day, reason = row
    kind = ActivityType.from_code(code)
    is_appointment = kind is ActivityType.APPOINTMENT
    return Conflict(
        UUID(record_id),
        subject,
        raw.moment(start),
        raw.moment(end),
        bool(is_all_day),
        AppointmentStatusReason.from_code(reason).label if is_appointment else KINDS[kind],
    )
