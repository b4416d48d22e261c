"""What a start shows while the first place is imported and read: its first row."""

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen

from salestui.widgets.nav import Nav

_PAINTED_AFTER = 0.012
"""Seconds until this is on the terminal: Textual paints when its start is over, which it does not tell."""


class OpeningScreen(Screen[None]):
    """The places, painted at once; then the mode `place` takes over."""

    def __init__(self, place: str, label: str, who: str) -> None:
        super().__init__()
        self._place = place
        self._label = label
        self._who = who

    def compose(self) -> ComposeResult:
        """The row that the place begins with too."""
        yield Nav(self._place, self._label, self._who)

    def on_mount(self) -> None:
        """Go on as soon as this is painted."""
        self.set_timer(_PAINTED_AFTER, self._go)

    async def _go(self) -> None:
        await self.app.switch_mode(self._place)
        # What the size of the terminal asks for was done to this screen.
        self.app.post_message(events.Resize(self.app.size, self.app.size))
