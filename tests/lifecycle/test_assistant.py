"""The assistant's cards: when each comes, what it says, which are put away."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlmodel import Session

from salestui import clock
from salestui.lifecycle import assistant
from salestui.lifecycle.shapes import Card
from salestui.models import choices as c
from salestui.models.opportunities import Opportunity
from salestui.models.users import Team, TeamMembership, User
from salestui.models.views import AssistantCardState
from tests.lifecycle.making import TODAY, Maker, ago, at


def told(session: Session, make: Maker, deal: Opportunity | None = None) -> list[Card]:
    return assistant.cards(session, make.user_id, deal.id if deal else None)


def kinds(session: Session, make: Maker, deal: Opportunity | None = None) -> list[str]:
    return [card.kind for card in told(session, make, deal)]


def far(make: Maker, **given: object) -> Opportunity:
    """A deal that nothing reminds of."""
    return make.deal(estimated_close_date=TODAY + timedelta(days=90), **given)


@pytest.mark.parametrize(
    ("days", "kind", "title"),
    [
        (15, None, None),
        (14, "close_date_soon", "Closes in 14 days"),
        (1, "close_date_soon", "Closes tomorrow"),
        (0, "close_date_soon", "Closes today"),
        (-1, "missed_close_date", "Close date passed yesterday"),
        (-4, "missed_close_date", "Close date passed 4 days ago"),
    ],
)
def test_close_date(session: Session, make: Maker, days: int, kind, title) -> None:
    closes = TODAY + timedelta(days=days)
    deal = make.deal(estimated_close_date=closes, estimated_revenue=Decimal(9))
    cards = told(session, make, deal)
    assert [(card.kind, card.title) for card in cards] == ([(kind, title)] if kind else [])
    for card in cards:
        assert card.summary[0] == 9
        assert card.summary[-1] == closes
        assert card.symbol == "$"
        assert card.is_risk == (days < 0)
        assert card.key == f"{kind}:{deal.id.hex}"


def test_closed_deal_reminds_of_nothing(session: Session, make: Maker) -> None:
    deal = make.closed("Old")
    deal.estimated_close_date = TODAY - timedelta(days=5)
    session.flush()
    assert told(session, make, deal) == []


@pytest.mark.parametrize(
    ("asked", "ends", "title"),
    [
        (6, 8, None),
        (8, 7, "Quote unanswered for 8 days"),
        (7, None, "Quote unanswered for 7 days"),
        (2, 7, "Quote expires in 7 days"),
        (2, 0, "Quote expires today"),
        (20, -1, "Quote expired yesterday"),
    ],
)
def test_quote(session: Session, make: Maker, asked: int, ends, title) -> None:
    deal = far(make)
    ends_on = None if ends is None else TODAY + timedelta(days=ends)
    quote = make.quote(
        deal,
        activated_on=TODAY - timedelta(days=asked),
        effective_to=ends_on,
        total_amount=Decimal(182000),
    )
    cards = told(session, make, deal)
    assert [card.title for card in cards] == ([title] if title else [])
    for card in cards:
        assert card.summary[:3] == ("Q-1042", ", ", Decimal(182000))
        assert (card.table, card.record_id, card.is_risk) == ("quote", quote.id, True)


def test_quote_that_is_no_offer_yet(session: Session, make: Maker) -> None:
    deal = far(make)
    make.quote(deal, effective_to=TODAY)
    assert told(session, make, deal) == []


@pytest.mark.parametrize(
    ("minutes", "kind", "title"),
    [
        (10 * 60, "meeting_today", "Meeting today"),
        (61, "meeting_today", "Meeting today"),
        (40, "meeting_today", "Meeting in 40 min"),
        (30, "upcoming_meeting", "Meeting in 30 min"),
        (-20, "upcoming_meeting", "Meeting now"),
        (-75, None, None),
        (-95, "recent_meeting", "Meeting ended 35 min ago"),
        (-60 * 5, "recent_meeting", "Meeting ended 4 h ago"),
        (-60 * 26, None, None),
        (24 * 60, None, None),
    ],
)
def test_meeting(session: Session, make: Maker, minutes: int, kind, title) -> None:
    deal = far(make)
    make.meeting(deal, clock.now() + timedelta(minutes=minutes), location="room 2")
    for scope in (deal, None):
        cards = told(session, make, scope)
        assert [(card.kind, card.title) for card in cards] == ([(kind, title)] if kind else [])
    if kind in ("meeting_today", "upcoming_meeting"):
        assert cards[0].summary[-3:] == ("Walk-through", ", ", "room 2")


def test_meeting_needs_no_follow_up_once_something_is_noted(session: Session, make: Maker) -> None:
    deal = far(make)
    make.meeting(deal, ago(hours=3))
    make.note(deal, "They like it.", created_on=ago(hours=1))
    assert told(session, make, deal) == []


def test_meeting_that_somebody_else_called(session: Session, make: Maker) -> None:
    other = make.add(User(user_name="leo", full_name="Leo"))
    meeting = make.meeting(far(make), clock.now() + timedelta(minutes=20), owner_user_id=other.id)
    assert told(session, make) == []
    make.party(meeting, c.ParticipationType.REQUIRED_ATTENDEE, user_id=make.user_id)
    assert kinds(session, make) == ["upcoming_meeting"]


@pytest.mark.parametrize(
    ("due", "title", "sign"),
    [
        (at(24, 0, 1), None, None),
        (at(23, 18), "Call due today", "none"),
        (at(23, 9), "Call due today", "risk"),
        (at(22, 23), "Call overdue by 1 day", "risk"),
        (at(3, 23), "Call overdue by 20 days", "risk"),
    ],
)
def test_activity_due(session: Session, make: Maker, due, title, sign) -> None:
    deal = far(make)
    make.call(deal, scheduled_end=due)
    for scope in (deal, None):
        cards = told(session, make, scope)
        assert [(one.title, one.sign) for one in cards] == ([(title, sign)] if title else [])
        assert not any(card.is_risk for card in cards)


def test_old_overdue_reminds_in_the_record_only(session: Session, make: Maker) -> None:
    deal = far(make)
    make.task(deal, scheduled_end=at(2, month=9))
    assert kinds(session, make, deal) == ["activity_due"]
    assert kinds(session, make) == []


def old(make: Maker, **given: object) -> Opportunity:
    """A deal that was made 40 days ago."""
    deal = far(make, **given)
    deal.created_on = ago(days=40)
    return make.add(deal)


def test_silence(session: Session, make: Maker) -> None:
    deal = old(make)
    for scope in (deal, None):
        (card,) = told(session, make, scope)
        assert (card.kind, card.title) == ("no_activity_opportunity", "No activity for 40 days")
    make.call(deal, actual_end=ago(days=35))
    make.note(deal, "x", created_on=ago(days=33))
    make.post(deal, "auto", created_on=ago(days=2), source=c.PostSource.AUTO)
    assert told(session, make, deal)[0].title == "No activity for 33 days"


@pytest.mark.parametrize("what", ["recent call", "planned call", "note", "post"])
def test_what_breaks_the_silence(session: Session, make: Maker, what: str) -> None:
    deal = old(make)
    match what:
        case "recent call":
            make.call(deal, actual_end=ago(days=29))
        case "planned call":
            make.call(deal, scheduled_end=at(30))
        case "note":
            make.note(deal, "x", created_on=ago(days=3))
        case "post":
            make.post(deal, "x", created_on=ago(days=3))
    assert told(session, make, deal) == []


def test_silent_contact(session: Session, make: Maker) -> None:
    ana = make.contact("Ana Silva")
    deal = old(make, contact=ana.id)
    make.note(deal, "x", created_on=ago(days=3))
    (card,) = told(session, make, deal)
    assert (card.kind, card.record_id, card.summary[0]) == ("no_activity_contact", ana.id, "Ana Silva")
    call = make.call(None, actual_end=ago(days=5))
    make.party(call, c.ParticipationType.TO, contact_id=ana.id)
    assert told(session, make, deal) == []


def test_most_urgent_first(session: Session, make: Maker) -> None:
    deal = make.deal(estimated_close_date=TODAY + timedelta(days=3))
    make.call(deal, scheduled_end=at(23, 18))
    make.quote(deal, activated_on=date(2026, 11, 10))
    make.meeting(deal, clock.now() + timedelta(minutes=10))
    assert kinds(session, make, deal) == [
        "upcoming_meeting",
        "quote_unanswered",
        "activity_due",
        "close_date_soon",
    ]


def test_snoozed_and_dismissed(session: Session, make: Maker) -> None:
    deal = make.deal(estimated_close_date=TODAY)
    (card,) = told(session, make, deal)
    state = make.add(
        AssistantCardState(
            user_id=make.user_id, card=card.key, snoozed_until=clock.now() + timedelta(hours=1)
        )
    )
    assert told(session, make, deal) == []
    clock.freeze(clock.now() + timedelta(hours=1))
    assert kinds(session, make, deal) == ["close_date_soon"]
    state.dismissed_on = clock.now()
    session.flush()
    assert told(session, make, deal) == []
    leo = make.add(User(user_name="leo", full_name="Leo"))
    assert assistant.cards(session, leo.id, deal.id)


def test_whose(session: Session, make: Maker) -> None:
    leo = make.add(User(user_name="leo", full_name="Leo"))
    team = make.add(Team(name="North"))
    deal = make.deal(estimated_close_date=TODAY, owner_team=team.id)
    make.deal("Mine", estimated_close_date=TODAY)
    assert assistant.cards(session, leo.id) == []
    assert len(assistant.cards(session, leo.id, deal.id)) == 1
    make.add(TeamMembership(team_id=team.id, user_id=leo.id))
    assert [card.opportunity for card in assistant.cards(session, leo.id)] == [deal.topic]
