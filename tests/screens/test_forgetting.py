"""What is closed is let go of: a day of opened records and dialogs must not fill the memory."""

import gc
import weakref

from textual.screen import Screen
from textual.strip import Strip

from salestui.widgets.desk import Desk
from tests.screens.listed import List, opened
from tests.screens.pipeline import seed


async def test_closed_records_and_dialogs_are_let_go_of_with_all_that_they_drew(desk: Desk) -> None:
    seed(desk)
    async with opened(desk) as shown:
        closed = [await _open_and_close(shown, key) for key in ("enter", "v", "question_mark", "a")]
        before = _drawn()
        closed += [await _open_and_close(shown, key) for key in ("enter", "v", "question_mark", "a") * 2]
        after = _drawn()
        # The event loop may still hold the last one of a kind.
        assert sum(screen() is not None for screen in closed) <= 1
        assert after < before * 1.2


async def _open_and_close(shown: List, key: str) -> "weakref.ref[Screen[object]]":
    await shown.press(key)
    await shown.settle()
    screen = weakref.ref(shown.top)
    assert shown.top is not shown.screen
    await shown.press("escape")
    await shown.settle()
    assert shown.top is shown.screen
    return screen


def _drawn() -> int:
    """Lines that something holds on to."""
    gc.collect()
    return sum(isinstance(one, Strip) for one in gc.get_objects())
