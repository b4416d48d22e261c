"""The rows of the files being loaded, each with its cells, what they mean, and what is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from salestui.exchange.csv_reading import CsvFile, open_csv, ragged
from salestui.exchange.errors import FileRefused
from salestui.exchange.mapping import ImportMap
from salestui.progress import Told

PHASES = ("reading", "checking", "writing", "saving")
"""What an import is at, in this order; rows are counted. From saving on it is too late to stop."""

STEP = 1000
"""Rows between two looks at how far it is, and rows per bulk statement."""


class Problem(NamedTuple):
    """Why a row can't be loaded."""

    column: str
    value: str
    reason: str
    is_near_miss: bool = False
    """Only a decision is missing: the value is nearly one that exists."""


@dataclass(slots=True)
class SourceRow:
    """A row of a file."""

    file: CsvFile
    line: int
    cells: list[str]
    """As they stand in the file, in the order of the first file's columns."""
    problems: list[Problem] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    """By field name: typed, None where the file says nothing. Only fields that the map fills."""
    id: UUID | None = None
    """Of the record that it becomes, once that is known."""
    is_new: bool = True
    key: str | None = None
    """As its record keeps it."""

    def seen_from(self, other: "SourceRow") -> str:
        """Where it is, told to people who look at another row: `line 7`, with its file if that differs."""
        line = f"line {self.line}"
        return line if self.file is other.file else f"{line} of {self.file.path}"

    @property
    def waits(self) -> bool:
        """Whether nothing but near misses stands against it."""
        return bool(self.problems) and all(problem.is_near_miss for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Source:
    """Every row of every file."""

    files: tuple[CsvFile, ...]
    columns: tuple[str, ...]
    rows: list[SourceRow]

    @property
    def place(self) -> dict[str, int]:
        """Where a column's cell stands in a row."""
        return {name: place for place, name in enumerate(self.columns) if name}


def open_files(paths: Sequence[Path], encoding: str | None, delimiter: str | None) -> tuple[CsvFile, ...]:
    """Look at the files. Raises FileRefused, also when they don't have the same columns."""
    files = tuple(open_csv(path, encoding=encoding, delimiter=delimiter) for path in paths)
    first = files[0]
    for file in files[1:]:
        other = set(first.header) ^ set(file.header)
        if other or len(first.header) != len(file.header):
            listed = ", ".join(f"`{name}`" for name in sorted(other)[:5])
            raise FileRefused(
                f"{first.path} and {file.path} don't have the same columns ({listed}): load them one by one"
            )
    return files


def read_rows(files: tuple[CsvFile, ...], progress: Told | None) -> Source:
    """Read every row; ragged ones get a Problem.

    Raises FileRefused where a file is no CSV any more, and when there is no row at all.
    """
    columns = files[0].header
    rows: list[SourceRow] = []
    for file in files:
        order = None if file.header == columns else [file.header.index(name) for name in columns]
        for line, cells in file.rows():
            row = SourceRow(file, line, cells)
            why = ragged(cells, file.header)
            if why is not None:
                row.problems.append(Problem("", "", why))
            elif order is not None:
                row.cells = [cells[place] for place in order]
            rows.append(row)
            if progress and len(rows) % STEP == 0:
                progress("reading", len(rows), 0)
    if not rows:
        named = " and ".join(str(file.path) for file in files)
        raise FileRefused(f"{named}: there is a header, but no row below it")
    if progress:
        progress("reading", len(rows), len(rows))
    return Source(files, columns, rows)


def key_of(row: SourceRow, places: Sequence[int], load: ImportMap) -> str | None:
    """The key of a row as its record keeps it, or None when a part of it is blank."""
    parts = [row.cells[place].strip() for place in places]
    if not all(part and part.casefold() not in load.blank for part in parts):
        return None
    return with_source("|".join(parts), load)


def with_source(key: str, load: ImportMap) -> str:
    """The key as records keep it: with the name of the program that it comes from, if the map says that."""
    return f"{load.source}:{key}" if load.source else key
