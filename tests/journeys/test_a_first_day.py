"""Install, load a real pipeline, find a deal, change it, come back tomorrow: it is as it was left."""

import json
from pathlib import Path

import pytest

from salestui import cli
from tests.journeys.driver import started

PIPELINE = Path(__file__).parent.parent / "exchange" / "pipeline"
FILES = (
    ("accounts", "accounts.csv", "maven-accounts"),
    ("products", "products.csv", "maven-products"),
    ("users", "sales_teams.csv", "maven-teams"),
    ("opportunities", "sales_pipeline.csv", "maven-pipeline"),
)


def load(path: Path) -> None:
    for table, name, mapping in FILES:
        line = ["--db", str(path), "--user", "mina", "import", table, str(PIPELINE / name)]
        assert cli.run([*line, "--map", mapping, "--accept-near"]) == 0, name


async def test_a_pipeline_is_loaded_worked_and_found_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "sales" / "pipeline.db"
    load(path)
    async with started(path) as person:
        await person.choose_view("all opportunities")
        loaded = len(person.topics)
        assert loaded == len((PIPELINE / "sales_pipeline.csv").read_text("utf-8").strip().splitlines()) - 1
        await person.choose_view("open opportunities")
        await person.do("pane.down", "pane.open")
        topic = person.record.subject()
        await person.set_field("estimated_close_date", "2027-02-03")
        await person.do("editing.save")
        assert person.toasts[-1].startswith("✓ Est. close date set to Wed 03 Feb")
        await person.do("record.back")
        cursor = person.listed.table.record_id
        assert person.listed.table.value("topic") == topic
    async with started(path) as person:
        assert person.listed.view.key == "open"
        assert person.listed.table.record_id == cursor
        assert person.listed.table.value("estimated_close_date") == "2027-02-03"
        await person.do("app.undo")
        assert person.listed.table.value("estimated_close_date") != "2027-02-03"
        assert person.toasts[-1].startswith("✓ Undone: Edit est. close date of")
        await person.do("app.redo")
        assert person.listed.table.value("estimated_close_date") == "2027-02-03"
    capsys.readouterr()
    assert cli.run(["--db", str(path), "list", "open", "--format", "json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [one["topic"] for one in listed if one["estimated_close_date"] == "2027-02-03"] == [topic]


async def test_an_import_is_taken_back_by_one_undo_and_done_again(tmp_path: Path) -> None:
    path = tmp_path / "pipeline.db"
    load(path)
    async with started(path) as person:
        await person.choose_view("all opportunities")
        before = person.topics
        await person.do("app.undo")
        assert person.topics == []
        await person.do("app.redo")
        assert person.topics == before
