"""A backup is whole, verified, and never takes the place of something."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from salestui.store import errors
from salestui.store.backup import BackupExists, backup
from salestui.store.database import Store
from tests.store.making import account, dump, mina


def test_a_backup_holds_what_is_committed_while_the_file_is_in_use(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "new folder" / "copy.db"
    with store.command("Make", mina(store)) as session:
        account(session, "Kept")
    with store.command("Going on", mina(store)) as session:
        account(session, "Not yet")
        session.flush()
        size = backup(store.path, target)
    assert size == target.stat().st_size
    assert [path.name for path in target.parent.iterdir()] == ["copy.db"]
    assert target.stat().st_mode & 0o777 == 0o600
    with Store.open(target) as copy:
        assert copy.reader.execute("SELECT name FROM account").fetchall() == [("Kept",)]
        with copy.command("Go on", mina(copy)) as session:
            account(session, "New")


def test_nothing_is_replaced_unless_told(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_text("precious")
    with pytest.raises(BackupExists, match="--overwrite"):
        backup(store.path, target)
    assert target.read_text() == "precious"
    backup(store.path, target, overwrite=True)
    assert dump(target) == dump(store.path)


def test_never_onto_itself(store: Store) -> None:
    with pytest.raises(BackupExists, match="is the file itself"):
        backup(store.path, store.path, overwrite=True)


def test_a_folder_is_no_target(store: Store, tmp_path: Path) -> None:
    with pytest.raises(errors.CannotOpen, match="it is a folder"):
        backup(store.path, tmp_path, overwrite=True)


def test_a_damaged_file_gives_no_backup(store: Store, tmp_path: Path) -> None:
    with store.command("Make", mina(store)) as session:
        for number in range(50):
            account(session, f"Account {number}", description="x" * 2000)
    store.close()
    with closing(sqlite3.connect(store.path, isolation_level=None)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'account'").fetchone()
    with store.path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\x00" * 4096)
    target = tmp_path / "copy.db"
    with pytest.raises(errors.Damaged):
        backup(store.path, target)
    assert [path.name for path in tmp_path.iterdir()] == ["test.db"]
