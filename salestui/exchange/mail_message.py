"""A mail as the message that goes to a server (RFC 5322, MIME)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import make_msgid
from pathlib import Path

from salestui.exchange import mail_addresses
from salestui.exchange.mail_errors import MissingFile, NoMessage

_SEVEN_BITS = SMTP.clone(cte_type="7bit")
"""What every server can take; only an address beyond ASCII before its @ needs more."""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Somebody's name, which may be empty, and checked address."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class MailFile:
    """A file that goes along: the name it has for the recipient, its type, and where its bytes are."""

    name: str
    mime_type: str | None
    path: Path


@dataclass(frozen=True, slots=True)
class Mail:
    """What is to be sent. `message_id` stays the same however often that is tried."""

    message_id: str
    date: datetime
    sender: Mailbox
    to: Sequence[Mailbox]
    cc: Sequence[Mailbox]
    bcc: Sequence[Mailbox]
    subject: str
    body: str
    files: Sequence[MailFile] = ()

    @property
    def recipients(self) -> list[str]:
        """Every address once, those of Bcc too."""
        return list(dict.fromkeys(one.address for one in (*self.to, *self.cc, *self.bcc)))

    @property
    def needs_utf8(self) -> bool:
        """Whether an address has letters beyond ASCII before its @, which not every server takes."""
        everybody = (*self.to, *self.cc, *self.bcc, self.sender)
        return not all(one.address.rpartition("@")[0].isascii() for one in everybody)


def new_message_id(address: str) -> str:
    """A fresh Message-ID for mail from this address; nothing of this computer is in it."""
    return make_msgid(domain=mail_addresses.ascii_domain(address.rpartition("@")[2]))


def build(mail: Mail) -> EmailMessage:
    """The message; who is in Bcc is told to the server alone.

    Reads every file into memory. Raises MissingFile for one that can't be read, and NoMessage, such as for a
    line break in a name.
    """
    try:
        return _built(mail)
    except ValueError as error:
        raise NoMessage(str(error)) from error


def _built(mail: Mail) -> EmailMessage:
    message = EmailMessage(_SEVEN_BITS.clone(utf8=True) if mail.needs_utf8 else _SEVEN_BITS)
    message["From"] = _header(mail.sender)
    for name, people in (("To", mail.to), ("Cc", mail.cc)):
        if people:
            message[name] = [_header(one) for one in people]
    message["Subject"] = mail.subject
    message["Date"] = mail.date
    message["Message-ID"] = mail.message_id
    message.set_content(mail.body if mail.body.endswith("\n") else f"{mail.body}\n")
    for file in mail.files:
        _attach(message, file)
    return message


def _header(one: Mailbox) -> Address:
    local, _, domain = mail_addresses.on_the_wire(one.address).rpartition("@")
    return Address(one.name, local, domain)


def _attach(message: EmailMessage, file: MailFile) -> None:
    try:
        content = file.path.read_bytes()
    except OSError as error:
        raise MissingFile(file.name, error.strerror or str(error)) from error
    main, _, sub = (file.mime_type or "").partition("/")
    if not sub or main in ("message", "multipart"):
        main, sub = "application", "octet-stream"
    message.add_attachment(content, maintype=main, subtype=sub, filename=file.name)
