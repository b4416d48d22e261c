"""The user's own keys: checked here, because a screen would hide an unknown name or a clash."""

from collections.abc import Mapping
from string import ascii_lowercase

from salestui import actions
from salestui.errors import SalesError, nearest


class KeysError(SalesError):
    """A key that can't be given to an action. `key` is the action's name as the user wrote it."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(message)
        self.key = key


_SAME_TO_A_TERMINAL = {"ctrl+h": "backspace", "ctrl+i": "tab", "ctrl+m": "enter", "ctrl+[": "escape"}


def rebind(table: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    """The user's own keys, checked: {"table.sort": "o"} -> {"table.sort": ("o",)}. Raises KeysError."""
    rebound = {action_id: _own_keys(action_id, value) for action_id, value in table.items()}
    for action_id, keys in rebound.items():
        for key in keys:
            _refuse_clash(actions.BY_ID[action_id], key, rebound)
    return rebound


def _own_keys(action_id: str, value: object) -> tuple[str, ...]:
    if action_id not in actions.BY_ID:
        raise KeysError(action_id, f'no such action; the nearest is "{nearest(action_id, actions.BY_ID)}".')
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise KeysError(action_id, 'give a key such as "o", or a list of keys such as ["o", "f2"].')
    keys = tuple(_own_key(action_id, text) for text in texts if text)
    if not keys and actions.BY_ID[action_id].fixed:
        raise KeysError(
            action_id, f"{actions.BY_ID[action_id].label.lower()} needs a key, or nobody would find out."
        )
    return keys


_ALSO = {"esc": "escape", "pgup": "pageup", "pgdn": "pagedown", "return": "enter", "del": "delete"}


def _own_key(action_id: str, text: str) -> str:
    if len(text) == 1 and text.isprintable():
        return "space" if text == " " else text
    *modifiers, last = text.lower().split("+")
    last = _ALSO.get(last, last)
    if modifiers == ["shift"] and len(last) == 1:
        return last.upper()
    key = "+".join([*modifiers, last])
    if key in _SAME_TO_A_TERMINAL:
        raise KeysError(
            action_id, f'"{text}" is the same as {_SAME_TO_A_TERMINAL[key]} to a terminal; take another key.'
        )
    is_key = last in actions.NAMED_KEYS or (modifiers and len(last) == 1 and last.isalnum())
    if not is_key or not {"ctrl", "alt", "shift"}.issuperset(modifiers):
        with_ctrl = [f"ctrl+{letter}" for letter in ascii_lowercase]
        proposal = nearest(text, [*actions.NAMED_KEYS, *with_ctrl])
        raise KeysError(action_id, f'"{text}" is not a key; the nearest is "{proposal}".')
    return key


def _refuse_clash(action: actions.Action, key: str, rebound: Mapping[str, tuple[str, ...]]) -> None:
    for other in actions.ACTIONS:
        if other is action or key not in rebound.get(other.id, other.keys):
            continue
        meant = set(action.keys) & set(other.keys) and other.id not in rebound
        if not meant and any({action.scope, other.scope} <= scopes for scopes in actions.TOGETHER):
            raise KeysError(
                action.id,
                f'"{key}" is already the key of "{other.id}" ({other.label.lower()}); '
                f'take another, or give "{other.id}" another one too.',
            )
