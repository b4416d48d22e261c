"""Files and maps written for a test, and loaded into a file of records of its own."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from salestui.exchange.import_report import ImportReport
from salestui.exchange.importable import importable
from salestui.exchange.importing import import_files
from salestui.lifecycle.users import SignedIn, signed_in
from salestui.store.database import Store

Text = str | bytes
Load = Callable[..., ImportReport]
Query = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture
def mina(store: Store) -> SignedIn:
    """Who loads."""
    return signed_in(store, "mina")


@pytest.fixture
def load(store: Store, mina: SignedIn, tmp_path: Path) -> Load:
    """Load texts or bytes into a table: a CSV, or a list, and a map; options as `import_files` has them."""

    def loads(
        table: str, texts: Text | Sequence[Text], map_text: str | None = None, **options: Any
    ) -> ImportReport:
        files = []
        for count, text in enumerate([texts] if isinstance(texts, Text) else texts):
            files.append(tmp_path / f"{table}{count or ''}.csv")
            files[-1].write_bytes(text if isinstance(text, bytes) else text.encode())
        map_file = None
        if map_text is not None:
            map_file = tmp_path / "map.toml"
            map_file.write_text(map_text, encoding="utf-8")
        name = str(map_file) if map_file else None
        return import_files(store, importable(table), files, name, user=mina, **options)

    return loads


@pytest.fixture
def query(store: Store) -> Query:
    """What SQL finds in the file."""

    def finds(sql: str, *values: Any) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in store.reader.execute(sql, values)]

    return finds


@pytest.fixture
def full_disk() -> Iterator[None]:
    """No file may grow beyond 256 KiB."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (256 * 1024, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def unchanged(query: Query) -> Iterator[None]:
    """Nothing was written when it ends."""
    tables = [name for (name,) in query("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
    counts = [f"SELECT '{name}', COUNT(*) FROM \"{name}\"" for name in tables]
    before = query(" UNION ALL ".join(counts))
    yield
    assert query(" UNION ALL ".join(counts)) == before
