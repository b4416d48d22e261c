"""What the screens remember: per file, at once, and never in the way."""

import json
from pathlib import Path
from uuid import UUID

import pytest

from salestui.state import State

MINA = UUID("01a22393-a27b-71af-a535-f0b640b4e9a6")
OMAR = UUID("01a22393-a27b-71af-a535-f0b8e56549b6")


def test_it_is_there_at_the_next_start(tmp_path: Path) -> None:
    State.open(tmp_path / "a.db", MINA).put(
        "opportunities.view", {"name": "All [EMEA]", "sort": ["topic", True]}
    )
    assert State.open(tmp_path / "a.db", MINA).get("opportunities.view") == {
        "name": "All [EMEA]",
        "sort": ["topic", True],
    }


def test_each_database_has_its_own(tmp_path: Path) -> None:
    State.open(tmp_path / "a.db", MINA).put("x", 1)
    assert State.open(tmp_path / "sub" / "a.db", MINA).get("x") is None
    assert State.open(tmp_path / "a.db", MINA).get("x", 5) == 1


def test_each_user_has_an_own_one(tmp_path: Path) -> None:
    State.open(tmp_path / "a.db", MINA).put("x", 1)
    assert State.open(tmp_path / "a.db", OMAR).get("x") is None
    State.open(tmp_path / "a.db", OMAR).put("x", 2)
    assert State.open(tmp_path / "a.db", MINA).get("x") == 1


def test_none_forgets(tmp_path: Path) -> None:
    state = State.open(tmp_path / "a.db", MINA)
    state.put("x", 1)
    state.put("x", None)
    assert State.open(tmp_path / "a.db", MINA).get("x") is None


def test_the_same_value_writes_nothing(tmp_path: Path) -> None:
    state = State.open(tmp_path / "a.db", MINA)
    state.put("x", [1])
    state.file.unlink()
    state.put("x", [1])
    assert not state.file.exists()


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"values": 3}', "\x00\xff", '{"values": {"x": 1}} trailing']
)
def test_a_damaged_file_is_moved_aside_and_said(tmp_path: Path, content: str) -> None:
    state = State.open(tmp_path / "a.db", MINA)
    state.put("x", 1)
    state.file.write_text(content, encoding="latin-1")
    again = State.open(tmp_path / "a.db", MINA)
    assert again.get("x") is None
    assert again.problem is not None
    assert "damaged" in again.problem
    assert again.file.with_suffix(".damaged").read_text(encoding="latin-1") == content
    again.put("x", 2)
    assert State.open(tmp_path / "a.db", MINA).get("x") == 2


def test_a_folder_that_cannot_be_written_is_said_once_and_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("SALESTUI_STATE", str(blocked))
    state = State.open(tmp_path / "a.db", MINA)
    said: list[str] = []
    state.on_problem = said.append
    state.put("x", 1)
    state.put("x", 2)
    assert state.get("x") == 2
    assert len(said) == 1
    assert str(blocked) in said[0]


def test_only_the_user_may_read_it(tmp_path: Path) -> None:
    state = State.open(tmp_path / "a.db", MINA)
    state.put("x", 1)
    assert state.file.stat().st_mode & 0o777 == 0o600
    assert json.loads(state.file.read_text())["database"] == str(tmp_path / "a.db")
