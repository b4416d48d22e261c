"""Pictures of screens on the demo company."""

from collections.abc import Awaitable, Callable
from typing import Any

from textual.pilot import Pilot

from salestui.app import SalesApp
from salestui.settings import Settings
from salestui.widgets.desk import Desk
from salestui.widgets.theme import Mode
from tests.screens.app import idle, settled

Compare = Callable[..., bool]
Before = Callable[[Pilot[Any]], Awaitable[None]]
FLAGSHIP = "Warehouse"


def shown(desk: Desk, mode: Mode) -> SalesApp:
    """The program in these colours."""
    desk.settings = Settings(user="mina", theme=mode)
    return SalesApp(desk)


def pressing(*keys: str) -> Before:
    """These keys, each when what the one before it opened is there."""

    async def run(pilot: Pilot[Any]) -> None:
        await idle(pilot)
        for key in keys:
            await pilot.press(key)
            await idle(pilot)
        await settled(pilot)

    return run


def at_flagship(*keys: str) -> Before:
    """The cursor on the flagship deal, then these keys."""

    async def run(pilot: Pilot[Any]) -> None:
        await idle(pilot)
        table = pilot.app.screen.table  # type: ignore[attr-defined]  # the list of opportunities
        rows = table.source.window(0, 100)
        table.select(next((row[0] for row in rows if str(row[1]).startswith(FLAGSHIP)), ""))
        await pressing(*keys)(pilot)

    return run
