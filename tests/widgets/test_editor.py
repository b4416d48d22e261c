"""A text in the editor of the user."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from salestui.widgets import editor


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the files for the editor are."""
    folder = tmp_path / "files"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def saves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Have an editor that does this to the file, which is $1."""

    def make(script: str) -> None:
        program = tmp_path / "program"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o700)
        monkeypatch.setenv("VISUAL", str(program))

    return make


def test_it_comes_back_as_the_editor_left_it(files: Path, saves: Callable[[str], None]) -> None:
    saves('echo more >> "$1"')
    assert editor.edited("Grüße\n") == "Grüße\nmore\n"
    saves(': > "$1"')
    assert editor.edited("Grüße\n") == ""
    assert not list(files.iterdir())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_an_editor_may_save_in_another_encoding(
    files: Path, saves: Callable[[str], None], tmp_path: Path, encoding: str
) -> None:
    (tmp_path / "saved").write_bytes("Schöne Grüße aus Köln\n".encode(encoding))
    saves(f'cp "{tmp_path}/saved" "$1"')
    assert editor.edited("text\n") == "Schöne Grüße aus Köln\n"
    assert not list(files.iterdir())


def test_what_can_not_be_read_stays_in_its_file(files: Path, saves: Callable[[str], None]) -> None:
    saves("printf '\\377\\000\\001\\002\\000\\000\\003' > \"$1\"")
    with pytest.raises(editor.LeftInFile, match="can't be read as text") as caught:
        editor.edited("text")
    [file] = files.glob("*/mail.txt")
    assert f"It stays in {file};" in str(caught.value)
    assert file.read_bytes() == b"\377\0\1\2\0\0\3"
    assert file.parent.stat().st_mode & 0o777 == 0o700


def test_what_was_saved_by_an_editor_that_failed_stays_in_its_file(
    files: Path, saves: Callable[[str], None]
) -> None:
    saves('echo more >> "$1"; exit 3')
    with pytest.raises(editor.LeftInFile, match=r"after it had saved the text\. It stays in"):
        editor.edited("text\n")
    [file] = files.glob("*/mail.txt")
    assert file.read_text() == "text\nmore\n"


@pytest.mark.parametrize(
    ("script", "words"), [("exit 3", "ended with 3; the text is"), ('rm "$1"', "left no file")]
)
def test_an_editor_that_saved_nothing_leaves_nothing(
    files: Path, saves: Callable[[str], None], script: str, words: str
) -> None:
    saves(script)
    with pytest.raises(editor.NoEditor, match=words):
        editor.edited("text")
    assert not list(files.iterdir())


def test_no_room_for_the_text_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "true")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "not there"))
    with pytest.raises(editor.NoEditor, match="can't be put into a file"):
        editor.edited("text")
