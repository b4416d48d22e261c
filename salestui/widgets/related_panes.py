"""The panes of an account, contact or competitor: its opportunities, people and accounts, the win rate."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from salestui import formats
from salestui.formats import DateFormat
from salestui.lifecycle.competitors import DEFINITION, Fared
from salestui.lifecycle.refs import RecordRef
from salestui.lifecycle.related import Child, Deal, Deals, Person, Total
from salestui.models.choices import OpportunityStatus
from salestui.widgets.painting import Line, Piece, Pieces, cells, cut, cut_pieces, fit, wrap
from salestui.widgets.pane import Empty, Entry, Item, Pane, Section, Words
from salestui.widgets.preview_lines import money
from salestui.widgets.record_panes import SheetPane
from salestui.widgets.record_rows import RecordRows
from salestui.widgets.table_pane import Column, TablePane, TableRow

_TITLES = {
    OpportunityStatus.OPEN: "open",
    OpportunityStatus.WON: "won",
    OpportunityStatus.LOST: "lost",
}
_WIDE = 56
"""From this width on there is room to say how a person is reached."""


class DealsPane(RecordRows, TablePane):
    """The opportunities of a record by status, each status with its count and sum.

    `of` is the table of the record: an account leaves the customer out, a contact has its role.
    """

    def __init__(self, *, of: str, id: str | None = None) -> None:
        super().__init__("opportunities", empty=Empty("No opportunities yet."), id=id)
        self._of = of
        self.columns = tuple(_columns(of))

    def fill_deals(self, deals: Deals, sign: str, today: date, style: DateFormat = "day-month") -> None:
        """Show these; `sign` is that of the base currency."""
        self.refs = {deal.id.hex: RecordRef("opportunity", deal.id, deal.topic) for deal in deals.listed}
        sections: list[tuple[Section, Sequence[TableRow]]] = []
        for status, total in _totals(deals):
            rows = [_row(deal, today, style) for deal in deals.listed if deal.status is status]
            if total.count:
                section = Section(_TITLES[status], total.count, right=_sum(total, sign))
                sections.append((section, rows))
        hidden = deals.count - len(deals.listed)
        more = (
            [Words([Line(), Line([(f"and {hidden:,} more that are not listed", "muted")])])] if hidden else []
        )
        self.fill_sections(sections, more, deals.count)


def _columns(of: str) -> list[Column]:
    shown = [Column("topic", "Topic", least=20)]
    if of != "account":
        shown.append(Column("customer", "Customer", drop=2))
    if of == "contact":
        shown.append(Column("role", "Role", drop=3))
    return [
        *shown,
        Column("phase", "Phase", drop=1, told=""),
        Column("owner", "Owner", drop=1, told=""),
        Column("amount", "Revenue", "right"),
        Column("closes", "Close", drop=4, told="closes {}"),
    ]


def _totals(deals: Deals) -> list[tuple[OpportunityStatus, Total]]:
    return [
        (OpportunityStatus.OPEN, deals.open),
        (OpportunityStatus.WON, deals.won),
        (OpportunityStatus.LOST, deals.lost),
    ]


def _sum(total: Total, sign: str) -> Pieces:
    before, digits = formats.money_parts(formats.stored_money(total.amount), sign)
    return [(before, "muted"), (digits, "text bold")]


def _row(deal: Deal, today: date, style: DateFormat) -> TableRow:
    is_open = deal.status is OpportunityStatus.OPEN
    closes = "–" if deal.closes is None else formats.day(deal.closes, today, style)
    late = is_open and deal.closes is not None and deal.closes < today
    _, _, phase = (deal.phase or "").rpartition("-")
    return TableRow(
        deal.id.hex,
        {
            "topic": (deal.topic, "text" if is_open else "secondary"),
            "customer": (deal.customer or "–", "secondary"),
            "role": (", ".join(deal.roles) or "–", "secondary"),
            "phase": (phase if is_open else "–", "secondary"),
            "owner": (deal.owner, "muted"),
            "amount": (money(deal.amount, deal.symbol), "text" if is_open else "secondary"),
            "closes": (f"{closes} late", "warning bold") if late else (closes, "secondary"),
        },
    )


class RelatedPane(RecordRows, SheetPane):
    """Records of one line each on the sheet of another record."""

    def fill_deals(self, deals: Deals, of: str, today: date, style: DateFormat = "day-month") -> None:
        """Show the open opportunities of a record of the table `of`."""
        self.refs = {deal.id.hex: RecordRef("opportunity", deal.id, deal.topic) for deal in deals.listed}
        self.show(open_deals(deals, of, today, style), deals.open.count)

    def fill_people(self, found: Sequence[Person]) -> None:
        """Show the contacts of an account."""
        self.refs = {one.id.hex: RecordRef("contact", one.id, one.name) for one in found}
        self.show(people(found))

    def fill_children(self, found: Sequence[Child]) -> None:
        """Show the accounts below an account."""
        self.refs = {one.id.hex: RecordRef("account", one.id, one.name) for one in found}
        self.show(children(found))


def open_deals(deals: Deals, of: str, today: date, style: DateFormat) -> list[Entry]:
    """The open opportunities, each with what tells most: for a contact its role, else amount and date."""
    rows: list[Entry] = []
    for deal in deals.listed:
        if deal.status is not OpportunityStatus.OPEN:
            continue
        right: list[Piece] = [(money(deal.amount, deal.symbol), "secondary")]
        if of == "contact" and deal.roles:
            # What a stakeholder decides says more than that it is the contact.
            right = [(", ".join(deal.roles[1:] or deal.roles), "muted")]
        elif deal.closes is not None and deal.closes < today:
            right = [("late  ", "warning bold"), *right]
        rows.append(Item(deal.id.hex, partial(_two_ends, deal.topic, right, share=2)))
    return rows


def people(found: Sequence[Person]) -> list[Entry]:
    """The contacts of an account: name, and what the person is; on a wide pane how to reach it."""
    return [Item(person.id.hex, partial(_person_lines, person)) for person in found]


def _person_lines(person: Person, room: int) -> list[Line]:
    what = person.job_title or ""
    if person.is_primary and (room >= _WIDE or not what):
        what = f"{what}, primary contact".lstrip(", ")
    lines = _two_ends(person.name, [(what, "muted")], room)
    reached = "  ".join(part for part in (person.phone, person.email) if part)
    if room >= _WIDE and reached:
        lines.append(Line([("  ", "text"), (reached, "muted")]))
    return lines


def children(found: Sequence[Child]) -> list[Entry]:
    """The accounts below an account."""
    return [
        Item(
            child.id.hex,
            partial(
                _two_ends,
                child.name,
                [(f"{child.open_deals:,} open" if child.open_deals else child.city or "", "muted")],
            ),
        )
        for child in found
    ]


def _two_ends(name: str, right: Pieces, room: int, share: int = 3) -> list[Line]:
    """A name, and at the right what gives way to it up to a part of the line: a third, or a half."""
    if cells([(name, "")]) + 2 + cells(right) <= room:
        return [Line([(name, "text")], right)]
    right = cut_pieces(right, max(room - cells([(name, "")]) - 2, room // share))
    return [Line([(cut(name, room - cells(right) - 2), "text")], right)]


class FaredPane(Pane, can_focus=False):
    """How we fared against a competitor, and what the rate is of."""

    DEFAULT_CSS = "FaredPane { height: auto; }"

    def header(self) -> list[Line]:
        """The title alone."""
        return super().header()[:1]

    def fill_fared(self, fared: Fared, sign: str) -> None:
        """Show it."""
        self.show([Words(partial(fared_lines, fared, sign))])
        self.count = None


def fared_lines(fared: Fared, sign: str, room: int) -> list[Line]:
    """The rate by number and by amount, what it is made of, and its definition."""
    lines = [Line([(_rate(fared), "text bold"), (_rate_by_amount(fared), "secondary")])]
    for word, count, total in (
        ("won", fared.won.count, fared.won),
        ("lost", fared.lost.count, fared.lost),
        ("lost to it", fared.lost_to, None),
        ("open", fared.open.count, fared.open),
    ):
        amount = "" if total is None else formats.money(formats.stored_money(total.amount), sign)
        told: list[Piece] = [
            (fit(word, 10), "muted"),
            (fit(f"{count:,}", 6, "right"), "text"),
            (fit(amount, 16, "right"), "secondary"),
        ]
        lines.append(Line(told))
    return [*lines, Line(), *(Line([(text, "muted")]) for text in wrap(DEFINITION, room))]


def _rate(fared: Fared) -> str:
    if fared.win_rate is None:
        return "nothing closed yet"
    return f"{formats.percent(fared.win_rate)} won"


def _rate_by_amount(fared: Fared) -> str:
    rate = fared.win_rate_by_amount
    return "" if rate is None else f", {formats.percent(rate)} by amount"
