"""Every test runs away from the user's own files, at a known moment, in a known place of the world."""

import gc
import locale
import os
import shutil
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from salestui import clock
from salestui.commands.demonstration import prepare
from salestui.lifecycle.users import signed_in
from salestui.settings import Settings
from salestui.state import State
from salestui.store.database import Store
from salestui.widgets.desk import Desk

MOMENT = datetime(2026, 11, 23, 13, 30, tzinfo=UTC)
LOOK_EVERY = 0.01
"""Seconds between two looks of a pilot at whether its app is at rest; Textual's own are twice as long."""


def pytest_xdist_auto_num_workers() -> int:
    """Two to a core, as a test of a screen waits for half of its time; fewer where there are many cores."""
    cores = os.cpu_count() or 1
    return cores + min(cores, 4)


def pytest_collection_finish() -> None:
    """What is imported by now stays, so that no collection walks through it for each of thousands of apps."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000)


@pytest.fixture(autouse=True)
def isolated(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Settings, state and data in a folder of the test's own; mina at work, in UTC, at any terminal."""
    home = tmp_path_factory.mktemp("home")
    for variable in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(variable, str(home))
    monkeypatch.setenv("SALESTUI_CONFIG", str(home / "config.toml"))
    monkeypatch.setenv("SALESTUI_STATE", str(home / "state"))
    monkeypatch.setenv("LOGNAME", "mina")
    monkeypatch.delenv("SALESTUI_DB", raising=False)
    for variable in ("NO_COLOR", "COLORTERM", "TEXTUAL", "TEXTUAL_COLOR_SYSTEM", "LC_ALL", "LC_TIME"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("LANG", "C.UTF-8")
    time.tzset()
    before = locale.setlocale(locale.LC_ALL)
    locale.setlocale(locale.LC_ALL, "C")
    yield home
    locale.setlocale(locale.LC_ALL, before)
    time.tzset()


@pytest.fixture(autouse=True)
def frozen_clock() -> Iterator[datetime]:
    """Monday 23 November 2026, 13:30 UTC; `clock.freeze` moves it."""
    clock.freeze(MOMENT)
    yield MOMENT
    clock.unfreeze()


@pytest.fixture(autouse=True)
def _steady_cursor(monkeypatch: pytest.MonkeyPatch) -> None:
    """No blinking cursor, or pictures would depend on the moment."""
    monkeypatch.setattr("textual.widgets.Input.cursor_blink", False)
    monkeypatch.setattr("textual.widgets.TextArea.cursor_blink", False)


@pytest.fixture(autouse=True)
def _quick_pilot(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pilot rests after each key; at rest is what uses a twentieth of the time, as Textual has it."""
    monkeypatch.setattr("textual._wait.SLEEP_GRANULARITY", LOOK_EVERY)
    monkeypatch.setattr("textual._wait.SLEEP_IDLE", LOOK_EVERY / 20)


@pytest.fixture(scope="session")
def _new_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file as the first start leaves it; made once, for it takes most of a second."""
    path = tmp_path_factory.mktemp("template") / "new.db"
    with Store.open(path) as made:
        signed_in(made, "mina")
    return path


@pytest.fixture(scope="session")
def _demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo company as it is made at the frozen moment, for the user mina."""
    clock.freeze(MOMENT)
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    prepare(path, "mina")
    return path


@pytest.fixture
def demo_file(_demo_file: Path, tmp_path: Path) -> Path:
    """A copy of the demo company's file, with its attachments."""
    path = tmp_path / "demo.db"
    shutil.copyfile(_demo_file, path)
    shutil.copytree(_demo_file.with_suffix(".files"), path.with_suffix(".files"))
    return path


@pytest.fixture
def store(_new_file: Path, tmp_path: Path) -> Iterator[Store]:
    """An open file as the first start of the user mina leaves it."""
    path = tmp_path / "test.db"
    shutil.copyfile(_new_file, path)
    with Store.open(path) as opened:
        yield opened


@pytest.fixture
def desk(store: Store, isolated: Path) -> Desk:
    """What screens work with, on that file, for mina."""
    user = signed_in(store, "mina")
    return Desk(store, Settings(), State.open(store.path, user.id), user, "test", isolated / "config.toml")
