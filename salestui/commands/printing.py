"""Data on stdout in the three forms of the command line: a table for people, CSV and JSON for programs."""

import csv
import io
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from salestui.commands import tables

Output = Literal["table", "csv", "json"]


@dataclass(frozen=True, slots=True)
class Rows:
    """A list that is written as it is read. `names` are the keys of the data, `labels` stand over a table.

    Values are plain (lifecycle.plain): text, numbers, truth, None. `right` holds the names whose column is
    aligned to the right; those in `hidden` are data that a table for people leaves out.
    """

    names: Sequence[str]
    labels: Sequence[str]
    rows: Iterator[Sequence[Any]]
    right: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()


def write_rows(rows: Rows, output: Output) -> None:
    """Write a list: a table, a header and lines in CSV, or an array of objects in JSON."""
    if output == "json":
        _json_array(dict(zip(rows.names, row, strict=True)) for row in rows.rows)
    elif output == "csv":
        _encode("utf-8")
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(rows.names)
        writer.writerows([_in_csv(value) for value in row] for row in rows.rows)
    else:
        _encode()
        shown = [place for place, name in enumerate(rows.names) if name not in rows.hidden]
        columns = [tables.Column(rows.labels[place], rows.names[place] in rows.right) for place in shown]
        if not tables.write(columns, ([row[place] for place in shown] for row in rows.rows)):
            sys.stderr.write("no rows\n")
    sys.stdout.flush()


def write_facts(facts: dict[str, Any], output: Output) -> None:
    """Write names and values: a line each, two columns of CSV, or one object in JSON."""
    if output == "json":
        write_object(facts)
    elif output == "csv":
        write_rows(Rows(("name", "value"), ("Name", "Value"), iter(facts.items())), output)
    else:
        _encode()
        tables.write_pairs([(name.replace("_", " "), value) for name, value in facts.items()])
        sys.stdout.flush()


def write_object(value: object) -> None:
    """Write one object of JSON."""
    _encode("utf-8")
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
    sys.stdout.flush()


def write_text(text: str) -> None:
    """Write a text that is data."""
    _encode("utf-8")
    sys.stdout.write(text)
    sys.stdout.flush()


def _json_array(objects: Iterator[dict[str, Any]]) -> None:
    _encode("utf-8")
    before = "[\n"
    for one in objects:
        sys.stdout.write(before + json.dumps(one, ensure_ascii=False))
        before = ",\n"
    sys.stdout.write("[]\n" if before == "[\n" else "\n]\n")


def _in_csv(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value


def _encode(encoding: str | None = None) -> None:
    """Data is UTF-8 wherever it goes; words for people are in what the terminal has, as well as it can."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding=encoding, errors="replace")
