"""Whole stories by keyboard: keys are pressed by the names of actions, so a rebound key breaks no story."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.widgets import Input

from salestui import actions
from salestui.app import SalesApp
from salestui.screens.opportunities import OpportunitiesScreen
from salestui.screens.opportunity import OpportunityScreen
from salestui.settings import Settings
from salestui.widgets.desk import Desk
from salestui.widgets.row_control import RowControl
from tests.screens.shown import Shown

_TEXTUAL = {"*": "asterisk", "/": "slash", "?": "question_mark", "[": "left_square_bracket"}
_TEXTUAL |= {"]": "right_square_bracket", ".": "full_stop", ",": "comma", ">": "greater_than_sign"}


class Driver(Shown):
    """A person at the keyboard of a running program."""

    async def do(self, *action_ids: str) -> None:
        """Press the keys of these actions."""
        for action_id in action_ids:
            key = self.desk.settings.keys.get(action_id, actions.BY_ID[action_id].keys)[0]
            await self.pilot.press(_TEXTUAL.get(key, key))
            await self.settle()

    async def write(self, text: str) -> None:
        """Type into what has the keys."""
        box = self.app.focused
        assert isinstance(box, Input), box
        box.value = text
        await self.settle()

    async def choose_view(self, typed: str) -> None:
        await self.do("list.choose_view")
        await self.write(typed)
        await self.do("choose.take")

    async def filter(self, typed: str) -> None:
        await self.do("list.filter")
        await self.write(typed)
        await self.do("filter.keep")

    async def set_field(self, name: str, text: str) -> None:
        """Edit a field of the open record, or of the one under the cursor, and keep what is typed."""
        fields = self.app.screen.query_one("#summary")
        fields.focus()
        assert fields.select(name)  # type: ignore[attr-defined]  # it is the pane of fields
        await self.do("fields.edit")
        self.app.screen.query_one(RowControl).focus_input()
        await self.write(text)

    @property
    def listed(self) -> OpportunitiesScreen:
        found = self.app.screen_stack[0]
        assert isinstance(found, OpportunitiesScreen)
        return found

    @property
    def record(self) -> OpportunityScreen:
        assert isinstance(self.app.screen, OpportunityScreen), self.app.screen
        return self.app.screen

    @property
    def topics(self) -> list[str]:
        place = [column.key for column in self.listed.table.source.columns].index("topic") + 1
        return [str(row[place]) for row in self.listed.table.source.window(0, 100_000)]


@asynccontextmanager
async def started(
    path: Path, settings: Settings | None = None, size: tuple[int, int] = (120, 40)
) -> AsyncIterator[Driver]:
    """The program as a start on this file opens it, with what was remembered of the screens; then closed."""
    desk = Desk.open(path, settings or Settings(user="mina"))
    try:
        app = SalesApp(desk)
        async with app.run_test(size=size, notifications=True) as pilot:
            driver = Driver(pilot, desk)
            await driver.settle()
            yield driver
    finally:
        desk.store.close()
