"""Every view of opportunities in any order, with any filter, by every way of reading, against brute force."""

import sqlite3
from collections.abc import Iterator
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from salestui.lifecycle.opportunity_views import OPPORTUNITY_VIEWS
from salestui.lifecycle.views import View, resolve
from salestui.store import connection as files
from salestui.store import list_totals, listing
from salestui.store.listing import Listing
from salestui.store.query import ListQuery, Order
from tests.store import list_company, list_oracle
from tests.store.list_company import TODAY, Company

WALKED = (
    *("topic", "customer_name", "estimated_close_date", "estimated_revenue", "actual_close_date"),
    *("actual_revenue", "created_on", "modified_on", "rating", "probability", "pipeline_phase"),
    *("status_reason", "account", "contact", "owner", "status"),
)
"""Columns along which an index leads."""
SORTED = ("age", "stage_since", "last_activity_on", "currency")
"""Columns for which every row must be read."""
ORDERS = [Order(column, down) for column in (*WALKED, *SORTED) for down in (False, True)]
TEXTS = (
    *("", "a", "E", "b", "ö", "İ", "日", "re", "ZÜ", "ök", "本", "%", "_", "\\", '"', "'", "*", "[", "🚀"),
    *(
        "ren",
        "RENEWAL",
        "zürich",
        "größe",
        "GRÖSSE",
        "日本語",
        "istanbul",
        "İstanbul",
        "100% f",
        "e_c",
        ":\\d",
    ),
    *('a "q', "x]*?", " acme ", "re\0ne", "\0", "nothing has it", "' OR 1=1 --", "title : b", "NEAR(a b)"),
    *("(x)", "AND", "y" * 298, "x" * 500, "ö" * 401, "🚀 launch", "\N{ZERO WIDTH SPACE}"),
)
BY_KEY = {view.key: view for view in OPPORTUNITY_VIEWS}


class Lists:
    """The company's file, open, with what should be in its lists."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.company = Company(path)
        self.connection = files.connect(path, readonly=True)
        self.rules = list_company.kept(self.company)
        self.has = cache(lambda text: {d.number for d in self.company.deals if list_oracle.has(d, text)})
        self.in_order = cache(lambda order: list_oracle.in_order(self.company, order))

    def connect(self) -> sqlite3.Connection:
        return files.connect(self.path, readonly=True)

    def query(self, view: View, sort: Order | None = None, text: str = "") -> ListQuery:
        teams = [UUID(team) for team in self.company.teams]
        return resolve(view, UUID(self.company.me), teams, TODAY, sort=sort, filter_text=text, fiscal_start=4)

    def wanted(self, view: View, order: tuple[Order, ...], text: str) -> list[Any]:
        rule, has = self.rules[view.key], self.has(text)
        return [deal for deal in self.in_order(order) if deal.number in has and rule(deal)]

    def cases(self, view: View) -> Iterator[tuple[ListQuery, list[Any], str]]:
        """The view's own order with half of the texts, then every other order, half of them with a text."""
        turn = list(BY_KEY).index(view.key)
        texts = cycle((*TEXTS[turn:], *TEXTS[:turn]))
        plans: list[tuple[Order | None, str]] = [(None, text) for text in ("", *TEXTS[turn % 2 :: 2])]
        plans += [(order, next(texts) if n % 2 == turn % 2 else "") for n, order in enumerate(ORDERS)]
        for sort, text in plans:
            wanted = self.wanted(view, view.order if sort is None else (sort,), text)
            yield self.query(view, sort, text), wanted, f"{view.key} by {sort} with {text[:20]!r}"


@pytest.fixture(scope="module")
def lists(_new_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lists]:
    path = tmp_path_factory.mktemp("lists") / "company.db"
    path.write_bytes(_new_file.read_bytes())
    list_company.build(path, rates=True)
    made = Lists(path)
    yield made
    made.connection.close()


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setattr(listing, "PATIENCE", 60.0)
    return monkeypatch


@pytest.fixture
def whole(patient: pytest.MonkeyPatch) -> None:
    """Any table is short enough to be read whole."""
    patient.setattr(listing, "FEW", 10**6)


@pytest.fixture
def walking(patient: pytest.MonkeyPatch) -> None:
    """No table is short, and no condition picks few rows."""
    for name, value in (("FEW", 0), ("FEW_PICKED", -1), ("PICKED", -1)):
        patient.setattr(listing, name, value)


@pytest.fixture
def picking(patient: pytest.MonkeyPatch) -> None:
    """No table is short, but conditions pick few rows."""
    patient.setattr(listing, "FEW", 0)


def ids(rows: list[listing.Row]) -> list[str]:
    return [str(row[0]) for row in rows]


def values(query: ListQuery, deals: list[Any]) -> list[tuple[Any, ...]]:
    return [(deal.id, *(getattr(deal, column.key) for column in query.columns)) for deal in deals]


def test_the_rules_are_those_of_the_views(lists: Lists) -> None:
    assert lists.rules.keys() == BY_KEY.keys()
    empty = [key for key, rule in lists.rules.items() if not any(map(rule, lists.company.deals))]
    assert empty == [], "each view has rows, or it would not be tested"
    assert any(not rule(deal) for rule in lists.rules.values() for deal in lists.company.deals)


@pytest.mark.parametrize("view", OPPORTUNITY_VIEWS, ids=lambda view: view.key)
def test_read_whole(lists: Lists, view: View, whole: None) -> None:
    for query, wanted, case in lists.cases(view):
        shown = Listing(lists.connection, query)
        rows = shown.window(0, list_company.DEALS)
        assert rows == values(query, wanted), case
        assert shown.is_loaded
        assert shown.totals == list_oracle.totals(lists.company, wanted), case


@pytest.mark.parametrize("view", OPPORTUNITY_VIEWS, ids=lambda view: view.key)
def test_walked_along_indexes(lists: Lists, view: View, walking: None) -> None:
    for query, wanted, case in lists.cases(view):
        shown = Listing(lists.connection, query, lists.connect)
        order = [deal.id for deal in wanted]
        size, middle = len(order), len(order) // 2
        windows = [shown.window(0, 9), shown.window(middle, middle + 9), shown.window(size, size + 9)]
        assert not shown.is_loaded, case
        expected = [order[:9], order[middle : middle + 9], []]
        if query.order[0].column in SORTED:
            expected = [[], [], []]
        assert [ids(rows) for rows in windows] == expected, case

        shown.load()
        assert shown.is_loaded
        assert ids(shown.window(0, size + 9)) == order, case
        assert shown.totals == list_oracle.totals(lists.company, wanted), case


@pytest.mark.parametrize("view", OPPORTUNITY_VIEWS, ids=lambda view: view.key)
def test_walked_back_from_the_end(lists: Lists, view: View, walking: None) -> None:
    """The totals are known from another order of the same rows."""
    for query, wanted, case in lists.cases(view):
        if query.order[0].column in SORTED:
            continue
        order = [deal.id for deal in wanted]
        size = len(order)
        shown = Listing(lists.connection, query, None, list_totals.Totals(count=size))
        windows = [shown.window(max(size - 9, 0), size + 9), shown.window(max(size * 3 // 4, 0), size - 2)]
        assert not shown.is_loaded, case
        assert ids(windows[0]) == order[-9:], case
        assert ids(windows[1]) == order[size * 3 // 4 : max(size - 2, 0)], case


@pytest.mark.parametrize("view", OPPORTUNITY_VIEWS, ids=lambda view: view.key)
def test_picked(lists: Lists, view: View, picking: None) -> None:
    for query, wanted, case in lists.cases(view):
        shown = Listing(lists.connection, query, lists.connect)
        rows = shown.window(0, list_company.DEALS)
        if shown.is_loaded or query.order[0].column not in SORTED:
            assert ids(rows) == [deal.id for deal in wanted], case
        if query.text:
            assert shown.is_loaded, case
        if not shown.is_loaded:
            shown.load()
            assert ids(shown.window(0, list_company.DEALS)) == [deal.id for deal in wanted], case
        assert shown.totals == list_oracle.totals(lists.company, wanted), case
