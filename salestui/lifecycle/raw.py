"""Values as they lie in the file -> values as verbs give them, for the few reads that do without the ORM."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Protocol, overload
from uuid import UUID

from salestui import clock


class Cursor(Protocol):
    """What a plain connection answers with."""

    @property
    def description(self) -> Any:
        """The columns, each a sequence that begins with the name."""

    def fetchone(self) -> Any:
        """The next row or None."""

    def fetchall(self) -> list[Any]:
        """All rows."""


class Connection(Protocol):
    """A plain connection that takes `:name` parameters, such as `Store.reader`."""

    def execute(self, sql: str, parameters: Mapping[str, Any], /) -> Cursor:
        """Run a query."""


def ident(value: str | None) -> UUID | None:
    """An id from its 32 hexadecimal digits."""
    return None if value is None else UUID(value)


def money(value: int | None) -> Decimal | None:
    """Money from its 1/10000."""
    return None if value is None else Decimal(value).scaleb(-4)


@overload
def moment(value: str) -> datetime: ...
@overload
def moment(value: None) -> None: ...
def moment(value: str | None) -> datetime | None:
    """An aware time from UTC text."""
    return None if value is None else datetime.fromisoformat(value).replace(tzinfo=UTC)


def day(value: str | None) -> date | None:
    """A date from its text."""
    return None if value is None else date.fromisoformat(value)


def local_day(value: str) -> date:
    """The day of a date's text, or the day here of a time's."""
    is_date = len(value) == len("2026-12-04")
    return date.fromisoformat(value) if is_date else clock.local(moment(value)).date()


def stored(value: datetime) -> str:
    """An aware time as the file keeps it, to compare with."""
    return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def one(connection: Connection, sql: str, **parameters: object) -> dict[str, Any] | None:
    """The first row of a query by column, or None."""
    cursor = connection.execute(sql, parameters)
    row: Sequence[Any] | None = cursor.fetchone()
    if row is None:
        return None
    return {column[0]: value for column, value in zip(cursor.description, row, strict=True)}


def rows(connection: Connection, sql: str, **parameters: object) -> list[tuple[Any, ...]]:
    """Every row of a query."""
    return connection.execute(sql, parameters).fetchall()
