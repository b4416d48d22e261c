"""The Markdown table of what was measured."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Literal

from tests.bench.session import Samples

Unit = Literal["ms", "MB", "x"]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table. The target is for the median, or for the 95th percentile of a key."""

    name: str
    label: str
    unit: Unit = "ms"
    target: float | None = None
    is_key: bool = False


ROWS = (
    Row("empty", "empty Textual app: first paint"),
    Row("paint", "start: first paint"),
    Row("paint ratio", "against the empty app", "x", 1.3),
    Row("rows", "start: first rows"),
    Row("rows ratio", "against the empty app", "x", 2.0),
    Row("row", "next, previous row", target=33, is_key=True),
    Row("page", "next, previous page", target=33, is_key=True),
    Row("end", "last, first row", target=100, is_key=True),
    Row("end at once", "last row while the first ones are counted", is_key=True),
    Row("sort", "sort, by each column", target=100, is_key=True),
    Row("row after sort", "next row, right after a sort", target=33, is_key=True),
    Row("filter", "each letter of a filter", target=100, is_key=True),
    Row("record", "open a record, with all its panes", target=150, is_key=True),
    Row("memory", "resident memory after all that", "MB", 120),
    Row("peak", "at its highest", "MB"),
)
_SCALE = {"ms": 1e3, "MB": 1e-6, "x": 1.0}


def table(measured: Mapping[int, Samples]) -> Iterator[str]:
    """Lines: a column for each size, how much more the largest takes than the smallest, and the target."""
    sizes = sorted(measured)
    heads = ["", *(f"{size:,} rows" for size in sizes), "growth", "target", "met"]
    yield _line(heads)
    yield "|---|" + "--:|" * (len(heads) - 1)
    for row in ROWS:
        samples = [measured[size][row.name] for size in sizes]
        if not all(samples):
            yield _line([row.label, *("" for _ in sizes), "", _target(row), ""])
            continue
        growth = f"{median(samples[-1]) / median(samples[0]):.2f}x"
        met = "" if row.target is None else "yes" if all(_meets(row, one) for one in samples) else "no"
        yield _line([row.label, *(_cell(row, one) for one in samples), growth, _target(row), met])


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(row: Row, samples: Sequence[float]) -> str:
    middle = _shown(row.unit, median(samples))
    return f"{middle}, {_shown(row.unit, p95(samples))}" if row.is_key else middle


def _shown(unit: Unit, value: float) -> str:
    digits = 2 if unit == "x" else 0
    return f"{value * _SCALE[unit]:.{digits}f} {unit}".replace(" x", "x")


def _target(row: Row) -> str:
    return "" if row.target is None else f"≤ {row.target:g} {row.unit}".replace(" x", "x")


def _meets(row: Row, samples: Sequence[float]) -> bool:
    assert row.target is not None
    return (p95(samples) if row.is_key else median(samples)) * _SCALE[row.unit] <= row.target


def p95(samples: Sequence[float]) -> float:
    """The 95th percentile."""
    return quantiles(samples, n=20, method="inclusive")[-1] if len(samples) > 1 else samples[0]
