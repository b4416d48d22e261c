"""The outbox as a list: what waits, failed or was sent lately."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from salestui import clock
from salestui.lifecycle import lookups, mail_reading, regarding, timeline
from salestui.lifecycle.shapes import OutboxRow, OutboxState
from salestui.models.activities import Activity
from salestui.models.choices import (
    ActivityStatus,
    ActivityType,
    EmailStatusReason,
)
from salestui.models.notes import Attachment

LATELY = timedelta(days=7)
"""Sent mails of this time are still listed."""
MOST, MOST_DRAFTS, MOST_SENT = 500, 200, 50
"""So many of a state are listed."""

_STATES: dict[int, OutboxState] = {
    EmailStatusReason.DRAFT: "draft",
    EmailStatusReason.PENDING_SEND: "waiting",
    EmailStatusReason.SENDING: "sending",
    EmailStatusReason.FAILED: "failed",
    EmailStatusReason.SENT: "sent",
}


def outbox(session: Session, user_id: UUID) -> list[OutboxRow]:
    """The mails of a user: what failed, what waits, drafts, then what was sent lately, the newest first."""
    mails = [
        *_of(session, user_id, EmailStatusReason.FAILED, MOST),
        *_of(session, user_id, EmailStatusReason.SENDING, MOST),
        *_of(session, user_id, EmailStatusReason.PENDING_SEND, MOST),
        *_of(session, user_id, EmailStatusReason.DRAFT, MOST_DRAFTS),
        *_of(session, user_id, EmailStatusReason.SENT, MOST_SENT),
    ]
    ids = [mail.id for mail in mails]
    people = timeline.parties_of(session, ids)
    column: Any = Attachment.activity_id
    files = dict(
        session.exec(select(column, func.count()).where(col(column).in_(ids)).group_by(column)).all()
    )
    names = _regarded(session, mails)
    return [
        OutboxRow(
            id=mail.id,
            state=_STATES[mail.status_reason],
            subject=mail.subject,
            people=tuple(
                one.name for one in people.get(mail.id, ()) if one.participation in mail_reading.PLACES
            ),
            at=mail.sent_on or mail.modified_on,
            attempts=mail.delivery_attempts,
            why=mail.delivery_error or "",
            may_have_arrived=mail_reading.may_have_arrived(mail),
            files=files.get(mail.id, 0),
            regarding=names.get(regarding.of(mail), ""),
        )
        for mail in mails
    ]


def _of(session: Session, user_id: UUID, reason: EmailStatusReason, most: int) -> Sequence[Activity]:
    """The newest mails of a user in this state."""
    is_sent = reason is EmailStatusReason.SENT
    query = select(Activity).where(
        Activity.owner_user_id == user_id,
        Activity.status == (ActivityStatus.COMPLETED if is_sent else ActivityStatus.OPEN),
        Activity.activity_type == ActivityType.EMAIL,
        Activity.status_reason == reason,
    )
    if is_sent:
        query = query.where(col(Activity.sent_on) >= clock.now() - LATELY)
    newest = col(Activity.sent_on if is_sent else Activity.modified_on).desc()
    return session.exec(query.order_by(newest, col(Activity.id).desc()).limit(most)).all()


def _regarded(session: Session, mails: Sequence[Activity]) -> dict[tuple[str, UUID] | None, str]:
    """The names of what these mails are about."""
    by_table: defaultdict[str, set[UUID]] = defaultdict(set)
    for mail in mails:
        if (found := regarding.of(mail)) is not None:
            by_table[found[0]].add(found[1])
    return {
        (table, record_id): name
        for table, ids in by_table.items()
        for record_id, name in lookups.names(session, table, ids).items()
    }
