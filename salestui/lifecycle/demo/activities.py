"""Makes the demo company's activities with their parties and files."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from salestui import clock
from salestui.lifecycle import file_store
from salestui.lifecycle.demo.company import Company
from salestui.models.activities import Activity, ActivityParty
from salestui.models.choices import (
    ActivityStatus,
    ActivityType,
    AppointmentStatusReason,
    Choice,
    Direction,
    EmailStatusReason,
    FaxStatusReason,
    LetterStatusReason,
    ParticipationType,
    PhoneCallStatusReason,
    ResolutionStatusReason,
    TaskStatusReason,
)
from salestui.models.customers import Contact
from salestui.models.notes import Attachment

if TYPE_CHECKING:
    from salestui.lifecycle.demo.deals import Deal

DONE: dict[ActivityType, tuple[Choice, ...]] = {
    ActivityType.PHONE_CALL: (PhoneCallStatusReason.MADE, PhoneCallStatusReason.RECEIVED),
    ActivityType.APPOINTMENT: (AppointmentStatusReason.COMPLETED,),
    ActivityType.EMAIL: (EmailStatusReason.SENT, EmailStatusReason.RECEIVED),
    ActivityType.TASK: (TaskStatusReason.COMPLETED,),
    ActivityType.LETTER: (LetterStatusReason.SENT, LetterStatusReason.RECEIVED),
    ActivityType.FAX: (FaxStatusReason.SENT, FaxStatusReason.RECEIVED),
}
CANCELED: dict[ActivityType, Choice] = {
    ActivityType.PHONE_CALL: PhoneCallStatusReason.CANCELED,
    ActivityType.APPOINTMENT: AppointmentStatusReason.CANCELED,
    ActivityType.TASK: TaskStatusReason.CANCELED,
}
_PLANNED: dict[ActivityType, tuple[ActivityStatus, Choice]] = {
    ActivityType.PHONE_CALL: (ActivityStatus.OPEN, PhoneCallStatusReason.OPEN),
    ActivityType.APPOINTMENT: (ActivityStatus.SCHEDULED, AppointmentStatusReason.BUSY),
    ActivityType.EMAIL: (ActivityStatus.OPEN, EmailStatusReason.DRAFT),
    ActivityType.TASK: (ActivityStatus.OPEN, TaskStatusReason.NOT_STARTED),
    ActivityType.LETTER: (ActivityStatus.OPEN, LetterStatusReason.DRAFT),
    ActivityType.FAX: (ActivityStatus.OPEN, FaxStatusReason.OPEN),
}
_INCOMING: tuple[Choice, ...] = (
    PhoneCallStatusReason.RECEIVED,
    EmailStatusReason.RECEIVED,
    LetterStatusReason.RECEIVED,
    FaxStatusReason.RECEIVED,
)


class File(NamedTuple):
    """A small file that somebody attached."""

    name: str
    mime_type: str
    text: str


def planned(
    company: Company,
    deal: "Deal",
    kind: ActivityType,
    subject: str,
    starts: datetime,
    minutes: int,
    **more: Any,
) -> None:
    """An activity that is still to be done, or overdue."""
    status, reason = _PLANNED[kind]
    created = min(starts, clock.now()) - timedelta(days=1)
    _add(company, deal, kind, subject, starts, minutes, reason, status=status, created_on=created, **more)


def finished(
    company: Company,
    deal: "Deal",
    kind: ActivityType,
    subject: str,
    started: datetime,
    minutes: int,
    reason: Choice,
    **more: Any,
) -> None:
    """An activity that was done, or canceled."""
    status = ActivityStatus.CANCELED if reason is CANCELED.get(kind) else ActivityStatus.COMPLETED
    ended = started + timedelta(minutes=minutes)
    _add(
        company,
        deal,
        kind,
        subject,
        started,
        minutes,
        reason,
        status=status,
        actual_start=started,
        actual_end=ended,
        sent_on=started if reason is EmailStatusReason.SENT else None,
        **{"created_on": started, "modified_on": ended, **more},
    )
    deal.touched(ended)


def resolution(
    company: Company, deal: "Deal", kind: ActivityType, subject: str, at: datetime, **more: Any
) -> None:
    """The activity that a closed quote or order leaves."""
    company.session.add(
        Activity(
            activity_type=kind,
            subject=subject[:200],
            status=ActivityStatus.COMPLETED,
            status_reason=int(ResolutionStatusReason.COMPLETED),
            actual_end=at,
            created_on=at,
            modified_on=at,
            **more,
            **deal.mine,
        )
    )


def contact_of(company: Company, deal: "Deal") -> Contact:
    """The contact of the deal."""
    contacts = company.contacts[deal.account]
    return next(contact for contact in contacts if contact.id == deal.record.contact_id)


def attach(
    company: Company, deal: "Deal", attached: Sequence[File], added_on: datetime, **parent: Any
) -> None:
    """Attach files to a note or mail."""
    for file in attached:
        data = file.text.encode()
        company.session.add(
            Attachment(
                file_name=file.name,
                mime_type=file.mime_type,
                size_bytes=len(data),
                sha256=file_store.keep(company.files, data),
                created_by_id=company.seller(deal.owner).id,
                created_on=added_on,
                **parent,
            )
        )


def _add(
    company: Company,
    deal: "Deal",
    kind: ActivityType,
    subject: str,
    starts: datetime,
    minutes: int,
    reason: Choice,
    *,
    created_on: datetime,
    attached: Sequence[File] = (),
    **more: Any,
) -> None:
    incoming = any(reason is one for one in _INCOMING)
    spoken = kind not in {ActivityType.APPOINTMENT, ActivityType.TASK}
    timed = kind in {ActivityType.PHONE_CALL, ActivityType.APPOINTMENT}
    contact = contact_of(company, deal)
    activity = Activity(
        activity_type=kind,
        subject=subject[:200],
        status_reason=int(reason),
        scheduled_start=starts if timed else None,
        scheduled_end=starts + timedelta(minutes=minutes) if timed else starts,
        duration_minutes=minutes,
        direction=(Direction.INCOMING if incoming else Direction.OUTGOING) if spoken else None,
        phone_number=contact.business_phone if kind is ActivityType.PHONE_CALL else None,
        opportunity_id=deal.record.id,
        **{"modified_on": created_on, **more},
        created_on=created_on,
        **deal.mine,
    )
    company.session.add(activity)
    _parties(company, deal, activity, contact, incoming)
    attach(company, deal, attached, created_on, activity_id=activity.id)


def _parties(company: Company, deal: "Deal", activity: Activity, contact: Contact, incoming: bool) -> None:
    if activity.activity_type is ActivityType.TASK:
        return
    if activity.activity_type is ActivityType.APPOINTMENT:
        ours, theirs = ParticipationType.ORGANIZER, ParticipationType.REQUIRED_ATTENDEE
    elif incoming:
        ours, theirs = ParticipationType.TO, ParticipationType.SENDER
    else:
        ours, theirs = ParticipationType.SENDER, ParticipationType.TO
    user = company.seller(deal.owner)
    company.session.add_all(
        [
            ActivityParty(activity_id=activity.id, participation=ours, user_id=user.id),
            ActivityParty(
                activity_id=activity.id, participation=theirs, contact_id=contact.id, address=contact.email
            ),
        ]
    )
