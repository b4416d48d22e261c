"""Rows that name other rows of the same import: none can be loaded without those, or lean on itself."""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from salestui.exchange.cells import Column
from salestui.exchange.mapping import ImportMap
from salestui.exchange.source_rows import Problem, SourceRow


def refuse_dependants(
    session: Session, load: ImportMap, columns: Sequence[Column], rows: Sequence[SourceRow]
) -> None:
    """Add a Problem to rows that lead back to themselves, and to those that name a row with problems.

    What leans on a row that only waits for a decision waits with it.
    """
    table = load.table.table
    own = [column for column in columns if column.rule.field.target == table]
    for column in own:
        _refuse_circles(session, load, column, rows)
    naming: defaultdict[UUID, list[tuple[SourceRow, Column]]] = defaultdict(list)
    for column in own:
        for row in rows:
            if not row.problems and (named := row.values.get(column.rule.field.name)) is not None:
                naming[named].append((row, column))
    # A row that is wrong for good comes first: what names it and a waiting one too is wrong as well.
    for waits in (False, True):
        left_out = deque(row for row in rows if row.problems and row.is_new and row.waits is waits)
        while left_out:
            named_row = left_out.popleft()
            for row, column in naming.get(named_row.id, ()):  # type: ignore[arg-type]  # None finds nothing
                if row.problems:
                    continue
                why = "waits for a decision" if waits else "can't be loaded"
                reason = f"the row that it names, {named_row.seen_from(row)}, {why}"
                row.problems.append(Problem(column.title, column.name_of(row), reason, waits))
                if row.is_new:
                    left_out.append(row)


def _refuse_circles(session: Session, load: ImportMap, column: Column, rows: Sequence[SourceRow]) -> None:
    by_id = {row.id: row for row in rows if not row.problems}
    leans: dict[UUID | None, UUID | None] = {}
    if any(not row.is_new for row in rows):
        model: Any = load.table.model
        place = getattr(model, column.rule.field.column)
        leans.update(session.exec(select(model.id, place).where(col(place).is_not(None))).all())
    leans |= {row_id: row.values.get(column.rule.field.name) for row_id, row in by_id.items()}
    for record_id in _in_circles(leans, by_id):
        row = by_id[record_id]
        row.problems.append(Problem(column.title, column.name_of(row), "it leads back to the row itself"))


def _in_circles(leans: Mapping[UUID | None, UUID | None], ids: Iterable[UUID | None]) -> Iterator[UUID]:
    """Those of the ids from which `leans`, followed on and on, comes back to them."""
    wanted = set(ids)
    seen: set[UUID | None] = set()
    for start in wanted:
        path: dict[UUID | None, None] = {}
        at = start
        while at is not None and at not in seen:
            seen.add(at)
            path[at] = None
            at = leans.get(at)
        if at in path:
            circle = list(path)
            yield from (found for found in circle[circle.index(at) :] if found in wanted and found)
