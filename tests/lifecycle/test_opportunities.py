"""Making and changing opportunities, and why some can't be changed."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from sqlmodel import Session, select

from salestui import clock
from salestui.errors import Gone, NotEditable
from salestui.lifecycle import opportunities, people, process
from salestui.lifecycle.opportunities import OpportunityInput, create, locked, update
from salestui.lifecycle.values import InvalidFields
from salestui.models import choices as c
from salestui.models.organization import Organization
from salestui.models.products import Currency, PriceList
from salestui.models.users import Team, User
from tests.lifecycle.making import Maker, at


def euro(session: Session) -> Currency:
    return session.exec(select(Currency).where(Currency.iso_code == "EUR")).one()


def test_defaults(session: Session, make: Maker) -> None:
    deal = make.deal("  Scanners ")
    base = session.exec(select(Organization)).one().base_currency_id
    standard = session.exec(select(PriceList)).one()
    assert deal.topic == "Scanners"
    assert deal.owner_user_id == make.user_id
    assert deal.rating is c.Rating.WARM
    assert deal.estimated_close_date == date(2026, 12, 31)
    assert (deal.currency_id, deal.price_list_id) == (base, standard.id)
    assert (deal.pipeline_phase, deal.sales_stage) == ("1-Qualify", c.SalesStage.QUALIFY)
    bar = process.stage_bar(session, deal)
    assert bar is not None
    assert bar.active is not None
    assert bar.active.name == "Qualify"


@pytest.mark.parametrize(
    ("today", "closes"),
    [
        (at(31, month=1), date(2026, 2, 28)),
        (at(1, month=12), date(2027, 1, 31)),
        (at(30, month=11), date(2026, 12, 31)),
    ],
)
def test_default_close_date_is_the_end_of_next_month(today, closes) -> None:
    clock.freeze(today)
    assert opportunities.default_close_date() == closes


def test_no_default_when_nothing_is_wanted(session: Session, make: Maker) -> None:
    deal = make.deal("Deal", estimated_close_date=None, rating=None)
    session.refresh(deal)
    assert (deal.estimated_close_date, deal.rating) == (None, None)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"topic": "   "}, "needed"),
        ({"topic": None}, "needed"),
        ({"topic": "x" * 301}, "takes 300"),
        ({"topic": "bell\x07"}, r"control character \(U\+0007\)"),
        ({"topic": "\ud800"}, "control character"),
        ({"description": "x" * 2001}, "takes 2,000"),
        ({"probability": 101}, "between 0 and 100"),
        ({"probability": -1}, "between 0 and 100"),
        ({"estimated_revenue": Decimal("1e20")}, "money lies between"),
        ({"estimated_revenue": Decimal("1000000000000.01")}, "money lies between"),
        ({"estimated_revenue": Decimal("NaN")}, "not a number"),
        ({"estimated_revenue": Decimal("0.00001")}, "at most 4 decimals"),
        ({"budget_amount": Decimal(-1)}, "at least 0"),
        ({"estimated_close_date": date(1826, 12, 1)}, "1900 to 9999"),
        ({"rating": 17}, "Hot, Warm, Cold"),
    ],
)
def test_bad_values_are_refused(given: dict[str, object], why: str) -> None:
    with pytest.raises(InvalidFields, match=why) as raised:
        OpportunityInput(**{"topic": "Deal", **given})
    assert list(raised.value.problems) == list(given)


def test_every_problem_is_told_at_once() -> None:
    with pytest.raises(InvalidFields) as raised:
        OpportunityInput(topic="", probability=200)
    assert set(raised.value.problems) == {"topic", "probability"}
    assert "Probability: must lie" in str(raised.value)


def test_money_at_its_limit_fits(make: Maker) -> None:
    assert make.deal("Deal", estimated_revenue=Decimal(10**12)).estimated_revenue == 10**12


def test_contact_becomes_stakeholder_and_brings_the_account(session: Session, make: Maker) -> None:
    account = make.account()
    ana = make.contact("Ana Silva", account_id=account.id)
    deal = make.deal(contact=ana.id)
    assert deal.account_id == account.id
    assert deal.customer_name == "Northwind Foods"
    (stakeholder,) = people.stakeholders(session, deal.id)
    assert (stakeholder.name, stakeholder.role) == ("Ana Silva", c.ConnectionRole.STAKEHOLDER)


def test_account_brings_its_primary_contact(session: Session, make: Maker) -> None:
    account = make.account()
    ana = make.contact("Ana Silva", account_id=account.id)
    account.primary_contact_id = ana.id
    make.add(account)
    deal = make.deal(account=account.id)
    assert deal.contact_id == ana.id
    assert [one.name for one in people.stakeholders(session, deal.id)] == ["Ana Silva"]


def test_customer_that_is_gone(make: Maker) -> None:
    with pytest.raises(InvalidFields) as raised:
        make.deal(account=uuid4())
    assert set(raised.value.problems) == {"account"}


def test_currency_follows_price_list_then_account(session: Session, make: Maker) -> None:
    in_euro = make.add(PriceList(name="Europe", currency_id=euro(session).id))
    account = make.account(currency_id=euro(session).id)
    by_list, by_account = make.deal("A", price_list=in_euro.id), make.deal("B", account=account.id)
    assert by_list.currency_id == by_account.currency_id == euro(session).id
    assert by_account.price_list_id == in_euro.id


def test_price_list_in_another_currency(session: Session, make: Maker) -> None:
    standard = session.exec(select(PriceList)).one()
    with pytest.raises(InvalidFields, match="Standard is in USD"):
        make.deal(price_list=standard.id, currency=euro(session).id)


def test_owner_is_one(session: Session, make: Maker) -> None:
    team = make.add(Team(name="North"))
    deal = make.deal(owner_team=team.id)
    assert (deal.owner_user_id, deal.owner_team_id) == (None, team.id)
    with pytest.raises(InvalidFields, match="not both"):
        make.deal(owner_team=team.id, owner_user=make.user_id)
    update(session, deal, {"owner_user": make.user_id})
    assert (deal.owner_user_id, deal.owner_team_id) == (make.user_id, None)
    with pytest.raises(InvalidFields, match="must own it"):
        update(session, deal, {"owner_user": None})


def test_update_sets_typed_values(session: Session, make: Maker) -> None:
    deal = make.deal()
    changes = {
        "topic": "Phase 2",
        "estimated_revenue": Decimal("182000"),
        "rating": c.Rating.HOT,
        "status_reason": c.OpportunityStatusReason.ON_HOLD,
        "description": "one\r\ntwo",
        "decision_maker": True,
    }
    update(session, deal, changes)
    assert (deal.topic, deal.estimated_revenue, deal.rating) == ("Phase 2", 182000, c.Rating.HOT)
    assert deal.status_reason is c.OpportunityStatusReason.ON_HOLD
    assert deal.description == "one\ntwo"
    assert deal.decision_maker is True


def test_equal_values_change_nothing(session: Session, make: Maker) -> None:
    deal = make.deal("Deal", estimated_revenue=Decimal("5"))
    session.flush()
    update(session, deal, {"topic": "Deal ", "estimated_revenue": Decimal("5.00")})
    assert not session.is_modified(deal)


@pytest.mark.parametrize(
    ("changes", "field", "why"),
    [
        ({"topic": ""}, "topic", "needed"),
        ({"status": c.OpportunityStatus.WON}, "status", "won, lost or reopened"),
        ({"status_reason": c.OpportunityStatusReason.WON}, "status_reason", "In progress or On hold"),
        ({"forecast_category": c.ForecastCategory.LOST}, "forecast_category", "is closed"),
        ({"total_amount": Decimal(3)}, "total_amount", "line items"),
        ({"pipeline_phase": "4-Close"}, "pipeline_phase", "phase that the process is in"),
    ],
)
def test_what_update_refuses(session: Session, make: Maker, changes, field, why) -> None:
    deal = make.deal()
    with pytest.raises(InvalidFields, match=why) as raised:
        update(session, deal, {**changes, "rating": c.Rating.HOT})
    assert list(raised.value.problems) == [field]
    assert deal.rating is c.Rating.WARM


def test_closed_is_read_only(session: Session, make: Maker) -> None:
    deal = make.closed("Old", closed_on=date(2026, 11, 12))
    with pytest.raises(NotEditable, match=r"^Old: Won, read-only\.$"):
        update(session, deal, {"topic": "New"})
    assert deal.topic == "Old"


def test_calculated_revenue_follows_the_lines(session: Session, make: Maker) -> None:
    deal = make.deal(estimated_revenue=Decimal(7))
    make.line(deal, "100", "3", tax=Decimal(30))
    update(session, deal, {"revenue_method": c.RevenueMethod.SYSTEM_CALCULATED})
    assert deal.estimated_revenue == deal.total_amount == 330
    assert "User provided" in locked(session, deal)["estimated_revenue"]
    with pytest.raises(InvalidFields, match="calculated from the line items"):
        update(session, deal, {"estimated_revenue": Decimal(9)})
    update(session, deal, {"freight_amount": Decimal(20), "discount_percentage": Decimal(10)})
    assert deal.estimated_revenue == 300 - 30 + 20 + 30
    update(
        session,
        deal,
        {"revenue_method": c.RevenueMethod.USER_PROVIDED, "estimated_revenue": Decimal(9)},
    )
    assert (deal.estimated_revenue, deal.total_amount) == (9, 320)


def test_lines_lock_price_list_and_currency(session: Session, make: Maker) -> None:
    deal = make.deal()
    assert "currency" not in locked(session, deal)
    make.line(deal, "100")
    assert locked(session, deal)["currency"] == "the line items are priced by it"
    with pytest.raises(InvalidFields) as raised:
        update(session, deal, {"currency": euro(session).id, "price_list": None})
    assert set(raised.value.problems) == {"currency", "price_list"}


def test_currency_and_price_list_stay_together(session: Session, make: Maker) -> None:
    deal = make.deal()
    standard = deal.price_list_id
    update(session, deal, {"currency": euro(session).id})
    assert deal.price_list_id is None
    update(session, deal, {"price_list": standard})
    assert deal.currency_id == session.exec(select(Organization)).one().base_currency_id


def test_new_contact_joins_the_stakeholders_once(session: Session, make: Maker) -> None:
    ana, tom = make.contact("Ana Silva"), make.contact("Tom Reyes")
    deal = make.deal(contact=ana.id)
    update(session, deal, {"contact": tom.id})
    update(session, deal, {"contact": ana.id})
    assert [one.name for one in people.stakeholders(session, deal.id)] == ["Ana Silva", "Tom Reyes"]


def test_contact_that_was_taken_away_stays_away(session: Session, make: Maker) -> None:
    account = make.account()
    ana = make.contact(account_id=account.id)
    account.primary_contact_id = ana.id
    make.add(account)
    deal = make.deal()
    update(session, deal, {"account": account.id, "contact": None})
    assert deal.contact_id is None


def test_owner_may_be_somebody_else(session: Session, make: Maker) -> None:
    other = make.add(User(user_name="leo", full_name="Leo"))
    deal = create(session, make.user_id, OpportunityInput(topic="Deal", owner_user=other.id))
    assert deal.owner_user_id == other.id


def test_get_says_when_it_is_gone(session: Session) -> None:
    with pytest.raises(Gone, match="no longer there"):
        opportunities.get(session, uuid4())
