"""Activities done, closed with a reason, canceled and reopened; the one that comes next."""

from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session, col, select

from salestui import clock
from salestui.errors import SalesError
from salestui.lifecycle import belonging, entries, timeline
from salestui.lifecycle.activities import is_being_sent
from salestui.lifecycle.activity_kinds import KINDS, done_reason, reason_of, status_of
from salestui.lifecycle.entries import is_open
from salestui.models.activities import Activity
from salestui.models.choices import OPEN_ACTIVITY, ActivityStatus, ActivityType, Choice, EmailStatusReason


class CannotClose(SalesError):
    """The activity can't be closed or reopened now, or not so."""


def next_open(session: Session, table: str, record_id: UUID) -> Activity | None:
    """The open activity of a record that comes next, an overdue one first; None without one.

    It is the one that the preview of the record names: of an opportunity its own, else also one of what
    belongs to the record.
    """
    query = select(Activity).where(col(Activity.status).in_(OPEN_ACTIVITY))
    if table == "opportunity":
        query = query.where(Activity.opportunity_id == record_id).order_by(text(entries.SOONEST))
    else:
        belonging_to = belonging.condition(session, Activity, table, record_id)
        query = query.where(belonging_to).order_by(timeline.WHEN, col(Activity.id))
    return session.exec(query.limit(1)).first()


def has_open(session: Session, table: str, record_id: UUID) -> bool:
    """Whether there is a next open activity, without looking for the first one."""
    belonging_to = belonging.condition(session, Activity, table, record_id)
    query = select(Activity.id).where(col(Activity.status).in_(OPEN_ACTIVITY), belonging_to)
    return session.exec(query.limit(1)).first() is not None


def why_not_close(activity: Activity) -> str | None:
    """Why it can't be completed or canceled now, or None when it can."""
    if activity.activity_type not in KINDS:
        return "It tells how a record was closed and is closed itself."
    if not is_open(activity.status):
        reason = reason_of(activity.activity_type, activity.status_reason).label.lower()
        return f"It is {reason} already. Reopen it to close it otherwise."
    return "It is being sent at this moment." if is_being_sent(activity) else None


def why_not_complete(activity: Activity) -> str | None:
    """Why it can't be completed now, or None when it can; a mail in the outbox may still be canceled."""
    is_mail = activity.activity_type is ActivityType.EMAIL
    if is_mail and activity.status_reason == EmailStatusReason.PENDING_SEND:
        return "It waits in the outbox and is completed when it is sent."
    return why_not_close(activity)


def why_not_close_as(activity: Activity, reason: Choice) -> str | None:
    """Why it can't be closed with this status reason now, or None when it can."""
    kind = activity.activity_type
    is_canceling = kind in KINDS and reason is KINDS[kind].canceled
    return why_not_close(activity) if is_canceling else why_not_complete(activity)


def why_not_reopen(activity: Activity) -> str | None:
    """Why it can't be reopened now, or None when it can."""
    if activity.activity_type not in KINDS:
        return "It tells how a record was closed. Reopen that record."
    if is_open(activity.status):
        return "It is open."
    if activity.activity_type is ActivityType.EMAIL and activity.sent_on is not None:
        return "This mail was sent or received. Duplicate it to write another one."
    return None


def complete(session: Session, activity: Activity, *, ended: datetime | None = None) -> None:
    """Close it as done with the usual status reason of its type, ended now or then. Raises CannotClose."""
    _refuse(activity, why_not_complete(activity))
    close(session, activity, done_reason(activity.activity_type, activity.direction), ended=ended)


def completable(activities: Iterable[Activity]) -> list[Activity]:
    """Those of several that can be completed. Raises CannotClose when none can."""
    return _some([activity for activity in activities if why_not_complete(activity) is None])


def closable(activities: Iterable[Activity], reason_of: Callable[[Activity], Choice]) -> list[Activity]:
    """Those of several that can be closed, each with its reason. Raises CannotClose when none can."""
    open_ones = (activity for activity in activities if why_not_close(activity) is None)
    return _some(
        [activity for activity in open_ones if why_not_close_as(activity, reason_of(activity)) is None]
    )


def _some(found: list[Activity]) -> list[Activity]:
    if not found:
        raise CannotClose("None of them is open, or they wait in the outbox.")
    return found


def cancel(session: Session, activity: Activity) -> None:
    """Close it as canceled. Raises CannotClose."""
    _refuse(activity, why_not_close(activity))
    close(session, activity, KINDS[activity.activity_type].canceled)


def closing_reasons(kind: ActivityType) -> tuple[Choice, ...]:
    """The status reasons that an activity of this type can be closed with, the usual one first."""
    return (*KINDS[kind].done, KINDS[kind].canceled)


def close(session: Session, activity: Activity, reason: Choice, *, ended: datetime | None = None) -> None:
    """Close it with one of the `closing_reasons` of its type. Raises CannotClose."""
    kind = activity.activity_type
    _refuse(activity, why_not_close_as(activity, reason))
    if reason not in closing_reasons(kind):
        labels = ", ".join(one.label for one in closing_reasons(kind))
        raise CannotClose(f"A {kind.label.lower()} is not closed as {reason.label}: choose {labels}.")
    activity.status, activity.status_reason = status_of(kind, reason), int(reason)
    activity.actual_end = ended or clock.now()
    if kind is ActivityType.TASK and activity.status is ActivityStatus.COMPLETED:
        activity.percent_complete = 100
    session.add(activity)
    session.flush()


def _refuse(activity: Activity, why: str | None) -> None:
    if why is not None:
        raise CannotClose(f"{activity.subject}: {why}")


def reopen(session: Session, activity: Activity) -> None:
    """Open it again, with the usual status reason of an open one. Raises CannotClose."""
    if why := why_not_reopen(activity):
        raise CannotClose(f"{activity.subject}: {why}")
    kind = activity.activity_type
    reason = KINDS[kind].open[0]
    activity.status, activity.status_reason = status_of(kind, reason), int(reason)
    activity.actual_start = activity.actual_end = None
    if activity.percent_complete == 100:
        activity.percent_complete = None
    session.add(activity)
    session.flush()
