"""What a control proposes while one types: the choices of a field, or the records that a lookup finds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from salestui.lifecycle.edits import CREATABLE, Existing, NewRecord
from salestui.models.fields import Field
from salestui.store.words import word
from salestui.widgets.field_values import Typed

if TYPE_CHECKING:
    from sqlmodel import Session

FOUND_AT_MOST = 30
PROPOSING = frozenset({"boolean", "choice", "lookup"})
"""The kinds of fields whose controls propose."""


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose: what it stands for, and what tells it apart from others of its name."""

    id: str
    typed: Typed
    detail: str = ""


def choices(field: Field, text: str) -> list[Option]:
    """The choices that begin with the text, then those that contain it."""
    if field.kind == "boolean":
        options = [Typed(True, "yes"), Typed(False, "no")]
    else:
        options = [Typed(option, option.label) for option in field.options]
    wanted = text.strip().casefold()
    starting = [one for one in options if one.name.casefold().startswith(wanted)]
    others = [one for one in options if wanted in one.name.casefold() and one not in starting]
    return [Option(one.name, one) for one in (*starting, *others)]


def records(session: "Session", field: Field, text: str) -> list[Option]:
    """The records that a lookup finds for the text; last a new one of that name, where one can be made."""
    from salestui.lifecycle.lookups import search_lookup  # the ORM, which the first list does not wait for

    assert field.target is not None
    hits = search_lookup(session, field.target, text, FOUND_AT_MOST)
    found = [Option(hit.id.hex, Typed(hit.id, hit.name), hit.detail) for hit in hits]
    return found + (_new(field.target, text) if field.target in CREATABLE else [])


def customers(session: "Session", text: str) -> list[Option]:
    """The accounts and contacts that are found for the text; last a new one of that name of either kind."""
    from salestui.lifecycle.customers import search_customers

    found = [
        Option(
            f"{hit.table} {hit.id.hex}",
            Typed(Existing(hit.table, hit.id), hit.name),
            f"{hit.table}, {hit.detail}" if hit.detail else hit.table,
        )
        for hit in search_customers(session, text, FOUND_AT_MOST)
    ]
    return [*found, *_new("account", text), *_new("contact", text)]


def _new(table: str, text: str) -> list[Option]:
    """A new record of that name; none without a name."""
    name = " ".join(text.split())
    return (
        [Option(f"new {table}", Typed(NewRecord(table, name), name), f"makes a new {table}")] if name else []
    )


def anything(session: "Session", tables: Sequence[str], text: str) -> list[Option]:
    """The records of several tables that are found for the text, in turn."""
    from salestui.lifecycle.lookups import search_several

    return [
        Option(
            f"{hit.table} {hit.id.hex}",
            Typed(Existing(hit.table, hit.id), hit.name),
            ", ".join(part for part in (word(hit.table), hit.detail) if part),
        )
        for hit in search_several(session, tables, text, FOUND_AT_MOST)
    ]
