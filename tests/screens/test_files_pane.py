"""The Files pane of an opportunity: attaching, opening, saving, removing, searching, linked folders."""

import os
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select
from textual.pilot import Pilot

from salestui import clock
from salestui.app import SalesApp
from salestui.exchange import system_open
from salestui.lifecycle import file_store, files, folder_files, linked_folders
from salestui.lifecycle.file_store import CHUNK, StoredFile
from salestui.lifecycle.folder_files import FolderContent
from salestui.lifecycle.shapes import Folder
from salestui.models.opportunities import Opportunity
from salestui.progress import Told
from salestui.screens.opportunity import OpportunityScreen
from salestui.widgets.desk import Desk
from salestui.widgets.dialog import Confirm
from salestui.widgets.file_dialogs import AttachFiles, FolderRoot, LinkFolder, SaveFile
from salestui.widgets.file_list import NameFilter, folder_line
from salestui.widgets.files_pane import FilesPane
from salestui.widgets.path_dialog import PathDialog
from tests.hostile import HOSTILE
from tests.screens import related
from tests.screens.app import Stand, idle
from tests.screens.record import Record, opened
from tests.screens.story import LAST, WAREHOUSE, tell


@pytest.fixture
def home(isolated: Path) -> Path:
    """The home of the user, with a few files."""
    plans = isolated / "Site plans"
    plans.mkdir()
    for number in (1, 2, 3):
        (plans / f"plan {number}.pdf").write_bytes(b"x" * number * 1000)
    (isolated / "notes.txt").write_text("notes")
    for path in (*plans.iterdir(), isolated / "notes.txt"):
        os.utime(path, (1_763_000_000, 1_763_000_000))
    return isolated


class Files:
    """The pane in a record, with short ways to drive it."""

    def __init__(self, record: Record) -> None:
        self.record = record

    @property
    def pane(self) -> FilesPane:
        return self.record.screen.query_one(FilesPane)

    @property
    def names(self) -> list[str]:
        """The name or path at the start of each row."""
        return [line[0][0] for line in self.rows]

    @property
    def rows(self) -> list[list[Any]]:
        lines = [entry.lines(90) if callable(entry.lines) else entry.lines for entry in self.pane.entries]  # type: ignore[union-attr]
        return [
            [(text.strip(), spec) for text, spec in (*line[0].left, *line[0].right) if text.strip()]
            for line in lines
            if line[0].left
        ]

    @property
    def dialog(self) -> PathDialog[Any]:
        top = self.record.top
        assert isinstance(top, PathDialog)
        return top

    async def press(self, *keys: str) -> None:
        await self.record.press(*keys)
        await self.record.settle()

    async def type(self, text: str) -> None:
        """Put a text into the open dialog, and wait for what completes it."""
        self.dialog.box.value = text
        self.dialog.box.cursor_position = len(text)
        await self.record.settle()

    async def take(self, text: str) -> None:
        await self.type(text)
        await self.press("enter")


@pytest.fixture
async def shown(desk: Desk, home: Path) -> AsyncIterator[Files]:
    """The files of the story's opportunity."""
    ids = tell(desk)
    async with opened(desk, ids, WAREHOUSE) as record:
        await record.press("l", "l", "l")
        await record.settle()
        yield Files(record)


async def test_it_lists_what_notes_and_mails_hold(shown: Files) -> None:
    assert [name.split()[0] for name in shown.names] == ["site", "proposal.pdf"]
    text = shown.record.text("files")
    assert "! missing" in text
    assert shown.pane.count == 2


# Attaching


async def test_a_file_is_attached_with_few_keys(shown: Files) -> None:
    await shown.press("n")
    assert isinstance(shown.record.top, AttachFiles)
    assert shown.dialog.box.value == "~/"
    await shown.press(*"not")
    await shown.press("enter")
    assert shown.record.toasts[-1] == "✓ notes.txt is attached   u undo"
    assert shown.names[0] == "notes.txt"
    assert shown.pane.current is not None
    assert shown.pane.chosen is not None
    assert shown.record.text("files").startswith("FILES 3")
    assert "Files 3" in "\n".join(shown.record.lines())
    await shown.press("u")
    assert shown.pane.count == 2
    assert shown.record.toasts[-1] == f"✓ Undone: Attach notes.txt to {WAREHOUSE}   Ctrl+R redo"


async def test_enter_walks_into_folders_and_star_takes_several(shown: Files, home: Path) -> None:
    await shown.press("n")
    await shown.press("S", "enter")
    assert shown.dialog.box.value == "~/Site plans/"
    await shown.take("~/Site plans/*.pdf")
    assert shown.record.toasts[-1] == "✓ 3 files are attached   u undo"
    assert shown.names[:3] == ["plan 3.pdf", "plan 2.pdf", "plan 1.pdf"]
    await shown.press("n")
    assert shown.dialog.box.value == "~/Site plans/"
    await shown.press("escape")
    await shown.press("u")
    assert shown.pane.count == 2


async def test_the_arrows_choose_what_completes(shown: Files) -> None:
    await shown.press("n")
    await shown.type("~/Site plans/")
    await shown.press("down", "tab")
    assert shown.dialog.box.value == "~/Site plans/plan "
    await shown.press("down", "down", "enter")
    assert shown.names[0] == "plan 3.pdf"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("~/nothing.pdf", "nothing.pdf is not there"),
        ("*.docx", "no file fits *.docx"),
        ("/dev/zero", "no file but a device"),
        ("x" * 5000, "a path has at most"),
    ],
)
async def test_what_can_not_be_attached_is_told_in_the_dialog(shown: Files, typed: str, told: str) -> None:
    await shown.press("n")
    await shown.take(typed)
    assert told in shown.dialog.hint.text
    assert shown.dialog.box.has_focus
    assert shown.pane.count == 2


async def test_all_or_none_are_attached(shown: Files, home: Path) -> None:
    await shown.press("n")
    await shown.take("~/notes.txt ~/gone.txt")
    assert "gone.txt is not there" in shown.dialog.hint.text
    assert shown.pane.count == 2


async def test_escape_stops_a_large_file(shown: Files, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (home / "large.bin").open("wb") as file:
        file.truncate(100 * CHUNK)
    store = file_store.folder(shown.record.desk.store.path)
    await shown.press("n")
    await shown.type("~/large.bin")
    dialog = shown.dialog
    seen: list[tuple[str, int, int]] = []
    hints: list[str] = []
    put_all = file_store.put_all

    def watched(store: Path, paths: Sequence[Path], told: Told) -> list[StoredFile]:
        def tell(label: str, done: int, total: int) -> None:
            seen.append((label, done, total))
            hints.append(dialog.hint.text)
            if len(seen) in (3, 6):
                assert dialog.why_not("path.take") == "the work goes on; Esc stops it"
                dialog.app.call_from_thread(dialog.action_cancel)
                assert dialog.why_not("dialog.cancel") == "it ends as soon as it can"
            told(label, done, total)

        return put_all(store, paths, tell)

    monkeypatch.setattr(file_store, "put_all", watched)
    await shown.press("enter")
    assert seen == [("large.bin", part * CHUNK, 100 * CHUNK) for part in (1, 2, 3)]
    assert dialog.hint.text == "stopped; nothing was kept"
    assert list(store.iterdir()) == []
    await shown.press("enter")
    assert hints == [""] * 6  # what was said of the time before is gone while it goes on
    await shown.press("escape")
    assert shown.pane.count == 2


async def test_100_mb_are_attached(shown: Files, home: Path) -> None:
    large = home / "large.bin"
    with large.open("wb") as file:
        file.truncate(100 * 10**6)
    await shown.press("n")
    await shown.take("~/large.bin")
    assert shown.record.toasts[-1] == "✓ large.bin is attached   u undo"
    assert "100.0 MB" in shown.record.text("files")


# Opening, saving, removing


async def attach(shown: Files, home: Path, name: str, content: str = "content") -> None:
    (home / name).write_text(content)
    await shown.press("n")
    await shown.take(f"~/{name}")
    assert shown.names[0] == name


async def test_enter_opens_a_copy_that_can_only_be_read(shown: Files, home: Path, opened_files: Path) -> None:
    await attach(shown, home, "offer.txt", "the offer")
    await shown.press("enter")
    opened_path, content = opened_files.read_text().splitlines()
    copy = Path(opened_path)
    assert (copy.name, content) == ("offer.txt", "the offer")
    assert copy.stat().st_mode & 0o777 == 0o400
    assert copy.parent.parent.stat().st_mode & 0o777 == 0o700
    assert shown.record.toasts[-1] == "✓ offer.txt is opened as a copy that can only be read"


async def test_without_a_program_it_says_so(
    shown: Files, home: Path, opened_files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await attach(shown, home, "x.odd")
    await shown.press("enter")
    assert shown.record.toasts[-1].startswith("! No program opened x.odd")
    await attach(shown, home, "run.sh")
    await shown.press("enter")
    assert "may run as a program" in shown.record.toasts[-1]
    monkeypatch.setenv("PATH", "/nowhere")
    await attach(shown, home, "y.txt")
    await shown.press("enter")
    assert "has no xdg-open" in shown.record.toasts[-1]


async def test_a_defect_in_a_thread_is_told_and_ends_nothing(
    shown: Files, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError("odd")

    await attach(shown, home, "x.txt")
    with monkeypatch.context() as patched:
        patched.setattr(system_open, "copy_to_read", fail)
        await shown.press("enter")
    assert shown.record.toasts[-1] == "! a defect of this program, KeyError('odd')"
    with monkeypatch.context() as patched:
        patched.setattr(file_store, "put_all", fail)
        await shown.press("n")
        await shown.take("~/notes.txt")
    assert shown.dialog.hint.text == "a defect of this program, KeyError('odd')"
    await shown.press("enter")
    assert shown.record.toasts[-1] == "✓ notes.txt is attached   u undo"
    monkeypatch.setattr(folder_files, "content", fail)
    with shown.record.desk.store.command("Link", shown.record.desk.user.id) as session:
        linked_folders.link(session, "opportunity", shown.record.screen.record_id, home)
    await shown.record.settle()
    assert "the linked folders can't be read" in shown.record.toasts[-1]


@pytest.mark.parametrize("typed", ["x" * 300, "~/notes.txt/below", "file://[", "file:///%00"])
async def test_where_no_copy_can_be_saved_is_told(shown: Files, home: Path, typed: str) -> None:
    await attach(shown, home, "x.txt")
    await shown.press("E")
    await shown.take(typed)
    assert isinstance(shown.dialog, SaveFile)
    assert shown.dialog.hint.text
    assert not shown.dialog.has_class("-busy")


async def test_what_is_missing_is_neither_opened_nor_saved(shown: Files) -> None:
    for key in ("enter", "E"):
        await shown.press(key)
        assert shown.record.toasts[-1] == "! not now: its bytes are missing from the folder of attached files"


async def test_a_copy_is_saved_elsewhere_and_asks_before_it_replaces(shown: Files, home: Path) -> None:
    await attach(shown, home, "offer.txt", "the offer")
    await shown.press("E")
    assert isinstance(shown.record.top, SaveFile)
    assert shown.dialog.box.value == "~/offer.txt"
    await shown.take("~/Site plans")
    copy = home / "Site plans" / "offer.txt"
    assert copy.read_text() == "the offer"
    assert shown.record.toasts[-1] == "✓ Saved as ~/Site plans/offer.txt"
    copy.write_text("mine")
    await shown.press("E")
    assert shown.dialog.box.value == "~/Site plans/offer.txt"
    await shown.press("enter")
    assert isinstance(shown.record.top, Confirm)
    await shown.press("escape")
    assert copy.read_text() == "mine"
    await shown.press("enter", "y")
    assert copy.read_text() == "the offer"
    await shown.press("E")
    await shown.take("~/no folder/offer.txt")
    assert "can't be written" in shown.dialog.hint.text


async def test_a_file_is_removed_after_a_yes_and_comes_back(shown: Files, home: Path) -> None:
    await attach(shown, home, "offer.txt")
    await shown.press("d")
    assert isinstance(shown.record.top, Confirm)
    await shown.press("d", "escape")
    assert shown.names[0] == "offer.txt"
    await shown.press("d", "y")
    assert "offer.txt" not in shown.names
    assert shown.record.toasts[-1] == "✓ offer.txt is removed   u undo"
    await shown.press("u")
    assert shown.names[0] == "offer.txt"


async def test_what_a_sent_mail_holds_stays(shown: Files) -> None:
    await shown.press("j", "d")
    assert shown.record.toasts[-1].endswith("is completed, so what is attached to it stays")
    assert shown.pane.count == 2


# Searching


async def test_the_search_follows_each_letter_and_stays_until_it_is_cleared(shown: Files) -> None:
    await shown.press("slash")
    assert isinstance(shown.record.screen.focused, NameFilter)
    await shown.press(*"PROP")
    assert shown.names == ["proposal.pdf"]
    await shown.press("enter")
    assert shown.record.screen.focused is shown.pane
    assert "named “PROP” 1 file" in shown.record.text("files")
    await shown.press("slash", "escape")
    assert len(shown.names) == 2
    await shown.press("slash", *"nothing such")
    assert shown.names == []


async def test_escape_ends_a_kept_search_before_it_leaves_the_record(shown: Files) -> None:
    await shown.press("slash", *"prop", "enter", "escape")
    assert shown.record.top is shown.record.screen
    assert len(shown.names) == 2
    assert "named" not in shown.record.text("files")
    await shown.press("escape")
    assert shown.record.top is not shown.record.screen


# Folders


async def test_a_linked_folder_is_listed_beside_the_attached_files(shown: Files, home: Path) -> None:
    await shown.press("J")
    assert isinstance(shown.record.top, LinkFolder)
    await shown.type("~/Si")
    await shown.press("tab", "enter")
    assert shown.record.toasts[-1] == f"✓ Site plans is linked to {WAREHOUSE}   u undo"
    assert shown.record.titles()[-1] == f"Link folder Site plans to {WAREHOUSE}"
    assert shown.names[2:] == ["~/Site plans", "plan 1.pdf", "plan 2.pdf", "plan 3.pdf"]
    assert shown.pane.count == 2, "the attached ones; the line of the folder tells its own"
    assert "Files 2" in "\n".join(shown.record.lines())
    assert "13 Nov 2025" in shown.record.text("files")
    await shown.press("G", "d")
    assert shown.record.toasts[-1] == "! not now: it lies in a linked folder; delete it there"
    shown.pane.select("folder:0")
    await shown.press("E")
    assert shown.record.toasts[-1] == "! not now: a folder is no file"
    await shown.press("d", "y")
    assert "~/Site plans" not in shown.names
    assert shown.record.toasts[-1] == f"✓ Site plans is unlinked from {WAREHOUSE}   u undo"
    assert shown.record.titles()[-1] == f"Unlink folder Site plans from {WAREHOUSE}"
    await shown.press("u")
    assert shown.names[2:] == ["~/Site plans", "plan 1.pdf", "plan 2.pdf", "plan 3.pdf"]
    assert (home / "Site plans" / "plan 1.pdf").exists()


def test_a_long_path_keeps_its_last_part() -> None:
    folder = Folder(Path("/media/sales/files/of/the/customer/Drawings"), None, "this opportunity")
    gone = FolderContent((), "it is not there any more")
    assert folder_line(folder, gone, 0, 60)[0].left[0][0] == "…/Drawings"
    assert folder_line(folder, gone, 0, 120)[0].left[0][0] == str(folder.path)


async def test_the_folder_of_the_account_is_made_in_the_root(shown: Files, home: Path) -> None:
    root = home / "Customers"
    root.mkdir()
    await shown.record.app.run_action("app.folder_root")
    await shown.record.settle()
    assert isinstance(shown.record.top, FolderRoot)
    await shown.take("~/Customers")
    assert shown.record.toasts[-1].startswith("✓ Folders of the accounts are looked for in ~/Customers")
    await shown.press("J")
    assert shown.dialog.box.value == "~/Customers/Northwind Foods"
    await shown.press("enter")
    assert isinstance(shown.record.top, Confirm)
    await shown.press("y")
    assert (root / "Northwind Foods").is_dir()
    assert shown.record.toasts[-1] == "✓ Northwind Foods is linked to Northwind Foods   u undo"
    (root / "Northwind Foods" / "nda.pdf").write_text("nda")
    await shown.press("f5")
    assert shown.names[2:] == ["~/Customers/Northwind Foods", "nda.pdf"]
    await shown.record.app.run_action("app.folder_root")
    await shown.record.settle()
    await shown.take("")
    with shown.record.desk.store.session() as session:
        assert linked_folders.root(session) is None


async def test_a_folder_that_vanished_is_told(shown: Files, home: Path) -> None:
    folder = home / "Site plans"
    with shown.record.desk.store.command("Link", shown.record.desk.user.id) as session:
        linked_folders.link(session, "opportunity", shown.record.screen.record_id, folder)
    folder.rename(home / "moved")
    await shown.press("f5")
    assert "! not there: it was moved or deleted" in shown.record.text("files")
    assert shown.pane.count == 2
    await shown.press("J")
    await shown.take("~/nowhere/at all")
    assert "is not there" in shown.dialog.hint.text


async def test_ten_thousand_files_are_listed_and_searched(shown: Files, home: Path) -> None:
    folder = home / "many"
    folder.mkdir()
    for number in range(10_000):
        (folder / f"file {number:05}.txt").touch()
    with shown.record.desk.store.command("Link", shown.record.desk.user.id) as session:
        linked_folders.link(session, "opportunity", shown.record.screen.record_id, folder)
    await shown.record.settle()
    assert len(shown.names) == 2 + 1 + 10_000
    await shown.press("G")
    assert shown.pane.current is not None
    assert shown.pane.current.id == "0/file 09999.txt"
    assert "file 09999.txt" in shown.record.text("files")
    await shown.press("slash", *"0042")
    assert len(shown.names) == 1 + 11
    assert "11 files" in shown.record.text("files")
    assert shown.pane.current.id == "0/file 00042.txt", "not the folder"


async def test_hostile_names_are_shown_as_they_are_and_saved_safely(desk: Desk, home: Path) -> None:
    ids = tell(desk)
    names = [name for name in HOSTILE if name.strip() and "\ud800" not in name and "\0" not in name]
    with desk.store.command("Attach", desk.user.id) as session:
        for name in [*names, "../../etc/passwd"]:
            sha256 = file_store.keep(file_store.folder(desk.store.path), name.encode())
            stored = StoredFile(sha256, 1, name[:255], None)
            made = files.attach_to(session, desk.user.id, "opportunity", ids[LAST], stored)
            made.created_on = clock.now() + timedelta(seconds=len(names))
    async with opened(desk, ids, LAST, size=(80, 24)) as record:
        shown = Files(record)
        record.screen.show_tab("files")
        await record.settle()
        assert shown.pane.count == len(names) + 1
        for _ in range(len(names) + 1):
            await record.press("j")
            record.lines()
        store = file_store.folder(desk.store.path)
        with desk.store.session() as reading:
            found = files.files_of(reading, "opportunity", ids[LAST], store)
        for file in found:
            copy = system_open.copy_to_read(file_store.place(store, file.sha256), file.sha256, file.name)
            assert copy.parent.name == file.sha256[:16]


async def test_an_account_shows_the_files_of_its_opportunities_too(desk: Desk, home: Path) -> None:
    ids = related.tell(desk)
    with desk.store.command("Attach", desk.user.id) as session:
        deal = next(iter(session.exec(select(Opportunity).where(Opportunity.account_id == ids["Contoso"]))))
        stored = file_store.put(file_store.folder(desk.store.path), home / "notes.txt")
        files.attach_to(session, desk.user.id, "opportunity", deal.id, stored)
    async with related.opened(desk, "account", ids["Contoso"]) as record:
        record.screen.show_tab("files")
        await record.settle()
        shown = Files(record)
        assert shown.names == ["notes.txt"]
        await shown.press("n")
        await shown.take("~/Site plans/plan 1.pdf")
        assert shown.names == ["plan 1.pdf", "notes.txt"]
        assert record.toasts[-1] == "✓ plan 1.pdf is attached   u undo"
        await shown.press("J")
        await shown.take("~/Site plans")
        assert record.toasts[-1] == "✓ Site plans is linked to Contoso   u undo"
        assert shown.pane.count == 2
        await shown.press("d")
        assert isinstance(record.top, Confirm)
    async with related.opened(desk, "contact", ids["Ana Silva"]) as record:
        record.screen.show_tab("files")
        await record.settle()
        assert "~/Site plans" in Files(record).names


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize(
    "keys", [(), ("slash", "p"), ("n", "S", "enter"), ("d",)], ids=["pane", "search", "attach", "remove"]
)
def test_the_look(
    desk: Desk, home: Path, size: tuple[int, int], keys: tuple[str, ...], snap_compare: Callable[..., bool]
) -> None:
    ids = tell(desk)
    with desk.store.command("Link", desk.user.id) as session:
        linked_folders.link(session, "opportunity", ids[WAREHOUSE], home / "Site plans")

    async def run(pilot: Pilot[Any]) -> None:
        screen = OpportunityScreen(desk, ids[WAREHOUSE])
        await pilot.app.push_screen(screen)
        await idle(pilot)
        screen.show_tab("files")
        await idle(pilot)
        for key in keys:
            await pilot.press(key)
            await idle(pilot)

    assert snap_compare(SalesApp(desk, {"opportunities": Stand}), terminal_size=size, run_before=run)
