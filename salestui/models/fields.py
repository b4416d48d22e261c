"""What each field of a record is: label, kind and limits. Standard library only, so that lists start fast.

This is the one description that lists, forms, imports and JSON share; a test holds it against the tables.
"""

from dataclasses import dataclass
from typing import Literal

from salestui.models import choices as c

Kind = Literal[
    "text",
    "memo",
    "integer",
    "decimal",
    "percent",
    "money",
    "date",
    "datetime",
    "boolean",
    "choice",
    "lookup",
]


@dataclass(frozen=True, slots=True)
class Field:
    """A field as people and files know it.

    `name` is the column without `_id` for a lookup's display and JSON; `column` is the column itself.
    """

    name: str
    label: str
    kind: Kind
    choice: type[c.Choice] | None = None
    target: str | None = None
    """The table that a lookup points to."""
    required: bool = False
    length: int | None = None
    """The longest text, in characters."""
    minimum: int | None = None
    maximum: int | None = None
    read_only: bool = False
    """Set by the program, not by people."""
    offered: tuple[c.Choice, ...] = ()
    """The options that people choose from; empty for all of them."""

    @property
    def options(self) -> tuple[c.Choice, ...]:
        """The options that people choose from."""
        return self.offered or tuple(self.choice or ())

    @property
    def column(self) -> str:
        """The column in the table."""
        return f"{self.name}_id" if self.kind == "lookup" else self.name


def _text(name: str, label: str, length: int = 300, required: bool = False, read_only: bool = False) -> Field:
    return Field(name, label, "text", length=length, required=required, read_only=read_only)


def _memo(name: str, label: str, length: int = 2000) -> Field:
    return Field(name, label, "memo", length=length)


def _money(name: str, label: str, read_only: bool = False, minimum: int | None = None) -> Field:
    return Field(name, label, "money", read_only=read_only, minimum=minimum)


def _choice(
    name: str,
    label: str,
    options: type[c.Choice],
    read_only: bool = False,
    offered: tuple[c.Choice, ...] = (),
) -> Field:
    return Field(name, label, "choice", choice=options, read_only=read_only, offered=offered)


def _lookup(name: str, label: str, target: str, read_only: bool = False) -> Field:
    return Field(name, label, "lookup", target=target, read_only=read_only)


def _date(name: str, label: str, read_only: bool = False) -> Field:
    return Field(name, label, "date", read_only=read_only)


def _yes_no(name: str, label: str) -> Field:
    return Field(name, label, "boolean")


def _number(name: str, label: str, minimum: int, maximum: int) -> Field:
    return Field(name, label, "integer", minimum=minimum, maximum=maximum)


_STAMPS = (
    Field("created_on", "Created on", "datetime", read_only=True),
    Field("modified_on", "Modified on", "datetime", read_only=True),
    _lookup("created_by", "Created by", "system_user", read_only=True),
    _lookup("modified_by", "Modified by", "system_user", read_only=True),
)
_OWNER = (
    _lookup("owner_user", "Owner", "system_user"),
    _lookup("owner_team", "Owner team", "team"),
)
_ADDRESS = (
    _text("address_line_1", "Address line 1", 250),
    _text("address_line_2", "Address line 2", 250),
    _text("address_line_3", "Address line 3", 250),
    _text("city", "City", 80),
    _text("state_or_province", "State or province", 50),
    _text("postal_code", "Postal code", 20),
    _text("country", "Country", 80),
)
_SECOND_ADDRESS = (
    _text("address2_line_1", "Address 2 line 1", 250),
    _text("address2_line_2", "Address 2 line 2", 250),
    _text("address2_line_3", "Address 2 line 3", 250),
    _text("address2_city", "Address 2 city", 80),
    _text("address2_state_or_province", "Address 2 state or province", 50),
    _text("address2_postal_code", "Address 2 postal code", 20),
    _text("address2_country", "Address 2 country", 80),
)
_TOTALS = (
    _money("detail_amount", "Detail amount", read_only=True),
    _money("line_item_discount_amount", "Line item discount", read_only=True),
    Field("discount_percentage", "Discount (%)", "percent", minimum=0, maximum=100),
    _money("discount_amount", "Discount"),
    _money("total_discount_amount", "Total discount", read_only=True),
    _money("pre_freight_amount", "Pre-freight amount", read_only=True),
    _money("freight_amount", "Freight amount", minimum=0),
    _money("total_tax", "Total tax", read_only=True),
    _money("total_amount", "Total amount", read_only=True),
)
_KEY = (_text("import_key", "Import key", 200),)

_OPPORTUNITY = (
    _text("topic", "Topic", required=True),
    _lookup("account", "Account", "account"),
    _lookup("contact", "Contact", "contact"),
    _text("customer_name", "Potential customer", 305, read_only=True),
    _date("estimated_close_date", "Est. close date"),
    _money("estimated_revenue", "Est. revenue"),
    _choice("revenue_method", "Revenue", c.RevenueMethod),
    _number("probability", "Probability", 0, 100),
    _choice("rating", "Rating", c.Rating),
    _lookup("price_list", "Price list", "price_list"),
    _lookup("currency", "Currency", "currency"),
    _money("budget_amount", "Budget amount", minimum=0),
    _choice("budget_status", "Budget", c.BudgetStatus),
    _choice("purchase_timeframe", "Purchase timeframe", c.PurchaseTimeframe),
    _choice("purchase_process", "Purchase process", c.PurchaseProcess),
    _choice("need", "Need", c.Need),
    _choice("timeline", "Timeline", c.Timeline),
    _choice(
        "forecast_category",
        "Forecast category",
        c.ForecastCategory,
        offered=tuple(one for one in c.ForecastCategory if one.label not in ("Won", "Lost")),
    ),
    _choice("sales_stage", "Sales stage", c.SalesStage, read_only=True),
    _text("pipeline_phase", "Pipeline phase", 200, read_only=True),
    _choice("initial_communication", "Initial communication", c.InitialCommunication),
    _memo("description", "Description"),
    _memo("current_situation", "Current situation"),
    _memo("customer_need", "Customer need"),
    _memo("proposed_solution", "Proposed solution"),
    _memo("customer_pain_points", "Customer pain points"),
    _memo("quote_comments", "Quote comments"),
    _memo("qualification_comments", "Qualification comments"),
    _yes_no("decision_maker", "Decision maker identified"),
    _yes_no("evaluate_fit", "Evaluate fit"),
    _yes_no("confirm_interest", "Confirm interest"),
    _yes_no("pursuit_decision", "Pursuit decision"),
    _yes_no("identify_customer_contacts", "Stakeholders identified"),
    _yes_no("identify_competitors", "Competitors identified"),
    _yes_no("identify_pursuit_team", "Sales team identified"),
    _yes_no("develop_proposal", "Develop proposal"),
    _yes_no("complete_internal_review", "Complete internal review"),
    _yes_no("present_proposal", "Present proposal"),
    _yes_no("capture_proposal_feedback", "Capture proposal feedback"),
    _yes_no("resolve_feedback", "Resolve feedback"),
    _yes_no("complete_final_proposal", "Complete final proposal"),
    _yes_no("present_final_proposal", "Present final proposal"),
    _yes_no("send_thank_you_note", "Send thank you"),
    _yes_no("file_debrief", "File de-brief"),
    _date("final_decision_date", "Final decision date"),
    _date("schedule_proposal_meeting", "Proposal meeting"),
    _date("schedule_follow_up_prospect", "Follow-up (prospect)"),
    _date("schedule_follow_up_qualify", "Follow-up (qualify)"),
    _lookup("originating_lead", "Originating lead", "lead", read_only=True),
    _lookup("campaign", "Campaign", "campaign"),
    *_TOTALS,
    _choice("pricing_error", "Pricing error", c.PricingError, read_only=True),
    _choice("status", "Status", c.OpportunityStatus, read_only=True),
    _choice(
        "status_reason",
        "Status reason",
        c.OpportunityStatusReason,
        offered=(c.OpportunityStatusReason.IN_PROGRESS, c.OpportunityStatusReason.ON_HOLD),
    ),
    _date("actual_close_date", "Actual close date", read_only=True),
    _money("actual_revenue", "Actual revenue", read_only=True),
    *_OWNER,
    *_STAMPS,
    *_KEY,
)

_ACCOUNT = (
    _text("name", "Account name", 160, required=True),
    _text("account_number", "Account number", 20),
    _lookup("parent_account", "Parent account", "account"),
    _lookup("primary_contact", "Primary contact", "contact"),
    _choice("industry", "Industry", c.Industry),
    _money("annual_revenue", "Annual revenue"),
    _number("number_of_employees", "Number of employees", 0, 1_000_000_000),
    _number("year_established", "Year established", 1, 9999),
    _text("ticker_symbol", "Ticker symbol", 10),
    _text("website", "Website", 200),
    _text("phone", "Main phone", 50),
    _text("fax", "Fax", 50),
    _text("email", "Email", 320),
    _lookup("currency", "Currency", "currency"),
    *_ADDRESS,
    _memo("description", "Description"),
    _yes_no("is_active", "Active"),
    *_OWNER,
    *_STAMPS,
    *_KEY,
)

_CONTACT = (
    _text("first_name", "First name", 100),
    _text("middle_name", "Middle name", 100),
    _text("last_name", "Last name", 100),
    _text("full_name", "Full name", 305, required=True),
    _text("salutation", "Salutation", 100),
    _text("suffix", "Suffix", 20),
    _text("nickname", "Nickname", 100),
    _text("job_title", "Job title", 100),
    _text("department", "Department", 100),
    _lookup("account", "Account", "account"),
    _text("email", "Email", 320),
    _text("email_2", "Email 2", 320),
    _text("business_phone", "Business phone", 50),
    _text("mobile_phone", "Mobile phone", 50),
    _text("home_phone", "Home phone", 50),
    _text("fax", "Fax", 50),
    _text("website", "Website", 200),
    _date("birthday", "Birthday"),
    *_ADDRESS,
    _yes_no("address_is_home", "Home address"),
    _yes_no("do_not_email", "Do not email"),
    _yes_no("do_not_phone", "Do not phone"),
    _memo("description", "Description"),
    _yes_no("is_active", "Active"),
    _text("vcard_uid", "vCard UID", 200, read_only=True),
    _text("photo_sha256", "Photo", 64, read_only=True),
    *_OWNER,
    *_STAMPS,
    *_KEY,
)

_LEAD = (
    _text("topic", "Topic", required=True),
    _text("first_name", "First name", 100),
    _text("last_name", "Last name", 100),
    _text("full_name", "Name", 305),
    _text("company_name", "Company", 160),
    _text("job_title", "Job title", 100),
    _text("business_phone", "Business phone", 50),
    _text("mobile_phone", "Mobile phone", 50),
    _text("email", "Email", 320),
    _text("website", "Website", 200),
    _choice("industry", "Industry", c.Industry),
    _money("annual_revenue", "Annual revenue"),
    _number("number_of_employees", "Number of employees", 0, 1_000_000_000),
    _choice("lead_source", "Lead source", c.LeadSource),
    _choice("rating", "Rating", c.Rating),
    _choice("status", "Status", c.LeadStatus, read_only=True),
    _choice("status_reason", "Status reason", c.LeadStatusReason),
    _money("budget_amount", "Budget amount", minimum=0),
    _choice("budget_status", "Budget", c.BudgetStatus),
    _choice("purchase_timeframe", "Purchase timeframe", c.PurchaseTimeframe),
    _choice("purchase_process", "Purchase process", c.PurchaseProcess),
    _yes_no("decision_maker", "Decision maker"),
    _choice("need", "Need", c.Need),
    _choice("initial_communication", "Initial communication", c.InitialCommunication),
    _memo("description", "Description"),
    _memo("qualification_comments", "Qualification comments"),
    _lookup("campaign", "Source campaign", "campaign"),
    _lookup("parent_contact", "Existing contact", "contact"),
    _lookup("parent_account", "Existing account", "account"),
    _lookup("qualifying_opportunity", "Qualifying opportunity", "opportunity", read_only=True),
    _lookup("currency", "Currency", "currency"),
    *_ADDRESS,
    *_OWNER,
    *_STAMPS,
    *_KEY,
)

_PRODUCT = (
    _text("name", "Name", 100, required=True),
    _text("product_number", "Product ID", 100),
    _choice("structure", "Structure", c.ProductStructure),
    _lookup("parent", "Parent", "product"),
    _choice("status", "Status", c.ProductStatus),
    _lookup("unit_group", "Unit group", "unit_group"),
    _lookup("default_unit", "Default unit", "unit"),
    _lookup("default_price_list", "Default price list", "price_list"),
    _number("quantity_decimals", "Decimals supported", 0, 5),
    _money("list_price", "List price"),
    _money("standard_cost", "Standard cost"),
    _money("current_cost", "Current cost"),
    _lookup("currency", "Currency", "currency"),
    _text("vendor_name", "Vendor", 100),
    _date("valid_from", "Valid from"),
    _date("valid_to", "Valid to"),
    _memo("description", "Description"),
    *_STAMPS,
    *_KEY,
)

_COMPETITOR = (
    _text("name", "Competitor name", 160, required=True),
    _text("website", "Website", 200),
    _text("ticker_symbol", "Ticker symbol", 10),
    _text("stock_exchange", "Stock exchange", 20),
    _text("key_product", "Key product", 200),
    _money("reported_revenue", "Reported revenue"),
    _number("reporting_quarter", "Reporting quarter", 1, 4),
    _number("reporting_year", "Reporting year", 1, 9999),
    Field("win_percentage", "Win percentage", "percent", minimum=0, maximum=100),
    _memo("strengths", "Strengths"),
    _memo("weaknesses", "Weaknesses"),
    _memo("opportunities", "Opportunities"),
    _memo("threats", "Threats"),
    _memo("overview", "Overview"),
    _text("reference_info_url", "Reference info URL", 200),
    _lookup("currency", "Currency", "currency"),
    *_ADDRESS,
    *_SECOND_ADDRESS,
    *_STAMPS,
    *_KEY,
)

_ACTIVITY = (
    _choice("activity_type", "Activity type", c.ActivityType),
    _text("subject", "Subject", 200, required=True),
    _memo("description", "Description", 100_000),
    _choice("status", "Status", c.ActivityStatus, read_only=True),
    Field("status_reason", "Status reason", "integer", read_only=True),
    _choice("priority", "Priority", c.Priority),
    Field("scheduled_start", "Start", "datetime"),
    Field("scheduled_end", "Due", "datetime"),
    Field("actual_start", "Actual start", "datetime"),
    Field("actual_end", "Actual end", "datetime"),
    _number("duration_minutes", "Duration (minutes)", 1, 525_600),
    _yes_no("is_all_day", "All day"),
    _text("category", "Category", 250),
    _text("subcategory", "Subcategory", 250),
    _number("percent_complete", "Percent complete", 0, 100),
    _choice("direction", "Direction", c.Direction),
    _text("phone_number", "Phone number", 200),
    _text("location", "Location", 200),
    _lookup("opportunity", "Regarding opportunity", "opportunity"),
    _lookup("account", "Regarding account", "account"),
    _lookup("contact", "Regarding contact", "contact"),
    _lookup("lead", "Regarding lead", "lead"),
    _lookup("quote", "Regarding quote", "quote"),
    _lookup("order", "Regarding order", "sales_order"),
    _lookup("competitor", "Regarding competitor", "competitor"),
    _money("actual_revenue", "Actual revenue", read_only=True),
    _lookup("lost_to_competitor", "Lost to competitor", "competitor", read_only=True),
    Field("closing_status_reason", "Closing status reason", "integer", read_only=True),
    _text("recurrence_rule", "Recurrence", 500, read_only=True),
    _lookup("series", "Series", "activity", read_only=True),
    Field("is_exception", "Changed alone", "boolean", read_only=True),
    _text("message_id", "Message ID", 320, read_only=True),
    Field("sent_on", "Sent on", "datetime", read_only=True),
    Field("delivery_attempts", "Delivery attempts", "integer", read_only=True),
    _text("delivery_error", "Delivery error", 2000, read_only=True),
    _yes_no("is_pinned", "Pinned"),
    *_OWNER,
    *_STAMPS,
    *_KEY,
)

_USER = (
    _text("user_name", "User name", 100, required=True),
    _text("full_name", "Full name", 200, required=True),
    _text("email", "Email", 320),
    _text("phone", "Phone", 50),
    _text("job_title", "Job title", 100),
    _text("region", "Region", 100),
    _lookup("manager", "Manager", "system_user"),
    _choice("security_role", "Security role", c.SecurityRole),
    _yes_no("is_active", "Active"),
    *_STAMPS,
)

_DOCUMENT = (
    _lookup("opportunity", "Opportunity", "opportunity"),
    _lookup("account", "Account", "account"),
    _lookup("contact", "Contact", "contact"),
    _lookup("price_list", "Price list", "price_list"),
    _lookup("currency", "Currency", "currency"),
    _memo("description", "Description"),
    _date("requested_delivery_date", "Requested delivery"),
    _choice("payment_terms", "Payment terms", c.PaymentTerms),
    _choice("shipping_method", "Shipping method", c.ShippingMethod),
    _choice("freight_terms", "Freight terms", c.FreightTerms),
    _text("bill_to_name", "Bill to", 200),
    _text("bill_to_address", "Bill to address", 1000),
    _text("ship_to_name", "Ship to", 200),
    _text("ship_to_address", "Ship to address", 1000),
    *_TOTALS,
    _choice("pricing_error", "Pricing error", c.PricingError, read_only=True),
    *_OWNER,
    *_STAMPS,
)

_QUOTE = (
    _text("quote_number", "Quote ID", 100, required=True),
    Field("revision", "Revision ID", "integer", read_only=True),
    _text("name", "Name", required=True),
    _choice("status", "Status", c.QuoteStatus, read_only=True),
    _choice("status_reason", "Status reason", c.QuoteStatusReason, read_only=True),
    _date("effective_from", "Effective from"),
    _date("effective_to", "Effective to"),
    _date("due_by", "Due by"),
    _date("activated_on", "Activated on", read_only=True),
    _date("closed_on", "Closed on", read_only=True),
    *_DOCUMENT,
)

_ORDER = (
    _text("order_number", "Order ID", 100, required=True),
    _text("name", "Name", required=True),
    _lookup("quote", "Quote", "quote"),
    _choice("status", "Status", c.OrderStatus, read_only=True),
    _choice("status_reason", "Status reason", c.OrderStatusReason, read_only=True),
    _yes_no("is_price_locked", "Prices locked"),
    _date("date_won", "Date won", read_only=True),
    _date("submitted_on", "Submitted on", read_only=True),
    _date("fulfilled_on", "Fulfilled on", read_only=True),
    _date("canceled_on", "Canceled on", read_only=True),
    *_DOCUMENT,
)

FIELDS: dict[str, dict[str, Field]] = {
    record_type: {field.name: field for field in fields}
    for record_type, fields in {
        "opportunity": _OPPORTUNITY,
        "account": _ACCOUNT,
        "contact": _CONTACT,
        "lead": _LEAD,
        "product": _PRODUCT,
        "competitor": _COMPETITOR,
        "activity": _ACTIVITY,
        "system_user": _USER,
        "quote": _QUOTE,
        "sales_order": _ORDER,
    }.items()
}
"""Fields by table and name, in the order of their forms."""

NAME_COLUMNS: dict[str, str] = {
    "opportunity": "topic",
    "account": "name",
    "contact": "full_name",
    "lead": "topic",
    "product": "name",
    "competitor": "name",
    "activity": "subject",
    "system_user": "full_name",
    "team": "name",
    "quote": "name",
    "sales_order": "name",
    "price_list": "name",
    "currency": "iso_code",
    "campaign": "name",
    "unit": "name",
    "unit_group": "name",
    "discount_list": "name",
    "note": "title",
}
"""The column that names a record to people, by table."""
