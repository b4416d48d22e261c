"""Pictures of the activities as a list and as a calendar, on the demo company."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from salestui.app import SalesApp
from salestui.settings import Settings
from salestui.widgets.desk import Desk

Compare = Callable[..., bool]


@pytest.fixture
def desk(demo_file: Path) -> Iterator[Desk]:
    opened = Desk.open(demo_file, Settings(user="mina"))
    opened.label = "demo"
    yield opened
    opened.store.close()


def pressing(*keys: str) -> Callable[[Pilot[Any]], Any]:
    """The place of activities, then these keys."""

    async def run(pilot: Pilot[Any]) -> None:
        await pilot.app.workers.wait_for_complete()
        for key in ("4", *keys):
            await pilot.press(key)
            await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause(0.2)

    return run


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
@pytest.mark.parametrize(
    "keys",
    [
        (),
        ("C", "=", "]", "]"),
        ("C", "]", "up", "up", "up"),
        ("C", "-", "full_stop"),
    ],
    ids=["list", "day", "week", "month"],
)
def test_the_activities(
    snap_compare: Compare, desk: Desk, size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    assert snap_compare(SalesApp(desk), terminal_size=size, run_before=pressing(*keys))
