"""Who can be added to an opportunity, found while a name is typed; last a new one of that name."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from sqlmodel import Session, col, select

from salestui.lifecycle import customers, duplicates, lookups, opportunities, people, permission
from salestui.lifecycle.edits import Existing, NewRecord
from salestui.lifecycle.names import LONGEST, plain_words
from salestui.lifecycle.shapes import Hit
from salestui.models.choices import ConnectionRole
from salestui.models.customers import Contact

FOUND_AT_MOST = 30
_OF_ACCOUNT = 500
"""So many contacts of the account are looked through, by name."""
_THERE = "there already"
_EMAIL = re.compile(r"[\s<(]*([^\s<>(),;]+@[^\s<>(),;]+)[\s>)]*$")
_ANY_EMAIL = re.compile(r"[^\s<>(),;]@[^\s<>(),;]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who can be added."""

    who: Existing | NewRecord
    name: str
    detail: str
    """What tells one apart from others of the same name; of a new one what is made."""
    there: str = ""
    """The role of one who takes part already, or that it does."""
    like: tuple[duplicates.Likely, ...] = ()
    """Of a new one: who is probably the same."""
    hidden_owner: str | None = None
    """Of a new one: who owns one of that name or email that the reader may not read."""
    is_near: bool = False
    """Whether what was typed is not how it is called, but much like it."""

    @property
    def is_new(self) -> bool:
        """Whether it is made when it is added."""
        return isinstance(self.who, NewRecord)

    @property
    def id(self) -> str:
        """Names it among the others."""
        if isinstance(self.who, NewRecord):
            return f"new {', '.join(self.who.key)}"
        return f"{self.who.table} {self.who.id.hex}"

    @property
    def same(self) -> tuple[duplicates.Likely, ...]:
        """Of a new one: who has the same name or email."""
        return tuple(one for one in self.like if one.why != "name is near")


def stakeholders(session: Session, opportunity_id: UUID, text: str) -> list[Candidate]:
    """Contacts of the opportunity's account first, then all contacts and accounts that fit the text.

    Without text the account and its contacts. A new contact takes an email address behind the name; none is
    made of a text with several addresses.
    """
    opportunity = opportunities.get(session, opportunity_id)
    account_id = opportunity.account_id
    there = {(one.table, one.record_id): one.role for one in people.stakeholders(session, opportunity_id)}
    name, email = split_email(text)
    found = _of_account(session, account_id, name or text)
    found += customers.search_customers(session, text, FOUND_AT_MOST) if text.strip() or not found else []
    like = duplicates.likely(session, "contact", name, email=email, account_id=account_id) if name else []
    known = _all_known(found, like, name, there)
    if not name or _ANY_EMAIL.search(name):
        return known
    company = lookups.names(session, "account", [account_id]).get(account_id) if account_id else None
    made = f"a new contact{f' of {company}' if company else ''}{f', {email}' if email else ''}"
    hidden = duplicates.hidden_owner(session, name, email)
    return [*known, replace(_new("contact", name, made, like, email), hidden_owner=hidden)]


def team_members(session: Session, opportunity_id: UUID, text: str) -> list[Candidate]:
    """The users that fit the text, and a new one for somebody who may make users."""
    there = {("system_user", one.user_id): one.role for one in people.sales_team(session, opportunity_id)}
    hits = lookups.search_lookup(session, "system_user", text, FOUND_AT_MOST)
    name, email = split_email(text)
    like = duplicates.likely(session, "system_user", name, email=email) if name else []
    active = [one for one in like if not one.is_inactive]
    known = _all_known(hits, active, name, there)
    is_known = any(one.hit.name.casefold() == name.casefold() for one in active)
    if not name or is_known or _ANY_EMAIL.search(name) or not permission.reader(session).administers:
        return known
    made = f"a new user{f', {email}' if email else ''}"
    return [*known, _new("system_user", name, made, like, email)]


def competitors(session: Session, opportunity_id: UUID, text: str) -> list[Candidate]:
    """The competitors that fit the text, and a new one."""
    there = {("competitor", one.competitor_id): None for one in people.competitors(session, opportunity_id)}
    hits = lookups.search_lookup(session, "competitor", text, FOUND_AT_MOST)
    name = " ".join(text.split())
    like = duplicates.likely(session, "competitor", name) if name else []
    known = _all_known(hits, like, name, there)
    # A name is taken once: who types it means the one that is there.
    if not name or any(one.why == "same name" for one in like):
        return known
    return [*known, _new("competitor", name, "a new competitor", like)]


def split_email(text: str) -> tuple[str, str | None]:
    """A name and the email address behind it: "Ana Silva <ana@x.example>"; without one, the name alone."""
    found = _EMAIL.search(text[: LONGEST * 2])
    if found is None:
        return " ".join(text.split()), None
    return " ".join(text[: found.start()].split()), found[1]


def _of_account(session: Session, account_id: UUID | None, text: str) -> list[Hit]:
    """The contacts of an account, and it itself, in whose name each typed word is.

    Those come first in whose name it begins a word.
    """
    if account_id is None:
        return []
    of_it = select(Contact.id, Contact.full_name).where(Contact.account_id == account_id)
    rows = session.exec(of_it.order_by(col(Contact.full_name)).limit(_OF_ACCOUNT))
    holding = [(record_id, name) for record_id, name in rows if _holds(name, text)]
    ids = [record_id for record_id, _ in sorted(holding, key=lambda one: not _fits(one[1], text))]
    account = [hit for hit in lookups.hits(session, "account", [account_id]) if _holds(hit.name, text)]
    return [*lookups.hits(session, "contact", ids[:FOUND_AT_MOST]), *account]


def _fits(name: str, text: str) -> bool:
    """Whether each word of the text begins a word of the name."""
    words = plain_words(name)
    return all(any(word.startswith(typed) for word in words) for typed in plain_words(text[:LONGEST]))


def _holds(name: str, text: str) -> bool:
    """Whether each word of the text is in the name."""
    words = plain_words(name)
    return all(any(typed in word for word in words) for typed in plain_words(text[:LONGEST]))


def _once(hits: Iterable[Hit]) -> list[Hit]:
    return list({(hit.table, hit.id): hit for hit in hits}.values())


def _all_known(
    found: Iterable[Hit],
    like: Iterable[duplicates.Likely],
    name: str,
    there: Mapping[tuple[str, UUID], ConnectionRole | None],
) -> list[Candidate]:
    """Those with the same email, those that were found, then those that are only much like the name."""
    same = [one.hit for one in like if one.why == "same email"]
    hits = _once([*same, *found])[:FOUND_AT_MOST]
    near = [one.hit for one in like if one.why == "name is near" and not _fits(one.hit.name, name)]
    more = _once([*hits, *(one.hit for one in like)])[len(hits) : FOUND_AT_MOST]
    return [_known(hit, there) for hit in hits] + [
        replace(_known(hit, there), is_near=hit in near) for hit in more
    ]


def _known(hit: Hit, there: Mapping[tuple[str, UUID], ConnectionRole | None]) -> Candidate:
    key = (hit.table, hit.id)
    role = there.get(key)
    told = (role.label if role else _THERE) if key in there else ""
    return Candidate(Existing(hit.table, hit.id), hit.name, _detail(hit), told)


def _detail(hit: Hit) -> str:
    """An account says that it is one."""
    return ", ".join(part for part in ("account" if hit.table == "account" else "", hit.detail) if part)


def _new(
    table: str, name: str, made: str, like: Collection[duplicates.Likely], email: str | None = None
) -> Candidate:
    return Candidate(NewRecord(table, name, email), name, made, like=tuple(like))
