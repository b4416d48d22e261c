"""The system views of the other tables. Standard library only."""

from salestui.lifecycle.view_dates import Span
from salestui.lifecycle.views import AllGroup, AnyGroup, Condition, Linked, Order, Part, View
from salestui.models.choices import OPEN_ACTIVITY_CODES

_OPEN = Condition("status", "=", 0)
_CLOSED = Condition("status", "in", (1, 2))
_MINE = Condition("owner", "mine or my teams")
_MINE_WORDS = "owned by me or my teams"
_NEWEST = (Order("created_on", descending=True),)

_LEADS = ("full_name", "topic", "company_name", "status_reason", "rating", "lead_source", "created_on")


def _leads(key: str, name: str, words: str, *where: Part) -> View:
    return View(key, "lead", name, words, _LEADS, _NEWEST, where)


def _created(words: Span) -> Condition:
    return Condition("created_on", words)


_LEAD_VIEWS = (
    _leads("my-open", "My Open Leads", f"open, {_MINE_WORDS}", _OPEN, _MINE),
    _leads("open", "Open Leads", "open", _OPEN),
    _leads("all", "All Leads", "open, qualified and disqualified"),
    _leads("closed", "Closed Leads", "qualified or disqualified", _CLOSED),
    _leads("disqualified", "Disqualified Leads", "disqualified", Condition("status", "=", 2)),
    _leads(
        "opened-last-week",
        "Leads Opened Last Week",
        "created last week",
        Condition("created_on", "last week"),
    ),
    _leads(
        "opened-this-week",
        "Leads Opened This Week",
        "created this week",
        Condition("created_on", "this week"),
    ),
)

_ACTIVITIES = ("subject", "regarding", "scheduled_end", "activity_type", "status", "owner", "priority")
_OF_ANYONE = ("subject", "regarding", "scheduled_end", "owner", "activity_type", "status", "priority")
"""Whose it is counts for more than what it is."""
_DONE = ("subject", "regarding", "actual_end", "owner", "activity_type", "status", "priority")
_OPEN_ACTIVITY = Condition("status", "in", OPEN_ACTIVITY_CODES)
_DUE = (Order("scheduled_end"),)
_OVERDUE = AnyGroup(
    (
        Condition("scheduled_end", "overdue"),
        AllGroup((Condition("is_all_day", "=", 0), Condition("scheduled_end", "past"))),
    )
)
"""As an entry says it of itself: with a time of day from that time on, else when the day is over."""


def _activities(
    key: str,
    name: str,
    words: str,
    *where: Part,
    columns: tuple[str, ...] = _ACTIVITIES,
    order: tuple[Order, ...] = _DUE,
) -> View:
    return View(key, "activity", name, words, columns, order, where)


_ACTIVITY_VIEWS = (
    _activities("mine", "My Activities", f"open or scheduled, {_MINE_WORDS}", _OPEN_ACTIVITY, _MINE),
    _activities(
        "team",
        "My Team Members' Activities",
        "open or scheduled, owned by members of my teams",
        _OPEN_ACTIVITY,
        Condition("owner", "of my teams' members"),
        columns=_OF_ANYONE,
    ),
    _activities(
        "all",
        "All Activities",
        "open and closed",
        columns=_OF_ANYONE,
        order=(Order("scheduled_end", descending=True),),
    ),
    _activities("open", "Open Activities", "open or scheduled", _OPEN_ACTIVITY, columns=_OF_ANYONE),
    _activities(
        "closed",
        "Closed Activities",
        "completed or canceled",
        _CLOSED,
        columns=_DONE,
        order=(Order("actual_end", descending=True),),
    ),
    _activities(
        "overdue",
        "Overdue Activities",
        f"open and past their time, {_MINE_WORDS}",
        _OPEN_ACTIVITY,
        _MINE,
        _OVERDUE,
    ),
    _activities(
        "due-today",
        "Activities Due Today",
        f"open, due today, {_MINE_WORDS}",
        _OPEN_ACTIVITY,
        _MINE,
        Condition("scheduled_end", "today"),
    ),
    _activities(
        "due-7-days",
        "Activities Due in 7 Days",
        f"open, due today or within 7 days, {_MINE_WORDS}",
        _OPEN_ACTIVITY,
        _MINE,
        Condition("scheduled_end", "next days", 7),
    ),
)

_QUOTES = ("name", "customer", "total_amount", "effective_to", "quote_number", "status", "owner")
_ORDERS = ("name", "customer", "total_amount", "order_number", "status", "owner")


def _quotes(key: str, name: str, words: str, *where: Part) -> View:
    return View(key, "quote", name, words, _QUOTES, _NEWEST, where)


def _orders(key: str, name: str, words: str, *where: Part) -> View:
    return View(key, "sales_order", name, words, _ORDERS, _NEWEST, where)


_QUOTE_VIEWS = (
    _quotes("mine", "My Quotes", _MINE_WORDS, _MINE),
    _quotes("all", "All Quotes", "draft, active, won and closed"),
    _quotes("draft", "Draft Quotes", "draft", Condition("status", "=", 0)),
    _quotes("active", "Active Quotes", "active", Condition("status", "=", 1)),
    _quotes("won", "Won Quotes", "won", Condition("status", "=", 2)),
    _quotes("closed", "Closed Quotes", "lost, canceled or revised", Condition("status", "=", 3)),
)
_ORDER_VIEWS = (
    _orders("mine", "My Orders", _MINE_WORDS, _MINE),
    _orders("all", "All Orders", "of every status"),
    _orders("active", "Active Orders", "active or submitted", Condition("status", "in", (0, 1))),
    _orders(
        "closed", "Closed Orders", "canceled, fulfilled or invoiced", Condition("status", "in", (2, 3, 4))
    ),
)

_ACCOUNTS = ("name", "phone", "city", "primary_contact", "industry", "annual_revenue", "owner")
_CONTACTS = ("full_name", "account", "email", "business_phone", "job_title", "owner")
_PRODUCTS = ("name", "product_number", "list_price", "default_unit", "status")
_ACTIVE, _INACTIVE = Condition("is_active", "=", 1), Condition("is_active", "=", 0)


def _people(table: str, columns: tuple[str, ...], plural: str) -> tuple[View, ...]:
    order = (Order(columns[0]),)
    return (
        View(
            "my-active",
            table,
            f"My Active {plural}",
            f"active, {_MINE_WORDS}",
            columns,
            order,
            (_ACTIVE, _MINE),
        ),
        View("active", table, f"Active {plural}", "active", columns, order, (_ACTIVE,)),
        View("inactive", table, f"Inactive {plural}", "inactive", columns, order, (_INACTIVE,)),
        View("all", table, f"All {plural}", "active and inactive", columns, order),
    )


_COMPETITORS = ("name", "key_product", "website", "strengths", "weaknesses")


def _competitors(key: str, name: str, words: str, *deals: Part) -> View:
    with_deals = Linked("opportunity", "id", deals, field="opportunity_id")
    where = (Linked("opportunity_competitor", "competitor_id", (with_deals,)),) if deals else ()
    return View(key, "competitor", name, words, _COMPETITORS, (Order("name"),), where)


_COMPETITOR_VIEWS = (
    _competitors("all", "All Competitors", "every one"),
    _competitors("mine", "In My Open Opportunities", f"in open opportunities, {_MINE_WORDS}", _OPEN, _MINE),
    _competitors("open", "In Open Opportunities", "in open opportunities", _OPEN),
)


def _products(key: str, name: str, words: str, *where: Part) -> View:
    return View(key, "product", name, words, _PRODUCTS, (Order("name"),), where)


_PRODUCT_VIEWS = (
    _products("active", "Active Products", "active", Condition("status", "=", 0)),
    _products("all", "All Products", "of every status"),
    _products("retired", "Retired Products", "retired", Condition("status", "=", 1)),
)

OTHER_VIEWS: dict[str, tuple[View, ...]] = {
    "lead": _LEAD_VIEWS,
    "activity": _ACTIVITY_VIEWS,
    "quote": _QUOTE_VIEWS,
    "sales_order": _ORDER_VIEWS,
    "account": _people("account", _ACCOUNTS, "Accounts"),
    "contact": _people("contact", _CONTACTS, "Contacts"),
    "product": _PRODUCT_VIEWS,
    "competitor": _COMPETITOR_VIEWS,
}
"""By table; the first of each is the default."""
