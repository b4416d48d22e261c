"""Reads of lists: `python -m pytest -o addopts= tests/bench`, with `--sizes 80,10000` for less.

`test_first_window` is what a start, a sort and a filter wait for; the order of all rows comes behind it.
"""

from datetime import date

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from salestui.lifecycle import view_catalogue
from salestui.lifecycle.users import SignedIn
from salestui.lifecycle.views import resolve
from salestui.store.database import Store
from salestui.store.listing import Listing
from salestui.store.query import ListQuery, Order

WINDOW = 64
VIEWS = {view.key: view for view in view_catalogue.SYSTEM_VIEWS["opportunity"]}
COLUMNS = (
    *("topic", "customer_name", "estimated_close_date", "estimated_revenue", "rating", "probability"),
    *("status", "contact", "account", "owner", "created_on", "modified_on"),
)
TEXTS = (
    "a",
    "z",
    "wa",
    "pi",
    "war",
    "warehouse",
    "zürich",
    "acme gmbh",
    "label printers, phase 3 99",
    "nothing has it",
)


def query(me: SignedIn, view: str = "all", sort: Order | None = None, text: str = "") -> ListQuery:
    return resolve(VIEWS[view], me.id, me.team_ids, date.today(), sort=sort, filter_text=text)


def first_window(store: Store, wanted: ListQuery) -> None:
    Listing(store.reader, wanted).window(0, WINDOW)


def loaded(store: Store, wanted: ListQuery) -> Listing:
    listing = Listing(store.reader, wanted, store.connect)
    listing.load()
    return listing


@pytest.mark.parametrize("view", VIEWS)
def test_first_window(benchmark: BenchmarkFixture, store: Store, me: SignedIn, view: str) -> None:
    benchmark(first_window, store, query(me, view))


@pytest.mark.parametrize("descending", [False, True], ids=["up", "down"])
@pytest.mark.parametrize("column", COLUMNS)
def test_first_window_sorted(
    benchmark: BenchmarkFixture, store: Store, me: SignedIn, column: str, descending: bool
) -> None:
    benchmark(first_window, store, query(me, sort=Order(column, descending)))


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("view", ["all", "my-open"])
def test_first_window_filtered(
    benchmark: BenchmarkFixture, store: Store, me: SignedIn, view: str, text: str
) -> None:
    benchmark(first_window, store, query(me, view, text=text))


@pytest.mark.parametrize("view", ["all", "my-open"])
def test_end_before_load(benchmark: BenchmarkFixture, store: Store, me: SignedIn, view: str) -> None:
    """The count is known, the order is not."""
    wanted = query(me, view)
    totals = loaded(store, wanted).totals
    assert totals is not None
    benchmark(lambda: Listing(store.reader, wanted, None, totals).window(totals.count - WINDOW, totals.count))


@pytest.mark.parametrize("at", [0.0, 0.5, 1.0], ids=["start", "middle", "end"])
def test_window_after_load(benchmark: BenchmarkFixture, store: Store, me: SignedIn, at: float) -> None:
    listing = loaded(store, query(me))
    assert listing.count
    start = int((listing.count - WINDOW) * at)
    benchmark(listing.window, start, start + WINDOW)


@pytest.mark.parametrize("view", ["all", "my-open", "open"])
def test_load(benchmark: BenchmarkFixture, store: Store, me: SignedIn, view: str) -> None:
    """The order of all rows, their count and sums; a thread does it."""
    benchmark.pedantic(loaded, (store, query(me, view)), rounds=3, warmup_rounds=1)


@pytest.mark.parametrize("text", ["z", "pi", "war", "label printers"])
def test_load_filtered(benchmark: BenchmarkFixture, store: Store, me: SignedIn, text: str) -> None:
    benchmark.pedantic(loaded, (store, query(me, text=text)), rounds=3, warmup_rounds=1)
