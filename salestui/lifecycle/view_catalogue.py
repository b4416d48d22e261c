"""The views that come with the program. Standard library only."""

from collections.abc import Iterable

from salestui.lifecycle.opportunity_views import OPPORTUNITY_VIEWS
from salestui.lifecycle.other_views import OTHER_VIEWS
from salestui.lifecycle.views import View

SYSTEM_VIEWS: dict[str, tuple[View, ...]] = {"opportunity": OPPORTUNITY_VIEWS, **OTHER_VIEWS}
"""By table; the first of each is the default."""


def find(views: Iterable[View], text: str) -> View | None:
    """The first view of this key or name, whatever the case."""
    wanted = text.strip().casefold()
    return next((view for view in views if wanted in (view.key.casefold(), view.name.casefold())), None)
