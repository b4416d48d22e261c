"""Make a file with many opportunities and a realistic spread: `python -m tests.bench.generate FILE SIZE`."""

import argparse
import sqlite3
import sys
import time
from collections.abc import Iterable
from contextlib import closing
from datetime import date
from itertools import islice
from pathlib import Path
from zlib import crc32

from salestui.lifecycle import my_views
from salestui.lifecycle.setup import first_start
from salestui.lifecycle.users import signed_in
from salestui.store import search_schema
from salestui.store.database import Store
from salestui.store.search_schema import SEARCHED, entry_select
from tests.bench.company import Company, Row
from tests.bench.work import Work

SIGNED_IN = "bench"
"""The user whose file it is; the benches sign in with this name."""
VIEW = "all"
"""His default view: the one with every row."""


def insert(connection: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    """Insert rows; a column that may not be empty and is not given gets 0."""
    info = connection.execute(f"PRAGMA table_info({table})").fetchall()
    needs = {name: needed and default is None for _, name, _, needed, default, _ in info if name != "rowid"}
    defaults = {name: 0 if needed else None for name, needed in needs.items()}
    sql = f"INSERT INTO {table} ({', '.join(needs)}) VALUES ({', '.join('?' * len(needs))})"
    rows = iter(rows)
    while chunk := list(islice(rows, 5000)):
        connection.executemany(sql, [tuple({**defaults, **row}.values()) for row in chunk])


def generate(path: Path, size: int, today: date) -> None:
    """Make the file at `path`, which must not exist yet, with `size` opportunities."""
    with Store.open(path) as store:
        first_start(store, SIGNED_IN)
        user = signed_in(store, SIGNED_IN)
        with store.command("Default view") as session:
            my_views.set_default(session, user.id, "opportunity", VIEW)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        # Nothing is lost when it is cut off: an unfinished file is made anew.
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -400000"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN IMMEDIATE")
        (currency,) = connection.execute("SELECT id FROM currency WHERE is_base").fetchone()
        fill(connection, Company(size, today, user.id.hex, currency))
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode = WAL")


def fill(connection: sqlite3.Connection, company: Company) -> None:
    """Put the company into the file; triggers and indexes are made anew at the end, ten times faster."""
    kept = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"
    ).fetchall()
    for kind, name, _ in kept:
        connection.execute(f"DROP {kind} {name}")
    for part in (company, Work(company)):
        for table, rows in part.tables():
            insert(connection, table, rows)
    for searched in SEARCHED:
        connection.execute(f"INSERT INTO search_entry (id, title, names, body) {entry_select(searched)}")
    connection.execute("INSERT INTO search_index (search_index) VALUES ('rebuild')")
    for _, _, sql in kept:
        connection.execute(sql)


def generated(size: int, folder: Path) -> Path:
    """The file of this size, made if it is not there; another day, schema or generator makes a new one."""
    today = date.today()
    name = f"salestui-{size}-{today}-{_edition():08x}.db"
    path = folder / name
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob(f"salestui-{size}-*"):
            old.unlink()
        print(f"making {path}", file=sys.stderr, flush=True)
        unfinished = path.with_suffix(".part")
        generate(unfinished, size, today)
        unfinished.rename(path)
    return path


def _edition() -> int:
    """A number that changes with whatever makes the file."""
    bench, store = Path(__file__).parent, Path(search_schema.__file__).parent
    sources = [bench / f"{name}.py" for name in ("company", "generate", "names", "work")]
    sources += [store / "search_schema.py", *sorted(store.glob("migrations/versions/*.py"))]
    return crc32(b"".join(source.read_bytes() for source in sources))


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.generate", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("size", type=int, help="how many opportunities")
    arguments = parser.parse_args()
    started = time.monotonic()
    generate(arguments.file, arguments.size, date.today())
    megabytes = arguments.file.stat().st_size / 1e6
    print(f"{arguments.file}: {megabytes:.0f} MB in {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
