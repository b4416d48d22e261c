"""The command line in this process, on files of the test's own."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from salestui import cli
from salestui.store.database import Store


@dataclass(frozen=True)
class Ran:
    """How a command ended and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """stdout as JSON."""
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Run a command line in this process."""

    def runs(*arguments: str | Path) -> Ran:
        capfd.readouterr()
        code = cli.run([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return Ran(code, out, err)

    return runs


@pytest.fixture
def empty_file(tmp_path: Path) -> Path:
    """A file with nothing in it."""
    path = tmp_path / "empty.db"
    Store.open(path).close()
    return path


@pytest.fixture
def spawn() -> Run:
    """Run a command line in a process of its own, through pipes."""

    def runs(*arguments: str | Path, **options: Any) -> Ran:
        command = [sys.executable, "-m", "salestui", *map(str, arguments)]
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", timeout=60, **options
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return runs
