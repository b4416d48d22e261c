"""Every test runs away from the user's own files, at a known moment, in a known place of the world."""

import locale
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from salestui import clock

MOMENT = datetime(2026, 11, 23, 13, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def isolated(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Settings, state and data in a folder of the test's own; UTC; the terminal's environment unset."""
    home = tmp_path_factory.mktemp("home")
    for variable in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(variable, str(home))
    monkeypatch.setenv("SALESTUI_CONFIG", str(home / "config.toml"))
    monkeypatch.setenv("SALESTUI_STATE", str(home / "state"))
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
