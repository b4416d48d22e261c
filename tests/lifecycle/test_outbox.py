"""The outbox against a real server: sent once, kept when that fails, never sent twice by itself."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import select

from salestui import clock
from salestui.errors import Gone
from salestui.exchange.mail_message import Mailbox
from salestui.exchange.mail_server import MailServer
from salestui.lifecycle import (
    activities,
    activity_closing,
    command_list,
    file_store,
    history,
    mail,
    mail_following,
    mail_reading,
    outbox,
    outbox_sending,
)
from salestui.lifecycle.mail import CannotMail, MailInput
from salestui.lifecycle.outbox_counts import counts
from salestui.lifecycle.outbox_sending import Report, send_waiting
from salestui.lifecycle.refs import RecordRef
from salestui.lifecycle.shapes import MailAttachment, Recipient
from salestui.lifecycle.users import signed_in
from salestui.models.activities import Activity
from salestui.models.choices import (
    NO_ANSWER,
    ActivityStatus,
    EmailStatusReason,
    JournalKind,
    ParticipationType,
    SecurityRole,
)
from salestui.models.customers import Account, Contact
from salestui.models.journal import JournalCommand
from salestui.models.users import User
from salestui.store.database import Store
from salestui.store.errors import AlreadySent, CannotReplay
from tests.mail_kit import Postbox, free_port, mail_server, slow_server

ANA = Recipient("Ana Silva", "ana@northwind.example")
BO = Recipient("Bo", "bo@northwind.example")


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


def queued(store: Store, user: UUID, subject: str = "Proposal", **mail_input: object) -> UUID:
    given = {"to": [ANA], "subject": subject, "body": "Dear Ana", **mail_input}
    with store.command(f"Draft mail {subject}", user) as session:
        made = mail.draft(session, user, MailInput(**given))  # type: ignore[arg-type]  # of the test's own
    with store.command(f"Send {subject}", user) as session:
        mail.queue(session, made.id)
    return made.id


def stored(store: Store, mail_id: UUID) -> Activity:
    with store.session() as session:
        return mail_reading.get(session, mail_id)


def send(
    store: Store, user: UUID, server: MailServer | None, tell: Callable[[str], object] = print
) -> Report:
    return send_waiting(store, user, server, lambda: "", tell)


def nobody_there() -> MailServer:
    return MailServer(
        host="localhost", port=free_port(), security="none", from_address="mina@salestui.example", timeout=2
    )


def test_a_sent_mail_is_completed(store: Store, mina: UUID, postbox: Postbox) -> None:
    mail_id = queued(store, mina, cc=[BO])
    with mail_server(postbox) as server:
        report = send(store, mina, server)
    assert (report.sent, report.failed, report.waiting, report.why) == (["Proposal"], [], 0, "")
    sent = stored(store, mail_id)
    assert (sent.status, sent.status_reason) == (ActivityStatus.COMPLETED, EmailStatusReason.SENT)
    assert (sent.sent_on, sent.delivery_attempts, sent.delivery_error) == (clock.now(), 1, None)
    with store.session() as session:
        [sender] = mail_reading.recipients(session, mail_id)[ParticipationType.SENDER]
    assert sender.address == "mina@salestui.example"
    [message] = postbox.messages
    assert message["Message-ID"] == sent.message_id
    assert message["Subject"] == "Proposal"
    assert postbox.taken[0].rcpt_tos == [ANA.address, BO.address]
    with mail_server(postbox) as server:
        assert send(store, mina, server).sent == []
    assert len(postbox.taken) == 1


def test_several_go_in_one_conversation_the_oldest_first(store: Store, mina: UUID, postbox: Postbox) -> None:
    for number in range(3):
        queued(store, mina, f"Mail {number}")
    with mail_server(postbox) as server:
        assert send(store, mina, server).sent == ["Mail 0", "Mail 1", "Mail 2"]
    assert postbox.conversations == 1


def test_without_a_network_it_waits_with_the_reason(store: Store, mina: UUID, postbox: Postbox) -> None:
    mail_id = queued(store, mina)
    server = nobody_there()
    report = send(store, mina, server)
    assert report.waiting == 1
    assert "can't be reached" in report.why
    waiting = stored(store, mail_id)
    assert (waiting.status_reason, waiting.delivery_attempts) == (EmailStatusReason.PENDING_SEND, 0)
    assert waiting.delivery_error == report.why
    with store.session() as session:
        before = len(session.exec(select(JournalCommand)).all())
    send(store, mina, server)
    with store.session() as session:
        assert len(session.exec(select(JournalCommand)).all()) == before, "the same reason is written once"
    with mail_server(postbox) as there:
        send(store, mina, there)
    assert stored(store, mail_id).status_reason == EmailStatusReason.SENT
    assert stored(store, mail_id).delivery_error is None


def test_without_settings_it_waits(store: Store, mina: UUID) -> None:
    mail_id = queued(store, mina)
    report = send(store, mina, None)
    assert (report.waiting, report.sent) == (1, [])
    assert stored(store, mail_id).status_reason == EmailStatusReason.PENDING_SEND


def test_without_an_address_of_the_sender_it_waits(store: Store, mina: UUID, postbox: Postbox) -> None:
    mail_id = queued(store, mina)
    with mail_server(postbox) as server:
        without = MailServer(host=server.host, port=server.port, security="none")
        assert "set from_address in [mail]" in send(store, mina, without).why
        bad = MailServer(host=server.host, port=server.port, security="none", from_address="mina@x\nBcc: e@x")
        assert "line break" in send(store, mina, bad).why
        assert not postbox.taken
        with store.command("Address", mina) as session:
            user = session.get(User, mina)
            assert user is not None
            user.email, user.full_name = "mina@file.example", "Mina Berg"
            session.add(user)
        send(store, mina, without)
    assert stored(store, mail_id).status_reason == EmailStatusReason.SENT
    assert postbox.messages[0]["From"] == "Mina Berg <mina@file.example>"


def test_refused_recipients_of_a_sent_mail_are_told(store: Store, mina: UUID, postbox: Postbox) -> None:
    mail_id = queued(store, mina, cc=[BO])
    postbox.refuses = {BO.address: "550 No such person"}
    with mail_server(postbox) as server:
        report = send(store, mina, server)
    assert report.refused == [("Proposal", "bo@northwind.example (550 No such person)")]
    sent = stored(store, mail_id)
    assert sent.status_reason == EmailStatusReason.SENT
    assert sent.delivery_error == "Not to bo@northwind.example (550 No such person)"
    with store.session() as session:
        again = mail_following.to_the_refused(session, mail_id)
    assert ([one.address for one in again.cc], again.to, again.subject) == ([BO.address], [], "Proposal")
    assert again.body == "Dear Ana"


def test_when_nobody_is_accepted_it_failed(store: Store, mina: UUID, postbox: Postbox) -> None:
    mail_id = queued(store, mina)
    postbox.refuses = {ANA.address: "550 No such person"}
    with mail_server(postbox) as server:
        report = send(store, mina, server)
        assert report.failed[0][0] == "Proposal"
        failed = stored(store, mail_id)
        assert (failed.status, failed.status_reason) == (ActivityStatus.OPEN, EmailStatusReason.FAILED)
        assert "550 No such person" in (failed.delivery_error or "")
        assert not mail_reading.may_have_arrived(failed)
        assert send(store, mina, server).failed == [], "it is not tried again by itself"
        postbox.refuses = {}
        with store.command("Send again", mina) as session:
            mail.queue(session, mail_id)
        send(store, mina, server)
    again = stored(store, mail_id)
    assert (again.status_reason, again.delivery_attempts) == (EmailStatusReason.SENT, 2)
    assert again.message_id == failed.message_id


def test_a_mail_that_is_to_come_later_waits_the_next_one_goes(
    store: Store, mina: UUID, postbox: Postbox
) -> None:
    first, second = queued(store, mina, "First"), queued(store, mina, "Second", to=[BO])
    postbox.refuses = {ANA.address: "450 Greylisted"}
    with mail_server(postbox) as server:
        report = send(store, mina, server)
    assert (report.sent, report.waiting) == (["Second"], 1)
    assert stored(store, first).status_reason == EmailStatusReason.PENDING_SEND
    assert "Greylisted" in (stored(store, first).delivery_error or "")
    assert stored(store, second).status_reason == EmailStatusReason.SENT


def test_a_server_that_dies_before_the_message_leaves_it_waiting(
    store: Store, mina: UUID, postbox: Postbox
) -> None:
    mail_id = queued(store, mina)
    postbox.dies_at = "rcpt"
    with mail_server(postbox) as server:
        assert send(store, mina, server).waiting == 1
    waiting = stored(store, mail_id)
    assert (waiting.status_reason, waiting.delivery_attempts) == (EmailStatusReason.PENDING_SEND, 1)


@pytest.mark.parametrize("dies_at", ["data", "dot"])
def test_a_server_that_dies_after_the_message_is_not_asked_again(
    store: Store, mina: UUID, postbox: Postbox, dies_at: str
) -> None:
    mail_id = queued(store, mina)
    postbox.dies_at = dies_at
    with mail_server(postbox) as server:
        report = send(store, mina, server)
        assert report.failed[0][1].startswith(NO_ANSWER)
        failed = stored(store, mail_id)
        assert failed.status_reason == EmailStatusReason.FAILED
        assert mail_reading.may_have_arrived(failed)
        postbox.dies_at, taken = "", len(postbox.taken)
        send(store, mina, server)
        assert len(postbox.taken) == taken
        other = queued(store, mina, "Other")
        send(store, mina, server)
        assert stored(store, other).status_reason == EmailStatusReason.SENT
        with store.command("Send again", mina) as session:
            mail.queue(session, mail_id, again=True)
        send(store, mina, server)
    assert stored(store, mail_id).status_reason == EmailStatusReason.SENT
    assert len({message["Message-ID"] for message in postbox.messages}) == 2


def test_after_a_death_the_next_mail_has_a_conversation_of_its_own(
    store: Store, mina: UUID, postbox: Postbox
) -> None:
    first, second = queued(store, mina, "First"), queued(store, mina, "Second")
    postbox.dies_at = "dot"
    with mail_server(postbox) as server:
        report = send(store, mina, server)
    assert [subject for subject, _ in report.failed] == ["First", "Second"]
    assert len(postbox.taken) == 2
    assert {stored(store, one).status_reason for one in (first, second)} == {EmailStatusReason.FAILED}


def test_a_message_that_breaks_off_waits_and_the_next_mail_has_its_turn(
    store: Store, mina: UUID, postbox: Postbox, tmp_path: Path
) -> None:
    (tmp_path / "big").write_bytes(bytes(4_000_000))
    put = file_store.put(file_store.folder(store.path), tmp_path / "big")
    big = queued(
        store, mina, "Big", files=[MailAttachment(None, "big", put.mime_type, put.size_bytes, put.sha256)]
    )
    queued(store, mina, "Other")
    with slow_server(0.01, most=1_000_000) as (server, _):
        report = send(store, mina, server)
    assert (report.sent, report.failed, report.waiting) == (["Other"], [], 1)
    assert "did not take the whole message" in (stored(store, big).delivery_error or "")
    with mail_server(postbox) as there:
        assert send(store, mina, there).sent == ["Big"]


@pytest.mark.parametrize("answer", ["252 Queued", "OK queued"])
def test_what_was_taken_in_odd_words_is_not_sent_twice(
    store: Store, mina: UUID, postbox: Postbox, answer: str
) -> None:
    queued(store, mina)
    postbox.answer = answer
    with mail_server(postbox) as server:
        for _ in range(3):
            send(store, mina, server)
    assert len(postbox.taken) == 1


def test_an_attachment_goes_along_and_a_vanished_one_is_named(
    store: Store, mina: UUID, postbox: Postbox, tmp_path: Path
) -> None:
    plan = tmp_path / "plan.pdf"
    plan.write_bytes(b"%PDF" * 1000)
    folder = file_store.folder(store.path)
    put = file_store.put(folder, plan)
    attached = MailAttachment(None, put.file_name, put.mime_type, put.size_bytes, put.sha256)
    queued(store, mina, "With", files=[attached])
    with mail_server(postbox) as server:
        send(store, mina, server)
        part = next(iter(postbox.messages[0].iter_attachments()))
        assert (part.get_filename(), part.get_payload(decode=True)) == ("plan.pdf", plan.read_bytes())
        mail_id = queued(store, mina, "Without", files=[attached])
        file_store.place(folder, put.sha256).unlink()
        report = send(store, mina, server)
    assert "“plan.pdf” can't be read" in report.failed[0][1]
    assert stored(store, mail_id).status_reason == EmailStatusReason.FAILED
    assert len(postbox.taken) == 1


def test_an_address_that_was_stored_with_a_line_break_goes_nowhere(
    store: Store, mina: UUID, postbox: Postbox
) -> None:
    evil = Recipient("Eve", "eve@x.example\r\nBcc: all@x.example")
    mail_id = queued(store, mina, to=[evil])
    other = queued(store, mina, "Named", to=[Recipient("Eve\r\nBcc: all@x.example", "eve@x.example")])
    with mail_server(postbox) as server:
        report = send(store, mina, server)
    assert all("line break" in why for _, why in report.failed)
    assert {stored(store, one).status_reason for one in (mail_id, other)} == {EmailStatusReason.FAILED}
    assert not postbox.taken


def test_a_contact_without_address_at_the_time_of_writing_has_the_one_of_today(
    store: Store, mina: UUID, postbox: Postbox
) -> None:
    with store.command("Contact", mina) as session:
        contact = Contact(full_name="Cleo", owner_user_id=mina)
        session.add(contact)
    with store.command("Draft", mina) as session:
        person = Recipient("Cleo", "", "contact", contact.id)
        made = mail.draft(session, mina, MailInput(to=[person], subject="Hi"))
    with store.command("Address", mina) as session:
        known = session.get(Contact, contact.id)
        assert known is not None
        known.email = "cleo@x.example"
        session.add(known)
    with store.command("Send", mina) as session:
        mail.queue(session, made.id)
    with mail_server(postbox) as server:
        send(store, mina, server)
    assert postbox.taken[0].rcpt_tos == ["cleo@x.example"]


def test_who_wants_no_mail_by_now_gets_none(store: Store, mina: UUID, postbox: Postbox) -> None:
    with store.command("Contact", mina) as session:
        contact = Contact(full_name="Dag", email="dag@x.example", owner_user_id=mina)
        session.add(contact)
    mail_id = queued(store, mina, to=[Recipient("Dag", "dag@x.example", "contact", contact.id)])
    with store.command("No mail", mina) as session:
        known = session.get(Contact, contact.id)
        assert known is not None
        known.do_not_email = True
        session.add(known)
    with mail_server(postbox) as server:
        report = send(store, mina, server)
    assert "Dag wants no mail" in report.failed[0][1]
    assert stored(store, mail_id).status_reason == EmailStatusReason.FAILED
    assert not postbox.taken


# Nothing is sent twice


def test_what_a_killed_program_was_sending_may_have_arrived(
    store: Store, mina: UUID, postbox: Postbox
) -> None:
    mail_id = queued(store, mina)
    with mail_server(postbox) as server:
        # The server takes the message and never answers: the program is killed while it waits for that.
        postbox.hangs = True
        program = f"""
import sys
from uuid import UUID
from salestui.exchange.mail_message import Mailbox
from salestui.exchange.mail_server import MailServer
from salestui.lifecycle.outbox_sending import send_waiting
from salestui.store.database import Store
server = MailServer(host="localhost", port={server.port}, security="none", from_address="m@x.example")
with Store.open({str(store.path)!r}) as store:
    send_waiting(store, UUID({mina.hex!r}), server, lambda: "", print)
"""
        child = subprocess.Popen([sys.executable, "-c", program])
        assert postbox.hanging.wait(30)
        os.kill(child.pid, signal.SIGKILL)
        child.wait(30)
        postbox.hangs = False
        postbox.released.set()
        assert stored(store, mail_id).status_reason == EmailStatusReason.SENDING
        taken = len(postbox.taken)
        report = send(store, mina, server)
    assert report.failed == [("Proposal", f"{NO_ANSWER} (salestui ended while it was being sent)")]
    assert mail_reading.may_have_arrived(stored(store, mail_id))
    assert len(postbox.taken) == taken


def test_a_second_window_does_not_take_what_the_first_is_sending_for_abandoned(
    store: Store, mina: UUID, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox_sending, "PATIENCE", 0.2)
    mail_id = queued(store, mina)
    postbox.hangs = True
    with mail_server(postbox) as server:
        first = threading.Thread(target=send, args=(store, mina, server))
        first.start()
        assert postbox.hanging.wait(30)
        with Store.open(store.path) as second:
            report = send(second, mina, server)
        assert (report.sent, report.failed, report.why) == ([], [], "Another window is sending.")
        assert stored(store, mail_id).status_reason == EmailStatusReason.SENDING
        postbox.released.set()
        first.join(30)
    assert stored(store, mail_id).status_reason == EmailStatusReason.SENT
    assert len(postbox.taken) == 1


@pytest.mark.parametrize(
    ("answer", "then", "words"),
    [
        ("250 Taken", EmailStatusReason.SENT, "Sent Proposal. Another program keeps the file"),
        ("451 Later", EmailStatusReason.PENDING_SEND, "Not sent yet: Proposal. Another program keeps"),
        ("554 Spam", EmailStatusReason.FAILED, "Not sent: Proposal. Another program keeps the file"),
    ],
)
def test_what_the_server_said_is_noted_however_long_the_file_is_locked(
    store: Store,
    mina: UUID,
    postbox: Postbox,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    then: EmailStatusReason,
    words: str,
) -> None:
    monkeypatch.setattr("salestui.store.connection.BUSY_SECONDS", 0.1)
    monkeypatch.setattr("salestui.lifecycle.outbox_sending._PAUSE", 0)
    mail_id = queued(store, mina)
    postbox.hangs, postbox.answer = True, answer
    told: list[str] = []
    is_told = threading.Event()

    def tell(said: str) -> None:
        told.append(said)
        is_told.set()

    def work_off(server: MailServer) -> None:
        with Store.open(store.path) as own:
            send(own, mina, server, tell)

    with mail_server(postbox) as server:
        sending = threading.Thread(target=work_off, args=(server,))
        sending.start()
        assert postbox.hanging.wait(30)
        with store.command("Import", mina) as session:
            session.add(Account(name="A", owner_user_id=mina))
            session.flush()
            postbox.released.set()
            assert is_told.wait(30)
            assert stored(store, mail_id).status_reason == EmailStatusReason.SENDING
        sending.join(30)
    assert stored(store, mail_id).status_reason == then
    assert [one.startswith(words) for one in told] == [True]


def test_two_senders_at_once_send_each_mail_once(store: Store, mina: UUID, postbox: Postbox) -> None:
    for number in range(10):
        queued(store, mina, f"Mail {number}")
    reports: list[Report] = []

    def run(path: Path, server: MailServer) -> None:
        with Store.open(path) as own:
            reports.append(send(own, mina, server))

    with mail_server(postbox) as server:
        threads = [threading.Thread(target=run, args=(store.path, server)) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
    assert sorted(subject for report in reports for subject in report.sent) == sorted(
        f"Mail {number}" for number in range(10)
    )
    assert sorted(str(message["Subject"]) for message in postbox.messages) == sorted(
        f"Mail {number}" for number in range(10)
    )


def test_only_one_program_can_claim_a_mail(store: Store, mina: UUID) -> None:
    mail_id = queued(store, mina)
    sender = Mailbox("Mina", "mina@salestui.example")
    got: list[bool] = []

    def claim(path: Path) -> None:
        with Store.open(path) as own, own.command("Sending", mina, JournalKind.OUTBOX) as session:
            got.append(outbox_sending.claim(session, mail_id, sender))

    threads = [threading.Thread(target=claim, args=(store.path,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(got) == [False, False, False, True]
    assert stored(store, mail_id).delivery_attempts == 1


# Undo, and what is listed


def test_what_was_sent_can_not_be_undone_and_says_so(store: Store, mina: UUID, postbox: Postbox) -> None:
    mail_id = queued(store, mina)
    with mail_server(postbox) as server:
        send(store, mina, server)
    assert history.last_undoable(store.reader, mina).title == "Send Proposal"  # type: ignore[union-attr]
    reason = history.why_not_undo(store, mina)
    assert reason is not None
    assert "“Send Proposal” can't be undone: the outbox took the activity “Proposal” at 13:30" in reason
    assert "can't be taken back" in reason
    with pytest.raises(CannotReplay, match="can't be taken back"):
        history.undo(store, mina)
    assert stored(store, mail_id).status_reason == EmailStatusReason.SENT
    entries = history.history_of(store.reader, None, "activity", mail_id)
    assert list(dict.fromkeys(entry.title for entry in entries)) == [
        "Sent Proposal",
        "Sending Proposal",
        "Send Proposal",
        "Draft mail Proposal",
    ]


def test_going_back_passes_over_what_was_sent(store: Store, mina: UUID, postbox: Postbox) -> None:
    with store.command("New account A", mina) as session:
        session.add(Account(name="A", owner_user_id=mina))
    mail_id = queued(store, mina)
    with mail_server(postbox) as server:
        send(store, mina, server)
    listed = command_list.commands(store.reader, mina)
    assert [one.title for one in listed[:3]] == ["Send Proposal", "Draft mail Proposal", "New account A"]
    with pytest.raises(AlreadySent, match="can't be taken back"):
        command_list.go_back(store, mina, listed[1].id)
    assert command_list.go_back(store, mina, listed[2].id) == ["New account A"]
    assert stored(store, mail_id).status_reason == EmailStatusReason.SENT


def test_undo_steps_over_what_was_sent_once_that_was_told(store: Store, mina: UUID, postbox: Postbox) -> None:
    for name in "AB":
        with store.command(f"New account {name}", mina) as session:
            session.add(Account(name=name, owner_user_id=mina))
    mail_id = queued(store, mina)
    with mail_server(postbox) as server:
        send(store, mina, server)
    sent = history.last_undoable(store.reader, mina)
    assert sent is not None
    assert history.is_sent(store.reader, sent.id)
    assert history.why_not_undo(store, mina, sent.id) is None
    assert history.undo(store, mina, passed=sent.id) == "New account B"
    assert history.undo(store, mina, passed=sent.id) == "New account A"
    assert history.redo(store, mina) == "New account A"
    assert history.redo(store, mina) == "New account B"
    assert history.undo(store, mina, passed=sent.id) == "New account B"
    assert stored(store, mail_id).status_reason == EmailStatusReason.SENT
    with store.command("New account C", mina) as session:
        session.add(Account(name="C", owner_user_id=mina))
    assert history.undo(store, mina, passed=sent.id) == "New account C"


def test_stepping_over_what_was_sent_is_refused_when_that_needs_what_is_before_it(
    store: Store, mina: UUID, postbox: Postbox
) -> None:
    with store.command("New account A", mina) as session:
        account = Account(name="A", owner_user_id=mina)
        session.add(account)
        session.flush()
        account_id = account.id
    with store.command("Send about A", mina) as session:
        about = RecordRef("account", account_id, "A")
        written = mail.draft(
            session, mina, MailInput(to=[ANA], subject="Proposal", body="Dear Ana", regarding=about)
        )
        mail.queue(session, written.id)
    with mail_server(postbox) as server:
        send(store, mina, server)
    sent = history.last_undoable(store.reader, mina)
    assert sent is not None
    reason = history.why_not_undo(store, mina, sent.id)
    assert reason is not None
    assert "“New account A” can't be undone: the account “A” is in use by the activity “Proposal”" in reason
    with pytest.raises(CannotReplay, match="is in use by the activity"):
        history.undo(store, mina, passed=sent.id)


def edit(store: Store, user: UUID, mail_id: UUID, body: str, **mail_input: object) -> None:
    given = {"to": [ANA], "subject": "Proposal", "body": body, **mail_input}
    with store.command("Edit mail", user) as session:
        given["based_on"] = mail_reading.record(session, mail_id).stand
        mail.edit(session, mail_id, MailInput(**given))  # type: ignore[arg-type]  # of the test's own


@pytest.mark.parametrize(
    ("body", "cc"), [("Better", []), ("Dear Ana", [BO])], ids=["another text", "another recipient"]
)
def test_what_was_edited_while_it_waited_stays_as_it_was_sent(
    store: Store, mina: UUID, postbox: Postbox, body: str, cc: list[Recipient]
) -> None:
    mail_id = queued(store, mina)
    edit(store, mina, mail_id, body, cc=cc)
    with mail_server(postbox) as server:
        send(store, mina, server)
    reason = history.why_not_undo(store, mina)
    assert reason is not None
    assert "“Edit mail” can't be undone: the outbox took the activity “Proposal”" in reason
    with pytest.raises(AlreadySent, match="can't be taken back"):
        history.undo(store, mina)
    with store.session() as session:
        found = mail_reading.record(session, mail_id)
    assert (found.body, [one.address for one in found.cc]) == (body, [one.address for one in cc])


def test_going_back_passes_over_the_editing_of_what_was_sent(
    store: Store, mina: UUID, postbox: Postbox
) -> None:
    with store.command("New account A", mina) as session:
        session.add(Account(name="A", owner_user_id=mina))
    with store.command("Draft mail", mina) as session:
        mail_id = mail.draft(session, mina, MailInput(to=[ANA], subject="Proposal", body="Dear Ana")).id
    edit(store, mina, mail_id, "Better")
    with store.command("Send", mina) as session:
        mail.queue(session, mail_id)
    with mail_server(postbox) as server:
        send(store, mina, server)
    listed = command_list.commands(store.reader, mina)
    point = next(one for one in listed if one.title == "New account A")
    assert command_list.go_back(store, mina, point.id) == ["New account A"]
    assert stored(store, mail_id).description == "Better"


def test_an_edit_after_it_failed_can_be_undone(store: Store, mina: UUID, postbox: Postbox) -> None:
    mail_id = queued(store, mina)
    postbox.refuses = {ANA.address: "550 No"}
    with mail_server(postbox) as server:
        send(store, mina, server)
    edit(store, mina, mail_id, "Better")
    assert history.undo(store, mina) == "Edit mail"
    assert stored(store, mail_id).description == "Dear Ana"


# What no message can be made of, and whose it is


def test_a_file_name_with_a_line_break_fails_the_mail_with_the_reason(
    store: Store, mina: UUID, postbox: Postbox, tmp_path: Path
) -> None:
    plan = tmp_path / "plan.pdf"
    plan.write_bytes(b"%PDF")
    put = file_store.put(file_store.folder(store.path), plan)
    evil = MailAttachment(None, "plan\r\nBcc: eve@x.example", put.mime_type, put.size_bytes, put.sha256)
    mail_id = queued(store, mina, files=[evil])
    with mail_server(postbox) as server:
        report = send(store, mina, server)
    assert report.failed[0][1].startswith("No message can be made of it: ")
    assert stored(store, mail_id).status_reason == EmailStatusReason.FAILED
    assert not postbox.taken


def test_a_mail_goes_with_the_rights_of_its_owner_whoever_works_by_then(
    store: Store, mina: UUID, postbox: Postbox
) -> None:
    with store.command("User", mina) as session:
        session.add(User(user_name="omar", full_name="Omar", security_role=SecurityRole.SALES_TEAM_MEMBER))
    mail_id = queued(store, mina)
    signed_in(store, "omar", new=True)
    with mail_server(postbox) as server:
        assert send(store, mina, server).sent == ["Proposal"]
    signed_in(store, "mina")
    assert stored(store, mail_id).status_reason == EmailStatusReason.SENT


def test_a_mail_that_can_not_be_read_is_put_back(
    store: Store, mina: UUID, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> None:
        raise Gone("This activity is not there, or not shared with you.")

    mail_id = queued(store, mina)
    monkeypatch.setattr(mail_reading, "record", gone)
    with mail_server(postbox) as server:
        report = send(store, mina, server)
    assert (report.waiting, report.why) == (1, "This activity is not there, or not shared with you.")
    assert stored(store, mail_id).status_reason == EmailStatusReason.PENDING_SEND


@pytest.mark.parametrize("reopened", [True, False])
def test_that_it_may_have_arrived_is_not_forgotten(
    store: Store, mina: UUID, postbox: Postbox, reopened: bool
) -> None:
    mail_id = queued(store, mina)
    postbox.dies_at = "dot"
    with mail_server(postbox) as server:
        send(store, mina, server)
    with store.command("A draft again", mina) as session:
        failed = mail_reading.get(session, mail_id)
        if reopened:
            mail.cancel(session, mail_id)
            activity_closing.reopen(session, failed)
        else:
            activities.update(session, failed, {"status_reason": EmailStatusReason.DRAFT})
    assert stored(store, mail_id).status_reason == EmailStatusReason.DRAFT
    assert mail_reading.may_have_arrived(stored(store, mail_id))
    with store.session() as session:
        assert [row.may_have_arrived for row in outbox.outbox(session, mina)] == [True]
    with pytest.raises(CannotMail, match="may have arrived"), store.command("Send", mina) as session:
        mail.queue(session, mail_id)


def test_only_whole_addresses_are_those_of_the_refused(store: Store, mina: UUID, postbox: Postbox) -> None:
    joana, hidden = Recipient("Joana", "joana@x.example"), Recipient("Hid", "hid@x.example")
    ana = Recipient("Ana", "ana@x.example")
    mail_id = queued(store, mina, to=[ana, joana], bcc=[hidden])
    postbox.refuses = {joana.address: "550 No", hidden.address: "550 No"}
    with mail_server(postbox) as server:
        send(store, mina, server)
    with store.session() as session:
        again = mail_following.to_the_refused(session, mail_id)
    assert [one.address for one in again.to] == [joana.address]
    assert [one.address for one in again.bcc] == [hidden.address]


def test_however_many_were_refused_all_can_be_written_to(store: Store, mina: UUID, postbox: Postbox) -> None:
    with store.command("Contact", mina) as session:
        contact = Contact(full_name="Cleo", email="cleo@northwind.example", owner_user_id=mina)
        session.add(contact)
    people = [Recipient("", f"person{number}@northwind.example") for number in range(30)]
    cleo = Recipient("Cleo", "", "contact", contact.id)
    mail_id = queued(store, mina, to=people, cc=[cleo])
    refused = [*(one.address for one in people[:25]), "cleo@northwind.example"]
    postbox.refuses = dict.fromkeys(refused, f"550 {'No such person here. ' * 10}")
    with mail_server(postbox) as server:
        [(_, why)] = send(store, mina, server).refused
    assert len(why) > 2000
    with store.session() as session:
        again = mail_following.to_the_refused(session, mail_id)
    assert [one.address for one in (*again.to, *again.cc)] == refused
    assert [one.id for one in again.cc] == [contact.id]


def test_a_waiting_mail_can_be_taken_back_also_after_a_try(store: Store, mina: UUID) -> None:
    mail_id = queued(store, mina)
    send(store, mina, nobody_there())
    assert history.undo(store, mina) == "Send Proposal"
    assert stored(store, mail_id).status_reason == EmailStatusReason.DRAFT


def test_a_mail_that_was_refused_for_good_can_be_taken_back(
    store: Store, mina: UUID, postbox: Postbox
) -> None:
    mail_id = queued(store, mina)
    postbox.refuses = {ANA.address: "550 No"}
    with mail_server(postbox) as server:
        send(store, mina, server)
        assert history.undo(store, mina) == "Send Proposal"
        assert stored(store, mail_id).status_reason == EmailStatusReason.DRAFT
        assert history.redo(store, mina) == "Send Proposal"
        postbox.refuses = {}
        assert send(store, mina, server).sent == ["Proposal"]
    with pytest.raises(AlreadySent, match="can't be taken back"):
        history.undo(store, mina)


def test_a_mail_that_nobody_took_is_taken_back_with_its_draft(
    store: Store, mina: UUID, postbox: Postbox, tmp_path: Path
) -> None:
    (tmp_path / "plan").write_bytes(b"plan")
    folder = file_store.folder(store.path)
    put = file_store.put(folder, tmp_path / "plan")
    attached = MailAttachment(None, put.file_name, put.mime_type, put.size_bytes, put.sha256)
    mail_id = queued(store, mina, files=[attached])
    file_store.place(folder, put.sha256).unlink()
    with mail_server(postbox) as server:
        assert send(store, mina, server).failed
    assert [history.undo(store, mina) for _ in range(2)] == ["Send Proposal", "Draft mail Proposal"]
    with store.session() as session:
        assert session.get(Activity, mail_id) is None


def test_sending_again_what_may_have_arrived_can_be_taken_back_after_a_try(
    store: Store, mina: UUID, postbox: Postbox
) -> None:
    mail_id = queued(store, mina)
    postbox.dies_at = "dot"
    with mail_server(postbox) as server:
        send(store, mina, server)
        with store.command("Send again", mina) as session:
            mail.queue(session, mail_id, again=True)
        postbox.dies_at, postbox.refuses = "", {ANA.address: "450 Later"}
        assert send(store, mina, server).waiting == 1
    assert history.undo(store, mina) == "Send again"
    assert mail_reading.may_have_arrived(stored(store, mail_id))
    with pytest.raises(AlreadySent, match="can't be taken back"):
        history.undo(store, mina)


def test_the_outbox_lists_what_failed_first(store: Store, mina: UUID, postbox: Postbox) -> None:
    with store.command("Draft", mina) as session:
        mail.draft(session, mina, MailInput(to=[ANA], subject="Draft"))
    queued(store, mina, "Sent")
    queued(store, mina, "Failed", to=[BO])
    postbox.refuses = {BO.address: "550 No"}
    with mail_server(postbox) as server:
        send(store, mina, server)
    queued(store, mina, "Waits")
    with store.session() as session:
        rows = outbox.outbox(session, mina)
    assert [(row.subject, row.state) for row in rows] == [
        ("Failed", "failed"),
        ("Waits", "waiting"),
        ("Draft", "draft"),
        ("Sent", "sent"),
    ]
    assert rows[0].people == ("Bo",)
    assert "550 No" in rows[0].why
    assert counts(store.reader, mina) == (1, 0, 1)


def test_another_users_mail_is_not_ours_to_send(store: Store, mina: UUID, postbox: Postbox) -> None:
    with store.command("User", mina) as session:
        other = User(user_name="omar", full_name="Omar")
        session.add(other)
    mail_id = queued(store, other.id)
    with mail_server(postbox) as server:
        send(store, mina, server)
    assert stored(store, mail_id).status_reason == EmailStatusReason.PENDING_SEND
    assert not postbox.taken
