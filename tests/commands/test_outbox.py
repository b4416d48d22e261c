"""`salestui outbox` and `mail-password`: data, words, exit codes, and a real server."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import NoKeyringError, PasswordDeleteError

from salestui.exchange.mail_errors import NotSignedIn
from salestui.exchange.mail_password import password_of
from salestui.exchange.mail_server import MailServer
from salestui.lifecycle import mail
from salestui.lifecycle.mail import MailInput
from salestui.lifecycle.shapes import Recipient
from salestui.lifecycle.users import signed_in
from salestui.store.database import Store
from tests.commands.conftest import Run
from tests.mail_kit import PASSWORD, Postbox, free_port, mail_server


def queued(store: Store, subject: str = "Proposal") -> UUID:
    user = signed_in(store, "mina").id
    with store.command("Send", user) as session:
        people = [Recipient("Ana Silva", "ana@northwind.example")]
        made = mail.draft(session, user, MailInput(to=people, subject=subject))
        mail.queue(session, made.id)
    return made.id


def configured(home: Path, server: MailServer, more: str = "") -> None:
    (home / "config.toml").write_text(
        f'user = "mina"\n[mail]\nhost = "{server.host}"\nport = {server.port}\nsecurity = "none"\n'
        f'from_address = "mina@salestui.example"\ntimeout = 5\n{more}'
    )


def test_what_waits_is_listed_and_sent(store: Store, isolated: Path, run: Run) -> None:
    mail_id = queued(store)
    with mail_server(postbox := Postbox()) as server:
        configured(isolated, server)
        listed = run("outbox", "--format", "json", "--db", store.path)
        assert [(row["state"], row["subject"], row["to"], row["id"]) for row in listed.json] == [
            ("waiting", "Proposal", "Ana Silva", mail_id.hex)
        ]
        sent = run("outbox", "--send", "--db", store.path)
        assert (sent.code, sent.out, sent.err) == (0, "", "sent: Proposal\n")
        assert len(postbox.taken) == 1
        again = run("outbox", "--send", "--db", store.path)
        assert (again.code, again.err) == (0, "nothing waits\n")
        assert len(postbox.taken) == 1
    assert "sent " in run("outbox", "--db", store.path).out


def test_what_can_not_be_sent_is_exit_code_1(store: Store, isolated: Path, run: Run) -> None:
    queued(store)
    unset = run("outbox", "--send", "--db", store.path, "--user", "mina")
    assert (unset.code, unset.out) == (1, "")
    assert "no mail server is set" in unset.err
    configured(isolated, MailServer(host="localhost", port=free_port()))
    away = run("outbox", "--send", "--db", store.path)
    assert away.code == 1
    assert "1 still in the outbox. localhost can't be reached" in away.err
    with mail_server(postbox := Postbox()) as server:
        postbox.refuses = {"ana@northwind.example": "550 Nobody"}
        configured(isolated, server)
        failed = run("outbox", "--send", "--db", store.path)
    assert failed.code == 1
    assert "not sent: Proposal. Nobody was accepted: ana@northwind.example (550 Nobody)" in failed.err
    assert "failed" in run("outbox", "--db", store.path).out


class Ring(KeyringBackend):
    """A keyring in memory, as a system without one has none."""

    priority = 1  # type: ignore[assignment]  # a number, says keyring's own guide

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError("nothing there")


@pytest.fixture
def ring() -> Iterator[Ring]:
    before = keyring.get_keyring()
    made = Ring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
def test_the_password_comes_from_the_keyring_or_the_environment(
    store: Store, isolated: Path, run: Run, ring: Ring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SALESTUI_SMTP_PASSWORD", raising=False)
    queued(store)
    with mail_server(postbox := Postbox(), auth=True) as server:
        configured(isolated, server, 'user = "mina"\n')
        without = run("outbox", "--send", "--db", store.path)
        assert without.code == 1
        assert "There is no password for mina@localhost: `salestui mail-password`" in without.err
        monkeypatch.setattr("typer.prompt", lambda *words, **options: "wrong")
        kept = run("mail-password")
        assert (kept.code, kept.out) == (0, "")
        assert kept.err == "the password of mina at localhost is kept\n"
        assert ring.kept == {("salestui", "mina@localhost"): "wrong"}
        refused = run("outbox", "--send", "--db", store.path)
        assert "doesn't sign mina in: 535" in refused.err
        assert "wrong" not in refused.err + refused.out
        monkeypatch.setenv("SALESTUI_SMTP_PASSWORD", PASSWORD)
        assert run("outbox", "--send", "--db", store.path).code == 0
    assert len(postbox.taken) == 1
    assert run("mail-password", "--remove").err == "the password of mina at localhost is gone\n"
    assert ring.kept == {}
    assert run("mail-password", "--remove").code == 0


def test_why_there_is_no_keyring_is_told_in_whole_sentences(
    ring: Ring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SALESTUI_SMTP_PASSWORD", raising=False)
    server = MailServer(host="localhost", user="mina")

    def without(*_: object) -> None:
        raise NoKeyringError(why)

    monkeypatch.setattr(ring, "get_password", without)
    why = (
        "No recommended backend was available. Install a recommended 3rd party backend package; or, install "
        "the keyrings.alt package if you want to use the non-recommended backends. See "
        "https://keyring.example/project for details."
    )
    with pytest.raises(NotSignedIn, match=r"non-recommended backends\. The environment variable"):
        password_of(server)
    why = "word " * 60
    with pytest.raises(NotSignedIn, match="word word… The environment variable"):
        password_of(server)


def test_without_a_user_there_is_no_password_to_keep(isolated: Path, run: Run) -> None:
    none = run("mail-password")
    assert (none.code, none.err) == (
        1,
        "salestui: no mail server is set. Put a table [mail] with a host into the settings.\n",
    )
    configured(isolated, MailServer(host="localhost", port=1))
    assert '"user" is not set in [mail]' in run("mail-password").err
