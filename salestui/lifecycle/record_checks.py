"""What holds for the fields of every record that has an owner, looks others up, or has an address."""

import re
from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from sqlmodel import Session

from salestui.lifecycle import lookups, values
from salestui.lifecycle.values import InvalidFields
from salestui.models.base import Record
from salestui.models.fields import Field

M = TypeVar("M", bound=Record)

_EMAIL = re.compile(r"[^\s@<>(),;:\"\\]+@[^\s@<>(),;:\"\\.]+(\.[^\s@<>(),;:\"\\.]+)+")
_EMAILS = ("email", "email_2")


def changed(fields: Mapping[str, Field], record: Any, changes: Mapping[str, object]) -> dict[str, Any]:
    """The changes, cleaned, without those that change nothing. Raises InvalidFields."""
    chosen = values.check_all(fields, changes)
    return {name: value for name, value in chosen.items() if getattr(record, fields[name].column) != value}


def put(fields: Mapping[str, Field], record: Any, chosen: Mapping[str, Any]) -> None:
    """Set the fields."""
    for name, value in chosen.items():
        setattr(record, fields[name].column, value)


def made(
    session: Session, model: type[M], fields: Mapping[str, Field], user_id: UUID, chosen: dict[str, Any]
) -> M:
    """A new record of checked values; without an owner, the user's. Raises InvalidFields."""
    check_references(session, fields, chosen)
    check_emails(fields, chosen)
    own(fields, user_id, chosen)
    record = model(**{fields[name].column: value for name, value in chosen.items()})
    session.add(record)
    session.flush()
    return record


def check_references(session: Session, fields: Mapping[str, Field], chosen: Mapping[str, Any]) -> None:
    """The records that lookups point to must be there. Raises InvalidFields."""
    problems = {}
    for name, value in chosen.items():
        target = fields[name].target
        if target and value is not None and not lookups.exists(session, target, value):
            problems[name] = "it is no longer there: choose another one"
    if problems:
        raise InvalidFields(problems, fields)


def check_locked(fields: Mapping[str, Field], chosen: Mapping[str, Any], locked: Mapping[str, str]) -> None:
    """None of the fields may be locked. Raises InvalidFields."""
    problems = {name: locked[name] for name in chosen if name in locked}
    if problems:
        raise InvalidFields(problems, fields)


def is_email(text: str) -> bool:
    """Whether it looks like an address of mail."""
    return _EMAIL.fullmatch(text) is not None


def check_emails(fields: Mapping[str, Field], chosen: Mapping[str, Any]) -> None:
    """Addresses must look like ones, for mail goes there. Raises InvalidFields."""
    problems = {
        name: "this is no email address: write it like ana@contoso.com"
        for name in _EMAILS
        if chosen.get(name) and not is_email(chosen[name])
    }
    if problems:
        raise InvalidFields(problems, fields)


def check_owner(fields: Mapping[str, Field], user: UUID | None, team: UUID | None) -> None:
    """A user or a team must own it. Raises InvalidFields."""
    if user is None and team is None:
        raise InvalidFields({"owner_user": "a user or a team must own it"}, fields)
    if user is not None and team is not None:
        raise InvalidFields({"owner_team": "either a user or a team owns it, not both"}, fields)


def own(fields: Mapping[str, Field], user_id: UUID, chosen: dict[str, Any]) -> None:
    """A new record without an owner is the user's."""
    if chosen.get("owner_user") is None and chosen.get("owner_team") is None:
        chosen["owner_user"] = user_id
    check_owner(fields, chosen.get("owner_user"), chosen.get("owner_team"))


def follow_owner(fields: Mapping[str, Field], record: Any, chosen: dict[str, Any]) -> None:
    """The new owner takes the place of the other kind of owner."""
    if chosen.get("owner_user") and "owner_team" not in chosen:
        chosen["owner_team"] = None
    elif chosen.get("owner_team") and "owner_user" not in chosen:
        chosen["owner_user"] = None
    check_owner(
        fields,
        chosen.get("owner_user", record.owner_user_id),
        chosen.get("owner_team", record.owner_team_id),
    )
