"""Sending to a real server on the loopback interface: TLS, sign-in, refusals, early ends."""

import asyncio
import socket
import threading
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP

from salestui.exchange.mail_errors import (
    BrokenOff,
    MayHaveArrived,
    MissingFile,
    NoMessage,
    NotSecure,
    NotSignedIn,
    Postponed,
    RecipientsRefused,
    Refused,
    Unreachable,
)
from salestui.exchange.mail_message import Mail, Mailbox, MailFile, build, new_message_id
from salestui.exchange.mail_sending import conversation
from salestui.exchange.mail_server import MailServer
from tests.mail_kit import PASSWORD, Postbox, free_port, mail_server, slow_server

ANA = Mailbox("Ana Silva", "ana@northwind.example")
BO = Mailbox("Bo", "bo@northwind.example")
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def a_mail(**changed: Any) -> Mail:
    values: dict[str, Any] = {
        "message_id": new_message_id("mina@salestui.example"),
        "date": NOON,
        "sender": Mailbox("Mina Berg", "mina@salestui.example"),
        "to": [ANA],
        "cc": [],
        "bcc": [],
        "subject": "Proposal",
        "body": "Dear Ana,\n\n.a line that begins with a dot\n\nMina",
    }
    return Mail(**(values | changed))


def send(server: MailServer, mail: Mail, password: str = PASSWORD) -> dict[str, str]:
    with conversation(server, lambda: password) as line:
        return line.send(mail, build(mail))


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.mark.parametrize("security", ["none", "starttls", "tls"])
def test_a_mail_arrives_as_it_was_written(postbox: Postbox, tmp_path: Path, security: str) -> None:
    mail = a_mail(cc=[BO], bcc=[Mailbox("Eve", "eve@northwind.example")])
    with mail_server(postbox, security, tmp_path) as server:
        assert send(server, mail) == {}
    [envelope] = postbox.taken
    assert envelope.mail_from == "mina@salestui.example"
    assert envelope.rcpt_tos == ["ana@northwind.example", "bo@northwind.example", "eve@northwind.example"]
    [message] = postbox.messages
    assert message["From"] == "Mina Berg <mina@salestui.example>"
    assert message["To"] == "Ana Silva <ana@northwind.example>"
    assert message["Cc"] == "Bo <bo@northwind.example>"
    assert message["Bcc"] is None
    assert b"eve" not in (envelope.original_content or b"")
    assert message["Subject"] == "Proposal"
    assert message["Message-ID"] == mail.message_id
    assert parsedate_to_datetime(message["Date"]) == NOON
    assert message.get_content().splitlines() == mail.body.splitlines()


def test_letters_of_every_kind(postbox: Postbox) -> None:
    name = "Ana María, née Łuczak 株式会社 “x” <y>"
    mail = a_mail(
        to=[Mailbox(name, "ana@bücher.example")],
        subject="Größe 📈 " + "ж" * 150,
        body="Grüße\n— 株\n" + "ü" * 2000,
    )
    with mail_server(postbox) as server:
        send(server, mail)
    [message] = postbox.messages
    assert message["Subject"] == mail.subject
    # Python puts a blank between two encoded words too many.
    assert message["To"].addresses[0].display_name.split() == name.split()
    assert message["To"].addresses[0].addr_spec == "ana@xn--bcher-kva.example"
    assert message.get_content().splitlines() == mail.body.splitlines()
    assert (postbox.taken[0].original_content or b"").isascii()


def test_letters_before_the_at_need_a_server_that_takes_them(postbox: Postbox) -> None:
    mail = a_mail(to=[Mailbox("Łukasz", "łukasz@northwind.example")])
    with mail_server(postbox, enable_SMTPUTF8=True) as server:
        send(server, mail)
    assert postbox.taken[0].rcpt_tos == ["łukasz@northwind.example"]
    assert "<łukasz@northwind.example>".encode() in (postbox.taken[0].original_content or b"")
    with mail_server(postbox, enable_SMTPUTF8=False) as server, pytest.raises(Refused, match="beyond a-z"):
        send(server, mail)
    assert len(postbox.taken) == 1


def test_attachments_have_their_names_types_and_bytes(postbox: Postbox, tmp_path: Path) -> None:
    plan, odd = tmp_path / "plan", tmp_path / "odd"
    plan.write_bytes(b"%PDF\r\n.\r\n\x00\xff")
    odd.write_bytes(b"x")
    files = [
        MailFile('Größe "ö"; x.pdf', "application/pdf", plan),
        MailFile("notes.txt", "text/plain", plan),
        MailFile("mail.eml", "message/rfc822", odd),
        MailFile("nothing", None, odd),
    ]
    with mail_server(postbox) as server:
        send(server, a_mail(files=files))
    attached = list(postbox.messages[0].iter_attachments())
    assert [part.get_filename() for part in attached] == [one.name for one in files]
    assert [part.get_content_type() for part in attached] == [
        "application/pdf",
        "text/plain",
        "application/octet-stream",
        "application/octet-stream",
    ]
    assert attached[0].get_payload(decode=True) == plan.read_bytes()
    assert attached[1].get_payload(decode=True) == plan.read_bytes()


def test_twenty_five_megabytes(postbox: Postbox, tmp_path: Path) -> None:
    big = tmp_path / "big"
    content = bytes(range(256)) * (25 * 4096)
    big.write_bytes(content)
    with mail_server(postbox, data_size_limit=50_000_000) as server:
        send(server, a_mail(files=[MailFile("big.bin", None, big)]))
        assert next(iter(postbox.messages[0].iter_attachments())).get_payload(decode=True) == content
    with mail_server(postbox, data_size_limit=1_000_000) as server, pytest.raises(Refused, match="552"):
        send(server, a_mail(files=[MailFile("big.bin", None, big)]))
    assert len(postbox.taken) == 1


def test_an_attachment_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingFile, match=r"“plan\.pdf” can't be read"):
        build(a_mail(files=[MailFile("plan.pdf", None, tmp_path / "gone")]))


@pytest.mark.parametrize("name", ["Ana\r\nBcc: eve@x.example", "Ana\nX: y"])
def test_no_name_or_subject_can_begin_another_header(name: str) -> None:
    with pytest.raises(NoMessage, match=r"CR|LF|linefeed"):
        build(a_mail(to=[Mailbox(name, "ana@x.example")]))
    with pytest.raises(NoMessage, match=r"CR|LF|linefeed"):
        build(a_mail(subject=name))


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_of_nobody_is_refused(postbox: Postbox, tmp_path: Path, security: str) -> None:
    with mail_server(postbox, security, tmp_path) as server:
        other = tmp_path / "other"
        other.mkdir()
        with mail_server(Postbox(), security, other) as stranger:
            for trusting in (None, stranger.ca_file):
                told = MailServer(**{**_fields(server), "ca_file": trusting})
                with pytest.raises(NotSecure, match="can't be trusted"):
                    send(told, a_mail())
    assert not postbox.taken


def test_a_certificate_of_another_name_is_refused(postbox: Postbox, tmp_path: Path) -> None:
    with mail_server(postbox, "tls", tmp_path) as server:
        told = MailServer(**{**_fields(server), "host": "127.0.0.1"})
        with pytest.raises(NotSecure, match="can't be trusted"):
            send(told, a_mail())


def test_nothing_is_said_in_the_open(postbox: Postbox, tmp_path: Path) -> None:
    with mail_server(postbox) as server:
        with pytest.raises(NotSecure, match="offers no STARTTLS"):
            send(MailServer(**{**_fields(server), "security": "starttls"}), a_mail())
        with pytest.raises(NotSecure, match="speaks no TLS"):
            send(MailServer(**{**_fields(server), "security": "tls"}), a_mail())
    missing = MailServer(host="localhost", ca_file=str(tmp_path / "none.pem"))
    with pytest.raises(NotSecure, match=r"none\.pem: these certificates can't be read"):
        send(missing, a_mail())
    homeless = MailServer(host="localhost", ca_file="~nobody-here/ca.pem")
    with pytest.raises(NotSecure, match=r'"ca_file" in \[mail\]: .* there is no home folder ~nobody-here'):
        send(homeless, a_mail())
    assert not postbox.taken


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_signing_in(postbox: Postbox, tmp_path: Path, security: str) -> None:
    with mail_server(postbox, security, tmp_path, auth=True) as server:
        with pytest.raises(NotSignedIn, match="doesn't sign mina in: 535"):
            send(server, a_mail(), "wrong")
        send(server, a_mail())
    assert len(postbox.taken) == 1


def test_a_server_that_signs_nobody_in_says_so(postbox: Postbox) -> None:
    with mail_server(postbox) as server, pytest.raises(NotSignedIn, match="signs nobody in"):
        send(MailServer(**{**_fields(server), "user": "mina"}), a_mail())


def test_refused_recipients_are_told_the_others_get_it(postbox: Postbox) -> None:
    postbox.refuses = {BO.address: "550 No such person", "eve@x.example": "450 Come back later"}
    with mail_server(postbox) as server:
        refused = send(server, a_mail(cc=[BO], bcc=[Mailbox("", "eve@x.example")]))
    assert refused == {BO.address: "550 No such person", "eve@x.example": "450 Come back later"}
    assert postbox.taken[0].rcpt_tos == [ANA.address]


def test_nobody_accepted(postbox: Postbox) -> None:
    with mail_server(postbox) as server:
        postbox.refuses = {ANA.address: "550 No such person", BO.address: "450 Later"}
        with pytest.raises(RecipientsRefused) as caught:
            send(server, a_mail(cc=[BO]))
        assert set(caught.value.refused) == {ANA.address, BO.address}
        assert "ana@northwind.example (550 No such person)" in str(caught.value)
        postbox.refuses = {ANA.address: "450 Greylisted, come back"}
        with pytest.raises(Postponed, match="Greylisted"):
            send(server, a_mail())
    assert not postbox.taken


@pytest.mark.parametrize(
    ("answer", "kind"), [("554 It looks like spam", Refused), ("451 Try again", Postponed)]
)
def test_a_refused_message(postbox: Postbox, answer: str, kind: type[Exception]) -> None:
    postbox.answer = answer
    with mail_server(postbox) as server, pytest.raises(kind, match=answer):
        send(server, a_mail())


@pytest.mark.parametrize("answer", ["250 OK", "251 Will forward", "252 Queued", "200 Ok: queued", "299 Yes"])
def test_every_yes_to_a_message_is_one(postbox: Postbox, answer: str) -> None:
    postbox.answer = answer
    with mail_server(postbox) as server, conversation(server, lambda: "") as line:
        assert line.send(a_mail(), build(a_mail())) == {}
        assert line.send(a_mail(), build(a_mail())) == {}
    assert len(postbox.taken) == 2


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("OK queued", "can't be read"),
        ("", "can't be read"),
        ("354 Go on", "answer is 354 Go on"),
        ("150 Wait", "answer is 150 Wait"),
        ("600 What", "answer is 600 What"),
    ],
)
def test_after_an_odd_answer_to_a_message_it_may_have_arrived(
    postbox: Postbox, answer: str, why: str
) -> None:
    postbox.answer = answer
    with mail_server(postbox) as server, pytest.raises(MayHaveArrived, match=why):
        send(server, a_mail())
    assert len(postbox.taken) == 1


@pytest.mark.parametrize("answer", ["OK go on", "354 Go on", "120 Wait"])
def test_after_an_odd_answer_before_the_message_nothing_is_given_away(postbox: Postbox, answer: str) -> None:
    postbox.refuses = {ANA.address: answer}
    with mail_server(postbox) as server, pytest.raises(Unreachable, match="can't be understood"):
        send(server, a_mail(cc=[BO]))
    assert not postbox.taken


def test_after_a_refusal_the_next_mail_goes_through_the_same_conversation(postbox: Postbox) -> None:
    with mail_server(postbox) as server, conversation(server, lambda: "") as line:
        postbox.refuses = {ANA.address: "550 No"}
        with pytest.raises(RecipientsRefused):
            line.send(a_mail(), build(a_mail()))
        postbox.refuses = {}
        line.send(a_mail(), build(a_mail()))
    assert (len(postbox.taken), postbox.conversations) == (1, 1)


def test_a_server_that_dies_before_the_message_took_nothing(postbox: Postbox) -> None:
    postbox.dies_at = "rcpt"
    with mail_server(postbox) as server, pytest.raises(Unreachable):
        send(server, a_mail())
    assert not postbox.taken


@pytest.mark.parametrize(("dies_at", "taken"), [("data", 0), ("dot", 1)])
def test_a_server_that_dies_after_the_message_may_have_taken_it(
    postbox: Postbox, dies_at: str, taken: int
) -> None:
    postbox.dies_at = dies_at
    with mail_server(postbox) as server, pytest.raises(MayHaveArrived, match="look before sending again"):
        send(server, a_mail())
    assert len(postbox.taken) == taken


def test_a_slow_line_has_the_time_for_each_portion(tmp_path: Path) -> None:
    mail = a_mail(files=[_big(tmp_path)])
    with slow_server(0.03) as (server, read):
        assert send(server, mail) == {}
    assert sum(read) > 10_000_000


def test_a_message_that_was_not_taken_as_a_whole_did_not_arrive(tmp_path: Path) -> None:
    mail = a_mail(files=[_big(tmp_path)])
    with slow_server() as (server, read), pytest.raises(BrokenOff, match="not take the whole message: no an"):
        send(server, mail)
    assert read == [0]


def _big(folder: Path) -> MailFile:
    (folder / "big").write_bytes(bytes(range(256)) * (7 * 4096))
    return MailFile("big.bin", None, folder / "big")


def test_nobody_listens() -> None:
    server = MailServer(host="localhost", port=free_port(), security="none", timeout=2)
    with pytest.raises(Unreachable, match="localhost can't be reached: connection refused"):
        send(server, a_mail())
    with pytest.raises(Unreachable, match=r"nowhere\.invalid can't be reached"):
        send(MailServer(host="nowhere.invalid", timeout=2), a_mail())


def test_a_server_that_says_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        accepted: list[object] = []
        threading.Thread(target=lambda: accepted.append(silent.accept()), daemon=True).start()
        server = MailServer(host="127.0.0.1", port=silent.getsockname()[1], security="none", timeout=1)
        with pytest.raises(Unreachable, match="no answer in time"):
            send(server, a_mail())


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
def test_a_server_that_answers_nothing_when_one_signs_in(
    postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def silent(*_: object) -> None:
        await asyncio.sleep(60)

    monkeypatch.setattr(SMTP, "smtp_AUTH", silent)
    with mail_server(postbox, auth=True) as server:
        impatient = replace(server, timeout=1)
        with pytest.raises(Unreachable, match=r"^localhost answered nothing when mina signed in\.$"):
            send(impatient, a_mail())


def _fields(server: MailServer) -> dict[str, Any]:
    return {name: getattr(server, name) for name in MailServer.__dataclass_fields__}
