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


_END = (Tab("files", "Files", ("files",)), Tab("history", "History", ("history",)))
"""The last tabs of every record."""

ACTIVITY = RecordTabs(
    wide=(
        Tab("summary", "Summary", ("summary", "people")),
        *_END,
    ),
    narrow=(
        Tab("summary", "Summary", ("summary",)),
        Tab("people", "People", ("people",)),
        *_END,
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
        *_END,
    ),
    narrow=(
        Tab("summary", "Summary", ("summary", "brief")),
        Tab("timeline", "Timeline", ("timeline",)),
        Tab("assistant", "Assistant", ("assistant",)),
        Tab("people", "People", ("people",)),
        Tab("competitors", "Competitors", ("competitors",)),
        Tab("lines", "Lines", ("line_items",)),
        Tab("quotes", "Quotes", ("quotes",)),
        *_END,
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


def _with_deals(
    *,
    before: tuple[Tab, ...] = (),
    after: tuple[Tab, ...] = (),
    titles: Mapping[str, str] | None = None,
    counted: tuple[str, ...] = (),
) -> RecordTabs:
    """The tabs of whom opportunities are with or against.

    `before` and `after` the opportunities of a narrow screen stand the record's own tabs; on a wide one their
    panes are on the sheet of the summary. `titles` and `counted` are what these panes have.
    """
    own = tuple(pane for tab in (*before, *after) for pane in tab.shows)
    deals = Tab("deals", "Opportunities", ("deals",))
    return RecordTabs(
        wide=(Tab("summary", "Summary", ("summary", "timeline", "open_deals", *own)), deals, *_END),
        narrow=(
            Tab("summary", "Summary", ("summary",)),
            Tab("timeline", "Timeline", ("timeline",)),
            *before,
            deals,
            *after,
            *_END,
        ),
        titles={
            "summary": "summary",
            "timeline": "timeline",
            "open_deals": "open opportunities",
            "deals": "opportunities",
            "files": "files",
            "history": "history",
            **(titles or {}),
        },
        counted=("timeline", "deals", *counted, "files"),
    )


ACCOUNT = _with_deals(
    after=(Tab("contacts", "Contacts", ("contacts",)), Tab("children", "Accounts", ("children",))),
    titles={"contacts": "contacts", "children": "accounts below"},
    counted=("contacts", "children"),
)

CONTACT = _with_deals()

COMPETITOR = _with_deals(before=(Tab("fared", "Win rate", ("fared",)),), titles={"fared": "win rate"})
