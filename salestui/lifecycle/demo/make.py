"""Makes the demo company in an empty file."""

from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

from sqlmodel import select

from salestui.lifecycle import opportunities, setup
from salestui.lifecycle.demo import TITLE, catalogue, content, customers, deals, diary, people
from salestui.lifecycle.demo.company import Company
from salestui.models.opportunities import Opportunity
from salestui.models.products import Currency, PriceList
from salestui.store.database import Store


def fill(store: Store, user_name: str, attachments: Path) -> None:
    """Make the demo company, as a command that belongs to nobody, so that no undo takes it away.

    `user_name` plays its account executive, `attachments` is the folder for the bytes of its files
    (`file_store.folder`). The file of the store must be empty: not even its first user is there.
    """
    with store.command(TITLE) as session:
        setup.base_records(session, content.texts()["organization"])
        session.flush()
        currency_id = session.exec(select(Currency.id).where(Currency.is_base)).one()
        retail = PriceList(name=f"Retail {content.day(0).year}", currency_id=currency_id)
        company = Company(session, attachments, currency_id, retail)
        people.add(company, user_name)
        catalogue.add(company)
        customers.add(company)
        deals.add(company)
        diary.add(company)
        users = {key: user.id for key, user in company.users.items()}
    _edits(store, users)


def _edits(store: Store, users: Mapping[str, UUID]) -> None:
    """What colleagues changed in the best deal since, so that its history has something to tell."""
    topic = content.texts()["flagship"]["topic"]
    for edit in content.texts()["edits"]:
        with store.command(f"Edit {topic}", users[edit["by"]]) as session:
            deal = session.exec(select(Opportunity).where(Opportunity.topic == topic)).one()
            changes = {name: value for name, value in edit.items() if name not in {"by", "closes"}}
            if "closes" in edit:
                changes["estimated_close_date"] = content.day(edit["closes"])
            opportunities.update(session, deal, changes)
