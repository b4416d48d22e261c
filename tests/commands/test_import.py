"""`salestui import`: what it says, which code it ends with, and that it is all or nothing."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.conftest import Run

HEADER = "name,city,number_of_employees\n"
GOOD = HEADER + "Marigold Mills,Bergen,12\nTeal & Sons,Zürich,40\n"
BAD = GOOD + "Third Ltd,Oslo,many\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The name of a file of records that is not there yet."""
    return tmp_path / "crm.db"


def _csv(tmp_path: Path, text: str, name: str = "accounts.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def _accounts(run: Run, file: Path) -> int:
    told = run("info", "--db", file, "--format", "json").json
    return int(told.get("records_account", 0))


def test_words_go_to_stderr(run: Run, file: Path, tmp_path: Path) -> None:
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
    assert ran.err.splitlines()[-1] == "Nothing was written: 1 bad row of 3."
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


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (("accounts", "nothing.csv"), "nothing.csv"),
        (("accounts", "{csv}", "--map", "maven-acounts"), "did you mean maven-accounts?"),
        (("accounts", "{csv}", "--map", "./none.toml"), "there is no file ./none.toml"),
        (("contacts", "{csv}"), "full_name"),
    ],
)
def test_files_and_maps_that_cannot_be_used(
    run: Run, file: Path, tmp_path: Path, line: tuple[str, ...], words: str
) -> None:
    path = _csv(tmp_path, GOOD)
    ran = run("import", *(part.replace("{csv}", str(path)) for part in line), "--db", file)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err
    assert "Traceback" not in ran.err


def test_who_watches_sees_how_far_it_is(file: Path, tmp_path: Path) -> None:
    """In a terminal there is a bar while it lasts; only the report stays."""
    rows = "".join(f"Company {number},Oslo,{number}\n" for number in range(1, 3001))
    path = _csv(tmp_path, HEADER + rows)
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "salestui", "import", "accounts", str(path), "--db", str(file)]
    process = subprocess.Popen(command, stdin=theirs, stdout=subprocess.PIPE, stderr=theirs)
    os.close(theirs)
    seen = b""
    while chunk := _read(ours):
        seen += chunk
    assert process.wait(timeout=30) == 0
    os.close(ours)
    assert b"reading" in seen
    assert b"/3000" in seen
    assert seen.rstrip().endswith(b"accounts: 3,000 created, 0 updated, 0 unchanged.")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""  # the other end is closed
