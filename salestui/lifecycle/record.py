"""An opportunity as its screen and the command line show it: fields with lookups as names, every pane."""

from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlmodel import Session

from salestui.lifecycle import (
    assistant,
    currencies,
    fielded,
    files,
    history,
    opportunities,
    people,
    pricing,
    process,
    quotes,
    timeline,
)
from salestui.lifecycle.plain import Plain, decimal, plain
from salestui.lifecycle.shapes import Card, OpportunityRecord
from salestui.models.opportunities import Opportunity
from salestui.store.rows import raw


def record(session: Session, opportunity_id: UUID) -> OpportunityRecord:
    """The header and the fields of an opportunity. Raises Gone."""
    return of(session, opportunities.get(session, opportunity_id))


def of(session: Session, opportunity: Opportunity) -> OpportunityRecord:
    """The header and the fields of an opportunity that is read already."""
    told = fielded.of(session, "opportunity", opportunity)
    currency = currencies.of(session, opportunity.currency_id)
    account, contact = told.fields["account"].name, told.fields["contact"].name
    by_team = opportunity.owner_team_id is not None
    return OpportunityRecord(
        table=told.table,
        id=told.id,
        name=told.name,
        symbol=told.symbol,
        fields=told.fields,
        why_read_only=told.why_read_only,
        locked=told.locked,
        customer=account or contact,
        contact=contact if account else None,
        owner=told.fields["owner_team" if by_team else "owner_user"].name or "",
        estimated_revenue=opportunity.estimated_revenue,
        currency=currency.iso_code,
        decimals=currency.decimals,
        estimated_close_date=opportunity.estimated_close_date,
        probability=opportunity.probability,
        rating=opportunity.rating,
        status=opportunity.status,
        status_reason=opportunity.status_reason,
        actual_close_date=opportunity.actual_close_date,
        actual_revenue=opportunity.actual_revenue,
    )


def as_json(session: Session, opportunity: Opportunity, user_id: UUID, store: Path) -> dict[str, Plain]:
    """One object: the fields by name, lookups also by id, and the panes as arrays.

    `user_id` is whose assistant cards, `store` where files lie (`file_store.folder`).
    """
    told: dict[str, Plain] = {"id": opportunity.id.hex}
    for name, one in fielded.fields(session, "opportunity", opportunity).items():
        told[name] = one.name if one.field.kind == "lookup" else plain(one.value)
        if one.field.kind == "lookup":
            told[one.field.column] = plain(one.value)
    lines = pricing.lines_of(session, opportunity)
    bar = process.stage_bar(session, opportunity)
    told["currency"] = told["currency"] or lines.currency or None
    told |= {
        "process": plain(bar),
        # Not "timeline", which is a field: when the customer means to buy.
        "timeline_entries": plain(timeline.timeline(session, "opportunity", opportunity.id)),
        "assistant": [card_as_json(card) for card in assistant.cards(session, user_id, opportunity.id)],
        "stakeholders": plain(people.stakeholders(session, opportunity.id)),
        "sales_team": plain(people.sales_team(session, opportunity.id)),
        "competitors": plain(people.competitors(session, opportunity.id)),
        "line_items": [{**_object(plain(line)), "pricing": line.pricing} for line in lines.lines],
        "totals": plain(lines.totals),
        "quotes": plain(quotes.quotes_of(session, opportunity.id)),
        "files": plain(files.files_of(session, "opportunity", opportunity.id, store)),
        "history": plain(history.history_of(raw(session), user_id, "opportunity", opportunity.id)),
    }
    return told


def card_as_json(card: Card) -> dict[str, Plain]:
    """A card with its sentence as text."""
    words = [
        f"{card.symbol}{decimal(part)}" if isinstance(part, Decimal) else str(plain(part))
        for part in card.summary
    ]
    return {**_object(plain(card)), "summary": "".join(words)}


def _object(value: Plain) -> dict[str, Any]:
    assert isinstance(value, dict)
    return value
