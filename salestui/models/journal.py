"""The journal: every user command and the records that it changed."""

import uuid
from datetime import datetime

from sqlalchemy import Index, Text
from sqlmodel import Field, SQLModel
from uuid_utils.compat import uuid7

from salestui import clock
from salestui.models.base import choice, moment, text
from salestui.models.choices import ChangeKind, JournalKind


class JournalCommand(SQLModel, table=True):
    """One user command, one transaction. Not a Record: the journal does not journal itself."""

    __tablename__ = "journal_command"
    __table_args__ = (Index("ix_journal_command_user_id", "user_id", "id"),)

    id: uuid.UUID = Field(default_factory=uuid7, primary_key=True)
    at: datetime = moment(default_factory=clock.now, nullable=False)
    user_id: uuid.UUID | None = Field(default=None)
    title: str = text(500, default=..., nullable=False)
    kind: JournalKind = choice(JournalKind, default=JournalKind.DO, nullable=False)
    target_id: uuid.UUID | None = Field(default=None, foreign_key="journal_command.id", index=True)
    """The command that this one undid or did again."""
    is_undone: bool = Field(default=False)


class JournalEntry(SQLModel, table=True):
    """What one command did to one record."""

    __tablename__ = "journal_entry"
    __table_args__ = (Index("ix_journal_entry_record", "record_id", "command_id"),)

    id: uuid.UUID = Field(default_factory=uuid7, primary_key=True)
    command_id: uuid.UUID = Field(foreign_key="journal_command.id", index=True)
    record_type: str = text(50, default=..., nullable=False)
    record_id: uuid.UUID = Field()
    parent_id: uuid.UUID | None = Field(default=None, index=True)
    """The record that this one is a part of (the opportunity of a stakeholder, line or note), whose history
    tells of it too."""
    change: ChangeKind = choice(ChangeKind, default=..., nullable=False)
    before: str | None = Field(default=None, sa_type=Text)
    """JSON of the changed fields as they lay in the file before: {column: stored value}."""
    after: str | None = Field(default=None, sa_type=Text)
