"""Keys that come faster than an input opens are typed into it, instead of doing what they do elsewhere."""

from textual import events
from textual.app import App

from salestui.widgets.acting import Acting

_LONGEST_WAIT = 2.0
"""Seconds after which an input that never got the focus is waited for no longer."""


class TypedAhead(App[None]):
    """An app that keeps keys back while an input opens.

    Textual sends a key to what has the focus when it arrives, and does what is bound to it when it has
    bubbled up to the app. From a paste, a slow line or a fast typist several are under way when the first of
    them opens an input; the others would be lost, or be commands.
    """

    def __init__(self) -> None:
        super().__init__()
        self._held: list[events.Key] = []
        self._sent_on: list[events.Key] = []

    async def on_event(self, event: events.Event) -> None:
        """A key that was sent on has come round."""
        self._sent_on = [one for one in self._sent_on if one is not event]
        await super().on_event(event)

    def on_key(self, event: events.Key) -> None:
        """A key bubbled up: keep it while an input opens, send it on when it was meant for one that has."""
        screen = self.screen
        if isinstance(screen, Acting) and screen.awaits_input():
            if not self._held:
                self.set_timer(_LONGEST_WAIT, self._send_held)
            self._held.append(event)
            event.prevent_default()
        elif self._sent_on or (event.is_printable and getattr(self.focused, "takes_text", False)):
            self._send_on(event)
            event.prevent_default()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The input has the focus: it gets what was typed meanwhile."""
        if getattr(event.widget, "takes_text", False):
            self._send_held()

    def _send_held(self) -> None:
        held, self._held = self._held, []
        for event in held:
            self._send_on(event)

    def _send_on(self, event: events.Key) -> None:
        again = events.Key(event.key, event.character)
        self._sent_on.append(again)
        self.post_message(again)
