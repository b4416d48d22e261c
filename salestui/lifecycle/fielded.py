"""A record of any table as its fields are shown: lookups with their names, and what can't be edited."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from sqlmodel import Session

from salestui.lifecycle import currencies, editable, lookups, permission
from salestui.lifecycle.editable import EDITABLE
from salestui.lifecycle.shapes import FieldedRecord, RecordField
from salestui.models.fields import NAME_COLUMNS


def record(session: Session, table: str, record_id: UUID) -> FieldedRecord:
    """The fields of a record of an editable table. Raises Gone."""
    return of(session, table, editable.get(session, table, record_id))


def of(session: Session, table: str, held: Any) -> FieldedRecord:
    """The fields of a record that is read already."""
    why = EDITABLE[table].why_read_only(held) or permission.why_read_only(session, table, held.id)
    return FieldedRecord(
        table=table,
        id=held.id,
        name=getattr(held, NAME_COLUMNS[table]),
        symbol=currencies.of(session, getattr(held, "currency_id", None)).symbol,
        fields=fields(session, table, held),
        why_read_only=why,
        locked={} if why else EDITABLE[table].locked(session, held),
    )


def fields(session: Session, table: str, held: Any) -> dict[str, RecordField]:
    """Every field of a record by name."""
    known = editable.fields_of(table, held)
    value = EDITABLE[table].value
    values = {name: value(held, field) for name, field in known.items()}
    wanted: defaultdict[str, set[UUID]] = defaultdict(set)
    for name, field in known.items():
        if field.target and values[name] is not None:
            wanted[field.target].add(values[name])
    names = {target: lookups.names(session, target, ids) for target, ids in wanted.items()}
    return {
        name: RecordField(
            field,
            values[name],
            names[field.target].get(values[name]) if field.target and values[name] is not None else None,
        )
        for name, field in known.items()
    }
