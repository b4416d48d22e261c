"""The assistant's cards from plain facts: what each says and how urgent it is. Light to import."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal, NamedTuple
from uuid import UUID

from salestui import clock
from salestui.counting import counted
from salestui.lifecycle import entries
from salestui.lifecycle.entries import ActivityFacts
from salestui.lifecycle.shapes import Card, CardKind, CardSection, Part
from salestui.models.choices import ActivityStatus

CLOSE_SOON_DAYS = 14
NO_ACTIVITY_DAYS = 30
UNANSWERED_DAYS = 7
EXPIRES_DAYS = 7
UPCOMING = timedelta(minutes=30)
FOLLOW_UP = timedelta(hours=24)
"""How long after a meeting its follow-up is proposed."""
FOLLOW_UP_AFTER = timedelta(minutes=30)

_PRIORITY: dict[CardKind, int] = {
    "upcoming_meeting": 10,
    "missed_close_date": 20,
    "quote_unanswered": 30,
    "meeting_today": 40,
    "recent_meeting": 50,
    "activity_due": 60,
    "close_date_soon": 70,
    "no_activity_opportunity": 80,
    "no_activity_contact": 90,
}
_SECTIONS: dict[CardKind, CardSection] = {
    "upcoming_meeting": "meetings",
    "meeting_today": "meetings",
    "recent_meeting": "meetings",
    "activity_due": "reminders",
    "missed_close_date": "reminders",
    "close_date_soon": "reminders",
    "quote_unanswered": "insights",
    "no_activity_opportunity": "insights",
    "no_activity_contact": "insights",
}
_SIGNS: dict[CardKind, Literal["risk", "soon"]] = {
    "missed_close_date": "risk",
    "quote_unanswered": "risk",
    "no_activity_opportunity": "risk",
    "upcoming_meeting": "soon",
    "meeting_today": "soon",
    "close_date_soon": "soon",
}


class About(NamedTuple):
    """The opportunity that a card concerns."""

    id: UUID | None
    topic: str | None
    symbol: str = ""


def card(
    kind: CardKind,
    table: str,
    record_id: UUID,
    about: About,
    title: str,
    summary: tuple[Part, ...],
    *,
    late: bool = False,
) -> Card:
    """A card of this kind; `late` gives it the sign of what is overdue."""
    return Card(
        key=f"{kind}:{record_id.hex}",
        kind=kind,
        section=_SECTIONS[kind],
        title=title,
        summary=summary,
        symbol=about.symbol,
        table=table,
        record_id=record_id,
        opportunity_id=about.id,
        opportunity=about.topic,
        sign="risk" if late else _SIGNS.get(kind, "none"),
        priority=_PRIORITY[kind],
    )


def close_date(
    opportunity_id: UUID, about: About, closes: date | None, revenue: Decimal | None, today: date
) -> Card | None:
    """Of an open opportunity: its close date was missed, or comes within CLOSE_SOON_DAYS."""
    if closes is None or (closes - today).days > CLOSE_SOON_DAYS:
        return None
    days = (closes - today).days
    worth: tuple[Part, ...] = (revenue, ", ") if revenue else ()
    if days < 0:
        title = f"Close date passed {days_ago(-days)}"
        return card(
            "missed_close_date", "opportunity", opportunity_id, about, title, (*worth, "was due ", closes)
        )
    title = f"Closes {days_ahead(days)}"
    return card("close_date_soon", "opportunity", opportunity_id, about, title, (*worth, "on ", closes))


class QuoteFacts(NamedTuple):
    """An active quote."""

    id: UUID
    number: str
    total: Decimal | None
    activated_on: date | None
    valid_to: date | None


def quote(facts: QuoteFacts, about: About, today: date) -> Card | None:
    """Of an active quote: nobody answered for UNANSWERED_DAYS, or it expires within EXPIRES_DAYS or has."""
    waited = (today - facts.activated_on).days if facts.activated_on else 0
    left = (facts.valid_to - today).days if facts.valid_to else None
    expiring = left is not None and left <= EXPIRES_DAYS
    if waited < UNANSWERED_DAYS and not expiring:
        return None
    summary: list[Part] = [facts.number]
    if facts.total is not None:
        summary += [", ", facts.total]
    if facts.valid_to is not None:
        summary += [", expired " if left is not None and left < 0 else ", expires ", facts.valid_to]
    if left is not None and left < 0:
        title = f"Quote expired {days_ago(-left)}"
    elif waited >= UNANSWERED_DAYS or left is None:
        title = f"Quote unanswered for {counted(waited, 'day')}"
    else:
        title = f"Quote expires {days_ahead(left)}"
    return card("quote_unanswered", "quote", facts.id, about, title, tuple(summary))


def meeting(facts: ActivityFacts, about: About, has_note: bool, now: datetime) -> Card | None:
    """Of an appointment: it is about to begin, is today, or ended lately and nothing was noted since."""
    start, end = facts.scheduled_start, facts.scheduled_end
    if start is None or end is None or facts.status is ActivityStatus.CANCELED:
        return None
    where: tuple[Part, ...] = (", ", facts.location) if facts.location else ()
    today = clock.local(now).date()
    if entries.is_open(facts.status) and end > now:
        if facts.is_all_day or start > now + entries.SOON:
            if clock.local(start).date() > today:
                return None
            when: tuple[Part, ...] = () if facts.is_all_day else (start, " ")
            summary = (*when, facts.subject, *where)
            return card("meeting_today", "activity", facts.id, about, "Meeting today", summary)
        kind: CardKind = "upcoming_meeting" if start - now <= UPCOMING else "meeting_today"
        minutes = -(-int((start - now).total_seconds()) // 60)
        title = f"Meeting in {minutes} min" if minutes > 0 else "Meeting now"
        return card(kind, "activity", facts.id, about, title, (facts.subject, *where))
    if FOLLOW_UP_AFTER <= now - end <= FOLLOW_UP and not has_note:
        hours = int((now - end).total_seconds()) // 3600
        ago = f"{hours} h ago" if hours else f"{int((now - end).total_seconds()) // 60} min ago"
        title = f"Meeting ended {ago}"
        return card(
            "recent_meeting", "activity", facts.id, about, title, (facts.subject, ", note what was said")
        )
    return None


def due(facts: ActivityFacts, about: About, now: datetime) -> Card | None:
    """Of an open activity that is no meeting: it is due today or overdue."""
    if facts.scheduled_end is None or not entries.is_open(facts.status):
        return None
    days = (clock.local(facts.scheduled_end).date() - clock.local(now).date()).days
    if days > 0:
        return None
    word = entries.KINDS[facts.activity_type]
    if days == 0:
        title = f"{word} due today"
        when: tuple[Part, ...] = () if facts.is_all_day else (", ", facts.scheduled_end)
        late = entries.is_overdue(facts, now)
    else:
        title, when, late = f"{word} overdue by {counted(-days, 'day')}", (), True
    return card("activity_due", "activity", facts.id, about, title, (facts.subject, *when), late=late)


def no_activity(
    kind: CardKind, table: str, record_id: UUID, about: About, name: str, since: datetime, now: datetime
) -> Card | None:
    """Of an open opportunity or its contact: nothing happened for NO_ACTIVITY_DAYS and nothing is planned."""
    days = (now - since).days
    if days < NO_ACTIVITY_DAYS:
        return None
    title = f"No activity for {counted(days, 'day')}"
    return card(kind, table, record_id, about, title, (name, ", nothing planned"))


def days_ahead(days: int) -> str:
    """Today, tomorrow, in 8 days."""
    return "today" if days == 0 else "tomorrow" if days == 1 else f"in {counted(days, 'day')}"


def days_ago(days: int) -> str:
    """Yesterday, 8 days ago."""
    return "yesterday" if days == 1 else f"{counted(days, 'day')} ago"
