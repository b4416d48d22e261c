"""Which rows are records that are there already."""

import pytest

from salestui.exchange.errors import MapRefused
from tests.exchange.conftest import Load, Query

KEYED = 'key = "id"\n[columns]\nname = "name"\ntown = "city"\n'


def test_a_second_import_updates_where_the_key_is_the_same(load: Load, query: Query) -> None:
    load("accounts", "id,name,town\n1,Acme,Rome\n2,Bolt,Oslo\n", KEYED)
    report = load("accounts", "id,name,town\n2,Bolt,Bergen\n1,Acme,Rome\n3,Crane,\n", KEYED)
    assert (report.created, report.updated, report.unchanged) == (1, 1, 1)
    assert query("SELECT import_key, name, city FROM account ORDER BY 1") == [
        ("1", "Acme", "Rome"),
        ("2", "Bolt", "Bergen"),
        ("3", "Crane", None),
    ]


def test_a_blank_cell_empties_the_field_of_a_record(load: Load, query: Query) -> None:
    load("accounts", "id,name,town\n1,Acme,Rome\n", KEYED)
    load("accounts", "id,name,town\n1,Acme,\n", KEYED)
    assert query("SELECT city FROM account") == [(None,)]
    report = load("accounts", "id,name,town\n1,,Rome\n", KEYED)
    assert [bad.reason for bad in report.bad] == ["Account name is needed"]


def test_the_keys_of_two_programs_do_not_meet(load: Load, query: Query) -> None:
    load("accounts", "id,name,town\n1,Acme,Rome\n", f'source = "old"\n{KEYED}')
    report = load("accounts", "id,name,town\n1,Bolt,Oslo\n", f'source = "new"\n{KEYED}')
    assert report.created == 1
    assert query("SELECT import_key FROM account ORDER BY 1") == [("new:1",), ("old:1",)]


def test_without_a_key_every_row_is_a_new_record(load: Load, query: Query) -> None:
    for _ in range(2):
        load("accounts", "name\nAcme\n")
    assert query("SELECT COUNT(*) FROM account") == [(2,)]


def test_a_record_made_by_hand_is_found_by_the_text_of_the_key(load: Load, query: Query) -> None:
    load("accounts", "name,city\nAcme,Rome\n")
    by_name = 'key = "name"\n[columns]\nname = "name"\ntown = "city"\n'
    report = load("accounts", "name,town\nAcme,Oslo\n", by_name)
    assert (report.created, report.updated) == (0, 1)
    assert query("SELECT name, city, import_key FROM account") == [("Acme", "Oslo", "Acme")]


def test_a_text_that_several_have_can_not_tell_them_apart(load: Load) -> None:
    load("accounts", "name\nAcme\nAcme\n")
    report = load("accounts", "name\nAcme\n", 'key = "name"\n[columns]\nname = "name"\n')
    assert [bad.reason for bad in report.bad] == [
        "2 accounts are called so: which one is meant can't be told"
    ]


def test_a_key_of_two_columns(load: Load, query: Query) -> None:
    map_text = 'key = ["land", "id"]\n[columns]\nname = "name"\nland = "country"\n'
    load("accounts", "land,id,name\nIT,1,Acme\nNO,1,Bolt\n", map_text)
    report = load("accounts", "land,id,name\nNO,1,Crane\n", map_text)
    assert report.updated == 1
    assert query("SELECT name FROM account ORDER BY 1") == [("Acme",), ("Crane",)]


@pytest.mark.parametrize(
    ("rows", "line", "reason"),
    [
        ("1,A,\n1,B,\n", 3, "the same key as in line 2"),
        (",A,\n", 2, "the key is blank"),
        (" NULL ,A,\n", 2, "the key is blank"),
        ("x" * 201 + ",A,\n", 2, "a key has at most 200 characters"),
        ('"a\nb",A,\n', 2, "a key has no control characters or line breaks"),
    ],
)
def test_keys_that_tell_nothing(load: Load, rows: str, line: int, reason: str) -> None:
    report = load("accounts", f"id,name,town\n{rows}", f'blank = "null"\n{KEYED}')
    assert [(bad.line, bad.column, bad.reason) for bad in report.bad] == [(line, "id", reason)]


def test_the_same_key_in_two_files_is_told_with_the_file(load: Load) -> None:
    report = load("accounts", ["id,name,town\n1,A,\n", "town,name,id\n,B,1\n"], KEYED)
    (bad,) = report.bad
    assert bad.file.endswith("accounts1.csv")
    assert bad.reason.startswith("the same key as in line 2 of ")
    assert bad.reason.endswith("accounts.csv")


def test_a_key_that_the_map_reads_as_nothing(load: Load) -> None:
    """Some rows with a name and some without must not be compared with each other."""
    map_text = 'key = "n"\n[columns]\nn = { field = "full_name", values = { "?" = "" } }\nm = "email"\n'
    report = load("users", "n,m\nAda Byron,a@example.com\n?,b@example.com\n", map_text)
    assert [(bad.line, bad.reason) for bad in report.bad] == [(3, "Full name is needed")]


def test_users_are_found_by_a_field_of_their_own(load: Load, query: Query) -> None:
    map_text = 'key = "m"\n[columns]\nn = "full_name"\nm = "email"\n'
    load("users", "n,m\nAda Byron,a@example.com\n", map_text)
    report = load("users", "n,m\nAda Lovelace,a@example.com\n", map_text)
    assert report.updated == 1
    assert query("SELECT full_name, user_name FROM system_user WHERE email IS NOT NULL") == [
        ("Ada Lovelace", "ada.byron")
    ]
    with pytest.raises(MapRefused, match="must fill a text of users"):
        load("users", "n,id\nAda,1\n", 'key = "id"\n[columns]\nn = "full_name"\n')
