"""Users with their roles, and teams with their members."""

from collections import Counter
from itertools import count
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from salestui.counting import counted
from salestui.errors import SalesError
from salestui.lifecycle import permission, raw, record_checks, rights, values
from salestui.lifecycle.names import plain_words
from salestui.lifecycle.permission import NotAllowed
from salestui.lifecycle.refs import RecordRef
from salestui.models.choices import SecurityRole, TeamType
from salestui.models.fields import FIELDS
from salestui.models.sharing import RecordShare
from salestui.models.users import Team, TeamMembership, User
from salestui.store.rows import raw as connection_of
from salestui.store.words import word

_LONGEST = 160
_LONGEST_USER_NAME = 80


class CannotChangeTeam(SalesError):
    """The team or the role can't be changed like that. The message says why."""


class Member(NamedTuple):
    """A user in a team."""

    who: RecordRef
    job_title: str | None
    is_manager: bool


class TeamRow(NamedTuple):
    """A team with its members."""

    ref: RecordRef
    manager: str | None
    members: tuple[Member, ...]


class UserRow(NamedTuple):
    """A user with his role, how he is reached, and the names of his manager and his teams."""

    ref: RecordRef
    user_name: str
    job_title: str | None
    role: SecurityRole
    teams: tuple[str, ...]
    is_active: bool
    email: str | None
    phone: str | None
    manager: str | None


def teams(session: Session) -> list[TeamRow]:
    """Every team that can own records, by name, with its members by name."""
    members: dict[UUID, list[Member]] = {}
    columns: Any = (TeamMembership.team_id, User.id, User.full_name, User.job_title, Team.manager_id)
    query = (
        select(*columns)
        .join(User, col(User.id) == TeamMembership.user_id)
        .join(Team, col(Team.id) == TeamMembership.team_id)
        .order_by(func.lower(User.full_name), col(User.id))
    )
    for team_id, user_id, name, job_title, manager_id in session.exec(query):
        member = Member(RecordRef("system_user", user_id, name), job_title, user_id == manager_id)
        members.setdefault(team_id, []).append(member)
    found = session.exec(
        select(Team.id, Team.name, User.full_name)
        .join(User, col(User.id) == Team.manager_id, isouter=True)
        .where(Team.team_type == TeamType.OWNER)
        .order_by(func.lower(Team.name))
    )
    return [
        TeamRow(RecordRef("team", team_id, name), manager, tuple(members.get(team_id, ())))
        for team_id, name, manager in found
    ]


def users(session: Session, *, inactive: bool = False) -> list[UserRow]:
    """Every active user, by name; with `inactive` the others after them."""
    teams_of: dict[UUID, list[str]] = {}
    query = (
        select(TeamMembership.user_id, Team.name)
        .join(Team, col(Team.id) == TeamMembership.team_id)
        .order_by(func.lower(Team.name))
    )
    for user_id, name in session.exec(query):
        teams_of.setdefault(user_id, []).append(name)
    names = dict(session.exec(select(User.id, User.full_name)).all())
    listed = select(User) if inactive else select(User).where(col(User.is_active))
    found = session.exec(
        listed.order_by(col(User.is_active).desc(), func.lower(User.full_name), col(User.id))
    )
    return [
        UserRow(
            RecordRef("system_user", one.id, one.full_name),
            one.user_name,
            one.job_title,
            one.security_role,
            tuple(teams_of.get(one.id, ())),
            one.is_active,
            one.email,
            one.phone,
            names.get(one.manager_id) if one.manager_id else None,
        )
        for one in found
    ]


def make_user(session: Session, user_id: UUID, name: str, email: str | None = None) -> RecordRef:
    """A new user, a salesperson, who signs in by this name or by the user name that is made of it.

    Raises NotAllowed, InvalidFields.
    """
    _check_administers(session, user_id)
    given = {"user_name": _free_user_name(session, name), "full_name": name, "email": email}
    chosen = values.check_all(FIELDS["system_user"], given)
    record_checks.check_emails(FIELDS["system_user"], chosen)
    user = User(**{FIELDS["system_user"][key].column: value for key, value in chosen.items()})
    session.add(user)
    session.flush()
    return RecordRef("system_user", user.id, user.full_name)


def _free_user_name(session: Session, name: str) -> str:
    """Ana Silva -> ana.silva, or ana.silva.2 when that is taken."""
    wanted = ".".join(plain_words(name))[:_LONGEST_USER_NAME] or "user"
    taken = {one.casefold() for one in session.exec(select(User.user_name))}
    numbered = (wanted if at == 1 else f"{wanted}.{at}" for at in count(1))
    return next(one for one in numbered if one not in taken)


def make_team(session: Session, user_id: UUID, name: str) -> RecordRef:
    """A new team that can own records, managed by who makes it. Raises NotAllowed, CannotChangeTeam."""
    _check_administers(session, user_id)
    name = _checked_name(session, name)
    team = Team(name=name, manager_id=user_id)
    session.add(team)
    session.flush()
    return RecordRef("team", team.id, name)


def rename_team(session: Session, user_id: UUID, team: RecordRef, name: str) -> RecordRef:
    """Call a team otherwise. Raises NotAllowed, CannotChangeTeam."""
    _check_administers(session, user_id)
    renamed = _team(session, team)
    renamed.name = _checked_name(session, name, but=team.id)
    session.add(renamed)
    session.flush()
    return RecordRef("team", team.id, renamed.name)


def why_not_delete_team(connection: raw.Connection, team: RecordRef) -> str | None:
    """Why a team can't be deleted, as a sentence that begins with its name; None when it owns nothing."""
    owned = _owned(connection, "owner_team_id", team.id)
    if not owned:
        return None
    return f"{team.name} owns {owned}. Assign what it owns to somebody else first."


def delete_team(session: Session, user_id: UUID, team: RecordRef) -> None:
    """Delete a team that owns nothing, with its memberships and what was shared with it.

    Raises NotAllowed, CannotChangeTeam.
    """
    _check_administers(session, user_id)
    gone = _team(session, team)
    if why := why_not_delete_team(connection_of(session), team):
        raise CannotChangeTeam(why)
    for model in (TeamMembership, RecordShare):
        for row in session.exec(select(model).where(col(model.team_id) == team.id)):
            session.delete(row)
    session.flush()
    session.delete(gone)
    session.flush()


def _team(session: Session, team: RecordRef) -> Team:
    found = session.get(Team, team.id)
    if found is None:
        raise CannotChangeTeam(f"{team.name} is no longer there.")
    return found


def _owned(connection: raw.Connection, column: str, owner_id: UUID) -> str:
    """How many records somebody owns, the most first: "3 opportunities, 1 account"; empty for none."""
    counts: Counter[str] = Counter()
    for table in sorted(rights.OWNED):
        query = f"SELECT count(*) FROM {table} WHERE {column} = :owner"
        counts[word(table)] += raw.rows(connection, query, owner=owner_id.hex)[0][0]
    told = [(noun, count) for noun, count in counts.most_common() if count]
    return ", ".join(counted(count, noun) for noun, count in told)


def _checked_name(session: Session, name: str, but: UUID | None = None) -> str:
    """The name of a team, cleaned; no other team than `but` may have it. Raises CannotChangeTeam."""
    name = " ".join(name.split())
    if not name:
        raise CannotChangeTeam("A team needs a name.")
    if len(name) > _LONGEST:
        raise CannotChangeTeam(f"The name has {len(name):,} characters; a team's may have {_LONGEST}.")
    taken = session.exec(select(Team.id).where(func.lower(Team.name) == func.lower(name))).first()
    if taken is not None and taken != but:
        raise CannotChangeTeam(f"There is a team {name} already. Use another name.")
    return name


def _check_administers(session: Session, user_id: UUID) -> None:
    if not rights.of(connection_of(session), user_id).administers:
        raise NotAllowed(permission.ADMINISTERED)


def _check_manages(session: Session, user_id: UUID, team: RecordRef) -> None:
    who = rights.of(connection_of(session), user_id)
    if not who.administers and team.id.hex not in who.managed:
        raise NotAllowed(permission.ADMINISTERED)


def add_member(session: Session, user_id: UUID, team: RecordRef, who: RecordRef) -> None:
    """Take a user into a team. Raises NotAllowed, CannotChangeTeam if he is in it already."""
    _check_manages(session, user_id, team)
    if _membership(session, team, who) is not None:
        raise CannotChangeTeam(f"{who.name} is in {team.name} already.")
    session.add(TeamMembership(team_id=team.id, user_id=who.id))
    session.flush()


def remove_member(session: Session, user_id: UUID, team: RecordRef, who: RecordRef) -> None:
    """Take a user out of a team. Raises NotAllowed, CannotChangeTeam if he is not in it."""
    _check_manages(session, user_id, team)
    membership = _membership(session, team, who)
    if membership is None:
        raise CannotChangeTeam(f"{who.name} is not in {team.name}.")
    session.delete(membership)
    session.flush()


def _membership(session: Session, team: RecordRef, who: RecordRef) -> TeamMembership | None:
    return session.exec(
        select(TeamMembership).where(TeamMembership.team_id == team.id, TeamMembership.user_id == who.id)
    ).first()


def set_role(session: Session, user_id: UUID, who: RecordRef, role: SecurityRole) -> None:
    """Give a user another role. Raises NotAllowed, CannotChangeTeam if no administrator would be left."""
    _check_administers(session, user_id)
    user = _user(session, who)
    why = _why_needed_to_administer(connection_of(session), who)
    if why and role is not SecurityRole.SYSTEM_ADMINISTRATOR:
        raise CannotChangeTeam(why)
    user.security_role = role
    session.add(user)
    session.flush()


def why_not_deactivate(connection: raw.Connection, user_id: UUID, who: RecordRef) -> str | None:
    """Why a user can't be deactivated by this one, as a sentence that begins with the name; None if so."""
    if who.id == user_id:
        return f"{who.name} is the user that you work as. Sign in as another one first."
    return _why_needed_to_administer(connection, who)


def deactivate(session: Session, user_id: UUID, who: RecordRef) -> str:
    """Let a user sign in no longer, and return what he owns and keeps; empty for nothing.

    Raises NotAllowed, CannotChangeTeam for oneself and when no administrator would be left.
    """
    _check_administers(session, user_id)
    user = _user(session, who)
    if why := why_not_deactivate(connection_of(session), user_id, who):
        raise CannotChangeTeam(why)
    _set_active(session, user, False)
    return _owned(connection_of(session), "owner_user_id", user.id)


def activate(session: Session, user_id: UUID, who: RecordRef) -> None:
    """Let a user sign in again. Raises NotAllowed, CannotChangeTeam."""
    _check_administers(session, user_id)
    _set_active(session, _user(session, who), True)


def _set_active(session: Session, user: User, active: bool) -> None:
    if user.is_active is active:
        raise CannotChangeTeam(f"{user.full_name} is {'active' if active else 'inactive'} already.")
    user.is_active = active
    session.add(user)
    session.flush()


def _user(session: Session, who: RecordRef) -> User:
    user = session.get(User, who.id)
    if user is None:
        raise CannotChangeTeam(f"{who.name} is no longer there.")
    return user


def _why_needed_to_administer(connection: raw.Connection, who: RecordRef) -> str | None:
    query = "SELECT id, full_name FROM system_user WHERE security_role = :role AND is_active LIMIT 2"
    found = raw.rows(connection, query, role=int(SecurityRole.SYSTEM_ADMINISTRATOR))
    if [key for key, _ in found] != [who.id.hex]:
        return None
    return f"{found[0][1]} is the only System administrator. Give another user that role first."
