"""Lists, searches and single reads of users who do not read everything, against plain rules."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from salestui import clock
from salestui.errors import Gone
from salestui.lifecycle import editable, finding, lookups, opportunities, permission, timeline, users
from salestui.lifecycle.my_views import SYSTEM_VIEWS
from salestui.lifecycle.views import resolve
from salestui.store import listing, search
from salestui.store.database import Store
from salestui.store.listing import Listing
from salestui.store.query import Order
from tests.conftest import MOMENT
from tests.lifecycle.office import ROLES, Office
from tests.store.list_company import TODAY


@pytest.fixture
def office(store: Store) -> Office:
    return _stocked(store)


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One for all tests that only read."""
    clock.freeze(MOMENT)
    with Store.open(tmp_path_factory.mktemp("office") / "office.db") as store:
        yield _stocked(store)


def _stocked(store: Store) -> Office:
    users.signed_in(store, "mina")
    made = Office(store)
    made.share("deal of mina", "lena", "write")
    made.share("deal of tom", "north", "append")
    made.share("account of tom", "lena")
    made.share("quote on mina", "lena", "write")
    return made


@pytest.fixture(params=["read at once", "walked"])
def _way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "walked":
        monkeypatch.setattr(listing, "FEW", 0)
        monkeypatch.setattr(listing, "FEW_PICKED", 0)
        monkeypatch.setattr(listing, "PICKED", 1)
        monkeypatch.setattr(listing, "PATIENCE", 60.0)


def query_of(office: Office, who: str, table: str, **more: Any) -> Any:
    me = users.find(office.store.reader, who)
    assert me is not None
    view = next(view for view in SYSTEM_VIEWS[table] if view.key in ("all", "open"))
    readable = permission.readable(office.store.reader, me.id, table)
    return resolve(view, me.id, me.team_ids, TODAY, readable=readable, **more)


TABLES = ("opportunity", "account", "contact", "lead", "quote", "sales_order", "activity")


@pytest.mark.usefixtures("_way")
@pytest.mark.parametrize("who", ROLES)
@pytest.mark.parametrize("table", TABLES)
def test_a_list_has_what_may_be_read(still: Office, who: str, table: str) -> None:
    expected = {
        still.ids[name].hex
        for name, its in still.tables.items()
        if its == table and still.may(who, "read", name)
    }
    found = Listing(still.store.reader, query_of(still, who, table))
    assert {row[0] for row in found.window(0, 100)} == expected
    found.load()
    assert {row[0] for row in found.window(0, 100)} == expected
    assert found.count == len(expected)
    every = [record_id.hex for name, record_id in still.ids.items() if still.tables[name] == table]
    assert found.containing(every) == expected


@pytest.mark.usefixtures("_way")
@pytest.mark.parametrize("column", ["topic", "estimated_close_date", "owner", "account", "age"])
def test_in_every_order_and_with_a_text(still: Office, column: str) -> None:
    order = Order(column, descending=True)
    found = Listing(still.store.reader, query_of(still, "lena", "opportunity", sort=order))
    found.load()
    assert {row[0] for row in found.window(0, 100)} == {
        still.ids[f"deal of {owner}"].hex for owner in ("lena", "north", "mina", "tom")
    }
    found = Listing(
        still.store.reader,
        query_of(still, "lena", "opportunity", sort=order, filter_text="deal m"),
    )
    found.load()
    assert [row[0] for row in found.window(0, 100)] == [still.ids["deal of mina"].hex]


def test_who_reads_everything_has_the_query_as_it_was(still: Office) -> None:
    me = users.find(still.store.reader, "rosa")
    assert me is not None
    view = next(view for view in SYSTEM_VIEWS["opportunity"] if view.key in ("all", "open"))
    assert query_of(still, "rosa", "opportunity") == resolve(view, me.id, me.team_ids, TODAY)


# Sessions: the signed-in user reads


@pytest.fixture
def lena(office: Office) -> Office:
    users.signed_in(office.store, "lena")
    return office


def test_search_finds_what_may_be_read(lena: Office) -> None:
    with lena.store.session() as session:
        readable = permission.readers(session)
    for text in ("Deal", "de", "tom", "Account"):
        every = search.search(lena.store.reader, text, 100)
        some = search.search(lena.store.reader, text, 100, readable=readable)
        names = {lena.ids[name].hex: name for name in lena.ids}
        assert {hit.record_id for hit in some} == {
            hit.record_id
            for hit in every
            if hit.record_id not in names or lena.may("lena", "read", names[hit.record_id])
        }
        assert len(some) < len(every)


def test_lookups_propose_what_may_be_read(lena: Office) -> None:
    with lena.store.session() as session:
        names = [hit.name for hit in lookups.search_lookup(session, "account", "acc")]
        assert names == ["Account lena", "Account mina", "Account north", "Account tom"]
        assert [hit.name for hit in lookups.search_lookup(session, "opportunity", "eal mi")] == ["Deal mina"]
        assert [hit.name for hit in lookups.search_lookup(session, "system_user", "to")] == ["Tom"]


@pytest.mark.parametrize("table", ["opportunity", "account", "contact"])
def test_a_record_that_may_not_be_read_is_not_there(lena: Office, table: str) -> None:
    names = [name for name, its in lena.tables.items() if its == table]
    with lena.store.session() as session:
        for name in names:
            if lena.may("lena", "read", name):
                assert editable.get(session, table, lena.ids[name]).id == lena.ids[name]
            else:
                with pytest.raises(Gone, match="is not there, or not shared with you"):
                    editable.get(session, table, lena.ids[name])


def test_the_command_line_finds_what_may_be_read(lena: Office) -> None:
    with lena.store.session() as session:
        assert finding.find_opportunity(session, "deal tom").id == lena.ids["deal of tom"]
        for text in ("deal rosa", lena.ids["deal of rosa"].hex):
            with pytest.raises(finding.NotFound):
                finding.find_opportunity(session, text)


def test_a_timeline_leaves_out_what_may_not_be_read(office: Office) -> None:
    account = office.ids["account of tom"]
    with office.store.command("Calls") as session:
        for owner in ("tom", "rosa"):
            office.record(session, f"deal of {owner}").account_id = account

    def entries(who: str) -> set[UUID]:
        users.signed_in(office.store, who)
        with office.store.session() as session:
            return {entry.id for entry in timeline.timeline(session, "account", account)}

    on_tom = {office.ids[f"{what} on tom"] for what in ("call", "call by tom", "note", "post")}
    on_rosa = {office.ids[f"{what} on rosa"] for what in ("call", "call by tom", "note", "post")}
    assert entries("rosa") == on_tom | on_rosa
    assert entries("lena") == on_tom


def test_another_user_of_the_file_reads_at_once(lena: Office) -> None:
    deal = lena.ids["deal of rosa"]
    with lena.store.session() as session, pytest.raises(Gone):
        opportunities.get(session, deal)
    users.signed_in(lena.store, "rosa")
    with lena.store.session() as session:
        assert opportunities.get(session, deal).id == deal


def test_a_hidden_namesake_is_told_by_its_owner_alone(lena: Office) -> None:
    from salestui.lifecycle import candidates

    deal = lena.ids["deal of lena"]
    with lena.store.session() as session:
        for text, asked in (("contact ROSA", "Rosa"), ("Contact tom", None), ("Nobody Else", None)):
            found = candidates.stakeholders(session, deal, text)
            assert (found[-1].is_new, found[-1].hidden_owner) == (True, asked)
            assert lena.may("lena", "read", "contact of tom"), "that one is named itself"
    users.signed_in(lena.store, "mina")
    with lena.store.session() as session:
        assert candidates.stakeholders(session, deal, "contact rosa")[-1].hidden_owner is None
