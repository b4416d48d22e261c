"""Pictures of the quick entry, the full form and the record of an activity on the demo company."""

from typing import Any
from uuid import UUID

import pytest
from textual.pilot import Pilot

from salestui.app import SalesApp
from salestui.lifecycle.refs import RecordRef
from salestui.screens.opening_records import open_record
from salestui.widgets.desk import Desk
from tests.screens.app import idle, settled
from tests.screens.looks import Before, Compare, at_flagship

SIZES = [(120, 40), (80, 24)]
LINE = "call Ana tomorrow 16:00 30m !high about the security review"


def entering(line: str, *keys: str) -> Before:
    """The quick entry of the flagship deal with this line, then these keys."""

    async def run(pilot: Pilot[Any]) -> None:
        await at_flagship("a")(pilot)
        pilot.app.screen.line.value = line  # type: ignore[attr-defined]  # the quick entry
        await pilot.pause()
        await pilot.press(*keys)
        await settled(pilot)

    return run


def opening(condition: str) -> Before:
    """The record of an activity."""

    async def run(pilot: Pilot[Any]) -> None:
        app = pilot.app
        assert isinstance(app, SalesApp)
        await idle(pilot)
        query = f"SELECT id, subject FROM activity WHERE {condition} ORDER BY id LIMIT 1"
        found = app.desk.store.reader.execute(query).fetchone()
        open_record(app, app.desk, RecordRef("activity", UUID(found[0]), found[1]))
        await settled(pilot)

    return run


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("line", [LINE, ""], ids=["line", "empty"])
def test_the_quick_entry(snap_compare: Compare, demo_desk: Desk, line: str, size: tuple[int, int]) -> None:
    assert snap_compare(SalesApp(demo_desk), terminal_size=size, run_before=entering(line))


@pytest.mark.parametrize("size", SIZES)
def test_the_form(snap_compare: Compare, demo_desk: Desk, size: tuple[int, int]) -> None:
    assert snap_compare(SalesApp(demo_desk), terminal_size=size, run_before=entering(LINE, "tab"))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "condition",
    ["activity_type = 4201 AND status = 3", "activity_type = 4202 AND status = 1"],
    ids=["open", "closed"],
)
def test_the_record(snap_compare: Compare, demo_desk: Desk, condition: str, size: tuple[int, int]) -> None:
    assert snap_compare(SalesApp(demo_desk), terminal_size=size, run_before=opening(condition))


@pytest.mark.parametrize("size", SIZES)
def test_rescheduling(snap_compare: Compare, demo_desk: Desk, size: tuple[int, int]) -> None:
    assert snap_compare(SalesApp(demo_desk), terminal_size=size, run_before=at_flagship("r"))
