"""A mail as it stands in the file: its people, its files, and what it still allows."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from salestui.errors import Gone
from salestui.lifecycle import activity_parties, lookups, mail_people, permission
from salestui.lifecycle import regarding as about
from salestui.lifecycle.refs import RecordRef
from salestui.lifecycle.shapes import MailAttachment, MailRecord, MailStand, Recipient
from salestui.models.activities import Activity, ActivityParty
from salestui.models.choices import (
    NO_ANSWER,
    ActivityType,
    EmailStatusReason,
    ParticipationType,
)
from salestui.models.customers import Account, Contact
from salestui.models.leads import Lead
from salestui.models.notes import Attachment
from salestui.models.users import User

_WRITTEN = (EmailStatusReason.DRAFT, EmailStatusReason.PENDING_SEND, EmailStatusReason.FAILED)
"""What can still be edited or canceled."""
PLACES = (ParticipationType.TO, ParticipationType.CC, ParticipationType.BCC)
"""Where the recipients stand."""


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
    people = {place: tuple(as_they_are(session, some)) for place, some in found.items()}
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
        stand=stand(session, mail),
    )


def stand(session: Session, mail: Activity) -> MailStand:
    """What is written in a mail now; after an edit by somebody else it is another one."""
    people = select(ActivityParty.id).where(
        ActivityParty.activity_id == mail.id, col(ActivityParty.participation).in_(PLACES)
    )
    attached = select(Attachment.id).where(Attachment.activity_id == mail.id)
    return (
        mail.subject,
        mail.description,
        frozenset(session.exec(people)),
        frozenset(session.exec(attached)),
    )


def recipients(session: Session, mail_id: UUID) -> dict[ParticipationType, tuple[Recipient, ...]]:
    """Who stands in which place of a mail, the sender too."""
    found: dict[ParticipationType, list[Recipient]] = {
        place: [] for place in (ParticipationType.SENDER, *PLACES)
    }
    for party, one in parties(session, mail_id):
        if party.participation in found:
            found[party.participation].append(one)
    return {place: tuple(people) for place, people in found.items()}


def parties(session: Session, mail_id: UUID) -> list[tuple[ActivityParty, Recipient]]:
    """Who stands in a mail, by their places, with what is known of each."""
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
    return [(party, _recipient(party, told)) for party, told in session.exec(query)]


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


def may_have_arrived(mail: Activity) -> bool:
    """Whether nobody knows if a server took a mail before; until somebody says to send it again."""
    return is_unanswered(mail.delivery_error)


def is_unanswered(delivery_error: str | None) -> bool:
    """Whether these words mean that the mail may have arrived."""
    return (delivery_error or "").startswith(NO_ANSWER)


def is_unsent(session: Session, activity_id: UUID) -> bool:
    """Whether this activity is a mail that can still be written on. Raises Gone for one of somebody else."""
    activity = session.get(Activity, activity_id)
    if activity is None or activity.activity_type is not ActivityType.EMAIL:
        return False
    permission.require(session, "activity", activity_id)
    return why_not_edit(activity) is None


def as_they_are(session: Session, people: Sequence[Recipient]) -> list[Recipient]:
    """The recipients with why they can't be mailed now: a contact may have changed since the draft."""
    contacts = [one.id for one in people if one.table == "contact" and one.id is not None]
    now = {one.id: one for one in mail_people.contacts_by_id(session, contacts)}
    unwanting = mail_people.wanting_no_mail(session, contacts)
    return [_as_it_is(one, now.get(one.id), one.id in unwanting) for one in people]


def _as_it_is(one: Recipient, now: Recipient | None, is_unwanted: bool) -> Recipient:
    if not one.address:
        return now or Recipient(one.name, "", why_not=f"{one.name} has no address.")
    if is_unwanted:
        return Recipient(one.name, one.address, why_not=mail_people.wants_no_mail(one.name))
    return one
