"""Activities of a day, for the tests of the calendar."""

from datetime import UTC, date, datetime, timedelta

from salestui.lifecycle.calendar import Item
from salestui.models.choices import ActivityStatus, ActivityType, Priority

DAY = date(2026, 11, 24)


def item(name: str, start: str, minutes: int = 30, *, all_day: bool = False, day: int = 24) -> Item:
    hour, minute = map(int, start.split(":"))
    begin = datetime(2026, 11, day, hour, minute, tzinfo=UTC)
    return Item(
        name,
        name,
        ActivityType.APPOINTMENT if minutes else ActivityType.TASK,
        begin,
        begin + timedelta(minutes=minutes),
        all_day,
        ActivityStatus.SCHEDULED,
        5,
        Priority.NORMAL,
    )
