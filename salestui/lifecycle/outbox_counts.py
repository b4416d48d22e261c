"""How many mails of a user are not where they should be. Reads without the ORM, for every screen tells it."""

from typing import NamedTuple
from uuid import UUID

from salestui.lifecycle import raw


class Counts(NamedTuple):
    """Mails that were given to the outbox and are not sent."""

    waiting: int = 0
    sending: int = 0
    """Being sent, or left so by a program that ended."""
    failed: int = 0


def counts(connection: raw.Connection, user_id: UUID) -> Counts:
    """Those of this user."""
    # The first paint needs the shape of an answer, and not yet the option sets.
    from salestui.models.choices import ActivityStatus, ActivityType, EmailStatusReason

    rows = raw.rows(
        connection,
        "SELECT status_reason, count(*) FROM activity WHERE owner_user_id = :user AND status = :open"
        " AND activity_type = :email AND status_reason IN (:waiting, :sending, :failed)"
        " GROUP BY status_reason",
        user=user_id.hex,
        open=int(ActivityStatus.OPEN),
        email=int(ActivityType.EMAIL),
        waiting=int(EmailStatusReason.PENDING_SEND),
        sending=int(EmailStatusReason.SENDING),
        failed=int(EmailStatusReason.FAILED),
    )
    found = dict(rows)
    reasons = (EmailStatusReason.PENDING_SEND, EmailStatusReason.SENDING, EmailStatusReason.FAILED)
    return Counts(*(found.get(int(reason), 0) for reason in reasons))
