"""What a list asks the store for: columns, conditions, order and text. Standard library only."""

from dataclasses import dataclass
from typing import Literal

from salestui.models.choices import Choice

ColumnKind = Literal[
    "text",
    "name",
    "money",
    "date",
    "due",
    "age",
    "integer",
    "percent",
    "choice",
    "rating",
    "boolean",
]
"""How a column is drawn.

`name` is a text of second rank, such as the customer. `due` is a date that can be late while its record is
open. `age` is a time, shown as the days since. `rating` is a choice drawn by weight.
"""


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of a list: what it reads and how it is drawn.

    `key` is a field of the table (`salestui.models.fields`), or one of the derived ones of
    `salestui.store.list_sql`. The values are raw: money in 1/10000, dates as ISO text, choices as codes,
    lookups as names.
    """

    key: str
    label: str
    kind: ColumnKind = "text"
    head: str = ""
    """The label over the column, shorter than `label`; empty means the same."""
    width: int = 10
    """The least width in cells."""
    share: int = 0
    """Its part of the width that is left over; 0 keeps it at its least width."""
    rank: int = 0
    """Which columns give way when the width is too small: the highest rank first, 0 never."""
    options: type[Choice] | None = None
    """The option set that a `choice` or `rating` column's codes belong to."""
    needs: str = ""
    """The key of another column, mostly hidden: a money column's sign, a due date's status."""
    begins: str = ""
    """The key of the column with the time that a `due` one begins at, drawn in its place if there is one."""
    whole_day: str = ""
    """The key of the column that tells whether a `due` time is but the end of its day."""
    open_codes: tuple[int, ...] = (0,)
    """The statuses in which a `due` date can be late."""
    late_word: str = "late"
    places: int = 0
    """Decimals of money."""
    hidden: bool = False
    """Read, but not drawn."""

    @property
    def is_number(self) -> bool:
        """Whether it counts or measures: aligned to the right, and one looks for the largest first."""
        return self.kind in ("money", "integer", "percent", "age")


@dataclass(frozen=True, slots=True)
class Order:
    """A sort key."""

    column: str
    descending: bool = False


Value = str | int
Operator = Literal["=", "<>", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class Compare:
    """A column against a value; never true for an empty column, save that `<>` is."""

    column: str
    operator: Operator
    value: Value


@dataclass(frozen=True, slots=True)
class OneOf:
    """A column that holds one of the values."""

    column: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Empty:
    """A column that holds nothing."""

    column: str


@dataclass(frozen=True, slots=True)
class Related:
    """There is a row of `table` for which `where` holds and whose column `link` is this record's `column`."""

    table: str
    link: str
    where: tuple["Predicate", ...] = ()
    column: str = "id"


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds; without parts it is true."""

    parts: tuple["Predicate", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds; without parts it is false."""

    parts: tuple["Predicate", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: "Predicate"


Predicate = Compare | OneOf | Empty | Related | AllOf | AnyOf | Not

TRUE, FALSE = AllOf(()), AnyOf(())


@dataclass(frozen=True, slots=True)
class ListQuery:
    """A list of records of one table.

    The rows come in `order`: rows without a value in the first key last, whatever the direction; equal ones
    by close date where `list_sql.TIES` says so, then in the order of their making. `text` keeps the rows
    that have it, in any case, in one of `text_columns`.
    """

    table: str
    columns: tuple[ListColumn, ...]
    where: Predicate = TRUE
    order: tuple[Order, ...] = ()
    text: str = ""
    text_columns: tuple[str, ...] = ()
    sum_column: str = ""
    """The money column whose sum is wanted; empty for none."""
    weight_column: str = ""
    """The percentage that weighs the sum; empty for none."""
    late: Predicate | None = None
    """Which rows are late; they are counted and summed too."""


def known(predicate: Predicate, values: dict[str, Value | None]) -> Predicate:
    """The predicate for rows in which these columns hold these values (None: nothing), simplified."""
    match predicate:
        case AllOf(parts):
            left = [known(part, values) for part in parts]
            if FALSE in left:
                return FALSE
            return _joined(AllOf, [part for part in left if part != TRUE])
        case AnyOf(parts):
            left = [known(part, values) for part in parts]
            if TRUE in left:
                return TRUE
            return _joined(AnyOf, [part for part in left if part != FALSE])
        case Not(part):
            inner = known(part, values)
            return FALSE if inner == TRUE else TRUE if inner == FALSE else Not(inner)
        case Compare(column, operator, value) if column in values:
            return TRUE if _holds(values[column], operator, value) else FALSE
        case OneOf(column, members) if column in values:
            return TRUE if values[column] in members else FALSE
        case Empty(column) if column in values:
            return TRUE if values[column] is None else FALSE
        case _:
            return predicate


def _joined(kind: type[AllOf] | type[AnyOf], parts: list[Predicate]) -> Predicate:
    return parts[0] if len(parts) == 1 else kind(tuple(parts))


def _holds(held: Value | None, operator: Operator, value: Value) -> bool:
    if operator == "<>":
        return held != value
    if held is None:
        return False
    if operator == "=":
        return held == value
    # Numbers stand before texts, as SQLite has it; columns hold the one or the other.
    mine, other = (isinstance(held, str), held), (isinstance(value, str), value)
    if operator == "<":
        return mine < other
    if operator == "<=":
        return mine <= other
    return mine > other if operator == ">" else mine >= other


def conjuncts(predicate: Predicate) -> tuple[Predicate, ...]:
    """The parts that must all hold."""
    if isinstance(predicate, AllOf):
        return tuple(inner for part in predicate.parts for inner in conjuncts(part))
    return (predicate,)
