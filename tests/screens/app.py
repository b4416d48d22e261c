"""The app with a stand-in for its screens, for tests of what is around them."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.pilot import Pilot

from salestui.app import SalesApp, ScreenFactory
from salestui.widgets.acting import bindings
from salestui.widgets.desk import Desk, RecordsChanged
from salestui.widgets.pane import Entry, Pane
from salestui.widgets.preview import PreviewPane
from salestui.widgets.work_screen import WorkScreen
from tests.widgets.kit import row


class Stand(WorkScreen):
    """A list of five rows that notes what it was asked to do."""

    place = "opportunities"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("opportunities", "list", "table")]
    groups: ClassVar[dict[str, str]] = {"list.edit": "This opportunity"}

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.done: list[str] = []
        self.news: list[RecordsChanged] = []
        self.dirty: str | None = None

    def body(self) -> ComposeResult:
        yield Pane("my open opportunities", id="list")

    @property
    def pane(self) -> Pane:
        return self.query_one("#list", Pane)

    def on_mount(self) -> None:
        rows: list[Entry] = [row(f"r{number}", f"Warehouse {number}") for number in range(5)]
        self.pane.groups = {"pane.open": "This opportunity"}
        self.pane.show(rows)
        self.pane.focus()

    def subject(self) -> str:
        return "Warehouse automation, phase 2"

    def unsaved(self) -> str | None:
        return self.dirty

    def on_records_changed(self, event: RecordsChanged) -> None:
        self.news.append(event)

    def action_sort(self) -> None:
        self.done.append("sort")

    def action_new(self) -> None:
        self.done.append("new")

    def action_choose_view(self) -> None:
        self.done.append("choose_view")


def toasts(app: App[Any]) -> list[str]:
    """What the toasts on the screen say."""
    return [str(toast.render()) for toast in app.screen.query("Toast")]


async def until(pilot: Pilot[Any], so: Callable[[], object]) -> None:
    """Wait for what a thread or a timer brings; fails when it does not come."""
    async with asyncio.timeout(20):
        while not so():
            await pilot.pause(0.01)


async def idle(pilot: Pilot[Any]) -> None:
    """Until no worker runs; one that another took the place of counts as done."""
    await pilot.pause()
    await until(pilot, lambda: all(worker.is_finished for worker in pilot.app.workers))
    await pilot.pause()


async def settled(pilot: Pilot[Any]) -> None:
    """Until no worker runs, and what is read when the cursor rests has been."""
    await idle(pilot)
    await until(pilot, lambda: not _will_read(pilot.app))
    await idle(pilot)


def _will_read(app: App[Any]) -> bool:
    """Whether a preview waits for the cursor to rest."""
    panes = [pane for screen in app.screen_stack for pane in screen.query(PreviewPane)]
    return any(pane._reading is not None for pane in panes)


@asynccontextmanager
async def open_app(
    desk: Desk, screen: ScreenFactory = Stand, size: tuple[int, int] = (120, 40)
) -> AsyncIterator[Pilot[Any]]:
    """The app with this screen in the place of the opportunities, ready for keys."""
    app = SalesApp(desk, {"opportunities": screen})
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        yield pilot
