"""What was said and done about the demo company's deals, and what is planned: activities, notes, posts."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from salestui import clock
from salestui.lifecycle import mentions
from salestui.lifecycle.demo import content
from salestui.lifecycle.demo.activities import CANCELED, DONE, File, attach, contact_of, finished, planned
from salestui.lifecycle.demo.company import Company
from salestui.lifecycle.posts import announce
from salestui.lifecycle.refs import RecordRef
from salestui.models.choices import (
    ActivityType,
    AppointmentStatusReason,
    EmailStatusReason,
    Priority,
)
from salestui.models.notes import Note, Post, PostLike
from salestui.models.users import User

if TYPE_CHECKING:
    from salestui.lifecycle.demo.deals import Deal

_SUBJECTS = {
    ActivityType.PHONE_CALL: "calls",
    ActivityType.APPOINTMENT: "meetings",
    ActivityType.EMAIL: "mails",
    ActivityType.TASK: "tasks",
    ActivityType.LETTER: "letters",
    ActivityType.FAX: "letters",
}
_MOSTLY = (
    *(ActivityType.PHONE_CALL,) * 6,
    *(ActivityType.EMAIL,) * 6,
    *(ActivityType.APPOINTMENT,) * 3,
    *(ActivityType.TASK,) * 3,
    ActivityType.LETTER,
    ActivityType.LETTER,
    ActivityType.FAX,
)
_SITE_PLAN = File("site-plan.csv", "text/csv", "hall,gates,racks\nA,4,120\nB,2,64\n")
_REQUIREMENTS = File("requirements.md", "text/markdown", "# Requirements\n\n- works offline\n- one vendor\n")
_MINUTES = File("minutes.txt", "text/plain", "Present: both site leads.\nDecided: pilot in hall A.\n")


def add(company: Company, deal: "Deal") -> None:
    """The whole story of one deal."""
    _past(company, deal)
    _notes(company, deal)
    _posts(company, deal)
    if deal.is_flagship:
        _flagship(company, deal)
    elif deal.record.topic == content.texts()["just_met"]:
        _just_met(company, deal)
    elif deal.state == "open" and not deal.quiet and deal.dice.random() < 0.85:
        _plans(company, deal)


def _past(company: Company, deal: "Deal") -> None:
    """So many steps as the deal had time for, spread over the days until it closed or fell silent."""
    lived = deal.age - deal.silent_for
    for number in range(min(8, lived // 7)):
        kind = deal.dice.choice(_MOSTLY)
        # Calls that come in and people who are met do not wait for the full hour.
        days_ago = deal.age - lived * (number + 0.5) / 8
        started = content.worked(days_ago, deal.dice.randrange(8, 17), deal.dice.randrange(0, 60, 5))
        canceled = kind in CANCELED and deal.dice.random() < 0.08
        reason = CANCELED[kind] if canceled else deal.dice.choice(DONE[kind])
        finished(
            company,
            deal,
            kind,
            _words(company, deal, _SUBJECTS[kind]),
            started,
            deal.dice.choice((10, 15, 25, 30, 45)),
            reason,
            created_on=started - timedelta(days=deal.dice.randrange(3)),
        )


def _plans(company: Company, deal: "Deal") -> None:
    """The next step; for some deals it is overdue, for a few due today."""
    kind = deal.dice.choice(_MOSTLY)
    days = deal.dice.choice((-6, -2, 0, 1, 1, 2, 3, 5, 8, 13))
    due = content.at(days, deal.dice.randrange(9, 17))
    planned(company, deal, kind, _words(company, deal, _SUBJECTS[kind]), due, deal.dice.choice((15, 30, 60)))


def _flagship(company: Company, deal: "Deal") -> None:
    """A day full of it: a meeting within the hour, a call tomorrow, a task that is overdue."""
    finished(
        company,
        deal,
        ActivityType.EMAIL,
        "Proposal and site plans",
        content.worked(6, 16, 20),
        10,
        EmailStatusReason.SENT,
        attached=(_SITE_PLAN, _REQUIREMENTS),
    )
    meets, calls = ActivityType.APPOINTMENT, ActivityType.PHONE_CALL
    soon = clock.now() + timedelta(minutes=40)
    planned(company, deal, meets, "Walk-through with site leads", soon, 60, location="Room 2, Bergen")
    call = "Call Ana about the security review"
    planned(company, deal, calls, call, content.at(1, 15), 30, priority=Priority.HIGH)
    planned(company, deal, ActivityType.TASK, "Split the quote by site", content.at(-2, 16), 60)
    references = "Reference customers in the food industry"
    planned(company, deal, ActivityType.EMAIL, references, content.at(3, 10), 15)
    planned(company, deal, ActivityType.LETTER, "Framework agreement for signature", content.at(9, 12), 30)
    planned(company, deal, ActivityType.FAX, "Signed delivery terms", content.at(10, 9), 5)


def _just_met(company: Company, deal: "Deal") -> None:
    """A meeting that ended a while ago and of which nobody has written anything down; a call due today."""
    met = clock.now() - timedelta(hours=2)
    done = AppointmentStatusReason.COMPLETED
    finished(company, deal, ActivityType.APPOINTMENT, "Demo of the fleet controller", met, 60, done)
    call = f"Call {contact_of(company, deal).first_name} with the prices"
    planned(company, deal, ActivityType.PHONE_CALL, call, content.at(0, 17), 15)


def _words(company: Company, deal: "Deal", kind: str) -> str:
    chosen: str = deal.dice.choice(content.texts()[kind])
    return chosen.format(
        contact=contact_of(company, deal).first_name,
        account=company.accounts[deal.account].name,
        user=company.seller(deal.owner).user_name,
    )


def _notes(company: Company, deal: "Deal") -> None:
    if deal.is_flagship:
        criteria = content.texts()["flagship"]["pinned"]
        _note(company, deal, content.worked(30, 11), criteria, title="Decision criteria", pinned=True)
        _note(company, deal, content.worked(2, 14), content.texts()["notes"][0], attached=(_MINUTES,))
        minutes = content.texts()["flagship"]["minutes"].strip()
        _note(company, deal, content.worked(5, 16), minutes, title="Walk-through")
    for _ in range(deal.dice.randrange(3)):
        attached = (_SITE_PLAN,) if deal.dice.random() < 0.15 else ()
        days = deal.silent_for + max(1.0, (deal.age - deal.silent_for) * deal.dice.random())
        written = content.worked(min(days, deal.age), deal.dice.randrange(9, 17), 40)
        _note(company, deal, written, _words(company, deal, "notes"), attached=attached)


def _note(
    company: Company,
    deal: "Deal",
    written: datetime,
    body: str,
    *,
    title: str | None = None,
    pinned: bool = False,
    attached: Sequence[File] = (),
) -> None:
    note = Note(
        title=title,
        body=body,
        is_pinned=pinned,
        opportunity_id=deal.record.id,
        created_on=written,
        modified_on=written,
        created_by_id=company.seller(deal.owner).id,
        **deal.mine,
    )
    company.session.add(note)
    attach(company, deal, attached, written, note_id=note.id)
    deal.touched(written)


def _posts(company: Company, deal: "Deal") -> None:
    seller = company.seller(deal.owner)
    created = f"Opportunity created by {seller.full_name}."
    since = deal.record.created_on
    lead = company.leads.get(deal.record.topic)
    if lead is not None:
        qualified = f"Lead qualified: {lead.topic}."
        announce(company.session, "lead_qualified", qualified, "opportunity", deal.record.id, since)
    announce(company.session, "opportunity_created", created, "opportunity", deal.record.id, since)
    if deal.is_flagship or (deal.dice.random() < 0.2 and deal.age > 7):
        written = content.worked(deal.silent_for + (deal.age - deal.silent_for) * 0.2, 10, 25)
        _post(company, deal, _words(company, deal, "posts"), seller, written)
        deal.touched(written)
    if deal.is_flagship:
        _question(company, deal, seller)


def _question(company: Company, deal: "Deal", seller: User) -> None:
    """A post that names a colleague, whose answer is liked."""
    texts = content.texts()["flagship"]
    question = texts["question"].format(account=company.accounts[deal.account].name)
    asked = _post(company, deal, question, seller, content.worked(4, 10))
    answer = _post(company, deal, texts["answer"], company.users["lena"], content.worked(4, 15), asked)
    company.session.add(PostLike(post_id=answer.id, user_id=seller.id))
    company.session.add(PostLike(post_id=asked.id, user_id=company.users["vera"].id))


def _post(
    company: Company,
    deal: "Deal",
    text: str,
    author: User,
    written: datetime,
    reply_to: Post | None = None,
) -> Post:
    users = [RecordRef("system_user", user.id, user.full_name) for user in company.users.values()]
    accounts = [RecordRef("account", account.id, account.name) for account in company.accounts.values()]
    post = Post(
        body=mentions.stored(text, [*users, *accounts]),
        author_id=author.id,
        reply_to_id=reply_to.id if reply_to is not None else None,
        opportunity_id=deal.record.id,
        created_on=written,
        modified_on=written,
    )
    company.session.add(post)
    company.session.flush()
    return post
