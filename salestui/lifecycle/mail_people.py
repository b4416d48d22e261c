"""Whom mail goes to: the people of a record, what was typed, what is proposed while one types."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from salestui.errors import InputError
from salestui.exchange import mail_addresses
from salestui.folding import folded
from salestui.lifecycle import lookups, permission
from salestui.lifecycle.refs import RecordRef
from salestui.lifecycle.shapes import Recipient
from salestui.models.connections import Connection
from salestui.models.customers import Account, Contact
from salestui.models.leads import Lead
from salestui.models.opportunities import Opportunity
from salestui.models.quotes import Order, Quote
from salestui.models.users import User

_LEAD_NAME = func.coalesce(Lead.full_name, Lead.company_name, Lead.topic)
MOST_COLLEAGUES = 100
"""So many contacts of the account are proposed; more are found by typing."""


def people_of(session: Session, about: RecordRef | None) -> list[Recipient]:
    """The people of a record, the nearest first: who is meant, stakeholders, then others of the account."""
    if about is None:
        return []
    if about.table == "lead":
        return _leads(session, [about.id])
    contacts, accounts = _customers(session, about)
    stakeholders: Sequence[UUID] = ()
    if about.table == "opportunity":
        query = (
            select(Connection.contact_id)
            .where(Connection.opportunity_id == about.id, col(Connection.contact_id).is_not(None))
            .order_by(col(Connection.role), col(Connection.id))
        )
        stakeholders = [one for one in session.exec(query) if one is not None]
    colleagues = session.exec(
        select(Contact.id)
        .where(
            col(Contact.account_id).in_(accounts),
            col(Contact.is_active),
            *permission.reading(session, "contact"),
        )
        .order_by(func.lower(Contact.full_name))
        .limit(MOST_COLLEAGUES)
    ).all()
    ids = list(dict.fromkeys([*contacts, *stakeholders, *colleagues]))
    return [*contacts_by_id(session, ids), *_accounts(session, accounts)]


def meant(session: Session, about: RecordRef) -> list[Recipient]:
    """Whom "mail this" means: the contact of a record, else its first stakeholder; also one without address.

    Of a quote or order the contact, of an account its primary contact, else its own address.
    """
    if about.table == "system_user":
        return users_by_id(session, [about.id])
    return people_of(session, about)[:1]


def contacts_by_id(session: Session, ids: Sequence[UUID]) -> list[Recipient]:
    """Those of these contacts whom the user of the session may read, in this order."""
    columns: Any = (
        Contact.id,
        Contact.full_name,
        func.coalesce(Contact.email, Contact.email_2),
        Contact.do_not_email,
        Contact.job_title,
        Account.name,
    )
    query = (
        select(*columns)
        .join(Account, col(Account.id) == Contact.account_id, isouter=True)
        .where(col(Contact.id).in_(ids), *permission.reading(session, "contact"))
    )
    found = {}
    for contact_id, name, address, unwanted, job, company in session.exec(query):
        detail = ", ".join(part for part in (job, company) if part)
        found[contact_id] = Recipient(
            name, address or "", "contact", contact_id, detail, _why_not(name, address, unwanted)
        )
    return [found[one] for one in ids if one in found]


def wanting_no_mail(session: Session, ids: Sequence[UUID]) -> set[UUID]:
    """Those of these contacts who want no mail at their address, also of those whom the user may not read."""
    query = select(Contact.id).where(
        col(Contact.id).in_(ids),
        col(Contact.do_not_email),
        func.coalesce(Contact.email, Contact.email_2).is_not(None),
    )
    return set(session.exec(query))


def wants_no_mail(name: str) -> str:
    """Why mail can't go to somebody of this name, who wants none."""
    return f"{name} wants no mail (Do not email is set)."


def users_by_id(session: Session, ids: Sequence[UUID]) -> list[Recipient]:
    """These users, in this order."""
    query = select(User.id, User.full_name, User.email).where(col(User.id).in_(ids))
    found = {
        user_id: Recipient(
            name, address or "", "system_user", user_id, "colleague", _why_not(name, address, False)
        )
        for user_id, name, address in session.exec(query)
    }
    return [found[one] for one in ids if one in found]


def propose(session: Session, about: RecordRef | None, typed: str, limit: int = 30) -> list[Recipient]:
    """Who fits what is being typed: the people of the record first, then all contacts, then colleagues."""
    wanted = folded(typed.strip())
    near = [one for one in people_of(session, about) if _fits(one, wanted)]
    if not wanted:
        return near[:limit]
    contacts = [hit.id for hit in lookups.search_lookup(session, "contact", typed, limit)]
    users = [hit.id for hit in lookups.search_lookup(session, "system_user", typed, limit)]
    found = [*near, *contacts_by_id(session, contacts), *users_by_id(session, users)]
    return list({(one.table, one.id): one for one in found}.values())[:limit]


def read(session: Session, text: str, about: RecordRef | None) -> list[Recipient]:
    """The recipients that were typed, each once; an address becomes the record that has it.

    A name alone is that of a person of the record, else of the only contact so called. Raises InputError:
    no address, no such person, several, or a line break.
    """
    found: dict[object, Recipient] = {}
    for typed in mail_addresses.split(text):
        one = _read(session, typed, about)
        found.setdefault(one.address.casefold() or one.id, one)
    return list(found.values())


def why_not_mail(people: Iterable[Recipient]) -> str | None:
    """Why mail can't go to these, naming them; None when it can."""
    reasons = [one.why_not for one in people if one.why_not]
    return " ".join(reasons) or None


def written(people: Iterable[Recipient]) -> str:
    """Recipients as `read` reads them again."""
    return ", ".join(mail_addresses.written(one.name, one.address) for one in people)


def _read(session: Session, typed: mail_addresses.Typed, about: RecordRef | None) -> Recipient:
    if typed.address:
        address = mail_addresses.check(typed.address)
        return _by_address(session, typed.name, address)
    return _by_name(session, typed.name, about)


def _by_address(session: Session, name: str, address: str) -> Recipient:
    """Whose address that is: of several, the one who is called so, else a contact before all others."""
    ways = {address, address.lower()}
    known = [
        *_contacts_at(session, name, ways),
        *users_by_id(session, session.exec(select(User.id).where(col(User.email).in_(ways)).limit(1)).all()),
        *_accounts(session, _at(session, Account, name, ways)),
        *_leads(session, _at(session, Lead, name, ways)),
    ]
    if not known:
        return Recipient(name, address)
    one = next((one for one in known if one.name == name), known[0])
    # Who wants no mail is asked at the address that his record tells; another one may be another's.
    unwanted = one.why_not if one.address.lower() == address.lower() else ""
    return replace(one, address=address, why_not=unwanted)


def _contacts_at(session: Session, name: str, ways: Collection[str]) -> list[Recipient]:
    query = (
        select(Contact.id)
        .where(
            or_(col(Contact.email).in_(ways), col(Contact.email_2).in_(ways)),
            *permission.reading(session, "contact"),
        )
        .order_by((col(Contact.full_name) == name).desc(), col(Contact.id))
    )
    return contacts_by_id(session, session.exec(query.limit(1)).all())


def _at(session: Session, model: type[Account | Lead], name: str, ways: Collection[str]) -> Sequence[UUID]:
    called: Any = Account.name if model is Account else _LEAD_NAME
    query = (
        select(model.id)
        .where(col(model.email).in_(ways), *permission.reading(session, str(model.__tablename__)))
        .order_by((called == name).desc(), col(model.id))
    )
    return session.exec(query.limit(1)).all()


def _by_name(session: Session, name: str, about: RecordRef | None) -> Recipient:
    wanted = folded(name)
    near = [one for one in people_of(session, about) if folded(one.name) == wanted]
    if near:
        return next((one for one in near if one.name.casefold() == name.casefold()), near[0])
    ways = {name.lower(), name}
    query = select(Contact.id).where(
        func.lower(Contact.full_name).in_(ways),
        col(Contact.is_active),
        *permission.reading(session, "contact"),
    )
    found = contacts_by_id(session, session.exec(query.limit(2)).all())
    if not found:
        hits = lookups.search_lookup(session, "contact", name)
        found = contacts_by_id(session, [hit.id for hit in hits if folded(hit.name) == wanted])
    if not found:
        raise InputError(f"nobody is called “{name[:60]}”; type an address, or choose a contact")
    if len(found) > 1:
        raise InputError(f"several contacts are called “{name[:60]}”; choose one, or type the address")
    return found[0]


def _fits(one: Recipient, wanted: str) -> bool:
    return wanted in folded(one.name) or wanted in folded(one.address)


def _why_not(name: str, address: str | None, unwanted: bool) -> str:
    if unwanted:
        return wants_no_mail(name)
    return "" if address else f"{name} has no address: add one to the contact, or type it after the name."


def _customers(session: Session, about: RecordRef) -> tuple[list[UUID], list[UUID]]:
    """The contacts and accounts that a record names."""
    match about.table:
        case "contact":
            account = session.exec(select(Contact.account_id).where(Contact.id == about.id)).first()
            return [about.id], [account] if account else []
        case "account":
            primary = session.exec(select(Account.primary_contact_id).where(Account.id == about.id)).first()
            return [primary] if primary else [], [about.id]
        case "opportunity" | "quote" | "sales_order":
            model: Any = {"opportunity": Opportunity, "quote": Quote, "sales_order": Order}[about.table]
            query = select(model.contact_id, model.account_id).where(model.id == about.id)
            contact, account = session.exec(query).first() or (None, None)
            return [contact] if contact else [], [account] if account else []
    return [], []


def _accounts(session: Session, ids: Sequence[UUID]) -> list[Recipient]:
    query = select(Account.id, Account.name, Account.email).where(
        col(Account.id).in_(ids),
        col(Account.email).is_not(None),
        *permission.reading(session, "account"),
    )
    return [
        Recipient(name, address or "", "account", one, "account")
        for one, name, address in session.exec(query)
    ]


def _leads(session: Session, ids: Sequence[UUID]) -> list[Recipient]:
    columns: Any = (Lead.id, _LEAD_NAME, Lead.email)
    query = select(*columns).where(col(Lead.id).in_(ids), *permission.reading(session, "lead"))
    return [
        Recipient(name, address or "", "lead", one, "lead", _why_not(name, address, False))
        for one, name, address in session.exec(query)
    ]
