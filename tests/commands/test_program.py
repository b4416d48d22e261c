"""The terminal program as a process in a terminal of its own."""

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

from salestui.store.check import check
from salestui.store.database import Store


def read_until(terminal: int, words: bytes, seconds: float = 20) -> bytes:
    """What the program wrote up to these words."""
    written, until = b"", time.monotonic() + seconds
    while words not in written and time.monotonic() < until:
        if select.select([terminal], [], [], 0.1)[0]:
            written += os.read(terminal, 65_536)
    assert words in written, written[-500:]
    return written


def start(path: Path) -> tuple[subprocess.Popen[bytes], int]:
    """The program on a file, in a terminal that does not control it; the other end of the terminal."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "salestui", "--db", str(path), "--user", "mina"]
    environment = {**os.environ, "COLUMNS": "100", "LINES": "30"}
    program = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True
    )
    os.close(theirs)
    return program, ours


def test_it_ends_when_its_terminal_is_gone(demo_file: Path) -> None:
    program, terminal = start(demo_file)
    try:
        read_until(terminal, b"Opportunities")
        os.close(terminal)
        assert program.wait(timeout=20) != 0
    finally:
        program.kill()
    assert not [one for one in check(demo_file) if one.problems]


def test_what_was_confirmed_survives_a_kill(demo_file: Path) -> None:
    program, terminal = start(demo_file)
    try:
        read_until(terminal, b"Enter")
        os.write(terminal, b"e\r")
        read_until(terminal, b"next field")
        os.write(terminal, b"2027-05-05\x13")
        read_until(terminal, "✓".encode())
    finally:
        program.kill()
        program.wait()
        os.close(terminal)
    with Store.open(demo_file) as store:
        query = "SELECT count(*) FROM opportunity WHERE estimated_close_date = '2027-05-05'"
        assert store.reader.execute(query).fetchone() == (1,)
    assert not [one for one in check(demo_file) if one.problems]
