"""Competitors and the opportunities that they compete for."""

import uuid
from decimal import Decimal

from sqlalchemy import CheckConstraint, Index, UniqueConstraint

from salestui.models.base import MEMO, Address, Record, SecondAddress, link, money, percent, text


class Competitor(Record, Address, SecondAddress, table=True):
    """A rival vendor. Dataverse: competitor."""

    __table_args__ = (
        UniqueConstraint("name"),
        CheckConstraint("win_percentage BETWEEN 0 AND 1000000", name="win_percentage"),
        UniqueConstraint("import_key"),
    )

    name: str = text(160, default=..., nullable=False)
    website: str | None = text(200)
    ticker_symbol: str | None = text(10)
    stock_exchange: str | None = text(20)
    key_product: str | None = text(200)
    reported_revenue: Decimal | None = money()
    reporting_quarter: int | None = None
    reporting_year: int | None = None
    win_percentage: Decimal | None = percent()
    strengths: str | None = text(MEMO)
    weaknesses: str | None = text(MEMO)
    opportunities: str | None = text(MEMO)
    threats: str | None = text(MEMO)
    overview: str | None = text(MEMO)
    reference_info_url: str | None = text(200)
    currency_id: uuid.UUID | None = link("currency", index=False)
    import_key: str | None = text(200)


class OpportunityCompetitor(Record, table=True):
    """A competitor in an opportunity. Dataverse: opportunitycompetitors."""

    __tablename__ = "opportunity_competitor"
    __table_args__ = (
        UniqueConstraint("opportunity_id", "competitor_id"),
        # The newest opportunities against a competitor are read from the index alone.
        Index("ix_opportunity_competitor_competitor_id", "competitor_id", "opportunity_id"),
    )

    opportunity_id: uuid.UUID = link("opportunity", default=..., nullable=False, index=False)
    competitor_id: uuid.UUID = link("competitor", index=False, default=..., nullable=False)
