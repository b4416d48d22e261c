"""Notes with attachments, posts, and folders linked from elsewhere."""

import uuid

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from salestui.models.base import (
    MEMO,
    NOTE,
    Owned,
    Record,
    Regarding,
    choice,
    exactly_one,
    link,
    one_owner,
    one_regarding,
    text,
)
from salestui.models.choices import PostSource


class Note(Record, Owned, Regarding, table=True):
    """A note about a record, in Markdown. Dataverse: annotation."""

    __table_args__ = (one_owner(), one_regarding())

    title: str | None = text()
    body: str | None = text(NOTE)
    is_pinned: bool = Field(default=False)


class Attachment(Record, table=True):
    """A file of a note or an email. Its bytes lie in the data folder under their SHA-256."""

    __table_args__ = (
        exactly_one("note_id", "activity_id", name="one_parent"),
        CheckConstraint("size_bytes >= 0", name="size"),
    )

    note_id: uuid.UUID | None = link("note")
    activity_id: uuid.UUID | None = link("activity")
    file_name: str = text(255, default=..., nullable=False)
    mime_type: str | None = text(255)
    size_bytes: int = Field(default=0)
    sha256: str = text(64, default=..., nullable=False, index=True)


class Post(Record, Regarding, table=True):
    """A message about a record, by a colleague or automatic. Dataverse: post and postcomment."""

    __table_args__ = (one_regarding(),)

    body: str = text(MEMO, default=..., nullable=False)
    source: PostSource = choice(PostSource, default=PostSource.MANUAL, nullable=False)
    event: str | None = text(50)
    """What an automatic post tells: opportunity_created, opportunity_won, quote_activated ..."""
    author_id: uuid.UUID | None = link("system_user")
    reply_to_id: uuid.UUID | None = link("post")
    is_pinned: bool = Field(default=False)


class PostLike(Record, table=True):
    """A user who likes a post. Dataverse: postlike."""

    __tablename__ = "post_like"
    __table_args__ = (UniqueConstraint("post_id", "user_id"),)

    post_id: uuid.UUID = link("post", default=..., nullable=False, index=False)
    user_id: uuid.UUID = link("system_user", default=..., nullable=False)


class LinkedFolder(Record, table=True):
    """A folder on this computer that belongs to a record. Dataverse: sharepointdocumentlocation.

    Without a record it is a root that holds a folder per account.
    """

    __tablename__ = "linked_folder"
    __table_args__ = (UniqueConstraint("path", "opportunity_id", "account_id"),)

    path: str = text(4096, default=..., nullable=False)
    opportunity_id: uuid.UUID | None = link("opportunity")
    account_id: uuid.UUID | None = link("account")
