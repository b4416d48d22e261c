"""New files are what the models say; older ones are migrated after a backup, or not at all."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from salestui.store import connection as files
from salestui.store import errors, migrate
from salestui.store.check import check
from salestui.store.database import Store
from salestui.store.migrate import SCRIPTS
from salestui.store.search_schema import statements
from salestui.store.tables import as_stored
from tests.store.making import account, dump, mina


def parts(path: Path) -> dict[str, set[str]]:
    """The statements that made each table, index and trigger, line by line."""
    with closing(sqlite3.connect(path)) as connection:
        made = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'alembic%'"
        )
        return {name: {line.strip().rstrip(",") for line in sql.splitlines()} - {""} for name, sql in made}


def test_the_migrations_make_what_the_models_say(store: Store, tmp_path: Path) -> None:
    """Tables with their checks, indexes and triggers. `python tools/first_migration.py` writes 0001 anew."""
    wanted = tmp_path / "models.db"
    engine = create_engine(f"sqlite:///{wanted}")
    as_stored().create_all(engine)
    with engine.begin() as connection:
        for statement in statements():
            connection.exec_driver_sql(statement)
    engine.dispose()
    expected, found = parts(wanted), parts(store.path)
    assert found.keys() == expected.keys()
    for name in expected:
        assert found[name] == expected[name], name


def test_the_newest_migration_is_the_schema_version() -> None:
    numbers = sorted(int(path.name[:4]) for path in (SCRIPTS / "versions").glob("[0-9]*.py"))
    assert numbers == list(range(1, files.SCHEMA_VERSION + 1))


NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    with op.batch_alter_table("campaign") as batch:
        batch.add_column(sa.Column("budget", sa.Integer()))
    op.execute("UPDATE account SET city = 'moved'")
    {extra}
"""


@pytest.fixture
def newer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program with one migration more; returns the folder of its migrations."""
    scripts = tmp_path / "migrations"
    shutil.copytree(SCRIPTS, scripts)
    (scripts / "versions" / "0002_next.py").write_text(NEXT.format(extra=""))
    monkeypatch.setattr(migrate, "SCRIPTS", scripts)
    monkeypatch.setattr(files, "SCHEMA_VERSION", 2)
    return scripts


@pytest.fixture
def old(store: Store) -> Path:
    """A closed file of today's schema."""
    with store.command("Make", mina(store)) as session:
        account(session)
    store.close()
    return store.path


def test_an_older_file_is_backed_up_and_migrated(old: Path, newer: Path) -> None:
    before = dump(old)
    with Store.open(old) as store:
        assert store.backup == old.with_name("test-schema-1-2026-11-23.db")
        assert files.schema_version(store.reader) == 2
        assert store.reader.execute("SELECT city FROM account").fetchall() == [("moved",)]
        assert store.reader.execute("SELECT budget FROM campaign").fetchall() == []
    assert dump(store.backup) == before
    with Store.open(old) as store:
        assert store.backup is None, "once is enough"
    assert not any(checked.problems for checked in check(old))


def test_a_second_backup_of_the_day_replaces_none(old: Path, newer: Path) -> None:
    taken = old.with_name("test-schema-1-2026-11-23.db")
    taken.write_text("precious")
    with Store.open(old) as store:
        assert store.backup == old.with_name("test-schema-1-2026-11-23-2.db")
    assert taken.read_text() == "precious"


@pytest.mark.parametrize(
    ("extra", "error"),
    [
        ("raise ValueError('bug')", ValueError),
        ("op.execute('SELECT * FROM nowhere')", sqlite3.OperationalError),
        ("op.execute('DELETE FROM system_user')", RuntimeError),
    ],
    ids=["a defect", "bad SQL", "broken references"],
)
def test_a_migration_that_fails_leaves_the_file_as_it_was(
    old: Path, newer: Path, extra: str, error: type[Exception]
) -> None:
    (newer / "versions" / "0002_next.py").write_text(NEXT.format(extra=extra))
    before, shape = dump(old), parts(old)
    with pytest.raises(error):
        Store.open(old)
    assert files.look(old) == 1
    assert dump(old) == before
    assert parts(old) == shape


def test_no_room_for_the_backup_leaves_the_file_as_it_was(
    old: Path, newer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = old.read_bytes()

    def full(source: Path, target: Path) -> None:
        raise errors.disk_full(target)

    monkeypatch.setattr("salestui.store.backup._copy", full)
    with pytest.raises(errors.DiskFull):
        Store.open(old)
    assert old.read_bytes() == before
    assert [path.name for path in old.parent.glob("*.db")] == ["test.db"]
