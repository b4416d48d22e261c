"""How sending a mail can fail. Each message says what happened and what to do."""

from collections.abc import Mapping

from salestui.errors import SalesError
from salestui.models.choices import NO_ANSWER
from salestui.safe_text import clean


class MailError(SalesError):
    """A mail was not sent."""


class TryLater(MailError):
    """Nothing is wrong with the mail: it waits, and is sent later as it is."""


class Unreachable(TryLater):
    """The server doesn't answer, or the conversation ended before the message was given away."""


class BrokenOff(Unreachable):
    """The conversation ended in the middle of the message: without its end, no server takes it."""


class NotSecure(TryLater):
    """The connection can't be protected: no TLS, or a certificate that can't be trusted."""


class NotSignedIn(TryLater):
    """No password, or the server refuses it."""


class Postponed(TryLater):
    """The server wants to be asked again later."""


class NoSender(TryLater):
    """Nobody knows what address the mail comes from."""


class Refused(MailError):
    """The server refuses the mail for good."""


class RecipientsRefused(Refused):
    """The server refuses every recipient; `refused` holds its reasons by address."""

    def __init__(self, refused: Mapping[str, str]) -> None:
        super().__init__(f"Nobody was accepted: {told(refused)}.")
        self.refused = dict(refused)


class MissingFile(Refused):
    """An attached file can't be read."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"The attached file “{name}” can't be read ({why}). Attach it again, or remove it.")


class NoMessage(Refused):
    """What the mail says, or the name of a file, can't stand in a message."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"No message can be made of it: {clean(why).rstrip('.')}. Edit it, then send it again."
        )


class MayHaveArrived(MailError):
    """The conversation ended after the message was given away, without the server's word for it."""

    def __init__(self, why: str) -> None:
        super().__init__(f"{NO_ANSWER} ({why})" if why else NO_ANSWER)


def told(refused: Mapping[str, str]) -> str:
    """The refused recipients with the server's reasons, as one line."""
    return "; ".join(f"{address} ({why})" for address, why in refused.items())
