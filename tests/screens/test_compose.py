"""Writing a mail: recipients completed, drafts kept, sent through a real server, the editor, files."""

import contextlib
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from sqlmodel import select
from textual.app import App

from salestui.lifecycle import activities, mail, mail_following, mail_people, mail_reading
from salestui.lifecycle.opportunities import OpportunityInput, create
from salestui.lifecycle.people import add_stakeholder
from salestui.lifecycle.refs import RecordRef
from salestui.lifecycle.shapes import MailAttachment, MailRecord, Recipient
from salestui.models.activities import Activity
from salestui.models.choices import ActivityType, EmailStatusReason
from salestui.models.customers import Account, Contact
from salestui.models.opportunities import Opportunity
from salestui.screens.compose import Compose
from salestui.widgets.desk import Desk
from salestui.widgets.dialog import Confirm, Sentences
from salestui.widgets.pane import Pane
from salestui.widgets.recipients import Recipients
from salestui.widgets.timeline import TimelinePane
from tests.hostile import HOSTILE
from tests.mail_kit import Postbox, mail_server, through
from tests.screens.listed import List, opened
from tests.screens.shown import text_of

SIZES = [(80, 24), (120, 40)]


def people(desk: Desk) -> None:
    """An opportunity of Ana, with a colleague of hers, somebody without address and one who wants no mail."""
    with desk.store.command("People", desk.user.id) as session:
        foods = Account(name="Northwind Foods", owner_user_id=desk.user.id)
        session.add(foods)
        session.flush()
        for name, address, unwanted in (
            ("Ana Silva", "ana@northwind.example", False),
            ("Bo Chen", "bo@northwind.example", False),
            ("Cleo Bare", None, False),
            ("Dag Silent", "dag@northwind.example", True),
        ):
            contact = Contact(full_name=name, email=address, do_not_email=unwanted, account_id=foods.id)
            contact.owner_user_id = desk.user.id
            session.add(contact)
        session.flush()
        ana = session.exec(select(Contact.id).where(Contact.full_name == "Ana Silva")).one()
        create(session, desk.user.id, OpportunityInput(topic="Cold chain", account=foods.id, contact=ana))


class Writing:
    """The dialog over the list."""

    def __init__(self, shown: List) -> None:
        self.shown = shown

    @property
    def dialog(self) -> Compose:
        found = self.shown.top
        assert isinstance(found, Compose)
        return found

    def place(self, name: str) -> Recipients:
        return self.dialog.query_one(f"#{name}", Recipients)

    async def put(self, name: str, text: str) -> None:
        self.place(name).focus_input()
        await self.shown.pilot.pause()
        self.place(name).box.value = text
        await self.shown.pilot.pause()

    async def subject(self, text: str) -> None:
        self.dialog.subject_control.input.value = text  # type: ignore[union-attr]  # not a memo
        await self.shown.pilot.pause()

    @property
    def proposed(self) -> list[str]:
        place = next(one for one in self.dialog.query(Recipients) if one.proposals.display)
        return [" ".join(line.split()) for line in text_of(place.proposals)]


@asynccontextmanager
async def writing(desk: Desk, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Writing]:
    people(desk)
    async with opened(desk, size) as shown:
        await shown.press("m")
        await shown.settle()
        yield Writing(shown)


def stored(desk: Desk) -> list[MailRecord]:
    with desk.store.session() as session:
        ids = session.exec(
            select(Activity.id).where(Activity.activity_type == ActivityType.EMAIL).order_by(Activity.id)
        ).all()
        return [mail_reading.record(session, one) for one in ids]


def reason(desk: Desk) -> EmailStatusReason:
    with desk.store.session() as session:
        found = session.exec(select(Activity).where(Activity.activity_type == ActivityType.EMAIL)).one()
    return EmailStatusReason.from_code(found.status_reason)


# Whom it goes to


@pytest.mark.parametrize("size", SIZES)
async def test_one_key_writes_to_the_contact_of_the_deal(desk: Desk, size: tuple[int, int]) -> None:
    async with writing(desk, size) as written:
        assert written.place("to").text == "Ana Silva <ana@northwind.example>"
        assert written.dialog.subject_control.input.has_focus
        assert "about Cold chain" in " ".join(text_of(written.dialog.query_one("Heading")))


async def test_names_are_completed_among_the_people_of_the_record(desk: Desk) -> None:
    async with writing(desk) as written:
        shown = written.shown
        await written.put("cc", "")
        await shown.press("down")
        assert [line.split("  ")[0] for line in written.proposed][:3] == [
            "Ana Silva Northwind Foods ana@northwind.example",
            "Bo Chen Northwind Foods bo@northwind.example",
            "Cleo Bare Northwind Foods no address",
        ]
        await shown.type("bo")
        await shown.press("enter")
        assert written.place("cc").text == "Bo Chen <bo@northwind.example>, "
        await shown.type("cle")
        await shown.press("enter", "tab")
        assert written.place("cc").text == "Bo Chen <bo@northwind.example>, Cleo Bare"
        assert "Cleo Bare has no address" in written.place("cc").hint.text


async def test_enter_does_not_replace_a_whole_address(desk: Desk) -> None:
    async with writing(desk) as written:
        await written.put("cc", "na@northwind.example")
        assert written.proposed
        await written.shown.press("enter")
        assert written.place("cc").text == "na@northwind.example"
        assert written.place("bcc").box.has_focus


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Nobody", "nobody is called “Nobody”"),
        ("ana@x@y", "is not one address"),
        ("Dag Silent", "Dag Silent wants no mail"),
    ],
)
async def test_what_is_wrong_with_a_recipient_stands_below(desk: Desk, typed: str, words: str) -> None:
    async with writing(desk) as written:
        await written.put("to", typed)
        await written.subject("Hi")
        await written.shown.press("ctrl+t")
        await written.shown.settle()
        said = written.place("to").hint.text + " ".join(written.shown.toasts)
        assert words in said
        assert isinstance(written.shown.top, Compose)
        assert all(one.why_read_only is None for one in stored(desk)), "nothing went into the outbox"


# Drafts


async def test_a_draft_is_kept_and_can_be_undone(desk: Desk) -> None:
    async with writing(desk) as written:
        shown = written.shown
        await written.subject("Offer")
        written.dialog.text.text = "Dear Ana"
        await shown.press("ctrl+s")
        [kept] = stored(desk)
        assert (kept.subject, kept.body, [one.name for one in kept.to]) == (
            "Offer",
            "Dear Ana",
            ["Ana Silva"],
        )
        assert kept.regarding is not None
        assert kept.regarding.name == "Cold chain"
        assert shown.toasts[-1] == "✓ Kept as a draft", "the key to the outbox would be typed"
        written.dialog.text.text = "Dear Ana,\nagain"
        await shown.press("ctrl+s", "ctrl+s")
        assert shown.titles()[-2:] == ["Draft mail Offer", "Edit mail Offer"]
        await shown.press("escape")
        await shown.press("u")
        await shown.settle()
        assert [one.body for one in stored(desk)] == ["Dear Ana"]
        await shown.press("u")
        await shown.settle()
        assert stored(desk) == []


async def test_leaving_asks_before_it_drops_what_was_written(desk: Desk) -> None:
    async with writing(desk) as written:
        shown = written.shown
        written.dialog.text.text = "Dear Ana"
        await shown.press("escape")
        assert isinstance(shown.top, Confirm)
        await shown.press("escape")
        assert isinstance(shown.top, Compose)
        assert written.dialog.text.text == "Dear Ana"
        await shown.press("escape", "y")
        assert shown.top is shown.screen
        assert stored(desk) == []


async def test_a_mail_needs_a_subject(desk: Desk) -> None:
    async with writing(desk) as written:
        await written.shown.press("ctrl+t")
        assert written.dialog.subject_control.hint.text == "Subject is needed"
        assert stored(desk) == []


# Sending


async def test_it_is_sent_and_completed_while_one_goes_on(desk: Desk) -> None:
    postbox = Postbox()
    with mail_server(postbox) as server:
        through(desk, server)
        async with writing(desk) as written:
            shown = written.shown
            await written.put("bcc", "eve@x.example")
            await written.subject("Offer")
            written.dialog.text.text = "Dear Ana"
            await shown.press("ctrl+t")
            assert shown.top is shown.screen
            await shown.settle()
            assert shown.toasts == ["✓ Sent: Offer"]
    assert reason(desk) is EmailStatusReason.SENT
    [message] = postbox.messages
    assert (message["To"], message["Subject"]) == ("Ana Silva <ana@northwind.example>", "Offer")
    assert postbox.taken[0].rcpt_tos == ["ana@northwind.example", "eve@x.example"]


async def test_without_a_server_it_waits_and_says_so(desk: Desk) -> None:
    async with writing(desk) as written:
        shown = written.shown
        await written.subject("Offer")
        await shown.press("ctrl+t")
        await shown.settle()
        assert "Offer waits: no mail server is set" in shown.toasts[0]
        assert "1 mail waits" in text_of(shown.screen.query_one("Nav"))[0]
        await shown.press("u")
        await shown.settle()
        assert stored(desk) == [], "writing and sending it is one command"
        assert "mail" not in text_of(shown.screen.query_one("Nav"))[0]
        await shown.press("ctrl+r")
        await shown.settle()
        assert reason(desk) is EmailStatusReason.PENDING_SEND


async def test_a_mail_that_is_gone_is_told(desk: Desk) -> None:
    async with writing(desk) as written:
        shown = written.shown
        await written.subject("Offer")
        await shown.press("ctrl+s")
        with desk.store.command("Gone", desk.user.id) as session:
            activities.delete(session, session.exec(select(Activity)).one())
        await shown.settle()
        await shown.press("ctrl+t")
        await shown.settle()
        assert "The mail is no longer there." in shown.toasts[-1]
        assert written.dialog.subject_control.text == "Offer"


@pytest.mark.parametrize("key", ["ctrl+s", "ctrl+t"])
async def test_what_another_window_wrote_is_asked_about(desk: Desk, key: str) -> None:
    async with writing(desk) as written:
        shown = written.shown
        await written.subject("Offer")
        await shown.press("ctrl+s")
        await shown.settle()
        with desk.store.command("Other window", desk.user.id) as session:
            mail_id = session.exec(select(Activity)).one().id
            other = mail_following.as_input(mail_reading.record(session, mail_id))
            mail.edit(session, mail_id, replace(other, body="Their long text"))
        await written.subject("Our offer")
        await shown.press(key)
        await shown.settle()
        assert "Offer was written on in another window meanwhile." in " ".join(
            text_of(shown.top.query_one(Sentences))
        )
        await shown.press("escape")
        assert [one.body for one in stored(desk)] == ["Their long text"]
        assert written.dialog.subject_control.text == "Our offer"
        await shown.press(key)
        await shown.settle()
        await shown.press("y")
        await shown.settle()
        assert [(one.subject, one.body) for one in stored(desk)] == [("Our offer", "")]
        is_sent = reason(desk) is EmailStatusReason.PENDING_SEND
        assert is_sent == (key == "ctrl+t")
        await shown.press(*(["ctrl+s"] if not is_sent else []))
        assert not isinstance(shown.top, Confirm), "what was kept is what the next edit is based on"


async def test_after_sending_undo_says_that_it_is_too_late(desk: Desk) -> None:
    with mail_server(Postbox()) as server:
        through(desk, server)
        async with writing(desk) as written:
            shown = written.shown
            await written.subject("Offer")
            await shown.press("ctrl+t")
            await shown.settle()
            await shown.press("u")
            await shown.settle()
            assert "can't be taken back" in " ".join(shown.toasts)
    assert reason(desk) is EmailStatusReason.SENT


# The editor and files


@pytest.fixture
def rests(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A terminal in memory can't be left, so this only tells what Textual does: it comes back at the end of
    the block, and not at all after an exception."""
    steps: list[str] = []

    @contextlib.contextmanager
    def suspend(app: App[object]) -> Iterator[None]:
        steps.append("left")
        yield
        steps.append("back")

    monkeypatch.setattr("textual.app.App.suspend", suspend)
    return steps


def an_editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    program = tmp_path / "my editor"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o700)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"'{program}' -w")


@pytest.mark.usefixtures("rests")
async def test_the_text_goes_through_the_editor(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    an_editor(
        tmp_path,
        monkeypatch,
        'test "$1" = -w; cat "$2" > ' + str(tmp_path / "seen") + '; echo "Grüße" > "$2"',
    )
    async with writing(desk) as written:
        written.dialog.text.text = "Dear Ana"
        await written.shown.press("ctrl+e")
        assert (tmp_path / "seen").read_text() == "Dear Ana"
        assert written.dialog.text.text == "Grüße"
        assert written.dialog.text.has_focus


@pytest.mark.parametrize(
    ("script", "words"),
    [("exit 3", "ended with 3; the text is as it was"), ('printf "\\377\\000\\001" > "$2"', "/mail.txt")],
)
async def test_an_editor_that_fails_changes_nothing(
    desk: Desk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    rests: list[str],
    script: str,
    words: str,
) -> None:
    an_editor(tmp_path, monkeypatch, script)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    async with writing(desk) as written:
        written.dialog.text.text = "Dear Ana"
        await written.shown.press("ctrl+e")
        assert words in written.shown.toasts[-1]
        assert rests == ["left", "back"]
        assert written.dialog.text.text == "Dear Ana"


async def test_without_an_editor_the_key_says_how_to_have_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    async with writing(desk) as written:
        await written.shown.press("ctrl+e")
        assert "set $VISUAL or $EDITOR" in written.shown.toasts[-1]


async def test_files_are_attached_listed_and_removed(desk: Desk, tmp_path: Path) -> None:
    for name in ("plan.pdf", "offer.txt"):
        (tmp_path / name).write_bytes(b"x" * 2048)
    async with writing(desk) as written:
        shown = written.shown
        await written.subject("Offer")
        for name in ("plan.pdf", "offer.txt"):
            await shown.press("ctrl+o")
            shown.top.query_one("#path").value = str(tmp_path / name)  # type: ignore[attr-defined]  # an input
            await shown.settle()
            await shown.press("enter")
            await shown.settle()
        rows = [" ".join(line.split()) for line in text_of(written.dialog.attached)]
        assert rows == ["plan.pdf 2.0 kB", "offer.txt 2.0 kB"]
        await shown.press("ctrl+s")
        assert [one.file_name for one in stored(desk)[0].files] == ["plan.pdf", "offer.txt"]
        written.dialog.attached.focus()
        await shown.press("d", "ctrl+s")
        assert [one.file_name for one in stored(desk)[0].files] == ["offer.txt"]


async def test_a_file_that_is_not_there_is_refused(desk: Desk, tmp_path: Path) -> None:
    async with writing(desk) as written:
        shown = written.shown
        await shown.press("ctrl+o")
        shown.top.query_one("#path").value = str(tmp_path / "gone.pdf")  # type: ignore[attr-defined]  # an input
        await shown.settle()
        await shown.press("enter")
        await shown.settle()
        assert "gone.pdf" in shown.top.hint.text  # type: ignore[attr-defined]  # a dialog for paths
        await shown.press("escape")
        assert isinstance(shown.top, Compose)
        assert not written.dialog.attached.display


async def test_hostile_names_show_as_typed(desk: Desk) -> None:
    names = [text.replace("\n", " ").strip()[:200] or "x" for text in HOSTILE[:15]]
    with desk.store.command("Hostile", desk.user.id) as session:
        for number, name in enumerate(names):
            email = f"h{number}@x.example"
            session.add(Contact(full_name=name, email=email, owner_user_id=desk.user.id))
    async with writing(desk, (80, 24)) as written:
        for number, name in enumerate(names):
            await written.put("cc", f"h{number}@x.example")
            await written.put("cc", f"h{number}@x")
            await written.shown.press("enter", "tab")
            await written.shown.settle()
            assert f"h{number}@x.example" in written.place("cc").text, name


@pytest.mark.parametrize("unsent", [False, True])
async def test_the_mail_under_the_cursor_of_a_timeline_is_answered_or_gone_on_with(
    desk: Desk, unsent: bool
) -> None:
    people(desk)
    with desk.store.command("A mail", desk.user.id) as session:
        deal = session.exec(select(Opportunity)).one()
        about = RecordRef("opportunity", deal.id, deal.topic)
        bo = Recipient("Bo Chen", "bo@northwind.example")
        sent = mail.draft(
            session, desk.user.id, mail.MailInput(to=[bo], subject="Prices", body="Hi", regarding=about)
        )
        sent.status_reason = int(EmailStatusReason.DRAFT if unsent else EmailStatusReason.SENT)
    async with opened(desk) as shown:
        await shown.press("enter")
        await shown.settle()
        timeline = shown.top.query_one("#timeline", TimelinePane)
        timeline.focus()
        timeline.select(sent.id.hex)
        await shown.settle()
        await shown.press("m")
        await shown.settle()
        written = Writing(shown)
        assert written.place("to").text == "Bo Chen <bo@northwind.example>"
        assert written.dialog.subject_control.text == ("Prices" if unsent else "Re: Prices")
        assert written.dialog.text.text == ("Hi" if unsent else "\n\n> Hi\n")
        written.dialog.text.text = "Better"
        await shown.press("ctrl+s")
        assert len(stored(desk)) == (1 if unsent else 2)


@pytest.mark.parametrize("where", ["timeline", "record", "list"])
@pytest.mark.parametrize(
    ("key", "to", "cc", "subject", "files"),
    [
        ("@", "Bo Chen <bo@northwind.example>", "", "Re: Prices", 0),
        ("&", "Bo Chen <bo@northwind.example>", "Eve <eve@x.example>", "Re: Prices", 0),
        ("H", "", "", "Fwd: Prices", 1),
    ],
)
async def test_a_mail_is_answered_or_passed_on(
    desk: Desk, where: str, key: str, to: str, cc: str, subject: str, files: int
) -> None:
    people(desk)
    with desk.store.command("A mail", desk.user.id) as session:
        deal = session.exec(select(Opportunity)).one()
        written = mail.MailInput(
            to=[Recipient("Bo Chen", "bo@northwind.example")],
            cc=[Recipient("Eve", "eve@x.example")],
            subject="Prices",
            body="Hi",
            files=[MailAttachment(None, "offer.pdf", None, 3, "a" * 64)],
            regarding=RecordRef("opportunity", deal.id, deal.topic),
        )
        sent = mail.draft(session, desk.user.id, written)
        sent.status_reason = int(EmailStatusReason.SENT)
    async with opened(desk) as shown:
        if where == "timeline":
            await shown.press("enter")
            await shown.settle()
            timeline = shown.top.query_one("#timeline", TimelinePane)
            timeline.focus()
            timeline.select(sent.id.hex)
        else:
            await shown.press("4", "v")
            await shown.type("all")
            await shown.press("enter", *(["enter"] if where == "record" else []))
        await shown.settle()
        await shown.press(key)
        await shown.settle()
        writing = Writing(shown)
        assert (writing.place("to").text, writing.place("cc").text) == (to, cc)
        assert writing.dialog.subject_control.text == subject
        assert writing.dialog.attached.count == files
        assert writing.dialog.unsaved() is None
        if key == "H":
            await writing.put("to", "cleo@x.example")
        await shown.press("ctrl+s")
        await shown.settle()
        assert len(stored(desk)) == 2


async def test_what_is_no_mail_is_not_answered(desk: Desk) -> None:
    people(desk)
    async with opened(desk) as shown:
        await shown.press("a")
        await shown.type("call Ana tomorrow about prices")
        await shown.press("enter", "4", "H")
        assert shown.toasts[-1] == "! Prices: It is no mail."
        await shown.press("enter")
        await shown.settle()
        await shown.press("&")
        assert shown.toasts[-1] == "! not now: no mail is under the cursor"


async def test_the_contacts_of_all_marked_deals_are_written_to(desk: Desk) -> None:
    people(desk)
    with desk.store.command("Another", desk.user.id) as session:
        bo = session.exec(select(Contact.id).where(Contact.full_name == "Bo Chen")).one()
        create(session, desk.user.id, OpportunityInput(topic="Second", contact=bo))
    async with opened(desk) as shown:
        await shown.press("M", "m")
        await shown.settle()
        written = Writing(shown)
        addresses = sorted(one.address for one in written.place("to").read())
        assert addresses == ["ana@northwind.example", "bo@northwind.example"]
        assert "about" not in " ".join(text_of(written.dialog.query_one("Heading")))


async def test_the_stakeholder_under_the_cursor_is_written_to_about_the_deal(desk: Desk) -> None:
    people(desk)
    with desk.store.command("A stakeholder", desk.user.id) as session:
        deal = session.exec(select(Opportunity)).one()
        bo = session.exec(select(Contact.id).where(Contact.full_name == "Bo Chen")).one()
        connection = add_stakeholder(session, deal.id, bo)
    async with opened(desk) as shown:
        await shown.press("enter")
        await shown.settle()
        pane = shown.top.query_one("#stakeholders", Pane)
        pane.focus()
        pane.select(connection.id.hex)
        await shown.settle()
        await shown.press("m")
        await shown.settle()
        written = Writing(shown)
        assert written.place("to").text == "Bo Chen <bo@northwind.example>"
        assert "about Cold chain" in " ".join(text_of(written.dialog.query_one("Heading")))


async def test_those_of_all_marked_activities_are_written_to(desk: Desk) -> None:
    people(desk)
    with desk.store.command("Mails", desk.user.id) as session:
        for name in ("Ana Silva", "Bo Chen"):
            to = mail_people.read(session, name, None)
            mail.draft(session, desk.user.id, mail.MailInput(to=to, subject=f"For {name}"))
    async with opened(desk) as shown:
        await shown.press("4")
        await shown.settle()
        await shown.press("M", "m")
        await shown.settle()
        found = Writing(shown).place("to").read()
        assert sorted(one.name for one in found) == ["Ana Silva", "Bo Chen"]
