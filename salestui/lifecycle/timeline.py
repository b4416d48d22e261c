"""The timeline of a record: activities, notes and posts about it and about what belongs to it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, func, literal_column, null, or_
from sqlmodel import Session, col, select

from salestui import clock
from salestui.errors import Gone
from salestui.folding import folded
from salestui.lifecycle import (
    activity_parties,
    belonging,
    entries,
    lookups,
    mentions,
    permission,
    regarding,
    text_search,
)
from salestui.lifecycle.entries import GROUPS, ActivityFacts, NoteFacts, Party
from salestui.lifecycle.refs import RecordRef
from salestui.lifecycle.shapes import Entry, EntryKey, EntrySource
from salestui.lifecycle.timeline_filters import EVERYTHING, Chosen, shown
from salestui.models.activities import Activity, ActivityParty
from salestui.models.choices import (
    STATUS_REASONS_BY_TYPE,
    ParticipationType,
    PostSource,
)
from salestui.models.notes import Attachment, Note, Post, PostLike
from salestui.models.types import UtcDateTime
from salestui.models.users import User
from salestui.store.rows import chunks
from salestui.store.words import word

WHEN: ColumnElement[datetime] = literal_column(entries.WHEN, UtcDateTime())
"""Where an activity stands in a timeline, for queries of the ORM."""

_REASONS = {
    (kind, int(reason)): reason.label
    for kind, reasons in STATUS_REASONS_BY_TYPE.items()
    for reason in reasons
}


def index(session: Session, table: str, record_id: UUID, *, newest_first: bool = True) -> list[EntryKey]:
    """The whole timeline in its order, pinned entries first, without details.

    `timeline_filters` tells which of them to show, `details` reads those of any slice.
    """
    keys = [*_activity_keys(session, table, record_id), *_note_keys(session, table, record_id)]
    keys += _post_keys(session, table, record_id)
    keys.sort(key=lambda key: (key.at, key.id), reverse=newest_first)
    keys.sort(key=lambda key: not key.is_pinned)
    return keys


def search(session: Session, table: str, record_id: UUID, typed: str) -> set[UUID]:
    """The entries of a timeline with every typed word in title or text, whatever their case and accents.

    A post is found by its answers too.
    """
    wanted = text_search.words(typed)
    found: set[UUID] = set()
    for model, *read in (
        (Activity, Activity.id, Activity.subject, Activity.description),
        (Note, Note.id, Note.title, Note.body),
        (Post, func.coalesce(Post.reply_to_id, Post.id), Post.body),
    ):
        columns: Any = read
        for entry_id, *texts in session.exec(
            select(*columns).where(belonging.condition(session, model, table, record_id))
        ):
            text = "\n".join(text for text in texts if text)
            text = mentions.plain(text) if model is Post else text
            if text_search.has_all(folded(text), wanted):
                found.add(entry_id)
    return found


def details(
    session: Session, keys: Sequence[EntryKey], table: str = "", record_id: UUID | None = None
) -> list[Entry]:
    """The entries of these keys, in their order; one that was deleted since is left out.

    An entry about another record than the one given says which.
    """
    wanted: dict[EntrySource, list[UUID]] = {"activity": [], "note": [], "post": []}
    for key in keys:
        wanted[key.source].append(key.id)
    found: dict[tuple[EntrySource, UUID], Entry] = {}
    found |= {("activity", entry.id): entry for entry in _activities(session, wanted["activity"])}
    files = _file_counts(session, "note_id", wanted["note"])
    for facts in _plain_facts(session, Note, wanted["note"]):
        found["note", facts.id] = entries.of_note(facts, files.get(facts.id, 0))
    found |= {("post", entry.id): entry for entry in _posts(session, wanted["post"])}
    about = _others(session, wanted, (table, record_id))
    return [
        replace(found[key.source, key.id], about=about.get(key.id))
        for key in keys
        if (key.source, key.id) in found
    ]


def timeline(
    session: Session,
    table: str,
    record_id: UUID,
    *,
    newest_first: bool = True,
    chosen: Chosen = EVERYTHING,
) -> list[Entry]:
    """Every entry of the timeline that the filters show, in one call."""
    keys = index(session, table, record_id, newest_first=newest_first)
    return details(session, shown(keys, chosen, clock.now()), table, record_id)


def entry(session: Session, table: str, entry_id: UUID) -> Entry:
    """An activity, note or post by itself, with what it is about. Raises Gone."""
    source = cast(EntrySource, table)
    now = clock.now()
    group = "call" if source == "activity" else source
    found = details(session, [EntryKey(now, source, entry_id, group, False, False, now)])
    if not found:
        raise Gone(f"This {word(table)} is no longer there.")
    permission.require(session, table, entry_id)
    return found[0]


def replies(session: Session, post_id: UUID) -> list[Entry]:
    """The answers to a post, the oldest first."""
    query = (
        select(Post.id)
        .where(Post.reply_to_id == post_id, *permission.reading(session, "post"))
        .order_by(col(Post.created_on), col(Post.id))
    )
    ids = session.exec(query).all()
    found = {entry.id: entry for entry in _posts(session, ids)}
    return [found[post_id] for post_id in ids]


def _activity_keys(session: Session, table: str, record_id: UUID) -> Iterator[EntryKey]:
    columns: Any = (
        Activity.id,
        WHEN,
        Activity.activity_type,
        Activity.status,
        Activity.status_reason,
        Activity.is_pinned,
        Activity.modified_on,
        Activity.scheduled_end,
        Activity.is_all_day,
    )
    query = select(*columns).where(belonging.condition(session, Activity, table, record_id))
    for entry_id, at, kind, status, reason, is_pinned, modified, end, is_all_day in session.exec(query):
        yield EntryKey(
            at,
            "activity",
            entry_id,
            GROUPS[kind],
            entries.is_open(status),
            is_pinned,
            modified,
            entries.due(end, is_all_day),
            _REASONS[kind, reason],
        )


def _note_keys(session: Session, table: str, record_id: UUID) -> Iterator[EntryKey]:
    columns: Any = (Note.id, Note.created_on, Note.is_pinned, Note.modified_on)
    query = select(*columns).where(belonging.condition(session, Note, table, record_id))
    for entry_id, at, is_pinned, modified in session.exec(query):
        yield EntryKey(at, "note", entry_id, "note", False, is_pinned, modified)


def _post_keys(session: Session, table: str, record_id: UUID) -> Iterator[EntryKey]:
    """Answers stand under their post."""
    columns: Any = (Post.id, Post.created_on, Post.is_pinned, Post.modified_on, Post.source)
    query = select(*columns).where(
        belonging.condition(session, Post, table, record_id), col(Post.reply_to_id).is_(None)
    )
    for entry_id, at, is_pinned, modified, source in session.exec(query):
        is_auto = source is PostSource.AUTO
        yield EntryKey(at, "post", entry_id, "post", False, is_pinned, modified, is_auto=is_auto)


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
    name = func.coalesce(activity_parties.NAME, "")
    is_person = or_(
        col(ActivityParty.contact_id).is_not(None),
        col(ActivityParty.user_id).is_not(None),
        col(ActivityParty.lead_id).is_not(None),
    )
    columns: Any = (ActivityParty.activity_id, ActivityParty.participation, name, is_person)
    query = (
        activity_parties.with_records(select(*columns))
        .where(col(ActivityParty.activity_id).in_(list(activity_ids)))
        .order_by(ActivityParty.participation, ActivityParty.id)
    )
    found: defaultdict[UUID, list[Party]] = defaultdict(list)
    for activity_id, participation, party_name, person in session.exec(query):
        found[activity_id].append(Party(cast(ParticipationType, participation), party_name, bool(person)))
    return found


def _posts(session: Session, ids: Sequence[UUID]) -> list[Entry]:
    """Posts with the names of now of whom and what they name, and how many like and answer them."""
    if not ids:
        return []
    facts = list(_plain_facts(session, Post, ids))
    links = {one.id: mentions.links(one.body or "") for one in facts}
    names = _names(session, ((ref.table, ref.id) for refs in links.values() for ref in refs))
    user_names = _user_names(session, names)
    authors: dict[UUID, UUID | None] = {}
    likes: dict[UUID, int] = {}
    answers: dict[UUID, int] = {}
    for some in chunks(ids):
        authors |= dict(session.exec(select(Post.id, Post.author_id).where(col(Post.id).in_(some))).all())
        likes |= _count(session, PostLike.post_id, some)
        answers |= _count(session, Post.reply_to_id, some)
    return [
        replace(
            entries.of_post(one),
            body=mentions.plain(one.body or "", names, user_names),
            author_id=authors.get(one.id),
            links=tuple(
                ref._replace(name=names[ref.table, ref.id])
                for ref in links[one.id]
                if (ref.table, ref.id) in names
            ),
            linked=mentions.read_as(one.body or "", names, user_names),
            likes=likes.get(one.id, 0),
            replies=answers.get(one.id, 0),
        )
        for one in facts
    ]


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


def _others(
    session: Session, wanted: Mapping[EntrySource, Sequence[UUID]], own: tuple[str, UUID | None]
) -> dict[UUID, RecordRef]:
    """What the entries are about, where that is not the record itself."""
    about: dict[UUID, tuple[str, UUID]] = {}
    for model, ids in ((Activity, wanted["activity"]), (Note, wanted["note"]), (Post, wanted["post"])):
        columns: Any = (model.id, *(getattr(model, column) for column in regarding.TABLES))
        for some in chunks(ids):
            for row in session.exec(select(*columns).where(col(model.id).in_(some))):
                regarded = regarding.of(row)
                if regarded is not None and regarded != own:
                    about[row[0]] = regarded
    names = _names(session, about.values())
    return {
        entry_id: RecordRef(*regarded, names[regarded])
        for entry_id, regarded in about.items()
        if regarded in names
    }


def _names(session: Session, records: Iterable[tuple[str, UUID]]) -> dict[tuple[str, UUID], str]:
    """What users and records are called now; those that are gone are left out."""
    by_table: defaultdict[str, set[UUID]] = defaultdict(set)
    for table, record_id in records:
        by_table[table].add(record_id)
    return {
        (table, record_id): name
        for table, ids in by_table.items()
        for record_id, name in lookups.names(session, table, ids).items()
    }


def _user_names(session: Session, records: Iterable[tuple[str, UUID]]) -> dict[UUID, str]:
    """The user names of the users among these."""
    ids = [record_id for table, record_id in records if table == mentions.USER]
    found: dict[UUID, str] = {}
    for some in chunks(ids):
        found |= dict(session.exec(select(User.id, User.user_name).where(col(User.id).in_(some))).all())
    return found


def _file_counts(session: Session, parent: str, ids: Sequence[UUID]) -> Mapping[UUID, int]:
    counts: dict[UUID, int] = {}
    for some in chunks(ids):
        counts |= _count(session, getattr(Attachment, parent), some)
    return counts


def _count(session: Session, column: Any, ids: Sequence[UUID]) -> dict[UUID, int]:
    """How many rows have each of these ids in a column."""
    query = select(column, func.count()).where(col(column).in_(ids)).group_by(column)
    return dict(session.exec(query).all())
