"""What the cells of a column mean: each different text is read once."""

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from salestui.errors import InputError, nearest
from salestui.exchange.column_formats import FirstLines, Reading, date_reading, number_reading
from salestui.exchange.errors import MapRefused, quoted, shown
from salestui.exchange.mapping import ImportMap, Rule
from salestui.exchange.near_misses import NearMiss, proposals
from salestui.exchange.source_rows import Problem, Source, SourceRow
from salestui.lifecycle import values
from salestui.lifecycle.inputs import parse_boolean, parse_text
from salestui.lifecycle.names import same


class Refused(NamedTuple):
    """A text that is no value of its field."""

    reason: str
    is_near_miss: bool = False


@dataclass(slots=True)
class Column:
    """A rule with the texts that its column holds and what they mean."""

    rule: Rule
    place: int | None
    """Of its cell in a row; None for a constant."""
    texts: dict[str, str] = field(default_factory=dict)
    """What each cell says after blanks, `blank` and `values` of the map: empty means nothing."""
    counts: Counter[str] = field(default_factory=Counter)
    """The rows of each text that says something."""
    firsts: dict[str, SourceRow] = field(default_factory=dict)
    """The first row of each."""
    meaning: dict[str, object] = field(default_factory=dict)
    """The value of each text, or Refused."""
    taken: dict[str, str] = field(default_factory=dict)
    """Texts that are near misses, with the names that they were taken for."""

    @property
    def lines(self) -> FirstLines:
        """The line where each text is met first."""
        return {text: row.line for text, row in self.firsts.items()}

    @property
    def title(self) -> str:
        """What it is called in messages."""
        return self.rule.column or self.rule.field.name

    def text_of(self, row: SourceRow) -> str:
        """What the row's cell says."""
        return self.texts[row.cells[self.place] if self.place is not None else ""]

    def name_of(self, row: SourceRow) -> str:
        """What the row's cell says, with the name that a near miss was taken for."""
        text = self.text_of(row)
        return self.taken.get(text, text)

    def give(self, row: SourceRow) -> None:
        """Put the meaning of the row's cell into its values, or its problem among its problems."""
        text = self.text_of(row)
        found = self.meaning[text] if text else None
        if isinstance(found, Refused):
            cell = text if self.place is None else row.cells[self.place]
            row.problems.append(Problem(self.title, cell.strip(), *found))
        else:
            row.values[self.rule.field.name] = found


def columns_of(load: ImportMap, source: Source) -> list[Column]:
    """The columns that a map reads, with the texts that stand in them; ragged rows don't count."""
    places = source.place
    blank = load.blank
    whole = [row for row in source.rows if not row.problems]
    columns = []
    for rule in load.rules:
        column = Column(rule, places[rule.column] if rule.column else None)
        default = rule.default or ""
        for row in whole:
            cell = "" if column.place is None else row.cells[column.place]
            text = column.texts.get(cell)
            if text is None:
                text = cell.strip()
                text = rule.values.get(text, text)
                text = column.texts[cell] = default if not text or text.casefold() in blank else text
                if text:
                    column.firsts.setdefault(text, row)
            if text:
                column.counts[text] += 1
        columns.append(column)
    return columns


def read_cells(columns: list[Column], accept_near: bool) -> tuple[list[str], list[NearMiss]]:
    """Give every column but the lookups its meaning; what was found of formats, and the near misses.

    Raises MapRefused where a column fits two formats, or a default is no value of its field.
    """
    said: list[str] = []
    near: list[NearMiss] = []
    for column in columns:
        kind = column.rule.field.kind
        if kind == "lookup":
            continue
        if kind == "choice":
            near += _read_choices(column, accept_near)
            check_default(column)
            continue
        reading = _reading(column)
        if reading is not None and reading.said and column.place is not None:
            said.append(reading.said)
        for text in column.counts:
            column.meaning[text] = _value(column.rule, reading, text)
        check_default(column)
    # A column that fills two fields is read alike for both.
    return list(dict.fromkeys(said)), near


def check_default(column: Column) -> None:
    """Raise MapRefused when the constant of the map is no value: every row would be wrong alike."""
    text = column.rule.default
    found = column.meaning.get(text) if text and column.place is None else None
    if text and isinstance(found, Refused) and not found.is_near_miss:
        raise MapRefused(f"{column.rule.place} = {quoted(text)} in the map: {found.reason}")


def _reading(column: Column) -> Reading | None:
    kind = column.rule.field.kind
    if kind in ("date", "datetime"):
        return date_reading(column.rule, column.lines)
    if kind in ("money", "percent", "decimal", "integer"):
        return number_reading(column.rule, column.lines)
    return None


def _value(rule: Rule, reading: Reading | None, text: str) -> object:
    try:
        if reading is not None:
            return values.check(rule.field, reading.read(text))
        if rule.field.kind == "boolean":
            return parse_boolean(text)
        return parse_text(rule.field, text)
    except InputError as error:
        return Refused(str(error))


def _read_choices(column: Column, accept_near: bool) -> list[NearMiss]:
    options = column.rule.field.choice
    assert options is not None
    by_label = {same(option.label): option for option in options}
    unknown = []
    for text in column.counts:
        if same(text) in by_label:
            column.meaning[text] = by_label[same(text)]
        else:
            unknown.append(text)
    labels = [option.label for option in options]
    near = proposals(unknown, labels)
    for text in unknown:
        if text in near and accept_near:
            column.meaning[text] = by_label[same(near[text])]
            column.taken[text] = near[text]
        elif text in near:
            column.meaning[text] = near_miss(near[text])
        else:
            what = column.rule.field.label.lower()
            listed = ", ".join(labels)
            if len(labels) > 12:
                listed = f"the nearest is `{nearest(text[:100], labels)}`"
            column.meaning[text] = Refused(f"no {what} is called so: {listed}{_what_to_say(column, text)}")
    return [near_miss_of(column, text, near[text], accept_near) for text in near]


def near_miss_of(column: Column, text: str, proposal: str, taken: bool) -> NearMiss:
    """A text of a column that is nearly a name that exists, for the report."""
    return NearMiss(column.title, column.rule.field.name, text, column.counts[text], proposal, taken)


def near_miss(proposal: str) -> Refused:
    """The problem of a row whose value is nearly one that exists."""
    return Refused(f"nearly `{shown(proposal)}`: take it with --accept-near, or with a line in the map", True)


def _what_to_say(column: Column, text: str) -> str:
    """How the map says what a text means."""
    if column.place is None:
        return ""
    line = f"values = {{ {quoted(text, 30)} = … }}"
    return f". Say in the map what it is: under [columns.{quoted(column.title)}], {line}"
