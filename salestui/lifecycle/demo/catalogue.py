"""What the demo company sells: units, products, price lists, a discount list."""

from collections.abc import Mapping
from decimal import Decimal

from sqlmodel import col, select

from salestui.lifecycle.demo import content
from salestui.lifecycle.demo.company import Company
from salestui.models.choices import DiscountType, ProductRelationshipType, ProductStructure
from salestui.models.products import (
    BundleProduct,
    DiscountList,
    DiscountTier,
    PriceList,
    PriceListItem,
    Product,
    ProductRelationship,
    Unit,
    UnitGroup,
)

PARTNER_SHARE = Decimal("0.88")
"""What a partner pays of the retail price."""


def add(company: Company) -> None:
    """Units, products with their prices, what goes with what."""
    session = company.session
    group = session.exec(select(UnitGroup)).one()
    _units(company, group)
    partner = PriceList(
        name=f"Partner {content.day(0).year}",
        currency_id=company.currency_id,
        description="12 % under retail",
    )
    volume = DiscountList(name="Scanners by volume", discount_type=DiscountType.PERCENTAGE)
    session.add_all([*company.units.values(), company.retail, partner, volume])
    _tiers(company, volume)
    for row in content.rows("products"):
        product = _product(company, group, row)
        for price_list, share in ((company.retail, Decimal(1)), (partner, PARTNER_SHARE)):
            session.add(
                PriceListItem(
                    price_list_id=price_list.id,
                    product_id=product.id,
                    unit_id=company.units[row["unit"]].id,
                    amount=(Decimal(row["price"]) * share).quantize(Decimal("0.01")),
                    discount_list_id=volume.id if row["key"] == "scanner" else None,
                )
            )
    _related(company, group)


def _units(company: Company, group: UnitGroup) -> None:
    each = company.session.exec(select(Unit).where(col(Unit.unit_group_id) == group.id)).one()
    each.name = "Each"
    company.units["Each"] = each
    for name in ("Set", "Day", "Year"):
        company.units[name] = Unit(unit_group_id=group.id, name=name, base_unit_id=each.id)


def _tiers(company: Company, volume: DiscountList) -> None:
    tiers = ((1, 9, "0"), (10, 23, "2.5"), (24, 99, "5"), (100, 9999, "8"))
    company.session.add_all(
        DiscountTier(
            discount_list_id=volume.id,
            begin_quantity=Decimal(begin),
            end_quantity=Decimal(end),
            percentage=Decimal(percent),
        )
        for begin, end, percent in tiers
    )


def _product(company: Company, group: UnitGroup, row: Mapping[str, str]) -> Product:
    product = company.products[row["key"]] = Product(
        name=row["name"],
        product_number=row["product_number"],
        unit_group_id=group.id,
        default_unit_id=company.units[row["unit"]].id,
        default_price_list_id=company.retail.id,
        quantity_decimals=int(row["decimals"]),
        list_price=Decimal(row["price"]),
        standard_cost=Decimal(row["cost"]),
        current_cost=Decimal(row["cost"]),
        currency_id=company.currency_id,
        vendor_name=row["vendor"],
    )
    company.session.add(product)
    return product


def _related(company: Company, group: UnitGroup) -> None:
    products = company.products
    family = Product(name="Warehouse robots", product_number="FAM-R", structure=ProductStructure.FAMILY)
    products["mover"].parent_id = family.id
    bundle = Product(
        name="Starter bundle",
        product_number="BND-1",
        structure=ProductStructure.BUNDLE,
        unit_group_id=group.id,
        default_unit_id=company.units["Each"].id,
        list_price=Decimal(22500),
        currency_id=company.currency_id,
    )
    company.session.add_all([family, bundle])
    company.session.add_all(
        BundleProduct(bundle_id=bundle.id, product_id=products[key].id, quantity=Decimal(count))
        for key, count in (("mover", 1), ("scanner", 4), ("training", 1))
    )
    kinds = ProductRelationshipType
    company.session.add_all(
        ProductRelationship(
            product_id=products[one].id, related_product_id=products[other].id, relationship_type=kind
        )
        for one, other, kind in (
            ("mover", "battery", kinds.ACCESSORY),
            ("mover", "dock", kinds.CROSS_SELL),
            ("licence", "support", kinds.UP_SELL),
            ("printer", "labels", kinds.ACCESSORY),
            ("scanner", "battery", kinds.ACCESSORY),
        )
    )
