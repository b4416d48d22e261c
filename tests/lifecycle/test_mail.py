"""Mail as a record: whom it goes to, drafts, editing, queueing, and what forbids them."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select

from salestui.errors import Gone, InputError
from salestui.lifecycle import file_store, history, mail, mail_following, mail_people, mail_reading
from salestui.lifecycle.activity_making import ActivityInput, plan
from salestui.lifecycle.mail import CannotMail, MailChanged, MailInput
from salestui.lifecycle.mail_reading import stand
from salestui.lifecycle.people import add_stakeholder
from salestui.lifecycle.refs import RecordRef
from salestui.lifecycle.shapes import MailAttachment, Recipient
from salestui.lifecycle.timeline import timeline
from salestui.lifecycle.values import InvalidFields
from salestui.models.activities import Activity, ActivityParty
from salestui.models.choices import (
    ActivityStatus,
    ActivityType,
    Direction,
    EmailStatusReason,
    ParticipationType,
    SecurityRole,
)
from salestui.models.leads import Lead
from salestui.models.notes import Attachment
from salestui.models.opportunities import Opportunity
from salestui.models.users import User
from salestui.store.database import Store
from tests.lifecycle.making import Maker, at

ANA = Recipient("Ana Silva", "ana@northwind.example")


def about(deal: Opportunity) -> RecordRef:
    return RecordRef("opportunity", deal.id, deal.topic)


# Whom it goes to


def test_the_people_of_an_opportunity_the_nearest_first(session: Session, make: Maker) -> None:
    account = make.account(email="office@northwind.example")
    make.contact("Zoe Colleague", account_id=account.id, email="zoe@northwind.example")
    make.contact("Old Colleague", account_id=account.id, is_active=False)
    champion = make.contact("Bo Champion", email="bo@x.example")
    ana = make.contact(account_id=account.id, email="ana@northwind.example", job_title="Buyer")
    deal = make.deal(account=account.id, contact=ana.id)
    add_stakeholder(session, deal.id, champion.id)
    session.flush()
    found = mail_people.people_of(session, about(deal))
    assert [one.name for one in found] == ["Ana Silva", "Bo Champion", "Zoe Colleague", "Northwind Foods"]
    assert found[0].detail == "Buyer, Northwind Foods"
    assert mail_people.meant(session, about(deal)) == found[:1]


def test_who_is_proposed(session: Session, make: Maker) -> None:
    ana = make.contact(email="ana@northwind.example")
    make.contact("Anabel Stranger", email="anabel@x.example")
    deal = make.deal(contact=ana.id)
    names = [one.name for one in mail_people.propose(session, about(deal), "ana")]
    assert names == ["Ana Silva", "Anabel Stranger"]
    assert [one.name for one in mail_people.propose(session, about(deal), "")] == ["Ana Silva"]
    assert [one.name for one in mail_people.propose(session, None, "mina")] == ["mina"]


def test_what_was_typed_becomes_records(session: Session, make: Maker) -> None:
    ana = make.contact(email="ana@northwind.example")
    deal = make.deal(contact=ana.id)
    found = mail_people.read(
        session, "ana silva, Bo <bo@x.example>; ANA@northwind.example, bo@x.example", about(deal)
    )
    assert [(one.name, one.address, one.id) for one in found] == [
        ("Ana Silva", "ana@northwind.example", ana.id),
        ("Bo", "bo@x.example", None),
    ]
    assert mail_people.read(session, mail_people.written(found), about(deal)) == found


def test_accents_do_not_matter_in_names(session: Session, make: Maker) -> None:
    tomas = make.contact("Tomás Reyna", email="tomas@x.example")
    deal = about(make.deal(contact=tomas.id))
    for record in (deal, None):
        assert [one.id for one in mail_people.propose(session, record, "tomas r")] == [tomas.id]
        assert [one.id for one in mail_people.read(session, "tomas reyna", record)] == [tomas.id]


def test_accounts_and_leads_keep_their_links_when_they_are_read_again(session: Session, make: Maker) -> None:
    account = make.account(email="office@northwind.example")
    lead = Lead(topic="Fair", full_name="Lea Stone", email="lea@x.example", owner_user_id=make.user_id)
    session.add(lead)
    session.flush()
    found = mail_people.people_of(session, RecordRef("account", account.id, account.name))
    found += mail_people.people_of(session, RecordRef("lead", lead.id, lead.topic))
    assert [(one.table, one.id) for one in found] == [("account", account.id), ("lead", lead.id)]
    assert mail_people.read(session, mail_people.written(found), None) == found


def test_of_those_with_one_address_the_one_who_is_named_is_meant(session: Session, make: Maker) -> None:
    account = make.account(email="office@northwind.example")
    ana = make.contact(email="office@northwind.example")
    written = f"{account.name} <office@northwind.example>"
    assert [one.id for one in mail_people.read(session, written, None)] == [account.id]
    assert [one.id for one in mail_people.read(session, "office@northwind.example", None)] == [ana.id]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Nobody Known", "nobody is called “Nobody Known”"),
        ("Twin", "several contacts are called “Twin”"),
        ("ana@x@y", "is not one address"),
        ("Ana <ana@x.example>\r\nBcc: eve@x.example", "line break after “Ana <ana@x.example>”"),
        ("x" * 10_000, "nobody is called"),
    ],
)
def test_what_can_not_be_read_is_told(session: Session, make: Maker, text: str, words: str) -> None:
    make.contact("Twin", email="a@x.example")
    make.contact("Twin", email="b@x.example")
    with pytest.raises(InputError, match=words) as caught:
        mail_people.read(session, text, None)
    assert len(str(caught.value)) < 200


def test_contacts_that_can_not_be_mailed_are_named(session: Session, make: Maker, mina: object) -> None:
    make.contact("Bo Silent", email="bo@x.example", do_not_email=True)
    make.contact("Cleo Bare")
    people = mail_people.read(session, "Bo Silent, Cleo Bare", None)
    reason = mail_people.why_not_mail(people)
    assert reason is not None
    assert "Bo Silent wants no mail" in reason
    assert "Cleo Bare has no address" in reason
    made = mail.draft(session, make.user_id, MailInput(to=people, subject="Hi"))
    with pytest.raises(CannotMail, match="Bo Silent wants no mail"):
        mail.queue(session, made.id)
    made = mail.draft(session, make.user_id, MailInput(to=people[1:], subject="Hi"))
    with pytest.raises(CannotMail, match="Cleo Bare has no address"):
        mail.queue(session, made.id)


def test_do_not_email_counts_for_a_typed_address_too(session: Session, make: Maker) -> None:
    make.contact("Bo Silent", email="bo@x.example", do_not_email=True)
    people = mail_people.read(session, "bo@x.example", None)
    assert people[0].why_not.startswith("Bo Silent wants no mail")


# Drafts


def test_a_draft_is_an_activity_of_its_record(session: Session, make: Maker) -> None:
    ana = make.contact(email="ana@northwind.example")
    deal = make.deal(contact=ana.id)
    people = mail_people.read(session, "Ana Silva, bo@x.example", about(deal))
    made = mail.draft(
        session,
        make.user_id,
        MailInput(to=people[:1], cc=people[1:], subject=" Proposal ", body="Dear Ana", regarding=about(deal)),
    )
    session.flush()
    assert made.activity_type is ActivityType.EMAIL
    assert (made.status, made.status_reason) == (ActivityStatus.OPEN, EmailStatusReason.DRAFT)
    assert (made.subject, made.opportunity_id, made.owner_user_id) == ("Proposal", deal.id, make.user_id)
    read = mail_reading.record(session, made.id)
    assert [one.name for one in read.to] == ["Ana Silva"]
    assert read.to[0].id == ana.id
    assert [one.address for one in read.cc] == ["bo@x.example"]
    assert read.regarding == about(deal)
    [entry] = [one for one in timeline(session, "opportunity", deal.id) if one.kind == "Mail"]
    assert (entry.status, entry.title) == ("draft", "Proposal")


@pytest.mark.parametrize(
    ("subject", "body", "words"),
    [
        (" ", "x", "Subject is needed"),
        ("x" * 201, "x", "201 characters; Subject takes 200"),
        ("Hi\r\nBcc: eve@x.example", "x", "line break"),
        ("Hi", "x" * 100_001, "Text takes 100,000"),
        ("Hi", "a\x00b", "control character"),
    ],
)
def test_what_a_mail_can_not_say(session: Session, make: Maker, subject: str, body: str, words: str) -> None:
    with pytest.raises(InvalidFields, match=words):
        mail.draft(session, make.user_id, MailInput(subject=subject, body=body))


def test_editing_replaces_people_and_files(session: Session, make: Maker, tmp_path: Path) -> None:
    plan = tmp_path / "plan.pdf"
    plan.write_bytes(b"%PDF")
    stored = file_store.put(tmp_path / "files", plan)
    attached = MailAttachment(None, stored.file_name, stored.mime_type, stored.size_bytes, stored.sha256)
    bo, cleo = Recipient("Bo", "bo@x.example"), Recipient("Cleo", "cleo@x.example")
    made = mail.draft(
        session, make.user_id, MailInput(to=[ANA, bo], subject="One", files=[attached], body="text")
    )
    session.flush()
    kept = {party.id for party in session.exec(select(ActivityParty)) if party.address == ANA.address}
    before = mail_reading.record(session, made.id)
    mail.edit(
        session,
        made.id,
        MailInput([ANA], bcc=[cleo], subject="Two", files=before.files, based_on=before.stand),
    )
    session.flush()
    read = mail_reading.record(session, made.id)
    assert (read.subject, read.body, [one.name for one in read.to]) == ("Two", "", ["Ana Silva"])
    assert [one.name for one in read.bcc] == ["Cleo"]
    assert kept == {party.id for party in session.exec(select(ActivityParty)) if party.address == ANA.address}
    assert [one.file_name for one in read.files] == ["plan.pdf"]
    mail.edit(session, made.id, MailInput(to=[ANA], subject="Two", based_on=read.stand))
    session.flush()
    assert session.exec(select(Attachment)).all() == []


# The outbox, without a server


def test_queueing_needs_somebody(session: Session, make: Maker) -> None:
    made = mail.draft(session, make.user_id, MailInput(subject="Hi"))
    session.flush()
    with pytest.raises(CannotMail, match="Nobody is named"):
        mail.queue(session, made.id)
    mail.edit(session, made.id, MailInput(to=[ANA], subject="Hi", based_on=stand(session, made)))
    mail.queue(session, made.id)
    session.flush()
    assert made.status_reason == EmailStatusReason.PENDING_SEND
    with pytest.raises(CannotMail, match="waits in the outbox already"):
        mail.queue(session, made.id)


def test_a_waiting_mail_is_sent_off_with_what_is_new(session: Session, make: Maker) -> None:
    made = mail.send_off(session, make.user_id, None, MailInput(to=[ANA], subject="Hi"))
    assert made.status_reason == EmailStatusReason.PENDING_SEND
    better = MailInput(to=[ANA], subject="Ho", based_on=stand(session, made))
    mail.send_off(session, make.user_id, made.id, better)
    session.flush()
    assert (made.subject, made.status_reason) == ("Ho", EmailStatusReason.PENDING_SEND)
    with pytest.raises(CannotMail, match="Nobody is named"):
        mail.send_off(session, make.user_id, made.id, MailInput(subject="Ho", based_on=stand(session, made)))


@pytest.mark.parametrize("what", ["body", "to", "cc", "files"])
def test_what_was_written_in_another_window_is_not_lost(
    session: Session, make: Maker, tmp_path: Path, what: str
) -> None:
    (tmp_path / "plan").write_bytes(b"%PDF")
    put = file_store.put(tmp_path / "files", tmp_path / "plan")
    changed: dict[str, Any] = {
        "body": "A long text",
        "to": [Recipient("Bo", "bo@x.example")],
        "cc": [Recipient("Bo", "bo@x.example")],
        "files": [MailAttachment(None, put.file_name, put.mime_type, put.size_bytes, put.sha256)],
    }
    made = mail.draft(session, make.user_id, MailInput(to=[ANA], subject="Hi", body="first"))
    session.flush()
    one, two = (mail_following.as_input(mail_reading.record(session, made.id)) for _ in range(2))
    mail.edit(session, made.id, replace(one, **{what: changed[what]}))
    mine = replace(two, subject="Hello")
    for verb in (mail.keep, mail.send_off):
        with pytest.raises(MailChanged, match="Hi was written on in another window meanwhile") as caught:
            verb(session, make.user_id, made.id, mine)
    assert made.subject == "Hi"
    mail.edit(session, made.id, replace(mine, based_on=caught.value.now))
    assert (made.subject, made.description) == ("Hello", "first")
    with pytest.raises(MailChanged):
        mail.edit(session, made.id, MailInput(to=[ANA], subject="Based on nothing"))


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (EmailStatusReason.SENT, "It is sent"),
        (EmailStatusReason.SENDING, "being sent at this moment"),
        (EmailStatusReason.CANCELED, "It is canceled"),
        (EmailStatusReason.RECEIVED, "It is sent"),
    ],
)
def test_what_left_can_not_be_edited_canceled_or_sent(
    session: Session, make: Maker, reason: EmailStatusReason, words: str
) -> None:
    made = mail.draft(session, make.user_id, MailInput(to=[ANA], subject="Hi"))
    made.status_reason = int(reason)
    session.flush()
    for verb in (
        lambda: mail.edit(session, made.id, MailInput(to=[ANA], subject="Ho")),
        lambda: mail.cancel(session, made.id),
        lambda: mail.queue(session, made.id),
    ):
        with pytest.raises(CannotMail, match=words):
            verb()
    assert mail_reading.record(session, made.id).why_read_only is not None


def test_a_mail_that_may_have_arrived_is_sent_again_on_request_only(session: Session, make: Maker) -> None:
    made = mail.draft(session, make.user_id, MailInput(to=[ANA], subject="Hi"))
    made.status_reason = int(EmailStatusReason.FAILED)
    made.delivery_error = "It may have arrived: look before sending again. (the connection ended)"
    session.flush()
    assert mail_reading.may_have_arrived(made)
    with pytest.raises(CannotMail, match="look before sending again"):
        mail.queue(session, made.id)
    mail.queue(session, made.id, again=True)
    assert (made.status_reason, made.delivery_error) == (EmailStatusReason.PENDING_SEND, None)


def test_canceling_closes_it(session: Session, make: Maker) -> None:
    made = mail.draft(session, make.user_id, MailInput(to=[ANA], subject="Hi"))
    mail.queue(session, made.id)
    mail.cancel(session, made.id)
    assert (made.status, made.status_reason) == (ActivityStatus.CANCELED, EmailStatusReason.CANCELED)


def test_everything_before_sending_can_be_undone(store: Store, mina: object) -> None:
    from salestui.lifecycle.users import signed_in

    user = signed_in(store, "mina").id
    with store.command("Draft mail Hi", user) as session:
        made = mail.draft(session, user, MailInput(to=[ANA], subject="Hi"))
    with store.command("Send Hi", user) as session:
        mail.queue(session, made.id)
    assert history.undo(store, user) == "Send Hi"
    with store.session() as session:
        assert mail_reading.get(session, made.id).status_reason == EmailStatusReason.DRAFT
    assert history.redo(store, user) == "Send Hi"
    history.undo(store, user)
    assert history.undo(store, user) == "Draft mail Hi"
    with store.session() as session:
        assert session.exec(select(Activity)).all() == []
        assert session.exec(select(ActivityParty)).all() == []
    with pytest.raises(Gone), store.session() as session:
        mail_reading.get(session, made.id)


def test_hostile_names_stay_as_typed(session: Session, make: Maker) -> None:
    names = ["[/] Acme [EMEA]", "株式会社", "\u202eevil", 'O\'Neil "Ace"']
    people = mail_people.read(
        session,
        ", ".join(
            mail_people.written([Recipient(name, f"a{at}@x.example")]) for at, name in enumerate(names)
        ),
        None,
    )
    made = mail.draft(session, make.user_id, MailInput(to=people, subject="[b]bold[/b]"))
    session.flush()
    read = mail_reading.record(session, made.id)
    assert [one.name for one in read.to] == names
    assert read.subject == "[b]bold[/b]"


# What follows an activity


def test_a_mail_that_came_is_answered_to_its_sender(session: Session, make: Maker) -> None:
    ana = make.contact(email="ana@northwind.example")
    deal = make.deal(contact=ana.id)
    came = make.mail(deal, "Prices", direction=Direction.INCOMING, description="Hello\n\nbye", sent_on=at(20))
    make.party(came, ParticipationType.SENDER, contact_id=ana.id, address="ana@northwind.example")
    make.party(came, ParticipationType.TO, user_id=make.user_id)
    answer = mail_following.answer(session, make.user_id, came.id)
    assert [(one.name, one.address, one.id) for one in answer.to] == [
        ("Ana Silva", "ana@northwind.example", ana.id)
    ]
    assert (answer.subject, answer.body) == ("Re: Prices", "\n\n> Hello\n>\n> bye\n")
    assert answer.regarding == about(deal)


def test_one_more_goes_to_those_of_a_mail_of_ours(session: Session, make: Maker) -> None:
    sent = mail.draft(session, make.user_id, MailInput(to=[ANA], subject="re: Prices"))
    session.flush()
    answer = mail_following.answer(session, make.user_id, sent.id)
    assert ([one.address for one in answer.to], answer.subject) == ([ANA.address], "re: Prices")


def came_to_several(make: Maker) -> Activity:
    """A mail of Ana to Mina and Bo, with a copy for Cleo and one that nobody saw for Dag."""
    ana = make.contact(email="ana@northwind.example")
    came = make.mail(make.deal(contact=ana.id), "Prices", direction=Direction.INCOMING, description="Hello")
    came.sent_on = at(20, 14)
    make.party(came, ParticipationType.SENDER, contact_id=ana.id, address="ana@northwind.example")
    make.party(came, ParticipationType.TO, user_id=make.user_id)
    for place, name in (
        (ParticipationType.TO, "Bo"),
        (ParticipationType.CC, "Cleo"),
        (ParticipationType.BCC, "Dag"),
    ):
        make.party(came, place, address=f"{name.lower()}@x.example", display_name=name)
    return came


def test_a_reply_to_all_has_the_others_as_copies_but_not_oneself(session: Session, make: Maker) -> None:
    came = came_to_several(make)
    for to_all, copies in ((False, []), (True, ["Bo", "Cleo"])):
        answer = mail_following.reply(session, make.user_id, came.id, to_all=to_all)
        assert [one.name for one in answer.to] == ["Ana Silva"]
        assert [one.name for one in answer.cc] == copies
        assert (answer.bcc, answer.subject, answer.body) == ((), "Re: Prices", "\n\n> Hello\n")


def test_a_reply_to_a_mail_of_ours_goes_to_its_recipients(session: Session, make: Maker) -> None:
    cleo = Recipient("Cleo", "cleo@x.example")
    sent = mail.draft(session, make.user_id, MailInput(to=[ANA], cc=[cleo], subject="Prices"))
    with pytest.raises(mail.CannotMail, match="Prices: It is not sent yet"):
        mail_following.reply(session, make.user_id, sent.id)
    sent.status_reason = int(EmailStatusReason.SENT)
    for to_all, copies in ((False, []), (True, ["Cleo"])):
        answer = mail_following.reply(session, make.user_id, sent.id, to_all=to_all)
        assert ([one.address for one in answer.to], [one.name for one in answer.cc]) == (
            [ANA.address],
            copies,
        )


def test_a_mail_is_passed_on_with_its_files_and_without_its_secrets(session: Session, make: Maker) -> None:
    came = came_to_several(make)
    session.add(Attachment(file_name="offer.pdf", size_bytes=3, sha256="a" * 64, activity_id=came.id))
    session.flush()
    passed = mail_following.forward(session, came.id)
    assert (passed.to, passed.cc, passed.subject) == ((), (), "Fwd: Prices")
    assert passed.body == (
        "\n\n---------- Forwarded mail ----------\n"
        "From: Ana Silva <ana@northwind.example>\nDate: 2026-11-20 14:00\nSubject: Prices\n"
        "To: mina, Bo <bo@x.example>\nCc: Cleo <cleo@x.example>\n\nHello"
    )
    assert [(one.id, one.file_name) for one in passed.files] == [(None, "offer.pdf")]
    kept = mail.draft(session, make.user_id, replace(passed, to=[ANA]))
    session.flush()
    assert [one.file_name for one in mail_reading.record(session, kept.id).files] == ["offer.pdf"]
    assert [one.file_name for one in mail_reading.record(session, came.id).files] == ["offer.pdf"]


def test_what_is_no_mail_is_not_passed_on(session: Session, make: Maker) -> None:
    call = make.call(make.deal(), "Call Ana")
    with pytest.raises(mail.CannotMail, match="Call Ana: It is no mail"):
        mail_following.forward(session, call.id)


def test_after_a_call_those_who_took_part_are_written_to(session: Session, make: Maker) -> None:
    ana = make.contact(email="ana@northwind.example")
    deal = make.deal()
    call = make.call(deal)
    make.party(call, ParticipationType.TO, contact_id=ana.id)
    make.party(call, ParticipationType.SENDER, user_id=make.user_id)
    answer = mail_following.answer(session, make.user_id, call.id)
    assert [(one.name, one.address) for one in answer.to] == [("Ana Silva", "ana@northwind.example")]
    assert (answer.subject, answer.regarding) == ("", about(deal))


def test_an_activity_that_one_may_not_read_is_not_answered(store: Store, mina: object) -> None:
    from salestui.lifecycle.users import signed_in

    user = signed_in(store, "mina").id
    with store.command("Mail", user) as session:
        session.add(User(user_name="omar", full_name="Omar", security_role=SecurityRole.SALES_TEAM_MEMBER))
        made = mail.draft(session, user, MailInput(to=[ANA], subject="Hi"))
        call = ActivityInput(activity_type=ActivityType.PHONE_CALL, subject="Call")
        called = plan(session, user, call)
    signed_in(store, "omar", new=True)
    with pytest.raises(Gone), store.session() as session:
        mail_following.answer(session, user, called.id)
    with pytest.raises(Gone), store.session() as session:
        mail_reading.is_unsent(session, made.id)
