"""`salestui show`: one opportunity with everything that belongs to it."""

import csv
import io
from pathlib import Path

import pytest
from sqlmodel import select

from salestui.lifecycle import history
from salestui.lifecycle.users import signed_in
from salestui.models.fields import FIELDS
from salestui.models.opportunities import Opportunity
from salestui.store.database import Store
from tests.commands.conftest import Run

FLAGSHIP = "Warehouse automation, phase 2"
PANES = {
    "timeline_entries",
    "assistant",
    "stakeholders",
    "sales_team",
    "competitors",
    "line_items",
    "quotes",
    "files",
    "history",
}


def test_json_is_one_object_with_panes_as_arrays(run: Run, demo_file: Path) -> None:
    told = run("show", FLAGSHIP, "--db", demo_file, "--user", "mina", "--format", "json").json
    assert {name for name, value in told.items() if isinstance(value, list)} == PANES
    assert all(told[pane] for pane in PANES), "the demo fills every pane"
    assert set(FIELDS["opportunity"]) <= set(told)
    assert told["estimated_revenue"] == "171392.00"
    assert told["estimated_close_date"] == "2026-12-04"
    assert told["owner_user"] == "Mina Okafor"
    assert told["decision_maker"] is True
    assert told["created_on"].endswith("+00:00")
    assert told["totals"]["total_amount"] == "171392.00"
    assert told["quotes"][0]["total_amount"]


def test_table_has_fields_and_panes(run: Run, demo_file: Path) -> None:
    out = run("show", FLAGSHIP, "--db", demo_file, "--user", "mina").out
    assert "\nEst. revenue               171,392.00\n" in out
    assert "\nOpportunity Sales Process  Active: Qualify done" in out
    for title in ("TIMELINE 22", "ASSISTANT", "STAKEHOLDERS 4", "SALES TEAM 2", "COMPETITORS 2", "QUOTES 3"):
        assert f"\n\n{title}" in out
    assert "Walk-through with site leads" in out
    assert "in 40 min" in out
    assert "Probability: 50 to 60" in out
    assert "owner_user" not in out


def test_what_was_undone_is_told_apart_from_what_was_done(run: Run, demo_file: Path) -> None:
    with Store.open(demo_file) as store:
        mina = signed_in(store, "Mina Okafor").id
        with store.command("Rename it", mina) as session:
            deal = session.exec(select(Opportunity).where(Opportunity.topic == FLAGSHIP)).one()
            deal.topic = "Another"
        history.undo(store, mina)
        history.redo(store, mina)
        history.undo(store, mina)
    out = run("show", FLAGSHIP, "--db", demo_file, "--user", "mina").out
    rows = [line for line in out.splitlines() if "Rename it" in line]
    assert ["undid: " in row for row in rows] == [True, False, True, False]
    assert ["did again: " in row for row in rows] == [False, True, False, False]


def test_csv_is_one_row_of_fields(run: Run, demo_file: Path) -> None:
    out = run("show", FLAGSHIP, "--db", demo_file, "--format", "csv").out
    (row,) = csv.DictReader(io.StringIO(out))
    assert (row["topic"], row["estimated_revenue"]) == (FLAGSHIP, "171392.00")
    assert (row["decision_maker"], row["file_debrief"]) == ("true", "false")
    assert not PANES & set(row)


@pytest.mark.parametrize("length", [32, 31])
def test_by_the_start_of_its_id(run: Run, demo_file: Path, length: int) -> None:
    where = ("--db", demo_file, "--format", "json")
    whole = run("show", FLAGSHIP, *where).json["id"]
    assert run("show", whole[:length], *where).json["topic"] == FLAGSHIP


def test_several_are_meant(run: Run, demo_file: Path) -> None:
    start = run("show", FLAGSHIP, "--db", demo_file, "--format", "json").json["id"][:8]
    ran = run("show", start, "--db", demo_file)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"salestui: Several opportunities are meant by '{start}'. Name one by its id:")


def test_none_is_meant(run: Run, demo_file: Path) -> None:
    ran = run("show", "Warehouse automation, phase 3", "--db", demo_file)
    assert (ran.code, ran.out) == (1, "")
    assert "No opportunity has the id or topic 'Warehouse automation, phase 3'" in ran.err


def test_a_topic_that_is_no_text(spawn: Run, demo_file: Path) -> None:
    typed = b"caf\xe9".decode("utf-8", "surrogateescape")
    for line in (("show", typed), ("list", "--user", typed)):
        ran = spawn(*line, "--db", demo_file)
        assert (ran.code, ran.out, ran.err) == (2, "", "salestui: “caf?” is not UTF-8 text\n")
