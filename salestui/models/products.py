"""The catalogue: units, products, price lists, discount lists, and currencies."""

import uuid
from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from salestui.models.base import MEMO, Record, choice, day, link, money, percent, quantity, text
from salestui.models.choices import (
    CatalogueStatus,
    DiscountType,
    PricingMethod,
    ProductRelationshipType,
    ProductStatus,
    ProductStructure,
    QuantitySellingOption,
    RoundingOption,
    RoundingPolicy,
)
from salestui.models.types import ScaledDecimal


class Currency(Record, table=True):
    """A currency. Dataverse: transactioncurrency."""

    __table_args__ = (
        CheckConstraint("exchange_rate > 0", name="exchange_rate"),
        CheckConstraint("currency_precision BETWEEN 0 AND 4", name="precision"),
        UniqueConstraint("iso_code"),
    )

    iso_code: str = text(3, default=..., nullable=False)
    name: str = text(100, default=..., nullable=False)
    symbol: str = text(10, default=..., nullable=False)
    currency_precision: int = Field(default=2)
    exchange_rate: Decimal = Field(default=Decimal(1), sa_type=ScaledDecimal(10))
    """Units of this currency for one unit of the base currency."""
    is_base: bool = Field(default=False)


class UnitGroup(Record, table=True):
    """Units that convert into each other. Dataverse: uomschedule."""

    __tablename__ = "unit_group"
    __table_args__ = (UniqueConstraint("name"),)

    name: str = text(200, default=..., nullable=False)
    description: str | None = text(MEMO)


class Unit(Record, table=True):
    """A unit of sale: so many of its base unit. Dataverse: uom."""

    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity"),
        UniqueConstraint("unit_group_id", "name"),
    )

    unit_group_id: uuid.UUID = link("unit_group", default=..., nullable=False, index=False)
    name: str = text(100, default=..., nullable=False)
    quantity: Decimal = quantity(default=Decimal(1), nullable=False)
    base_unit_id: uuid.UUID | None = link("unit")


class Product(Record, table=True):
    """A product, family or bundle. Dataverse: product."""

    __table_args__ = (
        CheckConstraint("quantity_decimals BETWEEN 0 AND 5", name="decimals"),
        CheckConstraint("valid_to >= valid_from", name="validity"),
        Index("ix_product_name", "name"),
        UniqueConstraint("product_number"),
        UniqueConstraint("import_key"),
    )

    name: str = text(100, default=..., nullable=False)
    product_number: str | None = text(100)
    """Dataverse: productnumber, the product ID that people use."""
    structure: ProductStructure = choice(ProductStructure, default=ProductStructure.PRODUCT, nullable=False)
    parent_id: uuid.UUID | None = link("product")
    status: ProductStatus = choice(ProductStatus, default=ProductStatus.ACTIVE, nullable=False)
    unit_group_id: uuid.UUID | None = link("unit_group")
    default_unit_id: uuid.UUID | None = link("unit")
    default_price_list_id: uuid.UUID | None = link("price_list", index=False)
    quantity_decimals: int = Field(default=0)
    list_price: Decimal | None = money()
    standard_cost: Decimal | None = money()
    current_cost: Decimal | None = money()
    currency_id: uuid.UUID | None = link("currency", index=False)
    vendor_name: str | None = text(100)
    valid_from: date | None = day()
    valid_to: date | None = day()
    description: str | None = text(MEMO)
    import_key: str | None = text(200)


class BundleProduct(Record, table=True):
    """A product inside a bundle. Dataverse: productassociation."""

    __tablename__ = "bundle_product"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity"),
        UniqueConstraint("bundle_id", "product_id"),
    )

    bundle_id: uuid.UUID = link("product", default=..., nullable=False, index=False)
    product_id: uuid.UUID = link("product", default=..., nullable=False)
    unit_id: uuid.UUID | None = link("unit", index=False)
    quantity: Decimal = quantity(default=Decimal(1), nullable=False)
    is_required: bool = Field(default=True)


class ProductRelationship(Record, table=True):
    """A product to suggest with another. Dataverse: productsubstitute."""

    __tablename__ = "product_relationship"
    __table_args__ = (UniqueConstraint("product_id", "related_product_id", "relationship_type"),)

    product_id: uuid.UUID = link("product", default=..., nullable=False, index=False)
    related_product_id: uuid.UUID = link("product", default=..., nullable=False)
    relationship_type: ProductRelationshipType = choice(ProductRelationshipType, default=..., nullable=False)


class ProductProperty(Record, table=True):
    """A property that a line of this product may be configured by. Dataverse: dynamicproperty."""

    __tablename__ = "product_property"
    __table_args__ = (UniqueConstraint("product_id", "name"),)

    product_id: uuid.UUID = link("product", default=..., nullable=False, index=False)
    name: str = text(100, default=..., nullable=False)
    options: str | None = text(MEMO)
    """The values to choose from, one a line; none means free text."""
    is_required: bool = Field(default=False)


class PriceList(Record, table=True):
    """Prices of products in one currency. Dataverse: pricelevel."""

    __tablename__ = "price_list"
    __table_args__ = (
        CheckConstraint("end_date >= begin_date", name="validity"),
        UniqueConstraint("name"),
    )

    name: str = text(100, default=..., nullable=False)
    currency_id: uuid.UUID = link("currency", default=..., nullable=False, index=False)
    begin_date: date | None = day()
    end_date: date | None = day()
    status: CatalogueStatus = choice(CatalogueStatus, default=CatalogueStatus.ACTIVE, nullable=False)
    description: str | None = text(MEMO)


class DiscountList(Record, table=True):
    """Discounts by quantity. Dataverse: discounttype."""

    __tablename__ = "discount_list"
    __table_args__ = (UniqueConstraint("name"),)

    name: str = text(100, default=..., nullable=False)
    discount_type: DiscountType = choice(DiscountType, default=DiscountType.PERCENTAGE, nullable=False)
    currency_id: uuid.UUID | None = link("currency", index=False)
    status: CatalogueStatus = choice(CatalogueStatus, default=CatalogueStatus.ACTIVE, nullable=False)
    description: str | None = text(MEMO)


class DiscountTier(Record, table=True):
    """A step of a discount list. Dataverse: discount."""

    __tablename__ = "discount_tier"
    __table_args__ = (
        CheckConstraint("end_quantity >= begin_quantity", name="range"),
        CheckConstraint("percentage BETWEEN 0 AND 1000000", name="percentage"),
        CheckConstraint("(percentage IS NULL) <> (amount IS NULL)", name="one_value"),
        UniqueConstraint("discount_list_id", "begin_quantity"),
    )

    discount_list_id: uuid.UUID = link("discount_list", default=..., nullable=False, index=False)
    begin_quantity: Decimal = quantity(default=..., nullable=False)
    end_quantity: Decimal = quantity(default=..., nullable=False)
    percentage: Decimal | None = percent()
    amount: Decimal | None = money()


class PriceListItem(Record, table=True):
    """The price of a product in a unit on a price list. Dataverse: productpricelevel."""

    __tablename__ = "price_list_item"
    __table_args__ = (UniqueConstraint("price_list_id", "product_id", "unit_id"),)

    price_list_id: uuid.UUID = link("price_list", default=..., nullable=False, index=False)
    product_id: uuid.UUID = link("product", default=..., nullable=False)
    unit_id: uuid.UUID = link("unit", default=..., nullable=False, index=False)
    pricing_method: PricingMethod = choice(
        PricingMethod, default=PricingMethod.CURRENCY_AMOUNT, nullable=False
    )
    amount: Decimal | None = money()
    percentage: Decimal | None = percent()
    quantity_selling_option: QuantitySellingOption = choice(
        QuantitySellingOption, default=QuantitySellingOption.NO_CONTROL, nullable=False
    )
    discount_list_id: uuid.UUID | None = link("discount_list")
    rounding_policy: RoundingPolicy = choice(RoundingPolicy, default=RoundingPolicy.NONE, nullable=False)
    rounding_option: RoundingOption | None = choice(RoundingOption)
    rounding_amount: Decimal | None = money()
