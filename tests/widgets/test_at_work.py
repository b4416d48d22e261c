"""The dialog that stands before work that takes a while, and what may lie over it when that ends."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from threading import Event
from typing import Any

import pytest
from textual.pilot import Pilot

from salestui.progress import Told
from salestui.screens.quick_entry import QuickEntryDialog
from salestui.widgets import at_work
from salestui.widgets.at_work import AtWork
from salestui.widgets.desk import Desk
from salestui.widgets.dialog import Confirm, NotSaved
from salestui.widgets.job import Job
from salestui.widgets.too_small import TooSmall
from tests.screens.app import Stand, open_app, toasts, until

TINY, LARGE = (30, 8), (120, 40)


class Work:
    """Work that goes on until it may end, and notes what follows it."""

    def __init__(self, pilot: Pilot[Any]) -> None:
        self.pilot = pilot
        self.app = pilot.app
        self.may_end = Event()
        self.followed: list[str] = []

    def begin(self, done: Callable[[str], object] | None = None, patience: float = 0.0) -> None:
        def work(told: Told) -> str:
            assert self.may_end.wait(20)
            told("saving", 1, 1)
            return "result"

        done = done or self.followed.append
        at_work.start(self.app, "w", Job(work), done, refused=self.followed.append, patience=patience)

    async def end(self) -> None:
        self.may_end.set()
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    async def resize(self, size: tuple[int, int]) -> None:
        await self.pilot.resize_terminal(*size)
        await self.pilot.pause()

    @property
    def screens(self) -> list[type]:
        return [type(screen) for screen in self.app.screen_stack]


@asynccontextmanager
async def working(desk: Desk) -> AsyncIterator[Work]:
    async with open_app(desk, size=LARGE) as pilot:
        yield Work(pilot)


async def test_work_that_ends_while_the_terminal_is_too_small(desk: Desk) -> None:
    async with working(desk) as work:
        work.begin()
        await work.resize(TINY)
        await work.end()
        assert (work.screens, work.followed) == ([Stand, AtWork, TooSmall], [])
        await work.resize(LARGE)
        assert (work.screens, work.followed) == ([Stand], ["result"])


async def test_what_follows_is_asked_once_it_is_seen(desk: Desk) -> None:
    def ask(result: str) -> None:
        work.app.push_screen(
            Confirm("next", [result], yes="go on"), lambda yes: work.followed.append(str(yes))
        )

    async with working(desk) as work:
        work.begin(ask)
        await work.resize(TINY)
        await work.end()
        await work.resize(LARGE)
        assert work.screens == [Stand, Confirm]
        await work.pilot.press("y")
        assert (work.screens, work.followed) == ([Stand], ["True"])


async def test_work_that_ends_while_leaving_asks_keeps_what_was_typed(desk: Desk) -> None:
    async with working(desk) as work:
        stand = work.app.screen
        assert isinstance(stand, Stand)
        stand.dirty = "2 changes to Acme"
        work.begin()
        await work.pilot.press("ctrl+q")
        await work.end()
        assert (work.screens, work.followed) == ([Stand, AtWork, NotSaved], [])
        await work.pilot.press("escape")
        await work.pilot.pause()
        assert (work.screens, work.followed) == ([Stand], ["result"])
        assert work.app.is_running
        assert stand.unsaved() == "2 changes to Acme"


async def test_what_follows_and_fails_is_not_told_as_failed_work(desk: Desk) -> None:
    """It is a defect as any other, and the work is done."""
    said: list[str] = []

    def fails(result: str) -> None:
        raise ZeroDivisionError(result)

    with pytest.raises(ZeroDivisionError, match="result"):
        async with working(desk) as work:
            work.begin(fails)
            await work.end()
            said = toasts(work.app)
    assert said == []


async def test_a_dialog_that_is_opened_in_time_keeps_the_keys(desk: Desk) -> None:
    async with working(desk) as work:
        work.begin(patience=0.05)
        entry = QuickEntryDialog(desk, None)
        await work.app.push_screen(entry)
        await work.pilot.press(*"call")
        await work.pilot.pause(0.3)
        await work.pilot.press(*" Ana")
        assert work.screens == [Stand, QuickEntryDialog]
        assert entry.line.value == "call Ana"
        await work.pilot.press("escape")
        await until(work.pilot, lambda: work.screens == [Stand, AtWork])
        await work.end()
        assert (work.screens, work.followed) == ([Stand], ["result"])


async def test_it_never_covers_what_says_that_the_terminal_is_too_small(desk: Desk) -> None:
    async with working(desk) as work:
        work.begin(patience=0.05)
        await work.resize(TINY)
        await work.pilot.pause(0.3)
        assert work.screens == [Stand, TooSmall]
        await work.resize(LARGE)
        await until(work.pilot, lambda: work.screens == [Stand, AtWork])
        await work.end()
        assert work.screens == [Stand]


async def test_short_work_shows_nothing(desk: Desk) -> None:
    async with working(desk) as work:
        work.begin(patience=60)
        assert work.screens == [Stand]
        await work.end()
        assert (work.screens, work.followed) == ([Stand], ["result"])
