"""The currency that a record's money is in."""

from typing import NamedTuple
from uuid import UUID

from sqlmodel import Session, col, select

from salestui.models.products import Currency


class CurrencyFacts(NamedTuple):
    """What is needed to show and round money."""

    id: UUID | None
    iso_code: str
    symbol: str
    decimals: int


NO_CURRENCY = CurrencyFacts(None, "", "", 2)
"""Of a file without any currency: amounts without a sign."""


def base_currency(session: Session) -> Currency | None:
    """The currency that the organisation counts in."""
    return session.exec(select(Currency).where(col(Currency.is_base)).limit(1)).first()


def of(session: Session, currency_id: UUID | None) -> CurrencyFacts:
    """The facts of a currency; of the base currency for a record that has none of its own."""
    currency = session.get(Currency, currency_id) if currency_id else base_currency(session)
    if currency is None:
        return NO_CURRENCY
    return CurrencyFacts(currency.id, currency.iso_code, currency.symbol, currency.currency_precision)
