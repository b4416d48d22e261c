"""The sales processes: files of stages and their steps, shipped and the user's own. Light to import."""

import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, cast

from salestui import shipped
from salestui.errors import SalesError, nearest
from salestui.home import at_home
from salestui.models.fields import FIELDS, Field

RecordType = Literal["lead", "opportunity"]
MOST_STAGES = 30
MOST_STEPS = 30


class ProcessFileError(SalesError):
    """A process file can't be used. The message names the file, the place and what to do."""


@dataclass(frozen=True, slots=True)
class Step:
    """A field to fill in a stage."""

    label: str
    field: str
    """A column of the stage's record type."""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Stage:
    """A phase of a process."""

    key: str
    name: str
    category: str
    """Qualify, Develop, Propose or Close for the standard ones: the word of the pipeline phase."""
    record_type: RecordType
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Process:
    """A business process flow."""

    key: str
    """Its file's name without .toml; process instances keep it."""
    name: str
    record_types: tuple[RecordType, ...]
    """Where it begins, then where it goes on."""
    order: int
    stages: tuple[Stage, ...]

    def position(self, stage: str) -> int:
        """The index of a stage by its key. Raises KeyError."""
        for index, candidate in enumerate(self.stages):
            if candidate.key == stage:
                return index
        raise KeyError(stage)

    def first_stage(self, record_type: RecordType) -> Stage:
        """The first stage on records of this type. Raises KeyError if there is none."""
        for stage in self.stages:
            if stage.record_type == record_type:
                return stage
        raise KeyError(record_type)

    def pipeline_phase(self, stage: str) -> str:
        """What an opportunity in this stage shows as its phase: "2-Develop"."""
        position = self.position(stage)
        return f"{position + 1}-{self.stages[position].category}"


def user_folder() -> Path:
    """Where a user's own processes lie: `processes` beside config.toml."""
    if named := os.environ.get("SALESTUI_CONFIG"):
        return at_home(named).parent / "processes"
    from platformdirs import user_config_path

    return user_config_path("salestui", appauthor=False) / "processes"


def load() -> Mapping[str, Process]:
    """Every process by key: the shipped ones, and the user's own, which replace those of the same key.

    A file is read again when it changed. Raises ProcessFileError.
    """
    files = {
        file.stem: file for folder in (shipped.folder("processes"), user_folder()) for file in _in(folder)
    }
    return _load(tuple((file, file.stat().st_mtime_ns) for file in files.values()))


def default_for(record_type: RecordType, processes: Iterable[Process]) -> Process | None:
    """The process that a new record of this type starts: the lowest order among those that begin with it."""
    fitting = [process for process in processes if process.record_types[0] == record_type]
    return min(fitting, key=lambda process: (process.order, process.key), default=None)


def _in(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.toml")) if folder.is_dir() else []


@lru_cache(maxsize=4)
def _load(files: tuple[tuple[Path, int], ...]) -> Mapping[str, Process]:
    return {file.stem: read(file) for file, _ in files}


def read(file: Path) -> Process:
    """The process in a file. Raises ProcessFileError."""
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ProcessFileError(f"{file}: the process can't be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise ProcessFileError(f"{file}: this is not UTF-8 text; save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise ProcessFileError(f"{file}: this is not TOML: {error}.") from error
    try:
        return _process(file.stem, values)
    except ProcessFileError as error:
        raise ProcessFileError(f"{file}: {error}") from None


def _process(key: str, values: dict[str, Any]) -> Process:
    _known(values, ("name", "record_types", "order", "stages"), "the file")
    types = values.get("record_types")
    if not isinstance(types, list) or not types or not set(types) <= {"lead", "opportunity"}:
        raise ProcessFileError('record_types must be ["opportunity"], ["lead"] or ["lead", "opportunity"].')
    order = values.get("order", 100)
    if not isinstance(order, int) or isinstance(order, bool):
        raise ProcessFileError("order must be a whole number.")
    tables = values.get("stages")
    if not isinstance(tables, list) or not 1 <= len(tables) <= MOST_STAGES:
        raise ProcessFileError(f"stages must be 1 to {MOST_STAGES} [[stages]] tables.")
    stages = tuple(_stage(number, table, types) for number, table in enumerate(tables, 1))
    keys = [stage.key for stage in stages]
    if twice := next((name for name in keys if keys.count(name) > 1), None):
        raise ProcessFileError(f'two stages have the key "{twice}"; give each its own.')
    return Process(key, _text(values, "name", "the file"), tuple(types), order, stages)


def _stage(number: int, table: object, types: list[str]) -> Stage:
    where = f"stage {number}"
    if not isinstance(table, dict):
        raise ProcessFileError(f"{where} must be a [[stages]] table.")
    _known(table, ("key", "name", "category", "record_type", "steps"), where)
    name = _text(table, "name", where)
    record_type = table.get("record_type", types[-1])
    if record_type not in types:
        raise ProcessFileError(f"{where}: record_type must be one of the process's record_types.")
    steps = table.get("steps", [])
    if not isinstance(steps, list) or len(steps) > MOST_STEPS:
        raise ProcessFileError(f"{where}: steps must be a list of at most {MOST_STEPS}.")
    return Stage(
        key=_text(table, "key", where),
        name=name,
        category=_text(table, "category", where) if "category" in table else name,
        record_type=cast(RecordType, record_type),
        steps=tuple(_step(f"{where}, step {at}", step, record_type) for at, step in enumerate(steps, 1)),
    )


def _step(where: str, table: object, record_type: str) -> Step:
    if not isinstance(table, dict):
        raise ProcessFileError(f'{where} must be {{ label = "…", field = "…" }}.')
    _known(table, ("label", "field", "required"), where)
    field = _text(table, "field", where)
    columns = step_fields(record_type)
    if field not in columns:
        raise ProcessFileError(
            f'{where}: "{field}" is no field of a {record_type}; the nearest is "{nearest(field, columns)}".'
        )
    required = table.get("required", False)
    if not isinstance(required, bool):
        raise ProcessFileError(f"{where}: required must be true or false.")
    return Step(_text(table, "label", where), field, required)


def step_fields(record_type: str) -> Mapping[str, Field]:
    """The fields that a step may be about, by column."""
    return {field.column: field for field in FIELDS[record_type].values() if not field.read_only}


def _text(table: dict[str, Any], key: str, where: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value.strip() or len(value) > 100:
        raise ProcessFileError(f"{where}: {key} must be a text of 1 to 100 characters.")
    return value.strip()


def _known(table: dict[str, Any], names: tuple[str, ...], where: str) -> None:
    for name in table:
        if name not in names:
            raise ProcessFileError(
                f'{where}: "{name}" is not understood here; the nearest is "{nearest(name, names)}".'
            )
