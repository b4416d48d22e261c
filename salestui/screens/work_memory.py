"""Where the work through a list was stopped, kept for the next time."""

from typing import NamedTuple

from salestui.state import State
from salestui.widgets.row_source import RowSource

_MOST = 50
"""So many lists are remembered."""


class Stopped(NamedTuple):
    """A record (hexadecimal id) and where it stood in its list."""

    record_id: str
    position: int


def read(state: State, place: str, name: str) -> Stopped | None:
    """Where the work through a list of a place was stopped; None if it was not begun."""
    kept = _kept(state, place).get(name)
    match kept:
        case [str(record_id), int(position)] if position >= 0:
            return Stopped(record_id, position)
    return None


def keep(state: State, place: str, name: str, stopped: Stopped) -> None:
    """Remember it; the list that was not worked on for longest is forgotten."""
    kept = _kept(state, place)
    kept.pop(name, None)
    kept[name] = [stopped.record_id, stopped.position]
    state.put(_key(place), dict(list(kept.items())[-_MOST:]))


def _kept(state: State, place: str) -> dict[str, object]:
    kept = state.get(_key(place))
    return dict(kept) if isinstance(kept, dict) else {}


def _key(place: str) -> str:
    return f"{place}.work"


def start(source: RowSource, stopped: Stopped | None) -> Stopped | None:
    """The record to go on with: the one where it was stopped, or what stands in its place now.

    After the last record it begins anew. None for an empty list.
    """
    if stopped is not None:
        found = source.position_of(stopped.record_id)
        at = stopped.position if found is None else found
        is_last = found is not None and found + 1 == source.count
        rows = source.window(at, at + 1)
        if rows and not is_last:
            return Stopped(str(rows[0][0]), at)
    rows = source.window(0, 1)
    return Stopped(str(rows[0][0]), 0) if rows else None
