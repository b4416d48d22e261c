"""Names in cells find, or make, the records that they mean."""

from pathlib import Path

import pytest

from salestui.exchange.errors import MapRefused
from tests.exchange.conftest import Load, Query, unchanged

CONTACTS = '[columns]\nname = "full_name"\nfirm = "account"\n'
PARENT = (
    "SELECT child.name, parent.name FROM account child"
    " LEFT JOIN account parent ON parent.id = child.parent_account_id"
)


def firms_of(query: Query) -> list[tuple[object, ...]]:
    return query(
        "SELECT full_name, account.name FROM contact LEFT JOIN account ON account.id = account_id ORDER BY 1"
    )


def test_a_name_finds_its_record_whatever_case_and_blanks(load: Load, query: Query) -> None:
    load("accounts", "name\nAcme Corp\n")
    load("contacts", "name,firm\nAda,acme  CORP\nBen,Acme Corp\nCid,\n", CONTACTS)
    assert firms_of(query) == [("Ada", "Acme Corp"), ("Ben", "Acme Corp"), ("Cid", None)]


def test_a_name_that_is_not_there(load: Load, query: Query) -> None:
    with unchanged(query):
        report = load("contacts", "name,firm\nAda,Acme\n", CONTACTS)
    assert [str(bad.reason) for bad in report.bad] == [
        "there is no account called so: load the accounts first, or let the map make it (create = true)"
    ]
    report = load("activities", "subject,opportunity\nCall,Deal\n")
    assert report.bad[0].reason == "there is no opportunity called so: load the opportunities first"


def test_a_name_that_several_have(load: Load) -> None:
    load("accounts", "name,account_number\nAcme,A-1\nAcme,A-2\n")
    report = load("contacts", "name,firm\nAda,Acme\n", CONTACTS)
    assert report.bad[0].reason.startswith("2 accounts are called so: tell them apart by another field")


def test_another_field_tells_them_apart(load: Load, query: Query) -> None:
    load("accounts", "name,account_number\nAcme,A-1\nAcme Two,A-2\n")
    by_number = '[columns]\nname = "full_name"\nfirm = { field = "account", by = "account_number" }\n'
    load("contacts", "name,firm\nAda,A-2\n", by_number)
    assert firms_of(query) == [("Ada", "Acme Two")]


def test_numbers_that_are_nearly_alike_are_no_near_misses(load: Load) -> None:
    load("accounts", "name,account_number\nAcme,ABCDEFGHIJ\n")
    by_number = '[columns]\nname = "full_name"\nfirm = { field = "account", by = "account_number" }\n'
    report = load("contacts", "name,firm\nAda,ABCDEFGHIK\n", by_number, accept_near=True)
    assert report.near_misses == []
    assert report.bad_rows == 1


def test_records_are_found_by_the_key_that_they_were_loaded_with(load: Load, query: Query) -> None:
    load("accounts", "id,name\n7,Acme\n8,Acme\n", 'key = "id"\nsource = "old"\n[columns]\nname = "name"\n')
    by_key = '[columns]\nname = "full_name"\nfirm = { field = "account", by = "import_key" }\n'
    load("contacts", "name,firm\nAda,8\n", f'source = "old"\n{by_key}')
    assert query("SELECT account.import_key FROM contact JOIN account ON account.id = account_id") == [
        ("old:8",)
    ]
    assert load("contacts", "name,firm\nBen,8\n", by_key).bad_rows == 1, "another program's key"


def test_rows_may_name_each_other_in_any_order(load: Load, query: Query) -> None:
    map_text = 'key = "id"\n[columns]\nname = "name"\nboss = "parent_account"\n'
    load("accounts", "id,name,boss\n1,Sub,Mid\n2,Mid,Top\n3,Top,\n", map_text)
    assert sorted(query(PARENT)) == [("Mid", "Top"), ("Sub", "Mid"), ("Top", None)]
    by_key = '[columns]\nname = "name"\nboss = { field = "parent_account", by = "import_key" }\n'
    load("accounts", "id,name,boss\n1,Sub,4\n4,New,\n", f'key = "id"\n{by_key}')
    assert ("Sub", "New") in query(PARENT)


def test_missing_records_are_made_once_with_what_the_map_says(load: Load, query: Query) -> None:
    map_text = """
        [columns]
        name = "full_name"
        [columns.firm]
        field = "account"
        create = true
        create_with = { industry = "Financial", city = { column = "town" } }
        """
    report = load("contacts", "name,firm,town\nAda,Acme,Rome\nBen,ACME,Oslo\nCid,Bolt,\n", map_text)
    assert report.made == {"account": 2}
    assert report.made_names == [("account", "Acme"), ("account", "Bolt")]
    assert query("SELECT name, city, industry, owner_user_id IS NOT NULL FROM account ORDER BY 1") == [
        ("Acme", "Rome", 16, 1),
        ("Bolt", None, 16, 1),
    ]
    assert firms_of(query) == [("Ada", "Acme"), ("Ben", "Acme"), ("Cid", "Bolt")]
    report = load("contacts", "name,firm,town\nDan,acme,\n", map_text)
    assert report.made == {}


def test_what_only_bad_rows_name_is_not_made(load: Load, query: Query, tmp_path: Path) -> None:
    map_text = (
        '[columns]\nname = "full_name"\nborn = "birthday"\nfirm = { field = "account", create = true }\n'
    )
    text = "name,born,firm\nAda,2000-01-01,Acme\nBen,2000-02-31,Bolt\n"
    load("contacts", text, map_text, skip_bad=tmp_path / "rejects.csv")
    assert query("SELECT name FROM account") == [("Acme",)]


def test_a_name_that_no_record_can_have(load: Load, query: Query) -> None:
    map_text = '[columns]\nname = "full_name"\nfirm = { field = "account", create = true }\n'
    with unchanged(query):
        report = load("contacts", f"name,firm\nAda,{'x' * 161}\n", map_text)
    assert report.bad[0].reason.endswith("Account name: 161 characters; Account name takes 160")


def test_near_misses_are_shown_once_with_their_rows(load: Load, query: Query) -> None:
    load("accounts", "name\nAcme Corp\n")
    text = "name,firm\nAda,AcmeCorp\nBen,AcmeCorp\nCid,Acme Corp\n"
    with unchanged(query):
        report = load("contacts", text, CONTACTS)
    assert [
        (miss.column, miss.value, miss.rows, miss.proposal, miss.taken) for miss in report.near_misses
    ] == [("firm", "AcmeCorp", 2, "Acme Corp", False)]
    assert (report.waiting_rows, report.bad_rows, report.is_refused) == (2, 0, True)
    assert list(report.lines())[-7:] == [
        "Near misses:",
        "  firm `AcmeCorp`, 2 rows: `Acme Corp`?",
        "Take all of them with --accept-near, or the right ones in the map, beside its values:",
        '  [columns."firm"]',
        '  field = "account"',
        '  values = { "AcmeCorp" = "Acme Corp" }',
        "Nothing was written: of 3 rows, 2 waiting for that.",
    ]
    load("contacts", text, CONTACTS, accept_near=True)
    assert {firm for _, firm in firms_of(query)} == {"Acme Corp"}


def test_the_lines_that_are_proposed_can_be_put_into_the_map(load: Load, query: Query) -> None:
    load("accounts", 'name\n"Acme ""Corp"""\n')
    text = 'name,the "firm"\nAda,"Acme Corp"\n'
    report = load("contacts", text, '[columns]\nname = "full_name"\n\'the "firm"\' = "account"\n')
    lines = [line for line in report.lines() if line.startswith("  ")][1:]
    load("contacts", text, '[columns.name]\nfield = "full_name"\n' + "\n".join(lines))
    assert firms_of(query) == [("Ada", 'Acme "Corp"')]


def test_a_near_miss_is_not_made_unless_the_map_says_so(load: Load, query: Query) -> None:
    load("accounts", "name\nAnna Smith Ltd\n")
    firm = 'field = "account"\ncreate = true\n'
    text = "name,firm\nAda,Anne Smith Ltd\n"
    report = load("contacts", text, f'[columns.name]\nfield = "full_name"\n[columns.firm]\n{firm}')
    assert report.waiting_rows == 1
    own = f'{firm}values = {{ "Anne Smith Ltd" = "Anne Smith Ltd" }}\n'
    load("contacts", text, f'[columns.name]\nfield = "full_name"\n[columns.firm]\n{own}')
    assert firms_of(query) == [("Ada", "Anne Smith Ltd")]


def test_a_near_miss_of_a_name_that_two_have_can_not_be_taken(load: Load) -> None:
    load("accounts", "name\nAcme Corp\nAcme Corp\n")
    report = load("contacts", "name,firm\nAda,AcmeCorp\n", CONTACTS, accept_near=True)
    assert report.bad[0].reason.startswith("nearly `Acme Corp`, but several accounts are called so")
    assert report.near_misses == []


def test_a_default_that_names_nothing_is_told_of_the_map(load: Load) -> None:
    with pytest.raises(MapRefused, match=r'^defaults.account = "Acme" in the map: there is no account'):
        load("contacts", "name\nAda\nBen\n", '[columns]\nname = "full_name"\n[defaults]\naccount = "Acme"\n')


@pytest.mark.parametrize(
    ("rows", "reasons"),
    [
        ("A,B\nB,C\nC,A\n", {2: "leads back", 3: "leads back", 4: "leads back"}),
        ("A,A\n", {2: "leads back"}),
        ("A,B\nB,B\n", {2: "the row that it names, line 3, can't be loaded", 3: "leads back"}),
    ],
)
def test_rows_that_lead_back_to_themselves(
    load: Load, query: Query, rows: str, reasons: dict[int, str]
) -> None:
    with unchanged(query):
        report = load("accounts", f"name,parent_account\n{rows}")
    assert {bad.line for bad in report.bad} == set(reasons)
    assert all(reasons[bad.line] in bad.reason for bad in report.bad)


def test_records_that_are_there_close_a_circle_too(load: Load) -> None:
    map_text = 'key = "name"\n[columns]\nname = "name"\nboss = "parent_account"\n'
    load("accounts", "name,boss\nTop,\nMid,Top\nSub,Mid\n", map_text)
    report = load("accounts", "name,boss\nTop,Sub\n", map_text)
    assert [bad.reason for bad in report.bad] == ["it leads back to the row itself"]


def test_what_names_a_bad_row_is_left_out_with_it(load: Load, query: Query, tmp_path: Path) -> None:
    text = "name,parent_account,year_established\nTop,,never\nMid,Top,\nSub,Mid,\nOther,,1999\n"
    report = load("accounts", text, skip_bad=tmp_path / "rejects.csv")
    assert [(bad.line, bad.reason.split(",")[0]) for bad in report.bad] == [
        (2, "not a number: write 1234.50"),
        (3, "the row that it names"),
        (4, "the row that it names"),
    ]
    assert query("SELECT name FROM account") == [("Other",)]


def test_what_names_a_waiting_row_waits_with_it(load: Load) -> None:
    text = "name,industry,parent_account\nTop,Finacial,\nSub,,Top\n"
    report = load("accounts", text)
    assert (report.waiting_rows, report.bad_rows, report.bad) == (2, 0, [])


def test_a_long_chain_is_no_trouble(load: Load, query: Query) -> None:
    rows = "".join(f"Firm {number},Firm {number + 1}\n" for number in range(3_000))
    report = load("accounts", f"name,parent_account\n{rows}Firm 3000,\n")
    assert report.created == 3_001
    assert query("SELECT COUNT(*) FROM account WHERE parent_account_id IS NULL") == [(1,)]
