"""Contacts from and to vCards, from the list of contacts."""

import os
import shutil
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select
from textual import events
from textual.pilot import Pilot

from salestui.app import SalesApp
from salestui.exchange.import_report import BadRow
from salestui.exchange.vcard_report import CardReport
from salestui.models.customers import Contact
from salestui.screens.card_reports import BadCards, CardList, Imported
from salestui.screens.vcard_dialogs import ExportCards, ImportCards
from salestui.widgets.desk import Desk
from salestui.widgets.dialog import Confirm, Dialog, Sentences
from salestui.widgets.pane import Item
from salestui.widgets.path_dialog import PathDialog
from tests.screens.app import Stand, idle
from tests.screens.related import tell
from tests.screens.shown import Shown, text_of

SAMPLES = Path(__file__).parent.parent / "exchange" / "vcard"


class Contacts(Shown):
    """The list of contacts in a running app."""

    @property
    def dialog(self) -> PathDialog[Any]:
        assert isinstance(self.top, PathDialog)
        return self.top

    @property
    def stored(self) -> set[str]:
        with self.desk.store.session() as session:
            return set(session.exec(select(Contact.full_name)))

    @property
    def told(self) -> str:
        """What stands above the list of a report."""
        return "\n".join(text_of(self.top.query_one(Sentences)))

    @property
    def items(self) -> list[Item]:
        return [one for one in self.top.query_one(CardList).entries if isinstance(one, Item)]

    @property
    def listed(self) -> str:
        """What of a report's list is in sight."""
        return "\n".join(text_of(self.top.query_one(CardList)))

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await idle(self.pilot)

    async def take(self, text: str) -> None:
        self.dialog.box.value = text
        await idle(self.pilot)
        await self.press("enter")


@pytest.fixture
async def shown(desk: Desk, isolated: Path) -> AsyncIterator[Contacts]:
    tell(desk)
    for path in SAMPLES.iterdir():
        shutil.copy(path, isolated)
    app = SalesApp(desk)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        found = Contacts(pilot, desk)
        await idle(pilot)
        await found.press("8")
        yield found


async def test_contacts_come_from_vcards_and_go_with_undo(shown: Contacts) -> None:
    before = shown.stored
    await shown.press("I")
    assert isinstance(shown.dialog, ImportCards)
    await shown.take("~/version4.vcf ~/outlook.vcf")
    assert shown.toasts[-1] == "✓ Contacts: 2 created   u undo"
    assert shown.stored - before == {"Simon Perreault", "Dr. Vera Lindqvist Jr."}
    assert isinstance(shown.top, Imported)
    told = "~/version4.vcf, line 1, Simon Perreault: a birthday without its year left out"
    assert " ".join(shown.listed.split()).startswith(f"LEFT OUT 2 {told}")
    await shown.press("enter")
    assert not isinstance(shown.top, Dialog)
    await shown.press("u")
    assert shown.stored == before


def with_bad_cards(folder: Path, count: int) -> Path:
    """A file of one good card and so many bad ones."""
    path = folder / "bad.vcf"
    bad = b"BEGIN:VCARD\nTITLE:x\nEND:VCARD\n"
    path.write_bytes((SAMPLES / "latin1.vcf").read_text("cp1252").encode() + bad * count)
    return path


async def test_all_bad_cards_are_named_and_skipped_after_a_yes(shown: Contacts, isolated: Path) -> None:
    before = shown.stored
    with_bad_cards(isolated, 40)
    await shown.press("I")
    await shown.take("~/bad.vcf")
    assert isinstance(shown.top, BadCards)
    assert shown.told == "40 cards of 41 can't be loaded. Nothing was written yet."
    assert shown.listed.startswith("line 8: it has no name")
    assert len(shown.items) == 40
    await shown.press("G")
    assert shown.listed.splitlines()[-1].startswith("line 125: it has no name")
    await shown.press("escape")
    assert shown.stored == before
    assert shown.dialog.hint.text == "nothing was written: 40 cards of 41 can't be loaded"
    await shown.press("enter", "y")
    assert shown.stored - before == {"Jörg Müller"}
    assert "40 skipped" in shown.toasts[-1]
    assert isinstance(shown.top, Imported)
    assert shown.listed.startswith("SKIPPED 40\nline 8: it has no name")
    await shown.press("escape")
    assert not isinstance(shown.top, Dialog)


async def test_of_very_many_bad_cards_the_rest_is_counted(shown: Contacts, isolated: Path) -> None:
    with_bad_cards(isolated, 60)
    await shown.press("I")
    await shown.take("~/bad.vcf")
    assert len(shown.items) == 51
    await shown.press("G")
    assert shown.listed.splitlines()[-1] == "and 10 more"


async def test_bad_cards_are_saved_in_a_file_that_is_new(shown: Contacts, isolated: Path) -> None:
    before = shown.stored
    path = with_bad_cards(isolated, 2)
    await shown.press("I")
    await shown.take("~/bad.vcf")
    await shown.press("s")
    assert shown.dialog.box.value == "~/bad not loaded.vcf"
    await shown.take("~/bad.vcf")
    assert "is a file to load" in shown.dialog.hint.text
    await shown.take("~/outlook.vcf")
    assert "exists already" in shown.dialog.hint.text
    assert shown.stored == before
    await shown.press("escape")
    assert isinstance(shown.top, BadCards)
    await shown.press("s", "enter")
    kept = isolated / "bad not loaded.vcf"
    assert kept.read_text().splitlines() == path.read_text("latin-1").splitlines()[-6:]
    assert shown.stored - before == {"Jörg Müller"}
    assert isinstance(shown.top, Imported)
    assert shown.told == "Contacts: 1 created, 2 skipped.\n2 cards went to ~/bad not loaded.vcf."


async def test_a_file_of_another_kind_is_named_and_skipped_after_a_yes(
    shown: Contacts, isolated: Path
) -> None:
    before = shown.stored
    (isolated / "list.vcf").write_text("Dear Ann\n")
    await shown.press("I")
    await shown.take("~/list.vcf ~/latin1.vcf")
    assert shown.told == "1 file can't be loaded. Nothing was written yet."
    assert "list.vcf is no vCard file" in shown.listed
    await shown.press("s")
    assert shown.toasts[-1] == "! not now: no card is among them"
    await shown.press("y")
    assert shown.stored - before == {"Jörg Müller"}
    assert "1 file skipped" in shown.toasts[-1]


async def test_a_path_that_begins_anew_takes_the_place_of_what_stands_before_it(
    shown: Contacts, isolated: Path
) -> None:
    await shown.press("I")
    box = shown.dialog.box
    await shown.press("slash")
    assert (box.value, box.cursor_position) == ("/", 1)
    file = isolated / "outlook.vcf"
    for text in ("~/outlook.vcf", "~/", f"{file}"):
        box.value = text
        box.action_end()
        await idle(shown.pilot)
        box.post_message(events.Paste(f"{isolated}/nothere.vcf"))
        await idle(shown.pilot)
        assert box.value == f"{isolated}/nothere.vcf"
    await shown.press("enter")
    assert "there is no file" in shown.dialog.hint.text
    await shown.press("escape", "E")
    for key in ("/", "t", "~", "/"):
        await shown.pilot.press(key)
    await idle(shown.pilot)
    assert shown.dialog.box.value == "/t~/"


async def test_what_is_below_a_folder_begins_no_path(shown: Contacts, isolated: Path) -> None:
    (isolated / "cards").mkdir()
    await shown.press("I")
    await shown.press("c", "a", "r", "d", "s", "slash")
    assert shown.dialog.box.value == "~/cards/"


async def test_other_files_are_refused_in_the_dialog(shown: Contacts, isolated: Path) -> None:
    (isolated / "report.pdf").write_bytes(b"%PDF-1.7")
    await shown.press("I")
    await shown.take("~/report.pdf")
    assert "is no vCard file but a PDF" in shown.dialog.hint.text


async def test_all_of_the_view_or_the_marked_are_exported(shown: Contacts, isolated: Path) -> None:
    count = len(shown.stored)
    target = isolated / "contacts.vcf"
    await shown.press("E")
    assert isinstance(shown.dialog, ExportCards)
    assert shown.dialog.box.value == "~/contacts.vcf"
    await shown.press("enter")
    assert shown.toasts[-1] == f"✓ {count} contacts written to ~/contacts.vcf"
    assert target.read_text("utf-8").count("BEGIN:VCARD") == count
    await shown.press("space", "E", "enter")
    assert isinstance(shown.pilot.app.screen, Confirm)
    await shown.press("y")
    assert target.read_text("utf-8").count("BEGIN:VCARD") == 1
    await shown.press("I")
    await shown.take("~/contacts.vcf")
    assert shown.toasts[-1].startswith("✓ Contacts: 0 created, 1 unchanged")


async def test_where_contacts_can_not_be_written_is_told(shown: Contacts, isolated: Path) -> None:
    (isolated / "notes.txt").touch()
    for typed in ("x" * 300, "~/notes.txt/below"):
        await shown.press("E")
        await shown.take(typed)
        assert isinstance(shown.dialog, ExportCards)
        assert "can't be" in shown.dialog.hint.text
        await shown.press("escape")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_look(
    desk: Desk, isolated: Path, size: tuple[int, int], snap_compare: Callable[..., bool]
) -> None:
    path = isolated / "people.vcf"
    path.write_text("BEGIN:VCARD\nFN:Ann\nEND:VCARD\n")
    os.utime(path, (1_763_000_000, 1_763_000_000))

    async def run(pilot: Pilot[Any]) -> None:
        await idle(pilot)
        await pilot.app.push_screen(ImportCards(desk))
        await idle(pilot)

    app = SalesApp(desk, {"opportunities": Stand})
    assert snap_compare(app, terminal_size=size, run_before=run)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_look_of_many_bad_cards(
    desk: Desk, size: tuple[int, int], snap_compare: Callable[..., bool]
) -> None:
    report = CardReport(["people.vcf"], cards=80)
    for line in range(1, 240, 6):
        report.add_bad(BadRow("people.vcf", line, "", "", "it has no name: neither FN nor N"))

    async def run(pilot: Pilot[Any]) -> None:
        await idle(pilot)
        await pilot.app.push_screen(BadCards(report))
        await idle(pilot)

    app = SalesApp(desk, {"opportunities": Stand})
    assert snap_compare(app, terminal_size=size, run_before=run)


async def test_a_guessed_encoding_is_told(shown: Contacts, isolated: Path) -> None:
    await shown.press("I")
    await shown.take("~/latin1.vcf")
    assert isinstance(shown.top, Imported)
    told = "what is not UTF-8 was read as cp1252 (a guess)"
    assert shown.listed.split("\n")[0].split() == ["ENCODING", "1"]
    assert told in " ".join(shown.listed.split())
    await shown.press("enter", "I")
    guessed = (SAMPLES / "latin1.vcf").read_bytes()
    (isolated / "guessed.vcf").write_bytes(guessed + b"BEGIN:VCARD\nTITLE:x\nEND:VCARD\n")
    await shown.take("~/guessed.vcf")
    assert isinstance(shown.top, BadCards)
    assert told in " ".join(shown.listed.split())
