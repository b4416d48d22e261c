"""What an import did, or why it did nothing, for people and programs."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from salestui.counting import counted
from salestui.exchange.errors import quoted, shown
from salestui.exchange.importable import name_of
from salestui.exchange.near_misses import NearMiss

MOST_LISTED = 50
"""Bad rows that are listed; the others are counted."""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A problem of a row: where it is, what stands there, and why it can't be loaded."""

    file: str
    line: int
    column: str
    """Empty when the row as a whole is wrong."""
    value: str
    reason: str

    def __str__(self) -> str:
        """The line of a report."""
        what = f", {shown(self.column)}" if self.column else ""
        value = f" `{shown(self.value)}`" if self.value else ""
        return f"{self.file}, line {self.line}{what}{value}: {self.reason}"


@dataclass(slots=True)
class ImportReport:
    """What became of every row. If it `is_refused`, nothing was written; `bad` and `near_misses` say why."""

    table: str
    files: list[str]
    map: str = ""
    is_dry_run: bool = False
    said: list[str] = field(default_factory=list)
    """How the files and their columns were read."""
    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    made: Counter[str] = field(default_factory=Counter)
    """Records of other tables that were made besides, by table."""
    made_names: list[tuple[str, str]] = field(default_factory=list)
    """Table and name of those that a lookup made."""
    bad: list[BadRow] = field(default_factory=list)
    """The problems of the first bad rows."""
    bad_rows: int = 0
    waiting_rows: int = 0
    """Rows that only wait for a decision about near misses; among the bad ones when rows are skipped."""
    near_misses: list[NearMiss] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    """Columns that the map does not read."""
    rejects: str | None = None
    """The file that holds the rows left out."""

    @property
    def is_refused(self) -> bool:
        """Whether bad rows or open near misses stood against it."""
        return bool(self.bad_rows or self.waiting_rows) and self.rejects is None

    def lines(self) -> Iterator[str]:
        """The report in lines of plain text."""
        yield from self.said
        if self.ignored:
            yield f"Not read: {', '.join(shown(name, 30) for name in self.ignored)}"
        yield from self._near_lines()
        yield from self._bad_lines()
        yield self._outcome()
        if self.rejects and (self.bad_rows or self.waiting_rows):
            left_out = self.bad_rows + self.waiting_rows
            to = "would go" if self.is_dry_run else "went"
            yield f"{counted(left_out, 'row')} {to} to {self.rejects}, each with its reason."

    def _near_lines(self) -> Iterator[str]:
        taken = [miss for miss in self.near_misses if miss.taken]
        left = [miss for miss in self.near_misses if not miss.taken]
        if taken:
            yield "Near misses, taken as proposed:"
            yield from (_near(miss, "") for miss in taken)
        if left:
            yield "Near misses:"
            yield from (_near(miss, "?") for miss in left)
            first = left[0]
            yield "Take all of them with --accept-near, or the right ones in the map, beside its values:"
            yield f"  [columns.{quoted(first.column)}]"
            yield f"  field = {quoted(first.field)}"
            yield f"  values = {{ {quoted(first.value)} = {quoted(first.proposal)} }}"

    def _bad_lines(self) -> Iterator[str]:
        if not self.bad_rows:
            return
        yield f"{counted(self.bad_rows, 'bad row')}:"
        yield from (f"  {bad}" for bad in self.bad)
        listed = len({(bad.file, bad.line) for bad in self.bad})
        if listed < self.bad_rows:
            yield f"  … and {self.bad_rows - listed:,} more"

    def _outcome(self) -> str:
        if self.is_refused:
            left = [f"{self.bad_rows:,} bad"] if self.bad_rows else []
            if self.waiting_rows:
                left.append(f"{self.waiting_rows:,} waiting for that")
            return f"Nothing was written: of {counted(self.rows, 'row')}, {' and '.join(left)}."
        parts = [f"{self.created:,} created", f"{self.updated:,} updated", f"{self.unchanged:,} unchanged"]
        besides = [f"{count:,} {name_of(table, count)}" for table, count in self.made.items()]
        also = f" Besides: {', '.join(besides)}." if besides else ""
        done = f"{self.table}: {', '.join(parts)}.{also}"
        return f"Dry run, nothing was written. {done}" if self.is_dry_run else done


def _near(miss: NearMiss, mark: str) -> str:
    what = f"{shown(miss.column)} `{shown(miss.value)}`, {counted(miss.rows, 'row')}"
    return f"  {what}: `{shown(miss.proposal)}`{mark}"
