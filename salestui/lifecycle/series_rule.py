"""Which appointment of a series holds its rule, and how the rule goes from one to another.

The first one holds it, and the others refer to that. Behind the rule stands when it begins to count, for the
one that holds it may be moved alone; and for an endless series up to which day it was made.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from salestui.lifecycle import recurrence
from salestui.lifecycle.recurrence import Recurrence, wall_time
from salestui.models.activities import Activity

MADE = ";X-MADE="
_BEGINS = ";X-BEGINS="
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Held:
    """What an appointment holds for its series."""

    how: Recurrence
    begins: datetime
    """The wall time from which the rule counts: its first one, as long as nobody moved that alone."""
    made: date | None = None
    """Up to which day an endless series was made."""


def first_of(session: Session, activity: Activity) -> Activity | None:
    """The appointment that holds the rule of the series; None for one of no series."""
    if activity.recurrence_rule:
        return activity
    first = session.get(Activity, activity.series_id) if activity.series_id else None
    return first if first is not None and first.recurrence_rule else None


def recurrence_of(session: Session, activity: Activity) -> Recurrence | None:
    """How the series of an appointment repeats; None for one of no series."""
    first = first_of(session, activity)
    return None if first is None else read(first).how


def read(first: Activity) -> Held:
    """What an appointment that holds the rule of its series holds."""
    rule, _, made = (first.recurrence_rule or "").partition(MADE)
    rule, _, begins = rule.partition(_BEGINS)
    return Held(
        recurrence.from_rule(rule),
        datetime.fromisoformat(begins),
        date.fromisoformat(made) if made else None,
    )


def write(first: Activity, held: Held) -> None:
    """Have an appointment hold a rule; up to when it was made is left out for a series that ends."""
    rule = recurrence.to_rule(held.how, held.begins.date())
    first.recurrence_rule = f"{rule}{_BEGINS}{held.begins.isoformat()}"
    if held.how.is_endless and held.made is not None:
        first.recurrence_rule += f"{MADE}{held.made.isoformat()}"


def start_of(activity: Activity) -> datetime:
    """When an appointment starts, as wall time."""
    assert activity.scheduled_start is not None  # the table has no appointment without one
    return wall_time(activity.scheduled_start)


def set_apart(activity: Activity) -> None:
    """Note of one of a series that it is changed alone, so that no other is made like it."""
    activity.is_exception = activity.series_id is not None or activity.recurrence_rule is not None


def let_go(session: Session, activity: Activity) -> None:
    """Give the rule to the next appointment of the series, before this one alone is moved or deleted."""
    if not activity.recurrence_rule:
        return
    rest = session.exec(
        select(Activity)
        .where(Activity.series_id == activity.id)
        .order_by(col(Activity.scheduled_start), col(Activity.id))
    ).all()
    if rest:
        take_over(session, activity, rest[0], [activity, *rest[1:]])
        activity.recurrence_rule = None
        session.add(activity)
        session.flush()


def split(session: Session, activity: Activity, later: list[Activity]) -> None:
    """Let a series end before an appointment, which begins another one with those that are `later`."""
    first = first_of(session, activity)
    if first is None or first is activity:
        return
    held = read(first)
    take_over(session, first, activity, later)
    if first in later:  # the activity was moved alone to before it
        first.recurrence_rule = None
    else:
        end_before(session, first, held, start_of(activity).date())
    session.flush()


def take_over(session: Session, before: Activity, after: Activity, rest: list[Activity]) -> None:
    """Have `after` hold the rule of `before`, less what has passed, and the rest refer to it."""
    held = read(before)
    if held.how.count is not None:
        held = _left_from(held, start_of(after).date())
    after.series_id = None
    write(after, held)
    for one in rest:
        one.series_id = after.id
        session.add(one)
    session.add(after)


def _left_from(held: Held, day: date) -> Held:
    """A rule of so many times, less those before a day."""
    left = recurrence.between(held.how, held.begins, day - _DAY, date.max)
    begins = left[0] if left else datetime.combine(day, held.begins.time())
    return Held(replace(held.how, count=max(len(left), 1)), begins)


def end_before(session: Session, first: Activity, held: Held, day: date) -> None:
    """Let a series end with the day before."""
    until = max(day - _DAY, start_of(first).date())
    write(first, replace(held, how=replace(held.how, count=None, until=until)))
    session.add(first)
