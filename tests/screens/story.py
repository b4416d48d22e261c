"""The opportunity of the pictures with all that belongs to it, and a few others."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from sqlmodel import select

from salestui import clock
from salestui.lifecycle import closing, process
from salestui.lifecycle.process import Visited
from salestui.models import choices as c
from salestui.models.connections import Connection
from salestui.models.customers import Account, Contact
from salestui.models.opportunities import Opportunity
from salestui.models.products import Currency, PriceList, Product, Unit, UnitGroup
from salestui.models.users import User
from salestui.widgets.desk import Desk
from tests.lifecycle.making import Maker

WAREHOUSE, PLAIN, WON, LAST = (
    "Warehouse automation, phase 2",
    "Fleet telematics",
    "Yard cameras",
    "Badge readers",
)
_LINES = (
    ("Pallet mover AMR-40", "Each", "18400", "6", "114480", {"manual_discount": "2400", "tax": "6480"}),
    ("Handheld scanner HS-2", "Each", "890", "20", "18868", {"tax": "1068"}),
    ("Dock sensor kit", "Set", "1250", "8", "10600", {"tax": "600"}),
    ("Fleet controller licence", "Year", "9600", "2", "20352", {"tax": "1152", "is_price_overridden": True}),
)


def _at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def tell(desk: Desk) -> dict[str, UUID]:
    """Fill the file; the ids of the opportunities by topic, in the order of their list."""
    with desk.store.command("The story", desk.user.id) as session:
        make = Maker(session, desk.user.id)
        mina = session.get(User, desk.user.id)
        assert mina is not None
        mina.full_name = "Mina Okafor"
        foods = make.account("Northwind Foods", city="Bergen")
        make.account("Nordic Papers", city="Oslo")
        people = _people(make, foods)
        currency = session.exec(select(Currency).where(Currency.iso_code == "USD")).one()
        retail = make.add(PriceList(name="Retail 2026", currency_id=currency.id))
        deal = make.add(
            Opportunity(
                topic=WAREHOUSE,
                account_id=foods.id,
                contact_id=people[0].id,
                estimated_close_date=date(2026, 12, 4),
                estimated_revenue=Decimal(182000),
                probability=60,
                rating=c.Rating.HOT,
                price_list_id=retail.id,
                currency_id=currency.id,
                owner_user_id=desk.user.id,
            )
        )
        _fields(deal)
        days = (("qualify", 38), ("develop", 26), ("propose", 6))
        visits = [Visited(stage, clock.now() - timedelta(days=ago)) for stage, ago in days]
        process.place_in_stage(session, deal, visits, "opportunity_sales_process")
        _connections(make, deal, people)
        _timeline(make, deal, people)
        _lines(make, deal, currency)
        _quotes(make, deal)
        _rivals(make, deal)
        alpine = make.account("Alpine Ski House")
        plain = make.deal(PLAIN, account=alpine.id, estimated_close_date=date(2026, 11, 19))
        won = make.deal(WON, account=alpine.id, estimated_revenue=Decimal(33700))
        closing.close_as_won(
            session,
            won,
            actual_revenue=Decimal(33000),
            closed_on=date(2026, 11, 12),
        )
        last = make.deal(LAST, estimated_revenue=Decimal(9600))
        return {one.topic: one.id for one in (plain, deal, won, last)}


def _fields(deal: Opportunity) -> None:
    deal.purchase_timeframe = c.PurchaseTimeframe.THIS_QUARTER
    deal.purchase_process = c.PurchaseProcess.COMMITTEE
    deal.budget_amount, deal.budget_status = Decimal(200000), c.BudgetStatus.WILL_BUY
    deal.need = c.Need.MUST_HAVE
    deal.forecast_category = c.ForecastCategory.BEST_CASE
    deal.customer_need = "Halve picking time in Bergen and Porto by spring."
    deal.proposed_solution = "Six movers, scanners, dock sensors, two years of licence."
    deal.identify_pursuit_team = deal.develop_proposal = True


def _people(make: Maker, foods: Account) -> list[Contact]:
    names = ("Ana Silva", "Tomás Reyes", "Priya Nair", "Jonas Weber")
    return [make.contact(name, account_id=foods.id) for name in names]


def _connections(make: Maker, deal: Opportunity, people: list[Contact]) -> None:
    roles = (
        c.ConnectionRole.DECISION_MAKER,
        c.ConnectionRole.CHAMPION,
        c.ConnectionRole.TECHNICAL_BUYER,
        c.ConnectionRole.ECONOMIC_BUYER,
    )
    for person, role in zip(people, roles, strict=True):
        make.add(Connection(opportunity_id=deal.id, contact_id=person.id, role=role))
    team = (
        ("Lena Fischer", c.ConnectionRole.INDUSTRY_EXPERT),
        ("Omar Haddad", c.ConnectionRole.DELIVERY_PROFESSIONAL),
    )
    for name, role in team:
        user = make.add(User(user_name=name.split()[0].lower(), full_name=name))
        make.add(Connection(opportunity_id=deal.id, user_id=user.id, role=role))


def _timeline(make: Maker, deal: Opportunity, people: list[Contact]) -> None:
    make.note(
        deal,
        "Decision criteria: one vendor, ISO 27001, live before March",
        is_pinned=True,
        created_on=_at(2, 9),
    )
    make.call(
        deal,
        "Ana, the security review",
        scheduled_start=_at(24, 15),
        scheduled_end=_at(24, 15, 30),
        duration_minutes=30,
        priority=c.Priority.HIGH,
    )
    make.meeting(deal, _at(23, 14, 10), "Walk-through with site leads", location="room 2")
    make.note(deal, "They want the quote split by site, Bergen first.", created_on=_at(21, 17, 5))
    plans = make.mail(
        deal, "Proposal and site plans", sent_on=_at(18, 16, 20), direction=c.Direction.OUTGOING
    )
    for person in people[:2]:
        make.party(plans, c.ParticipationType.TO, contact_id=person.id)
    for name in ("proposal.pdf", "site plans.pdf"):
        make.file(name, activity_id=plans.id, created_on=_at(18, 16, 20))
    make.call(deal, "Priya, network questions", actual_end=_at(18, 9, 40), duration_minutes=25)
    for week in range(17):
        make.call(deal, f"Weekly call {17 - week}", actual_end=_at(16, 9) - timedelta(weeks=week))


def _lines(make: Maker, deal: Opportunity, currency: Currency) -> None:
    group = make.add(UnitGroup(name="Pieces"))
    units = {name: make.add(Unit(name=name, unit_group_id=group.id)) for name in ("Each", "Set", "Year")}
    for number, (name, unit, price, quantity, extended, more) in enumerate(_LINES, 1):
        product = make.add(
            Product(
                name=name,
                product_number=f"P-{number}",
                unit_group_id=group.id,
                default_unit_id=units[unit].id,
                currency_id=currency.id,
            )
        )
        fields = {key: Decimal(value) if isinstance(value, str) else value for key, value in more.items()}
        make.line(
            deal,
            price,
            quantity,
            write_in_product=None,
            product_id=product.id,
            unit_id=units[unit].id,
            sequence=number,
            extended_amount=Decimal(extended),
            **fields,
        )
    make.line(deal, "6500", "2", write_in_product="Site survey, Bergen and Porto", sequence=5)


def _quotes(make: Maker, deal: Opportunity) -> None:
    make.quote(
        deal,
        "Q-1042",
        total_amount=Decimal(182000),
        activated_on=date(2026, 11, 15),
        effective_to=date(2026, 11, 30),
    )
    make.quote(deal, "Q-1043")


def _rivals(make: Maker, deal: Opportunity) -> None:
    for name, won, closed in (("Fabrikam Robotics", 3, 5), ("Litware Logistics", 1, 4)):
        earlier = [make.closed(f"{name} {number}", number < won) for number in range(closed)]
        make.rival(name, deal, *earlier)
