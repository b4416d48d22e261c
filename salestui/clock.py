"""The one source of the current time, so that tests can hold it still."""

from datetime import UTC, date, datetime

_frozen: datetime | None = None
_LAST_SECOND = 253_402_000_000
"""In the year 9999, where dates end."""


def now() -> datetime:
    """The current moment, aware, in UTC."""
    return _frozen or datetime.now(UTC)


def local(moment: datetime) -> datetime:
    """The same moment in the time zone of this computer."""
    return moment.astimezone()


def of_file(seconds: float) -> datetime:
    """The moment that a file system tells in seconds; a clock that was set wrong may have left any number."""
    return datetime.fromtimestamp(min(max(seconds, 0), _LAST_SECOND), UTC)


def today() -> date:
    """The date on this computer's calendar."""
    return local(now()).date()


def freeze(moment: datetime) -> None:
    """Make `now` return this aware moment until `unfreeze`."""
    global _frozen
    _frozen = moment.astimezone(UTC)


def unfreeze() -> None:
    """Let the time run again."""
    global _frozen
    _frozen = None
