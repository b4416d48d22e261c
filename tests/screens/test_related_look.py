"""Pictures of accounts, contacts and competitors on the demo company."""

import pytest

from salestui.app import SalesApp
from salestui.widgets.desk import Desk
from tests.screens.looks import Compare, pressing


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
def test_the_accounts(snap_compare: Compare, demo_desk: Desk, size: tuple[int, int]) -> None:
    assert snap_compare(SalesApp(demo_desk), terminal_size=size, run_before=pressing("7"))


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
def test_an_account(snap_compare: Compare, demo_desk: Desk, size: tuple[int, int]) -> None:
    assert snap_compare(SalesApp(demo_desk), terminal_size=size, run_before=pressing("7", "enter"))


def test_its_opportunities(snap_compare: Compare, demo_desk: Desk) -> None:
    run = pressing("7", "enter", "l", "l")
    assert snap_compare(SalesApp(demo_desk), terminal_size=(80, 24), run_before=run)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
def test_a_competitor(snap_compare: Compare, demo_desk: Desk, size: tuple[int, int]) -> None:
    run = pressing("0", "j", "enter", *(("l", "l") if size[0] < 100 else ()))
    assert snap_compare(SalesApp(demo_desk), terminal_size=size, run_before=run)


def test_what_keeps_an_account(snap_compare: Compare, demo_desk: Desk) -> None:
    assert snap_compare(SalesApp(demo_desk), terminal_size=(80, 24), run_before=pressing("7", "d"))
