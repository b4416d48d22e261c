"""The bytes of files: kept once, whole or not at all, and what is said when they can't be read or written."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from salestui.lifecycle import file_store
from salestui.lifecycle.file_store import (
    CHUNK,
    ChangedWhileRead,
    FileMissing,
    FileRefused,
    NotAFile,
    NotThere,
    NotWritten,
    StoredFile,
    TargetExists,
    Unreadable,
)
from salestui.store.errors import DiskFull
from tests.lifecycle.conftest import as_nobody


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Where the bytes lie; not there yet."""
    return tmp_path / "crm.files"


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    """A file of two and a half chunks."""
    path = tmp_path / "Deck v2.pdf"
    path.write_bytes(os.urandom(CHUNK * 5 // 2))
    return path


def everything_in(folder: Path) -> list[str]:
    """The names of all files in it."""
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_file_is_put_under_its_sha256_and_progress_is_told(store: Path, deck: Path) -> None:
    told: list[tuple[int, int]] = []
    stored = file_store.put(store, deck, lambda done, total: told.append((done, total)))
    size = CHUNK * 5 // 2
    sha256 = hashlib.sha256(deck.read_bytes()).hexdigest()
    assert stored == StoredFile(sha256, size, "Deck v2.pdf", "application/pdf")
    assert told == [(CHUNK, size), (2 * CHUNK, size), (size, size)]
    place = file_store.place(store, sha256)
    assert place.read_bytes() == deck.read_bytes()
    assert place.stat().st_mode & 0o777 == 0o600
    assert store.stat().st_mode & 0o777 == 0o700


def test_the_same_content_lies_there_once(store: Path, deck: Path) -> None:
    first = file_store.put(store, deck)
    other = deck.with_name("copy.txt")
    other.write_bytes(deck.read_bytes())
    second = file_store.put(store, other)
    assert (second.sha256, second.file_name, second.mime_type) == (first.sha256, "copy.txt", "text/plain")
    assert everything_in(store) == [first.sha256]
    assert file_store.keep(store, b"plan") == file_store.keep(store, b"plan")
    assert len(everything_in(store)) == 2


def test_content_that_was_cut_off_is_put_again(store: Path, deck: Path) -> None:
    stored = file_store.put(store, deck)
    os.truncate(file_store.place(store, stored.sha256), 10)
    file_store.put(store, deck)
    assert file_store.read(store, stored.sha256, "Deck") == deck.read_bytes()


def test_an_empty_file_is_a_file(store: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.touch()
    stored = file_store.put(store, empty)
    assert (stored.size_bytes, stored.mime_type) == (0, None)
    assert file_store.read(store, stored.sha256, "empty") == b""


def _vanish(path: Path) -> None:
    path.unlink()


def _shrink(path: Path) -> None:
    os.truncate(path, CHUNK)


def _grow(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"x" * 2 * CHUNK)


def _rewrite(path: Path) -> None:
    size = path.stat().st_size
    path.write_bytes(b"y" * size)
    os.utime(path, (1, 1))


def _replace(path: Path) -> None:
    other = path.with_name("new")
    other.write_bytes(path.read_bytes())
    other.replace(path)


@pytest.mark.parametrize("happens", [_vanish, _shrink, _grow, _rewrite, _replace])
def test_a_file_that_changes_while_it_is_read_is_not_kept(
    store: Path, deck: Path, happens: Callable[[Path], None]
) -> None:
    def progress(done: int, total: int) -> None:
        if done == CHUNK:
            happens(deck)

    with pytest.raises(ChangedWhileRead, match=r"Deck v2.pdf .* while it was read"):
        file_store.put(store, deck, progress)
    assert everything_in(store) == []


def test_what_progress_raises_stops_and_leaves_nothing(store: Path, deck: Path) -> None:
    class Enough(Exception):
        pass

    def progress(done: int, total: int) -> None:
        raise Enough

    with pytest.raises(Enough):
        file_store.put(store, deck, progress)
    assert everything_in(store) == []


def test_what_is_no_file_is_refused(store: Path, tmp_path: Path) -> None:
    with pytest.raises(NotThere, match="is not there"):
        file_store.put(store, tmp_path / "nothing.pdf")
    with pytest.raises(NotAFile, match="is a folder"):
        file_store.put(store, tmp_path)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(NotAFile, match="a device or a pipe"):
        file_store.put(store, tmp_path / "pipe")
    with pytest.raises(NotAFile, match="a device or a pipe"):
        file_store.put(store, Path("/dev/zero"))
    with pytest.raises(Unreadable):
        file_store.put(store, tmp_path / "null\0byte")
    assert not store.exists()


def test_a_file_without_the_right_to_read_it(store: Path, public: Path) -> None:
    closed = public / "closed.pdf"
    closed.touch(mode=0)
    with as_nobody(), pytest.raises(Unreadable, match="no right"):
        file_store.put(store, closed)


def test_a_store_that_can_not_be_written_is_told(store: Path, deck: Path) -> None:
    store.write_text("a file is in the way")
    with pytest.raises(NotWritten, match=r"crm\.files"):
        file_store.put(store, deck)


def test_a_full_disk_is_told(store: Path, deck: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # This device takes nothing, as a full disk does.
    def full(dir: Path, prefix: str) -> tuple[int, str]:
        return os.open("/dev/full", os.O_WRONLY), str(dir / prefix)

    monkeypatch.setattr(file_store.tempfile, "mkstemp", full)
    with pytest.raises(DiskFull, match="Nothing was changed"):
        file_store.put(store, deck)
    assert everything_in(store) == []


def test_a_file_name_of_broken_bytes_is_readable(store: Path, tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    (tmp_path / name).write_text("x")
    assert file_store.put(store, tmp_path / name).file_name == "caf?.txt"


def test_a_file_whose_name_begins_like_a_home_is_put(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("~nobody-here").write_text("a deck")
    assert file_store.put(store, Path("~nobody-here")).file_name == "~nobody-here"


def test_a_file_name_has_no_line_break(store: Path, tmp_path: Path) -> None:
    name = "plan\r\nBcc: eve👩\u200d🚀.txt"
    (tmp_path / name).write_text("x")
    assert file_store.put(store, tmp_path / name).file_name == "plan  Bcc: eve👩\u200d🚀.txt"


def test_saving_elsewhere_asks_before_it_replaces(store: Path, deck: Path, tmp_path: Path) -> None:
    stored = file_store.put(store, deck)
    source = file_store.path_of(store, stored.sha256, "Deck")
    target = tmp_path / "out.pdf"
    file_store.save_as(source, target)
    assert target.read_bytes() == deck.read_bytes()
    target.write_text("mine")
    with pytest.raises(TargetExists, match="exists already"):
        file_store.save_as(source, target)
    assert target.read_text() == "mine"
    file_store.save_as(source, target, overwrite=True)
    assert target.read_bytes() == deck.read_bytes()
    with pytest.raises(NotAFile, match="Add a name"):
        file_store.save_as(source, tmp_path)
    with pytest.raises(TargetExists, match="the file itself"):
        file_store.save_as(source, source, overwrite=True)
    with pytest.raises(NotWritten):
        file_store.save_as(source, tmp_path / "no such folder" / "out.pdf")
    assert everything_in(store) == [stored.sha256]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["Deck v2.pdf", "crm.files", "out.pdf"]


def test_missing_bytes_are_told(store: Path) -> None:
    with pytest.raises(FileMissing, match=r"plan\.pdf is not in"):
        file_store.read(store, "ab" * 32, "plan.pdf")


UNUSABLE = ("x" * 10_000, "zero\0byte", "half \ud800")
"""Names that no file can have."""


@pytest.mark.parametrize("name", UNUSABLE, ids=["long", "zero", "half"])
def test_a_name_that_no_file_can_have_is_refused(store: Path, deck: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    for ask in (
        lambda: file_store.kind_at(path),
        lambda: file_store.put(store, path),
        lambda: file_store.put_all(store, [path], lambda *_: None),
        lambda: file_store.save_as(deck, path, overwrite=True),
        lambda: file_store.save_text("text", path, overwrite=True),
    ):
        with pytest.raises(FileRefused) as refused:
            ask()
        assert len(str(refused.value).encode()) < 500
    assert everything_in(tmp_path) == [deck.name]


def test_what_is_at_a_path(deck: Path, public: Path) -> None:
    assert file_store.kind_at(deck) == "file"
    assert file_store.kind_at(deck.parent) == "folder"
    assert file_store.kind_at(deck / "below a file") is None
    closed = public / "closed"
    closed.mkdir(mode=0o700)
    with as_nobody(), pytest.raises(Unreadable, match="you have no right to"):
        file_store.kind_at(closed / "x")


def test_below_a_file_nothing_is_saved(deck: Path, tmp_path: Path) -> None:
    other = tmp_path / "passwd"
    other.write_text("x")
    with pytest.raises(NotWritten, match="Not a directory"):
        file_store.save_as(deck, other / "foo", overwrite=True)
    with pytest.raises(NotWritten, match="Not a directory"):
        file_store.save_text("text", other / "foo")


def test_a_text_is_saved_whole(tmp_path: Path) -> None:
    target = tmp_path / "Mail.txt"
    file_store.save_text("Grüße \ud800", target)
    assert target.read_text(encoding="utf-8") == "Grüße ?"
    with pytest.raises(TargetExists):
        file_store.save_text("other", target)
    file_store.save_text("other", target, overwrite=True)
    assert everything_in(tmp_path) == ["Mail.txt"]
    assert target.read_text(encoding="utf-8") == "other"


def test_what_killed_programs_left_is_swept_and_what_others_write_is_not(tmp_path: Path) -> None:
    store, source = tmp_path / "a.files", tmp_path / "source"
    source.write_bytes(b"x" * 100)
    code = (
        "import os, sys; from pathlib import Path; from salestui.lifecycle import file_store\n"
        "def told(done, total): print('half', flush=True); sys.stdin.read()\n"
        "file_store.put(Path(sys.argv[1]), Path(sys.argv[2]), told)"
    )
    command = [sys.executable, "-c", code, str(store), str(source)]
    writer = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert writer.stdout is not None
    writer.stdout.readline()
    (half,) = store.glob(f"{file_store.UNFINISHED}*")
    os.utime(half, (0, 0))
    file_store.sweep(store)
    assert half.exists(), "another program writes it"
    writer.kill()
    writer.communicate()
    file_store.sweep(store)
    assert list(store.glob(f"{file_store.UNFINISHED}*")) == []
    half.write_bytes(b"")
    file_store.sweep(store)
    assert half.exists(), "it may be another one that has only begun"
