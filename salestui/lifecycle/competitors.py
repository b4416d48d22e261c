"""Competitors: made, changed, and how deals against them ended. Verbs leave the commit to their caller."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, select

from salestui.lifecycle import locks, raw, record_checks, related, values
from salestui.lifecycle.values import InvalidFields
from salestui.models.competitors import Competitor
from salestui.models.fields import FIELDS

_FIELDS = FIELDS["competitor"]

DEFINITION = "Of the closed opportunities with this competitor, the share that we won."


@dataclass(frozen=True, slots=True)
class Fared:
    """How the opportunities with a competitor ended."""

    won: related.Total
    """By actual revenue."""
    lost: related.Total
    """By estimated revenue, for a lost one earned nothing."""
    open: related.Total
    lost_to: int
    """How many of the lost ones name it as the one that they were lost to."""

    @property
    def closed(self) -> int:
        """Won and lost."""
        return self.won.count + self.lost.count

    @property
    def win_rate(self) -> Decimal | None:
        """Percent of the closed ones that were won; None while none is closed."""
        return _share(Decimal(self.won.count), Decimal(self.closed))

    @property
    def win_rate_by_amount(self) -> Decimal | None:
        """The same by revenue: what was won, of what was won and lost together."""
        return _share(self.won.amount, self.won.amount + self.lost.amount)


def _share(part: Decimal, whole: Decimal) -> Decimal | None:
    if whole <= 0:
        return None
    return (100 * part / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


_LOST_TO = """
SELECT count(DISTINCT a.opportunity_id) FROM activity a JOIN opportunity o ON o.id = a.opportunity_id
WHERE a.lost_to_competitor_id = :id AND o.status = 2
"""


def fared(connection: raw.Connection, competitor_id: UUID, deals: related.Deals) -> Fared:
    """How we fared against a competitor in all opportunities with it, which are read already."""
    lost_to = raw.rows(connection, _LOST_TO, id=competitor_id.hex)[0][0]
    return Fared(deals.won, deals.lost, deals.open, lost_to)


# Made and changed


def locked(session: Session, competitor: Competitor) -> Mapping[str, str]:
    """The fields that can't be edited, with the reasons."""
    return locks.set_by_program("competitor")


def why_read_only(competitor: Competitor) -> str | None:
    """Competitors can always be edited."""
    return None


def create(session: Session, user_id: UUID, given: Mapping[str, Any]) -> Competitor:
    """A new competitor of values by the names of FIELDS.

    Raises InvalidFields, also for a name that another one has.
    """
    chosen = values.check_all(_FIELDS, {"name": None, **given})
    record_checks.check_references(session, _FIELDS, chosen)
    _check_name(session, chosen, None)
    competitor = Competitor(**{_FIELDS[name].column: value for name, value in chosen.items()})
    session.add(competitor)
    session.flush()
    return competitor


def update(session: Session, competitor: Competitor, changes: Mapping[str, object]) -> None:
    """Change fields: typed values by the names of FIELDS. Equal values change nothing.

    Raises InvalidFields, also for a name that another one has.
    """
    chosen = record_checks.changed(_FIELDS, competitor, changes)
    record_checks.check_locked(_FIELDS, chosen, locked(session, competitor))
    record_checks.check_references(session, _FIELDS, chosen)
    _check_name(session, chosen, competitor.id)
    record_checks.put(_FIELDS, competitor, chosen)
    session.add(competitor)
    session.flush()


def _check_name(session: Session, chosen: Mapping[str, Any], own_id: UUID | None) -> None:
    """Two competitors of one name could not be told apart."""
    if "name" not in chosen:
        return
    query = select(Competitor.id).where(func.lower(Competitor.name) == func.lower(chosen["name"]))
    if any(record_id != own_id for record_id in session.exec(query)):
        raise InvalidFields({"name": "there is already a competitor of this name"}, _FIELDS)
