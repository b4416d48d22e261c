"""The tabs of each record's screen, where there is room for several panes and where there is for one."""

from collections.abc import Mapping
from dataclasses import dataclass

from salestui.widgets.tab_bar import Tab

WIDE_FROM, TALL_FROM = 110, 30
"""From so many columns and rows on, the summary shows timeline and sheet beside the fields."""
BRIEF_FROM = 70
"""From so many columns on, there is room for what is next beside the fields."""


@dataclass(frozen=True, slots=True)
class RecordTabs:
    """The tabs of a screen in both its forms; each form has a tab "summary"."""

    wide: tuple[Tab, ...]
    narrow: tuple[Tab, ...]
    titles: Mapping[str, str]
    """What stands over a pane that shares the screen with others; alone it has the tab's name."""
    counted: tuple[str, ...] = ()
    """Tabs of a narrow screen whose counts are those of the panes of the same name."""

    @property
    def panes(self) -> frozenset[str]:
        """The ids of all panes."""
        return frozenset(pane for tab in (*self.wide, *self.narrow) for pane in tab.shows)

    def at(self, wide: bool) -> tuple[Tab, ...]:
        """The tabs for a wide or a narrow screen."""
        return self.wide if wide else self.narrow

    def after_resize(self, key: str, wide: bool) -> str:
        """The tab to show instead of `key`, which the other form of the screen may not have."""
        return key if any(tab.key == key for tab in self.at(wide)) else "summary"


ACTIVITY = RecordTabs(
    wide=(
        Tab("summary", "Summary", ("summary", "people")),
        Tab("files", "Files", ("files",)),
        Tab("history", "History", ("history",)),
    ),
    narrow=(
        Tab("summary", "Summary", ("summary",)),
        Tab("people", "People", ("people",)),
        Tab("files", "Files", ("files",)),
        Tab("history", "History", ("history",)),
    ),
    titles={"summary": "summary", "people": "people", "files": "files", "history": "history"},
    counted=("people", "files"),
)

OPPORTUNITY = RecordTabs(
    wide=(
        Tab(
            "summary", "Summary", ("summary", "timeline", "assistant", "stakeholders", "team", "competitors")
        ),
        Tab("lines", "Line items", ("line_items", "totals")),
        Tab("quotes", "Quotes", ("quotes",)),
        Tab("files", "Files", ("files",)),
        Tab("history", "History", ("history",)),
    ),
    narrow=(
        Tab("summary", "Summary", ("summary", "brief")),
        Tab("timeline", "Timeline", ("timeline",)),
        Tab("assistant", "Assistant", ("assistant",)),
        Tab("people", "People", ("people",)),
        Tab("competitors", "Competitors", ("competitors",)),
        Tab("lines", "Lines", ("line_items",)),
        Tab("quotes", "Quotes", ("quotes",)),
        Tab("files", "Files", ("files",)),
        Tab("history", "History", ("history",)),
    ),
    titles={
        "summary": "summary",
        "timeline": "timeline",
        "assistant": "assistant",
        "stakeholders": "stakeholders",
        "team": "sales team",
        "competitors": "competitors",
        "line_items": "line items",
        "totals": "totals",
        "quotes": "quotes",
        "files": "files",
        "history": "history",
    },
    counted=("timeline", "assistant", "people", "competitors"),
)

ACCOUNT = RecordTabs(
    wide=(
        Tab("summary", "Summary", ("summary", "timeline", "open_deals", "contacts", "children")),
        Tab("deals", "Opportunities", ("deals",)),
        Tab("files", "Files", ("files",)),
        Tab("history", "History", ("history",)),
    ),
    narrow=(
        Tab("summary", "Summary", ("summary",)),
        Tab("timeline", "Timeline", ("timeline",)),
        Tab("deals", "Opportunities", ("deals",)),
        Tab("contacts", "Contacts", ("contacts",)),
        Tab("children", "Accounts", ("children",)),
        Tab("files", "Files", ("files",)),
        Tab("history", "History", ("history",)),
    ),
    titles={
        "summary": "summary",
        "timeline": "timeline",
        "open_deals": "open opportunities",
        "contacts": "contacts",
        "children": "accounts below",
        "deals": "opportunities",
        "files": "files",
        "history": "history",
    },
    counted=("timeline", "deals", "contacts", "children", "files"),
)

CONTACT = RecordTabs(
    wide=(
        Tab("summary", "Summary", ("summary", "timeline", "open_deals")),
        Tab("deals", "Opportunities", ("deals",)),
        Tab("files", "Files", ("files",)),
        Tab("history", "History", ("history",)),
    ),
    narrow=(
        Tab("summary", "Summary", ("summary",)),
        Tab("timeline", "Timeline", ("timeline",)),
        Tab("deals", "Opportunities", ("deals",)),
        Tab("files", "Files", ("files",)),
        Tab("history", "History", ("history",)),
    ),
    titles={
        "summary": "summary",
        "timeline": "timeline",
        "open_deals": "open opportunities",
        "deals": "opportunities",
        "files": "files",
        "history": "history",
    },
    counted=("timeline", "deals", "files"),
)

COMPETITOR = RecordTabs(
    wide=(
        Tab("summary", "Summary", ("summary", "timeline", "fared", "open_deals")),
        Tab("deals", "Opportunities", ("deals",)),
        Tab("files", "Files", ("files",)),
        Tab("history", "History", ("history",)),
    ),
    narrow=(
        Tab("summary", "Summary", ("summary",)),
        Tab("timeline", "Timeline", ("timeline",)),
        Tab("fared", "Win rate", ("fared",)),
        Tab("deals", "Opportunities", ("deals",)),
        Tab("files", "Files", ("files",)),
        Tab("history", "History", ("history",)),
    ),
    titles={
        "summary": "summary",
        "timeline": "timeline",
        "fared": "win rate",
        "open_deals": "open opportunities",
        "deals": "opportunities",
        "files": "files",
        "history": "history",
    },
    counted=("timeline", "deals", "files"),
)
