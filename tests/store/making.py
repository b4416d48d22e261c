"""Records for the tests of the store, and looks at the whole file."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlmodel import Session, SQLModel, select

from salestui.lifecycle.users import signed_in
from salestui.models.choices import SecurityRole
from salestui.models.customers import Account, Contact
from salestui.models.opportunities import Opportunity
from salestui.models.users import User
from salestui.store import rows
from salestui.store.database import Store


def mina(store: Store) -> UUID:
    """The user that the file was made for."""
    return signed_in(store, "mina").id


def colleague(store: Store, name: str) -> UUID:
    """Another user, who may change what others own."""
    found = signed_in(store, name, new=True).id
    with store.command("Setup") as session:
        session.get_one(User, found).security_role = SecurityRole.VICE_PRESIDENT
    return found


def account(session: Session, name: str = "Acme", **fields: Any) -> Account:
    """An account of mina, in the session."""
    owner = session.exec(select(User).where(User.user_name == "mina")).one()
    made = Account(name=name, owner_user_id=owner.id, **fields)
    session.add(made)
    return made


def contact(session: Session, full_name: str = "Ann Lee", **fields: Any) -> Contact:
    """A contact of mina, in the session."""
    owner = session.exec(select(User).where(User.user_name == "mina")).one()
    made = Contact(full_name=full_name, owner_user_id=owner.id, **fields)
    session.add(made)
    return made


def opportunity(session: Session, topic: str = "Renewal", **fields: Any) -> Opportunity:
    """An opportunity of mina, in the session."""
    owner = session.exec(select(User).where(User.user_name == "mina")).one()
    made = Opportunity(topic=topic, owner_user_id=owner.id, **fields)
    session.add(made)
    return made


def dump(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every record of every table but the journal, as stored; with the derived columns."""
    with closing(sqlite3.connect(path)) as connection:
        return {
            table.name: sorted(
                connection.execute(f"SELECT {', '.join(table.columns.keys())} FROM {table.name}"), key=repr
            )
            for table in SQLModel.metadata.tables.values()
            if table.name not in rows.JOURNAL
        }


def journal(store: Store, command: str) -> list[tuple[Any, ...]]:
    """The entries of the commands of this title: table, change, before, after."""
    return store.reader.execute(
        "SELECT record_type, change, before, after FROM journal_entry JOIN journal_command AS command"
        " ON command.id = command_id WHERE title = ? ORDER BY command.id, journal_entry.id",
        (command,),
    ).fetchall()
