"""Views: which records a list shows, with which columns and in which order. Standard library only."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, get_args
from uuid import UUID

from salestui import clock
from salestui.errors import SalesError
from salestui.lifecycle.raw import stored
from salestui.lifecycle.view_columns import columns as list_columns
from salestui.lifecycle.view_dates import Calendar, Span, WeekStart, start_of_day
from salestui.lifecycle.view_fields import Comparison, OwnerWords, Relative, check, check_link, column_of
from salestui.models.choices import OPEN_ACTIVITY_CODES
from salestui.models.fields import FIELDS
from salestui.store.query import (
    TRUE,
    AllOf,
    AnyOf,
    Compare,
    Empty,
    ListColumn,
    ListQuery,
    Not,
    OneOf,
    Operator,
    Order,
    Predicate,
    Related,
    Value,
    conjuncts,
)

__all__ = ["Condition", "ListColumn", "Order", "View", "resolve"]


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a view: a field, what is asked of it, and the value that it is compared with.

    Of the owner ("owner") one asks "mine", "mine or my teams" or "of my teams' members"; a user lookup takes
    "mine" too.
    """

    field: str
    operator: Comparison | OwnerWords | Relative | Span
    value: Value | tuple[Value, ...] | None = None


@dataclass(frozen=True, slots=True)
class AnyGroup:
    """One of the parts holds."""

    parts: tuple["Part", ...]


@dataclass(frozen=True, slots=True)
class AllGroup:
    """Every part holds."""

    parts: tuple["Part", ...]


@dataclass(frozen=True, slots=True)
class Linked:
    """There is (or, `absent`, there is no) row of another table that refers to the record."""

    table: str
    link: str
    parts: tuple["Part", ...] = ()
    absent: bool = False
    field: str = "id"
    """The field of the record that `link` refers to."""


Part = Condition | AnyGroup | AllGroup | Linked


@dataclass(frozen=True, slots=True)
class View:
    """A named list of records of one table.

    `words` is its filter as people read it, `extra` marks the views that organisations add to the standard
    ones, `key` names it in settings and on the command line; a personal view's key is its id.
    """

    key: str
    table: str
    name: str
    words: str
    columns: tuple[str, ...]
    order: tuple[Order, ...]
    where: tuple[Part, ...] = ()
    extra: bool = False
    personal: bool = False


TEXT_COLUMNS = {
    "opportunity": ("topic", "account", "contact"),
    "lead": ("topic", "full_name", "company_name"),
    "activity": ("subject", "regarding"),
    "quote": ("name", "quote_number", "account", "contact"),
    "sales_order": ("name", "order_number", "account", "contact"),
    "account": ("name", "city"),
    "contact": ("full_name", "account", "email"),
    "product": ("name", "product_number"),
    "competitor": ("name", "key_product", "website"),
}
"""The columns that the filter of a list looks at."""

SUMS = {
    "opportunity": ("estimated_revenue", "probability"),
    "quote": ("total_amount", ""),
    "sales_order": ("total_amount", ""),
}
"""The money that a list sums up, and the percentage that weighs it, by table."""
_LATE: dict[str, tuple[Predicate, str]] = {
    "opportunity": (Compare("status", "=", 0), "estimated_close_date"),
    "activity": (OneOf("status", OPEN_ACTIVITY_CODES), "scheduled_end"),
}


def resolve(
    view: View,
    user_id: UUID,
    team_ids: Iterable[UUID],
    today: date,
    *,
    sort: Order | None = None,
    filter_text: str = "",
    week_start: WeekStart = "sunday",
    fiscal_start: int = 1,
    readable: Predicate = TRUE,
) -> ListQuery:
    """The query of a view for a user on a day. `sort` replaces the view's own order.

    `readable` says which rows the user may see (`permission.readable`).
    """
    who = _Who(user_id.hex, tuple(team.hex for team in team_ids), Calendar(today, week_start, fiscal_start))
    amount, weight = SUMS.get(view.table, ("", ""))
    return ListQuery(
        view.table,
        list_columns(view.table, view.columns),
        AllOf((*(who.predicate(view.table, part) for part in view.where), *conjuncts(readable))),
        view.order if sort is None else (sort,),
        # Half characters and zero bytes are in no file.
        filter_text.encode("utf-8", "ignore").decode().replace("\0", "").strip(),
        TEXT_COLUMNS[view.table],
        amount,
        weight,
        who.late(view.table),
    )


@dataclass(frozen=True, slots=True)
class _Who:
    """Turns conditions into predicates for a user and a day."""

    user: str
    teams: tuple[str, ...]
    calendar: Calendar

    def predicate(self, table: str, part: Part) -> Predicate:
        match part:
            case AnyGroup(parts):
                return AnyOf(tuple(self.predicate(table, one) for one in parts))
            case AllGroup(parts):
                return AllOf(tuple(self.predicate(table, one) for one in parts))
            case Linked(other, link, parts, absent, field):
                where = tuple(self.predicate(other, one) for one in parts)
                related = Related(other, link, where, field)
                return Not(related) if absent else related
            case Condition(field, operator, value):
                return self._condition(table, field, operator, value)

    def _condition(self, table: str, field: str, operator: str, value: Any) -> Predicate:
        column = column_of(table, field)
        if operator in get_args(OwnerWords):
            return self._owned(column, operator)
        if operator in get_args(Operator):
            return Compare(column, operator, value)  # type: ignore[arg-type]  # one of Operator's
        match operator:
            case "in":
                return OneOf(column, tuple(value))
            case "empty":
                return Empty(column)
            case "filled":
                return Not(Empty(column))
            case "last days":
                return self._between(table, column, *self.calendar.days(-value, 1))
            case "next days":
                return self._between(table, column, *self.calendar.days(0, value + 1))
            case "last months":
                first = self.calendar.months_ago(value)
                return self._between(table, column, first, self.calendar.days(0, 1)[1])
            case "before days ago":
                return self.before(table, column, self.calendar.today - timedelta(days=value))
            case "overdue":
                return self.before(table, column, self.calendar.today)
            case "past":
                return self._past(table, column)
        return self._between(table, column, *self.calendar.span(operator))  # type: ignore[arg-type]  # a Span

    def _owned(self, column: str, words: str) -> Predicate:
        if column != "owner":
            return Compare(column, "=", self.user)
        if words == "mine":
            return Compare("owner_user_id", "=", self.user)
        if words == "mine or my teams":
            mine = Compare("owner_user_id", "=", self.user)
            return AnyOf((mine, OneOf("owner_team_id", self.teams))) if self.teams else mine
        members = Related("team_membership", "user_id", (OneOf("team_id", self.teams),), "owner_user_id")
        return members if self.teams else Compare("owner_user_id", "=", self.user)

    def late(self, table: str) -> Predicate | None:
        """Which records of a table are late; None if none can be."""
        if table not in _LATE:
            return None
        is_open, column = _LATE[table]
        late = self.before(table, column, self.calendar.today)
        if table == "activity":
            # One with a time of day is late from that time on, one for the whole day when that is over.
            late = AnyOf((late, AllOf((Compare("is_all_day", "=", 0), self._past(table, column)))))
        return AllOf((is_open, late))

    def _past(self, table: str, column: str) -> Predicate:
        is_today = self.calendar.today == clock.today()
        now = stored(clock.now()) if is_today else _stored(table, column, self.calendar.today)
        return Compare(column, "<", now)

    def before(self, table: str, column: str, day: date) -> Predicate:
        """The column lies before the day."""
        return Compare(column, "<", _stored(table, column, day))

    def _between(self, table: str, column: str, first: date, stop: date) -> Predicate:
        return AllOf(
            (
                Compare(column, ">=", _stored(table, column, first)),
                Compare(column, "<", _stored(table, column, stop)),
            )
        )


def _stored(table: str, column: str, day: date) -> str:
    """The start of a day as the column keeps it."""
    field = FIELDS.get(table, {}).get(column)
    is_time = field.kind == "datetime" if field is not None else column.endswith("_on")
    return start_of_day(day) if is_time else day.isoformat()


# Personal views are kept as JSON


def from_json(definition: str, key: str, table: str, name: str) -> View:
    """A personal view from saved_view. Raises SalesError if the definition is none."""
    try:
        held = json.loads(definition)
        columns = tuple(str(column) for column in held["columns"])
        if not columns:
            raise ValueError("it has no columns")
        order = tuple(Order(str(one["column"]), bool(one["descending"])) for one in held["order"])
        list_columns(table, (*columns, *(one.column for one in order)))
        where = _parts(table, held["where"], _DEEPEST)
        return View(key, table, name, str(held["words"]), columns, order, where, personal=True)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        why = "what it holds is damaged, or asks for something that is not there"
        raise SalesError(f'The view "{name}" can\'t be read: {why}.') from error


_DEEPEST, _MOST = 10, 500
"""Groups within groups, and parts of one; what goes far beyond is too much for SQL."""


def _parts(table: str, held: list[dict[str, Any]], deepest: int) -> tuple[Part, ...]:
    if not deepest or len(held) > _MOST:
        raise ValueError("it has too many conditions")
    return tuple(_from_plain(table, part, deepest - 1) for part in held)


def _from_plain(table: str, held: dict[str, Any], deepest: int) -> Part:
    """The part that was kept."""
    if "any" in held:
        return AnyGroup(_parts(table, held["any"], deepest))
    if "all" in held:
        return AllGroup(_parts(table, held["all"], deepest))
    if "linked" in held:
        other, link, field = held["linked"], held["link"], held["field"]
        check_link(other, link)
        check_link(table, field)
        return Linked(other, link, _parts(other, held["where"], deepest), bool(held["absent"]), field)
    value, operator = held["value"], held["operator"]
    check(table, held["field"], operator, value)
    return Condition(held["field"], operator, tuple(value) if isinstance(value, list) else value)
