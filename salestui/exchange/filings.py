"""What is particular to filing products, users, leads, activities and competitors."""

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from sqlmodel import col, select

from salestui.exchange.filing import Filing, Plan
from salestui.exchange.newcomers import Values, activity_reason, lead_status
from salestui.exchange.source_rows import SourceRow
from salestui.models.base import Record, Regarding
from salestui.models.choices import ActivityStatus, ActivityType, PricingMethod
from salestui.models.products import PriceListItem, Product
from salestui.models.users import TeamMembership
from salestui.store.rows import chunks


class CompetitorFiling(Filing):
    """Competitors: their names tell them apart."""

    unique = ("name",)


class ProductFiling(Filing):
    """Products: the list price becomes the price on the default price list."""

    unique = ("product_number",)

    def prepare(self, rows: Sequence[SourceRow]) -> None:
        """Read the prices that the products have."""
        self._items: dict[tuple[UUID, UUID], PriceListItem] = {}
        ids = [row.id for row in rows if row.id is not None and not row.is_new]
        for portion in chunks(ids):
            query = select(PriceListItem).where(col(PriceListItem.product_id).in_(portion))
            for item in self.session.exec(query):
                self._items[item.product_id, item.price_list_id] = item

    def check(self, row: SourceRow, values: Values) -> None:
        """A product is valid from one day to a later one."""
        super().check(row, values)
        start, end = values.get("valid_from"), values.get("valid_to")
        if start is not None and end is not None and end < start:
            self.refuse(row, "valid_to", f"before valid_from ({start})")

    def beside(self, plan: Plan, values: Values) -> None:
        """The price of a new product on its price list."""
        item = self._item(values)
        if item is not None:
            plan.inserts.append((PriceListItem, item))

    def beside_old(self, plan: Plan, record: Record, changes: Values) -> None:
        """Another list price is another price on the price list, unless that one was set by hand."""
        product = cast(Product, record)
        if "list_price" not in changes or product.default_price_list_id is None:
            return
        item = self._items.get((product.id, product.default_price_list_id))
        if item is None:
            values = {name: getattr(product, name) for name in type(product).model_fields} | changes
            if (made := self._item(values)) is not None:
                plan.inserts.append((PriceListItem, made))
        elif item.pricing_method is PricingMethod.CURRENCY_AMOUNT and item.amount == product.list_price:
            plan.sets.append((item, {"amount": changes["list_price"]}))

    def _item(self, values: Values) -> Values | None:
        price, unit = values.get("list_price"), values.get("default_unit_id")
        price_list = values.get("default_price_list_id")
        if price is None or unit is None or price_list is None:
            return None
        return {"price_list_id": price_list, "product_id": values["id"], "unit_id": unit, "amount": price}


class UserFiling(Filing):
    """Users: a team takes them in."""

    unique = ("user_name",)

    def prepare(self, rows: Sequence[SourceRow]) -> None:
        """Read who is in which team; user names that the file gives are not made for others."""
        self.work.newcomers.reserve(row.values.get("user_name") for row in rows)
        ids = [row.id for row in rows if row.id is not None and not row.is_new]
        self._members: set[tuple[UUID, UUID]] = set()
        for portion in chunks(ids):
            query = select(TeamMembership.team_id, TeamMembership.user_id)
            self._members.update(self.session.exec(query.where(col(TeamMembership.user_id).in_(portion))))

    def beside(self, plan: Plan, values: Values) -> None:
        """The place in the team."""
        self._join(plan)

    def beside_old(self, plan: Plan, record: Record, changes: Values) -> None:
        """The place in a further team."""
        self._join(plan)

    def _join(self, plan: Plan) -> None:
        team, user = plan.row.values.get("team"), plan.row.id
        if team is not None and user is not None and (team, user) not in self._members:
            plan.inserts.append((TeamMembership, {"team_id": team, "user_id": user}))


class LeadFiling(Filing):
    """Leads: the status follows the status reason."""

    def adapt(self, row: SourceRow, record: Record, changes: Values) -> None:
        """Keep status and reason together."""
        super().adapt(row, record, changes)
        if changes.get("status_reason") is not None and row.values.get("status") is None:
            changes["status"] = lead_status(changes["status_reason"])

    def check(self, row: SourceRow, values: Values) -> None:
        """Status and reason must fit."""
        super().check(row, values)
        if lead_status(values["status_reason"]) is not values["status"]:
            reason = values["status_reason"].label
            self.refuse(row, "status_reason", f"{reason} is no reason of {values['status'].label}")


class ActivityFiling(Filing):
    """Activities: the status reason follows from type, status and direction."""

    _REGARDING = Regarding.REGARDING_COLUMNS

    def adapt(self, row: SourceRow, record: Record, changes: Values) -> None:
        """A changed status changes the reason."""
        super().adapt(row, record, changes)
        if "status" in changes or "activity_type" in changes:
            activity = cast(Any, record)
            kind = changes.get("activity_type", activity.activity_type)
            status = changes.get("status", activity.status)
            if status is activity.status and kind is activity.activity_type:
                return
            reason = activity_reason(kind, status, changes.get("direction", activity.direction))
            if reason is not None:
                changes["status_reason"] = int(reason)

    def check(self, row: SourceRow, values: Values) -> None:
        """What an activity of its type must have and can be."""
        super().check(row, values)
        kind, status = values["activity_type"], values["status"]
        start, end = values.get("scheduled_start"), values.get("scheduled_end")
        if activity_reason(kind, status, None) is None:
            what = f"{kind.label} activities come from closing; they are not loaded"
            if activity_reason(kind, ActivityStatus.OPEN, None) is not None:
                what = f"a {kind.label.lower()} can't be {status.label.lower()}"
            self.refuse(row, "status" if "can't" in what else "activity_type", what)
        if kind is ActivityType.APPOINTMENT and (start is None or end is None):
            self.refuse(row, "scheduled_end", "an appointment needs a start and an end")
        if start is not None and end is not None and end < start:
            self.refuse(row, "scheduled_end", "it ends before it starts")
        filled = [name for name in self._REGARDING if values.get(name) is not None]
        if len(filled) > 1:
            names = " and ".join(name.removesuffix("_id") for name in filled)
            self.refuse(row, filled[1].removesuffix("_id"), f"it regards one record, not {names}")
