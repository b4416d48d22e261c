"""Many records at once: journalled, checked, undone like single ones."""

import json
from decimal import Decimal

import pytest
from sqlmodel import select

from salestui.lifecycle.history import redo, undo
from salestui.models.choices import Rating
from salestui.models.customers import Account
from salestui.models.opportunities import Opportunity
from salestui.store import errors, search
from salestui.store.changes import Changes
from salestui.store.connection import connect
from salestui.store.database import Store
from salestui.store.journal import bulk_insert
from tests.store.making import account, dump, journal, mina


def test_bulk_insert_does_what_objects_do(store: Store) -> None:
    me = mina(store)
    with store.command("One", me) as session:
        one = account(session, "One", annual_revenue=Decimal("1.25"))
    with store.command("Bulk", me) as session:
        [made] = bulk_insert(
            session, Account, [{"name": "Two", "owner_user_id": me, "annual_revenue": Decimal("1.25")}]
        )
        two = session.get_one(Account, made)
        assert (two.name, two.annual_revenue, two.is_active) == ("Two", Decimal("1.2500"), True)
    [(_, change, before, after)] = journal(store, "Bulk")
    [(_, change_one, _, after_one)] = journal(store, "One")
    assert (change, before) == (change_one, None)
    assert after == after_one.replace('"One"', '"Two"')
    assert two.model_dump(exclude={"id", "name"}) == one.model_dump(exclude={"id", "name"})


def test_bulk_insert_fills_derived_names_and_the_search(store: Store) -> None:
    me = mina(store)
    with store.command("Bulk", me) as session:
        company = account(session, "Globex")
        bulk_insert(
            session,
            Opportunity,
            [{"topic": f"Deal {n}", "account_id": company.id, "owner_user_id": me} for n in range(3)],
        )
    assert store.reader.execute("SELECT DISTINCT customer_name FROM opportunity").fetchall() == [("Globex",)]
    assert len(search.search(store.reader, "globex", tables=["opportunity"])) == 3
    assert "customer_name" not in journal(store, "Bulk")[-1][3]


def test_what_is_touched_again_has_one_entry(store: Store) -> None:
    me = mina(store)
    with store.command("Bulk", me) as session:
        rows = [
            {"name": name, "owner_user_id": me} for name in ("Left", "Changed", "Gone", "Changed and back")
        ]
        left, changed, gone, back = bulk_insert(session, Account, rows)
        session.get_one(Account, changed).city = "Bonn"
        session.delete(session.get_one(Account, gone))
        session.flush()
        nested = session.begin_nested()
        session.get_one(Account, left).city = session.get_one(Account, back).city = "Rome"
        bulk_insert(session, Account, [{"name": "Never", "owner_user_id": me}])
        session.flush()
        nested.rollback()
    entries = journal(store, "Bulk")
    assert sorted(json.loads(after)["name"] for *_, after in entries) == [
        "Changed",
        "Changed and back",
        "Left",
    ]
    assert [json.loads(after).get("city") for *_, after in entries if "Bonn" in after or "Rome" in after] == [
        "Bonn"
    ]
    undo(store, me)
    assert store.reader.execute("SELECT count(*) FROM account").fetchone() == (0,)


def test_a_record_that_is_changed_after_its_bulk_is_journalled_once(store: Store) -> None:
    me = mina(store)
    with store.command("Bulk", me) as session:
        made = bulk_insert(session, Account, [{"name": f"{n}", "owner_user_id": me} for n in range(3)])
        session.get_one(Account, made[1]).city = "Bonn"
    assert sorted(json.loads(after)["name"] for *_, after in journal(store, "Bulk")) == ["0", "1", "2"]
    assert [json.loads(after).get("city") for *_, after in journal(store, "Bulk")].count("Bonn") == 1


def test_unknown_fields_are_refused(store: Store) -> None:
    with pytest.raises(KeyError), store.command("Bulk") as session:
        bulk_insert(session, Account, [{"nmae": "x"}])


def test_a_bad_row_takes_everything_back(store: Store) -> None:
    me = mina(store)
    before = dump(store.path)
    good = [{"topic": "x", "owner_user_id": me, "rating": Rating.HOT} for _ in range(10)]
    with pytest.raises(errors.RuleBroken, match="Probability"), store.command("Bulk", me) as session:
        bulk_insert(session, Opportunity, [*good, {"topic": "x", "owner_user_id": me, "probability": 200}])
    assert dump(store.path) == before


def test_bulk_needs_a_command(store: Store) -> None:
    with pytest.raises(RuntimeError, match="session of a command"), store.session() as session:
        bulk_insert(session, Account, [])


def test_ten_thousand_rows_and_back(store: Store) -> None:
    me = mina(store)
    heard: list[Changes] = []
    store.subscribe(heard.append)
    before = dump(store.path)
    with store.command("Import 10,000", me) as session:
        company = account(session, "Globex")
        bulk_insert(
            session,
            Opportunity,
            [{"topic": f"Deal {n}", "account_id": company.id, "owner_user_id": me} for n in range(10_000)],
        )
    assert undo(store, me) == "Import 10,000"
    assert dump(store.path) == before
    assert redo(store, me) == "Import 10,000"
    with store.session() as session:
        assert len(session.exec(select(Opportunity.id)).all()) == 10_000
    assert [change.everything for change in heard] == [True, True, True]
    assert heard[0].touches("opportunity")
    assert not heard[0].touches("lead")
    assert search.verify(connect(store.path)) == []
