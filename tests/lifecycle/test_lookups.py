"""Records proposed while somebody types; opportunities found by what is written on the command line."""

import pytest
from sqlmodel import Session

from salestui.lifecycle import customers, lookups
from salestui.lifecycle.customers import create_account, create_contact, search_customers
from salestui.lifecycle.finding import Ambiguous, NotFound, find_opportunity
from salestui.lifecycle.lookups import search_lookup
from salestui.lifecycle.values import InvalidFields
from salestui.models.fields import FIELDS
from salestui.models.leads import Campaign
from salestui.models.users import Team
from tests.hostile import HOSTILE
from tests.lifecycle.making import Maker

TARGETS = sorted({field.target for fields in FIELDS.values() for field in fields.values() if field.target})


def names(session: Session, table: str, text: str, limit: int = 20) -> list[str]:
    return [hit.name for hit in search_lookup(session, table, text, limit)]


def test_beginning_comes_before_containing(session: Session, make: Maker) -> None:
    for name in ("Alpine Ski", "Contoso Alps", "alpaca Farm", "Bellows"):
        make.account(name)
    assert names(session, "account", "alp") == ["alpaca Farm", "Alpine Ski", "Contoso Alps"]
    assert names(session, "account", "al") == ["alpaca Farm", "Alpine Ski", "Contoso Alps"]
    assert names(session, "account", "ALPINE  ski") == ["Alpine Ski"]
    assert names(session, "account", "alp", 2) == ["alpaca Farm", "Alpine Ski"]
    assert names(session, "account", "zzz") == []
    assert names(session, "account", "") == ["alpaca Farm", "Alpine Ski", "Bellows", "Contoso Alps"]


def test_letters_beyond_ascii(session: Session, make: Maker) -> None:
    make.account("Ñandú Foods")
    make.account("日本語のお客様")
    for text in ("ñ", "Ñ", "ñandú", "日", "日本語", "お客様"):
        assert len(names(session, "account", text)) == 1, text


def test_accents_do_not_matter(session: Session, make: Maker) -> None:
    make.account("Blue Teapot Cafés")
    make.contact("Tomás Reyna")
    make.add(Team(name="Équipe Zürich"))
    assert names(session, "account", "cafes") == ["Blue Teapot Cafés"]
    assert names(session, "contact", "tomas r") == ["Tomás Reyna"]
    assert names(session, "team", "equipe zu") == ["Équipe Zürich"]
    assert names(session, "team", "x" * 10_000) == []


def test_what_tells_them_apart(session: Session, make: Maker) -> None:
    account = make.account("Northwind", city="Bergen", email="a@b.c")
    make.contact("Ana Silva", account_id=account.id, job_title="CTO")
    assert search_lookup(session, "account", "n")[0].detail == "Bergen, a@b.c"
    assert search_lookup(session, "contact", "ana")[0].detail == "Northwind, CTO"
    assert search_lookup(session, "price_list", "sta")[0].detail == "USD"


def test_inactive_ones_are_not_proposed(session: Session, make: Maker) -> None:
    make.contact("Ana Silva", is_active=False)
    make.contact("Ana Reyes")
    assert names(session, "contact", "ana") == ["Ana Reyes"]
    assert names(session, "contact", "silva") == []


def test_small_tables_match_anywhere(session: Session, make: Maker) -> None:
    make.add(Team(name="North sales"))
    make.add(Campaign(name="Trade show", code="TS_1%"))
    assert names(session, "team", "sal") == ["North sales"]
    assert names(session, "campaign", "s_1%") == ["Trade show"]
    assert names(session, "campaign", "s_9%") == []
    assert names(session, "currency", "euro") == ["EUR"]


@pytest.mark.parametrize("table", TARGETS)
def test_every_target_takes_any_text(session: Session, table: str) -> None:
    for text in HOSTILE:
        search_lookup(session, table, text, 5)
    assert lookups.names(session, table, []) == {}


def test_control_characters_alone_find_nothing(session: Session, make: Maker) -> None:
    make.account("Acme")
    assert names(session, "account", "\x07\x00") == []


def test_customers_take_turns(session: Session, make: Maker) -> None:
    for n in range(5):
        make.account(f"Anton {n}")
    make.contact("Ana Silva")
    make.contact("Jo Anders")
    found = [(hit.table, hit.name) for hit in search_customers(session, "an", 4)]
    assert found == [
        ("account", "Anton 0"),
        ("contact", "Ana Silva"),
        ("account", "Anton 1"),
        ("account", "Anton 2"),
    ]
    assert ("contact", "Jo Anders") in [(h.table, h.name) for h in search_customers(session, "an", 20)]


def test_customers_are_made(session: Session, make: Maker) -> None:
    account = create_account(session, make.user_id, " Coho Vineyard ")
    ana = create_contact(session, make.user_id, "Ana Maria Silva", account_id=account.id)
    cher = create_contact(session, make.user_id, "Cher")
    assert (account.name, account.owner_user_id) == ("Coho Vineyard", make.user_id)
    assert (ana.first_name, ana.last_name, ana.account_id) == ("Ana Maria", "Silva", account.id)
    assert (cher.first_name, cher.last_name) == (None, "Cher")
    with pytest.raises(InvalidFields, match="Account name is needed"):
        create_account(session, make.user_id, "  ")
    with pytest.raises(InvalidFields, match="control character"):
        create_contact(session, make.user_id, "Ana\x1b[31m")
    assert customers.search_customers(session, "coho")[0].id == account.id


def test_find_by_id_prefix_and_topic(session: Session, make: Maker) -> None:
    deal = make.deal("Scanners, EMEA")
    for text in (deal.id.hex, str(deal.id), deal.id.hex[:30].upper(), "scanners, emea", " Scanners, EMEA "):
        assert find_opportunity(session, text) is deal


def test_same_topic_twice(session: Session, make: Maker) -> None:
    first, second = make.deal("Scanners", account=make.account("Contoso").id), make.closed("Scanners")
    with pytest.raises(Ambiguous) as raised:
        find_opportunity(session, "scanners")
    message = str(raised.value)
    assert f"{first.id.hex}  Scanners, Contoso, open" in message
    assert f"{second.id.hex}  Scanners, no customer, won" in message


def test_exact_letters_decide(session: Session, make: Maker) -> None:
    make.deal("SCANNERS")
    wanted = make.deal("Scanners")
    assert find_opportunity(session, "Scanners ") is wanted


def test_ambiguous_list_has_an_end(session: Session, make: Maker) -> None:
    for _ in range(12):
        make.deal("Scanners")
    with pytest.raises(Ambiguous) as raised:
        find_opportunity(session, "scanners")
    assert len(str(raised.value).splitlines()) == 12
    assert "and more" in str(raised.value)


@pytest.mark.parametrize("text", ["Scannr", "", "abcd", "0" * 32, "' OR 1=1 --", "%"])
def test_nothing_found(session: Session, make: Maker, text: str) -> None:
    make.deal("Scanners, EMEA")
    with pytest.raises(NotFound, match="No opportunity has the id or topic"):
        find_opportunity(session, text)


def test_near_ones_are_proposed(session: Session, make: Maker) -> None:
    deal = make.deal("Scanners, EMEA")
    with pytest.raises(NotFound, match=deal.id.hex):
        find_opportunity(session, "scanners")
