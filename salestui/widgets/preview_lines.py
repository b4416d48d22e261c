"""What the preview of an opportunity says, as rows: in full for the sheet, in four lines for the peek."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import partial

from salestui import clock, entry_words, formats
from salestui.counting import counted
from salestui.formats import DateFormat
from salestui.lifecycle.shapes import Card, Entry, Preview, Rival, Stakeholder
from salestui.models.choices import OpportunityStatus, Priority, Rating
from salestui.widgets import markdown_lines
from salestui.widgets.painting import Line, Piece, Pieces, cells, cut, wrap
from salestui.widgets.pane import Entry as Row
from salestui.widgets.pane import Section, Words
from salestui.widgets.stage_bar import current_line, sheet_lines

RATING_ROLES = {Rating.HOT: "text bold", Rating.WARM: "secondary", Rating.COLD: "muted"}
_LAST_LINES = 4
"""More lines of the last note are not shown; the record has them."""
_TOPIC_LINES = 2
_MOST_PEOPLE = 8

Figure = tuple[str, str, str]
"""A value, its role, and the label below it."""


def sheet(preview: Preview, now: datetime, style: DateFormat = "day-month") -> list[Row]:
    """The rows of the sheet."""
    today = clock.local(now).date()
    rows: list[Row] = [
        *name_rows(preview.topic, preview.customer, preview.contact),
        Words(partial(figure_lines, figures(preview))),
        Words([Line(), Line(_closes(preview, today, style))]),
    ]
    if preview.stage_bar is not None:
        rows += [Words(), Words(partial(sheet_lines, preview.stage_bar.phases))]
    rows += _planned(preview, now, style)
    rows += last_rows(preview.last, now, style)
    rows += [*_risk_rows(preview, today, style), *_deciding_rows(preview)]
    if preview.against:
        rows.append(Section("against", len(preview.against), role="muted"))
        rows += [Words([_rival_line(rival)]) for rival in preview.against]
    rows.append(Words([Line(), Line([(_counts(preview), "muted")])]))
    return rows


def brief(preview: Preview, now: datetime, style: DateFormat = "day-month") -> list[Row]:
    """What a small screen shows beside the fields: what is next, what is at risk, who decides."""
    today = clock.local(now).date()
    return [*_planned(preview, now, style), *_risk_rows(preview, today, style), *_deciding_rows(preview)]


def _planned(preview: Preview, now: datetime, style: DateFormat) -> list[Row]:
    """What is next; that nothing is, is told of an open one alone."""
    if preview.status is not OpportunityStatus.OPEN and preview.next is None:
        return []
    return planned_rows(preview.next, preview.open_activities, now, style)


def name_only(topic: str, customer: str) -> list[Row]:
    """The rows while an opportunity is still being read: what its row in the list tells."""
    return name_rows(topic, customer, None)


def peek(preview: Preview, now: datetime, style: DateFormat = "day-month") -> list[Line]:
    """The four lines of the peek: name and phase, next, last, risk."""
    today = clock.local(now).date()
    return [
        Line([(preview.topic, "text bold")], _phase(preview, today, style)),
        Line([("next    ", "muted"), *peek_next(preview.next, now, style)]),
        Line([("last    ", "muted"), *peek_last(preview.last, now, style)]),
        _peek_risk(preview),
    ]


def peek_name(topic: str, customer: str) -> list[Line]:
    """The peek while an opportunity is still being read."""
    return [Line([(topic, "text bold")], [(customer, "muted")])]


def figures(preview: Preview) -> list[Figure]:
    """Revenue, probability and rating; of a closed one what it brought."""
    closed = preview.status is not OpportunityStatus.OPEN
    amount = preview.actual_revenue if closed else preview.estimated_revenue
    probability = "–" if preview.probability is None else formats.percent(preview.probability)
    rating = "–" if preview.rating is None else preview.rating.label
    return [
        (money(amount, preview.symbol), "text bold", "actual revenue" if closed else "revenue"),
        (probability, "text bold", "probability"),
        (rating, "muted" if preview.rating is None else RATING_ROLES[preview.rating], "rating"),
    ]


def money(amount: Decimal | None, symbol: str) -> str:
    """An amount in whole units: "$182,000"; a dash without one."""
    return "–" if amount is None else formats.money(formats.stored_money(amount), symbol)


def name_rows(
    topic: str, customer: str | None, contact: str | None = None, nobody: str = "no customer yet"
) -> list[Row]:
    """A name, and who or what stands below it; `nobody` stands there instead."""
    who: list[Piece] = [(customer, "secondary")] if customer else [(nobody, "muted")]
    if contact:
        who += [(" · ", "muted"), (contact, "secondary")]
    return [Words(partial(_topic_lines, topic)), Words([Line(who), Line()])]


def _topic_lines(topic: str, room: int) -> list[Line]:
    return [Line([(line, "text bold")]) for line in wrapped(topic, room, _TOPIC_LINES)]


def wrapped(text: str, room: int, most: int) -> list[str]:
    """The text in at most so many lines, the last one cut if more would follow."""
    kept = text[: room * (most + 1) * 2]
    lines = wrap(" ".join(kept.split()), room) if room > 0 else []
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], cut(" ".join(lines[most - 1 :]), room)]


def figure_lines(shown: Sequence[Figure], room: int) -> list[Line]:
    """Values over their labels."""
    widths = [max(cells([(value, "")]), cells([(label, "")])) for value, _, label in shown]
    gap = max(min((room - sum(widths)) // max(len(shown) - 1, 1), 5), 2)
    values: list[Piece] = []
    labels: list[Piece] = []
    for (value, role, label), width in zip(shown, widths, strict=True):
        values += [(value, role), (" " * (width + gap - cells([(value, "")])), "text")]
        labels += [(label, "muted"), (" " * (width + gap - cells([(label, "")])), "muted")]
    return [Line(values[:-1]), Line(labels[:-1])]


def _closes(preview: Preview, today: date, style: DateFormat) -> Pieces:
    if preview.status is not OpportunityStatus.OPEN:
        return _closed(preview, today, style)
    closes = preview.estimated_close_date
    if closes is None:
        return [("no close date", "secondary")]
    shown = formats.weekday(closes, today, style)
    days = (closes - today).days
    if days < 0:
        since = f", late by {counted(-days, 'day')}"
        return [("was due ", "muted"), (shown, "warning bold"), (since, "warning")]
    how_far = formats.relative_day(closes, today, style)
    distance = how_far if days <= 30 else f"in {counted(days, 'day')}"
    return [("closes ", "muted"), (shown, "text bold"), (f", {distance}", "secondary")]


def _closed(preview: Preview, today: date, style: DateFormat) -> Pieces:
    won = preview.status is OpportunityStatus.WON
    pieces: list[Piece] = [("✓ won", "text bold")] if won else [("lost", "text bold")]
    if preview.actual_close_date is not None:
        pieces.append((f" {formats.weekday(preview.actual_close_date, today, style)}", "text"))
    if not won:
        pieces.append((f", {preview.status_reason.label.lower()}", "secondary"))
    return pieces


def planned_rows(planned: Entry | None, count: int, now: datetime, style: DateFormat) -> list[Row]:
    """What comes next, of so many open activities."""
    if planned is None:
        return [Section("next", 0, role="muted"), Words([Line([("Nothing planned.", "secondary")])])]
    late = planned.state == "overdue"
    return [
        Section("next", count, role="warning" if late else "muted"),
        Words(partial(_next_lines, planned, now, style)),
    ]


def last_rows(last: Entry | None, now: datetime, style: DateFormat) -> list[Row]:
    """What was done or written last; nothing without that."""
    if last is None:
        return []
    return [Section("last", role="muted"), Words(partial(_last_lines, last, now, style))]


def _next_lines(entry: Entry, now: datetime, style: DateFormat, room: int) -> list[Line]:
    sign, role = _sign(entry)
    texts = wrapped(entry.text, room - 2, 2)
    details: list[Piece] = [("  ", "text"), (_when(entry, now, style), _when_role(entry))]
    if entry.duration_minutes:
        details.append((f", {formats.duration(entry.duration_minutes)}", "muted"))
    if entry.location:
        details.append((f", {entry.location}", "muted"))
    if entry.priority is Priority.HIGH:
        details.append((", ", "muted"))
        details.append(("high", "text bold"))
    return [
        Line([(sign if index == 0 else "  ", role), (text, "text")]) for index, text in enumerate(texts)
    ] + [Line(details)]


def _sign(entry: Entry) -> Piece:
    if entry.state == "overdue":
        return ("! ", "warning bold")
    if entry.state == "soon":
        return ("◷ ", "text")
    if entry.source == "activity":
        return ("○ ", "secondary") if entry.state == "open" else ("✓ ", "secondary")
    return ("✎ ", "secondary")


def _when(entry: Entry, now: datetime, style: DateFormat) -> str:
    when = entry_words.ahead(entry, now, style)
    if entry.state == "overdue":
        when = f"overdue, {when}"
    begins = entry.text.casefold().startswith(entry.kind.casefold())
    return when if begins else f"{entry.kind}, {when}"


def _when_role(entry: Entry) -> str:
    return "warning" if entry.state == "overdue" else "muted"


def _last_lines(entry: Entry, now: datetime, style: DateFormat, room: int) -> list[Line]:
    sign, role = _sign(entry)
    ago = entry_words.past(entry, now, style)
    texts = wrapped(_said(entry), room - 2, _LAST_LINES)
    lines: list[list[Piece]] = [
        [(sign if index == 0 else "  ", role), (text, "text")] for index, text in enumerate(texts)
    ]
    if entry.source == "activity":
        told = ", ".join(part for part in (entry.kind, entry.status, ago) if part)
        lines.append([("  ", "text"), (told, "muted")])
    elif cells(lines[-1]) + 2 + len(ago) <= room:
        lines[-1].append((f"  {ago}", "muted"))
    else:
        lines.append([("  ", "text"), (ago, "muted")])
    return [Line(pieces) for pieces in lines]


def _said(entry: Entry) -> str:
    if entry.source == "activity":
        return entry.text
    body = entry.body[:1000]
    words = entry.title or (markdown_lines.flat(body) if entry.source == "note" else " ".join(body.split()))
    return f"“{words}”"


def _risk_rows(preview: Preview, today: date, style: DateFormat) -> list[Row]:
    if not preview.risks:
        return []
    cards = [Words(partial(_risk_lines, card, today, style)) for card in preview.risks]
    return [Section("at risk", len(preview.risks), role="warning"), *cards]


def _deciding_rows(preview: Preview) -> list[Row]:
    if not preview.decides:
        return []
    return [Section("decides", len(preview.decides), role="muted"), *_people_rows(preview.decides)]


def _risk_lines(card: Card, today: date, style: DateFormat, room: int) -> list[Line]:
    first = [
        Line([("! " if index == 0 else "  ", "warning bold"), (text, "text")])
        for index, text in enumerate(wrapped(card.title, room - 2, 2))
    ]
    return [*first, Line([("  ", "text"), (summary(card, today, style), "muted")])]


def summary(card: Card, today: date, style: DateFormat) -> str:
    """What stands under a card's title, its amounts and dates in the user's form."""
    return formats.sentence(card.summary, card.symbol, today, style)


def _people_rows(decides: Sequence[Stakeholder]) -> list[Row]:
    shown = decides if len(decides) <= _MOST_PEOPLE else decides[: _MOST_PEOPLE - 1]
    rows: list[Row] = [
        Words([Line([(person.name, "text")], [(person.role.label, "muted")])]) for person in shown
    ]
    if len(decides) > len(shown):
        rows.append(Words([Line([(f"and {len(decides) - len(shown)} more", "muted")])]))
    return rows


def _rival_line(rival: Rival) -> Line:
    return Line([(rival.name, "text")], [(rival.fared, "muted")])


def _counts(preview: Preview) -> str:
    return ", ".join(
        counted(count, word)
        for count, word in (
            (preview.line_count, "line"),
            (preview.quote_count, "quote"),
            (preview.file_count, "file"),
        )
    )


# The peek


def _phase(preview: Preview, today: date, style: DateFormat) -> Pieces:
    if preview.status is not OpportunityStatus.OPEN:
        return _closed(preview, today, style)
    chance = "" if preview.probability is None else formats.percent(preview.probability)
    active = preview.stage_bar.active if preview.stage_bar else None
    if active is None:
        return [(chance, "secondary")]
    days = "" if active.days is None else f"{active.days}d"
    told = ", ".join(part for part in (days, chance) if part)
    sign, name, _ = current_line([active]).left
    return [sign, name, (f" {told}" if told else "", "secondary")]


def peek_next(entry: Entry | None, now: datetime, style: DateFormat) -> Pieces:
    """What comes next, in a line."""
    if entry is None:
        return [("nothing planned", "secondary")]
    return [(entry.text, "text"), (f", {_when(entry, now, style)}", _when_role(entry))]


def peek_last(entry: Entry | None, now: datetime, style: DateFormat) -> Pieces:
    """What was last, in a line."""
    if entry is None:
        return [("nothing yet", "secondary")]
    return [(_said(entry), "text"), (f", {entry_words.past(entry, now, style)}", "muted")]


def _peek_risk(preview: Preview) -> Line:
    if not preview.risks:
        return Line([("risk    ", "muted"), ("none seen", "secondary")])
    more = f", and {len(preview.risks) - 1} more" if len(preview.risks) > 1 else ""
    return Line([("! risk  ", "warning bold"), (preview.risks[0].title, "text"), (more, "muted")])
