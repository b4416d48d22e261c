"""A command is one transaction, one journal entry per record, one announcement."""

import sqlite3
import threading
from contextlib import closing
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import text, update
from sqlmodel import select

from salestui import clock
from salestui.models.choices import ChangeKind
from salestui.models.customers import Account
from salestui.models.journal import JournalCommand
from salestui.models.opportunities import Opportunity
from salestui.store import connection as files
from salestui.store import errors
from salestui.store.changes import Changes
from salestui.store.database import Store
from tests.store.making import account, contact, dump, journal, mina, opportunity


def test_what_is_done_is_there_for_everybody(store: Store) -> None:
    with store.command("Make", mina(store)) as session:
        account(session, "Acme [EMEA]")
    assert store.reader.execute("SELECT name FROM account").fetchall() == [("Acme [EMEA]",)]
    with store.session() as session:
        assert session.exec(select(Account.name)).all() == ["Acme [EMEA]"]


def test_an_error_takes_everything_back(store: Store) -> None:
    before = dump(store.path)
    heard: list[Changes] = []
    store.subscribe(heard.append)
    with pytest.raises(ZeroDivisionError), store.command("Make", mina(store)) as session:
        account(session)
        session.flush()
        raise ZeroDivisionError
    assert dump(store.path) == before
    assert journal(store, "Make") == []
    assert heard == []


def test_the_journal_holds_changed_fields_as_stored(store: Store) -> None:
    me = mina(store)
    with store.command("Make", me) as session:
        made = opportunity(session, estimated_revenue=Decimal("12.5"), probability=10)
    clock.freeze(clock.now() + timedelta(hours=1))
    with store.command("Edit", me) as session:
        edited = session.get_one(Opportunity, made.id)
        edited.estimated_revenue = Decimal(20)
        session.flush()
        edited.probability = 70
        session.flush()
        edited.probability = 60
    with store.command("Remove", me) as session:
        session.delete(session.get_one(Opportunity, made.id))
    [(table, change, before, after)] = journal(store, "Make")
    assert (table, change, before) == ("opportunity", ChangeKind.INSERT, None)
    assert '"topic":"Renewal"' in after
    assert '"estimated_revenue":125000' in after
    assert journal(store, "Edit") == [
        (
            "opportunity",
            ChangeKind.UPDATE,
            '{"modified_on":"2026-11-23 13:30:00.000000","estimated_revenue":125000,"probability":10}',
            '{"modified_on":"2026-11-23 14:30:00.000000","estimated_revenue":200000,"probability":60}',
        )
    ]
    [(_, change, before, after)] = journal(store, "Remove")
    assert (change, after) == (ChangeKind.DELETE, None)
    assert '"estimated_revenue":200000' in before


def test_what_comes_and_goes_in_one_command_leaves_no_entry(store: Store) -> None:
    with store.command("Make", mina(store)) as session:
        made = account(session)
        session.flush()
        session.delete(made)
    assert journal(store, "Make") == []
    assert store.reader.execute("SELECT * FROM journal_command WHERE title = 'Make'").fetchall() == []


def test_a_savepoint_that_is_taken_back_leaves_no_entry(store: Store) -> None:
    with store.command("Make", mina(store)) as session:
        kept = account(session, "Kept")
        session.flush()
        nested = session.begin_nested()
        account(session, "Dropped")
        kept.city = "Bonn"
        session.flush()
        nested.rollback()
    [(_, _, _, after)] = journal(store, "Make")
    assert "Kept" in after
    assert "Bonn" not in after


def test_stamps(store: Store) -> None:
    me = mina(store)
    with store.command("Make", me) as session:
        made = account(session)
    assert (made.created_by_id, made.modified_by_id) == (me, me)
    assert made.created_on == made.modified_on == clock.now()
    clock.freeze(clock.now() + timedelta(days=1))
    with store.command("Edit") as session:
        edited = session.get_one(Account, made.id)
        edited.city = "Bonn"
    assert edited.modified_on == clock.now()
    assert edited.modified_by_id == me, "nobody is signed in: the last one stays"
    with store.command("Look", me) as session:
        session.get_one(Account, made.id).city = "Bonn"
    assert journal(store, "Look") == [], "the same value is no change"


def test_references_may_be_written_in_any_order_and_are_checked(store: Store) -> None:
    me = mina(store)
    with store.command("Make", me) as session:
        company, person = account(session), contact(session)
        deal = opportunity(session, account_id=company.id, contact_id=person.id)
    with pytest.raises(errors.RuleBroken, match="refer"), store.command("Break", me) as session:
        session.delete(session.get_one(Account, company.id))
    with pytest.raises(errors.RuleBroken, match="refer"), store.command("Break", me) as session:
        session.get_one(Opportunity, deal.id).account_id = deal.id
    assert store.reader.execute("SELECT account_id FROM opportunity").fetchone() == (company.id.hex,)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"probability": 101}, "Probability of the opportunity"),
        ({"estimated_revenue": Decimal("1e12") + 1}, "Est. revenue of the opportunity"),
        ({"topic": "x" * 301}, "Topic of the opportunity is out of its range or too long"),
        ({"owner_user_id": None}, "The opportunity breaks the rule one owner"),
        ({"import_key": "twice"}, "There is already an opportunity with this Import key"),
    ],
)
def test_a_broken_rule_is_told_in_words(store: Store, fields: dict[str, object], words: str) -> None:
    with store.command("Make", mina(store)) as session:
        opportunity(session, import_key="twice")
    with pytest.raises(errors.RuleBroken, match=words), store.command("Break", mina(store)) as session:
        made = opportunity(session)
        for name, value in fields.items():
            setattr(made, name, value)


def test_half_a_character_is_refused_in_words(store: Store) -> None:
    with pytest.raises(errors.RuleBroken, match="holds half a character"), store.command("Make") as session:
        account(session, "Acme \ud800")


def test_nothing_goes_around_the_journal(store: Store) -> None:
    with store.command("Make", mina(store)) as session:
        made = account(session)
    with pytest.raises(RuntimeError, match="around the journal"), store.command("Sly") as session:
        session.execute(update(Account).values(city="Bonn"))
    with pytest.raises(RuntimeError, match="around the journal"), store.command("Sly") as session:
        session.execute(text("UPDATE account SET city = 'Bonn'"))
    with pytest.raises(RuntimeError, match="around the journal"), store.command("Sly") as session:
        session.connection().exec_driver_sql("DELETE FROM account")
    with pytest.raises(RuntimeError, match="around the journal"), store.command("Sly") as session:
        session.bulk_save_objects([Account(name="x", owner_user_id=mina(store))])
    with pytest.raises(RuntimeError, match="by the journal alone"), store.command("Sly") as session:
        session.add(JournalCommand(title="x"))
    with pytest.raises(RuntimeError, match="reading session"), store.session() as session:
        session.get_one(Account, made.id).city = "Bonn"
        session.flush()
    with pytest.raises(sqlite3.OperationalError):
        store.reader.execute("UPDATE account SET city = 'Bonn'")
    assert store.reader.execute("SELECT name, city FROM account").fetchall() == [("Acme", None)]


def test_a_command_in_a_command_is_a_defect(store: Store) -> None:
    with pytest.raises(RuntimeError, match="inside a command"), store.command("A"), store.command("B"):
        pass
    with store.command("C", mina(store)) as session:
        account(session)
    assert len(journal(store, "C")) == 1, "the store works on"


def test_subscribers_hear_what_changed(store: Store) -> None:
    heard: list[Changes] = []
    end = store.subscribe(heard.append)
    with store.command("Make", mina(store)) as session:
        made = account(session)
    [changes] = heard
    assert changes.records == {("account", made.id.hex)}
    assert changes.touches("account")
    assert changes.touches("account", made.id.hex)
    assert not changes.touches("contact")
    assert not changes.touches("account", mina(store).hex)
    with store.command("Nothing", mina(store)):
        pass
    end()
    end()
    with store.command("Make", mina(store)) as session:
        account(session)
    assert heard == [changes]


def test_who_shows_a_name_hears_that_it_changed(store: Store) -> None:
    with store.command("Make", mina(store)) as session:
        company = account(session)
        deal = opportunity(session, account_id=company.id)
    heard: list[Changes] = []
    store.subscribe(heard.append)
    with store.command("Rename", mina(store)) as session:
        session.get_one(Account, company.id).name = "Globex"
    assert heard[0].records == {("account", company.id.hex), ("opportunity", deal.id.hex)}


def test_a_reading_session_sees_one_moment(store: Store) -> None:
    with store.session() as session:
        assert session.exec(select(Account)).all() == []
        with store.command("Make", mina(store)) as writing:
            account(writing)
        assert session.exec(select(Account)).all() == []
    with store.session() as session:
        assert len(session.exec(select(Account)).all()) == 1


def test_objects_stay_usable(store: Store) -> None:
    with store.command("Make", mina(store)) as session:
        company = account(session)
        deal = opportunity(session, account_id=company.id)
    assert (deal.topic, deal.customer_name) == ("Renewal", "Acme")
    with store.session() as session:
        read = session.get_one(Opportunity, deal.id)
    assert read.customer_name == "Acme"


def test_commands_of_several_threads_follow_each_other(store: Store) -> None:
    me = mina(store)

    def work(name: str) -> None:
        for number in range(10):
            with store.command(f"{name}{number}", me) as session:
                account(session, f"{name}{number}")

    threads = [threading.Thread(target=work, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.reader.execute("SELECT count(*) FROM account").fetchone() == (30,)


def test_a_thread_waits_for_another_one_and_then_says_what_it_does(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "BUSY_SECONDS", 0.1)
    caught: list[BaseException] = []

    def second() -> None:
        try:
            with store.command("Second"):
                pass
        except errors.StoreError as error:
            caught.append(error)

    with store.command("First"):
        thread = threading.Thread(target=second)
        thread.start()
        thread.join()
    assert [type(error) for error in caught] == [errors.Busy]
    assert str(caught[0]).startswith("“First” is not finished yet. Nothing was changed.")


def test_the_thread_that_opened_the_file_waits_only_for_a_moment(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "BUSY_SECONDS", 60.0)
    began, may_end = threading.Event(), threading.Event()

    def long() -> None:
        with store.command("Long"):
            began.set()
            assert may_end.wait(20)

    thread = threading.Thread(target=long)
    thread.start()
    try:
        assert began.wait(20)
        with pytest.raises(errors.Busy, match="“Long” is not finished yet"), store.command("Short"):
            pass
    finally:
        may_end.set()
        thread.join()
    with store.command("Short", mina(store)) as session:
        account(session)
    assert len(journal(store, "Short")) == 1


def test_ids_rise_when_the_clock_is_set_back(store: Store) -> None:
    with store.command("First", mina(store)) as session:
        account(session)
    future = "ffffffff" + "0" * 24
    store.close()
    with closing(sqlite3.connect(store.path)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("UPDATE journal_command SET id = ? WHERE title = 'First'", (future,))
        connection.commit()
    with Store.open(store.path) as again:
        with again.command("Second", mina(again)) as session:
            account(session)
        newest = again.reader.execute("SELECT title FROM journal_command ORDER BY id DESC LIMIT 1").fetchone()
    assert newest == ("Second",)


def test_a_long_title_is_shortened(store: Store) -> None:
    with store.command("x" * 600, mina(store)) as session:
        account(session)
    [(title,)] = store.reader.execute("SELECT title FROM journal_command WHERE title LIKE 'xx%'").fetchall()
    assert title == "x" * 499 + "…"


def test_a_file_that_a_newer_program_migrated_meanwhile(store: Store) -> None:
    with store.command("Make", mina(store)) as session:
        account(session)
    with closing(sqlite3.connect(store.path)) as newer:
        newer.execute("PRAGMA user_version = 999")
    with pytest.raises(errors.NewerThanUs, match="schema 999"), store.command("More") as session:
        account(session)


def test_closing_leaves_one_file(store: Store, tmp_path: Path) -> None:
    with store.command("Make", mina(store)) as session:
        account(session)
    with store.session() as session:
        session.exec(select(Account)).all()
    store.close()
    assert [path.name for path in tmp_path.iterdir()] == ["test.db"]
