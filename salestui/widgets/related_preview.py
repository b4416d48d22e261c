"""The preview of an account, contact or competitor, beside its list or in four lines below it."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from salestui import clock, formats
from salestui.lifecycle import organization
from salestui.widgets.desk import Desk
from salestui.widgets.painting import Line, cells
from salestui.widgets.pane import Entry, Section, Words
from salestui.widgets.preview import PreviewPane

if TYPE_CHECKING:
    from salestui.lifecycle.related import Total
    from salestui.lifecycle.related_preview import RelatedPreview

_REACHED = {
    "account": ("phone", "email", "website"),
    "contact": ("business_phone", "mobile_phone", "email"),
    "competitor": ("website",),
}
_TEXTS = ("strengths", "weaknesses")
_MOST = 6
_LONG, _SHORT = 24, 7
"""Cells of an amount, and of one that is shortened for others beside it."""


class RelatedPreviewPane(PreviewPane["RelatedPreview"]):
    """Figures, how it is reached, what is next, open opportunities, people; of a competitor its sides."""

    def __init__(self, desk: Desk, table: str, *, id: str | None = None) -> None:
        super().__init__(desk, id=id)
        self._table = table

    def read_record(self, record_id: UUID) -> "RelatedPreview | None":
        """All of it."""
        from salestui.lifecycle.related_preview import preview  # the list does not wait for it

        with self.desk.store.session() as session:
            sign = organization.facts(self.desk.store.reader).sign
            return preview(session, self.desk.user.id, self._table, record_id, sign)

    def open_activities(self, shown: "RelatedPreview") -> int | None:
        """Also those of what belongs to it."""
        return shown.open_activities

    def sheet(self, shown: "RelatedPreview") -> Sequence[Entry]:
        """All of it."""
        from salestui.widgets import preview_lines, related_heads, related_panes

        now, style = clock.now(), self.desk.settings.date_format
        today = clock.local(now).date()
        record = shown.record
        rows: list[Entry] = [
            *preview_lines.name_rows(record.name, " · ".join(related_heads.words_of(record)), nobody=""),
            Words(partial(_figure_lines, shown)),
            *_rows_if(_reached(shown)),
            *preview_lines.planned_rows(shown.next, shown.open_activities, now, style),
            *preview_lines.last_rows(shown.last, now, style),
            *_texts(shown),
        ]
        deals = related_panes.open_deals(shown.deals, self._table, today, style)
        for title, count, entries in (
            ("open opportunities", shown.deals.open.count, deals),
            ("contacts", len(shown.people), related_panes.people(shown.people)),
        ):
            if entries:
                rows += [Section(title, count, role="muted"), *map(_still, entries[:_MOST])]
                if count > _MOST:
                    rows.append(Words([Line([(f"and {count - _MOST:,} more", "muted")])]))
        return rows

    def peek_lines(self, shown: "RelatedPreview") -> Sequence[Line]:
        """Its name and figures, how it is reached, what is next, what was last."""
        from salestui.widgets import preview_lines

        now, style = clock.now(), self.desk.settings.date_format
        value, _, label = _figures(shown)[0]
        return [
            Line([(shown.record.name, "text bold")], [(value, "text"), (f" {label}", "muted")]),
            _second_line(shown),
            Line([("next    ", "muted"), *preview_lines.peek_next(shown.next, now, style)]),
            Line([("last    ", "muted"), *preview_lines.peek_last(shown.last, now, style)]),
        ]


def _second_line(shown: "RelatedPreview") -> Line:
    """How it is reached; of a competitor where it is weak."""
    if shown.fared is not None:
        weak = shown.record.fields["weaknesses"].value
        return Line([("weak    ", "muted"), (str(weak or "not known yet"), "secondary")])
    reached = "  ".join(_reached_texts(shown)) or "no phone or email yet"
    return Line([("reach   ", "muted"), (reached, "secondary")])


def _still(entry: Entry) -> Entry:
    """A row that the cursor passes over."""
    return Words(entry.lines) if not isinstance(entry, Section) else entry


def _figure_lines(shown: "RelatedPreview", room: int) -> list[Line]:
    """The amounts in full where there is room for all of them."""
    from salestui.widgets.preview_lines import figure_lines

    lines = figure_lines(_figures(shown), room)
    if any(cells(line.left) > room for line in lines):
        return figure_lines(_figures(shown, _SHORT), room)
    return lines


def _figures(shown: "RelatedPreview", width: int = _LONG) -> list[tuple[str, str, str]]:
    """In the order that the record has them in: against a competitor what was won stands by its rate."""
    deals, fared = shown.deals, shown.fared
    is_open = _figure(deals.open, shown.sign, "open", width)
    won = _figure(deals.won, shown.sign, "won", width)
    if fared is not None:
        rate = "–" if fared.win_rate is None else formats.percent(fared.win_rate)
        return [(rate, "text bold", f"won of {fared.closed:,} closed"), won, is_open]
    return [is_open, won]


def _figure(total: "Total", sign: str, word: str, width: int) -> tuple[str, str, str]:
    parts = formats.short_money_parts(formats.stored_money(total.amount), sign, width)
    return "".join(parts), "text bold", f"{total.count:,} {word}"


def _reached_texts(shown: "RelatedPreview") -> list[str]:
    fields = shown.record.fields
    return [str(fields[name].value) for name in _REACHED[shown.record.table] if fields[name].value]


def _reached(shown: "RelatedPreview") -> list[Line]:
    lines: list[Line] = []
    if shown.record.why_read_only is not None:
        lines.append(Line([(shown.record.why_read_only, "secondary")]))
    for text in _reached_texts(shown):
        lines.append(Line([(text, "secondary")]))
    return lines


def _rows_if(lines: list[Line]) -> list[Entry]:
    return [Words([Line(), *lines])] if lines else []


def _texts(shown: "RelatedPreview") -> list[Entry]:
    """The sides of a competitor."""
    rows: list[Entry] = []
    for name in _TEXTS if shown.record.table == "competitor" else ():
        value = shown.record.fields[name].value
        if isinstance(value, str):
            rows += [Section(name, role="muted"), Words(partial(_text_lines, value))]
    return rows


def _text_lines(text: str, room: int) -> list[Line]:
    from salestui.widgets.preview_lines import wrapped

    return [Line([(line, "text")]) for line in wrapped(text, room, _MOST)]
