"""Reads of the preview and of a record: `python -m pytest -o addopts= tests/bench/test_records.py`."""

from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from uuid import UUID

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from sqlmodel import Session

from salestui.lifecycle import (
    assistant,
    files,
    history,
    opportunities,
    people,
    preview,
    pricing,
    process,
    quotes,
    record,
    timeline,
)
from salestui.lifecycle.users import SignedIn
from salestui.store.database import Store
from salestui.store.rows import raw

READS: dict[str, Callable[[Session, UUID, UUID], object]] = {
    "record": lambda session, one, _: record.record(session, one),
    "stages": lambda session, one, _: process.stage_bar(session, opportunities.get(session, one)),
    "timeline": lambda session, one, _: timeline.timeline(session, "opportunity", one),
    "assistant": lambda session, one, user: assistant.cards(session, user, one),
    "stakeholders": lambda session, one, _: people.stakeholders(session, one),
    "team": lambda session, one, _: people.sales_team(session, one),
    "competitors": lambda session, one, _: people.competitors(session, one),
    "lines": lambda session, one, _: pricing.lines_of(session, opportunities.get(session, one)),
    "quotes": lambda session, one, _: quotes.quotes_of(session, one),
    "files": lambda session, one, _: files.files_of(session, "opportunity", one, Path("none")),
    "history": lambda session, one, _: history.history_of(raw(session), None, "opportunity", one),
}


@pytest.fixture(scope="module")
def some(store: Store) -> list[UUID]:
    """Open opportunities about which much is known."""
    rows = store.reader.execute(
        "SELECT opportunity_id FROM note GROUP BY 1 ORDER BY count(*) DESC LIMIT 50"
    ).fetchall()
    return [UUID(row[0]) for row in rows]


def test_preview(benchmark: BenchmarkFixture, store: Store, me: SignedIn, some: list[UUID]) -> None:
    turns = cycle(some)
    benchmark(lambda: preview.preview(store.reader, me.id, next(turns)))


@pytest.mark.parametrize("part", READS)
def test_read(benchmark: BenchmarkFixture, store: Store, me: SignedIn, some: list[UUID], part: str) -> None:
    turns = cycle(some)

    def read() -> object:
        with store.session() as session:
            return READS[part](session, next(turns), me.id)

    benchmark(read)


def test_whole_record(benchmark: BenchmarkFixture, store: Store, me: SignedIn, some: list[UUID]) -> None:
    turns = cycle(some)

    def read() -> None:
        one = next(turns)
        with store.session() as session:
            for part in READS.values():
                part(session, one, me.id)

    benchmark(read)
