"""The outbox on the screen: lists, sends, sends again, cancels; and what the first row tells of it."""

import asyncio
from contextlib import ExitStack
from threading import Event
from typing import Any
from uuid import UUID

import pytest

from salestui.exchange.mail_server import MailServer
from salestui.lifecycle import mail, mail_reading
from salestui.lifecycle.mail import MailInput
from salestui.lifecycle.outbox_sending import Report
from salestui.lifecycle.shapes import Recipient
from salestui.models.choices import NO_ANSWER, EmailStatusReason
from salestui.models.customers import Account
from salestui.screens.compose import Compose
from salestui.screens.outbox import OutboxScreen
from salestui.store.database import Store
from salestui.widgets.desk import Desk
from salestui.widgets.dialog import Confirm, Sentences
from salestui.widgets.nav import Nav
from tests.mail_kit import Postbox, free_port, mail_server, through
from tests.screens.app import until
from tests.screens.listed import List, opened
from tests.screens.shown import text_of

SIZES = [(80, 24), (120, 40)]
ANA = Recipient("Ana Silva", "ana@northwind.example")
BO = Recipient("Bo Chen", "bo@northwind.example")


def written(
    desk: Desk,
    subject: str = "Offer",
    state: EmailStatusReason = EmailStatusReason.PENDING_SEND,
    why: str | None = None,
) -> UUID:
    with desk.store.command("A mail", desk.user.id) as session:
        made = mail.draft(session, desk.user.id, MailInput(to=[ANA], cc=[BO], subject=subject))
        made.status_reason, made.delivery_error = int(state), why
        session.add(made)
    return made.id


def state(desk: Desk, mail_id: UUID) -> EmailStatusReason:
    with desk.store.session() as session:
        return EmailStatusReason.from_code(mail_reading.get(session, mail_id).status_reason)


def outbox(shown: List) -> OutboxScreen:
    found = next(screen for screen in shown.app.screen_stack if isinstance(screen, OutboxScreen))
    return found


def lines(shown: List) -> list[str]:
    return [" ".join(line.split()) for line in text_of(outbox(shown).pane) if line.strip()]


def first_row(shown: List) -> str:
    return " ".join(text_of(shown.screen.query_one(Nav))[0].split())


@pytest.mark.parametrize("size", SIZES)
async def test_the_first_row_tells_what_waits_and_what_failed(desk: Desk, size: tuple[int, int]) -> None:
    mail_id = written(desk)
    async with opened(desk, size) as shown:
        assert first_row(shown).startswith("1 Dashboard 2 Opportunities")
        assert "◷ 1 mail waits" in first_row(shown)
        with desk.store.command("Fails", desk.user.id) as session:
            failed = mail_reading.get(session, mail_id)
            failed.status_reason = int(EmailStatusReason.FAILED)
            session.add(failed)
        await shown.settle()
        assert "! 1 mail not sent" in first_row(shown)


async def test_a_click_on_that_opens_the_outbox(desk: Desk) -> None:
    written(desk)
    async with opened(desk) as shown:
        row = text_of(shown.screen.query_one(Nav))[0]
        await shown.pilot.click(Nav, offset=(row.index("mail waits"), 0))
        await shown.settle()
        assert isinstance(shown.top, OutboxScreen)


@pytest.mark.parametrize("size", SIZES)
async def test_it_lists_by_state_with_the_reasons(desk: Desk, size: tuple[int, int]) -> None:
    written(desk, "Waits")
    written(desk, "Failed", EmailStatusReason.FAILED, "Nobody was accepted: ana@x (550 No).")
    written(desk, "Draft", EmailStatusReason.DRAFT)
    async with opened(desk, size) as shown:
        await shown.press("O")
        await shown.settle()
        told = lines(shown)
        assert told[0] == "OUTBOX 3"
        assert [line for line in told if line.isupper() or line.split(" ")[0].isupper()][1:] == [
            "NOT SENT 1",
            "WAITING 1",
            "DRAFTS 1",
        ]
        assert "! Failed 23 Nov 13:30" in told
        assert "to Ana Silva, Bo Chen" in told
        assert "Nobody was accepted: ana@x (550 No)." in told


async def test_without_mail_it_says_how_to_write_one(desk: Desk) -> None:
    async with opened(desk) as shown:
        await shown.press("O")
        await shown.settle()
        assert lines(shown)[1:] == [
            "No mail waits, and none was sent lately.",
            "m on a list or a record mails its people",
        ]
        await shown.press("ctrl+t")
        assert "not now: no mail is here" in " ".join(shown.toasts)
        await shown.press("escape")
        assert shown.top is shown.screen


async def test_what_waits_is_sent_on_a_key(desk: Desk) -> None:
    first, second = written(desk, "One"), written(desk, "Two")
    async with opened(desk) as shown:
        await shown.press("O")
        await shown.settle()
        await shown.press("ctrl+t")
        assert "no mail server is set" in " ".join(shown.toasts)
        with mail_server(postbox := Postbox()) as server:
            through(desk, server)
            await shown.press("ctrl+t")
            await shown.settle()
        assert [str(one["Subject"]) for one in postbox.messages] == ["One", "Two"]
        assert {state(desk, first), state(desk, second)} == {EmailStatusReason.SENT}
        assert "✓ 2 mails sent" in shown.toasts
        assert "SENT LATELY 2" in lines(shown)


async def test_undo_says_that_it_steps_over_what_was_sent_and_does(desk: Desk) -> None:
    for name in "AB":
        with desk.store.command(f"New account {name}", desk.user.id) as session:
            session.add(Account(name=name, owner_user_id=desk.user.id))
    mail_id = written(desk)
    with mail_server(Postbox()) as server:
        through(desk, server)
        async with opened(desk) as shown:
            await until(shown.pilot, lambda: state(desk, mail_id) is EmailStatusReason.SENT)
            await shown.settle()
            await until(shown.pilot, lambda: shown.app.warmed)

            async def undo(key: str = "u") -> str:
                await shown.press(key)
                await shown.settle()
                return shown.toasts[-1]

            refused = await undo()
            assert refused.startswith("! not now: “")
            assert refused.endswith(
                "What was given to a mail server can't be taken back. u again steps over it"
            )
            assert await undo() == "✓ Undone: New account B   Ctrl+R redo"
            assert await undo() == "✓ Undone: New account A   Ctrl+R redo"
            assert await undo("ctrl+r") == "✓ Done again: New account A   u undo"
            assert await undo() == "✓ Undone: New account A   Ctrl+R redo"
            with desk.store.command("New account C", desk.user.id) as session:
                session.add(Account(name="C", owner_user_id=desk.user.id))
            assert await undo() == "✓ Undone: New account C   Ctrl+R redo"
            assert (await undo()).endswith("u again steps over it"), "it is told anew"


async def test_going_back_tells_first_that_what_was_sent_stays(desk: Desk) -> None:
    with desk.store.command("New account A", desk.user.id) as session:
        session.add(Account(name="A", owner_user_id=desk.user.id))
    mail_id = written(desk)
    with mail_server(Postbox()) as server:
        through(desk, server)
        async with opened(desk) as shown:
            await until(shown.pilot, lambda: state(desk, mail_id) is EmailStatusReason.SENT)
            await shown.settle()
            await shown.press("U", "j", "U")
            await shown.settle()
            assert isinstance(shown.top, Confirm)
            told = " ".join(text_of(shown.top.query_one(Sentences)))
            assert "Mail that was sent, and what wrote it, stays." in told
            await shown.press("y")
            await shown.settle()
            assert shown.toasts[-1].startswith("✓ Undone: 1 command; what was sent stays")


async def test_what_waits_is_sent_soon_after_the_start(desk: Desk) -> None:
    mail_id = written(desk)
    with mail_server(postbox := Postbox()) as server:
        through(desk, server)
        async with opened(desk) as shown:
            await until(shown.pilot, lambda: postbox.taken)
            await shown.settle()
            assert "✓ Sent: Offer" in shown.toasts
    assert state(desk, mail_id) is EmailStatusReason.SENT


async def test_without_a_network_the_start_says_why_it_waits(desk: Desk) -> None:
    mail_id = written(desk)
    through(desk, MailServer(host="localhost", port=free_port(), security="none", from_address="m@x.example"))
    async with opened(desk) as shown:
        await until(shown.pilot, lambda: shown.toasts)
        await shown.settle()
        assert "1 mail waits. localhost can't be reached" in " ".join(shown.toasts)
        await shown.press("O")
        await shown.settle()
        assert any("localhost can't be reached: connection refused" in line for line in lines(shown))
    assert state(desk, mail_id) is EmailStatusReason.PENDING_SEND


async def test_what_may_have_arrived_is_asked_about_before_it_goes_again(desk: Desk) -> None:
    mail_id = written(desk, "Offer", EmailStatusReason.FAILED, f"{NO_ANSWER} (the connection ended)")
    async with opened(desk) as shown:
        with mail_server(postbox := Postbox()) as server:
            through(desk, server)
            await shown.press("O")
            await shown.settle()
            assert any("It may have arrived: look before sending again." in line for line in lines(shown))
            await shown.press("ctrl+t")
            assert isinstance(shown.top, Confirm)
            await shown.press("escape")
            assert state(desk, mail_id) is EmailStatusReason.FAILED
            assert not postbox.taken
            await shown.press("ctrl+t", "y")
            await shown.settle()
        assert len(postbox.taken) == 1
        assert state(desk, mail_id) is EmailStatusReason.SENT


async def test_a_failed_mail_is_mended_and_sent(desk: Desk) -> None:
    mail_id = written(desk, "Offer", EmailStatusReason.FAILED, "Nobody was accepted")
    async with opened(desk) as shown:
        with mail_server(postbox := Postbox()) as server:
            through(desk, server)
            await shown.press("O")
            await shown.settle()
            await shown.press("enter")
            await shown.settle()
            dialog = shown.top
            assert isinstance(dialog, Compose)
            dialog.text.text = "Better"
            await shown.press("ctrl+t")
            await shown.settle()
        assert postbox.messages[0].get_content().strip() == "Better"
    assert state(desk, mail_id) is EmailStatusReason.SENT


async def test_canceling_asks_and_can_be_undone(desk: Desk) -> None:
    mail_id = written(desk)
    async with opened(desk) as shown:
        await shown.press("O")
        await shown.settle()
        await shown.press("d")
        assert isinstance(shown.top, Confirm)
        await shown.press("y")
        await shown.settle()
        assert state(desk, mail_id) is EmailStatusReason.CANCELED
        assert "✓ Offer is canceled   u undo" in shown.toasts
        await shown.press("u")
        await shown.settle()
        assert state(desk, mail_id) is EmailStatusReason.PENDING_SEND


async def test_those_who_were_refused_are_written_to_again(desk: Desk) -> None:
    written(desk)
    async with opened(desk) as shown:
        with mail_server(postbox := Postbox()) as server:
            through(desk, server)
            postbox.refuses = {BO.address: "550 No such person"}
            await shown.press("O")
            await shown.settle()
            await shown.press("ctrl+t")
            await shown.settle()
        assert "Offer went, but not to bo@northwind.example (550 No such person)" in " ".join(shown.toasts)
        assert any("Not to bo@northwind.example" in line for line in lines(shown))
        await shown.press("e")
        assert "it is sent already" in " ".join(shown.toasts)
        await shown.press("y")
        await shown.settle()
        dialog = shown.top
        assert isinstance(dialog, Compose)
        assert dialog.query_one("#to").text == ""  # type: ignore[attr-defined]
        assert dialog.query_one("#cc").text == "Bo Chen <bo@northwind.example>"  # type: ignore[attr-defined]
        assert dialog.subject_control.text == "Offer"


async def test_quitting_while_a_mail_is_sent_asks(desk: Desk) -> None:
    mail_id = written(desk)
    with mail_server(postbox := Postbox(hangs=True)) as server:
        through(desk, server)
        async with opened(desk) as shown:
            await shown.press("O")
            await shown.pilot.pause()
            await shown.press("ctrl+t")
            await until(shown.pilot, postbox.hanging.is_set)
            assert any("◷ Offer" in line for line in lines(shown))
            await shown.press("f2")
            assert "a mail is being sent" in shown.toasts[-1], "it goes out under the name of its sender"
            await shown.press("ctrl+q")
            assert isinstance(shown.top, Confirm)
            await shown.press("escape")
            postbox.released.set()
            await shown.settle()
            assert state(desk, mail_id) is EmailStatusReason.SENT
            await shown.press("ctrl+q")
            assert not shown.app.is_running or not isinstance(shown.top, Confirm)


async def test_that_a_sent_mail_is_not_noted_yet_is_told_at_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("salestui.store.connection.BUSY_SECONDS", 0.1)
    mail_id = written(desk)
    with mail_server(postbox := Postbox(hangs=True)) as server, Store.open(desk.store.path) as other:
        through(desk, server)
        async with opened(desk) as shown:
            await shown.press("O")
            await shown.pilot.pause()
            await shown.press("ctrl+t")
            await until(shown.pilot, postbox.hanging.is_set)
            with other.command("Import", desk.user.id) as session:
                session.add(Account(name="A", owner_user_id=desk.user.id))
                session.flush()
                postbox.released.set()
                await until(shown.pilot, lambda: bool(shown.toasts))
                assert shown.toasts[-1].startswith("! Sent Offer. Another program keeps the file")
            await shown.settle()
        assert state(desk, mail_id) is EmailStatusReason.SENT


async def test_who_quits_is_told_what_is_still_waited_for(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("salestui.store.connection.BUSY_SECONDS", 0.1)
    mail_id = written(desk)
    with mail_server(postbox := Postbox(hangs=True)) as server, Store.open(desk.store.path) as other:
        through(desk, server)
        with ExitStack() as locked:
            async with opened(desk) as shown:
                await shown.press("O")
                await shown.pilot.pause()
                await shown.press("ctrl+t")
                await until(shown.pilot, postbox.hanging.is_set)
                session = locked.enter_context(other.command("Import", desk.user.id))
                session.add(Account(name="A", owner_user_id=desk.user.id))
                session.flush()
                postbox.released.set()
                await until(shown.pilot, lambda: bool(shown.toasts))
                await shown.press("ctrl+q")
                assert isinstance(shown.top, Confirm)
                asked = " ".join(text_of(shown.top.query_one(Sentences)))
                assert asked.startswith("Sent Offer. Another program keeps the file")
                await shown.press("y")
            said = " ".join(capsys.readouterr().err.split())
            assert said.startswith("A mail is being sent. salestui ends once it is noted what became of it.")
            assert "Sent Offer. Another program keeps the file" in said
        async with asyncio.timeout(20):
            while state(desk, mail_id) is not EmailStatusReason.SENT:
                await asyncio.sleep(0.01)


async def test_a_file_that_is_locked_after_quitting_is_told_too(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    written(desk)

    def send(*arguments: Any) -> Report:
        has_quit.wait(30)
        arguments[-1]("Sent Offer. Another program keeps the file")
        is_told.set()
        return Report()

    monkeypatch.setattr("salestui.lifecycle.outbox_sending.send_waiting", send)
    through(desk, MailServer(host="localhost", port=free_port(), security="none"))
    has_quit, is_told = Event(), Event()
    async with opened(desk) as shown:
        await shown.press("O", "ctrl+t", "ctrl+q")
        await shown.press("y")
    has_quit.set()
    assert is_told.wait(30)
    assert capsys.readouterr().err.endswith("Sent Offer. Another program keeps the file\n")


async def test_what_nobody_foresaw_is_told_and_the_app_stays(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("[/] broken")

    written(desk)
    monkeypatch.setattr("salestui.lifecycle.outbox_sending.send_waiting", broken)
    through(desk, MailServer(host="localhost", port=free_port(), security="none"))
    async with opened(desk) as shown:
        for _ in range(2):
            await shown.press("O", "ctrl+t")
            await shown.settle()
            assert [told for told in shown.toasts if "broken" in told] == [
                "! Sending mail ended: RuntimeError: [/] broken"
            ]
            shown.app.clear_notifications()
            await shown.press("escape")
