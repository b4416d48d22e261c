"""Who changed what of a record, as people read it."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from salestui import clock
from salestui.lifecycle.history import FieldChange, HistoryEntry, history_of, undo
from salestui.lifecycle.users import signed_in
from salestui.models.activities import Activity
from salestui.models.choices import (
    ActivityStatus,
    ActivityType,
    ChangeKind,
    ConnectionRole,
    JournalKind,
    OpportunityStatusReason,
    PhoneCallStatusReason,
    Rating,
    ResolutionStatusReason,
)
from salestui.models.connections import Connection
from salestui.models.customers import Account, Contact
from salestui.models.lines import OpportunityProduct
from salestui.models.notes import Note
from salestui.models.opportunities import Opportunity
from salestui.models.users import Team
from salestui.store.database import Store


@pytest.fixture
def me(store: Store) -> UUID:
    return signed_in(store, "mina").id


@pytest.fixture
def deal(store: Store, me: UUID) -> UUID:
    with store.command("New deal", me) as session:
        made = Opportunity(topic="Solar", owner_user_id=me)
        session.add(made)
    clock.freeze(clock.now() + timedelta(hours=1))
    return made.id


def history(store: Store, deal: UUID) -> list[HistoryEntry]:
    return history_of(store.reader, None, "opportunity", deal)


def test_values_are_shown_as_people_know_them(store: Store, me: UUID, deal: UUID) -> None:
    with store.command("Edit Solar", me) as session:
        acme = Account(name="Acme", owner_user_id=me)
        session.add(acme)
        edited = session.get_one(Opportunity, deal)
        edited.account_id = acme.id
        edited.rating = Rating.HOT
        edited.estimated_revenue = Decimal("1250.5")
        edited.estimated_close_date = date(2026, 12, 1)
        edited.discount_percentage = Decimal("12.5")
        edited.decision_maker = True
    entry = history(store, deal)[0]
    assert (entry.at, entry.user, entry.title) == (clock.now(), "mina", "Edit Solar")
    assert (entry.kind, entry.change, entry.part) == (JournalKind.DO, ChangeKind.UPDATE, "")
    assert set(entry.changes) == {
        FieldChange("Account", "lookup", None, "Acme"),
        FieldChange("Rating", "choice", "Warm", "Hot"),
        FieldChange("Est. revenue", "money", None, Decimal("1250.5")),
        FieldChange("Est. close date", "date", None, date(2026, 12, 1)),
        FieldChange("Discount (%)", "percent", None, Decimal("12.5")),
        FieldChange("Decision maker identified", "boolean", False, True),
    }


def test_making_tells_what_was_filled_in(store: Store, deal: UUID) -> None:
    [entry] = history(store, deal)
    assert entry.change is ChangeKind.INSERT
    labels = [change.label for change in entry.changes]
    assert "Topic" in labels
    assert "Decision maker identified" not in labels, "an empty box"
    assert not {"Created on", "Modified on", "Created by", "Potential customer"} & set(labels)


def test_undo_is_told_too(store: Store, me: UUID, deal: UUID) -> None:
    with store.command("Edit Solar", me) as session:
        session.get_one(Opportunity, deal).topic = "Wind"
    undo(store, me)
    undone, done, made = history(store, deal)
    assert (undone.kind, undone.title) == (JournalKind.UNDO, "Edit Solar")
    assert undone.changes == (FieldChange("Topic", "text", "Wind", "Solar"),)
    assert done.changes == (FieldChange("Topic", "text", "Solar", "Wind"),)
    assert made.title == "New deal"


def test_parts_of_the_record(store: Store, me: UUID, deal: UUID) -> None:
    with store.command("Add", me) as session:
        session.add_all(
            [
                Note(opportunity_id=deal, owner_user_id=me, title="Called", body="Twice"),
                Connection(opportunity_id=deal, user_id=me, role=ConnectionRole.ACCOUNT_MANAGER),
                OpportunityProduct(opportunity_id=deal, write_in_product="Panel", quantity=Decimal("2.5")),
            ]
        )
    parts = {entry.part: entry for entry in history(store, deal) if entry.part}
    assert set(parts) == {"note: Called", "sales team: mina", "product line: Panel"}
    assert FieldChange("Body", "text", None, "Twice") in parts["note: Called"].changes
    assert FieldChange("Quantity", "decimal", None, Decimal("2.5")) in parts["product line: Panel"].changes
    assert FieldChange("Role", "choice", None, "Account manager") in parts["sales team: mina"].changes
    assert not any(change.label == "Opportunity" for entry in parts.values() for change in entry.changes)


def test_a_changed_part_is_named_in_full(store: Store, me: UUID, deal: UUID) -> None:
    with store.command("Add", me) as session:
        contact = Contact(full_name="Ann Lee", owner_user_id=me)
        link = Connection(opportunity_id=deal, contact_id=contact.id)
        session.add_all([contact, link])
    with store.command("Change", me) as session:
        session.get_one(Connection, link.id).role = ConnectionRole.CHAMPION
    entry = history(store, deal)[0]
    assert entry.part == "stakeholder: Ann Lee"
    assert entry.changes == (FieldChange("Role", "choice", "Stakeholder", "Champion"),)


def test_what_is_deleted_keeps_its_history(store: Store, me: UUID, deal: UUID) -> None:
    with store.command("Add", me) as session:
        note = Note(opportunity_id=deal, owner_user_id=me, title="Called")
        acme = Account(name="Acme", owner_user_id=me)
        session.add_all([note, acme])
        session.get_one(Opportunity, deal).account_id = acme.id
    with store.command("Remove all", me) as session:
        session.delete(session.get_one(Note, note.id))
        session.delete(session.get_one(Opportunity, deal))
        session.delete(session.get_one(Account, acme.id))
    own, part, *_ = history(store, deal)
    assert (own.change, own.part) == (ChangeKind.DELETE, "")
    assert FieldChange("Account", "lookup", "Acme (deleted)", None) in own.changes
    assert (part.change, part.part) == (ChangeKind.DELETE, "note: Called")


def test_a_record_without_history(store: Store) -> None:
    assert history(store, uuid4()) == []


def test_the_newest_are_given_when_there_are_many(store: Store, me: UUID, deal: UUID) -> None:
    for number in range(5):
        with store.command(f"Edit {number}", me) as session:
            session.get_one(Opportunity, deal).topic = f"Topic {number}"
    assert [entry.title for entry in history_of(store.reader, None, "opportunity", deal, limit=2)] == [
        "Edit 4",
        "Edit 3",
    ]


def activity(store: Store, me: UUID, deal: UUID, kind: ActivityType, **values: Any) -> UUID:
    with store.command("Plan", me) as session:
        made = Activity(
            activity_type=kind, subject="Ring Ann", owner_user_id=me, opportunity_id=deal, **values
        )
        session.add(made)
    return made.id


def test_the_reasons_of_an_activity_are_those_of_its_type(store: Store, me: UUID, deal: UUID) -> None:
    call = activity(store, me, deal, ActivityType.PHONE_CALL)
    with store.command("Complete", me) as session:
        done = session.get_one(Activity, call)
        done.status, done.status_reason = ActivityStatus.COMPLETED, PhoneCallStatusReason.MADE
    with store.command("Delete", me) as session:
        session.delete(session.get_one(Activity, call))
    deleted, completed, planned = history(store, deal)[:3]
    assert FieldChange("Status reason", "choice", None, "Open") in planned.changes
    assert FieldChange("Status reason", "choice", "Open", "Made") in completed.changes
    assert FieldChange("Status reason", "choice", "Made", None) in deleted.changes
    assert not any(change.label == "Delivery attempts" for change in planned.changes)


def test_why_something_was_closed_is_told_in_words(store: Store, me: UUID, deal: UUID) -> None:
    activity(
        store,
        me,
        deal,
        ActivityType.OPPORTUNITY_CLOSE,
        status=ActivityStatus.COMPLETED,
        status_reason=ResolutionStatusReason.COMPLETED,
        closing_status_reason=OpportunityStatusReason.OUT_SOLD,
    )
    changes = history(store, deal)[0].changes
    assert FieldChange("Closing status reason", "choice", None, "Out-sold") in changes


def test_a_user_and_a_team_are_one_owner(store: Store, me: UUID, deal: UUID) -> None:
    with store.command("Team", me) as session:
        team = Team(name="Sales South")
        session.add(team)
    with store.command("Assign", me) as session:
        given = session.get_one(Opportunity, deal)
        given.owner_user_id, given.owner_team_id = None, team.id
    with store.command("Delete", me) as session:
        session.delete(session.get_one(Opportunity, deal))
    deleted, assigned, made = history(store, deal)
    assert assigned.changes == (FieldChange("Owner", "lookup", "mina", "Sales South"),)
    assert FieldChange("Owner", "lookup", None, "mina") in made.changes
    assert FieldChange("Owner", "lookup", "Sales South", None) in deleted.changes
