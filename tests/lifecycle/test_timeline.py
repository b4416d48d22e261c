"""The timeline: what is in it, in which order, in which words."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import Session, col, select

from salestui import clock
from salestui.lifecycle import belonging, entries, posts, preview, regarding, timeline
from salestui.lifecycle.entries import ActivityFacts
from salestui.lifecycle.shapes import Entry
from salestui.models import choices as c
from salestui.models.activities import Activity
from salestui.models.competitors import Competitor, OpportunityCompetitor
from salestui.models.connections import Connection
from salestui.models.leads import Lead
from salestui.models.notes import Note, Post
from salestui.models.opportunities import Opportunity
from salestui.models.quotes import Order
from salestui.store.rows import raw
from tests.lifecycle.making import Maker, ago, at


def told(session: Session, deal: Opportunity, *chosen: str, newest_first: bool = True) -> list[Entry]:
    """The timeline of a deal without the post that tells of its creation."""
    found = timeline.timeline(session, "opportunity", deal.id, newest_first=newest_first, chosen=set(chosen))
    return [entry for entry in found if entry.body != "Opportunity created."]


def only(session: Session, deal: Opportunity) -> Entry:
    """The one entry of a timeline."""
    (entry,) = told(session, deal)
    return entry


def titles(session: Session, deal: Opportunity, *chosen: str, newest_first: bool = True) -> list[str]:
    return [entry.text for entry in told(session, deal, *chosen, newest_first=newest_first)]


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
    keys = [key for key in timeline.index(session, "opportunity", busy.id) if not key.is_auto]
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
    note, entry = told(session, deal)
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
    assert {one.title: (one.kind, one.status) for one in told(session, deal)} == {
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


def test_the_last_one_of_a_preview_is_the_newest_of_the_timeline(session: Session, make: Maker) -> None:
    deal = make.deal()
    done: dict[str, Any] = {"status": c.ActivityStatus.COMPLETED, "status_reason": 3}
    make.meeting(deal, at(4), scheduled_end=at(9), **done)
    make.mail(deal, sent_on=at(5), actual_end=at(9))
    make.task(deal, scheduled_end=at(6), status=c.ActivityStatus.COMPLETED, status_reason=5)
    for _ in range(2):
        make.call(deal, scheduled_end=at(9), actual_end=at(7))
    session.flush()
    for newest in told(session, deal):
        shown = preview.preview(raw(session), make.user_id, deal.id)
        assert shown is not None
        assert shown.last is not None
        assert shown.last.id == newest.id
        session.delete(session.get_one(Activity, newest.id))
        session.flush()


def test_hostile_text_is_kept_as_it_is(session: Session, make: Maker) -> None:
    deal = make.deal()
    make.note(deal, "[/] {0} %s", title="[b]x")
    entry = only(session, deal)
    assert (entry.title, entry.body) == ("[b]x", "[/] {0} %s")


def test_account_and_contact_show_what_belongs_to_them(session: Session, make: Maker) -> None:
    foods = make.account()
    ana = make.contact(account_id=foods.id)
    tomas = make.contact("Tomás Reyes", account_id=foods.id)
    deal = make.deal(account=foods.id, contact=ana.id)
    elsewhere = make.deal("Elsewhere")
    quote = make.quote(deal)
    make.call(deal, "of the deal")
    make.note(deal, "of the account", opportunity_id=None, account_id=foods.id)
    make.note(deal, "of Tomás", opportunity_id=None, contact_id=tomas.id)
    make.note(deal, "of the quote", opportunity_id=None, quote_id=quote.id)
    make.note(elsewhere, "of another deal")
    make.party(make.task(elsewhere, "with Ana"), c.ParticipationType.TO, contact_id=ana.id)

    def shown(table: str, record_id: UUID) -> dict[str, str | None]:
        found = timeline.timeline(session, table, record_id)
        return {one.text: one.about and one.about.name for one in found}

    assert shown("account", foods.id) == {
        "Opportunity created.": "Warehouse automation",
        "of the deal": "Warehouse automation",
        "of the account": None,
        "of Tomás": "Tomás Reyes",
        "of the quote": "Offer",
    }
    assert shown("contact", ana.id) == {
        "Opportunity created.": "Warehouse automation",
        "of the deal": "Warehouse automation",
        "of the quote": "Offer",
        "with Ana": "Elsewhere",
    }
    assert shown("contact", tomas.id) == {"of Tomás": None}
    assert shown("quote", quote.id) == {"of the quote": None}
    make.add(Connection(opportunity_id=elsewhere.id, contact_id=tomas.id, role=c.ConnectionRole.CHAMPION))
    assert {"of another deal", "with Ana", "of Tomás"} <= shown("contact", tomas.id).keys()


@pytest.mark.parametrize("table", ["lead", "competitor", "sales_order"])
def test_other_records_have_their_own_entries(session: Session, make: Maker, table: str) -> None:
    deal = make.deal()
    made = {
        "lead": Lead(topic="Fair", owner_user_id=make.user_id),
        "competitor": Competitor(name="Fabrikam"),
        "sales_order": Order(name="O", order_number="1", owner_user_id=make.user_id),
    }[table]
    make.add(made)
    make.add(Note(body="own", owner_user_id=make.user_id, **regarding.to(table, made.id)))
    make.note(deal, "another's")
    assert [one.text for one in timeline.timeline(session, table, made.id)] == ["own"]


def test_a_competitor_shows_what_is_about_it_and_not_the_calls_of_its_deals(
    session: Session, make: Maker
) -> None:
    rival = make.add(Competitor(name="Fabrikam"))
    deal = make.deal()
    make.add(OpportunityCompetitor(opportunity_id=deal.id, competitor_id=rival.id))
    make.call(deal, "of the deal")
    make.add(Note(body="cheap", owner_user_id=make.user_id, competitor_id=rival.id))
    make.call(deal, "lost to it", actual_end=at(20), lost_to_competitor_id=rival.id)
    shown = timeline.timeline(session, "competitor", rival.id)
    assert {one.text or one.title for one in shown} == {"cheap", "lost to it"}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("security", {"Ana, the security review", "Note"}),
        ("SECURITY ana", {"Ana, the security review"}),
        ("tomas", {"Note"}),
        ("ana security tomas", set()),
        ("answered", {"A post"}),
        ("[/]", {"Odd [/] one"}),
        ("%", set()),
    ],
)
def test_search(session: Session, make: Maker, typed: str, found: set[str]) -> None:
    deal = make.deal()
    make.call(deal, "Ana, the security review")
    make.note(deal, "Tomás asked about SECURITY again", title="Note")
    make.task(deal, "Odd [/] one")
    post = make.post(deal, "A post")
    make.post(deal, "Answered at once", reply_to_id=post.id)
    make.note(make.deal("Other"), "security")
    hits = timeline.search(session, "opportunity", deal.id, typed)
    keys = [key for key in timeline.index(session, "opportunity", deal.id) if key.id in hits]
    assert {one.text for one in timeline.details(session, keys)} == found


def test_an_answer_stands_under_its_post(session: Session, make: Maker) -> None:
    deal = make.deal()
    post = make.post(deal, "Who can present?")
    first = posts.reply(session, make.user_id, post, "I can")
    posts.reply(session, make.user_id, first, "Me too")
    entry = only(session, deal)
    assert (entry.text, entry.replies, entry.author_id) == ("Who can present?", 2, make.user_id)
    assert [one.text for one in timeline.replies(session, post.id)] == ["I can", "Me too"]


@pytest.mark.parametrize("table", [*regarding.COLUMNS])
@pytest.mark.parametrize("model", [Activity, Note, Post])
def test_no_timeline_reads_a_whole_table(session: Session, make: Maker, table: str, model) -> None:
    query = select(model.id).where(belonging.condition(session, model, table, make.user_id))
    sql = str(query.compile(session.connection()))
    plan = raw(session).execute(f"EXPLAIN QUERY PLAN {sql}", [make.user_id.hex] * sql.count("?"))
    steps = [step for *_, step in plan]
    assert not [step for step in steps if step.startswith("SCAN")], steps
