"""How screens and panes do the actions of the registry."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from textual.actions import SkipAction
from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import format_key
from textual.screen import Screen

from salestui import actions
from salestui.actions import NAMED_KEYS, Action
from salestui.errors import SalesError
from salestui.widgets.toast import warn


def bindings(*names: str) -> list[Binding]:
    """The bindings of the actions of these scopes ("table") or ids ("app.help"), for a class's BINDINGS."""
    return [
        Binding(
            ",".join(map(_textual_key, action.keys)) or unbound(action.id),
            f"perform('{action.id}')",
            action.footer or action.label,
            show=bool(action.rank),
            priority=action.priority,
            tooltip=action.label,
            id=action.id,
            group=Binding.Group(action.group),
        )
        for action in actions.of(*names)
    ]


def unbound(action_id: str) -> str:
    """A key that no keyboard has, which keeps an action without keys among the bindings."""
    return _UNBOUND + action_id.replace(".", "_")


_UNBOUND = "unbound_"


def _textual_key(key: str) -> str:
    return "comma" if key == "," else key


def _our_key(key: str) -> str:
    """Textual's "question_mark" as the registry spells it: "?"."""
    if key in NAMED_KEYS or "+" in key:
        return key
    shown = format_key(key)
    return shown if len(shown) == 1 else key


def as_reason(sentence: str | None) -> str | None:
    """A sentence of a verb as `why_not` gives it, to follow "not now:"; None stays None."""
    return sentence and sentence[0].lower() + sentence[1:].rstrip(".")


class Acting:
    """A screen, pane or app whose bindings come from the registry.

    Each key runs `action_perform`, which first asks `why_not` and shows the reason if there is one, so a key
    that can't be used now says why. Otherwise it runs the action's own method (`action_choose_view`).
    """

    groups: Mapping[str, str] = {}
    """Groups that this node gives some actions instead of their own: {"pane.open": "This opportunity"}."""
    words: Mapping[str, str] = {}
    """Words in the footer instead of the registry's: {"confirm.yes": "drop them"}; "" leaves one out."""

    def why_not(self, action_id: str) -> str | None:
        """Why this action can't be used now, as words that follow "not now:"; None when it can."""
        return None

    def note(self, action_id: str) -> str | None:
        """What the action would do now, beside its label in help ("now by close date"); None: its hint."""
        return None

    def unsaved(self) -> str | None:
        """What would be lost by leaving now, as in "2 changes to Acme"; None when nothing would."""
        return None

    def saving(self) -> Callable[[], bool] | None:
        """What saves that which `unsaved` tells and says whether it did; None where only its own key does."""
        return None

    def undo_typed(self) -> bool:
        """Of a screen: ask whether to drop what was typed and not saved; False where nothing was."""
        return False

    def awaits_input(self) -> bool:
        """Of a screen: whether an input or a record is opening that has not got the focus yet."""
        return False

    async def action_perform(self, action_id: str) -> None:
        """Do an action of the registry, or say why not.

        Keys that arrive together all reach the node that had them: after the first one opened something, the
        others are not meant for it. What an action refuses with a SalesError is said.
        """
        assert isinstance(self, DOMNode)
        if not isinstance(self, App) and not self.screen.is_active:
            return
        reason = self.why_not(action_id)
        if reason is not None:
            warn(self, f"not now: {reason}")
            return
        try:
            done = await self.app.run_action(actions.BY_ID[action_id].call, self)
        except SalesError as error:
            warn(self, str(error), "error")
            return
        if not done:
            raise SkipAction


class Offer(NamedTuple):
    """An action that can be reached now: by which keys, who does it, and why not if it can't be used."""

    action: Action
    keys: tuple[str, ...]
    node: DOMNode
    reason: str | None
    note: str
    group: str
    word: str
    short: str

    @property
    def key(self) -> str:
        """Its first key as people read it; empty without one."""
        return actions.key_name(self.keys[0]) if self.keys else ""

    @property
    def all_keys(self) -> str:
        """All its keys as people read them."""
        return " ".join(map(actions.key_name, self.keys))


def offers(screen: Screen[object], *, ranked: bool = False) -> list[Offer]:
    """What can be done on a screen now, from the focused pane outwards, each action once.

    `ranked` leaves out what a footer never shows, and with it the question whether there is something to
    undo, which takes a read of the journal. While a text is being typed, keys that would be typed into it are
    no keys.
    """
    typing = getattr(screen.focused, "takes_text", False)
    keys: dict[str, list[str]] = {}
    nodes: dict[str, DOMNode] = {}
    for key, active in screen.active_bindings.items():
        action_id = active.binding.id or ""
        if action_id in actions.BY_ID and (actions.BY_ID[action_id].rank or not ranked):
            nodes.setdefault(action_id, active.node)
            found = keys.setdefault(action_id, [])
            shown = _our_key(key)
            is_typed = typing and _is_typed(shown) and not actions.BY_ID[action_id].priority
            if not key.startswith(_UNBOUND) and not is_typed:
                found.append(shown)
    return [_offer(actions.BY_ID[action_id], keys[action_id], node) for action_id, node in nodes.items()]


def _is_typed(key: str) -> bool:
    return len(key) == 1 or key == "space"


def _offer(action: Action, found: list[str], node: DOMNode) -> Offer:
    # Textual lists keys as it meets them; the registry puts the usual one first.
    places = {key: place for place, key in enumerate(action.keys)}
    keys = tuple(sorted(found, key=lambda key: places.get(key, len(places))))
    reason, note, group, word = None, action.hint, action.group, None
    if isinstance(node, Acting):
        reason = node.why_not(action.id)
        note = node.note(action.id) or note
        group = node.groups.get(action.id, group)
        word = node.words.get(action.id)
    if word is None:
        return Offer(action, keys, node, reason, note, group, action.footer, action.short)
    return Offer(action, keys, node, reason, note, group, word, word)


async def run_offer(offer: Offer) -> None:
    """Do what is offered, or say why not."""
    await offer.node.app.run_action(f"perform('{offer.action.id}')", offer.node)


def keymap(rebound: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """The user's own keys as `App.set_keymap` takes them."""
    return {
        action_id: ",".join(map(_textual_key, keys)) or unbound(action_id)
        for action_id, keys in rebound.items()
    }
