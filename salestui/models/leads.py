"""Leads and the campaigns that they come from."""

import uuid
from decimal import Decimal

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from salestui.models.base import MEMO, Address, Owned, Record, choice, link, money, one_owner, text
from salestui.models.choices import (
    BudgetStatus,
    Industry,
    InitialCommunication,
    LeadSource,
    LeadStatus,
    LeadStatusReason,
    Need,
    PurchaseProcess,
    PurchaseTimeframe,
    Rating,
)


class Campaign(Record, table=True):
    """Where leads and opportunities come from."""

    __table_args__ = (UniqueConstraint("name"),)

    name: str = text(128, default=..., nullable=False)
    code: str | None = text(32)


class Lead(Record, Owned, Address, table=True):
    """Somebody who may become a customer. Dataverse: lead."""

    __table_args__ = (
        one_owner(),
        CheckConstraint(
            "(status = 0 AND status_reason IN (1, 2)) OR (status = 1 AND status_reason = 3)"
            " OR (status = 2 AND status_reason IN (4, 5, 6, 7))",
            name="status_reason",
        ),
        Index("ix_lead_status_created_on", "status", "created_on"),
        Index("ix_lead_topic", "topic"),
        UniqueConstraint("import_key"),
    )

    topic: str = text(default=..., nullable=False)
    first_name: str | None = text(100)
    last_name: str | None = text(100)
    full_name: str | None = text(305, index=True)
    company_name: str | None = text(160, index=True)
    job_title: str | None = text(100)
    business_phone: str | None = text(50)
    mobile_phone: str | None = text(50)
    email: str | None = text(320, index=True)
    website: str | None = text(200)
    industry: Industry | None = choice(Industry)
    annual_revenue: Decimal | None = money()
    number_of_employees: int | None = None
    lead_source: LeadSource | None = choice(LeadSource)
    rating: Rating | None = choice(Rating, default=Rating.WARM)
    status: LeadStatus = choice(LeadStatus, default=LeadStatus.OPEN, nullable=False)
    status_reason: LeadStatusReason = choice(LeadStatusReason, default=LeadStatusReason.NEW, nullable=False)
    budget_amount: Decimal | None = money()
    budget_status: BudgetStatus | None = choice(BudgetStatus)
    purchase_timeframe: PurchaseTimeframe | None = choice(PurchaseTimeframe)
    purchase_process: PurchaseProcess | None = choice(PurchaseProcess)
    decision_maker: bool = Field(default=False)
    need: Need | None = choice(Need)
    initial_communication: InitialCommunication | None = choice(InitialCommunication)
    description: str | None = text(MEMO)
    qualification_comments: str | None = text(MEMO)
    campaign_id: uuid.UUID | None = link("campaign")
    parent_contact_id: uuid.UUID | None = link("contact")
    parent_account_id: uuid.UUID | None = link("account")
    # Leads and opportunities refer to each other; the opportunity's key to its lead is the one enforced.
    qualifying_opportunity_id: uuid.UUID | None = Field(default=None, index=True)
    currency_id: uuid.UUID | None = link("currency", index=False)
    import_key: str | None = text(200)
