"""Quotes and orders."""

import uuid
from datetime import date

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from salestui.models.base import MEMO, Owned, Record, Totals, choice, day, link, one_owner, text
from salestui.models.choices import (
    FreightTerms,
    OrderStatus,
    OrderStatusReason,
    PaymentTerms,
    PricingError,
    QuoteStatus,
    QuoteStatusReason,
    ShippingMethod,
)


class SalesDocument(SQLModel):
    """What quotes and orders share."""

    name: str = text(default=..., nullable=False)
    opportunity_id: uuid.UUID | None = link("opportunity")
    account_id: uuid.UUID | None = link("account")
    contact_id: uuid.UUID | None = link("contact")
    price_list_id: uuid.UUID | None = link("price_list")
    currency_id: uuid.UUID | None = link("currency", index=False)
    description: str | None = text(MEMO)
    requested_delivery_date: date | None = day()
    payment_terms: PaymentTerms | None = choice(PaymentTerms)
    shipping_method: ShippingMethod | None = choice(ShippingMethod)
    freight_terms: FreightTerms | None = choice(FreightTerms)
    bill_to_name: str | None = text(200)
    bill_to_address: str | None = text(1000)
    ship_to_name: str | None = text(200)
    ship_to_address: str | None = text(1000)
    pricing_error: PricingError = choice(PricingError, default=PricingError.NONE, nullable=False)


class Quote(Record, Owned, Totals, SalesDocument, table=True):
    """A formal offer. Dataverse: quote."""

    __table_args__ = (
        one_owner(),
        CheckConstraint("revision >= 0", name="revision"),
        CheckConstraint("effective_to >= effective_from", name="validity"),
        CheckConstraint(
            "(status = 0 AND status_reason = 1) OR (status = 1 AND status_reason IN (2, 3))"
            " OR (status = 2 AND status_reason = 4) OR (status = 3 AND status_reason IN (5, 6, 7))",
            name="status_reason",
        ),
        UniqueConstraint("quote_number", "revision"),
        Index("ix_quote_status_effective_to", "status", "effective_to"),
    )

    quote_number: str = text(100, default=..., nullable=False)
    revision: int = Field(default=0)
    status: QuoteStatus = choice(QuoteStatus, default=QuoteStatus.DRAFT, nullable=False)
    status_reason: QuoteStatusReason = choice(
        QuoteStatusReason, default=QuoteStatusReason.DRAFT_IN_PROGRESS, nullable=False
    )
    effective_from: date | None = day()
    effective_to: date | None = day()
    due_by: date | None = day()
    activated_on: date | None = day()
    closed_on: date | None = day()


class Order(Record, Owned, Totals, SalesDocument, table=True):
    """A signed order. Dataverse: salesorder."""

    __tablename__ = "sales_order"
    __table_args__ = (
        one_owner(),
        CheckConstraint(
            "(status = 0 AND status_reason IN (1, 2)) OR (status = 1 AND status_reason = 3)"
            " OR (status = 2 AND status_reason = 4) OR (status = 3 AND status_reason IN (100001, 100002))"
            " OR (status = 4 AND status_reason = 100003)",
            name="status_reason",
        ),
        UniqueConstraint("order_number"),
    )

    order_number: str = text(100, default=..., nullable=False)
    quote_id: uuid.UUID | None = link("quote")
    status: OrderStatus = choice(OrderStatus, default=OrderStatus.ACTIVE, nullable=False)
    status_reason: OrderStatusReason = choice(
        OrderStatusReason, default=OrderStatusReason.NEW, nullable=False
    )
    is_price_locked: bool = Field(default=False)
    date_won: date | None = day()
    submitted_on: date | None = day()
    fulfilled_on: date | None = day()
    canceled_on: date | None = day()
