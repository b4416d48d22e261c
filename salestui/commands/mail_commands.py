"""The commands for mail: what waits in the outbox, and the password of the server."""

from typing import Annotated

import typer

from salestui.commands.declaring import Format, Work, with_work
from salestui.commands.printing import write_rows
from salestui.settings import load

Send = Annotated[
    bool, typer.Option("--send", help="Send what waits instead; the exit code is 1 if something stays.")
]
Remove = Annotated[bool, typer.Option("--remove", help="Take it out of the keyring.")]


@with_work
def outbox(work: Work, send: Send = False, output: Format = "table") -> None:
    """Write your mail that waits, failed, is a draft or was sent in the last 7 days; or send what waits."""
    from salestui.commands import mail

    if send:
        mail.send(work.store, work.me, work.settings)
    else:
        write_rows(mail.rows(work.store, work.me, work.settings, output), output)


def mail_password(remove: Remove = False) -> None:
    """Put the password of your mail server into the keyring of the system; it is asked for, and not shown."""
    from salestui.commands.mail import signing_in
    from salestui.exchange.mail_password import keep

    server = signing_in(load())
    keep(server, "" if remove else typer.prompt("Password", hide_input=True, err=True))
    typer.echo(f"the password of {server.user} at {server.host} is {'gone' if remove else 'kept'}", err=True)
