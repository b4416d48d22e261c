"""Over which place the app may open a screen of its own."""

from typing import TYPE_CHECKING, Any

from textual.app import App

from salestui.widgets.toast import warn

if TYPE_CHECKING:
    from salestui.screens.over_place import OverPlace
    from salestui.widgets.desk import Desk


def place_in_sight(app: App[Any]) -> str | None:
    """The place that one works in; None while a dialog or the like is open."""
    from salestui.widgets.work_screen import WorkScreen  # the first paint does without it

    return app.current_mode if isinstance(app.screen, WorkScreen) and not app.screen.is_modal else None


def open_over(app: App[Any], desk: "Desk", kind: "type[OverPlace]") -> None:
    """Open a screen of this kind over the place one works in, unless one is open there already."""
    place = place_in_sight(app)
    if place is None:
        return
    if any(isinstance(screen, kind) for screen in app.screen_stack):
        below = "" if isinstance(app.screen, kind) else ", below this"
        warn(app, f"not now: {kind.called} is open already{below}")
    else:
        app.push_screen(kind(desk, place))
