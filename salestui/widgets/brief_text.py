"""A brief as one goes through it: its sections, each line with a word for what it is at the left."""

from collections.abc import Sequence
from functools import partial

from salestui import brief_words
from salestui.brief_words import Told
from salestui.formats import DateFormat
from salestui.lifecycle.brief import Brief
from salestui.lifecycle.refs import RecordRef
from salestui.widgets import markdown_lines
from salestui.widgets.painting import Line, Piece, cells, cut, wrap
from salestui.widgets.pane import Entry, Item, Pane, Section, Words

_LABEL = 18
_NARROW_LABEL = 14
_NARROW = 70
"""With less room than this the labels have less."""
_WIDEST = 110
"""Longer lines are hard to read."""
_HEAD = "head"
_MOST_LINES = 40
"""Of a longer note the rest is in the record."""


class BriefText(Pane):
    """The whole brief; the cursor goes from record to record that it tells of.

    Through what comes before the first and after the last of them it goes line by line, or it would not be
    seen there. It begins at the first record, if that is in sight with the top of the brief.
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._refs: dict[str, RecordRef] = {}
        self._has_begun = False

    def show_brief(self, brief: Brief, style: DateFormat = "day-month") -> None:
        """Show it."""
        head = [Line([(brief.topic, "text bold")]), Line([(brief_words.head(brief), "secondary")])]
        rows: list[Entry] = [Item(_HEAD, head)]
        self._refs = {}
        sections = brief_words.sections(brief, style)
        with_records = [told for section in sections for told in section.lines if told.ref is not None]
        is_between = False
        for section in sections:
            role = "warning" if section.is_late else "muted"
            rows.append(Section(section.title, section.count, role=role))
            for told in section.lines:
                rows.append(self._row(section.title, told, None if is_between else len(rows)))
                if told.ref is not None:
                    is_between = told is not with_records[-1]
            if not section.lines:
                rows.append(Words([Line([(section.empty, "secondary")])]))
        top = self._top
        self.show(rows)
        self.count = None
        # What was read last stays in sight, also when that is not where the cursor stands.
        self._scroll_by(top - self._top)

    def _row(self, section: str, told: Told, place: int | None) -> Entry:
        """A line; `place` is given before the first record and behind the last one.

        What next is to be done is one of the promises too, so the section tells them apart.
        """
        if told.ref is None:
            lines = partial(_lines, told)
            return Words(lines) if place is None else Item(f"line {place}", lines)
        item_id = f"{section} {told.ref.id.hex}"
        self._refs[item_id] = told.ref
        return Item(item_id, partial(_lines, told))

    def on_resize(self) -> None:
        """With the first size it is known what is in sight."""
        if not self._has_begun:
            self._has_begun = True
            self._begin()

    def _begin(self) -> None:
        """Put the cursor on the first record, or on the top when one would have to scroll to it."""
        for first in self._refs:
            self.select(first)
            break
        if self._top > 0:
            self.select(_HEAD)

    def current_ref(self) -> RecordRef | None:
        """The record under the cursor."""
        return self._refs.get(self.current.id) if self.current is not None else None

    def why_not(self, action_id: str) -> str | None:
        """Not every line tells of a record."""
        if action_id == "pane.open" and self.current_ref() is None:
            return "nothing is here to open"
        return super().why_not(action_id)

    def action_last(self) -> None:
        """To the last line, and to the text below it."""
        super().action_last()
        self._scroll_by(len(self._lay_out()))


def _lines(told: Told, room: int) -> Sequence[Line]:
    room = min(room, _WIDEST)
    width = _LABEL if room >= _NARROW else _NARROW_LABEL
    label: Piece = (cut(told.label, width - 2), "warning bold" if told.is_late else "muted")
    said = _said(told, room - width - 2)
    if told.is_late:
        said[0].insert(0, ("! ", "warning bold"))
    labels = [label, *[("", "text")] * len(said)]
    shown = [Line([_padded(first, width), *line]) for first, line in zip(labels, said, strict=False)]
    below = markdown_lines.lines(told.body, room - width) if told.body else []
    shown += [Line([(" " * width, "text"), *line]) for line in below[:_MOST_LINES]]
    if len(below) > _MOST_LINES:
        shown.append(Line([(" " * width, "text"), ("and more in the record", "muted")]))
    return shown


def _padded(label: Piece, width: int) -> Piece:
    return (label[0] + " " * (width - cells([label])), label[1])


def _said(told: Told, room: int) -> list[list[Piece]]:
    """The text, and what is told of it behind it or, where it does not fit, below."""
    text = markdown_lines.flat(told.text) if told.is_note and not told.body else told.text
    texts: list[list[Piece]] = [[(line, "text bold")] for line in wrap(text, room)] if text else []
    if told.more and texts and cells(texts[-1]) + 2 + cells([(told.more, "")]) <= room:
        texts[-1] += [("  ", "text"), (told.more, "secondary")]
    elif told.more:
        texts += [[(line, "secondary")] for line in wrap(told.more, room)]
    return texts or [[]]
