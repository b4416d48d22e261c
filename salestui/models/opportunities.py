"""Opportunities."""

import uuid
from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlmodel import Field

from salestui.models.base import MEMO, Owned, Record, Totals, choice, day, link, money, one_owner, text
from salestui.models.choices import (
    BudgetStatus,
    ForecastCategory,
    InitialCommunication,
    Need,
    OpportunityStatus,
    OpportunityStatusReason,
    PricingError,
    PurchaseProcess,
    PurchaseTimeframe,
    Rating,
    RevenueMethod,
    SalesStage,
    Timeline,
)


class Opportunity(Record, Owned, Totals, table=True):
    """A possible sale. Dataverse: opportunity.

    The potential customer is the account if there is one, else the contact, as the Sales Hub fills it;
    `customer_name` is its name, kept by triggers of the store and never written by a verb.
    """

    __table_args__ = (
        one_owner(),
        CheckConstraint("probability BETWEEN 0 AND 100", name="probability"),
        CheckConstraint("discount_percentage BETWEEN 0 AND 1000000", name="discount_percentage"),
        CheckConstraint(
            "(status = 0 AND status_reason IN (1, 2)) OR (status = 1 AND status_reason = 3)"
            " OR (status = 2 AND status_reason IN (4, 5))",
            name="status_reason",
        ),
        CheckConstraint(
            "(status = 0 AND actual_close_date IS NULL) OR (status <> 0 AND actual_close_date IS NOT NULL)",
            name="closed_has_date",
        ),
        # Each sort of a list reads rows of one status in the order of one of these. Text sorts without case;
        # columns in which many rows are equal have a second one (salestui.store.list_sql.TIES).
        Index("ix_opportunity_status_topic", "status", sql("lower(topic)")),
        Index("ix_opportunity_status_customer_name", "status", sql("lower(customer_name)")),
        Index(
            "ix_opportunity_status_estimated_close_date",
            "status",
            "estimated_close_date",
            sql("lower(topic)"),
        ),
        # With the probability, so that sums and weighted sums need no other look.
        Index("ix_opportunity_status_estimated_revenue", "status", "estimated_revenue", "probability"),
        Index("ix_opportunity_status_actual_close_date", "status", "actual_close_date"),
        Index("ix_opportunity_status_actual_revenue", "status", "actual_revenue", "estimated_close_date"),
        Index("ix_opportunity_status_created_on", "status", "created_on"),
        Index("ix_opportunity_status_modified_on", "status", "modified_on"),
        Index("ix_opportunity_status_rating", "status", "rating", "estimated_close_date"),
        Index("ix_opportunity_status_probability", "status", "probability", "estimated_close_date"),
        Index("ix_opportunity_status_pipeline_phase", "status", "pipeline_phase", "estimated_close_date"),
        Index("ix_opportunity_status_status_reason", "status", "status_reason", "estimated_close_date"),
        Index("ix_opportunity_owner_user_id_status", "owner_user_id", "status", "estimated_close_date"),
        Index("ix_opportunity_owner_team_id_status", "owner_team_id", "status", "estimated_close_date"),
        Index("ix_opportunity_account_id_status", "account_id", "status"),
        Index("ix_opportunity_contact_id_status", "contact_id", "status"),
        UniqueConstraint("import_key"),
    )

    topic: str = text(default=..., nullable=False)
    account_id: uuid.UUID | None = link("account", index=False)
    contact_id: uuid.UUID | None = link("contact", index=False)
    customer_name: str | None = text(305)
    estimated_close_date: date | None = day()
    estimated_revenue: Decimal | None = money()
    revenue_method: RevenueMethod = choice(RevenueMethod, default=RevenueMethod.USER_PROVIDED, nullable=False)
    """Dataverse: isrevenuesystemcalculated."""
    price_list_id: uuid.UUID | None = link("price_list")
    currency_id: uuid.UUID | None = link("currency", index=False)
    budget_amount: Decimal | None = money()
    budget_status: BudgetStatus | None = choice(BudgetStatus)
    purchase_timeframe: PurchaseTimeframe | None = choice(PurchaseTimeframe)
    purchase_process: PurchaseProcess | None = choice(PurchaseProcess)
    need: Need | None = choice(Need)
    timeline: Timeline | None = choice(Timeline)
    rating: Rating | None = choice(Rating, default=Rating.WARM)
    probability: int | None = None
    sales_stage: SalesStage | None = choice(SalesStage, default=SalesStage.QUALIFY)
    pipeline_phase: str | None = text(200)
    """Dataverse: stepname, such as 2-Develop; set by the process."""
    forecast_category: ForecastCategory | None = choice(ForecastCategory, default=ForecastCategory.PIPELINE)
    description: str | None = text(MEMO)
    current_situation: str | None = text(MEMO)
    customer_need: str | None = text(MEMO)
    proposed_solution: str | None = text(MEMO)
    customer_pain_points: str | None = text(MEMO)
    quote_comments: str | None = text(MEMO)
    qualification_comments: str | None = text(MEMO)
    initial_communication: InitialCommunication | None = choice(InitialCommunication)
    # Steps of the process that are marked complete.
    decision_maker: bool = Field(default=False)
    evaluate_fit: bool = Field(default=False)
    confirm_interest: bool = Field(default=False)
    pursuit_decision: bool = Field(default=False)
    identify_customer_contacts: bool = Field(default=False)
    identify_competitors: bool = Field(default=False)
    identify_pursuit_team: bool = Field(default=False)
    develop_proposal: bool = Field(default=False)
    complete_internal_review: bool = Field(default=False)
    present_proposal: bool = Field(default=False)
    capture_proposal_feedback: bool = Field(default=False)
    resolve_feedback: bool = Field(default=False)
    complete_final_proposal: bool = Field(default=False)
    present_final_proposal: bool = Field(default=False)
    send_thank_you_note: bool = Field(default=False)
    file_debrief: bool = Field(default=False)
    # Dates of the process.
    final_decision_date: date | None = day()
    schedule_proposal_meeting: date | None = day()
    schedule_follow_up_prospect: date | None = day()
    schedule_follow_up_qualify: date | None = day()
    originating_lead_id: uuid.UUID | None = link("lead")
    campaign_id: uuid.UUID | None = link("campaign")
    pricing_error: PricingError = choice(PricingError, default=PricingError.NONE, nullable=False)
    status: OpportunityStatus = choice(OpportunityStatus, default=OpportunityStatus.OPEN, nullable=False)
    status_reason: OpportunityStatusReason = choice(
        OpportunityStatusReason, default=OpportunityStatusReason.IN_PROGRESS, nullable=False
    )
    actual_close_date: date | None = day()
    actual_revenue: Decimal | None = money()
    import_key: str | None = text(200)
