"""Sending what waits in the outbox, of which nothing is ever done twice.

A mail is Pending send until one program claims it, which is a command of its own: Sending. What the server
answers is another one: Sent, back to Pending send, or Failed. So a program that is killed in between leaves
it in Sending, and nobody sends it again by himself.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from uuid import UUID

from sqlmodel import Session, col, select

from salestui import clock
from salestui.errors import InputError, SalesError
from salestui.exchange import mail_addresses, mail_sending
from salestui.exchange.mail_errors import (
    BrokenOff,
    MailError,
    MayHaveArrived,
    NoSender,
    Refused,
    TryLater,
    Unreachable,
    told,
)
from salestui.exchange.mail_message import Mail, Mailbox, MailFile, build, new_message_id
from salestui.exchange.mail_server import MailServer
from salestui.lifecycle import file_store, mail_reading
from salestui.lifecycle.edits import titled
from salestui.lifecycle.mail_reading import PLACES, as_they_are
from salestui.lifecycle.outbox_counts import counts
from salestui.lifecycle.shapes import Recipient
from salestui.models.activities import Activity, ActivityParty
from salestui.models.choices import (
    NO_ANSWER,
    ActivityStatus,
    ActivityType,
    EmailStatusReason,
    JournalKind,
    ParticipationType,
)
from salestui.models.users import User
from salestui.store.database import Store
from salestui.store.errors import Locked
from salestui.store.turn import turn

PATIENCE = 10.0
"""Seconds to wait for another window that is sending."""
_PAUSE = 0.2
"""Seconds between two tries to write to a file that is locked, each of which waits itself."""
_ERROR_LENGTH, _REFUSAL_LENGTH = 2000, 300
_ENDED = "salestui ended while it was being sent"


# The steps, each in the session of a command of its own


def claim(session: Session, mail_id: UUID, sender: Mailbox) -> bool:
    """Take a waiting mail for sending; False when it does not wait any more.

    The command has the file for itself, so of several programs one gets it.
    """
    mail = session.get(Activity, mail_id)
    if mail is None or mail.status_reason != EmailStatusReason.PENDING_SEND:
        return False
    mail.status_reason = int(EmailStatusReason.SENDING)
    mail.delivery_attempts += 1
    mail.message_id = mail.message_id or new_message_id(sender.address)
    session.add(mail)
    party = session.exec(
        select(ActivityParty).where(
            ActivityParty.activity_id == mail_id, ActivityParty.participation == ParticipationType.SENDER
        )
    ).first()
    if party is not None:
        party.address, party.display_name = sender.address, sender.name
        session.add(party)
    return True


def mark_sent(session: Session, mail_id: UUID, refused: dict[str, str]) -> None:
    """The server has taken it; `refused` are recipients that it did not take."""
    mail = mail_reading.get(session, mail_id)
    mail.status = ActivityStatus.COMPLETED
    mail.status_reason = int(EmailStatusReason.SENT)
    mail.sent_on = mail.actual_end = clock.now()
    mail.delivery_error = f"Not to {told(refused)}"[:_ERROR_LENGTH] if refused else None
    session.add(mail)
    if refused:
        _mark_refused(session, mail_id, refused)


def _mark_refused(session: Session, mail_id: UUID, refused: dict[str, str]) -> None:
    parties = [one for one in mail_reading.parties(session, mail_id) if one[0].participation in PLACES]
    people = as_they_are(session, [one for _, one in parties])
    for (party, _), one in zip(parties, people, strict=True):
        if one.address.strip() in refused:
            party.refusal = refused[one.address.strip()][:_REFUSAL_LENGTH]
            session.add(party)


def mark_waiting(session: Session, mail_id: UUID, why: str) -> None:
    """It was surely not taken, and is tried again later."""
    mail = mail_reading.get(session, mail_id)
    mail.status_reason = int(EmailStatusReason.PENDING_SEND)
    mail.delivery_error = why[:_ERROR_LENGTH]
    session.add(mail)


def mark_failed(session: Session, mail_id: UUID, why: str) -> None:
    """It is not tried again by itself."""
    mail = mail_reading.get(session, mail_id)
    mail.status_reason = int(EmailStatusReason.FAILED)
    mail.delivery_error = why[:_ERROR_LENGTH]
    session.add(mail)


# Sending


@dataclass
class Report:
    """What came of sending: subjects, with the reasons where something was not as it should be."""

    sent: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    """Sent ones with recipients that the server did not take."""
    failed: list[tuple[str, str]] = field(default_factory=list)
    waiting: int = 0
    """How many still wait."""
    why: str = ""
    """Why they do."""


def send_waiting(
    store: Store,
    user_id: UUID,
    server: MailServer | None,
    password: Callable[[], str],
    tell: Callable[[str], object],
) -> Report:
    """Send every waiting mail of a user, the oldest first. For a thread: it takes as long as the server does.

    Mails that another program left in Sending become failed ones that may have arrived. Without a server
    nothing else is done. Errors of the conversation are told in the report; a StoreError passes, but for a
    file that is locked when a mail has gone: that it has is noted as soon as the file is free, which `tell`
    is told meanwhile.
    """
    report = Report()
    with turn(store.path.with_name(f"{store.path.name}.sending"), PATIENCE) as mine:
        if mine:
            sending = _Sending(store, user_id, report, tell)
            sending.recover()
            if server is not None:
                sending.run(server, password)
        else:
            report.why = "Another window is sending."
    with closing(store.connect()) as connection:
        now = counts(connection, user_id)
    report.waiting = now.waiting + now.sending
    return report


class _Sending:
    """One run through the outbox, while no other program makes one."""

    def __init__(self, store: Store, user_id: UUID, report: Report, tell: Callable[[str], object]) -> None:
        self._store = store
        self._user_id = user_id
        self._report = report
        self._tell = tell
        self._tried: set[UUID] = set()

    def recover(self) -> None:
        """Nobody else is sending: what is in Sending was left there by a program that ended."""
        for mail_id, subject in self._mine(EmailStatusReason.SENDING):
            why = f"{NO_ANSWER} ({_ENDED})"
            with self._command("Not sent:", subject) as session:
                mark_failed(session, mail_id, why)
            self._report.failed.append((subject, why))

    def run(self, server: MailServer, password: Callable[[], str]) -> None:
        """One conversation for all; another one when it ended in the middle of a mail."""
        while self._waiting():
            try:
                sender = self._sender(server)
                with mail_sending.conversation(server, password) as line:
                    while self._send_next(line, sender):
                        pass
            except (BrokenOff, MayHaveArrived):
                continue
            except TryLater as error:
                self._report.why = str(error)
                self._note(str(error))
                return

    def _waiting(self) -> list[tuple[UUID, str]]:
        waiting = self._mine(EmailStatusReason.PENDING_SEND)
        return [(mail_id, subject) for mail_id, subject in waiting if mail_id not in self._tried]

    def _mine(self, reason: EmailStatusReason) -> list[tuple[UUID, str]]:
        query = (
            select(Activity.id, Activity.subject)
            .where(
                Activity.owner_user_id == self._user_id,
                Activity.status == ActivityStatus.OPEN,
                Activity.activity_type == ActivityType.EMAIL,
                Activity.status_reason == reason,
            )
            .order_by(col(Activity.id))
        )
        with self._store.session() as session:
            return [(mail_id, subject) for mail_id, subject in session.exec(query)]

    @contextmanager
    def _command(self, what: str, subject: str) -> Iterator[Session]:
        with self._store.command(titled(what, subject), self._user_id, JournalKind.OUTBOX) as session:
            yield session

    def _sender(self, server: MailServer) -> Mailbox:
        with self._store.session() as session:
            user = session.get(User, self._user_id)
        assert user is not None
        address = server.from_address or user.email
        if not address:
            raise NoSender(
                "Nobody knows the address that your mail comes from: set from_address in [mail] of the "
                "settings."
            )
        try:
            return Mailbox(server.from_name or user.full_name, mail_addresses.check(address))
        except InputError as error:
            raise NoSender(f"The address that your mail comes from can't be used: {error}.") from error

    def _send_next(self, line: mail_sending.Line, sender: Mailbox) -> bool:
        """Send the mail that waits longest; False when none does. Raises Unreachable, MayHaveArrived."""
        waiting = self._waiting()
        if not waiting:
            return False
        mail_id, subject = waiting[0]
        self._tried.add(mail_id)
        with self._command("Sending", subject) as session:
            if not claim(session, mail_id, sender):
                return True
        try:
            mail = self._read(mail_id, sender)
            refused = line.send(mail, build(mail))
        except TryLater as error:
            self._put_back(mail_id, subject, error)
            if isinstance(error, Unreachable):
                raise
        except MailError as error:
            why = str(error)
            self._note_outcome("Not sent:", subject, lambda session: mark_failed(session, mail_id, why))
            self._report.failed.append((subject, why))
            if isinstance(error, MayHaveArrived):
                raise
        except SalesError as error:
            # The mail could not be read from the file: no server has heard of it.
            self._put_back(mail_id, subject, error)
        else:
            self._note_outcome("Sent", subject, lambda session: mark_sent(session, mail_id, refused))
            self._report.sent.append(subject)
            if refused:
                self._report.refused.append((subject, told(refused)))
        return True

    def _put_back(self, mail_id: UUID, subject: str, error: SalesError) -> None:
        why = str(error)
        self._note_outcome("Not sent yet:", subject, lambda session: mark_waiting(session, mail_id, why))
        self._report.why = why

    def _note_outcome(self, what: str, subject: str, mark: Callable[[Session], object]) -> None:
        """Write down what became of a mail, however long another program keeps the file.

        Nobody else knows it: left in Sending, it would be taken for one that may have arrived.
        """
        is_told = False
        while True:
            try:
                with self._command(what, subject) as session:
                    mark(session)
                return
            except Locked:
                if not is_told:
                    self._tell(
                        f"{titled(what, subject)}. Another program keeps the file: noted once it is free."
                    )
                    is_told = True
                time.sleep(_PAUSE)

    def _read(self, mail_id: UUID, sender: Mailbox) -> Mail:
        """The mail as it is to be sent. Raises Refused for an address that is none."""
        with self._store.session() as session:
            # With the rights of whose mail it is, whoever works with the file by now.
            session.info["user_id"] = self._user_id
            activity = mail_reading.get(session, mail_id)
            written = mail_reading.record(session, mail_id)
        to, cc, bcc = (_boxes(people) for people in (written.to, written.cc, written.bcc))
        assert activity.message_id is not None
        folder = file_store.folder(self._store.path)
        return Mail(
            message_id=activity.message_id,
            date=clock.local(clock.now()),
            sender=sender,
            to=to,
            cc=cc,
            bcc=bcc,
            subject=written.subject,
            body=written.body,
            files=[
                MailFile(one.file_name, one.mime_type, file_store.place(folder, one.sha256))
                for one in written.files
            ],
        )

    def _note(self, why: str) -> None:
        """Keep why everything waits, with each mail; not again when it is the same as before."""
        waiting = [mail_id for mail_id, _ in self._mine(EmailStatusReason.PENDING_SEND)]
        with self._command("Not sent yet", "") as session:
            for mail_id in waiting:
                mail = mail_reading.get(session, mail_id)
                if mail.delivery_error != why:
                    mark_waiting(session, mail_id, why)


def _boxes(people: Sequence[Recipient]) -> list[Mailbox]:
    """Names and addresses. Raises Refused for one that can't be mailed, or is no address."""
    boxes = []
    for one in people:
        if one.why_not:
            raise Refused(one.why_not)
        try:
            mail_addresses.refuse_controls(one.name)
            boxes.append(Mailbox(one.name, mail_addresses.check(one.address)))
        except InputError as error:
            raise Refused(f"{one.name or one.address}: {error}.") from error
    return boxes
