"""Accounts and contacts: found while somebody types, made, changed. The commit is left to the caller."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlmodel import Session

from salestui.errors import NotEditable
from salestui.lifecycle import locks, lookups, record_checks, values
from salestui.lifecycle.shapes import Hit
from salestui.lifecycle.values import InvalidFields
from salestui.models.customers import Account, Contact
from salestui.models.fields import FIELDS

_ACCOUNT, _CONTACT = FIELDS["account"], FIELDS["contact"]
_NAME_PARTS = ("first_name", "middle_name", "last_name")
INACTIVE = "Inactive, read-only"


def search_customers(session: Session, text: str, limit: int = 20) -> list[Hit]:
    """Accounts and contacts for a text, in turn: names that begin with it first, then the others."""
    return lookups.search_several(session, ("account", "contact"), text, limit)


# What can't be edited


def why_read_only(customer: Account | Contact) -> str | None:
    """Why nothing of an account or contact can be edited, if so."""
    return None if customer.is_active else INACTIVE


def locked_account(session: Session, account: Account) -> Mapping[str, str]:
    """The fields of an account that can't be edited, with the reasons."""
    return locks.set_by_program("account") | _ACTIVE


def locked_contact(session: Session, contact: Contact) -> Mapping[str, str]:
    """The fields of a contact that can't be edited, with the reasons."""
    return locks.set_by_program("contact") | _ACTIVE


_ACTIVE = {"is_active": "deactivate or activate the record instead"}


# Accounts


def create_account(session: Session, owner_id: UUID, name: str) -> Account:
    """A new account that a user owns, of a name alone. Raises InvalidFields."""
    return create_account_from(session, owner_id, {"name": name})


def create_account_from(session: Session, user_id: UUID, given: Mapping[str, Any]) -> Account:
    """A new account of values by the names of FIELDS; without an owner, the user's. Raises InvalidFields."""
    chosen = values.check_all(_ACCOUNT, {"name": None, **given})
    return record_checks.made(session, Account, _ACCOUNT, user_id, chosen)


def update_account(session: Session, account: Account, changes: Mapping[str, object]) -> None:
    """Change fields: typed values by the names of FIELDS. Equal values change nothing.

    Raises NotEditable for an inactive one, and InvalidFields, also for a parent that it is above of.
    """
    _check_active(account, account.name)
    chosen = record_checks.changed(_ACCOUNT, account, changes)
    record_checks.check_locked(_ACCOUNT, chosen, locked_account(session, account))
    record_checks.check_references(session, _ACCOUNT, chosen)
    record_checks.check_emails(_ACCOUNT, chosen)
    record_checks.follow_owner(_ACCOUNT, account, chosen)
    if chosen.get("parent_account"):
        _check_parent(session, account, chosen["parent_account"])
    record_checks.put(_ACCOUNT, account, chosen)
    session.add(account)
    session.flush()


def _check_parent(session: Session, account: Account, parent_id: UUID) -> None:
    """No account may stand above itself."""
    if parent_id == account.id:
        raise InvalidFields({"parent_account": "an account is not its own parent"}, _ACCOUNT)
    seen: set[UUID] = set()
    above: UUID | None = parent_id
    while above is not None and above not in seen:
        seen.add(above)
        found = session.get(Account, above)
        above = found.parent_account_id if found is not None else None
        if above == account.id:
            why = f"{account.name} stands above it: choose another parent"
            raise InvalidFields({"parent_account": why}, _ACCOUNT)


def _check_active(customer: Account | Contact, name: str) -> None:
    if not customer.is_active:
        raise NotEditable(f"{name} is inactive. Activate it to change it.")


# Contacts


def create_contact(
    session: Session,
    owner_id: UUID,
    full_name: str,
    *,
    account_id: UUID | None = None,
    email: str | None = None,
) -> Contact:
    """A new contact that a user owns; the last word of the name is the last name. Raises InvalidFields."""
    given = {"full_name": full_name, "account": account_id, "email": email}
    return create_contact_from(session, owner_id, given)


def create_contact_from(session: Session, user_id: UUID, given: Mapping[str, Any]) -> Contact:
    """A new contact of values by the names of FIELDS; without an owner, the user's.

    The full name is made of the parts of the name, or these of it. Raises InvalidFields.
    """
    chosen = values.check_all(_CONTACT, {name: value for name, value in given.items() if value is not None})
    _follow_name(None, chosen)
    return record_checks.made(session, Contact, _CONTACT, user_id, chosen)


def update_contact(session: Session, contact: Contact, changes: Mapping[str, object]) -> None:
    """Change fields: typed values by the names of FIELDS. Equal values change nothing.

    The full name follows the parts of the name, and these follow a new full name. Raises NotEditable for an
    inactive one, and InvalidFields.
    """
    _check_active(contact, contact.full_name)
    chosen = record_checks.changed(_CONTACT, contact, changes)
    record_checks.check_locked(_CONTACT, chosen, locked_contact(session, contact))
    _follow_name(contact, chosen)
    record_checks.check_references(session, _CONTACT, chosen)
    record_checks.check_emails(_CONTACT, chosen)
    record_checks.follow_owner(_CONTACT, contact, chosen)
    record_checks.put(_CONTACT, contact, chosen)
    session.add(contact)
    session.flush()


def _follow_name(contact: Contact | None, chosen: dict[str, Any]) -> None:
    """Make the full name of its parts, or the parts of a full name that came without them."""
    given = [name for name in _NAME_PARTS if name in chosen]
    if given and "full_name" not in chosen:
        parts = [chosen.get(name, getattr(contact, name, None)) for name in _NAME_PARTS]
        full_name = " ".join(part for part in parts if part)
        if not full_name:
            raise InvalidFields({given[0]: "a first or a last name is needed"}, _CONTACT)
        chosen |= values.check_all(_CONTACT, {"full_name": full_name})
    elif "full_name" in chosen and not given:
        first, _, last = chosen["full_name"].rpartition(" ")
        chosen |= values.check_all(
            _CONTACT, {"first_name": first or None, "middle_name": None, "last_name": last}
        )
    elif contact is None and not given:
        raise InvalidFields({"last_name": "a first or a last name is needed"}, _CONTACT)
