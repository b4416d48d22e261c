"""Numbers, money, percentages and durations as people type them. Standard library only."""

import re
import unicodedata
from collections.abc import Collection
from decimal import Decimal, InvalidOperation

from salestui.errors import InputError

MONEY_LIMIT = Decimal(10**12)
"""Money lies within plus and minus this, in whole units of its currency."""

LONGEST_DURATION = 525_600
"""In minutes: a year."""

_SCALES = {
    "k": 3, "thousand": 3, "m": 6, "mn": 6, "mio": 6, "mln": 6, "million": 6, "b": 9, "bn": 9, "billion": 9,
}  # fmt: skip
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]*)?(?:e[+-]?[0-9]{1,4})?|[+-]?\.[0-9]+", re.IGNORECASE)
_SPACES = "\u00a0\u2007\u2009\u202f"
_CURRENCIES = re.compile(
    r"usd|eur|gbp|chf|jpy|cny|inr|aud|cad|nzd|sek|nok|dkk|pln|czk|huf|ron|bgn|brl|mxn|zar|try|ils|aed|sar|sgd"
    r"|hkd|krw|twd|thb|idr|myr|php|vnd|ars|clp|cop|uah|kes|ngn|egp"
    r"|(?:us|a|c|r|nz|hk|s)\$|kr\.?|zł|kč|ft|lei|lv|rs|fr\.?"
)
"""Codes, and the signs that are made of letters."""


def parse_number(text: str, *, decimal_mark: str = ".") -> Decimal:
    """The number that `text` means: 1234.5, 1,234.5, 1 234,5, 12k, 1.5m, -3, 2e6.

    `decimal_mark` is `.` or `,`; the other one separates thousands, as do spaces and apostrophes. When both
    are there, the last one marks the decimals. Raises InputError when it is no number.
    """
    words = text.strip().casefold().replace("\u2212", "-")
    for space in _SPACES:
        words = words.replace(space, " ")
    words = re.sub(r"^([+-]) ", r"\1", words)
    exponent = 0
    if match := re.fullmatch(r"(.*[0-9.,]) ?([a-z]+)", words):
        if match[2] not in _SCALES:
            raise InputError("not a number: write 1234.50, 12k or 1.5m")
        words, exponent = match[1], _SCALES[match[2]]
    plain = _without_groups(words, decimal_mark)
    if not _NUMBER.fullmatch(plain):
        raise InputError("not a number: write 1234.50, 12k or 1.5m")
    try:
        number = Decimal(plain).scaleb(exponent)
    except InvalidOperation:
        raise InputError("a number beyond all limits") from None
    # 1.2E+4 is 12000 written shortly; people are shown the digits.
    if number.adjusted() < 20 and int(number.as_tuple().exponent) > 0:
        return number.quantize(Decimal(1))
    return number


def parse_money(text: str, *, decimal_mark: str = ".", currency: Collection[str] = ()) -> Decimal:
    """The amount that `text` means: 12k, 1.5m, 1,234.50, € 300, 300 EUR, (200) for minus 200.

    A currency's sign or code may stand before or behind; with `currency` (the signs and codes of the
    record's own) any other is refused. Raises InputError, also beyond plus and minus 10**12 and for more
    than four decimals.
    """
    return check_money(read_amount(text, decimal_mark=decimal_mark, currency=currency))


def read_amount(text: str, *, decimal_mark: str = ".", currency: Collection[str] = ()) -> Decimal:
    """What `parse_money` reads, before the limits of money are checked. Raises InputError."""
    words = text.strip()
    negative = words.startswith("(") and words.endswith(")")
    if negative:
        words = words[1:-1].strip()
    words, sign = _without_currency(words, currency)
    if sign and currency and sign.casefold() not in {name.casefold() for name in currency}:
        raise InputError(f"{sign} is another currency: this record is in {next(iter(currency))}")
    amount = parse_number(words, decimal_mark=decimal_mark)
    return -abs(amount) if negative else amount


def check_money(amount: Decimal) -> Decimal:
    """The amount itself, or an InputError when it breaks the limits of money."""
    if abs(amount) > MONEY_LIMIT:
        raise InputError(f"money lies between -{MONEY_LIMIT:,} and {MONEY_LIMIT:,}")
    return check_places(amount, 4)


def check_places(number: Decimal, places: int) -> Decimal:
    """The number itself, or an InputError when it has more decimals than are kept."""
    if number != number.quantize(Decimal(1).scaleb(-places)):
        raise InputError(f"at most {places} decimals are kept")
    return number


def parse_percent(text: str, *, decimal_mark: str = ".") -> Decimal:
    """The percentage that `text` means: 12.5 and 12.5% are both 12.5. Raises InputError."""
    number = parse_number(text.strip().removesuffix("%"), decimal_mark=decimal_mark)
    check_range(number, 0, 100)
    return check_places(number, 4)


def parse_integer(
    text: str, *, minimum: int | None = None, maximum: int | None = None, decimal_mark: str = "."
) -> int:
    """The whole number that `text` means, within the limits. Raises InputError."""
    number = parse_number(text, decimal_mark=decimal_mark)
    check_range(number, minimum, maximum)
    if abs(number) >= 2**63:
        raise InputError("a number beyond all limits")
    if number != int(number):
        raise InputError("not a whole number")
    return int(number)


def check_range(number: Decimal, minimum: int | None, maximum: int | None) -> None:
    """Raise an InputError when the number is outside the limits."""
    if minimum is not None and maximum is not None and not minimum <= number <= maximum:
        raise InputError(f"must lie between {minimum:,} and {maximum:,}")
    if minimum is not None and number < minimum:
        raise InputError(f"must be at least {minimum:,}")
    if maximum is not None and number > maximum:
        raise InputError(f"must be at most {maximum:,}")


def parse_duration(text: str) -> int:
    """The minutes that `text` means: 30m, 1h30, 1:30, 1.5h, 2d (of 24 hours), 90. Raises InputError."""
    words = "".join(text.casefold().split())
    if match := re.fullmatch(r"(\d{1,4}):([0-5]\d)", words):
        minutes = Decimal(match[1]) * 60 + int(match[2])
    elif re.fullmatch(r"\d{1,7}", words):
        minutes = Decimal(words)
    else:
        minutes = _minutes_of_parts(words)
    if minutes != int(minutes):
        raise InputError("a duration is in whole minutes")
    if not 1 <= minutes <= LONGEST_DURATION:
        raise InputError("a duration lasts from 1 minute to 365 days")
    return int(minutes)


def _minutes_of_parts(words: str) -> Decimal:
    number = r"(\d{1,6}(?:[.,]\d{1,4})?)"
    match = re.fullmatch(
        rf"(?:{number}d(?:ays?)?)?(?:{number}h(?:ours?|rs?)?)?(?:(\d{{1,6}})(?:m|mins?|minutes?)?)?", words
    )
    if not match or not words or words.isdigit():
        raise InputError("not a duration: write 30m, 1h30 or 2d")
    days, hours, minutes = (Decimal((part or "0").replace(",", ".")) for part in match.groups())
    return days * 1440 + hours * 60 + minutes


def _without_groups(words: str, decimal_mark: str) -> str:
    """The number with a point for its decimals and without separators of thousands."""
    group_mark = "." if decimal_mark == "," else ","
    if "." in words and "," in words:
        decimal_mark, group_mark = (".", ",") if words.rindex(".") > words.rindex(",") else (",", ".")
    whole, _, decimals = words.partition(decimal_mark)
    for mark in (group_mark, " ", "'", "’"):
        if mark not in whole:
            continue
        if not re.fullmatch(rf"[+-]? ?[0-9]{{1,3}}(?:{re.escape(mark)}[0-9]{{3}})+", whole):
            raise InputError(
                f"not a number: `{mark}` separates thousands here and `{decimal_mark}` the decimals"
            )
        whole = whole.replace(mark, "")
        break
    if whole in ("", "-", "+") and decimals:
        whole += "0"
    return f"{whole}.{decimals}" if decimals else whole


def _without_currency(words: str, own: Collection[str]) -> tuple[str, str | None]:
    """The text without a currency's sign or code, and that sign."""
    if (match := re.match(r"([+-]?) ?([^\d\s+(',-]+)\s?(?=[+-]?[\d.,])", words)) and _is_currency(
        match[2], own
    ):
        return match[1] + words[match.end() :], match[2]
    match = re.search(r"(?<=[\d.,])(\s?[km](?=\W))?\s?([^\d\s)',+-]+)$", words, re.IGNORECASE)
    if match and match[2].casefold() not in _SCALES and _is_currency(match[2], own):
        return words[: match.start(2)].strip(), match[2]
    return words, None


def _is_currency(sign: str, own: Collection[str]) -> bool:
    if sign in own or _CURRENCIES.fullmatch(sign.casefold()):
        return True
    return len(sign) == 1 and unicodedata.category(sign) == "Sc"
