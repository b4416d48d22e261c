"""What of a record can't be edited now, and why. Light."""

from collections.abc import Iterator
from uuid import UUID

from salestui.lifecycle import raw
from salestui.models.choices import OpportunityStatus, RevenueMethod
from salestui.models.fields import FIELDS

_SET_BY = {
    "customer_name": "it is the account, or else the contact: change those",
    "status": "it changes when the opportunity is won, lost or reopened",
    "actual_close_date": "it is set when the opportunity is closed",
    "actual_revenue": "it is set when the opportunity is closed",
    "sales_stage": "it follows the phase that the process is in",
    "pipeline_phase": "it follows the phase that the process is in",
    "originating_lead": "it is the lead that was qualified into this opportunity",
    "pricing_error": "it tells what is wrong with the line items",
}
_TOTALS = (
    "detail_amount",
    "line_item_discount_amount",
    "total_discount_amount",
    "pre_freight_amount",
    "total_tax",
    "total_amount",
)


def closed_reason(status: OpportunityStatus) -> str | None:
    """Why nothing of an opportunity can be edited, or None for an open one."""
    if status is OpportunityStatus.OPEN:
        return None
    return f"{status.label}, read-only"


def why_read_only(connection: raw.Connection, opportunity_id: UUID) -> str | None:
    """Why nothing of an opportunity can be changed, from the file; None for an open one."""
    found = raw.rows(connection, "SELECT status FROM opportunity WHERE id = :id", id=opportunity_id.hex)
    if not found:
        return "it is no longer there"
    return closed_reason(OpportunityStatus.from_code(found[0][0]))


def locked_fields(revenue_method: RevenueMethod, has_lines: bool) -> Iterator[tuple[str, str]]:
    """The fields of an open opportunity that can't be edited, with the reasons."""
    for name, field in FIELDS["opportunity"].items():
        if name in _TOTALS:
            yield name, "it is calculated from the line items"
        elif field.read_only:
            yield name, _SET_BY.get(name, "the program sets it")
    if revenue_method is RevenueMethod.SYSTEM_CALCULATED:
        yield (
            "estimated_revenue",
            "it is calculated from the line items; set Revenue to User provided to type it",
        )
    if has_lines:
        why = "the line items are priced by it"
        yield "price_list", why
        yield "currency", why


def set_by_program(table: str) -> dict[str, str]:
    """The fields of a table that people never set, with the reason."""
    return {name: "the program sets it" for name, field in FIELDS[table].items() if field.read_only}
