"""Stakeholders and the sales team of an opportunity; what a user follows."""

import uuid
from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint

from salestui.models.base import MEMO, Record, choice, day, exactly_one, link, text
from salestui.models.choices import ConnectionRole


class Connection(Record, table=True):
    """Somebody connected to an opportunity in a role. Dataverse: connection.

    Contacts and accounts take the stakeholder roles, users those of the sales team.
    """

    __table_args__ = (
        exactly_one("contact_id", "party_account_id", "user_id", name="one_party"),
        CheckConstraint("(user_id IS NOT NULL) = (role > 100)", name="role_fits_party"),
        CheckConstraint("end_date >= start_date", name="ends_after_start"),
        UniqueConstraint("opportunity_id", "contact_id", "role"),
        UniqueConstraint("opportunity_id", "party_account_id", "role"),
        UniqueConstraint("opportunity_id", "user_id", "role"),
    )

    opportunity_id: uuid.UUID = link("opportunity", default=..., nullable=False)
    contact_id: uuid.UUID | None = link("contact")
    party_account_id: uuid.UUID | None = link("account")
    user_id: uuid.UUID | None = link("system_user")
    role: ConnectionRole = choice(ConnectionRole, default=ConnectionRole.STAKEHOLDER, nullable=False)
    start_date: date | None = day()
    end_date: date | None = day()
    description: str | None = text(MEMO)


class Follow(Record, table=True):
    """A record that a user follows. Dataverse: postfollow."""

    __table_args__ = (
        exactly_one("opportunity_id", "account_id", "contact_id", "lead_id", name="one_target"),
        UniqueConstraint("user_id", "opportunity_id"),
        UniqueConstraint("user_id", "account_id"),
        UniqueConstraint("user_id", "contact_id"),
        UniqueConstraint("user_id", "lead_id"),
    )

    user_id: uuid.UUID = link("system_user", default=..., nullable=False, index=False)
    opportunity_id: uuid.UUID | None = link("opportunity")
    account_id: uuid.UUID | None = link("account")
    contact_id: uuid.UUID | None = link("contact")
    lead_id: uuid.UUID | None = link("lead")
