"""Activities in words, for toasts and headers: "Call the security review planned for Tue 24 Nov 15:00"."""

from collections.abc import Sequence
from datetime import datetime

from salestui import clock, formats
from salestui.counting import counted
from salestui.formats import DateFormat
from salestui.lifecycle.entries import KINDS, is_open
from salestui.models.activities import Activity
from salestui.models.choices import ActivityType, Direction
from salestui.widgets.painting import cut


def named(activity: Activity) -> str:
    """Its kind and subject: "Call: the security review", without saying the kind twice."""
    kind = KINDS.get(activity.activity_type, "")
    subject = cut(activity.subject, 50)
    if not kind or activity.subject.casefold().split(maxsplit=1)[0] == kind.casefold():
        return subject
    return f"{kind}: {subject}"


def when(activity: Activity, style: DateFormat) -> str:
    """When it is to be done, in words; empty without a day."""
    moment = activity.scheduled_start or activity.scheduled_end
    return moment_words(moment, activity.is_all_day, style) if moment is not None else ""


def moment_words(moment: datetime, is_all_day: bool, style: DateFormat) -> str:
    """A moment with its day of the week; the day alone for what lasts all day."""
    day = formats.weekday(clock.local(moment).date(), clock.today(), style)
    return day if is_all_day else f"{day} {formats.time(moment)}"


def made(activity: Activity, style: DateFormat, more: int = 0) -> str:
    """What a new activity is, and how many more of its series were made."""
    told = _made(activity, style)
    return f"{told}, and {counted(more, 'more appointment')} of its series" if more else told


def completed(activities: Sequence[Activity]) -> str:
    """That they are completed now, and that this sends no mail."""
    unsent = [
        one
        for one in activities
        if one.activity_type is ActivityType.EMAIL
        and one.sent_on is None
        and one.direction is not Direction.INCOMING
    ]
    if not unsent:
        return "completed"
    return (
        "completed, not sent" if len(activities) == 1 else f"completed, {counted(len(unsent), 'mail')} unsent"
    )


def _made(activity: Activity, style: DateFormat) -> str:
    if not is_open(activity.status):
        return f"{named(activity)} logged"
    if activity.activity_type is ActivityType.EMAIL:
        return f"{named(activity)} is a draft now"
    day = when(activity, style)
    return f"{named(activity)} planned{f' for {day}' if day else ''}"
