"""Users, teams and who is in which; what a user prefers inside the file."""

import uuid

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from salestui.models.base import Record, choice, link, text
from salestui.models.choices import SecurityRole, TeamType


class User(Record, table=True):
    """A person who signs in. Dataverse: systemuser."""

    __tablename__ = "system_user"
    __table_args__ = (UniqueConstraint("user_name"),)

    user_name: str = text(100, default=..., nullable=False)
    full_name: str = text(200, default=..., nullable=False)
    email: str | None = text(320)
    phone: str | None = text(50)
    job_title: str | None = text(100)
    region: str | None = text(100)
    manager_id: uuid.UUID | None = link("system_user")
    security_role: SecurityRole = choice(SecurityRole, default=SecurityRole.SALESPERSON, nullable=False)
    """Dataverse: systemuserroles, here one role per user."""
    is_active: bool = Field(default=True)


class Team(Record, table=True):
    """A group of users that can own records or, as an access team, be given rights on one."""

    __table_args__ = (UniqueConstraint("name"),)

    name: str = text(160, default=..., nullable=False)
    team_type: TeamType = choice(TeamType, default=TeamType.OWNER, nullable=False)
    description: str | None = text(2000)
    manager_id: uuid.UUID | None = link("system_user")


class TeamMembership(Record, table=True):
    """A user's place in a team."""

    __tablename__ = "team_membership"
    __table_args__ = (UniqueConstraint("team_id", "user_id"),)

    team_id: uuid.UUID = link("team", default=..., nullable=False, index=False)
    user_id: uuid.UUID = link("system_user", default=..., nullable=False)
