"""Every read of records, by a user who may not read what it would tell, and by one who may."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from sqlmodel import Session

from salestui import clock
from salestui.errors import SalesError
from salestui.lifecycle import (
    activities,
    activity_people,
    activity_preview,
    brief,
    competitors,
    files,
    finding,
    history,
    joining,
    linked_folders,
    lookups,
    mail_following,
    mail_people,
    mail_reading,
    notes,
    opportunities,
    people,
    permission,
    posts,
    preview,
    quotes,
    related,
    related_preview,
    timeline,
    users,
)
from salestui.lifecycle.edits import Existing
from salestui.lifecycle.refs import RecordRef
from salestui.models.activities import Activity, ActivityParty
from salestui.models.choices import (
    ActivityType,
    ConnectionRole,
    EmailStatusReason,
    OpportunityStatus,
    OpportunityStatusReason,
    ParticipationType,
)
from salestui.models.connections import Connection
from salestui.models.customers import Account, Contact
from salestui.models.notes import Attachment, LinkedFolder, Note, Post
from salestui.models.opportunities import Opportunity
from salestui.models.quotes import Quote
from salestui.store import search
from salestui.store.rows import raw
from tests.lifecycle.office import Office

SECRET = "Zanzibar"
"""In the text of everything that Lena may not read."""


class Reader(NamedTuple):
    """Somebody with a session, to whom a read gives what it gives."""

    session: Session
    office: Office
    name: str

    def id(self, name: str) -> Any:
        """That of a record, by its name in the office."""
        return self.office.ids[name]

    @property
    def user_id(self) -> Any:
        """That of the reader."""
        return self.id(self.name)

    @property
    def account(self) -> RecordRef:
        """The account whose card Lena reads."""
        return self.office.ref("account of tom")


@pytest.fixture
def hidden(office: Office) -> Office:
    """Lena is in Tom's deal, so she reads the card of its account; what else is known of that is hidden."""
    tom = {"owner_user_id": office.user("tom")}
    account = office.ids["account of tom"]
    about: dict[str, Any] = {"account_id": account}
    with office.store.command("What Tom knows", office.user("tom")) as session:
        # The card names its primary contact; who that is and how to reach him it does not tell.
        boss = Contact(full_name="Boss", job_title=SECRET, email=f"{SECRET}@x.org", **about, **tom)
        boss.photo_sha256 = "ef" * 32
        child = Account(name=f"{SECRET} child", parent_account_id=account, **tom)
        mail = Activity(
            activity_type=ActivityType.EMAIL,
            status_reason=EmailStatusReason.DRAFT,
            subject=f"{SECRET} mail",
            description=SECRET,
            **about,
            **tom,
        )
        note = Note(title=f"{SECRET} note", body=f"{SECRET}: they are broke", **about, **tom)
        post = Post(body=f"{SECRET} post", author_id=office.user("tom"), **about)
        deal = Opportunity(topic=f"{SECRET} deal", **about, **tom)
        for name, one in {
            "boss": boss,
            "child": child,
            "mail": mail,
            "note": note,
            "post": post,
            "deal": deal,
        }.items():
            session.add(one)
            session.flush()
            office.ids[f"hidden {name}"] = one.id
            office.tables[f"hidden {name}"] = str(one.__tablename__)
        session.add(Post(body=f"{SECRET} reply", author_id=office.user("tom"), reply_to_id=post.id, **about))
        session.add(Note(opportunity_id=deal.id, body=SECRET, **tom))
        session.add(Quote(quote_number="Q-1", name=SECRET, opportunity_id=deal.id, **tom))
        champion, manager = ConnectionRole.CHAMPION, ConnectionRole.ACCOUNT_MANAGER
        session.add(Connection(opportunity_id=deal.id, role=champion, contact_id=boss.id))
        session.add(Connection(opportunity_id=deal.id, role=manager, user_id=office.user("max")))
        session.add(LinkedFolder(path=f"/{SECRET}", **about))
        for holder in ({"note_id": note.id}, {"activity_id": mail.id}):
            session.add(Attachment(file_name=f"{SECRET}.pdf", sha256="cd" * 32, **holder))
        office.record(session, "account of tom").primary_contact_id = boss.id
    with office.store.command("Join", office.user("mina")) as session:
        joining.add_team_members(session, office.record(session, "deal of tom"), [office.user("lena")])
    return office


_NO_FOLDER = Path("none")
READS: dict[str, Callable[[Reader], object]] = {
    "history": lambda me: history.history_of(raw(me.session), me.user_id, "account", me.account.id),
    "history of a hidden record": lambda me: history.history_of(
        raw(me.session), me.user_id, "note", me.id("hidden note")
    ),
    "timeline": lambda me: timeline.timeline(me.session, "account", me.account.id),
    "a note in a timeline": lambda me: timeline.entry(me.session, "note", me.id("hidden note")),
    "a post in a timeline": lambda me: timeline.entry(me.session, "post", me.id("hidden post")),
    "an activity in a timeline": lambda me: timeline.entry(me.session, "activity", me.id("hidden mail")),
    "replies": lambda me: timeline.replies(me.session, me.id("hidden post")),
    "a note": lambda me: notes.get(me.session, me.id("hidden note")).body,
    "a post": lambda me: posts.get(me.session, me.id("hidden post")).body,
    "an activity": lambda me: activities.get(me.session, me.id("hidden mail")).subject,
    "a mail": lambda me: mail_reading.record(me.session, me.id("hidden mail")),
    "an answer to a mail": lambda me: mail_following.answer(me.session, me.user_id, me.id("hidden mail")),
    "the files of a note": lambda me: notes.files_of(me.session, me.id("hidden note")),
    "the listed files of a note": lambda me: files.files_of(
        me.session, "note", me.id("hidden note"), _NO_FOLDER
    ),
    "the listed files of a mail": lambda me: files.files_of(
        me.session, "activity", me.id("hidden mail"), _NO_FOLDER
    ),
    "the files of an account": lambda me: files.files_of(me.session, "account", me.account.id, _NO_FOLDER),
    "recipients": lambda me: mail_people.people_of(me.session, me.account),
    "whom mail to an account means": lambda me: mail_people.meant(me.session, me.account),
    "whom mail to a contact means": lambda me: mail_people.meant(me.session, me.office.ref("hidden boss")),
    "proposed recipients": lambda me: mail_people.propose(me.session, me.account, "Boss"),
    "a recipient by name": lambda me: mail_people.read(me.session, "Boss", me.account),
    "a recipient by address": lambda me: mail_people.read(me.session, f"{SECRET}@x.org", None)[0].detail,
    "the people of an account": lambda me: related.people(raw(me.session), me.user_id, me.account.id),
    "accounts below": lambda me: related.children(raw(me.session), me.user_id, me.account.id),
    "opportunities": lambda me: related.deals(raw(me.session), me.user_id, "account", me.account.id),
    "the preview of an account": lambda me: related_preview.preview(
        me.session, me.user_id, "account", me.account.id, "$"
    ),
    "the preview of a contact": lambda me: related_preview.preview(
        me.session, me.user_id, "contact", me.id("hidden boss"), "$"
    ),
    "search": lambda me: search.search(raw(me.session), SECRET, readable=permission.readers(me.session)),
    "a lookup": lambda me: lookups.search_lookup(me.session, "opportunity", SECRET),
    "a lookup of what contains it": lambda me: lookups.search_lookup(me.session, "account", "child"),
    "a brief": lambda me: brief.brief(me.session, me.id("hidden deal")),
    "an opportunity": lambda me: opportunities.get(me.session, me.id("hidden deal")).topic,
    "an opportunity by its id": lambda me: (
        finding.find_opportunity(me.session, me.id("hidden deal").hex).topic
    ),
    "the people whom an activity may be with": lambda me: [
        SECRET
        for one in activity_people.candidates(me.session, "account", me.account.id)
        if one.id == me.id("hidden boss")
    ],
    "the preview of an opportunity": lambda me: preview.preview(
        raw(me.session), me.user_id, me.id("hidden deal")
    ),
    "the preview of an activity": lambda me: activity_preview.preview(
        raw(me.session), me.user_id, me.id("hidden mail")
    ),
    "the folders of an account": lambda me: linked_folders.folders_of(me.session, "account", me.account.id),
    "the account's folders at an opportunity": lambda me: linked_folders.folders_of(
        me.session, "opportunity", me.id("deal of tom")
    ),
    "a photo": lambda me: [
        SECRET for _ in files.files_of(me.session, "contact", me.id("hidden boss"), _NO_FOLDER)
    ],
    "stakeholders": lambda me: [SECRET for _ in people.stakeholders(me.session, me.id("hidden deal"))],
    "the sales team": lambda me: [SECRET for _ in people.sales_team(me.session, me.id("hidden deal"))],
    "quotes": lambda me: quotes.quotes_of(me.session, me.id("hidden deal")),
    "what is found in a timeline": lambda me: [
        SECRET for _ in timeline.search(me.session, "account", me.account.id, SECRET)
    ],
}


def _read(office: Office, who: str, read: Callable[[Reader], object]) -> str:
    users.signed_in(office.store, who)
    with office.store.session() as session:
        try:
            return repr(read(Reader(session, office, who)))
        except SalesError as error:
            return str(error)


@pytest.mark.parametrize("name", READS)
def test_what_is_not_shared_is_not_told(hidden: Office, name: str) -> None:
    assert SECRET in _read(hidden, "tom", READS[name]), "the read tells it at all"
    assert SECRET not in _read(hidden, "lena", READS[name])


def test_the_card_and_its_own_history_are_told(hidden: Office) -> None:
    users.signed_in(hidden.store, "lena")
    with hidden.store.session() as session:
        permission.require(session, "account", hidden.ids["account of tom"])
        told = history.history_of(raw(session), hidden.user("lena"), "account", hidden.ids["account of tom"])
    assert {entry.part for entry in told} == {""}


def test_of_the_parts_of_a_card_ones_own_are_in_its_history(hidden: Office) -> None:
    lena, account = hidden.user("lena"), hidden.ids["account of tom"]
    with hidden.store.command("Note") as session:
        session.add(Note(account_id=account, title="My own", owner_user_id=lena))
    told = history.history_of(hidden.store.reader, lena, "account", account)
    assert {entry.part for entry in told} == {"", "note: My own"}


def test_deleted_parts_are_told_to_who_reads_the_record_in_full(hidden: Office) -> None:
    lena, deal = hidden.user("lena"), hidden.ids["deal of tom"]
    with hidden.store.command("Delete") as session:
        session.delete(hidden.record(session, "call on tom"))
    parts = {entry.part for entry in history.history_of(hidden.store.reader, lena, "opportunity", deal)}
    assert "activity: Call tom" in parts, parts


def test_a_deleted_record_has_a_history_for_who_reads_everything(hidden: Office) -> None:
    gone = hidden.ids["lead of lena"]
    with hidden.store.command("Delete") as session:
        session.delete(hidden.record(session, "lead of lena"))
    reader = hidden.store.reader
    assert history.history_of(reader, hidden.user("rosa"), "lead", gone)
    assert history.history_of(reader, hidden.user("lena"), "lead", gone) == []


def test_how_we_fared_counts_the_same_opportunities_everywhere(hidden: Office) -> None:
    mina, deals = hidden.user("mina"), ("deal of lena", "deal of rosa", "deal of tom")
    with hidden.store.command("Against a rival", mina) as session:
        rival = competitors.create(session, mina, {"name": "Fabrikam"}).id
        for name in deals:
            opportunity = hidden.record(session, name)
            joining.add_competitors(session, opportunity, [Existing("competitor", rival)])
            if name != "deal of lena":
                opportunity.status = OpportunityStatus.WON
                opportunity.status_reason = OpportunityStatusReason.WON
                opportunity.actual_close_date = clock.today()
    told = {}
    for who in ("rosa", "lena"):
        user_id = users.signed_in(hidden.store, who).id
        with hidden.store.session() as session:
            connection, deal = raw(session), hidden.ids["deal of lena"]
            theirs = related.deals(connection, user_id, "competitor", rival)
            whole = competitors.fared(connection, rival, theirs)
            shown = preview.preview(connection, user_id, deal)
            assert shown is not None
            (one,) = people.competitors(session, deal)
            assert shown.against == (one,)
            assert (one.won, one.closed) == (whole.won.count, whole.closed)
            told[who] = one.fared
    assert told == {"rosa": "we won 2 of 2", "lena": "we won 1 of 1"}, "Rosa's deal is hidden from Lena"


def test_who_wants_no_mail_gets_none_from_one_who_may_not_read_his_record(hidden: Office) -> None:
    lena, boss = hidden.user("lena"), hidden.ids["hidden boss"]
    with hidden.store.command("A draft from before") as session:
        mail = Activity(
            activity_type=ActivityType.EMAIL,
            status_reason=EmailStatusReason.DRAFT,
            subject="Offer",
            owner_user_id=lena,
        )
        session.add(mail)
        session.flush()
        to = ActivityParty(
            activity_id=mail.id, participation=ParticipationType.TO, contact_id=boss, address="boss@x.org"
        )
        session.add(to)
        session.get_one(Contact, boss).do_not_email = True
    users.signed_in(hidden.store, "lena")
    with hidden.store.session() as session:
        (one,) = mail_reading.record(session, mail.id).to
    assert (one.name, one.address, one.detail) == ("Boss", "boss@x.org", "")
    assert one.why_not == "Boss wants no mail (Do not email is set)."
