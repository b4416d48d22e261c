"""`salestui demo`: made at the first time, in its own file, and anew only when that is wanted."""

import io
import shutil
from pathlib import Path

import pytest

from salestui.commands import demonstration, program
from salestui.commands.program import Start
from salestui.lifecycle.file_store import folder, keep
from salestui.lifecycle.users import signed_in
from salestui.models.notes import Attachment, Note
from salestui.store.database import Store
from tests.commands.conftest import Run


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Start]:
    """What the program was started with, instead of its opening."""
    starts: list[Start] = []

    def start(one: Start, label: str | None = None) -> int:
        assert label == "demo"
        starts.append(one)
        return 0

    monkeypatch.setattr(program, "run", start)
    return starts


def test_first_time_it_is_made_then_it_is_opened(run: Run, opened: list[Start], isolated: Path) -> None:
    ran = run("demo", "--user", "mina")
    path = demonstration.default_path()
    assert (ran.code, ran.out, ran.err) == (0, "", f"made the demo company in {path}\n")
    assert path.is_relative_to(isolated)
    before = path.read_bytes()
    assert run("demo", "--user", "mina").err == ""
    assert path.read_bytes() == before
    assert [start.path for start in opened] == [path, path]
    assert sorted(one.name for one in path.parent.iterdir()) == ["demo.db", "demo.files"]


def test_the_real_file_is_never_the_demo(
    run: Run, opened: list[Start], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, demo_file: Path
) -> None:
    """$SALESTUI_DB names the file of every day; only --db names another one for the demo."""
    own = tmp_path / "own.db"
    monkeypatch.setenv("SALESTUI_DB", str(own))
    shutil.copyfile(demo_file, _made(demonstration.default_path()))
    assert run("demo").code == 0
    assert opened[-1].path == demonstration.default_path()
    assert not own.exists()
    assert run("--db", demo_file, "demo").code == 0
    assert opened[-1].path == demo_file


def _made(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


@pytest.mark.parametrize("reset", [(), ("--reset", "--yes")])
def test_a_file_of_real_data_is_left_alone(
    run: Run, opened: list[Start], store: Store, reset: tuple[str, ...]
) -> None:
    before = store.path.read_bytes()
    ran = run("--db", store.path, "demo", *reset)
    assert ran.code == 1
    assert f"{store.path} is not a demo company" in ran.err
    assert store.path.read_bytes() == before
    assert opened == []


def _spoil(path: Path) -> tuple[Path, Path]:
    """Rename a deal and attach a file; returns the places of that file and of one that the demo came with."""
    with Store.open(path) as store:
        mina = signed_in(store, "mina")
        sha256 = keep(folder(path), b"my own words")
        (theirs,) = store.reader.execute("SELECT sha256 FROM attachment LIMIT 1").fetchone()
        with store.command("Spoil it", mina.id) as session:
            note = Note(body="mine", owner_user_id=mina.id)
            session.add(note)
            session.add(Attachment(note_id=note.id, file_name="a.txt", size_bytes=12, sha256=sha256))
    return folder(path) / sha256[:2] / sha256, folder(path) / theirs[:2] / theirs


def test_reset_makes_it_anew(run: Run, opened: list[Start], demo_file: Path) -> None:
    mine, theirs = _spoil(demo_file)
    stranger = folder(demo_file) / "keep.txt"
    stranger.write_text("nobody's")
    ran = run("demo", "--reset", "--yes", "--db", demo_file, "--user", "mina")
    assert ran.code == 0
    with Store.open(demo_file) as store:
        assert store.reader.execute("SELECT count(*) FROM note WHERE body = 'mine'").fetchone() == (0,)
        assert store.reader.execute("SELECT count(*) FROM opportunity").fetchone() == (80,)
    assert not mine.exists()
    assert theirs.exists()
    assert stranger.exists()


@pytest.mark.parametrize(("answer", "code"), [("n\n", 1), ("y\n", 0), ("", 1)])
def test_reset_asks(
    run: Run, opened: list[Start], demo_file: Path, monkeypatch: pytest.MonkeyPatch, answer: str, code: int
) -> None:
    _spoil(demo_file)
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    ran = run("demo", "--reset", "--db", demo_file)
    assert ran.code == code
    assert f"Throw away the demo company in {demo_file}" in ran.err
    with Store.open(demo_file) as store:
        (kept,) = store.reader.execute("SELECT count(*) FROM note WHERE body = 'mine'").fetchone()
    assert kept == code
    assert len(opened) == 1 - code


def test_reset_waits_for_who_has_it_open(
    run: Run, opened: list[Start], demo_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("salestui.store.connection.BUSY_SECONDS", 0.1)
    with Store.open(demo_file) as other:
        other.reader.execute("SELECT count(*) FROM opportunity").fetchone()
        ran = run("demo", "--reset", "--yes", "--db", demo_file)
    assert ran.code == 2
    assert "is locked by another program" in ran.err


def test_failure_leaves_nothing_behind(
    run: Run, opened: list[Start], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("salestui.lifecycle.demo.deals.add", fail)
    ran = run("demo", "--db", tmp_path / "demo.db")
    assert (ran.code, ran.err) == (1, "salestui: stopped; nothing was changed\n")
    assert list(tmp_path.glob("**/*demo*")) == []


def test_empty_file_becomes_the_demo_company(run: Run, opened: list[Start], tmp_path: Path) -> None:
    """Such as `mktemp` makes."""
    path = tmp_path / "demo.db"
    path.touch()
    assert run("demo", "--db", path, "--user", "mina").code == 0
    assert run("demo", "--db", path, "--user", "mina").err == ""
    with Store.open(path) as store:
        assert store.reader.execute("SELECT count(*) FROM opportunity").fetchone() == (80,)


def test_two_first_starts_at_once_give_one_company(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from salestui.lifecycle.demo import make

    path = tmp_path / "demo.db"
    fill = make.fill

    def slowly(store: Store, *given: object) -> None:
        monkeypatch.setattr(make, "fill", fill)
        assert demonstration.prepare(path, "first")
        fill(store, *given)

    monkeypatch.setattr(make, "fill", slowly)
    demonstration.prepare(path, "second")
    with Store.open(path) as store:
        names = {name for (name,) in store.reader.execute("SELECT user_name FROM system_user")}
    assert "first" in names
    assert "second" not in names
