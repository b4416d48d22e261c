"""The store: one file, opened at once, changed only by commands. The ORM is imported when it is needed."""

import sqlite3
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Self

from salestui.home import at_home
from salestui.store import connection as files
from salestui.store import errors
from salestui.store.changes import Changes
from salestui.store.watch import Watch

if TYPE_CHECKING:
    from sqlmodel import Session

    from salestui.models.choices import JournalKind
    from salestui.store.guard import MakeGuard
    from salestui.store.sessions import Sessions


class Store:
    """An open file.

    `path` is the file, `reader` a plain read-only connection for the thread that opened the store,
    `backup` the copy that was made because the file had to be migrated (else None).
    """

    def __init__(self, path: Path, reader: sqlite3.Connection, backup: Path | None = None) -> None:
        self.path = path
        self.reader = reader
        self.backup = backup
        self._watch = Watch(path)
        self._sessions: Sessions | None = None
        self._making = threading.Lock()
        self._opened_in = threading.get_ident()
        self._subscribers: list[Callable[[Changes], None]] = []
        self._user_id: uuid.UUID | None = None
        self._make_guard: MakeGuard | None = None

    @classmethod
    def open(cls, path: Path | str | None = None) -> Self:
        """Open the file (None: the default one), making it, or migrating it after a backup, when needed.

        Raises a StoreError that says what is wrong with the file, which is untouched then; and NoSuchHome.
        """
        path = at_home(path) if path is not None else files.default_path()
        backup = None
        version = files.look(path)
        if version is None:
            from salestui.store import migrate

            migrate.create(path)
        reader = files.connect(path, readonly=True)
        try:
            version = files.schema_version(reader)
            if version > files.SCHEMA_VERSION:
                raise errors.newer_than_us(path, version, files.SCHEMA_VERSION)
            if version < files.SCHEMA_VERSION:
                from salestui.store import migrate

                reader.close()
                backup = migrate.upgrade(path, version)
                reader = files.connect(path, readonly=True)
            return cls(path, reader, backup)
        except sqlite3.Error as error:
            reader.close()
            raise files.translate(error, path) from error
        except BaseException:
            reader.close()
            raise

    def connect(self) -> sqlite3.Connection:
        """A read-only connection of one's own, for a thread that reads once; the caller closes it."""
        return files.connect(self.path, readonly=True, cache_kib=files.PASSING_CACHE_KIB)

    @property
    def sessions(self) -> "Sessions":
        """The engine and its sessions; made, and the ORM imported, at the first use. Any thread may ask."""
        with self._making:
            if self._sessions is None:
                from salestui.store.sessions import Sessions

                self._sessions = Sessions(self.path, self._opened_in)
                self._sign_in(self._sessions)
            return self._sessions

    def sign_in(self, user_id: uuid.UUID, make_guard: "MakeGuard") -> None:
        """From now on this user reads in sessions, and commands change what their user's guard lets them."""
        self._user_id, self._make_guard = user_id, make_guard
        if self._sessions is not None:
            self._sign_in(self._sessions)

    def _sign_in(self, sessions: "Sessions") -> None:
        sessions.user_id, sessions.make_guard = self._user_id, self._make_guard

    def session(self) -> "Session":
        """A session to read with, as a context manager: one consistent picture of the file until it closes.

        Objects keep their loaded values afterwards. A flush in it is refused.
        """
        return self.sessions.reading()

    @contextmanager
    def command(
        self,
        title: str,
        user_id: uuid.UUID | None = None,
        kind: "JournalKind | None" = None,
    ) -> "Iterator[Session]":
        """A session for one user command: all that it does is one transaction and one entry of the journal.

        `title` is what undo will name ("Edit Acme renewal"), `kind` is DO unless said otherwise. Leaving the
        block commits, then tells the subscribers; an exception takes everything back and passes on. A
        StoreError says when the file is locked, the disk full, or a rule of the database broken. A command
        within a command is a defect. Commands of several threads wait for each other; the thread that opened
        the store, which may have a screen to draw, only for a moment.
        """
        sessions = self.sessions
        with sessions.command(title, user_id, kind, self._watch.before_commit) as session:
            yield session
        command_id, changes = sessions.outcome(session)
        if changes:
            self._watch.committed(command_id)
            for subscriber in tuple(self._subscribers):
                subscriber(changes)

    def subscribe(self, callback: Callable[[Changes], None]) -> Callable[[], None]:
        """Have `callback` called after each commit, in the thread that committed; returns what ends that."""
        self._subscribers.append(callback)

        def unsubscribe() -> None:
            if callback in self._subscribers:
                self._subscribers.remove(callback)

        return unsubscribe

    def changed_elsewhere(self) -> bool:
        """Whether another program committed to the file since this was last asked. Cheap; any thread."""
        return self._watch.changed()

    def close(self) -> None:
        """Close every connection; the last one folds the -wal into the file."""
        if self._sessions is not None:
            self._sessions.close()
        self._watch.close()
        self.reader.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()
