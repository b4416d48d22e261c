"""An import is all or nothing, one command, and the same for every table."""

import csv
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from salestui.exchange.errors import FileRefused, MapRefused
from salestui.exchange.importable import MODELS, importable, table_names
from salestui.exchange.source_rows import PHASES
from salestui.lifecycle.history import redo, undo
from salestui.lifecycle.users import SignedIn
from salestui.models.fields import NAME_COLUMNS
from salestui.store.check import check
from salestui.store.database import Store
from salestui.store.errors import StoreError
from tests.exchange.conftest import Load, Query, unchanged
from tests.hostile import HOSTILE
from tests.store.making import dump

TABLES = {
    "accounts": ("name", "Acme", "year_established"),
    "contacts": ("full_name", "Ada Byron", "birthday"),
    "leads": ("topic", "A lead", "budget_amount"),
    "opportunities": ("topic", "A deal", "probability"),
    "products": ("name", "A thing", "list_price"),
    "competitors": ("name", "Bolt", "win_percentage"),
    "activities": ("subject", "Call", "duration_minutes"),
    "users": ("full_name", "Cid Ray", "is_active"),
}
"""For each table the field that names its records, a name, and a field that not every text fits."""

every_table = pytest.mark.parametrize("table", TABLES)


def names(query: Query, table: str) -> list[str]:
    known = importable(table)
    new = "id NOT IN (SELECT id FROM system_user WHERE user_name = 'mina')"
    column = NAME_COLUMNS[known.table]
    return [name for (name,) in query(f"SELECT {column} FROM {known.table} WHERE {new} ORDER BY 1")]


def test_every_table_is_tried() -> None:
    assert tuple(TABLES) == table_names()


@every_table
def test_a_bad_row_stops_it_all_and_can_be_skipped(
    load: Load, query: Query, tmp_path: Path, table: str
) -> None:
    field, name, other = TABLES[table]
    text = f"{field},{other}\n{name},\n{name} 2,never\n"
    with unchanged(query):
        report = load(table, text)
    assert (report.is_refused, report.bad_rows) == (True, 1)
    (bad,) = report.bad
    assert (bad.file, bad.line, bad.column, bad.value) == (report.files[0], 3, other, "never")
    assert bad.reason.startswith("not a ")
    rejects = tmp_path / "rejects.csv"
    report = load(table, text, skip_bad=rejects)
    assert (report.created, report.is_refused) == (1, False)
    assert names(query, table) == [name]
    with rejects.open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file))[1] == [f"{name} 2", "never", f"{other}: {bad.reason}"]


@every_table
def test_a_dry_run_finds_the_same_and_writes_nothing(load: Load, query: Query, table: str) -> None:
    field, name, _ = TABLES[table]
    with unchanged(query):
        dry = load(table, f"{field}\n{name}\n", dry_run=True)
    report = load(table, f"{field}\n{name}\n")
    assert (dry.created, dry.made) == (report.created, report.made) == (1, report.made)


@every_table
def test_a_second_import_updates(load: Load, query: Query, table: str) -> None:
    field, name, _ = TABLES[table]
    # A user is known again by a text of his own, the others by any column.
    key = 'key = "m"\n[columns]\nm = "email"\n' if table == "users" else 'key = "m"\n[columns]\n'
    map_text = f'{key}n = "{field}"\n'
    load(table, f"m,n\na@example.com,{name}\n", map_text)
    again = load(table, f"m,n\na@example.com,{name}\n", map_text)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 1)
    changed = load(table, f"m,n\na@example.com,{name} Two\n", map_text)
    assert (changed.created, changed.updated) == (0, 1)
    assert names(query, table) == [f"{name} Two"]


@every_table
def test_near_misses_are_taken_on_a_word(load: Load, query: Query, table: str) -> None:
    load("accounts", "name\nNordwind Trading\n")
    load("users", "full_name\nNordwind Trading\n")
    load("products", "name\nNordwind Trading\n")
    nearly = {
        "accounts": ("parent_account", "Nordwind Tradings", "Nordwind Trading"),
        "contacts": ("account", "Nordwind Tradings", "Nordwind Trading"),
        "leads": ("rating", "Colld", "Cold"),
        "opportunities": ("account", "Nordwind Tradings", "Nordwind Trading"),
        "products": ("parent", "Nordwind Tradings", "Nordwind Trading"),
        "competitors": ("currency", "U S D", "USD"),
        "activities": ("priority", "Normall", "Normal"),
        "users": ("manager", "Nordwind Tradings", "Nordwind Trading"),
    }
    column, value, proposal = nearly[table]
    field, name, _ = TABLES[table]
    text = f"{field},{column}\n{name},{value}\n"
    with unchanged(query):
        report = load(table, text)
    assert [(miss.column, miss.rows, miss.proposal) for miss in report.near_misses] == [(column, 1, proposal)]
    assert load(table, text, accept_near=True).created == 1


@every_table
def test_one_undo_takes_an_import_back(
    load: Load, query: Query, store: Store, mina: SignedIn, table: str
) -> None:
    field, name, _ = TABLES[table]
    before = dump(store.path)
    load(table, f"{field}\n{name}\n{name} 2\n")
    after = dump(store.path)
    known = importable(table)
    assert undo(store, mina.id) == f"Import 2 {table} from {table}.csv"
    assert dump(store.path) == before
    redo(store, mina.id)
    assert {row[0] for row in dump(store.path)[known.table]} == {row[0] for row in after[known.table]}
    assert [problem for one in check(store.path) for problem in one.problems] == []


@every_table
def test_hostile_text_in_every_field(
    load: Load, query: Query, store: Store, tmp_path: Path, table: str
) -> None:
    """Each is loaded as it is, or refused with a reason; never a crash, never half a file."""
    known = importable(table)
    field, name, _ = TABLES[table]
    texts = [text for text in HOSTILE if "\0" not in text and "\ud800" not in text]
    cells = ['"' + text.replace('"', '""') + '"' for text in texts]
    for other in known.fields:
        header, start = (field, "") if other == field else (f"{field},{other}", f"{name},")
        rows = [f"{start}{cell}\n" for cell in cells if start or cell.strip('" ')]
        report = load(table, f"{header}\n{''.join(rows)}", dry_run=True, skip_bad=tmp_path / "rejects.csv")
        assert report.created + report.bad_rows + report.waiting_rows == report.rows == len(rows)
        for line in report.lines():
            assert len(line) < 700
    assert [problem for one in check(store.path) for problem in one.problems] == []


@every_table
def test_hostile_names_stand_there_as_they_came(load: Load, query: Query, tmp_path: Path, table: str) -> None:
    field, _, _ = TABLES[table]
    fitting = [text for text in HOSTILE if text.isprintable() and text.strip() and len(text) < 60]
    fitting.append("a\u202eright to left override\u202c b")
    cells = "".join('"' + text.replace('"', '""') + '"\n' for text in fitting)
    assert load(table, f"{field}\n{cells}").created == len(fitting)
    assert sorted(names(query, table)) == sorted(text.strip() for text in fitting)


def test_up_to_50_bad_rows_are_listed_and_all_counted(load: Load, query: Query) -> None:
    rows = "".join(f"Firm {number},x,y\n" for number in range(60))
    with unchanged(query):
        report = load("accounts", f"name,year_established,number_of_employees\nGood,1,2\n{rows}")
    lines = list(report.lines())
    assert lines[1] == "60 bad rows:"
    assert lines[-2:] == ["  … and 10 more", "Nothing was written: of 61 rows, 60 bad."]
    assert sum("line 52, " in line for line in lines) == 2, "both problems of the 50th"
    assert not any("line 53" in line for line in lines)


def test_a_row_that_spans_lines_is_told_by_its_first(load: Load) -> None:
    report = load("accounts", 'name,description,year_established\nA,"one\ntwo\nthree",1\nB,,x\n')
    assert [(bad.line, bad.value) for bad in report.bad] == [(5, "x")]


def test_files_are_loaded_together_whatever_the_order_of_their_columns(load: Load, query: Query) -> None:
    report = load("accounts", ["name,city\nAcme,Rome\n", "city,name\nOslo,Bolt\n"])
    assert report.created == 2
    assert query("SELECT name, city FROM account ORDER BY 1") == [("Acme", "Rome"), ("Bolt", "Oslo")]
    with (
        unchanged(query),
        pytest.raises(FileRefused, match=r"don't have the same columns \(`city`, `town`\)"),
    ):
        load("accounts", ["name,city\nAcme,Rome\n", "town,name\nOslo,Bolt\n"])
    with unchanged(query):
        bad = load("accounts", ["name,year_established\nAcme,1\n", "name,year_established\nBolt,x\n"]).bad
    assert bad[0].file.endswith("accounts1.csv")


def test_a_header_without_rows(load: Load, query: Query) -> None:
    with unchanged(query), pytest.raises(FileRefused, match="there is a header, but no row below it"):
        load("accounts", "name,city\n\n , \n")
    assert load("accounts", ["name\n", "name\nAcme\n"]).created == 1


def test_values_that_only_one_record_may_have(load: Load, query: Query) -> None:
    load("competitors", "name\nBolt\n")
    with unchanged(query):
        report = load("competitors", "name\nAcme\nAcme\nBolt\n")
    hint = "to update that one, say in the map which column is the key"
    assert [(bad.line, bad.reason) for bad in report.bad] == [
        (3, "the same as in line 2: only one may have it"),
        (4, f"there is a competitor with it already: {hint}"),
    ]
    for table, text in (
        ("products", "name,product_number\nA,1\nB,1\n"),
        ("users", "full_name,user_name\nA,same\nB,same\n"),
    ):
        assert [bad.line for bad in load(table, text).bad] == [3]


def test_user_names_are_made_and_never_twice(load: Load, query: Query) -> None:
    text = "full_name,user_name,manager\nÀda Løve,,Eve Low\nada löve,,\nX,ada.love,\nY,eve.low,\n"
    load("users", text, '[columns]\nfull_name = "full_name"\nuser_name = "user_name"\n'
         'manager = { field = "manager", create = true }\n')  # fmt: skip
    assert query("SELECT full_name, user_name FROM system_user WHERE user_name <> 'mina' ORDER BY 1") == [
        ("Eve Low", "eve.low2"),
        ("X", "ada.love"),
        ("Y", "eve.low"),
        ("ada löve", "ada.love2"),
        ("Àda Løve", "ada.løve"),
    ]


def test_what_belongs_to_new_records_comes_with_them(load: Load, query: Query, mina: SignedIn) -> None:
    load("contacts", "first_name,last_name,full_name\nAda,Byron,\n,,Ben de Witt\n")
    assert query("SELECT full_name, first_name, last_name FROM contact ORDER BY 1") == [
        ("Ada Byron", "Ada", "Byron"),
        ("Ben de Witt", "Ben de", "Witt"),
    ]
    load("leads", "topic,status,status_reason\nA,,\nB,Disqualified,\nC,,Contacted\n")
    assert query("SELECT topic, status, status_reason FROM lead ORDER BY 1") == [
        ("A", 0, 1),
        ("B", 2, 4),
        ("C", 0, 2),
    ]
    assert load("leads", "topic,status,status_reason\nA,Open,Qualified\n").bad_rows == 1
    load("activities", "subject,activity_type,status,direction\nA,,,\nB,Phone call,Completed,Incoming\n")
    assert query("SELECT subject, activity_type, status_reason FROM activity ORDER BY 1") == [
        ("A", 4212, 2),
        ("B", 4210, 4),
    ]
    owners = query("SELECT DISTINCT owner_user_id FROM contact UNION SELECT owner_user_id FROM lead")
    assert owners == [(mina.id.hex,)]


@pytest.mark.parametrize(
    ("header", "row", "column", "reason"),
    [
        ("activity_type", "Appointment", "scheduled_end", "an appointment needs a start and an end"),
        (
            "scheduled_start,scheduled_end",
            "2026-01-02,2026-01-01",
            "scheduled_end",
            "it ends before it starts",
        ),
        ("activity_type,status", "Task,Scheduled", "status", "a task can't be scheduled"),
        ("activity_type", "Opportunity close", "activity_type", "come from closing"),
        ("account,contact", "Acme,Ada", "contact", "it regards one record, not"),
        ("owner_user,owner_team", "mina,North", "owner_team", "either a user or a team owns it"),
    ],
)
def test_activities_that_can_not_be(
    load: Load, query: Query, header: str, row: str, column: str, reason: str
) -> None:
    load("accounts", "name\nAcme\n")
    load("contacts", "full_name\nAda\n")
    load(
        "users",
        "full_name,team\nBen,North\n",
        '[columns]\nfull_name = "full_name"\nteam = { field = "team", create = true }',
    )
    with unchanged(query):
        (bad,) = load("activities", f"subject,{header}\nA,{row}\n").bad
    assert bad.column == column
    assert reason in bad.reason


def test_a_locked_file_is_told_and_nothing_lost(
    load: Load, query: Query, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("salestui.store.connection.BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with unchanged(query), pytest.raises(StoreError, match="locked by another program"):
            load("accounts", "name\nAcme\n")
        other.execute("ROLLBACK")
    assert load("accounts", "name\nAcme\n").created == 1


@pytest.mark.parametrize("phase", PHASES)
def test_stopped_midway_nothing_is_changed(load: Load, query: Query, phase: str) -> None:
    def stop(at: str, done: int, total: int) -> None:
        if at == phase:
            raise KeyboardInterrupt

    rows = "".join(f"Firm {number}\n" for number in range(1_500))
    with unchanged(query), pytest.raises(KeyboardInterrupt):
        load("accounts", f"name\n{rows}", progress=stop)
    assert load("accounts", "name\nAcme\n").created == 1, "and the file is free again"


def test_progress_comes_in_phases_and_ends_at_the_whole(load: Load) -> None:
    told: list[tuple[str, int, int]] = []
    rows = "".join(f"Firm {number}\n" for number in range(2_500))
    load("accounts", f"name\n{rows}", progress=lambda *now: told.append(now))
    assert list(dict.fromkeys(phase for phase, _, _ in told)) == list(PHASES)
    last = {phase: (done, total) for phase, done, total in told}
    assert last["reading"] == last["checking"] == last["writing"] == (2_500, 2_500)


def test_a_field_of_1_mb(load: Load, query: Query) -> None:
    for field in ("name", "annual_revenue", "industry", "created_on", "parent_account", "is_active"):
        columns = field if field == "name" else f"name,{field}"
        cell = "x1.," * (1 << 18)
        with unchanged(query):
            report = load("accounts", f'{columns}\n{"" if field == "name" else "Acme,"}"{cell}"\n')
        assert report.bad_rows == 1
        assert all(len(line) < 700 for line in report.lines())


def test_names_of_files_that_are_hostile(load: Load, query: Query, tmp_path: Path) -> None:
    with pytest.raises(MapRefused) as told:
        load("accounts", "\x1b[31mname\nAcme\n")
    assert "\x1b" not in str(told.value)
    report = load("accounts", "\x1b]0;title\x07,name\nx,Acme\n")
    assert not any("\x1b" in line for line in report.lines())


def test_models_of_all_tables_are_known() -> None:
    assert {importable(name).table for name in table_names()} <= set(MODELS)
