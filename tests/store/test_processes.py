"""Several programs on one file, programs that are killed, disks that are full."""

import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from salestui.store import connection as files
from salestui.store import errors
from salestui.store.check import check
from salestui.store.database import Store
from tests.store.making import account, journal, mina

WRITER = """
import sys
from salestui.models.customers import Account
from salestui.lifecycle.users import signed_in
from salestui.store.database import Store
store = Store.open(sys.argv[1])
me = signed_in(store, "mina").id
name, count = sys.argv[2], int(sys.argv[3])
for number in range(count):
    with store.command(f"Make {name}{number}", me) as session:
        session.add_all([Account(name=f"{name}{number}", owner_user_id=me),
                         Account(name=f"{name}{number} branch", owner_user_id=me)])
    print(f"{name}{number}", flush=True)
"""


def write(path: Path, name: str, count: int) -> subprocess.Popen[str]:
    """A process that makes accounts by pairs, and prints each pair that is confirmed."""
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), name, str(count)], stdout=subprocess.PIPE, text=True
    )


def sound(path: Path) -> bool:
    return not any(checked.problems for checked in check(path))


def test_what_was_confirmed_survives_a_kill_at_any_moment(store: Store) -> None:
    chance = random.Random(3)
    confirmed: list[str] = []
    for round_ in range(6):
        writer = write(store.path, f"r{round_}-", 100_000)
        assert writer.stdout is not None
        confirmed.append(writer.stdout.readline().strip())
        time.sleep(chance.uniform(0, 0.05))
        writer.send_signal(signal.SIGKILL)
        confirmed += writer.stdout.read().split()
        writer.wait()
    names = [name for (name,) in store.reader.execute("SELECT name FROM account")]
    assert set(confirmed) <= set(names)
    assert len(names) == len(set(names)), "none was written twice"
    assert {name for name in names if not name.endswith("branch")} == {
        name.removesuffix(" branch") for name in names if name.endswith("branch")
    }, "a command is there as a whole or not at all"
    assert sound(store.path)


def test_two_programs_that_write_at_once(store: Store) -> None:
    writers = [write(store.path, name, 40) for name in "ab"]
    assert [writer.wait() for writer in writers] == [0, 0]
    assert store.reader.execute("SELECT count(*) FROM account").fetchone() == (160,)
    assert store.changed_elsewhere()
    assert sound(store.path)
    for writer in writers:
        assert writer.stdout is not None
        writer.stdout.close()


def test_a_command_waits_for_the_other_one_and_then_gives_up(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "BUSY_SECONDS", 0.2)
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE system_user SET job_title = 'x'")
        with pytest.raises(errors.Locked, match="Nothing was changed"), store.command("Make") as session:
            account(session)
        assert store.reader.execute("SELECT count(*) FROM account").fetchone() == (0,), "reading goes on"
        other.execute("COMMIT")
    with store.command("Make", mina(store)) as session:
        account(session)
    assert len(journal(store, "Make")) == 1


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 6 MiB, when we may mount one."""
    mounted = tmp_path / "disk"
    mounted.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(mounted)], capture_output=True
    )
    if done.returncode:
        pytest.skip("needs the right to mount a small disk")
    yield mounted
    subprocess.run(["umount", "-l", str(mounted)], check=True)


def test_a_full_disk_takes_back_the_command_and_no_more(small_disk: Path) -> None:
    path = small_disk / "sales.db"
    with Store.open(path) as store:
        me = mina(store)
        with store.command("Make", me) as session:
            account(session, "Kept")
        full = small_disk / "filler"
        with full.open("wb", buffering=0) as file, pytest.raises(OSError, match="No space"):
            while True:
                file.write(b"x" * 4096)
        with pytest.raises(errors.DiskFull, match="Nothing was changed"), store.command("Big", me) as session:
            for number in range(2000):
                account(session, f"{number} " + "x" * 100, description="y" * 2000)
        assert store.reader.execute("SELECT name FROM account").fetchall() == [("Kept",)]
        full.unlink()
        with store.command("Again", me) as session:
            account(session, "After")
    assert sound(path)
    assert [left.name for left in small_disk.iterdir()] == ["sales.db"]


def test_no_room_for_another_page(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    connect = files.connect

    def narrow(path: Path, **options: bool) -> sqlite3.Connection:
        connection = connect(path, **options)
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")
        return connection

    monkeypatch.setattr(files, "connect", narrow)
    with pytest.raises(errors.DiskFull), store.command("Big", mina(store)) as session:
        for number in range(500):
            account(session, f"{number}", description="y" * 2000)
    assert store.reader.execute("SELECT count(*) FROM account").fetchone() == (0,)
