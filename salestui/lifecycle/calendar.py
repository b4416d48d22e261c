"""What stands in a calendar: the appointments, calls and tasks of some days. Without the ORM."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Literal, NamedTuple

from salestui import clock
from salestui.lifecycle import entries, permission, raw
from salestui.lifecycle.users import SignedIn
from salestui.lifecycle.view_dates import WeekStart, start_of_day, week_of
from salestui.lifecycle.views import AllGroup, AnyGroup, Condition, Linked, Part, View, resolve
from salestui.models.choices import (
    OPEN_ACTIVITY_CODES,
    ActivityStatus,
    ActivityType,
    AppointmentStatusReason,
    Priority,
)
from salestui.store.list_sql import condition

Whose = Literal["mine", "team", "all"]
"""Mine: what I or my teams own, and what I take part in. Team: what the members of my teams own."""
Span = Literal["day", "week", "month"]

LONGEST = timedelta(days=366)
"""No appointment lasts longer, so none that ends later reaches into the days that are read."""
_MOMENT = timedelta(microseconds=1)
_KINDS = tuple(int(kind) for kind, group in entries.GROUPS.items() if group != "close")
_KIND, _STATUS, _PRIORITY = (
    {int(one): one for one in ActivityType},
    {int(one): one for one in ActivityStatus},
    {int(one): one for one in Priority},
)
_COLUMNS = (
    "o.id, o.subject, o.activity_type, coalesce(o.scheduled_start, o.scheduled_end) AS start,"
    " o.scheduled_end, o.is_all_day, o.status, o.status_reason, o.priority, coalesce(o.location, '')"
)


class Item(NamedTuple):
    """An activity in a calendar; a tuple, for a month may have thousands."""

    id: str
    """Its hexadecimal id."""
    subject: str
    kind: ActivityType
    start: datetime
    """On the clock here, as `end` is; for what has a due time alone, that."""
    end: datetime
    is_all_day: bool
    status: ActivityStatus
    status_reason: int
    priority: Priority
    location: str = ""

    @property
    def is_open(self) -> bool:
        """Whether there is still something to do."""
        return entries.is_open(self.status)

    @property
    def is_meeting(self) -> bool:
        """Whether it takes its time, instead of being due."""
        return self.kind is ActivityType.APPOINTMENT

    @property
    def is_free(self) -> bool:
        """Whether it is an appointment that leaves the time free."""
        return self.is_meeting and self.status_reason == AppointmentStatusReason.FREE

    @property
    def days(self) -> tuple[date, date]:
        """Its first and its last day here; one that ends at midnight is over with the day before."""
        first = self.start.date()
        return first, max((self.end - _MOMENT).date(), first)

    def is_overdue(self, now: datetime) -> bool:
        """Whether it is open past its time."""
        if self.is_all_day:
            return self.is_open and self.days[1] < clock.local(now).date()
        return self.is_open and self.end < now


def whose(view: View) -> Whose:
    """Whose calendar goes with a view: that of the owners whom it lists."""
    for part in view.where:
        if isinstance(part, Condition) and part.field in ("owner", "owner_user"):
            return "team" if part.operator == "of my teams' members" else "mine"
    return "all"


def period(span: Span, day: date, week_start: WeekStart) -> tuple[date, date]:
    """The first day that is shown for a day, and the day after the last; of a month in whole weeks."""
    if span == "day":
        return day, day + timedelta(days=1)
    if span == "week":
        first = week_of(day, week_start)
        return first, first + timedelta(days=7)
    first = week_of(day.replace(day=1), week_start)
    last = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return first, week_of(last, week_start) + timedelta(days=7)


def read(connection: raw.Connection, me: SignedIn, of: Whose, first: date, stop: date) -> list[Item]:
    """What is planned or was done from the day `first` to before the day `stop`, by its start.

    Canceled ones are not in it, nor those without a time.
    """
    view = View("", "activity", "", "", ("subject",), (), (*_who(me, of), *_when(first, stop)))
    readable = permission.readable(connection, me.id, "activity")
    wanted = resolve(view, me.id, me.team_ids, clock.today(), readable=readable).where
    sql, values = condition(wanted).named("wanted")
    found = raw.rows(
        connection, f"SELECT {_COLUMNS} FROM activity AS o WHERE {sql} ORDER BY start, o.id", **values
    )
    begin = datetime.fromisoformat(start_of_day(first)).replace(tzinfo=UTC)
    return [item for item in map(_item, found) if item.end > begin or item.start >= begin]


def by_day(items: Sequence[Item], first: date, count: int) -> list[list[Item]]:
    """The items of each of so many days, what lasts for days on each of them."""
    days: list[list[Item]] = [[] for _ in range(count)]
    for item in items:
        begins, ends = item.days
        for number in range(max((begins - first).days, 0), min((ends - first).days + 1, count)):
            days[number].append(item)
    return days


def _who(me: SignedIn, of: Whose) -> tuple[Part, ...]:
    if of == "all":
        return ()
    if of == "team":
        return (Condition("owner", "of my teams' members"),)
    taking_part = Linked("activity_party", "activity_id", (Condition("user_id", "=", me.id.hex),))
    return (AnyGroup((Condition("owner", "mine or my teams"), taking_part)),)


def _when(first: date, stop: date) -> tuple[Part, ...]:
    before = start_of_day(stop)
    latest = start_of_day(min(stop, date.max - LONGEST) + LONGEST)
    starts_before = Condition("scheduled_start", "<", before)
    due_before = AllGroup((Condition("scheduled_start", "empty"), Condition("scheduled_end", "<", before)))
    return (
        Condition("status", "in", (*OPEN_ACTIVITY_CODES, int(ActivityStatus.COMPLETED))),
        Condition("activity_type", "in", _KINDS),
        Condition("scheduled_end", ">=", start_of_day(first)),
        Condition("scheduled_end", "<", latest),
        AnyGroup((starts_before, due_before)),
    )


def _item(row: tuple[str, str, int, str, str, int, int, int, int, str]) -> Item:
    record_id, subject, kind, start, end, is_all_day, status, reason, priority, location = row
    return Item(
        record_id,
        subject,
        _KIND[kind],
        clock.local(raw.moment(start)),
        clock.local(raw.moment(end)),
        bool(is_all_day),
        _STATUS[status],
        reason,
        _PRIORITY[priority],
        location,
    )
