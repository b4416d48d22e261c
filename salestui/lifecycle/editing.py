"""What was typed into the fields of a record becomes one command: an edit, or a new record."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from sqlmodel import Session

from salestui.lifecycle import customers, editable, lookups
from salestui.lifecycle.editable import EDITABLE
from salestui.lifecycle.edits import ChangedMeanwhile, Existing, Meanwhile, NewRecord
from salestui.lifecycle.values import InvalidFields
from salestui.models.base import Record
from salestui.models.fields import FIELDS, Field

Update = Callable[[Session, Any, Mapping[str, object]], object]
"""Changes fields of a record."""


def edit(
    session: Session,
    user_id: UUID,
    table: str,
    record_id: UUID,
    changes: Mapping[str, object],
    base: Mapping[str, object],
    update: Update | None = None,
) -> Any:
    """Change fields of a record, and return it; a NewRecord among the values is made first.

    `update` is the verb for it, unless it is the table's own.

    `base` holds the values of the same fields when the edit began. Raises ChangedMeanwhile if one of them
    holds another one now, Gone, and what the table's own verb raises.
    """
    record = editable.get(session, table, record_id)
    fields, now = editable.fields_of(table, record), EDITABLE[table].value
    theirs = {
        name: Meanwhile(value, _name(session, fields[name], value))
        for name in changes
        if (value := now(record, fields[name])) != base[name] and value != changes[name]
    }
    if theirs:
        raise ChangedMeanwhile(theirs, _who(session, record, user_id), fields)
    company = record.id if table == "account" else getattr(record, "account_id", None)
    complete = _with_new_records(session, user_id, table, company, changes)
    (update or EDITABLE[table].update)(session, record, complete)
    return record


def create(session: Session, user_id: UUID, table: str, given: Mapping[str, object]) -> Any:
    """A new record of these fields; a NewRecord among the values is made first. Raises InvalidFields."""
    return EDITABLE[table].create(session, user_id, _with_new_records(session, user_id, table, None, given))


def customer(session: Session, user_id: UUID, chosen: object) -> dict[str, UUID]:
    """The account or contact that was chosen, by its field; a NewRecord is made."""
    match chosen:
        case NewRecord() as new:
            return {new.table: _made(session, user_id, new, None)}
        case Existing(table, record_id):
            return {table: record_id}
    return {}


def _name(session: Session, field: Field, value: Any) -> str | None:
    if field.target is None or value is None:
        return None
    return lookups.names(session, field.target, [value]).get(value)


def _who(session: Session, record: Record, user_id: UUID) -> str:
    changed_by = record.modified_by_id
    if changed_by is None:
        return "Somebody"
    if changed_by == user_id:
        return "You yourself, in another window,"
    return lookups.names(session, "system_user", [changed_by]).get(changed_by, "Somebody")


def _with_new_records(
    session: Session, user_id: UUID, table: str, company: UUID | None, changes: Mapping[str, object]
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
                raise InvalidFields({name: "; ".join(error.problems.values())}, FIELDS[table]) from error
    return made


def _made(session: Session, user_id: UUID, new: NewRecord, company: UUID | None) -> UUID:
    if new.table == "account":
        return customers.create_account(session, user_id, new.name).id
    return customers.create_contact(session, user_id, new.name, account_id=company).id
