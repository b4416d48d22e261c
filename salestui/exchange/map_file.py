"""A map's TOML as typed values, each mistake told with file, key and what would be right."""

import math
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from salestui import shipped
from salestui.errors import nearest
from salestui.exchange.errors import MapRefused

_LARGEST = 1 << 20
_COLUMN = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class Place:
    """A table of the map and where it is."""

    origin: str
    name: str
    """Its dotted name; empty at the top."""
    content: dict[str, Any]

    @property
    def keys(self) -> Sequence[str]:
        """The keys that are written there."""
        return tuple(self.content)

    def refused(self, why: str, key: str = "") -> MapRefused:
        """The error that says what is wrong here, or with this key."""
        where = ".".join(part for part in (self.name, key) if part)
        return MapRefused(f"{self.origin}: {where}: {why}" if where else f"{self.origin}: {why}")

    def known(self, names: Sequence[str]) -> None:
        """Refuse a key that is none of these."""
        for key in self.content:
            if key not in names:
                raise self.refused(f"unknown key; the nearest is `{nearest(key, names)}`", key)

    def text(self, key: str, allow_empty: bool = False) -> str | None:
        """A text, or None when the key isn't there."""
        value = self.content.get(key)
        if value is not None and (not isinstance(value, str) or not (value or allow_empty)):
            raise self.refused(f"must be a text in quotes, not {value!r}", key)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A text or a list of texts."""
        value = self.content.get(key, [])
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(text, str) and text for text in listed):
            raise self.refused(f"must be a text or a list of texts, not {value!r}", key)
        return tuple(listed)

    def plain(self, key: str) -> str:
        """A constant as a cell would hold it."""
        value = self.content[key]
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, datetime | date):
            return value.isoformat()
        if isinstance(value, str | int | float):
            return str(value)
        raise self.refused(f"must be a text, number, date, true or false, not {value!r}", key)

    def column(self, key: str) -> str | None:
        """The name of a column, where the value is `{ column = "…" }`."""
        if not isinstance(self.content[key], dict):
            return None
        inner = self.table(key)
        inner.known(("column",))
        return inner.text("column")

    def flag(self, key: str) -> bool:
        """True or false; false when the key isn't there."""
        value = self.content.get(key, False)
        if not isinstance(value, bool):
            raise self.refused(f"must be true or false, not {value!r}", key)
        return value

    def whole(self, key: str, least: int, most: int) -> int | None:
        """A whole number between the limits, or None when the key isn't there."""
        value = self.content.get(key)
        if value is not None and (
            not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most
        ):
            raise self.refused(f"must be a whole number from {least} to {most}, not {value!r}", key)
        return value

    def number(self, key: str) -> Decimal | None:
        """A number other than zero, or None when the key isn't there."""
        value = self.content.get(key)
        if value is None:
            return None
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or value == 0 or not math.isfinite(value):
            raise self.refused(f"must be a number other than 0, not {value!r}", key)
        return Decimal(str(value))

    def table(self, key: str) -> "Place":
        """A table under this one; an empty one when the key isn't there."""
        value = self.content.get(key, {})
        if not isinstance(value, dict):
            raise self.refused(f"must be a table, not {value!r}", key)
        return Place(self.origin, ".".join(part for part in (self.name, key) if part), value)

    def entries(self, key: str) -> Iterator["Place"]:
        """The tables of a column: one, or a list; a text alone stands for `{ field = "…" }`."""
        value = self.content[key]
        name = f"{self.name}.{key}"
        for entry in value if isinstance(value, list) else [value]:
            if isinstance(entry, str):
                yield Place(self.origin, name, {"field": entry})
            elif isinstance(entry, dict):
                yield Place(self.origin, name, entry)
            else:
                raise self.refused('must be a field\'s name, or { field = "…", … }', key)


def load(path: Path) -> Place:
    """The top of a map. Raises MapRefused."""
    try:
        if path.stat().st_size > _LARGEST:
            raise MapRefused(f"{path} is too large for a map: is it the data?")
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise MapRefused(f"{path}: the map can't be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise MapRefused(f"{path}: this is not UTF-8 text; save it as UTF-8") from error
    except ValueError as error:
        # A number of thousands of digits is a ValueError too, but of Python.
        raise MapRefused(f"{path}: this is not TOML: {error}") from error
    except RecursionError:
        raise MapRefused(f"{path}: this is no map: it is nested too deeply") from None
    return Place(str(path), "", content)


def find_map(name: str) -> Path:
    """The file that `--map` names: a path, or a shipped map by its bare name. Raises MapRefused."""
    path = Path(name)
    try:
        if path.is_file():
            return path
    except OSError as error:
        raise MapRefused(f"{name}: the map can't be read ({error.strerror})") from error
    folder = shipped.folder("mappings")
    names = sorted(file.stem for file in folder.glob("*.toml"))
    if name in names:
        return folder / f"{name}.toml"
    if name and path.is_dir():
        raise MapRefused(f"{name} is a folder; name the map in it")
    if "/" in name or name.endswith(".toml"):
        raise MapRefused(f"there is no file {name}")
    raise MapRefused(
        f"there is no map {name!r}; did you mean {nearest(name, names)}? "
        f"Name a file, or one of: {', '.join(names)}"
    )


def template_columns(text: str) -> list[str]:
    """The columns that a template names."""
    return _COLUMN.findall(text)


def fill_template(text: str, cells: dict[str, str]) -> str | None:
    """The template with the cells of a row, or None when one of them is blank."""
    if not all(cells[column] for column in template_columns(text)):
        return None
    return _COLUMN.sub(lambda match: cells[match[1]], text)
