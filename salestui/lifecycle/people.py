"""Who is in an opportunity: stakeholders, the sales team, competitors and how we fared against them."""

from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from salestui.lifecycle import permission, rivals
from salestui.lifecycle.roles import DECIDING_ORDER
from salestui.lifecycle.shapes import Rival, Stakeholder, TeamMember
from salestui.models.choices import ConnectionRole
from salestui.models.connections import Connection
from salestui.models.customers import Account, Contact
from salestui.models.users import User
from salestui.store.rows import raw


def stakeholders(session: Session, opportunity_id: UUID) -> tuple[Stakeholder, ...]:
    """The contacts and accounts connected to an opportunity, those who decide first."""
    company = aliased(Account)
    columns: Any = (
        Connection.id,
        Connection.contact_id,
        Connection.party_account_id,
        func.coalesce(Contact.full_name, Account.name),
        Connection.role,
        Contact.job_title,
        company.name,
        func.coalesce(Contact.email, Account.email),
        func.coalesce(Contact.business_phone, Contact.mobile_phone, Account.phone),
    )
    query = (
        select(*columns)
        .select_from(Connection)
        .join(Contact, col(Contact.id) == Connection.contact_id, isouter=True)
        .join(company, company.id == Contact.account_id, isouter=True)
        .join(Account, col(Account.id) == Connection.party_account_id, isouter=True)
        .where(
            Connection.opportunity_id == opportunity_id,
            col(Connection.user_id).is_(None),
            *permission.reading(session, "connection"),
        )
    )
    found = [
        Stakeholder(link, "contact" if contact_id else "account", contact_id or account_id, *told)
        for link, contact_id, account_id, *told in session.exec(query)
    ]
    return tuple(sorted(found, key=lambda who: (DECIDING_ORDER[who.role], who.name.casefold())))


def sales_team(session: Session, opportunity_id: UUID) -> tuple[TeamMember, ...]:
    """The users on the sales team of an opportunity, by role and name."""
    columns: Any = (
        Connection.id,
        User.id,
        User.full_name,
        Connection.role,
        User.job_title,
        User.email,
    )
    query = (
        select(*columns)
        .select_from(Connection)
        .join(User, col(User.id) == Connection.user_id)
        .where(Connection.opportunity_id == opportunity_id, *permission.reading(session, "connection"))
        .order_by(Connection.role, func.lower(User.full_name))
    )
    return tuple(TeamMember(*row) for row in session.exec(query))


def competitors(session: Session, opportunity_id: UUID) -> tuple[Rival, ...]:
    """The competitors in an opportunity, by name, and how we fared where the user of the session may read."""
    session.flush()  # they are read past the ORM
    return rivals.of(raw(session), permission.readers(session)("opportunity"), opportunity_id)


def add_stakeholder(
    session: Session,
    opportunity_id: UUID,
    contact_id: UUID,
    role: ConnectionRole = ConnectionRole.STAKEHOLDER,
) -> Connection:
    """Connect a contact to an opportunity; one that is connected already, in whatever role, stays so."""
    known = session.exec(
        select(Connection).where(
            Connection.opportunity_id == opportunity_id, Connection.contact_id == contact_id
        )
    ).first()
    if known:
        return known
    connection = Connection(opportunity_id=opportunity_id, contact_id=contact_id, role=role)
    session.add(connection)
    return connection
