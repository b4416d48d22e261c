"""Posts: messages about a record to colleagues, replies, likes, and those that the program writes itself."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlmodel import Session, select

from salestui import clock
from salestui.errors import Gone, InputError, SalesError
from salestui.lifecycle import lookups, mentions, permission, regarding, users
from salestui.lifecycle.entry_rules import why_not_delete_post
from salestui.lifecycle.inputs import parse_text
from salestui.lifecycle.refs import RecordRef
from salestui.models.base import MEMO
from salestui.models.choices import PostSource
from salestui.models.fields import Field
from salestui.models.notes import Post, PostLike
from salestui.store.rows import raw

Event = Literal[
    "opportunity_created", "opportunity_won", "opportunity_lost", "lead_qualified", "quote_activated"
]
_BODY = Field("body", "Post", "memo", length=MEMO, required=True)


class PostError(SalesError):
    """This can't be done with the post. The message says why."""


def get(session: Session, post_id: UUID) -> Post:
    """The post. Raises Gone."""
    post = session.get(Post, post_id)
    if post is None:
        raise Gone("This post is no longer there.")
    permission.require(session, "post", post_id)
    return post


def write(
    session: Session, user_id: UUID, table: str, record_id: UUID, text: str, named: Iterable[RecordRef] = ()
) -> Post:
    """Post a text about a record. It leads to the users and records that it names.

    `named` are those chosen while it was written; others are found by their whole name or user name. Raises
    InputError for a text that is empty or too long, PostError when the record is gone.
    """
    if not lookups.exists(session, table, record_id):
        raise PostError("The record is no longer there: nothing was posted.")
    body = _stored(session, text, named)
    post = Post(body=body, author_id=user_id, **regarding.to(table, record_id))
    session.add(post)
    session.flush()
    return post


def reply(session: Session, user_id: UUID, post: Post, text: str, named: Iterable[RecordRef] = ()) -> Post:
    """Answer a post; an answer to an answer belongs to the first post too. Raises InputError."""
    body = _stored(session, text, named)
    about = {column: getattr(post, column) for column in Post.REGARDING_COLUMNS}
    answer = Post(body=body, author_id=user_id, reply_to_id=post.reply_to_id or post.id, **about)
    session.add(answer)
    session.flush()
    return answer


def like(session: Session, user_id: UUID, post: Post) -> bool:
    """Like a post, or like it no longer; whether it is liked now."""
    liked = liked_by(session, user_id, post.id)
    if liked is not None:
        session.delete(liked)
        return False
    session.add(PostLike(post_id=post.id, user_id=user_id))
    return True


def liked_by(session: Session, user_id: UUID, post_id: UUID) -> PostLike | None:
    """The user's like of a post."""
    query = select(PostLike).where(PostLike.post_id == post_id, PostLike.user_id == user_id)
    return session.exec(query).first()


def delete(session: Session, user_id: UUID, post: Post) -> None:
    """Delete one's own post with its answers and likes. Raises PostError for another's."""
    reason = why_not_delete_post(user_id, post.author_id)
    if reason:
        raise PostError(f"This post can't be deleted: {reason}.")
    answers = session.exec(select(Post).where(Post.reply_to_id == post.id)).all()
    for one in (*answers, post):
        for liked in session.exec(select(PostLike).where(PostLike.post_id == one.id)):
            session.delete(liked)
        session.flush()
        session.delete(one)
        session.flush()


def announce(
    session: Session, event: Event, body: str, table: str, record_id: UUID, at: datetime | None = None
) -> Post:
    """The post by which the program tells what happened to a record, in the command that did it.

    `at` is when it happened, if that was not now.
    """
    moment = at or clock.now()
    post = Post(
        body=body,
        source=PostSource.AUTO,
        event=event,
        created_on=moment,
        modified_on=moment,
        **regarding.to(table, record_id),
    )
    session.add(post)
    return post


def _stored(session: Session, text: str, named: Iterable[RecordRef]) -> str:
    typed = parse_text(_BODY, text)
    assert typed is not None
    chosen = list(named)
    body = mentions.stored(typed, [*chosen, *_found(session, typed, chosen)])
    if len(body) > MEMO:
        raise InputError(f"{len(body):,} characters with what it links to; a post takes {MEMO:,}")
    return body


def leading_nowhere(session: Session, text: str, named: Iterable[RecordRef] = ()) -> list[str]:
    """What a text names as @somebody or #something that is neither chosen nor found, by its first word."""
    return [said for said, ref in _looked_up(session, text[:MEMO], named) if ref is None]


def _found(session: Session, text: str, chosen: Iterable[RecordRef]) -> list[RecordRef]:
    """The users and records that are named in full though they were not chosen from a list."""
    return [ref for _, ref in _looked_up(session, text, chosen) if ref is not None]


def _looked_up(
    session: Session, text: str, chosen: Iterable[RecordRef]
) -> Iterator[tuple[str, RecordRef | None]]:
    """What is named and was not chosen: its sign and first word, and what it is."""
    known = [mentions.named(ref)[1:].casefold() for ref in chosen]
    for sign, names in mentions.candidates(text):
        said = names[0].casefold()
        if any(said.startswith(name) and not said[len(name) :][:1].isalnum() for name in known):
            continue
        look = _user if sign == "@" else _record
        yield sign + names[-1], next((ref for name in names if (ref := look(session, name))), None)


def _user(session: Session, name: str) -> RecordRef | None:
    """The user of this full name or user name, called as they were here."""
    same = [user for user in users.find_users(raw(session), name) if user.is_active]
    return RecordRef(mentions.USER, same[0].id, name) if len(same) == 1 else None


def _record(session: Session, name: str) -> RecordRef | None:
    """The record of this name; of several none is meant."""
    hits = [
        hit
        for table in mentions.RECORDS
        for hit in lookups.search_lookup(session, table, name, 3)
        if hit.name.casefold() == name.casefold()
    ]
    return RecordRef(hits[0].table, hits[0].id, hits[0].name) if len(hits) == 1 else None
