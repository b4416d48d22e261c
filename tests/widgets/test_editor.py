"""A text in the editor of the user."""

import tempfile
from pathlib import Path

import pytest

from salestui.widgets import editor


def test_it_comes_back_as_the_editor_left_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "program"
    program.write_text('#!/bin/sh\necho more >> "$1"\n')
    program.chmod(0o700)
    monkeypatch.setenv("VISUAL", str(program))
    assert editor.edited("Grüße\n") == "Grüße\nmore\n"


def test_no_room_for_the_text_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "true")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "not there"))
    with pytest.raises(editor.NoEditor, match="can't be put into a file"):
        editor.edited("text")
