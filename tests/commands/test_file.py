"""`salestui info`, `backup` and `check`, and what is said about files that can't be used."""

import io
import os
import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from salestui import __version__
from salestui.commands import demonstration
from salestui.store import connection, migrate
from salestui.store.connection import APPLICATION_ID
from salestui.store.database import Store
from tests.commands.conftest import Ran, Run

COMMANDS = (
    ("list",),
    ("views",),
    ("show", "x"),
    ("info",),
    ("backup", "copy.db"),
    ("check",),
    ("import", "accounts", "accounts.csv"),
)


def test_info_says_where_and_how_much(run: Run, demo_file: Path, isolated: Path) -> None:
    told = run("info", "--db", demo_file, "--format", "json").json
    assert told["version"] == __version__
    assert told["file"] == str(demo_file)
    assert told["file_bytes"] == demo_file.stat().st_size
    assert told["attachments"] == str(demo_file.with_suffix(".files"))
    assert told["settings"] == str(isolated / "config.toml")
    assert told["state"] == str(isolated / "state")
    assert (told["records_opportunity"], told["records_account"]) == (80, 20)
    assert f"file                            {demo_file}\n" in run("info", "--db", demo_file).out


def test_unused_files_are_deleted_after_a_yes(
    run: Run, demo_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = demo_file.with_suffix(".files")
    assert "nothing to delete" in run("clean-files", "--db", demo_file).err
    wasted = folder / "ab" / ("ab" * 32)
    wasted.parent.mkdir(exist_ok=True)
    wasted.write_text("wasted")
    os.utime(wasted, (0, 0))
    before = len(list(folder.glob("??/*")))
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    assert run("clean-files", "--db", demo_file).code == 1
    assert wasted.exists()
    ran = run("clean-files", "--db", demo_file, "--yes")
    assert (ran.code, ran.out) == (0, "")
    assert "1 file deleted, 6 B" in ran.err
    assert len(list(folder.glob("??/*"))) == before - 1


def test_files_of_another_database_are_not_deleted(run: Run, demo_file: Path, tmp_path: Path) -> None:
    """As by cleaning for a young database beside an old one of the same stem."""
    folder = demo_file.with_suffix(".files")
    for path in folder.glob("??/*"):
        os.utime(path, (0, 0))
    before = sorted(folder.glob("??/*"))
    young = demo_file.with_suffix(".sqlite")
    Store.open(young).close()
    ran = run("clean-files", "--yes", "--db", young)
    assert (ran.code, ran.out) == (1, "")
    assert f"{folder} belongs to demo.db and demo.sqlite" in ran.err
    assert sorted(folder.glob("??/*")) == before


@pytest.mark.parametrize(
    "line",
    [
        ("info", "--db", "~nobody-here/a.db"),
        ("demo", "--db", "~nobody-here/a.db"),
        ("backup", "--db", "{db}", "~nobody-here/a.db"),
        ("export", "contacts", "--db", "{db}", "~nobody-here/a.vcf"),
        ("import", "contacts", "~nobody-here/a.vcf"),
    ],
)
def test_the_home_of_nobody_is_told(run: Run, demo_file: Path, line: tuple[str, ...]) -> None:
    ran = run(*(one.format(db=demo_file) for one in line))
    assert (ran.code, ran.out) == (2, "")
    assert "there is no home folder ~nobody-here" in ran.err


def test_default_file_is_made_with_its_folders(run: Run, isolated: Path, tmp_path: Path) -> None:
    accounts = tmp_path / "accounts.csv"
    accounts.write_text("name\nNew Co\n")
    assert run("import", "accounts", accounts).code == 0
    made = Path(run("info", "--format", "json").json["file"])
    assert made.is_relative_to(isolated)
    assert stat.S_IMODE(made.stat().st_mode) == 0o600


@pytest.mark.parametrize("line", [("info",), ("list",), ("brief", "Anything"), ("check",)])
def test_a_file_that_is_not_there_is_not_made(run: Run, tmp_path: Path, line: tuple[str, ...]) -> None:
    typo = tmp_path / "deel.db"
    ran = run(*line, "--db", typo)
    assert (ran.code, ran.out) == (2, "")
    assert f"there is no file {typo}" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_environment_names_the_file(run: Run, demo_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SALESTUI_DB", str(demo_file))
    assert run("info", "--format", "json").json["file"] == str(demo_file)


def test_db_stands_before_or_after_the_name(run: Run, demo_file: Path, tmp_path: Path) -> None:
    before = run("--db", demo_file, "info", "--format", "json")
    assert before.json["file"] == str(demo_file)
    both = run("--db", tmp_path / "other.db", "info", "--db", demo_file, "--format", "json")
    assert both.json["file"] == str(demo_file), "what is said last counts"
    assert not (tmp_path / "other.db").exists()


def test_user_stands_before_or_after_the_name(run: Run, demo_file: Path) -> None:
    before = run("--user", "vera", "list", "--db", demo_file, "--format", "json")
    after = run("list", "--db", demo_file, "--user", "vera", "--format", "json")
    assert before.out == after.out
    assert "Policy archive scanning" in before.out


def test_backup_is_a_whole_file(run: Run, demo_file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "deep" / "copy.db"
    ran = run("backup", copy, "--db", demo_file)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.splitlines()[0].endswith(", verified")
    assert ran.err.splitlines()[1].startswith(f"{copy.with_suffix('.files')}: 3 attached files, ")
    assert run("info", "--db", copy, "--format", "json").json["records_opportunity"] == 80
    again = run("backup", copy, "--db", demo_file)
    assert again.code == 2
    assert "--overwrite" in again.err
    assert run("backup", copy, "--db", demo_file, "--overwrite").code == 0
    assert run("check", "--db", copy).err == "nothing wrong\n"


def test_backup_says_where_the_attached_files_are(run: Run, demo_file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    ran = run("backup", copy, "--db", demo_file, "--without-files")
    assert (len(ran.err.splitlines()), copy.with_suffix(".files").exists()) == (1, False)
    assert "attached files" in run("check", "--db", copy).out
    beside = demo_file.with_suffix(".bak")
    ran = run("backup", beside, "--db", demo_file)
    assert ran.err.splitlines()[1] == (
        f"{demo_file.with_suffix('.files')}: belongs to both files, so the attached files were not copied"
    )


def test_check_finds_nothing(run: Run, demo_file: Path) -> None:
    ran = run("check", "--db", demo_file)
    assert (ran.code, ran.err) == (0, "nothing wrong\n")
    assert ran.out.splitlines()[1].split() == ["integrity", "ok"]


def test_check_finds_what_was_broken(run: Run, demo_file: Path) -> None:
    with closing(sqlite3.connect(demo_file)) as connection:
        connection.execute("UPDATE search_entry SET title = 'gone' WHERE rowid = 1")
        connection.execute("DELETE FROM contact WHERE rowid = 1")
        connection.commit()
    ran = run("check", "--db", demo_file, "--format", "json")
    assert ran.code == 1
    wrong = {row["check"] for row in ran.json if row["result"] != "ok"}
    assert {"references", "journal"} <= wrong
    assert ran.err.endswith("problems\n")


def _not_sqlite(path: Path) -> str:
    path.write_bytes(b"PK\x03\x04 a workbook" * 100)
    return "is not a SQLite file"


def _not_ours(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE t (x)")
        connection.commit()
    return "is a SQLite file of another program"


def _newer(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA user_version = 999")
        connection.execute("CREATE TABLE t (x)")
        connection.commit()
    return "was written by a newer salestui"


def _folder(path: Path) -> str:
    path.mkdir()
    return "it is a folder"


def _cut_off(path: Path) -> str:
    _newer(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 1")
    path.write_bytes(path.read_bytes()[:5000])
    return "is damaged"


@pytest.mark.parametrize("spoil", [_not_sqlite, _not_ours, _newer, _folder, _cut_off])
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_file_that_cannot_be_used(run: Run, tmp_path: Path, spoil: object, command: tuple[str, ...]) -> None:
    path = tmp_path / "file.db"
    words = spoil(path)
    before = path.read_bytes() if path.is_file() else None
    ran = run(*command, "--db", path)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"salestui: {path}")
    assert words in ran.err
    assert before is None or path.read_bytes() == before


def _break(path: Path) -> None:
    """The header stays fine, so that the file opens; what reads it meets the damage."""
    data = bytearray(path.read_bytes())
    data[4096 * 4 :] = b"\xff" * (len(data) - 4096 * 4)
    path.write_bytes(data)


def test_page_that_is_broken_is_told_when_it_is_read(run: Run, demo_file: Path) -> None:
    _break(demo_file)
    for command in (("list", "all", "--user", "mina"), ("views",), ("check",), ("info",), ("demo",)):
        ran: Ran = run(*command, "--db", demo_file)
        assert (ran.code, "Traceback" in ran.err) == (2, False), command
        assert ran.err.startswith(f"salestui: {demo_file} is damaged"), command


def test_damaged_demo_company_is_not_taken_for_the_own_file(run: Run, demo_file: Path) -> None:
    own = demonstration.default_path()
    own.parent.mkdir(parents=True)
    shutil.copyfile(demo_file, own)
    _break(own)
    ran = run("demo")
    assert ran.code == 2
    assert ran.err.startswith(f"salestui: {own} is damaged")


def _can_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """Terminals on both ends, and a program that ends at once."""
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setattr("gc.disable", lambda: None)
    monkeypatch.setattr("salestui.commands.hangup.end_with_the_terminal", lambda: None)
    monkeypatch.setattr("textual.app.App.run", lambda app: None)


def test_the_program_tells_of_damage_that_it_meets_at_its_start(
    run: Run, demo_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _can_open(monkeypatch)
    _break(demo_file)
    ran = run("--db", demo_file)
    assert ran.code == 2
    assert ran.err.startswith(f"salestui: {demo_file} is damaged")


@pytest.mark.parametrize("command", [("list",), ("demo",), ()], ids=["a command", "demo", "the program"])
def test_a_user_who_is_not_there_is_told_alike(
    run: Run, demo_file: Path, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    _can_open(monkeypatch)
    ran = run("--user", "Nobody\x1b[2J", *command, "--db", demo_file)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("salestui: No user of this file is called “Nobody�[2J”. ")


@pytest.mark.parametrize("command", [("info",), ("demo",), ()], ids=["a command", "demo", "the program"])
def test_migration_tells_where_the_file_is_as_it_was(
    run: Run, demo_file: Path, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a program of the next schema, whose only change is its number."""
    _can_open(monkeypatch)
    monkeypatch.setattr(connection, "SCHEMA_VERSION", 2)
    monkeypatch.setattr(migrate, "_run", lambda opened: opened.execute("PRAGMA user_version = 2"))
    ran = run(*command, "--db", demo_file)
    kept = demo_file.with_name("demo-schema-1-2026-11-23.db")
    told = f"salestui: {demo_file} was brought up to date; as it was before, it is in {kept}\n"
    assert (ran.code, ran.err) == (0, told)
    assert kept.exists()
    assert run(*command, "--db", demo_file).err == "", "once is enough"


def test_settings_that_cannot_be_used(run: Run, demo_file: Path, isolated: Path) -> None:
    (isolated / "config.toml").write_text('them = "dark"\n')
    ran = run("list", "--db", demo_file)
    assert (ran.code, ran.out) == (2, "")
    assert 'config.toml: "them" is not a setting; the nearest is "theme".' in ran.err
