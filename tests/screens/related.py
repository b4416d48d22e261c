"""Accounts, contacts and competitors with what belongs to them, and their screens driven by keys."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from decimal import Decimal
from uuid import UUID

from salestui.app import SalesApp
from salestui.lifecycle import closing, people
from salestui.lifecycle.refs import RecordRef
from salestui.models import choices as c
from salestui.models.customers import Account, Contact
from salestui.models.users import User
from salestui.screens.opening_records import open_record
from salestui.screens.record_screen import RecordScreen
from salestui.widgets.desk import Desk
from tests.lifecycle.making import Maker
from tests.screens.app import Stand
from tests.screens.record import Record


def tell(desk: Desk) -> dict[str, UUID]:
    """Fill the file; the ids of the records by name."""
    with desk.store.command("The story", desk.user.id) as session:
        make = Maker(session, desk.user.id)
        mina = session.get(User, desk.user.id)
        assert mina is not None
        mina.full_name = "Mina Okafor"
        contoso = make.account(
            "Contoso", city="Porto", phone="+351 22 1", industry=c.Industry.ACCOUNTING, year_established=1988
        )
        below = make.account("Contoso Norway", city="Bergen", parent_account_id=contoso.id)
        alone = make.account("Adatum", city="Oslo")
        ana = make.contact(
            "Ana Silva",
            first_name="Ana",
            last_name="Silva",
            account_id=contoso.id,
            job_title="CFO",
            email="ana@contoso.example",
        )
        tomas = make.contact("Tomás Reyes", account_id=contoso.id)
        contoso.primary_contact_id = ana.id
        soon = make.deal("Dock sensors", account=contoso.id, estimated_revenue=Decimal(201000))
        soon.estimated_close_date = date(2026, 12, 4)
        late = make.deal("Parcel lockers", account=contoso.id, estimated_revenue=Decimal(23400))
        late.estimated_close_date = date(2026, 10, 7)
        people.add_stakeholder(session, soon.id, tomas.id, c.ConnectionRole.CHAMPION)
        won = make.deal("Movers", account=contoso.id, estimated_revenue=Decimal(90000))
        lost = make.deal("Drones", account=contoso.id, estimated_revenue=Decimal(40000))
        closing.close_as_won(session, won, actual_revenue=Decimal(83000), closed_on=date(2026, 11, 12))
        rival = make.rival("Fabrikam", soon, won, lost)
        rival.strengths, rival.weaknesses = "Cheap\nand quick", "No support"
        closing.close_as_lost(
            session, lost, status_reason=c.OpportunityStatusReason.OUT_SOLD, competitor=rival
        )
        nobody = make.rival("Nobody's Rival")
        made: list[Account | Contact] = [contoso, below, alone, ana, tomas]
        ids = {getattr(one, "full_name", "") or one.name: one.id for one in made}
        return ids | {"Fabrikam": rival.id, "Nobody's Rival": nobody.id, "Dock sensors": soon.id}


@asynccontextmanager
async def opened(
    desk: Desk, table: str, record_id: UUID, size: tuple[int, int] = (120, 40)
) -> AsyncIterator[Record]:
    """The screen of a record over a stand-in."""
    app = SalesApp(desk, {"opportunities": Stand})
    async with app.run_test(size=size, notifications=True) as pilot:
        await app.workers.wait_for_complete()
        open_record(app, desk, RecordRef(table, record_id, ""))
        await pilot.pause()
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, RecordScreen)
        yield Record(pilot, screen, desk)
