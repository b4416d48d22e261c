"""What a list should be, by brute force: filter, sort and sum in plain Python."""

from collections.abc import Iterable
from decimal import Decimal, localcontext
from typing import Any

from salestui.store.list_totals import Totals
from salestui.store.query import Order
from tests.store.list_company import TODAY, Company

WORDS = {"topic", "customer_name", "account", "contact", "owner", "currency"}
"""Columns that sort without regard to the case of A to Z."""
DAYS_SINCE = {"age", "stage_since"}
"""Shown as the days since a time: the fewer, the later it was."""
CLOSE = ("estimated_close_date",)
TIES = {
    **dict.fromkeys(("status", "status_reason", "rating", "probability", "pipeline_phase", "owner"), CLOSE),
    "actual_revenue": CLOSE,
    "estimated_close_date": ("topic",),
    "estimated_revenue": ("probability",),
}


def has(deal: Any, text: str) -> bool:
    """Whether the topic, account or contact has the text, in any case."""
    wanted = _folded(text.replace("\0", "").strip())
    return any(wanted in _folded(name) for name in (deal.topic, deal.account, deal.contact) if name)


def _folded(text: str) -> str:
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)


def _lower(text: str) -> str:
    """As SQLite has it: A to Z only."""
    return "".join(letter.lower() if letter.isascii() else letter for letter in text)


def in_order(company: Company, order: tuple[Order, ...]) -> list[Any]:
    """All opportunities in an order; rows without a value in the first key come last."""
    keys = list(order)
    if len(keys) == 1:
        keys += [Order(tie, keys[0].descending) for tie in TIES.get(keys[0].column, ())]
    first = next((key for key in keys if key.column != "status"), keys[0])
    found = sorted(company.deals, key=lambda deal: deal.number, reverse=first.descending)
    for key in reversed(keys):
        found.sort(key=lambda deal: _key(company, deal, key.column), reverse=_is_down(key))
        if key is first:
            found.sort(key=lambda deal: getattr(deal, first.column) is None)
    return found


def _is_down(key: Order) -> bool:
    return key.descending != (key.column in DAYS_SINCE)


def _key(company: Company, deal: Any, column: str) -> tuple[Any, ...]:
    """Something to sort by: nothing before something; customers and owners of one name apart."""
    value = getattr(deal, column)
    if value is None:
        return (0,)
    if column == "owner":
        return (1, _lower(value), deal.owner_user_id or deal.owner_team_id)
    if column in ("account", "contact"):
        other = company.tables[column][getattr(deal, f"{column}_id")]
        return (1, _lower(value), other.number)
    return (1, _lower(value) if column in WORDS else value)


def totals(company: Company, deals: Iterable[Any]) -> Totals:
    """Count and sums in the base currency: each currency is summed, converted, then rounded."""
    deals = list(deals)
    late = [
        deal
        for deal in deals
        if deal.status == 0 and deal.estimated_close_date and deal.estimated_close_date < TODAY.isoformat()
    ]
    return Totals(
        count=len(deals),
        amount=_sum(company, deals, lambda deal: deal.estimated_revenue),
        weighted=_sum(
            company,
            deals,
            lambda deal: (
                None
                if deal.estimated_revenue is None or deal.probability is None
                else deal.estimated_revenue * Decimal(deal.probability) / 100
            ),
        ),
        late=len(late),
        late_amount=_sum(company, late, lambda deal: deal.estimated_revenue),
    )


def _sum(company: Company, deals: list[Any], value: Any) -> int:
    with localcontext() as context:
        context.prec = 60
        by_currency: dict[str | None, Decimal] = {}
        for deal in deals:
            by_currency[deal.currency_id] = by_currency.get(deal.currency_id, Decimal(0)) + (value(deal) or 0)
        total = 0
        for currency, amount in by_currency.items():
            rate = company.tables["currency"][currency].exchange_rate if currency else 10**10
            total += int(
                (amount / (Decimal(rate).scaleb(-10)) + Decimal("0.5")).to_integral_value("ROUND_FLOOR")
            )
        return total
