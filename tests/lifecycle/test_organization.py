from contextlib import closing

from sqlmodel import Session, select

from salestui.lifecycle.organization import OrganizationFacts, facts
from salestui.models.organization import Organization
from salestui.models.products import Currency
from salestui.store import connection as files
from salestui.store.database import Store


def organization(session: Session) -> Organization:
    return session.exec(select(Organization)).one()


def test_of_a_new_file(store: Store) -> None:
    assert facts(store.reader) == OrganizationFacts("$", 1)


def test_the_base_currency_and_the_fiscal_year_are_its_own(store: Store) -> None:
    with store.command("Settings") as session:
        ours = organization(session)
        ours.fiscal_year_start_month = 4
        ours.base_currency_id = session.exec(select(Currency).where(Currency.iso_code == "CHF")).one().id
    assert facts(store.reader) == OrganizationFacts("CHF", 4)


def test_without_a_base_currency_amounts_have_no_sign(store: Store) -> None:
    with store.command("Settings") as session:
        organization(session).base_currency_id = None
    assert facts(store.reader) == OrganizationFacts("", 1)


def test_of_a_file_without_an_organization(store: Store) -> None:
    with closing(files.connect(store.path)) as connection:
        connection.execute("DELETE FROM organization")
    assert facts(store.reader) == OrganizationFacts()
