"""Accounts and contacts as customers: found or made while somebody types."""

from itertools import chain, zip_longest
from uuid import UUID

from sqlmodel import Session

from salestui.lifecycle import lookups, values
from salestui.lifecycle.shapes import Hit
from salestui.models.customers import Account, Contact
from salestui.models.fields import FIELDS


def search_customers(session: Session, text: str, limit: int = 20) -> list[Hit]:
    """Accounts and contacts for a text, in turn: names that begin with it first, then the others."""
    ranks = zip(
        *(lookups.ranked(session, table, text, limit) for table in ("account", "contact")), strict=True
    )
    hits = chain.from_iterable(chain.from_iterable(zip_longest(*rank)) for rank in ranks)
    return [hit for hit in hits if hit is not None][:limit]


def create_account(session: Session, owner_id: UUID, name: str) -> Account:
    """A new account that a user owns. Raises InvalidFields."""
    checked = values.check_all(FIELDS["account"], {"name": name})
    account = Account(owner_user_id=owner_id, **checked)
    session.add(account)
    session.flush()
    return account


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
    checked = values.check_all(FIELDS["contact"], given)
    name = str(checked["full_name"])
    first, _, last = name.rpartition(" ")
    values.check_all(FIELDS["contact"], {"first_name": first, "last_name": last})
    contact = Contact(
        owner_user_id=owner_id,
        full_name=name,
        first_name=first or None,
        last_name=last,
        account_id=account_id,
        email=checked["email"],
    )
    session.add(contact)
    session.flush()
    return contact
