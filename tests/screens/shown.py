"""The program in a running app, driven by keys and read as text."""

from typing import Any

from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget

from salestui.app import SalesApp
from salestui.widgets.desk import Desk
from tests.screens.app import settled, toasts

LETTERS = {" ": "space", "*": "asterisk", "/": "slash", "?": "question_mark", "+": "plus", ".": "full_stop"}


class Shown:
    """What every driver can; each says which `screen` it is about."""

    screen: Any

    def __init__(self, pilot: Pilot[Any], desk: Desk) -> None:
        self.pilot, self.desk = pilot, desk
        self.app: SalesApp = pilot.app  # type: ignore[assignment]  # the pilot's app is the one that was run

    @property
    def top(self) -> Screen[Any]:
        """The screen that has the keys."""
        return self.app.screen

    @property
    def toasts(self) -> list[str]:
        return toasts(self.app)

    @property
    def status(self) -> str:
        return "".join(text for text, _ in self.screen.footer.status)

    def titles(self) -> list[str]:
        """The titles of all commands in the file, the oldest first."""
        rows = self.desk.store.reader.execute("SELECT title FROM journal_command ORDER BY id")
        return [title for (title,) in rows]

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await self.pilot.pause()

    async def type(self, text: str) -> None:
        await self.press(*(LETTERS.get(letter, letter) for letter in text))

    async def settle(self) -> None:
        await settled(self.pilot)


def text_of(widget: Widget) -> list[str]:
    """A widget's lines without rail, cursor, mark and thumb."""
    return [widget.render_line(y).text.strip(" ▎▌▐◆").rstrip() for y in range(widget.size.height)]
