"""What was typed into the fields of an opportunity becomes one command: an edit, or a new opportunity."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlmodel import Session

from salestui.lifecycle import customers, lookups, opportunities
from salestui.lifecycle.edits import ChangedMeanwhile, Meanwhile, NewRecord
from salestui.lifecycle.values import InvalidFields
from salestui.models.fields import FIELDS
from salestui.models.opportunities import Opportunity

_FIELDS = FIELDS["opportunity"]


def edit(
    session: Session,
    user_id: UUID,
    opportunity_id: UUID,
    changes: Mapping[str, object],
    base: Mapping[str, object],
) -> Opportunity:
    """Change fields of an opportunity, and return it; a NewRecord among the values is made first.

    `base` holds the values of the same fields when the edit began. Raises ChangedMeanwhile if one of them
    holds another one now, Gone, and what `opportunities.update` raises.
    """
    opportunity = opportunities.get(session, opportunity_id)
    theirs = {
        name: Meanwhile(value, _name(session, name, value))
        for name in changes
        if (value := getattr(opportunity, _FIELDS[name].column)) != base[name] and value != changes[name]
    }
    if theirs:
        raise ChangedMeanwhile(theirs, _who(session, opportunity, user_id), _FIELDS)
    company = opportunity.account_id
    opportunities.update(session, opportunity, _with_new_records(session, user_id, company, changes))
    return opportunity


def create(session: Session, user_id: UUID, given: Mapping[str, object]) -> Opportunity:
    """A new opportunity of these fields; a NewRecord among the values is made first. Raises InvalidFields."""
    complete = _with_new_records(session, user_id, None, given)
    return opportunities.create(session, user_id, opportunities.OpportunityInput(**complete))


def _name(session: Session, field: str, value: Any) -> str | None:
    target = _FIELDS[field].target
    if target is None or value is None:
        return None
    return lookups.names(session, target, [value]).get(value)


def _who(session: Session, opportunity: Opportunity, user_id: UUID) -> str:
    changed_by = opportunity.modified_by_id
    if changed_by is None:
        return "Somebody"
    if changed_by == user_id:
        return "You yourself, in another window,"
    return lookups.names(session, "system_user", [changed_by]).get(changed_by, "Somebody")


def _with_new_records(
    session: Session, user_id: UUID, company: UUID | None, changes: Mapping[str, object]
) -> dict[str, object]:
    """The changes with ids in the place of records that are made here, accounts before their contacts.

    A new contact belongs to the changed account, or to `company`.
    """
    made = dict(changes)
    for name in sorted(changes, key=lambda name: name != "account"):
        value = changes[name]
        if isinstance(value, NewRecord):
            account = made.get("account", company)
            try:
                made[name] = _made(session, user_id, value, account if isinstance(account, UUID) else None)
            except InvalidFields as error:
                raise InvalidFields({name: "; ".join(error.problems.values())}, _FIELDS) from error
    return made


def _made(session: Session, user_id: UUID, new: NewRecord, company: UUID | None) -> UUID:
    if new.table == "account":
        return customers.create_account(session, user_id, new.name).id
    return customers.create_contact(session, user_id, new.name, account_id=company).id
