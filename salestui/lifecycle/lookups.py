"""The records that a lookup proposes while somebody types."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from string import ascii_uppercase
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_
from sqlmodel import Session, col, select

from salestui.lifecycle import permission
from salestui.lifecycle.shapes import Hit
from salestui.models.activities import Activity
from salestui.models.choices import CatalogueStatus, OpportunityStatus, ProductStatus, TeamType
from salestui.models.competitors import Competitor
from salestui.models.customers import Account, Contact
from salestui.models.leads import Campaign, Lead
from salestui.models.opportunities import Opportunity
from salestui.models.products import Currency, PriceList, Product, Unit, UnitGroup
from salestui.models.quotes import Order, Quote
from salestui.models.users import Team, User
from salestui.store import search, spelling
from salestui.store.rows import raw
from salestui.store.search_schema import SEARCHED

_ASCII_LOWER = str.maketrans({letter: letter.lower() for letter in ascii_uppercase})
_SEARCHED = frozenset(searched.table for searched in SEARCHED)
_LAST_LETTER = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class _Target:
    """How the records of a table are found and told apart."""

    model: Any
    name: Any
    details: tuple[Any, ...] = ()
    joins: tuple[tuple[Any, Any], ...] = ()
    offered: Any = None
    """Records that may be chosen; the others are kept where they were chosen before."""
    parts: tuple[Any, ...] = (None,)
    """Conditions that part the table as the index on its names does, so that each part is read in order."""


_TARGETS: dict[str, _Target] = {
    "account": _Target(
        Account,
        Account.name,
        (Account.city, Account.email, Account.account_number),
        (),
        col(Account.is_active),
    ),
    "contact": _Target(
        Contact,
        Contact.full_name,
        (Account.name, Contact.job_title, Contact.email),
        ((Account, col(Account.id) == Contact.account_id),),
        col(Contact.is_active),
    ),
    "lead": _Target(Lead, Lead.topic, (Lead.full_name, Lead.company_name)),
    "opportunity": _Target(
        Opportunity,
        Opportunity.topic,
        (Opportunity.customer_name,),
        parts=tuple(col(Opportunity.status) == status for status in OpportunityStatus),
    ),
    "activity": _Target(Activity, Activity.subject),
    "quote": _Target(Quote, Quote.name, (Quote.quote_number,)),
    "sales_order": _Target(Order, Order.name, (Order.order_number,)),
    "competitor": _Target(Competitor, Competitor.name, (Competitor.website,)),
    "product": _Target(
        Product,
        Product.name,
        (Product.product_number,),
        (),
        col(Product.status).in_((ProductStatus.ACTIVE, ProductStatus.UNDER_REVISION)),
    ),
    "price_list": _Target(
        PriceList,
        PriceList.name,
        (Currency.iso_code,),
        ((Currency, col(Currency.id) == PriceList.currency_id),),
        col(PriceList.status) == CatalogueStatus.ACTIVE,
    ),
    "currency": _Target(Currency, Currency.iso_code, (Currency.name,)),
    "campaign": _Target(Campaign, Campaign.name, (Campaign.code,)),
    "unit_group": _Target(UnitGroup, UnitGroup.name),
    "unit": _Target(
        Unit, Unit.name, (UnitGroup.name,), ((UnitGroup, col(UnitGroup.id) == Unit.unit_group_id),)
    ),
    "system_user": _Target(User, User.full_name, (User.job_title, User.email), (), col(User.is_active)),
    "team": _Target(Team, Team.name, (), (), col(Team.team_type) == TeamType.OWNER),
}


def search_lookup(session: Session, table: str, text: str, limit: int = 20) -> list[Hit]:
    """Records of a lookup's target: those whose name begins with the text, then those that contain it.

    Without text the first ones by name. A table that is no lookup's target is a defect: KeyError.
    """
    beginning, containing = ranked(session, table, text, limit)
    return [*beginning, *containing][:limit]


def ranked(session: Session, table: str, text: str, limit: int) -> tuple[list[Hit], list[Hit]]:
    """The hits of `search_lookup` apart: names that begin with the text, and the others, `limit` of each."""
    target = _TARGETS[table]
    words = search.words(text)
    typed = " ".join(words)
    if text.strip() and not words:
        return [], []
    first = beginning(session, table, typed, limit)
    if not typed or len(first) >= limit:
        return first, []
    known = {hit.id for hit in first}
    if table in _SEARCHED:
        readable = permission.readers(session)
        found = search.search(raw(session), typed, limit * 2, (table,), readable, any_accents=True)
        containing = hits(session, table, [UUID(hit.record_id) for hit in found])
    elif len(typed) > spelling.LONGEST:
        return first, []
    else:
        places = (target.name, *target.details)
        condition = or_(*(spelling.has(place, typed) for place in places))
        containing = _hits(session, table, condition, limit + len(known))
    return first, [hit for hit in containing if hit.id not in known][:limit]


def beginning(session: Session, table: str, text: str, limit: int) -> list[Hit]:
    """Records whose name begins with the text, the first ones by name."""
    return _hits(session, table, _beginning(_TARGETS[table], text), limit)


def search_several(session: Session, tables: Sequence[str], text: str, limit: int = 20) -> list[Hit]:
    """Records of several tables for a text, in turn: names that begin with it first, then the others."""
    ranks = zip(*(ranked(session, table, text, limit) for table in tables), strict=True)
    found = chain.from_iterable(chain.from_iterable(zip_longest(*rank)) for rank in ranks)
    return [hit for hit in found if hit is not None][:limit]


def hits(session: Session, table: str, ids: Sequence[UUID], *, every: bool = False) -> list[Hit]:
    """These records of a table, in their order; those that can't be chosen are left out, unless `every`."""
    condition = col(_TARGETS[table].model.id).in_(ids)
    by_id = {hit.id: hit for hit in _hits(session, table, condition, len(ids), every=every)}
    return [by_id[record_id] for record_id in ids if record_id in by_id]


def names(session: Session, table: str, ids: Collection[UUID]) -> dict[UUID, str]:
    """What people call these records of a table; those that are gone are left out."""
    target = _TARGETS[table]
    return dict(session.exec(select(target.model.id, target.name).where(target.model.id.in_(ids))).all())


def exists(session: Session, table: str, record_id: UUID) -> bool:
    """Whether there is such a record."""
    return session.get(_TARGETS[table].model, record_id) is not None


def _beginning(target: _Target, typed: str) -> ColumnElement[bool] | None:
    if not typed:
        return None
    # A range of the index on lower(name). The database lowers only ASCII: other letters are tried both ways.
    ways = {_lower(typed), _lower(typed.lower()), _lower(typed.upper()), _lower(typed.title())}
    name = func.lower(target.name)
    return or_(*(and_(name >= way, name < way + _LAST_LETTER) for way in sorted(ways)))


def _hits(
    session: Session, table: str, condition: ColumnElement[bool] | None, limit: int, *, every: bool = False
) -> list[Hit]:
    target = _TARGETS[table]
    query = select(target.model.id, target.name, *target.details).select_from(target.model)
    for model, on in target.joins:
        query = query.join(model, on, isouter=True)
    query = query.where(*permission.reading(session, table))
    if condition is not None:
        query = query.where(condition)
    if target.offered is not None and not every:
        query = query.where(target.offered)
    query = query.order_by(func.lower(target.name), target.model.id).limit(limit)
    rows = [
        row for part in target.parts for row in session.exec(query if part is None else query.where(part))
    ]
    rows.sort(key=lambda row: (_lower(row[1]), row[0]))
    return [Hit(table, record_id, name, _detail(details)) for record_id, name, *details in rows[:limit]]


def _detail(parts: Sequence[str | None]) -> str:
    return ", ".join(part for part in parts if part)


def _lower(text: str) -> str:
    return text.translate(_ASCII_LOWER)
