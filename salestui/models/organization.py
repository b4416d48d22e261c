"""Settings of the organisation whose file this is, and its number sequences."""

import uuid

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from salestui.models.base import Record, choice, link, text
from salestui.models.choices import DiscountCalculationMethod


class Organization(Record, table=True):
    """The one row of settings that everybody who uses the file shares. Dataverse: organization."""

    __table_args__ = (CheckConstraint("fiscal_year_start_month BETWEEN 1 AND 12", name="fiscal_month"),)

    name: str = text(160, default=..., nullable=False)
    base_currency_id: uuid.UUID | None = link("currency", index=False)
    fiscal_year_start_month: int = Field(default=1)
    discount_calculation_method: DiscountCalculationMethod = choice(
        DiscountCalculationMethod, default=DiscountCalculationMethod.LINE_ITEM, nullable=False
    )
    is_price_list_mandatory: bool = Field(default=True)


class NumberSequence(Record, table=True):
    """The next number of quotes, orders and the like."""

    __tablename__ = "number_sequence"
    __table_args__ = (UniqueConstraint("name"),)

    name: str = text(50, default=..., nullable=False)
    prefix: str = text(20, default="")
    next_number: int = Field(default=1000)
