"""Accounts and contacts."""

import uuid
from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlmodel import Field

from salestui.models.base import MEMO, Address, Owned, Record, choice, day, link, money, one_owner, text
from salestui.models.choices import Industry


class Account(Record, Owned, Address, table=True):
    """A company. Dataverse: account."""

    __table_args__ = (
        one_owner(),
        CheckConstraint("number_of_employees >= 0", name="employees"),
        CheckConstraint("year_established BETWEEN 1 AND 9999", name="year"),
        Index("ix_account_name", "name"),
        Index("ix_account_sort_name", sql("lower(name)")),
        UniqueConstraint("import_key"),
    )

    name: str = text(160, default=..., nullable=False)
    account_number: str | None = text(20, index=True)
    parent_account_id: uuid.UUID | None = link("account")
    # The two tables refer to each other, so one of the keys is added after both exist.
    primary_contact_id: uuid.UUID | None = Field(default=None, index=True)
    industry: Industry | None = choice(Industry)
    annual_revenue: Decimal | None = money()
    number_of_employees: int | None = None
    year_established: int | None = None
    ticker_symbol: str | None = text(10)
    website: str | None = text(200)
    phone: str | None = text(50)
    fax: str | None = text(50)
    email: str | None = text(320)
    currency_id: uuid.UUID | None = link("currency", index=False)
    description: str | None = text(MEMO)
    is_active: bool = Field(default=True)
    import_key: str | None = text(200)


class Contact(Record, Owned, Address, table=True):
    """A person at a customer. Dataverse: contact."""

    __table_args__ = (
        one_owner(),
        Index("ix_contact_full_name", "full_name"),
        Index("ix_contact_sort_name", sql("lower(full_name)")),
        Index("ix_contact_email", "email"),
        UniqueConstraint("import_key"),
    )

    first_name: str | None = text(100)
    middle_name: str | None = text(100)
    last_name: str | None = text(100)
    full_name: str = text(305, default=..., nullable=False)
    salutation: str | None = text(100)
    suffix: str | None = text(20)
    nickname: str | None = text(100)
    job_title: str | None = text(100)
    department: str | None = text(100)
    account_id: uuid.UUID | None = link("account")
    email: str | None = text(320)
    email_2: str | None = text(320)
    business_phone: str | None = text(50)
    mobile_phone: str | None = text(50)
    home_phone: str | None = text(50)
    fax: str | None = text(50)
    website: str | None = text(200)
    birthday: date | None = day()
    photo_sha256: str | None = text(64)
    vcard_uid: str | None = text(200, index=True)
    address_is_home: bool = Field(default=False)
    """Not of the office. Dynamics 365 has a type of the address."""
    do_not_email: bool = Field(default=False)
    do_not_phone: bool = Field(default=False)
    description: str | None = text(MEMO)
    is_active: bool = Field(default=True)
    import_key: str | None = text(200)
