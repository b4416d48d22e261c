"""The list of opportunities in a running app, driven by keys and read as text."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlmodel import col, select
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget

from salestui.app import SalesApp
from salestui.models.opportunities import Opportunity
from salestui.screens.opportunities import OpportunitiesScreen
from salestui.widgets.desk import Desk
from salestui.widgets.opportunity_preview import OpportunityPreview
from salestui.widgets.record_table import HEAD, RecordTable
from tests.screens.app import toasts

LETTERS = {" ": "space", "*": "asterisk", "/": "slash", "?": "question_mark", "+": "plus", ".": "full_stop"}


class List:
    """The screen with its app."""

    def __init__(self, pilot: Pilot[Any], desk: Desk) -> None:
        self.pilot, self.desk = pilot, desk
        self.app: SalesApp = pilot.app  # type: ignore[assignment]  # the pilot's app is the one that was run

    @property
    def top(self) -> Screen[Any]:
        """The screen that has the keys."""
        return self.app.screen

    @property
    def screen(self) -> OpportunitiesScreen:
        found = self.app.screen_stack[0]
        assert isinstance(found, OpportunitiesScreen)
        return found

    @property
    def table(self) -> RecordTable:
        return self.screen.table

    @property
    def preview(self) -> OpportunityPreview:
        return self.screen.query_one(OpportunityPreview)

    @property
    def toasts(self) -> list[str]:
        return toasts(self.app)

    @property
    def status(self) -> str:
        return "".join(text for text, _ in self.screen.footer.status)

    @property
    def topic(self) -> str:
        """The topic under the cursor."""
        return str(self.table.value("topic"))

    @property
    def topics(self) -> list[str]:
        """The topics of all rows, in order."""
        place = [column.key for column in self.table.source.columns].index("topic") + 1
        return [str(row[place]) for row in self.table.source.window(0, 10_000)]

    @property
    def rows(self) -> list[str]:
        """The rows in sight, as text."""
        lines = text_of(self.table)[HEAD:]
        return [line for line in lines if line]

    @property
    def head(self) -> str:
        return " ".join(" ".join(text_of(self.screen.head)).split())

    @property
    def foot(self) -> str:
        return " ".join(" ".join(text_of(self.screen.foot)).split())

    def stored(self, topic: str) -> Opportunity | None:
        """The newest opportunity of a topic in the file."""
        with self.desk.store.session() as session:
            query = select(Opportunity).where(Opportunity.topic == topic).order_by(col(Opportunity.id).desc())
            return session.exec(query).first()

    def titles(self) -> list[str]:
        rows = self.desk.store.reader.execute("SELECT title FROM journal_command ORDER BY id")
        return [title for (title,) in rows]

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await self.pilot.pause()

    async def type(self, text: str) -> None:
        await self.press(*(LETTERS.get(letter, letter) for letter in text))

    async def settle(self) -> None:
        """Until threads and timers are done."""
        await self.app.workers.wait_for_complete()
        await self.pilot.pause(0.06)
        await self.pilot.pause()


def text_of(widget: Widget) -> list[str]:
    """A widget's lines without rail, cursor, mark and thumb."""
    return [widget.render_line(y).text.strip(" ▎▌▐◆").rstrip() for y in range(widget.size.height)]


@asynccontextmanager
async def opened(desk: Desk, size: tuple[int, int] = (120, 40)) -> AsyncIterator[List]:
    """The program as it starts on the desk's file."""
    app = SalesApp(desk)
    async with app.run_test(size=size, notifications=True) as pilot:
        shown = List(pilot, desk)
        await shown.settle()
        yield shown
