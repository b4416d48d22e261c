"""What the outbox did after a command: the mails that may be with a server, and what it wrote on its way."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from salestui import clock
from salestui.models.choices import NO_ANSWER, EmailStatusReason, JournalKind
from salestui.store.rows import Row


@dataclass
class OutboxTraces:
    """Of all the commands of the outbox since then."""

    taken: dict[str, str] = field(default_factory=dict)
    """When it took the mails that were sent or may have arrived, by their ids."""
    left: defaultdict[tuple[str, str], Row] = field(default_factory=lambda: defaultdict(dict))
    """What it wrote last into records, by table and id: its own notes, not what people wrote."""


def traces(connection: sqlite3.Connection, command_id: str) -> OutboxTraces:
    """What the outbox did after this command."""
    found = OutboxTraces()
    unanswered: set[str] = set()
    for table, record_id, at, after in _entries(connection, command_id):
        found.left[table, record_id].update(after)
        reason = after.get("status_reason")
        if table != "activity" or reason is None:
            continue
        if reason == EmailStatusReason.FAILED and str(after.get("delivery_error", "")).startswith(NO_ANSWER):
            unanswered.add(record_id)
        not_taken = reason in (EmailStatusReason.PENDING_SEND, EmailStatusReason.FAILED)
        if not_taken and record_id not in unanswered:
            found.taken.pop(record_id, None)
        else:
            found.taken[record_id] = at
    return found


def _entries(
    connection: sqlite3.Connection, command_id: str
) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Table, record, time and new values of all that the outbox wrote since, the oldest first."""
    entries = connection.execute(
        "SELECT entry.record_type, entry.record_id, command.at, entry.after FROM journal_command AS command"
        " CROSS JOIN journal_entry AS entry ON entry.command_id = command.id"
        " WHERE command.id > ? AND command.kind = ? ORDER BY command.id",
        (command_id, int(JournalKind.OUTBOX)),
    )
    for table, record_id, at, after in entries:
        moment = clock.local(datetime.fromisoformat(at).replace(tzinfo=UTC))
        yield table, record_id, f"{moment:%H:%M on %Y-%m-%d}", json.loads(after or "{}")
