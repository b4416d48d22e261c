"""Which tables a file can be loaded into, and which fields of them a column can fill."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, cast

from salestui.errors import SalesError, nearest
from salestui.lifecycle import process
from salestui.models.activities import Activity
from salestui.models.base import Record
from salestui.models.choices import Choice
from salestui.models.competitors import Competitor
from salestui.models.customers import Account, Contact
from salestui.models.fields import FIELDS, Field
from salestui.models.leads import Campaign, Lead
from salestui.models.opportunities import Opportunity
from salestui.models.products import Currency, PriceList, Product, Unit, UnitGroup
from salestui.models.quotes import Order, Quote
from salestui.models.users import Team, User

MODELS: Mapping[str, type[Record]] = {
    "opportunity": Opportunity,
    "account": Account,
    "contact": Contact,
    "lead": Lead,
    "product": Product,
    "competitor": Competitor,
    "activity": Activity,
    "system_user": User,
    "team": Team,
    "campaign": Campaign,
    "price_list": PriceList,
    "currency": Currency,
    "unit": Unit,
    "unit_group": UnitGroup,
    "quote": Quote,
    "sales_order": Order,
}
"""The tables that are loaded or looked up in."""

CREATABLE = frozenset(
    {"account", "contact", "product", "competitor", "system_user", "team", "campaign", "price_list"}
)
"""Tables of which a lookup can make the missing record from its name."""

_NAMES = {
    "accounts": "account",
    "contacts": "contact",
    "leads": "lead",
    "opportunities": "opportunity",
    "products": "product",
    "competitors": "competitor",
    "activities": "activity",
    "users": "system_user",
}
_ALSO = {
    "opportunity": {"created_on", "status", "actual_close_date", "actual_revenue"},
    "lead": {"created_on", "status"},
    "activity": {"created_on", "status", "sent_on"},
}
"""Fields that people don't type but a file brings from where they were set."""

_NEVER = {"import_key", "qualifying_opportunity", "pricing_error"}
ENTERED = "entered_"


@dataclass(frozen=True, slots=True)
class Importable:
    """A table as files are loaded into it."""

    name: str
    """The word of the command line: `accounts`."""
    table: str
    fields: Mapping[str, Field]
    """What a column can fill, by name: fields of the table, and some that lead to other tables."""

    @property
    def model(self) -> type[Record]:
        """The table's model."""
        return MODELS[self.table]

    @property
    def has_key(self) -> bool:
        """Whether its records keep the key that they were loaded with."""
        return "import_key" in self.model.model_fields


def importable(name: str) -> Importable:
    """The table of this name. Raises SalesError that proposes the nearest."""
    table = _NAMES.get(name)
    if table is None:
        listed = ", ".join(_NAMES)
        raise SalesError(
            f"{name!r} can't be loaded; did you mean {nearest(name, _NAMES)}? There are: {listed}."
        )
    fields = {
        field.name: replace(field, read_only=False)
        for field in FIELDS[table].values()
        if (not field.read_only or field.name in _ALSO.get(table, {"created_on"}))
        and field.name not in _NEVER
    }
    return Importable(name, table, MappingProxyType(fields | _led_elsewhere(table)))


def table_names() -> tuple[str, ...]:
    """The words of the command line for the tables."""
    return tuple(_NAMES)


def name_of(table: str, count: int = 2) -> str:
    """What records of a table are called in messages: product, products."""
    plural = next((name for name, found in _NAMES.items() if found == table), f"{table.replace('_', ' ')}s")
    if count != 1:
        return plural
    return "user" if table == "system_user" else table.replace("_", " ")


def _led_elsewhere(table: str) -> dict[str, Field]:
    if table == "system_user":
        return {"team": Field("team", "Team", "lookup", target="team")}
    if table != "opportunity":
        return {}
    stages = process.find().stages
    members = {stage.key.upper(): (place, stage.name) for place, stage in enumerate(stages)}
    fields = [
        Field("stage", "Stage", "choice", choice=cast(type[Choice], _choice("Stage", members))),
        Field("product", "Product", "lookup", target="product"),
        Field("quantity", "Quantity", "decimal"),
        Field("price_per_unit", "Price per unit", "money"),
        *(Field(f"{ENTERED}{stage.key}", f"Came to {stage.name}", "date") for stage in stages),
    ]
    return {field.name: field for field in fields}


def _choice(name: str, members: dict[str, tuple[int, str]]) -> Any:
    # The stages are known only when the process is read; the functional form of an enum takes them then.
    return cast(Any, Choice)(name, members)
