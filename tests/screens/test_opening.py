"""How a start looks: the first row at once, then the list, on which the first key works."""

import pytest

from salestui.app import StartingApp
from salestui.screens.opening import OpeningScreen
from salestui.screens.opportunities import OpportunitiesScreen
from salestui.widgets.desk import Desk
from salestui.widgets.nav import Nav
from salestui.widgets.too_small import TooSmall
from tests.screens.app import until
from tests.screens.pipeline import seed


async def test_the_first_row_stays_where_it_is_when_the_list_comes(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("salestui.screens.opening._PAINTED_AFTER", 0.3)  # or a busy machine misses it
    seed(desk)
    app = StartingApp(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        first = app.screen
        assert isinstance(first, OpeningScreen)
        row = first.query_one(Nav).render_line(0).text
        await until(pilot, lambda: isinstance(app.screen, OpportunitiesScreen))
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.screen.query_one(Nav).render_line(0).text == row
        assert app.screen_stack == [app.screen]
        await pilot.press("j")
        await pilot.pause()
        assert app.screen.table.cursor_row == 1


async def test_a_terminal_that_is_too_small_from_the_start_says_so(desk: Desk) -> None:
    app = StartingApp(desk)
    async with app.run_test(size=(20, 5)) as pilot:
        await until(pilot, lambda: app.current_mode == "opportunities" and isinstance(app.screen, TooSmall))
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert isinstance(app.screen, OpportunitiesScreen)
