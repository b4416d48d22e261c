"""Pictures of the activities as a list and as a calendar, on the demo company."""

import pytest

from salestui.app import SalesApp
from salestui.widgets.desk import Desk
from tests.screens.looks import Compare, pressing


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
    snap_compare: Compare, demo_desk: Desk, size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    assert snap_compare(SalesApp(demo_desk), terminal_size=size, run_before=pressing("4", *keys))
