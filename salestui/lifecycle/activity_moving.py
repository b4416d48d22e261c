"""Activities put off to another day, copied, and made into opportunities."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from salestui import clock
from salestui.errors import InputError, NotEditable, SalesError
from salestui.lifecycle import (
    activities,
    activity_closing,
    activity_parties,
    activity_times,
    opportunities,
    regarding,
    series_rule,
)
from salestui.lifecycle.activity_kinds import KINDS, status_of
from salestui.lifecycle.conflicts import Span
from salestui.lifecycle.input_dates import (
    MOMENTS,
    DateOrder,
    parse_date,
    parse_datetime,
    parse_offset,
    parse_time,
)
from salestui.lifecycle.opportunities import OpportunityInput
from salestui.models.activities import Activity, ActivityParty
from salestui.models.base import MEMO
from salestui.models.choices import ActivityType
from salestui.models.notes import Attachment
from salestui.models.opportunities import Opportunity

COPIED = (
    "activity_type", "subject", "description", "priority", "scheduled_start", "scheduled_end",
    "duration_minutes", "is_all_day", "category", "subcategory", "direction", "phone_number", "location",
    "opportunity_id", "account_id", "contact_id", "lead_id", "quote_id", "order_id", "competitor_id",
    "owner_user_id", "owner_team_id",
)  # fmt: skip


class CannotConvert(SalesError):
    """No opportunity can be made of the activity."""


def when_of(activity: Activity) -> datetime | None:
    """When it is to be done: its start, or else when it is due."""
    return activity.scheduled_start or activity.scheduled_end


def counted_from(activity: Activity) -> datetime:
    """What an offset counts from: when it is to be done, or now for one that is overdue or has no day."""
    now = clock.now()
    return max(when_of(activity) or now, now)


def read_when(text: str, activity: Activity, order: DateOrder) -> date | datetime:
    """A day, time, or both, as typed. A time alone is that of the activity's own day, and an offset such as
    `+1w` counts from that day; one of hours, from its time. Raises InputError."""
    try:
        at = parse_time(text)
    except InputError:
        at = None
    own = counted_from(activity)
    if at is not None and any(sign in text.casefold() for sign in (":", "m", "h", "noon")):
        return activity_times.moment_of(clock.local(own).date(), at)
    offset = parse_offset(text)
    if offset is not None and not offset.is_of_days and activity.is_all_day:
        raise InputError("it lasts all day: move it by days")
    now = own if offset is not None else clock.now()
    try:
        return parse_date(text, order=order, today=clock.local(now).date())
    except InputError as not_a_date:
        try:
            return parse_datetime(text, order=order, now=now)
        except InputError:
            raise not_a_date from None


def reschedule(session: Session, activity: Activity, when: date | datetime) -> None:
    """Do it on another day at the same time, or with a datetime at another time; it lasts as long as before.

    Without a day until now, a date makes it due on that whole day. Of a series it is this one that moves.
    Raises NotEditable and InputError.
    """
    series_rule.let_go(session, activity)
    series_rule.set_apart(activity)
    activities.update(session, activity, new_times(activity, when))


def new_times(activity: Activity, when: date | datetime) -> dict[str, Any]:
    """What changes of an activity when it is done then, by field. Raises InputError."""
    was = when_of(activity)
    lasts = KINDS[activity.activity_type].minutes is not None
    changes: dict[str, Any] = {}
    if isinstance(when, datetime):
        moment = when
        if activity.is_all_day:
            changes = {"is_all_day": False, "scheduled_end": None if lasts else moment}
    else:
        at = time() if was is None else clock.local(was).time()
        moment = activity_times.moment_of(when, at)
        if was is None:
            changes = {"is_all_day": True}
    starts = activity.scheduled_start is not None or (was is None and lasts)
    return {**changes, "scheduled_start" if starts else "scheduled_end": moment}


def span_then(activity: Activity, when: date | datetime) -> Span | None:
    """From when until when an appointment would be then; None for what is only due. Raises InputError."""
    if activity.activity_type is not ActivityType.APPOINTMENT:
        return None
    times = activity_times.times_with(activity, new_times(activity, when))
    return times["scheduled_start"], times["scheduled_end"]


def shift(session: Session, activity: Activity, *, days: int = 0, minutes: int = 0) -> None:
    """Do it so many days and minutes later, by the clock on the wall; below zero, earlier.

    Raises NotEditable, and InputError beyond the calendar or for minutes of what lasts all day.
    """
    was = when_of(activity)
    if was is None:
        raise InputError("it has no time that could be moved")
    if minutes and activity.is_all_day:
        raise InputError("it lasts all day: move it by days")
    try:
        then = clock.local(was).replace(tzinfo=None) + timedelta(days=days, minutes=minutes)
    except OverflowError:
        raise InputError(f"beyond the calendar: {MOMENTS}") from None
    reschedule(
        session, activity, activity_times.moment_of(then.date(), then.time()) if minutes else then.date()
    )


def duplicate(session: Session, activity: Activity) -> Activity:
    """An open copy with the same people and files; one of the past is planned for tomorrow.

    Raises NotEditable for what tells how a record was closed.
    """
    if activity.activity_type not in KINDS:
        raise NotEditable(f"{activity.subject}: {activities.why_read_only(activity)}.")
    kind = activity.activity_type
    reason = KINDS[kind].open[0]
    copy = Activity(
        **{name: getattr(activity, name) for name in COPIED},
        status=status_of(kind, reason),
        status_reason=int(reason),
    )
    _plan_anew(copy)
    session.add(copy)
    session.flush()
    for party in activity_parties.copied(session, activity.id):
        session.add(ActivityParty(activity_id=copy.id, **party))
    for file in session.exec(select(Attachment).where(Attachment.activity_id == activity.id)):
        session.add(
            Attachment(
                activity_id=copy.id,
                file_name=file.file_name,
                mime_type=file.mime_type,
                size_bytes=file.size_bytes,
                sha256=file.sha256,
            )
        )
    session.flush()
    return copy


def _plan_anew(copy: Activity) -> None:
    when = when_of(copy)
    if when is None or (clock.local(when).date() >= clock.today() if copy.is_all_day else when > clock.now()):
        return
    tomorrow = datetime.combine(clock.today() + timedelta(days=1), clock.local(when).time()).astimezone()
    for name in ("scheduled_start", "scheduled_end"):
        moment = getattr(copy, name)
        if moment is not None:
            setattr(copy, name, activity_times.moved(moment, when, tomorrow))


def customer_of(session: Session, activity: Activity) -> dict[str, UUID]:
    """The customer that an opportunity made of it would have, by field; empty when none is known."""
    if activity.account_id is not None:
        return {"account": activity.account_id}
    if activity.contact_id is not None:
        return {"contact": activity.contact_id}
    if activity.opportunity_id is not None:
        about = opportunities.get(session, activity.opportunity_id)
        known = {"account": about.account_id, "contact": about.contact_id}
        return {name: one for name, one in known.items() if one is not None}
    for one in activity_parties.of(session, activity.id):
        if one.table in ("contact", "account") and one.record_id is not None:
            return {one.table: one.record_id}
    return {}


def convert_to_opportunity(
    session: Session,
    user_id: UUID,
    activity: Activity,
    *,
    account: UUID | None = None,
    contact: UUID | None = None,
    currency: UUID | None = None,
    campaign: UUID | None = None,
    close: bool = True,
) -> Opportunity:
    """An opportunity of its subject and description for this customer; the activity is completed with it.

    An open one about a customer or about nothing is about the opportunity from then on. Of a description
    longer than an opportunity's, the rest stays here alone. Raises CannotConvert without a customer, and
    InvalidFields.
    """
    if activity.activity_type not in KINDS:
        raise CannotConvert(f"{activity.subject}: {activities.why_read_only(activity)}.")
    if account is None and contact is None:
        raise CannotConvert("Whose opportunity is it? Choose an account or a contact.")
    description = activity.description
    made = opportunities.create(
        session,
        user_id,
        OpportunityInput(
            topic=activity.subject,
            account=account,
            contact=contact,
            currency=currency,
            description=description[:MEMO] if description else None,
        ),
    )
    if campaign is not None:
        opportunities.update(session, made, {"campaign": campaign})
    if activity_closing.why_not_close(activity) is None:
        about = regarding.of(activity)
        if about is None or about[0] in ("account", "contact", "lead"):
            series_rule.set_apart(activity)
            activities.update(session, activity, {"opportunity": made.id})
        if close:
            activity_closing.complete(session, activity)
    return made
