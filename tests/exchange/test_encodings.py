"""Which encoding a file is in: the cases that test_csv_reading leaves open."""

from pathlib import Path

import pytest

from salestui.exchange.encodings import Encoding, find_encoding
from salestui.exchange.errors import FileRefused


def found(folder: Path, content: bytes, given: str | None = None) -> Encoding:
    path = folder / "file.csv"
    path.write_bytes(content)
    return find_encoding(path, given)


def test_how_it_is_known(tmp_path: Path) -> None:
    assert found(tmp_path, b"a,b\n") == ("utf-8", "its bytes")
    assert found(tmp_path, "ä".encode("utf-8-sig")) == ("utf-8-sig", "its mark")
    assert found(tmp_path, "a,b\n".encode("utf-16-be")) == ("utf-16-be", "its zero bytes")
    assert found(tmp_path, "a,é\n".encode("cp1252"), "latin-1") == ("iso8859-1", "given")
    assert found(tmp_path, "Müller,Köln\n".encode("cp1252") * 9) == ("cp1252", "a guess")


def test_a_fault_deep_in_the_file_is_found_with_its_line(tmp_path: Path) -> None:
    """The file is read in blocks; a character may lie across two."""
    block = 1 << 20
    content = b"x" * (block - 1) + "é\n".encode() + b"fine\n"
    assert found(tmp_path, content).name == "utf-8"
    with pytest.raises(FileRefused, match="byte 0xFF in line 3 has no meaning"):
        found(tmp_path, content + b"\xff\n", "utf-8")


def test_a_character_cut_off_at_the_end(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="byte 0xC3 in line 2"):
        found(tmp_path, "Grüße,Äpfel,Öl\nx\n".encode()[:-2] + b"\xc3", "utf-8")


def test_utf_16_that_ends_in_half_a_character(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="is not in utf-16"):
        found(tmp_path, "a,b\n".encode("utf-16") + b"\x00")


def test_what_looks_like_text_but_is_none(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="compressed with gzip"):
        found(tmp_path, b"\x1f\x8b\x08rest")
    with pytest.raises(FileRefused, match="an old Excel file"):
        found(tmp_path, b"\xd0\xcf\x11\xe0rest")
    with pytest.raises(FileRefused, match="binary file"):
        found(tmp_path, bytes([1, 2, 3, 4, 65]) * 100)
    with pytest.raises(FileRefused, match="is empty"):
        found(tmp_path, b"\0" * 100)
