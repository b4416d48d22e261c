"""Which of somebody's appointments a time overlaps. Without the ORM: a form may ask at each key."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from salestui.lifecycle import raw
from salestui.models.choices import OPEN_ACTIVITY_CODES, ActivityType, AppointmentStatusReason

Span = tuple[datetime, datetime]
"""From when until when: aware moments."""


class Conflict(NamedTuple):
    """An appointment that overlaps a time."""

    id: UUID
    subject: str
    start: datetime
    end: datetime
    is_all_day: bool
    shows_as: AppointmentStatusReason
    """Busy, out of office or tentative; one that shows as free is in nobody's way."""


# Those that one owns, or takes part in without owning them.
_COLUMNS = "a.id, a.subject, a.scheduled_start, a.scheduled_end, a.is_all_day, a.status_reason"
_OVERLAPPING = (
    f"a.activity_type = {int(ActivityType.APPOINTMENT)} AND a.status IN {OPEN_ACTIVITY_CODES}"
    f" AND a.status_reason <> {int(AppointmentStatusReason.FREE)}"
    " AND a.scheduled_end > :start AND a.scheduled_start < :end"
)
_SQL = f"""
SELECT {_COLUMNS} FROM activity a WHERE a.owner_user_id = :user AND {_OVERLAPPING}
UNION
SELECT {_COLUMNS} FROM activity_party p JOIN activity a ON a.id = p.activity_id
WHERE p.user_id = :user AND {_OVERLAPPING}
ORDER BY 3, 1
"""


def conflicts(
    connection: raw.Connection, user_id: UUID, start: datetime, end: datetime, but: Iterable[UUID] = ()
) -> list[Conflict]:
    """The user's open appointments that overlap the time from `start` to `end`, in their order.

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


def _conflict(row: tuple[str, str, str, str, int, int]) -> Conflict:
    record_id, subject, start, end, is_all_day, reason = row
    return Conflict(
        UUID(record_id),
        subject,
        raw.moment(start),
        raw.moment(end),
        bool(is_all_day),
        AppointmentStatusReason.from_code(reason),
    )
