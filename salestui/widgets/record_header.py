"""The head of a record: its name and people at the left, the figures that matter at the right."""

from datetime import date

from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip

from salestui import clock, formats
from salestui.formats import DateFormat
from salestui.lifecycle.shapes import OpportunityRecord
from salestui.models.choices import OpportunityStatus
from salestui.widgets.lines import LineWidget
from salestui.widgets.painting import RIGHT_MARGIN, TEXT_COLUMN, Line, Piece, Pieces, cells, cut, paint_line
from salestui.widgets.preview_lines import money
from salestui.widgets.theme import Paint

Figure = tuple[Piece, Piece]
"""A value, and the label under it."""
_GAP = 3


class RecordHeader(LineWidget):
    """Two lines: topic and figures, then customer, contact and owner, and what the figures are."""

    DEFAULT_CSS = """
    RecordHeader { height: 2; width: 1fr; }
    """

    record: reactive[OpportunityRecord | None] = reactive(None)

    def __init__(self, style: DateFormat, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._style: DateFormat = style

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Always two."""
        return 2

    def draw(self, y: int, paint: Paint) -> Strip:
        """One of the two lines."""
        width = self.size.width
        if self.record is None:
            return paint_line(paint, Line(), width)
        shown = figures(self.record, clock.today(), self._style, width - TEXT_COLUMN - RIGHT_MARGIN)
        left = [(self.record.name, "text bold")] if y == 0 else people(self.record, width)
        return paint_line(paint, Line(left, _row(shown, y)), width)


def _row(shown: list[Figure], y: int) -> Pieces:
    pieces: list[Piece] = []
    for index, figure in enumerate(shown):
        room = max(cells([piece]) for piece in figure)
        last = index == len(shown) - 1
        pieces += [figure[y], (" " * (room - cells([figure[y]]) + (0 if last else _GAP)), "text")]
    return pieces


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
        return (shown, "warning bold"), (f"{formats.counted(-days, 'day')} late", "warning bold")
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
