"""What the head of an opportunity says: topic, customer and owner, revenue, close date, chance and status."""

from datetime import date
from functools import partial

from salestui import clock, formats
from salestui.counting import counted
from salestui.formats import DateFormat
from salestui.lifecycle.shapes import OpportunityRecord
from salestui.models.choices import OpportunityStatus
from salestui.widgets.painting import Piece, cut
from salestui.widgets.preview_lines import money
from salestui.widgets.record_header import Figure, Head


def opportunity_head(record: OpportunityRecord, style: DateFormat) -> Head:
    """The head of an opportunity."""
    return Head(record.name, partial(people, record), partial(figures, record, clock.today(), style))


def people(record: OpportunityRecord, width: int) -> list[Piece]:
    """Customer, contact, and on a wide screen the owner."""
    pieces: list[Piece] = [
        (record.customer or "no customer yet", "secondary" if record.customer else "muted")
    ]
    if record.contact:
        pieces += [(" · ", "muted"), (record.contact, "secondary")]
    if record.owner and width >= 100:
        pieces += [(" · owner ", "muted"), (record.owner, "secondary")]
    return pieces


def figures(record: OpportunityRecord, today: date, style: DateFormat, room: int) -> list[Figure]:
    """Revenue, close date, chance and status; as many as leave room for the name."""
    closed = record.status is not OpportunityStatus.OPEN
    amount = record.actual_revenue if closed else record.estimated_revenue
    found = [
        (
            (cut(money(amount, record.symbol), 24), "text bold"),
            ("actual revenue" if closed else "est. revenue", "muted"),
        ),
        _closed_on(record, today, style) if closed else _closes(record, today, style),
        ((_chance(record), "text bold"), ("probability", "muted")),
        _status(record),
    ]
    if room >= 100:
        return found
    if room < 62:
        return found[:2]
    # The status stands where "probability" says what needs no saying.
    chance, status = found[2], found[3]
    return [*found[:2], (chance[0], status[0] if closed else ("Open", "muted"))]


def _closes(record: OpportunityRecord, today: date, style: DateFormat) -> Figure:
    closes = record.estimated_close_date
    if closes is None:
        return ("–", "muted"), ("no close date", "muted")
    days = (closes - today).days
    shown = formats.weekday(closes, today, style)
    if days < 0:
        return (shown, "warning bold"), (f"{counted(-days, 'day')} late", "warning bold")
    near = {0: "closes today", 1: "tomorrow"}.get(days, f"in {days:,} days")
    return (shown, "text bold"), (near, "muted")


def _closed_on(record: OpportunityRecord, today: date, style: DateFormat) -> Figure:
    closed = record.actual_close_date
    return (formats.weekday(closed, today, style) if closed else "–", "text bold"), ("closed", "muted")


def _chance(record: OpportunityRecord) -> str:
    chance = "" if record.probability is None else formats.percent(record.probability)
    rating = "" if record.rating is None else record.rating.label
    return ", ".join(part for part in (chance, rating) if part) or "–"


def _status(record: OpportunityRecord) -> Figure:
    won = record.status is OpportunityStatus.WON
    return (f"✓ {record.status.label}" if won else record.status.label, "text bold"), (
        record.status_reason.label,
        "muted",
    )
