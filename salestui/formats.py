"""Values as people read them: money, dates, times, numbers. Both faces use it; standard library only."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal

from salestui import clock
from salestui.counting import counted

DateFormat = Literal["day-month", "month-day", "iso"]
"""`04 Dec`, `Dec 04` or `2026-12-04`; what settings.date_format holds."""

SOON_DAYS = 14
"""A date so many days ahead or nearer shows the days left."""

MONEY_SCALE = 10_000
"""Money in the file is an integer of 1/10000."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_UNIT = Decimal(1)


def money_parts(amount: int, sign: str = "", places: int = 0) -> tuple[str, str]:
    """The sign and the digits of an amount in 1/10000, to be drawn apart: -125000000 -> ("-$", "12,500").

    `places` is 0 to 4. A sign of letters, such as CHF, gets a space after it.
    """
    step = 10 ** (4 - places)
    units = (abs(amount) + step // 2) // step
    whole, part = divmod(units, 10**places)
    minus = "-" if amount < 0 and units else ""
    space = " " if sign and sign[-1].isalpha() else ""
    digits = f"{whole:,}.{part:0{places}}" if places else f"{whole:,}"
    return f"{minus}{sign}{space}", digits


def money(amount: int, sign: str = "", places: int = 0) -> str:
    """An amount in 1/10000: 480000000 -> "$48,000", with two places "$48,000.00"."""
    return "".join(money_parts(amount, sign, places))


_SHORT = ((10**9, "bn"), (10**6, "m"), (10**3, "k"))


def short_money_parts(amount: int, sign: str = "", width: int = 10, places: int = 0) -> tuple[str, str]:
    """As `money_parts`, but in so many cells: 123,456,789 becomes "123.5m" where it has no room."""
    before, digits = money_parts(amount, sign, places)
    if len(before) + len(digits) <= width:
        return before, digits
    units = abs(amount) / MONEY_SCALE
    for size, word in _SHORT:
        if units >= size:
            room = max(width - len(before) - len(word), 1)
            shorter = (f"{units / size:,.{decimals}f}" for decimals in (2, 1, 0))
            fitting = next((text for text in shorter if len(text) <= room), f"{units / size:.0f}")
            return before, fitting + word
    return before, digits.partition(".")[0]


def stored_money(value: Decimal) -> int:
    """A Decimal amount as the integer of 1/10000 that the file holds."""
    return int(value.scaleb(4).to_integral_value())


def number(value: int | Decimal) -> str:
    """A number with commas between thousands, without zeros at its end: 12.50 -> "12.5"."""
    if isinstance(value, Decimal):
        value = value.normalize()
        if value == value.to_integral_value():
            value = value.quantize(_UNIT)
    return f"{value:,}"


def percent(value: int | Decimal) -> str:
    """60 -> "60%"."""
    return f"{number(value)}%"


def day(value: date, today: date, style: DateFormat = "day-month") -> str:
    """A date: "04 Dec"; with its year if that is not this or the next one: "04 Dec 2029"."""
    return _in_words(value, style, with_year=not today.year <= value.year <= today.year + 1)


def _in_words(value: date, style: DateFormat, *, with_year: bool) -> str:
    if style == "iso":
        return value.isoformat()
    month = _MONTHS[value.month - 1]
    text = f"{value.day:02} {month}" if style == "day-month" else f"{month} {value.day:02}"
    if not with_year:
        return text
    return f"{text} {value.year:04}" if style == "day-month" else f"{text}, {value.year:04}"


def dated(value: date, today: date, style: DateFormat = "day-month") -> str:
    """A date as it is told in what is kept and read later: with its year if that is not this one."""
    return _in_words(value, style, with_year=value.year != today.year)


def weekday(value: date, today: date, style: DateFormat = "day-month") -> str:
    """A date with its day of the week: "Fri 04 Dec"."""
    return f"{_DAYS[value.weekday()]} {day(value, today, style)}"


def weekday_dated(value: date, today: date, style: DateFormat = "day-month") -> str:
    """As `dated`, with its day of the week: "Mon 01 Mar 2027"."""
    return f"{_DAYS[value.weekday()]} {dated(value, today, style)}"


def time(moment: datetime) -> str:
    """The local time of day of an aware moment, 24 hours: "15:00"."""
    return f"{clock.local(moment):%H:%M}"


def moment(value: datetime, today: date, style: DateFormat = "day-month") -> str:
    """An aware moment as local date and time: "04 Dec 15:00"."""
    return f"{day(clock.local(value).date(), today, style)} {time(value)}"


def days_left(value: date, today: date) -> str:
    """What stands beside a close date: "11d" up to 14 days ahead, "now" on the day, "late" after it."""
    left = (value - today).days
    if left < 0:
        return "late"
    if left == 0:
        return "now"
    return f"{left}d" if left <= SOON_DAYS else ""


def age(since: date, today: date) -> int:
    """How many days ago it was by the calendar; what lies ahead is of today."""
    return max((today - since).days, 0)


def relative_day(value: date, today: date, style: DateFormat = "day-month") -> str:
    """A date by its distance: "today", "yesterday", "2 days ago", "in 11 days"; far ones as the date."""
    distance = (value - today).days
    match distance:
        case 0:
            return "today"
        case 1:
            return "tomorrow"
        case -1:
            return "yesterday"
    if 1 < distance <= 30:
        return f"in {distance} days"
    if -30 <= distance < -1:
        return f"{-distance} days ago"
    return day(value, today, style)


def relative(value: datetime, now: datetime, style: DateFormat = "day-month") -> str:
    """An aware moment by its distance from another: "tomorrow 15:00", "20 minutes ago", "2 days ago".

    The time of day is given for what is near enough to need it: yesterday, today and tomorrow.
    """
    here, there = clock.local(value), clock.local(now)
    distance = value - now
    if abs(distance) < timedelta(minutes=1):
        return "now"
    if timedelta() < -distance < timedelta(hours=1):
        return f"{counted(round(-distance.total_seconds() / 60), 'minute')} ago"
    if timedelta() < distance < timedelta(hours=1):
        return f"in {counted(round(distance.total_seconds() / 60), 'minute')}"
    words = relative_day(here.date(), there.date(), style)
    return f"{words} {here:%H:%M}" if abs((here.date() - there.date()).days) <= 1 else words


def sentence(
    parts: Iterable[str | date | datetime | Decimal], sign: str, today: date, style: DateFormat = "day-month"
) -> str:
    """Pieces of a sentence set side by side, their amounts and dates in the user's form."""
    texts = []
    for part in parts:
        if isinstance(part, Decimal):
            texts.append(money(stored_money(part), sign))
        elif isinstance(part, datetime):
            texts.append(moment(part, today, style))
        elif isinstance(part, date):
            texts.append(day(part, today, style))
        else:
            texts.append(part)
    return "".join(texts)


def value(
    held: str | int | bool | Decimal | date | datetime | None,
    kind: str,
    today: date,
    style: DateFormat = "day-month",
) -> str:
    """What a field of a kind held: "empty", "yes", "48,000.00", "60%", "04 Dec"."""
    match held:
        case None | "":
            return "empty"
        case bool():
            return "yes" if held else "no"
        case Decimal() if kind == "money":
            return money(stored_money(held), "", 2)
        case Decimal() | int():
            return percent(held) if kind == "percent" else number(held)
        case datetime():
            return moment(held, today, style)
        case date():
            return day(held, today, style)
    return held


def duration(minutes: int) -> str:
    """A length of time: "30 min", "1 h", "1 h 30 min", "2 d"."""
    days, rest = divmod(minutes, 24 * 60)
    hours, left = divmod(rest, 60)
    parts = [f"{days} d" if days else "", f"{hours} h" if hours else "", f"{left} min" if left else ""]
    return " ".join(part for part in parts if part) or "0 min"


def size(count: int) -> str:
    """Bytes: "812 B", "1.4 MB"."""
    if count < 1000:
        return f"{count} B"
    power = min((len(str(count)) - 1) // 3, 3)
    return f"{count / 1000**power:.1f} {('', 'kB', 'MB', 'GB')[power]}"
