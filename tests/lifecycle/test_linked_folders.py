"""Folders of opportunities and accounts: linked, found and made in the root, and what lies in them."""

import os
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import Session, select

from salestui.lifecycle import folder_files, history, linked_folders
from salestui.lifecycle.folder_files import FolderContent
from salestui.lifecycle.linked_folders import FolderRefused, NoSuchFolder
from salestui.lifecycle.refs import RecordRef
from salestui.lifecycle.safe_names import safe_name
from salestui.lifecycle.shapes import Folder
from salestui.models.notes import LinkedFolder
from salestui.progress import Stopped
from salestui.store.database import Store
from tests.hostile import HOSTILE
from tests.lifecycle.conftest import as_nobody
from tests.lifecycle.making import Maker


@pytest.fixture
def drive(tmp_path: Path) -> Path:
    """A folder that a service synchronises."""
    drive = tmp_path / "OneDrive"
    drive.mkdir()
    return drive


def test_a_folder_is_linked_to_an_opportunity_once(session: Session, make: Maker, drive: Path) -> None:
    deal = make.deal()
    link = linked_folders.link(session, "opportunity", deal.id, drive)
    session.flush()
    assert linked_folders.folders_of(session, "opportunity", deal.id) == (
        Folder(drive, link.id, "this opportunity"),
    )
    with pytest.raises(FolderRefused, match="linked already"):
        linked_folders.link(session, "opportunity", deal.id, drive)
    linked_folders.unlink(session, link.id)
    linked_folders.unlink(session, link.id)
    session.flush()
    assert linked_folders.folders_of(session, "opportunity", deal.id) == ()
    assert drive.is_dir()


def test_what_is_no_folder_is_refused(session: Session, make: Maker, drive: Path) -> None:
    deal = make.deal()

    def link(path: Path) -> None:
        linked_folders.link(session, "opportunity", deal.id, path)

    file = drive / "a.txt"
    file.touch()
    with pytest.raises(FolderRefused, match=r"a\.txt is a file"):
        link(file)
    with pytest.raises(NoSuchFolder, match="is not there"):
        linked_folders.checked(Path("~nobody-here/plans"))
    with pytest.raises(NoSuchFolder, match="is not there"):
        link(drive / "nothing")
    with pytest.raises(NoSuchFolder, match="is not there"):
        link(drive / "nul\0l")
    with pytest.raises(FolderRefused, match="can't be used"):
        link(drive / ("x" * 300))
    with pytest.raises(FolderRefused):
        link(drive / "nothing" / "below")
    broken = drive / os.fsdecode(b"caf\xe9")
    broken.mkdir()
    with pytest.raises(FolderRefused, match="its name is no text"):
        link(broken)
    assert linked_folders.folders_of(session, "opportunity", deal.id) == ()


def test_a_folder_without_the_right_to_read_it(session: Session, make: Maker, public: Path) -> None:
    deal = make.deal()
    for path in (public / "closed", public / "closed" / "below"):
        path.mkdir()
    (public / "open.txt").touch()
    (public / "closed").chmod(0)
    with as_nobody():
        for path in (public / "closed", public / "closed" / "below"):
            with pytest.raises(FolderRefused, match="no right"):
                linked_folders.link(session, "opportunity", deal.id, path)
            assert folder_files.content(path) == FolderContent(
                (), "can't be read: ask its owner for the right to"
            )
        found = folder_files.content(public)
    assert (names(found), found.problem) == (["open.txt"], "1 folder in it can't be read")


def test_a_link_is_undone(store: Store, mina: UUID, drive: Path) -> None:
    with store.command("Make", mina) as session:
        deal = Maker(session, mina).deal()
    with store.command("Link OneDrive", mina) as session:
        linked_folders.link(session, "opportunity", deal.id, drive / "new", make=True)
    assert (drive / "new").is_dir()
    history.undo(store, mina)
    with store.session() as reading:
        assert linked_folders.folders_of(reading, "opportunity", deal.id) == ()
    assert (drive / "new").is_dir()


def test_the_root_holds_a_folder_per_account(session: Session, make: Maker, drive: Path) -> None:
    account = make.account("Northwind: Foods/Oslo")
    deal = make.deal(account=account.id)
    contact = make.contact(account_id=account.id)
    assert linked_folders.proposed(session, account) is None
    linked_folders.set_root(session, drive)
    session.flush()
    assert linked_folders.root(session) == drive
    wanted = drive / "Northwind_ Foods_Oslo"
    assert linked_folders.proposed(session, account) == wanted
    assert linked_folders.folders_of(session, "opportunity", deal.id) == ()
    link = linked_folders.link(session, "account", account.id, wanted, make=True)
    session.flush()
    found = (Folder(wanted, link.id, account.name),)
    for table, record_id in (("opportunity", deal.id), ("account", account.id), ("contact", contact.id)):
        assert linked_folders.folders_of(session, table, record_id) == found


def test_whose_a_folder_is_that_is_linked_from_a_record(session: Session, make: Maker, drive: Path) -> None:
    account = make.account()
    deal = RecordRef("opportunity", make.deal(account=account.id).id, "deal")
    ana = RecordRef("contact", make.contact(account_id=account.id).id, "Ana")
    other = drive / "other"
    of_account = ("account", account.id, account.name)
    assert linked_folders.proposed_for(session, deal) is None
    assert linked_folders.owner_of(session, deal, other) == ("opportunity", deal.id, "deal")
    linked_folders.set_root(session, drive)
    session.flush()
    proposed = linked_folders.proposed_for(session, deal)
    assert proposed == drive / account.name
    assert linked_folders.owner_of(session, deal, proposed) == of_account
    assert linked_folders.owner_of(session, deal, other) == ("opportunity", deal.id, "deal")
    assert linked_folders.owner_of(session, ana, other) == of_account
    alone = RecordRef("contact", make.contact("Lone").id, "Lone")
    assert linked_folders.proposed_for(session, alone) is None
    with pytest.raises(FolderRefused, match="Lone has no account"):
        linked_folders.owner_of(session, alone, other)


def test_a_folder_of_the_name_is_found_however_it_is_written(
    session: Session, make: Maker, drive: Path
) -> None:
    (drive / "CAFÉ nord").mkdir()
    account = make.account("Café Nord")
    linked_folders.set_root(session, drive)
    session.flush()
    [found] = linked_folders.folders_of(session, "account", account.id)
    assert (found.path, found.link_id) == (drive / "CAFÉ nord", None)
    assert linked_folders.proposed(session, account) == drive / "CAFÉ nord"


def test_the_folder_of_another_account_is_not_taken(session: Session, make: Maker, drive: Path) -> None:
    first, second = make.account("A/B"), make.account("A:B")
    linked_folders.set_root(session, drive)
    linked_folders.link(session, "account", first.id, drive / "A_B", make=True)
    session.flush()
    assert linked_folders.folders_of(session, "account", second.id) == ()
    assert linked_folders.proposed(session, second) == drive / "A_B (2)"


@pytest.mark.parametrize("names", [("Acme", "Acme"), ("ACME/Ltd.", "Acme:Ltd"), ("Ünal & Co", "ünal  & co.")])
def test_a_folder_that_could_be_of_two_accounts_is_of_none(
    session: Session, make: Maker, drive: Path, names: tuple[str, str]
) -> None:
    first, second = (make.account(name) for name in names)
    make.account("Acme Limited")
    name = safe_name(first.name)
    (drive / name).mkdir()
    linked_folders.set_root(session, drive)
    session.flush()
    for account in (first, second):
        assert linked_folders.folders_of(session, "account", account.id) == ()
    assert linked_folders.proposed(session, first) == drive / f"{name} (2)"
    linked_folders.link(session, "account", second.id, drive / "elsewhere", make=True)
    session.flush()
    assert linked_folders.proposed(session, first) == drive / name
    [found] = linked_folders.folders_of(session, "account", first.id)
    assert (found.path, found.link_id) == (drive / name, None)


def test_there_is_one_root(session: Session, drive: Path, tmp_path: Path) -> None:
    linked_folders.set_root(session, drive)
    session.flush()
    linked_folders.set_root(session, tmp_path)
    session.flush()
    assert linked_folders.root(session) == tmp_path
    with pytest.raises(NoSuchFolder):
        linked_folders.set_root(session, drive / "nothing")
    linked_folders.set_root(session, None)
    session.flush()
    assert linked_folders.root(session) is None
    linked_folders.set_root(session, None)


WAYS_OUT = (
    "..",
    ".",
    "../../etc",
    "..\\..\\x",
    "/etc/passwd",
    "C:\\x",
    "CON",
    "aux.txt",
    "~",
    "~$x",
    "x. . ",
)


def test_what_joins_an_emoji_stays_and_what_hides_in_a_word_does_not() -> None:
    assert safe_name("plan 👩‍🔧.pdf") == "plan 👩‍🔧.pdf"
    assert safe_name("flag 🏳️‍🌈.pdf") == "flag 🏳️‍🌈.pdf"
    assert safe_name("pay\u200dpal.pdf") == "pay_pal.pdf"


@pytest.mark.parametrize("name", [*HOSTILE, *WAYS_OUT, "ö" * 10_000, "x\0y", "\u202egpj.exe"])
def test_hostile_names_stay_in_the_root(session: Session, make: Maker, drive: Path, name: str) -> None:
    safe = safe_name(name)
    path = drive / safe
    path.mkdir()
    assert path.resolve().parent == drive.resolve()
    assert len(safe.encode()) <= 201
    assert not set(safe) & set('<>:"/\\|?*\0')
    assert safe.strip(". ") == safe
    account = make.account(name.encode(errors="replace").decode()[:160].replace("\0", "") or "x")
    linked_folders.set_root(session, drive)
    session.flush()
    proposed = linked_folders.proposed(session, account)
    assert proposed is not None
    assert proposed.parent == drive


def test_a_link_in_the_root_leads_nowhere_else(session: Session, make: Maker, drive: Path) -> None:
    elsewhere = drive.with_name("private")
    elsewhere.mkdir()
    (drive / "Acme").symlink_to(elsewhere)
    linked_folders.set_root(session, drive)
    session.flush()
    assert linked_folders.folders_of(session, "account", make.account("Acme").id) == ()


def test_one_root_stays_when_it_is_set_twice_in_a_row(session: Session, drive: Path) -> None:
    linked_folders.set_root(session, drive)
    session.flush()
    linked_folders.set_root(session, drive)
    session.flush()
    assert len(session.exec(select(LinkedFolder)).all()) == 1


# What lies in a folder


def names(content: FolderContent) -> list[str]:
    return [file.name for file in content.files]


def test_files_are_listed_with_their_way(drive: Path) -> None:
    (drive / "Contracts" / "old").mkdir(parents=True)
    for name in ("b.pdf", "A.txt", "Contracts/nda.docx", "Contracts/old/nda.docx"):
        (drive / name).write_text(name)
    for name in (".hidden", "~$b.docx", "Thumbs.db", "desktop.ini"):
        (drive / name).touch()
    (drive / "loop").symlink_to(drive)
    found = folder_files.content(drive)
    assert names(found) == ["A.txt", "b.pdf", "Contracts/nda.docx", "Contracts/old/nda.docx"]
    assert found.problem == ""
    assert (found.files[0].size_bytes, found.files[0].path) == (5, drive / "A.txt")
    assert found.files[0].modified_on.tzinfo is not None


def test_files_that_can_not_be_read_are_told(drive: Path) -> None:
    (drive / "a.txt").touch()
    (drive / "circle").symlink_to(drive / "circle")
    (drive / "nowhere").symlink_to(drive / "gone")
    found = folder_files.content(drive)
    told = "1 file in it can't be read, 1 link whose file is missing"
    assert (names(found), found.problem) == (["a.txt"], told)


def test_a_vanished_folder_is_told(drive: Path) -> None:
    drive.rmdir()
    found = folder_files.content(drive)
    assert found.files == ()
    assert found.problem.startswith("not there")


def test_whatever_the_disk_says_of_a_folder_is_told(drive: Path) -> None:
    found = folder_files.content(drive / ("x" * 10_000))
    assert found == FolderContent((), "can't be read: File name too long")


def test_depth_and_number_have_an_end(drive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = drive.joinpath(*(["d"] * (folder_files.DEEPEST + 1)))
    deep.mkdir(parents=True)
    (deep / "far.txt").touch()
    (deep.parent / "near.txt").touch()
    found = folder_files.content(drive)
    assert names(found) == ["d/" * folder_files.DEEPEST + "near.txt"]
    assert found.problem == "1 folder too deep to be listed"
    monkeypatch.setattr(folder_files, "MOST", 3)
    for number in range(5):
        (drive / f"{number}.txt").touch()
    found = folder_files.content(drive)
    assert len(found.files) == 3
    assert "only 3 files" in found.problem


def test_reading_stops_when_nobody_waits(drive: Path) -> None:
    with pytest.raises(Stopped):
        folder_files.content(drive, lambda: False)


def test_broken_names_and_times_are_shown(drive: Path) -> None:
    odd = drive / os.fsdecode(b"caf\xe9\n.txt")
    odd.touch()
    os.utime(odd, (-1e9, -1e9))
    [file] = folder_files.content(drive).files
    assert file.name == "caf?\n.txt"
    assert file.modified_on.year == 1970


def test_files_are_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    for name in ("file10.txt", "file2.txt", "File1.txt", "10.txt", "9.txt"):
        (tmp_path / name).touch()
    assert [file.name for file in folder_files.content(tmp_path).files] == [
        *("9.txt", "10.txt", "File1.txt", "file2.txt", "file10.txt"),
    ]
