"""The tables whose records people edit field by field, and the verbs that do it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import Session

from salestui.errors import Gone
from salestui.lifecycle import (
    activities,
    activity_making,
    competitors,
    customers,
    locks,
    opportunities,
    permission,
)
from salestui.models.activities import Activity
from salestui.models.base import Record
from salestui.models.competitors import Competitor
from salestui.models.customers import Account, Contact
from salestui.models.fields import FIELDS, Field
from salestui.models.opportunities import Opportunity
from salestui.store.words import word


@dataclass(frozen=True, slots=True)
class Editable:
    """How the records of a table are made and changed.

    Values are typed, by the names of FIELDS; a lookup takes an id. Both verbs raise InvalidFields.
    """

    model: type[Record]
    create: Callable[[Session, UUID, Mapping[str, Any]], Any]
    """Makes a record for a user."""
    update: Callable[[Session, Any, Mapping[str, object]], None]
    locked: Callable[[Session, Any], Mapping[str, str]]
    """The fields that can't be edited now, and why."""
    why_read_only: Callable[[Any], str | None]
    """Why nothing of a record can be edited, if so."""
    fields: Callable[[Any], Mapping[str, Field]] | None = None
    """The fields of a record, where not all records of the table have the same."""
    value: Callable[[Any, Field], Any] = lambda record, field: getattr(record, field.column)
    """What a field of a record holds."""


EDITABLE: Mapping[str, Editable] = {
    "opportunity": Editable(
        Opportunity,
        opportunities.create_from,
        opportunities.update,
        opportunities.locked,
        lambda opportunity: locks.closed_reason(opportunity.status),
    ),
    "account": Editable(
        Account,
        customers.create_account_from,
        customers.update_account,
        customers.locked_account,
        customers.why_read_only,
    ),
    "contact": Editable(
        Contact,
        customers.create_contact_from,
        customers.update_contact,
        customers.locked_contact,
        customers.why_read_only,
    ),
    "activity": Editable(
        Activity,
        activity_making.create_from,
        activities.update,
        activities.locked,
        activities.why_read_only,
        activities.fields_of,
        activities.value_of,
    ),
    "competitor": Editable(
        Competitor, competitors.create, competitors.update, competitors.locked, competitors.why_read_only
    ),
}
"""By table."""


def fields_of(table: str, record: Any) -> Mapping[str, Field]:
    """The fields of a record by name."""
    own = EDITABLE[table].fields
    return FIELDS[table] if own is None else own(record)


def get(session: Session, table: str, record_id: UUID) -> Any:
    """A record of an editable table. Raises Gone."""
    found = session.get(EDITABLE[table].model, record_id)
    if found is None:
        raise Gone(f"This {word(table)} is no longer there. Go back to the list.")
    permission.require(session, table, record_id)
    return found
