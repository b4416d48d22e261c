"""The timeline of an opportunity: activities, notes and posts of it, of its quotes and of its orders."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, null, or_
from sqlmodel import Session, col, select

from salestui import clock
from salestui.lifecycle import entries
from salestui.lifecycle.entries import GROUPS, ActivityFacts, NoteFacts, Party
from salestui.lifecycle.shapes import Entry, EntryGroup, EntryKey, EntrySource, TimelineIndex
from salestui.models.activities import Activity, ActivityParty
from salestui.models.base import Regarding
from salestui.models.choices import ActivityStatus, ActivityType, ParticipationType
from salestui.models.customers import Account, Contact
from salestui.models.leads import Lead
from salestui.models.notes import Attachment, Note, Post
from salestui.models.quotes import Order, Quote
from salestui.models.users import User
from salestui.store.rows import chunks

WHEN: ColumnElement[datetime] = case(
    (
        (col(Activity.activity_type) == ActivityType.APPOINTMENT)
        & col(Activity.scheduled_start).is_not(None),
        col(Activity.scheduled_start),
    ),
    (
        col(Activity.status).in_((ActivityStatus.OPEN, ActivityStatus.SCHEDULED)),
        func.coalesce(Activity.scheduled_start, Activity.scheduled_end, Activity.created_on),
    ),
    else_=func.coalesce(Activity.sent_on, Activity.actual_end, Activity.scheduled_end, Activity.created_on),
)
"""Where an activity stands in a timeline; `entries.when` in SQL."""


def index(
    session: Session, opportunity_id: UUID, *, newest_first: bool = True, group: str | None = None
) -> TimelineIndex:
    """The order of the whole timeline, without details; `details` reads those of any slice of its keys.

    `group` is an EntryGroup or "open"; the counts are those of all entries all the same.
    """
    about = _About(session, opportunity_id)
    keys = list(_activity_keys(session, about))
    for source, model in (("note", Note), ("post", Post)):
        keys += _plain_keys(session, about, cast(EntrySource, source), model)
    counts = Counter[str](key.group for key in keys)
    counts["open"] = sum(key.is_open for key in keys)
    counts["all"] = len(keys)
    if group:
        keys = [key for key in keys if (key.is_open if group == "open" else key.group == group)]
    keys.sort(key=lambda key: (key.at, key.id), reverse=newest_first)
    keys.sort(key=lambda key: not key.is_pinned)
    return TimelineIndex(tuple(keys), counts)


def details(session: Session, keys: Sequence[EntryKey]) -> list[Entry]:
    """The entries of these keys, in their order; one that was deleted since is left out."""
    wanted: dict[EntrySource, list[UUID]] = {"activity": [], "note": [], "post": []}
    for key in keys:
        wanted[key.source].append(key.id)
    found: dict[tuple[EntrySource, UUID], Entry] = {}
    found |= {("activity", entry.id): entry for entry in _activities(session, wanted["activity"])}
    files = _file_counts(session, "note_id", wanted["note"])
    for facts in _plain_facts(session, Note, wanted["note"]):
        found["note", facts.id] = entries.of_note(facts, files.get(facts.id, 0))
    for facts in _plain_facts(session, Post, wanted["post"]):
        found["post", facts.id] = entries.of_post(facts)
    return [found[key.source, key.id] for key in keys if (key.source, key.id) in found]


def timeline(
    session: Session, opportunity_id: UUID, *, newest_first: bool = True, group: str | None = None
) -> list[Entry]:
    """Every entry of the timeline in one call."""
    return details(session, index(session, opportunity_id, newest_first=newest_first, group=group).keys)


class _About:
    """What the entries of an opportunity regard: it, its quotes, its orders."""

    def __init__(self, session: Session, opportunity_id: UUID) -> None:
        self.opportunity = opportunity_id
        self.quotes = session.exec(select(Quote.id).where(Quote.opportunity_id == opportunity_id)).all()
        self.orders = session.exec(select(Order.id).where(Order.opportunity_id == opportunity_id)).all()

    def filters(self, model: type[Regarding]) -> ColumnElement[bool]:
        """The condition on a table of entries."""
        conditions = [col(model.opportunity_id) == self.opportunity]
        if self.quotes:
            conditions.append(col(model.quote_id).in_(self.quotes))
        if self.orders:
            conditions.append(col(model.order_id).in_(self.orders))
        return or_(*conditions)


def _activity_keys(session: Session, about: _About) -> Iterator[EntryKey]:
    columns: Any = (Activity.id, WHEN, Activity.activity_type, Activity.status, Activity.is_pinned)
    for record_id, at, kind, status, is_pinned in session.exec(
        select(*columns).where(about.filters(Activity))
    ):
        yield EntryKey(at, "activity", record_id, GROUPS[kind], entries.is_open(status), is_pinned)


def _plain_keys(
    session: Session, about: _About, source: EntrySource, model: type[Note] | type[Post]
) -> Iterator[EntryKey]:
    group: EntryGroup = "note" if source == "note" else "post"
    query = select(model.id, model.created_on, model.is_pinned).where(about.filters(model))
    for record_id, at, is_pinned in session.exec(query):
        yield EntryKey(at, source, record_id, group, False, is_pinned)


def _activities(session: Session, ids: Sequence[UUID]) -> Iterator[Entry]:
    now = clock.now()
    columns: Any = tuple(getattr(Activity, name) for name in ActivityFacts._fields)
    for some in chunks(ids):
        parties = parties_of(session, some)
        files = _file_counts(session, "activity_id", some)
        for row in session.exec(select(*columns).where(col(Activity.id).in_(some))):
            facts = ActivityFacts(*row)
            yield entries.of_activity(facts, parties.get(facts.id, ()), files.get(facts.id, 0), now)


def parties_of(session: Session, activity_ids: Iterable[UUID]) -> Mapping[UUID, list[Party]]:
    """Who takes part in these activities, by activity: senders first, then recipients and attendees."""
    name = func.coalesce(
        Contact.full_name,
        Account.name,
        Lead.full_name,
        Lead.company_name,
        User.full_name,
        ActivityParty.display_name,
        ActivityParty.address,
        "",
    )
    is_person = or_(
        col(ActivityParty.contact_id).is_not(None),
        col(ActivityParty.user_id).is_not(None),
        col(ActivityParty.lead_id).is_not(None),
    )
    columns: Any = (ActivityParty.activity_id, ActivityParty.participation, name, is_person)
    query = (
        select(*columns)
        .select_from(ActivityParty)
        .join(Contact, col(Contact.id) == ActivityParty.contact_id, isouter=True)
        .join(Account, col(Account.id) == ActivityParty.account_id, isouter=True)
        .join(Lead, col(Lead.id) == ActivityParty.lead_id, isouter=True)
        .join(User, col(User.id) == ActivityParty.user_id, isouter=True)
        .where(col(ActivityParty.activity_id).in_(list(activity_ids)))
        .order_by(ActivityParty.participation, ActivityParty.id)
    )
    found: defaultdict[UUID, list[Party]] = defaultdict(list)
    for activity_id, participation, party_name, person in session.exec(query):
        found[activity_id].append(Party(cast(ParticipationType, participation), party_name, bool(person)))
    return found


def _plain_facts(
    session: Session, model: type[Note] | type[Post], ids: Sequence[UUID]
) -> Iterator[NoteFacts]:
    title: Any = Note.title if model is Note else null()
    author = Note.owner_user_id if model is Note else Post.author_id
    columns: Any = (
        model.id,
        title,
        model.body,
        model.created_on,
        User.full_name,
        model.is_pinned,
        model.opportunity_id,
    )
    for some in chunks(ids):
        query = (
            select(*columns)
            .select_from(model)
            .join(User, col(User.id) == func.coalesce(author, model.created_by_id), isouter=True)
            .where(col(model.id).in_(some))
        )
        for row in session.exec(query):
            yield NoteFacts(*row)


def _file_counts(session: Session, parent: str, ids: Sequence[UUID]) -> Mapping[UUID, int]:
    column: Any = getattr(Attachment, parent)
    counts: dict[UUID, int] = {}
    for some in chunks(ids):
        query = select(column, func.count()).where(col(column).in_(some)).group_by(column)
        counts.update(dict(session.exec(query).all()))
    return counts
