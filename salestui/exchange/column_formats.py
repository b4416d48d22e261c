"""How dates and numbers of a column are written, found from the whole column unless the map says it."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Protocol

from salestui.errors import InputError
from salestui.exchange.errors import MapRefused, quoted, shown
from salestui.exchange.mapping import Rule
from salestui.lifecycle.input_dates import MONTHS, YEARS, full_year, make_date, parse_time
from salestui.lifecycle.input_numbers import check_money, check_places, check_range, read_amount
from salestui.models.fields import Field

FirstLines = Mapping[str, int]
"""The different texts of a column that are not blank, with the line where each is met first."""

WORDS = {"dmy": "day/month/year", "mdy": "month/day/year", "ymd": "year-month-day"}

_YEAR_FIRST = re.compile(r"(\d{4})([-/.]?)(\d{2}|(?<=\D)\d)\2(\d{1,2})(?:[T ](.+))?")
_NUMBERS = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})(?:,? (.+))?")
_NAMED = re.compile(
    r"(?:[^\W\d]+,? )?(?:(\d{1,2})[-. /]{1,2}([^\W\d]+)|([^\W\d]+)\.? (\d{1,2}))"
    r"[-,. /]{1,2}(\d{4}|\d{2})(?: (.+))?"
)
_ZONE = re.compile(r" ?(z|utc|gmt|[+-]\d\d:?\d\d)$", re.IGNORECASE)
_LONGEST_NUMBER = 100
_ONE_GROUP = re.compile(r"[1-9]\d{0,2}[.]\d{3}")


class Reading(Protocol):
    """Reads the cells of one column."""

    said: str | None
    """What was found from the column, for people; None when there is nothing to say."""

    def read(self, text: str) -> object:
        """The value of a cell that is not blank. Raises InputError."""


class DateReading:
    """Reads dates or moments in one order of day and month, or in a given format."""

    def __init__(self, kind: str, order: str | None, said: str | None = None) -> None:
        self.kind = kind
        self.order = order
        self.said = said

    def read(self, text: str) -> date | datetime:
        """The day, or for a datetime the aware moment; without a zone it is this computer's time."""
        if self.order is not None and "%" in self.order:
            try:
                moment = datetime.strptime(text, self.order)
            except ValueError:
                raise InputError(f"not a date written as {self.order}") from None
            return moment.date() if self.kind == "date" else _aware(moment)
        day, rest = self._day(" ".join(text.split()))
        if self.kind == "datetime":
            return _moment(day, rest)
        if rest and not re.fullmatch(
            r"0?0:00(?::00(?:\.0+)?)?(?: ?(?:z|utc|gmt|[+-]00:?00))?", rest.casefold()
        ):
            raise InputError("a date with a time of day; to leave the time out, say its format in the map")
        return day

    def _day(self, text: str) -> tuple[date, str | None]:
        if match := _YEAR_FIRST.fullmatch(text):
            return make_date(int(match[1]), int(match[3]), int(match[4])), match[5]
        if match := _NUMBERS.fullmatch(text):
            first, second, last = match[1], match[3], match[4]
            if self.order == "ymd":
                if len(last) == 4:
                    raise InputError("not written year first")
                return make_date(full_year(first), int(second), int(last)), match[5]
            day, month = (second, first) if self.order == "mdy" else (first, second)
            return make_date(full_year(last), int(month), int(day)), match[5]
        if match := _NAMED.fullmatch(text.casefold()):
            name = match[2] or match[3]
            month = next((n for full, n in MONTHS.items() if len(name) > 2 and full.startswith(name)), 0)
            if month:
                return make_date(full_year(match[5]), month, int(match[1] or match[4])), match[6]
        raise InputError("not a date, such as 2026-12-01, 1/12/2026 or 1 Dec 2026")


def date_reading(rule: Rule, lines: FirstLines) -> DateReading:
    """How the dates of a column are read: as the map says, else as the whole column shows.

    Raises MapRefused when the column fits day first and month first alike, or has some of both.
    """
    if rule.date is not None:
        said = None if "%" in rule.date else f"{rule.column}: dates are {WORDS[rule.date]}, as the map says"
        return DateReading(rule.field.kind, rule.date, said)
    day_first = month_first = open_text = None
    year_first = 0
    for text in lines:
        joined = " ".join(text.split())
        if _YEAR_FIRST.fullmatch(joined):
            year_first += 1
        elif match := _NUMBERS.fullmatch(joined):
            first, second = int(match[1]), int(match[3])
            if first > 12 >= second:
                day_first = day_first or text
            elif second > 12 >= first:
                month_first = month_first or text
            elif first != second:
                open_text = open_text or text
    if day_first and month_first:
        raise _undecided(
            rule,
            f"has dates of both orders: `{shown(day_first)}` in line {lines[day_first]} puts the day first, "
            f"`{shown(month_first)}` in line {lines[month_first]} the month",
        )
    evidence = day_first or month_first
    if evidence:
        order = "dmy" if day_first else "mdy"
        seen = f"seen from `{shown(evidence)}` in line {lines[evidence]}"
        said = f"{rule.column}: dates are {WORDS[order]} ({seen})"
        return DateReading(rule.field.kind, order, said)
    if open_text:
        raise _undecided(
            rule, f"fits day/month and month/day alike (`{shown(open_text)}` in line {lines[open_text]})"
        )
    said = f"{rule.column}: dates are {WORDS['ymd']}" if year_first else None
    return DateReading(rule.field.kind, None, said)


def _undecided(rule: Rule, why: str) -> MapRefused:
    return MapRefused(
        f"The column `{rule.column}` {why}. Say in the map which it is: "
        f'under [columns.{quoted(rule.column or "")}], date = "dmy" or date = "mdy"'
    )


class NumberReading:
    """Reads amounts, percentages and counts with one decimal mark, scaled as the map says."""

    def __init__(self, rule: Rule, mark: str, said: str | None = None) -> None:
        self.rule = rule
        self.mark = mark
        self.said = said

    def read(self, text: str) -> Decimal | int:
        """The number within the limits of its field. Raises InputError."""
        if len(text) > _LONGEST_NUMBER:
            raise InputError(f"{len(text):,} characters are no number")
        field = self.rule.field
        if field.kind == "percent":
            text = text.removesuffix("%").rstrip()
        number = read_amount(text, decimal_mark=self.mark)
        if self.rule.multiply is not None:
            number *= self.rule.multiply
        if self.rule.round is not None and abs(number) < Decimal(10) ** 18:
            number = round(number, self.rule.round)
        return _within(field, number)


def _within(field: Field, number: Decimal) -> Decimal | int:
    if field.kind == "money":
        return check_money(number)
    if field.kind == "percent":
        check_range(number, 0, 100)
        return check_places(number, 4)
    check_range(number, field.minimum, field.maximum)
    if abs(number) > Decimal(10) ** 12:
        raise InputError("a number beyond all limits")
    if field.kind == "integer":
        if number != int(number):
            raise InputError("not a whole number")
        return int(number)
    return check_places(number, 5)


def number_reading(rule: Rule, lines: FirstLines) -> NumberReading:
    """How the numbers of a column are read: as the map says, else as the whole column shows.

    Raises MapRefused when both marks are used for decimals, or a point may stand for either.
    """
    if rule.decimal_mark is not None:
        return NumberReading(rule, rule.decimal_mark)
    comma = next((text for text in lines if _decimals(text) == ","), None)
    point = next((text for text in lines if _decimals(text) == "."), None)
    if comma and point:
        raise MapRefused(
            f"The column `{rule.column}` has decimals after a comma (`{shown(comma)}` in line {lines[comma]})"
            f" and after a point (`{shown(point)}` in line {lines[point]}). Mend the file, or say in the map:"
            f' under [columns.{quoted(rule.column or "")}], decimal_mark = "." or decimal_mark = ","'
        )
    if comma:
        said = f"{rule.column}: decimals follow a comma (seen from `{shown(comma)}` in line {lines[comma]})"
        return NumberReading(rule, ",", said)
    unsure = next((text for text in lines if _ONE_GROUP.fullmatch(text)), None)
    if unsure and not point:
        raise MapRefused(
            f"The column `{rule.column}` fits thousands and decimals alike (`{shown(unsure)}` in line "
            f"{lines[unsure]}). Say in the map what the point is: "
            f"under [columns.{quoted(rule.column or '')}], "
            'decimal_mark = "." if decimals follow it, decimal_mark = "," if it separates thousands'
        )
    return NumberReading(rule, ".")


def _decimals(text: str) -> str | None:
    """The mark that surely begins the decimals in this text, or None."""
    if len(text) > _LONGEST_NUMBER:
        return None
    number = re.search(r"[\d.,]*\d[\d.,]*", text)
    marks = re.findall(r"[.,]", number[0]) if number else []
    if not number or not marks:
        return None
    if len(set(marks)) == 2:
        return str(marks[-1])
    if len(marks) > 1:
        # Only separators of thousands repeat.
        grouped = re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", number[0])
        return {".": ",", ",": "."}[marks[0]] if grouped else None
    whole, _, decimals = number[0].partition(marks[0])
    is_sure = len(decimals) != 3 or len(whole) > 3 or whole in ("", "0")
    return str(marks[0]) if is_sure else None


def _moment(day: date, rest: str | None) -> datetime:
    if not rest:
        return _aware(datetime.combine(day, time()))
    zone = _ZONE.search(rest)
    clock_time = parse_time(rest[: zone.start()] if zone else rest)
    moment = datetime.combine(day, clock_time)
    return _aware(moment if zone is None else moment.replace(tzinfo=_zone(zone[1])))


def _zone(text: str) -> timezone:
    """The zone of an offset such as +01:00; a name means UTC."""
    if text[0] not in "+-":
        return UTC
    ahead = timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
    if ahead >= timedelta(hours=24) or int(text[-2:]) > 59:
        raise InputError(f"no such zone: {text}")
    return timezone(ahead if text[0] == "+" else -ahead)


def _aware(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except (OverflowError, ValueError):
        raise InputError(f"beyond the calendar: {YEARS}") from None
