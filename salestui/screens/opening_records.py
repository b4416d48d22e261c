"""Opens the screen of any record, whichever list, pane or link leads there."""

from collections.abc import Callable, Mapping
from typing import Any

from textual.app import App
from textual.screen import Screen

from salestui.lifecycle import permission
from salestui.lifecycle.edits import lowered
from salestui.lifecycle.refs import RecordRef
from salestui.store.words import word
from salestui.widgets.desk import Desk
from salestui.widgets.painting import cut
from salestui.widgets.toast import warn
from salestui.widgets.walk import Walk

Maker = Callable[[Desk, RecordRef, Walk | None], Screen[None]]


def _opportunity(desk: Desk, ref: RecordRef, walk: Walk | None) -> Screen[None]:
    from salestui.screens.opportunity import OpportunityScreen

    return OpportunityScreen(desk, ref.id, walk)


def _activity(desk: Desk, ref: RecordRef, walk: Walk | None) -> Screen[None]:
    from salestui.screens.activity import ActivityScreen

    return ActivityScreen(desk, ref.id, walk)


def _reading(desk: Desk, ref: RecordRef, walk: Walk | None) -> Screen[None]:
    from salestui.screens.reading import ReadingScreen

    return ReadingScreen(desk, ref)


def _account(desk: Desk, ref: RecordRef, walk: Walk | None) -> Screen[None]:
    from salestui.screens.account import AccountScreen

    return AccountScreen(desk, ref.id, walk)


def _contact(desk: Desk, ref: RecordRef, walk: Walk | None) -> Screen[None]:
    from salestui.screens.contact import ContactScreen

    return ContactScreen(desk, ref.id, walk)


def _competitor(desk: Desk, ref: RecordRef, walk: Walk | None) -> Screen[None]:
    from salestui.screens.competitor import CompetitorScreen

    return CompetitorScreen(desk, ref.id, walk)


_SCREENS: Mapping[str, Maker] = {
    "opportunity": _opportunity,
    "account": _account,
    "contact": _contact,
    "competitor": _competitor,
    "activity": _activity,
    "note": _reading,
    "post": _reading,
}
"""What makes the screen of a record, by table."""
OPENED = frozenset(_SCREENS)
"""The tables whose records have a screen."""
_AMONG_OTHERS = frozenset({"system_user", "team"})
"""The tables whose records are shown among the others of their kind."""


def why_not_open(table: str) -> str | None:
    """Why records of this table can't be opened; None when they can."""
    return (
        None if table in OPENED or table in _AMONG_OTHERS else f"a {word(table)} opens with a later version"
    )


def open_record(
    app: App[Any],
    desk: Desk,
    ref: RecordRef,
    walk: Walk | None = None,
    closed: Callable[[str], object] | None = None,
) -> None:
    """Open a record over what is shown.

    `walk` is the list that it is opened from. `closed` is told which record was seen last (hexadecimal).
    """
    if why := why_not_open(ref.table):
        warn(app, f"not now: {why}")
        return
    if hidden := permission.why_not(desk.store.reader, desk.user.id, ref, "read"):
        warn(app, f"{cut(ref.name, 50)}: {lowered(hidden)}")
        return

    if ref.table in _AMONG_OTHERS:
        from salestui.screens.teams import TeamsScreen

        app.push_screen(TeamsScreen(desk, app.current_mode, ref))
        return

    def came_back(result: None) -> None:
        if closed is not None:
            closed(walk.record_id if walk is not None else ref.id.hex)

    app.push_screen(_SCREENS[ref.table](desk, ref, walk), came_back)
