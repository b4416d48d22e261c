"""Line amounts and totals by the published formulas."""

from decimal import Decimal

import pytest
from sqlmodel import Session, select

from salestui.lifecycle import pricing
from salestui.lifecycle.pricing import header_totals, line_amounts
from salestui.lifecycle.shapes import LineAmounts
from salestui.models import choices as c
from salestui.models.organization import Organization
from salestui.models.products import Currency, Product, Unit
from tests.lifecycle.making import Maker

PER_UNIT = c.DiscountCalculationMethod.PER_UNIT


@pytest.mark.parametrize(
    ("given", "method", "before_tax"),
    [
        # The two worked examples that are published for the discount methods.
        (("100", "200", None, "10"), None, "19990"),
        (("100", "200", None, "10"), PER_UNIT, "18000"),
        (("1000", "10", "100", "100"), None, "8900"),
        (("1000", "10", "100", "100"), PER_UNIT, "8000"),
    ],
)
def test_discount_methods(given, method, before_tax: str) -> None:
    price, quantity, volume, manual = given
    amounts = line_amounts(
        price_per_unit=Decimal(price),
        quantity=Decimal(quantity),
        volume_discount=Decimal(volume) if volume else None,
        manual_discount=Decimal(manual),
        tax=Decimal("7"),
        method=method or c.DiscountCalculationMethod.LINE_ITEM,
    )
    assert amounts.amount - amounts.discount == Decimal(before_tax)
    assert amounts.extended_amount == Decimal(before_tax) + 7


@pytest.mark.parametrize(
    ("price", "quantity", "decimals", "amount"),
    [
        ("0.125", "1", 2, "0.13"),
        ("0.333", "3", 2, "1.00"),
        ("10.5", "1", 0, "11"),
        ("1", "0.00001", 4, "0.0000"),
        (None, "5", 2, "0.00"),
    ],
)
def test_rounding_to_the_currency(price, quantity, decimals, amount) -> None:
    told = line_amounts(
        price_per_unit=Decimal(price) if price else None, quantity=Decimal(quantity), decimals=decimals
    )
    assert str(told.amount) == amount


def line(price: str, quantity: str, **amounts: str) -> LineAmounts:
    """A line of these amounts."""
    given = {name: Decimal(amount) for name, amount in amounts.items()}
    return line_amounts(price_per_unit=Decimal(price), quantity=Decimal(quantity), **given)


def test_totals() -> None:
    lines = [
        line("18400", "6", manual_discount="2400", tax="6480"),
        line("890", "24", volume_discount="44.50", tax="1068"),
        line("1250", "8", tax="600"),
        line("9600", "2", tax="1152"),
        line("6500", "2"),
    ]
    assert [one.extended_amount for one in lines] == [114480, 21360, 10600, 20352, 13000]
    totals = header_totals(lines, discount_amount=Decimal(1500), freight_amount=Decimal(6200))
    assert (totals.detail_amount, totals.total_tax) == (170492, 9300)
    assert (totals.line_item_discount_amount, totals.total_discount_amount) == (2400, 3900)
    assert (totals.pre_freight_amount, totals.total_amount) == (168992, 184492)


def test_percentage_is_of_the_detail_amount() -> None:
    lines = [line("33.33", "1", tax="5")]
    totals = header_totals(lines, discount_percentage=Decimal("12.5"), discount_amount=Decimal(1))
    # 12.5 % of 33.33 is 4.16625.
    assert totals.total_discount_amount == Decimal("5.17")
    assert totals.total_amount == Decimal("33.33") - Decimal("5.17") + 5


def test_nothing_comes_to_nothing() -> None:
    assert header_totals([]).total_amount == 0


def test_recalculate(session: Session, make: Maker) -> None:
    deal = make.deal()
    line = make.line(deal, "100", "3", manual_discount=Decimal(10), tax=Decimal(5))
    pricing.recalculate(session, deal)
    assert (line.amount, line.extended_amount) == (300, 295)
    assert (deal.total_amount, deal.estimated_revenue) == (295, None)
    session.exec(select(Organization)).one().discount_calculation_method = PER_UNIT
    pricing.recalculate(session, deal)
    assert deal.total_amount == 275


def test_recalculate_again_changes_nothing(session: Session, make: Maker) -> None:
    deal = make.deal()
    line = make.line(deal, "100", "3")
    pricing.recalculate(session, deal)
    session.flush()
    pricing.recalculate(session, deal)
    assert not session.is_modified(deal)
    assert not session.is_modified(line)


def test_lines_as_they_are_shown(session: Session, make: Maker) -> None:
    deal = make.deal()
    unit = session.exec(select(Unit)).one()
    scanner = make.add(Product(name="Handheld scanner", default_unit_id=unit.id))
    make.line(deal, "5", "2", write_in_product="Site survey", sequence=2)
    make.line(
        deal,
        "890",
        "24",
        write_in_product=None,
        product_id=scanner.id,
        unit_id=unit.id,
        is_price_overridden=True,
        properties="Colour: Graphite\nGrip: Pistol: black\n",
        pricing_error=c.PricingError.MISSING_QUANTITY,
    )
    items = pricing.lines_of(session, deal)
    first, second = items.lines
    assert (first.name, first.unit, first.pricing, first.extended_amount) == (
        "Handheld scanner",
        "Primary unit",
        "Override",
        21360,
    )
    assert first.properties == (("Colour", "Graphite"), ("Grip", "Pistol: black"))
    assert first.problem == "Missing quantity"
    assert (second.name, second.unit, second.pricing, second.problem) == (
        "Site survey",
        None,
        "Write-in",
        None,
    )
    assert items.totals.total_amount == 21370
    assert (items.price_list, items.currency, items.symbol, items.decimals) == ("Standard", "USD", "$", 2)


def test_yen_has_no_decimals(session: Session, make: Maker) -> None:
    yen = session.exec(select(Currency).where(Currency.iso_code == "JPY")).one()
    deal = make.deal(currency=yen.id)
    make.line(deal, "10.4", "3")
    assert pricing.lines_of(session, deal).lines[0].extended_amount == 31
