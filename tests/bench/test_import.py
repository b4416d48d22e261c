"""Loading 8,800 opportunities: `python -m pytest -o addopts= tests/bench/test_import.py`."""

import csv
import shutil
from itertools import count, cycle, islice
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from salestui.lifecycle.users import signed_in
from salestui.store.database import Store
from tests.exchange.test_pipeline import OWN, load_one

ROWS = 8_800


@pytest.fixture(scope="module")
def long_pipeline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small pipeline of the tests, its rows again and again under new keys."""
    made = tmp_path_factory.mktemp("pipeline") / "sales_pipeline.csv"
    with (OWN / "sales_pipeline.csv").open(encoding="utf-8", newline="") as source:
        head, *rows = list(csv.reader(source))
    with made.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(head)
        numbers = count(1)
        writer.writerows([f"K{next(numbers):07}", *row[1:]] for row in islice(cycle(rows), ROWS))
    return made


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the accounts, products and teams that the pipeline names."""
    path = tmp_path_factory.mktemp("before") / "before.db"
    with Store.open(path) as store:
        for step in range(3):
            load_one(store, signed_in(store, "bench"), OWN, step)
    return path


def test_8_800_opportunities(
    benchmark: BenchmarkFixture, before: Path, long_pipeline: Path, tmp_path: Path
) -> None:
    fresh = (tmp_path / f"{number}.db" for number in count())

    def open_copy() -> tuple[tuple[Store], dict[str, object]]:
        return (Store.open(shutil.copyfile(before, next(fresh))),), {}

    def load(store: Store) -> None:
        with store:
            made = load_one(store, signed_in(store, "bench"), long_pipeline.parent, 3)
        assert made.created == ROWS

    benchmark.pedantic(load, setup=open_copy, rounds=3)
