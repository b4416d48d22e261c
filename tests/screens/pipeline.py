"""A pipeline of 34 open opportunities, one of them with everything that a preview shows."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from sqlmodel import Session, col, select

from salestui import clock
from salestui.lifecycle import process
from salestui.lifecycle.process import Visited
from salestui.models.activities import Activity
from salestui.models.choices import (
    ActivityStatus,
    ActivityType,
    ConnectionRole,
    OpportunityStatus,
    OpportunityStatusReason,
    PhoneCallStatusReason,
    Priority,
    QuoteStatus,
    QuoteStatusReason,
    Rating,
)
from salestui.models.competitors import Competitor, OpportunityCompetitor
from salestui.models.connections import Connection
from salestui.models.customers import Account, Contact
from salestui.models.lines import OpportunityProduct
from salestui.models.notes import Attachment, Note
from salestui.models.opportunities import Opportunity
from salestui.models.quotes import Quote
from salestui.widgets.desk import Desk

ROWS = """
Cold-chain sensors|Northwind Foods|2026-11-19|48000|Hot
Label printers, EMEA|Contoso Retail|2026-11-27|12300|Cold
Store Wi-Fi refresh|Fourth Coffee|2026-11-30|26400|Hot
Handheld scanners|Wide World Importers|2026-12-02|31500|Warm
Warehouse automation, phase 2|Northwind Foods|2026-12-04|182000|Hot
Fleet telematics|Alpine Ski House|2026-12-04|22750|Warm
Returns portal|Tailspin Toys|2026-12-09|18900|Warm
Packing line vision check|Coho Vineyard|2026-12-10|64000|Hot
Shelf-edge displays|Contoso Retail|2026-12-11|87250|Warm
Branch kiosks|Woodgrove Bank|2026-12-14|96400|Hot
Ticket gates, valley station|Alpine Ski House|2026-12-15|41800|Warm
Badge readers|Bellows College|2026-12-16|9600|Cold
Spare parts contract 2027|City Power & Light|2026-12-18|58200|Warm
Roastery batch tracking|Fourth Coffee|2026-12-18|24500|Warm
Night-shift support plan|Relecloud|2026-12-21|15600|Warm
Meter data gateway|City Power & Light|2027-01-08|94250|Hot
Claims intake scanners|Humongous Insurance|2027-01-12|38400|Warm
Print room upgrade|Lucerne Publishing|2027-01-15|27900|Cold
Harvest labels|Best For You Organics|2027-01-15|7850|Cold
Yard cameras|Wide World Importers|2027-01-20|33700|Warm
Forklift leasing add-on|VanArsdel|2027-01-22|52000|Warm
Field tablets|Trey Research|2027-01-29|29300|Warm
Tour check-in tablets|Margie's Travel|2027-02-02|11200|Cold
Assembly line torque log|Adventure Works|2027-02-05|46500|Warm
Bike rental lockers|Adventure Works|2027-02-12|19800|Cold
Jar line inspection|Munson's Pickles|2027-02-15|35600|Warm
Studio asset tags|Southridge Video|2027-02-19|6400|Cold
Loyalty terminals|Wingtip Toys|2027-02-26|28750|Warm
Archive digitising|Nod Publishers|2027-03-05|21300|Cold
Dock scheduling|Coho Vineyard|2027-03-09|17800|Warm
Reading room lights|Lucerne Publishing|2027-03-12|12650|Cold
Site radios|Trey Research|2027-03-19|14900|Warm
Parcel lockers|Tailspin Toys|2027-03-26|23400|Warm
Cellar monitoring|Coho Vineyard|2027-04-02|23600|Warm
"""
WAREHOUSE = "Warehouse automation, phase 2"
CHANCE = {"Hot": 60, "Warm": 45, "Cold": 30}


def seed(desk: Desk) -> dict[str, UUID]:
    """Fill the file; the ids of the opportunities by topic."""
    ids: dict[str, UUID] = {}
    with desk.store.command("A pipeline", desk.user.id) as session:
        accounts: dict[str, Account] = {}
        for line in ROWS.strip().splitlines():
            topic, customer, closes, revenue, rating = line.split("|")
            if customer not in accounts:
                accounts[customer] = Account(name=customer, owner_user_id=desk.user.id)
                session.add(accounts[customer])
                session.flush()
            made = add(
                session, desk, topic, accounts[customer].id, date.fromisoformat(closes), int(revenue), rating
            )
            ids[topic] = made.id
        _warehouse(session, desk, ids[WAREHOUSE], accounts["Northwind Foods"].id)
    return ids


def add(
    session: Session,
    desk: Desk,
    topic: str,
    account_id: UUID | None = None,
    closes: date | None = None,
    revenue: int | None = None,
    rating: str = "Warm",
    **more: object,
) -> Opportunity:
    """One open opportunity of the desk's user, in its process."""
    made = Opportunity(
        topic=topic,
        account_id=account_id,
        estimated_close_date=closes,
        estimated_revenue=None if revenue is None else Decimal(revenue),
        rating=Rating.from_label(rating),
        probability=CHANCE[rating],
        owner_user_id=desk.user.id,
        **more,
    )
    session.add(made)
    session.flush()
    process.place_in_stage(
        session, made, [Visited("qualify", clock.now() - timedelta(days=3))], "opportunity_sales_process"
    )
    return made


def _at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def _warehouse(session: Session, desk: Desk, deal_id: UUID, account_id: UUID) -> None:
    deal = session.get(Opportunity, deal_id)
    assert deal is not None
    mine = {"owner_user_id": desk.user.id}
    people = [
        ("Ana Silva", ConnectionRole.DECISION_MAKER),
        ("Tomás Reyes", ConnectionRole.CHAMPION),
        ("Priya Nair", ConnectionRole.TECHNICAL_BUYER),
        ("Jonas Weber", ConnectionRole.ECONOMIC_BUYER),
    ]
    contacts = [Contact(full_name=name, account_id=account_id, **mine) for name, _ in people]
    session.add_all(contacts)
    session.flush()
    deal.contact_id = contacts[0].id
    deal.identify_pursuit_team = deal.develop_proposal = True
    _restage(session, deal)
    session.add_all(
        Connection(opportunity_id=deal_id, contact_id=contact.id, role=role)
        for contact, (_, role) in zip(contacts, people, strict=True)
    )
    session.add(
        Activity(
            activity_type=ActivityType.PHONE_CALL,
            subject="Call Ana about the security review",
            status_reason=PhoneCallStatusReason.OPEN,
            priority=Priority.HIGH,
            scheduled_start=_at(24, 15),
            scheduled_end=_at(24, 15, 30),
            duration_minutes=30,
            opportunity_id=deal_id,
            **mine,
        )
    )
    note = Note(
        body="They want the quote split by site.", opportunity_id=deal_id, created_on=_at(21, 13, 30), **mine
    )
    session.add(note)
    session.flush()
    session.add_all(Attachment(note_id=note.id, file_name=f"{n}.pdf", sha256=f"{n}" * 64) for n in range(3))
    session.add_all(
        OpportunityProduct(opportunity_id=deal_id, write_in_product=f"Mover {n}", sequence=n)
        for n in range(1, 6)
    )
    session.add_all(
        [
            Quote(
                quote_number="Q-1042",
                name="Warehouse automation",
                opportunity_id=deal_id,
                total_amount=Decimal(182000),
                status=QuoteStatus.ACTIVE,
                status_reason=QuoteStatusReason.ACTIVE_IN_PROGRESS,
                activated_on=date(2026, 11, 15),
                effective_to=date(2026, 11, 30),
                **mine,
            ),
            Quote(quote_number="Q-1043", name="Option B", opportunity_id=deal_id, **mine),
        ]
    )
    for name, won, closed in (("Fabrikam Robotics", 3, 5), ("Litware Logistics", 1, 4)):
        rival = Competitor(name=name)
        session.add(rival)
        session.flush()
        session.add(OpportunityCompetitor(opportunity_id=deal_id, competitor_id=rival.id))
        for number in range(closed):
            old = Opportunity(
                topic=f"Earlier {name} {number}",
                status=OpportunityStatus.WON if number < won else OpportunityStatus.LOST,
                status_reason=OpportunityStatusReason.WON
                if number < won
                else OpportunityStatusReason.OUT_SOLD,
                actual_close_date=date(2026, 3, 2),
                actual_revenue=Decimal(1000),
                estimated_close_date=date(2026, 3, 2),
                **mine,
            )
            session.add(old)
            session.flush()
            session.add(OpportunityCompetitor(opportunity_id=old.id, competitor_id=rival.id))


def _restage(session: Session, deal: Opportunity) -> None:
    """Qualify for 12 days, Develop for 20, in Propose since 6."""
    before = process.instance(session, deal.id)
    assert before is not None
    from salestui.models.processes import StageVisit

    for visit in session.exec(select(StageVisit).where(col(StageVisit.process_instance_id) == before.id)):
        session.delete(visit)
    session.flush()
    session.delete(before)
    session.flush()
    visited = [
        Visited("qualify", clock.now() - timedelta(days=38)),
        Visited("develop", clock.now() - timedelta(days=26)),
        Visited("propose", clock.now() - timedelta(days=6)),
    ]
    process.place_in_stage(session, deal, visited, "opportunity_sales_process")


__all__ = ["WAREHOUSE", "ActivityStatus", "add", "seed"]
