"""A real mail server on the loopback interface, which can be made to refuse, to hang up, or to want TLS."""

import asyncio
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any, cast

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from salestui.exchange.mail_server import MailServer
from salestui.widgets.desk import Desk

PASSWORD = "correct horse"


@dataclass
class Postbox:
    """What the server took, and how it is to behave."""

    taken: list[Envelope] = field(default_factory=list)
    refuses: dict[str, str] = field(default_factory=dict)
    """The answer to a recipient, by address."""
    answer: str = "250 Taken"
    """The answer to a message."""
    dies_at: str = ""
    """rcpt, data (without taking the message) or dot (after taking it)."""
    conversations: int = 0
    hangs: bool = False
    """Whether it takes a message and gives no answer until `released`; `hanging` says that it does."""
    hanging: threading.Event = field(default_factory=threading.Event)
    released: threading.Event = field(default_factory=threading.Event)

    @property
    def messages(self) -> list[EmailMessage]:
        """The messages it took."""
        return [
            cast(EmailMessage, message_from_bytes(cast(bytes, one.original_content), policy=policy.default))
            for one in self.taken
        ]

    # What aiosmtpd calls

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.conversations += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.dies_at == "rcpt":
            cast(Any, server.transport).abort()
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.dies_at == "data":
            cast(Any, server.transport).abort()
            return self.answer
        if not self.answer.startswith(("4", "5")):
            self.taken.append(envelope)
        if self.hangs:
            self.hanging.set()
            await asyncio.to_thread(self.released.wait, 60)
        if self.dies_at == "dot":
            cast(Any, server.transport).abort()
        return self.answer


@contextmanager
def slow_server(
    pause: float | None = None, most: int | None = None
) -> Iterator[tuple[MailServer, list[int]]]:
    """A server that rests before each 64 KB of a message, and the bytes that it read of each message.

    Without a pause it reads nothing of it; it hangs up when a message has more than `most` bytes.
    """
    read: list[int] = []
    done = threading.Event()

    def take(line: socket.socket) -> None:
        read.append(0)
        last = b""
        while not last.endswith(b"\r\n.\r\n"):
            if done.wait(pause) or not (some := line.recv(64 * 1024)):
                return
            read[-1] += len(some)
            if most is not None and read[-1] > most:
                return
            last = (last + some)[-5:]
        line.sendall(b"250 Taken\r\n")
        talk(line)

    def talk(line: socket.socket) -> None:
        with line.makefile("rb") as lines:
            while said := lines.readline().upper():
                if said.startswith(b"DATA"):
                    line.sendall(b"354 Go on\r\n")
                    return take(line)
                line.sendall(b"221 Bye\r\n" if said.startswith(b"QUIT") else b"250 OK\r\n")

    def serve() -> None:
        while True:
            line, _ = listening.accept()
            with line:
                if done.is_set():
                    return
                line.sendall(b"220 Slowly\r\n")
                talk(line)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 64 * 1024)
        port = listening.getsockname()[1]
        serving = threading.Thread(target=serve, daemon=True)
        serving.start()
        try:
            yield (
                MailServer(
                    host="127.0.0.1",
                    port=port,
                    security="none",
                    from_address="mina@salestui.example",
                    timeout=1,
                ),
                read,
            )
        finally:
            done.set()
            socket.create_connection(("127.0.0.1", port)).close()
            serving.join()


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _authenticate(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (b"mina", PASSWORD.encode())
    return AuthResult(success=right, handled=right)


@contextmanager
def mail_server(
    postbox: Postbox,
    security: str = "none",
    folder: Path | None = None,
    *,
    auth: bool = False,
    **options: Any,
) -> Iterator[MailServer]:
    """The settings of a running server that puts what it takes into the postbox.

    With `starttls` or `tls` its certificate is of an authority made for the test, which the settings trust;
    `folder` is where that is written.
    """
    context, authority = None, None
    if security != "none":
        assert folder is not None
        made = trustme.CA()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        made.issue_cert("localhost").configure_cert(context)
        authority = folder / "authority.pem"
        made.cert_pem.write_to_path(str(authority))
    if security == "starttls":
        options |= {"tls_context": context, "require_starttls": True}
    if security == "tls":
        options |= {"ssl_context": context}
    if auth:
        options |= {"authenticator": _authenticate, "auth_required": True, "auth_require_tls": False}
    port = free_port()
    controller = Controller(postbox, hostname="localhost", port=port, **options)
    controller.start()
    postbox.conversations = 0
    try:
        yield MailServer(
            host="localhost",
            port=port,
            security=cast(Any, security),
            user="mina" if auth else None,
            from_address="mina@salestui.example",
            timeout=5,
            ca_file=str(authority) if authority else None,
        )
    finally:
        controller.stop()


def through(desk: Desk, server: MailServer) -> None:
    """Have the program send its mail through this server."""
    desk.settings = replace(desk.settings, mail=server)
