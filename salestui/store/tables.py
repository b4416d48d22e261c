"""The models' tables as SQLite stores them."""

from sqlalchemy import Column, Integer, MetaData, PrimaryKeyConstraint, UniqueConstraint
from sqlmodel import SQLModel

import salestui.models.all  # noqa: F401  (every table must be known)
from salestui.store.search_schema import SEARCHED


def as_stored() -> MetaData:
    """The models' tables, those that are searched with a declared rowid.

    The key stays `id`, now a unique constraint; a declared rowid survives a VACUUM, and the search index
    refers to it. The models don't know of it, and on another database it would not exist.
    """
    metadata = MetaData(naming_convention=SQLModel.metadata.naming_convention)
    searched = {entry.table for entry in SEARCHED}
    for table in SQLModel.metadata.tables.values():
        copy = table.to_metadata(metadata)
        if table.name in searched:
            copy.constraints.discard(copy.primary_key)
            copy.columns["id"].primary_key = False
            copy.append_constraint(UniqueConstraint("id", name=f"uq_{table.name}_id"))
            copy.append_column(Column("rowid", Integer, nullable=False))
            copy.append_constraint(PrimaryKeyConstraint("rowid", name=f"pk_{table.name}"))
    return metadata
