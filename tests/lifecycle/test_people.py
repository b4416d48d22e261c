"""Who is in an opportunity, its quotes and its files."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlmodel import Session, select

from salestui.lifecycle import files, people, quotes, roles
from salestui.models import choices as c
from salestui.models.connections import Connection
from salestui.models.lines import QuoteProduct
from salestui.models.products import Currency
from salestui.models.users import User
from tests.lifecycle.making import Maker, at


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
    rivals = people.competitors(session, deal.id)
    assert [(one.name, one.won, one.closed) for one in rivals] == [("fabrikam", 3, 5), ("Litware", 0, 0)]


def test_only_the_newest_deals_are_counted(
    session: Session, make: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    rival = make.rival("Fabrikam", make.closed("Oldest"), *(make.closed(f"{n}", won=False) for n in range(3)))
    assert people.fared(session, rival.id) == (1, 4)
    monkeypatch.setattr(people, "RECENT", 3)
    assert people.fared(session, rival.id) == (0, 3)


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


def test_files_of_notes_and_mails(session: Session, make: Maker, tmp_path: Path) -> None:
    deal, store = make.deal(), files.folder(tmp_path / "crm.db")
    assert store == tmp_path / "crm.files"
    kept = files.keep(store, b"plan")
    note = make.note(deal, "\nSee the plan\nmore")
    mail = make.mail(deal, "Proposal", sent_on=at(18))
    make.file("plan.pdf", note_id=note.id, sha256=kept, size_bytes=4, created_on=at(18))
    make.file("gone.pdf", activity_id=mail.id, created_on=at(19))
    make.file("other.pdf", note_id=make.note(make.deal("Other"), "x").id)
    gone, plan = files.files(session, deal.id, store)
    assert (gone.name, gone.source, gone.source_title, gone.is_there) == (
        "gone.pdf",
        "mail",
        "Proposal",
        False,
    )
    assert (plan.name, plan.source, plan.source_title, plan.is_there) == (
        "plan.pdf",
        "note",
        "See the plan",
        True,
    )
    assert plan.added_by


def test_bytes_are_kept_once_and_privately(tmp_path: Path) -> None:
    store = tmp_path / "crm.files"
    sha256 = files.keep(store, b"plan")
    assert files.keep(store, b"plan") == sha256
    place = files.place(store, sha256)
    assert place.read_bytes() == b"plan"
    assert [one.name for one in place.parent.iterdir()] == [sha256]
    assert place.stat().st_mode & 0o777 == 0o600
    assert store.stat().st_mode & 0o777 == 0o700
