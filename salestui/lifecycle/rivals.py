"""The competitors in an opportunity, and how we fared against each. Light: the list's preview tells them."""

from typing import NamedTuple
from uuid import UUID

from salestui.lifecycle import raw
from salestui.lifecycle.shapes import Rival
from salestui.models.choices import OpportunityStatus
from salestui.store.list_sql import condition
from salestui.store.query import Predicate

RECENT = 500
"""So many of the newest opportunities against a competitor are looked at: enough to tell, quick to read."""

_RIVALS = """
SELECT k.id, r.id, r.name, r.strengths, r.weaknesses, r.website
FROM opportunity_competitor k JOIN competitor r ON r.id = k.competitor_id
WHERE k.opportunity_id = :id ORDER BY lower(r.name)
"""

# What is readable is asked of the newest ones alone: it would cost too much to look for as many.
_FARED = """
SELECT o.status, {readable}, count(*)
FROM (SELECT opportunity_id FROM opportunity_competitor WHERE competitor_id = :rival
      ORDER BY opportunity_id DESC LIMIT :recent) n
  JOIN opportunity o ON o.id = n.opportunity_id
GROUP BY 1, 2
"""


class Fared(NamedTuple):
    """How the opportunities with a competitor ended, as far as one reader may know."""

    won: int
    closed: int
    """Won and lost."""
    is_lately: bool
    """Only the newest `RECENT` count, for there are so many."""


def of(connection: raw.Connection, readable: Predicate, opportunity_id: UUID) -> tuple[Rival, ...]:
    """The competitors in an opportunity, by name. `readable`: which opportunities the reader may read."""
    found = []
    for link, key, name, strengths, weaknesses, website in raw.rows(
        connection, _RIVALS, id=opportunity_id.hex
    ):
        how = fared(connection, readable, UUID(key))
        found.append(Rival(UUID(link), UUID(key), name, *how, strengths, weaknesses, website))
    return tuple(found)


def fared(connection: raw.Connection, readable: Predicate, competitor_id: UUID) -> Fared:
    """How we fared against a competitor: what `competitors.fared` counts, of the newest `RECENT` alone."""
    sql, values = condition(readable).named("reader")
    rows = raw.rows(
        connection,
        _FARED.format(readable=sql),
        rival=competitor_id.hex,
        recent=RECENT,
        **values,
    )
    counts = {status: count for status, is_readable, count in rows if is_readable}
    won, lost = counts.get(OpportunityStatus.WON, 0), counts.get(OpportunityStatus.LOST, 0)
    return Fared(won, won + lost, sum(count for *_, count in rows) == RECENT)
