"""Who is probably the same: by email, by name, by a near name."""

import pytest
from sqlmodel import Session

from salestui.lifecycle.duplicates import likely
from tests.hostile import HOSTILE
from tests.lifecycle.making import Maker


def found(session: Session, name: str, **more: object) -> list[tuple[str, str]]:
    return [(one.hit.name, one.why) for one in likely(session, "contact", name, **more)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("ana silva", "same name"),
        ("Ána Sïlva", "same name"),
        ("Silva, Ana", "same name"),
        ("AnaSilva", "same name"),
        ("Anna Silva", "name is near"),
        ("A. Silva", "name is near"),
        ("Ana Silvia", "name is near"),
    ],
)
def test_names_that_mean_the_same(session: Session, make: Maker, typed: str, why: str) -> None:
    make.contact("Ana Silva")
    assert found(session, typed) == [("Ana Silva", why)]


@pytest.mark.parametrize("typed", ["Ana", "Ana Costa", "Bo Silva", "", "   ", "🐟🐟🐟", "x" * 10_000])
def test_names_that_mean_others(session: Session, make: Maker, typed: str) -> None:
    make.contact("Ana Silva")
    assert found(session, typed) == []


def test_numbers_make_others(session: Session, make: Maker) -> None:
    make.contact("Purchasing desk 1")
    assert found(session, "Purchasing desk 2") == []
    assert found(session, "Purchasing desk 1") == [("Purchasing desk 1", "same name")]


def test_the_same_email_comes_first_then_those_of_the_account(session: Session, make: Maker) -> None:
    account = make.account()
    make.contact("Ana Silva", job_title="elsewhere")
    make.contact("Ana Silva", job_title="here", account_id=account.id)
    make.contact("Info", email="Ana@X.example")
    make.contact("Desk", email="other@x.example", email_2="ANA@x.example", account_id=account.id)
    ranked = likely(session, "contact", "Ana Silva", email="Ana@X.example", account_id=account.id)
    assert [(one.hit.name, one.why) for one in ranked] == [
        ("Desk", "same email"),
        ("Info", "same email"),
        ("Ana Silva", "same name"),
        ("Ana Silva", "same name"),
    ]
    assert [one.hit.detail.split(", ")[-1] for one in ranked[2:]] == ["here", "elsewhere"]


def test_in_a_crowd(session: Session, make: Maker) -> None:
    for number in range(300):
        make.contact(f"Ana{'abcdefghij'[number % 10]} Silv{'klmnopqrst'[number // 30]}o")
    make.contact("Priya Nair")
    assert found(session, "Prya Nair") == [("Priya Nair", "name is near")]
    assert len(found(session, "Anaa Silvko")) == 5


def test_accounts_and_competitors(session: Session, make: Maker) -> None:
    make.account("Northwind Foods")
    make.rival("Fabrikam Robotics")
    (account,) = likely(session, "account", "Northwind food")
    assert (account.hit.name, account.why) == ("Northwind Foods", "name is near")
    (rival,) = likely(session, "competitor", "fabrikam-robotics")
    assert rival.why == "same name"
    (part,) = likely(session, "competitor", "Fabricam")
    assert part.why == "name is near"
    assert likely(session, "account", "Northwind Toys") == []


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_typed(session: Session, make: Maker, text: str) -> None:
    make.contact("Ana Silva", account_id=make.account().id)
    for table in ("contact", "account", "competitor"):
        likely(session, table, text, email=text)  # type: ignore[arg-type]
