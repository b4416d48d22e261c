"""Maps: which column of a file fills which field, and how its values are read.

The keys are described in README.md beside the maps that ship.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as made_by
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from salestui.errors import nearest
from salestui.exchange.csv_reading import CsvFile, looks_like_data
from salestui.exchange.errors import MapRefused, shown
from salestui.exchange.importable import CREATABLE, Importable
from salestui.exchange.map_file import Place, load, template_columns
from salestui.models.fields import FIELDS, NAME_COLUMNS, Field

TOP_KEYS = (
    "table", "key", "source", "encoding", "delimiter", "blank", "formats", "columns", "defaults", "templates",
)  # fmt: skip
RULE_KEYS = (
    "field", "values", "date", "decimal_mark", "multiply", "round", "by", "create", "create_with",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FromColumn:
    """A value of a made record that stands in another column of the row."""

    column: str


@dataclass(frozen=True, slots=True)
class Rule:
    """How one column, or a constant, fills one field."""

    field: Field
    column: str | None
    """None: `default` fills the field of every new record."""
    default: str | None = None
    """What a blank cell means."""
    place: str = ""
    """Where in the map it is written, for messages."""
    values: Mapping[str, str] = made_by(default_factory=dict)
    """Cells to read as something else, by their text."""
    date: str | None = None
    """dmy, mdy, ymd, or a format such as %d.%m.%Y; None: found from the whole column."""
    decimal_mark: str | None = None
    """None: found from the whole column."""
    multiply: Decimal | None = None
    round: int | None = None
    """Decimals to round to."""
    by: str | None = None
    """A lookup: the column of the target table that cells name records by; None: their name."""
    create: bool = False
    """A lookup: whether a missing record is made."""
    create_with: Mapping[str, str | FromColumn] = made_by(default_factory=dict)
    """Fields of a made record, by name."""


@dataclass(frozen=True, slots=True)
class ImportMap:
    """A checked map."""

    origin: str
    """The map's file; empty when the header itself says what goes where."""
    table: Importable
    rules: tuple[Rule, ...]
    key: tuple[str, ...] = ()
    """Columns that tell records apart: a second import updates where they are the same."""
    source: str | None = None
    """Whose keys they are, so that those of two programs don't meet."""
    encoding: str | None = None
    delimiter: str | None = None
    blank: frozenset[str] = frozenset()
    """Cells that mean nothing, such as NULL."""
    templates: Mapping[str, tuple[str, ...]] = made_by(default_factory=dict)
    """Texts of new records made of columns, by field; the first whose columns are all filled counts."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is read, each once."""
        names: dict[str, None] = {}
        for rule in self.rules:
            names.update(dict.fromkeys([rule.column] if rule.column else []))
            names.update(
                dict.fromkeys(v.column for v in rule.create_with.values() if isinstance(v, FromColumn))
            )
        names.update(dict.fromkeys(self.key))
        for texts in self.templates.values():
            names.update(dict.fromkeys(column for text in texts for column in template_columns(text)))
        return tuple(names)

    def check(self, file: CsvFile) -> None:
        """Raise MapRefused when the file lacks a column that the map reads."""
        for name in self.columns:
            if name in file.header:
                continue
            hint = f"the nearest is `{shown(nearest(name, filter(None, file.header)))}`"
            if looks_like_data(file.header):
                hint = "its first line looks like data: it must name the columns"
            raise MapRefused(f"{self.origin}: {file.path} has no column `{name}`; {hint}")


def read_map(path: Path, table: Importable) -> ImportMap:
    """The map in a TOML file, for this table. Raises MapRefused that names the file and the key."""
    top = load(path)
    top.known(TOP_KEYS)
    named = top.text("table")
    if named is not None and named != table.name:
        raise top.refused(f"this map is for {named}, not for {table.name}", "table")
    formats = top.table("formats")
    formats.known(("date", "decimal_mark"))
    general = {"date": _date_format(formats), "decimal_mark": _decimal_mark(formats)}
    defaults = _defaults(top.table("defaults"), table)
    rules = []
    columns = top.table("columns")
    for column in columns.keys:
        if not column:
            raise columns.refused('a column without a name can\'t be read: "" is none')
        for entry in columns.entries(column):
            rules.append(_rule(entry, column, table, general, defaults))
    _check_once(top, rules)
    filled = {rule.field.name for rule in rules}
    for name, text in defaults.items():
        if name not in filled:
            rules.append(Rule(table.fields[name], None, text, f"defaults.{name}"))
    templates = _templates(top.table("templates"), table)
    made = filled | set(defaults) | set(templates)
    _check_required(top.origin, table, made)
    key = top.texts("key")
    _check_key(top, table, key, rules)
    return ImportMap(
        origin=top.origin,
        table=table,
        rules=tuple(rules),
        key=key,
        source=top.text("source"),
        encoding=top.text("encoding"),
        delimiter=_delimiter(top),
        blank=frozenset(text.casefold() for text in top.texts("blank")),
        templates=templates,
    )


def map_of_header(file: CsvFile, table: Importable) -> ImportMap:
    """The map of a file whose columns are called as the fields are, by name or label.

    Raises MapRefused when no column, or not the required one, is.
    """
    names = {field.name.casefold(): field for field in table.fields.values()}
    for one in table.fields.values():
        names.setdefault(one.label.casefold(), one)
    rules: dict[str, Rule] = {}
    for column in file.header:
        found = names.get(column.casefold()) or names.get(column.casefold().replace(" ", "_"))
        if found is not None and found.name not in rules:
            rules[found.name] = Rule(found, column, place=column)
    if not rules:
        listed = ", ".join(f"`{shown(name, 30)}`" for name in file.header[:8] if name)
        hint = (
            " Its first line looks like data; it must name the columns."
            if looks_like_data(file.header)
            else ""
        )
        raise MapRefused(
            f"{file.path}: none of its columns ({listed}) is called as a field of {table.name}.{hint}"
            " Say with --map MAP.toml which column fills which field"
        )
    _check_required(str(file.path), table, set(rules))
    return ImportMap("", table, tuple(rules.values()))


def _rule(
    entry: Place,
    column: str,
    table: Importable,
    general: Mapping[str, str | None],
    defaults: Mapping[str, str],
) -> Rule:
    entry.known(RULE_KEYS)
    name = entry.text("field")
    if name is None:
        raise entry.refused('which field does it fill? Say field = "…"')
    target = _field(entry, table.fields, name, f"field of {table.name}")
    values = entry.table("values")
    rule = Rule(
        field=target,
        column=column,
        default=defaults.get(target.name),
        place=entry.name,
        values={key.strip(): values.text(key, allow_empty=True) or "" for key in values.keys},
        date=_date_format(entry) or general["date"],
        decimal_mark=_decimal_mark(entry) or general["decimal_mark"],
        multiply=entry.number("multiply"),
        round=entry.whole("round", 0, 10),
        create=entry.flag("create"),
    )
    _check_fits(entry, target)
    if target.kind != "lookup" or target.target is None:
        return rule
    with_fields = entry.table("create_with")
    if with_fields.keys and target.target not in FIELDS:
        raise with_fields.refused(f"a {target.target} has no other fields to fill")
    if rule.create and target.target not in CREATABLE:
        raise entry.refused(f"a {target.target.replace('_', ' ')} can't be made from its name", "create")
    others = FIELDS.get(target.target, {})
    create_with: dict[str, str | FromColumn] = {}
    for key in with_fields.keys:
        chosen = _field(with_fields, others, key, f"field of {target.target}")
        if chosen.kind == "lookup":
            raise with_fields.refused("a lookup can't be filled here", key)
        from_column = with_fields.column(key)
        create_with[chosen.name] = FromColumn(from_column) if from_column else with_fields.plain(key)
    return replace(rule, by=_by(entry, target.target), create_with=create_with)


def _check_fits(entry: Place, target: Field) -> None:
    only = {
        "date": ("date", "datetime"),
        "decimal_mark": ("money", "decimal", "percent", "integer"),
        "multiply": ("money", "decimal", "percent", "integer"),
        "round": ("money", "decimal", "percent", "integer"),
        "by": ("lookup",),
        "create": ("lookup",),
        "create_with": ("lookup",),
    }
    for key, kinds in only.items():
        if key in entry.keys and target.kind not in kinds:
            raise entry.refused(f"{target.name} is a {target.kind}, which this does not fit", key)


def _by(entry: Place, target: str) -> str | None:
    name = entry.text("by")
    if name is None:
        return None
    texts = {one.name: one for one in FIELDS.get(target, {}).values() if one.kind == "text"}
    if not texts:
        texts = {NAME_COLUMNS[target]: Field(NAME_COLUMNS[target], "Name", "text")}
    return _field(entry, texts, name, f"text field of {target}", "by").name


def _field(entry: Place, fields: Mapping[str, Field], name: str, what: str, key: str = "field") -> Field:
    if name not in fields:
        raise entry.refused(f"there is no {what} `{name}`; the nearest is `{nearest(name, fields)}`", key)
    return fields[name]


def _defaults(place: Place, table: Importable) -> dict[str, str]:
    return {
        _field(place, table.fields, key, f"field of {table.name}", key).name: place.plain(key)
        for key in place.keys
    }


def _templates(place: Place, table: Importable) -> dict[str, tuple[str, ...]]:
    found = {}
    for key in place.keys:
        target = _field(place, table.fields, key, f"field of {table.name}", key)
        if target.kind not in ("text", "memo"):
            raise place.refused(f"{key} is a {target.kind}; only a text is made of columns", key)
        texts = place.texts(key)
        for text in texts:
            if not template_columns(text):
                raise place.refused(f"{text!r} names no column; write {{column}}, or use [defaults]", key)
        found[target.name] = texts
    return found


def _check_once(top: Place, rules: Sequence[Rule]) -> None:
    seen: dict[str, Rule] = {}
    for rule in rules:
        if other := seen.get(rule.field.name):
            raise top.refused(f"{other.place} and {rule.place} both fill {rule.field.name}", "columns")
        seen[rule.field.name] = rule


def _check_required(origin: str, table: Importable, filled: Iterable[str]) -> None:
    filled = set(filled)
    if filled & {"first_name", "last_name"} or table.table == "system_user":
        # Full and user names can be put together.
        filled |= {"full_name"} if table.table == "contact" else {"user_name"}
    for name, one in table.fields.items():
        if one.required and name not in filled:
            also = ", or make it of others with [templates]" if one.kind == "text" else ""
            raise MapRefused(
                f"{origin}: {table.name} need {name} ({one.label}): say which column fills it{also}"
            )


def _check_key(top: Place, table: Importable, key: Sequence[str], rules: Sequence[Rule]) -> None:
    if not key or table.has_key:
        return
    by_column = {rule.column: rule.field for rule in rules}
    for column in key:
        if column not in by_column or by_column[column].kind != "text":
            raise top.refused(
                f"`{column}` must fill a text of {table.name} (such as user_name, email or full_name)"
                " for a second import to find it again",
                "key",
            )


def _date_format(place: Place) -> str | None:
    text = place.text("date")
    if text is not None and "%" not in text and text not in ("dmy", "mdy", "ymd"):
        raise place.refused(
            f'{text!r} is neither "dmy", "mdy", "ymd" nor a format such as "%d.%m.%Y"', "date"
        )
    if text is not None and "%" in text and not _is_whole_date(text):
        raise place.refused(
            f'{text!r} is no format that holds day, month and year, such as "%d.%m.%Y" or "%Y-%m-%d %H:%M"',
            "date",
        )
    return text


def _is_whole_date(text: str) -> bool:
    """Whether a day that is written in this format can be read from it again."""
    moment = datetime(2024, 11, 23, tzinfo=UTC)
    try:
        return datetime.strptime(moment.strftime(text), text).date() == moment.date()
    except (ValueError, re.error):
        # A directive that there is not, or one that comes twice.
        return False


def _decimal_mark(place: Place) -> str | None:
    mark = place.text("decimal_mark")
    if mark not in (None, ".", ","):
        raise place.refused(f'the decimal mark is "." or ",", not {mark!r}', "decimal_mark")
    return mark


def _delimiter(top: Place) -> str | None:
    text = top.text("delimiter")
    text = {"tab": "\t", "comma": ",", "semicolon": ";"}.get(text or "", text)
    if text is not None and len(text) != 1:
        raise top.refused('a delimiter is one character, or "tab"', "delimiter")
    return text
