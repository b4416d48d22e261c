"""Which activities, notes and posts belong to the timeline of a record."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlmodel import Session, col

from salestui.lifecycle import permission, regarding
from salestui.models.activities import Activity, ActivityParty
from salestui.models.base import Regarding
from salestui.models.connections import Connection
from salestui.models.customers import Contact
from salestui.models.opportunities import Opportunity
from salestui.models.quotes import Order, Quote

_PARTIES = {"account": "account_id", "contact": "contact_id", "lead": "lead_id"}


def condition(session: Session, model: type[Regarding], table: str, record_id: UUID) -> ColumnElement[bool]:
    """The condition on a table of entries: they are about the record, or about what belongs to it.

    And the user of the session may read them.

    To an account belong its contacts and opportunities, to a contact the opportunities where it is the
    contact or a stakeholder, to an opportunity its quotes and orders. An activity belongs also to those who
    take part in it. To a competitor belongs what is about it alone, as in Dynamics, where activities roll up
    to customers: the calls of all the deals that it is in would bury it, and those are listed beside. The
    closing of a deal that was lost to it is about it.
    """
    own: Any = getattr(model, regarding.COLUMNS[table])
    ways: list[ColumnElement[bool]] = [own == record_id]
    if model is Activity and table == "competitor":
        ways.append(col(Activity.lost_to_competitor_id) == record_id)
    deals = _opportunities(table, record_id)
    if deals is not None:
        ways.append(col(model.opportunity_id).in_(deals))
    if table == "account":
        ways.append(
            col(model.contact_id).in_(select(col(Contact.id)).where(col(Contact.account_id) == record_id))
        )
    for column, paper in ((model.quote_id, Quote), (model.order_id, Order)):
        papers = _papers(paper, table, record_id, deals)
        if papers is not None:
            ways.append(col(column).in_(papers))
    if model is Activity and table in _PARTIES:
        party: Any = getattr(ActivityParty, _PARTIES[table])
        ways.append(col(Activity.id).in_(select(col(ActivityParty.activity_id)).where(party == record_id)))
    return and_(or_(*ways), *permission.reading(session, str(model.__tablename__)))


def _opportunities(table: str, record_id: UUID) -> Select[Any] | None:
    deals = select(col(Opportunity.id))
    match table:
        case "account":
            return deals.where(col(Opportunity.account_id) == record_id)
        case "contact":
            deciding = select(col(Connection.opportunity_id)).where(col(Connection.contact_id) == record_id)
            return deals.where(
                or_(col(Opportunity.contact_id) == record_id, col(Opportunity.id).in_(deciding))
            )
    return None


def _papers(
    paper: type[Quote] | type[Order], table: str, record_id: UUID, deals: Select[Any] | None
) -> Select[Any] | None:
    """The quotes or orders of an opportunity, account or contact."""
    ids = select(col(paper.id))
    match table:
        case "opportunity":
            return ids.where(col(paper.opportunity_id) == record_id)
        case "account":
            own = col(paper.account_id) == record_id
        case "contact":
            own = col(paper.contact_id) == record_id
        case _:
            return None
    return ids.where(or_(own, col(paper.opportunity_id).in_(deals))) if deals is not None else ids.where(own)
