"""Runs migrations on the connection that store/migrate.py hands over, in one transaction."""

from alembic import context

from salestui.store.connection import SCHEMA_VERSION
from salestui.store.tables import as_stored

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=as_stored(),
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise RuntimeError(f"the migration left {len(broken)} references to records that are gone")
    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
