"""Writes salestui/store/migrations/versions/0001_first.py from the models: `python tools/first_migration.py`.

Only until the first release: from then on a file of that schema exists somewhere, 0001 is frozen, and a
change of the models gets a migration of its own.
"""

import subprocess
import sys
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic.autogenerate import render_python_code
from alembic.operations import ops

from salestui.store import search_schema
from salestui.store.tables import as_stored

TARGET = Path(__file__).parents[1] / "salestui/store/migrations/versions/0001_first.py"

HEAD = '''"""The first schema.

Written by tools/first_migration.py.
"""
# ruff: noqa: E501

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table, index and trigger."""
    for statement in SEARCH:
        op.execute(sa.text(statement))


'''


def _plain(kind: str, item: Any, context: Any) -> str | bool:
    """A column type as SQLAlchemy's own one, so that a later change of ours does not change this file."""
    if kind != "type":
        return False
    if isinstance(item, sa.types.TypeDecorator):
        item = item.impl_instance
    if isinstance(item, sa.String) and not isinstance(item, sa.Text):
        return f"sa.String({item.length})" if item.length else "sa.String()"
    return f"sa.{item!r}"


def render() -> str:
    """The text of the migration."""
    metadata = as_stored()
    upgrade: list[ops.MigrateOperation] = [
        ops.CreateTableOp.from_table(table) for table in metadata.sorted_tables
    ]
    for table in metadata.sorted_tables:
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            upgrade.append(ops.CreateIndexOp.from_index(index))
    body = render_python_code(
        ops.UpgradeOps(upgrade),
        sqlalchemy_module_prefix="sa.",
        alembic_module_prefix="op.",
        render_item=_plain,
    )
    body = "\n".join(line for line in body.splitlines() if not line.strip().startswith("#"))
    quoted = ",\n".join(f'    r"""{statement}"""' for statement in search_schema.statements())
    text = HEAD.replace("    for statement in SEARCH", f"    {body.strip()}\n    for statement in SEARCH")
    return text + f"SEARCH = (\n{quoted},\n)\n"


def main() -> int:
    """Write the file, formatted."""
    TARGET.write_text(render(), encoding="utf-8")
    return subprocess.call([sys.executable, "-m", "ruff", "format", str(TARGET)])


if __name__ == "__main__":
    raise SystemExit(main())
