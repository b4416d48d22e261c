"""Over which place the app may open a screen of its own."""

from typing import Any

from textual.app import App


def place_in_sight(app: App[Any]) -> str | None:
    """The place that one works in; None while a dialog or the like is open."""
    from salestui.widgets.work_screen import WorkScreen  # the first paint does without it

    screen = app.screen
    return screen.place if isinstance(screen, WorkScreen) else None
