"""Where the work through a list was stopped, kept for the next time."""

from collections.abc import Sequence
from typing import NamedTuple

from salestui.state import State
from salestui.widgets.row_source import RowSource

BEFORE, AFTER = 5, 30
"""So many neighbours of a record are kept with it: by them its place is found when the list is another."""
_MOST = 50
"""So many lists are remembered."""


class Bookmark(NamedTuple):
    """A record (hexadecimal id), where it stood in its list, and those that stood around it there."""

    record_id: str
    position: int
    before: Sequence[str] = ()
    after: Sequence[str] = ()


class Start(NamedTuple):
    """The record to go on with, where it stands now, and whether that begins anew, as all were seen."""

    record_id: str
    position: int
    is_anew: bool = False


def read(state: State, place: str, name: str) -> Bookmark | None:
    """Where the work through a list of a place was stopped; None if it was not begun."""
    match _kept(state, place).get(name):
        case [str(record_id), int(position), list(before), list(after)] if position >= 0:
            return Bookmark(record_id, position, [*map(str, before)], [*map(str, after)])
    return None


def keep(state: State, place: str, name: str, bookmark: Bookmark) -> None:
    """Remember it; the list that was not worked on for longest is forgotten."""
    kept = _kept(state, place)
    kept.pop(name, None)
    kept[name] = [bookmark.record_id, bookmark.position, [*bookmark.before], [*bookmark.after]]
    state.put(_key(place), dict(list(kept.items())[-_MOST:]))


def _kept(state: State, place: str) -> dict[str, object]:
    kept = state.get(_key(place))
    return dict(kept) if isinstance(kept, dict) else {}


def _key(place: str) -> str:
    return f"{place}.work"


def stopped_at(source: RowSource, record_id: str, position: int) -> Bookmark:
    """A record that stands at a position, with its neighbours."""
    before = _ids(source, max(position - BEFORE, 0), position)
    return Bookmark(record_id, position, before, _ids(source, position + 1, position + 1 + AFTER))


def start(source: RowSource, bookmark: Bookmark) -> Start | None:
    """The record to go on with; None for an empty list.

    It is the one where the work was stopped, if that stands where it stood. What was done to it may have
    moved it or taken it out of the list: then it is the next one of the old order that is still there.
    After the last one it begins anew.
    """
    places = _places(source, bookmark)
    here = places.get(bookmark.record_id)
    after = next((one for one in bookmark.after if one in places), None)
    if after is not None:
        at = places[after]
        passed = [places[one] for one in bookmark.before if one in places]
        if here is not None and here < at and not any(here < place < at for place in passed):
            return Start(bookmark.record_id, here)
        return Start(after, at)
    if len(bookmark.after) == AFTER:  # more came after them
        at = bookmark.position if here is None else here
        if found := _ids(source, at, at + 1):
            return Start(found[0], at)
    first = _ids(source, 0, 1)
    return Start(first[0], 0, is_anew=True) if first else None


def _places(source: RowSource, bookmark: Bookmark) -> dict[str, int]:
    """Where the record and its old neighbours stand; of a list that is still read, those that are near."""
    if not source.is_loaded:
        first = max(bookmark.position - AFTER, 0)
        return {one: first + at for at, one in enumerate(_ids(source, first, first + 3 * AFTER))}
    known = [*bookmark.before, bookmark.record_id, *bookmark.after]
    return {one: at for one in known if (at := source.position_of(one)) is not None}


def _ids(source: RowSource, start: int, stop: int) -> list[str]:
    return [str(row[0]) for row in source.window(start, stop)]
