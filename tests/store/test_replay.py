"""Undo and redo of whole commands, and what stands in their way."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import Session, select

from salestui import clock
from salestui.lifecycle.command_list import undo_alone
from salestui.lifecycle.history import (
    NothingToReplay,
    last_redoable,
    last_undoable,
    redo,
    undo,
    why_not_redo,
    why_not_undo,
)
from salestui.models.choices import ConnectionRole
from salestui.models.connections import Connection
from salestui.models.customers import Account
from salestui.models.notes import Note
from salestui.models.opportunities import Opportunity
from salestui.models.organization import NumberSequence
from salestui.store import search
from salestui.store.check import check
from salestui.store.connection import connect
from salestui.store.database import Store
from salestui.store.errors import CannotReplay
from salestui.store.recorder import recorder_of
from tests.store.making import account, colleague, contact, dump, mina, opportunity


def later() -> None:
    clock.freeze(clock.now() + timedelta(minutes=1))


@pytest.fixture
def me(store: Store) -> UUID:
    return mina(store)


@pytest.fixture
def ann(store: Store) -> UUID:
    return colleague(store, "Ann")


@pytest.fixture
def company(store: Store) -> UUID:
    """An account that nobody can undo."""
    with store.command("Setup") as session:
        return account(session, "Acme").id


def edit(store: Store, user: UUID, company: UUID, title: str = "Edit Acme", **fields: object) -> None:
    later()
    with store.command(title, user) as session:
        edited = session.get_one(Account, company)
        for name, value in fields.items():
            setattr(edited, name, value)


def value(store: Store, column: str) -> object:
    return store.reader.execute(f"SELECT {column} FROM account").fetchone()[0]


def test_undo_and_redo_in_turn(store: Store, me: UUID, company: UUID) -> None:
    states = [dump(store.path)]
    for city in ("Bonn", "Rome", "Oslo"):
        edit(store, me, company, city, city=city)
        states.append(dump(store.path))
    for city, state in (("Oslo", 2), ("Rome", 1), ("Bonn", 0)):
        assert why_not_undo(store, me) is None
        assert undo(store, me) == city
        assert dump(store.path) == states[state]
    assert why_not_undo(store, me) == "There is nothing of yours to undo."
    for city, state in (("Bonn", 1), ("Rome", 2), ("Oslo", 3)):
        assert redo(store, me) == city
        assert dump(store.path) == states[state]
    assert why_not_redo(store, me) is not None
    with pytest.raises(NothingToReplay):
        redo(store, me)
    assert undo(store, me) == "Oslo"
    assert redo(store, me) == "Oslo"


def test_a_new_command_ends_redo_for_good(store: Store, me: UUID, company: UUID) -> None:
    edit(store, me, company, "A", city="A")
    edit(store, me, company, "B", city="B")
    undo(store, me)
    edit(store, me, company, "C", city="C")
    assert last_redoable(store.reader, me) is None
    assert undo(store, me) == "C"
    assert redo(store, me) == "C"
    assert undo(store, me) == "C"
    assert undo(store, me) == "A", "B was undone already"
    assert redo(store, me) == "A"
    assert redo(store, me) == "C"
    with pytest.raises(NothingToReplay):
        redo(store, me)


def test_everybody_undoes_his_own(store: Store, me: UUID, ann: UUID, company: UUID) -> None:
    edit(store, me, company, "Mine", city="Bonn")
    edit(store, ann, company, "Hers", phone="1")
    undone = last_undoable(store.reader, me)
    assert undone is not None
    assert undone.title == "Mine"
    undo(store, me)
    assert (value(store, "city"), value(store, "phone")) == (None, "1")
    assert last_redoable(store.reader, ann) is None
    undo(store, ann)
    assert value(store, "phone") is None
    assert last_undoable(store.reader, ann) is None, "what nobody did is not hers"


def test_it_survives_a_restart(store: Store, me: UUID, company: UUID) -> None:
    edit(store, me, company, city="Bonn")
    store.close()
    with Store.open(store.path) as again:
        assert undo(again, me) == "Edit Acme"
    with Store.open(store.path) as again:
        assert value(again, "city") is None
        assert redo(again, me) == "Edit Acme"


def test_stamps_go_back_unless_somebody_else_changed_the_record(
    store: Store, me: UUID, ann: UUID, company: UUID
) -> None:
    stamped = (value(store, "modified_on"), value(store, "modified_by_id"))
    edit(store, me, company, city="Bonn")
    undo(store, me)
    assert (value(store, "modified_on"), value(store, "modified_by_id")) == stamped
    redo(store, me)
    edit(store, ann, company, phone="1")
    later()
    undo(store, me)
    assert value(store, "modified_on") == f"{clock.now():%Y-%m-%d %H:%M:%S.%f}"
    assert value(store, "modified_by_id") == me.hex


def test_a_field_changed_since(store: Store, me: UUID, ann: UUID, company: UUID) -> None:
    edit(store, me, company, city="Bonn", phone="1")
    edit(store, ann, company, "Move Acme", city="Rome")
    before = dump(store.path)
    reason = (
        "“Edit Acme” can't be undone: City of the account “Acme” was changed again by Ann on "
        "2026-11-23 13:32 (“Move Acme”). Undo that first, or set it by hand."
    )
    assert why_not_undo(store, me) == reason
    with pytest.raises(CannotReplay) as caught:
        undo(store, me)
    assert str(caught.value) == reason
    assert dump(store.path) == before
    undo(store, ann)
    assert undo(store, me) == "Edit Acme"


def test_a_record_deleted_since(store: Store, me: UUID, ann: UUID, company: UUID) -> None:
    edit(store, me, company, city="Bonn")
    with store.command("Clean up", ann) as session:
        session.delete(session.get_one(Account, company))
    reason = why_not_undo(store, me)
    assert reason is not None
    assert "was deleted by Ann on 2026-11-23 13:31 (“Clean up”)" in reason


def test_a_new_record_that_is_in_use(store: Store, me: UUID, ann: UUID) -> None:
    with store.command("New Acme", me) as session:
        made = account(session)
    with store.command("New deal", ann) as session:
        opportunity(session, "Solar", account_id=made.id)
    reason = (
        "“New Acme” can't be undone: the account “Acme” is in use by the opportunity “Solar” by Ann on "
        "2026-11-23 13:30 (“New deal”). Remove that opportunity first."
    )
    assert why_not_undo(store, me) == reason
    undo(store, ann)
    assert undo(store, me) == "New Acme"


def test_a_new_record_that_a_lookup_names(store: Store, me: UUID, ann: UUID, company: UUID) -> None:
    with store.command("New Ann Lee", me) as session:
        person = contact(session)
    edit(store, ann, company, primary_contact_id=person.id)
    reason = why_not_undo(store, me)
    assert reason is not None
    assert "the contact “Ann Lee” is in use by the account “Acme” by Ann" in reason


def test_a_new_record_that_was_changed_since(store: Store, me: UUID, ann: UUID) -> None:
    with store.command("New Acme", me) as session:
        made = account(session)
    edit(store, ann, made.id, city="Rome")
    reason = why_not_undo(store, me)
    assert reason is not None
    assert "City of the account “Acme” was changed again by Ann" in reason


def test_what_a_deleted_record_belonged_to_is_gone(store: Store, me: UUID, ann: UUID, company: UUID) -> None:
    with store.command("Setup") as session:
        deal = opportunity(session, account_id=company)
    with store.command("Drop deal", me) as session:
        session.delete(session.get_one(Opportunity, deal.id))
    with store.command("Drop Acme", ann) as session:
        session.delete(session.get_one(Account, company))
    reason = why_not_undo(store, me)
    assert reason is not None
    assert "the account “Acme”, to which the opportunity “Renewal” belongs, is gone by Ann" in reason
    undo(store, ann)
    undo(store, me)
    assert check(store.path)[1].problems == ()


def test_a_name_that_somebody_took(store: Store, me: UUID, ann: UUID, company: UUID) -> None:
    edit(store, ann, company, "Setup", import_key="7")
    edit(store, me, company, "Free 7", import_key=None)
    with store.command("Take 7", ann) as session:
        account(session, "Other", import_key="7")
    with pytest.raises(CannotReplay, match="the account “Other” has its Import key “7” now"):
        undo(store, me)


def test_somebody_who_is_on_the_sales_team_again(store: Store, me: UUID, ann: UUID, company: UUID) -> None:
    with store.command("Setup") as session:
        deal = opportunity(session, account_id=company).id

    def join(role: ConnectionRole) -> UUID:
        with store.command("Add Ann to Renewal", me) as session:
            link = Connection(opportunity_id=deal, user_id=ann, role=role)
            session.add(link)
        return link.id

    first = join(ConnectionRole.ACCOUNT_MANAGER)
    later()
    with store.command("Remove Ann from Renewal", me) as session:
        session.delete(session.get_one(Connection, first))
        removal = recorder_of(session)._id()
    later()
    join(ConnectionRole.ACCOUNT_MANAGER)
    with pytest.raises(CannotReplay) as refused:
        undo_alone(store, me, UUID(removal))
    told = str(refused.value)
    assert told.startswith("“Remove Ann from Renewal” can't be undone: Ann is on the sales team again by ")
    assert told.endswith("(“Add Ann to Renewal”). Nothing was changed.")


def test_records_that_exchange_a_unique_value(store: Store, me: UUID) -> None:
    with store.command("Setup") as session:
        first = account(session, "First", import_key="1").id
        second = account(session, "Second", import_key="2").id
    before = dump(store.path)
    with store.command("Swap", me) as session:
        one, two = session.get_one(Account, first), session.get_one(Account, second)
        one.import_key = "3"
        session.flush()
        two.import_key = "1"
        session.flush()
        one.import_key = "2"
    after = dump(store.path)
    undo(store, me)
    assert dump(store.path) == before
    redo(store, me)
    assert dump(store.path) == after
    assert search.verify(connect(store.path)) == []


def test_a_number_is_given_out_once(store: Store, me: UUID) -> None:
    def take(session: Session) -> int:
        numbers = session.exec(select(NumberSequence).where(NumberSequence.name == "quote")).one()
        numbers.next_number += 1
        account(session, f"Quote {numbers.next_number}")
        return numbers.next_number

    with store.command("Quote", me) as session:
        first = take(session)
    undo(store, me)
    assert store.reader.execute("SELECT count(*) FROM account").fetchone() == (0,)
    with store.command("Quote", me) as session:
        assert take(session) == first + 1


def test_redo_that_something_stands_in_the_way_of(store: Store, me: UUID, ann: UUID, company: UUID) -> None:
    edit(store, me, company, city="Bonn")
    undo(store, me)
    edit(store, ann, company, "Move", city="Rome")
    reason = why_not_redo(store, me)
    assert reason is not None
    assert reason.startswith("“Edit Acme” can't be done again: City of the account “Acme” was changed again")


def test_a_deleted_record_comes_back_whole(store: Store, me: UUID, company: UUID) -> None:
    with store.command("Setup") as session:
        person = contact(session, account_id=company)
        deal = opportunity(session, account_id=company, description="x" * 2000)
        link = Connection(opportunity_id=deal.id, contact_id=person.id, role=ConnectionRole.STAKEHOLDER)
        session.add_all([link, Note(opportunity_id=deal.id, owner_user_id=me, body="[/] 中文 \x00 \u202e")])
    before = dump(store.path)
    with store.command("Delete deal", me) as session:
        for model in (Connection, Note, Opportunity):
            for record in session.exec(select(model)).all():
                session.delete(record)
    undo(store, me)
    assert dump(store.path) == before
