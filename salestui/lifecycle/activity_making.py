"""New activities: planned, or logged when they are done. Every verb leaves the commit to its caller."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, InstanceOf, model_validator
from sqlmodel import Session

from salestui import clock
from salestui.lifecycle import (
    activity_kinds,
    activity_parties,
    activity_times,
    record_checks,
    regarding,
    values,
)
from salestui.lifecycle.activity_checks import check_owner, check_reason
from salestui.lifecycle.activity_kinds import KINDS, done_reason, status_of
from salestui.lifecycle.activity_parties import PartyInput
from salestui.lifecycle.values import InvalidFields
from salestui.models.activities import Activity
from salestui.models.choices import ActivityType, Choice, Direction, ParticipationType, Priority
from salestui.models.fields import FIELDS, Field

_FIELDS = FIELDS["activity"]
_SLACK = timedelta(minutes=1)
"""So far ahead is still now: a time is typed in whole minutes."""


class ActivityInput(BaseModel):
    """A new activity; the names are those of FIELDS. Raises InvalidFields when a value does not fit."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    activity_type: ActivityType
    subject: str
    description: str | None = None
    priority: Priority = Priority.NORMAL
    status_reason: InstanceOf[Choice] | None = None
    """Of an open one; without it the usual one of its type."""
    scheduled_start: datetime | None = None
    scheduled_end: datetime | None = None
    """When it is due, or when an appointment ends; an appointment without an end lasts half an hour."""
    actual_start: datetime | None = None
    actual_end: datetime | None = None
    duration_minutes: int | None = None
    is_all_day: bool = False
    category: str | None = None
    subcategory: str | None = None
    percent_complete: int | None = None
    direction: Direction | None = None
    """Without it, calls, mails and letters go out."""
    phone_number: str | None = None
    """Without it, that of whom a call is to."""
    location: str | None = None
    opportunity: UUID | None = None
    account: UUID | None = None
    contact: UUID | None = None
    lead: UUID | None = None
    quote: UUID | None = None
    order: UUID | None = None
    competitor: UUID | None = None
    owner_user: UUID | None = None
    """Without an owner, who makes it."""
    owner_team: UUID | None = None
    parties: tuple[PartyInput, ...] = ()
    """The others who take part; the owner comes by himself."""

    @model_validator(mode="before")
    @classmethod
    def _fitting(cls, given: Any) -> dict[str, Any]:
        told = dict(given)
        apart = {name: told.pop(name) for name in ("activity_type", "parties") if name in told}
        return apart | values.check_all(_input_fields(apart["activity_type"]), {"subject": None, **told})


def plan(session: Session, user_id: UUID, given: ActivityInput) -> Activity:
    """A new open activity. Raises InvalidFields, and CannotTakePart for people who can't."""
    activity = _made(session, user_id, given)
    facts = KINDS[activity.activity_type]
    reason = facts.open[0] if given.status_reason is None else given.status_reason
    check_reason(activity.activity_type, reason)
    activity.status_reason, activity.status = int(reason), status_of(activity.activity_type, reason)
    return _added(session, activity, given)


def log(session: Session, user_id: UUID, given: ActivityInput) -> Activity:
    """A new activity that is done: it ended at `actual_end`, or now. Raises as `plan` does."""
    ended = given.actual_end or clock.now()
    if ended > clock.now() + _SLACK:
        why = "that is still to come: plan it instead"
        raise InvalidFields({"actual_end": why}, _FIELDS)
    began = given.actual_start
    if began is None and given.duration_minutes is not None:
        began = ended - timedelta(minutes=given.duration_minutes)
    if given.activity_type is ActivityType.APPOINTMENT and given.scheduled_start is None:
        usual = timedelta(minutes=KINDS[given.activity_type].minutes or 0)
        held = {"scheduled_start": began or ended - usual, "scheduled_end": ended, "duration_minutes": None}
        given = given.model_copy(update=held)
    activity = _made(session, user_id, given)
    reason = done_reason(activity.activity_type, activity.direction, logged=True)
    activity.status_reason, activity.status = int(reason), status_of(activity.activity_type, reason)
    activity.actual_start, activity.actual_end = began, ended
    if activity.activity_type is ActivityType.EMAIL:
        activity.sent_on = ended
    return _added(session, activity, given)


def create_from(session: Session, user_id: UUID, given: Mapping[str, Any]) -> Activity:
    """A new open activity of values by the names of FIELDS. Raises InvalidFields."""
    return plan(session, user_id, ActivityInput(**given))


def span_of(given: ActivityInput) -> tuple[datetime, datetime] | None:
    """From when until when a new activity would be; None without a time. Raises InvalidFields."""
    times = activity_times.fitting(given.activity_type, given.model_dump(include=set(activity_times.NAMES)))
    start, end = times["scheduled_start"], times["scheduled_end"]
    return (start, end) if start is not None and end is not None else None


def regards(table: str, record_id: UUID) -> dict[str, UUID]:
    """For an input: what an activity about this record is given; nothing for a table that none is about."""
    return {regarding.LOOKUPS[table]: record_id} if table in regarding.LOOKUPS else {}


def _input_fields(kind: ActivityType) -> Mapping[str, Field]:
    if kind not in KINDS:
        why = f"a {kind.label.lower()} is made by closing, not by hand"
        raise InvalidFields({"activity_type": why}, _FIELDS)
    return {"duration_minutes": _FIELDS["duration_minutes"]} | activity_kinds.fields_of(kind)


def _made(session: Session, user_id: UUID, given: ActivityInput) -> Activity:
    """The activity of an input, without its status."""
    kind = given.activity_type
    chosen = given.model_dump(exclude={"parties", "status_reason"})
    record_checks.check_references(session, _FIELDS, chosen)
    if sum(chosen[name] is not None for name in regarding.LOOKUPS.values()) > 1:
        raise InvalidFields({"opportunity": "an activity is about one record"}, _FIELDS)
    if chosen["owner_user"] is None and chosen["owner_team"] is None:
        chosen["owner_user"] = user_id
    check_owner(chosen["owner_user"], chosen["owner_team"])
    chosen |= activity_times.fitting(kind, chosen)
    if "direction" in KINDS[kind].fields and chosen["direction"] is None:
        chosen["direction"] = Direction.OUTGOING
    return Activity(**{_FIELDS[name].column: value for name, value in chosen.items()})


def _added(session: Session, activity: Activity, given: ActivityInput) -> Activity:
    session.add(activity)
    session.flush()
    activity_parties.put(session, activity, _with_owner(activity, given.parties))
    if activity.phone_number is None and "phone_number" in KINDS[activity.activity_type].fields:
        ours = KINDS[activity.activity_type].ours
        others = [one for one in activity_parties.of(session, activity.id) if one.table != "system_user"]
        activity.phone_number = next((one.phone for one in others if one.participation is not ours), None)
        session.flush()
    return activity


def _with_owner(activity: Activity, others: Sequence[PartyInput]) -> list[PartyInput]:
    """The parties with the owner among them; of what came in, the others are the senders."""
    facts = KINDS[activity.activity_type]
    ours, theirs = facts.ours, facts.theirs
    if activity.direction is Direction.INCOMING:
        ours, theirs = ParticipationType.TO, ParticipationType.SENDER
    told = [
        one.model_copy(update={"participation": theirs}) if one.participation is None else one
        for one in others
    ]
    owner = activity.owner_user_id
    if ours is None or owner is None or any(one.participation is ours for one in told):
        return told
    return [PartyInput(participation=ours, table="system_user", id=owner), *told]
