"""`salestui activities`: the activities of a view as a table, CSV and JSON."""

import re
from pathlib import Path

from tests.commands.conftest import Run


def test_the_activities_of_a_view(run: Run, demo_file: Path) -> None:
    ran = run("activities", "due-today", "--db", demo_file, "--user", "mina", "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    rows = {row["subject"]: row for row in ran.json}
    assert rows["Walk-through with site leads"] == {
        "id": rows["Walk-through with site leads"]["id"],
        "subject": "Walk-through with site leads",
        "regarding": "Warehouse automation, phase 2",
        "scheduled_start": "2026-11-23T14:10:00+00:00",
        "scheduled_end": "2026-11-23T15:10:00+00:00",
        "activity_type": "Appointment",
        "status": "Scheduled",
        "owner": "Mina Okafor",
        "priority": "Normal",
    }


def test_the_table_tells_the_time(run: Run, demo_file: Path) -> None:
    ran = run("activities", "--db", demo_file, "--user", "mina")
    line = next(line for line in ran.out.splitlines() if line.strip().startswith("Walk-through with site"))
    assert re.search(r"23 Nov 14:10\s+23 Nov 15:10", line)


def test_an_unknown_view_is_refused_with_those_that_are_there(run: Run, demo_file: Path) -> None:
    ran = run("activities", "overdu", "--db", demo_file, "--user", "mina")
    assert ran.code == 1
    assert ran.err.strip() == (
        'salestui: No view is called "overdu"; the nearest is "overdue". There are mine, team, all, open,'
        " closed, overdue, due-today, due-7-days."
    )
