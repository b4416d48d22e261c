"""Maps: what they say, and how each mistake in one is told."""

import re
from pathlib import Path

import pytest

from salestui import shipped
from salestui.exchange.csv_reading import open_csv
from salestui.exchange.errors import MapRefused
from salestui.exchange.importable import importable, table_names
from salestui.exchange.map_file import fill_template, find_map
from salestui.exchange.mapping import RULE_KEYS, TOP_KEYS, FromColumn, ImportMap, map_of_header, read_map

ACCOUNTS = importable("accounts")


def read(folder: Path, text: str, table: str = "accounts") -> ImportMap:
    path = folder / "map.toml"
    path.write_text(text, encoding="utf-8")
    return read_map(path, importable(table))


def test_a_column_is_a_name_a_table_or_a_list(tmp_path: Path) -> None:
    read_in = read(
        tmp_path,
        """
        key = "id"
        source = "old"
        blank = ["NULL", "-"]
        [columns]
        company = "name"
        place = ["city", { field = "country", values = { "Roma" = "Italy" } }]
        [columns.turnover]
        field = "annual_revenue"
        multiply = 1_000
        decimal_mark = ","
        [columns.boss]
        field = "primary_contact"
        create = true
        create_with = { job_title = "CEO", email = { column = "mail" } }
        [defaults]
        industry = "Financial"
        is_active = true
        """,
    )
    rules = {rule.field.name: rule for rule in read_in.rules}
    assert [rules[name].column for name in ("name", "city", "country")] == ["company", "place", "place"]
    assert rules["country"].values == {"Roma": "Italy"}
    assert (rules["annual_revenue"].multiply, rules["annual_revenue"].decimal_mark) == (1000, ",")
    assert rules["primary_contact"].create_with == {"job_title": "CEO", "email": FromColumn("mail")}
    assert (rules["industry"].column, rules["industry"].default) == (None, "Financial")
    assert rules["is_active"].default == "yes"
    assert read_in.blank == {"null", "-"}
    assert read_in.columns == ("company", "place", "turnover", "boss", "mail", "id")


def test_formats_are_those_of_every_column_that_says_none(tmp_path: Path) -> None:
    read_in = read(
        tmp_path,
        """
        formats = { date = "mdy", decimal_mark = "," }
        [columns]
        n = "name"
        a = "annual_revenue"
        d = { field = "created_on", date = "%d.%m.%Y" }
        """,
    )
    rules = {rule.field.name: rule for rule in read_in.rules}
    assert rules["annual_revenue"].decimal_mark == ","
    assert rules["created_on"].date == "%d.%m.%Y"
    assert rules["name"].date == "mdy", "of no use there, and no harm"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("table = accounts", "this is not TOML: Invalid value (at line 1"),
        ('tabel = "accounts"', "tabel: unknown key; the nearest is `table`"),
        ('table = "contacts"', "table: this map is for contacts, not for accounts"),
        ("table = 3", "table: must be a text in quotes, not 3"),
        ("columns = 3", "columns: must be a table, not 3"),
        ("[columns]\nx = 3", "columns.x: must be a field's name, or { field ="),
        ('[columns]\n"" = "name"', "a column without a name"),
        (
            '[columns]\nx = "nmae"',
            "columns.x.field: there is no field of accounts `nmae`; the nearest is `name`",
        ),
        ("[columns.x]\nvalues = {}", "columns.x: which field does it fill?"),
        ('[columns.x]\nfeild = "name"', "columns.x.feild: unknown key; the nearest is `field`"),
        ('[columns.x]\nfield = "name"\nvalues = { a = 1 }', "columns.x.values.a: must be a text in quotes"),
        (
            '[columns.x]\nfield = "name"\ncreate = true',
            "columns.x.create: name is a text, which this does not fit",
        ),
        ('[columns.x]\nfield = "name"\ndate = "dmy"', "name is a text, which this does not fit"),
        ('[columns.x]\nfield = "created_on"\ndate = "day first"', "is neither"),
        ('[columns.x]\nfield = "created_on"\ndate = "%d %d"', "no format that holds day, month and year"),
        ('[columns.x]\nfield = "created_on"\ndate = "%d.%m."', "no format that holds day, month and year"),
        ('[columns.x]\nfield = "created_on"\ndate = "%Q"', "no format that holds day, month and year"),
        ('[columns.x]\nfield = "annual_revenue"\ndecimal_mark = ";"', 'the decimal mark is "." or ","'),
        ('[columns.x]\nfield = "annual_revenue"\nmultiply = 0', "must be a number other than 0"),
        ('[columns.x]\nfield = "annual_revenue"\nmultiply = inf', "must be a number other than 0, not inf"),
        ('[columns.x]\nfield = "annual_revenue"\nmultiply = nan', "must be a number other than 0, not nan"),
        ('[columns.x]\nfield = "annual_revenue"\nround = 2.5', "must be a whole number from 0 to 10"),
        ('[columns.x]\nfield = "currency"\ncreate = true', "a currency can't be made from its name"),
        ('[columns.x]\nfield = "owner_team"\ncreate_with = { name = "y" }', "a team has no other fields"),
        ('[columns.x]\nfield = "primary_contact"\ncreate_with = { ttl = "y" }', "no field of contact `ttl`"),
        (
            '[columns.x]\nfield = "primary_contact"\ncreate_with = { account = "y" }',
            "a lookup can't be filled",
        ),
        ('[columns.x]\nfield = "primary_contact"\nby = "shoe"', "there is no text field of contact `shoe`"),
        ('[columns]\nx = "name"\ny = "name"', "columns: columns.x and columns.y both fill name"),
        ('[columns]\nx = "city"', "accounts need name (Account name)"),
        (
            '[columns]\nx = "name"\n[defaults]\nctiy = "Rome"',
            "defaults.ctiy: there is no field of accounts `ctiy`",
        ),
        ('[columns]\nx = "name"\n[defaults]\ncity = [1]', "defaults.city: must be a text, number, date"),
        ('[templates]\nname = "x"', "names no column; write {column}"),
        ('[columns]\nx = "name"\n[templates]\nemployees = "{x}"', "templates.employees: there is no field"),
        ('[columns]\nx = "name"\n[templates]\nindustry = "{x}"', "only a text is made of columns"),
        ('delimiter = "::"\n[columns]\nx = "name"', 'delimiter: a delimiter is one character, or "tab"'),
        ('key = 3\n[columns]\nx = "name"', "key: must be a text or a list of texts"),
        ("a = " + "[" * 5000, "nested too deeply"),
        ("a = " + "1" * 5000, "this is not TOML"),
    ],
)
def test_mistakes_are_told_with_file_and_key(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(MapRefused, match=re.escape(words)) as told:
        read(tmp_path, text)
    assert str(tmp_path / "map.toml") in str(told.value)


def test_a_key_of_users_must_be_a_text_that_they_keep(tmp_path: Path) -> None:
    columns = '[columns]\nagent = "full_name"\nboss = "manager"\n'
    assert read(tmp_path, f'key = "agent"\n{columns}', "users").key == ("agent",)
    for wrong in ("boss", "number"):
        with pytest.raises(MapRefused, match=f"key: `{wrong}` must fill a text of users"):
            read(tmp_path, f'key = "{wrong}"\n{columns}', "users")


def test_files_that_are_no_maps(tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    path.write_bytes(b'[columns]\n"Stra\xdfe" = "name"\n')
    with pytest.raises(MapRefused, match="not UTF-8 text; save it as UTF-8"):
        read_map(path, ACCOUNTS)
    path.write_bytes(b"x,y\n" * 300_000)
    with pytest.raises(MapRefused, match="too large for a map: is it the data"):
        read_map(path, ACCOUNTS)


def test_a_map_as_windows_editors_save_it(tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    path.write_text('[columns]\r\nx = "name"\r\n', encoding="utf-8-sig")
    assert read_map(path, ACCOUNTS).columns == ("x",)


def test_maps_are_found_by_path_or_bare_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_map("maven-teams") == shipped.folder("mappings") / "maven-teams.toml"
    monkeypatch.chdir(tmp_path)
    Path("maven-teams").write_text("", encoding="utf-8")
    assert find_map("maven-teams") == Path("maven-teams"), "a file of one's own goes before"
    with pytest.raises(MapRefused, match="did you mean maven-teams"):
        find_map("maven-team")
    with pytest.raises(MapRefused, match=r"there is no file \./none"):
        find_map("./none")
    with pytest.raises(MapRefused, match="can't be read"):
        find_map("x" * 300)
    with pytest.raises(MapRefused, match="is a folder"):
        find_map(str(tmp_path))


@pytest.mark.parametrize(
    "path", sorted(shipped.folder("mappings").glob("*.toml")), ids=lambda path: path.stem
)
def test_shipped_maps_can_be_read(path: Path) -> None:
    table = re.search(r'^table = "(\w+)"', path.read_text(encoding="utf-8"), re.MULTILINE)
    assert table is not None
    assert read_map(path, importable(table[1])).key


def test_every_key_and_field_is_described() -> None:
    page = (shipped.folder("mappings") / "README.md").read_text(encoding="utf-8")
    described = re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)
    assert sorted(described) == sorted((*TOP_KEYS, *RULE_KEYS))
    for name in table_names():
        assert f"| {name} | {', '.join(importable(name).fields)} |\n" in page


def test_a_header_that_names_fields(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text("Account name,city,Number of employees,Shoe size,NAME\n", encoding="utf-8")
    rules = map_of_header(open_csv(path), ACCOUNTS).rules
    assert [(rule.column, rule.field.name) for rule in rules] == [
        ("Account name", "name"),
        ("city", "city"),
        ("Number of employees", "number_of_employees"),
    ]


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (
            "shoe,size",
            r"none of its columns (`shoe`, `size`) is called as a field of accounts. Say with --map",
        ),
        ("Acme,1200,2024-01-01", "Its first line looks like data"),
        ("city,fax", "accounts need name (Account name): say which column fills it"),
    ],
)
def test_a_header_that_does_not(tmp_path: Path, header: str, words: str) -> None:
    path = tmp_path / "file.csv"
    path.write_text(f"{header}\n", encoding="utf-8")
    with pytest.raises(MapRefused, match=re.escape(words)):
        map_of_header(open_csv(path), ACCOUNTS)


def test_a_file_without_a_column_of_the_map(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text("name,town\nAcme,Rome\n", encoding="utf-8")
    for text in (
        '[columns]\nname = "name"\ntwon = "city"',
        '[columns]\nname = "name"\n[templates]\ndescription = "in {twon}"',
        'key = "twon"\n[columns]\nname = "name"',
        '[columns.name]\nfield = "name"\n[columns.town]\nfield = "primary_contact"\n'
        'create_with = { city = { column = "twon" } }',
    ):
        with pytest.raises(MapRefused, match=r"file\.csv has no column `twon`; the nearest is `town`"):
            read(tmp_path, text).check(open_csv(path))
    path.write_text("Acme,1200\n", encoding="utf-8")
    with pytest.raises(MapRefused, match="its first line looks like data"):
        read(tmp_path, '[columns]\nname = "name"').check(open_csv(path))


def test_a_template_is_filled_when_all_its_columns_are() -> None:
    cells = {"a b": "{x}", "c": ""}
    assert fill_template("<{a b}>", cells) == "<{x}>", "cells are no templates"
    assert fill_template("{a b} {c}", cells) is None
