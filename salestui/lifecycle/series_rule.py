"""Which appointment of a series holds its rule, and how the rule goes from one to another.

The first one holds it, and the others refer to that. Behind the rule of an endless series stands up to which
day it was made.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from salestui.lifecycle import recurrence
from salestui.lifecycle.recurrence import MADE, Recurrence, wall_time
from salestui.models.activities import Activity

_DAY = timedelta(days=1)


def first_of(session: Session, activity: Activity) -> Activity | None:
    """The appointment that holds the rule of the series; None for one of no series."""
    if activity.recurrence_rule:
        return activity
    first = session.get(Activity, activity.series_id) if activity.series_id else None
    return first if first is not None and first.recurrence_rule else None


def recurrence_of(session: Session, activity: Activity) -> Recurrence | None:
    """How the series of an appointment repeats; None for one of no series."""
    first = first_of(session, activity)
    return None if first is None else read(first)[0]


def read(first: Activity) -> tuple[Recurrence, date | None]:
    """The rule that an appointment holds, and up to which day an endless series was made."""
    rule = first.recurrence_rule or ""
    _, _, made = rule.partition(MADE)
    return recurrence.from_rule(rule), date.fromisoformat(made) if made else None


def write(first: Activity, how: Recurrence, made: date | None) -> None:
    """Have an appointment hold a rule; `made` is left out for a series that ends."""
    first.recurrence_rule = recurrence.to_rule(how, start_of(first).date())
    if how.is_endless and made is not None:
        first.recurrence_rule += f"{MADE}{made.isoformat()}"


def start_of(activity: Activity) -> datetime:
    """When an appointment starts, as wall time."""
    assert activity.scheduled_start is not None  # the table has no appointment without one
    return wall_time(activity.scheduled_start)


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
    how, _ = read(first)
    take_over(session, first, activity, later)
    end_before(session, first, how, start_of(activity).date())
    session.flush()


def take_over(session: Session, before: Activity, after: Activity, rest: list[Activity]) -> None:
    """Have `after` hold the rule of `before`, less what has passed, and the rest refer to it."""
    how, made = read(before)
    day = start_of(after).date()
    if how.count is not None:
        passed = recurrence.between(how, start_of(before), date.min, day - _DAY)
        how = replace(how, count=max(how.count - len(passed), 1))
    after.series_id = None
    write(after, how, made)
    for one in rest:
        one.series_id = after.id
        session.add(one)
    session.add(after)


def end_before(session: Session, first: Activity, how: Recurrence, day: date) -> None:
    """Let a series end with the day before."""
    begins = start_of(first).date()
    write(first, replace(how, count=None, until=max(day - _DAY, begins)), None)
    session.add(first)
