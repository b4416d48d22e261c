"""Teams are renamed and deleted, users deactivated: what is in the way, and that undo brings it back."""

import pytest
from sqlmodel import select

from salestui.lifecycle import history, teams, users
from salestui.lifecycle.permission import NotAllowed
from salestui.lifecycle.teams import CannotChangeTeam
from salestui.lifecycle.values import InvalidFields
from salestui.models.choices import SecurityRole
from salestui.models.sharing import RecordShare
from salestui.models.users import Team, TeamMembership, User
from salestui.store.database import Store
from tests.lifecycle.office import Office


@pytest.fixture
def office(store: Store) -> Office:
    users.signed_in(store, "mina")
    return Office(store)


def test_a_team_gets_another_name(office: Office) -> None:
    mina, north = office.user("mina"), office.ref("north")
    with office.store.command("Rename", mina) as session:
        assert teams.rename_team(session, mina, north, "  Key  accounts ").name == "Key accounts"
        assert teams.rename_team(session, mina, north, "key accounts").name == "key accounts"
        with pytest.raises(CannotChangeTeam, match="There is a team SALES south already"):
            teams.rename_team(session, mina, north, "SALES south")
        with pytest.raises(CannotChangeTeam, match="A team needs a name"):
            teams.rename_team(session, mina, north, " ")
    history.undo(office.store, mina)
    with office.store.session() as session:
        assert session.get_one(Team, north.id).name == "Sales north"


def test_a_team_that_owns_records_is_not_deleted(office: Office) -> None:
    mina = office.user("mina")
    with (
        pytest.raises(CannotChangeTeam, match=r"north owns .*1 opportunity.* Assign what it owns"),
        office.store.command("Delete", mina) as session,
    ):
        teams.delete_team(session, mina, office.ref("north"))


def test_a_team_goes_with_its_members_and_shares_and_comes_back_with_them(office: Office) -> None:
    mina = office.user("mina")
    with office.store.command("New", mina) as session:
        team = teams.make_team(session, mina, "Key accounts")
        teams.add_member(session, mina, team, office.ref("lena"))
        session.add(RecordShare(team_id=team.id, opportunity_id=office.ids["deal of tom"], can_write=True))
    assert office.may_now("lena", "write", "deal of tom")
    with office.store.command("Delete", mina) as session:
        teams.delete_team(session, mina, team)
    assert not office.may_now("lena", "write", "deal of tom")
    with office.store.session() as session:
        assert session.get(Team, team.id) is None
        for model in (TeamMembership, RecordShare):
            assert session.exec(select(model).where(model.team_id == team.id)).all() == []
    history.undo(office.store, mina)
    assert office.may_now("lena", "write", "deal of tom")


def test_a_user_is_deactivated_and_activated(office: Office) -> None:
    mina = office.user("mina")
    with office.store.command("Deactivate", mina) as session:
        assert "1 opportunity" in teams.deactivate(session, mina, office.ref("rosa"))
        with pytest.raises(CannotChangeTeam, match="Rosa is inactive already"):
            teams.deactivate(session, mina, office.ref("rosa"))
    with pytest.raises(users.NotActive):
        users.signed_in(office.store, "rosa")
    with office.store.session() as session:
        assert "Rosa" not in [row.ref.name for row in teams.users(session)]
        assert teams.users(session, inactive=True)[-1].ref.name == "Rosa"
    history.undo(office.store, mina)
    history.redo(office.store, mina)
    with office.store.command("Activate", mina) as session:
        teams.activate(session, mina, office.ref("rosa"))
    assert users.signed_in(office.store, "rosa").full_name == "Rosa"


def test_who_may_not_is_told_and_an_administrator_stays(office: Office) -> None:
    mina, tom = office.user("mina"), office.user("tom")
    with office.store.command("No", mina) as session:
        with pytest.raises(CannotChangeTeam, match="the user that you work as"):
            teams.deactivate(session, mina, office.ref("mina"))
        session.get_one(User, tom).security_role = SecurityRole.SYSTEM_ADMINISTRATOR
        session.get_one(User, mina).is_active = False
        session.flush()
        with pytest.raises(CannotChangeTeam, match="Tom is the only System administrator"):
            teams.deactivate(session, mina, office.ref("tom"))
    lena = office.user("lena")
    with office.store.session() as session:
        for refused in (
            lambda: teams.deactivate(session, lena, office.ref("rosa")),
            lambda: teams.activate(session, lena, office.ref("rosa")),
            lambda: teams.rename_team(session, lena, office.ref("north"), "Mine"),
            lambda: teams.delete_team(session, lena, office.ref("north")),
        ):
            with pytest.raises(NotAllowed, match="System administrator"):
                refused()


def test_a_user_is_made_by_who_administers(office: Office) -> None:
    mina = office.user("mina")
    with office.store.command("New user", mina) as session:
        made = [teams.make_user(session, mina, "Zoë  Lind", "zoe@x.example") for _ in range(2)]
        found = [session.get_one(User, one.id) for one in made]
        assert [one.user_name for one in found] == ["zoe.lind", "zoe.lind.2"]
        assert {one.security_role for one in found} == {SecurityRole.SALESPERSON}
        assert found[0].email == "zoe@x.example"
        with pytest.raises(InvalidFields, match="this is no email address"):
            teams.make_user(session, mina, "Ann Lee", "nonsense")
    assert users.find(office.store.reader, "zoe.lind") is not None
    users.signed_in(office.store, "lena")
    with office.store.session() as session, pytest.raises(NotAllowed):
        teams.make_user(session, office.user("lena"), "Somebody")
