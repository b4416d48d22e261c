"""What the row of a field says: its label and value, an edit that waits, what is wrong, what others did."""

from collections.abc import Callable, Mapping

from salestui import clock
from salestui.formats import DateFormat
from salestui.lifecycle.edits import NewRecord
from salestui.lifecycle.shapes import FieldedRecord
from salestui.widgets import record_fields
from salestui.widgets.field_layouts import layout
from salestui.widgets.field_values import Typed, read_text
from salestui.widgets.painting import Line, Piece, fit, wrap
from salestui.widgets.preview_lines import wrapped
from salestui.widgets.row_control import LABEL


class FieldLines:
    """The lines of each field of a record.

    `held` gives the lines of a field whose control is open, and none for the others.
    """

    def __init__(
        self,
        record: FieldedRecord,
        edits: Mapping[str, Typed],
        base: Mapping[str, object],
        problems: Mapping[str, str],
        style: DateFormat,
        held: Callable[[str], list[Line]],
    ) -> None:
        self._record = record
        self._edits = edits
        self._base = base
        self._problems = problems
        self._style: DateFormat = style
        self._held = held

    def banner(self, words: str, room: int) -> list[Line]:
        """Why the whole record is read-only."""
        return [*(Line([(line, "text")]) for line in wrap(words, room)), Line()]

    def of(self, name: str, room: int) -> list[Line]:
        """A field of one line."""
        if held := self._held(name):
            return held
        label = record_fields.label(self._record, name)
        return [Line([(fit(label, LABEL), "muted"), *self._value(name)]), *self._below(name, LABEL, room)]

    def memo(self, name: str, room: int) -> list[Line]:
        """A text of several lines, under its label."""
        if held := self._held(name):
            return held
        label = self._record.fields[name].field.label
        text = self._text(name)
        if not text:
            return [Line([(f"{label}  –", "muted")]), *self._below(name, 0, room)]
        role = self._role(name)
        sign: list[Piece] = [("✎ ", "accent")] if name in self._edits else []
        lines = wrapped(text, room - 2 * len(sign), layout(self._record.table).memo_lines)
        return [
            Line([(label, "muted")]),
            *(Line([*sign, (line, role)]) for line in lines),
            *self._below(name, 0, room),
        ]

    def step(self, name: str, room: int) -> list[Line]:
        """A step of the process: done or open, and its date if it has one."""
        if held := self._held(name):
            return held
        one = self._record.fields[name]
        value = self._edits[name].value if name in self._edits else one.value
        told = "" if isinstance(value, bool) else self._text(name)
        role = self._role(name)
        edited: list[Piece] = [("✎ ", "accent")] if name in self._edits else []
        sign: Piece = ("✓ ", "secondary") if value else ("○ ", "muted")
        label = (one.field.label, role if value or edited else "secondary")
        return [Line([*edited, sign, label], [(told, "muted")] if told else ()), *self._below(name, 2, room)]

    def _value(self, name: str) -> list[Piece]:
        text = self._text(name)
        sign: list[Piece] = [("✎ ", "accent")] if name in self._edits else []
        return [*sign, (text, self._role(name))] if text else [*sign, ("–", "muted")]

    def _role(self, name: str) -> str:
        if name in self._edits:
            return "accent"
        read_only = self._record.why_read_only or name in self._record.locked
        return "secondary" if read_only else "text"

    def _text(self, name: str) -> str:
        one = self._record.fields[name]
        if name not in self._edits:
            return self._read(name, one.value, one.name)
        typed = self._edits[name]
        new = f", a new {typed.value.table}" if isinstance(typed.value, NewRecord) else ""
        return self._read(name, typed.value, typed.name) + new

    def _read(self, name: str, value: object, text: str | None) -> str:
        field = self._record.fields[name].field
        named = text if field.kind == "lookup" else None
        return read_text(field, value, named, clock.today(), self._style, self._record.symbol)

    def _below(self, name: str, indent: int, room: int) -> list[Line]:
        """What is wrong with an edit, or what it does."""
        one = self._record.fields[name]
        if name in self._problems:
            return _indented(self._problems[name], min(indent, 2), room, "warning", "! ")
        if name not in self._edits or one.field.kind == "memo":
            return []
        now = self._read(name, one.value, one.name) or "empty"
        if one.value != self._base.get(name):
            return _indented(f"changed meanwhile to {now}", indent, room, "warning", "! ")
        return _indented(f"was {now}", indent, room, "muted", "")


def _indented(words: str, indent: int, room: int, role: str, sign: str) -> list[Line]:
    lines = wrap(words, max(room - indent - len(sign), 12))[:4]
    return [
        Line(
            [
                (" " * indent, "text"),
                (sign if index == 0 else " " * len(sign), f"{role} bold"),
                (line, role),
            ]
        )
        for index, line in enumerate(lines)
    ]
