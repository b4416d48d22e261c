"""What the head of an activity says: subject, type and record; when it is, its status and priority."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from salestui import clock, formats
from salestui.formats import DateFormat
from salestui.lifecycle import entries, recurrence_words
from salestui.lifecycle.recurrence import Recurrence
from salestui.lifecycle.shapes import FieldedRecord
from salestui.models.choices import OPEN_ACTIVITY, ActivityStatus, ActivityType, Priority
from salestui.widgets.activity_words import moment_words
from salestui.widgets.painting import Piece
from salestui.widgets.record_header import Figure, Head


def activity_head(
    record: FieldedRecord,
    kind: ActivityType,
    about: str,
    now: datetime,
    style: DateFormat,
    repeats: Recurrence | None = None,
) -> Head:
    """The head of an activity."""
    told = ""
    if repeats is not None:
        today = clock.local(now).date()
        told = recurrence_words.words(repeats, lambda day: formats.day(day, today, style))
    return Head(
        record.name, partial(_below, record, kind, about, told), partial(_figures, record, now, style)
    )


def _below(record: FieldedRecord, kind: ActivityType, about: str, repeats: str, width: int) -> list[Piece]:
    pieces: list[Piece] = [(entries.KINDS.get(kind, kind.label), "secondary")]
    if about:
        pieces += [(" · ", "muted"), (about, "secondary")]
    if repeats:
        pieces += [(" · ", "muted"), (repeats, "secondary")]
    owner = record.fields["owner_user"].name or record.fields["owner_team"].name
    if owner and width >= 100:
        pieces += [(" · owner ", "muted"), (owner, "secondary")]
    return pieces


def _figures(record: FieldedRecord, now: datetime, style: DateFormat, room: int) -> Sequence[Figure]:
    def held(name: str) -> Any:
        return record.fields[name].value if name in record.fields else None

    status = held("status")
    found: list[Figure] = []
    if status in OPEN_ACTIVITY:
        start, end, all_day = (held(name) for name in ("scheduled_start", "scheduled_end", "is_all_day"))
        found.append(_due(start, end, bool(all_day), now, style))
    elif isinstance(ended := held("actual_end"), datetime):
        word = "ended" if status is ActivityStatus.COMPLETED else "canceled"
        found.append(((moment_words(ended, False, style), "text bold"), (word, "muted")))
    if minutes := held("duration_minutes"):
        found.append(((formats.duration(minutes), "text bold"), ("lasts", "muted")))
    reason = held("status_reason")
    found.append(((reason.label if reason is not None else status.label, "text bold"), ("status", "muted")))
    priority = held("priority")
    if priority is not None and priority is not Priority.NORMAL:
        found.append(((priority.label, "text bold"), ("priority", "muted")))
    return found if room >= 62 else found[:2]


def _due(
    start: datetime | None, end: datetime | None, is_all_day: bool, now: datetime, style: DateFormat
) -> Figure:
    moment = start or end
    if moment is None:
        return ("–", "muted"), ("no day", "muted")
    past_day = end is not None and clock.local(end).date() < clock.local(now).date()
    if past_day or (end is not None and end < now and not is_all_day):
        return (moment_words(moment, is_all_day, style), "warning bold"), ("overdue", "warning bold")
    return (moment_words(moment, is_all_day, style), "text bold"), ("start" if start else "due", "muted")
