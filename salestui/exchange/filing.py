"""Rows become records: what a new one gets besides its cells, and what of an old one changes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any, ClassVar

from sqlmodel import Session, SQLModel, col, select

from salestui.errors import InputError
from salestui.exchange.cells import Column
from salestui.exchange.importable import name_of
from salestui.exchange.lookups import Made
from salestui.exchange.map_file import fill_template, template_columns
from salestui.exchange.mapping import ImportMap
from salestui.exchange.newcomers import Newcomers, Values
from salestui.exchange.source_rows import Problem, Source, SourceRow
from salestui.lifecycle.inputs import parse_text
from salestui.models.base import Record
from salestui.store.rows import chunks


@dataclass(slots=True)
class Plan:
    """What a row will do to the file; nothing happens before every row is known to be good."""

    row: SourceRow
    inserts: list[tuple[type[Record], Values]] = field(default_factory=list)
    sets: list[tuple[Record, Values]] = field(default_factory=list)
    """Records and the columns that change, with their new values."""
    actions: list[Callable[[], object]] = field(default_factory=list)
    """Verbs to call once the rest is written."""

    @property
    def does_something(self) -> bool:
        """Whether anything of the file changes."""
        return bool(self.inserts or self.sets or self.actions)


@dataclass(frozen=True, slots=True)
class Work:
    """What one import works with."""

    session: Session
    load: ImportMap
    source: Source
    columns: Sequence[Column]
    newcomers: Newcomers
    made: Sequence[Made]
    """The records that lookups make; they are not in the file yet."""


class Filing:
    """How rows of a table are filed. Tables with rules of their own have a class of their own."""

    unique: ClassVar[tuple[str, ...]] = ()
    """Columns of which no two records have the same value."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.session = work.session
        self.load = work.load
        self.table = work.load.table.table
        self.stored = SQLModel.metadata.tables[self.table].columns
        self.mapped = [column for column in work.columns if column.place is not None]
        fields = work.load.table.fields.values()
        # A user name is made of the full one.
        self._needed = [one for one in fields if one.required and one.name != "user_name"]

    def prepare(self, rows: Sequence[SourceRow]) -> None:
        """Read what all these rows need, before the first is filed."""

    def new(self, row: SourceRow) -> Plan:
        """The plan of a row that becomes a new record."""
        values = self._new_values(row)
        self.work.newcomers.complete(self.table, values)
        plan = Plan(row, [(self.load.table.model, values)])
        if not row.problems:
            self.check(row, values)
            self.beside(plan, values)
        return plan

    def change(self, row: SourceRow, record: Record) -> Plan:
        """The plan of a row whose record is there already."""
        changes = self._changes(row, record)
        self.adapt(row, record, changes)
        keep_differences(record, changes)
        merged = {name: getattr(record, name) for name in type(record).model_fields} | changes
        self.check(row, merged)
        plan = Plan(row)
        self.beside_old(plan, record, changes)
        if changes:
            plan.sets.insert(0, (record, changes))
        return plan

    def adapt(self, row: SourceRow, record: Record, changes: Values) -> None:
        """Add to the changes what follows from them."""
        if changes.get("owner_user_id") is not None:
            changes.setdefault("owner_team_id", None)
        elif changes.get("owner_team_id") is not None:
            changes.setdefault("owner_user_id", None)

    def check(self, row: SourceRow, values: Values) -> None:
        """Add what is wrong with the record as a whole to the row's problems."""
        if values.get("owner_user_id") is not None and values.get("owner_team_id") is not None:
            self.refuse(row, "owner_team", "either a user or a team owns it, not both")

    def beside(self, plan: Plan, values: Values) -> None:
        """Plan the records of other tables that come with a new one."""

    def beside_old(self, plan: Plan, record: Record, changes: Values) -> None:
        """Plan what changes in other tables; may take over some of the changes."""

    def refuse(self, row: SourceRow, name: str, reason: str) -> None:
        """Add a problem about the field of this name."""
        column = next((column for column in self.mapped if column.rule.field.name == name), None)
        if column is None or column.place is None:
            row.problems.append(Problem(name, "", reason))
        else:
            row.problems.append(Problem(column.title, row.cells[column.place].strip(), reason))

    def _new_values(self, row: SourceRow) -> Values:
        values: Values = {"id": row.id}
        for rule in self.load.rules:
            value = row.values.get(rule.field.name)
            if value is not None and rule.field.column in self.stored:
                values[rule.field.column] = value
        for name, texts in self.load.templates.items():
            if values.get(name) is None:
                values[name] = self._filled(row, name, texts)
        if self.table == "contact" and not values.get("full_name"):
            parts = (values.get(name) for name in ("first_name", "middle_name", "last_name"))
            values["full_name"] = " ".join(part for part in parts if part) or None
        for one in self._needed:
            if values.get(one.column) is None and not row.problems:
                self.refuse(row, one.name, f"{one.label} is needed")
        if self.load.table.has_key and self.load.key:
            values["import_key"] = row.key
        return values

    def _filled(self, row: SourceRow, name: str, texts: Sequence[str]) -> str | None:
        cells = {column: cell(row) for column, cell in self._template_cells.items()}
        text = next((filled for filled in (fill_template(text, cells) for text in texts) if filled), None)
        try:
            return parse_text(self.load.table.fields[name], text or "")
        except InputError as error:
            self.refuse(row, name, str(error))
            return None

    @cached_property
    def _template_cells(self) -> dict[str, Callable[[SourceRow], str]]:
        """What each column of a template says in a row."""
        blank = self.load.blank

        def of_cell(place: int, row: SourceRow) -> str:
            text = row.cells[place].strip()
            return "" if text.casefold() in blank else text

        names = {
            c for texts in self.load.templates.values() for text in texts for c in template_columns(text)
        }
        places = self.work.source.place
        found: dict[str, Callable[[SourceRow], str]] = {
            name: partial(of_cell, places[name]) for name in names
        }
        for column in self.mapped:
            # A name that the map translates, or that was taken as a near miss, stands as it is called there.
            if column.title in found and column.rule.field.kind == "lookup":
                found[column.title] = column.name_of
        return found

    def _changes(self, row: SourceRow, record: Record) -> Values:
        changes: Values = {}
        for column in self.mapped:
            rule = column.rule
            name = rule.field.column
            if name not in self.stored or rule.field.name not in row.values:
                continue
            value = row.values[rule.field.name]
            if value is None and rule.field.required and name != "user_name":
                self.refuse(row, rule.field.name, f"{rule.field.label} is needed")
            elif value is not None or self.stored[name].nullable:
                changes[name] = value
        if self.load.table.has_key and self.load.key:
            changes["import_key"] = row.key
        return changes


def check_unique(filing: Filing, plans: Iterable[Plan]) -> None:
    """Add a problem to rows that would give two records a value that only one may have."""
    model: Any = filing.load.table.model
    plans = list(plans)
    for column in filing.unique:
        first: dict[str, SourceRow] = {}
        for plan in plans:
            changed = plan.inserts[0][1] if plan.row.is_new else dict(plan.sets[0][1]) if plan.sets else {}
            value = changed.get(column)
            if value is None:
                continue
            if value in first:
                where = first[value].seen_from(plan.row)
                filing.refuse(plan.row, column, f"the same as in {where}: only one may have it")
            else:
                first[value] = plan.row
        place = getattr(model, column)
        for portion in chunks(list(first)):
            for record_id, value in filing.session.exec(
                select(model.id, place).where(col(place).in_(portion))
            ):
                if record_id != first[value].id:
                    what = name_of(filing.table, 1)
                    hint = "to update that one, say in the map which column is the key"
                    filing.refuse(first[value], column, f"there is a {what} with it already: {hint}")


def keep_differences(record: Record, changes: Values) -> None:
    """Leave out of the changes what the record has already."""
    for name in [name for name, value in changes.items() if getattr(record, name) == value]:
        del changes[name]
