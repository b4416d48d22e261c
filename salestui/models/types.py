"""Column types: money and quantities as exact integers, times in UTC, choices as Dataverse's codes."""

from datetime import UTC, datetime
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer
from sqlalchemy.types import TypeDecorator

from salestui.models.choices import Choice


class ScaledDecimal(TypeDecorator[Decimal]):
    """A Decimal kept as an integer of 1/10**places, so that sums in SQL are exact."""

    impl = BigInteger
    cache_ok = True

    def __init__(self, places: int) -> None:
        super().__init__()
        self.places = places
        self._unit = Decimal(1).scaleb(-places)

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """Decimal to integer; digits beyond the places are rounded half to even."""
        if value is None:
            return None
        return int(value.quantize(self._unit, ROUND_HALF_EVEN).scaleb(self.places))

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        """Integer to Decimal."""
        return None if value is None else Decimal(value).scaleb(-self.places)


class Money(ScaledDecimal):
    """Money: an integer of 1/10000 in the file."""

    cache_ok = True

    def __init__(self) -> None:
        super().__init__(4)


class Quantity(ScaledDecimal):
    """A quantity with five decimals."""

    cache_ok = True

    def __init__(self) -> None:
        super().__init__(5)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, kept in UTC."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Aware to naive UTC; a naive moment is a defect of the caller."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Naive UTC to aware."""
        return None if value is None else value.replace(tzinfo=UTC)


class ChoiceType(TypeDecorator[Choice]):
    """A member of an option set, kept as Dataverse's code."""

    impl = Integer
    cache_ok = True

    def __init__(self, choice: type[Choice]) -> None:
        super().__init__()
        self.choice = choice
        self._by_code = {int(member): member for member in choice}

    def process_bind_param(self, value: Any, dialect: Dialect) -> int | None:
        """Member or code to code; a code that is not in the set is refused with a KeyError."""
        return None if value is None else int(self._by_code[value])

    def process_result_value(self, value: int | None, dialect: Dialect) -> Choice | None:
        """Code to member."""
        return None if value is None else self._by_code[value]
