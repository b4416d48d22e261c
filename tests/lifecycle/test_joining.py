"""Who joins an opportunity, in which role, and who leaves it."""

from uuid import UUID

import pytest
from sqlmodel import Session, select

from salestui.lifecycle import candidates, history, joining, people
from salestui.lifecycle.edits import Existing, NewRecord
from salestui.lifecycle.joining import CannotJoin
from salestui.lifecycle.opportunities import update
from salestui.lifecycle.values import InvalidFields
from salestui.models.choices import ConnectionRole as Role
from salestui.models.competitors import Competitor
from salestui.models.connections import Connection
from salestui.models.customers import Contact
from salestui.models.opportunities import Opportunity
from salestui.models.sharing import AccessTeamTemplate, RecordShare
from salestui.models.users import User
from salestui.store.database import Store
from tests.lifecycle.making import Maker


def add(
    session: Session, make: Maker, deal: Opportunity, *who: object, role: Role | None = None
) -> list[str]:
    chosen = [Existing("contact", one.id) if isinstance(one, Contact) else one for one in who]
    joined = joining.add_stakeholders(session, make.user_id, deal, chosen, role)  # type: ignore[arg-type]
    return [one.told for one in joined]


def roles(session: Session, deal: Opportunity) -> list[tuple[str, Role]]:
    return [(one.name, one.role) for one in people.stakeholders(session, deal.id)]


def test_a_contact_joins_once_whatever_is_asked(session: Session, make: Maker) -> None:
    deal, ana = make.deal(), make.contact("Ana Silva")
    assert add(session, make, deal, ana) == ["Ana Silva is added as Stakeholder"]
    assert add(session, make, deal, ana) == ["Ana Silva is there already, as Stakeholder"]
    assert add(session, make, deal, ana, role=Role.CHAMPION) == ["Ana Silva is Champion now, was Stakeholder"]
    assert add(session, make, deal, ana, role=Role.CHAMPION) == ["Ana Silva is there already, as Champion"]
    assert add(session, make, deal, ana) == ["Ana Silva is there already, as Champion"]
    assert roles(session, deal) == [("Ana Silva", Role.CHAMPION)]


def test_several_at_once_and_an_account(session: Session, make: Maker) -> None:
    deal, account = make.deal(), make.account("Northwind")
    ana, bob = make.contact("Ana Silva"), make.contact("Bob")
    add(session, make, deal, bob)
    joined = joining.add_stakeholders(
        session,
        make.user_id,
        deal,
        [Existing("contact", ana.id), Existing("contact", bob.id), Existing("account", account.id)],
        Role.INFLUENCER,
    )
    assert joining.told(joined) == "2 added, 1 got the role"
    assert {name for name, role in roles(session, deal) if role is Role.INFLUENCER} == {
        "Ana Silva",
        "Bob",
        "Northwind",
    }


def test_a_new_contact_belongs_to_the_account_of_the_opportunity(session: Session, make: Maker) -> None:
    account = make.account("Northwind")
    deal = make.deal(account=account.id)
    new = NewRecord("contact", "Eva Lund", "eva@x.example")
    assert add(session, make, deal, new, role=Role.CHAMPION) == ["Eva Lund is added as Champion"]
    eva = session.exec(select(Contact).where(Contact.full_name == "Eva Lund")).one()
    assert (eva.account_id, eva.email, eva.last_name) == (account.id, "eva@x.example", "Lund")


def test_one_who_is_typed_twice_is_made_once(session: Session, make: Maker) -> None:
    twice = [
        NewRecord("contact", name, email) for name, email in (("Ann Lee", "a@x.org"), ("ann lee", "A@x.org"))
    ]
    joined = joining.add_stakeholders(session, make.user_id, make.deal(), twice)
    assert [one.told for one in joined] == ["Ann Lee is added as Stakeholder"]
    assert session.exec(select(Contact.full_name)).all() == ["Ann Lee"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [("x" * 10_000, "10,000 characters"), ("a\x1b[2J", "control character"), (" ", "needed")],
)
def test_what_no_contact_can_be_called(session: Session, make: Maker, name: str, reason: str) -> None:
    deal = make.deal()
    with pytest.raises(InvalidFields, match=reason):
        add(session, make, deal, NewRecord("contact", name))
    assert roles(session, deal) == []


def test_roles_are_those_of_the_kind(session: Session, make: Maker) -> None:
    deal, ana = make.deal(), make.contact()
    with pytest.raises(CannotJoin, match="Industry expert is no role of stakeholders"):
        add(session, make, deal, ana, role=Role.INDUSTRY_EXPERT)
    with pytest.raises(CannotJoin, match="Champion is no role of the sales team"):
        joining.add_team_members(session, deal, [make.user_id], Role.CHAMPION)


def test_who_is_gone_can_not_join(session: Session, make: Maker) -> None:
    deal, nobody = make.deal(), UUID(int=7)
    for table in ("contact", "account"):
        with pytest.raises(CannotJoin, match=f"This {table} is no longer there"):
            add(session, make, deal, Existing(table, nobody))
    with pytest.raises(CannotJoin, match="This competitor is no longer there"):
        joining.add_competitors(session, deal, [Existing("competitor", nobody)])
    with pytest.raises(CannotJoin, match="no longer active"):
        joining.add_team_members(session, deal, [nobody])
    left = make.add(User(user_name="gone", full_name="Gone Girl", is_active=False))
    with pytest.raises(CannotJoin, match="Gone Girl is no longer active"):
        joining.add_team_members(session, deal, [left.id])


def test_another_role(session: Session, make: Maker) -> None:
    deal, ana = make.deal(), make.contact("Ana Silva")
    add(session, make, deal, ana)
    (link,) = people.stakeholders(session, deal.id)
    joined = joining.change_role(session, deal, link.connection_id, Role.DECISION_MAKER)
    assert joined.told == "Ana Silva is Decision maker now, was Stakeholder"
    again = joining.change_role(session, deal, link.connection_id, Role.DECISION_MAKER)
    assert again.told == "Ana Silva is there already, as Decision maker"
    make.add(Connection(opportunity_id=deal.id, contact_id=ana.id, role=Role.CHAMPION))
    with pytest.raises(CannotJoin, match="is there as Champion already"):
        joining.change_role(session, deal, link.connection_id, Role.CHAMPION)
    with pytest.raises(CannotJoin, match="no longer there"):
        joining.change_role(session, make.deal("Other"), link.connection_id, Role.CHAMPION)


def test_the_sales_team_has_the_rights_of_the_template(session: Session, make: Maker) -> None:
    deal = make.deal()
    lena = make.add(User(user_name="lena", full_name="Lena Fischer"))
    make.add(AccessTeamTemplate(name="Team", record_type="opportunity", can_write=True))
    (joined,) = joining.add_team_members(session, deal, [lena.id], Role.INDUSTRY_EXPERT)
    joining.add_team_members(session, deal, [lena.id], Role.DELIVERY_PROFESSIONAL)
    share = session.exec(select(RecordShare)).one()
    assert (share.user_id, share.opportunity_id, share.can_write) == (lena.id, deal.id, True)
    by_hand = make.add(RecordShare(user_id=lena.id, opportunity_id=deal.id))
    assert joining.remove(session, deal, [joined.link_id]) == ["Lena Fischer"]
    assert session.exec(select(RecordShare)).all() == [by_hand]
    assert people.sales_team(session, deal.id) == ()


def test_rights_stay_until_the_last_role_is_gone(session: Session, make: Maker) -> None:
    deal = make.deal()
    lena = make.add(User(user_name="lena", full_name="Lena Fischer"))
    make.add(AccessTeamTemplate(name="Team", record_type="opportunity", can_write=True))
    (first,) = joining.add_team_members(session, deal, [lena.id])
    second = make.add(Connection(opportunity_id=deal.id, user_id=lena.id, role=Role.INDUSTRY_EXPERT))
    joining.remove(session, deal, [first.link_id])
    assert session.exec(select(RecordShare)).all()
    joining.remove(session, deal, [second.id])
    assert not session.exec(select(RecordShare)).all()


def test_competitors_join_once_and_new_ones_are_made(session: Session, make: Maker) -> None:
    deal, rival = make.deal(), make.rival("Fabrikam")
    known = Existing("competitor", rival.id)
    (first,) = joining.add_competitors(session, deal, [known])
    assert first.told == "Fabrikam is added"
    (again,) = joining.add_competitors(session, deal, [NewRecord("competitor", "FABRIKAM")])
    assert again.told == "Fabrikam is there already"
    joining.add_competitors(session, deal, [NewRecord("competitor", "Litware")])
    assert [one.name for one in people.competitors(session, deal.id)] == ["Fabrikam", "Litware"]
    assert joining.remove(session, deal, [first.link_id, first.link_id]) == ["Fabrikam"]
    assert session.exec(select(Competitor).where(Competitor.name == "Fabrikam")).one()
    with pytest.raises(InvalidFields, match="Competitor name takes 160"):
        joining.add_competitors(session, deal, [NewRecord("competitor", "x" * 161)])


def test_a_closed_opportunity_stays_as_it_is(session: Session, make: Maker) -> None:
    deal, ana = make.closed("Old"), make.contact()
    link = make.add(Connection(opportunity_id=deal.id, contact_id=ana.id))
    for change in (
        lambda: add(session, make, deal, make.contact("New")),
        lambda: joining.add_team_members(session, deal, [make.user_id]),
        lambda: joining.add_competitors(session, deal, [NewRecord("competitor", "Litware")]),
        lambda: joining.change_role(session, deal, link.id, Role.CHAMPION),
        lambda: joining.remove(session, deal, [link.id]),
    ):
        with pytest.raises(CannotJoin, match="Old: Won, read-only"):
            change()


def test_the_contact_becomes_a_stakeholder_on_every_way(session: Session, make: Maker) -> None:
    ana, bob = make.contact("Ana"), make.contact("Bob")
    account = make.account("Northwind", primary_contact_id=bob.id)
    assert roles(session, make.deal(contact=ana.id)) == [("Ana", Role.STAKEHOLDER)]
    assert roles(session, make.deal(account=account.id)) == [("Bob", Role.STAKEHOLDER)]
    deal = make.deal()
    update(session, deal, {"contact": ana.id})
    update(session, deal, {"contact": bob.id})
    assert roles(session, deal) == [("Ana", Role.STAKEHOLDER), ("Bob", Role.STAKEHOLDER)]
    later = make.deal()
    update(session, later, {"account": account.id})
    assert roles(session, later) == [("Bob", Role.STAKEHOLDER)]


def test_undo_takes_all_of_it_back(store: Store, mina: UUID) -> None:
    with store.command("Before", mina) as session:
        make = Maker(session, mina)
        deal = make.deal()
        make.add(AccessTeamTemplate(name="Team", record_type="opportunity", can_write=True))
        lena = make.add(User(user_name="lena", full_name="Lena"))
        deal_id, lena_id = deal.id, lena.id
    with store.command(joining.title(["Lena"], "Warehouse"), mina) as session:
        joining.add_team_members(session, session.get_one(Opportunity, deal_id), [lena_id])
        joining.add_competitors(
            session, session.get_one(Opportunity, deal_id), [NewRecord("competitor", "Litware")]
        )
    assert history.undo(store, mina) == "Add Lena to Warehouse"
    with store.session() as session:
        assert people.sales_team(session, deal_id) == ()
        assert people.competitors(session, deal_id) == ()
        assert not session.exec(select(RecordShare)).all()
        assert not session.exec(select(Competitor)).all()


def test_titles_stay_short() -> None:
    assert joining.title(["Ana"], "Acme") == "Add Ana to Acme"
    assert joining.title(["Ana", "Bob", "Eva"], "Acme", verb="Remove", to="from") == (
        "Remove Ana and 2 more from Acme"
    )
    assert len(joining.title(["x" * 10_000], "y" * 300)) < 160


# Who can be added


def names(found: list[candidates.Candidate]) -> list[str]:
    return [one.name for one in found]


def test_without_text_the_account_and_its_contacts(session: Session, make: Maker) -> None:
    account = make.account("Northwind")
    deal = make.deal(account=account.id)
    for name in ("Zoe Ahl", "Ana Silva"):
        make.contact(name, account_id=account.id)
    make.contact("Ana Other")
    assert names(candidates.stakeholders(session, deal.id, "")) == ["Ana Silva", "Zoe Ahl", "Northwind"]


def test_those_of_the_account_come_first_and_roles_are_told(session: Session, make: Maker) -> None:
    account = make.account("Northwind", city="Bergen")
    deal = make.deal(account=account.id)
    make.contact("Ana Aalto")
    ana = make.contact("Tomás Ana Silva", account_id=account.id, job_title="COO")
    add(session, make, deal, ana, role=Role.CHAMPION)
    found = candidates.stakeholders(session, deal.id, "ana")
    assert names(found) == ["Tomás Ana Silva", "Ana Aalto", "ana"]
    assert (found[0].detail, found[0].there) == ("Northwind, COO", "Champion")
    assert (found[2].who, found[2].detail) == (NewRecord("contact", "ana"), "a new contact of Northwind")
    assert names(candidates.stakeholders(session, deal.id, "TOMAS sil"))[0] == "Tomás Ana Silva"


def test_those_of_the_account_come_before_strangers_wherever_the_text_is(
    session: Session, make: Maker
) -> None:
    account = make.account("Northwind")
    deal = make.deal(account=account.id)
    make.contact("Maja Lövdal")
    for name in ("Kwame Addo", "Zoe Mann"):
        make.contact(name, account_id=account.id)
    assert names(candidates.stakeholders(session, deal.id, "m"))[:3] == [
        "Zoe Mann",
        "Kwame Addo",
        "Maja Lövdal",
    ]


def test_no_contact_is_made_of_two_addresses(session: Session, make: Maker) -> None:
    deal = make.deal()
    assert not candidates.stakeholders(session, deal.id, "Bob b@x.example Bcc: e@y.example")


def test_likely_duplicates_are_shown_and_named(session: Session, make: Maker) -> None:
    account = make.account("Northwind")
    deal = make.deal(account=account.id)
    make.contact("Ana Silva", account_id=account.id)
    make.contact("Ana Silva", email="ana@x.example")
    *shown, new = candidates.stakeholders(session, deal.id, "Anna Silva")
    assert names(shown) == ["Ana Silva", "Ana Silva"]
    assert [one.hit.name for one in new.like] == ["Ana Silva", "Ana Silva"]
    assert not new.same
    *shown, new = candidates.stakeholders(session, deal.id, "Q. Z. <ana@x.example>")
    assert (names(shown), new.who) == (["Ana Silva"], NewRecord("contact", "Q. Z.", "ana@x.example"))
    assert new.detail == "a new contact of Northwind, ana@x.example"
    assert [one.why for one in new.same] == ["same email"]
    assert not shown[0].is_near


def test_users_and_competitors(session: Session, make: Maker) -> None:
    deal = make.deal()
    make.add(User(user_name="lena", full_name="Lena Fischer", job_title="Engineer"))
    joining.add_team_members(session, deal, [make.user_id])
    assert names(candidates.team_members(session, deal.id, "len")) == ["Lena Fischer", "len"]
    assert names(candidates.team_members(session, deal.id, "lena fischer")) == ["Lena Fischer"]
    me = next(one for one in candidates.team_members(session, deal.id, "") if one.there)
    assert me.there == "Account manager"
    make.rival("Fabrikam", deal)
    (fabrikam,) = candidates.competitors(session, deal.id, "")
    assert (fabrikam.name, fabrikam.there) == ("Fabrikam", "there already")
    assert names(candidates.competitors(session, deal.id, "fabrikam")) == ["Fabrikam"]
    near, new = candidates.competitors(session, deal.id, "Fabricam")
    assert (near.name, [one.hit.name for one in new.like]) == ("Fabrikam", ["Fabrikam"])


def test_who_is_probably_a_user_already_is_told_of_a_new_one(session: Session, make: Maker) -> None:
    deal = make.deal()
    make.add(User(user_name="ute", full_name="Ute Kern", email="ute@x.example"))
    make.add(User(user_name="olaf", full_name="Olaf Berg", email="olaf@x.example", is_active=False))
    ute, new = candidates.team_members(session, deal.id, "Jutta K. Ute@x.example")
    assert (ute.name, ute.is_new, [one.why for one in new.same]) == ("Ute Kern", False, ["same email"])
    ute, new = candidates.team_members(session, deal.id, "Ute Kerm")
    assert (ute.name, [one.why for one in new.like], new.same) == ("Ute Kern", ["name is near"], ())
    for typed in ("olaf berg", "Somebody olaf@x.example"):
        (new,) = candidates.team_members(session, deal.id, typed)
        assert [(one.hit.name, one.is_inactive) for one in new.same] == [("Olaf Berg", True)]


@pytest.mark.parametrize(
    ("typed", "name", "email"),
    [
        ("Ana  Silva", "Ana Silva", None),
        ("Ana Silva <ana@x.example>", "Ana Silva", "ana@x.example"),
        ("Ana Silva ana@x.example", "Ana Silva", "ana@x.example"),
        ("ana@x.example", "", "ana@x.example"),
        ("Ana @ home", "Ana @ home", None),
        ("", "", None),
    ],
)
def test_an_email_behind_a_name(typed: str, name: str, email: str | None) -> None:
    assert candidates.split_email(typed) == (name, email)
