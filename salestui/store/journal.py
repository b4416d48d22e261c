"""Many records at once, journalled like single ones and many times faster."""

import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from sqlmodel import Session

from salestui.models.base import Record
from salestui.store import rows
from salestui.store.recorder import recorder_of


def bulk_insert(
    session: Session, model: type[Record], records: Iterable[Mapping[str, Any]]
) -> list[uuid.UUID]:
    """Insert many records of one table; returns their ids in order.

    Each mapping holds Python values by column name; what is missing takes the model's default. An unknown
    name is a KeyError. Rules of the database hold at once: raises RuleBroken through the command.
    """
    session.flush()
    recorder = recorder_of(session)
    table = str(model.__tablename__)
    user = recorder.user_id
    constants, factories = _defaults(model)
    names = tuple(model.model_fields)
    fixed = rows.stored(session, table, {**dict.fromkeys(names), **constants})
    derived = [name for name in names if (table, name) in rows.DERIVED]
    ids: list[uuid.UUID] = []

    def ready() -> Iterator[rows.Row]:
        for record in records:
            values = dict(record)
            for name, factory in factories.items():
                if name not in values:
                    values[name] = factory()
            values["created_by_id"] = values.get("created_by_id") or user
            values["modified_by_id"] = values.get("modified_by_id") or values["created_by_id"]
            row = fixed | rows.stored(session, table, values)
            ids.append(values["id"])
            recorder.inserted(table, {name: row[name] for name in row if name not in derived})
            yield row

    places = ", ".join(f":{name}" for name in names)
    statement = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})"
    rows.raw(session).executemany(statement, ready())
    recorder.write_inserted()
    return ids


def entitle(session: Session, title: str) -> None:
    """Have the command of a session, which has not written yet, called otherwise than it began."""
    recorder_of(session).entitle(title)


def newest(session: Session) -> str:
    """The id of the newest command, empty before the first one."""
    (found,) = rows.raw(session).execute("SELECT max(id) FROM journal_command").fetchone()
    return found or ""


def changed_since(session: Session, command_id: str, tables: Collection[str] | None = None) -> bool:
    """Whether a command after this one changed a record of these tables, or of any."""
    query = "SELECT EXISTS (SELECT 1 FROM journal_entry WHERE command_id > ?"
    if tables is not None:
        query += f" AND record_type IN ({rows.marks(len(tables))})"
    (found,) = rows.raw(session).execute(f"{query})", (command_id, *(tables or ()))).fetchone()
    return bool(found)


@cache
def _defaults(model: type[Record]) -> tuple[dict[str, Any], dict[str, Any]]:
    constants: dict[str, Any] = {}
    factories: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        if field.default_factory is not None:
            factories[name] = field.default_factory
        elif not field.is_required():
            constants[name] = field.default
    return constants, factories
