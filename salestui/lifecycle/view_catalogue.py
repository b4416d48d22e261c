"""The views that come with the program. Standard library only."""

from salestui.lifecycle.opportunity_views import OPPORTUNITY_VIEWS
from salestui.lifecycle.other_views import OTHER_VIEWS
from salestui.lifecycle.views import View

SYSTEM_VIEWS: dict[str, tuple[View, ...]] = {"opportunity": OPPORTUNITY_VIEWS, **OTHER_VIEWS}
"""By table; the first of each is the default."""


def find(table: str, text: str, personal: tuple[View, ...] = ()) -> View | None:
    """The view of this key or name, whatever the case; personal ones come first."""
    wanted = text.strip().casefold()
    views = (*personal, *SYSTEM_VIEWS[table])
    return next((view for view in views if wanted in (view.key.casefold(), view.name.casefold())), None)
