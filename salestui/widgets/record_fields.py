"""Which fields of an opportunity its screen shows, in which order, under which words."""

from collections.abc import Iterator

from salestui import clock, formats
from salestui.formats import DateFormat
from salestui.lifecycle.shapes import OpportunityRecord
from salestui.models.choices import OpportunityStatus

MAIN = {
    "topic": "Topic",
    "account": "Account",
    "contact": "Contact",
    "estimated_close_date": "Close date",
    "estimated_revenue": "Revenue",
    "probability": "Chance",
    "rating": "Rating",
    "purchase_timeframe": "Timeframe",
    "purchase_process": "Process",
    "budget_amount": "Budget",
    "budget_status": "Budget is",
    "need": "Need",
    "price_list": "Price list",
    "forecast_category": "Forecast",
    "originating_lead": "Lead",
}
"""What stands first, with labels that fit the column."""
MEMOS = (
    "customer_need",
    "proposed_solution",
    "current_situation",
    "customer_pain_points",
    "description",
    "qualification_comments",
    "quote_comments",
)
FIRST_MEMOS = MEMOS[:2]
"""These stand among the first even when they are empty."""
MORE = {
    "owner_user": "Owner",
    "owner_team": "Owner team",
    "status_reason": "Status is",
    "revenue_method": "Revenue is",
    "currency": "Currency",
    "timeline": "Timeline",
    "campaign": "Campaign",
    "initial_communication": "Contacted",
    "discount_percentage": "Discount %",
    "discount_amount": "Discount",
    "freight_amount": "Freight",
    "sales_stage": "Stage",
    "actual_close_date": "Closed on",
    "actual_revenue": "Actual",
    "created_on": "Created on",
    "created_by": "Created by",
    "modified_on": "Changed on",
    "modified_by": "Changed by",
}
STEPS = (
    "decision_maker",
    "evaluate_fit",
    "confirm_interest",
    "pursuit_decision",
    "identify_customer_contacts",
    "identify_competitors",
    "identify_pursuit_team",
    "develop_proposal",
    "complete_internal_review",
    "present_proposal",
    "capture_proposal_feedback",
    "resolve_feedback",
    "complete_final_proposal",
    "present_final_proposal",
    "final_decision_date",
    "send_thank_you_note",
    "file_debrief",
    "schedule_proposal_meeting",
    "schedule_follow_up_prospect",
    "schedule_follow_up_qualify",
)
"""What the phases of the process ask for."""


def label(record: OpportunityRecord, name: str) -> str:
    """The label in the column; the state of a budget goes without one under its amount, as one thing."""
    if name == "budget_status" and all(_holds(record, one) for one in ("budget_amount", name)):
        return ""
    short = MAIN.get(name) or MORE.get(name)
    return short or record.fields[name].field.label


def first_names(record: OpportunityRecord, wanted: set[str]) -> Iterator[str]:
    """The fields of one line that stand first; one that nobody can fill only when it holds something."""
    for name in MAIN:
        if _holds(record, name) or name in wanted or not record.fields[name].field.read_only:
            yield name


def first_memos(record: OpportunityRecord, wanted: set[str]) -> Iterator[str]:
    """The texts that stand below them: those that hold something or are `wanted`, such as edited ones."""
    for name in MEMOS:
        if _holds(record, name) or name in wanted or name in FIRST_MEMOS:
            yield name


def more_names(record: OpportunityRecord) -> Iterator[str]:
    """The other fields of one line."""
    for name in MORE:
        if _holds(record, name) or not record.fields[name].field.read_only:
            yield name


def _holds(record: OpportunityRecord, name: str) -> bool:
    return record.fields[name].value is not None


def banner(record: OpportunityRecord, style: DateFormat) -> str:
    """The line over the fields of a closed record: "✓ Won 12 Nov, read-only"."""
    if record.status is OpportunityStatus.OPEN:
        return ""
    sign = "✓ " if record.status is OpportunityStatus.WON else ""
    closed = record.actual_close_date
    day = f" {formats.day(closed, clock.today(), style)}" if closed is not None else ""
    return f"{sign}{record.status.label}{day}, read-only"
