"""The timeline: what is in it, in which order, in which words."""

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from salestui import clock
from salestui.lifecycle import entries, timeline
from salestui.lifecycle.entries import ActivityFacts
from salestui.lifecycle.shapes import Entry
from salestui.models import choices as c
from salestui.models.activities import Activity
from salestui.models.opportunities import Opportunity
from salestui.models.quotes import Order
from tests.lifecycle.making import Maker, ago, at


def only(session: Session, deal: Opportunity) -> Entry:
    """The one entry of a timeline."""
    (entry,) = timeline.timeline(session, "opportunity", deal.id)
    return entry


def titles(session: Session, deal: Opportunity, *chosen: str, newest_first: bool = True) -> list[str]:
    found = timeline.timeline(session, "opportunity", deal.id, newest_first=newest_first, chosen=set(chosen))
    return [entry.text for entry in found]


@pytest.fixture
def busy(make: Maker) -> Opportunity:
    """A deal with an entry of most kinds; the words are in the order of time."""
    deal = make.deal()
    make.mail(deal, "2 mail", sent_on=at(18, 16))
    make.call(deal, "1 call", actual_end=at(18, 9), duration_minutes=25)
    make.note(deal, "3 note", created_on=at(21, 17))
    make.meeting(deal, at(23, 14), "4 meeting", location="room 2")
    make.call(deal, "5 next call", scheduled_end=at(24, 15))
    make.post(deal, "0 post", created_on=at(17))
    return deal


def test_order_is_of_time(session: Session, busy: Opportunity) -> None:
    assert titles(session, busy) == ["5 next call", "4 meeting", "3 note", "2 mail", "1 call", "0 post"]
    assert titles(session, busy, newest_first=False)[0] == "0 post"


def test_pinned_come_first_whatever_the_order(session: Session, make: Maker, busy: Opportunity) -> None:
    make.note(busy, "pinned", created_on=at(2), is_pinned=True)
    for newest_first in (True, False):
        assert titles(session, busy, newest_first=newest_first)[0] == "pinned"
    first, second, *_ = timeline.index(session, "opportunity", busy.id)
    assert (first.is_pinned, second.is_pinned) == (True, False)


def test_filters(session: Session, busy: Opportunity) -> None:
    assert titles(session, busy, "type.call") == ["5 next call", "1 call"]
    assert titles(session, busy, "status.active") == ["5 next call", "4 meeting"]


def test_entry_deleted_since_is_left_out(session: Session, busy: Opportunity) -> None:
    keys = timeline.index(session, "opportunity", busy.id)
    session.delete(session.exec(select(Activity).where(Activity.subject == "4 meeting")).one())
    session.flush()
    assert [entry.text for entry in timeline.details(session, keys[:3])] == ["5 next call", "3 note"]


def test_entries_of_quotes_and_orders_belong_to_it(session: Session, make: Maker) -> None:
    deal, other = make.deal(), make.deal("Other")
    quote = make.quote(deal)
    order = make.add(Order(name="O", order_number="1", opportunity_id=deal.id, owner_user_id=make.user_id))
    make.activity(
        c.ActivityType.QUOTE_CLOSE,
        None,
        "Quote revised",
        1,
        2,
        quote_id=quote.id,
        actual_end=at(3),
        closing_status_reason=7,
    )
    make.note(deal, "of the order", opportunity_id=None, order_id=order.id, created_on=at(4))
    make.task(other, "elsewhere")
    note, entry = timeline.timeline(session, "opportunity", deal.id)
    assert note.text == "of the order"
    assert (entry.kind, entry.group, entry.status, entry.opportunity_id) == (
        "Quote",
        "close",
        "revised",
        None,
    )


def test_words_of_a_mail(session: Session, make: Maker) -> None:
    deal = make.deal()
    mail = make.mail(deal, sent_on=ago(days=1), direction=c.Direction.OUTGOING)
    to = c.ParticipationType.TO
    make.party(mail, c.ParticipationType.SENDER, user_id=make.user_id)
    make.party(mail, to, contact_id=make.contact("Ana Silva").id)
    make.party(mail, to, contact_id=make.contact("Tomás Reyes").id)
    make.file(activity_id=mail.id)
    make.file("b.pdf", activity_id=mail.id)
    entry = only(session, deal)
    assert (entry.kind, entry.state, entry.status) == ("Mail", "done", "sent to Ana, Tomás")
    assert (entry.people, entry.files) == (("Ana Silva", "Tomás Reyes"), 2)
    for name in ("Priya Nair", "Jonas Weber"):
        make.party(mail, c.ParticipationType.CC, contact_id=make.contact(name).id)
    assert only(session, deal).status == "sent to Ana, Tomás, Priya and 1 more"


def test_words_of_a_mail_that_came(session: Session, make: Maker) -> None:
    deal = make.deal()
    mail = make.mail(
        deal,
        actual_end=ago(hours=4),
        status_reason=c.EmailStatusReason.RECEIVED,
        direction=c.Direction.INCOMING,
    )
    make.party(mail, c.ParticipationType.SENDER, address="ana@example.com")
    make.party(mail, c.ParticipationType.TO, user_id=make.user_id)
    assert only(session, deal).status == "received from ana@example.com"


@pytest.mark.parametrize(
    ("fields", "state", "status"),
    [
        ({"scheduled_end": at(24, 15)}, "open", "open"),
        ({"scheduled_end": at(23, 13)}, "overdue", "overdue"),
        ({"scheduled_end": at(23, 0), "is_all_day": True}, "open", "open"),
        ({"scheduled_end": at(22, 0), "is_all_day": True}, "overdue", "overdue"),
        ({"actual_end": at(20)}, "done", "made"),
        ({"actual_end": at(20), "status_reason": c.PhoneCallStatusReason.RECEIVED}, "done", "received"),
        ({"status": c.ActivityStatus.CANCELED, "status_reason": 3}, "canceled", "canceled"),
    ],
)
def test_words_of_a_call(session: Session, make: Maker, fields, state, status) -> None:
    deal = make.deal()
    make.call(deal, **fields)
    entry = only(session, deal)
    assert (entry.kind, entry.state, entry.status) == ("Call", state, status)


@pytest.mark.parametrize(
    ("minutes", "state", "status"),
    [(61, "open", "open"), (60, "soon", "in 60 min"), (39.2, "soon", "in 40 min"), (-5, "soon", "now")],
)
def test_words_of_a_meeting_to_come(session: Session, make: Maker, minutes, state, status) -> None:
    deal = make.deal()
    make.meeting(deal, clock.now() + timedelta(minutes=minutes), location="room 2")
    entry = only(session, deal)
    assert (entry.kind, entry.state, entry.status, entry.location) == ("Meeting", state, status, "room 2")


def test_words_of_the_rest(session: Session, make: Maker) -> None:
    deal = make.deal()
    make.task(deal, "waits", status_reason=c.TaskStatusReason.WAITING, scheduled_end=at(30))
    make.mail(deal, "draft")
    make.meeting(deal, at(2), "held", status=c.ActivityStatus.COMPLETED, status_reason=3)
    make.activity(
        c.ActivityType.OPPORTUNITY_CLOSE, deal, "close", 1, 2, actual_end=at(3), closing_status_reason=5
    )
    told = {one.title: (one.kind, one.status) for one in timeline.timeline(session, "opportunity", deal.id)}
    assert told == {
        "waits": ("Task", "waiting on someone else"),
        "draft": ("Mail", "draft"),
        "held": ("Meeting", "held"),
        "close": ("Lost", "out-sold"),
    }


def test_note_has_its_author_and_first_line(session: Session, make: Maker) -> None:
    deal = make.deal()
    make.file(note_id=make.note(deal, "\nFirst line\nsecond").id)
    entry = only(session, deal)
    assert entry.text == "First line"
    assert len(entry.people) == 1
    assert (entry.state, entry.files) == ("plain", 1)


def test_python_and_sql_agree_on_when(session: Session, make: Maker) -> None:
    deal = make.deal()
    make.meeting(deal, at(2))
    make.call(deal)
    make.call(deal, scheduled_start=at(4), scheduled_end=at(5))
    make.call(deal, scheduled_end=at(6), actual_end=at(7))
    make.mail(deal, sent_on=at(8), actual_end=at(9))
    make.task(deal, status=c.ActivityStatus.CANCELED, status_reason=6, scheduled_end=at(10))
    columns = [getattr(Activity, name) for name in ActivityFacts._fields]
    rows = session.exec(select(timeline.WHEN, *columns).order_by(col(Activity.id))).all()
    assert len(rows) == 6
    assert [row[0] for row in rows] == [entries.when(ActivityFacts(*row[1:])) for row in rows]


def test_hostile_text_is_kept_as_it_is(session: Session, make: Maker) -> None:
    deal = make.deal()
    make.note(deal, "[/] {0} %s", title="[b]x")
    entry = only(session, deal)
    assert (entry.title, entry.body) == ("[b]x", "[/] {0} %s")
