"""The tabs of an opportunity's screen, where there is room for several panes and where there is for one."""

from salestui.widgets.tab_bar import Tab

WIDE_FROM, TALL_FROM = 110, 30
"""From so many columns and rows on, the summary shows timeline and sheet beside the fields."""
BRIEF_FROM = 70
"""From so many columns on, there is room for what is next beside the fields."""

WIDE = (
    Tab("summary", "Summary", ("summary", "timeline", "assistant", "stakeholders", "team", "competitors")),
    Tab("lines", "Line items", ("line_items", "totals")),
    Tab("quotes", "Quotes", ("quotes",)),
    Tab("files", "Files", ("files",)),
    Tab("history", "History", ("history",)),
)
NARROW = (
    Tab("summary", "Summary", ("summary", "brief")),
    Tab("timeline", "Timeline", ("timeline",)),
    Tab("assistant", "Assistant", ("assistant",)),
    Tab("people", "People", ("people",)),
    Tab("competitors", "Competitors", ("competitors",)),
    Tab("lines", "Lines", ("line_items",)),
    Tab("quotes", "Quotes", ("quotes",)),
    Tab("files", "Files", ("files",)),
    Tab("history", "History", ("history",)),
)
ON_SHEET = frozenset({"assistant", "stakeholders", "team", "competitors"})
COUNTED = ("timeline", "assistant", "people", "competitors")
"""Tabs of a narrow screen whose counts are those of the panes of the same name."""
PANES = frozenset(pane for tab in (*WIDE, *NARROW) for pane in tab.shows)
TITLES = {
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
}
"""What stands over a pane that shares the screen with others; alone it has the tab's name."""


def tabs_for(wide: bool) -> tuple[Tab, ...]:
    """The tabs for a wide or a narrow screen."""
    return WIDE if wide else NARROW


def tab_after_resize(key: str, wide: bool) -> str:
    """The tab to show instead of `key`, which the other form of the screen has not."""
    return key if any(tab.key == key for tab in tabs_for(wide)) else "summary"
