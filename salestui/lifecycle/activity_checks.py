"""What the values of an activity may not be, whether it is made or changed. Each raises InvalidFields."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlmodel import Session

from salestui.lifecycle import activity_kinds, lookups
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


def check_references(session: Session, chosen: Mapping[str, Any]) -> None:
    """What the fields of these values refer to is there."""
    problems = {}
    for name, value in chosen.items():
        target = _FIELDS[name].target
        if target and value is not None and not lookups.exists(session, target, value):
            problems[name] = "it is no longer there: choose another one"
    if problems:
        raise InvalidFields(problems, _FIELDS)


def check_owner(user: UUID | None, team: UUID | None) -> None:
    """One of them owns it."""
    if user is None and team is None:
        raise InvalidFields({"owner_user": "a user or a team must own it"}, _FIELDS)
    if user is not None and team is not None:
        raise InvalidFields({"owner_team": "either a user or a team owns it, not both"}, _FIELDS)
