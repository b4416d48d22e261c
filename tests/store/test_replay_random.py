"""Whatever was done: undoing all of it gives the first file, doing it again the last."""

import random
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import Session, select

from salestui import clock
from salestui.lifecycle.history import redo, undo, why_not_undo
from salestui.models.connections import Connection
from salestui.models.customers import Account, Contact
from salestui.models.opportunities import Opportunity
from salestui.store import search
from salestui.store.check import check
from salestui.store.connection import connect
from salestui.store.database import Store
from tests.store.making import account, contact, dump, mina, opportunity


@pytest.fixture
def me(store: Store) -> UUID:
    return mina(store)


def _change(chance: random.Random) -> Callable[[Session], None]:
    return chance.choices((_make, _alter, _drop), (5, 6, 2))[0](chance)


def _make(chance: random.Random) -> Callable[[Session], None]:
    def make(session: Session) -> None:
        accounts = [None, *session.exec(select(Account.id)).all()]
        contacts = [None, *session.exec(select(Contact.id)).all()]
        match chance.randrange(4):
            case 0:
                account(session, f"Account {chance.random()}", parent_account_id=chance.choice(accounts))
            case 1:
                contact(session, f"Person {chance.random()}", account_id=chance.choice(accounts))
            case 2:
                company = account(session, f"New {chance.random()}")
                opportunity(session, f"Deal {chance.random()}", account_id=company.id)
            case _:
                deal = opportunity(
                    session,
                    f"Deal {chance.random()}",
                    account_id=chance.choice(accounts),
                    contact_id=chance.choice(contacts),
                )
                if chance.random() < 0.5 and deal.contact_id:
                    session.add(Connection(opportunity_id=deal.id, contact_id=deal.contact_id))

    return make


def _alter(chance: random.Random) -> Callable[[Session], None]:
    def alter(session: Session) -> None:
        accounts = [None, *session.exec(select(Account.id)).all()]
        for model in (Account, Contact, Opportunity):
            for record in session.exec(select(model)).all():
                if chance.random() < 0.3:
                    name = {"account": "name", "contact": "full_name", "opportunity": "topic"}
                    setattr(record, name[str(model.__tablename__)], f"Renamed {chance.random()}")
                if model is not Account and chance.random() < 0.2:
                    record.account_id = chance.choice(accounts)  # type: ignore[union-attr]
                if chance.random() < 0.1:
                    session.flush()

    return alter


def _drop(chance: random.Random) -> Callable[[Session], None]:
    def drop(session: Session) -> None:
        deals = session.exec(select(Opportunity)).all()
        if not deals:
            return
        deal = chance.choice(deals)
        for link in session.exec(select(Connection).where(Connection.opportunity_id == deal.id)).all():
            session.delete(link)
        session.delete(deal)
        if chance.random() < 0.5:
            session.flush()

    return drop


@pytest.mark.parametrize("seed", range(12))
def test_undoing_everything_gives_the_first_file_and_redoing_the_last(
    store: Store, me: UUID, seed: int
) -> None:
    chance = random.Random(seed)
    states = [dump(store.path)]
    with closing(connect(store.path)) as looking:
        for _ in range(25):
            clock.freeze(clock.now() + timedelta(minutes=1))
            change = _change(chance)
            with store.command("Something", me) as session:
                change(session)
            state = dump(store.path)
            if state != states[-1]:
                states.append(state)
            assert search.verify(looking) == []
        for state in reversed(states[:-1]):
            undo(store, me)
            assert dump(store.path) == state
            assert search.verify(looking) == []
        assert why_not_undo(store, me) is not None
        for state in states[1:]:
            redo(store, me)
            assert dump(store.path) == state
    assert not any(checked.problems for checked in check(store.path))
