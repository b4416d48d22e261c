"""Who takes part in an opportunity: joins, gets another role, leaves. Each verb may be asked twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from salestui.errors import SalesError
from salestui.lifecycle import customers, duplicates, lookups, sharing, values
from salestui.lifecycle.edits import Existing, NewRecord, titled
from salestui.lifecycle.locks import closed_reason
from salestui.lifecycle.roles import DECIDING_ORDER
from salestui.models.choices import SALES_TEAM_ROLES, STAKEHOLDER_ROLES, ConnectionRole
from salestui.models.competitors import Competitor, OpportunityCompetitor
from salestui.models.connections import Connection
from salestui.models.fields import FIELDS
from salestui.models.opportunities import Opportunity
from salestui.models.users import User

Who = Existing | NewRecord
"""Somebody to add: known already, or to be made by the same command."""
_NAME_IN_TITLE = 60
_COLUMNS = {"contact": "contact_id", "account": "party_account_id", "system_user": "user_id"}


class _Party(NamedTuple):
    """Who a connection is with."""

    table: str
    id: UUID

    @property
    def column(self) -> str:
        """The column of a connection that holds it."""
        return _COLUMNS[self.table]


class CannotJoin(SalesError):
    """Somebody can't take part now, or not so. The message says why."""


@dataclass(frozen=True, slots=True)
class Joined:
    """What became of one who was to take part; competitors have no role."""

    link_id: UUID
    name: str
    role: ConnectionRole | None
    outcome: Literal["added", "changed", "there"]
    was: ConnectionRole | None = None

    @property
    def told(self) -> str:
        """As a sentence: "Ana Silva is Champion now, was Stakeholder"."""
        match self.outcome:
            case "added":
                return f"{self.name} is added" + (f" as {self.role.label}" if self.role else "")
            case "changed" if self.role and self.was:
                return f"{self.name} is {self.role.label} now, was {self.was.label}"
        return f"{self.name} is there already" + (f", as {self.role.label}" if self.role else "")


def told(joined: Sequence[Joined]) -> str:
    """One sentence for all of them."""
    if len(joined) == 1:
        return joined[0].told
    counts = [
        (sum(one.outcome == outcome for one in joined), words)
        for outcome, words in (("added", "added"), ("changed", "got the role"), ("there", "there already"))
    ]
    return ", ".join(f"{count} {words}" for count, words in counts if count)


def title(names: Sequence[str], topic: str, *, verb: str = "Add", to: str = "to") -> str:
    """How undo and history name it: "Add Ana Silva and 2 more to Warehouse automation"."""
    first = names[0] if len(names[0]) <= _NAME_IN_TITLE else f"{names[0][: _NAME_IN_TITLE - 1].rstrip()}…"
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return titled(f"{verb} {first}{more} {to}", topic)


def add_stakeholders(
    session: Session,
    user_id: UUID,
    opportunity: Opportunity,
    who: Sequence[Who],
    role: ConnectionRole | None = None,
) -> list[Joined]:
    """Contacts and accounts take part, in the order given; a new contact belongs to the same account.

    Of new ones who differ in their capitals alone the first is made.
    Who is there already gets the role, or keeps the own one without. Raises CannotJoin, and InvalidFields
    for a name that no contact can have.
    """
    _check_open(opportunity)
    _check_role(role, STAKEHOLDER_ROLES, "stakeholders")
    once: dict[object, Who] = {}
    for one in who:
        once.setdefault(one.key if isinstance(one, NewRecord) else one, one)
    chosen = [_stakeholder(session, user_id, opportunity, one) for one in once.values()]
    return [_connect(session, opportunity, *one, role, ConnectionRole.STAKEHOLDER) for one in chosen]


def add_team_members(
    session: Session, opportunity: Opportunity, user_ids: Sequence[UUID], role: ConnectionRole | None = None
) -> list[Joined]:
    """Users join the sales team, and get the rights of the access team. Roles as of stakeholders."""
    _check_open(opportunity)
    _check_role(role, SALES_TEAM_ROLES, "the sales team")
    joined = []
    for user_id in user_ids:
        user = session.get(User, user_id)
        if user is None or not user.is_active:
            raise CannotJoin(
                f"{user.full_name if user else 'This user'} is no longer active. Choose another."
            )
        who = ("system_user", user.id, user.full_name)
        joined.append(_connect(session, opportunity, *who, role, ConnectionRole.ACCOUNT_MANAGER))
        sharing.joined_team(session, opportunity.id, user.id)
    return joined


def add_competitors(session: Session, opportunity: Opportunity, who: Sequence[Who]) -> list[Joined]:
    """Competitors compete for an opportunity; one of a new name is made. Raises CannotJoin, InvalidFields."""
    _check_open(opportunity)
    return [_rival(session, opportunity, _competitor(session, one)) for one in who]


def change_role(
    session: Session, opportunity: Opportunity, connection_id: UUID, role: ConnectionRole
) -> Joined:
    """Somebody who takes part does it in another role. Raises CannotJoin."""
    _check_open(opportunity)
    connection = session.get(Connection, connection_id)
    if connection is None or connection.opportunity_id != opportunity.id:
        raise CannotJoin("This one is no longer there. Nothing was changed.")
    on_team = connection.user_id is not None
    _check_role(role, SALES_TEAM_ROLES if on_team else STAKEHOLDER_ROLES, _whose(on_team))
    name, was = _name(session, connection), connection.role
    if was is role:
        return Joined(connection.id, name, role, "there")
    if any(one.role is role for one in _connections(session, opportunity.id, _party(connection))):
        raise CannotJoin(f"{name} is there as {role.label} already. Remove one of the two.")
    connection.role = role
    session.add(connection)
    session.flush()
    return Joined(connection.id, name, role, "changed", was)


def remove(session: Session, opportunity: Opportunity, link_ids: Sequence[UUID]) -> list[str]:
    """These take part no longer; their names. Who is gone already is left out. Raises CannotJoin.

    The contact, user or competitor stays, and what was shared by the access team is taken back.
    """
    _check_open(opportunity)
    names = []
    for link_id in link_ids:
        connection = session.get(Connection, link_id)
        rival = session.get(OpportunityCompetitor, link_id) if connection is None else None
        link = connection or rival
        if link is None or link.opportunity_id != opportunity.id:
            continue
        if connection is not None:
            names.append(_name(session, connection))
        elif rival is not None:
            names.append(lookups.names(session, "competitor", [rival.competitor_id])[rival.competitor_id])
        session.delete(link)
        session.flush()
        if connection is not None and connection.user_id is not None:
            sharing.left_team(session, opportunity.id, connection.user_id)
    return names


def removed(names: Sequence[str], on_team: bool = False) -> str:
    """What was done, as a sentence."""
    who, verb = (names[0], "is") if len(names) == 1 else (f"{len(names):,}", "are")
    return f"{who} {'left the sales team' if on_team else f'{verb} removed'}"


def _check_open(opportunity: Opportunity) -> None:
    if why := closed_reason(opportunity.status):
        raise CannotJoin(f"{opportunity.topic}: {why}. Reopen it to change who takes part.")


def _check_role(role: ConnectionRole | None, roles: Sequence[ConnectionRole], whose: str) -> None:
    if role is not None and role not in roles:
        listed = ", ".join(one.label for one in roles)
        raise CannotJoin(f"{role.label} is no role of {whose}. Choose one of: {listed}.")


def _whose(on_team: bool) -> str:
    return "the sales team" if on_team else "stakeholders"


def _stakeholder(
    session: Session, user_id: UUID, opportunity: Opportunity, who: Who
) -> tuple[str, UUID, str]:
    if isinstance(who, NewRecord):
        contact = customers.create_contact(
            session, user_id, who.name, account_id=opportunity.account_id, email=who.email
        )
        return "contact", contact.id, contact.full_name
    name = lookups.names(session, who.table, [who.id]).get(who.id)
    if name is None:
        raise CannotJoin(f"This {who.table} is no longer there. Choose another one.")
    return who.table, who.id, name


def _competitor(session: Session, who: Who) -> tuple[UUID, str]:
    if isinstance(who, NewRecord):
        name = values.check_all(FIELDS["competitor"], {"name": who.name})["name"]
        known = duplicates.likely(session, "competitor", name, limit=1)
        if known and known[0].why == "same name":
            return known[0].hit.id, known[0].hit.name
        competitor = Competitor(name=name)
        session.add(competitor)
        session.flush()
        return competitor.id, competitor.name
    found = session.get(Competitor, who.id)
    if found is None:
        raise CannotJoin("This competitor is no longer there. Choose another one.")
    return found.id, found.name


def _rival(session: Session, opportunity: Opportunity, competitor: tuple[UUID, str]) -> Joined:
    competitor_id, name = competitor
    query = select(OpportunityCompetitor).where(
        OpportunityCompetitor.opportunity_id == opportunity.id,
        OpportunityCompetitor.competitor_id == competitor_id,
    )
    known = session.exec(query).first()
    if known is not None:
        return Joined(known.id, name, None, "there")
    link = OpportunityCompetitor(opportunity_id=opportunity.id, competitor_id=competitor_id)
    session.add(link)
    session.flush()
    return Joined(link.id, name, None, "added")


def _connect(
    session: Session,
    opportunity: Opportunity,
    table: str,
    record_id: UUID,
    name: str,
    role: ConnectionRole | None,
    usual: ConnectionRole,
) -> Joined:
    party = _Party(table, record_id)
    known = _connections(session, opportunity.id, party)
    same = next((one for one in known if role is None or one.role is role), None)
    if same is not None:
        return Joined(same.id, name, same.role, "there")
    if known:
        was, known[0].role = known[0].role, role or usual
        session.add(known[0])
        session.flush()
        return Joined(known[0].id, name, known[0].role, "changed", was)
    made = Connection(opportunity_id=opportunity.id, role=role or usual)
    setattr(made, party.column, record_id)
    session.add(made)
    session.flush()
    return Joined(made.id, name, made.role, "added")


def _connections(session: Session, opportunity_id: UUID, party: _Party) -> list[Connection]:
    """The connections of somebody, the weightiest role first; a file from elsewhere may hold several."""
    about: ColumnElement[bool] = getattr(Connection, party.column) == party.id
    found = session.exec(
        select(Connection)
        .where(Connection.opportunity_id == opportunity_id, about)
        .order_by(col(Connection.id))
    )
    return sorted(found, key=lambda one: DECIDING_ORDER.get(one.role, one.role))


def _party(connection: Connection) -> _Party:
    parties = ((table, getattr(connection, column)) for table, column in _COLUMNS.items())
    return next(_Party(table, record_id) for table, record_id in parties if record_id is not None)


def _name(session: Session, connection: Connection) -> str:
    table, record_id = _party(connection)
    return lookups.names(session, table, [record_id]).get(record_id, "Somebody")
