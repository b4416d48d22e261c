"""The matrix of roles, rights and owners; and that no command gets around it, whichever way it writes."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import Session, select

from salestui import clock
from salestui.lifecycle import history, permission, rights, sharing, users
from salestui.lifecycle.permission import NotAllowed
from salestui.lifecycle.refs import RecordRef
from salestui.lifecycle.rights import RIGHTS, Right
from salestui.models.activities import Activity
from salestui.models.choices import ActivityType, ConnectionRole, SecurityRole
from salestui.models.competitors import Competitor
from salestui.models.connections import Connection
from salestui.models.customers import Account
from salestui.models.notes import Note, Post
from salestui.models.opportunities import Opportunity
from salestui.models.sharing import RecordShare
from salestui.models.users import Team, TeamMembership, User
from salestui.store.database import Store
from salestui.store.journal import bulk_insert
from tests.lifecycle.office import ROLES, Office, rows


@pytest.mark.parametrize("who", ROLES)
def test_every_right_of_every_role_on_every_record(office: Office, who: str) -> None:
    office.share("deal of mina", "lena", "write")
    office.share("deal of tom", "north", "append")
    office.share("account of tom", "rosa", "delete", "share")
    office.share("lead of south", "north")
    found = rights.of(office.store.reader, office.user(who))
    for table in {office.tables[name] for name in office.tables if name not in ROLES}:
        names = {office.ids[name].hex: name for name, its in office.tables.items() if its == table}
        if table in ("system_user", "team"):
            continue
        for right in RIGHTS:
            given = permission.among(office.store.reader, found, table, names, right)
            assert {names[one] for one in given} == {
                name for name in names.values() if office.may(who, right, name)
            }, (table, right)


def test_every_role_is_told_in_words_and_what_is_usual_can_be_given() -> None:
    assert list(rights.MEANING) == list(rights.ROLES)
    assert {"read", *rights.shareable("account")} >= sharing.USUAL


def test_a_new_file_belongs_to_its_first_user(store: Store) -> None:
    mina = users.signed_in(store, "mina")
    assert rights.of(store.reader, mina.id).administers
    second = users.signed_in(store, "rosa", new=True)
    assert rights.of(store.reader, second.id).role is SecurityRole.SALESPERSON


def test_without_an_administrator_everybody_is_one(office: Office) -> None:
    with office.store.command("Leave") as session:
        session.get_one(User, office.user("mina")).security_role = SecurityRole.SALESPERSON
    assert rights.of(office.store.reader, office.user("lena")).administers


# The guard: each way to write, by somebody who may not


def _rename(office: Office, session: Session) -> None:
    office.record(session, "deal of tom").topic = "Mine"


def _take(office: Office, session: Session) -> None:
    office.record(session, "deal of tom").owner_user_id = office.user("rosa")


def _take_and_rename(office: Office, session: Session) -> None:
    _take(office, session)
    session.flush()
    _rename(office, session)


def _delete_line(office: Office, session: Session) -> None:
    session.delete(office.record(session, "line on tom"))


def _change_line(office: Office, session: Session) -> None:
    office.record(session, "line on tom").write_in_product = "Gone"


def _add_line(office: Office, session: Session) -> None:
    line = type(office.record(session, "line on tom"))
    session.add(line(opportunity_id=office.ids["deal of tom"], write_in_product="More"))


def _add_lines_in_bulk(office: Office, session: Session) -> None:
    line = type(office.record(session, "line on tom"))
    bulk_insert(session, line, [{"opportunity_id": office.ids["deal of tom"], "write_in_product": "More"}])


def _change_note(office: Office, session: Session) -> None:
    office.record(session, "note on tom").body = "Never said"


def _change_file(office: Office, session: Session) -> None:
    office.record(session, "file on tom").file_name = "b.pdf"


def _change_post(office: Office, session: Session) -> None:
    office.record(session, "post on tom").body = "Never said"


def _move_a_line(office: Office, session: Session) -> None:
    office.record(session, "line on rosa").opportunity_id = office.ids["deal of tom"]


def _share(office: Office, session: Session) -> None:
    rosa = office.user("rosa")
    session.add(RecordShare(opportunity_id=office.ids["deal of tom"], user_id=rosa, can_write=True))


def _become_administrator(office: Office, session: Session) -> None:
    session.get_one(User, office.user("rosa")).security_role = SecurityRole.SYSTEM_ADMINISTRATOR


def _join_a_team(office: Office, session: Session) -> None:
    session.add(TeamMembership(team_id=office.ids["south"], user_id=office.user("rosa")))


def _make_a_team(office: Office, session: Session) -> None:
    session.add(Team(name="Mine"))


WAYS = [
    *(_rename, _take, _take_and_rename, _delete_line, _change_line, _add_line, _add_lines_in_bulk),
    *(_change_note, _change_file, _change_post, _move_a_line, _share),
    *(_become_administrator, _join_a_team, _make_a_team),
]
Way = Callable[[Office, Session], None]


@pytest.mark.parametrize("way", WAYS)
def test_what_is_not_allowed_is_taken_back_whole(office: Office, way: Way) -> None:
    before = rows(office.store.path, "SELECT count(*) FROM journal_command")
    with (
        pytest.raises(NotAllowed, match="System administrator"),
        office.store.command("Try", office.user("rosa")) as session,
    ):
        office.record(session, "deal of rosa").topic = "Also changed"
        way(office, session)
    assert rows(office.store.path, "SELECT count(*) FROM journal_command") == before
    assert rows(office.store.path, "SELECT 1 FROM opportunity WHERE topic IN ('Also changed', 'Mine')") == []


@pytest.mark.parametrize("way", WAYS)
def test_an_administrator_may(office: Office, way: Way) -> None:
    with office.store.command("Do", office.user("mina")) as session:
        way(office, session)


def test_it_says_whose_right_it_is_to_give(office: Office) -> None:
    with pytest.raises(NotAllowed) as refused, office.store.command("Try", office.user("rosa")) as session:
        _change_line(office, session)
    assert str(refused.value) == (
        "Only Tom, who owns the opportunity “Deal tom”, or a user with the role System administrator or"
        " Vice president of sales may change it, or give you that right."
    )
    ref = RecordRef("account", office.ids["account of south"], "Account south")
    why = permission.why_not(office.store.reader, office.user("rosa"), ref, "delete")
    assert why is not None
    assert why.startswith("Only the members of Sales south, which owns the account “Account south”, or")


def test_who_takes_a_record_is_told_who_had_it(office: Office) -> None:
    with (
        pytest.raises(NotAllowed, match=r"Only Tom, who owns .* may assign it"),
        office.store.command("Try", office.user("rosa")) as session,
    ):
        _take(office, session)


def test_notes_calls_and_posts_may_be_left_on_what_others_own(office: Office) -> None:
    deal = office.ids["deal of tom"]
    with office.store.command("Leave", office.user("rosa")) as session:
        mine: dict[str, Any] = {"opportunity_id": deal, "owner_user_id": office.user("rosa")}
        session.add(Note(body="Seen them at the fair", **mine))
        session.add(Activity(activity_type=ActivityType.TASK, subject="Ask", status_reason=2, **mine))
        session.add(Post(body="Well done", opportunity_id=deal, author_id=office.user("rosa")))
    with office.store.command("Correct", office.user("rosa")) as session:
        note = session.exec(select(Note).where(Note.body == "Seen them at the fair")).one()
        note.body = "Seen them in Rome"
    with office.store.command("Remove", office.user("rosa")) as session:
        session.delete(session.get_one(Note, note.id))


def test_who_may_not_read_may_not_add_but_the_program_may_post(office: Office) -> None:
    on = {"opportunity_id": office.ids["deal of tom"]}
    with (
        pytest.raises(NotAllowed, match="may add to it, or give you that right"),
        office.store.command("Leave", office.user("lena")) as session,
    ):
        session.add(Note(body="Psst", owner_user_id=office.user("lena"), **on))
    with office.store.command("Tell", office.user("lena")) as session:
        session.add(Post(body="Won", source=1, event="won", author_id=office.user("lena"), **on))


def test_what_is_made_in_the_command_is_free_also_for_another_owner(office: Office) -> None:
    with office.store.command("For Tom", office.user("rosa")) as session:
        deal = Opportunity(topic="Heard of it", owner_user_id=office.user("tom"))
        session.add(deal)
        session.flush()
        deal.topic = "Heard of it at the fair"
        session.add(Note(body="By the coffee", opportunity_id=deal.id, owner_user_id=office.user("tom")))
    assert history.undo(office.store, office.user("rosa")) == "For Tom"
    assert history.redo(office.store, office.user("rosa")) == "For Tom"


def test_a_record_and_its_parts_are_given_away_in_one_command(office: Office) -> None:
    with office.store.command("Give", office.user("rosa")) as session:
        deal = office.record(session, "deal of rosa")
        deal.owner_user_id = office.user("tom")
        session.flush()
        office.record(session, "call on rosa").owner_user_id = office.user("tom")
        office.record(session, "line on rosa").write_in_product = "The last change"
        session.add(Note(body="Be kind", opportunity_id=deal.id, owner_user_id=office.user("rosa")))
    assert office.may_now("rosa", "write", "deal of rosa") is False
    history.undo(office.store, office.user("rosa"))
    assert office.may_now("rosa", "write", "deal of rosa") is True


def test_undo_of_a_change_needs_the_right_too(office: Office) -> None:
    office.share("deal of tom", "rosa", "write")
    with office.store.command("Edit", office.user("rosa")) as session:
        office.record(session, "deal of tom").topic = "Better"
    with office.store.command("Unshare", office.user("tom")) as session:
        session.delete(session.exec(select(RecordShare)).one())
    with pytest.raises(NotAllowed, match="Only Tom"):
        history.undo(office.store, office.user("rosa"))
    assert rows(office.store.path, "SELECT topic FROM opportunity WHERE topic = 'Better'") == [("Better",)]


def test_redo_needs_the_right_of_then(office: Office) -> None:
    office.share("deal of tom", "rosa", "write")
    with office.store.command("Edit", office.user("rosa")) as session:
        office.record(session, "deal of tom").topic = "Better"
    history.undo(office.store, office.user("rosa"))
    with office.store.command("Unshare", office.user("tom")) as session:
        session.delete(session.exec(select(RecordShare)).one())
    with pytest.raises(NotAllowed, match="Only Tom"):
        history.redo(office.store, office.user("rosa"))


def test_undo_of_an_addition_needs_the_right_that_redo_needs(office: Office) -> None:
    rosa, deal_id = office.user("rosa"), office.ids["deal of rosa"]
    with office.store.command("Join", rosa) as session:
        session.add(
            Connection(
                opportunity_id=deal_id, user_id=office.user("max"), role=ConnectionRole.INDUSTRY_EXPERT
            )
        )
    with office.store.command("Give", office.user("mina")) as session:
        office.record(session, "deal of rosa").owner_user_id = office.user("tom")
    with pytest.raises(NotAllowed, match=r"Only Tom, who owns .*Deal rosa.* may change it"):
        history.undo(office.store, rosa)
    history.undo(office.store, office.user("mina"))
    assert history.undo(office.store, rosa) == "Join"
    history.redo(office.store, office.user("mina"))
    with pytest.raises(NotAllowed, match=r"Only Tom, who owns .*Deal rosa.* may change it"):
        history.redo(office.store, rosa)


def test_undo_of_what_was_said_elsewhere_stays_ones_own(office: Office) -> None:
    lena = office.user("lena")
    office.share("deal of rosa", "lena", "append")
    with office.store.command("Note", lena) as session:
        session.add(Note(body="Ring", opportunity_id=office.ids["deal of rosa"], owner_user_id=lena))
    with office.store.command("Unshare", office.user("rosa")) as session:
        session.delete(session.exec(select(RecordShare)).one())
    assert history.undo(office.store, lena) == "Note", "she may delete it, too"
    with pytest.raises(NotAllowed, match="may add to it, or give you that right"):
        history.redo(office.store, lena)


def test_what_was_given_away_comes_back_until_somebody_works_on_it(
    office: Office, frozen_clock: datetime
) -> None:
    rosa, tom = office.user("rosa"), office.user("tom")
    for minutes in (1, 2):
        clock.freeze(frozen_clock + timedelta(minutes=minutes))
        with office.store.command("Give", rosa) as session:
            office.record(session, "deal of rosa").owner_user_id = tom
        if minutes == 1:
            assert history.undo(office.store, rosa) == "Give"
    clock.freeze(frozen_clock + timedelta(minutes=3))
    with office.store.command("Edit", tom) as session:
        office.record(session, "deal of rosa").topic = "My deal"
    clock.freeze(frozen_clock + timedelta(minutes=4))
    with pytest.raises(NotAllowed, match=r"Only Tom, who owns .*My deal"):
        history.undo(office.store, rosa)


def test_the_manager_of_a_team_says_who_is_in_it(office: Office) -> None:
    with office.store.command("Join", office.user("max")) as session:
        session.add(TeamMembership(team_id=office.ids["north"], user_id=office.user("tom")))
    assert office.may_now("max", "write", "deal of tom")


def test_everybody_changes_himself_but_not_his_role(office: Office) -> None:
    with office.store.command("Phone", office.user("lena")) as session:
        session.get_one(User, office.user("lena")).phone = "123"
    with (
        pytest.raises(NotAllowed),
        office.store.command("Phone", office.user("lena")) as session,
    ):
        session.get_one(User, office.user("rosa")).phone = "123"


def test_what_nobody_owns_is_everybodys(office: Office) -> None:
    with office.store.command("Rival", office.user("lena")) as session:
        rival = Competitor(name="Fabrikam")
        session.add(rival)
        session.flush()
        session.add(Note(body="Cheap", competitor_id=rival.id, owner_user_id=office.user("lena")))


def test_what_somebody_wrote_about_a_rival_stays_his(office: Office) -> None:
    with office.store.command("Rival", office.user("rosa")) as session:
        rival = Competitor(name="Fabrikam")
        session.add(rival)
        session.flush()
        about: dict[str, Any] = {"competitor_id": rival.id}
        note = Note(body="Cheap", owner_user_id=office.user("rosa"), **about)
        post = Post(body="Beaten", author_id=office.user("rosa"), **about)
        session.add_all([note, post])
    for model, record_id, who in ((Note, note.id, "Only Rosa, who owns"), (Post, post.id, "Only who made")):
        with (
            pytest.raises(NotAllowed, match=who),
            office.store.command("Change", office.user("tom")) as session,
        ):
            session.get_one(model, record_id).body = "Never said"  # type: ignore[attr-defined]  # both have it


def test_the_rights_cost_an_import_a_few_statements_per_table(office: Office) -> None:
    rosa: UUID = office.user("rosa")
    with office.store.command("Import", rosa) as session:
        counted: list[str] = []
        connection = session.connection().connection.dbapi_connection
        assert connection is not None
        connection.set_trace_callback(counted.append)  # type: ignore[attr-defined]  # sqlite3 has it
        bulk_insert(session, Account, ({"name": f"A{n}", "owner_user_id": rosa} for n in range(3000)))
        session.flush()
        asked = [sql for sql in counted if sql.startswith("SELECT")]
        connection.set_trace_callback(None)  # type: ignore[attr-defined]
    assert len(asked) < 10


def test_rights_are_those_of_now(office: Office) -> None:
    right: Right = "write"
    assert not office.may_now("lena", right, "deal of tom")
    office.share("deal of tom", "north", "write")
    assert office.may_now("lena", right, "deal of tom")
