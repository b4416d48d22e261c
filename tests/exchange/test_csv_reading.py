"""CSV files as they come, and what is no CSV file."""

import os
from pathlib import Path

import pytest

from salestui.exchange.csv_reading import CsvFile, looks_like_data, open_csv, ragged
from salestui.exchange.errors import FileRefused, shown


def write(folder: Path, content: bytes | str, encoding: str = "utf-8") -> Path:
    path = folder / "file.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def read(folder: Path, content: bytes | str, written_in: str = "utf-8", **given: str) -> CsvFile:
    return open_csv(write(folder, content, written_in), **given)


def test_rows_come_with_the_line_they_begin_in(tmp_path: Path) -> None:
    file = read(tmp_path, 'name,note\r\n"A","two\r\nlines"\r\n\r\n , \r\nB,"say ""hi"""\r\n')
    assert file.header == ("name", "note")
    assert list(file.rows()) == [(2, ["A", "two\r\nlines"]), (6, ["B", 'say "hi"'])]


@pytest.mark.parametrize(
    ("delimiter", "said"), [(",", "comma"), (";", "semicolon"), ("\t", "tab"), ("|", "bar")]
)
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str, said: str) -> None:
    text = "name|sum|note\nA|1.234,50|x, y\nB|1|\n".replace("|", delimiter)
    if delimiter == ",":
        text = "name,sum,note\nA,1.5,x; y | z\nB,1,\n"
    file = read(tmp_path, text)
    assert file.delimiter == delimiter
    assert file.said == f"utf-8, {said}"
    assert [len(cells) for _, cells in file.rows()] == [3, 3]


def test_a_single_column_needs_no_delimiter(tmp_path: Path) -> None:
    file = read(tmp_path, "name\nAcme\n")
    assert list(file.rows()) == [(2, ["Acme"])]


def test_excels_line_about_the_delimiter(tmp_path: Path) -> None:
    file = read(tmp_path, "sep=;\r\nname;city\r\nAcme;Rome\r\n")
    assert file.header == ("name", "city")
    assert list(file.rows()) == [(3, ["Acme", "Rome"])]


def test_a_delimiter_that_is_given(tmp_path: Path) -> None:
    file = read(tmp_path, "na;me,city\nAcme,Rome\n", delimiter=";")
    assert file.header == ("na", "me,city")
    with pytest.raises(FileRefused, match="one character"):
        read(tmp_path, "a,b\n", delimiter="::")


@pytest.mark.parametrize(
    ("written_in", "read_as"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("cp1252", "cp1252"),
    ],
)
def test_the_encoding_is_found(tmp_path: Path, written_in: str, read_as: str) -> None:
    text = "name,city\n" + "Müller & Söhne,Zürich\nAcme,Rome\nBünzli,Chur – Höhe\n" * 5
    file = read(tmp_path, text, written_in)
    assert file.encoding.name == read_as
    assert file.header == ("name", "city")
    assert next(file.rows()) == (2, ["Müller & Söhne", "Zürich"])


def test_a_guess_is_said_to_be_one(tmp_path: Path) -> None:
    russian = "имя,город\nИван Петров,Москва\nАнна Смирнова,Тверь\n"
    file = read(tmp_path, russian, "cp1251")
    assert file.said == "cp1251 (a guess), comma"
    assert file.header == ("имя", "город")


def test_an_encoding_that_is_given_but_wrong(tmp_path: Path) -> None:
    text = "name,city\nAcme,Rome\nMüller,Köln\n"
    with pytest.raises(FileRefused, match=r"not in utf-8: byte 0xFC in line 3 has no meaning there"):
        read(tmp_path, text, "cp1252", encoding="utf-8")
    with pytest.raises(FileRefused, match="no encoding 'utf-88'; did you mean 'utf-8'"):
        read(tmp_path, text, encoding="utf-88")
    with pytest.raises(FileRefused, match="no encoding 'base64'"):
        read(tmp_path, text, encoding="base64")
    assert read(tmp_path, text, "cp1252", encoding="latin-1").header == ("name", "city")


@pytest.mark.parametrize("place", [0, 40])
def test_utf_8_with_a_broken_spot_is_not_guessed_at(tmp_path: Path, place: int) -> None:
    rows = ["Müller,Köln,Grüße".encode()] * 40
    rows.insert(place, b"Caf\xe9,Paris,")
    with pytest.raises(FileRefused, match=rf"not in utf-8: byte 0xE9 in line {place + 2}"):
        read(tmp_path, b"a,b,c\n" + b"\n".join(rows))


@pytest.mark.parametrize("content", [b"", b"\n\r\n \n", b"\xef\xbb\xbf"])
def test_an_empty_file(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(FileRefused, match="is empty"):
        read(tmp_path, content)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (bytes(range(256)) * 20, "binary file"),
        (b"\x7fELF\x01\x02\x03\x04" * 50, "binary file"),
        (b"PK\x03\x04rest", "spreadsheet"),
        (b"%PDF-1.7", "a PDF"),
        (b"SQLite format 3\0rest", "an SQLite database"),
    ],
)
def test_a_binary_file(tmp_path: Path, content: bytes, reason: str) -> None:
    with pytest.raises(FileRefused, match=reason):
        read(tmp_path, content)


def test_a_nul_character_deep_in_a_file(tmp_path: Path) -> None:
    file = read(tmp_path, "a,b\n" + "x,y\n" * 40_000 + "x,\0\n")
    with pytest.raises(FileRefused, match="line 40002: a NUL character"):
        list(file.rows())


@pytest.mark.parametrize("content", [",,\na,b,c\n", '"",""\n'])
def test_no_header(tmp_path: Path, content: str) -> None:
    with pytest.raises(FileRefused, match="no header"):
        read(tmp_path, content)


def test_a_first_line_of_data_is_recognised() -> None:
    assert looks_like_data(["1C1I7A6R", "Moses", "2016-10-20", "1054"])
    assert looks_like_data(["Ada", "ada@example.com"])
    assert not looks_like_data(["name", "Revenue (USD)", "2023", "Q1"])


def test_the_name_of_a_column_twice(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match=r"column `name` more than once \(columns 1, 3\)"):
        read(tmp_path, "name,city,name\n")
    assert read(tmp_path, "name,,\nA,,\n").header == ("name", "", "")


def test_100_000_columns(tmp_path: Path) -> None:
    names = ",".join(f"c{number}" for number in range(100_000))
    with pytest.raises(FileRefused, match="has 100,000 columns; at most 2,000"):
        read(tmp_path, names + "\n")


def test_a_cell_of_1_mb_is_read(tmp_path: Path) -> None:
    file = read(tmp_path, f"name,note\nAcme,{'x' * (1 << 20)}\n")
    ((_, cells),) = file.rows()
    assert len(cells[1]) == 1 << 20


def test_a_quotation_mark_that_is_never_closed(tmp_path: Path) -> None:
    file = read(tmp_path, 'name,note\nAcme,ok\nBolt,"open\nCrane,ok\n')
    with pytest.raises(FileRefused, match="line 3: a quotation mark opens here"):
        list(file.rows())
    long = read(tmp_path, 'name,note\nBolt,"open\n' + "Crane,ok\n" * 2_000_000)
    with pytest.raises(FileRefused, match="line 2: a cell of more than 16 million characters"):
        list(long.rows())


def test_text_behind_a_closing_quotation_mark(tmp_path: Path) -> None:
    file = read(tmp_path, 'name,note\n"Acme "The" Firm",ok\n')
    with pytest.raises(FileRefused, match="line 2: text follows a closing quotation mark"):
        list(file.rows())


def test_ragged_rows_are_told() -> None:
    header = ["a", "b"]
    assert ragged(["1", "2"], header) is None
    assert "1 cells where the header has 2: is a delimiter missing" in str(ragged(["1"], header))
    assert "3 cells where the header has 2: is a cell with a comma" in str(ragged(["1", "2", "3"], header))


def test_files_that_are_not_there_or_not_readable(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="there is no file"):
        open_csv(tmp_path / "missing.csv")
    with pytest.raises(FileRefused, match="is a folder"):
        open_csv(tmp_path)
    with pytest.raises(FileRefused, match="File name too long"):
        open_csv(tmp_path / ("x" * 300))
    with pytest.raises(FileRefused, match="no name of a file"):
        open_csv(Path("a\0b"))
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(FileRefused, match="not a file on disk"):
        open_csv(pipe)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = write(tmp_path, "a,b\n")
    path.chmod(0)
    with pytest.raises(FileRefused, match="may not be read"):
        open_csv(path)


def test_a_value_in_a_message_is_short_and_printable() -> None:
    assert shown("a\x1b[31m\nb") == "a�[31m�b"
    assert shown("x" * 100) == "x" * 59 + "…"
