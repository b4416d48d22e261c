"""What a brief tells of an opportunity."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import Session, select

from salestui import clock
from salestui.brief_words import sections
from salestui.errors import SalesError
from salestui.lifecycle import closing, file_store, files, history, joining, opportunities, people
from salestui.lifecycle.brief import MOST_PROMISES, Brief, brief
from salestui.lifecycle.edits import Existing, NewRecord
from salestui.lifecycle.users import signed_in
from salestui.models import choices as c
from salestui.models.choices import ConnectionRole as Role
from salestui.models.connections import Connection
from salestui.models.opportunities import Opportunity
from salestui.models.processes import ProcessInstance, StageVisit
from salestui.models.sharing import RecordShare
from salestui.models.users import Team, User
from salestui.store.database import Store
from tests.lifecycle.making import Maker, ago, at


def test_amounts_and_the_stage(session: Session, make: Maker) -> None:
    account = make.account("Northwind")
    deal = make.deal(account=account.id, estimated_revenue=Decimal(1000), probability=35)
    make.quote(deal, "Q-1", activated_on=date(2026, 11, 20), total_amount=Decimal(900))
    make.quote(deal, "Q-2")
    told = brief(session, deal.id)
    assert (told.customer, told.weighted_revenue) == ("Northwind", Decimal(350))
    assert [quote.number for quote in told.quotes] == ["Q-1"]
    assert told.stage is not None
    assert (told.stage.name, told.stage.steps_done) == ("Qualify", 1)
    assert told.stage.next_step


def test_promises_with_the_overdue_ones_first(session: Session, make: Maker) -> None:
    deal = make.deal()
    make.call(deal, "Without a date")
    make.call(deal, "Later", scheduled_end=at(30))
    make.call(deal, "Overdue", scheduled_end=at(20))
    make.call(deal, "Very overdue", scheduled_end=at(2))
    make.call(deal, "Done", actual_end=at(19))
    make.call(make.deal("Other"), "Of another")
    told = brief(session, deal.id)
    assert [entry.title for entry in told.promises] == ["Very overdue", "Overdue", "Later", "Without a date"]
    assert [entry.state for entry in told.promises] == ["overdue", "overdue", "open", "open"]
    assert told.promise_count == 4
    assert told.next is not None
    assert told.next.title == "Very overdue"


def lines_of(told: Brief, title: str) -> list[tuple[str, str, str]]:
    (section,) = [one for one in sections(told) if one.title == title]
    return [(line.label, line.text, line.more) for line in section.lines]


def test_promises_say_their_hour_unless_they_have_none(session: Session, make: Maker) -> None:
    deal = make.deal()
    make.call(deal, "At three", scheduled_start=at(24, 15), scheduled_end=at(24, 16))
    make.task(deal, "On Wednesday", scheduled_start=at(25, 0), scheduled_end=at(25, 23, 59), is_all_day=True)
    make.call(deal, "Long ago", scheduled_end=at(20) - timedelta(days=700))
    make.call(deal, "Some day")
    told = lines_of(brief(session, deal.id), "open promises")
    assert [(when, text) for when, text, _ in told] == [
        ("20 Dec 2024", "Long ago"),
        ("24 Nov 15:00", "At three"),
        ("25 Nov", "On Wednesday"),
        ("no date", "Some day"),
    ]


def test_dates_of_another_year_have_it(session: Session, make: Maker) -> None:
    deal = make.deal(estimated_close_date=date(2027, 3, 1))
    make.quote(deal, "Q-1", activated_on=date(2026, 11, 20), effective_to=date(2027, 1, 8))
    make.call(deal, "In February", scheduled_end=at(20) + timedelta(days=92))
    told = brief(session, deal.id)
    standing = lines_of(told, "where it stands")
    assert ("Closes", "Mon 01 Mar 2027", "") in standing
    assert standing[-1][2] == "active, valid to 08 Jan 2027"
    assert ("Activity", "In February", "20 Feb 2027, call") in lines_of(told, "next")
    assert lines_of(told, "open promises") == [("20 Feb 2027", "In February", "12:00, call")]


NOW = at(23, 13, 30)


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (36, "today 14:06, in 36 min, meeting"),
        (-10, "today 13:20, now, meeting"),
        (90, "today 15:00, meeting"),
        (3 * 24 * 60, "in 3 days, meeting"),
    ],
)
def test_the_next_meeting_says_its_time_once(session: Session, make: Maker, minutes: int, said: str) -> None:
    clock.freeze(NOW)
    deal = make.deal()
    make.meeting(deal, NOW + timedelta(minutes=minutes))
    (_, activity) = lines_of(brief(session, deal.id), "next")
    assert activity == ("Activity", "Walk-through", said)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"scheduled_end": NOW + timedelta(minutes=36)}, "today 14:06, in 36 minutes, call"),
        ({"scheduled_end": NOW - timedelta(minutes=20)}, "today 13:10, 20 minutes ago, overdue, call"),
        ({"scheduled_end": at(24, 23, 59), "is_all_day": True}, "tomorrow, call"),
        ({}, "no date, call"),
    ],
)
def test_the_next_call_says_how_far_off_it_is(
    session: Session, make: Maker, fields: dict[str, object], said: str
) -> None:
    clock.freeze(NOW)
    deal = make.deal()
    make.call(deal, "Ring Ana", **fields)
    (_, activity) = lines_of(brief(session, deal.id), "next")
    assert activity == ("Activity", "Ring Ana", said)


def test_more_promises_than_are_told(session: Session, make: Maker) -> None:
    deal = make.deal()
    for number in range(MOST_PROMISES + 3):
        make.call(deal, f"Call {number}")
    told = brief(session, deal.id)
    assert (len(told.promises), told.promise_count) == (MOST_PROMISES, MOST_PROMISES + 3)
    assert lines_of(told, "open promises")[-1] == ("", "and 3 more", "")
    assert MOST_PROMISES <= 20, "people and notes stand below them"


def test_who_was_contacted_when_and_how(session: Session, make: Maker) -> None:
    account = make.account("Northwind", phone="1")
    deal = make.deal(account=account.id)
    ana, bob = make.contact("Ana", account_id=account.id), make.contact("Bob", job_title="COO")
    joining.add_stakeholders(
        session, make.user_id, deal, [Existing("contact", ana.id), Existing("contact", bob.id)], Role.CHAMPION
    )
    joining.add_stakeholders(session, make.user_id, deal, [Existing("account", account.id)])
    call = make.call(deal, "Older", actual_end=at(10))
    make.party(call, c.ParticipationType.TO, contact_id=ana.id)
    mail = make.mail(deal, "Their question", sent_on=at(20, 9), direction=c.Direction.INCOMING)
    make.party(mail, c.ParticipationType.SENDER, contact_id=ana.id)
    make.party(make.call(deal, "Planned", scheduled_end=at(30)), c.ParticipationType.TO, contact_id=ana.id)
    make.call(None, "To the desk", actual_end=at(21), account_id=account.id)
    found, nobody, desk = brief(session, deal.id).people
    assert (found.name, found.company) == ("Ana", None)
    assert found.last is not None
    assert (found.last.kind, found.last.title, found.last.at) == ("Mail", "Their question", at(20, 9))
    assert found.last.is_incoming
    assert (nobody.name, nobody.job_title, nobody.last) == ("Bob", "COO", None)
    assert desk.last is not None
    assert (desk.name, desk.phone, desk.last.title) == ("Northwind", "1", "To the desk")


def test_the_last_three_notes(session: Session, make: Maker) -> None:
    deal = make.deal()
    for day in (3, 9, 5, 7):
        make.note(deal, f"Note of {day}", created_on=at(day))
    told = brief(session, deal.id)
    assert [note.body for note in told.notes] == ["Note of 9", "Note of 7", "Note of 5"]
    assert told.notes[0].people == ("mina",)


def test_a_note_that_only_carries_a_file_is_none_of_the_last(session: Session, make: Maker) -> None:
    deal = make.deal()
    make.note(deal, "Said", created_on=at(3))
    make.file("plan.pdf", note_id=make.note(deal, "", title="plan.pdf", created_on=at(4)).id)
    make.file("deck.pdf", note_id=make.note(deal, "", title="What we show", created_on=at(5)).id)
    assert [note.title or note.body for note in brief(session, deal.id).notes] == ["What we show", "Said"]


def test_one_that_is_gone(session: Session) -> None:
    with pytest.raises(SalesError, match="no longer there"):
        brief(session, UUID(int=1))


# What changed


class Story:
    """Commands on one opportunity at moments of one's choice."""

    def __init__(self, store: Store, user_id: UUID) -> None:
        self.store, self.user_id = store, user_id
        clock.freeze(at(1))
        with store.command("Made", user_id) as session:
            self.id = Maker(session, user_id).deal(probability=10).id

    def edit(self, day: int, **changes: object) -> None:
        clock.freeze(at(day))
        with self.store.command("Edit", self.user_id) as session:
            opportunities.update(session, opportunities.get(session, self.id), changes)

    def read(self) -> Brief:
        clock.freeze(at(23, 13, 30))
        with self.store.session() as session:
            return brief(session, self.id)

    def changes(self) -> list[tuple[str, object, object]]:
        return [(one.label, one.before, one.after) for change in self.read().changes for one in change.fields]


@pytest.fixture
def story(store: Store, mina: UUID) -> Story:
    return Story(store, mina)


def test_only_the_last_14_days_and_only_what_is_other_now(story: Story) -> None:
    story.edit(5, probability=20)
    story.edit(12, probability=30, rating=c.Rating.HOT)
    story.edit(14, probability=40, rating=c.Rating.WARM)
    story.edit(20, estimated_close_date=date(2027, 1, 15))
    assert story.changes() == [
        ("Est. close date", date(2026, 12, 31), date(2027, 1, 15)),
        ("Probability", 20, 40),
    ]
    newest, older = story.read().changes
    assert (newest.at, older.at, newest.user, newest.part) == (at(20), at(14), "mina", "")


def said(story: Story) -> list[str]:
    told = {section.title: section for section in sections(story.read())}
    return sorted(line.text for line in told["changed in the last 14 days"].lines)


def test_owners_and_shares_are_told_as_people_would(story: Story, store: Store, mina: UUID) -> None:
    clock.freeze(at(15))
    omar = signed_in(store, "omar", new=True)
    with store.command("Assign", mina) as session:
        make = Maker(session, mina)
        north = make.add(Team(name="North"))
        deal = opportunities.get(session, story.id)
        deal.owner_user_id, deal.owner_team_id = None, north.id
        make.add(RecordShare(opportunity_id=story.id, user_id=omar.id, can_write=True))
    assert said(story) == ["Owner mina → North", "shared with omar"]


def test_who_joins_the_team_is_told_once(story: Story, store: Store, mina: UUID) -> None:
    clock.freeze(at(15))
    omar = signed_in(store, "omar", new=True)
    with store.command("Join", mina) as session:
        make = Maker(session, mina)
        make.add(Connection(opportunity_id=story.id, user_id=omar.id, role=c.SALES_TEAM_ROLES[0]))
        make.add(RecordShare(opportunity_id=story.id, user_id=omar.id, can_write=True))
    assert said(story) == ["sales team: omar added"]


def test_what_was_empty_or_is_now(story: Story) -> None:
    story.edit(15, budget_amount=Decimal(500), probability=None)
    assert said(story) == ["Budget amount set to $500", "Probability 10 taken out"]


def test_what_was_undone_is_no_change(story: Story, store: Store, mina: UUID) -> None:
    story.edit(20, probability=50)
    history.undo(store, mina)
    assert story.changes() == []


def test_a_change_is_his_who_made_it_and_not_his_who_only_took_something_back(
    story: Story, store: Store, mina: UUID
) -> None:
    story.edit(15, probability=50)
    vera = signed_in(store, "vera", new=True)
    clock.freeze(at(16))
    with store.command("Role") as session:
        session.get_one(User, vera.id).security_role = c.SecurityRole.VICE_PRESIDENT
    with store.command("Edit", vera.id) as session:
        session.get_one(Opportunity, story.id).probability = 60
    clock.freeze(at(17))
    history.undo(store, vera.id)
    (change,) = story.read().changes
    assert (change.user, change.at) == ("mina", at(15))


def test_attached_files_are_told(story: Story, store: Store, mina: UUID, tmp_path: Path) -> None:
    (tmp_path / "offer.txt").write_text("the offer")
    clock.freeze(at(15))
    stored = file_store.put_all(file_store.folder(store.path), [tmp_path / "offer.txt"], lambda *_: None)
    with store.command("Attach", mina) as session:
        files.attach_to(session, mina, "opportunity", story.id, stored[0])
    assert said(story) == ["file: offer.txt added"]


def test_people_and_rivals_that_came_and_went(story: Story, store: Store, mina: UUID) -> None:
    clock.freeze(at(2))
    with store.command("Early", mina) as session:
        bob = Maker(session, mina).contact("Bob")
        session.add(Connection(opportunity_id=story.id, contact_id=bob.id))
    for day, name in ((15, "Ana"), (16, "Eva")):
        clock.freeze(at(day))
        with store.command("Add", mina) as session:
            deal = session.get_one(Opportunity, story.id)
            joining.add_stakeholders(session, mina, deal, [NewRecord("contact", name)])
            joining.add_competitors(session, deal, [NewRecord("competitor", f"{name} Inc")])
    clock.freeze(at(17))
    with store.command("Change", mina) as session:
        deal = session.get_one(Opportunity, story.id)
        links = {one.name: one.connection_id for one in people.stakeholders(session, story.id)}
        joining.remove(session, deal, [links["Ana"]])
        joining.change_role(session, deal, links["Bob"], Role.CHAMPION)
    told = [(one.part, one.kind.label, [f.after for f in one.fields]) for one in story.read().changes]
    assert told[0] == ("stakeholder: Bob", "Changed", ["Champion"])
    assert sorted(told[1:]) == [
        ("competitor: Ana Inc", "Created", []),
        ("competitor: Eva Inc", "Created", []),
        ("stakeholder: Eva", "Created", []),
    ]


def test_a_new_opportunity_says_so_and_not_what_it_was_made_with(store: Store, mina: UUID) -> None:
    with store.command("Made", mina) as session:
        make = Maker(session, mina)
        deal_id = make.deal(contact=make.contact().id).id
    with store.session() as session:
        (change,) = brief(session, deal_id).changes
    assert (change.kind, change.part, change.fields, change.user) == (c.ChangeKind.INSERT, "", (), "mina")


def test_an_imported_one_is_as_old_as_it_says(store: Store, mina: UUID) -> None:
    with store.command("Imported", mina) as session:
        deal = Maker(session, mina).deal()
        deal.created_on = ago(days=200)
        deal_id = deal.id
    with store.session() as session:
        assert brief(session, deal_id).changes == ()


def test_what_happened_before_it_came_into_the_file_is_told_by_its_own_dates(
    store: Store, mina: UUID
) -> None:
    with store.command("Imported", mina) as session:
        make = Maker(session, mina)
        deal = make.deal()
        deal.created_on = ago(days=200)
        deal.status, deal.status_reason = c.OpportunityStatus.LOST, c.OpportunityStatusReason.OUT_SOLD
        deal.actual_close_date = date(2026, 11, 19)
        (instance,) = session.exec(select(ProcessInstance))
        (first,) = session.exec(select(StageVisit))
        instance.started_on = first.entered_on = ago(days=200)
        for stage, at_ in (("develop", at(5)), ("propose", at(14))):
            make.add(StageVisit(process_instance_id=instance.id, stage=stage, entered_on=at_))
        make.call(deal, "Long ago", actual_end=at(2), created_on=at(1))
        make.call(deal, "Last week", actual_end=at(16), created_on=at(1))
        make.call(deal, "Still open", scheduled_end=at(17), created_on=at(1))
        make.quote(
            deal, "Q-1", activated_on=date(2026, 11, 1), closed_on=date(2026, 11, 18), created_on=at(1)
        )
        make.quote(deal, "Q-1", revision=1, activated_on=date(2026, 11, 20), created_on=at(1))
        deal_id = deal.id
    told = [
        ("20 Nov", "quote Q-1, revision 1", "activated"),
        ("19 Nov", "closed as lost, out-sold", ""),
        ("18 Nov", "quote Q-1", "in progress"),
        ("16 Nov", "call: Last week", "made"),
        ("14 Nov", "came to Propose", ""),
    ]
    with store.session() as session:
        assert lines_of(brief(session, deal_id), "changed in the last 14 days") == told
    clock.freeze(at(23, 15))
    with store.command("Log", mina) as session:
        Maker(session, mina).call(session.get_one(Opportunity, deal_id), "Logged", actual_end=at(21))
    with store.session() as session:
        found = lines_of(brief(session, deal_id), "changed in the last 14 days")
    assert found == [("23 Nov", "activity: Logged added", "mina"), *told], "the journal's is told once"


def test_one_that_is_closed_here_is_told_by_the_journal(store: Store, mina: UUID) -> None:
    with store.command("Imported", mina) as session:
        deal = Maker(session, mina).deal()
        deal.created_on = ago(days=200)
        deal_id = deal.id
    clock.freeze(at(23, 15))
    with store.command("Close", mina) as session:
        closing.close_as_won(session, opportunities.get(session, deal_id))
    with store.session() as session:
        told = [text for _, text, _ in lines_of(brief(session, deal_id), "changed in the last 14 days")]
    assert "Status Open → Won" in told
    assert "closed as won" not in told


def test_a_day_earlier_would_not_be_told(story: Story) -> None:
    story.edit(9, probability=60)
    assert story.changes() == []
    assert at(23, 13, 30) - at(9) > timedelta(days=14)
