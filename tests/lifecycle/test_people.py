"""Who is in an opportunity, its quotes and its files."""

from datetime import date
from decimal import Decimal

import pytest
from sqlmodel import Session, select

from salestui.lifecycle import people, quotes, rivals, roles
from salestui.models import choices as c
from salestui.models.competitors import OpportunityCompetitor
from salestui.models.connections import Connection
from salestui.models.lines import QuoteProduct
from salestui.models.products import Currency
from salestui.models.users import User
from tests.lifecycle.making import Maker


def test_stakeholders_by_their_weight(session: Session, make: Maker) -> None:
    deal, account = make.deal(), make.account("Northwind")
    for name, role in (
        ("Zoe", c.ConnectionRole.DECISION_MAKER),
        ("Bob", c.ConnectionRole.END_USER),
        ("adam", c.ConnectionRole.END_USER),
    ):
        contact = make.contact(name, account_id=account.id, job_title="Head", mobile_phone="1")
        make.add(Connection(opportunity_id=deal.id, contact_id=contact.id, role=role))
    make.add(
        Connection(opportunity_id=deal.id, party_account_id=account.id, role=c.ConnectionRole.ECONOMIC_BUYER)
    )
    make.add(
        Connection(opportunity_id=deal.id, user_id=make.user_id, role=c.ConnectionRole.DELIVERY_PROFESSIONAL)
    )
    found = people.stakeholders(session, deal.id)
    assert [(one.name, one.table) for one in found] == [
        ("Zoe", "contact"),
        ("Northwind", "account"),
        ("adam", "contact"),
        ("Bob", "contact"),
    ]
    assert (found[0].company, found[0].job_title, found[0].phone) == ("Northwind", "Head", "1")
    (member,) = people.sales_team(session, deal.id)
    assert (member.user_id, member.role.label) == (make.user_id, "Delivery professional")


def test_sales_team_by_role_and_name(session: Session, make: Maker) -> None:
    deal = make.deal()
    for name, role in (("b", 106), ("Ann", 106), ("c", 101)):
        user = make.add(User(user_name=name, full_name=name))
        make.add(Connection(opportunity_id=deal.id, user_id=user.id, role=role))
    assert [one.name for one in people.sales_team(session, deal.id)] == ["c", "Ann", "b"]


def test_competitors_and_how_we_fared(session: Session, make: Maker) -> None:
    deal = make.deal()
    before = [make.closed(f"Won {n}") for n in range(3)] + [
        make.closed(f"Lost {n}", won=False) for n in range(2)
    ]
    make.rival("Litware", deal)
    make.rival("fabrikam", deal, *before, make.deal("Still open"))
    found = people.competitors(session, deal.id)
    assert [(one.name, one.won, one.closed) for one in found] == [("fabrikam", 3, 5), ("Litware", 0, 0)]


def test_only_the_newest_deals_are_counted(
    session: Session, make: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    rival = make.rival("Fabrikam", make.closed("Oldest"), *(make.closed(f"{n}", won=False) for n in range(3)))
    deal = make.deal()
    make.rival("Litware", deal)
    session.add(OpportunityCompetitor(opportunity_id=deal.id, competitor_id=rival.id))
    told = people.competitors(session, deal.id)[0]
    assert (told.won, told.closed, told.fared) == (1, 4, "we won 1 of 4")
    monkeypatch.setattr(rivals, "RECENT", 4)  # this one, which is open, and the three lost ones
    told = people.competitors(session, deal.id)[0]
    assert (told.won, told.closed, told.fared) == (0, 3, "we won 0 of 3 lately")


def test_every_stakeholder_role_has_its_place() -> None:
    assert set(roles.DECIDING_ORDER) == set(c.STAKEHOLDER_ROLES)


def test_quotes_newest_first(session: Session, make: Maker) -> None:
    deal = make.deal()
    euro = session.exec(select(Currency).where(Currency.iso_code == "EUR")).one()
    make.quote(deal, "Q-1", revision=0)
    quote = make.quote(
        deal,
        "Q-1",
        revision=1,
        activated_on=date(2026, 11, 1),
        effective_to=date(2026, 12, 1),
        total_amount=Decimal(5),
        currency_id=euro.id,
    )
    make.add(QuoteProduct(quote_id=quote.id, write_in_product="x"))
    first, second = quotes.quotes_of(session, deal.id)
    assert (first.number, first.revision, first.status_reason, first.total_amount, first.symbol) == (
        "Q-1",
        1,
        "In progress",
        5,
        "€",
    )
    assert (first.valid_to, first.line_count) == (date(2026, 12, 1), 1)
    assert (second.revision, second.symbol, second.line_count) == (0, "$", 0)
