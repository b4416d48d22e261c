"""Rights on single records: access team templates and shares."""

import uuid

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from salestui.models.base import Record, exactly_one, link, text


class Rights(SQLModel):
    """What somebody may do with a record."""

    can_read: bool = Field(default=True)
    can_write: bool = Field(default=False)
    can_append: bool = Field(default=False)
    can_assign: bool = Field(default=False)
    can_share: bool = Field(default=False)
    can_delete: bool = Field(default=False)


class AccessTeamTemplate(Record, Rights, table=True):
    """The rights that the members of a record's access team get. Dataverse: teamtemplate."""

    __tablename__ = "access_team_template"
    __table_args__ = (UniqueConstraint("record_type", "name"),)

    name: str = text(160, default=..., nullable=False)
    record_type: str = text(50, default=..., nullable=False)


class RecordShare(Record, Rights, table=True):
    """A record shared with a user or a team. Dataverse: principalobjectaccess."""

    __tablename__ = "record_share"
    __table_args__ = (
        exactly_one("user_id", "team_id", name="one_principal"),
        exactly_one(
            "opportunity_id", "account_id", "contact_id", "lead_id", "quote_id", "order_id", name="one_record"
        ),
        CheckConstraint("can_read OR NOT can_write", name="write_needs_read"),
    )

    user_id: uuid.UUID | None = link("system_user")
    team_id: uuid.UUID | None = link("team")
    opportunity_id: uuid.UUID | None = link("opportunity")
    account_id: uuid.UUID | None = link("account")
    contact_id: uuid.UUID | None = link("contact")
    lead_id: uuid.UUID | None = link("lead")
    quote_id: uuid.UUID | None = link("quote")
    order_id: uuid.UUID | None = link("sales_order")
    access_team_template_id: uuid.UUID | None = link("access_team_template")
    """The template that gave these rights; none when shared by hand."""
