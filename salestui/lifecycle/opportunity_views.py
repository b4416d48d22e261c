"""The system views of opportunities. Standard library only."""

from salestui.lifecycle.view_dates import Span
from salestui.lifecycle.views import AllGroup, AnyGroup, Condition, Linked, Order, Part, View

_OPEN = Condition("status", "=", 0)
_WON = Condition("status", "=", 1)
_LOST = Condition("status", "=", 2)
_CLOSED = Condition("status", "in", (1, 2))
_MINE = Condition("owner", "mine or my teams")
_MINE_WORDS = "owned by me or my teams"

_STANDARD = (
    "topic",
    "customer_name",
    "estimated_close_date",
    "estimated_revenue",
    "rating",
    "probability",
    "contact",
    "account",
)
_CLOSED_COLUMNS = (
    "topic",
    "actual_close_date",
    "actual_revenue",
    "customer_name",
    "owner",
    "status_reason",
)
_CREATED = (*_STANDARD[:5], "created_on", *_STANDARD[5:])
_BY_CLOSE = (Order("estimated_close_date"),)
_BY_REVENUE = (Order("estimated_revenue", descending=True),)
_BY_ACTUAL_CLOSE = (Order("actual_close_date", descending=True),)
_BY_ACTUAL_REVENUE = (Order("actual_revenue", descending=True),)
_NEWEST = (Order("created_on", descending=True),)


def _opportunities(
    key: str,
    name: str,
    words: str,
    *where: Part,
    columns: tuple[str, ...] = _STANDARD,
    order: tuple[Order, ...] = _BY_CLOSE,
    extra: bool = False,
) -> View:
    return View(key, "opportunity", name, words, columns, order, where, extra)


_STANDARD_VIEWS = (
    _opportunities("my-open", "My Open Opportunities", f"open, {_MINE_WORDS}", _OPEN, _MINE),
    _opportunities("open", "Open Opportunities", "open", _OPEN),
    _opportunities(
        "all",
        "All Opportunities",
        "open, won and lost",
        columns=(*_STANDARD[:5], "status", *_STANDARD[5:]),
        order=(Order("estimated_close_date", descending=True), Order("topic")),
    ),
    _opportunities(
        "closed",
        "Closed Opportunities",
        "won or lost",
        _CLOSED,
        columns=_CLOSED_COLUMNS,
        order=_BY_ACTUAL_CLOSE,
    ),
    _opportunities(
        "closed-this-fiscal-year",
        "Closed Opportunities in Current Fiscal Year",
        "won or lost, closed this fiscal year",
        _CLOSED,
        Condition("actual_close_date", "this fiscal year"),
        columns=_CLOSED_COLUMNS,
        order=_BY_ACTUAL_REVENUE,
    ),
    _opportunities(
        "my-closed-this-fiscal-year",
        "My Closed Opportunities in Current Fiscal Year",
        f"won or lost, closed this fiscal year, {_MINE_WORDS}",
        _CLOSED,
        Condition("actual_close_date", "this fiscal year"),
        _MINE,
        columns=_CLOSED_COLUMNS,
        order=_BY_ACTUAL_REVENUE,
    ),
    _opportunities(
        "won",
        "Won Opportunities",
        "won",
        _WON,
        columns=_CLOSED_COLUMNS[:5],
        order=_BY_ACTUAL_CLOSE,
    ),
    _opportunities(
        "lost",
        "Lost Opportunities",
        "lost",
        _LOST,
        columns=("topic", "actual_close_date", "customer_name", "status_reason"),
        order=_BY_ACTUAL_CLOSE,
    ),
    _opportunities(
        "recent",
        "Recent Opportunities",
        "created in the last 30 days",
        Condition("created_on", "last days", 30),
        columns=(*_STANDARD[:4], "created_on", "status", *_STANDARD[4:]),
        order=_NEWEST,
    ),
    _opportunities(
        "open-or-lately-won",
        "Open and Lately Won Opportunities",
        "open, or won in the last 12 months",
        AnyGroup((_OPEN, AllGroup((_WON, Condition("actual_close_date", "last months", 12))))),
        columns=(*_STANDARD[:4], "status", "actual_close_date", "actual_revenue", *_STANDARD[4:]),
        order=(
            Order("status"),
            Order("estimated_close_date", descending=True),
            Order("modified_on", descending=True),
        ),
    ),
    _opportunities(
        "closing-next-month",
        "Opportunities Closing Next Month",
        "open, est. close next month",
        _OPEN,
        Condition("estimated_close_date", "next month"),
    ),
    _opportunities(
        "this-fiscal-year",
        "Opportunities in Current Fiscal Year",
        "open, or est. close this fiscal year",
        AnyGroup((_OPEN, Condition("estimated_close_date", "this fiscal year"))),
        columns=(*_STANDARD[:4], "actual_revenue", *_STANDARD[4:]),
        order=(*_BY_ACTUAL_REVENUE, Order("estimated_close_date", descending=True)),
    ),
    _opportunities(
        "opened-last-week",
        "Opportunities Opened Last Week",
        "created last week",
        Condition("created_on", "last week"),
        columns=_CREATED,
        order=_BY_REVENUE,
    ),
    _opportunities(
        "opened-this-week",
        "Opportunities Opened This Week",
        "created this week",
        Condition("created_on", "this week"),
        columns=_CREATED,
        order=_BY_REVENUE,
    ),
    _opportunities(
        "member",
        "Opportunities I am a member of",
        "I am on the sales team",
        Linked("connection", "opportunity_id", (Condition("user_id", "mine"),)),
    ),
    _opportunities(
        "followed",
        "Opportunities I Follow",
        "followed by me",
        Linked("follow", "opportunity_id", (Condition("user_id", "mine"),)),
    ),
    _opportunities(
        "my-connections",
        "My Connections",
        "a stakeholder is a contact or account of mine",
        AnyGroup(
            (
                Linked(
                    "connection", "opportunity_id", (Linked("contact", "id", (_MINE,), field="contact_id"),)
                ),
                Linked(
                    "connection",
                    "opportunity_id",
                    (Linked("account", "id", (_MINE,), field="party_account_id"),),
                ),
            )
        ),
    ),
)


def _closing(key: str, name: str, words: Span) -> View:
    return _opportunities(
        f"my-closing-{key}",
        f"My Opportunities Closing {name}",
        f"open, est. close {words}, {_MINE_WORDS}",
        _OPEN,
        Condition("estimated_close_date", words),
        _MINE,
        extra=True,
    )


def _created(key: str, words: Span) -> View:
    return _opportunities(
        f"created-{key}",
        f"Created {words.title()}",
        f"created {words}",
        Condition("created_on", words),
        columns=_CREATED,
        order=_NEWEST,
        extra=True,
    )


def _won(key: str, words: Span) -> View:
    return _opportunities(
        f"won-{key}",
        f"Won {words.title()}",
        f"won {words}",
        _WON,
        Condition("actual_close_date", words),
        columns=_CLOSED_COLUMNS[:5],
        order=_BY_ACTUAL_CLOSE,
        extra=True,
    )


STALLED_DAYS, STUCK_DAYS = 30, 60

_EXTRA_VIEWS = (
    _closing("this-week", "This Week", "this week"),
    _closing("this-month", "This Month", "this month"),
    _closing("this-fiscal-quarter", "This Fiscal Quarter", "this fiscal quarter"),
    _closing("this-fiscal-year", "This Fiscal Year", "this fiscal year"),
    _closing("next-year", "Next Year", "next year"),
    _opportunities(
        "my-overdue",
        "My Overdue Opportunities",
        f"open, est. close before today, {_MINE_WORDS}",
        _OPEN,
        Condition("estimated_close_date", "overdue"),
        _MINE,
        extra=True,
    ),
    _opportunities(
        "overdue-45",
        "Overdue More Than 45 Days",
        "open, est. close more than 45 days ago",
        _OPEN,
        Condition("estimated_close_date", "before days ago", 45),
        extra=True,
    ),
    _opportunities(
        "my-stalled",
        "My Stalled Opportunities",
        f"open, unchanged and without activity for {STALLED_DAYS} days, {_MINE_WORDS}",
        _OPEN,
        Condition("modified_on", "before days ago", STALLED_DAYS),
        Linked(
            "activity", "opportunity_id", (Condition("modified_on", "last days", STALLED_DAYS),), absent=True
        ),
        _MINE,
        columns=(*_STANDARD[:4], "modified_on", "last_activity_on", *_STANDARD[4:]),
        order=(Order("modified_on"),),
        extra=True,
    ),
    _opportunities(
        "my-stuck",
        "My Aged or Stuck Opportunities",
        f"open, {STUCK_DAYS} days or more in the same phase, {_MINE_WORDS}",
        _OPEN,
        Condition("created_on", "before days ago", STUCK_DAYS - 1),
        Linked(
            "process_instance",
            "opportunity_id",
            (
                Condition("status", "=", 1),
                Condition("active_stage_started_on", "last days", STUCK_DAYS - 1),
            ),
            absent=True,
        ),
        _MINE,
        columns=(*_STANDARD[:4], "age", "stage_since", "last_activity_on", *_STANDARD[4:]),
        order=(Order("created_on"),),
        extra=True,
    ),
    _created("this-week", "this week"),
    _created("this-month", "this month"),
    _created("this-quarter", "this quarter"),
    _created("this-year", "this year"),
    _won("this-week", "this week"),
    _won("this-month", "this month"),
    _won("this-quarter", "this quarter"),
    _won("this-year", "this year"),
    _opportunities(
        "open-by-owner",
        "Open Opportunities by Sales Rep",
        "open, by owner",
        _OPEN,
        columns=("topic", "owner", *_STANDARD[1:]),
        order=(Order("owner"),),
        extra=True,
    ),
)

OPPORTUNITY_VIEWS = (*_STANDARD_VIEWS, *_EXTRA_VIEWS)
"""The standard ones, then those that organisations add; the first is the default."""
