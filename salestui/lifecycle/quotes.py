"""The quotes of an opportunity."""

from typing import Any
from uuid import UUID

from sqlmodel import Session, col, func, select

from salestui.lifecycle import currencies, permission
from salestui.lifecycle.shapes import QuoteRow
from salestui.models.lines import QuoteProduct
from salestui.models.products import Currency
from salestui.models.quotes import Quote


def quotes_of(session: Session, opportunity_id: UUID) -> tuple[QuoteRow, ...]:
    """The quotes of an opportunity, the newest number and revision first."""
    lines = (
        select(func.count())
        .select_from(QuoteProduct)
        .where(QuoteProduct.quote_id == Quote.id)
        .correlate(Quote)
        .scalar_subquery()
    )
    columns: Any = (Quote, Currency.symbol, lines)
    query = (
        select(*columns)
        .join(Currency, col(Currency.id) == Quote.currency_id, isouter=True)
        .where(Quote.opportunity_id == opportunity_id, *permission.reading(session, "quote"))
        .order_by(col(Quote.quote_number).desc(), col(Quote.revision).desc())
    )
    found = session.exec(query).all()
    base = currencies.of(session, None).symbol if any(symbol is None for _, symbol, _ in found) else ""
    return tuple(
        QuoteRow(
            id=quote.id,
            number=quote.quote_number,
            revision=quote.revision,
            name=quote.name,
            status=quote.status,
            status_reason=quote.status_reason.label,
            total_amount=quote.total_amount,
            symbol=base if symbol is None else symbol,
            valid_from=quote.effective_from,
            valid_to=quote.effective_to,
            activated_on=quote.activated_on,
            line_count=count,
        )
        for quote, symbol, count in found
    )
