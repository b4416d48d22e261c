"""What the lists of accounts, contacts and competitors show beside a record."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from salestui.errors import Gone
from salestui.lifecycle import competitors, fielded, related, timeline
from salestui.lifecycle.competitors import Fared
from salestui.lifecycle.related import Deals, Person
from salestui.lifecycle.shapes import Entry, FieldedRecord
from salestui.store.rows import raw


@dataclass(frozen=True, slots=True)
class RelatedPreview:
    """A record with what belongs to it."""

    record: FieldedRecord
    deals: Deals
    people: tuple[Person, ...]
    """The contacts of an account."""
    fared: Fared | None
    """How we fared against a competitor."""
    open_activities: int
    next: Entry | None
    """The open activity that comes next; an overdue one first."""
    last: Entry | None
    """The newest of what is done or written."""
    sign: str
    """Of the base currency, which sums are in."""


def preview(session: Session, user_id: UUID, table: str, record_id: UUID, sign: str) -> RelatedPreview | None:
    """All that the preview of a record shows to a user; None if it is gone."""
    try:
        record = fielded.record(session, table, record_id)
    except Gone:
        return None
    connection = raw(session)
    deals = related.deals(connection, user_id, table, record_id)
    keys = timeline.index(session, table, record_id)
    planned = [key for key in keys if key.is_open]
    done = [key for key in keys if not key.is_open]
    first = min(planned, key=lambda key: (key.at, key.id), default=None)
    newest = max(done, key=lambda key: key.at, default=None)
    shown = {
        entry.id: entry
        for entry in timeline.details(
            session, [key for key in (first, newest) if key is not None], table, record_id
        )
    }
    return RelatedPreview(
        record=record,
        deals=deals,
        people=related.people(connection, user_id, record_id) if table == "account" else (),
        fared=competitors.fared(connection, record_id, deals) if table == "competitor" else None,
        open_activities=len(planned),
        next=shown.get(first.id) if first is not None else None,
        last=shown.get(newest.id) if newest is not None else None,
        sign=sign,
    )
