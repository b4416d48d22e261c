"""The password of the mail server: from the environment or the keyring of the system, never from a file."""

import os
import re
from textwrap import shorten

from salestui.exchange.mail_errors import NotSignedIn
from salestui.exchange.mail_server import MailServer

ENVIRONMENT = "SALESTUI_SMTP_PASSWORD"
"""The environment variable that goes before the keyring."""
SERVICE = "salestui"
"""What the keyring files the password under, beside the user `USER@HOST`."""
_LONGEST_REASON = 200


def password_of(server: MailServer) -> str:
    """The password. Raises NotSignedIn when there is none, or no keyring to look into."""
    if password := os.environ.get(ENVIRONMENT):
        return password
    import keyring
    from keyring.errors import KeyringError

    try:
        password = keyring.get_password(SERVICE, _name(server))
    except (KeyringError, OSError) as error:
        raise NotSignedIn(f"The keyring of the system can't be read: {_line(error)} {_OTHERWISE}") from error
    if not password:
        raise NotSignedIn(
            f"There is no password for {_name(server)}: `salestui mail-password` puts it into the keyring. "
            + _OTHERWISE
        )
    return password


def keep(server: MailServer, password: str) -> None:
    """Put the password into the keyring; an empty one is taken out. Raises NotSignedIn."""
    import keyring
    from keyring.errors import KeyringError, PasswordDeleteError

    try:
        if password:
            keyring.set_password(SERVICE, _name(server), password)
        else:
            keyring.delete_password(SERVICE, _name(server))
    except PasswordDeleteError:
        return
    except (KeyringError, OSError) as error:
        raise NotSignedIn(
            f"The keyring of the system can't be written: {_line(error)} {_OTHERWISE}"
        ) from error


_OTHERWISE = f"The environment variable {ENVIRONMENT} works without a keyring."


def _name(server: MailServer) -> str:
    return f"{server.user}@{server.host}"


def _line(error: Exception) -> str:
    """What it says, as many whole sentences as fit; a first one that is too long ends between two words."""
    first, *more = re.split(r"(?<=[.!?;]) ", " ".join(str(error).split()))
    told = shorten(first, _LONGEST_REASON, placeholder="…")
    for sentence in more:
        if len(told) + 1 + len(sentence) > _LONGEST_REASON:
            break
        told = f"{told} {sentence}"
    told = told.rstrip(".;") or type(error).__name__
    return told if told.endswith("…") else f"{told}."
