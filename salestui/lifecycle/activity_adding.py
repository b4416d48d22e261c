"""A new activity with its series, and what keeps its people from being reached."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from salestui.lifecycle import activity_making, activity_parties, series
from salestui.lifecycle.activity_making import ActivityInput
from salestui.lifecycle.recurrence import Recurrence
from salestui.models.activities import Activity


@dataclass(frozen=True, slots=True)
class Added:
    """What was made."""

    activity: Activity
    more: int
    """How many others of its series."""
    troubles: list[str]
    """As `activity_parties.unreachable` has them."""


def add(
    session: Session, user_id: UUID, given: ActivityInput, *, is_done: bool, repeats: Recurrence | None = None
) -> Added:
    """Plan an activity and its series, or log one that is done; leaves the commit to its caller.

    Raises as `activity_making.plan`, `activity_making.log` and `series.repeat` do.
    """
    make = activity_making.log if is_done else activity_making.plan
    activity = make(session, user_id, given)
    more = series.repeat(session, activity, repeats) if repeats is not None else []
    people = activity_parties.of(session, activity.id)
    return Added(activity, len(more), activity_parties.unreachable(activity.activity_type, people))
