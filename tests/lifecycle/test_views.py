"""The views of the catalogue as they are stated, whose rows are "mine", and views that people save."""

import json
import time
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import Session, select

from salestui.errors import SalesError
from salestui.lifecycle.users import signed_in, teams_of
from salestui.lifecycle.view_catalogue import SYSTEM_VIEWS, find
from salestui.lifecycle.view_columns import column, columns
from salestui.lifecycle.view_fields import _LINKED
from salestui.lifecycle.views import (
    TEXT_COLUMNS,
    AllGroup,
    AnyGroup,
    Condition,
    Linked,
    Order,
    View,
    from_json,
    resolve,
)
from salestui.models import choices as c
from salestui.models.activities import Activity
from salestui.models.customers import Account, Contact
from salestui.models.fields import FIELDS
from salestui.models.leads import Lead
from salestui.models.opportunities import Opportunity
from salestui.models.products import Currency, Product
from salestui.models.quotes import Order as SalesOrder
from salestui.models.quotes import Quote
from salestui.models.users import Team, TeamMembership, User
from salestui.store import connection as files
from salestui.store import listing
from salestui.store.database import Store
from salestui.store.list_sql import DERIVED
from salestui.store.list_totals import Totals
from salestui.store.listing import Listing
from salestui.store.query import ListQuery
from tests.hostile import HOSTILE
from tests.lifecycle.kept import to_json
from tests.lifecycle.making import TODAY, Maker, at

EVERY_VIEW = [view for views in SYSTEM_VIEWS.values() for view in views]

# The catalogue

_STANDARD = {
    *("topic", "customer_name", "estimated_close_date", "estimated_revenue"),
    *("contact", "account", "probability", "rating"),
}
_CLOSED = ("topic", "actual_close_date", "actual_revenue", "customer_name", "owner", "status_reason")
_LOST = ("topic", "actual_close_date", "customer_name", "status_reason")
CATALOGUE: dict[str, tuple[str, set[str] | tuple[str, ...]]] = {
    "My Open Opportunities": ("estimated_close_date", _STANDARD),
    "Open Opportunities": ("estimated_close_date", _STANDARD),
    "All Opportunities": ("-estimated_close_date topic", {*_STANDARD, "status"}),
    "Closed Opportunities": ("-actual_close_date", _CLOSED),
    "Closed Opportunities in Current Fiscal Year": ("-actual_revenue", _CLOSED),
    "My Closed Opportunities in Current Fiscal Year": ("-actual_revenue", _CLOSED),
    "Won Opportunities": ("-actual_close_date", _CLOSED[:5]),
    "Lost Opportunities": ("-actual_close_date", _LOST),
    # The one of the standard product is the next; this one is "recently created".
    "Recent Opportunities": ("-created_on", {*_STANDARD, "created_on", "status"}),
    "Open and Lately Won Opportunities": (
        "status -estimated_close_date -modified_on",
        {*_STANDARD, "status", "actual_close_date", "actual_revenue"},
    ),
    "Opportunities Closing Next Month": ("estimated_close_date", _STANDARD),
    "Opportunities in Current Fiscal Year": (
        "-actual_revenue -estimated_close_date",
        {*_STANDARD, "actual_revenue"},
    ),
    "Opportunities Opened Last Week": ("-estimated_revenue", {*_STANDARD, "created_on"}),
    "Opportunities Opened This Week": ("-estimated_revenue", {*_STANDARD, "created_on"}),
    "Opportunities I am a member of": ("estimated_close_date", _STANDARD),
    "Opportunities I Follow": ("estimated_close_date", _STANDARD),
    "My Connections": ("estimated_close_date", _STANDARD),
}
"""Default order and columns; a set where the catalogue of facts leaves their order open.

What each keeps is held against plain Python in tests/store/test_list_oracle.py.
"""


def test_the_standard_views_of_opportunities_are_those_of_the_catalogue() -> None:
    standard = [view for view in SYSTEM_VIEWS["opportunity"] if not view.extra]
    assert [view.name for view in standard] == list(CATALOGUE)
    for view in standard:
        order, wanted = CATALOGUE[view.name]
        assert " ".join(f"{'-' * one.descending}{one.column}" for one in view.order) == order, view.name
        assert (set(view.columns) if isinstance(wanted, set) else view.columns) == wanted, view.name
        assert len(set(view.columns)) == len(view.columns), view.name


def test_the_views_that_organisations_add() -> None:
    extra = {view.name for view in SYSTEM_VIEWS["opportunity"] if view.extra}
    units = ("This Week", "This Month", "This Fiscal Quarter", "This Fiscal Year", "Next Year")
    closing_names = {f"My Opportunities Closing {unit}" for unit in units}
    periods = ("Week", "Month", "Quarter", "Year")
    assert extra == {
        *closing_names,
        *(f"{what} This {period}" for what in ("Created", "Won") for period in periods),
        "My Overdue Opportunities",
        "Overdue More Than 45 Days",
        "My Stalled Opportunities",
        "My Aged or Stuck Opportunities",
        "Open Opportunities by Sales Rep",
    }


def test_the_views_of_other_tables() -> None:
    names = {table: [view.name for view in views] for table, views in SYSTEM_VIEWS.items()}
    del names["opportunity"]
    assert names == {
        "lead": [
            *("My Open Leads", "Open Leads", "All Leads", "Closed Leads", "Disqualified Leads"),
            *("Leads Opened Last Week", "Leads Opened This Week"),
        ],
        "activity": [
            *("My Activities", "My Team Members' Activities", "All Activities"),
            *("Open Activities", "Closed Activities", "Overdue Activities"),
            *("Activities Due Today", "Activities Due in 7 Days"),
        ],
        "quote": [
            *("My Quotes", "All Quotes", "Draft Quotes", "Active Quotes", "Won Quotes", "Closed Quotes"),
        ],
        "sales_order": ["My Orders", "All Orders", "Active Orders", "Closed Orders"],
        "account": ["My Active Accounts", "Active Accounts", "Inactive Accounts", "All Accounts"],
        "contact": ["My Active Contacts", "Active Contacts", "Inactive Contacts", "All Contacts"],
        "product": ["Active Products", "All Products", "Retired Products"],
        "competitor": ["All Competitors", "In My Open Opportunities", "In Open Opportunities"],
    }


@pytest.mark.parametrize("table", SYSTEM_VIEWS)
def test_keys_and_names_tell_views_apart(table: str) -> None:
    views = SYSTEM_VIEWS[table]
    assert len({view.key for view in views}) == len({view.name.casefold() for view in views}) == len(views)
    for view in views:
        assert find(views, f" {view.key.upper()} ") == find(views, view.name.lower()) == view
        assert view.words
        assert not view.personal
    assert find(views, "no such view") is None
    own = replace(views[0], name="Own", personal=True)
    assert find((own, *views), views[0].key) is own


# Whose rows are mine


class World:
    """Records of every table, each owned by one of four, and the rows of views."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.user = signed_in(store, "mina")
        with store.command("World", self.user.id) as session:
            self._fill(session)
        self.user = signed_in(store, "mina")

    def _fill(self, session: Session) -> None:
        def add(*records: Any) -> list[Any]:
            session.add_all(records)
            session.flush()
            return list(records)

        me = self.user.id
        mate, other = add(
            User(user_name="mate", full_name="Mate"), User(user_name="other", full_name="Other")
        )
        blue, red, _ = add(Team(name="Blue"), Team(name="Red"), Team(name="Nobody's"))
        add(
            *(TeamMembership(team_id=blue.id, user_id=user) for user in (me, mate.id)),
            TeamMembership(team_id=red.id, user_id=other.id),
        )
        self.owners: dict[str, dict[str, Any]] = {
            "me": {"owner_user_id": me},
            "mate": {"owner_user_id": mate.id},
            "other": {"owner_user_id": other.id},
            "blue": {"owner_team_id": blue.id},
            "red": {"owner_team_id": red.id},
        }
        deal = Maker(session, me).deal("A deal")
        euro = euro_of_half(session)
        self.reasons = {
            Lead: {0: 1, 1: 3, 2: 4},
            Activity: {0: 2, 1: 5, 2: 6, 3: 4},
            Quote: {0: 1, 1: 2, 2: 4, 3: 5},
            SalesOrder: {0: 1, 1: 3, 2: 4, 3: 100001, 4: 100003},
        }
        for who, owner in self.owners.items():
            for active in (True, False):
                word = "" if active else " off"
                (company,) = add(Account(name=f"{who}{word}", city="Zürich", is_active=active, **owner))
                add(Contact(full_name=f"{who}{word}", account_id=company.id, is_active=active, **owner))
            for status, reason in self.reasons[Lead].items():
                add(
                    Lead(
                        topic=f"{who} {status}",
                        full_name="Ann Lee",
                        status=status,
                        status_reason=reason,
                        **owner,
                    )
                )
            for status, reason in self.reasons[Activity].items():
                add(
                    Activity(
                        activity_type=c.ActivityType.TASK if status != 3 else c.ActivityType.APPOINTMENT,
                        subject=f"{who} {status}",
                        status=status,
                        status_reason=reason if status != 3 else 5,
                        scheduled_start=at(20 + status),
                        scheduled_end=at(20 + status),
                        opportunity_id=deal.id,
                        **owner,
                    )
                )
            for status, reason in self.reasons[Quote].items():
                add(
                    Quote(
                        name=f"{who} {status}",
                        quote_number=f"Q-{who}-{status}",
                        status=status,
                        status_reason=reason,
                        total_amount=Decimal(100),
                        currency_id=euro.id if who == "mate" else None,
                        **owner,
                    )
                )
            for status, reason in self.reasons[SalesOrder].items():
                add(
                    SalesOrder(
                        name=f"{who} {status}",
                        order_number=f"O-{who}-{status}",
                        status=status,
                        status_reason=reason,
                        total_amount=Decimal(7),
                        account_id=company.id,
                        **owner,
                    )
                )
        for who, owner in self.owners.items():
            make = Maker(session, me)
            theirs = make.closed(f"Closed {who}")
            open_one = Opportunity(topic=f"Deal of {who}", **owner)
            add(open_one)
            make.rival(f"{who} open", open_one)
            make.rival(f"{who} closed", theirs)
        for status in c.ProductStatus:
            add(Product(name=f"any {int(status)}", product_number=f"P{int(status)}", status=status))

    def query(self, view: View, text: str = "") -> ListQuery:
        return resolve(view, self.user.id, self.user.team_ids, TODAY, filter_text=text)

    def listed(self, view: View, text: str = "") -> Listing:
        shown = Listing(self.store.reader, self.query(view, text))
        shown.load()
        return shown

    def names(self, view: View, text: str = "") -> set[str]:
        """The rows by the column that tells them apart."""
        shown = self.listed(view, text)
        key = {"lead": "topic", "activity": "subject", "contact": "full_name"}.get(view.table, "name")
        place = [column.key for column in shown.columns].index(key) + 1
        rows = shown.window(0, 1000)
        assert len(rows) == shown.count
        return {str(row[place]) for row in rows}


def euro_of_half(session: Session) -> Currency:
    """The euro, two of which are worth one of the base currency."""
    euro = session.exec(select(Currency).where(Currency.iso_code == "EUR")).one()
    euro.exchange_rate = Decimal(2)
    session.flush()
    return euro


@pytest.fixture
def world(store: Store) -> World:
    return World(store)


def of(owners: str, statuses: str) -> set[str]:
    """Names of the records of these owners in these statuses."""
    return {f"{owner} {status}" for owner in owners.split() for status in statuses}


def people(owners: str, *words: str) -> set[str]:
    return {f"{owner}{word}" for owner in owners.split() for word in words or ("",)}


ALL, MINE = "me mate other blue red", "me blue"
ROWS: dict[tuple[str, str], set[str]] = {
    ("lead", "my-open"): of(MINE, "0"),
    ("lead", "open"): of(ALL, "0"),
    ("lead", "all"): of(ALL, "012"),
    ("lead", "closed"): of(ALL, "12"),
    ("lead", "disqualified"): of(ALL, "2"),
    ("lead", "opened-last-week"): set(),
    ("lead", "opened-this-week"): of(ALL, "012"),
    ("activity", "mine"): of(MINE, "03"),
    ("activity", "team"): of("me mate", "03"),
    ("activity", "all"): of(ALL, "0123"),
    ("activity", "open"): of(ALL, "03"),
    ("activity", "closed"): of(ALL, "12"),
    ("activity", "overdue"): of(MINE, "03"),
    ("activity", "due-today"): of(MINE, "3"),
    ("activity", "due-7-days"): of(MINE, "3"),
    ("quote", "mine"): of(MINE, "0123"),
    ("quote", "all"): of(ALL, "0123"),
    ("quote", "draft"): of(ALL, "0"),
    ("quote", "active"): of(ALL, "1"),
    ("quote", "won"): of(ALL, "2"),
    ("quote", "closed"): of(ALL, "3"),
    ("sales_order", "mine"): of(MINE, "01234"),
    ("sales_order", "all"): of(ALL, "01234"),
    ("sales_order", "active"): of(ALL, "01"),
    ("sales_order", "closed"): of(ALL, "234"),
    ("account", "my-active"): people(MINE),
    ("account", "active"): people(ALL),
    ("account", "inactive"): people(ALL, " off"),
    ("account", "all"): people(ALL, "", " off"),
    ("contact", "my-active"): people(MINE),
    ("contact", "active"): people(ALL),
    ("contact", "inactive"): people(ALL, " off"),
    ("contact", "all"): people(ALL, "", " off"),
    ("competitor", "all"): people(ALL, " open", " closed"),
    ("competitor", "mine"): people(MINE, " open"),
    ("competitor", "open"): people(ALL, " open"),
    ("product", "active"): of("any", "0"),
    ("product", "all"): of("any", "0123"),
    ("product", "retired"): of("any", "1"),
}


@pytest.mark.parametrize("few", [1_000, 0], ids=["short", "long"])
def test_the_rows_of_other_tables(world: World, monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    monkeypatch.setattr(listing, "FEW", few)
    monkeypatch.setattr(listing, "PATIENCE", 60.0)
    others = [view for view in EVERY_VIEW if view.table != "opportunity"]
    assert {(view.table, view.key) for view in others} == ROWS.keys()
    for view in others:
        assert world.names(view) == ROWS[view.table, view.key], (view.table, view.key)
        query = world.query(view)
        visible = tuple(one.key for one in query.columns if not one.hidden)
        assert visible == view.columns
        before = Listing(world.store.reader, query).window(0, 1000)
        assert before == world.listed(view).window(0, 1000), "the same before and after the order is known"


def test_sums_and_late_ones_of_other_tables(world: World) -> None:
    found = {view.key: world.listed(view).totals for view in SYSTEM_VIEWS["quote"]}
    # Two of the five owners' have it in the base currency, one in euro: 4 x 100 + 50.
    assert found["draft"] == Totals(5, 4_500_000)
    assert found["all"] == Totals(20, 18_000_000)
    orders = find(SYSTEM_VIEWS["sales_order"], "active")
    assert orders is not None
    assert world.listed(orders).totals == Totals(10, 700_000)
    activities = find(SYSTEM_VIEWS["activity"], "all")
    assert activities is not None
    # Due on the 20th to the 23rd; those of the 20th (open) are late, those of the 23rd (scheduled)
    # are too, for their hour is over.
    assert world.listed(activities).totals == Totals(20, late=10)


@pytest.mark.parametrize(
    ("table", "text", "wanted"),
    [
        ("lead", "MATE 2", of("mate", "2")),
        ("lead", "ann l", of(ALL, "012")),
        ("activity", "a deal", of(ALL, "0123")),
        ("activity", "e 3", of("me mate blue", "3")),
        ("quote", "q-red", of("red", "0123")),
        ("sales_order", "o-BLUE-4", of("blue", "4")),
        ("sales_order", "red off", of("red", "01234")),
        ("account", "ZÜR", people(ALL, "", " off")),
        ("account", "other o", people("other", " off")),
        ("contact", "blue", people("blue", "", " off")),
        ("product", "p1", of("any", "1")),
        ("product", "%", set()),
    ],
)
def test_filters_of_other_tables(world: World, table: str, text: str, wanted: set[str]) -> None:
    view = find(SYSTEM_VIEWS[table], "all")
    assert view is not None
    assert world.names(view, text) == wanted


def test_mine_for_a_user_without_teams_and_in_an_empty_team(world: World) -> None:
    view, team = find(SYSTEM_VIEWS["lead"], "my-open"), find(SYSTEM_VIEWS["activity"], "team")
    assert view is not None
    assert team is not None
    alone = replace(world.user, team_ids=())
    world.user = alone
    assert world.names(view) == of("me", "0")
    assert world.names(team) == of("me", "03"), "without a team, one is one's own team"
    (nobodys,) = world.store.reader.execute("SELECT id FROM team WHERE name = ?", ("Nobody's",)).fetchone()
    world.user = replace(alone, team_ids=(UUID(nobodys),))
    assert world.names(view) == of("me", "0")
    assert world.names(team) == set()
    other = UUID(
        world.store.reader.execute("SELECT id FROM system_user WHERE user_name = 'other'").fetchone()[0]
    )
    world.user = replace(alone, id=other, team_ids=teams_of(world.store.reader, other))
    assert world.names(view) == of("other red", "0")


# Days in the user's time zone


@pytest.mark.parametrize(
    ("zone", "first", "last"),
    [
        ("UTC", "2026-11-22 00:00:00.000000", "2026-11-28 23:59:59.999999"),
        ("America/New_York", "2026-11-22 05:00:00.000000", "2026-11-29 04:59:59.999999"),
        ("Asia/Kolkata", "2026-11-21 18:30:00.000000", "2026-11-28 18:29:59.999999"),
    ],
)
def test_this_week_begins_and_ends_at_the_local_midnight(
    store: Store, monkeypatch: pytest.MonkeyPatch, zone: str, first: str, last: str
) -> None:
    me = signed_in(store, "mina").id
    moments = {"before": _next(first, -1), "first": first, "last": last, "after": _next(last, 1)}
    with store.command("Make", me) as session:
        for topic in moments:
            Maker(session, me).deal(topic)
    with closing(files.connect(store.path)) as connection:
        for topic, moment in moments.items():
            connection.execute("UPDATE opportunity SET created_on = ? WHERE topic = ?", (moment, topic))
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    view = find(SYSTEM_VIEWS["opportunity"], "opened-this-week")
    assert view is not None

    query = resolve(view, me, (), TODAY, week_start="sunday")

    shown = Listing(store.reader, query)
    assert {row[1] for row in shown.window(0, 9)} == {"first", "last"}


def _next(moment: str, microseconds: int) -> str:
    moved = datetime.fromisoformat(moment) + timedelta(microseconds=microseconds)
    return moved.strftime("%Y-%m-%d %H:%M:%S.%f")


# Columns


def test_every_field_of_every_table_can_be_a_column_and_a_sort_key(world: World) -> None:
    for table in TEXT_COLUMNS:
        keys = tuple(FIELDS[table])
        rows = world.listed(View("own", table, "Own", "", keys, ())).window(0, 9)
        assert rows
        for key in keys:
            for descending in (False, True):
                order = (Order(key, descending),)
                assert len(world.listed(View("own", table, "Own", "", (key,), order)).window(0, 9)) == len(
                    rows
                )


def test_derived_columns_are_had_where_they_can_be_read(world: World) -> None:
    had = {}
    for table in TEXT_COLUMNS:
        had[table] = []
        for key in DERIVED:
            try:
                column(table, key)
            except KeyError:
                with pytest.raises(KeyError):
                    world.listed(View("own", table, "Own", "", (next(iter(FIELDS[table])),), (Order(key),)))
                continue
            had[table].append(key)
            view = View("own", table, "Own", "", (key,), (Order(key),))
            assert world.listed(view).window(0, 1)
    assert "currency_sign" not in had["activity"]
    assert {table for table, keys in had.items() if "regarding" in keys} == {"activity"}
    assert {table for table, keys in had.items() if "stage_since" in keys} == {"opportunity"}
    assert {table for table, keys in had.items() if "owner" not in keys} == {"product", "competitor"}


def test_columns_bring_what_they_need() -> None:
    found = columns("opportunity", ("estimated_revenue", "estimated_close_date"))
    assert [(one.key, one.hidden) for one in found] == [
        ("estimated_revenue", False),
        ("estimated_close_date", False),
        ("currency_sign", True),
        ("status", True),
    ]
    assert [one.key for one in columns("opportunity", ("estimated_close_date", "status"))] == [
        *("estimated_close_date", "status"),
    ]
    assert [one.key for one in columns("activity", ("actual_revenue",))] == ["actual_revenue"]
    for view in EVERY_VIEW:
        for one in columns(view.table, view.columns):
            assert one.label
            assert one.options is not None or one.kind not in ("choice", "rating"), (view.table, one.key)


@pytest.mark.parametrize("key", ["", "nope", "topic; DROP TABLE opportunity", "account_id", "rowid", "id"])
def test_unknown_columns_are_refused(key: str) -> None:
    with pytest.raises(KeyError):
        column("opportunity", key)


@pytest.mark.parametrize("text", [*HOSTILE, "\0", "a\0b", "%", "'"])
def test_any_text_can_be_typed_into_the_filter(store: Store, text: str) -> None:
    me = signed_in(store, "mina").id
    for table, views in SYSTEM_VIEWS.items():
        query = resolve(views[0], me, (), TODAY, filter_text=text)
        assert "\0" not in query.text
        assert query.text == query.text.strip()
        assert Listing(store.reader, query).window(0, 9) == [], table


# Views that people save


@pytest.mark.parametrize("view", EVERY_VIEW, ids=lambda view: f"{view.table}-{view.key}")
def test_a_view_is_read_back_as_it_was_kept(view: View) -> None:
    kept = to_json(view)
    found = from_json(kept, "key", view.table, "Mine [x]")
    assert found == replace(view, key="key", name="Mine [x]", personal=True, extra=False)
    assert to_json(found) == kept


def test_a_view_with_every_kind_of_condition(world: World) -> None:
    view = View(
        "own",
        "opportunity",
        "Öwn",
        "wörds",
        ("topic", "owner", "stage_since", "last_activity_on"),
        (Order("owner", descending=True), Order("topic")),
        (
            AnyGroup((Condition("status", "in", (0, 1)), Condition("topic", "=", "it's [x]"))),
            AllGroup((Condition("rating", "filled"), Condition("probability", "empty"))),
            Linked("activity", "opportunity_id", (Condition("status", "<>", 1),)),
            Linked("connection", "opportunity_id", (Condition("user_id", "mine"),), absent=True),
            Linked("account", "id", (Condition("city", "=", "Bern"),), absent=True, field="account_id"),
            Linked("follow", "opportunity_id", absent=True),
            Condition("estimated_close_date", "next days", 90),
            Condition("created_on", "last months", 1),
            Condition("modified_on", "today"),
            Condition("owner", "of my teams' members"),
            Condition("created_by", "mine"),
            Condition("estimated_revenue", ">=", -5),
        ),
    )
    found = from_json(to_json(view), "own", "opportunity", "Öwn")
    assert found == replace(view, personal=True)
    assert world.listed(found).window(0, 9) == []


GOOD: dict[str, Any] = {
    "words": "open",
    "columns": ["topic"],
    "order": [{"column": "topic", "descending": False}],
    "where": [{"field": "status", "operator": "=", "value": 0}],
}


def good(**changes: Any) -> str:
    return json.dumps({**GOOD, **changes})


def where(*conditions: Any) -> str:
    return good(where=list(conditions))


def asked(field: Any, operator: Any = "=", value: Any = 0) -> str:
    return where({"field": field, "operator": operator, "value": value})


def linked(table: Any, link: Any = "opportunity_id", field: Any = "id", inner: Any = ()) -> str:
    return where({"linked": table, "link": link, "where": list(inner), "absent": False, "field": field})


def nested(depth: int, last: Any = None) -> Any:
    held = last or {"field": "status", "operator": "=", "value": 0}
    for _ in range(depth):
        held = {"any": [held]}
    return held


DAMAGED = {
    "nothing": "",
    "no JSON": "{",
    "no view": "[]",
    "a word": '"topic"',
    "a number": "7",
    "null": "null",
    "only words": '{"words": 1}',
    "no columns": good(columns=[]),
    "columns that are none": good(columns=7),
    "unknown column": good(columns=["nope"]),
    "column of another table": good(columns=["regarding"]),
    "hostile column": good(columns=["topic, (SELECT 1)"]),
    "column that is a list": good(columns=[["topic"]]),
    "unknown order": good(order=[{"column": "nope", "descending": False}]),
    "hostile order": good(order=[{"column": "topic DESC; --", "descending": False}]),
    "order without direction": good(order=[{"column": "topic"}]),
    "conditions that are none": good(where=7),
    "a condition that is a word": good(where=["status"]),
    "a condition that is null": good(where=[None]),
    "a condition without value": where({"field": "status", "operator": "="}),
    "hostile field": asked("status = 0 OR 1=1 --"),
    "column in place of a field": asked("account_id"),
    "row id": asked("rowid"),
    "field that is a list": asked(["status"]),
    "field that is null": asked(None),
    "hostile operator": asked("status", "= 0 OR 0 ="),
    "operator that is a list": asked("status", ["="]),
    "unknown operator": asked("status", "like"),
    "value that is a group": asked("status", "=", {"a": 1}),
    "value that is null": asked("status", "=", None),
    "value that is a fraction": asked("status", "=", 0.5),
    "text in place of a number": asked("status", "=", "0"),
    "number in place of a text": asked("topic", "in", [0]),
    "value beyond 64 bits": asked("probability", "=", 2**63),
    "no option": asked("status", "=", 7),
    "one of what is no option": asked("status", "in", [0, 7]),
    "no option, inside a link": linked("activity", inner=[{"field": "status", "operator": "=", "value": 99}]),
    "half a character": asked("topic", "=", "\ud800"),
    "one of a word": asked("status", "in", "01"),
    "one of nothing": asked("status", "in", None),
    "one of groups": asked("status", "in", [[0]]),
    "days that are a word": asked("created_on", "last days", "30"),
    "days that are true": asked("created_on", "last days", True),
    "days before time": asked("created_on", "before days ago", 10**9),
    "months before time": asked("created_on", "last months", 10**6),
    "negative days": asked("created_on", "next days", -1),
    "owner compared": asked("owner", "=", "x"),
    "owner today": asked("owner", "today", None),
    "topic is mine": asked("topic", "mine", None),
    "user is of my teams": asked("created_by", "mine or my teams", None),
    "unknown table": linked("sqlite_master"),
    "hostile table": linked("activity AS a, account"),
    "table that is a number": linked(5),
    "table that is a list": linked(["activity"]),
    "key word as table": linked("order"),
    "unknown link": linked("activity", "nope"),
    "hostile link": linked("activity", "opportunity_id = 1 OR o_.id"),
    "link that is null": linked("activity", None),
    "unknown field of link": linked("activity", field="nope"),
    "field of link as form has it": linked("account", "id", field="account"),
    "unknown field inside": linked("connection", inner=[{"field": "x", "operator": "=", "value": 1}]),
    "hostile field inside": linked("follow", inner=[{"field": "1=1 --", "operator": "=", "value": 1}]),
    "link without conditions": where({"linked": "activity", "link": "opportunity_id"}),
    "groups in groups": where(nested(40)),
    "groups without end": good(where=[]).replace("[]}", '[{"any":' * 50_000 + "[]"),
    "links in links": where(
        nested(9, {"linked": "activity", "link": "opportunity_id", "where": [], "absent": 0, "field": "id"})
    ),
    "too many conditions": where(*[{"field": "status", "operator": "=", "value": 0}] * 1200),
}


@pytest.mark.parametrize("definition", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_view_is_refused_in_words(definition: str) -> None:
    with pytest.raises(SalesError) as raised:
        from_json(definition, "key", "opportunity", "Mine")
    assert str(raised.value) == (
        'The view "Mine" can\'t be read: what it holds is damaged, or asks for something that is not there.'
    )


@pytest.mark.parametrize(
    ("table", "definition"),
    [
        (
            "product",
            good(columns=["name"], order=[], where=[{"field": "owner", "operator": "mine", "value": 0}]),
        ),
        ("product", good(columns=["owner"], order=[], where=[])),
        ("lead", good(columns=["customer"], order=[])),
        ("account", good(columns=["name"], order=[{"column": "stage_since", "descending": True}], where=[])),
        ("nothing", good()),
        ("opportunity; --", good()),
    ],
)
def test_views_of_tables_that_lack_it(table: str, definition: str) -> None:
    with pytest.raises(SalesError):
        from_json(definition, "key", table, "Mine")


ACCEPTED: dict[str, str] = {
    "as it is": good(),
    "without order and conditions": good(order=[], where=[]),
    "nested": where(nested(8)),
    "many": where(*[{"field": "status", "operator": "=", "value": 0}] * 500),
    "one of none": asked("status", "in", []),
    "no parts": where({"any": []}, {"all": []}),
    "long ago": asked("created_on", "last months", 10_000),
    "many days": asked("estimated_close_date", "next days", 10_000),
    "true": asked("decision_maker", "=", True),
    "hostile value": asked("topic", "=", "x' OR 1=1 --"),
    "a user": asked("created_by", "=", "0" * 32),
    "a day": asked("estimated_close_date", ">=", "2026-11-23"),
}


@pytest.mark.parametrize("definition", ACCEPTED.values(), ids=ACCEPTED)
def test_what_is_accepted_can_be_listed(
    world: World, definition: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = from_json(definition, "key", "opportunity", "Mine")
    short = world.listed(view, "deal").window(0, 9)
    monkeypatch.setattr(listing, "FEW", 0)
    assert world.listed(view, "deal").window(0, 9) == short


def test_the_tables_that_are_linked_have_their_columns(store: Store) -> None:
    for table, names in _LINKED.items():
        held = {row[1] for row in store.reader.execute(f"PRAGMA table_info({table})")}
        assert names <= held
