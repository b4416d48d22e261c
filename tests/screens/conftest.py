"""What screens meet outside of the program."""

from pathlib import Path

import pytest


@pytest.fixture
def opened_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program in the place of xdg-open; it writes down what it is to open, and fails for *.odd."""
    folder = tmp_path / "bin"
    folder.mkdir()
    log = tmp_path / "opened"
    program = folder / "xdg-open"
    program.write_text(
        f'#!/bin/sh\ncase "$1" in *.odd) exit 3;; esac\necho "$1" >> "{log}"\ncat "$1" >> "{log}"\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    return log
