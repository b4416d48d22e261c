"""What an import of vCards is to write, complete before it begins; the disk keeps it, for it may be much."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from salestui.exchange.source_rows import STEP
from salestui.exchange.spool import Spool
from salestui.models.customers import Account, Contact
from salestui.progress import Told
from salestui.store.database import Store
from salestui.store.journal import bulk_insert
from salestui.store.rows import chunks

Values = dict[str, Any]


class CardWork:
    """New accounts and contacts by their values; known contacts by their ids and new values."""

    def __init__(self, accounts: Spool[Values], contacts: Spool[Values], changes: Spool[tuple[UUID, Values]]):
        self.accounts = accounts
        self.contacts = contacts
        self.changes = changes

    def write(self, session: Session, progress: Told | None) -> None:
        """Do it inside the command of `session`."""
        for portion in chunks(self.accounts, STEP):
            bulk_insert(session, Account, portion)
        done = 0
        for portion in chunks(self.contacts, STEP):
            bulk_insert(session, Contact, portion)
            done = self._told(progress, done + len(portion))
        for changes in chunks(self.changes):
            values = dict(changes)
            for record in session.exec(select(Contact).where(col(Contact.id).in_(values))):
                for name, value in values[record.id].items():
                    setattr(record, name, value)
            session.flush()
            done = self._told(progress, done + len(changes))

    def _told(self, progress: Told | None, done: int) -> int:
        if progress:
            progress("writing", done, len(self.contacts) + len(self.changes))
        return done


@contextmanager
def card_work(store: Store) -> Iterator[CardWork]:
    """No work yet; what it takes on the disk is given back at the end."""
    spools: list[Spool[Any]] = []
    try:
        for _ in range(3):
            spools.append(Spool(store.path))
        yield CardWork(*spools)
    finally:
        for spool in spools:
            spool.close()
