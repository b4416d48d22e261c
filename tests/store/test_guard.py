"""The store asks a guard about every change of a command before it is committed, however it is written."""

import uuid
from collections.abc import Iterable

import pytest
from sqlmodel import select

from salestui.errors import SalesError
from salestui.lifecycle.history import redo, undo
from salestui.models.choices import JournalKind
from salestui.models.customers import Account, Contact
from salestui.store.database import Store
from salestui.store.guard import Connection, Values
from salestui.store.journal import bulk_insert
from tests.store.making import account, dump, mina


class No(SalesError):
    """The guard's refusal."""


class Guard:
    """Notes what it is told, and refuses when it is to."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, list[str]]] = []
        self.told: list[tuple[str, Values | None, Values | None]] = []
        self.checks = 0
        self.refuses = False
        self.kinds: list[JournalKind] = []

    def before(self, table: str, ids: Iterable[str]) -> None:
        self.asked.append((table, list(ids)))

    def changed(self, table: str, record_id: str, before: Values | None, now: Values | None) -> None:
        self.told.append((table, before, now))

    def check(self) -> None:
        self.checks += 1
        if self.refuses:
            raise No("no")


@pytest.fixture
def me(store: Store) -> uuid.UUID:
    return mina(store)


@pytest.fixture
def guard(store: Store, me: uuid.UUID) -> Guard:
    guard = Guard()

    def make(connection: Connection, user_id: uuid.UUID, kind: JournalKind) -> Guard:
        assert user_id == me
        guard.kinds.append(kind)
        return guard

    store.sign_in(me, make)
    return guard


def test_each_record_is_asked_about_once_and_told_once(store: Store, me: uuid.UUID, guard: Guard) -> None:
    with store.command("New", me) as session:
        made = account(session, "Acme")
    assert guard.asked == []
    [(table, before, now)] = guard.told
    assert (table, before) == ("account", None)
    assert now is not None
    assert now["name"] == "Acme"
    guard.told.clear()
    with store.command("Edit", me) as session:
        edited = session.get_one(Account, made.id)
        for name in ("A", "B"):
            edited.name = name
            session.add(edited)
            session.flush()
    assert guard.asked == [("account", [made.id.hex])]
    [(table, before, now)] = guard.told
    assert before is not None
    assert now is not None
    assert (before["name"], now["name"]) == ("Acme", "B")


def test_what_many_at_once_are(store: Store, me: uuid.UUID, guard: Guard) -> None:
    with store.command("Import", me) as session:
        bulk_insert(
            session, Contact, ({"full_name": f"C{number}", "owner_user_id": me} for number in range(700))
        )
    assert len(guard.told) == 700
    assert guard.checks == 1


def test_a_refusal_takes_everything_back(store: Store, me: uuid.UUID, guard: Guard) -> None:
    before = dump(store.path)
    guard.refuses = True
    news: list[object] = []
    store.subscribe(news.append)
    with pytest.raises(No), store.command("New", me) as session:
        account(session, "Acme")
        bulk_insert(session, Account, [{"name": "B", "owner_user_id": me}])
    assert dump(store.path) == before
    assert news == []
    guard.refuses = False
    with store.command("New", me) as session:
        account(session, "Acme")
    assert len(news) == 1


def test_undo_and_redo_are_asked_too(store: Store, me: uuid.UUID, guard: Guard) -> None:
    with store.command("New", me) as session:
        account(session, "Acme")
    guard.told.clear()
    undo(store, me)
    assert [(before is None, now is None) for _, before, now in guard.told] == [(False, True)]
    redo(store, me)
    assert [(before is None, now is None) for _, before, now in guard.told[1:]] == [(True, False)]
    assert guard.kinds == [JournalKind.DO, JournalKind.UNDO, JournalKind.REDO]
    guard.refuses = True
    with pytest.raises(No):
        undo(store, me)
    with store.session() as session:
        assert session.exec(select(Account)).one().name == "Acme"


def test_nothing_changed_nothing_asked(store: Store, me: uuid.UUID, guard: Guard) -> None:
    guard.refuses = True
    with store.command("Look", me) as session:
        session.exec(select(Account)).all()
    assert guard.checks == 0


def test_the_program_itself_is_not_asked(store: Store, guard: Guard) -> None:
    guard.refuses = True
    with store.command("Setup") as session:
        account(session, "Acme")
    assert guard.told == []
