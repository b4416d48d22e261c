"""Activities changed and deleted, and why one can't be. Every verb leaves the commit to its caller.

New ones are in `activity_making`, closing and reopening in `activity_closing`, other days, copies and
opportunities in `activity_moving`.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from salestui.errors import Gone, NotEditable
from salestui.lifecycle import (
    activity_kinds,
    activity_parties,
    activity_times,
    permission,
    record_checks,
    regarding,
    series_rule,
    values,
)
from salestui.lifecycle.activity_checks import check_owner, check_reason
from salestui.lifecycle.activity_kinds import KINDS, reason_of, status_of
from salestui.lifecycle.activity_parties import PartyInput
from salestui.lifecycle.entries import is_open
from salestui.lifecycle.values import InvalidFields
from salestui.models.activities import Activity, ActivityParty
from salestui.models.choices import ActivityType, EmailStatusReason
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
    record_checks.check_references(session, _FIELDS, chosen)
    _follow_regarding(chosen)
    _follow_owner(activity, chosen)
    _check_outbox(activity, chosen)
    if set(activity_times.NAMES) & chosen.keys():
        chosen |= activity_times.times_with(activity, chosen)
    if reason := chosen.pop("status_reason", None):
        check_reason(kind, reason)
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


def _follow_regarding(chosen: dict[str, Any]) -> None:
    """The new record takes the place of the one that it was about."""
    given = [name for name in regarding.LOOKUPS.values() if chosen.get(name) is not None]
    if len(given) > 1:
        raise InvalidFields({given[1]: "an activity is about one record"}, _FIELDS)
    if given:
        chosen |= {name: None for name in regarding.LOOKUPS.values() if name != given[0]}


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
    check_owner(
        chosen.get("owner_user", activity.owner_user_id),
        chosen.get("owner_team", activity.owner_team_id),
    )
