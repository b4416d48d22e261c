"""A list of any length: what is there at once, what comes with the order, and what a change does to it."""

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from sqlmodel import select

from salestui.lifecycle.opportunity_views import OPPORTUNITY_VIEWS
from salestui.lifecycle.views import resolve
from salestui.models.opportunities import Opportunity
from salestui.models.products import Currency
from salestui.store import list_totals, listing
from salestui.store.database import Store
from salestui.store.list_plan import Planner
from salestui.store.list_totals import Totals
from salestui.store.listing import Listing
from salestui.store.query import ListQuery, Order
from tests.store.making import account, mina, opportunity

TODAY = date(2026, 11, 23)
DEALS = 40
BY_KEY = {view.key: view for view in OPPORTUNITY_VIEWS}


@pytest.fixture
def deals(store: Store) -> dict[str, str]:
    """Ids of opportunities by topic, "Deal 00" to "Deal 39", each worth its number."""
    with store.command("Make", mina(store)) as session:
        made = [
            opportunity(session, f"Deal {number:02}", estimated_revenue=Decimal(number), probability=50)
            for number in range(DEALS)
        ]
        return {deal.topic: deal.id.hex for deal in made}


@pytest.fixture
def long(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Every list is too long to be read whole."""
    for name, value in (("FEW", 0), ("FEW_PICKED", -1), ("PICKED", -1)):
        monkeypatch.setattr(listing, name, value)
    monkeypatch.setattr(listing, "PATIENCE", 60.0)
    return monkeypatch


def query(
    store: Store, view: str = "all", sort: str = "topic", down: bool = False, text: str = ""
) -> ListQuery:
    return resolve(BY_KEY[view], mina(store), (), TODAY, sort=Order(sort, down), filter_text=text)


def listed(store: Store, **asked: str | bool) -> Listing:
    return Listing(store.reader, query(store, **asked), store.connect)  # type: ignore[arg-type]


def topics(rows: list[listing.Row]) -> list[str]:
    return [str(row[1]) for row in rows]


def named(*numbers: int) -> list[str]:
    return [f"Deal {number:02}" for number in numbers]


def rename(store: Store, record_id: str, topic: str) -> None:
    with store.command("Rename", mina(store)) as session:
        session.get_one(Opportunity, UUID(record_id)).topic = topic


def delete(store: Store, record_id: str) -> None:
    with store.command("Delete", mina(store)) as session:
        session.delete(session.get_one(Opportunity, UUID(record_id)))


# Short lists


def test_a_short_list_is_complete_from_its_first_window_on(store: Store, deals: dict[str, str]) -> None:
    shown = listed(store)
    assert (shown.count, shown.is_loaded) == (None, False)

    assert topics(shown.window(3, 6)) == named(3, 4, 5)

    assert (shown.count, shown.is_loaded) == (DEALS, True)
    assert shown.totals == Totals(
        DEALS, amount=sum(range(DEALS)) * 10_000, weighted=sum(range(DEALS)) * 5_000
    )
    assert [column.key for column in shown.columns][:2] == ["topic", "customer_name"]
    assert shown.order == (Order("topic"),)


def test_an_empty_list(store: Store) -> None:
    shown = listed(store)
    assert shown.window(0, 50) == []
    assert (shown.count, shown.totals, shown.is_loaded) == (0, Totals(), True)
    assert shown.containing(["0" * 32]) == frozenset()
    assert shown.sum_of([]) == 0


def test_windows_at_and_beyond_the_end(store: Store, deals: dict[str, str]) -> None:
    shown = listed(store)
    assert topics(shown.window(DEALS - 2, DEALS + 50)) == named(38, 39)
    assert shown.window(DEALS, DEALS + 50) == []
    assert shown.window(DEALS + 10, DEALS + 20) == []
    assert shown.window(5, 5) == []
    assert [shown.window(at, at + 1)[0][0] for at in (0, DEALS - 1)] == [deals["Deal 00"], deals["Deal 39"]]


def test_where_a_record_stands(store: Store, deals: dict[str, str]) -> None:
    shown = listed(store, view="open", down=True)
    assert shown.position_of(deals["Deal 07"]) is None, "the order is not known yet"
    shown.window(0, 1)
    assert shown.position_of(deals["Deal 07"]) == DEALS - 1 - 7
    assert shown.position_of("0" * 32) is None
    assert shown.position_of("nonsense ' \0") is None
    some = listed(store, text="deal 1")
    some.window(0, 1)
    assert some.position_of(deals["Deal 12"]) == 2
    assert some.position_of(deals["Deal 22"]) is None


def test_which_of_some_records_are_in_the_list(store: Store, deals: dict[str, str]) -> None:
    wanted = [deals["Deal 12"], deals["Deal 22"], "0" * 32]
    assert listed(store, text="deal 1").containing(wanted) == {deals["Deal 12"]}
    assert listed(store, view="won").containing(wanted) == frozenset()
    assert listed(store).containing([]) == frozenset()
    many = [f"{number:032x}" for number in range(40_000)]
    assert listed(store).containing([*many, *deals.values()]) == set(deals.values()), (
        "more than SQL has marks for"
    )


def test_the_sum_of_some_records(store: Store, deals: dict[str, str]) -> None:
    with store.command("Euro", mina(store)) as session:
        euro = session.exec(select(Currency).where(Currency.iso_code == "EUR")).one()
        euro.exchange_rate = Decimal("0.8")
        session.get_one(Opportunity, UUID(deals["Deal 08"])).currency_id = euro.id
        session.get_one(Opportunity, UUID(deals["Deal 09"])).estimated_revenue = None
    shown = listed(store)
    assert shown.sum_of(deals[f"Deal {number:02}"] for number in (7, 8, 9)) == (7 + 10) * 10_000
    assert shown.sum_of(deals.values()) == (sum(range(DEALS)) - 9 + 2) * 10_000
    shown.window(0, 1)
    assert shown.totals is not None
    assert shown.totals.amount == (sum(range(DEALS)) - 9 + 2) * 10_000


def test_lists_without_money_have_no_sum(store: Store, deals: dict[str, str]) -> None:
    with store.command("Make", mina(store)) as session:
        made = account(session, "Acme").id.hex
    wanted = ListQuery("account", query(store).columns[:0], order=(Order("name"),))
    shown = Listing(store.reader, wanted)
    assert shown.window(0, 9) == [(made,)]
    assert shown.totals == Totals(1)
    assert shown.sum_of([made]) == 0


def test_a_short_list_after_changes(store: Store, deals: dict[str, str]) -> None:
    shown = listed(store)
    shown.window(0, 10)
    rename(store, deals["Deal 05"], "A first one")
    delete(store, deals["Deal 06"])
    assert topics(shown.window(4, 8)) == [*named(4), "A first one", *named(7)], (
        "the old order with new values"
    )

    assert shown.refresh()

    assert topics(shown.window(0, 8)) == ["A first one", *named(0, 1, 2, 3, 4, 7, 8)]
    assert shown.count == DEALS - 1
    assert shown.totals is not None
    assert shown.totals.amount == (sum(range(DEALS)) - 6) * 10_000
    assert shown.position_of(deals["Deal 05"]) == 0
    assert shown.position_of(deals["Deal 06"]) is None


# Long lists


def test_a_long_list_before_and_after_its_order_is_known(
    store: Store, deals: dict[str, str], long: pytest.MonkeyPatch
) -> None:
    shown = listed(store)
    assert topics(shown.window(0, 3)) == named(0, 1, 2)
    assert topics(shown.window(17, 19)) == named(17, 18)
    assert shown.window(20, 21)[0][0] == deals["Deal 20"]
    assert (shown.count, shown.totals, shown.is_loaded) == (None, None, False)
    assert shown.position_of(deals["Deal 07"]) is None
    assert shown.containing([deals["Deal 07"]]) == {deals["Deal 07"]}
    assert shown.sum_of([deals["Deal 07"]]) == 70_000

    shown.load()

    assert (shown.count, shown.is_loaded) == (DEALS, True)
    assert shown.totals is not None
    assert shown.totals.weighted == sum(range(DEALS)) * 5_000
    assert shown.position_of(deals["Deal 07"]) == 7
    assert topics(shown.window(0, DEALS)) == named(*range(DEALS))


@pytest.mark.parametrize("down", [False, True])
def test_a_long_list_is_walked_from_its_end_once_the_count_is_known(
    store: Store, deals: dict[str, str], long: pytest.MonkeyPatch, down: bool
) -> None:
    wanted = query(store, down=down)
    order = named(*range(DEALS))[:: -1 if down else 1]
    walks: list[bool] = []
    walk = Listing._walk

    def walked(self: Listing, start: int, size: int, backwards: bool = False) -> list[int]:
        walks.append(backwards)
        return walk(self, start, size, backwards)

    long.setattr(Listing, "_walk", walked)
    shown = Listing(store.reader, wanted, store.connect, Totals(DEALS))
    windows = [
        (0, 5),
        (18, 20),
        (18, 21),
        (25, 30),
        (35, DEALS),
        (35, 90),
        (DEALS, 90),
        (70, 90),
        (30, 30),
        (30, 29),
    ]
    for start, stop in windows:
        assert topics(shown.window(start, stop)) == order[start:stop], (start, stop)
    assert walks == [False, False, *[True] * 8]
    assert not shown.is_loaded


def test_totals_of_a_plain_list_are_told_before_its_order(
    store: Store, deals: dict[str, str], long: pytest.MonkeyPatch
) -> None:
    told: list[tuple[int | None, bool]] = []
    shown = listed(store, view="open")
    shown.load(lambda: told.append((shown.count, shown.is_loaded)))
    assert told == [(DEALS, False)]
    assert shown.is_loaded

    mine = listed(store, view="my-open")
    mine.load(lambda: told.append((mine.count, mine.is_loaded)))
    assert len(told) == 1, "its totals come with its order"
    assert mine.totals == shown.totals


def test_a_change_between_the_windows_of_a_long_list(
    store: Store, deals: dict[str, str], long: pytest.MonkeyPatch
) -> None:
    shown = listed(store)
    assert topics(shown.window(0, 3)) == named(0, 1, 2)
    rename(store, deals["Deal 30"], "A first one")
    assert topics(shown.window(0, 3)) == ["A first one", *named(0, 1)]

    shown.load()
    rename(store, deals["Deal 31"], "An early one")
    delete(store, deals["Deal 01"])
    assert topics(shown.window(0, 4)) == ["A first one", *named(0, 2)], (
        "what is gone leaves the window shorter"
    )
    assert shown.count == DEALS

    assert not shown.refresh()
    assert topics(shown.window(0, 4)) == ["A first one", *named(0, 2)], "the old order until `load` ends"
    assert "An early one" in topics(shown.window(30, DEALS)), "with the new values"

    shown.load()
    assert topics(shown.window(0, 4)) == ["A first one", "An early one", *named(0, 2)]
    assert shown.count == DEALS - 1
    assert shown.totals is not None
    assert shown.totals.count == DEALS - 1


def test_a_long_list_that_became_short(store: Store, deals: dict[str, str], long: pytest.MonkeyPatch) -> None:
    shown = listed(store)
    shown.load()
    delete(store, deals["Deal 00"])
    long.setattr(listing, "FEW", 100)
    assert shown.refresh()
    assert shown.count == DEALS - 1


def test_a_load_that_ends_during_a_refresh_is_not_taken_for_it(
    store: Store, deals: dict[str, str], long: pytest.MonkeyPatch
) -> None:
    """The thread may have read the order before the change."""
    shown = listed(store)
    shown.window(0, 3)
    segments = Planner.segments

    def ended(self: Planner) -> list:
        long.setattr(Planner, "segments", segments)
        shown.load()
        return segments(self)

    long.setattr(Planner, "segments", ended)
    assert not shown.refresh()
    assert shown.is_loaded, "what it read is better than nothing"


def test_what_takes_too_long_is_left_to_load(
    store: Store, deals: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "PATIENCE", -1.0)
    with store.command("More", mina(store)) as session:
        for number in range(700):
            opportunity(session, f"More {number:03}")
    shown = listed(store, text="nothing has it")
    assert shown.window(0, 9) == []
    assert not shown.is_loaded
    whole = listed(store)
    assert topics(whole.window(0, 9)) in ([], named(*range(9)))
    assert not whole.is_loaded

    shown.load()
    whole.load()
    assert (shown.count, whole.count) == (0, DEALS + 700)
    assert store.reader.execute("SELECT count(*) FROM opportunity AS a, opportunity AS b").fetchone() == (
        (DEALS + 700) ** 2,
    ), "nobody else is hurried"


# Loading and closing


def test_load_uses_a_connection_of_its_own_and_closes_it(store: Store, deals: dict[str, str]) -> None:
    made: list[sqlite3.Connection] = []

    def connect() -> sqlite3.Connection:
        made.append(store.connect())
        return made[-1]

    shown = Listing(store.reader, query(store), connect)
    worker = threading.Thread(target=shown.load)
    worker.start()
    worker.join()
    assert topics(shown.window(0, 2)) == named(0, 1)
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        made[0].execute("SELECT 1")


def test_load_without_another_connection_leaves_its_own_open(store: Store, deals: dict[str, str]) -> None:
    shown = Listing(store.reader, query(store))
    shown.load()
    assert shown.count == DEALS
    shown.close()
    assert store.reader.execute("SELECT 1").fetchone() == (1,)


def interrupted(store: Store, callback: Callable[[], object]) -> Callable[[], sqlite3.Connection]:
    """Connections that call back in the middle of a statement."""

    def connect() -> sqlite3.Connection:
        connection = store.connect()
        connection.set_progress_handler(lambda: callback() and False, 20)
        return connection

    return connect


def test_a_load_that_is_closed_midway_ends_quietly(
    store: Store, deals: dict[str, str], long: pytest.MonkeyPatch
) -> None:
    wanted = query(store, view="my-open", sort="age")
    shown = Listing(store.reader, wanted, interrupted(store, lambda: shown.close()))
    shown.load()
    assert (shown.is_loaded, shown.totals) == (False, None)
    shown.close()


def test_a_load_that_is_closed_between_rows_ends_early(
    store: Store, deals: dict[str, str], long: pytest.MonkeyPatch
) -> None:
    long.setattr(listing, "_CHUNK", 5)
    shown = listed(store, view="open")
    shown.load(lambda: shown.close())
    assert not shown.is_loaded
    assert shown.totals is not None


def test_what_is_closed_is_not_loaded_any_more(store: Store, deals: dict[str, str]) -> None:
    made: list[sqlite3.Connection] = []

    def connect() -> sqlite3.Connection:
        made.append(store.connect())
        return made[-1]

    shown = Listing(store.reader, query(store), connect)
    shown.close()
    shown.load()
    assert made == [], "a thread that comes too late does nothing"
    assert not shown.is_loaded


def test_an_interrupt_from_elsewhere_is_no_quiet_end(store: Store, deals: dict[str, str]) -> None:
    def connect() -> sqlite3.Connection:
        connection = store.connect()
        connection.set_progress_handler(lambda: True, 20)
        return connection

    shown = Listing(store.reader, query(store), connect)
    with pytest.raises(sqlite3.OperationalError, match="interrupted"):
        shown.load()
    assert not shown.is_loaded


def test_totals_of_many_rows_are_summed_in_parts(
    store: Store, deals: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = listed(store)
    whole.load()
    monkeypatch.setattr(list_totals, "_CHUNK", 7)
    parts = listed(store, view="my-open")
    parts.load()
    assert parts.totals == whole.totals


def test_the_amount_beyond_64_bits(store: Store, deals: dict[str, str]) -> None:
    """A thousand opportunities of the highest amount, and of the lowest."""
    most = 10**12 * 10_000
    with store.command("More", mina(store)) as session:
        for number in range(1000):
            opportunity(session, f"More {number:03}", estimated_revenue=Decimal(10**12), probability=100)
    shown = listed(store, text="More")
    shown.window(0, 1)
    assert shown.totals == Totals(1000, 1000 * most, 1000 * most)
    with closing(sqlite3.connect(store.path)) as connection, connection:
        connection.execute(
            "UPDATE opportunity SET estimated_revenue = ? WHERE topic LIKE 'More%'", (1 - most,)
        )
    shown.refresh()
    assert shown.totals == Totals(1000, 1000 * (1 - most), 1000 * (1 - most))
    plain = listed(store, view="open")
    plain.load()
    assert plain.totals is not None
    assert plain.totals.amount == 1000 * (1 - most) + sum(range(DEALS)) * 10_000


def test_a_load_that_was_overtaken_by_a_later_one_is_not_shown(
    store: Store, deals: dict[str, str], long: pytest.MonkeyPatch
) -> None:
    """The first load is held up while it reads; the second, which sees the change, ends before it."""
    shown = listed(store)
    reads_on = threading.Event()
    reading = threading.Event()
    real = listing.list_totals.of_plain
    held: list[bool] = []

    def totals(connection: sqlite3.Connection, wanted: ListQuery) -> Totals | None:
        found = real(connection, wanted)
        if not held:
            held.append(True)
            connection.execute("BEGIN")
            connection.execute("SELECT count(*) FROM opportunity").fetchone()
            reading.set()
            assert reads_on.wait(20)
        return found

    long.setattr(listing.list_totals, "of_plain", totals)
    first = threading.Thread(target=shown.load)
    first.start()
    assert reading.wait(20)
    with store.command("One more", mina(store)) as session:
        opportunity(session, "Deal 99")
    shown.load()
    reads_on.set()
    first.join(20)
    assert shown.count == DEALS + 1
    assert [row[1] for row in shown.window(DEALS, DEALS + 1)] == ["Deal 99"]
