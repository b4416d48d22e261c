"""Whose turn it is, and drives that can't tell."""

import errno
import os
from pathlib import Path

import pytest

from salestui.store import turn as turns
from salestui.store.errors import CannotOpen
from salestui.store.turn import turn


def test_only_one_has_the_turn(tmp_path: Path) -> None:
    path = tmp_path / "crm.db.sending"
    with turn(path, 0) as mine:
        assert mine
        with turn(path, 0) as second:
            assert not second
    with turn(path, 0) as mine:
        assert mine


def test_a_drive_without_locks_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_locks(handle: int) -> bool:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(turns, "lock", no_locks)
    with pytest.raises(CannotOpen, match="can't be locked: No locks available"), turn(tmp_path / "x", 0):
        pass
