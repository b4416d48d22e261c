"""The file of rows that were left out: as they came, with a last column that says why."""

import csv
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from salestui.exchange.errors import FileRefused
from salestui.exchange.source_rows import Source, SourceRow
from salestui.store import unfinished

REASON = "reason"


def check_rejects(path: Path, sources: Sequence[Path]) -> None:
    """Raise FileRefused when the file of rejects can't be made there."""
    try:
        _check_place(path, sources)
    except OSError as error:
        raise _not_written(path, error) from error


def _check_place(path: Path, sources: Sequence[Path]) -> None:
    if any(path.resolve() == source.resolve() for source in sources):
        raise FileRefused(f"{path} is a file to load: give the rejects another name")
    if path.exists():
        raise FileRefused(
            f"{path} exists already: it may hold rejects of before. Name another file or remove it"
        )
    if not path.absolute().parent.is_dir():
        raise FileRefused(f"there is no folder {path.absolute().parent} for the rejects")


def write_rejects(path: Path, source: Source, rows: Sequence[SourceRow]) -> None:
    """Write the rows so that their map reads them again: in the delimiter and encoding of their files.

    Files of different encodings are brought together in UTF-8. The file appears whole or not at all; raises
    FileRefused when it can't be written, or somebody made one there meanwhile, which stays.
    """
    first = source.files[0]
    name = REASON
    while name in source.columns:
        name = f"import_{name}"
    encodings = {file.encoding.name for file in source.files}
    encoding = encodings.pop() if len(encodings) == 1 else "utf-8"
    fresh = unfinished.beside(path)
    try:
        # Only a reason may hold what the encoding of the cells does not have.
        with fresh.open("x", encoding=encoding, errors="replace", newline="") as file:
            writer = csv.writer(file, delimiter=first.delimiter)
            writer.writerow([*source.columns, name])
            for row in rows:
                # A ragged row keeps its cells where they are; what is missing is blank.
                cells = row.cells[: len(source.columns)]
                spare = row.cells[len(source.columns) :]
                cells += [""] * (len(source.columns) - len(cells))
                writer.writerow([*cells, reasons(row), *spare])
        unfinished.claim(fresh, path)
    except OSError as error:
        raise _not_written(path, error) from error
    finally:
        with suppress(OSError):
            fresh.unlink()


def _not_written(path: Path, error: OSError) -> FileRefused:
    return FileRefused(f"the rejects can't be written to {path}: {error.strerror or error}")


def reasons(row: SourceRow) -> str:
    """Everything that is wrong with a row, in one text."""
    told = (
        f"{problem.column}: {problem.reason}" if problem.column else problem.reason
        for problem in row.problems
    )
    return "; ".join(told)
