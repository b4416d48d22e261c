"""Business process flows as they run on records. The processes themselves are files in data/processes."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, Index

from salestui.models.base import Record, choice, exactly_one, link, moment, text
from salestui.models.choices import ProcessStatus


class ProcessInstance(Record, table=True):
    """A process that runs on a lead, an opportunity, or first the one and then the other."""

    __tablename__ = "process_instance"
    __table_args__ = (
        CheckConstraint("lead_id IS NOT NULL OR opportunity_id IS NOT NULL", name="some_record"),
        CheckConstraint("(status = 1) = (completed_on IS NULL)", name="completed"),
    )

    process: str = text(100, default=..., nullable=False)
    """The process by its file's name: opportunity_sales_process."""
    lead_id: uuid.UUID | None = link("lead")
    opportunity_id: uuid.UUID | None = link("opportunity")
    status: ProcessStatus = choice(ProcessStatus, default=ProcessStatus.ACTIVE, nullable=False)
    active_stage: str = text(100, default=..., nullable=False)
    active_stage_started_on: datetime = moment(default=..., nullable=False)
    started_on: datetime = moment(default=..., nullable=False)
    completed_on: datetime | None = moment()


class StageVisit(Record, table=True):
    """A time that a process spent in a stage; the open one is the active stage. Dataverse: traversedpath."""

    __tablename__ = "process_stage_visit"
    __table_args__ = (
        CheckConstraint("left_on >= entered_on", name="leaves_after_entering"),
        Index("ix_process_stage_visit_instance_entered", "process_instance_id", "entered_on"),
    )

    process_instance_id: uuid.UUID = link("process_instance", default=..., nullable=False, index=False)
    stage: str = text(100, default=..., nullable=False)
    entered_on: datetime = moment(default=..., nullable=False)
    left_on: datetime | None = moment()


class ProcessChoice(Record, table=True):
    """Which of a record's processes a user sees; without a row the newest active one."""

    __tablename__ = "process_choice"
    __table_args__ = (
        exactly_one("lead_id", "opportunity_id", name="one_record"),
        Index("uq_process_choice_user_lead", "user_id", "lead_id", unique=True),
        Index("uq_process_choice_user_opportunity", "user_id", "opportunity_id", unique=True),
    )

    user_id: uuid.UUID = link("system_user", default=..., nullable=False, index=False)
    lead_id: uuid.UUID | None = link("lead")
    opportunity_id: uuid.UUID | None = link("opportunity")
    process_instance_id: uuid.UUID = link("process_instance", default=..., nullable=False)
