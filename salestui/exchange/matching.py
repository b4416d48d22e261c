"""Which rows are records that are there already: by the key they were loaded with, or by their own fields."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select
from uuid_utils.compat import uuid7

from salestui.exchange.importable import name_of
from salestui.exchange.mapping import ImportMap
from salestui.exchange.source_rows import Problem, Source, SourceRow, key_of
from salestui.store.rows import chunks

LONGEST_KEY = 200


def match_rows(session: Session, load: ImportMap, source: Source, rows: Iterable[SourceRow]) -> None:
    """Give every row the id of its record, a new one where there is none.

    Their texts must have been read. Rows without a key, or with one that another row has, get a Problem.
    """
    rows = list(rows)
    if not load.key:
        for row in rows:
            row.id = uuid7()
        return
    places = [source.place[name] for name in load.key]
    title = ", ".join(load.key)
    first: dict[str, SourceRow] = {}
    for row in rows:
        row.id = uuid7()
        row.key = key_of(row, places, load)
        value = "|".join(row.cells[place].strip() for place in places)
        if row.key is None:
            row.problems.append(Problem(title, value, "the key is blank"))
        elif len(row.key) > LONGEST_KEY:
            row.problems.append(Problem(title, value, f"a key has at most {LONGEST_KEY} characters"))
        elif not row.key.isprintable():
            row.problems.append(Problem(title, value, "a key has no control characters or line breaks"))
        elif row.key in first:
            row.problems.append(Problem(title, value, f"the same key as in {first[row.key].seen_from(row)}"))
        else:
            first[row.key] = row
    known = _by_key(session, load, list(first)) if load.table.has_key else {}
    for key, record_id in known.items():
        first[key].id, first[key].is_new = record_id, False
    _match_by_fields(session, load, [row for row in first.values() if row.is_new])


def _by_key(session: Session, load: ImportMap, keys: Sequence[str]) -> dict[str, UUID]:
    model: Any = load.table.model
    found: dict[str, UUID] = {}
    for portion in chunks(keys):
        for key, record_id in session.exec(
            select(model.import_key, model.id).where(col(model.import_key).in_(portion))
        ):
            found[key] = record_id
    return found


def _match_by_fields(session: Session, load: ImportMap, rows: Sequence[SourceRow]) -> None:
    """Records that were made by hand, or by a lookup, and have the texts of the key: taken for the row's."""
    by_column = {rule.column: rule.field.name for rule in load.rules if rule.field.kind == "text"}
    names = [by_column[column] for column in load.key if column in by_column]
    if not rows or len(names) < len(load.key):
        return
    model: Any = load.table.model
    columns = [getattr(model, name) for name in names]
    by_texts = {
        texts: row
        for row in rows
        if not row.problems and all(texts := tuple(row.values[name] for name in names))
    }
    firsts = sorted({texts[0] for texts in by_texts})
    found: dict[tuple[str, ...], list[UUID]] = {}
    for portion in chunks(firsts):
        query = select(model.id, *columns).where(columns[0].in_(portion))
        if load.table.has_key:
            query = query.where(col(model.import_key).is_(None))
        for record_id, *texts in session.exec(query):
            found.setdefault(tuple(texts), []).append(record_id)
    for texts, row in by_texts.items():
        ids = found.get(texts, [])
        if len(ids) == 1:
            row.id, row.is_new = ids[0], False
        elif ids:
            what = f"{len(ids)} {name_of(load.table.table)} are called so: which one is meant can't be told"
            row.problems.append(Problem(", ".join(load.key), "|".join(texts), what))
