"""Opportunities come with a process at its stage, a product line, a stakeholder and, closed, a resolution."""

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from itertools import pairwise
from typing import cast
from uuid import UUID

from sqlmodel import col, select

from salestui import clock
from salestui.exchange.errors import shown
from salestui.exchange.filing import Filing, Plan, Work
from salestui.exchange.importable import ENTERED
from salestui.exchange.newcomers import Values
from salestui.exchange.old_opportunities import STATUSES, OldOpportunities
from salestui.exchange.source_rows import SourceRow
from salestui.lifecycle import closing, currencies, pricing, process
from salestui.lifecycle.currencies import CurrencyFacts
from salestui.lifecycle.opportunities import default_price_list
from salestui.lifecycle.process import Visited
from salestui.lifecycle.shapes import LineAmounts
from salestui.models.activities import Activity
from salestui.models.base import Record
from salestui.models.choices import (
    OpportunityStatus,
    OpportunityStatusReason,
    PricingError,
    RevenueMethod,
)
from salestui.models.connections import Connection
from salestui.models.lines import OpportunityProduct
from salestui.models.opportunities import Opportunity
from salestui.models.processes import ProcessInstance, StageVisit
from salestui.models.products import PriceList, PriceListItem, Product
from salestui.store.rows import chunks

_REASONS = {
    OpportunityStatus.OPEN: OpportunityStatusReason.IN_PROGRESS,
    OpportunityStatus.WON: OpportunityStatusReason.WON,
    OpportunityStatus.LOST: OpportunityStatusReason.CANCELED,
}
_CLOSING = ("status", "status_reason", "actual_close_date", "actual_revenue")


class OpportunityFiling(Filing):
    """Opportunities: open ones stand in a stage of the process, closed ones have their resolution."""

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self.process = process.find()
        self._now = clock.now()
        self._method = pricing.discount_method(self.session)
        self._old = OldOpportunities(self, self.process)
        self._products: dict[UUID, Product] = {}
        self._prices: dict[tuple[UUID, UUID], Decimal | None] = {}
        self._default_lists: dict[UUID | None, UUID | None] = {}
        self._lists: dict[UUID, PriceList] = {}
        self._currencies: dict[UUID | None, CurrencyFacts] = {}

    def prepare(self, rows: Sequence[SourceRow]) -> None:
        """Read the products of the lines with their prices."""
        ids = sorted({row.values["product"] for row in rows if row.values.get("product")})
        for portion in chunks(ids):
            for product in self.session.exec(select(Product).where(col(Product.id).in_(portion))):
                self._products[product.id] = product
            items = select(PriceListItem).where(col(PriceListItem.product_id).in_(portion))
            for item in self.session.exec(items):
                product = self._products[item.product_id]
                if item.unit_id == product.default_unit_id and item.amount is not None:
                    self._prices[item.price_list_id, item.product_id] = item.amount
        for made in self.work.made:
            if made.table == "product":
                values = self.work.newcomers.made("product", made.values)
                self._products[made.id] = Product(id=made.id, **values)
        self._lists = {one.id: one for one in self.session.exec(select(PriceList))}
        self._old.prepare([row for row in rows if not row.is_new])

    def check(self, row: SourceRow, values: Values) -> None:
        """Only a product has a quantity and a price, and a quantity is above nothing."""
        super().check(row, values)
        quantity = row.values.get("quantity")
        if quantity is not None and quantity <= 0:
            self.refuse(row, "quantity", "must be above 0")
        for name in ("quantity", "price_per_unit"):
            if row.values.get(name) is not None and row.values.get("product") is None:
                self.refuse(row, name, "there is no product that it is about")

    def beside(self, plan: Plan, values: Values) -> None:
        """Everything that a new opportunity comes with."""
        row = plan.row
        self._complete_prices(row, values)
        closed_on = self._close(row, values)
        visited = self._visited(row, values, closed_on)
        if row.problems:
            return
        finished = None
        if values["status"] is OpportunityStatus.WON and closed_on is not None:
            finished = closing.closing_moment(closed_on)
        last = visited[-1].stage
        values["pipeline_phase"], values["sales_stage"] = process.phase_of(self.process, last)
        instance, visits = process.instance_values(values["id"], visited, self.process, finished_on=finished)
        plan.inserts.append((ProcessInstance, instance))
        plan.inserts += [(StageVisit, visit) for visit in visits]
        line = self.line(row, values)
        if line is not None:
            plan.inserts.append((OpportunityProduct, line))
        if values.get("revenue_method") is RevenueMethod.SYSTEM_CALCULATED or line is not None:
            self._add_totals(values, line)
        if values.get("contact_id") is not None:
            stakeholder = {"opportunity_id": values["id"], "contact_id": values["contact_id"]}
            plan.inserts.append((Connection, stakeholder))
        if closed_on is not None:
            if values["status"] is OpportunityStatus.WON and values.get("actual_revenue") is None:
                values["actual_revenue"] = values.get("estimated_revenue")
            plan.inserts.append((Activity, self._resolution(values, closed_on)))

    def adapt(self, row: SourceRow, record: Record, changes: Values) -> None:
        """Closing and moving are done by their verbs, not by setting fields."""
        super().adapt(row, record, changes)
        for name in _CLOSING:
            changes.pop(name, None)

    def beside_old(self, plan: Plan, record: Record, changes: Values) -> None:
        """Closing, another stage, another product of one that is there already."""
        opportunity = cast(Opportunity, record)
        reason = self.reason(plan.row, opportunity.status_reason)
        self._old.plan(plan, opportunity, reason, changes)

    def reason(self, row: SourceRow, default: OpportunityStatusReason) -> OpportunityStatusReason:
        """The status reason that a row means; a problem where it does not fit the status."""
        status, reason = row.values.get("status"), row.values.get("status_reason")
        if status is None:
            return cast(OpportunityStatusReason, reason or default)
        if reason is None:
            is_same = STATUSES[default] is status
            return default if is_same else _REASONS[cast(OpportunityStatus, status)]
        if STATUSES[cast(OpportunityStatusReason, reason)] is not status:
            self.refuse(row, "status_reason", f"{reason.label} is no reason of a {status.label.lower()} one")
        return cast(OpportunityStatusReason, reason)

    def entered(self, row: SourceRow) -> list[Visited]:
        """The stages that the row has a day for, in the order of the process."""
        days = ((stage.key, row.values.get(f"{ENTERED}{stage.key}")) for stage in self.process.stages)
        return [Visited(key, midnight(day)) for key, day in days if day is not None]

    def stage_of(self, row: SourceRow) -> str | None:
        """The key of the stage that the row names."""
        stage = row.values.get("stage")
        return None if stage is None else self.process.stages[int(stage)].key

    def line(self, row: SourceRow, values: Values) -> Values | None:
        """The product line of a row, or None without a product."""
        product = self._products.get(row.values.get("product"))  # type: ignore[arg-type]  # None finds nothing
        if product is None:
            return None
        listed = (
            self._prices.get((values["price_list_id"], product.id)) if values.get("price_list_id") else None
        )
        usual = product.list_price if listed is None else listed
        given = row.values.get("price_per_unit")
        price = usual if given is None else given
        line: Values = {
            "opportunity_id": values["id"],
            "product_id": product.id,
            "unit_id": product.default_unit_id,
            "quantity": row.values.get("quantity") or Decimal(1),
            "price_per_unit": price,
            "is_price_overridden": given is not None and given != usual,
            "pricing_error": PricingError.NONE if price is not None else PricingError.MISSING_UNIT_PRICE,
        }
        amounts = self._amounts(line, values.get("currency_id"))
        return line | {"amount": amounts.amount, "extended_amount": amounts.extended_amount}

    def _amounts(self, line: Values, currency_id: UUID | None) -> LineAmounts:
        return pricing.line_amounts(
            price_per_unit=line["price_per_unit"],
            quantity=line["quantity"],
            method=self._method,
            decimals=self._currency(currency_id).decimals,
        )

    def _currency(self, currency_id: UUID | None) -> CurrencyFacts:
        if currency_id not in self._currencies:
            self._currencies[currency_id] = currencies.of(self.session, currency_id)
        return self._currencies[currency_id]

    def _add_totals(self, values: Values, line: Values | None) -> None:
        names = ("discount_percentage", "discount_amount", "freight_amount")
        given: dict[str, Decimal] = {name: values[name] for name in names if values.get(name) is not None}
        currency = values.get("currency_id")
        lines = [] if line is None else [self._amounts(line, currency)]
        totals = pricing.header_totals(lines, decimals=self._currency(currency).decimals, **given)
        values.update({name: getattr(totals, name) for name in type(totals).__slots__})
        if values.get("revenue_method") is RevenueMethod.SYSTEM_CALCULATED:
            values["estimated_revenue"] = totals.total_amount

    def _close(self, row: SourceRow, values: Values) -> date | None:
        """Set the fields of a closed one; the day on which it was closed, or None for an open one."""
        reason = self.reason(row, OpportunityStatusReason.IN_PROGRESS)
        status = STATUSES[reason]
        values["status"], values["status_reason"] = status, reason
        closed_on = cast(date | None, values.get("actual_close_date"))
        if status is OpportunityStatus.OPEN:
            self.refuse_closing_fields(row)
            return None
        if closed_on is None:
            self.refuse(row, "actual_close_date", self.needs_date(status))
            return None
        revenue = values.get("actual_revenue")
        if revenue is None and status is OpportunityStatus.LOST:
            revenue = Decimal(0)
        values.update(closing.closed_values(reason, revenue, closed_on))
        return closed_on

    def refuse_closing_fields(self, row: SourceRow) -> None:
        """An open one has no close date and revenue yet."""
        for name in ("actual_close_date", "actual_revenue"):
            if row.values.get(name) is not None:
                label = self.load.table.fields[name].label.lower()
                self.refuse(row, name, f"an open opportunity has no {label}: is its status right?")

    @staticmethod
    def needs_date(status: OpportunityStatus) -> str:
        """Why a closed one without its day is refused."""
        return f"a {status.label.lower()} opportunity needs its actual close date"

    def _visited(self, row: SourceRow, values: Values, closed_on: date | None) -> list[Visited]:
        visited = self.entered(row)
        last_stage = self.process.stages[-1].key
        won = values["status"] is OpportunityStatus.WON
        reached = visited[-1].stage if visited else self.process.first_stage("opportunity").key
        stage = self.stage_of(row) or (last_stage if won else reached)
        ends = closing.closing_moment(closed_on) if closed_on else None
        self.check_visits(row, visited, stage, ends)
        if not visited or visited[-1].stage != stage:
            since = visited[-1].entered_on if visited else None
            created = cast(datetime, values.get("created_on") or self._now)
            moment = ends or max(created, since or created)
            visited.append(Visited(stage, moment))
        return visited

    def check_visits(
        self, row: SourceRow, visited: Sequence[Visited], stage: str, ends: datetime | None
    ) -> None:
        """Stages come in their order, none beyond the row's own, none after the closing."""
        position = self.process.position
        for before, after in pairwise(visited):
            if after.entered_on < before.entered_on:
                reason = f"before it came to {before.stage} ({clock.local(before.entered_on):%Y-%m-%d})"
                self.refuse(row, f"{ENTERED}{after.stage}", reason)
        for visit in visited:
            if position(visit.stage) > position(stage):
                self.refuse(
                    row, f"{ENTERED}{visit.stage}", f"it is said to be in {shown(stage)}, before that"
                )
            elif ends is not None and visit.entered_on > ends:
                self.refuse(
                    row, f"{ENTERED}{visit.stage}", f"after it was closed ({clock.local(ends):%Y-%m-%d})"
                )

    def _resolution(self, values: Values, closed_on: date) -> Values:
        resolution = closing.resolution_values(
            values["id"], values["topic"], values["status_reason"], values.get("actual_revenue"), closed_on
        )
        owner = {name: values[name] for name in ("owner_user_id", "owner_team_id") if values.get(name)}
        return resolution | owner

    def _complete_prices(self, row: SourceRow, values: Values) -> None:
        """A price list brings its currency, a currency its price list."""
        chosen = values.get("price_list_id")
        if chosen is None:
            values["price_list_id"] = self._price_list(values.get("currency_id"))
            return
        price_list = self._lists[chosen]
        if row.values.get("currency") is None:
            values["currency_id"] = price_list.currency_id
        elif values["currency_id"] != price_list.currency_id:
            code = self._currency(price_list.currency_id).iso_code
            self.refuse(row, "price_list", f"it is in {code}, another currency than the opportunity")

    def _price_list(self, currency_id: UUID | None) -> UUID | None:
        if currency_id not in self._default_lists:
            self._default_lists[currency_id] = default_price_list(self.session, currency_id)
        return self._default_lists[currency_id]


def midnight(day: date) -> datetime:
    """When a day begins here."""
    return datetime.combine(day, time()).astimezone()
