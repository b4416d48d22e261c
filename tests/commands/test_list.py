"""`salestui list` and `salestui views`: a view's rows as a table, CSV and JSON."""

import csv
import io
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterable
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from salestui.lifecycle.users import signed_in
from salestui.lifecycle.view_catalogue import SYSTEM_VIEWS
from salestui.lifecycle.views import View
from salestui.models.opportunities import Opportunity
from salestui.store.database import Store
from salestui.store.journal import bulk_insert
from tests.commands.conftest import Run
from tests.hostile import HOSTILE


def test_json_is_one_array_of_objects_with_field_names(run: Run, demo_file: Path) -> None:
    ran = run("list", "--db", demo_file, "--user", "mina", "--format", "json")
    assert ran.code == 0
    assert ran.err == ""
    rows = {row["topic"]: row for row in ran.json}
    deal = rows["Warehouse automation, phase 2"]
    assert re.fullmatch(r"[0-9a-f]{32}", deal.pop("id"))
    assert deal == {
        "topic": "Warehouse automation, phase 2",
        "customer_name": "Marmalade Foods",
        "estimated_close_date": "2026-12-04",
        "estimated_revenue": "171392.00",
        "rating": "Hot",
        "probability": 60,
        "contact": "Ana Silveira",
        "account": "Marmalade Foods",
    }


def test_json_of_an_empty_view_is_an_empty_array(run: Run, empty_file: Path) -> None:
    assert run("list", "--db", empty_file, "--format", "json").json == []


def test_ages_are_days_of_the_calendar(run: Run, demo_file: Path) -> None:
    """From the last of August, shortly before midnight, to a noon of November."""
    with closing(sqlite3.connect(demo_file)) as connection:
        connection.execute("UPDATE opportunity SET created_on = '2026-08-31 23:50:00'")
        connection.execute("DELETE FROM process_instance")
        connection.commit()
    view = ("list", "my-stuck", "--db", demo_file, "--user", "mina", "--format")
    assert {row["age"] for row in run(*view, "json").json} == {84}
    head, *rows = run(*view, "table").out.splitlines()
    end = head.index("Days since created") + len("Days since created")
    assert {row[:end].split()[-1] for row in rows} == {"84"}


def test_table_of_an_empty_view_says_so(run: Run, empty_file: Path) -> None:
    ran = run("list", "--db", empty_file)
    assert (ran.code, ran.err) == (0, "no rows\n")
    assert len(ran.out.splitlines()) == 1


def test_csv_has_the_same_rows(run: Run, demo_file: Path) -> None:
    where = ("--db", demo_file, "--user", "mina")
    told = run("list", "all", *where, "--format", "json").json
    read = list(csv.DictReader(io.StringIO(run("list", "all", *where, "--format", "csv").out)))
    assert len(read) == 80
    assert read == [{name: "" if one is None else str(one) for name, one in row.items()} for row in told]


def test_table_is_for_people(run: Run, demo_file: Path) -> None:
    lines = run("list", "My Open Opportunities", "--db", demo_file, "--user", "mina").out.splitlines()
    assert lines[0].split("  ")[0] == "Topic"
    row = next(line for line in lines if line.startswith("Warehouse automation, phase 2"))
    assert re.search(r"\b04 Dec +\$171,392 +Hot +60%", row)
    assert len({line.index("$") + len(re.findall(r"\$[\d,]+", line)[0]) for line in lines[1:]}) == 1, (
        "aligned"
    )
    assert all(line == line.rstrip() for line in lines)


@pytest.mark.parametrize("view", SYSTEM_VIEWS["opportunity"], ids=lambda view: view.key)
def test_every_view_can_be_listed_by_key_and_name(run: Run, demo_file: Path, view: View) -> None:
    where = ("--db", demo_file, "--user", "mina", "--format", "json")
    by_key = run("list", view.key, *where)
    assert by_key.code == 0
    assert run("list", view.name.upper(), *where).out == by_key.out


def test_unknown_view_names_the_nearest(run: Run, demo_file: Path) -> None:
    ran = run("list", "my-opn", "--db", demo_file)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        'salestui: No view is called "my-opn"; the nearest is "my-open". `salestui views` lists them.\n'
    )


def test_views_marks_the_default(run: Run, demo_file: Path) -> None:
    told = run("views", "--db", demo_file, "--format", "json").json
    assert [one["key"] for one in told if one["is_default"]] == ["my-open"]
    assert len(told) == len(SYSTEM_VIEWS["opportunity"])
    assert told[0]["filter"] == "open, owned by me or my teams"
    table = run("views", "--db", demo_file).out.splitlines()
    assert (
        " ".join(table[1].split()) == "my-open My Open Opportunities system yes open, owned by me or my teams"
    )


def _fill(store: Store, deals: Iterable[dict[str, object]]) -> None:
    """Put open opportunities of mina into a file."""
    me = signed_in(store, "mina")
    with store.command("Many", me.id) as session:
        bulk_insert(session, Opportunity, ({"owner_user_id": me.id, **deal} for deal in deals))


@pytest.fixture
def hostile_file(store: Store) -> Path:
    """A file whose topics are hostile texts."""
    texts = [text for text in HOSTILE if text.strip() and "\ud800" not in text]
    _fill(store, ({"topic": text[:300]} for text in texts))
    return store.path


def test_hostile_text_is_shown_and_steers_nothing(run: Run, hostile_file: Path) -> None:
    out = run("list", "--db", hostile_file, "--user", "mina").out
    assert "[@click=app.quit]click[/]" in out
    assert "bell� escape�[31m" in out
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u200b]", out)
    assert max(len(line) for line in out.splitlines()) < 250


def test_hostile_text_is_data_in_csv_and_json(run: Run, hostile_file: Path) -> None:
    where = ("--db", hostile_file, "--user", "mina")
    topics = {row["topic"] for row in run("list", *where, "--format", "json").json}
    assert "two\nlines\r\nand\ttab\u2028separator" in topics
    assert "bell\x07 escape\x1b[31m csi\x9b2J del\x7f null\x00" in topics
    out = run("list", *where, "--format", "csv").out
    assert {row["topic"] for row in csv.DictReader(io.StringIO(out, newline=""))} == topics


def test_reader_that_has_seen_enough_ends_it_quietly(demo_file: Path) -> None:
    command = [sys.executable, "-m", "salestui", "list", "all", "--db", str(demo_file), "--format", "json"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.close()
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (0, b"")


def test_data_is_utf8_and_a_table_what_the_terminal_has(spawn: Run, demo_file: Path) -> None:
    latin = {"env": {**os.environ, "PYTHONIOENCODING": "ascii"}}
    told = spawn("list", "all", "--db", demo_file, "--format", "json", **latin)
    assert {row["account"] for row in told.json} >= {"Blue Teapot Cafés"}
    assert "Blue Teapot Caf?s" in spawn("list", "all", "--db", demo_file, **latin).out


def test_long_list_comes_in_pieces(run: Run, store: Store) -> None:
    """More rows than are held at a time; each once, in the order of the view."""
    deals = (
        {
            "topic": f"Deal {number:04}",
            "estimated_close_date": date(2027, 1, 1 + number % 28),
            "estimated_revenue": Decimal(number),
        }
        for number in range(1203)
    )
    _fill(store, deals)
    rows = run("list", "--db", store.path, "--user", "mina", "--format", "json").json
    assert len({row["topic"] for row in rows}) == 1203
    dates = [row["estimated_close_date"] for row in rows]
    assert dates == sorted(dates)
    table = run("list", "--db", store.path, "--user", "mina").out.splitlines()
    assert len(table) == 1204
    assert len({len(line) for line in table[1:]}) == 1, "figures end in the same column"
