"""The index finds what is written, in step with every change, whatever is typed."""

from contextlib import closing
from uuid import UUID

import pytest

from salestui.models.activities import Activity
from salestui.models.choices import ActivityType
from salestui.models.customers import Account, Contact
from salestui.models.notes import Note, Post
from salestui.models.opportunities import Opportunity
from salestui.store import search
from salestui.store.connection import connect
from salestui.store.database import Store
from salestui.store.search_schema import SEARCHED
from tests.hostile import HOSTILE
from tests.store.making import account, contact, mina, opportunity


def found(store: Store, text: str, *tables: str) -> list[str]:
    return [hit.title for hit in search.search(store.reader, text, tables=tables or None)]


def named(store: Store, text: str, *tables: str) -> list[str]:
    hits = search.search(store.reader, text, tables=tables or None, any_accents=True)
    return [hit.title for hit in hits]


@pytest.fixture
def deals(store: Store) -> dict[str, UUID]:
    with store.command("Make", mina(store)) as session:
        acme, ann = account(session, "Acme GmbH"), contact(session, "Ann Lee")
        made = {
            "acme": acme.id,
            "ann": ann.id,
            "solar": opportunity(session, "Solar roof", account_id=acme.id, contact_id=ann.id).id,
            "wind": opportunity(session, "Wind park", contact_id=ann.id, description="near a solar farm").id,
        }
    return made


def test_words_are_found_in_title_names_and_body(store: Store, deals: dict[str, UUID]) -> None:
    assert found(store, "SOLAR") == ["Solar roof", "Wind park"], "the title before the body"
    assert found(store, "cme gm") == ["Acme GmbH", "Solar roof"]
    assert found(store, "lee park") == ["Wind park"]
    assert found(store, "roof park") == []
    assert found(store, "ann", "opportunity") == ["Wind park", "Solar roof"], "the newest first"
    assert found(store, "ann", "contact") == ["Ann Lee"]


def test_short_words(store: Store, deals: dict[str, UUID]) -> None:
    assert found(store, "so", "opportunity") == ["Solar roof"], "not in bodies, where they are everywhere"
    assert found(store, "solar ro") == ["Solar roof"]
    assert found(store, "GM", "opportunity") == ["Solar roof"]
    with store.command("Umlaut", mina(store)) as session:
        account(session, "ÖBB")
    assert found(store, "öb") == ["ÖBB"]


def test_accents_do_not_matter_in_names(store: Store) -> None:
    with store.command("Accents", mina(store)) as session:
        cafes = account(session, "Blue Teapot Cafés").id
        contact(session, "Tomás Reyna", account_id=cafes)
        contact(session, "Balázs Magvető")
        contact(session, "Tomas Novak")
        contact(session, "Łukasz Sørensen")
    assert named(store, "tomas", "contact") == ["Tomas Novak", "Tomás Reyna"]
    assert named(store, "tomás", "contact") == ["Tomás Reyna", "Tomas Novak"], "as typed among equals"
    assert named(store, "BALAZS magveto") == ["Balázs Magvető"]
    assert named(store, "to mágve") == ["Balázs Magvető"], "short words too"
    assert named(store, "lukasz soren") == ["Łukasz Sørensen"]
    assert named(store, "teapot cafes") == ["Blue Teapot Cafés", "Tomás Reyna"], "in the name of the customer"
    assert named(store, "temosa") == []


def test_renaming_and_moving(store: Store, deals: dict[str, UUID]) -> None:
    with store.command("Rename", mina(store)) as session:
        session.get_one(Account, deals["acme"]).name = "Globex"
        session.get_one(Contact, deals["ann"]).full_name = "Ann Ray"
    assert found(store, "acme") == []
    assert found(store, "globex") == ["Globex", "Solar roof"]
    assert found(store, "ray", "opportunity") == ["Wind park", "Solar roof"]
    names = "SELECT customer_name FROM opportunity ORDER BY topic"
    assert store.reader.execute(names).fetchall() == [("Globex",), ("Ann Ray",)]
    with store.command("Move", mina(store)) as session:
        session.get_one(Opportunity, deals["solar"]).account_id = None
    assert found(store, "globex") == ["Globex"]
    assert store.reader.execute(names).fetchall() == [("Ann Ray",), ("Ann Ray",)]
    with store.command("Delete", mina(store)) as session:
        session.delete(session.get_one(Opportunity, deals["solar"]))
    assert found(store, "roof") == []


def test_every_kind_of_record(store: Store) -> None:
    me = mina(store)
    with store.command("Make", me) as session:
        company = account(session, "Zorro Ltd")
        session.add_all(
            [
                Activity(activity_type=ActivityType.PHONE_CALL, subject="Zorro call", owner_user_id=me),
                Note(title="A note", body="about zorro", owner_user_id=me, account_id=company.id),
                Post(body="zorro was here", account_id=company.id),
            ]
        )
    assert set(found(store, "zorro")) == {"Zorro Ltd", "Zorro call", "A note", "zorro was here"}
    assert len({searched.code for searched in SEARCHED}) == len(SEARCHED)


@pytest.mark.parametrize("text", [*HOSTILE, '"', 'a" OR b', "title:x", "(", "NEAR(a b)", "%", "__", "\x00x"])
def test_hostile_text_is_found_as_typed_or_finds_nothing(store: Store, text: str) -> None:
    # What can't be in a file (half characters, zero bytes) is taken out before it gets there.
    topic = text[:300].encode("utf-8", "ignore").decode().replace("\x00", "") or "x"
    with store.command("Make", mina(store)) as session:
        opportunity(session, topic)
        opportunity(session, "something else")
    wanted = [topic] if search.words(text[:300]) else []
    assert found(store, text[:300], "opportunity") == wanted


def test_out_of_step_is_noticed_and_mended(store: Store, deals: dict[str, UUID]) -> None:
    with closing(connect(store.path)) as connection:
        assert search.verify(connection) == []
        connection.execute("UPDATE search_entry SET title = 'wrong' WHERE title = 'Solar roof'")
        [problem] = search.verify(connection)
        assert "opportunity is out of step (1 of 2 missing or old" in problem
        search.rebuild(connection)
        assert search.verify(connection) == []
        insert = "INSERT INTO search_index (search_index, rowid, title) VALUES ('delete', 1, 'never there')"
        connection.execute(insert)
        [problem] = search.verify(connection)
        assert "does not fit" in problem
        search.rebuild(connection)
        assert search.verify(connection) == []
    assert found(store, "solar") == ["Solar roof", "Wind park"]


def test_a_vacuum_does_not_move_the_keys(store: Store, deals: dict[str, UUID]) -> None:
    with store.command("Hole", mina(store)) as session:
        session.delete(session.get_one(Opportunity, deals["solar"]))
    with closing(connect(store.path)) as connection:
        connection.execute("VACUUM")
        assert search.verify(connection) == []
    assert found(store, "wind") == ["Wind park"]
