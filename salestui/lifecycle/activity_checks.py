"""What the values of an activity may not be, whether it is made or changed. Each raises InvalidFields."""

from uuid import UUID

from salestui.lifecycle import activity_kinds
from salestui.lifecycle.activity_kinds import KINDS
from salestui.lifecycle.values import InvalidFields
from salestui.models.choices import ActivityType, Choice
from salestui.models.fields import FIELDS

_FIELDS = FIELDS["activity"]


def check_reason(kind: ActivityType, reason: Choice) -> None:
    """The status reason is one of an open one of this type."""
    offered = KINDS[kind].open
    if reason not in offered:
        labels = ", ".join(one.label for one in offered)
        why = f"an open one is: {labels}; completing and canceling are commands of their own"
        raise InvalidFields({"status_reason": why}, activity_kinds.fields_of(kind))


def check_owner(user: UUID | None, team: UUID | None) -> None:
    """One of them owns it."""
    if user is None and team is None:
        raise InvalidFields({"owner_user": "a user or a team must own it"}, _FIELDS)
    if user is not None and team is not None:
        raise InvalidFields({"owner_team": "either a user or a team owns it, not both"}, _FIELDS)
