"""The store of files as a whole: what is missing in it, what nothing needs, its copy."""

import os
import re
from pathlib import Path
from uuid import UUID

import pytest

from salestui.lifecycle import file_care, file_store, files, history
from salestui.models.customers import Contact
from salestui.models.notes import Attachment
from salestui.store.backup import backup
from salestui.store.database import Store
from tests.lifecycle.making import Maker


def put(store: Path, folder: Path, name: str) -> file_store.StoredFile:
    path = folder / name
    path.write_text(f"content of {name}")
    return file_store.put(store, path)


def test_missing_and_cut_off_files_are_named(store: Store, mina: UUID, tmp_path: Path) -> None:
    folder = file_store.folder(store.path)
    plan, deck, photo = (put(folder, tmp_path, name) for name in ("plan.pdf", "deck.pdf", "photo.gif"))
    with store.command("Make", mina) as session:
        make = Maker(session, mina)
        deal = make.deal()
        files.attach_to(session, mina, "opportunity", deal.id, plan)
        files.attach(session, deck, note_id=make.note(deal, "See it", title="Design").id)
        make.contact("Ann", photo_sha256=photo.sha256)
    assert list(file_care.problems(store.reader, folder)) == []
    file_store.place(folder, plan.sha256).unlink()
    os.truncate(file_store.place(folder, deck.sha256), 3)
    file_store.place(folder, photo.sha256).unlink()
    assert list(file_care.problems(store.reader, folder)) == [
        f"the attached file plan.pdf is missing in {folder}",
        "the attached file deck.pdf of “Design” has 3 bytes instead of 19",
        f"the photo of Ann is missing in {folder}",
    ]


def test_what_undo_may_bring_back_is_needed(store: Store, mina: UUID, tmp_path: Path) -> None:
    folder = file_store.folder(store.path)
    assert file_care.stored(store.reader, folder) == file_care.Stored(0, 0, 0, 0)
    plan, old, new, given_up = (put(folder, tmp_path, name) for name in ("plan", "old", "new", "given up"))
    with store.command("Make", mina) as session:
        deal = Maker(session, mina).deal()
        contact = Maker(session, mina).contact("Ann", photo_sha256=old.sha256)
        attachment = files.attach_to(session, mina, "opportunity", deal.id, plan)
    with store.command("Change", mina) as session:
        session.get_one(Contact, contact.id).photo_sha256 = new.sha256
        files.remove(session, session.get_one(Attachment, attachment.id))
    os.utime(file_store.place(folder, given_up.sha256), (0, 0))
    found = file_care.stored(store.reader, folder)
    assert (found.files, found.unused, found.unused_bytes) == (4, 1, given_up.size_bytes)
    history.undo(store, mina)
    assert list(file_care.problems(store.reader, folder)) == []


def test_what_neither_undo_nor_redo_brings_back_is_unused(store: Store, mina: UUID, tmp_path: Path) -> None:
    folder = file_store.folder(store.path)
    with store.command("Make", mina) as session:
        deal = Maker(session, mina).deal()
    plan, given_up = put(folder, tmp_path, "plan"), put(folder, tmp_path, "given up")
    with store.command("Attach", mina) as session:
        files.attach_to(session, mina, "opportunity", deal.id, plan)
    history.undo(store, mina)
    assert file_care.unused(store.reader, folder) == {}, "somebody may be writing what it is for"
    assert file_care.stored(store.reader, folder).unused == 0
    old = (0, 0)
    for one in (plan, given_up):
        os.utime(file_store.place(folder, one.sha256), old)
    rest = folder / f"{file_store.UNFINISHED}x"
    rest.write_text("half of it")
    os.utime(rest, old)
    wasted = file_store.place(folder, given_up.sha256)
    assert list(file_care.unused(store.reader, folder)) == [wasted, rest], "redo needs the plan"
    with store.command("Something else", mina) as session:
        Maker(session, mina).note(deal, "Hi")
    found = file_care.unused(store.reader, folder)
    assert set(found) == {wasted, rest, file_store.place(folder, plan.sha256)}
    put(folder, tmp_path, "given up")
    found = file_care.unused(store.reader, folder)
    assert wasted not in found, "it was chosen again"
    told = file_care.stored(store.reader, folder)
    assert (told.unused, told.unused_bytes) == (len(found), sum(found.values()))
    assert file_care.remove_unused(store.reader, folder) == (2, plan.size_bytes + len("half of it"))
    assert [path.name for path in folder.glob("??/*")] == [given_up.sha256]


def test_a_folder_of_several_databases_is_not_cleaned(store: Store, mina: UUID, tmp_path: Path) -> None:
    folder = file_store.folder(store.path)
    wasted = file_store.place(folder, put(folder, tmp_path, "given up").sha256)
    os.utime(wasted, (0, 0))
    copy = store.path.with_suffix(".bak")
    backup(store.path, copy)
    for clean in (file_care.unused, file_care.remove_unused):
        with pytest.raises(file_care.FolderShared, match=re.escape("test.bak and test.db")):
            clean(store.reader, folder)
    assert wasted.exists()
    assert file_care.stored(store.reader, folder).unused == 0
    copy.write_text("no database")
    store.path.with_name("test.db-old.db").write_bytes(store.path.read_bytes())
    assert list(file_care.unused(store.reader, folder)) == [wasted]


def test_files_that_vanish_or_are_chosen_again_are_passed_over(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = file_store.folder(store.path)
    paths = [file_store.place(folder, put(folder, tmp_path, name).sha256) for name in ("a", "b", "c")]
    for path in paths:
        os.utime(path, (0, 0))
    first, again, gone = sorted(paths)
    (folder / f"{file_store.UNFINISHED}gone").symlink_to(folder / "nowhere")
    assert file_care.stored(store.reader, folder).unused == 3
    delete = file_store.delete

    def meanwhile(path: Path) -> None:
        delete(path)
        again.touch()
        gone.unlink()

    monkeypatch.setattr(file_store, "delete", meanwhile)
    assert file_care.remove_unused(store.reader, folder) == (1, len("content of a"))
    assert [path.exists() for path in (first, again, gone)] == [False, True, False]


def test_a_copy_takes_only_what_is_not_there(tmp_path: Path) -> None:
    source, target = tmp_path / "a.files", tmp_path / "b.files"
    plan = put(source, tmp_path, "plan")
    (source / ".unfinished-x").write_text("no file of it")
    assert file_care.copy_all(source, target) == (1, plan.size_bytes)
    there = file_store.place(target, plan.sha256)
    before = there.stat().st_ino
    put(source, tmp_path, "deck")
    assert file_care.copy_all(source, target)[0] == 2
    assert there.stat().st_ino == before
    assert sorted(path.name for path in target.iterdir()) == sorted(path.name for path in source.glob("??"))
