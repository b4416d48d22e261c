"""The list of opportunities in a running app, driven by keys and read as text."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlmodel import col, select

from salestui.app import SalesApp
from salestui.models.opportunities import Opportunity
from salestui.screens.opportunities import OpportunitiesScreen
from salestui.widgets.desk import Desk
from salestui.widgets.opportunity_preview import OpportunityPreview
from salestui.widgets.record_table import HEAD, RecordTable
from tests.screens.shown import Shown, text_of


class List(Shown):
    """The list with its app."""

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

    async def choose_view(self, name: str) -> None:
        """By the key and as many letters of its name as tell it."""
        await self.press("v")
        await self.type(name)
        await self.press("enter")
        await self.settle()


@asynccontextmanager
async def opened(desk: Desk, size: tuple[int, int] = (120, 40)) -> AsyncIterator[List]:
    """The program as it starts on the desk's file."""
    app = SalesApp(desk)
    async with app.run_test(size=size, notifications=True) as pilot:
        shown = List(pilot, desk)
        await shown.settle()
        yield shown
