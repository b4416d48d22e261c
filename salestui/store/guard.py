"""What may be changed is asked here before a command is committed; a floor above knows the rules.

Standard library only.
"""

import sqlite3
import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from salestui.models.choices import JournalKind

Connection = sqlite3.Connection
"""The connection of a command, for its guard to ask."""
Values = Mapping[str, str | int | None]
"""The filled columns of a record, as stored."""


class Guard(Protocol):
    """Watches what one command changes, and refuses it at its end."""

    def before(self, table: str, ids: Iterable[str]) -> None:
        """These records are about to be changed or deleted, for the first time in the command."""

    def changed(self, table: str, record_id: str, before: Values | None, now: Values | None) -> None:
        """What the command did to a record; None stands for no record."""

    def check(self) -> None:
        """All has been told. Raises a SalesError if something was not allowed."""


MakeGuard = Callable[[Connection, uuid.UUID, JournalKind], Guard | None]
"""Makes the guard of a user's command; None when he may change everything."""
