"""Pictures of accounts, contacts and competitors on the demo company."""

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
    async def run(pilot: Pilot[Any]) -> None:
        for key in keys:
            await pilot.app.workers.wait_for_complete()
            await pilot.press(key)
            await pilot.pause(0.1)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause(0.2)

    return run


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
def test_the_accounts(snap_compare: Compare, desk: Desk, size: tuple[int, int]) -> None:
    assert snap_compare(SalesApp(desk), terminal_size=size, run_before=pressing("7"))


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
def test_an_account(snap_compare: Compare, desk: Desk, size: tuple[int, int]) -> None:
    assert snap_compare(SalesApp(desk), terminal_size=size, run_before=pressing("7", "enter"))


def test_its_opportunities(snap_compare: Compare, desk: Desk) -> None:
    run = pressing("7", "enter", "l", "l")
    assert snap_compare(SalesApp(desk), terminal_size=(80, 24), run_before=run)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
def test_a_competitor(snap_compare: Compare, desk: Desk, size: tuple[int, int]) -> None:
    run = pressing("0", "j", "enter", *(("l", "l") if size[0] < 100 else ()))
    assert snap_compare(SalesApp(desk), terminal_size=size, run_before=run)


def test_what_keeps_an_account(snap_compare: Compare, desk: Desk) -> None:
    assert snap_compare(SalesApp(desk), terminal_size=(80, 24), run_before=pressing("7", "d"))
