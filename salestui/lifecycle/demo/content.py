"""The demo company's words and figures as they lie in data/demo, and moments relative to today."""

import csv
import tomllib
from datetime import date, datetime, time, timedelta
from functools import cache
from random import Random
from typing import Any

from salestui import clock, shipped

SEED = 4081
"""The same dice for everybody, so that the company is the same on every computer."""


def rows(name: str) -> list[dict[str, str]]:
    """The rows of data/demo/<name>.csv by column."""
    with shipped.folder("demo", f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def texts() -> dict[str, Any]:
    """data/demo/texts.toml."""
    return tomllib.loads(shipped.folder("demo", "texts.toml").read_text(encoding="utf-8"))


def dice(*what: str) -> Random:
    """Dice for one thing, so that a change in one place does not move everything else."""
    return Random(f"{SEED}:{':'.join(what)}")


def day(days: int) -> date:
    """The date so many days from today."""
    return clock.today() + timedelta(days=days)


def at(days: int, hour: int, minute: int = 0) -> datetime:
    """That hour of the day so many days from today, on this computer's clock."""
    return datetime.combine(day(days), time(hour, minute)).astimezone()


def worked(days: float, hour: int, minute: int = 0) -> datetime:
    """That hour of the working day so many days ago: Friday for a weekend, never later than an hour ago."""
    then = clock.local(ago(days))
    then -= timedelta(days=max(0, then.weekday() - 4))
    then = then.replace(hour=hour, minute=minute, second=0, microsecond=0)
    return min(then, clock.now() - timedelta(hours=1))


def ago(days: float) -> datetime:
    """So many days before now."""
    return clock.now() - timedelta(days=days)
