"""Conditions, columns and sort keys of lists as SQL over a table named `o`. Standard library only."""

from typing import NamedTuple

from salestui.models.fields import FIELDS, NAME_COLUMNS
from salestui.store.query import (
    AllOf,
    AnyOf,
    Compare,
    Empty,
    ListQuery,
    Not,
    OneOf,
    Order,
    Predicate,
    Related,
    Value,
)


class Sql(NamedTuple):
    """A piece of SQL and its parameters."""

    text: str
    parameters: tuple[Value, ...] = ()

    def __add__(self, other: object) -> "Sql":
        assert isinstance(other, Sql)
        return Sql(self.text + other.text, self.parameters + other.parameters)

    def named(self, prefix: str) -> tuple[str, dict[str, Value]]:
        """With parameters named `:prefix_0` and on, for a query that has others: the text, and the values."""
        names = [f"{prefix}_{number}" for number in range(len(self.parameters))]
        before, *rest = self.text.split("?")
        text = before + "".join(f":{name}{part}" for name, part in zip(names, rest, strict=True))
        return text, dict(zip(names, self.parameters, strict=True))


def join(separator: str, pieces: list[Sql]) -> Sql:
    """The pieces with the separator between them."""
    return Sql(
        separator.join(piece.text for piece in pieces),
        tuple(value for piece in pieces for value in piece.parameters),
    )


# Columns

_OWNER = (
    "coalesce((SELECT full_name FROM system_user WHERE id = o.owner_user_id),"
    " (SELECT name FROM team WHERE id = o.owner_team_id))"
)
_REGARDING = ", ".join(
    f"(SELECT {NAME_COLUMNS[target]} FROM {target} WHERE id = o.{column})"
    for column, target in (
        ("opportunity_id", "opportunity"),
        ("account_id", "account"),
        ("contact_id", "contact"),
        ("lead_id", "lead"),
        ("quote_id", "quote"),
        ("order_id", "sales_order"),
        ("competitor_id", "competitor"),
    )
)
_CUSTOMER = (
    "coalesce((SELECT name FROM account WHERE id = o.account_id),"
    " (SELECT full_name FROM contact WHERE id = o.contact_id))"
)

DERIVED: dict[str, str] = {
    "owner": _OWNER,
    "customer": _CUSTOMER,
    "regarding": f"coalesce({_REGARDING})",
    "age": "o.created_on",
    "currency_sign": "(SELECT symbol FROM currency WHERE id = o.currency_id)",
    "last_activity_on": (
        "(SELECT max(coalesce(actual_end, modified_on)) FROM activity"
        " WHERE opportunity_id = o.id AND status <> 0)"
    ),
    "stage_since": (
        "coalesce((SELECT max(active_stage_started_on) FROM process_instance"
        " WHERE opportunity_id = o.id AND status = 1), o.created_on)"
    ),
}
"""Columns of lists that no table has, for any table with the columns they read."""

_READS: dict[str, tuple[str, ...]] = {
    "owner": ("owner_user", "owner_team"),
    "customer": ("account", "contact"),
    "regarding": ("opportunity", "account", "contact", "lead", "quote", "order", "competitor"),
    "age": ("created_on",),
    "currency_sign": ("currency",),
}
"""The fields that derived columns read; the others are of opportunities only."""
_DERIVED_TEXTS = frozenset({"owner", "customer", "regarding", "currency_sign"})


def derives(table: str, key: str) -> bool:
    """Whether this is a derived column that the table has."""
    if key in _READS:
        return all(field in FIELDS[table] for field in _READS[key])
    return key in DERIVED and table == "opportunity"


def expression(table: str, key: str) -> str:
    """What a list's column reads. Raises KeyError for a column that the table does not have."""
    if derives(table, key):
        return DERIVED[key]
    field = FIELDS[table][key]
    if field.kind == "lookup":
        assert field.target is not None
        return f"(SELECT {NAME_COLUMNS[field.target]} FROM {field.target} WHERE id = o.{field.column})"
    return f"o.{key}"


def is_text(table: str, key: str) -> bool:
    """Whether the column holds words, which sort without regard to case."""
    if key in DERIVED:
        return key in _DERIVED_TEXTS
    return FIELDS[table][key].kind in ("text", "memo", "lookup") and key not in RAW_TEXTS


SORTED_BY: dict[tuple[str, str], str] = {
    ("activity", "scheduled_end"): (
        "CASE WHEN o.scheduled_end IS NOT NULL THEN coalesce(o.scheduled_start, o.scheduled_end) END"
    ),
}
"""What columns sort by that show something else than they read: when it begins, of what has a beginning."""
AGES = frozenset({"age", "stage_since"})
"""Times that are shown as the days since then, so the latest one is the lowest."""
RAW_TEXTS = frozenset({"pipeline_phase"})
"""Texts of a fixed form, which sort as they are."""

TIES: dict[str, tuple[str, ...]] = {
    "status": ("estimated_close_date",),
    "status_reason": ("estimated_close_date",),
    "rating": ("estimated_close_date",),
    "probability": ("estimated_close_date",),
    "pipeline_phase": ("estimated_close_date",),
    "owner": ("estimated_close_date",),
    "estimated_close_date": ("topic",),
    "estimated_revenue": ("probability",),
    "actual_revenue": ("estimated_close_date",),
}
"""What sorts the rows of an opportunity list that are equal in its only key; the indexes hold it too."""


class Term(NamedTuple):
    """An expression to order by."""

    text: str
    descending: bool

    def sql(self, backwards: bool = False) -> str:
        """As it stands in ORDER BY; `backwards` turns it round."""
        return f"{self.text} DESC" if self.descending != backwards else self.text


def terms(table: str, order: Order) -> list[Term]:
    """The terms of one sort key. Names of equal spelling are kept apart, so that their rows stay together."""
    text = SORTED_BY.get((table, order.column)) or expression(table, order.column)
    if is_text(table, order.column):
        texts = [f"lower({text})"]
        if order.column == "owner":
            texts.append("coalesce(o.owner_user_id, o.owner_team_id)")
        elif order.column in ("account", "contact"):
            texts.append(f"(SELECT rowid FROM {order.column} WHERE id = o.{order.column}_id)")
    else:
        texts = [text]
    descending = order.descending != (order.column in AGES)
    return [Term(text, descending) for text in texts]


def keys(query: ListQuery) -> tuple[Order, ...]:
    """The sort keys, with those that decide between equal rows."""
    order = query.order
    if len(order) == 1 and query.table == "opportunity":
        first = order[0]
        return (first, *(Order(tie, first.descending) for tie in TIES.get(first.column, ())))
    return order


# Conditions


def condition(predicate: Predicate, row: str = "o") -> Sql:
    """A predicate about the row named `row`."""
    match predicate:
        case Compare(column, "<>", value):
            return Sql(f"{row}.{column} IS NOT ?", (value,))
        case Compare(column, operator, value):
            return Sql(f"{row}.{column} {operator} ?", (value,))
        case OneOf(column, (value,)):
            return Sql(f"{row}.{column} = ?", (value,))
        case OneOf(column, values):
            return Sql(f"{row}.{column} IN ({', '.join('?' * len(values))})", values)
        case Empty(column):
            return Sql(f"{row}.{column} IS NULL")
        case Related(table, link, where, column):
            inner = f"{row}_"
            parts = [Sql(f"{inner}.{link} = {row}.{column}"), *(condition(part, inner) for part in where)]
            return Sql(f"EXISTS (SELECT 1 FROM {table} AS {inner} WHERE ") + join(" AND ", parts) + Sql(")")
        case Not(part):
            return Sql("(") + condition(part, row) + Sql(") IS NOT TRUE")
        case AllOf(parts):
            return _group(" AND ", "1", [condition(part, row) for part in parts])
        case AnyOf(parts):
            return _group(" OR ", "0", [condition(part, row) for part in parts])


def _group(separator: str, none: str, parts: list[Sql]) -> Sql:
    return Sql("(") + join(separator, parts) + Sql(")") if parts else Sql(none)


LONGEST_NAME = 400
"""No text that a list is filtered by is longer, and SQLite refuses very long patterns."""


def matches(text: str, wanted: str) -> Sql:
    """Whether the SQL expression `text` has `wanted` in it, in any case."""
    if wanted.isascii():
        escaped = wanted.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        return Sql(f"{text} LIKE ? ESCAPE '\\'", (f"%{escaped}%",))
    # LIKE knows the case of ASCII letters only; GLOB can be given both cases of any letter.
    return Sql(f"{text} GLOB ?", (f"*{''.join(map(_either_case, wanted))}*",))


def _either_case(character: str) -> str:
    cases = {character, character.lower(), character.upper()}
    single = sorted(case for case in cases if len(case) == 1)
    if len(single) == 1 and character not in "*?[":
        return character
    return f"[{''.join(single)}]"


def text_condition(query: ListQuery) -> Sql | None:
    """The condition that the text filter makes; None without one."""
    if not query.text:
        return None
    if len(query.text) > LONGEST_NAME:
        return Sql("0")
    return _group(
        " OR ",
        "0",
        [matches(expression(query.table, column), query.text) for column in query.text_columns],
    )
