"""The mails that follow others: an answer, one more, the same for those who were refused."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from sqlmodel import Session

from salestui.errors import Gone
from salestui.exchange.mail_errors import is_told
from salestui.lifecycle import activity_parties, permission
from salestui.lifecycle.mail import FIELDS, CannotMail, MailInput
from salestui.lifecycle.mail_reading import as_they_are, get, recipients, record, regarding
from salestui.lifecycle.shapes import MailRecord, Recipient
from salestui.models.activities import Activity
from salestui.models.choices import (
    ActivityType,
    Direction,
    ParticipationType,
)


def as_input(found: MailRecord) -> MailInput:
    """A mail to go on with."""
    return MailInput(
        found.to, found.cc, found.bcc, found.subject, found.body, found.files, regarding=found.regarding
    )


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
        to=as_they_are(session, sender) if came else found.to,
        cc=() if came else found.cc,
        subject=subject[: FIELDS["subject"].length],
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
    return as_they_are(session, people)


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
