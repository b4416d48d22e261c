"""What a command changed, as it is announced to whoever shows records. Standard library only."""

from dataclasses import dataclass, field

MANY = 1000
"""From so many records on, only the tables are named."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The records that a commit touched.

    `records` are pairs of table and id (hexadecimal, as in the file). When `everything` is set the records
    are unknown (another program wrote) or too many to name (an import): all that is shown must be read
    again; `tables` then names the tables if they are known.
    """

    records: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    tables: frozenset[str] = field(default_factory=frozenset)
    everything: bool = False

    def touches(self, table: str, record_id: str | None = None) -> bool:
        """Whether a pane that shows this record, or any record of the table, must read again."""
        if self.everything:
            return not self.tables or table in self.tables
        return table in self.tables if record_id is None else (table, record_id) in self.records

    def __bool__(self) -> bool:
        return self.everything or bool(self.records)


ELSEWHERE = Changes(everything=True)
"""Another program changed the file, and what is not known."""


def changes_of(records: set[tuple[str, str]]) -> Changes:
    """The announcement of these records."""
    tables = frozenset(table for table, _ in records)
    if len(records) >= MANY:
        return Changes(tables=tables, everything=True)
    return Changes(frozenset(records), tables)
