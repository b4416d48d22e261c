"""What is opened by the system, and what is not because it would run."""

import tempfile
from pathlib import Path

import pytest

from salestui.errors import SalesError
from salestui.exchange import system_open


@pytest.mark.parametrize(
    "name",
    [
        "a.MSC",
        "a.vb",
        "a.ws",
        "a.chm",
        "a.inf",
        "a.scf",
        "a.application",
        "a.appref-ms",
        "a.exe",
        "a.lnk",
        "a.settingcontent-ms",
        "a.pyw",
        "a.pkg",
        "a.terminal",
        "a.workflow",
        "a.inetloc",
        "a.fileloc",
        "a.run",
        "a.AppImage",
        "offer.pdf.sh",
    ],
)
def test_what_may_run_is_not_opened(tmp_path: Path, name: str) -> None:
    with pytest.raises(system_open.CannotOpen, match="may run as a program"):
        system_open.open_file(tmp_path / name)


@pytest.mark.parametrize("name", ["offer.pdf", "table.xlsx", "photo.jpeg", "no end", "running.txt"])
def test_documents_are_opened(name: str) -> None:
    assert system_open.why_not_open(name) is None


def test_no_room_for_a_copy_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "source"
    source.write_text("x")
    system_open._copies.cache_clear()
    with monkeypatch.context() as patched:
        patched.setattr(tempfile, "tempdir", str(tmp_path / "not there"))
        with pytest.raises(SalesError, match=r"No copy of offer\.pdf can be made"):
            system_open.copy_to_read(source, "0" * 64, "offer.pdf")
    assert system_open.copy_to_read(source, "0" * 64, "offer.pdf").read_text() == "x"
