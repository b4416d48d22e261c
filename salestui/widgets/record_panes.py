"""The panes of a record that list what belongs to it: cards, people, competitors, quotes."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from salestui import formats
from salestui.formats import DateFormat
from salestui.lifecycle.shapes import Card, QuoteRow, Rival, Stakeholder, TeamMember
from salestui.models.choices import QuoteStatus
from salestui.widgets.painting import Line, Piece, Pieces, cells, cut, fit
from salestui.widgets.pane import Empty, Entry, Item, Pane, Section, Words
from salestui.widgets.preview_lines import money, summary, wrapped
from salestui.widgets.table_pane import Column, TablePane, TableRow

_SIGNS: dict[str, Piece] = {"risk": ("! ", "warning bold"), "soon": ("◷ ", "text"), "none": ("  ", "text")}
_WIDE = 56
"""From this width on a row has room for more than a name and what the person is."""


class SheetPane(Pane):
    """A pane that stands with others on the sheet: as high as its rows, which follow the title at once."""

    DEFAULT_CSS = "SheetPane { height: auto; }"
    tells_more = True

    def header(self) -> list[Line]:
        """The title alone."""
        return super().header()[:1]


class BriefPane(Pane, can_focus=False):
    """What is next, at risk and who decides, beside the fields on a screen that shows one pane at a time."""


# The assistant


class AssistantPane(SheetPane):
    """The cards; Enter goes to what a card is about."""

    def header(self) -> list[Line]:
        """The title, and air before the first card."""
        return [*super().header(), Line()] if self.title else []


def cards(shown: Sequence[Card], today: date, style: DateFormat = "day-month") -> list[Entry]:
    """The assistant's cards, a blank line between them."""
    rows: list[Entry] = []
    for card in shown:
        if rows:
            rows.append(Words())
        rows.append(Item(card.key, partial(_card_lines, card, today, style), ground="card"))
    return rows


def _card_lines(card: Card, today: date, style: DateFormat, room: int) -> list[Line]:
    sign = _SIGNS[card.sign]
    titles = wrapped(card.title, room - 2, 2)
    told = wrapped(summary(card, today, style), room - 2, 2)
    first = [
        Line([sign if index == 0 else ("  ", "text"), (text, "text bold")])
        for index, text in enumerate(titles)
    ]
    return [*first, *(Line([("  ", "text"), (text, "secondary")]) for text in told if text)]


# People and competitors


def stakeholders(people: Sequence[Stakeholder]) -> list[Entry]:
    """A row for each stakeholder: name and role; between them job and company where there is room."""
    return [
        _person(one.connection_id.hex, one.name, _joined(one.job_title, one.company), one.role.label)
        for one in people
    ]


def sales_team(people: Sequence[TeamMember]) -> list[Entry]:
    """A row for each member of the sales team."""
    return [_person(one.connection_id.hex, one.name, one.job_title or "", one.role.label) for one in people]


def everybody(outside: Sequence[Stakeholder], ours: Sequence[TeamMember]) -> list[Entry]:
    """Stakeholders and sales team in one pane, for 80 columns."""
    rows: list[Entry] = [Section("stakeholders", len(outside), role="muted")]
    rows += stakeholders(outside) or [_nothing("No stakeholders yet.")]
    rows.append(Section("sales team", len(ours), role="muted"))
    return [*rows, *(sales_team(ours) or [_nothing("Nobody is on the sales team yet.")])]


def competitors(rivals: Sequence[Rival]) -> list[Entry]:
    """A row for each competitor: its name, and how we fared against it."""
    return [Item(rival.link_id.hex, partial(_rival_lines, rival)) for rival in rivals]


def _person(item_id: str, name: str, detail: str, role: str) -> Item:
    return Item(item_id, partial(_person_lines, name, detail, role))


def _person_lines(name: str, detail: str, role: str, room: int) -> list[Line]:
    if room < _WIDE or not detail:
        return [_named(name, role, room)]
    right: Pieces = [(role, "muted")]
    return [Line([(fit(name, room // 3), "text"), ("  ", "text"), (detail, "secondary")], right)]


def _named(name: str, right: str, room: int) -> Line:
    """A name with a word at the right, which is whole as long as it leaves the name half of the line."""
    told = cut(right, max(room - cells([(name, "")]) - 2, room // 2))
    return Line([(cut(name, room - cells([(told, "")]) - 2), "text")], [(told, "muted")])


def _rival_lines(rival: Rival, room: int) -> list[Line]:
    """In one line, or how we fared below the name: neither is cut for the other."""
    name, fared = (rival.name, "text"), (rival.fared, "muted")
    fits = cells([name, fared]) + 2 <= room
    lines = [Line([name], [fared])] if fits else [Line([name]), Line([("  ", "text"), fared])]
    if room >= _WIDE:
        for label, text in (("strengths ", rival.strengths), ("weaknesses ", rival.weaknesses)):
            if text:
                lines.append(
                    Line([("  ", "text"), (label, "muted"), (" ".join(text[:500].split()), "secondary")])
                )
    return lines


def _joined(*texts: str | None) -> str:
    return ", ".join(text for text in texts if text)


def _nothing(fact: str) -> Words:
    return Words([Line([(fact, "secondary")])])


# Quotes


class QuotesPane(TablePane):
    """The quotes of an opportunity, the newest first."""

    columns = (
        Column("number", "Number"),
        Column("revision", "Rev", "right", drop=2, told="revision {}"),
        Column("name", "Name", least=16),
        Column("status", "Status", drop=2),
        Column("lines", "Lines", "right", drop=1, told=""),
        Column("total", "Total", "right"),
        Column("valid_to", "Valid to", drop=2, told="valid to {}"),
    )

    later = "quotes"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__("quotes", empty=Empty("No quotes yet."), id=id, classes=classes)

    def fill_quotes(self, quotes: Sequence[QuoteRow], today: date, style: DateFormat = "day-month") -> None:
        """Show these quotes."""
        self.fill([_quote(quote, today, style) for quote in quotes])


def _quote(quote: QuoteRow, today: date, style: DateFormat) -> TableRow:
    late = quote.valid_to is not None and quote.valid_to < today and quote.status is QuoteStatus.ACTIVE
    until = "–" if quote.valid_to is None else formats.day(quote.valid_to, today, style)
    won = quote.status is QuoteStatus.WON
    return TableRow(
        quote.id.hex,
        {
            "number": (quote.number, "text"),
            "revision": (str(quote.revision), "muted"),
            "name": (quote.name, "secondary"),
            "status": (f"✓ {quote.status.label}" if won else quote.status.label, "secondary"),
            "lines": (f"{quote.line_count:,}", "muted"),
            "total": (money(quote.total_amount, quote.symbol), "text"),
            "valid_to": (f"{until} expired", "warning bold") if late else (until, "secondary"),
        },
    )
