"""Tells whether somebody else committed to the file. Standard library only."""

import threading
from pathlib import Path

from salestui.store import connection as files


class Watch:
    """PRAGMA data_version on a connection of its own, which changes with every commit of any other one.

    Our own commits change it too, so each of them is made known by `committed`.
    """

    def __init__(self, path: Path) -> None:
        self._connection = files.connect(path, readonly=True, cache_kib=None)
        self._lock = threading.Lock()
        self._missed = False
        self._seen = self._version()

    def _version(self) -> int:
        (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        return int(version)

    def changed(self) -> bool:
        """Whether another one committed since the last call."""
        with self._lock:
            version = self._version()
            changed = self._missed or version != self._seen
            self._seen, self._missed = version, False
            return changed

    def before_commit(self) -> None:
        """To be called while we hold the write lock: what changed until now was somebody else."""
        with self._lock:
            version = self._version()
            self._missed |= version != self._seen
            self._seen = version

    def committed(self, command_id: str) -> None:
        """We committed this command. If a newer one is there already, it is somebody else's."""
        with self._lock:
            self._connection.execute("BEGIN")
            self._seen = self._version()
            (newest,) = self._connection.execute("SELECT max(id) FROM journal_command").fetchone()
            self._connection.execute("COMMIT")
            self._missed |= newest != command_id

    def close(self) -> None:
        """Close the connection."""
        with self._lock:
            self._connection.close()
