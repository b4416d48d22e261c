"""Names in cells -> the records that they mean; the missing ones are made where the map says so."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select
from uuid_utils.compat import uuid7

from salestui.errors import InputError
from salestui.exchange.cells import Column, Refused, check_default, near_miss, near_miss_of
from salestui.exchange.errors import shown
from salestui.exchange.importable import CREATABLE, MODELS, name_of
from salestui.exchange.mapping import FromColumn, ImportMap
from salestui.exchange.near_misses import NearMiss, proposals
from salestui.exchange.source_rows import Source, SourceRow, with_source
from salestui.lifecycle.inputs import parse_field
from salestui.lifecycle.names import same
from salestui.models.fields import FIELDS, NAME_COLUMNS, Field
from salestui.store.rows import chunks

KEY = "import_key"


@dataclass(slots=True)
class Made:
    """A record that a lookup makes."""

    table: str
    id: UUID
    values: dict[str, Any]
    """By field name; its name and what the map's create_with says."""


@dataclass(slots=True)
class _Directory:
    """The records of a table by one of their texts."""

    model: Any
    by: str
    exact: defaultdict[str, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    loose: defaultdict[str, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    is_complete: bool = False

    def add(self, name: str, record_id: UUID) -> None:
        self.exact[name].add(record_id)
        self.loose[same(name)].add(record_id)

    def load(self, session: Session, names: Iterable[str] | None) -> None:
        """Read the records of these names, or all."""
        if self.is_complete:
            return
        column = getattr(self.model, self.by)
        query = select(self.model.id, column).where(col(column).is_not(None))
        if names is None:
            self.is_complete = True
            found: Iterable[Any] = session.exec(query)
        else:
            portions = chunks(sorted(names))
            found = (
                row for portion in portions for row in session.exec(query.where(col(column).in_(portion)))
            )
        for record_id, name in found:
            self.add(name, record_id)

    def find(self, name: str) -> set[UUID]:
        return self.exact.get(name) or self.loose.get(same(name), set())


class Lookups:
    """Finds what lookups mean while one import runs."""

    def __init__(self, session: Session, load: ImportMap, source: Source, accept_near: bool) -> None:
        self._session = session
        self._load = load
        self._source = source
        self._accept_near = accept_near
        self._directories: dict[tuple[str, str], _Directory] = {}
        self.made: list[Made] = []
        self.near: list[NearMiss] = []

    def resolve(self, column: Column, rows: Iterable[SourceRow]) -> None:
        """Give the texts of a column their meaning: ids, or Refused; `rows` may be meant by each other."""
        rule = column.rule
        target = rule.field.target
        assert target is not None
        by = rule.by or NAME_COLUMNS[target]
        directory = self._directory(target, by)
        if target == self._load.table.table:
            for row in rows:
                name = row.key if by == KEY else row.values.get(by)
                if name and row.id:
                    directory.add(name, row.id)
        names = {text: self._name(by, text) for text in column.counts}
        directory.load(self._session, names.values())
        if not all(directory.exact.get(name) for name in names.values()):
            directory.load(self._session, None)
        unknown = []
        for text, name in names.items():
            found = directory.find(name)
            if len(found) == 1:
                (column.meaning[text],) = found
            elif found:
                column.meaning[text] = Refused(
                    f"{len(found)} {name_of(target)} are called so: tell them apart by another field (by = …)"
                )
            elif text in rule.values.values() and rule.create:
                # The map's own word is not doubted.
                column.meaning[text] = self._make(column, directory, text)
            else:
                unknown.append(text)
        self._settle(column, directory, unknown)
        check_default(column)

    def _name(self, by: str, text: str) -> str:
        """What the text of a cell is called in the table: keys stand there with their source."""
        return with_source(text, self._load) if by == KEY else text

    def _settle(self, column: Column, directory: _Directory, unknown: Sequence[str]) -> None:
        """Decide on names that are not there: nearly another one, to be made, or wrong."""
        target = column.rule.field.target
        assert target is not None
        # Numbers, keys and addresses that are nearly alike mean different records.
        near = proposals(unknown, directory.exact) if directory.by == NAME_COLUMNS[target] else {}
        for text in unknown:
            # Made since, for a text that differs in case or blanks.
            just_made = directory.find(self._name(directory.by, text))
            if just_made:
                (column.meaning[text],) = just_made
            elif text in near and len(directory.exact[near[text]]) > 1:
                column.meaning[text] = Refused(
                    f"nearly `{shown(near[text])}`, but several {name_of(target)} are called so: "
                    "say in the map which it is, by another field (by = …)"
                )
            elif text in near:
                found = directory.exact[near[text]]
                taken = self._accept_near
                self.near.append(near_miss_of(column, text, near[text], taken))
                column.meaning[text] = next(iter(found)) if taken else near_miss(near[text])
                if taken:
                    column.taken[text] = near[text]
            elif column.rule.create:
                column.meaning[text] = self._make(column, directory, text)
            else:
                make = ", or let the map make it (create = true)" if target in CREATABLE else ""
                column.meaning[text] = Refused(
                    f"there is no {name_of(target, 1)} called so: load the {name_of(target)} first{make}"
                )

    def _make(self, column: Column, directory: _Directory, text: str) -> UUID | Refused:
        rule = column.rule
        target = rule.field.target
        assert target is not None
        fields = FIELDS.get(
            target, {NAME_COLUMNS[target]: Field(NAME_COLUMNS[target], "Name", "text", length=100)}
        )
        first = column.firsts[text]
        row = {name: first.cells[place].strip() for name, place in self._source.place.items()}
        made: dict[str, Any] = {}
        name = self._name(directory.by, text)
        cells: Mapping[str, str | FromColumn] = {directory.by: name, **rule.create_with}
        if directory.by != NAME_COLUMNS[target] and NAME_COLUMNS[target] not in cells:
            cells = {NAME_COLUMNS[target]: text, **cells}
        for field_name, given in cells.items():
            one = fields[field_name]
            cell = row[given.column] if isinstance(given, FromColumn) else given
            try:
                made[field_name] = parse_field(one, cell)
            except InputError as error:
                return Refused(
                    f"a {name_of(target, 1)} can't be made of `{shown(cell)}`: {one.label}: {error}"
                )
        record = Made(target, uuid7(), made)
        self.made.append(record)
        directory.add(name, record.id)
        return record.id

    def _directory(self, table: str, by: str) -> _Directory:
        return self._directories.setdefault((table, by), _Directory(MODELS[table], by))
