"""The file of rows that were left out."""

import csv
from pathlib import Path

import pytest

from salestui.exchange.errors import FileRefused
from salestui.exchange.rejects import check_rejects
from salestui.store.errors import StoreError
from tests.exchange.conftest import Load, Query, unchanged

TEXT = "name,city,number_of_employees\nAcme,Rome,1\nBolt,Oslo,many\nCrane,Bern\nDune,Bonn,2,x\n"


def test_rows_stand_there_as_they_came_with_a_reason(load: Load, query: Query, tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.csv"
    report = load("accounts", TEXT, skip_bad=rejects)
    assert (report.created, report.bad_rows, report.is_refused) == (1, 3, False)
    with rejects.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    unquoted = "is a cell with a comma or a quotation mark not quoted?"
    assert rows == [
        ["name", "city", "number_of_employees", "reason"],
        ["Bolt", "Oslo", "many", "number_of_employees: not a number: write 1234.50, 12k or 1.5m"],
        ["Crane", "Bern", "", "2 cells where the header has 3: is a delimiter missing?"],
        ["Dune", "Bonn", "2", f"4 cells where the header has 3: {unquoted}", "x"],
    ]
    assert query("SELECT name FROM account") == [("Acme",)]
    assert list(report.lines())[-1] == f"3 rows went to {rejects}, each with its reason."


def test_mended_rejects_are_loaded_by_the_same_map(load: Load, query: Query, tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.csv"
    map_text = 'encoding = "cp1252"\n[columns]\nFirma = "name"\nZahl = "number_of_employees"\n'
    text = 'Firma;Zahl\n"Bolt; ""Co"" – Zürich\nHöhe";1\nMüller;viele\n'
    load("accounts", text.encode("cp1252"), map_text, skip_bad=rejects)
    mended = rejects.read_bytes().replace(b"viele", b"7").replace("Zürich\n".encode("cp1252"), b"")
    report = load("accounts", mended, map_text, skip_bad=tmp_path / "more.csv")
    assert (report.created, report.ignored) == (2, ["reason"])
    assert query("SELECT name FROM account ORDER BY 1") == [('Bolt; "Co" – Höhe',), ("Müller",)]


def test_a_reason_may_hold_what_the_encoding_lacks(load: Load, tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.csv"
    load("accounts", "name\nŁódź Works International\n")
    text = "full_name,account\nÄda,Lódz Works International\n".encode("cp1252")
    report = load(
        "contacts",
        text,
        'encoding = "cp1252"\n[columns]\nfull_name = "full_name"\naccount = "account"',
        skip_bad=rejects,
    )
    assert report.waiting_rows == 1
    assert 'Äda,Lódz Works International,"account: nearly `?ód? Works International`' in rejects.read_text(
        encoding="cp1252"
    )


def test_files_of_two_encodings_come_together_in_utf_8(load: Load, tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.csv"
    latin, plain = tmp_path / "a.csv", "name,number_of_employees\n日本,x\n"
    latin.write_bytes("name,number_of_employees\nMüller & Söhne Köln,x\n".encode("cp1252"))
    load("accounts", [latin.read_bytes(), plain], skip_bad=rejects)
    assert {row["name"] for row in csv.DictReader(rejects.open(encoding="utf-8"))} == {
        "Müller & Söhne Köln",
        "日本",
    }


def test_a_column_that_is_called_reason_already(load: Load, tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.csv"
    load("accounts", "name,reason,number_of_employees\nAcme,because,x\n", skip_bad=rejects)
    assert (
        rejects.read_text(encoding="utf-8").splitlines()[0] == "name,reason,number_of_employees,import_reason"
    )


def test_without_bad_rows_there_is_no_file(load: Load, tmp_path: Path) -> None:
    report = load("accounts", "name\nAcme\n", skip_bad=tmp_path / "rejects.csv")
    assert report.rejects is None
    assert not (tmp_path / "rejects.csv").exists()


def test_a_dry_run_writes_none(load: Load, query: Query, tmp_path: Path) -> None:
    with unchanged(query):
        report = load("accounts", TEXT, skip_bad=tmp_path / "rejects.csv", dry_run=True)
    assert not (tmp_path / "rejects.csv").exists()
    assert list(report.lines())[-1].startswith("3 rows would go to ")


def test_places_where_no_rejects_can_be(load: Load, query: Query, tmp_path: Path) -> None:
    there = tmp_path / "there.csv"
    there.write_text("precious", encoding="utf-8")
    for path, words in (
        (there, "exists already: it may hold rejects of before"),
        (tmp_path, "exists already"),
        (tmp_path / "no" / "rejects.csv", "there is no folder"),
        (tmp_path / ("x" * 300), "name too long"),
    ):
        with unchanged(query), pytest.raises(FileRefused, match=f"(?i){words}"):
            load("accounts", TEXT, skip_bad=path)
    assert there.read_text(encoding="utf-8") == "precious"
    with pytest.raises(FileRefused, match="is a file to load: give the rejects another name"):
        check_rejects(tmp_path / "sub" / ".." / "a.csv", [tmp_path / "a.csv"])


@pytest.mark.parametrize("error", [KeyboardInterrupt, StoreError("the disk is full")])
def test_when_saving_fails_no_rejects_are_left(
    load: Load, query: Query, tmp_path: Path, error: BaseException
) -> None:
    """They would say that the other rows were loaded."""

    def fails(phase: str, done: int, total: int) -> None:
        if phase == "saving":
            raise error

    with unchanged(query), pytest.raises(type(error) if isinstance(error, Exception) else KeyboardInterrupt):
        load("accounts", TEXT, skip_bad=tmp_path / "rejects.csv", progress=fails)
    assert [path.name for path in tmp_path.iterdir() if "rejects" in path.name] == []


def test_a_file_that_somebody_else_made_there_meanwhile_stays(
    load: Load, query: Query, tmp_path: Path
) -> None:
    rejects = tmp_path / "rejects.csv"

    def stopped(phase: str, done: int, total: int) -> None:
        if phase == "checking":
            rejects.write_text("of another import", encoding="utf-8")
            raise KeyboardInterrupt

    with unchanged(query), pytest.raises(KeyboardInterrupt):
        load("accounts", TEXT, skip_bad=rejects, progress=stopped)
    assert rejects.read_text(encoding="utf-8") == "of another import"
    rejects.unlink()

    def goes_on(phase: str, done: int, total: int) -> None:
        if phase == "checking":
            rejects.write_text("of another import", encoding="utf-8")

    with unchanged(query), pytest.raises(FileRefused, match=r"can't be written to .*: File exists"):
        load("accounts", TEXT, skip_bad=rejects, progress=goes_on)
    assert rejects.read_text(encoding="utf-8") == "of another import"
