"""The one source of the current time, so that tests can hold it still."""

from datetime import UTC, date, datetime

_frozen: datetime | None = None


def now() -> datetime:
    """The current moment, aware, in UTC."""
    return _frozen or datetime.now(UTC)


def local(moment: datetime) -> datetime:
    """The same moment in the time zone of this computer."""
    return moment.astimezone()


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
