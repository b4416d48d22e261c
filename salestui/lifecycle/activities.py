"""Activities: planned, logged, changed, deleted. Every verb leaves the commit to its caller.

Closing and reopening are in `activity_closing`, other days, copies and opportunities in `activity_moving`.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, InstanceOf, model_validator
from sqlmodel import Session, select

from salestui import clock
from salestui.errors import Gone, NotEditable
from salestui.lifecycle import (
    activity_kinds,
    activity_parties,
    activity_times,
    lookups,
    permission,
    regarding,
    series_rule,
    values,
)
from salestui.lifecycle.activity_kinds import (
    KINDS,
    is_incoming,
    reason_of,
    status_of,
)
from salestui.lifecycle.activity_parties import PartyInput
from salestui.lifecycle.entries import is_open
from salestui.lifecycle.values import InvalidFields
from salestui.models.activities import Activity, ActivityParty
from salestui.models.choices import (
    ActivityType,
    Choice,
    Direction,
    EmailStatusReason,
    ParticipationType,
    Priority,
)
from salestui.models.fields import FIELDS, Field
from salestui.models.notes import Attachment

_FIELDS = FIELDS["activity"]
_SET_BY_PROGRAM = {
    name: _FIELDS[name]
    for name in (
        *("status", "sent_on", "delivery_error", "recurrence_rule"),
        *("created_on", "created_by", "modified_on", "modified_by"),
    )
}
_RESOLUTION = {
    name: _FIELDS[name]
    for name in (
        *("subject", "description", "actual_end", "actual_revenue", "lost_to_competitor"),
        *regarding.LOOKUPS.values(),
        *("owner_user", "owner_team", "is_pinned"),
    )
}
"""What tells how a record was closed."""
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


def _input_fields(kind: ActivityType) -> Mapping[str, Field]:
    if kind not in KINDS:
        why = f"a {kind.label.lower()} is made by closing, not by hand"
        raise InvalidFields({"activity_type": why}, _FIELDS)
    return {"duration_minutes": _FIELDS["duration_minutes"]} | activity_kinds.fields_of(kind)


def plan(session: Session, user_id: UUID, given: ActivityInput) -> Activity:
    """A new open activity. Raises InvalidFields, and CannotTakePart for people who can't."""
    activity = _made(session, user_id, given)
    facts = KINDS[activity.activity_type]
    reason = facts.open[0] if given.status_reason is None else given.status_reason
    _check_reason(activity.activity_type, reason)
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


def done_reason(kind: ActivityType, direction: Direction | None, *, logged: bool = False) -> Choice:
    """The status reason that a finished activity takes: Made, or Received for what came in.

    A mail that is logged was sent elsewhere; one that is completed by hand was not sent from here.
    """
    done = KINDS[kind].done
    if direction is Direction.INCOMING:
        return next((reason for reason in done if is_incoming(kind, reason)), done[0])
    return EmailStatusReason.SENT if logged and kind is ActivityType.EMAIL else done[0]


def get(session: Session, activity_id: UUID) -> Activity:
    """The activity. Raises Gone."""
    activity = session.get(Activity, activity_id)
    if activity is None:
        raise Gone("This activity is no longer there. Go back to the list.")
    permission.require(session, "activity", activity_id)
    return activity


def is_being_sent(activity: Activity) -> bool:
    """Whether a server is taking this mail at this moment."""
    is_mail = activity.activity_type is ActivityType.EMAIL
    return is_mail and activity.status_reason == EmailStatusReason.SENDING


def why_not_give_away(activity: Activity) -> str | None:
    """Why it can't get another owner now, or None: a mail goes out under the name of who sent it off."""
    if activity.activity_type is ActivityType.EMAIL:
        if activity.status_reason == EmailStatusReason.PENDING_SEND:
            return "It waits in its owner's outbox. Make it a draft again, or let it be sent, first."
        if is_being_sent(activity):
            return "It is being sent at this moment."
    return None


def why_read_only(activity: Activity) -> str | None:
    """Why nothing of it can be changed, or None for an open one."""
    if activity.activity_type not in KINDS:
        return "It tells how a record was closed, read-only"
    if is_being_sent(activity):
        return "It is being sent, read-only"
    if is_open(activity.status):
        return None
    reason = reason_of(activity.activity_type, activity.status_reason).label
    return f"{reason}, read-only"


def why_not_delete(activity: Activity) -> str | None:
    """Why it can't be deleted, or None."""
    if activity.activity_type not in KINDS:
        return "It tells how a record was closed. It goes when that record is reopened."
    return "It is being sent at this moment." if is_being_sent(activity) else None


def update(session: Session, activity: Activity, changes: Mapping[str, object]) -> None:
    """Change fields: typed values by the names of `fields_of`. Equal values change nothing.

    Another start takes the end along. Raises NotEditable for a closed one, and InvalidFields.
    """
    if why := why_read_only(activity):
        raise NotEditable(f"{activity.subject}: {why}.")
    kind = activity.activity_type
    fields = activity_kinds.fields_of(kind)
    chosen = values.check_all(fields, changes)
    chosen = {name: value for name, value in chosen.items() if value_of(activity, fields[name]) != value}
    _check_references(session, chosen)
    _follow_regarding(chosen)
    _follow_owner(activity, chosen)
    _check_outbox(activity, chosen)
    if set(activity_times.NAMES) & chosen.keys():
        chosen |= times_with(activity, chosen)
    if reason := chosen.pop("status_reason", None):
        _check_reason(kind, reason)
        activity.status_reason, activity.status = int(reason), status_of(kind, reason)
    for name, value in chosen.items():
        setattr(activity, _FIELDS[name].column, value)
    session.add(activity)
    session.flush()


def set_parties(session: Session, activity: Activity, wanted: Sequence[PartyInput]) -> None:
    """Have these take part, and nobody else. Raises NotEditable for a closed one, CannotTakePart."""
    if why := why_read_only(activity):
        raise NotEditable(f"{activity.subject}: {why}.")
    activity_parties.put(session, activity, wanted)


def fields_of(activity: Activity) -> Mapping[str, Field]:
    """The fields that its record shows: those of its type, and those that the program sets."""
    kind = activity.activity_type
    own = activity_kinds.fields_of(kind) if kind in KINDS else _RESOLUTION
    return own | _SET_BY_PROGRAM


def value_of(activity: Activity, field: Field) -> Any:
    """What a field of it holds: a status reason as that of its type."""
    value = getattr(activity, field.column)
    return reason_of(activity.activity_type, value) if field.name == "status_reason" else value


def locked(session: Session, activity: Activity) -> Mapping[str, str]:
    """The fields of an open one that can't be edited, with the reasons."""
    return {name: "the program sets it" for name, field in fields_of(activity).items() if field.read_only}


def create_from(session: Session, user_id: UUID, given: Mapping[str, Any]) -> Activity:
    """A new open activity of values by the names of FIELDS. Raises InvalidFields."""
    return plan(session, user_id, ActivityInput(**given))


def delete(session: Session, activity: Activity) -> None:
    """Remove it with its people and the entries of its files; its series goes on. Raises NotEditable."""
    if why := why_not_delete(activity):
        raise NotEditable(f"{activity.subject}: {why}")
    series_rule.let_go(session, activity)
    for model in (ActivityParty, Attachment):
        for part in session.exec(select(model).where(model.activity_id == activity.id)):
            session.delete(part)
    for member in session.exec(select(Activity).where(Activity.series_id == activity.id)):
        member.series_id = None
        session.add(member)
    session.flush()
    session.delete(activity)
    session.flush()


def span_of(given: ActivityInput) -> tuple[datetime, datetime] | None:
    """From when until when a new activity would be; None without a time. Raises InvalidFields."""
    times = activity_times.fitting(given.activity_type, given.model_dump(include=set(activity_times.NAMES)))
    start, end = times["scheduled_start"], times["scheduled_end"]
    return (start, end) if start is not None and end is not None else None


def regards(table: str, record_id: UUID) -> dict[str, UUID]:
    """For an input: what an activity about this record is given; nothing for a table that none is about."""
    return {regarding.LOOKUPS[table]: record_id} if table in regarding.LOOKUPS else {}


def _made(session: Session, user_id: UUID, given: ActivityInput) -> Activity:
    """The activity of an input, without its status."""
    kind = given.activity_type
    chosen = given.model_dump(exclude={"parties", "status_reason"})
    _check_references(session, chosen)
    if sum(chosen[name] is not None for name in regarding.LOOKUPS.values()) > 1:
        raise InvalidFields({"opportunity": "an activity is about one record"}, _FIELDS)
    if chosen["owner_user"] is None and chosen["owner_team"] is None:
        chosen["owner_user"] = user_id
    _check_owner(chosen["owner_user"], chosen["owner_team"])
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


def times_with(activity: Activity, chosen: Mapping[str, Any]) -> dict[str, Any]:
    """The times of an activity that follow from changed ones, by field. Raises InvalidFields."""
    start, end, minutes = activity.scheduled_start, activity.scheduled_end, activity.duration_minutes
    is_meeting = activity.activity_type is ActivityType.APPOINTMENT
    now: dict[str, Any] = {
        "scheduled_start": start,
        "scheduled_end": end,
        "is_all_day": activity.is_all_day,
        # How long an appointment lasts is told by its end alone.
        "duration_minutes": None if is_meeting else minutes,
        **chosen,
    }
    begins = now["scheduled_start"]
    if end is not None and begins is not None and "scheduled_end" not in chosen:
        if "scheduled_start" in chosen and start is not None:
            now["scheduled_end"] = activity_times.moved(end, start, begins)
        if (
            "duration_minutes" in chosen
            and start is not None
            and end - start == timedelta(minutes=minutes or 0)
        ):
            now["scheduled_end"] = None
    return activity_times.fitting(activity.activity_type, now)


def _check_reason(kind: ActivityType, reason: Choice) -> None:
    offered = KINDS[kind].open
    if reason not in offered:
        labels = ", ".join(one.label for one in offered)
        why = f"an open one is: {labels}; completing and canceling are commands of their own"
        raise InvalidFields({"status_reason": why}, activity_kinds.fields_of(kind))


def _check_references(session: Session, chosen: Mapping[str, Any]) -> None:
    problems = {}
    for name, value in chosen.items():
        target = _FIELDS[name].target
        if target and value is not None and not lookups.exists(session, target, value):
            problems[name] = "it is no longer there: choose another one"
    if problems:
        raise InvalidFields(problems, _FIELDS)


def _follow_regarding(chosen: dict[str, Any]) -> None:
    """The new record takes the place of the one that it was about."""
    given = [name for name in regarding.LOOKUPS.values() if chosen.get(name) is not None]
    if len(given) > 1:
        raise InvalidFields({given[1]: "an activity is about one record"}, _FIELDS)
    if given:
        chosen |= {name: None for name in regarding.LOOKUPS.values() if name != given[0]}


def _check_owner(user: UUID | None, team: UUID | None) -> None:
    if user is None and team is None:
        raise InvalidFields({"owner_user": "a user or a team must own it"}, _FIELDS)
    if user is not None and team is not None:
        raise InvalidFields({"owner_team": "either a user or a team owns it, not both"}, _FIELDS)


def _check_outbox(activity: Activity, chosen: Mapping[str, Any]) -> None:
    owners = [name for name in ("owner_user", "owner_team") if name in chosen]
    if owners and "status_reason" not in chosen and (why := why_not_give_away(activity)):
        raise InvalidFields({owners[0]: why[0].lower() + why[1:].rstrip(".")}, _FIELDS)


def _follow_owner(activity: Activity, chosen: dict[str, Any]) -> None:
    """The new owner takes the place of the other kind of owner."""
    if chosen.get("owner_user") and "owner_team" not in chosen:
        chosen["owner_team"] = None
    elif chosen.get("owner_team") and "owner_user" not in chosen:
        chosen["owner_user"] = None
    _check_owner(
        chosen.get("owner_user", activity.owner_user_id),
        chosen.get("owner_team", activity.owner_team_id),
    )
