"""What screens meet outside of the program."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import UUID

import pytest

from salestui.settings import Settings
from salestui.widgets.desk import Desk
from tests.screens import story
from tests.screens.record import Record, opened


@pytest.fixture
def demo_desk(demo_file: Path) -> Iterator[Desk]:
    """What screens work with, on the demo company."""
    opened = Desk.open(demo_file, Settings(user="mina"))
    opened.label = "demo"
    yield opened
    opened.store.close()


@pytest.fixture
def ids(desk: Desk) -> dict[str, UUID]:
    """The opportunities of the story, by topic; a file of tests on other records has its own."""
    return story.tell(desk)


@pytest.fixture
async def record(desk: Desk, ids: dict[str, UUID]) -> AsyncIterator[Record]:
    """The record of the opportunity that the story is about."""
    async with opened(desk, ids, story.WAREHOUSE) as shown:
        yield shown


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
