"""`salestui import`: what it says, which code it ends with, and that it is all or nothing."""

import os
import pty
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from salestui.exchange.importable import table_names
from salestui.exchange.importing import import_files
from tests.commands.conftest import Run

HEADER = "name,city,number_of_employees\n"
GOOD = HEADER + "Marigold Mills,Bergen,12\nTeal & Sons,Zürich,40\n"
BAD = GOOD + "Third Ltd,Oslo,many\n"


@pytest.fixture
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A file without records; it is made once, for that takes most of a second."""
    path = tmp_path / "crm.db"
    shutil.copyfile(request.getfixturevalue("_new_file"), path)
    return path


def _csv(tmp_path: Path, text: str, name: str = "accounts.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def _accounts(run: Run, file: Path) -> int:
    told = run("info", "--db", file, "--format", "json").json
    return int(told.get("records_account", 0))


def test_words_go_to_stderr(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "not_there_yet.db"
    ran = run("import", "accounts", _csv(tmp_path, GOOD), "--db", file)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.splitlines()[-1] == "accounts: 2 created, 0 updated, 0 unchanged."
    assert _accounts(run, file) == 2


def test_dry_run_writes_nothing(run: Run, file: Path, tmp_path: Path) -> None:
    ran = run("import", "accounts", _csv(tmp_path, GOOD), "--db", file, "--dry-run")
    assert ran.code == 0
    assert ran.err.splitlines()[-1].startswith("Dry run, nothing was written. accounts: 2 created")
    assert _accounts(run, file) == 0


def test_bad_row_stops_it_all(run: Run, file: Path, tmp_path: Path) -> None:
    path = _csv(tmp_path, BAD)
    ran = run("import", "accounts", path, "--db", file)
    assert ran.code == 1
    assert f"{path}, line 4, number_of_employees `many`" in ran.err
    assert ran.err.splitlines()[-1] == "Nothing was written: of 3 rows, 1 bad."
    assert _accounts(run, file) == 0


def test_skip_bad_keeps_the_bad_rows(run: Run, file: Path, tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.csv"
    ran = run("import", "accounts", _csv(tmp_path, BAD), "--db", file, "--skip-bad", rejects)
    assert ran.code == 0
    assert _accounts(run, file) == 2
    header, row = rejects.read_text(encoding="utf-8").splitlines()
    assert header == "name,city,number_of_employees,reason"
    assert row.startswith("Third Ltd,Oslo,many,")


def test_near_misses_wait_for_a_word(run: Run, file: Path, tmp_path: Path) -> None:
    line = "account,sector,year_established,revenue,employees,office_location,subsidiary_of\n"
    path = _csv(tmp_path, f"{line}Bluefern Labs,technolgy,2011,9.95,41,Kenya,\n")
    asked = run("import", "accounts", path, "--map", "maven-accounts", "--db", file)
    assert asked.code == 1
    assert "sector `technolgy`, 1 row: `Technology`?" in asked.err
    assert _accounts(run, file) == 0
    taken = run("import", "accounts", path, "--map", "maven-accounts", "--db", file, "--accept-near")
    assert taken.code == 0
    assert _accounts(run, file) == 1


MAP = '[columns]\nname = "name"\n'


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (("accounts", "nothing.csv"), "there is no file nothing.csv"),
        (("accounts", "~nobody-here/a.csv"), "there is no home folder ~nobody-here"),
        (("accounts", "{csv}", "--map", "maven-acounts"), "did you mean maven-accounts?"),
        (("accounts", "{csv}", "--map", "./none.toml"), "there is no file ./none.toml"),
        (("accounts", "{csv}", "--map", ""), "there is no map ''"),
        (("accounts", "{csv}", "--map", "{csv}"), "this is not TOML"),
        (("accounts", "{csv}", "--map", "maven-products"), "this map is for products, not for accounts"),
        (("accounts", "{csv}", "--map", "maven-accounts"), "has no column `account`; the nearest is"),
        (
            ("accounts", "{csv}", "--map", "{unknown_field}"),
            "no field of accounts `citty`; the nearest is `city`",
        ),
        (("accounts", "{csv}", "--map", "{utf_8}"), "the nearest is `name`"),
        (("accounts", "{latin}", "--map", "{utf_8}"), "is not in utf-8: byte 0xFC in line 2"),
        (("accounts", "{empty}"), "is empty: it needs a line with the names of its columns"),
        (("accounts", "{header}"), "there is a header, but no row below it"),
        (("accounts", "{wide}"), "has 100,000 columns; at most 2,000 are read"),
        (("accounts", "{binary}"), "is a binary file, not a CSV file"),
        (("accounts", "{both}"), "fits day/month and month/day alike (`01/02/2024` in line 2)"),
        (("accounts", "{csv}", "--skip-bad", "{csv}"), "is a file to load: give the rejects another name"),
        (("accounts", "{bad}", "--skip-bad", "none/rejects.csv"), "there is no folder"),
        (("accounts", "{bad}", "--skip-bad", "{long}"), "the rejects can't be written to"),
        (("shoes", "{csv}"), "'shoes' can't be loaded; did you mean"),
        (("contacts", "{csv}"), "full_name"),
        (("accounts",), "Missing argument"),
    ],
)
def test_files_and_maps_that_cannot_be_used(
    run: Run, file: Path, tmp_path: Path, line: tuple[str, ...], words: str
) -> None:
    contents: dict[str, str | bytes] = {
        "csv": GOOD,
        "bad": BAD,
        "unknown_field": MAP + 'city = "citty"\n',
        "utf_8": 'encoding = "utf-8"\n[columns]\nname = "name"\nnme = "city"\n',
        "latin": "name,nme\nM\u00fcller,x\n".encode("cp1252"),
        "empty": "",
        "header": HEADER,
        "wide": ",".join(f"c{number}" for number in range(100_000)),
        "binary": bytes(range(256)) * 20,
        "both": "name,created_on\nAcme,01/02/2024\n",
    }
    places = {"long": str(tmp_path / ("x" * 300))}
    for name, content in contents.items():
        places[name] = str(tmp_path / name)
        Path(places[name]).write_bytes(content if isinstance(content, bytes) else content.encode())
    ran = run("import", *(part.format(**places) for part in line), "--db", file)
    assert (ran.code, ran.out) == (2, "")
    assert words in " ".join(ran.err.split())
    assert "Traceback" not in ran.err
    assert _accounts(run, file) == 0


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("1e20", "annual_revenue `1e20`: money lies between"),
        ("x" * (1 << 20), "1,048,576 characters are no number"),
        ("\x1b]0;title\x07", "not a number"),
    ],
)
def test_cells_that_cannot_be_used(run: Run, file: Path, tmp_path: Path, cell: str, words: str) -> None:
    path = _csv(tmp_path, f"name,annual_revenue\nAcme,{cell}\n")
    ran = run("import", "accounts", path, "--db", file)
    assert (ran.code, ran.out) == (1, "")
    assert words in ran.err
    assert "\x1b" not in ran.err
    assert len(ran.err) < 1000
    assert _accounts(run, file) == 0


def test_a_day_that_is_not(run: Run, file: Path, tmp_path: Path) -> None:
    ran = run("import", "accounts", _csv(tmp_path, "name,created_on\nAcme,31/02/2024\n"), "--db", file)
    assert ran.code == 1
    assert "created_on: dates are day/month/year (seen from `31/02/2024` in line 2)" in ran.err
    assert "line 2, created_on `31/02/2024`: no such day: February 2024 has 29 days" in ran.err


@pytest.mark.parametrize("table", table_names())
def test_every_option_with_every_table(run: Run, file: Path, tmp_path: Path, table: str) -> None:
    name = {"contacts": "full_name", "users": "full_name", "leads": "topic", "opportunities": "topic"}.get(
        table
    )
    name = name or ("subject" if table == "activities" else "name")
    path = _csv(tmp_path, "n,when\nOne,2026-01-02\nTwo,2026-02-31\n", f"{table}.csv")
    key = "" if table == "users" else 'key = "n"\n'
    columns = f'[columns]\nn = "{name}"\nwhen = "created_on"\n'
    (tmp_path / "map.toml").write_text(f'table = "{table}"\n{key}{columns}', encoding="utf-8")
    options = ("--map", tmp_path / "map.toml", "--db", file, "--user", "mina", "--accept-near")
    refused = run("import", table, path, *options)
    assert refused.code == 1
    assert refused.err.splitlines()[-1] == "Nothing was written: of 2 rows, 1 bad."
    dry = run("import", table, path, *options, "--skip-bad", tmp_path / "rejects.csv", "--dry-run")
    assert dry.code == 0
    assert f"Dry run, nothing was written. {table}: 1 created, 0 updated, 0 unchanged." in dry.err
    done = run("import", table, path, *options, "--skip-bad", tmp_path / "rejects.csv")
    assert done.code == 0
    assert f"{table}: 1 created, 0 updated, 0 unchanged." in done.err
    assert (
        (tmp_path / "rejects.csv").read_text(encoding="utf-8").splitlines()[1].startswith("Two,2026-02-31,")
    )


def test_a_file_whose_name_is_not_utf_8(spawn: Run, file: Path, tmp_path: Path) -> None:
    path = tmp_path / "b\udcff\x1b[31m.csv"
    try:
        path.write_text("name\nAcme\n", encoding="utf-8")
    except (OSError, UnicodeEncodeError):
        pytest.skip("this file system takes no such name")
    ran = spawn("import", "accounts", path, "--db", file)
    assert ran.code == 0
    assert "\x1b" not in ran.err


def test_a_locked_file(run: Run, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("salestui.store.connection.BUSY_SECONDS", 0.1)
    run("list", "--db", file)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        ran = run("import", "accounts", _csv(tmp_path, GOOD), "--db", file)
        other.execute("ROLLBACK")
    assert (ran.code, ran.out) == (2, "")
    assert "is locked by another program. Nothing was changed." in ran.err
    assert _accounts(run, file) == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_file_that_may_only_be_read(run: Run, file: Path, tmp_path: Path) -> None:
    run("list", "--db", file)
    file.chmod(0o400)
    ran = run("import", "accounts", _csv(tmp_path, GOOD), "--db", file)
    assert (ran.code, ran.out) == (2, "")
    assert "read-only" in ran.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_rejects_that_may_not_be_written(run: Run, file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o500)
    path = _csv(tmp_path, BAD)
    ran = run("import", "accounts", path, "--db", file, "--skip-bad", folder / "rejects.csv")
    assert ran.code == 2
    assert "the rejects can't be written to" in ran.err
    assert _accounts(run, file) == 0


def test_ctrl_c_midway_changes_nothing(file: Path, run: Run, tmp_path: Path) -> None:
    rows = "".join(f"Company {number},Oslo,{number}\n" for number in range(1, 15_001))
    path = _csv(tmp_path, HEADER + rows)
    run("list", "--db", file)
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "salestui", "import", "accounts", str(path), "--db", str(file)]
    process = subprocess.Popen(
        command,
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=theirs,
        # A test run in the background ignores Ctrl+C, and what it starts would too.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    os.close(theirs)
    seen = b""
    while b"writing" not in seen and (chunk := _read(ours)):
        seen += chunk
    process.send_signal(signal.SIGINT)
    while chunk := _read(ours):
        seen += chunk
    os.close(ours)
    assert process.wait(timeout=30) == 1
    assert b"salestui: stopped; nothing was changed" in seen
    assert b"Traceback" not in seen
    assert _accounts(run, file) == 0
    assert run("check", "--db", file).code == 0


def test_ctrl_c_while_saving_comes_too_late(
    run: Run, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody could say then whether nothing was changed."""

    def interrupted(*arguments: object, **options: object) -> object:
        progress = options["progress"]

        def told(phase: str, done: int, total: int) -> None:
            progress(phase, done, total)
            if phase == "saving":
                signal.raise_signal(signal.SIGINT)

        return import_files(*arguments, **{**options, "progress": told})

    monkeypatch.setattr("salestui.commands.loading.import_files", interrupted)
    before = signal.getsignal(signal.SIGINT)
    ran = run("import", "accounts", _csv(tmp_path, GOOD), "--db", file)
    assert ran.code == 0
    assert _accounts(run, file) == 2
    assert signal.getsignal(signal.SIGINT) is before


def test_who_watches_sees_how_far_it_is(file: Path, tmp_path: Path) -> None:
    """In a terminal there is a bar while it lasts; only the report stays."""
    rows = "".join(f"Company {number},Oslo,{number}\n" for number in range(1, 3001))
    path = _csv(tmp_path, HEADER + rows)
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "salestui", "import", "accounts", str(path), "--db", str(file)]
    process = subprocess.Popen(
        command,
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=theirs,
        # A test run in the background ignores Ctrl+C, and what it starts would too.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    os.close(theirs)
    seen = b""
    while chunk := _read(ours):
        seen += chunk
    assert process.wait(timeout=30) == 0
    os.close(ours)
    assert b"reading" in seen
    assert b"/3,000" in seen
    assert b"saving" in seen
    assert seen.rstrip().endswith(b"accounts: 3,000 created, 0 updated, 0 unchanged.")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""  # the other end is closed
