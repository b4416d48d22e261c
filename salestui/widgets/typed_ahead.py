"""Keys and pastes that come faster than an input opens or moves on go into it, in the order they came in."""

from collections import Counter
from collections.abc import Callable
from functools import partial

from textual import events
from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen

from salestui.widgets.acting import Acting
from salestui.widgets.toast import warn

_LOOK_EVERY = 0.05
"""Seconds between looks at what waits."""
_LONGEST_WAIT = 2.0
"""Seconds in which nothing that waits could go, after which it waits no longer. Looks are counted, not the
time: what a busy program did not get round to is not late."""

Incoming = events.Key | events.Paste


class Key(events.Key):
    """A key on its way: to what had the focus when it came, and up from there to the app."""

    def __init__(
        self, key: str, character: str | None, to: MessagePump, over: Callable[["Key"], None]
    ) -> None:
        super().__init__(key, character)
        self.to = to
        # Textual stops what the app sends on its last step back to the app, as if it were taken there.
        self.set_sender(to)
        self.is_typed = bool(character) and _takes(to, key, character)
        """Whether it is a letter to an input, which leaves the focus where it is."""
        self._over = over

    def stop(self, stop: bool = True) -> "Key":
        """Something took the key: it goes no further."""
        super().stop(stop)
        if stop:
            self._over(self)
        return self


class Read(Message):
    """Bubbles up from an input behind the news of what was typed: all who look at the input know that now."""


def _takes(node: MessagePump, key: str, character: str | None) -> bool:
    return _takes_text(node) and node.check_consume_key(key, character)  # type: ignore[attr-defined]  # an input


def _takes_text(node: object) -> bool:
    return bool(getattr(node, "takes_text", False))


class TypedAhead(App[None]):
    """An app that keeps keys back while an input opens or the focus moves to another.

    Textual sends a key to what has the focus when it arrives, and does what is bound to it when it has
    bubbled up to the app. From a paste, a slow line, a fast typist or while the program is busy several are
    under way when the first of them opens an input or leaves one; the others would be lost, be commands, or
    change their order. What is bound to a key with priority would even be done before letters that came
    earlier have arrived, so a key that is not typed waits until all that was is in its input and the dialog
    knows it. Keys on their way to what is then closed go with it: they were not meant for what is below.
    """

    def __init__(self) -> None:
        super().__init__()
        self._under_way: set[Key] = set()
        """Those that were sent to what had the focus, and neither taken there nor back here."""
        self._sent_to: Counter[MessagePump] = Counter()
        """How many of them are on their way to what."""
        self._untyped = 0
        """How many of them may move the focus; thousands may be under way, too many to look at each time."""
        self._unread: MessagePump | None = None
        """The input that got keys of which its dialog may not know yet."""
        self._asked: Read | None = None
        """What comes back from it once the dialog does."""
        self._came_back: list[Incoming] = []
        """Those that are meant for an input which opened meanwhile; they are older than those that wait."""
        self._waiting: list[Incoming] = []
        self._is_looking = False
        self._waited = 0.0
        """Seconds since the last of them could go."""
        self._given_up: Screen[object] | None = None
        """Whose input was waited for too long; until one is asked that waits for none."""

    async def on_event(self, event: events.Event) -> None:
        """Send what is new on, or let it wait; what is bound to a key that came back is done when this is.

        Behind the one that quits, keys do nothing.
        """
        if self.return_code is not None and isinstance(event, Incoming):
            return
        if isinstance(event, Key):
            await super().on_event(event)
            self._is_over(event)
        elif not isinstance(event, Incoming) or event.is_forwarded:
            await super().on_event(event)
        elif self._came_back or self._waiting or self._must_wait(event):
            self._keep(event, self._waiting)
        else:
            await self._send(event)

    def on_key(self, event: events.Key) -> None:
        """A key came back: keep it when it was meant for an input that opens or has opened since."""
        assert isinstance(event, Key)
        to = self.focused or self.screen
        opened = _takes_text(to) and event.to is not to
        if self._awaits_input() or (opened and (event.is_printable or self._came_back)):
            self._keep(events.Key(event.key, event.character), self._came_back)
            event.prevent_default()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """What opened has the focus: it gets what was typed meanwhile."""
        self._go_on()

    def on_read(self, event: Read) -> None:
        """What was typed before this is where it belongs."""
        if event is self._asked:
            self._unread = self._asked = None
            self._go_on()

    def on_text_input_full(self) -> None:
        """An input that has no hint takes no more."""
        warn(self, "no more is taken: the line is full")

    def _awaits_input(self) -> bool:
        screen = self.screen
        if not (isinstance(screen, Acting) and screen.awaits_input()):
            self._given_up = None
            return False
        return screen is not self._given_up

    def _must_wait(self, event: Incoming) -> bool:
        """Whether keys under way may still move the focus, or come back and be typed before this one."""
        to = self.focused or self.screen
        if self._awaits_input() or any(one is not to for one in self._sent_to):
            return True
        if isinstance(event, events.Paste):
            # Unlike a key it can't be sent ahead: what gets it without wanting it drops it.
            return self._untyped > 0
        if not _takes_text(to):
            return bool(self._under_way) and self._has_priority(event)
        return self._untyped > 0 or (self._unread is to and not _takes(to, event.key, event.character))

    def _has_priority(self, key: events.Key) -> bool:
        """Whether what is bound to a key is done at once, before keys that are under way."""
        active = self.screen.active_bindings.get(key.key)
        return active is not None and active.binding.priority

    def _keep(self, event: Incoming, where: list[Incoming]) -> None:
        if not self._came_back and not self._waiting:
            self._waited = 0
            self._look_later()
        where.append(event)
        self._go_on()

    def _is_over(self, key: Key) -> None:
        if key in self._under_way:
            self._drop(key)
            self._go_on()

    def _drop(self, key: Key) -> None:
        self._under_way.remove(key)
        self._untyped -= not key.is_typed
        self._sent_to[key.to] -= 1
        if not self._sent_to[key.to]:
            del self._sent_to[key.to]

    def _go_on(self) -> None:
        if self._came_back or self._waiting:
            self.call_later(self._send_kept)

    def _look_later(self) -> None:
        """Nobody tells that what a key was sent to is gone, or that what is waited for won't come."""
        if not self._is_looking:
            self._is_looking = True
            # A timer runs beside the app, which is to do one thing after the other.
            self.set_timer(_LOOK_EVERY, partial(self.call_later, self._look))

    async def _look(self) -> None:
        self._is_looking = False
        self._waited += _LOOK_EVERY
        if self._waited >= _LONGEST_WAIT:
            self._give_up()
        await self._send_kept()
        if self._came_back or self._waiting:
            self._look_later()

    async def _send_kept(self) -> None:
        """Send what may go now, the oldest first."""
        if not all(one.is_running for one in self._sent_to):
            for key in [key for key in self._under_way if not key.to.is_running]:
                self._drop(key)
        while kept := self._came_back or self._waiting:
            if self._must_wait(kept[0]):
                self._ask_if_read()
                return
            self._waited = 0
            await self._send(kept.pop(0))

    def _ask_if_read(self) -> None:
        """Post it behind the news of the keys that are before it in the queue of the input."""
        if self._unread is not None and self._asked is None:
            self._asked = Read()
            self._unread.call_later(self._unread.post_message, self._asked)

    def _give_up(self) -> None:
        """What was waited for doesn't come: keys do what they do here, still one after the other."""
        self._given_up = self.screen
        self._unread = self._asked = None
        for key in [*self._under_way]:
            self._drop(key)

    async def _send(self, event: Incoming) -> None:
        if _takes_text(self.focused):
            self._unread, self._asked = self.focused, None
        if isinstance(event, events.Paste):
            await super().on_event(event)
            return
        key = Key(event.key, event.character, self.focused or self.screen, self._is_over)
        self._under_way.add(key)
        self._sent_to[key.to] += 1
        self._untyped += not key.is_typed
        await super().on_event(key)
        if not key.is_forwarded:
            self._is_over(key)
