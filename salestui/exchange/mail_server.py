"""Which server sends the user's mail, and how: the [mail] table of the settings. Standard library only."""

from dataclasses import dataclass, field
from typing import Any, Literal

Security = Literal["starttls", "tls", "none"]

PORTS: dict[Security, int] = {"starttls": 587, "tls": 465, "none": 25}
"""The usual port of each kind of connection."""


def _setting(default: Any, doc: str) -> Any:
    return field(default=default, metadata={"doc": doc})


@dataclass(frozen=True, slots=True)
class MailServer:
    """The server that takes outgoing mail (SMTP); each key is documented where it is declared."""

    host: str = field(metadata={"doc": "The name of the server that takes outgoing mail. Needed."})
    port: int | None = _setting(
        None, "Its port; without it 587 for `starttls`, 465 for `tls` and 25 for `none`."
    )
    security: Literal["starttls", "tls", "none"] = _setting(
        "starttls",
        "How the connection is protected: `starttls` begins in the open and turns to TLS before anything is "
        "said, `tls` is TLS from the first byte, `none` protects nothing: for a server on this computer.",
    )
    user: str | None = _setting(
        None,
        "The name to sign in with; without it nobody signs in. The password is never in this file: "
        "`salestui mail-password` puts it into the keyring of the system (service `salestui`, user "
        "`USER@HOST`), or the environment variable `SALESTUI_SMTP_PASSWORD` holds it.",
    )
    from_address: str | None = _setting(
        None, "The address that mail comes from; without it, the address of your user in the file."
    )
    from_name: str | None = _setting(None, "The name beside it; without it, your full name.")
    timeout: int = _setting(
        30,
        "Seconds to wait for an answer of the server, from 1 to 600, and for it to take 64 KB of a message; "
        "four times as many for the answer to a whole message.",
    )
    ca_file: str | None = _setting(
        None,
        "A file of certificates (PEM) to trust instead of those of the system, for a server of your own. The "
        "certificate of the server is always checked.",
    )

    @property
    def to_port(self) -> int:
        """The port to connect to."""
        return self.port or PORTS[self.security]
