"""A record's screen in a running app, driven by keys and read as text."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from textual.pilot import Pilot
from textual.widgets import TextArea

from salestui.app import SalesApp
from salestui.models.opportunities import Opportunity
from salestui.screens.opportunity import OpportunityScreen
from salestui.screens.record_screen import RecordScreen
from salestui.widgets.desk import Desk
from salestui.widgets.fields_pane import FieldsPane
from salestui.widgets.pane import Pane
from salestui.widgets.row_control import RowControl
from salestui.widgets.row_source import RowList
from salestui.widgets.walk import Walk
from tests.screens.app import Stand, idle
from tests.screens.shown import Shown


class Record(Shown):
    """The screen with its app."""

    def __init__(self, pilot: Pilot[Any], screen: RecordScreen, desk: Desk) -> None:
        super().__init__(pilot, desk)
        self.screen = screen

    @property
    def fields(self) -> FieldsPane:
        return self.screen.fields

    @property
    def control(self) -> RowControl:
        return self.screen.query_one(RowControl)

    @property
    def hint(self) -> str:
        return self.control.hint.text

    def pane(self, pane_id: str) -> Pane:
        return self.screen.query_one(f"#{pane_id}", Pane)

    def stored(self, record_id: UUID | None = None) -> Opportunity:
        with self.desk.store.session() as session:
            found = session.get(Opportunity, record_id or self.screen.record_id)
        assert found is not None
        return found

    def lines(self) -> list[str]:
        """What the screen shows, line by line."""
        width, height = self.app.size
        rows = [[" "] * width for _ in range(height)]
        for widget in [*self.screen.query("*")]:
            region = widget.region
            shown = widget.display and all(
                node.display for node in widget.ancestors if hasattr(node, "display")
            )
            if widget.children or not region.area or not shown:
                continue
            for y in range(region.height):
                text = widget.render_line(y).text[: region.width]
                if 0 <= region.y + y < height:
                    rows[region.y + y][region.x : region.x + len(text)] = text
        return ["".join(row).rstrip() for row in rows]

    def text(self, pane_id: str) -> str:
        """The words of a pane, in one line."""
        pane = self.pane(pane_id)
        lines = [pane.render_line(y).text.strip(" ▎▌▐") for y in range(pane.size.height)]
        return " ".join(" ".join(lines).split())

    async def edit(self, name: str, text: str | None = None) -> None:
        """Open a field by its key, and put a text there."""
        self.fields.focus()
        assert self.fields.select(name), name
        await self.press("e")
        if text is not None:
            await self.put(text)

    async def put(self, text: str) -> None:
        box = self.control.input
        if isinstance(box, TextArea):
            box.text = text
        else:
            box.value = text
        await self.pilot.pause()

    async def settle(self) -> None:
        """Until threads that undo or warm up are done."""
        await idle(self.pilot)
        await self.pilot.pause()


@asynccontextmanager
async def opened(
    desk: Desk, ids: dict[str, UUID], topic: str, size: tuple[int, int] = (120, 40)
) -> AsyncIterator[Record]:
    """The record of this topic, opened from a list of all `ids`."""
    app = SalesApp(desk, {"opportunities": Stand})
    async with app.run_test(size=size, notifications=True) as pilot:
        await idle(pilot)
        rows = [(record_id.hex,) for record_id in ids.values()]
        walk = Walk("My Open Opportunities", lambda: RowList((), rows), ids[topic].hex)
        screen = OpportunityScreen(desk, ids[topic], walk)
        await app.push_screen(screen)
        await idle(pilot)
        yield Record(pilot, screen, desk)
