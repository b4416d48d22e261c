"""Pictures of writing a mail and of the outbox, at the sizes and in the colours that matter."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from salestui.app import SalesApp
from salestui.lifecycle import mail
from salestui.lifecycle.mail import MailInput
from salestui.lifecycle.shapes import MailAttachment, Recipient
from salestui.models.choices import NO_ANSWER, ActivityStatus, EmailStatusReason
from salestui.models.customers import Contact
from salestui.screens.compose import Compose
from salestui.screens.outbox import OutboxScreen
from salestui.settings import Settings
from salestui.widgets.desk import Desk
from salestui.widgets.theme import Mode
from tests.lifecycle.making import at
from tests.screens.app import Stand

Compare = Callable[..., bool]
LOOKS: list[tuple[Mode, tuple[int, int]]] = [
    ("dark", (120, 40)),
    ("light", (120, 40)),
    ("dark", (80, 24)),
    ("dark", (60, 24)),
]
ANA = Recipient("Ana Silva", "ana@northwind.example")
BO = Recipient("Bo Chen", "bo@northwind.example")
FILES = [
    MailAttachment(None, "Offer 2026-11 for the second phase.pdf", "application/pdf", 1_234_567, "a" * 64),
    MailAttachment(None, "site plan.png", "image/png", 88_000, "b" * 64),
]


@pytest.fixture(autouse=True)
def _editor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "nano")


def shown(desk: Desk, mode: Mode) -> SalesApp:
    desk.settings = Settings(user="mina", theme=mode)
    return SalesApp(desk, {"opportunities": Stand})


@pytest.mark.parametrize(("mode", "size"), LOOKS)
def test_writing(snap_compare: Compare, desk: Desk, mode: Mode, size: tuple[int, int]) -> None:
    with desk.store.command("Contacts", desk.user.id) as session:
        for name, job in (
            ("Anabel Ruiz", "Head of logistics"),
            ("Joana Prates", None),
            ("Hana Kim", "Owner"),
        ):
            contact = Contact(full_name=name, job_title=job, owner_user_id=desk.user.id)
            contact.email = f"{name.split()[0].lower()}@northwind.example" if job else None
            session.add(contact)

    async def write(pilot: Pilot[Any]) -> None:
        text = "Dear Ana,\n\nthank you for the tour. Here is what we talked about.\n\nMina"
        await pilot.app.push_screen(Compose(desk, MailInput([ANA], [], [], "The second phase", text, FILES)))
        await pilot.pause()
        await pilot.press("shift+tab", "shift+tab", "shift+tab", "a", "n", "a")
        await pilot.pause()

    assert snap_compare(shown(desk, mode), terminal_size=size, run_before=write)


@pytest.mark.parametrize(("mode", "size"), LOOKS)
def test_the_outbox(snap_compare: Compare, desk: Desk, mode: Mode, size: tuple[int, int]) -> None:
    mails: list[tuple[str, EmailStatusReason, str | None]] = [
        ("The second phase, with all that we talked about on the tour of your warehouse on Tuesday",
         EmailStatusReason.FAILED, f"{NO_ANSWER} (the connection ended)"),
        ("Prices", EmailStatusReason.FAILED,
         "Nobody was accepted: ana@northwind.example (550 5.1.1 The email account that you tried to reach "
         "does not exist)."),
        ("Minutes of Monday", EmailStatusReason.PENDING_SEND,
         "smtp.salestui.example can't be reached: no answer in time."),
        ("Thank you", EmailStatusReason.DRAFT, None),
        ("Offer", EmailStatusReason.SENT, "Not to bo@northwind.example (550 No such person)"),
    ]  # fmt: skip
    for number, (subject, reason, why) in enumerate(mails):
        with desk.store.command("A mail", desk.user.id) as session:
            made = mail.draft(session, desk.user.id, MailInput([ANA], [BO], [], subject, "", FILES[:1]))
            made.status_reason, made.delivery_error, made.delivery_attempts = int(reason), why, number % 3
            if reason is EmailStatusReason.SENT:
                made.status, made.sent_on = ActivityStatus.COMPLETED, at(22)
            session.add(made)

    async def look(pilot: Pilot[Any]) -> None:
        await pilot.app.push_screen(OutboxScreen(desk, "opportunities"))
        await pilot.pause()
        await pilot.press("j")
        await pilot.pause()

    assert snap_compare(shown(desk, mode), terminal_size=size, run_before=look)
