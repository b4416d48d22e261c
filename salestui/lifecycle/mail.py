"""A mail from draft to outbox: written, edited, queued, taken back, sent again on request."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from salestui import clock
from salestui.errors import SalesError
from salestui.lifecycle import activity_parties, files, mail_people
from salestui.lifecycle import regarding as about
from salestui.lifecycle.file_store import StoredFile
from salestui.lifecycle.inputs import parse_text
from salestui.lifecycle.mail_reading import PLACES, get, may_have_arrived, record, stand, why_not_edit
from salestui.lifecycle.refs import RecordRef
from salestui.lifecycle.shapes import MailAttachment, MailStand, Recipient
from salestui.lifecycle.values import InvalidFields
from salestui.models.activities import Activity, ActivityParty
from salestui.models.choices import (
    NO_ANSWER,
    ActivityStatus,
    ActivityType,
    Direction,
    EmailStatusReason,
    ParticipationType,
)
from salestui.models.fields import Field
from salestui.models.notes import Attachment
from salestui.models.users import User

_SUBJECT = Field("subject", "Subject", "text", length=200, required=True)
_BODY = Field("description", "Text", "memo", length=100_000)
_TO = Field("to", "To", "text")
FIELDS = {field.name: field for field in (_SUBJECT, _BODY, _TO)}


class CannotMail(SalesError):
    """The mail can't be edited, sent or canceled now."""


class MailChanged(CannotMail):
    """Somebody else wrote on the mail since the edit began. `now` is what an edit of it begins with now."""

    def __init__(self, subject: str, now: MailStand) -> None:
        super().__init__(f"{subject} was written on in another window meanwhile.")
        self.now = now


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
    based_on: MailStand | None = None
    """What was written in the mail when its edit began; None for a new one."""

    @property
    def everybody(self) -> Iterable[Recipient]:
        """All recipients."""
        return (*self.to, *self.cc, *self.bcc)


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

    Raises Gone, CannotMail, InvalidFields, and MailChanged when it is no longer what the edit is based on.
    """
    edited = get(session, mail_id)
    if reason := why_not_edit(edited):
        raise CannotMail(f"{edited.subject}: {reason}")
    now = stand(session, edited)
    if mail.based_on != now:
        raise MailChanged(edited.subject, now)
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
        ActivityParty.activity_id == mail_id, col(ActivityParty.participation).in_(PLACES)
    )
    before = {_key(party): party for party in session.exec(query)}
    for place, people in zip(PLACES, (mail.to, mail.cc, mail.bcc), strict=True):
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
