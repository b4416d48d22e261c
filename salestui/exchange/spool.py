"""What is made of large files, kept on the disk instead of in the memory until it is needed."""

import pickle
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Generic, TypeVar

from salestui.store import errors

T = TypeVar("T")


class Spool(Generic[T]):
    """Things in their order, in a file without a name, which nobody else can open; gone when it is closed."""

    def __init__(self, database: Path) -> None:
        """The file lies beside `database`, where there is room for what becomes of its content too."""
        self._database = database.absolute()
        self._end = 0
        self._count = 0
        try:
            self._file = tempfile.TemporaryFile(dir=self._database.parent)  # noqa: SIM115  (see close)
        except OSError as error:
            raise errors.from_os(error, self._database) from error

    def __len__(self) -> int:
        return self._count

    def add(self, thing: T) -> int:
        """Put a thing at the end, and give its place. Raises StoreError."""
        place = self._end
        try:
            if self._file.tell() != place:
                self._file.seek(place)
            self._end += self._file.write(pickle.dumps(thing, pickle.HIGHEST_PROTOCOL))
        except OSError as error:
            raise errors.from_os(error, self._database) from error
        self._count += 1
        return place

    def at(self, place: int) -> T:
        """The thing at a place. Raises StoreError."""
        try:
            # What was added last is written only now.
            self._file.seek(place)
            thing: T = pickle.load(self._file)
        except OSError as error:
            raise errors.from_os(error, self._database) from error
        return thing

    def __iter__(self) -> Iterator[T]:
        return (thing for _, thing in self.items())

    def items(self) -> Iterator[tuple[int, T]]:
        """The things with their places; nothing may be added meanwhile."""
        place = 0
        while place < self._end:
            thing = self.at(place)
            after = self._file.tell()
            yield place, thing
            place = after

    def close(self) -> None:
        """Give the room back, also when it was too little for what was added last."""
        with suppress(OSError):
            self._file.close()
