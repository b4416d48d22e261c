"""What lines and records come to, rounded to the currency, and the line items of an opportunity.

Amount = (price per unit - volume discount) x quantity. Extended amount = amount - manual discount + tax; the
organisation counts the manual discount once a line or once a unit. Totals: see `header_totals`.
"""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from salestui.lifecycle import currencies
from salestui.lifecycle.shapes import HeaderTotals, Line, LineAmounts, LineItems
from salestui.models.choices import DiscountCalculationMethod, PricingError, RevenueMethod
from salestui.models.lines import LineItem, OpportunityProduct
from salestui.models.opportunities import Opportunity
from salestui.models.organization import Organization
from salestui.models.products import PriceList, Product, Unit

ZERO = Decimal(0)


def rounded(amount: Decimal, decimals: int) -> Decimal:
    """The amount in the smallest unit of its currency; halves go up."""
    return amount.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def line_amounts(
    *,
    price_per_unit: Decimal | None,
    quantity: Decimal,
    volume_discount: Decimal | None = None,
    manual_discount: Decimal | None = None,
    tax: Decimal | None = None,
    method: DiscountCalculationMethod = DiscountCalculationMethod.LINE_ITEM,
    decimals: int = 2,
) -> LineAmounts:
    """What a line comes to; a price that is not known counts as nothing."""
    amount = rounded(((price_per_unit or ZERO) - (volume_discount or ZERO)) * quantity, decimals)
    times = quantity if method is DiscountCalculationMethod.PER_UNIT else Decimal(1)
    discount = rounded((manual_discount or ZERO) * times, decimals)
    taxed = rounded(tax or ZERO, decimals)
    return LineAmounts(amount, discount, amount - discount + taxed, taxed)


def header_totals(
    lines: Iterable[LineAmounts],
    *,
    discount_percentage: Decimal | None = None,
    discount_amount: Decimal | None = None,
    freight_amount: Decimal | None = None,
    decimals: int = 2,
) -> HeaderTotals:
    """What the lines of a record come to.

    Detail amount = sum of amounts less manual discounts. Pre-freight = detail - percentage of it - amount.
    Total = pre-freight + freight + tax. Volume discounts are part of the prices and in no discount total.
    """
    lines = list(lines)
    detail = sum((line.amount - line.discount for line in lines), ZERO)
    line_discounts = sum((line.discount for line in lines), ZERO)
    tax = sum((line.tax for line in lines), ZERO)
    of_header = rounded(detail * (discount_percentage or ZERO) / 100, decimals) + (discount_amount or ZERO)
    pre_freight = detail - of_header
    return HeaderTotals(
        detail_amount=detail,
        line_item_discount_amount=line_discounts,
        discount_percentage=discount_percentage,
        discount_amount=discount_amount,
        total_discount_amount=line_discounts + of_header,
        pre_freight_amount=pre_freight,
        freight_amount=freight_amount,
        total_tax=tax,
        total_amount=pre_freight + (freight_amount or ZERO) + tax,
    )


def discount_method(session: Session) -> DiscountCalculationMethod:
    """How the organisation counts manual discounts."""
    organization = session.exec(select(Organization).limit(1)).first()
    return organization.discount_calculation_method if organization else DiscountCalculationMethod.LINE_ITEM


def lines_of(session: Session, opportunity: Opportunity) -> LineItems:
    """The lines of an opportunity in their order, and the totals that they come to now."""
    currency = currencies.of(session, opportunity.currency_id)
    method = discount_method(session)
    columns: Any = (OpportunityProduct, Product.name, Unit.name)
    query = (
        select(*columns)
        .join(Product, col(Product.id) == OpportunityProduct.product_id, isouter=True)
        .join(Unit, col(Unit.id) == OpportunityProduct.unit_id, isouter=True)
        .where(OpportunityProduct.opportunity_id == opportunity.id)
        .order_by(OpportunityProduct.sequence, OpportunityProduct.id)
    )
    found = [
        (item, product, unit, amounts_of(item, method, currency.decimals))
        for item, product, unit in session.exec(query)
    ]
    price_list = session.get(PriceList, opportunity.price_list_id) if opportunity.price_list_id else None
    return LineItems(
        lines=tuple(_line(*row) for row in found),
        totals=_totals(opportunity, [amounts for *_, amounts in found], currency.decimals),
        price_list=price_list.name if price_list else None,
        currency=currency.iso_code,
        symbol=currency.symbol,
        decimals=currency.decimals,
        is_system_calculated=opportunity.revenue_method is RevenueMethod.SYSTEM_CALCULATED,
    )


def has_lines(session: Session, opportunity_id: UUID) -> bool:
    """Whether an opportunity has line items."""
    query = select(OpportunityProduct.id).where(OpportunityProduct.opportunity_id == opportunity_id)
    return session.exec(query.limit(1)).first() is not None


def recalculate(session: Session, opportunity: Opportunity) -> None:
    """Set the amounts of an opportunity's lines, its totals and, if it is system-calculated, its revenue.

    Prices are taken as they stand on the lines.
    """
    decimals = currencies.of(session, opportunity.currency_id).decimals
    method = discount_method(session)
    items = session.exec(
        select(OpportunityProduct).where(OpportunityProduct.opportunity_id == opportunity.id)
    ).all()
    all_amounts = []
    for item in items:
        amounts = amounts_of(item, method, decimals)
        _set(item, "amount", amounts.amount)
        _set(item, "extended_amount", amounts.extended_amount)
        all_amounts.append(amounts)
    totals = _totals(opportunity, all_amounts, decimals)
    for name in HeaderTotals.__slots__:
        _set(opportunity, name, getattr(totals, name))
    if opportunity.revenue_method is RevenueMethod.SYSTEM_CALCULATED:
        _set(opportunity, "estimated_revenue", totals.total_amount)


def amounts_of(item: LineItem, method: DiscountCalculationMethod, decimals: int) -> LineAmounts:
    """What a line of an opportunity, quote or order comes to."""
    return line_amounts(
        price_per_unit=item.price_per_unit,
        quantity=item.quantity,
        volume_discount=item.volume_discount,
        manual_discount=item.manual_discount,
        tax=item.tax,
        method=method,
        decimals=decimals,
    )


def _totals(opportunity: Opportunity, lines: Iterable[LineAmounts], decimals: int) -> HeaderTotals:
    return header_totals(
        lines,
        discount_percentage=opportunity.discount_percentage,
        discount_amount=opportunity.discount_amount,
        freight_amount=opportunity.freight_amount,
        decimals=decimals,
    )


def _line(item: OpportunityProduct, product: str | None, unit: str | None, amounts: LineAmounts) -> Line:
    return Line(
        id=item.id,
        sequence=item.sequence,
        name=product or item.write_in_product or "",
        product_id=item.product_id,
        unit=unit,
        is_price_overridden=item.is_price_overridden,
        price_per_unit=item.price_per_unit,
        quantity=item.quantity,
        volume_discount=item.volume_discount,
        manual_discount=item.manual_discount,
        tax=item.tax,
        amount=amounts.amount,
        extended_amount=amounts.extended_amount,
        description=item.description,
        properties=_properties(item.properties),
        requested_delivery_date=item.requested_delivery_date,
        problem=None if item.pricing_error is PricingError.NONE else item.pricing_error.label,
    )


def _properties(text: str | None) -> tuple[tuple[str, str], ...]:
    pairs = (line.partition(":") for line in (text or "").splitlines() if line.strip())
    return tuple((name.strip(), value.strip()) for name, _, value in pairs)


def _set(record: OpportunityProduct | Opportunity, name: str, value: Decimal | None) -> None:
    # Assigning an equal value would still mark the record as changed.
    if getattr(record, name) != value:
        setattr(record, name, value)
