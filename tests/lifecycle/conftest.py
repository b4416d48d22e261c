"""A session on a real file, and a maker of records in it."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import Session

from salestui.lifecycle.users import signed_in
from salestui.store.database import Store
from tests.lifecycle.making import Maker
from tests.lifecycle.office import Office


@pytest.fixture
def mina(store: Store) -> UUID:
    """The signed-in user."""
    return signed_in(store, "mina").id


@pytest.fixture
def session(store: Store, mina: UUID) -> Iterator[Session]:
    """The session of one command on the file."""
    with store.command("Test", mina) as session:
        yield session


@pytest.fixture
def make(session: Session, mina: UUID) -> Maker:
    """Makes records in the session."""
    return Maker(session, mina)


@pytest.fixture
def office(store: Store, mina: UUID) -> Office:
    """People of every role, with records of their own."""
    return Office(store)


@contextmanager
def as_nobody() -> Iterator[None]:
    """Without the rights of root, who may read everything, in case the tests have them."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that everybody may look into."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)
