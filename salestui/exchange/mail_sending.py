"""A conversation with a server that takes mail (SMTP), told in what it means for the mail."""

import contextlib
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.generator import BytesGenerator
from email.message import EmailMessage
from io import BytesIO
from typing import NoReturn

from salestui.exchange import mail_addresses
from salestui.exchange.mail_errors import (
    BrokenOff,
    MayHaveArrived,
    NoMessage,
    NotSecure,
    NotSignedIn,
    Postponed,
    RecipientsRefused,
    Refused,
    Unreachable,
    told,
)
from salestui.exchange.mail_message import Mail
from salestui.exchange.mail_server import MailServer
from salestui.home import NoSuchHome, at_home
from salestui.safe_text import clean

_PATIENCE = 4
"""How many times longer the answer to a whole message may take than any other."""
_LONGEST_REASON = 200
_DONE, _GO_AHEAD, _NOT_NOW, _FOR_GOOD = 2, 3, 4, 5
"""What an answer means, by its first digit (RFC 5321): all that a client may go by."""
_PORTION = 64 * 1024
"""Bytes of a message for which the server has as long as for an answer."""
_ROOM = 128 * 1024
"""Bytes that the system may hold back: with more, a slow line would keep it from taking any for too long."""
_END = b".\r\n"


class Line:
    """An open conversation, signed in. Several mails can be sent in it."""

    def __init__(self, smtp: smtplib.SMTP, server: MailServer) -> None:
        self._smtp = smtp
        self._server = server

    def send(self, mail: Mail, message: EmailMessage) -> dict[str, str]:
        """Give a mail to the server; returns the recipients that it refused, with its reasons.

        Raises Unreachable (BrokenOff in the middle of the message) and Postponed, after which the mail was
        surely not taken; Refused; MayHaveArrived.
        """
        try:
            content = _bytes(message)
        except ValueError as error:
            raise NoMessage(str(error)) from error
        refused = self._announce(mail, len(content))
        self._give(content)
        return refused

    def _announce(self, mail: Mail, size: int) -> dict[str, str]:
        """Say who sends to whom; returns who is refused."""
        smtp = self._smtp
        options = [f"size={size}"] if smtp.has_extn("size") else []
        if mail.needs_utf8:
            if not smtp.has_extn("smtputf8"):
                raise Refused(f"{self._server.host} takes no address with letters beyond a-z before the @.")
            options += ["SMTPUTF8", "BODY=8BITMIME"]
        with _unreachable(self._server, "the mail was announced"):
            code, answer = smtp.mail(mail_addresses.on_the_wire(mail.sender.address), options)
            if _class(code) != _DONE:
                self._no(code, answer, "the mail")
            refused: dict[str, tuple[int, str]] = {}
            for address in mail.recipients:
                code, answer = smtp.rcpt(mail_addresses.on_the_wire(address))
                if _class(code) in (_NOT_NOW, _FOR_GOOD):
                    refused[address] = (code, _reason(code, answer))
                elif _class(code) != _DONE:
                    self._no(code, answer, "a recipient")
            reasons = {address: why for address, (_, why) in refused.items()}
            if len(refused) == len(mail.recipients):
                self._reset()
                if all(_class(code) == _NOT_NOW for code, _ in refused.values()):
                    raise Postponed(f"{self._server.host} wants to be asked again later: {told(reasons)}.")
                raise RecipientsRefused(reasons)
        return reasons

    def _give(self, content: bytes) -> None:
        """Give the message away. Only its last line makes the server take it."""
        with _unreachable(self._server, "the message was announced"):
            code, answer = self._smtp.docmd("DATA")
            if _class(code) != _GO_AHEAD:
                self._no(code, answer, "the message")
        self._give_all_but_the_end(content)
        code, answer = self._end()
        if _class(code) in (_NOT_NOW, _FOR_GOOD):
            self._no(code, answer, "the message")
        if _class(code) != _DONE:
            # Whatever that was an answer to, the next one would not be to what is said next.
            self._smtp.close()
            raise MayHaveArrived(_odd(code, answer))

    def _give_all_but_the_end(self, content: bytes) -> None:
        smtp = self._smtp
        assert smtp.sock is not None
        try:
            smtp.sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _ROOM)
            for start in range(0, len(content), _PORTION):
                smtp.send(content[start : start + _PORTION])
        except (OSError, smtplib.SMTPException) as error:
            smtp.close()
            raise BrokenOff(
                f"{self._server.host} did not take the whole message: {_why(error)}. It is tried again."
            ) from error

    def _end(self) -> tuple[int, bytes]:
        """End the message; the server's word for it."""
        smtp = self._smtp
        assert smtp.sock is not None
        try:
            smtp.sock.settimeout(self._server.timeout * _PATIENCE)
            smtp.send(_END)
            told = smtp.getreply()
            smtp.sock.settimeout(self._server.timeout)
        except (OSError, smtplib.SMTPException) as error:
            smtp.close()
            raise MayHaveArrived(_why(error)) from error
        return told

    def _no(self, code: int, answer: bytes, what: str) -> NoReturn:
        """Raise what another answer than yes means, which leaves `what` with us.

        After one that is no answer of this protocol the conversation is over.
        """
        host = self._server.host
        if _class(code) not in (_NOT_NOW, _FOR_GOOD):
            self._smtp.close()
            raise Unreachable(f"{host} can't be understood: {_odd(code, answer)}.")
        self._reset()
        why = f"{host} refuses {what}: {_reason(code, answer)}."
        raise Postponed(why) if _class(code) == _NOT_NOW else Refused(why)

    def _reset(self) -> None:
        with contextlib.suppress(OSError, smtplib.SMTPException):
            self._smtp.rset()


@contextmanager
def conversation(server: MailServer, password: Callable[[], str]) -> Iterator[Line]:
    """Connect, protect, sign in; the password is asked for only when it is needed.

    Raises Unreachable, NotSecure, NotSignedIn, Postponed.
    """
    smtp = _connected(server)
    try:
        if server.user:
            _sign_in(smtp, server, password())
        yield Line(smtp, server)
    finally:
        with contextlib.suppress(OSError, smtplib.SMTPException):
            smtp.quit()
        smtp.close()


def _connected(server: MailServer) -> smtplib.SMTP:
    context = _context(server)
    with _unreachable(server):
        smtp: smtplib.SMTP
        if server.security == "tls":
            smtp = smtplib.SMTP_SSL(server.host, server.to_port, timeout=server.timeout, context=context)
        else:
            smtp = smtplib.SMTP(server.host, server.to_port, timeout=server.timeout)
        try:
            if server.security == "starttls":
                _start_tls(smtp, server, context)
            smtp.ehlo_or_helo_if_needed()
        except BaseException:
            smtp.close()
            raise
    return smtp


def _start_tls(smtp: smtplib.SMTP, server: MailServer, context: ssl.SSLContext) -> None:
    smtp.ehlo_or_helo_if_needed()
    if not smtp.has_extn("starttls"):
        raise NotSecure(
            f"{server.host} offers no STARTTLS, and nothing is sent unprotected. Ask for its settings, and "
            'set "security" and "port" in [mail].'
        )
    code, answer = smtp.starttls(context=context)
    if code != 220:
        raise NotSecure(f"{server.host} doesn't turn to TLS: {_reason(code, answer)}.")


def _context(server: MailServer) -> ssl.SSLContext:
    if server.ca_file is None:
        return ssl.create_default_context()
    try:
        return ssl.create_default_context(cafile=str(at_home(server.ca_file)))
    except NoSuchHome as error:
        raise NotSecure(f'"ca_file" in [mail]: {error}.') from None
    except (OSError, ssl.SSLError) as error:
        raise NotSecure(f"{server.ca_file}: these certificates can't be read ({_why(error)}).") from error


def _sign_in(smtp: smtplib.SMTP, server: MailServer, password: str) -> None:
    assert server.user is not None
    with _unreachable(server, f"{server.user} signed in"):
        try:
            smtp.login(server.user, password)
        except smtplib.SMTPAuthenticationError as error:
            why = _reason(error.smtp_code, error.smtp_error)
            if _class(error.smtp_code) == _NOT_NOW:
                raise Postponed(f"{server.host} signs nobody in now: {why}.") from error
            raise NotSignedIn(
                f"{server.host} doesn't sign {server.user} in: {why}. Look at the password "
                "(`salestui mail-password` sets it) and at [mail] in the settings."
            ) from error
        except smtplib.SMTPNotSupportedError as error:
            raise NotSignedIn(
                f"{server.host} signs nobody in this way. Remove the user from [mail], or take TLS."
            ) from error
        except (smtplib.SMTPException, UnicodeError) as error:
            if isinstance(error, smtplib.SMTPServerDisconnected):
                raise
            raise NotSignedIn(f"{server.host} doesn't sign {server.user} in: {_why(error)}.") from error


@contextmanager
def _unreachable(server: MailServer, when: str = "") -> Iterator[None]:
    """What goes wrong with the connection here has given nothing away.

    `when` says what was done with a server that had been reached.
    """
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise NotSecure(
            f"The certificate of {server.host} can't be trusted: {error.verify_message}. Nothing was sent."
        ) from error
    except ssl.SSLError as error:
        raise NotSecure(
            f'{server.host} speaks no TLS at port {server.to_port}. Look at "security" and "port" in [mail].'
        ) from error
    except smtplib.SMTPConnectError as error:
        raise Unreachable(f"{server.host} turns us away: {_why(error)}.") from error
    except (OSError, smtplib.SMTPException) as error:
        if when and _is_silence(error):
            raise Unreachable(f"{server.host} answered nothing when {when}.") from error
        how = f"was lost when {when}" if when else "can't be reached"
        raise Unreachable(f"{server.host} {how}: {_why(error)}.") from error


def _is_silence(error: Exception) -> bool:
    return isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)


def _class(code: int) -> int:
    return code // 100


def _odd(code: int, answer: bytes) -> str:
    """What is said of an answer that is neither yes nor no."""
    if code < 0:
        return "its answer can't be read"
    return f"its answer is {_reason(code, answer)}"


def _reason(code: int, answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    words = " ".join(clean(text).split())[:_LONGEST_REASON]
    return f"{code} {words}".strip().rstrip(".")


def _why(error: Exception) -> str:
    if _is_silence(error):
        return "no answer in time"
    if isinstance(error, smtplib.SMTPResponseException):
        return _reason(error.smtp_code, error.smtp_error)
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return "the connection ended"
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return clean(text)[:_LONGEST_REASON].rstrip(".").lower() or type(error).__name__


def _bytes(message: EmailMessage) -> bytes:
    """The message as it goes over the line, but for its end: CRLF, dots doubled."""
    buffer = BytesIO()
    BytesGenerator(buffer, mangle_from_=False).flatten(message)
    content = buffer.getvalue()
    if content.startswith(b"."):
        content = b"." + content
    content = content.replace(b"\r\n.", b"\r\n..")
    return content if content.endswith(b"\r\n") else content + b"\r\n"
