"""How a record is named to others: between lists, panes, commands and links. Standard library only."""

from typing import NamedTuple
from uuid import UUID


class RecordRef(NamedTuple):
    """A record by its table and id, with the name that people know it by."""

    table: str
    id: UUID
    name: str
