"""Makes the demo company in an empty file."""

from sqlmodel import select

from salestui.lifecycle import files, setup
from salestui.lifecycle.demo import catalogue, content, customers, deals, people
from salestui.lifecycle.demo.company import Company
from salestui.models.products import Currency, PriceList
from salestui.store.database import Store


def fill(store: Store, user_name: str) -> None:
    """Make the demo company, as one command that belongs to nobody, so that no undo takes it away.

    `user_name` plays its account executive. The file must be empty: not even its first user is there.
    """
    with store.command("Demo company") as session:
        setup.base_records(session, content.texts()["organization"])
        session.flush()
        currency_id = session.exec(select(Currency.id).where(Currency.is_base)).one()
        retail = PriceList(name=f"Retail {content.day(0).year}", currency_id=currency_id)
        company = Company(session, files.folder(store.path), currency_id, retail)
        people.add(company, user_name)
        catalogue.add(company)
        customers.add(company)
        deals.add(company)
