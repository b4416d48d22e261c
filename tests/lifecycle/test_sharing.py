"""Records change hands, are shared, and a sales team has its rights: as one command, and back."""

from collections.abc import Iterator

import pytest
from sqlmodel import Session, select

from salestui.errors import SalesError
from salestui.lifecycle import (
    activities,
    history,
    joining,
    mail,
    mail_reading,
    removing,
    sharing,
    teams,
)
from salestui.lifecycle.mail import MailInput
from salestui.lifecycle.permission import NotAllowed
from salestui.lifecycle.refs import RecordRef
from salestui.lifecycle.sharing import CannotShare
from salestui.lifecycle.teams import CannotChangeTeam
from salestui.lifecycle.users import SeveralUsers
from salestui.models.choices import ActivityStatus, ConnectionRole, EmailStatusReason, SecurityRole, TeamType
from salestui.models.connections import Connection
from salestui.models.customers import Account
from salestui.models.opportunities import Opportunity
from salestui.models.sharing import AccessTeamTemplate, RecordShare
from salestui.models.users import Team, User
from tests.lifecycle.office import Office


@pytest.fixture
def session(office: Office) -> Iterator[Session]:
    """One command of rosa."""
    with office.store.command("Rosa", office.user("rosa")) as session:
        yield session


# Owners


def test_assign_to_a_user(office: Office) -> None:
    refs = [office.ref("deal of rosa"), office.ref("account of rosa"), office.ref("order on rosa")]
    with office.store.command("Assign", office.user("rosa")) as session:
        assert sharing.assign(session, office.user("rosa"), refs, office.ref("tom")).records == 3
    with office.store.session() as session:
        for ref in refs:
            record = office.record(session, ref.name)
            assert (record.owner_user_id, record.owner_team_id) == (office.user("tom"), None)
    history.undo(office.store, office.user("rosa"))
    assert office.may_now("rosa", "write", "deal of rosa")


def test_assign_to_a_team_and_back(office: Office) -> None:
    deal = office.ref("deal of rosa")
    with office.store.command("Assign", office.user("rosa")) as session:
        assert sharing.assign(session, office.user("rosa"), [deal], office.ref("north")).records == 1
        assert sharing.assign(session, office.user("rosa"), [deal], office.ref("north")).records == 0
    with office.store.command("Assign", office.user("rosa")) as session:
        assert sharing.assign(session, office.user("rosa"), [deal], office.ref("rosa")).records == 1


def test_what_is_left_to_do_goes_with_the_record(office: Office, session: Session) -> None:
    done = office.record(session, "call on rosa")
    sharing.assign(session, office.user("rosa"), [office.ref("deal of rosa")], office.ref("max"))
    assert office.record(session, "call on rosa").owner_user_id == office.user("max")
    assert office.record(session, "call by tom on rosa").owner_user_id == office.user("tom")
    assert office.record(session, "note on rosa").owner_user_id == office.user("rosa")
    assert done.status is ActivityStatus.OPEN


@pytest.mark.parametrize(("names", "counts"), [(("call", "deal"), (2, 0)), (("deal", "call"), (1, 1))])
def test_nothing_is_counted_twice(
    office: Office, session: Session, names: tuple[str, str], counts: tuple[int, int]
) -> None:
    # Both are read already: what is changed of them waits in the session.
    call, deal = office.record(session, "call on rosa"), office.record(session, "deal of rosa")
    refs = {"call": RecordRef("activity", call.id, "call"), "deal": RecordRef("opportunity", deal.id, "deal")}
    given = sharing.assign(session, office.user("mina"), [refs[name] for name in names], office.ref("max"))
    assert given == counts


@pytest.mark.parametrize("reason", [EmailStatusReason.PENDING_SEND, EmailStatusReason.SENDING])
def test_a_mail_in_the_outbox_stays_with_who_sent_it_off(office: Office, reason: EmailStatusReason) -> None:
    rosa, deal = office.user("rosa"), office.ref("deal of rosa")
    with office.store.command("A mail", rosa) as session:
        made = mail.draft(session, rosa, MailInput(subject="Offer", regarding=deal))
        made.status_reason = int(reason)
    with office.store.command("Assign", rosa) as session:
        sharing.assign(session, rosa, [deal], office.ref("max"))
    ref = RecordRef("activity", made.id, "Offer")
    with office.store.session() as session:
        assert mail_reading.get(session, made.id).owner_user_id == rosa
    with (
        pytest.raises(CannotShare, match=r"^Offer: It (waits in its owner's outbox|is being sent)"),
        office.store.command("Assign", rosa) as session,
    ):
        sharing.assign(session, rosa, [ref], office.ref("max"))
    with pytest.raises(SalesError, match=r"outbox|being sent"), office.store.command("Edit", rosa) as session:
        activities.update(session, mail_reading.get(session, made.id), {"owner_user": office.user("max")})
    with office.store.session() as session:
        assert mail_reading.get(session, made.id).owner_user_id == rosa


def test_one_of_many_that_is_not_allowed_stops_all(office: Office) -> None:
    refs = [office.ref("deal of rosa"), office.ref("deal of tom")]
    with (
        pytest.raises(NotAllowed, match="Only Tom, who owns"),
        office.store.command("Assign", office.user("rosa")) as session,
    ):
        sharing.assign(session, office.user("rosa"), refs, office.ref("max"))
    assert office.may_now("rosa", "write", "deal of rosa")


def test_an_access_team_owns_nothing(office: Office, session: Session) -> None:
    session.get_one(Team, office.ids["north"]).team_type = TeamType.ACCESS
    with pytest.raises(CannotShare, match="north is no team that can own records"):
        sharing.assign(session, office.user("rosa"), [office.ref("deal of rosa")], office.ref("north"))
    session.expire_all()


def test_an_inactive_user_owns_nothing_new(office: Office) -> None:
    with office.store.command("Leave") as session:
        session.get_one(User, office.user("tom")).is_active = False
    with (
        pytest.raises(CannotShare, match="tom is not an active user"),
        office.store.command("Assign", office.user("rosa")) as session,
    ):
        sharing.assign(session, office.user("rosa"), [office.ref("deal of rosa")], office.ref("tom"))


def test_the_names_that_can_be_chosen(office: Office) -> None:
    with office.store.session() as session:
        assert [hit.name for hit in sharing.principals(session, "")][:3] == ["Lena", "Max", "mina"]
        assert [hit.name for hit in sharing.principals(session, "north")] == ["Sales north"]
        assert [hit.name for hit in sharing.principals(session, "so")] == ["Sales south"]


@pytest.mark.parametrize("name", ["tom", "TOM", " Tom "])
def test_who_is_meant_by_a_name(office: Office, name: str) -> None:
    with office.store.session() as session:
        assert sharing.principal(session, name).id == office.user("tom")
        assert sharing.principal(session, "sales NORTH").id == office.ids["north"]
        with pytest.raises(CannotShare, match="No user or team is called “tmo”; the nearest is “Tom”"):
            sharing.principal(session, "tmo")
        with pytest.raises(CannotShare, match=r"No user or team is called “xyzzy”\.$"):
            sharing.principal(session, "xyzzy")


def test_a_name_that_several_have_is_nobodys(office: Office) -> None:
    with office.store.command("Name") as session:
        for name, full_name in (("tom", "Ana Silva"), ("rosa", "Ana Silva"), ("vera", "Vera Lind")):
            office.record(session, name).full_name = full_name
        session.add_all([Team(name=name) for name in ("Rosa", "Vera Lind", "West", "WEST")])
    with office.store.session() as session:
        with pytest.raises(SeveralUsers, match="Name one by the user name: rosa, tom"):
            sharing.principal(session, "ana silva")
        assert sharing.principal(session, "ROSA").id == office.user("rosa"), "nobody else has a user name"
        with pytest.raises(CannotShare, match=r"A user and a team .* Name the user by the user name, vera"):
            sharing.principal(session, "vera lind")
        with pytest.raises(CannotShare, match="Several teams are called"):
            sharing.principal(session, "west")


# Shares


def test_share_change_and_take_back(office: Office) -> None:
    deal, rosa = office.ref("deal of rosa"), office.user("rosa")
    with office.store.command("Share", rosa) as session:
        sharing.share(session, rosa, deal, office.ref("lena"), {"write"})
    assert office.may_now("lena", "read", "deal of rosa")
    assert office.may_now("lena", "write", "line on rosa")
    assert not office.may_now("lena", "delete", "deal of rosa")
    with office.store.command("Share", rosa) as session:
        sharing.share(session, rosa, deal, office.ref("lena"), {"delete"})
    assert office.may_now("lena", "delete", "deal of rosa")
    assert not office.may_now("lena", "write", "deal of rosa")
    with office.store.command("Unshare", rosa) as session:
        sharing.unshare(session, rosa, deal, office.ref("lena"))
    assert not office.may_now("lena", "read", "deal of rosa")
    for _ in range(3):
        history.undo(office.store, rosa)
    assert not office.may_now("lena", "read", "deal of rosa")
    history.redo(office.store, rosa)
    assert office.may_now("lena", "write", "deal of rosa")


def test_a_team_shares(office: Office) -> None:
    account, rosa = office.ref("account of rosa"), office.user("rosa")
    with office.store.command("Share", rosa) as session:
        sharing.share(session, rosa, account, office.ref("north"), ())
    assert office.may_now("lena", "read", "account of rosa")
    assert not office.may_now("lena", "write", "account of rosa")


def test_only_what_one_may_do_oneself_can_be_given(office: Office) -> None:
    office.share("deal of tom", "rosa", "share", "write")
    deal, rosa = office.ref("deal of tom"), office.user("rosa")
    with office.store.command("Share", rosa) as session:
        sharing.share(session, rosa, deal, office.ref("lena"), {"write"})
        with pytest.raises(NotAllowed, match="You may not delete deal of tom yourself"):
            sharing.share(session, rosa, deal, office.ref("lena"), {"delete"})
    assert office.may_now("lena", "write", "deal of tom")


def test_what_is_not_ones_own_is_not_shared(office: Office, session: Session) -> None:
    with pytest.raises(NotAllowed, match=r"Only Tom, who owns .* may share it"):
        sharing.share(session, office.user("rosa"), office.ref("deal of tom"), office.ref("lena"), ())
    with pytest.raises(CannotShare, match="rosa owns deal of rosa"):
        sharing.share(session, office.user("rosa"), office.ref("deal of rosa"), office.ref("rosa"), ())
    with pytest.raises(CannotShare, match="not shared with lena by hand"):
        sharing.unshare(session, office.user("rosa"), office.ref("deal of rosa"), office.ref("lena"))


def test_who_has_which_rights_and_why(office: Office) -> None:
    deal, rosa = office.ref("deal of rosa"), office.user("rosa")
    with office.store.command("Share", rosa) as session:
        sharing.share(session, rosa, deal, office.ref("south"), {"append"})
        sharing.joined_team(session, deal.id, office.user("lena"))
    with office.store.session() as session:
        told = [(one.name, one.rights, one.why, one.by_hand) for one in sharing.accesses(session, deal)]
    everything = ("read", "write", "append", "assign", "share", "delete")
    assert told == [
        ("Rosa", everything, "owns it", False),
        ("Lena", ("read", "write", "append"), "Opportunity sales team", False),
        ("Sales south", ("read", "append"), "shared", True),
        ("System administrator (1)", everything, "role", False),
        ("Vice president of sales (1)", everything, "role", False),
        ("Sales manager (1)", ("read", "append"), "role", False),
        ("Salesperson (2)", ("read", "append"), "role", False),
    ]


# The sales team


def test_the_sales_team_has_its_rights_as_long_as_one_is_in_it(office: Office) -> None:
    deal_id, rosa, lena = office.ids["deal of rosa"], office.user("rosa"), office.user("lena")
    with office.store.command("Join", rosa) as session:
        deal = session.get_one(Opportunity, deal_id)
        joining.add_team_members(session, deal, [lena], ConnectionRole.DELIVERY_PROFESSIONAL)
        second = ConnectionRole.INDUSTRY_EXPERT
        session.add(Connection(opportunity_id=deal_id, user_id=lena, role=second))
    assert office.may_now("lena", "write", "deal of rosa")
    assert not office.may_now("lena", "share", "deal of rosa")
    for left in (1, 0):
        with office.store.command("Leave", rosa) as session:
            link = session.exec(select(Connection).where(Connection.user_id == lena)).first()
            assert link is not None
            joining.remove(session, session.get_one(Opportunity, deal_id), [link.id])
        assert office.may_now("lena", "write", "deal of rosa") is bool(left)
    history.undo(office.store, rosa)
    assert office.may_now("lena", "write", "deal of rosa")


def test_who_is_on_the_sales_team_may_add_and_remove_colleagues(office: Office) -> None:
    deal, rosa, lena = office.ref("deal of rosa"), office.user("rosa"), office.user("lena")
    with office.store.command("Join", rosa) as session:
        joining.add_team_members(session, session.get_one(Opportunity, deal.id), [lena])
    with office.store.command("Join", lena) as session:
        joining.add_team_members(session, session.get_one(Opportunity, deal.id), [office.user("tom")])
    assert office.may_now("tom", "write", "deal of rosa")
    for who in ("tom", "lena"):
        with office.store.command("Leave", lena) as session:
            link = session.exec(select(Connection).where(Connection.user_id == office.user(who))).one()
            joining.remove(session, session.get_one(Opportunity, deal.id), [link.id])
        assert not office.may_now(who, "write", "deal of rosa")
    history.undo(office.store, lena)
    assert office.may_now("lena", "write", "deal of rosa")


def test_nobody_joins_a_sales_team_by_himself(office: Office) -> None:
    tom = office.user("tom")
    with (
        pytest.raises(NotAllowed, match=r"Only Rosa, who owns .* may change it"),
        office.store.command("Join", tom) as session,
    ):
        joining.add_team_members(session, session.get_one(Opportunity, office.ids["deal of rosa"]), [tom])
    assert not office.may_now("tom", "write", "deal of rosa")


@pytest.mark.parametrize("right", ["delete", "share"])
def test_a_share_of_the_template_gives_what_that_gives(office: Office, right: str) -> None:
    office.share("deal of rosa", "tom", "write")
    with (
        pytest.raises(NotAllowed, match=r"Only Rosa, who owns .* may share it"),
        office.store.command("Join", office.user("tom")) as session,
    ):
        sharing.joined_team(session, office.ids["deal of rosa"], office.user("lena"))
        made = session.exec(select(RecordShare).where(RecordShare.user_id == office.user("lena"))).one()
        setattr(made, f"can_{right}", True)


def test_a_shared_right_to_delete_is_enough_to_delete(office: Office) -> None:
    tom = office.user("tom")
    with office.store.command("Make", office.user("rosa")) as session:
        made = Account(name="Short lived", owner_user_id=office.user("rosa"))
        session.add(made)
        session.flush()
        account = RecordRef("account", made.id, "Short lived")
        sharing.share(session, office.user("rosa"), account, office.ref("tom"), {"delete"})
        sharing.share(session, office.user("rosa"), account, office.ref("south"), ())
    with office.store.command("Delete", tom) as session:
        assert removing.delete(session, "account", account.id) == "Short lived"


def test_without_that_right_the_refusal_is_about_deleting(office: Office) -> None:
    office.share("account of lena", "tom", "write")
    with office.store.command("Free", office.user("mina")) as session:
        session.get_one(Opportunity, office.ids["deal of lena"]).account_id = None
    with (
        pytest.raises(NotAllowed, match=r"Only Lena, who owns the account .* may delete it"),
        office.store.command("Delete", office.user("tom")) as session,
    ):
        removing.delete(session, "account", office.ids["account of lena"])


def test_leaving_keeps_what_was_shared_by_hand(office: Office) -> None:
    deal, rosa, lena = office.ref("deal of rosa"), office.user("rosa"), office.user("lena")
    with office.store.command("Join", rosa) as session:
        sharing.share(session, rosa, deal, office.ref("lena"), {"append"})
        sharing.joined_team(session, deal.id, lena)
        sharing.joined_team(session, deal.id, lena)
        assert len(session.exec(select(RecordShare)).all()) == 2
        with pytest.raises(CannotShare):
            sharing.unshare(session, rosa, deal, office.ref("tom"))
    assert office.may_now("lena", "write", "deal of rosa")
    with office.store.command("Leave", rosa) as session:
        sharing.left_team(session, deal.id, lena)
    assert not office.may_now("lena", "write", "deal of rosa")
    assert office.may_now("lena", "append", "deal of rosa")


def test_without_a_template_the_sales_team_has_no_rights(office: Office) -> None:
    with office.store.command("Clear") as session:
        session.delete(session.exec(select(AccessTeamTemplate)).one())
    with office.store.command("Join", office.user("rosa")) as session:
        sharing.joined_team(session, office.ids["deal of rosa"], office.user("lena"))
    assert not office.may_now("lena", "read", "deal of rosa")


# Teams and roles


def test_teams_and_who_is_in_them(office: Office) -> None:
    mina = office.user("mina")
    with office.store.command("Team", mina) as session:
        made = teams.make_team(session, mina, "  Key   accounts ")
        teams.add_member(session, mina, made, office.ref("lena"))
    with office.store.session() as session:
        told = {
            row.ref.name: (row.manager, [one.who.name for one in row.members]) for row in teams.teams(session)
        }
        roles = {row.ref.name: (row.role.label, row.teams) for row in teams.users(session)}
    assert told["Key accounts"] == ("mina", ["Lena"])
    assert told["Sales north"] == ("Max", ["Lena", "Rosa"])
    assert roles["Lena"] == ("Sales team member", ("Key accounts", "Sales north"))
    with office.store.command("Team", mina) as session:
        teams.remove_member(session, mina, made, office.ref("lena"))
        with pytest.raises(CannotChangeTeam, match="lena is not in Key accounts"):
            teams.remove_member(session, mina, made, office.ref("lena"))


@pytest.mark.parametrize(
    ("name", "says"),
    [(" ", "needs a name"), ("x" * 161, "161 characters"), ("sales NORTH", "There is a team sales NORTH")],
)
def test_a_team_that_can_not_be(office: Office, name: str, says: str) -> None:
    mina = office.user("mina")
    with (
        pytest.raises(CannotChangeTeam, match=says),
        office.store.command("Team", mina) as session,
    ):
        teams.make_team(session, mina, name)


def test_who_may_change_teams(office: Office) -> None:
    with office.store.command("Team", office.user("max")) as session:
        teams.add_member(session, office.user("max"), office.ref("north"), office.ref("tom"))
        with pytest.raises(CannotChangeTeam, match="tom is in north already"):
            teams.add_member(session, office.user("max"), office.ref("north"), office.ref("tom"))
        with pytest.raises(NotAllowed, match="Only a user with the role System administrator"):
            teams.add_member(session, office.user("max"), office.ref("south"), office.ref("lena"))
        with pytest.raises(NotAllowed):
            teams.make_team(session, office.user("max"), "Mine")
        with pytest.raises(NotAllowed):
            teams.set_role(session, office.user("max"), office.ref("max"), SecurityRole.SYSTEM_ADMINISTRATOR)


def test_the_last_administrator_stays_one(office: Office) -> None:
    mina = office.user("mina")
    with office.store.command("Role", mina) as session:
        with pytest.raises(CannotChangeTeam, match="mina is the only System administrator"):
            teams.set_role(session, mina, office.ref("mina"), SecurityRole.SALESPERSON)
        teams.set_role(session, mina, office.ref("rosa"), SecurityRole.SYSTEM_ADMINISTRATOR)
        teams.set_role(session, mina, office.ref("mina"), SecurityRole.SALESPERSON)
    assert office.may_now("rosa", "write", "deal of tom")
    assert not office.may_now("mina", "write", "deal of tom")
