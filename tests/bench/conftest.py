"""The files that the benches read, made once and kept for the day."""

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from salestui.lifecycle.users import SignedIn, signed_in
from salestui.store.database import Store
from tests.bench.generate import SIGNED_IN, generated

FOLDER = Path(tempfile.gettempdir()) / "salestui-bench"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--sizes", default="80,10000,1000000", help="how many opportunities the files have")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "store" in metafunc.fixturenames:
        sizes = [int(size) for size in metafunc.config.getoption("--sizes").split(",")]
        metafunc.parametrize("store", sizes, indirect=True, scope="module")


@pytest.fixture
def frozen_clock() -> datetime:
    """The clock goes, as the files are made for today."""
    return datetime.now(UTC)


@pytest.fixture(scope="module")
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    with Store.open(generated(request.param, FOLDER)) as opened:
        yield opened


@pytest.fixture(scope="module")
def me(store: Store) -> SignedIn:
    return signed_in(store, SIGNED_IN)
