"""The mails that follow others: an answer, one more, one passed on, the same for those who were refused."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from sqlmodel import Session

from salestui import clock
from salestui.errors import Gone
from salestui.lifecycle import activity_parties, permission
from salestui.lifecycle.mail import FIELDS, CannotMail, MailInput
from salestui.lifecycle.mail_people import users_by_id, written
from salestui.lifecycle.mail_reading import (
    PLACES,
    as_they_are,
    get,
    parties,
    recipients,
    record,
    regarding,
    why_not_edit,
)
from salestui.lifecycle.shapes import MailAttachment, MailRecord, Recipient
from salestui.models.activities import Activity
from salestui.models.choices import (
    ActivityType,
    Direction,
    ParticipationType,
)


def as_input(found: MailRecord) -> MailInput:
    """A mail to go on with."""
    return MailInput(
        found.to, found.cc, found.bcc, found.subject, found.body, found.files, found.regarding, found.stand
    )


def answer(session: Session, user_id: UUID, activity_id: UUID) -> MailInput:
    """A mail that follows an activity, about the same record.

    An answer to a mail that came, to its sender; one more to all those whom a mail of ours went to; or one to
    those who took part in anything else. Raises Gone.
    """
    activity = _any(session, activity_id)
    if activity.activity_type is not ActivityType.EMAIL:
        return MailInput(_others(session, activity), regarding=regarding(session, activity))
    return _answer(session, user_id, activity, to_all=activity.direction is not Direction.INCOMING)


def reply(session: Session, user_id: UUID, mail_id: UUID, *, to_all: bool = False) -> MailInput:
    """An answer to a mail, its text quoted: to its sender, or to those whom a mail of ours went to.

    `to_all` has the others who got it as copies, but for the user. Raises Gone, and CannotMail for what is no
    mail or not sent.
    """
    return _answer(session, user_id, _sent(session, mail_id), to_all=to_all)


def forward(session: Session, mail_id: UUID) -> MailInput:
    """A mail for somebody else, with its files. Who got it unseen by others stays so.

    Raises Gone, and CannotMail for what is no mail or not sent.
    """
    mail = _sent(session, mail_id)
    found = record(session, mail_id)
    sender = recipients(session, mail_id)[ParticipationType.SENDER]
    moment = clock.local(mail.sent_on or mail.actual_end or mail.created_on)
    told = [
        ("From", written(sender)),
        ("Date", f"{moment:%Y-%m-%d %H:%M}"),
        ("Subject", found.subject),
        ("To", written(found.to)),
        ("Cc", written(found.cc)),
    ]
    head = "\n".join(f"{name}: {text}" for name, text in told if text)
    return MailInput(
        subject=_titled("Fwd", found.subject),
        body=f"\n\n---------- Forwarded mail ----------\n{head}\n\n{found.body}",
        files=_copies(found),
        regarding=found.regarding,
    )


def _any(session: Session, activity_id: UUID) -> Activity:
    activity = session.get(Activity, activity_id)
    if activity is None:
        raise Gone("The activity is no longer there.")
    permission.require(session, "activity", activity_id)
    return activity


def _sent(session: Session, mail_id: UUID) -> Activity:
    activity = _any(session, mail_id)
    if activity.activity_type is not ActivityType.EMAIL:
        raise CannotMail(f"{activity.subject}: It is no mail.")
    if activity.direction is not Direction.INCOMING and why_not_edit(activity) is None:
        raise CannotMail(f"{activity.subject}: It is not sent yet.")
    return activity


def _answer(session: Session, user_id: UUID, mail: Activity, *, to_all: bool) -> MailInput:
    came = mail.direction is Direction.INCOMING
    people = recipients(session, mail.id)
    sender, to, copies = (
        people[place] for place in (ParticipationType.SENDER, ParticipationType.TO, ParticipationType.CC)
    )
    first, others = (sender, (*to, *copies)) if came else (to, copies)
    mine = users_by_id(session, [user_id])
    body = mail.description or ""
    quoted = "\n".join(f"> {line}".rstrip() for line in body.splitlines())
    return MailInput(
        to=as_they_are(session, first),
        cc=as_they_are(session, _without(others, (*first, *mine))) if to_all else (),
        subject=_titled("Re", mail.subject),
        body=f"\n\n{quoted}\n" if quoted else "",
        regarding=regarding(session, mail),
    )


def _titled(sign: str, subject: str) -> str:
    """The subject with "Re: " or "Fwd: " before it, once."""
    if not subject.lower().startswith(f"{sign.lower()}:"):
        subject = f"{sign}: {subject}"
    return subject[: FIELDS["subject"].length]


def _without(people: Iterable[Recipient], left_out: Iterable[Recipient]) -> list[Recipient]:
    known = {key for one in left_out for key in _keys(one)}
    return [one for one in people if not _keys(one) & known]


def _keys(one: Recipient) -> set[object]:
    """What tells that two recipients are the same: the record, the address."""
    return {key for key in (one.id, one.address.casefold()) if key}


def _copies(found: MailRecord) -> list[MailAttachment]:
    """The files of a mail, to be attached to another one."""
    return [replace(one, id=None) for one in found.files]


def _others(session: Session, activity: Activity) -> list[Recipient]:
    """Those who take part in an activity, but for its owner."""
    people = [
        Recipient(one.name, one.address or "", one.table or "", one.record_id)
        for one in activity_parties.of(session, activity.id)
        if one.record_id is None or one.record_id != activity.owner_user_id
    ]
    return as_they_are(session, people)


def to_the_refused(session: Session, mail_id: UUID) -> MailInput:
    """The same mail once more, for those whom the server refused when it was sent, each in his place.

    Raises Gone, and CannotMail when nobody was.
    """
    sent = get(session, mail_id)
    found = record(session, mail_id)
    refused = [(party.participation, one) for party, one in parties(session, mail_id) if party.refusal]
    if not refused:
        raise CannotMail(f"{sent.subject}: nobody was refused.")
    to, cc, bcc = (as_they_are(session, [one for part, one in refused if part is place]) for place in PLACES)
    return replace(as_input(found), to=to, cc=cc, bcc=bcc, files=_copies(found), based_on=None)
