"""The engines and sessions: reading sessions, and the one that a command writes with."""

import sqlite3
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock, get_ident
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import ORMExecuteState
from sqlalchemy.pool import QueuePool
from sqlmodel import Session, select

import salestui.models.all  # noqa: F401  (every table must be known before the first query)
from salestui.models.choices import JournalKind
from salestui.models.opportunities import Opportunity
from salestui.store import connection as files
from salestui.store import errors, rows
from salestui.store.changes import Changes
from salestui.store.guard import MakeGuard
from salestui.store.recorder import Recorder, recorder_of

_WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "ALTER", "DROP")


class ReadingSession(Session):
    """A session that can't change anything."""


class CommandSession(Session):
    """The session of a command. What it flushes is journalled; other writes are refused."""


class Sessions:
    """The two engines of a file: one whose connections only read, one with the single writing connection.

    `hasty_thread` is the one that waits only for a moment for the commands of others.
    """

    def __init__(self, path: Path, hasty_thread: int) -> None:
        self.path = path
        self._hasty_thread = hasty_thread
        self._read = _engine(lambda: files.connect(path, readonly=True), size=2)
        self._write = _engine(lambda: files.connect(path), size=1)
        event.listen(self._read, "begin", _begin)
        event.listen(self._write, "begin", _begin_immediate)
        event.listen(self._write, "before_cursor_execute", _guard)
        event.listen(self._write, "checkin", _clean)
        self._writing = Lock()
        self._writing_thread: int | None = None
        self._written = ""
        """The title of the command that is being done, or was last."""
        self.user_id: uuid.UUID | None = None
        """Who reads; sessions keep him in their `info`."""
        self.make_guard: MakeGuard | None = None
        self._prepare()

    def _prepare(self) -> None:
        """Do now, in the thread that warms up, what the first query would do on the event loop."""
        with self.reading() as session:
            session.exec(select(Opportunity).limit(0)).all()

    def reading(self) -> Session:
        """See Store.session."""
        session = ReadingSession(self._read, expire_on_commit=False)
        session.info["user_id"] = self.user_id
        return session

    @contextmanager
    def command(
        self,
        title: str,
        user_id: uuid.UUID | None,
        kind: JournalKind | None,
        before_commit: Callable[[], None],
    ) -> Iterator[Session]:
        """See Store.command. `before_commit` is called while the file is still ours alone."""
        with (
            self._turn(title),
            self._translated(),
            CommandSession(self._write, expire_on_commit=False) as session,
        ):
            kind = kind or JournalKind.DO
            guard = None
            if self.make_guard is not None and user_id is not None:
                guard = self.make_guard(rows.raw(session), user_id, kind)
            recorder = Recorder(session, title, user_id, kind, guard)
            session.info["recorder"] = recorder
            session.info["user_id"] = user_id
            pooled = session.connection().info
            version = files.schema_version(rows.raw(session))
            if version != files.SCHEMA_VERSION:
                # A newer program has migrated the file while this one had it open.
                raise errors.newer_than_us(self.path, version, files.SCHEMA_VERSION)
            pooled["recorder"] = recorder
            try:
                yield session
                session.flush()
                recorder.finish()
                before_commit()
                session.commit()
            finally:
                del pooled["recorder"]

    @contextmanager
    def _turn(self, title: str) -> Iterator[None]:
        """The writing connection for the command of this title. Raises Busy while another one keeps it."""
        if self._writing_thread == get_ident():
            raise RuntimeError("a command was started inside a command")
        is_hasty = get_ident() == self._hasty_thread
        if not self._writing.acquire(timeout=files.MOMENT_SECONDS if is_hasty else files.BUSY_SECONDS):
            raise errors.busy(self._written)
        try:
            self._writing_thread, self._written = get_ident(), title
            yield
        finally:
            self._writing_thread = None
            self._writing.release()

    def outcome(self, session: Session) -> tuple[str, Changes]:
        """The id of the finished command of this session, and what it changed."""
        recorder = recorder_of(session)
        return recorder.command_id, recorder.changes

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except UnicodeEncodeError as error:
            text = error.object[:40].encode("utf-8", "replace").decode()
            raise errors.RuleBroken(f"“{text}” holds half a character. Type or paste it again.") from error
        except DBAPIError as error:
            if not isinstance(error.orig, sqlite3.Error):
                raise
            translated = files.translate(error.orig, self.path)
            raise (error if translated is error.orig else translated) from error
        except sqlite3.Error as error:
            translated = files.translate(error, self.path)
            if translated is error:
                raise
            raise translated from error

    def close(self) -> None:
        """Close every connection that no session holds."""
        self._read.dispose()
        self._write.dispose()


def _engine(creator: Callable[[], sqlite3.Connection], size: int) -> Engine:
    overflow = 0 if size == 1 else 8
    return create_engine(
        "sqlite://",
        creator=creator,
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=overflow,
        pool_timeout=files.BUSY_SECONDS,
        pool_use_lifo=True,
    )


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _begin_immediate(connection: Connection) -> None:
    # Take the write lock at once: a command must not find out when it writes that what it read is old.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    # References are checked by the commit: the order in which objects are flushed is not ours to choose.
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")


def _clean(connection: sqlite3.Connection | None, record: Any) -> None:
    # A COMMIT that fails (a broken reference, a full disk) leaves its transaction open.
    if connection is not None and connection.in_transaction:
        connection.rollback()


def _guard(
    connection: Connection, cursor: Any, statement: str, parameters: Any, context: Any, executemany: bool
) -> None:
    recorder = connection.info.get("recorder")
    if recorder is not None and not recorder.flushing and statement.lstrip().upper().startswith(_WRITES):
        raise RuntimeError(f"this would change records around the journal: {statement[:80]}")


@event.listens_for(CommandSession, "do_orm_execute")
def _refuse_statements(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        raise RuntimeError("statements would go around the journal: use objects or bulk_insert")


@event.listens_for(ReadingSession, "before_flush")
def _refuse_flush(session: Session, context: Any, instances: Any) -> None:
    raise RuntimeError("a reading session can't change records: use Store.command")


@event.listens_for(CommandSession, "before_flush")
def _before_flush(session: Session, context: Any, instances: Any) -> None:
    recorder_of(session).before_flush()


@event.listens_for(CommandSession, "after_flush_postexec")
def _after_flush_postexec(session: Session, context: Any) -> None:
    recorder_of(session).after_flush()


@event.listens_for(CommandSession, "after_soft_rollback")
def _after_rollback(session: Session, previous: Any) -> None:
    recorder = session.info.get("recorder")
    if recorder is not None:
        recorder.rolled_back()
