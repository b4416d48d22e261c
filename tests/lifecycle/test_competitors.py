"""Making and changing competitors, and the win rate against them."""

from decimal import Decimal
from uuid import UUID

import pytest
from sqlmodel import Session

from salestui.lifecycle import closing, competitors, people, related, removing
from salestui.lifecycle.competitors import Fared
from salestui.lifecycle.values import InvalidFields
from salestui.models import choices as c
from salestui.models.activities import Activity
from salestui.models.competitors import Competitor
from salestui.models.opportunities import Opportunity
from salestui.models.products import Currency
from salestui.models.users import User
from salestui.store.rows import raw
from tests.lifecycle.making import TODAY, Maker


def closed(make: Maker, topic: str, won: bool, amount: str) -> Opportunity:
    deal = make.closed(topic, won)
    deal.estimated_revenue = Decimal(amount)
    deal.actual_revenue = Decimal(amount) if won else Decimal(0)
    return make.add(deal)


def fared(session: Session, make: Maker, rival: Competitor) -> Fared:
    session.flush()
    deals = related.deals(raw(session), make.user_id, "competitor", rival.id)
    return competitors.fared(raw(session), rival.id, deals)


def test_made_and_changed(session: Session, make: Maker) -> None:
    made = competitors.create(session, make.user_id, {"name": "Fabrikam", "strengths": "Cheap\nquick"})
    assert (made.name, made.strengths) == ("Fabrikam", "Cheap\nquick")
    competitors.update(session, made, {"weaknesses": "No support", "win_percentage": Decimal("12.5")})
    assert (made.weaknesses, made.win_percentage) == ("No support", Decimal("12.5"))


def test_two_of_one_name_are_refused(session: Session, make: Maker) -> None:
    make.rival("Fabrikam")
    other = make.rival("Proseware")
    with pytest.raises(InvalidFields, match="already a competitor of this name"):
        competitors.create(session, make.user_id, {"name": "FABRIKAM"})
    with pytest.raises(InvalidFields, match="already a competitor of this name"):
        competitors.update(session, other, {"name": "fabrikam"})
    competitors.update(session, other, {"name": "PROSEWARE"})
    assert other.name == "PROSEWARE"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "name"),
        ({"name": "x" * 10_000}, "name"),
        ({"name": "A", "reporting_quarter": 5}, "reporting_quarter"),
        ({"name": "A", "win_percentage": Decimal(101)}, "win_percentage"),
        ({"name": "A", "overview": "x" * 2001}, "overview"),
    ],
)
def test_what_none_may_hold(session: Session, make: Maker, given: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidFields) as caught:
        competitors.create(session, make.user_id, given)
    assert list(caught.value.problems) == [field]


def test_the_win_rate_is_of_closed_deals_only(session: Session, make: Maker) -> None:
    lost = closed(make, "Lost", False, "300")
    rival = make.rival(
        "Fabrikam",
        closed(make, "Won 1", True, "500"),
        closed(make, "Won 2", True, "100"),
        lost,
        closed(make, "Lost too", False, "100"),
        make.deal("Open", estimated_revenue=Decimal(1000)),
    )
    closed(make, "Without it", True, "9999")
    make.add(
        Activity(
            activity_type=c.ActivityType.OPPORTUNITY_CLOSE,
            subject="Lost: Lost",
            status=c.ActivityStatus.COMPLETED,
            status_reason=2,
            opportunity_id=lost.id,
            owner_user_id=make.user_id,
            lost_to_competitor_id=rival.id,
        )
    )
    told = fared(session, make, rival)
    assert (told.won, told.lost, told.open) == (
        related.Total(2, Decimal(600)),
        related.Total(2, Decimal(400)),
        related.Total(1, Decimal(1000)),
    )
    assert (told.closed, told.lost_to) == (4, 1)
    assert (told.win_rate, told.win_rate_by_amount) == (Decimal("50.0"), Decimal("60.0"))


def test_what_was_lost_to_it_counts_as_lost(session: Session, make: Maker) -> None:
    rival, deal = make.rival("Fabrikam"), make.deal()
    out_sold = c.OpportunityStatusReason.OUT_SOLD
    closing.close_as_lost(session, deal, status_reason=out_sold, competitor=rival)
    session.flush()
    told = fared(session, make, rival)
    assert (told.lost.count, told.lost_to, told.win_rate) == (1, 1, Decimal("0.0"))


def test_a_reopened_deal_was_not_lost_to_it(session: Session, make: Maker) -> None:
    deal = make.deal()
    rival = make.rival("Fabrikam", deal)
    make.add(
        Activity(
            activity_type=c.ActivityType.OPPORTUNITY_CLOSE,
            subject="Lost",
            status=c.ActivityStatus.COMPLETED,
            status_reason=2,
            opportunity_id=deal.id,
            owner_user_id=make.user_id,
            lost_to_competitor_id=rival.id,
        )
    )
    told = fared(session, make, rival)
    assert (told.lost_to, told.closed, told.win_rate, told.win_rate_by_amount) == (0, 0, None, None)


def test_amounts_are_in_the_base_currency_and_exact(session: Session, make: Maker) -> None:
    euro = make.add(Currency(iso_code="XEU", name="Old Euro", symbol="€", exchange_rate=Decimal("0.8")))
    deals = [
        Opportunity(
            topic=str(number),
            owner_user_id=make.user_id,
            status=c.OpportunityStatus.WON,
            status_reason=c.OpportunityStatusReason.WON,
            actual_close_date=TODAY,
            actual_revenue=Decimal("999999999999.9999"),
        )
        for number in range(1000)
    ]
    session.add_all(deals)
    session.flush()
    abroad = closed(make, "Abroad", True, "400")
    abroad.currency_id = euro.id
    rival = make.rival("Fabrikam", *deals, abroad)
    assert fared(session, make, rival).won == related.Total(1001, Decimal("999999999999.9999") * 1000 + 500)


def test_with_nothing_to_count(session: Session, make: Maker) -> None:
    told = fared(session, make, make.rival("Fabrikam"))
    assert (told.closed, told.win_rate) == (0, None)


def test_one_in_a_deal_is_not_deleted(session: Session, make: Maker) -> None:
    rival, alone = make.rival("Fabrikam", make.deal()), make.rival("Alone")
    assert removing.why_not_delete(session, "competitor", rival.id) == "1 opportunity refers to it"
    removing.delete(session, "competitor", alone.id)
    assert session.get(Competitor, alone.id) is None


# What belongs to a record


def test_the_deals_of_an_account(session: Session, make: Maker) -> None:
    account = make.account()
    for topic, day in (("Later", 20), ("Soon", 5), ("Never", None)):
        deal = make.deal(topic, account=account.id, estimated_revenue=Decimal(100))
        deal.estimated_close_date = None if day is None else deal.estimated_close_date.replace(day=day)
    won = closed(make, "Won", True, "50")
    won.account_id = account.id
    session.flush()
    told = related.deals(raw(session), make.user_id, "account", account.id)
    assert [one.topic for one in told.listed] == ["Soon", "Later", "Never", "Won"]
    assert (told.open, told.won, told.count) == (
        related.Total(3, Decimal(300)),
        related.Total(1, Decimal(50)),
        4,
    )
    assert (told.listed[0].symbol, told.listed[0].customer) == ("$", "Northwind Foods")


def test_the_deals_of_a_contact_and_its_roles(session: Session, make: Maker) -> None:
    ana = make.contact()
    make.deal("As contact", contact=ana.id)
    other = make.deal("As stakeholder")
    people.add_stakeholder(session, other.id, ana.id, c.ConnectionRole.CHAMPION)
    make.deal("Not at all")
    session.flush()
    told = related.deals(raw(session), make.user_id, "contact", ana.id)
    assert {one.topic: one.roles for one in told.listed} == {
        "As contact": ("Contact",),
        "As stakeholder": ("Champion",),
    }


def test_only_some_are_listed_but_all_are_counted(
    session: Session, make: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(related, "MOST", 2)
    account = make.account()
    for number in range(5):
        make.deal(f"Deal {number}", account=account.id)
    told = related.deals(raw(session), make.user_id, "account", account.id)
    assert (len(told.listed), told.count) == (2, 5)


def test_people_and_children_of_an_account(session: Session, make: Maker) -> None:
    account = make.account()
    make.contact("Zoe Blum", account_id=account.id, job_title="CFO")
    ana = make.contact("Ana Silva", account_id=account.id, mobile_phone="+1")
    make.contact("Bob Gone", account_id=account.id, is_active=False)
    zoe: UUID = make.contact("Yan Li", account_id=account.id).id
    account.primary_contact_id = zoe
    child = make.account("Child", parent_account_id=account.id, city="Porto")
    make.deal(account=child.id)
    session.flush()
    found = related.people(raw(session), make.user_id, account.id)
    assert [(one.name, one.is_primary) for one in found] == [
        ("Yan Li", True),
        ("Ana Silva", False),
        ("Zoe Blum", False),
    ]
    assert found[1].phone == ana.mobile_phone
    (below,) = related.children(raw(session), make.user_id, account.id)
    assert (below.name, below.city, below.open_deals) == ("Child", "Porto", 1)


def test_only_what_the_user_may_read(session: Session, make: Maker) -> None:
    account = make.account()
    mine = make.deal("Mine", account=account.id, estimated_revenue=Decimal(1))
    user = make.add(User(user_name="lea", full_name="Lea", security_role=c.SecurityRole.SALES_TEAM_MEMBER))
    hers = make.deal("Hers", account=account.id, estimated_revenue=Decimal(5), owner_user=user.id)
    make.contact("Ana Silva", account_id=account.id)
    make.contact("Lea's contact", account_id=account.id).owner_user_id = user.id
    make.account("Child", parent_account_id=account.id)
    session.flush()
    told = related.deals(raw(session), user.id, "account", account.id)
    assert [one.id for one in told.listed] == [hers.id]
    assert told.open == related.Total(1, Decimal(5))
    assert [one.name for one in related.people(raw(session), user.id, account.id)] == ["Lea's contact"]
    assert related.children(raw(session), user.id, account.id) == ()
    everything = related.deals(raw(session), make.user_id, "account", account.id)
    assert {one.id for one in everything.listed} == {mine.id, hers.id}
