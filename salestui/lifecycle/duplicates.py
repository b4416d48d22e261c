"""Who is probably meant by a name that is being typed: by the same email, the same name, or a near one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select

from salestui.lifecycle import lookups, permission
from salestui.lifecycle.names import LONGEST, NEAR, SHORTEST, digits, plain_words
from salestui.lifecycle.shapes import Hit
from salestui.models.competitors import Competitor
from salestui.models.customers import Account, Contact
from salestui.models.users import User
from salestui.store import search
from salestui.store.query import TRUE
from salestui.store.rows import raw

MOST_OF_ACCOUNT = 2_000
"""So many contacts of the account are compared, and so many competitors and users."""
_FOUND_BY_WORDS = 50
_LEAST_PREFIX = 3

Why = Literal["same email", "same name", "name is near"]
_ORDER: tuple[Why, ...] = ("same email", "same name", "name is near")
Table = Literal["account", "contact", "competitor", "system_user"]


_PEOPLE: tuple[Table, ...] = ("contact", "system_user")


@dataclass(frozen=True, slots=True)
class Likely:
    """A record that is probably meant, and why."""

    hit: Hit
    why: Why
    is_inactive: bool = False
    """A user who can't be chosen, as he signs in no longer."""


class _Known(NamedTuple):
    id: UUID
    name: str
    emails: tuple[str, ...] = ()
    is_close: bool = False
    """Of the same account."""
    is_inactive: bool = False


def likely(
    session: Session,
    table: Table,
    name: str,
    *,
    email: str | None = None,
    account_id: UUID | None = None,
    limit: int = 5,
) -> list[Likely]:
    """The records that are probably the same, the likeliest first; those of the account before others.

    Of users also inactive ones, who are activated again rather than made once more. Names that differ in
    case, accents, signs and the order of their words are the same.
    """
    if len(name) > LONGEST:
        return []
    found: dict[UUID, tuple[tuple[int, bool, float], Why, bool]] = {}
    for known in _known(session, table, name, email, account_id):
        match = _match(known, name, email, is_person=table in _PEOPLE)
        if match is not None and known.id not in found:
            why, score = match
            found[known.id] = ((_ORDER.index(why), not known.is_close, -score), why, known.is_inactive)
    best = sorted(found, key=lambda record_id: (found[record_id][0], record_id))[: limit * 2]
    hits = lookups.hits(session, table, best, every=table == "system_user")
    return [Likely(hit, *found[hit.id][1:]) for hit in hits][:limit]


def hidden_owner(session: Session, name: str, email: str | None = None) -> str | None:
    """Who owns a contact of just this name or email that the reader may not read; None if there is none."""
    who = permission.reader(session)
    if who.reads_everything or len(name) > LONGEST:
        return None
    ids = _by_words(session, "contact", name, every=True)
    query = select(Contact.id, Contact.full_name, Contact.email, Contact.email_2)
    rows = session.exec(query.where(or_(col(Contact.id).in_(ids), _has_email(email))).limit(MOST_OF_ACCOUNT))
    same = {
        known.id.hex
        for record_id, theirs, *emails in rows
        if (known := _Known(record_id, theirs, tuple(one for one in emails if one)))
        and (_match(known, name, email, is_person=True) or ("",))[0] in _ORDER[:2]
    }
    hidden = sorted(same - permission.among(raw(session), who, "contact", same, "read"))
    return permission.owner_name(raw(session), "contact", hidden[0]) if hidden else None


def _has_email(email: str | None) -> ColumnElement[bool]:
    return col(Contact.email).in_({email, email.lower()} if email and email.isprintable() else ())


def _match(known: _Known, name: str, email: str | None, *, is_person: bool) -> tuple[Why, float] | None:
    from rapidfuzz import fuzz  # when somebody types a name, not at the start

    if email and email.casefold() in (one.casefold() for one in known.emails):
        return "same email", 100
    ours, theirs = plain_words(name), plain_words(known.name)
    letters = "".join(ours)
    if letters and letters == "".join(theirs):
        return "same name", 100
    ours, theirs = tuple(sorted(ours)), tuple(sorted(theirs))
    if ours and ours == theirs:
        return "same name", 100
    if len(letters) < SHORTEST or digits(name) != digits(known.name):
        return None
    score = fuzz.ratio(" ".join(ours), " ".join(theirs), score_cutoff=NEAR)
    # Companies are called by a part of their name; people who share a first name are others.
    if not score and not is_person and all(_is_among(word, theirs) for word in ours):
        score = NEAR
    return ("name is near", score) if score else None


def _is_among(word: str, words: Sequence[str]) -> bool:
    from rapidfuzz import fuzz

    return any(fuzz.ratio(word, one) >= NEAR for one in words)


def _known(
    session: Session, table: Table, name: str, email: str | None, account_id: UUID | None
) -> Iterator[_Known]:
    """The records to compare with: few, however many there are."""
    if table == "competitor":
        query = select(Competitor.id, Competitor.name).limit(MOST_OF_ACCOUNT)
        yield from (_Known(record_id, theirs) for record_id, theirs in session.exec(query))
        return
    if table == "system_user":
        users = select(User.id, User.full_name, User.email, User.is_active).limit(MOST_OF_ACCOUNT)
        for one, theirs, mail, is_active in session.exec(users):
            yield _Known(one, theirs, (mail or "",), is_inactive=not is_active)
        return
    if table == "contact" and account_id is not None:
        yield from _contacts(session, col(Contact.account_id) == account_id, is_close=True)
    ids = _by_words(session, table, name)
    if table == "account":
        accounts = select(Account.id, Account.name, Account.email).where(col(Account.id).in_(ids))
        yield from (_Known(one, theirs, (mail or "",)) for one, theirs, mail in session.exec(accounts))
        return
    yield from _contacts(session, or_(col(Contact.id).in_(ids), _has_email(email)))


def _contacts(
    session: Session, condition: ColumnElement[bool], *, is_close: bool = False
) -> Iterator[_Known]:
    query = select(Contact.id, Contact.full_name, Contact.email, Contact.email_2).where(condition)
    query = query.where(*permission.reading(session, "contact"))
    for record_id, name, *emails in session.exec(query.limit(MOST_OF_ACCOUNT)):
        yield _Known(record_id, name, tuple(one for one in emails if one), is_close)


def _by_words(session: Session, table: str, name: str, *, every: bool = False) -> Sequence[UUID]:
    """Records that have a whole word of the name, or the beginnings of all, with accents or without.

    With `every` also those that the reader may not read.
    """
    texts: list[str] = []
    for words in (search.words(name), plain_words(name)):
        long = [word for word in words if len(word) >= _LEAST_PREFIX]
        texts += [" ".join(word[:_LEAST_PREFIX] for word in long), *long]
    readable = (lambda _: TRUE) if every else permission.readers(session)
    found = {
        UUID(hit.record_id): None
        for text in dict.fromkeys(texts)
        for hit in search.search(raw(session), text, _FOUND_BY_WORDS, (table,), readable)
    }
    return list(found)
