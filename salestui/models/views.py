"""Views that users saved, their default views, and the state of assistant cards."""

import uuid
from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from salestui.models.base import Record, link, moment, text


class SavedView(Record, table=True):
    """A personal view. Dataverse: userquery. `definition` is the JSON of lifecycle.views.View."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("user_id", "record_type", "name"),)

    user_id: uuid.UUID = link("system_user", default=..., nullable=False, index=False)
    record_type: str = text(50, default=..., nullable=False)
    name: str = text(200, default=..., nullable=False)
    definition: str = text(100_000, default=..., nullable=False)
    is_shared: bool = Field(default=False)


class DefaultView(Record, table=True):
    """The view that a user starts with in a place; `view` is a system view's key or a saved view's id."""

    __tablename__ = "default_view"
    __table_args__ = (UniqueConstraint("user_id", "record_type"),)

    user_id: uuid.UUID = link("system_user", default=..., nullable=False, index=False)
    record_type: str = text(50, default=..., nullable=False)
    view: str = text(100, default=..., nullable=False)


class AssistantCardState(Record, table=True):
    """What a user did with an assistant card. Dataverse: actioncarduserstate."""

    __tablename__ = "assistant_card_state"
    __table_args__ = (UniqueConstraint("user_id", "card"),)

    user_id: uuid.UUID = link("system_user", default=..., nullable=False, index=False)
    card: str = text(200, default=..., nullable=False)
    """The card's kind and record: close_date_soon:<id>."""
    snoozed_until: datetime | None = moment()
    dismissed_on: datetime | None = moment()
