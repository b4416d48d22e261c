"""How the way through a list is chosen, and what its conditions pick."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from sqlmodel import select

from salestui.lifecycle.opportunity_views import OPPORTUNITY_VIEWS
from salestui.lifecycle.views import AnyGroup, Condition, Part, View, resolve
from salestui.models.customers import Contact
from salestui.store import list_picks, list_totals, listing
from salestui.store.database import Store
from salestui.store.list_picks import Picker, named_owners, possible_statuses
from salestui.store.list_plan import Planner
from salestui.store.list_sql import condition
from salestui.store.listing import Listing
from salestui.store.query import (
    FALSE,
    TRUE,
    AllOf,
    AnyOf,
    Compare,
    Empty,
    ListQuery,
    Not,
    OneOf,
    Order,
    Predicate,
    known,
)
from tests.store import list_company, list_oracle, making

TODAY = date(2026, 11, 23)
ME, BLUE = UUID(int=1), UUID(int=2)
BY_KEY = {view.key: view for view in OPPORTUNITY_VIEWS}
MINE = Condition("owner", "mine")


def query(view: View | str, sort: str = "", text: str = "") -> ListQuery:
    view = BY_KEY[view] if isinstance(view, str) else view
    return resolve(view, ME, [BLUE], TODAY, sort=Order(sort) if sort else None, filter_text=text)


def of(*where: Part) -> View:
    """A view of opportunities by topic."""
    return View("own", "opportunity", "Own", "", ("topic",), (Order("estimated_close_date"),), where)


def steps(store: Store, sql: str, parameters: tuple[object, ...]) -> str:
    return "\n".join(row[3] for row in store.reader.execute(f"EXPLAIN QUERY PLAN {sql}", parameters))


# What is known of a condition


@pytest.mark.parametrize("value", [None, 0, 1, "x", ""])
@pytest.mark.parametrize(
    "predicate",
    [
        *(Compare("status", operator, 0) for operator in ("=", "<>", "<", "<=", ">", ">=")),
        *(Compare("status", operator, "x") for operator in ("=", "<>", "<", "<=", ">", ">=")),
        OneOf("status", (0, "x")),
        OneOf("status", ()),
        Empty("status"),
        Not(Empty("status")),
        Not(Compare("status", ">", 0)),
        AllOf((Compare("status", ">=", 0), Compare("status", "<", 1))),
        AnyOf((Empty("status"), OneOf("status", (1,)))),
        Not(AllOf((TRUE, AnyOf((FALSE, Compare("status", "=", 1)))))),
    ],
    ids=repr,
)
def test_what_is_known_is_what_the_file_would_say(
    store: Store, predicate: Predicate, value: int | str | None
) -> None:
    text, parameters = condition(predicate)
    (held,) = store.reader.execute(
        f"SELECT ({text}) IS TRUE FROM (SELECT ? AS status) AS o", (*parameters, value)
    ).fetchone()
    assert known(predicate, {"status": value}) == (TRUE if held else FALSE)


def test_what_is_not_known_is_left() -> None:
    topic = Compare("topic", "=", "x")
    both = AllOf((Compare("status", "=", 0), topic))
    assert known(both, {"status": 0}) == topic
    assert known(both, {"status": 1}) == FALSE
    assert known(AnyOf((Compare("status", "=", 0), topic)), {"status": 1}) == topic
    assert known(Not(both), {"status": 0}) == Not(topic)


def test_the_statuses_that_a_view_can_have() -> None:
    statuses = {key: possible_statuses(query(key)) for key in ("my-open", "closed", "won", "all", "member")}
    assert statuses == {"my-open": [0], "closed": [1, 2], "won": [1], "all": [0, 1, 2], "member": [0, 1, 2]}
    assert possible_statuses(query("open-or-lately-won")) == [0, 1]
    assert possible_statuses(query("this-fiscal-year")) == [0, 1, 2]


def test_the_owners_that_a_condition_names() -> None:
    (_, mine) = query("my-open").where.parts
    assert named_owners(mine) == [("owner_user_id", ME.hex), ("owner_team_id", BLUE.hex)]
    assert named_owners(AnyOf((mine, Compare("status", "=", 0)))) == []
    twice = AnyOf((Compare("owner_user_id", "=", "a"), OneOf("owner_user_id", ("b", "a"))))
    assert named_owners(twice) == [("owner_user_id", "a"), ("owner_user_id", "b")]


# Which way is taken


def test_which_lists_meet_no_other_rows_on_their_way(store: Store) -> None:
    def is_direct(view: str, sort: str = "", text: str = "") -> bool:
        return Planner(store.reader, query(view, sort, text)).is_direct()

    assert is_direct("open")
    assert is_direct("my-open")
    assert is_direct("closing-next-month")
    assert not is_direct("my-open", "topic"), "others' lie between mine there"
    assert not is_direct("open", text="x")
    assert not is_direct("closing-next-month", "topic")
    assert Planner(store.reader, query("open")).is_plain
    assert Planner(store.reader, query("all")).is_plain
    assert not Planner(store.reader, query("my-open")).is_plain


@pytest.mark.parametrize("view", OPPORTUNITY_VIEWS, ids=lambda view: view.key)
def test_no_walk_sorts(store: Store, view: View) -> None:
    """Each stretch comes out of its indexes in order; several are merged, not sorted."""
    sorts = [*list_picks.INDEXES, "account", "contact", "owner", "status"]
    for column in ["", *sorts]:
        for descending in (False, True):
            wanted = replace(query(view), order=(Order(column, descending),)) if column else query(view)
            planner = Planner(store.reader, wanted)
            assert planner.can_walk
            for segment in planner.segments():
                for backwards in (False, True):
                    sql, parameters = segment.ids(backwards)
                    if " IS NULL" in sql and "IS NOT NULL" not in sql:
                        continue  # rows without a value, which are few or none
                    told = steps(store, sql, parameters)
                    # "FOR RIGHT PART OF" sorts equal rows only.
                    assert "TEMP B-TREE FOR ORDER BY" not in told, f"{wanted.order}: {told}"
                    assert "SCAN o" not in told, f"{wanted.order}: {told}"


# What the conditions pick


@pytest.fixture
def deals(store: Store) -> Store:
    """Six opportunities whose topic, account and contact all have the letter q."""
    with store.command("Make", making.mina(store)) as session:
        company = making.account(session, "Quorum")
        person = making.contact(session, "Quinn")
        for number in range(6):
            making.opportunity(session, f"Quest {number}", account_id=company.id, contact_id=person.id)
    return store


def test_rows_that_are_picked_more_than_once_are_not_taken_for_all(deals: Store) -> None:
    """Six are found by their topic, account and contact, three more by the contact alone: 21 rows."""
    with deals.command("More", making.mina(deals)) as session:
        person = session.exec(select(Contact)).one()
        for _ in range(3):
            making.opportunity(session, "Other", contact_id=person.id)
    wanted = query("all", text="q")
    for most in range(1, 25):
        picked = Picker(deals.reader, wanted).picked(most * list_picks.SHORT_SHARE)
        assert picked is None or len(picked.ids) == 9, f"of at most {most}"
        assert (picked is not None) == (most >= 21)


def test_too_many_are_not_picked(deals: Store) -> None:
    wanted = query("all", text="quest")
    assert Picker(deals.reader, wanted).picked(5) is None
    picked = Picker(deals.reader, wanted).picked(6)
    assert picked is not None
    assert (len(picked.ids), picked.has_text) == (6, True)


def test_an_owner_that_is_named_twice_has_his_rows_once(
    deals: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    me = making.mina(deals)
    wanted = resolve(of(AnyGroup((MINE, Condition("owner", "mine or my teams")))), me, [BLUE], TODAY)
    for name in ("FEW", "FEW_PICKED", "PICKED"):
        monkeypatch.setattr(listing, name, 0)
    shown = Listing(deals.reader, wanted)
    assert len(shown.window(0, 20)) == 6
    assert not shown.is_loaded


# What is summed without reading the rows


@pytest.mark.parametrize("rates", [False, True])
def test_sums_from_indexes_are_those_of_the_rows(store: Store, rates: bool) -> None:
    """As long as every currency is worth as much as the base currency; else the rows are read."""
    list_company.build(store.path, rates)
    company = list_company.Company(store.path)
    rules = list_company.kept(company)
    for key in ("open", "won", "lost", "closed", "all"):
        assert Planner(store.reader, query(key)).is_plain
        kept = [deal for deal in company.deals if rules[key](deal)]
        wanted = list_oracle.totals(company, kept)
        of_rows = list_totals.of_rows(store.reader, query(key), [deal.number for deal in kept])
        of_plain = list_totals.of_plain(store.reader, query(key))
        assert (of_plain is None) == rates
        for found in (of_rows, of_plain or of_rows):
            # Weighted sums are rounded to 1/10000 by currency or by status.
            assert abs(found.weighted - wanted.weighted) <= 3
            assert replace(found, weighted=0) == replace(wanted, weighted=0)
