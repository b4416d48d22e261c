"""Data on stdout in the three forms of the command line: a table for people, CSV and JSON for programs."""

import csv
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal

Output = Literal["table", "csv", "json"]

WIDE = 200
"""Columns of a table that is piped, where nothing tells how wide the reader's page is."""
WIDEST = 60
"""Columns that one cell may take."""
PIECE = 500
"""Rows of a table that are held and laid out at a time."""


@dataclass(frozen=True, slots=True)
class Rows:
    """A list that is written as it is read. `names` are the keys of the data, `labels` stand over a table.

    Values are plain (lifecycle.plain): text, numbers, None. `right` holds the names whose column is aligned
    to the right.
    """

    names: Sequence[str]
    labels: Sequence[str]
    rows: Iterator[Sequence[Any]]
    right: frozenset[str] = frozenset()


class Printer:
    """Writes in one of the forms."""

    def __init__(self, output: Output) -> None:
        self.output = output

    def rows(self, rows: Rows) -> None:
        """Write a list: an array of objects in JSON, a header and lines in CSV."""
        if self.output == "json":
            _json_array(dict(zip(rows.names, row, strict=True)) for row in rows.rows)
        elif self.output == "csv":
            writer = csv.writer(sys.stdout, lineterminator="\n")
            writer.writerow(rows.names)
            writer.writerows(rows.rows)
        else:
            _table(rows)
        sys.stdout.flush()

    def facts(self, facts: dict[str, Any]) -> None:
        """Write names and values: one object in JSON, two columns otherwise."""
        if self.output == "json":
            _json(facts)
            return
        labels = ("Name", "Value")
        self.rows(Rows(("name", "value"), labels, iter(facts.items())))

    def record(self, record: dict[str, Any]) -> None:
        """Write a record with its panes: one object in JSON, its fields and then each pane otherwise."""
        if self.output == "json":
            _json(record)
            return
        fields = {name: value for name, value in record.items() if not isinstance(value, list | dict)}
        if self.output == "csv":
            # One row, as the same record stands in a list; what it holds many of has no place in it.
            self.rows(Rows(tuple(fields), tuple(fields), iter([tuple(fields.values())])))
            return
        filled = {name: value for name, value in fields.items() if value not in (None, "", False)}
        self.facts(filled)
        for name, pane in record.items():
            if isinstance(pane, dict):
                self._pane(name, [pane])
            elif isinstance(pane, list) and pane:
                self._pane(name, pane)

    def _pane(self, name: str, entries: list[dict[str, Any]]) -> None:
        names = [key for key in entries[0] if any(_is_simple(entry.get(key)) for entry in entries)]
        names = [key for key in names if key != "id" and not key.endswith("_id")]
        sys.stdout.write(f"\n{name.replace('_', ' ').upper()} {len(entries)}\n")
        rows = ([entry.get(key) for key in names] for entry in entries)
        _table(Rows(names, [key.replace("_", " ").capitalize() for key in names], rows))


def _is_simple(value: object) -> bool:
    return value is not None and not isinstance(value, list | dict)


def _json(value: object) -> None:
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
    sys.stdout.flush()


def _json_array(objects: Iterator[dict[str, Any]]) -> None:
    before = "[\n"
    for one in objects:
        sys.stdout.write(before + json.dumps(one, ensure_ascii=False))
        before = ",\n"
    sys.stdout.write("[]\n" if before == "[\n" else "\n]\n")


def _table(rows: Rows) -> None:
    """Write a table in pieces, each as wide as the first one asks for."""
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(width=None if sys.stdout.isatty() else WIDE, highlight=False)
    widths: list[int] | None = None
    cells = ([visible(value) for value in row] for row in rows.rows)
    while (piece := list(islice(cells, PIECE))) or widths is None:
        is_first = widths is None
        if widths is None:
            columns = zip(rows.labels, *piece, strict=True)
            widths = [min(max(cell_len(text) for text in column), WIDEST) for column in columns]
        table = Table(box=None, pad_edge=False, header_style="bold", show_header=is_first)
        for name, label, width in zip(rows.names, rows.labels, widths, strict=True):
            side: Literal["left", "right"] = "right" if name in rows.right else "left"
            table.add_column(label, justify=side, no_wrap=True, overflow="ellipsis", max_width=width)
            if len(rows.names) * 3 + sum(widths) <= console.width:
                table.columns[-1].min_width = width
        for row in piece:
            table.add_row(*(Text(text) for text in row))
        console.print(table)


def visible(value: object) -> str:
    """The text of a cell, with characters that would steer the terminal replaced by a visible sign."""
    if value is None:
        return ""
    return "".join(sign if sign.isprintable() else "�" for sign in str(value).replace("\n", " "))
