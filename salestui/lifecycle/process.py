"""The process of an opportunity: started with it, shown as the stage bar, placed at a stage by imports."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

from sqlmodel import Session, case, col, select
from uuid_utils.compat import uuid7

from salestui import clock
from salestui.errors import SalesError
from salestui.lifecycle import processes, stages
from salestui.lifecycle.processes import Process
from salestui.lifecycle.shapes import StageBar
from salestui.models.choices import ProcessStatus, SalesStage
from salestui.models.leads import Lead
from salestui.models.opportunities import Opportunity
from salestui.models.processes import ProcessInstance, StageVisit


class ProcessError(SalesError):
    """A process that can't be started or a stage that it does not have."""


class Visited(NamedTuple):
    """A stage that a record came to, and when."""

    stage: str
    entered_on: datetime


def start(session: Session, opportunity: Opportunity, at: datetime | None = None) -> ProcessInstance | None:
    """Start the default process of a new opportunity at its first stage; None if there is no process for it.

    Sets the sales stage and the pipeline phase.
    """
    process = processes.default_for("opportunity", processes.load().values())
    if process is None:
        return None
    first = process.first_stage("opportunity")
    return place_in_stage(session, opportunity, [Visited(first.key, at or clock.now())], process.key)


def place_in_stage(
    session: Session,
    opportunity: Opportunity,
    visited: Sequence[Visited],
    process: str | None = None,
    *,
    finished_on: datetime | None = None,
) -> ProcessInstance:
    """Give an opportunity a process that came to these stages in turn; it is in the last one now.

    `process` is a key (None: the default one); `finished_on` ends it. The opportunity must be in the file or
    in the session. Raises ProcessError for a process or stage that there is not.
    """
    definition = find(process)
    instance, visits = instance_of(opportunity.id, visited, definition, finished_on=finished_on)
    opportunity.pipeline_phase, opportunity.sales_stage = phase_of(definition, visited[-1].stage)
    session.add(opportunity)
    session.flush()
    session.add(instance)
    session.flush()
    session.add_all(visits)
    return instance


def instance_of(
    opportunity_id: UUID,
    visited: Sequence[Visited],
    process: Process,
    *,
    finished_on: datetime | None = None,
) -> tuple[ProcessInstance, list[StageVisit]]:
    """The records of a process that came to these stages in turn, not yet in any session."""
    values, visits = instance_values(opportunity_id, visited, process, finished_on=finished_on)
    return ProcessInstance(**values), [StageVisit(**visit) for visit in visits]


def instance_values(
    opportunity_id: UUID,
    visited: Sequence[Visited],
    process: Process,
    *,
    finished_on: datetime | None = None,
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The same by column, for many at once."""
    started, last = visited[0].entered_on, visited[-1]
    values = {
        "id": uuid7(),
        "process": process.key,
        "opportunity_id": opportunity_id,
        "status": ProcessStatus.FINISHED if finished_on else ProcessStatus.ACTIVE,
        "active_stage": last.stage,
        "active_stage_started_on": last.entered_on,
        "started_on": started,
        "completed_on": finished_on,
    }
    ends = [*(visit.entered_on for visit in visited[1:]), finished_on]
    visits = [
        {"process_instance_id": values["id"], "stage": stage, "entered_on": entered_on, "left_on": left_on}
        for (stage, entered_on), left_on in zip(visited, ends, strict=True)
    ]
    return values, visits


def find(key: str | None = None) -> Process:
    """The process with this key, or the default one of opportunities. Raises ProcessError."""
    known = processes.load()
    process = known.get(key) if key else processes.default_for("opportunity", known.values())
    if process is None:
        listed = ", ".join(sorted(known)) or "none"
        raise ProcessError(f"There is no process {key or 'for opportunities'}. Known ones: {listed}.")
    return process


def phase_of(process: Process, stage: str) -> tuple[str, SalesStage | None]:
    """Pipeline phase ("2-Develop") and sales stage of an opportunity in this stage. Raises ProcessError."""
    try:
        position = process.position(stage)
    except KeyError:
        listed = ", ".join(one.key for one in process.stages)
        raise ProcessError(f"{process.name} has no stage {stage}. It has: {listed}.") from None
    return process.pipeline_phase(stage), SalesStage.from_label(process.stages[position].category)


def instance(session: Session, opportunity_id: UUID) -> ProcessInstance | None:
    """The process that an opportunity shows: the newest active one, else the newest."""
    is_active = case((col(ProcessInstance.status) == ProcessStatus.ACTIVE, 0), else_=1)
    query = (
        select(ProcessInstance)
        .where(ProcessInstance.opportunity_id == opportunity_id)
        .order_by(is_active, col(ProcessInstance.started_on).desc(), col(ProcessInstance.id).desc())
    )
    return session.exec(query.limit(1)).first()


def stage_bar(session: Session, opportunity: Opportunity) -> StageBar | None:
    """Where an opportunity stands in its process, or None if it has none. Raises ProcessFileError."""
    running = instance(session, opportunity.id)
    if running is None:
        return None
    visits = session.exec(
        select(StageVisit)
        .where(StageVisit.process_instance_id == running.id)
        .order_by(col(StageVisit.entered_on))
    ).all()
    definition = processes.load().get(running.process)
    lead = None
    if definition and opportunity.originating_lead_id and definition.record_types[0] == "lead":
        lead = session.get(Lead, opportunity.originating_lead_id)
    return stages.bar(
        definition,
        running.process,
        running.status,
        running.active_stage,
        [stages.Visit(visit.stage, visit.entered_on, visit.left_on) for visit in visits],
        {"opportunity": partial(getattr, opportunity), "lead": partial(getattr, lead) if lead else None},
        stages.counted_until(opportunity.actual_close_date, clock.now()),
    )
