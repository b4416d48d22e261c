"""What stands in the demo company's calendar besides its deals: series, overlaps, days out of the office."""

from datetime import date, datetime, timedelta
from typing import Any

from salestui.lifecycle import series
from salestui.lifecycle.demo import content
from salestui.lifecycle.demo.company import Company
from salestui.lifecycle.recurrence import Recurrence
from salestui.models.activities import Activity, ActivityParty
from salestui.models.choices import (
    ActivityStatus,
    ActivityType,
    AppointmentStatusReason,
    ParticipationType,
)

_COLLEAGUES = ("lena", "omar")
_THURSDAY = 3


def add(company: Company) -> None:
    """The weekly round, the monthly review, two meetings at a time, a fair."""
    days = 7 - content.day(0).weekday()  # the next Monday
    round_ = _meeting(company, "Forecast round", content.at(days, 13), 45, location="Room 1")
    series.repeat(company.session, round_, Recurrence("week", count=8))
    review = _meeting(company, "Pipeline review", _last_thursday(), 60, description="Bring what slipped.")
    series.repeat(company.session, review, Recurrence("month", weekdays=(_THURSDAY,), nth=-1, count=6))
    _meeting(company, "Pricing talk", content.at(2, 10), 60)
    tentative = AppointmentStatusReason.TENTATIVE
    _meeting(company, "Visit of the Bergen site", content.at(2, 10, 30), 90, tentative)
    away = AppointmentStatusReason.OUT_OF_OFFICE
    fair = content.at(6, 0)
    until = content.at(7, 23, 59) - fair
    _meeting(company, "Logistics fair", fair, int(until.total_seconds()) // 60, away, is_all_day=True)


def _last_thursday() -> datetime:
    """At 15:00 on the last Thursday of this month, or of the next one when that is over."""
    for months in (0, 1):
        last = _last_of_month(months)
        thursday = last - timedelta(days=(last.weekday() - _THURSDAY) % 7)
        if thursday > content.day(0):
            break
    return content.at((thursday - content.day(0)).days, 15)


def _last_of_month(months: int) -> date:
    first = content.day(0).replace(day=1)
    for _ in range(months + 1):
        first = (first + timedelta(days=31)).replace(day=1)
    return first - timedelta(days=1)


def _meeting(
    company: Company,
    subject: str,
    starts: datetime,
    minutes: int,
    reason: AppointmentStatusReason = AppointmentStatusReason.BUSY,
    **more: Any,
) -> Activity:
    """A meeting of the signed-in user with the colleagues."""
    tentative = reason is AppointmentStatusReason.TENTATIVE
    meeting = Activity(
        activity_type=ActivityType.APPOINTMENT,
        subject=subject,
        status=ActivityStatus.OPEN if tentative else ActivityStatus.SCHEDULED,
        status_reason=int(reason),
        scheduled_start=starts,
        scheduled_end=starts + timedelta(minutes=minutes),
        duration_minutes=None if more.get("is_all_day") else minutes,
        owner_user_id=company.users["me"].id,
        **more,
    )
    company.session.add(meeting)
    company.session.flush()
    parts = [("me", ParticipationType.ORGANIZER)]
    parts += [(key, ParticipationType.REQUIRED_ATTENDEE) for key in _COLLEAGUES]
    company.session.add_all(
        ActivityParty(activity_id=meeting.id, participation=part, user_id=company.users[key].id)
        for key, part in parts
    )
    company.session.flush()
    return meeting
