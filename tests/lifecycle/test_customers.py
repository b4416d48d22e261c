"""Making and changing accounts and contacts, deleting them and setting them inactive."""

from uuid import UUID, uuid4

import pytest
from sqlmodel import Session, select

from salestui.errors import Gone, NotEditable
from salestui.lifecycle import customers, editing, fielded, history, removing
from salestui.lifecycle.edits import ChangedMeanwhile, NewRecord
from salestui.lifecycle.removing import CannotRemove
from salestui.lifecycle.values import InvalidFields
from salestui.models.choices import Industry
from salestui.models.connections import Follow
from salestui.models.customers import Account, Contact
from salestui.models.fields import FIELDS
from salestui.models.users import Team
from salestui.store.database import Store
from salestui.store.rows import raw
from tests.hostile import HOSTILE
from tests.lifecycle.making import Maker

LONG = "x" * 10_000


def test_an_account_is_made_and_owned(session: Session, make: Maker) -> None:
    parent = make.account("Contoso Group")
    made = customers.create_account_from(
        session,
        make.user_id,
        {
            "name": " Contoso ",
            "parent_account": parent.id,
            "industry": Industry.ACCOUNTING,
            "email": "sales@contoso.example",
        },
    )
    assert (made.name, made.parent_account_id, made.owner_user_id) == ("Contoso", parent.id, make.user_id)
    assert (made.industry, made.email, made.is_active) == (
        Industry.ACCOUNTING,
        "sales@contoso.example",
        True,
    )


@pytest.mark.parametrize(
    ("given", "field", "why"),
    [
        ({}, "name", "Account name is needed"),
        ({"name": LONG}, "name", "10,000 characters; Account name takes 160"),
        ({"name": "A", "email": "ana@contoso"}, "email", "this is no email address"),
        ({"name": "A", "email": "ana contoso.com"}, "email", "this is no email address"),
        ({"name": "A", "email": "a@b.de\r\nBcc: x@y.de"}, "email", "is a line break"),
        ({"name": "A", "parent_account": uuid4()}, "parent_account", "no longer there"),
        ({"name": "A\x1b[31m"}, "name", "control character"),
    ],
)
def test_what_no_account_may_hold(
    session: Session, make: Maker, given: dict[str, object], field: str, why: str
) -> None:
    with pytest.raises(InvalidFields) as caught:
        customers.create_account_from(session, make.user_id, given)
    assert list(caught.value.problems) == [field]
    assert why in caught.value.problems[field]
    assert session.exec(select(Account)).all() == []


@pytest.mark.parametrize("address", ["ana@contoso.com", "a.b+c@sub.contoso.co.uk", "élodie@exemple.fr"])
def test_addresses(session: Session, make: Maker, address: str) -> None:
    account = make.account()
    customers.update_account(session, account, {"email": address})
    assert account.email == address


def test_no_account_stands_above_itself(session: Session, make: Maker) -> None:
    top = make.account("Top")
    middle = make.account("Middle", parent_account_id=top.id)
    low = make.account("Low", parent_account_id=middle.id)
    for parent in (top, low, middle):
        with pytest.raises(InvalidFields, match="parent"):
            customers.update_account(session, top, {"parent_account": parent.id})
    customers.update_account(session, low, {"parent_account": top.id})
    assert low.parent_account_id == top.id


def test_a_loop_that_is_there_already_ends(session: Session, make: Maker) -> None:
    one, two, three = make.account("One"), make.account("Two"), make.account("Three")
    one.parent_account_id, two.parent_account_id = two.id, one.id
    session.flush()
    customers.update_account(session, three, {"parent_account": one.id})
    assert three.parent_account_id == one.id


def test_a_team_takes_the_place_of_the_owner(session: Session, make: Maker) -> None:
    account = make.account()
    team = make.add(Team(name="North"))
    customers.update_account(session, account, {"owner_team": team.id})
    assert (account.owner_user_id, account.owner_team_id) == (None, team.id)
    with pytest.raises(InvalidFields, match="must own it"):
        customers.update_account(session, account, {"owner_team": None})


def test_what_the_program_sets_is_locked(session: Session, make: Maker) -> None:
    account, contact = make.account(), make.contact()
    with pytest.raises(InvalidFields, match="deactivate or activate"):
        customers.update_account(session, account, {"is_active": False})
    with pytest.raises(InvalidFields, match="the program sets it"):
        customers.update_contact(session, contact, {"vcard_uid": "1"})


# Names of contacts


@pytest.mark.parametrize(
    ("given", "held"),
    [
        ({"first_name": "Ana", "last_name": "Silva"}, ("Ana", None, "Silva", "Ana Silva")),
        (
            {"first_name": "Ana", "middle_name": "M.", "last_name": "Silva"},
            ("Ana", "M.", "Silva", "Ana M. Silva"),
        ),
        ({"last_name": "Silva"}, (None, None, "Silva", "Silva")),
        ({"full_name": "Ana Maria Silva"}, ("Ana Maria", None, "Silva", "Ana Maria Silva")),
        ({"full_name": "Cher"}, (None, None, "Cher", "Cher")),
        ({"full_name": "Dr. Silva", "last_name": "Silva"}, (None, None, "Silva", "Dr. Silva")),
    ],
)
def test_a_name_and_its_parts(
    session: Session, make: Maker, given: dict[str, str], held: tuple[str | None, ...]
) -> None:
    made = customers.create_contact_from(session, make.user_id, given)
    assert (made.first_name, made.middle_name, made.last_name, made.full_name) == held


def test_the_full_name_follows_its_parts(session: Session, make: Maker) -> None:
    ana = customers.create_contact(session, make.user_id, "Ana Silva")
    customers.update_contact(session, ana, {"last_name": "Silva-Nunes"})
    assert ana.full_name == "Ana Silva-Nunes"
    customers.update_contact(session, ana, {"full_name": "Anna Nunes"})
    assert (ana.first_name, ana.last_name) == ("Anna", "Nunes")
    customers.update_contact(session, ana, {"first_name": None})
    assert ana.full_name == "Nunes"
    with pytest.raises(InvalidFields, match="a first or a last name is needed"):
        customers.update_contact(session, ana, {"last_name": None})


def test_a_contact_without_a_name(session: Session, make: Maker) -> None:
    for given in ({}, {"first_name": " "}, {"email": "a@b.de"}):
        with pytest.raises(InvalidFields, match="a first or a last name is needed"):
            customers.create_contact_from(session, make.user_id, given)
    with pytest.raises(InvalidFields, match="Full name is needed"):
        customers.create_contact(session, make.user_id, "  ")
    with pytest.raises(InvalidFields, match="10,000 characters; Last name takes 100"):
        customers.create_contact_from(session, make.user_id, {"last_name": LONG})


# Inactive ones


def test_inactive_ones_are_read_only_until_they_are_activated(session: Session, make: Maker) -> None:
    ana = make.contact(account_id=make.account().id)
    assert removing.deactivate(session, "contact", ana.id) == "Ana Silva"
    assert fielded.record(session, "contact", ana.id).why_read_only == "Inactive, read-only"
    with pytest.raises(NotEditable, match="Ana Silva is inactive"):
        customers.update_contact(session, ana, {"job_title": "CFO"})
    assert removing.is_inactive(raw(session), "contact", ana.id)
    removing.activate(session, "contact", ana.id)
    assert not removing.is_inactive(raw(session), "contact", ana.id)
    customers.update_contact(session, ana, {"job_title": "CFO"})
    assert ana.job_title == "CFO"


# Deleting


def test_what_refers_to_a_record_is_told(session: Session, make: Maker) -> None:
    account = make.account()
    ana = make.contact(account_id=account.id)
    account.primary_contact_id = ana.id
    deal = make.deal(account=account.id, contact=ana.id)
    make.deal("Another", account=account.id)
    assert removing.why_not_delete(session, "account", account.id) == (
        "2 opportunities and 1 contact refer to it"
    )
    with pytest.raises(CannotRemove, match=r"Northwind Foods can't be deleted: 2 opportunities and 1 con"):
        removing.delete(session, "account", account.id)
    why = removing.why_not_delete(session, "contact", ana.id)
    assert why == "2 opportunities, 2 stakeholder roles and 1 account refer to it"
    alone = make.account("Alone")
    make.contact("Only One", account_id=alone.id)
    assert removing.why_not_delete(session, "account", alone.id) == "1 contact refers to it"
    assert deal.account_id == account.id


def test_a_deletion_and_its_undo(store: Store, mina: UUID) -> None:
    with store.command("Make", mina) as session:
        account = Maker(session, mina).account("Alone")
        session.add(Follow(user_id=mina, account_id=account.id))
    with store.command("Delete Alone", mina) as session:
        assert removing.delete(session, "account", account.id) == "Alone"
    with store.session() as session:
        assert session.get(Account, account.id) is None
        assert session.exec(select(Follow)).all() == []
        with pytest.raises(Gone, match="This account is no longer there"):
            removing.delete(session, "account", account.id)
    history.undo(store, mina)
    with store.session() as session:
        assert session.get(Account, account.id).name == "Alone"
        assert session.exec(select(Follow)).one().account_id == account.id


# Through the one way of editing


def test_an_edit_of_a_contact(store: Store, mina: UUID) -> None:
    with store.command("Make", mina) as session:
        make = Maker(session, mina)
        ana = make.contact()
    with store.command("Edit", mina) as session:
        changes = {"account": NewRecord("account", "Brand New"), "first_name": "Anna"}
        base = {"account": None, "first_name": None}
        editing.edit(session, mina, "contact", ana.id, changes, base)
    with store.session() as session:
        held = session.get(Contact, ana.id)
        company = session.exec(select(Account)).one()
        assert (held.full_name, held.account_id, company.name) == ("Anna", company.id, "Brand New")
    with store.command("Edit", mina) as session, pytest.raises(ChangedMeanwhile, match="first name"):
        editing.edit(session, mina, "contact", ana.id, {"first_name": "Ann"}, {"first_name": None})


def test_a_new_primary_contact_belongs_to_the_account(session: Session, make: Maker) -> None:
    account = make.account()
    changes = {"primary_contact": NewRecord("contact", "Zoe Blum")}
    editing.edit(session, make.user_id, "account", account.id, changes, {"primary_contact": None})
    zoe = session.exec(select(Contact)).one()
    assert (zoe.account_id, account.primary_contact_id) == (account.id, zoe.id)


@pytest.mark.parametrize("table", ["account", "contact", "competitor"])
def test_every_field_is_read(session: Session, make: Maker, table: str) -> None:
    made = {"account": make.account, "contact": make.contact, "competitor": make.rival}[table]("Some Name")
    told = fielded.record(session, table, made.id)
    assert list(told.fields) == list(FIELDS[table])
    assert (told.table, told.name, told.why_read_only) == (table, "Some Name", None)
    assert "created_on" in told.locked
    assert "website" not in told.locked
    with pytest.raises(Gone, match=f"This {table} is no longer there"):
        fielded.record(session, table, uuid4())


def test_hostile_names_are_kept_or_refused(session: Session, make: Maker) -> None:
    refused = []
    for text in HOSTILE:
        try:
            made = customers.create_account(session, make.user_id, text)
        except InvalidFields as error:
            refused.append(text)
            told = error.problems
        else:
            told = {"name": ""}
            assert made.name == text.strip()
        assert list(told) == ["name"]
    assert 0 < len(refused) < len(HOSTILE)
