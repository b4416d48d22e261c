"""What a row changes of an opportunity that is there already: closing, stage, product line."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlmodel import Session, col, select

from salestui import clock
from salestui.exchange.newcomers import Values
from salestui.exchange.source_rows import SourceRow
from salestui.lifecycle import closing, people, pricing, process
from salestui.lifecycle.process import Visited
from salestui.lifecycle.processes import Process
from salestui.models.activities import Activity
from salestui.models.choices import ActivityType, OpportunityStatus, OpportunityStatusReason, ProcessStatus
from salestui.models.lines import OpportunityProduct
from salestui.models.opportunities import Opportunity
from salestui.models.processes import ProcessInstance, StageVisit
from salestui.store.rows import chunks

if TYPE_CHECKING:
    from salestui.exchange.filing import Plan
    from salestui.exchange.opportunity_filing import OpportunityFiling

STATUSES = {
    OpportunityStatusReason.IN_PROGRESS: OpportunityStatus.OPEN,
    OpportunityStatusReason.ON_HOLD: OpportunityStatus.OPEN,
    OpportunityStatusReason.WON: OpportunityStatus.WON,
    OpportunityStatusReason.CANCELED: OpportunityStatus.LOST,
    OpportunityStatusReason.OUT_SOLD: OpportunityStatus.LOST,
}


class OldOpportunities:
    """Plans the changes of opportunities around their own fields."""

    def __init__(self, filing: "OpportunityFiling", definition: Process) -> None:
        self._filing = filing
        self._session: Session = filing.session
        self._process = definition
        self._instances: dict[UUID, ProcessInstance] = {}
        self._visits: defaultdict[UUID, list[StageVisit]] = defaultdict(list)
        self._lines: defaultdict[UUID, list[OpportunityProduct]] = defaultdict(list)
        self._resolutions: dict[UUID, Activity] = {}

    def prepare(self, rows: Sequence[SourceRow]) -> None:
        """Read the processes, lines and resolutions of these rows' opportunities."""
        for ids in chunks([row.id for row in rows]):
            about: Any = col(ProcessInstance.opportunity_id)
            is_active = col(ProcessInstance.status) == ProcessStatus.ACTIVE
            order: Any = (is_active, ProcessInstance.started_on, ProcessInstance.id)
            # The one that a record shows comes last: the newest active one, else the newest.
            for instance in self._session.exec(
                select(ProcessInstance).where(about.in_(ids)).order_by(*order)
            ):
                self._instances[about_of(instance)] = instance
            for line in self._session.exec(
                select(OpportunityProduct).where(col(OpportunityProduct.opportunity_id).in_(ids))
            ):
                self._lines[line.opportunity_id].append(line)
            closed = select(Activity).where(
                col(Activity.opportunity_id).in_(ids),
                Activity.activity_type == ActivityType.OPPORTUNITY_CLOSE,
            )
            for activity in self._session.exec(closed.order_by(col(Activity.created_on), col(Activity.id))):
                self._resolutions[about_of(activity)] = activity
        for portion in chunks([instance.id for instance in self._instances.values()]):
            query = select(StageVisit).where(col(StageVisit.process_instance_id).in_(portion))
            for visit in self._session.exec(query.order_by(col(StageVisit.entered_on), col(StageVisit.id))):
                self._visits[visit.process_instance_id].append(visit)

    def plan(
        self, plan: "Plan", opportunity: Opportunity, reason: OpportunityStatusReason, changes: Values
    ) -> None:
        """Add to the plan what the row changes; `changes` are those of the opportunity's own fields."""
        row = plan.row
        if changes.get("contact_id") is not None:
            plan.actions.append(
                partial(people.add_stakeholder, self._session, opportunity.id, changes["contact_id"])
            )
        status = STATUSES[reason]
        closed_on: date | None = row.values.get("actual_close_date")
        revenue: Decimal | None = row.values.get("actual_revenue")
        ends: datetime | None = None
        if opportunity.status is OpportunityStatus.OPEN and status is OpportunityStatus.OPEN:
            self._filing.refuse_closing_fields(row)
            if reason is not opportunity.status_reason:
                changes["status_reason"] = reason
        elif opportunity.status is OpportunityStatus.OPEN:
            ends = self._close(plan, opportunity, reason, revenue, closed_on)
        elif status is not opportunity.status:
            was = opportunity.status.label.lower()
            self._filing.refuse(row, "status", f"it is closed as {was} here, which no file changes")
        else:
            self._correct(plan, opportunity, reason, revenue, closed_on, changes)
        self._move(plan, opportunity, status, ends)
        self._change_line(plan, opportunity, changes)

    def _close(
        self,
        plan: "Plan",
        opportunity: Opportunity,
        reason: OpportunityStatusReason,
        revenue: Decimal | None,
        closed_on: date | None,
    ) -> datetime | None:
        why = closing.why_not_close(self._session, opportunity)
        if why is not None:
            self._filing.refuse(plan.row, "status", why)
        if closed_on is None:
            self._filing.refuse(plan.row, "actual_close_date", self._filing.needs_date(STATUSES[reason]))
            return None
        close = partial(closing.close_as_lost, status_reason=reason)
        if reason is OpportunityStatusReason.WON:
            close = partial(closing.close_as_won)
        plan.actions.append(
            partial(close, self._session, opportunity, actual_revenue=revenue, closed_on=closed_on)
        )
        return closing.closing_moment(closed_on)

    def _correct(
        self,
        plan: "Plan",
        opportunity: Opportunity,
        reason: OpportunityStatusReason,
        revenue: Decimal | None,
        closed_on: date | None,
        changes: Values,
    ) -> None:
        """The file knows better how a closed one was closed; its resolution says the same."""
        of_resolution: Values = {}
        if reason is not opportunity.status_reason:
            changes["status_reason"] = reason
            of_resolution["closing_status_reason"] = int(reason)
        if revenue is not None and revenue != opportunity.actual_revenue:
            changes["actual_revenue"] = of_resolution["actual_revenue"] = revenue
        if closed_on is not None and closed_on != opportunity.actual_close_date:
            changes["actual_close_date"] = closed_on
            of_resolution["actual_end"] = closing.closing_moment(closed_on)
        resolution = self._resolutions.get(opportunity.id)
        if of_resolution and resolution is not None:
            plan.sets.append((resolution, of_resolution))

    def _move(
        self, plan: "Plan", opportunity: Opportunity, status: OpportunityStatus, ends: datetime | None
    ) -> None:
        """Bring the process to the row's stage, and its visits to the row's days."""
        row = plan.row
        stage = self._filing.stage_of(row)
        if stage is None and ends is not None and status is OpportunityStatus.WON:
            stage = self._process.stages[-1].key
        entered = self._filing.entered(row)
        instance = self._instances.get(opportunity.id)
        if instance is None:
            if stage is not None:
                visited = [*entered, Visited(stage, ends or clock.now())]
                plan.actions.append(partial(process.place_in_stage, self._session, opportunity, visited))
            return
        if instance.process != self._process.key:
            # Its stages are those of another process; a file that names these can't mean it.
            return
        self._filing.check_visits(row, entered, stage or instance.active_stage, ends)
        moves = stage is not None and stage != instance.active_stage
        finishes = ends if status is OpportunityStatus.WON else None
        first = first_visits(self._visits[instance.id])
        days = {visit.stage: visit.entered_on for visit in entered}
        differing = any(key in first and first[key].entered_on != day for key, day in days.items())
        if moves or finishes or differing:
            target = stage if moves else None
            plan.actions.append(partial(self._apply, opportunity, instance, target, days, ends, finishes))

    def _apply(
        self,
        opportunity: Opportunity,
        instance: ProcessInstance,
        stage: str | None,
        days: dict[str, datetime],
        ends: datetime | None,
        finishes: datetime | None,
    ) -> None:
        visits = self._visits[instance.id]
        last = visits[-1] if visits else None
        for key, visit in first_visits(visits).items():
            visit.entered_on = days.get(key, visit.entered_on)
        if stage is not None:
            moment = ends or clock.now()
            if self._process.position(stage) > self._process.position(instance.active_stage):
                moment = days.get(stage, moment)
            last = StageVisit(process_instance_id=instance.id, stage=stage, entered_on=moment)
            visits.append(last)
            instance.active_stage = stage
            opportunity.pipeline_phase, opportunity.sales_stage = process.phase_of(self._process, stage)
        # What the file says of a later stage bounds the earlier ones.
        for before, after in reversed(list(pairwise(visits))):
            before.entered_on = min(before.entered_on, after.entered_on)
            before.left_on = after.entered_on
        if finishes is not None:
            instance.status, instance.completed_on = ProcessStatus.FINISHED, finishes
        if last is not None:
            last.left_on = finishes
            instance.active_stage_started_on = last.entered_on
            instance.started_on = visits[0].entered_on
        self._session.add_all([instance, opportunity, *visits])

    def _change_line(self, plan: "Plan", opportunity: Opportunity, changes: Values) -> None:
        row = plan.row
        lines = self._lines[opportunity.id]
        values = {"id": opportunity.id, "price_list_id": opportunity.price_list_id}
        wanted = self._filing.line(row, values | changes)
        if wanted is None:
            return
        if not lines:
            plan.inserts.append((OpportunityProduct, wanted))
        else:
            same = [line for line in lines if line.product_id == wanted["product_id"]]
            if not same and len(lines) > 1:
                self._filing.refuse(row, "product", f"it has {len(lines)} lines here: which one is meant?")
                return
            line = (same or lines)[0]
            differing = self._differences(row, line, wanted)
            if not differing:
                return
            plan.sets.append((line, differing))
        plan.actions.append(partial(pricing.recalculate, self._session, opportunity))

    def _differences(self, row: SourceRow, line: OpportunityProduct, wanted: Values) -> Values:
        """What the row changes of a line; the price only with the product, or when the row names one."""
        names = ["product_id", "unit_id"]
        if row.values.get("quantity") is not None:
            names.append("quantity")
        if row.values.get("price_per_unit") is not None or line.product_id != wanted["product_id"]:
            names += ["price_per_unit", "is_price_overridden", "pricing_error"]
        return {name: wanted[name] for name in names if getattr(line, name) != wanted[name]}


def first_visits(visits: Iterable[StageVisit]) -> dict[str, StageVisit]:
    """The first visit of each stage."""
    first: dict[str, StageVisit] = {}
    for visit in visits:
        first.setdefault(visit.stage, visit)
    return first


def about_of(record: ProcessInstance | Activity) -> UUID:
    """The opportunity that a record is about; the query took care that there is one."""
    assert record.opportunity_id is not None
    return record.opportunity_id
