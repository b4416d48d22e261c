"""What the cells of columns mean."""

from pathlib import Path

import pytest

from salestui.exchange.cells import Column, Refused, columns_of, read_cells
from salestui.exchange.errors import MapRefused
from salestui.exchange.importable import importable
from salestui.exchange.mapping import read_map
from salestui.exchange.near_misses import NearMiss
from salestui.exchange.source_rows import Source, open_files, read_rows
from salestui.models.choices import Industry

COLUMNS = '[columns]\nname = "name"\nsector = "industry"\n'


def read(
    folder: Path, text: str, map_text: str, accept_near: bool = False, table: str = "accounts"
) -> tuple[dict[str, Column], Source, list[str], list[NearMiss]]:
    (folder / "file.csv").write_text(text, encoding="utf-8")
    (folder / "map.toml").write_text(map_text, encoding="utf-8")
    load = read_map(folder / "map.toml", importable(table))
    source = read_rows(open_files([folder / "file.csv"], None, None), None)
    columns = columns_of(load, source)
    said, near = read_cells(columns, accept_near)
    return {column.rule.field.name: column for column in columns}, source, said, near


def given(column: Column, source: Source) -> list[object]:
    """What the rows get, or why they don't."""
    for row in source.rows:
        column.give(row)
    name = column.rule.field.name
    return [row.values.get(name, row.problems[0].reason if row.problems else None) for row in source.rows]


def test_blanks_values_and_defaults(tmp_path: Path) -> None:
    columns, source, _, _ = read(
        tmp_path,
        "name,town,land\nA, Rome ,x\nB,NULL,\nC,-,y\nD,,n/a\n",
        """
        blank = ["null", "-"]
        [columns]
        name = "name"
        town = "city"
        land = { field = "country", values = { "x" = "Italy", "n/a" = "" } }
        [defaults]
        country = "Spain"
        fax = "none"
        """,
    )
    assert given(columns["city"], source) == ["Rome", None, None, None]
    assert given(columns["country"], source) == ["Italy", "Spain", "y", "Spain"]
    assert given(columns["fax"], source) == ["none"] * 4, "a constant is for every row"
    assert columns["city"].counts == {"Rome": 1}


def test_options_are_known_by_their_labels_whatever_the_case(tmp_path: Path) -> None:
    columns, source, _, near = read(tmp_path, "name,sector\nA,FINANCIAL\nB, consulting\nC,\n", COLUMNS)
    assert given(columns["industry"], source) == [Industry.FINANCIAL, Industry.CONSULTING, None]
    assert near == []


def test_an_option_that_is_nearly_one_waits_or_is_taken(tmp_path: Path) -> None:
    text = "name,sector\nA,Finacial\nB,Finacial\nC,shoes\n"
    columns, source, _, near = read(tmp_path, text, COLUMNS)
    assert near == [NearMiss("sector", "industry", "Finacial", 2, "Financial", False)]
    nearly, _, unknown = given(columns["industry"], source)
    assert str(nearly).startswith("nearly `Financial`: take it with --accept-near")
    assert str(unknown).startswith("no industry is called so: the nearest is `")
    assert 'under [columns."sector"], values = { "shoes" = … }' in str(unknown)
    assert [row.waits for row in source.rows] == [True, True, False]
    columns, source, _, near = read(tmp_path, text, COLUMNS, accept_near=True)
    assert near[0].taken
    assert given(columns["industry"], source)[:2] == [Industry.FINANCIAL] * 2
    assert columns["industry"].name_of(source.rows[0]) == "Financial"


def test_what_was_found_of_a_column_is_said_once(tmp_path: Path) -> None:
    map_text = '[columns]\nname = "name"\nday = ["created_on", "description"]\nfounded = "year_established"\n'
    _, _, said, _ = read(tmp_path, "name,day,founded\nA,25/12/2024,1999\n", map_text)
    assert said == ["day: dates are day/month/year (seen from `25/12/2024` in line 2)"]
    both = '[columns]\ntopic = "topic"\nday = ["entered_qualify", "estimated_close_date"]\n'
    _, _, said, _ = read(tmp_path, "topic,day\nA,2024-12-25\n", both, table="opportunities")
    assert said == ["day: dates are year-month-day"]


@pytest.mark.parametrize(
    ("default", "words"),
    [
        (
            'industry = "shoes"',
            'defaults.industry = "shoes" in the map: no industry is called so: the nearest',
        ),
        ("annual_revenue = 1e20", 'defaults.annual_revenue = "1e+20" in the map: money lies between'),
        ('created_on = "yesterday"', 'defaults.created_on = "yesterday" in the map: not a date'),
        ("is_active = 2", 'defaults.is_active = "2" in the map: not a yes or no'),
    ],
)
def test_a_default_that_is_no_value_is_told_of_the_map_once(tmp_path: Path, default: str, words: str) -> None:
    with pytest.raises(MapRefused) as told:
        read(tmp_path, "name\nA\nB\n", f'[columns]\nname = "name"\n[defaults]\n{default}\n')
    assert str(told.value).startswith(words)


def test_texts_are_checked_as_typed_ones_are(tmp_path: Path) -> None:
    columns, source, _, _ = read(
        tmp_path,
        'name,town\n"two\nlines",a\nB,"bell\x07"\nC,' + "x" * 81 + "\n",
        '[columns]\nname = "name"\ntown = "city"',
    )
    assert (
        str(given(columns["name"], source)[0]) == "character 4 is a line break; Account name is a single line"
    )
    assert isinstance(columns["city"].meaning["bell\x07"], Refused)
    assert columns["city"].meaning["x" * 81] == Refused("81 characters; City takes 80")
