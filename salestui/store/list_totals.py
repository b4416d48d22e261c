"""How many rows a list has, and what they are worth. Standard library only."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from salestui.store.list_picks import INDEXES, STATUSES, by_ids
from salestui.store.list_sql import Sql, condition
from salestui.store.query import FALSE, TRUE, ListQuery, known

_RATE_ONE = 10**10
"""Exchange rates in the file are integers of 1/10**10."""
_SPLIT = 1_000_000
_CHUNK = 10_000


@dataclass(frozen=True, slots=True)
class Totals:
    """Count and sums; money in 1/10000 of the base currency."""

    count: int = 0
    amount: int = 0
    weighted: int = 0
    """The sum of amount times probability."""
    late: int = 0
    late_amount: int = 0

    def __add__(self, other: "Totals") -> "Totals":
        return Totals(
            self.count + other.count,
            self.amount + other.amount,
            self.weighted + other.weighted,
            self.late + other.late,
            self.late_amount + other.late_amount,
        )


def of_rows(connection: sqlite3.Connection, query: ListQuery, ids: Sequence[int]) -> Totals:
    """The totals of the rows of these ids."""
    amount, weighted = _amounts(query)
    late = condition(query.late or FALSE)
    # The condition stands twice among the values.
    flag = Sql(f"({late.text}) IS TRUE", late.parameters)
    late_amount = Sql(f"iif({late.text}, {amount}, 0)", late.parameters)
    total = Totals()
    for start in range(0, len(ids), _CHUNK):
        # In the order in which they lie in the file.
        source = by_ids(query.table, sorted(ids[start : start + _CHUNK]))
        values = [Sql(amount), Sql(weighted), flag, late_amount]
        total += Totals(*_sums(connection, query, source, Sql("1"), values))
    return total


def of_plain(connection: sqlite3.Connection, query: ListQuery) -> Totals | None:
    """The totals of opportunities of certain statuses, from indexes alone; None if they don't have them."""
    amount, weighted = _amounts(query)
    if (query.sum_column, query.weight_column) != ("estimated_revenue", "probability") or _rates(connection):
        return None
    total = Totals()
    for status in STATUSES:
        if known(query.where, {"status": status}) != TRUE:
            continue
        where = Sql(f"o.status = {status}")
        source = Sql(f"opportunity AS o INDEXED BY {INDEXES['estimated_revenue']}")
        total += Totals(*_sums(connection, query, source, where, [Sql(amount), Sql(weighted)]))
        late = known(query.late or FALSE, {"status": status})
        if late != FALSE:
            where += Sql(" AND ") + condition(late)
            found = _sums(connection, query, Sql("opportunity AS o"), where, [Sql(amount)])
            total += Totals(late=found[0], late_amount=found[1])
    return total


def _amounts(query: ListQuery) -> tuple[str, str]:
    amount = f"o.{query.sum_column}" if query.sum_column else "0"
    weight = f"o.{query.weight_column}" if query.weight_column else "0"
    return amount, f"{amount} * {weight}"


def _rates(connection: sqlite3.Connection) -> dict[str, int]:
    """The exchange rates of the currencies that are not worth as much as the base currency."""
    return dict(
        connection.execute(f"SELECT id, exchange_rate FROM currency WHERE exchange_rate <> {_RATE_ONE}")
    )


def _sums(
    connection: sqlite3.Connection, query: ListQuery, source: Sql, where: Sql, values: Sequence[Sql]
) -> list[int]:
    """The count and the exact sums of values: amount, weighted, late, late amount, or the first of them."""
    rates = _rates(connection) if query.sum_column else {}
    try:
        rows = _grouped(connection, source, where, values, bool(rates))
    except sqlite3.OperationalError as error:
        if "overflow" not in str(error):
            raise
        # Sums beyond 64 bits: in two parts, which can't be.
        high = [Sql(f"({value.text}) / {_SPLIT}", value.parameters) for value in values]
        low = [Sql(f"({value.text}) % {_SPLIT}", value.parameters) for value in values]
        rows = [
            (currency, count, *_joined(sums[: len(high)], sums[len(high) :]))
            for currency, count, *sums in _grouped(connection, source, where, [*high, *low], bool(rates))
        ]
    totals = [0] * (len(values) + 1)
    for currency, count, *sums in rows:
        rate = rates.get(currency or "", _RATE_ONE)
        # Probabilities are percentages; the third value is a count.
        divisors = (rate, 100 * rate, _RATE_ONE, rate)
        for place, (value, divisor) in enumerate(zip(sums, divisors, strict=False), start=1):
            totals[place] += _rounded(value * _RATE_ONE, divisor)
        totals[0] += count
    return totals


def _joined(high: Sequence[int], low: Sequence[int]) -> list[int]:
    """The sums whose two parts these are."""
    return [above * _SPLIT + below for above, below in zip(high, low, strict=True)]


def _grouped(
    connection: sqlite3.Connection, source: Sql, where: Sql, values: Sequence[Sql], by_currency: bool
) -> list[tuple[str | None, int, *tuple[int, ...]]]:
    currency, group = ("o.currency_id", " GROUP BY 1") if by_currency else ("NULL", "")
    wanted = Sql(f"SELECT {currency}, count(*)")
    for value in values:
        wanted += Sql(", coalesce(sum(") + value + Sql("), 0)")
    wanted += Sql(" FROM ") + source + Sql(" WHERE ") + where + Sql(group)
    return connection.execute(*wanted).fetchall()


def _rounded(value: int, divisor: int) -> int:
    return (2 * value + divisor) // (2 * divisor)
