"""What every table shares: keys, who and when, owner, what a record is about, money and address columns."""

import uuid
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, Date, String
from sqlmodel import Field, SQLModel
from uuid_utils.compat import uuid7

from salestui import clock
from salestui.models.choices import Choice
from salestui.models.types import ChoiceType, Money, Quantity, ScaledDecimal, UtcDateTime

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

NAME = 300
"""Longest topic, subject or name, in characters."""
MEMO = 2000
"""Longest memo, in characters."""
NOTE = 100_000
"""Longest note text, in characters."""


def _defaulted(options: dict[str, Any]) -> dict[str, Any]:
    return options if "default_factory" in options else {"default": None, **options}


def text(length: int = NAME, **options: Any) -> Any:
    """A text column that the database limits to `length` characters."""
    return Field(**_defaulted(options), sa_type=String(length))


def money(**options: Any) -> Any:
    """A money column."""
    return Field(**_defaulted(options), sa_type=Money)


def quantity(**options: Any) -> Any:
    """A quantity column."""
    return Field(**_defaulted(options), sa_type=Quantity)


def percent(**options: Any) -> Any:
    """A percentage with four decimals: 12.5 is 12.5 %."""
    return Field(**_defaulted(options), sa_type=ScaledDecimal(4))


def choice(options: type[Choice], **more: Any) -> Any:
    """A column that holds a member of an option set."""
    return Field(**_defaulted(more), sa_type=ChoiceType(options))


def moment(**options: Any) -> Any:
    """An aware time column, UTC in the file."""
    return Field(**_defaulted(options), sa_type=UtcDateTime)


def day(**options: Any) -> Any:
    """A date column."""
    return Field(**_defaulted(options), sa_type=Date)


def link(target: str, *, index: bool = True, **options: Any) -> Any:
    """A foreign key to the table `target`, indexed unless said otherwise.

    Nothing cascades: a delete that the database did by itself would not be journalled.
    """
    return Field(**_defaulted(options), foreign_key=f"{target}.id", index=index)


def exactly_one(*columns: str, name: str) -> CheckConstraint:
    """A check that one of the columns, and no other, is filled."""
    return CheckConstraint(f"{_filled(columns)} = 1", name=name)


def at_most_one(*columns: str, name: str) -> CheckConstraint:
    """A check that not more than one of the columns is filled."""
    return CheckConstraint(f"{_filled(columns)} <= 1", name=name)


def _filled(columns: tuple[str, ...]) -> str:
    return " + ".join(f"(CASE WHEN {column} IS NULL THEN 0 ELSE 1 END)" for column in columns)


class Record(SQLModel):
    """Key and stamps of every record. The journal sets the stamps when a command is committed."""

    id: uuid.UUID = Field(default_factory=uuid7, primary_key=True)
    created_on: datetime = moment(default_factory=clock.now, nullable=False)
    modified_on: datetime = moment(default_factory=clock.now, nullable=False)
    created_by_id: uuid.UUID | None = Field(default=None)
    """Who made it. No foreign key: the user table itself has these columns, and users are never deleted."""
    modified_by_id: uuid.UUID | None = Field(default=None)


class Owned(SQLModel):
    """The owner of a record: a user or a team."""

    OWNER_CHECK: ClassVar[tuple[str, str]] = ("owner_user_id", "owner_team_id")

    owner_user_id: uuid.UUID | None = link("system_user")
    owner_team_id: uuid.UUID | None = link("team")


def one_owner() -> CheckConstraint:
    """The check of an owned table: a user or a team, not both, not neither."""
    return exactly_one(*Owned.OWNER_CHECK, name="one_owner")


class Regarding(SQLModel):
    """What an activity, note or post is about: at most one record."""

    REGARDING_COLUMNS: ClassVar[tuple[str, ...]] = (
        "opportunity_id",
        "account_id",
        "contact_id",
        "lead_id",
        "quote_id",
        "order_id",
        "competitor_id",
    )

    opportunity_id: uuid.UUID | None = link("opportunity")
    account_id: uuid.UUID | None = link("account")
    contact_id: uuid.UUID | None = link("contact")
    lead_id: uuid.UUID | None = link("lead")
    quote_id: uuid.UUID | None = link("quote")
    order_id: uuid.UUID | None = link("sales_order")
    competitor_id: uuid.UUID | None = link("competitor")


def one_regarding() -> CheckConstraint:
    """The check of a table that regards another record."""
    return at_most_one(*Regarding.REGARDING_COLUMNS, name="one_regarding")


class Address(SQLModel):
    """The first address of a customer, lead or competitor."""

    address_line_1: str | None = text(250)
    address_line_2: str | None = text(250)
    address_line_3: str | None = text(250)
    city: str | None = text(80)
    state_or_province: str | None = text(50)
    postal_code: str | None = text(20)
    country: str | None = text(80)


class SecondAddress(SQLModel):
    """The second address of a competitor. Dataverse: address2_line1 and so on."""

    address2_line_1: str | None = text(250)
    address2_line_2: str | None = text(250)
    address2_line_3: str | None = text(250)
    address2_city: str | None = text(80)
    address2_state_or_province: str | None = text(50)
    address2_postal_code: str | None = text(20)
    address2_country: str | None = text(80)


class Totals(SQLModel):
    """The rolled-up amounts of an opportunity, quote or order, in its own currency."""

    detail_amount: Decimal | None = money()
    """Dataverse: totallineitemamount."""
    line_item_discount_amount: Decimal | None = money()
    """Dataverse: totallineitemdiscountamount."""
    discount_percentage: Decimal | None = percent()
    discount_amount: Decimal | None = money()
    total_discount_amount: Decimal | None = money()
    pre_freight_amount: Decimal | None = money()
    """Dataverse: totalamountlessfreight."""
    freight_amount: Decimal | None = money()
    total_tax: Decimal | None = money()
    total_amount: Decimal | None = money()
