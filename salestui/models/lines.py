"""Line items of opportunities, quotes and orders."""

import uuid
from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from salestui.models.base import MEMO, Record, choice, day, link, money, quantity, text
from salestui.models.choices import PricingError, ProductType


def line_checks() -> tuple[CheckConstraint, ...]:
    """The checks of every table of line items."""
    return (
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("(product_id IS NULL) <> (write_in_product IS NULL)", name="product_or_write_in"),
    )


class LineItem(SQLModel):
    """A product from the catalogue or a write-in product, with its price."""

    sequence: int = Field(default=1)
    product_id: uuid.UUID | None = link("product")
    write_in_product: str | None = text(500)
    product_type: ProductType = choice(ProductType, default=ProductType.PRODUCT, nullable=False)
    unit_id: uuid.UUID | None = link("unit", index=False)
    description: str | None = text(MEMO)
    is_price_overridden: bool = Field(default=False)
    price_per_unit: Decimal | None = money()
    quantity: Decimal = quantity(default=Decimal(1), nullable=False)
    volume_discount: Decimal | None = money()
    """Per unit, read from the discount list."""
    manual_discount: Decimal | None = money()
    tax: Decimal | None = money()
    amount: Decimal | None = money()
    """Dataverse: baseamount."""
    extended_amount: Decimal | None = money()
    requested_delivery_date: date | None = day()
    properties: str | None = text(MEMO)
    """The product's properties as chosen, `name: value` lines."""
    pricing_error: PricingError = choice(PricingError, default=PricingError.NONE, nullable=False)


class OpportunityProduct(Record, LineItem, table=True):
    """A line of an opportunity. Dataverse: opportunityproduct."""

    __tablename__ = "opportunity_product"
    __table_args__ = line_checks()

    opportunity_id: uuid.UUID = link("opportunity", default=..., nullable=False)


class QuoteProduct(Record, LineItem, table=True):
    """A line of a quote. Dataverse: quotedetail."""

    __tablename__ = "quote_product"
    __table_args__ = line_checks()

    quote_id: uuid.UUID = link("quote", default=..., nullable=False)


class OrderProduct(Record, LineItem, table=True):
    """A line of an order. Dataverse: salesorderdetail."""

    __tablename__ = "order_product"
    __table_args__ = line_checks()

    order_id: uuid.UUID = link("sales_order", default=..., nullable=False)
