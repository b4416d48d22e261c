"""Which fields of a record are shown, in which order, under which words. Labels fit the column."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from salestui.models.fields import FIELDS

_STAMPS = {
    "created_on": "Created on",
    "created_by": "Created by",
    "modified_on": "Changed on",
    "modified_by": "Changed by",
}
_OWNER = {"owner_user": "Owner", "owner_team": "Owner team"}
_ADDRESS = {
    "address_line_1": "Street",
    "address_line_2": "Line 2",
    "address_line_3": "Line 3",
    "postal_code": "Postcode",
    "city": "City",
    "state_or_province": "State",
    "country": "Country",
}
_SECOND_ADDRESS = {
    "address2_line_1": "Street",
    "address2_line_2": "Line 2",
    "address2_line_3": "Line 3",
    "address2_postal_code": "Postcode",
    "address2_city": "City",
    "address2_state_or_province": "State",
    "address2_country": "Country",
}


@dataclass(frozen=True, slots=True)
class Layout:
    """The fields of a table in the order of its screen."""

    main: Mapping[str, str]
    """What stands first, with its labels."""
    memos: tuple[str, ...] = ()
    """The texts of several lines. They stand below the first fields if they hold something."""
    first_memos: tuple[str, ...] = ()
    """Those that stand there even when they are empty; the other empty ones come last."""
    sections: tuple[tuple[str, Mapping[str, str]], ...] = ()
    """Further fields under a title."""
    steps: tuple[str, ...] = ()
    """What the phases of the process ask for."""
    continued: Mapping[str, str] = field(default_factory=dict)
    """Fields that go without a label right under another one, as one thing with it, when both are filled."""
    memo_lines: int = 3
    """So many lines of a text are shown while it is not edited."""

    def short(self, name: str) -> str | None:
        """The label of a field in the column, if it has one there."""
        return self._labels().get(name)

    def _labels(self) -> dict[str, str]:
        labels = dict(self.main)
        for _, members in self.sections:
            labels |= members
        return labels


_OPPORTUNITY = Layout(
    main={
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
    },
    memos=(
        "customer_need",
        "proposed_solution",
        "current_situation",
        "customer_pain_points",
        "description",
        "qualification_comments",
        "quote_comments",
    ),
    first_memos=("customer_need", "proposed_solution"),
    sections=(
        (
            "more",
            {
                **_OWNER,
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
                **_STAMPS,
            },
        ),
    ),
    steps=(
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
    ),
    continued={"budget_status": "budget_amount"},
)

_ACCOUNT = Layout(
    main={
        "name": "Name",
        "phone": "Phone",
        "email": "Email",
        "website": "Website",
        "primary_contact": "Contact",
        "parent_account": "Parent",
        "industry": "Industry",
        "annual_revenue": "Revenue",
        "number_of_employees": "Employees",
        "account_number": "Number",
    },
    memos=("description",),
    first_memos=("description",),
    sections=(
        ("address", _ADDRESS),
        (
            "more",
            {
                **_OWNER,
                "currency": "Currency",
                "year_established": "Founded",
                "ticker_symbol": "Ticker",
                "fax": "Fax",
                "is_active": "Active",
                **_STAMPS,
            },
        ),
    ),
)

_CONTACT = Layout(
    main={
        "first_name": "First name",
        "last_name": "Last name",
        "account": "Account",
        "job_title": "Job title",
        "department": "Department",
        "email": "Email",
        "business_phone": "Phone",
        "mobile_phone": "Mobile",
        "do_not_email": "No email",
        "do_not_phone": "No calls",
    },
    memos=("description",),
    first_memos=("description",),
    sections=(
        (
            "name and private",
            {
                "full_name": "Full name",
                "middle_name": "Middle",
                "salutation": "Salutation",
                "suffix": "Suffix",
                "nickname": "Nickname",
                "email_2": "Email 2",
                "home_phone": "Home",
                "birthday": "Birthday",
                "website": "Website",
                "fax": "Fax",
            },
        ),
        ("address", {**_ADDRESS, "address_is_home": "At home"}),
        ("more", {**_OWNER, "is_active": "Active", **_STAMPS}),
    ),
)

_COMPETITOR = Layout(
    main={
        "name": "Name",
        "website": "Website",
        "key_product": "Product",
        "reported_revenue": "Revenue",
        "win_percentage": "Est. win %",
    },
    memos=("strengths", "weaknesses", "opportunities", "threats", "overview"),
    first_memos=("strengths", "weaknesses", "opportunities", "threats", "overview"),
    sections=(
        (
            "more",
            {
                "reporting_year": "Year",
                "reporting_quarter": "Quarter",
                "ticker_symbol": "Ticker",
                "stock_exchange": "Exchange",
                "reference_info_url": "Reference",
                "currency": "Currency",
            },
        ),
        ("address", _ADDRESS),
        ("second address", _SECOND_ADDRESS),
        ("made and changed", _STAMPS),
    ),
    memo_lines=8,
)

_ACTIVITY = Layout(
    main={
        "subject": "Subject",
        "status_reason": "Status is",
        "priority": "Priority",
        "scheduled_start": "Start",
        "scheduled_end": "",
        "duration_minutes": "Lasts",
        "is_all_day": "All day",
        "percent_complete": "% done",
        "direction": "Direction",
        "phone_number": "Phone",
        "location": "Location",
        "recurrence_rule": "Repeats",
        "actual_start": "Began",
        "actual_end": "Ended",
        "sent_on": "Sent on",
        "delivery_error": "Not sent",
        "category": "Category",
        "subcategory": "Subcateg.",
    },
    memos=("description",),
    first_memos=("description",),
    sections=(
        (
            "regarding",
            {
                "opportunity": "Deal",
                "account": "Account",
                "contact": "Contact",
                "lead": "Lead",
                "quote": "Quote",
                "order": "Order",
                "competitor": "Competitor",
            },
        ),
        ("more", {**_OWNER, "is_pinned": "Pinned", **_STAMPS}),
    ),
    memo_lines=12,
)

_LAYOUTS = {
    "opportunity": _OPPORTUNITY,
    "account": _ACCOUNT,
    "contact": _CONTACT,
    "competitor": _COMPETITOR,
    "activity": _ACTIVITY,
}


@cache
def layout(table: str) -> Layout:
    """The layout of a table; one without its own has its fields in the catalogue's order."""
    if table in _LAYOUTS:
        return _LAYOUTS[table]
    known = FIELDS[table]
    last = {**_OWNER, **_STAMPS}
    memos = tuple(name for name, one in known.items() if one.kind == "memo")
    return Layout(
        main={name: one.label for name, one in known.items() if name not in (*memos, *last)},
        memos=memos,
        sections=(("more", {name: label for name, label in last.items() if name in known}),),
    )
