"""The demo company's quotes and orders."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlmodel import select

from salestui import clock
from salestui.lifecycle import pricing
from salestui.lifecycle.demo import content
from salestui.lifecycle.demo.activities import resolution
from salestui.lifecycle.demo.company import Company
from salestui.lifecycle.posts import announce
from salestui.models.choices import (
    ActivityType,
    DiscountCalculationMethod,
    FreightTerms,
    OrderStatus,
    OrderStatusReason,
    PaymentTerms,
    QuoteStatus,
    QuoteStatusReason,
    ShippingMethod,
)
from salestui.models.lines import OpportunityProduct, OrderProduct, QuoteProduct
from salestui.models.organization import NumberSequence
from salestui.models.quotes import Order, Quote

if TYPE_CHECKING:
    from salestui.lifecycle.demo.deals import Deal

METHOD = DiscountCalculationMethod.LINE_ITEM
_ORDER_STATES = (
    (10, OrderStatus.ACTIVE, OrderStatusReason.NEW),
    (15, OrderStatus.ACTIVE, OrderStatusReason.PENDING),
    (25, OrderStatus.SUBMITTED, OrderStatusReason.IN_PROGRESS),
    (40, OrderStatus.FULFILLED, OrderStatusReason.PARTIAL),
    (60, OrderStatus.FULFILLED, OrderStatusReason.COMPLETE),
    (9999, OrderStatus.INVOICED, OrderStatusReason.INVOICED),
)
"""How far an order has come that was signed so many days ago at most."""
_LOST_STATES = (QuoteStatusReason.LOST, QuoteStatusReason.CANCELED)
_COPIED = (
    "sequence",
    "product_id",
    "write_in_product",
    "product_type",
    "unit_id",
    "is_price_overridden",
    "price_per_unit",
    "quantity",
    "volume_discount",
    "manual_discount",
    "tax",
    "amount",
    "extended_amount",
)


def add(company: Company, deal: "Deal") -> None:
    """The quotes of a deal that has lines, and the order of one that was won."""
    session = company.session
    lines = session.exec(
        select(OpportunityProduct).where(OpportunityProduct.opportunity_id == deal.record.id)
    ).all()
    if not lines:
        return
    if deal.is_flagship:
        sent = content.day(-8)
        number = _number(company, "quote")
        _quote(company, deal, lines, number, QuoteStatusReason.REVISED, sent - timedelta(days=9))
        _quote(company, deal, lines, number, QuoteStatusReason.ACTIVE_IN_PROGRESS, sent, revision=1, valid=15)
        _quote(company, deal, lines[:3], _number(company, "quote"), QuoteStatusReason.DRAFT_IN_PROGRESS, sent)
        return
    sent = content.day(deal.dice.choice((-3, -5, -8, -12)) if deal.state == "open" else deal.closes - 14)
    if deal.state == "open":
        reason = (
            QuoteStatusReason.OPEN
            if deal.stage == "close"
            else deal.dice.choice((QuoteStatusReason.DRAFT_IN_PROGRESS, QuoteStatusReason.ACTIVE_IN_PROGRESS))
        )
    else:
        reason = QuoteStatusReason.WON if deal.state == "won" else deal.dice.choice(_LOST_STATES)
    quote = _quote(company, deal, lines, _number(company, "quote"), reason, sent)
    if deal.state == "won":
        _order(company, deal, lines, quote)


def _number(company: Company, name: str) -> str:
    sequence = company.session.exec(select(NumberSequence).where(NumberSequence.name == name)).one()
    number = f"{sequence.prefix}{sequence.next_number}"
    sequence.next_number += 1
    return number


_STATUS_OF = {
    QuoteStatusReason.DRAFT_IN_PROGRESS: QuoteStatus.DRAFT,
    QuoteStatusReason.ACTIVE_IN_PROGRESS: QuoteStatus.ACTIVE,
    QuoteStatusReason.OPEN: QuoteStatus.ACTIVE,
    QuoteStatusReason.WON: QuoteStatus.WON,
    QuoteStatusReason.LOST: QuoteStatus.CLOSED,
    QuoteStatusReason.CANCELED: QuoteStatus.CLOSED,
    QuoteStatusReason.REVISED: QuoteStatus.CLOSED,
}


def _quote(
    company: Company,
    deal: "Deal",
    lines: Any,
    number: str,
    reason: QuoteStatusReason,
    sent: date,
    *,
    revision: int = 0,
    valid: int = 30,
) -> Quote:
    status = _STATUS_OF[reason]
    closed_on = _closed_on(deal, sent, status)
    created_on = _noon(sent)
    quote = Quote(
        quote_number=number,
        revision=revision,
        name=deal.record.topic,
        status=status,
        status_reason=reason,
        effective_from=sent,
        effective_to=sent + timedelta(days=valid),
        activated_on=None if status is QuoteStatus.DRAFT else sent,
        closed_on=closed_on,
        created_on=created_on,
        modified_on=_noon(closed_on) if closed_on else created_on,
        **_shared(company, deal, lines),
    )
    company.session.add(quote)
    company.session.add_all(QuoteProduct(quote_id=quote.id, **_copy(line)) for line in lines)
    if quote.activated_on is not None:
        activated = f"Quote {number} activated."
        announce(company.session, "quote_activated", activated, "opportunity", deal.record.id, created_on)
    if closed_on is not None and reason is not QuoteStatusReason.REVISED:
        resolution(
            company,
            deal,
            ActivityType.QUOTE_CLOSE,
            f"Quote {reason.label.lower()}: {number}",
            _noon(closed_on),
            quote_id=quote.id,
            actual_revenue=quote.total_amount if reason is QuoteStatusReason.WON else Decimal(0),
            closing_status_reason=int(reason),
        )
    return quote


def _noon(day: date) -> datetime:
    """A little before noon of that day, unless that is still to come."""
    return min(content.at((day - content.day(0)).days, 11, 30), clock.now())


def _closed_on(deal: "Deal", sent: date, status: QuoteStatus) -> date | None:
    if status in {QuoteStatus.DRAFT, QuoteStatus.ACTIVE}:
        return None
    return sent + timedelta(days=9) if deal.state == "open" else content.day(deal.closes)


def _order(company: Company, deal: "Deal", lines: Any, quote: Quote) -> None:
    if deal.record.topic == content.texts()["canceled_order"]:
        status, reason = OrderStatus.CANCELED, OrderStatusReason.NO_MONEY
    else:
        status, reason = next((one, why) for days, one, why in _ORDER_STATES if -deal.closes <= days)
    signed = content.day(deal.closes)
    later = min(signed + timedelta(days=6), content.day(0))
    order = Order(
        order_number=_number(company, "order"),
        name=deal.record.topic,
        quote_id=quote.id,
        status=status,
        status_reason=reason,
        date_won=signed,
        submitted_on=signed if status is not OrderStatus.ACTIVE else None,
        fulfilled_on=later if status in {OrderStatus.FULFILLED, OrderStatus.INVOICED} else None,
        canceled_on=later if status is OrderStatus.CANCELED else None,
        created_on=_noon(signed),
        modified_on=_noon(later),
        **_shared(company, deal, lines),
    )
    company.session.add(order)
    company.session.add_all(OrderProduct(order_id=order.id, **_copy(line)) for line in lines)
    if status in {OrderStatus.FULFILLED, OrderStatus.INVOICED, OrderStatus.CANCELED}:
        resolution(
            company,
            deal,
            ActivityType.ORDER_CLOSE,
            f"Order {reason.label.lower()}: {order.order_number}",
            _noon(later),
            order_id=order.id,
            actual_revenue=Decimal(0) if status is OrderStatus.CANCELED else order.total_amount,
            closing_status_reason=int(reason),
        )


def _copy(line: OpportunityProduct) -> dict[str, Any]:
    return {name: getattr(line, name) for name in _COPIED}


def _shared(company: Company, deal: "Deal", lines: Any) -> dict[str, Any]:
    account = company.accounts[deal.account]
    amounts = [pricing.amounts_of(line, METHOD, 2) for line in lines]
    totals = pricing.header_totals(amounts, freight_amount=deal.record.freight_amount or Decimal(0))
    return {
        "opportunity_id": deal.record.id,
        "account_id": account.id,
        "contact_id": deal.record.contact_id,
        "price_list_id": company.retail.id,
        "currency_id": company.currency_id,
        "payment_terms": deal.dice.choice(list(PaymentTerms)),
        "shipping_method": deal.dice.choice(list(ShippingMethod)),
        "freight_terms": FreightTerms.FOB,
        "bill_to_name": account.name,
        "bill_to_address": f"{account.city}, {account.country}",
        "ship_to_name": account.name,
        "ship_to_address": f"{account.city}, {account.country}",
        **{name: getattr(totals, name) for name in totals.__slots__},
        **deal.mine,
    }
