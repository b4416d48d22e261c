"""Activities of every type, among them the resolutions of opportunities, quotes and orders; their parties."""

import uuid
from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlmodel import Field

from salestui.models.base import (
    NOTE,
    Owned,
    Record,
    Regarding,
    at_most_one,
    choice,
    link,
    moment,
    money,
    one_owner,
    one_regarding,
    text,
)
from salestui.models.choices import (
    STATUS_REASONS_BY_TYPE,
    ActivityStatus,
    ActivityType,
    Direction,
    ParticipationType,
    Priority,
)


def _reasons_of_types() -> str:
    rules = []
    for kind, reasons in STATUS_REASONS_BY_TYPE.items():
        codes = ", ".join(str(int(reason)) for reason in reasons)
        rules.append(f"(activity_type = {int(kind)} AND status_reason IN ({codes}))")
    return " OR ".join(rules)


class Activity(Record, Owned, Regarding, table=True):
    """Something to do or done: task, phone call, email, appointment, letter, fax, or a resolution.

    Dataverse: activitypointer and its types, here one table. `status_reason` is a code of the type's own
    option set (`STATUS_REASONS_BY_TYPE`).
    """

    __table_args__ = (
        one_owner(),
        one_regarding(),
        CheckConstraint(_reasons_of_types(), name="status_reason"),
        CheckConstraint("scheduled_end >= scheduled_start", name="ends_after_start"),
        CheckConstraint("duration_minutes > 0", name="duration"),
        CheckConstraint("percent_complete BETWEEN 0 AND 100", name="percent_complete"),
        CheckConstraint(
            "activity_type <> 4201 OR (scheduled_start IS NOT NULL AND scheduled_end IS NOT NULL)",
            name="appointment_has_times",
        ),
        Index("ix_activity_owner_user_status_end", "owner_user_id", "status", "scheduled_end"),
        Index("ix_activity_opportunity_status_end", "opportunity_id", "status", "scheduled_end"),
        # With the start, so that a calendar finds what reaches into its days without reading rows.
        Index("ix_activity_scheduled_end_start", "scheduled_end", "scheduled_start"),
        # Few appointments hold the rule of a series; those of a user are looked for at each start.
        Index("ix_activity_series_rule", "owner_user_id", sqlite_where=sql("recurrence_rule IS NOT NULL")),
        UniqueConstraint("import_key"),
    )

    activity_type: ActivityType = choice(ActivityType, default=..., nullable=False)
    subject: str = text(200, default=..., nullable=False)
    description: str | None = text(NOTE)
    status: ActivityStatus = choice(ActivityStatus, default=ActivityStatus.OPEN, nullable=False)
    status_reason: int = Field(default=1)
    priority: Priority = choice(Priority, default=Priority.NORMAL, nullable=False)
    scheduled_start: datetime | None = moment()
    scheduled_end: datetime | None = moment()
    """When it is due, or when an appointment ends."""
    actual_start: datetime | None = moment()
    actual_end: datetime | None = moment()
    duration_minutes: int | None = None
    is_all_day: bool = Field(default=False)
    category: str | None = text(250)
    subcategory: str | None = text(250)
    percent_complete: int | None = None
    direction: Direction | None = choice(Direction)
    phone_number: str | None = text(200)
    location: str | None = text(200)
    recurrence_rule: str | None = text(500)
    """RRULE of the master of a series (RFC 5545), with what `series_rule` keeps behind it."""
    series_id: uuid.UUID | None = link("activity")
    """The master of the series that this one belongs to."""
    is_exception: bool = Field(default=False)
    """Whether it was changed alone, other than its series."""
    # Mail
    message_id: str | None = text(320, index=True)
    sent_on: datetime | None = moment()
    delivery_attempts: int = Field(default=0)
    delivery_error: str | None = text(2000)
    # Resolutions
    actual_revenue: Decimal | None = money()
    lost_to_competitor_id: uuid.UUID | None = link("competitor")
    closing_status_reason: int | None = None
    """The status reason that the closed record took."""
    is_pinned: bool = Field(default=False)
    import_key: str | None = text(200)


class ActivityParty(Record, table=True):
    """Somebody who takes part in an activity. Dataverse: activityparty.

    A party without a record is just an address.
    """

    __tablename__ = "activity_party"
    __table_args__ = (
        at_most_one("contact_id", "account_id", "lead_id", "user_id", name="one_party"),
        CheckConstraint(
            "address IS NOT NULL OR contact_id IS NOT NULL OR account_id IS NOT NULL"
            " OR lead_id IS NOT NULL OR user_id IS NOT NULL",
            name="somebody",
        ),
    )

    activity_id: uuid.UUID = link("activity", default=..., nullable=False)
    participation: ParticipationType = choice(ParticipationType, default=..., nullable=False)
    contact_id: uuid.UUID | None = link("contact")
    account_id: uuid.UUID | None = link("account")
    lead_id: uuid.UUID | None = link("lead")
    user_id: uuid.UUID | None = link("system_user")
    address: str | None = text(320)
    display_name: str | None = text(305)
    refusal: str | None = text(300)
    """Why the mail server did not take this recipient of a sent mail."""
