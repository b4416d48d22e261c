"""Series of appointments: made from one, changed, canceled and deleted one by one, from one on, or all.

Each appointment of a series is an activity of its own, so it can be moved, completed and written about like
any other. A series without an end is made a year ahead, and `extend` makes more when less than that is left.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any, Literal
from uuid import UUID

from sqlmodel import Session, col, or_, select

from salestui import clock
from salestui.errors import SalesError
from salestui.lifecycle import activities, activity_closing, activity_parties, recurrence, series_rule
from salestui.lifecycle.activity_kinds import KINDS, status_of
from salestui.lifecycle.activity_moving import COPIED
from salestui.lifecycle.activity_parties import PartyInput
from salestui.lifecycle.activity_times import NAMES
from salestui.lifecycle.entries import is_open
from salestui.lifecycle.recurrence import AHEAD, Recurrence
from salestui.lifecycle.series_rule import MADE, Held, first_of, recurrence_of, start_of
from salestui.models.activities import Activity, ActivityParty
from salestui.models.choices import OPEN_ACTIVITY, ActivityType
from salestui.store.journal import bulk_insert

__all__ = ["Which", "cancel", "delete", "extend", "members", "recurrence_of", "repeat", "update"]

Which = Literal["one", "following", "all"]
"""Only this appointment, this and those after it, or all of its series that are open."""

LEAST_AHEAD = AHEAD - timedelta(days=90)
"""With less than so much of an endless series left, more is made of it."""


class NotRepeated(SalesError):
    """The activity can't repeat. The message says why."""


def why_not_repeat(activity: Activity) -> str | None:
    """Why it can't be made to repeat, or to repeat otherwise; None when it can."""
    if activity.activity_type is not ActivityType.APPOINTMENT:
        return "Only appointments repeat"
    return activities.why_read_only(activity)


def members(session: Session, activity: Activity, which: Which = "all") -> list[Activity]:
    """The appointment with those of its series that are open, by their start.

    "following" leaves out those before it.
    """
    first = first_of(session, activity)
    if which == "one" or first is None:
        return [activity]
    query = select(Activity).where(
        or_(Activity.id == first.id, Activity.series_id == first.id),
        or_(col(Activity.status).in_(OPEN_ACTIVITY), Activity.id == activity.id),
    )
    found = session.exec(query.order_by(col(Activity.scheduled_start), col(Activity.id))).all()
    if which == "all":
        return list(found)
    return [one for one in found if one is activity or start_of(one) > start_of(activity)]


# Making and changing


def repeat(session: Session, activity: Activity, how: Recurrence | None) -> list[Activity]:
    """Have an appointment repeat from its own day on, or no longer (None); returns those that were made.

    The open ones after it, if it was of a series, are taken away: what was changed in them goes with them.
    Raises NotRepeated, and InputError for a recurrence that makes no sense.
    """
    if why := why_not_repeat(activity):
        raise NotRepeated(f"{activity.subject}: {why}.")
    starts: list[datetime] = []
    if how is not None:
        how = recurrence.following(how, start_of(activity).date())
        starts = recurrence.starts(how, start_of(activity))
    later = [one for one in members(session, activity, "following") if one is not activity]
    series_rule.split(session, activity, later)
    for one in later:
        activities.delete(session, one)
    if how is None:
        activity.recurrence_rule = activity.series_id = None
    else:
        begins = starts[0]
        series_rule.write(activity, Held(how, begins, begins.date() + AHEAD))
    activity.is_exception = False
    session.add(activity)
    session.flush()
    return _make(session, activity, activity.id, starts[1:])


def update(
    session: Session,
    activity: Activity,
    which: Which,
    changes: Mapping[str, object],
    parties: Sequence[PartyInput] | None = None,
) -> list[Activity]:
    """Change fields of an appointment, and of the others with it; returns those that were changed.

    Another time moves each of them as far as this one, by the clock on the wall. Raises as
    `activities.update` and `activities.set_parties` do.
    """
    moves = bool(changes.keys() & set(NAMES))
    if which == "one" or first_of(session, activity) is None:
        return [_update_one(session, activity, changes, parties, moves=moves)]
    changed = members(session, activity, which)
    if which == "following":
        series_rule.split(session, activity, changed[1:])
    first = first_of(session, activity)
    assert first is not None
    before = start_of(activity)
    activities.update(session, activity, changes)
    days = start_of(activity).date() - before.date()
    rest = {name: value for name, value in changes.items() if name not in NAMES}
    for one in changed:
        if one is not activity:
            activities.update(session, one, {**rest, **(_times(activity, one, days) if moves else {})})
        if parties is not None:
            activities.set_parties(session, one, parties)
    if moves:
        _move_rule(first, days, start_of(activity).time())
        session.add(first)
        session.flush()
    return changed


def _move_rule(first: Activity, days: timedelta, at: time) -> None:
    """Have the rule count from so many days later on, and from this time of day."""
    held = series_rule.read(first)
    begins = datetime.combine(held.begins.date() + days, at)
    how = recurrence.moved(held.how, held.begins.date(), begins.date())
    series_rule.write(first, Held(how, begins, held.made and held.made + days))


def _update_one(
    session: Session,
    activity: Activity,
    changes: Mapping[str, object],
    parties: Sequence[PartyInput] | None,
    *,
    moves: bool,
) -> Activity:
    if moves:
        series_rule.let_go(session, activity)
    series_rule.set_apart(activity)
    activities.update(session, activity, changes)
    if parties is not None:
        activities.set_parties(session, activity, parties)
    return activity


def cancel(session: Session, activity: Activity, which: Which) -> list[Activity]:
    """Close an appointment as canceled, or several of its series, which then ends. Raises CannotClose."""
    chosen = [one for one in members(session, activity, which) if one is activity or is_open(one.status)]
    _end(session, activity, which)
    for one in chosen:
        activity_closing.cancel(session, one)
    return chosen


def delete(session: Session, activity: Activity, which: Which) -> int:
    """Remove an appointment, or several of its series, which then ends; how many. Raises NotEditable."""
    chosen = members(session, activity, which)
    _end(session, activity, which)
    # From the last to the first, which holds the rule: else it would be handed on from one to the next.
    for one in reversed(chosen):
        activities.delete(session, one)
    return len(chosen)


def _end(session: Session, activity: Activity, which: Which) -> None:
    """No more is made of a series whose later appointments go."""
    first = first_of(session, activity)
    if which == "one" or first is None:
        return
    begins = first if which == "all" else activity
    series_rule.end_before(session, first, series_rule.read(first), start_of(begins).date())


# Series without an end


def needs_more(session: Session, user_id: UUID) -> bool:
    """Whether `extend` has something to do."""
    return bool(_ending(session, user_id))


def extend(session: Session, user_id: UUID) -> int:
    """Make more of the user's endless series of which less than LEAST_AHEAD is left; how many."""
    count = 0
    horizon = clock.today() + AHEAD
    for first in _ending(session, user_id):
        held = series_rule.read(first)
        assert held.made is not None
        starts = recurrence.between(held.how, held.begins, held.made, horizon)
        count += len(_make(session, _model_of(session, first), first.id, starts))
        series_rule.write(first, replace(held, made=horizon))
        session.add(first)
    session.flush()
    return count


def _model_of(session: Session, first: Activity) -> Activity:
    """The appointment of a series that the next ones are made like.

    It is the last one that nobody changed alone, and that is open: those closed did not take part in what
    was changed of all since.
    """
    query = select(Activity).where(or_(Activity.id == first.id, Activity.series_id == first.id))
    is_closed = col(Activity.status).not_in(OPEN_ACTIVITY)
    newest = (col(Activity.scheduled_start).desc(), col(Activity.id).desc())
    return session.exec(query.order_by(col(Activity.is_exception), is_closed, *newest).limit(1)).one()


def _ending(session: Session, user_id: UUID) -> list[Activity]:
    soonest = clock.today() + LEAST_AHEAD
    query = select(Activity).where(
        Activity.owner_user_id == user_id,
        col(Activity.recurrence_rule).is_not(None),  # what the index holds
        col(Activity.recurrence_rule).contains(MADE),
    )
    return [one for one in session.exec(query) if (series_rule.read(one).made or date.max) < soonest]


# The appointments


def _make(session: Session, like: Activity, first_id: UUID, starts: Sequence[datetime]) -> list[Activity]:
    """Appointments like another one, that start at these wall times."""
    kind = like.activity_type
    reason = like.status_reason if is_open(like.status) else int(KINDS[kind].open[0])
    status = like.status if is_open(like.status) else status_of(kind, KINDS[kind].open[0])
    copied = {name: getattr(like, name) for name in COPIED}
    copied |= {"status": status, "status_reason": reason, "series_id": first_id}
    ids = bulk_insert(session, Activity, ({**copied, **_span(like, start)} for start in starts))
    parties = activity_parties.copied(session, like.id)
    bulk_insert(session, ActivityParty, ({**party, "activity_id": one} for one in ids for party in parties))
    return [one for one in (session.get(Activity, made) for made in ids) if one is not None]


def _span(like: Activity, start: datetime) -> dict[str, Any]:
    """Start and end of one as long as another, from a wall time on; whole days end when the wall says so."""
    assert like.scheduled_start is not None
    assert like.scheduled_end is not None
    begins = recurrence.moment(start)
    if like.is_all_day:
        length = recurrence.wall_time(like.scheduled_end) - start_of(like)
        return {"scheduled_start": begins, "scheduled_end": recurrence.moment(start + length)}
    return {"scheduled_start": begins, "scheduled_end": begins + (like.scheduled_end - like.scheduled_start)}


def _times(like: Activity, other: Activity, days: timedelta) -> dict[str, Any]:
    """The times of another of the series, so many days on and at the new time of day."""
    start = datetime.combine(start_of(other).date() + days, start_of(like).time())
    return {"is_all_day": like.is_all_day, **_span(like, start)}
