"""An opportunity by what a person writes on the command line: its id, the start of its id, or its topic."""

import re
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, or_, select

from salestui.errors import SalesError
from salestui.lifecycle import lookups, permission
from salestui.lifecycle.shapes import Hit
from salestui.models.choices import OpportunityStatus
from salestui.models.opportunities import Opportunity

MOST_LISTED = 10
_NEAR_ONES = 5
_SHORTEST_PREFIX = 4
_ID_LENGTH = 32


class NotFound(SalesError):
    """No opportunity is meant by the text. The message proposes near ones."""


class Ambiguous(SalesError):
    """Several opportunities are meant by the text. The message lists them with their ids."""


def find_opportunity(session: Session, text: str, *, near: bool = False) -> Opportunity:
    """The opportunity whose id is or begins with the text (4 digits or more), or whose topic it is.

    Topics are compared without case, but one in exactly these letters is preferred. With `near` the only one
    that is near the text will do. Raises NotFound and Ambiguous.
    """
    typed = text.strip()
    found = {one.id: one for one in [*_by_id(session, typed), *_by_topic(session, typed)]}
    if len(found) > 1:
        exact = [one for one in found.values() if one.topic == typed]
        if len(exact) == 1:
            return exact[0]
        raise Ambiguous(_listing(typed, list(found.values())))
    if not found:
        hits = lookups.search_lookup(session, "opportunity", typed, _NEAR_ONES) if typed else []
        if near and len(hits) == 1:
            return session.get_one(Opportunity, hits[0].id)
        raise NotFound(_nothing(typed, hits))
    return next(iter(found.values()))


def _by_id(session: Session, typed: str) -> list[Opportunity]:
    digits = typed.replace("-", "").lower()
    if not re.fullmatch(rf"[0-9a-f]{{{_SHORTEST_PREFIX},{_ID_LENGTH}}}", digits):
        return []
    first, last = UUID(digits.ljust(_ID_LENGTH, "0")), UUID(digits.ljust(_ID_LENGTH, "f"))
    query = select(Opportunity).where(
        col(Opportunity.id).between(first, last), *permission.reading(session, "opportunity")
    )
    return list(session.exec(query.order_by(col(Opportunity.id)).limit(MOST_LISTED + 1)))


def _by_topic(session: Session, typed: str) -> list[Opportunity]:
    topic = func.lower(Opportunity.topic)
    # The statuses let the index on status and topic serve.
    query = (
        select(Opportunity)
        .where(
            col(Opportunity.status).in_(list(OpportunityStatus)),
            topic == func.lower(typed),
            *permission.reading(session, "opportunity"),
        )
        .order_by(or_(col(Opportunity.topic) == typed).desc(), col(Opportunity.status), col(Opportunity.id))
    )
    return list(session.exec(query.limit(MOST_LISTED + 1)))


def _listing(typed: str, found: list[Opportunity]) -> str:
    lines = [
        f"  {one.id.hex}  {one.topic}, {one.customer_name or 'no customer'}, {one.status.label.lower()}"
        + (f", {one.estimated_close_date}" if one.estimated_close_date else "")
        for one in found[:MOST_LISTED]
    ]
    more = ["  and more"] if len(found) > MOST_LISTED else []
    return "\n".join([f"Several opportunities are meant by {typed!r}. Name one by its id:", *lines, *more])


def _nothing(typed: str, near: Sequence[Hit]) -> str:
    lines = [f"  {hit.id.hex}  {hit.name}" + (f", {hit.detail}" if hit.detail else "") for hit in near]
    if lines:
        return "\n".join([f"No opportunity has the id or topic {typed!r}. Near ones:", *lines])
    return f"No opportunity has the id or topic {typed!r}. `salestui list` shows what there is."
