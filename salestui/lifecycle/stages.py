"""The stage bar from plain facts: which phases are done, active and ahead. Light to import."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from salestui.lifecycle.processes import Process, Stage, step_fields
from salestui.lifecycle.shapes import StageBar, StagePhase, StageState, StageStep
from salestui.models.choices import ProcessStatus
from salestui.models.fields import Field

Read = Callable[[str], object]
"""Gives the value of a record's column."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A time spent in a stage; without `left_on` it still is."""

    stage: str
    entered_on: datetime
    left_on: datetime | None


def bar(
    process: Process | None,
    key: str,
    status: ProcessStatus,
    active_stage: str,
    visits: Iterable[Visit],
    read: Mapping[str, Read | None],
    until: datetime,
) -> StageBar:
    """The bar of a process instance.

    `read` gives the value of a column, by record type (None where there is no such record); `until` is now,
    or when the record was closed. Without its file (`process` None) the stages that were visited show.
    """
    seconds: dict[str, timedelta] = {}
    for visit in visits:
        spent = max((visit.left_on or until) - visit.entered_on, timedelta())
        seconds[visit.stage] = seconds.get(visit.stage, timedelta()) + spent
    if process is None:
        stages = tuple(_unknown(stage) for stage in dict.fromkeys([*seconds, active_stage]))
    else:
        stages = process.stages
    keys = [stage.key for stage in stages]
    at = keys.index(active_stage) if active_stage in keys else -1
    phases = []
    for index, stage in enumerate(stages):
        days = seconds[stage.key].days if stage.key in seconds else None
        state = _state(index, at, status)
        phases.append(StagePhase(stage.key, stage.name, state, days, _steps(stage, read)))
    return StageBar(process.name if process else _words(key), status, tuple(phases))


def counted_until(closed_on: date | None, now: datetime) -> datetime:
    """Until when days are counted: now, or the end of the day on which the record was closed."""
    if closed_on is None:
        return now
    evening = datetime.combine(closed_on, time.max).astimezone()
    return min(now, evening)


def _state(index: int, at: int, status: ProcessStatus) -> StageState:
    if status is ProcessStatus.FINISHED or index < at:
        return "done"
    return "active" if index == at else "ahead"


def _steps(stage: Stage, read: Mapping[str, Read | None]) -> tuple[StageStep, ...]:
    value_of = read.get(stage.record_type)
    if value_of is None:
        return ()
    fields = step_fields(stage.record_type)
    return tuple(
        StageStep(step.label, step.field, is_done(fields[step.field], value_of(step.field)))
        for step in stage.steps
    )


def is_done(field: Field, value: object) -> bool:
    """Whether a step's field is filled: yes for a boolean, anything for the others, zero among it."""
    return bool(value) if field.kind == "boolean" else value is not None and value != ""


def _unknown(key: str) -> Stage:
    return Stage(key, _words(key), _words(key), "opportunity", ())


def _words(key: str) -> str:
    return key.replace("_", " ").capitalize()
