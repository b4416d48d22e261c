"""What every source of rows answers, whether its rows lie in memory or in the file."""

import threading
from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest

from salestui.lifecycle.view_catalogue import SYSTEM_VIEWS
from salestui.lifecycle.views import resolve
from salestui.store import listing
from salestui.store.list_totals import Totals
from salestui.store.listing import Listing
from salestui.store.query import ListColumn, ListQuery, Order
from salestui.widgets.desk import Desk
from salestui.widgets.row_source import RowList, RowSource
from tests.screens.pipeline import seed

TODAY = date(2026, 11, 23)
VIEW = SYSTEM_VIEWS["opportunity"][0]


def query(desk: Desk) -> ListQuery:
    return resolve(VIEW, desk.user.id, desk.user.team_ids, TODAY)


def in_memory(desk: Desk) -> RowSource:
    held = Listing(desk.store.reader, query(desk))
    rows = held.window(0, 1000)
    place = 1 + [column.key for column in held.columns].index("estimated_revenue")
    return RowList(held.columns, rows, held.order, place)


def read_at_once(desk: Desk) -> RowSource:
    made = Listing(desk.store.reader, query(desk), desk.store.connect)
    made.window(0, 1)
    return made


def walked(desk: Desk) -> RowSource:
    made = Listing(desk.store.reader, query(desk), desk.store.connect)
    made.window(0, 1)
    assert not made.is_loaded
    assert made.count is None
    thread = threading.Thread(target=made.load)
    thread.start()
    thread.join(10)
    return made


@pytest.fixture(params=[in_memory, read_at_once, walked], ids=lambda make: make.__name__)
def source(request: pytest.FixtureRequest, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> RowSource:
    seed(desk)
    if request.param is walked:
        monkeypatch.setattr(listing, "FEW", 0)
    make: Callable[[Desk], RowSource] = request.param
    return make(desk)


def test_a_source_answers_what_a_table_asks(source: RowSource) -> None:
    assert source.is_loaded
    assert source.count == 34
    assert source.order == (Order("estimated_close_date"),)
    keys = [column.key for column in source.columns]
    assert keys[0] == "topic"

    rows = source.window(0, 1000)
    assert len(rows) == 34
    assert rows[0][1] == "Cold-chain sensors"
    assert all(len(row) == len(keys) + 1 for row in rows)
    closes = [row[1 + keys.index("estimated_close_date")] for row in rows]
    assert closes == sorted(closes, key=str)

    assert list(source.window(10, 13)) == list(rows[10:13])
    assert list(source.window(33, 99)) == list(rows[33:])
    assert list(source.window(34, 99)) == []
    assert list(source.window(5, 5)) == []

    ids = [str(row[0]) for row in rows]
    assert [source.position_of(one) for one in ids] == list(range(34))
    assert source.position_of(uuid4().hex) is None
    assert source.containing([ids[3], uuid4().hex, ids[8]]) == {ids[3], ids[8]}
    assert source.containing([]) == frozenset()

    place = 1 + keys.index("estimated_revenue")
    worth = [row[place] for row in rows]
    assert all(isinstance(one, int) for one in worth)
    # Two close on 4 December: equal ones by topic.
    assert [row[1] for row in rows[4:6]] == ["Fleet telematics", "Warehouse automation, phase 2"]
    assert source.sum_of([ids[0], ids[5]]) == (48_000 + 182_000) * 10_000
    assert source.sum_of([]) == 0
    assert source.totals is not None
    assert (source.totals.count, source.totals.amount) == (34, sum(worth))  # type: ignore[arg-type]

    source.close()


def test_rows_in_memory_need_no_reading() -> None:
    source = RowList((ListColumn("name", "Name"),), [("a", "A"), ("b", None)])
    assert source.refresh()
    assert source.load() is None
    assert source.is_loaded
    source.close()
    assert source.count == 2
    assert source.window(0, 9) == [("a", "A"), ("b", None)]


def test_rows_without_amounts_are_worth_nothing() -> None:
    columns = (ListColumn("name", "Name"), ListColumn("amount", "Amount", "money"))
    rows = [("a", "A", 10_000), ("b", "B", None), ("c", "C", 5)]
    assert RowList(columns, rows).totals == Totals(3, 0)
    assert RowList(columns, rows).sum_of(["a"]) == 0
    source = RowList(columns, rows, amount=2)
    assert source.totals == Totals(3, 10_005)
    assert source.sum_of(["b", "c", "gone"]) == 5


def test_a_list_without_rows() -> None:
    source = RowList((), ())
    assert (source.count, source.totals, source.order) == (0, Totals(), ())
    assert source.window(0, 64) == ()
    assert source.position_of("a") is None
    assert source.containing(["a"]) == frozenset()
