"""Paths as they are typed, pasted and dropped, and what completes them."""

from pathlib import Path

import pytest

from salestui.errors import InputError
from salestui.lifecycle.typed_paths import (
    candidates,
    completed,
    last_part,
    one_path,
    several_paths,
    short,
    why_none,
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with some files, which is the current folder too."""
    home = tmp_path / "home"
    (home / "Docs" / "old").mkdir(parents=True)
    for name in (
        "Docs/deck v2.pdf",
        "Docs/deck.pdf",
        "Docs/.hidden",
        "Docs/it's.txt",
        "notes.txt",
        "a*b.txt",
    ):
        (home / name).write_text(name)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(home)
    return home


@pytest.mark.parametrize("name", [" before.txt", "after.txt ", " both "])
def test_a_name_with_blanks_at_its_ends_is_taken_as_it_is(home: Path, name: str) -> None:
    (home / name).write_text("x")
    (found,) = candidates(name[:4])
    assert found.text == name
    for way in ("", "./", f"{home}/"):
        assert one_path(way + name) == home / name
        assert several_paths(way + name) == [home / name]


def test_one_path_as_it_is_typed_or_dropped(home: Path) -> None:
    deck = home / "Docs" / "deck v2.pdf"
    for text in (
        "~/Docs/deck v2.pdf",
        " Docs/deck v2.pdf ",
        f"'{deck}'",
        '"Docs/deck v2.pdf"',
        "Docs/deck\\ v2.pdf",
        f"file://{home}/Docs/deck%20v2.pdf",
    ):
        assert one_path(text) == deck, text
    assert one_path("Docs/it's.txt") == home / "Docs" / "it's.txt"
    assert one_path("new name.pdf") == home / "new name.pdf"
    assert one_path("~nobody-of-this-name/x") == home / "~nobody-of-this-name/x"
    assert one_path("  ") is None
    for wrong in ("x" * 5000, "a\0b"):
        with pytest.raises(InputError, match="a path has at most"):
            one_path(wrong)


def test_several_paths(home: Path) -> None:
    docs = home / "Docs"
    assert several_paths("notes.txt Docs/deck.pdf notes.txt") == [home / "notes.txt", docs / "deck.pdf"]
    assert several_paths("Docs/*.pdf") == [docs / "deck v2.pdf", docs / "deck.pdf"]
    assert several_paths("~/Docs/d?ck.pdf 'Docs/deck v2.pdf'") == [docs / "deck.pdf", docs / "deck v2.pdf"]
    assert several_paths("a*b.txt") == [home / "a*b.txt"]
    (home / "my docs").mkdir()
    (home / "my docs" / "x.pdf").touch()
    assert several_paths("my docs/*.pdf") == [home / "my docs" / "x.pdf"]
    with pytest.raises(InputError, match=r"no file fits \*\.docx"):
        several_paths("*.docx")
    with pytest.raises(InputError, match="type the path"):
        several_paths(" ")


def test_what_is_not_there_is_left_to_its_reader(home: Path) -> None:
    assert several_paths("no such file") == [home / "no such file"]
    assert several_paths("notes.txt nothing.pdf") == [home / "notes.txt", home / "nothing.pdf"]


def test_a_path_is_shown_as_it_can_be_typed(home: Path) -> None:
    assert (short(home), short(home / "Docs"), short(Path("/etc"))) == ("~", "~/Docs", "/etc")


def names(text: str, *, folders_only: bool = False) -> list[str]:
    return [candidate.name for candidate in candidates(text, folders_only=folders_only)]


def test_the_path_is_completed(home: Path) -> None:
    assert names("") == ["Docs/", "a*b.txt", "notes.txt"]
    assert names("~/do") == ["Docs/"]
    assert names("~/Docs/") == ["old/", "deck v2.pdf", "deck.pdf", "it's.txt"]
    assert names("~/Docs/.") == [".hidden"]
    assert names("~/Docs/", folders_only=True) == ["old/"]
    assert names("~/nothing/") == []
    assert [one.name for one in candidates("~/Docs/", endings=(".txt",))] == ["old/", "it's.txt"]
    assert completed(candidates("~/do")) == "~/Docs/"
    assert completed(candidates("~/Docs/d")) == "~/Docs/deck"
    assert completed([]) == ""
    [deck] = candidates("~/Docs/deck v")
    assert (deck.text, deck.size_bytes, deck.is_folder) == ("~/Docs/deck v2.pdf", 16, False)


def test_the_last_of_several_paths_is_completed(home: Path) -> None:
    assert [one.text for one in candidates("notes.txt ~/Docs/deck\\ v")] == ["notes.txt ~/Docs/deck\\ v2.pdf"]
    assert [one.text for one in candidates("notes.txt no")] == ["notes.txt notes.txt"]
    assert several_paths(candidates("notes.txt Docs/deck\\ v")[0].text)[1] == home / "Docs/deck v2.pdf"


def test_addresses_and_patterns_that_mean_nothing_are_refused(home: Path) -> None:
    with pytest.raises(InputError, match="no address of a file"):
        one_path("file://[")
    with pytest.raises(InputError, match="no zero byte"):
        one_path("file:///tmp/%00x")
    assert candidates("file://[") == candidates("file:///tmp/%00x/") == []
    files = sorted(path for path in home.iterdir() if path.is_file())
    assert several_paths("*" * 300) == files
    for pattern in ("~/*/" + "x" * 3000 + "/*", "x" * 300 + "/*"):
        with pytest.raises(InputError):
            several_paths(pattern)


def test_an_empty_folder_and_a_new_name_are_told(home: Path) -> None:
    (home / "Empty").mkdir()
    assert why_none("~/Empty/") == why_none("~/Empty/new.pdf", is_new=True) == "This folder is empty."
    assert why_none("~/new.pdf", is_new=True) == "Nothing else here is called so."
    assert why_none("~/new.pdf") == "Nothing here begins so."


def test_a_folder_that_may_not_be_read_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    assert why_none("~/Docs/x") == "Nothing here begins so."
    assert why_none("~/none/x") == "Nothing here begins so."
    monkeypatch.setattr("os.scandir", denied)
    assert candidates("~/Docs/") == []
    assert why_none("~/Docs/") == "~/Docs/ can't be read: you have no right to."


def test_a_root_is_called_by_its_path() -> None:
    assert last_part(Path("/media/sales")) == "sales"
    assert last_part(Path("/")) == "/"
