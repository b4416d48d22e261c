"""The preview and the record of an opportunity, and it as plain values."""

import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session

from salestui import clock
from salestui.errors import Gone
from salestui.lifecycle import assistant, opportunities, people, process, timeline
from salestui.lifecycle import record as records
from salestui.lifecycle.plain import plain
from salestui.lifecycle.preview import preview
from salestui.lifecycle.shapes import Preview
from salestui.models import choices as c
from salestui.models.fields import FIELDS
from salestui.models.opportunities import Opportunity
from salestui.models.users import Team
from salestui.store.database import Store
from salestui.store.rows import raw
from tests.hostile import HOSTILE
from tests.lifecycle.making import TODAY, Maker, ago, at


def seen(session: Session, deal: Opportunity) -> Preview:
    """The preview through the session's own connection."""
    session.flush()
    told = preview(raw(session), session.info["user_id"], deal.id)
    assert told is not None
    return told


@pytest.fixture
def deal(make: Maker) -> Opportunity:
    """A deal with something in every pane."""
    account = make.account("Northwind Foods")
    ana = make.contact("Ana Silva", account_id=account.id)
    deal = make.deal(
        "Warehouse automation",
        account=account.id,
        contact=ana.id,
        estimated_revenue=Decimal("182000.5"),
        estimated_close_date=date(2026, 12, 4),
        probability=60,
        rating=c.Rating.HOT,
    )
    make.call(deal, "Call Ana", scheduled_end=at(24, 15), priority=c.Priority.HIGH, duration_minutes=30)
    mail = make.mail(deal, sent_on=at(18))
    make.party(mail, c.ParticipationType.TO, contact_id=ana.id)
    make.file(activity_id=mail.id)
    note = make.note(deal, "They want it split by site.", created_on=at(21))
    make.file("b.pdf", note_id=note.id)
    make.line(deal, "100", "3")
    make.quote(deal, activated_on=date(2026, 11, 15), effective_to=date(2026, 11, 30))
    make.rival("Fabrikam", deal, make.closed("Earlier"), make.closed("Before", won=False))
    return deal


def test_preview(session: Session, deal: Opportunity) -> None:
    told = seen(session, deal)
    assert (told.topic, told.customer, told.contact) == (
        "Warehouse automation",
        "Northwind Foods",
        "Ana Silva",
    )
    assert (told.estimated_revenue, told.symbol, told.decimals) == (Decimal("182000.5"), "$", 2)
    assert (told.probability, told.rating, told.estimated_close_date) == (60, c.Rating.HOT, date(2026, 12, 4))
    assert told.next
    assert (told.next.title, told.next.duration_minutes, told.next.priority) == (
        "Call Ana",
        30,
        c.Priority.HIGH,
    )
    assert told.open_activities == 1
    assert told.last
    assert (told.last.kind, told.last.body, told.last.files) == ("Note", "They want it split by site.", 1)
    assert [card.title for card in told.risks] == ["Quote unanswered for 8 days"]
    assert (told.line_count, told.quote_count, told.file_count) == (1, 1, 2)


def test_preview_says_what_the_panes_say(session: Session, make: Maker, deal: Opportunity) -> None:
    told = seen(session, deal)
    assert told.stage_bar == process.stage_bar(session, deal)
    assert told.decides == people.stakeholders(session, deal.id)
    assert told.against == people.competitors(session, deal.id)
    entries = {entry.id: entry for entry in timeline.timeline(session, "opportunity", deal.id)}
    assert told.next == entries[told.next.id]
    assert told.last == entries[told.last.id]
    risks = [card for card in assistant.cards(session, session.info["user_id"], deal.id) if card.is_risk]
    assert list(told.risks) == risks


def test_next_is_the_overdue_one(session: Session, make: Maker, deal: Opportunity) -> None:
    make.task(deal, "without a date")
    make.task(deal, "late", scheduled_end=at(20))
    told = seen(session, deal)
    assert told.next
    assert (told.next.title, told.next.state, told.open_activities) == ("late", "overdue", 3)


def test_last_is_what_was_done_last(session: Session, make: Maker, deal: Opportunity) -> None:
    make.post(deal, "auto", created_on=ago(hours=1), source=c.PostSource.AUTO)
    make.call(deal, "canceled", status=c.ActivityStatus.CANCELED, status_reason=3, actual_end=ago(hours=1))
    make.meeting(deal, at(22), "held", status=c.ActivityStatus.COMPLETED, status_reason=3)
    assert seen(session, deal).last.title == "held"
    make.post(deal, "Well done", created_on=at(23, 8))
    assert seen(session, deal).last.text == "Well done"


def test_risks_of_a_silent_late_deal(session: Session, make: Maker) -> None:
    deal = make.deal(estimated_close_date=TODAY - timedelta(days=2))
    deal.created_on = ago(days=40)
    make.add(deal)
    assert [card.kind for card in seen(session, deal).risks] == [
        "missed_close_date",
        "no_activity_opportunity",
    ]


def test_bare_and_closed(session: Session, make: Maker) -> None:
    bare = make.add(Opportunity(topic="Bare", owner_team_id=make.add(Team(name="North")).id))
    bare.rating = None
    told = seen(session, bare)
    assert (told.customer, told.owner, told.stage_bar, told.next, told.last, told.rating) == (
        None,
        "North",
        None,
        None,
        None,
        None,
    )
    old = make.closed("Old", won=False)
    old.estimated_close_date = TODAY - timedelta(days=2)
    told = seen(session, old)
    assert (told.status, told.status_reason.label, told.risks) == (c.OpportunityStatus.LOST, "Out-sold", ())


def test_contact_alone_is_the_customer(session: Session, make: Maker) -> None:
    deal = make.deal(contact=make.contact("Ana Silva").id)
    told = seen(session, deal)
    assert (told.customer, told.contact) == ("Ana Silva", None)
    whole = records.record(session, deal.id)
    assert (whole.customer, whole.contact) == ("Ana Silva", None)


def test_gone(session: Session) -> None:
    assert preview(raw(session), session.info["user_id"], uuid4()) is None
    with pytest.raises(Gone):
        records.record(session, uuid4())


def test_hostile_texts_pass_through(session: Session, make: Maker) -> None:
    deal = make.deal()
    for text in HOSTILE:
        if "\ud800" in text or not text.strip():
            continue
        deal.topic = text[:300]
        note = make.note(deal, text, created_on=clock.now())
        told = seen(session, deal)
        assert told.topic == text[:300]
        assert note.body == text


def test_record_has_every_field_with_names(session: Session, deal: Opportunity) -> None:
    told = records.record(session, deal.id)
    assert list(told.fields) == list(FIELDS["opportunity"])
    assert (told.fields["account"].name, told.fields["account"].value) == (
        "Northwind Foods",
        deal.account_id,
    )
    assert (told.fields["price_list"].name, told.fields["owner_team"].name) == ("Standard", None)
    assert told.fields["rating"].value is c.Rating.HOT
    assert (told.currency, told.symbol) == ("USD", "$")
    assert told.owner == told.fields["owner_user"].name
    assert told.why_read_only is None
    assert set(told.locked) >= {"currency", "price_list", "status", "total_amount"}
    assert "topic" not in told.locked


def test_closed_record_is_read_only(session: Session, make: Maker) -> None:
    told = records.record(session, make.closed("Old").id)
    assert told.why_read_only == "Won, read-only"


def test_as_json(store: Store, mina: UUID, tmp_path: Path) -> None:
    with store.command("Make it", mina) as session:
        made = deal.__wrapped__(Maker(session, mina))
    with store.command("Change it", mina) as session:
        opportunities.update(session, opportunities.get(session, made.id), {"rating": c.Rating.COLD})
    with store.session() as session:
        told = records.as_json(session, opportunities.get(session, made.id), mina, tmp_path)
    told = json.loads(json.dumps(told))
    assert told["id"] == made.id.hex
    assert told["estimated_revenue"] == "182000.50"
    assert (told["account"], told["account_id"]) == ("Northwind Foods", made.account_id.hex)
    assert (told["rating"], told["estimated_close_date"]) == ("Cold", "2026-12-04")
    assert told["decision_maker"] is False
    assert told["created_on"] == "2026-11-23T13:30:00+00:00"
    panes = {name: len(told[name]) for name in told if isinstance(told[name], list)}
    assert panes == {
        "timeline_entries": 4,
        "assistant": 2,
        "stakeholders": 1,
        "sales_team": 0,
        "competitors": 1,
        "line_items": 1,
        "quotes": 1,
        "files": 2,
        "history": panes["history"],
    }
    assert told["totals"]["total_amount"] == "300.00"
    assert told["line_items"][0]["pricing"] == "Write-in"
    assert told["process"]["phases"][0]["state"] == "active"
    assert told["assistant"][0]["summary"] == "Q-1042, expires 2026-11-30"
    assert told["assistant"][1]["summary"] == "$182000.50, on 2026-12-04"
    assert told["history"][0]["changes"][0]["after"] == "Cold"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("1200"), "1200.00"),
        (Decimal("1E+3"), "1000.00"),
        (Decimal("0.1250"), "0.125"),
        (Decimal("-5.5"), "-5.50"),
        (c.Rating.HOT, "Hot"),
        (True, True),
        (7, 7),
        (None, None),
        (date(2026, 1, 2), "2026-01-02"),
        ((1, "a"), [1, "a"]),
    ],
)
def test_plain(value: object, written: object) -> None:
    assert plain(value) == written


def test_what_has_no_plain_form() -> None:
    with pytest.raises(TypeError):
        plain(1.5)
