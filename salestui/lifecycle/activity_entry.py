"""What one line says becomes an activity that is planned, or one that is done."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from salestui import clock
from salestui.lifecycle import activity_times
from salestui.lifecycle.activity_kinds import KINDS
from salestui.lifecycle.activity_making import ActivityInput
from salestui.lifecycle.activity_parties import PartyInput
from salestui.lifecycle.closing import closing_moment
from salestui.lifecycle.quick_entry import QuickEntry
from salestui.lifecycle.quick_entry_reading import Address
from salestui.lifecycle.values import InvalidFields
from salestui.models.choices import ActivityType


def planned(entry: QuickEntry, about: Mapping[str, UUID]) -> ActivityInput:
    """The input of a plan. A day without a time is the whole day. Raises InvalidFields."""
    return ActivityInput(**planned_values(entry), parties=parties(entry), **about)


def planned_values(entry: QuickEntry) -> dict[str, Any]:
    """The fields that the line gives a planned activity, by name."""
    given = _common(entry)
    when = entry.when
    if when is None:
        return given
    if entry.at is None:
        given["is_all_day"] = True
    starts = entry.kind is ActivityType.APPOINTMENT or (
        entry.at is not None and (entry.minutes or KINDS[entry.kind].minutes)
    )
    given["scheduled_start" if starts else "scheduled_end"] = when
    return given


def takes_whole_day(entry: QuickEntry) -> bool:
    """Whether it is planned for all of a day; what is no appointment has the day for it."""
    given = planned_values(entry)
    return "scheduled_start" in given and "is_all_day" in given


def planned_span(entry: QuickEntry) -> tuple[datetime, datetime] | None:
    """From when until when it is planned: of what is due, only that moment; None if it has the day for it."""
    given = planned_values(entry)
    if entry.at is None and "scheduled_start" not in given:
        return None
    try:
        times = activity_times.fitting(entry.kind, given)
    except InvalidFields:
        return None  # the verb tells it
    start, end = times["scheduled_start"], times["scheduled_end"]
    return end if start is None else start, end


def finished(entry: QuickEntry, about: Mapping[str, UUID]) -> ActivityInput:
    """The input of what is done: it began at the time, or ended now. Raises InvalidFields."""
    return ActivityInput(**finished_values(entry), parties=parties(entry), **about)


def finished_values(entry: QuickEntry) -> dict[str, Any]:
    """The fields that the line gives an activity that is done, by name."""
    given = _common(entry)
    when = entry.when
    if when is None or entry.day is None:
        return given
    if entry.at is None:
        given["actual_end"] = closing_moment(entry.day)
    else:
        lasted = timedelta(minutes=entry.minutes or KINDS[entry.kind].minutes or 0)
        given["actual_start"] = when
        # Who logs something means that it is over.
        given["actual_end"] = max(min(when + lasted, clock.now()), when)
    return given


def with_ends(kind: ActivityType, given: Mapping[str, Any], *, is_done: bool = False) -> dict[str, Any]:
    """The fields with the end of an appointment, which has no other field that tells how long it lasts."""
    if kind is not ActivityType.APPOINTMENT or given.get("is_all_day"):
        return dict(given)
    if is_done:
        return {**given, **_actual_times(given)}
    start, end = given.get("scheduled_start"), given.get("scheduled_end")
    if start is None or end is not None:
        return dict(given)
    try:
        times = activity_times.fitting(kind, given)
    except InvalidFields:
        return dict(given)  # the verb tells it
    return {**given, "scheduled_end": times["scheduled_end"], "duration_minutes": None}


def _actual_times(given: Mapping[str, Any]) -> dict[str, Any]:
    minutes = given.get("duration_minutes")
    if minutes is None or given.get("actual_start") is not None:
        return {}
    ended = given.get("actual_end") or clock.now()
    return {"actual_start": ended - timedelta(minutes=minutes), "actual_end": ended}


def parties(entry: QuickEntry) -> tuple[PartyInput, ...]:
    """The people that the line names."""
    return tuple(
        PartyInput(address=one.name) if isinstance(one, Address) else PartyInput(table=one.table, id=one.id)
        for one in entry.people
    )


def _common(entry: QuickEntry) -> dict[str, Any]:
    return {
        "activity_type": entry.kind,
        "subject": entry.subject,
        "description": entry.description or None,
        "duration_minutes": entry.minutes,
        "priority": entry.priority,
    }
