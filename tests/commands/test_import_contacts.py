"""`salestui import contacts` and `export contacts` with vCards."""

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Run

SAMPLES = Path(__file__).parent.parent / "exchange" / "vcard"
BAD = "BEGIN:VCARD\nVERSION:3.0\nTITLE:nobody\nEND:VCARD\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "crm.db"


def contacts(run: Run, file: Path) -> int:
    return int(run("info", "--db", file, "--format", "json").json.get("records_contact", 0))


def test_vcards_are_known_by_their_name_or_their_start(run: Run, file: Path, tmp_path: Path) -> None:
    ran = run("import", "contacts", SAMPLES / "outlook.vcf", SAMPLES / "version4.vcf", "--db", file)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.splitlines()[-1] == (
        "contacts: 2 created, 0 updated, 0 unchanged, 1 group passed over. Besides: 2 accounts."
    )
    assert "version4.vcf, line 1, Simon Perreault: a birthday without its year left out" in ran.err
    other = tmp_path / "people.txt"
    other.write_bytes((SAMPLES / "latin1.vcf").read_bytes())
    assert run("import", "contacts", other, "--db", file).code == 0
    assert contacts(run, file) == 3
    again = run("import", "contacts", SAMPLES / "outlook.vcf", "--db", file)
    assert again.err.splitlines()[-1] == "contacts: 0 created, 0 updated, 1 unchanged."


def test_a_bad_card_is_named_and_stops_it_all(run: Run, file: Path, tmp_path: Path) -> None:
    path = tmp_path / "people.vcf"
    path.write_bytes((SAMPLES / "latin1.vcf").read_bytes() + BAD.encode())
    ran = run("import", "contacts", path, "--db", file)
    assert ran.code == 1
    assert f"{path}, line 8: it has no name" in ran.err
    assert ran.err.splitlines()[-1] == (
        "Nothing was written: of 2 cards, 1 bad. --skip-bad loads the others."
    )
    assert contacts(run, file) == 0
    rejects = tmp_path / "bad.vcf"
    dry = run("import", "contacts", path, "--db", file, "--skip-bad", rejects, "--dry-run")
    assert (dry.code, contacts(run, file), rejects.exists()) == (0, 0, False)
    ran = run("import", "contacts", path, "--db", file, "--skip-bad", rejects)
    assert (ran.code, contacts(run, file)) == (0, 1)
    assert rejects.read_text().splitlines() == BAD.splitlines()
    assert ran.err.splitlines()[-1] == f"1 card went to {rejects}."


def test_a_file_that_is_no_vcard_is_named_and_skipped(run: Run, file: Path, tmp_path: Path) -> None:
    letter, picture, rejects = tmp_path / "letter.vcf", tmp_path / "a.png", tmp_path / "rejects.vcf"
    letter.write_text("Dear Ann,\nbye\n")
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    ran = run("import", "contacts", letter, SAMPLES / "latin1.vcf", "--db", file)
    assert (ran.code, contacts(run, file)) == (1, 0)
    assert f"{letter} is no vCard file: there is no BEGIN:VCARD in it" in ran.err
    files = (letter, SAMPLES / "latin1.vcf", picture)
    ran = run("import", "contacts", *files, "--db", file, "--skip-bad", rejects)
    assert (ran.code, contacts(run, file), rejects.exists()) == (0, 1, False)
    assert f"{letter} is no vCard file" in ran.err
    assert f"{picture} is a binary file, not a vCard file" in ran.err
    assert (
        ran.err.splitlines()[-1]
        == "contacts: 1 created, 0 updated, 0 unchanged, 2 files skipped. Besides: 1 account."
    )
    ran = run("import", "contacts", letter, "--db", file, "--skip-bad", rejects)
    assert ran.code == 2


def test_what_does_not_go_together_is_refused(run: Run, file: Path, tmp_path: Path) -> None:
    csv = tmp_path / "people.csv"
    csv.write_text("full_name\nAnn\n")
    ran = run("import", "contacts", csv, SAMPLES / "latin1.vcf", "--db", file)
    assert ran.code == 2
    assert "some of these files are vCards" in ran.err
    ran = run("import", "contacts", SAMPLES / "latin1.vcf", "--map", "x", "--db", file)
    assert ran.code == 2
    assert "neither --map" in ran.err
    ran = run("import", "contacts", tmp_path / "none.vcf", "--db", file)
    assert ran.code == 2
    assert "there is no file" in ran.err
    ran = run("import", "accounts", SAMPLES / "latin1.vcf", "--db", file)
    assert ran.code == 2
    assert run("import", "contacts", csv, "--db", file).code == 0


def test_contacts_are_written_to_the_output(
    run: Run, demo_file: Path, isolated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(isolated)
    ran = run("export", "contacts", "-", "--db", demo_file, "--user", "mina")
    count = contacts(run, demo_file)
    assert (ran.code, ran.err) == (0, f"{count} contacts\n")
    assert ran.out.count("BEGIN:VCARD") == ran.out.count("END:VCARD") == count
    assert not (isolated / "-").exists()


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_an_export_is_loaded_without_a_change(
    run: Run, demo_file: Path, tmp_path: Path, version: str
) -> None:
    target = tmp_path / "out.vcf"
    ran = run("export", "contacts", target, "--version", version, "--db", demo_file, "--user", "mina")
    count = contacts(run, demo_file)
    assert (ran.code, ran.err) == (0, f"{target}: {count} contacts\n")
    assert target.read_text("utf-8").count(f"VERSION:{version}") == count
    ran = run("export", "contacts", target, "--db", demo_file, "--user", "mina")
    assert ran.code == 1
    assert "exists" in ran.err
    assert run("export", "contacts", target, "--overwrite", "--db", demo_file, "--user", "mina").code == 0
    ran = run("import", "contacts", target, "--db", demo_file, "--user", "mina")
    assert ran.err.splitlines()[-1] == f"contacts: 0 created, 0 updated, {count} unchanged."
    assert json.loads(run("info", "--db", demo_file, "--format", "json").out)["records_contact"] == count
