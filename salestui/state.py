"""What the screens remember between starts, one small JSON file per database file and user."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID
from zlib import crc32

from salestui.home import at_home

ENVIRONMENT = "SALESTUI_STATE"
"""The environment variable that names another folder for these files."""


def folder() -> Path:
    """Where the files are: $SALESTUI_STATE, else the user's state folder."""
    if named := os.environ.get(ENVIRONMENT):
        return at_home(named)
    from platformdirs import user_state_path

    return user_state_path("salestui", appauthor=False)


class State:
    """Names and JSON values, written at each change by replacing the file.

    A file that can't be read or written never stops the program: what went wrong is told once through
    `on_problem`, which receives a sentence, or kept in `problem` until then.
    """

    def __init__(self, file: Path, database: Path, user_id: UUID) -> None:
        self.file = file
        self.problem: str | None = None
        self.on_problem: Callable[[str], None] | None = None
        self._whose = {"database": str(database), "user": user_id.hex}
        self._values: dict[str, Any] = {}
        self._told = False

    @classmethod
    def open(cls, database: Path, user_id: UUID) -> "State":
        """What was remembered of this user's work with this database file."""
        whole = database.expanduser().absolute()
        both = str(whole).encode("utf-8", "surrogateescape") + user_id.bytes
        state = cls(folder() / f"{whole.stem[:40]}-{crc32(both):08x}.json", whole, user_id)
        state._read()
        return state

    def get(self, name: str, default: Any = None) -> Any:
        """What was put under this name."""
        return self._values.get(name, default)

    def put(self, name: str, value: Any) -> None:
        """Remember a value that JSON can hold; None forgets it. Nothing is written when it is the same."""
        if self._values.get(name) == value:
            return
        if value is None:
            del self._values[name]
        else:
            self._values[name] = value
        self._write()

    def _read(self) -> None:
        try:
            content = json.loads(self.file.read_text(encoding="utf-8"))
            if not isinstance(content, dict) or not isinstance(content.get("values"), dict):
                raise ValueError("not the shape that salestui writes")
        except FileNotFoundError:
            return
        except ValueError:
            aside = self.file.with_suffix(".damaged")
            try:
                self.file.replace(aside)
                self._say(f"What was remembered of the screens was damaged; it is now in {aside}.")
            except OSError:
                self._say(f"What was remembered of the screens in {self.file} is damaged and was ignored.")
        except OSError as error:
            self._say(f"What was remembered of the screens can't be read: {self.file}: {error.strerror}.")
        else:
            if all(content.get(name) == value for name, value in self._whose.items()):
                self._values = content["values"]

    def _write(self) -> None:
        fresh = self.file.with_suffix(f".{os.getpid()}.new")
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            content = json.dumps({**self._whose, "values": self._values}, indent=1)
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as handle:
                handle.write(content)
            fresh.replace(self.file)
        except OSError as error:
            self._say(f"What the screens show can't be remembered: {self.file}: {error.strerror}.")

    def _say(self, sentence: str) -> None:
        self.problem = sentence
        if self.on_problem is not None and not self._told:
            self._told = True
            self.on_problem(sentence)
