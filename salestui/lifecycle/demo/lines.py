"""The product lines of the demo company's opportunities, and what they come to."""

from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

from salestui.lifecycle import pricing
from salestui.lifecycle.demo import papers
from salestui.lifecycle.demo.company import Company
from salestui.models.choices import RevenueMethod
from salestui.models.lines import OpportunityProduct

if TYPE_CHECKING:
    from salestui.lifecycle.demo.deals import Deal

_FLAGSHIP_LINES = (
    ("mover", "6", "2400", "6480"),
    ("scanner", "24", None, "1068"),
    ("dock", "8", None, "600"),
    ("licence", "2", None, "1152"),
)


def add(company: Company, deal: "Deal") -> None:
    """Lines for deals that are past Develop; their revenue is then what the lines come to."""
    if deal.stage not in {"propose", "close"}:
        return
    record, dice = deal.record, deal.dice
    if deal.is_flagship:
        items = [_item(company, *line) for line in _FLAGSHIP_LINES]
        items.append(_write_in("Site survey, Bergen and Porto", "2", "6500"))
    else:
        items = _fitting_lines(company, Decimal(record.estimated_revenue or 0), dice)
    for sequence, item in enumerate(items, 1):
        item.opportunity_id = record.id
        item.sequence = sequence
    amounts = [pricing.amounts_of(item, papers.METHOD, 2) for item in items]
    for item, amount in zip(items, amounts, strict=True):
        item.amount, item.extended_amount = amount.amount, amount.extended_amount
    totals = pricing.header_totals(amounts, freight_amount=Decimal(1200) if deal.is_flagship else None)
    for name in totals.__slots__:
        setattr(record, name, getattr(totals, name))
    record.revenue_method = RevenueMethod.SYSTEM_CALCULATED
    record.estimated_revenue = totals.total_amount
    company.session.add_all(items)


def _fitting_lines(company: Company, revenue: Decimal, dice: Random) -> list[OpportunityProduct]:
    """Lines that come to about this revenue."""
    items = []
    rest = revenue
    for key in dice.sample(("mover", "gateway", "printer"), k=2):
        price = company.products[key].list_price or Decimal(1)
        count = int(rest * Decimal("0.45") / price)
        if count:
            items.append(_item(company, key, str(count)))
            rest -= count * price
    scanners = max(1, int(rest * Decimal("0.8") / 890))
    items.append(_item(company, "scanner", str(scanners)))
    items.append(_item(company, dice.choice(("training", "support")), "1"))
    return items


def _item(
    company: Company, key: str, count: str, discount: str | None = None, tax: str | None = None
) -> OpportunityProduct:
    product = company.products[key]
    price = product.list_price or Decimal(0)
    return OpportunityProduct(
        product_id=product.id,
        unit_id=product.default_unit_id,
        price_per_unit=price,
        quantity=Decimal(count),
        volume_discount=_volume_discount(price, Decimal(count)) if key == "scanner" else None,
        manual_discount=Decimal(discount) if discount else None,
        tax=Decimal(tax) if tax else None,
    )


def _volume_discount(price: Decimal, count: Decimal) -> Decimal | None:
    percent = next((share for least, share in ((100, 8), (24, 5), (10, "2.5")) if count >= least), None)
    return None if percent is None else pricing.rounded(price * Decimal(percent) / 100, 2)


def _write_in(name: str, count: str, price: str) -> OpportunityProduct:
    return OpportunityProduct(write_in_product=name, quantity=Decimal(count), price_per_unit=Decimal(price))
