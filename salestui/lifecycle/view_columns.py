"""How each field is laid out as a column of a list. Standard library only."""

from dataclasses import replace

from salestui.models.choices import (
    OPEN_ACTIVITY_CODES,
    ActivityStatus,
    ActivityType,
    OpportunityStatus,
)
from salestui.models.fields import FIELDS, Kind
from salestui.store.list_sql import derives
from salestui.store.query import ColumnKind, ListColumn

_KINDS: dict[Kind, ColumnKind] = {
    "text": "text",
    "memo": "text",
    "integer": "integer",
    "decimal": "integer",
    "percent": "percent",
    "money": "money",
    "date": "date",
    "datetime": "date",
    "boolean": "boolean",
    "choice": "choice",
    "lookup": "name",
}
_WIDTHS: dict[ColumnKind, int] = {
    "text": 16,
    "name": 14,
    "money": 10,
    "date": 11,
    "due": 11,
    "age": 5,
    "integer": 6,
    "percent": 4,
    "choice": 11,
    "rating": 6,
    "boolean": 3,
}

_LEADING = ListColumn("", "", width=24, share=5)
_CUSTOMER = ListColumn("", "Potential customer", "name", "Customer", width=13, share=3, rank=2)
_CLOSE = ListColumn("", "Est. close date", "due", "Close", width=11, needs="status")
_MAIN = {
    ("opportunity", "topic"): replace(_LEADING, label="Topic"),
    ("opportunity", "customer_name"): _CUSTOMER,
    ("opportunity", "estimated_close_date"): _CLOSE,
    ("opportunity", "estimated_revenue"): ListColumn(
        "", "Est. revenue", "money", "Revenue", width=10, rank=1, needs="currency_sign"
    ),
    ("opportunity", "rating"): ListColumn("", "Rating", "rating", width=6, rank=3),
    ("opportunity", "probability"): ListColumn("", "Probability", "percent", "Prob", width=4, rank=5),
    ("opportunity", "contact"): ListColumn("", "Contact", "name", width=14, share=2, rank=7),
    ("opportunity", "account"): ListColumn("", "Account", "name", width=14, share=2, rank=8),
    ("opportunity", "owner"): ListColumn("", "Owner", "name", width=12, share=1, rank=6),
    ("opportunity", "status"): ListColumn("", "Status", "choice", width=6, rank=4, options=OpportunityStatus),
    ("opportunity", "status_reason"): ListColumn("", "Status reason", "choice", "Reason", width=11, rank=4),
    ("opportunity", "actual_close_date"): ListColumn("", "Actual close date", "date", "Closed", width=11),
    ("opportunity", "actual_revenue"): ListColumn(
        "", "Actual revenue", "money", "Actual", width=10, rank=1, needs="currency_sign"
    ),
    ("opportunity", "pipeline_phase"): ListColumn("", "Pipeline phase", "text", "Phase", width=9, rank=6),
    ("opportunity", "created_on"): ListColumn("", "Created on", "date", "Created", width=11, rank=4),
    ("opportunity", "modified_on"): ListColumn("", "Modified on", "date", "Changed", width=11, rank=4),
    ("lead", "full_name"): replace(_LEADING, label="Name", width=18),
    ("lead", "topic"): ListColumn("", "Topic", "name", width=18, share=5, rank=2),
    ("lead", "company_name"): ListColumn("", "Company", "name", width=13, share=3, rank=1),
    ("lead", "lead_source"): ListColumn("", "Lead source", "choice", "Source", width=12, rank=5),
    ("lead", "rating"): ListColumn("", "Rating", "rating", width=6, rank=3),
    ("lead", "status_reason"): ListColumn("", "Status reason", "choice", "Status", width=11, rank=2),
    ("lead", "created_on"): ListColumn("", "Created on", "date", "Created", width=11, rank=4),
    ("activity", "subject"): replace(_LEADING, label="Subject"),
    ("activity", "activity_type"): ListColumn(
        "", "Activity type", "choice", "Type", width=11, rank=3, options=ActivityType
    ),
    ("activity", "status"): ListColumn("", "Status", "choice", width=9, rank=4, options=ActivityStatus),
    ("activity", "scheduled_end"): ListColumn(
        "",
        "Due",
        "due",
        "When",
        width=14,
        needs="status",
        begins="scheduled_start",
        whole_day="is_all_day",
        late_word="overdue",
        open_codes=OPEN_ACTIVITY_CODES,
    ),
    ("activity", "priority"): ListColumn("", "Priority", "choice", width=8, rank=5),
    ("activity", "actual_end"): ListColumn("", "Actual end", "date", "Closed on", width=11),
    # Of the same rank as the type: the one that a view names first is the one that has room.
    ("activity", "owner"): ListColumn("", "Owner", "name", width=12, share=1, rank=3),
    ("quote", "name"): replace(_LEADING, label="Name", width=20),
    ("quote", "quote_number"): ListColumn("", "Quote ID", width=12, rank=3),
    ("quote", "total_amount"): ListColumn(
        "", "Total amount", "money", "Total", width=10, needs="currency_sign"
    ),
    ("quote", "effective_to"): ListColumn(
        "", "Effective to", "due", "Valid to", width=11, rank=1, needs="status", open_codes=(0, 1)
    ),
    ("quote", "status"): ListColumn("", "Status", "choice", width=7, rank=4),
    ("sales_order", "name"): replace(_LEADING, label="Name", width=20),
    ("sales_order", "order_number"): ListColumn("", "Order ID", width=12, rank=3),
    ("sales_order", "total_amount"): ListColumn(
        "", "Total amount", "money", "Total", width=10, needs="currency_sign"
    ),
    ("sales_order", "status"): ListColumn("", "Status", "choice", width=9, rank=4),
    ("account", "name"): replace(_LEADING, label="Account name", head="Name"),
    ("account", "phone"): ListColumn("", "Main phone", "name", "Phone", width=16, rank=1),
    ("account", "city"): ListColumn("", "City", "name", width=12, share=2, rank=2),
    ("account", "primary_contact"): ListColumn("", "Primary contact", "name", width=16, share=2, rank=3),
    ("account", "annual_revenue"): ListColumn(
        "", "Annual revenue", "money", "Revenue", width=10, rank=5, needs="currency_sign"
    ),
    ("contact", "full_name"): replace(_LEADING, label="Full name", head="Name", width=18),
    ("contact", "account"): ListColumn("", "Account", "name", width=14, share=4, rank=1),
    ("contact", "email"): ListColumn("", "Email", "name", width=22, share=3, rank=2),
    ("contact", "business_phone"): ListColumn("", "Business phone", "name", "Phone", width=16, rank=3),
    ("contact", "job_title"): ListColumn("", "Job title", "name", width=14, share=2, rank=4),
    ("product", "name"): replace(_LEADING, label="Name"),
    ("product", "product_number"): ListColumn("", "Product ID", width=14, rank=2),
    ("product", "list_price"): ListColumn(
        "", "List price", "money", "Price", width=12, needs="currency_sign", places=2
    ),
    ("product", "default_unit"): ListColumn("", "Default unit", "name", "Unit", width=12, rank=3),
    ("product", "status"): ListColumn("", "Status", "choice", width=12, rank=4),
    ("competitor", "name"): replace(_LEADING, label="Competitor name", head="Name", width=18),
    ("competitor", "key_product"): ListColumn(
        "", "Key product", "name", "Product", width=14, share=3, rank=1
    ),
    ("competitor", "website"): ListColumn("", "Website", "name", width=16, share=3, rank=2),
    ("competitor", "strengths"): ListColumn("", "Strengths", "name", width=16, share=4, rank=4),
    ("competitor", "weaknesses"): ListColumn("", "Weaknesses", "name", width=16, share=4, rank=3),
}
_DERIVED = {
    "owner": ListColumn("", "Owner", "name", width=12, share=1, rank=6),
    "customer": replace(_CUSTOMER, rank=2),
    "regarding": ListColumn("", "Regarding", "name", width=16, share=4, rank=2),
    "currency_sign": ListColumn("", "Currency", hidden=True),
    "last_activity_on": ListColumn("", "Last activity", "date", "Last", width=11, rank=3),
    "stage_since": ListColumn("", "Days in this phase", "age", "Stuck", width=5, rank=2),
    "age": ListColumn("", "Days since created", "age", "Age", width=5, rank=2),
}


def column(table: str, key: str) -> ListColumn:
    """The column of a field. Raises KeyError for a field that the table does not have."""
    field = FIELDS[table].get(key)
    found = _MAIN.get((table, key)) or (_DERIVED.get(key) if derives(table, key) else None)
    if found is None:
        field = FIELDS[table][key]
        kind = _KINDS[field.kind]
        needs = "currency_sign" if kind == "money" and derives(table, "currency_sign") else ""
        found = ListColumn("", field.label, kind, width=_WIDTHS[kind], rank=9, needs=needs)
    options = found.options or (field.choice if field is not None else None)
    return replace(found, key=key, options=options)


def columns(table: str, keys: tuple[str, ...]) -> tuple[ListColumn, ...]:
    """The columns of these keys, then the hidden ones that they need."""
    found = [column(table, key) for key in keys]
    needed = {key for one in found for key in (one.needs, one.begins, one.whole_day) if key} - set(keys)
    return (*found, *(replace(column(table, key), hidden=True) for key in sorted(needed)))
