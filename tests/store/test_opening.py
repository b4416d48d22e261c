"""A file that can't be opened says why and what to do, and keeps every byte."""

import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from salestui.home import NoSuchHome
from salestui.lifecycle.users import signed_in
from salestui.store import connection as files
from salestui.store import errors
from salestui.store.database import Store


def listed(folder: Path) -> list[str]:
    """The names in a folder."""
    return sorted(path.name for path in folder.iterdir())


def state(path: Path) -> tuple[bytes, int, list[str]]:
    """What must not change: the bytes, the time, and what lies in the folder."""
    return path.read_bytes(), path.stat().st_mtime_ns, listed(path.parent)


@pytest.fixture
def ours(store: Store) -> Path:
    """A closed file of ours."""
    store.close()
    return store.path


def refused(path: Path, error: type[errors.StoreError], *words: str) -> None:
    before = state(path)
    with pytest.raises(error) as caught:
        Store.open(path)
    for word in (str(path), *words):
        assert word in str(caught.value)
    assert state(path) == before


def test_a_text_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Dear diary, " * 100)
    refused(path, errors.NotADatabase, "not a SQLite file", "--db")


def test_a_database_of_another_program(tmp_path: Path) -> None:
    path = tmp_path / "browser.sqlite"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE bookmarks (url TEXT)")
        other.commit()
    refused(path, errors.NotOurs, "another program", "--db")


def test_a_file_from_the_future(ours: Path) -> None:
    with closing(sqlite3.connect(ours)) as future:
        future.execute("PRAGMA user_version = 999")
    refused(ours, errors.NewerThanUs, "schema 999", "Update salestui")


def test_a_future_that_still_lies_in_the_wal(ours: Path) -> None:
    with closing(sqlite3.connect(ours, isolation_level=None)) as future:
        future.execute("PRAGMA user_version = 999")
        assert files.look(ours) == files.SCHEMA_VERSION, "the header does not show it yet"
        with pytest.raises(errors.NewerThanUs):
            Store.open(ours)


def test_a_file_cut_off(ours: Path) -> None:
    os.truncate(ours, ours.stat().st_size // 2)
    refused(ours, errors.Damaged, "cut off", "backup")


def test_a_file_cut_off_in_its_header(ours: Path) -> None:
    os.truncate(ours, 40)
    refused(ours, errors.Damaged, "header")


def test_broken_pages_are_named(ours: Path) -> None:
    with ours.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (ours.stat().st_size - 8192))
    with pytest.raises(errors.Damaged, match="backup"):
        signed_in(Store.open(ours), "mina")


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(errors.CannotOpen, match="it is a folder"):
        Store.open(tmp_path)


def test_a_device() -> None:
    with pytest.raises(errors.NotADatabase):
        Store.open("/dev/null")


def test_a_file_where_a_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(errors.CannotOpen):
        Store.open(tmp_path / "data" / "sales.db")
    assert (tmp_path / "data").read_text() == ""


def test_missing_folders_are_made_and_the_file_is_private(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b c" / "100%#?.db"
    with Store.open(path) as store:
        assert store.path == path
        store.reader.execute("SELECT * FROM opportunity")
    assert path.stat().st_mode & 0o777 == 0o600
    assert listed(path.parent) == [path.name]


def test_an_empty_file_becomes_one_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch(mode=0o600)
    Store.open(path).close()
    assert files.look(path) == files.SCHEMA_VERSION


def test_the_default_file(isolated: Path) -> None:
    with Store.open() as store:
        assert store.path == isolated / "salestui" / "salestui.db"


# Everything is imported while the files of the interpreter can still be read.
AS_NOBODY = """
import os, sys
import salestui.store.migrate
from salestui.store.database import Store
from salestui.store.errors import StoreError
os.setgid(65534); os.setuid(65534)
try:
    Store.open(sys.argv[1])
except StoreError as error:
    print(type(error).__name__, error)
"""


def opened_by_nobody(path: Path) -> str:
    if os.geteuid() != 0:
        pytest.skip("needs root to become somebody else")
    done = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, str(path)], capture_output=True, text=True, check=True
    )
    return done.stdout


def let_through(folder: Path) -> None:
    """Let anybody pass the folders of the tests, which pytest keeps for itself."""
    temporary = Path(tempfile.gettempdir())
    for passed in (folder, *folder.parents):
        if temporary in passed.parents and passed.stat().st_mode & 0o7777 == 0o700:
            passed.chmod(0o755)


def test_a_read_only_file(ours: Path, tmp_path: Path) -> None:
    let_through(tmp_path)
    ours.chmod(0o444)
    before = state(ours)
    assert opened_by_nobody(ours).startswith(f"ReadOnly {ours}: the file is read-only")
    assert state(ours) == before


def test_a_read_only_folder(ours: Path, tmp_path: Path) -> None:
    let_through(tmp_path)
    ours.chmod(0o666)
    before = state(ours)
    assert opened_by_nobody(ours).startswith(f"ReadOnly {ours.parent}: the folder is read-only")
    assert state(ours) == before


def test_a_new_file_in_a_read_only_folder(tmp_path: Path) -> None:
    let_through(tmp_path)
    assert opened_by_nobody(tmp_path / "new.db").startswith("ReadOnly")
    assert listed(tmp_path) == []


def test_an_unreadable_file(ours: Path, tmp_path: Path) -> None:
    let_through(tmp_path)
    ours.chmod(0o000)
    assert "Permission denied" in opened_by_nobody(ours)


def test_a_file_that_another_program_keeps_for_itself(ours: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(ours, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        other.execute("UPDATE system_user SET job_title = 'x'")
        with pytest.raises(errors.Locked, match="locked by another program"):
            Store.open(ours)


def test_two_that_make_the_same_file_at_once(tmp_path: Path) -> None:
    path = tmp_path / "new" / "sales.db"
    code = "import sys; from salestui.store.database import Store; Store.open(sys.argv[1]).close()"
    started = [subprocess.Popen([sys.executable, "-c", code, str(path)]) for _ in range(3)]
    assert [process.wait() for process in started] == [0, 0, 0]
    assert listed(path.parent) == ["sales.db"]


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path) -> None:
    mounted = tmp_path / "disk"
    mounted.mkdir()
    mount = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(mounted)], capture_output=True
    )
    if mount.returncode:
        pytest.skip("needs the right to mount a small disk")
    try:
        with pytest.raises(errors.DiskFull, match="disk is full"):
            Store.open(mounted / "sales.db")
        assert listed(mounted) == []
    finally:
        subprocess.run(["umount", str(mounted)], check=True)


def test_opening_imports_nothing_heavy(ours: Path) -> None:
    code = (
        "import sys; from salestui.store.database import Store\n"
        "from salestui.lifecycle.users import signed_in\n"
        "store = Store.open(sys.argv[1]); signed_in(store, 'mina')\n"
        "print([name for name in ('sqlalchemy', 'sqlmodel', 'pydantic', 'alembic', 'platformdirs')"
        " if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(ours)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_home_of_nobody_is_told() -> None:
    with pytest.raises(NoSuchHome, match="there is no home folder ~nobody-here"):
        Store.open("~nobody-here/a.db")
