"""What `salestui info` says."""

import platform
from typing import Any

from salestui import __version__, settings, state
from salestui.lifecycle import file_care, file_store
from salestui.store.database import Store
from salestui.store.info import info


def facts(store: Store) -> dict[str, Any]:
    """Paths, versions and counts by name; only tables that hold any record are counted."""
    found = info(store)
    attached = file_care.stored(store.reader, file_store.folder(found.path))
    return {
        "version": __version__,
        "python": platform.python_version(),
        "sqlite": found.sqlite,
        "file": str(found.path),
        "file_bytes": found.bytes,
        "attachments": str(file_store.folder(found.path)),
        "attachments_files": attached.files,
        "attachments_bytes": attached.size_bytes,
        "attachments_unused_bytes": attached.unused_bytes,
        "schema": found.schema,
        "settings": str(settings.path()),
        "state": str(state.folder()),
        "commands": found.commands,
        **{f"records_{table}": count for table, count in found.records.items()},
    }
