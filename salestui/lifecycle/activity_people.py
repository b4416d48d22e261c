"""The people whom an activity about a record may be with, by name: what the quick entry knows."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from salestui.lifecycle import people, permission
from salestui.lifecycle.quick_entry_reading import Person
from salestui.models.customers import Account, Contact
from salestui.models.leads import Lead
from salestui.models.opportunities import Opportunity
from salestui.models.quotes import Order, Quote

MOST = 1_000
"""Of an account with more contacts, so many by name are known."""


def candidates(session: Session, table: str, record_id: UUID) -> tuple[Person, ...]:
    """Who belongs to a record, nearest first: stakeholders, its contact, the account's contacts, the team."""
    found = dict.fromkeys(_candidates(session, table, record_id))
    return tuple(found)


def _candidates(session: Session, table: str, record_id: UUID) -> Iterator[Person]:
    match table:
        case "opportunity":
            for one in people.stakeholders(session, record_id):
                yield Person(one.table, one.record_id, one.name)
            yield from _of_customer(session, session.get(Opportunity, record_id))
            for member in people.sales_team(session, record_id):
                yield Person("system_user", member.user_id, member.name)
        case "quote" | "sales_order":
            is_quote = table == "quote"
            document = session.get(Quote, record_id) if is_quote else session.get(Order, record_id)
            yield from _of_customer(session, document)
            if document is not None and document.opportunity_id is not None:
                yield from _candidates(session, "opportunity", document.opportunity_id)
        case "account":
            yield from _of_account(session, record_id)
        case "contact":
            contact = session.get(Contact, record_id)
            if contact is not None:
                yield Person("contact", contact.id, contact.full_name)
                yield from _of_account(session, contact.account_id)
        case "lead":
            lead = session.get(Lead, record_id)
            if lead is not None and (lead.full_name or lead.company_name):
                yield Person("lead", lead.id, lead.full_name or lead.company_name or "")


def _of_customer(session: Session, about: Any) -> Iterator[Person]:
    """The contact of a record and the contacts of its account."""
    contact = session.get(Contact, about.contact_id) if about is not None and about.contact_id else None
    if contact is not None:
        yield Person("contact", contact.id, contact.full_name)
    yield from _of_account(session, about.account_id if about is not None else None)


def _of_account(session: Session, account_id: UUID | None) -> Iterator[Person]:
    account = session.get(Account, account_id) if account_id is not None else None
    if account is None:
        return
    columns: Any = (Contact.id, Contact.full_name)
    query = (
        select(*columns)
        .where(Contact.account_id == account.id, col(Contact.is_active))
        .where(*permission.reading(session, "contact"))
        .order_by(col(Contact.full_name), col(Contact.id))
        .limit(MOST)
    )
    for contact_id, name in session.exec(query):
        yield Person("contact", contact_id, name)
    yield Person("account", account.id, account.name)
