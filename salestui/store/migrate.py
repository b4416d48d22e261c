"""Makes new files and brings old ones to this program's schema. The only importer of Alembic."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from salestui import clock
from salestui.store import backup, errors, unfinished
from salestui.store import connection as files

SCRIPTS = Path(__file__).with_name("migrations")


def create(path: Path) -> None:
    """Make a new file, and the folders above it. It appears complete or not at all.

    When another process makes the same file meanwhile, that one stays.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise errors.cannot_open(path, f"its folder can't be made ({error.strerror})") from error
    fresh = unfinished.beside(path)
    try:
        os.close(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with closing(sqlite3.connect(fresh, isolation_level=None)) as connection:
            # Nobody else sees this file, and a failure throws it away: no journal, no syncs but the last.
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute(f"PRAGMA application_id = {files.APPLICATION_ID}")
            _run(connection)
            connection.execute("PRAGMA journal_mode = WAL")
        unfinished.settle(fresh, path)
    except sqlite3.Error as error:
        raise files.translate(error, path) from error
    except OSError as error:
        raise errors.from_os(error, path) from error
    finally:
        unfinished.remove(fresh)


def upgrade(path: Path, version: int) -> Path:
    """Migrate a file of the schema `version`; returns the backup that was made first, beside it.

    One transaction: when it fails, the file is as it was.
    """
    kept = _free_name(path, version)
    backup.backup(path, kept)
    with closing(files.connect(path)) as connection:
        try:
            _run(connection)
        except sqlite3.Error as error:
            raise files.translate(error, path) from error
    return kept


def _free_name(path: Path, version: int) -> Path:
    stem = f"{path.stem}-schema-{version}-{clock.today().isoformat()}"
    free = path.with_name(stem + path.suffix)
    count = 2
    while free.exists():
        free = path.with_name(f"{stem}-{count}{path.suffix}")
        count += 1
    return free


def _run(connection: sqlite3.Connection) -> None:
    # A table that others refer to can only be rebuilt while foreign keys are off; env.py checks them then.
    connection.execute("PRAGMA foreign_keys = OFF")
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
    event.listen(engine, "begin", lambda begun: begun.exec_driver_sql("BEGIN IMMEDIATE"))
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    with engine.connect() as bound:
        config.attributes["connection"] = bound
        try:
            command.upgrade(config, "head")
        except DBAPIError as error:
            if isinstance(error.orig, sqlite3.Error):
                raise error.orig from error
            raise
