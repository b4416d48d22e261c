"""CSV files as they come: any encoding and delimiter, read row by row with their line numbers."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from salestui.exchange.encodings import Encoding, find_encoding, readable
from salestui.exchange.errors import FileRefused, shown

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
MOST_COLUMNS = 2000
LONGEST_CELL = 16 << 20
"""In characters. Beyond it a quotation mark was surely left open."""
_SAMPLE_ROWS = 50

Row = tuple[int, list[str]]
"""The line in the file where the row begins, counted from 1, and its cells."""


@dataclass(frozen=True, slots=True)
class CsvFile:
    """A CSV file that was looked at: how to read it and what its columns are called."""

    path: Path
    encoding: Encoding
    delimiter: str
    header: tuple[str, ...]
    """The names of the columns without blanks around them; a column without a name is an empty text."""
    skip: int
    """Lines before the header."""

    @property
    def said(self) -> str:
        """How the file is read, for people: `utf-8, comma`."""
        guess = f" ({self.encoding.known_by})" if self.encoding.known_by == "a guess" else ""
        return f"{self.encoding.name}{guess}, {DELIMITERS.get(self.delimiter, repr(self.delimiter))}"

    def rows(self) -> Iterator[Row]:
        """The rows below the header; rows without any content are left out, ragged ones are not.

        Raises FileRefused where the file is no CSV any more.
        """
        rows = _rows(self.path, self.encoding.name, self.delimiter, self.skip)
        next(rows)
        for line, cells in rows:
            if any(cell and not cell.isspace() for cell in cells):
                yield line, cells


def open_csv(path: Path, *, encoding: str | None = None, delimiter: str | None = None) -> CsvFile:
    """Look at a CSV file: its encoding and delimiter, unless given, and its header.

    Raises FileRefused that says what is wrong: no such file, empty, binary, another encoding, no header,
    a name of a column twice, too many columns.
    """
    # The limit is one for the whole program; the standard one is below the longest note.
    csv.field_size_limit(LONGEST_CELL)
    found = find_encoding(path, encoding)
    first = _first_lines(path, found.name)
    skip = 0
    # Excel's own line that names the delimiter.
    if first and (match := re.fullmatch(r'"?sep=(.)"?', first[0].rstrip("\r\n"), re.IGNORECASE)):
        delimiter = delimiter or match[1]
        skip, first = 1, first[1:]
    delimiter = delimiter or _delimiter_of(first)
    if len(delimiter) != 1 or delimiter in '"\r\n':
        raise FileRefused(f"a delimiter is one character, such as ; and not {delimiter!r}")
    try:
        _, cells = next(_rows(path, found.name, delimiter, skip))
    except StopIteration:
        raise FileRefused(f"{path} has no header: its first line must name the columns") from None
    header = tuple(cell.strip() for cell in cells)
    _check_header(path, header)
    return CsvFile(path, found, delimiter, header, skip)


def looks_like_data(header: Sequence[str]) -> bool:
    """Whether a first line is rather a row: one of its cells is a number, a date, or an address of mail."""
    value = r"[-+(]?[$€£]?\d[\d.,]*[%)]?|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}.*|[^@\s]+@[^@\s]+\.\w+"
    year = r"(?:19|20)\d\d"
    return any(re.fullmatch(value, cell) and not re.fullmatch(year, cell) for cell in header)


def ragged(cells: Sequence[str], header: Sequence[str]) -> str | None:
    """Why a row does not fit its header, or None when it does."""
    if len(cells) == len(header):
        return None
    hint = "is a cell with a comma or a quotation mark not quoted?"
    if len(cells) < len(header):
        hint = "is a delimiter missing?"
    return f"{len(cells):,} cells where the header has {len(header):,}: {hint}"


def _check_header(path: Path, header: tuple[str, ...]) -> None:
    if not any(header):
        raise FileRefused(f"{path} has no header: its first line must name the columns")
    if len(header) > MOST_COLUMNS:
        raise FileRefused(
            f"{path} has {len(header):,} columns; at most {MOST_COLUMNS:,} are read. Is this the right file?"
        )
    twice = [name for name, count in Counter(header).items() if name and count > 1]
    if twice:
        places = [str(place) for place, name in enumerate(header, start=1) if name == twice[0]]
        raise FileRefused(
            f"{path} has the column `{shown(twice[0])}` more than once (columns {', '.join(places)}):"
            " give each its own name"
        )


def _rows(path: Path, encoding: str, delimiter: str, skip: int) -> Iterator[Row]:
    """Every row from the first with any cell on, the header first."""
    with readable(path), path.open(encoding=encoding, newline="") as file:
        for _ in range(skip):
            next(file, None)
        lines = _without_nul(path, file, skip)
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        while True:
            line = skip + reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise FileRefused(f"{path}, line {line}: {_plain(error)}") from None
            if cells:
                yield line, cells


def _without_nul(path: Path, lines: Iterable[str], skip: int) -> Iterator[str]:
    for number, line in enumerate(lines, start=skip + 1):
        if "\0" in line:
            raise FileRefused(f"{path}, line {number}: a NUL character. A CSV file holds text only")
        yield line


def _plain(error: csv.Error) -> str:
    message = str(error)
    if "field larger" in message:
        return f"a cell of more than {LONGEST_CELL >> 20} million characters. Is a quotation mark not closed?"
    if "unexpected end" in message:
        return "a quotation mark opens here and is never closed"
    if "expected after" in message:
        return 'text follows a closing quotation mark. Inside a quoted cell write a quotation mark twice ("")'
    return message


def _first_lines(path: Path, encoding: str) -> list[str]:
    """Lines enough to tell the delimiter by; a very long one is cut."""
    with readable(path), path.open(encoding=encoding, newline="") as file:
        lines = (file.readline(1 << 20) for _ in range(_SAMPLE_ROWS))
        return [line for line in lines if line.strip()]


def _delimiter_of(lines: list[str]) -> str:
    """The delimiter that cuts the most rows into as many cells, more than one, as the first."""

    def fit(delimiter: str) -> tuple[float, int]:
        try:
            counts = [len(cells) for cells in csv.reader(lines, delimiter=delimiter) if cells]
        except csv.Error:
            return 0, 0
        if not counts or counts[0] < 2:
            return 0, 0
        return round(counts.count(counts[0]) / len(counts), 1), counts[0]

    return max(DELIMITERS, key=fit)
