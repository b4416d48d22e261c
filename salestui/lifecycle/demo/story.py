"""What was said and done about the demo company's deals, and what is planned: activities, notes, posts."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from salestui import clock
from salestui.lifecycle import files
from salestui.lifecycle.demo import content
from salestui.lifecycle.demo.company import Company
from salestui.models.activities import Activity, ActivityParty
from salestui.models.choices import (
    ActivityStatus,
    ActivityType,
    AppointmentStatusReason,
    Choice,
    Direction,
    EmailStatusReason,
    LetterStatusReason,
    ParticipationType,
    PhoneCallStatusReason,
    PostSource,
    Priority,
    TaskStatusReason,
)
from salestui.models.customers import Contact
from salestui.models.notes import Attachment, Note, Post

if TYPE_CHECKING:
    from salestui.lifecycle.demo.deals import Deal

_SUBJECTS = {
    ActivityType.PHONE_CALL: "calls",
    ActivityType.APPOINTMENT: "meetings",
    ActivityType.EMAIL: "mails",
    ActivityType.TASK: "tasks",
    ActivityType.LETTER: "letters",
}
_DONE: dict[ActivityType, tuple[Choice, ...]] = {
    ActivityType.PHONE_CALL: (PhoneCallStatusReason.MADE, PhoneCallStatusReason.RECEIVED),
    ActivityType.APPOINTMENT: (AppointmentStatusReason.COMPLETED,),
    ActivityType.EMAIL: (EmailStatusReason.SENT, EmailStatusReason.RECEIVED),
    ActivityType.TASK: (TaskStatusReason.COMPLETED,),
    ActivityType.LETTER: (LetterStatusReason.SENT, LetterStatusReason.RECEIVED),
}
_PLANNED: dict[ActivityType, tuple[ActivityStatus, Choice]] = {
    ActivityType.PHONE_CALL: (ActivityStatus.OPEN, PhoneCallStatusReason.OPEN),
    ActivityType.APPOINTMENT: (ActivityStatus.SCHEDULED, AppointmentStatusReason.BUSY),
    ActivityType.EMAIL: (ActivityStatus.OPEN, EmailStatusReason.DRAFT),
    ActivityType.TASK: (ActivityStatus.OPEN, TaskStatusReason.NOT_STARTED),
    ActivityType.LETTER: (ActivityStatus.OPEN, LetterStatusReason.DRAFT),
}
_CANCELED: dict[ActivityType, Choice] = {
    ActivityType.PHONE_CALL: PhoneCallStatusReason.CANCELED,
    ActivityType.APPOINTMENT: AppointmentStatusReason.CANCELED,
    ActivityType.TASK: TaskStatusReason.CANCELED,
}
_MOSTLY = (
    ActivityType.PHONE_CALL,
    ActivityType.PHONE_CALL,
    ActivityType.EMAIL,
    ActivityType.EMAIL,
    ActivityType.APPOINTMENT,
    ActivityType.TASK,
    ActivityType.LETTER,
)
_FILES = (
    ("site-plan.csv", "text/csv", "hall,gates,racks\nA,4,120\nB,2,64\n"),
    ("requirements.md", "text/markdown", "# Requirements\n\n- works offline\n- one vendor\n"),
    ("minutes.txt", "text/plain", "Present: both site leads.\nDecided: pilot in hall A.\n"),
)


def add(company: Company, deal: "Deal") -> None:
    """The whole story of one deal."""
    _past(company, deal)
    _notes(company, deal)
    _posts(company, deal)
    if deal.is_flagship:
        _flagship_plans(company, deal)
    elif deal.state == "open" and deal.dice.random() < 0.8:
        _plans(company, deal)


def _past(company: Company, deal: "Deal") -> None:
    lived = deal.age + (deal.closes if deal.state != "open" else 0)
    for number in range(max(1, min(8, lived // 7))):
        kind = deal.dice.choice(_MOSTLY)
        days_ago = deal.age - lived * (number + 0.5) / 8
        started = _in_office_hours(content.ago(days_ago), deal.dice.randrange(8, 17))
        minutes = deal.dice.choice((10, 15, 25, 30, 45))
        canceled = kind in _CANCELED and deal.dice.random() < 0.08
        reason = _CANCELED[kind] if canceled else deal.dice.choice(_DONE[kind])
        _activity(
            company,
            deal,
            kind,
            _words(company, deal, _SUBJECTS[kind]),
            started,
            minutes,
            status=ActivityStatus.CANCELED if canceled else ActivityStatus.COMPLETED,
            reason=reason,
            actual_start=started,
            actual_end=started + timedelta(minutes=minutes),
            created_on=started - timedelta(days=deal.dice.randrange(3)),
        )


def _in_office_hours(moment: datetime, hour: int) -> datetime:
    """That day at this hour, unless it is still to come: then an hour ago."""
    local = clock.local(moment).replace(hour=hour, minute=moment.minute // 10 * 10, second=0, microsecond=0)
    return min(local, clock.now() - timedelta(hours=1))


def _plans(company: Company, deal: "Deal") -> None:
    """The next step; for some deals it is overdue, for a few due today."""
    kind = deal.dice.choice(_MOSTLY)
    due = content.at(deal.dice.choice((-6, -2, 0, 1, 1, 2, 3, 5, 8, 13)), deal.dice.randrange(9, 17))
    _planned(company, deal, kind, _words(company, deal, _SUBJECTS[kind]), due, deal.dice.choice((15, 30, 60)))


def _flagship_plans(company: Company, deal: "Deal") -> None:
    calls, meetings = ActivityType.PHONE_CALL, ActivityType.APPOINTMENT
    soon = clock.now() + timedelta(minutes=40)
    _planned(company, deal, meetings, "Walk-through with site leads", soon, 60, location="Room 2, Bergen")
    security = content.at(1, 15)
    _planned(
        company,
        deal,
        calls,
        "Call Ana about the security review",
        security,
        30,
        priority=Priority.HIGH,
    )
    _planned(company, deal, ActivityType.TASK, "Split the quote by site", content.at(-2, 16), 60)
    _planned(
        company, deal, ActivityType.EMAIL, "Reference customers in the food industry", content.at(3, 10), 15
    )
    _planned(company, deal, ActivityType.LETTER, "Framework agreement for signature", content.at(9, 12), 30)
    _activity(
        company,
        deal,
        ActivityType.EMAIL,
        "Proposal and site plans",
        content.at(-6, 16, 20),
        10,
        status=ActivityStatus.COMPLETED,
        reason=EmailStatusReason.SENT,
        created_on=content.at(-6, 16, 20),
        sent_on=content.at(-6, 16, 20),
        attached=_FILES[:2],
    )


def _planned(
    company: Company,
    deal: "Deal",
    kind: ActivityType,
    subject: str,
    starts: datetime,
    minutes: int,
    **more: Any,
) -> None:
    status, reason = _PLANNED[kind]
    _activity(company, deal, kind, subject, starts, minutes, status=status, reason=reason, **more)


def _activity(
    company: Company,
    deal: "Deal",
    kind: ActivityType,
    subject: str,
    starts: datetime,
    minutes: int,
    *,
    reason: Choice,
    attached: tuple[tuple[str, str, str], ...] = (),
    **more: Any,
) -> None:
    incoming = reason in {PhoneCallStatusReason.RECEIVED} or (
        kind is ActivityType.EMAIL and reason is EmailStatusReason.RECEIVED
    )
    spoken = kind in {ActivityType.PHONE_CALL, ActivityType.EMAIL, ActivityType.LETTER}
    timed = kind in {ActivityType.PHONE_CALL, ActivityType.APPOINTMENT}
    contact = _contact(company, deal)
    created = {"created_on": min(starts, clock.now()) - timedelta(days=1), **more}
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
        **created,
        **deal.mine,
    )
    company.session.add(activity)
    _parties(company, deal, activity, contact, incoming)
    _attach(company, deal, attached, activity_id=activity.id)


def _parties(company: Company, deal: "Deal", activity: Activity, contact: Contact, incoming: bool) -> None:
    user = company.seller(deal.owner)
    if activity.activity_type is ActivityType.TASK:
        return
    if activity.activity_type is ActivityType.APPOINTMENT:
        ours, theirs = ParticipationType.ORGANIZER, ParticipationType.REQUIRED_ATTENDEE
    elif incoming:
        ours, theirs = ParticipationType.TO, ParticipationType.SENDER
    else:
        ours, theirs = ParticipationType.SENDER, ParticipationType.TO
    company.session.add_all(
        [
            ActivityParty(activity_id=activity.id, participation=ours, user_id=user.id),
            ActivityParty(
                activity_id=activity.id, participation=theirs, contact_id=contact.id, address=contact.email
            ),
        ]
    )


def _contact(company: Company, deal: "Deal") -> Contact:
    contacts = company.contacts[deal.account]
    return next(contact for contact in contacts if contact.id == deal.record.contact_id)


def _words(company: Company, deal: "Deal", kind: str) -> str:
    chosen: str = deal.dice.choice(content.texts()[kind])
    return chosen.format(
        contact=_contact(company, deal).first_name,
        account=company.accounts[deal.account].name,
        user=company.seller(deal.owner).user_name,
    )


def _notes(company: Company, deal: "Deal") -> None:
    if deal.is_flagship:
        _note(
            company, deal, 30, content.texts()["flagship"]["pinned"], title="Decision criteria", pinned=True
        )
        _note(company, deal, 2, content.texts()["notes"][0], attached=_FILES[2:])
    for _ in range(deal.dice.randrange(3)):
        since = min(deal.age, abs(deal.closes) if deal.state != "open" else deal.age)
        attached = _FILES[:1] if deal.dice.random() < 0.15 else ()
        _note(
            company,
            deal,
            max(1.0, since * deal.dice.random()),
            _words(company, deal, "notes"),
            attached=attached,
        )


def _note(
    company: Company,
    deal: "Deal",
    days: float,
    body: str,
    *,
    title: str | None = None,
    pinned: bool = False,
    attached: tuple[tuple[str, str, str], ...] = (),
) -> None:
    author = company.seller(deal.owner).id
    note = Note(
        title=title,
        body=body,
        is_pinned=pinned,
        opportunity_id=deal.record.id,
        created_on=content.ago(days),
        created_by_id=author,
        **deal.mine,
    )
    company.session.add(note)
    _attach(company, deal, attached, note_id=note.id)


def _attach(
    company: Company, deal: "Deal", attached: tuple[tuple[str, str, str], ...], **parent: Any
) -> None:
    for name, mime_type, text in attached:
        data = text.encode()
        company.session.add(
            Attachment(
                file_name=name,
                mime_type=mime_type,
                size_bytes=len(data),
                sha256=files.keep(company.files, data),
                created_by_id=company.seller(deal.owner).id,
                **parent,
            )
        )


def _posts(company: Company, deal: "Deal") -> None:
    seller = company.seller(deal.owner)
    posts = [("opportunity_created", f"Opportunity created by {seller.full_name}.", float(deal.age))]
    if deal.state != "open":
        posts.append((f"opportunity_{deal.state}", f"Opportunity {deal.state}.", float(-deal.closes)))
    company.session.add_all(
        Post(
            body=body,
            source=PostSource.AUTO,
            event=event,
            opportunity_id=deal.record.id,
            created_on=content.ago(days),
        )
        for event, body, days in posts
    )
    if deal.is_flagship or deal.dice.random() < 0.2:
        company.session.add(
            Post(
                body=_words(company, deal, "posts"),
                author_id=seller.id,
                opportunity_id=deal.record.id,
                created_on=content.ago(max(1.0, deal.age * 0.2)),
            )
        )
