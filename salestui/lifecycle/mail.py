"""A mail from draft to outbox: written, edited, queued, taken back, sent again on request."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from salestui import clock
from salestui.errors import Gone, SalesError
from salestui.exchange.mail_errors import NO_ANSWER, is_told
from salestui.lifecycle import activity_parties, files, lookups, mail_people, permission
from salestui.lifecycle import regarding as about
from salestui.lifecycle.file_store import StoredFile
from salestui.lifecycle.inputs import parse_text
from salestui.lifecycle.shapes import MailAttachment, MailRecord, Recipient, RecordRef
from salestui.lifecycle.values import InvalidFields
from salestui.models.activities import Activity, ActivityParty
from salestui.models.choices import (
    ActivityStatus,
    ActivityType,
    Direction,
    EmailStatusReason,
    ParticipationType,
)
from salestui.models.customers import Account, Contact
from salestui.models.fields import Field
from salestui.models.leads import Lead
from salestui.models.notes import Attachment
from salestui.models.users import User

_SUBJECT = Field("subject", "Subject", "text", length=200, required=True)
_BODY = Field("description", "Text", "memo", length=100_000)
_TO = Field("to", "To", "text")
FIELDS = {field.name: field for field in (_SUBJECT, _BODY, _TO)}

_WRITTEN = (EmailStatusReason.DRAFT, EmailStatusReason.PENDING_SEND, EmailStatusReason.FAILED)
"""What can still be edited or canceled."""
_PLACES = (ParticipationType.TO, ParticipationType.CC, ParticipationType.BCC)


class CannotMail(SalesError):
    """The mail can't be edited, sent or canceled now."""


@dataclass(frozen=True, slots=True)
class MailInput:
    """A mail as somebody wrote it."""

    to: Sequence[Recipient] = ()
    cc: Sequence[Recipient] = ()
    bcc: Sequence[Recipient] = ()
    subject: str = ""
    body: str = ""
    files: Sequence[MailAttachment] = ()
    regarding: RecordRef | None = None

    @property
    def everybody(self) -> Iterable[Recipient]:
        """All recipients."""
        return (*self.to, *self.cc, *self.bcc)


# Reading


def get(session: Session, mail_id: UUID) -> Activity:
    """The activity of a mail. Raises Gone."""
    mail = session.get(Activity, mail_id)
    if mail is None or mail.activity_type is not ActivityType.EMAIL:
        raise Gone("The mail is no longer there.")
    permission.require(session, "activity", mail_id)
    return mail


def record(session: Session, mail_id: UUID) -> MailRecord:
    """A mail with its people, as they can be reached now, and its files. Raises Gone."""
    mail = get(session, mail_id)
    found = recipients(session, mail_id)
    people = {place: tuple(_as_they_are(session, some)) for place, some in found.items()}
    attached = session.exec(
        select(Attachment).where(Attachment.activity_id == mail_id).order_by(col(Attachment.id))
    )
    return MailRecord(
        id=mail.id,
        to=people[ParticipationType.TO],
        cc=people[ParticipationType.CC],
        bcc=people[ParticipationType.BCC],
        subject=mail.subject,
        body=mail.description or "",
        files=tuple(
            MailAttachment(one.id, one.file_name, one.mime_type, one.size_bytes, one.sha256)
            for one in attached
        ),
        regarding=regarding(session, mail),
        why_read_only=why_not_edit(mail),
    )


def recipients(session: Session, mail_id: UUID) -> dict[ParticipationType, tuple[Recipient, ...]]:
    """Who stands in which place of a mail, the sender too."""
    name = func.coalesce(
        ActivityParty.display_name,
        Contact.full_name,
        Account.name,
        Lead.full_name,
        Lead.company_name,
        User.full_name,
        "",
    )
    columns: Any = (ActivityParty, name)
    query = (
        select(*columns)
        .join(Contact, col(Contact.id) == ActivityParty.contact_id, isouter=True)
        .join(Account, col(Account.id) == ActivityParty.account_id, isouter=True)
        .join(Lead, col(Lead.id) == ActivityParty.lead_id, isouter=True)
        .join(User, col(User.id) == ActivityParty.user_id, isouter=True)
        .where(ActivityParty.activity_id == mail_id)
        .order_by(col(ActivityParty.participation), col(ActivityParty.id))
    )
    found: dict[ParticipationType, list[Recipient]] = {
        place: [] for place in (ParticipationType.SENDER, *_PLACES)
    }
    for party, told in session.exec(query):
        if party.participation in found:
            found[party.participation].append(_recipient(party, told))
    return {place: tuple(people) for place, people in found.items()}


def _recipient(party: ActivityParty, name: str) -> Recipient:
    for table, column in activity_parties.COLUMNS.items():
        if (record_id := getattr(party, column)) is not None:
            return Recipient(name, party.address or "", table, record_id)
    return Recipient(name, party.address or "")


def regarding(session: Session, mail: Activity) -> RecordRef | None:
    """What a mail is about."""
    found = about.of(mail)
    if found is None:
        return None
    table, record_id = found
    return RecordRef(table, record_id, lookups.names(session, table, [record_id]).get(record_id, ""))


# What can't be done, and why


def why_not_edit(mail: Activity) -> str | None:
    """Why a mail can't be edited or canceled, or None when it can."""
    match mail.status_reason:
        case EmailStatusReason.SENDING:
            return "It is being sent at this moment."
        case EmailStatusReason.CANCELED:
            return "It is canceled."
        case reason if reason not in _WRITTEN:
            return "It is sent: what left the house can't be changed."
    return None


def why_not_queue(mail: Activity, people: Iterable[Recipient]) -> str | None:
    """Why a mail can't be sent, or None when it can."""
    if mail.status_reason == EmailStatusReason.PENDING_SEND:
        return "It waits in the outbox already."
    if reason := why_not_edit(mail):
        return reason
    everybody = list(people)
    if not everybody:
        return "Nobody is named whom it goes to."
    return mail_people.why_not_mail(everybody)


# Writing


def draft(session: Session, user_id: UUID, mail: MailInput) -> Activity:
    """Keep a mail as a draft of this user, about its record. Raises InvalidFields, CannotMail."""
    values = _checked(mail)
    regarded = mail.regarding
    link = about.to(regarded.table, regarded.id) if regarded is not None else {}
    made = Activity(
        activity_type=ActivityType.EMAIL,
        status=ActivityStatus.OPEN,
        status_reason=int(EmailStatusReason.DRAFT),
        direction=Direction.OUTGOING,
        owner_user_id=user_id,
        **values,
        **link,
    )
    session.add(made)
    session.flush()
    user = session.get(User, user_id)
    assert user is not None
    session.add(
        ActivityParty(
            activity_id=made.id,
            participation=ParticipationType.SENDER,
            user_id=user_id,
            address=user.email,
            display_name=user.full_name,
        )
    )
    _set_parties(session, made.id, mail)
    _set_files(session, made.id, mail.files)
    return made


def edit(session: Session, mail_id: UUID, mail: MailInput) -> Activity:
    """Replace what a mail says, whom it goes to and what goes along; what it is about stays.

    Raises Gone, CannotMail, InvalidFields.
    """
    edited = get(session, mail_id)
    if reason := why_not_edit(edited):
        raise CannotMail(f"{edited.subject}: {reason}")
    for name, value in _checked(mail).items():
        setattr(edited, name, value)
    session.add(edited)
    _set_parties(session, mail_id, mail)
    _set_files(session, mail_id, mail.files)
    return edited


def keep(session: Session, user_id: UUID, mail_id: UUID | None, mail: MailInput) -> Activity:
    """Have a mail as it is written now: a new draft, or the one of `mail_id` edited. Raises like those."""
    return draft(session, user_id, mail) if mail_id is None else edit(session, mail_id, mail)


def send_off(
    session: Session, user_id: UUID, mail_id: UUID | None, mail: MailInput, *, again: bool = False
) -> Activity:
    """Keep a mail as it is written now and queue it; one that waits already does so with what is new.

    Raises as `keep` and `queue` do.
    """
    kept = keep(session, user_id, mail_id, mail)
    if kept.status_reason == EmailStatusReason.PENDING_SEND:
        kept.status_reason = int(EmailStatusReason.DRAFT)
    return queue(session, kept.id, again=again)


def may_have_arrived(mail: Activity) -> bool:
    """Whether nobody knows if a server took a mail before; until somebody says to send it again."""
    return is_unanswered(mail.delivery_error)


def is_unanswered(delivery_error: str | None) -> bool:
    """Whether these words mean that the mail may have arrived."""
    return (delivery_error or "").startswith(NO_ANSWER)


def queue(session: Session, mail_id: UUID, *, again: bool = False) -> Activity:
    """Put a draft, or one that failed, into the outbox: the program sends it once it can.

    One that may have arrived is only sent `again` when the person says so. Raises Gone and CannotMail, which
    names who has no address or wants no mail.
    """
    mail = get(session, mail_id)
    found = record(session, mail_id)
    if reason := why_not_queue(mail, (*found.to, *found.cc, *found.bcc)):
        raise CannotMail(f"{mail.subject}: {reason}")
    if may_have_arrived(mail) and not again:
        raise CannotMail(f"{mail.subject}: {NO_ANSWER}")
    mail.status_reason = int(EmailStatusReason.PENDING_SEND)
    mail.delivery_error = None
    session.add(mail)
    return mail


def cancel(session: Session, mail_id: UUID) -> Activity:
    """Close a mail that shall not be sent. Raises Gone, CannotMail."""
    mail = get(session, mail_id)
    if reason := why_not_edit(mail):
        raise CannotMail(f"{mail.subject}: {reason}")
    mail.status = ActivityStatus.CANCELED
    mail.status_reason = int(EmailStatusReason.CANCELED)
    mail.actual_end = clock.now()
    session.add(mail)
    return mail


def as_input(found: MailRecord) -> MailInput:
    """A mail to go on with."""
    return MailInput(
        found.to, found.cc, found.bcc, found.subject, found.body, found.files, regarding=found.regarding
    )


def is_unsent(session: Session, activity_id: UUID) -> bool:
    """Whether this activity is a mail that can still be written on. Raises Gone for one of somebody else."""
    activity = session.get(Activity, activity_id)
    if activity is None or activity.activity_type is not ActivityType.EMAIL:
        return False
    permission.require(session, "activity", activity_id)
    return why_not_edit(activity) is None


def answer(session: Session, activity_id: UUID) -> MailInput:
    """A mail that follows an activity, about the same record.

    An answer to a mail that came, to its sender; one more to those whom a mail of ours went to, its text
    quoted; or one to those who took part in anything else. Raises Gone.
    """
    activity = session.get(Activity, activity_id)
    if activity is None:
        raise Gone("The activity is no longer there.")
    permission.require(session, "activity", activity_id)
    if activity.activity_type is not ActivityType.EMAIL:
        return MailInput(_others(session, activity), regarding=regarding(session, activity))
    found = record(session, activity_id)
    came = activity.direction is Direction.INCOMING
    sender = recipients(session, activity_id)[ParticipationType.SENDER]
    subject = found.subject if found.subject.lower().startswith("re:") else f"Re: {found.subject}"
    quoted = "\n".join(f"> {line}".rstrip() for line in found.body.splitlines())
    return MailInput(
        to=_as_they_are(session, sender) if came else found.to,
        cc=() if came else found.cc,
        subject=subject[: _SUBJECT.length],
        body=f"\n\n{quoted}\n" if quoted else "",
        regarding=found.regarding,
    )


def _others(session: Session, activity: Activity) -> list[Recipient]:
    """Those who take part in an activity, but for its owner."""
    people = [
        Recipient(one.name, one.address or "", one.table or "", one.record_id)
        for one in activity_parties.of(session, activity.id)
        if one.record_id is None or one.record_id != activity.owner_user_id
    ]
    return _as_they_are(session, people)


def to_the_refused(session: Session, mail_id: UUID) -> MailInput:
    """The same mail once more, for those whom the server refused when it was sent, each in his place.

    Raises Gone, and CannotMail when nobody was.
    """
    sent = get(session, mail_id)
    found = record(session, mail_id)
    to, cc, bcc = (_refused(sent, people) for people in (found.to, found.cc, found.bcc))
    if not (to or cc or bcc):
        raise CannotMail(f"{sent.subject}: nobody was refused.")
    copies = [replace(one, id=None) for one in found.files]
    return replace(as_input(found), to=to, cc=cc, bcc=bcc, files=copies)


def _refused(mail: Activity, people: Iterable[Recipient]) -> list[Recipient]:
    """Those of the recipients whom the server did not take."""
    why = mail.delivery_error or ""
    return [one for one in people if mail.sent_on and one.address and is_told(why, one.address)]


def _as_they_are(session: Session, people: Sequence[Recipient]) -> list[Recipient]:
    """The recipients with why they can't be mailed now: a contact may have changed since the draft."""
    contacts = [one.id for one in people if one.table == "contact" and one.id is not None]
    now = {one.id: one for one in mail_people.contacts_by_id(session, contacts)}
    return [_as_it_is(one, now.get(one.id)) for one in people]


def _as_it_is(one: Recipient, now: Recipient | None) -> Recipient:
    if now is not None and (not one.address or (now.why_not and now.address)):
        # Without an address in the mail, or no mail wanted: what the contact's record says counts.
        return now if not one.address else Recipient(one.name, one.address, why_not=now.why_not)
    if not one.address:
        return Recipient(one.name, "", why_not=f"{one.name} has no address.")
    return one


def _checked(mail: MailInput) -> dict[str, Any]:
    """Subject and text, cleaned. Raises InvalidFields."""
    values: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for field, text in ((_SUBJECT, mail.subject), (_BODY, mail.body)):
        try:
            values[field.name] = parse_text(field, text)
        except SalesError as error:
            problems[field.name] = str(error)
    if problems:
        raise InvalidFields(problems, FIELDS)
    return values


def _set_parties(session: Session, mail_id: UUID, mail: MailInput) -> None:
    """Have these recipients; those that were there already stay as they are."""
    query = select(ActivityParty).where(
        ActivityParty.activity_id == mail_id, col(ActivityParty.participation).in_(_PLACES)
    )
    before = {_key(party): party for party in session.exec(query)}
    for place, people in zip(_PLACES, (mail.to, mail.cc, mail.bcc), strict=True):
        for one in people:
            party = _party(mail_id, place, one)
            if before.pop(_key(party), None) is None:
                session.add(party)
    for party in before.values():
        session.delete(party)


def _party(mail_id: UUID, place: ParticipationType, one: Recipient) -> ActivityParty:
    link: dict[str, Any] = {activity_parties.COLUMNS[one.table]: one.id} if one.table else {}
    return ActivityParty(
        activity_id=mail_id,
        participation=place,
        address=one.address or None,
        display_name=one.name or None,
        **link,
    )


def _key(party: ActivityParty) -> tuple[Any, ...]:
    return (
        party.participation,
        party.contact_id or party.account_id or party.lead_id or party.user_id,
        party.address,
        party.display_name,
    )


def _set_files(session: Session, mail_id: UUID, wanted: Sequence[MailAttachment]) -> None:
    kept = {one.id for one in wanted if one.id is not None}
    for attachment in session.exec(select(Attachment).where(Attachment.activity_id == mail_id)).all():
        if attachment.id not in kept:
            files.remove(session, attachment)
    for one in wanted:
        if one.id is None:
            stored = StoredFile(one.sha256, one.size_bytes, one.file_name, one.mime_type)
            files.attach(session, stored, activity_id=mail_id)
