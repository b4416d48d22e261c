"""The outbox on the command line: listed, and worked off."""

import sys
from collections.abc import Iterator
from datetime import datetime

from salestui import clock, formats
from salestui.commands.printing import Output, Rows
from salestui.errors import SalesError
from salestui.exchange.mail_password import password_of
from salestui.exchange.mail_server import MailServer
from salestui.lifecycle import outbox, outbox_sending
from salestui.lifecycle.users import SignedIn
from salestui.safe_text import clean
from salestui.settings import Settings
from salestui.store.database import Store

_NAMES = ("state", "subject", "to", "time", "attempts", "why", "about", "id")
_LABELS = ("State", "Subject", "To", "Time", "Attempts", "Why", "About", "Id")


class NoMailServer(SalesError):
    """The settings name no server that sends mail."""

    def __init__(self) -> None:
        super().__init__("no mail server is set. Put a table [mail] with a host into the settings.")


class NoUser(SalesError):
    """The settings name nobody who signs in."""

    def __init__(self) -> None:
        super().__init__('nobody signs in: "user" is not set in [mail] of the settings.')


class NotAllSent(SalesError):
    """Some mail is still in the outbox."""


def rows(store: Store, me: SignedIn, settings: Settings, output: Output) -> Rows:
    """The mails of the outbox, those that failed first."""

    def time(at: datetime) -> str:
        if output != "table":
            return at.isoformat()
        return formats.moment(at, clock.today(), settings.date_format)

    with store.session() as session:
        found = outbox.outbox(session, me.id)
    listed: Iterator[tuple[object, ...]] = (
        (
            row.state,
            row.subject,
            ", ".join(row.people),
            time(row.at),
            row.attempts,
            row.why,
            row.regarding,
            row.id.hex,
        )
        for row in found
    )
    return Rows(_NAMES, _LABELS, listed, right=frozenset({"attempts"}), hidden=frozenset({"id", "about"}))


def send(store: Store, me: SignedIn, settings: Settings) -> None:
    """Send what waits, and say on stderr how it went. Raises NoMailServer, NotAllSent."""
    server = settings.mail
    if server is None:
        raise NoMailServer
    report = outbox_sending.send_waiting(store, me.id, server, lambda: password_of(server), _say)
    for subject in report.sent:
        _say(f"sent: {subject}")
    for subject, why in report.refused:
        _say(f"{subject} went, but not to {why}")
    for subject, why in report.failed:
        _say(f"not sent: {subject}. {why}")
    if report.waiting:
        raise NotAllSent(f"{report.waiting} still in the outbox. {report.why}".strip())
    if report.failed:
        raise NotAllSent(f"{len(report.failed)} failed.")
    if not report.sent:
        _say("nothing waits")


def signing_in(settings: Settings) -> MailServer:
    """The server that somebody signs in to. Raises NoMailServer, NoUser."""
    if settings.mail is None:
        raise NoMailServer
    if not settings.mail.user:
        raise NoUser
    return settings.mail


def _say(words: str) -> None:
    sys.stderr.write(f"{clean(words)}\n")
