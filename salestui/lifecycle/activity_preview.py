"""What a list or a calendar shows beside an activity: plain queries without the ORM."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from salestui import clock
from salestui.lifecycle import entries, permission, raw, recurrence
from salestui.lifecycle.entries import PARTY_COLUMNS, PARTY_TABLES, ActivityFacts, Party
from salestui.lifecycle.preview import activity_facts
from salestui.lifecycle.recurrence import Recurrence
from salestui.lifecycle.shapes import Entry
from salestui.models.choices import ParticipationType
from salestui.store.list_sql import DERIVED, condition

_FACTS = ", ".join(f"o.{name}" for name in ActivityFacts._fields)
_SQL = f"""
SELECT {_FACTS}, {DERIVED["regarding"]}, {DERIVED["owner"]},
  coalesce(o.recurrence_rule, (SELECT recurrence_rule FROM activity WHERE id = o.series_id)),
  (SELECT count(*) FROM attachment WHERE activity_id = o.id)
FROM activity o WHERE o.id = :id AND {{readable}}
"""
_PEOPLE = f"""
SELECT {PARTY_COLUMNS}
FROM {PARTY_TABLES}
WHERE p.activity_id = :id ORDER BY p.participation, p.id
"""


@dataclass(frozen=True, slots=True)
class ActivityPreview:
    """An activity as it is told of beside a list."""

    entry: Entry
    start: datetime | None
    """None for one without a time."""
    end: datetime | None
    is_all_day: bool
    regarding: str
    """The name of the record that it is about; may be empty."""
    owner: str
    people: tuple[Party, ...]
    repeats: Recurrence | None


def preview(connection: raw.Connection, user_id: UUID, activity_id: UUID) -> ActivityPreview | None:
    """All that is told of an activity; None if it is gone, or not one that the user may read."""
    key = activity_id.hex
    readable, values = condition(permission.readable(connection, user_id, "activity")).named("reader")
    found = raw.rows(connection, _SQL.format(readable=readable), id=key, **values)
    if not found:
        return None
    *_, regarding, owner, rule, files = found[0]
    facts = activity_facts([found[0][: len(ActivityFacts._fields)]])
    assert facts is not None
    people = tuple(
        Party(ParticipationType.from_code(part), name or "", bool(is_person))
        for part, name, is_person in raw.rows(connection, _PEOPLE, id=key)
    )
    return ActivityPreview(
        entry=entries.of_activity(facts, people, files, clock.now()),
        start=facts.scheduled_start or facts.scheduled_end,
        end=facts.scheduled_end or facts.scheduled_start,
        is_all_day=facts.is_all_day,
        regarding=regarding or "",
        owner=owner or "",
        people=people,
        repeats=recurrence.from_rule(rule) if rule else None,
    )
