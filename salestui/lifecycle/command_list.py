"""The commands of the journal as a list, and going back, or forward again, to a point in it."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from salestui.errors import SalesError
from salestui.lifecycle import history, raw
from salestui.lifecycle.history import Command, HistoryEntry
from salestui.models.choices import JournalKind
from salestui.progress import Told, untold
from salestui.store import replay, rows
from salestui.store.database import Store
from salestui.store.errors import AlreadySent, CannotReplay
from salestui.store.recorder import recorder_of

NEWEST = 2_000
"""So many commands are listed."""
SHOWN = 40
"""So many records of a command are told."""

State = Literal["done", "undone", "dropped"]
"""`dropped` was undone before something else was done: nothing brings it back."""


@dataclass(frozen=True, slots=True)
class ListedCommand:
    """A command of a user, as it stands now."""

    id: UUID
    at: datetime
    user_id: UUID | None
    user: str
    """The full name, or "" when nobody was signed in."""
    title: str
    records: int
    """How many records it changed."""
    state: State


class NotThere(SalesError):
    """The command is none to which one can go back or forward."""


_COMMANDS = """
SELECT command.id, command.at, command.user_id, person.full_name, command.title, command.is_undone,
  (SELECT count(*) FROM journal_entry WHERE command_id = command.id)
FROM journal_command AS command LEFT JOIN system_user AS person ON person.id = command.user_id
WHERE command.kind = 1 AND (:user IS NULL OR command.user_id = :user)
ORDER BY command.id DESC LIMIT :limit
"""

_COUNT = "SELECT count(*) FROM journal_command WHERE kind = 1 AND (:user IS NULL OR user_id = :user)"

_LAST_DONE = "SELECT user_id, max(id) FROM journal_command WHERE kind = 1 GROUP BY user_id"

_UNDO_OF = "SELECT target_id, max(id) FROM journal_command WHERE kind = 2 GROUP BY target_id"

_ENTRIES = """
SELECT command.at, person.full_name, command.title, command.kind, entry.change, entry.record_type,
  entry.record_id, entry.before, entry.after
FROM journal_entry AS entry JOIN journal_command AS command ON command.id = entry.command_id
  LEFT JOIN system_user AS person ON person.id = command.user_id
WHERE entry.command_id = :id ORDER BY entry.id LIMIT :limit
"""

_DONE_SINCE = """
SELECT id, title, at FROM journal_command
WHERE user_id = :user AND kind = 1 AND NOT is_undone AND id >= :point ORDER BY id DESC
"""

_ONE_DONE = """
SELECT id, title, at FROM journal_command
WHERE user_id = :user AND kind = 1 AND NOT is_undone AND id = :point
"""


def commands(connection: raw.Connection, user_id: UUID | None = None) -> list[ListedCommand]:
    """The newest commands of a user, or of everybody, the newest first; undoing is not one of them."""
    user = user_id.hex if user_id else None
    last_done = dict(raw.rows(connection, _LAST_DONE))
    undone_by = dict(raw.rows(connection, _UNDO_OF))
    found = []
    for key, at, who, name, title, is_undone, records in raw.rows(
        connection, _COMMANDS, user=user, limit=NEWEST
    ):
        moment = raw.moment(at)
        assert moment is not None
        state: State = "done"
        if is_undone:
            state = "undone" if undone_by.get(key, "") > (last_done.get(who) or "") else "dropped"
        found.append(ListedCommand(UUID(key), moment, raw.ident(who), name or "", title, records, state))
    return found


def count(connection: raw.Connection, user_id: UUID | None = None) -> int:
    """How many commands there are, listed or not."""
    (found,) = raw.rows(connection, _COUNT, user=user_id.hex if user_id else None)[0]
    return int(found)


def details(connection: raw.Connection, command_id: UUID) -> list[HistoryEntry]:
    """What a command did to each of its records, of the first `SHOWN`."""
    names = history.Names(connection)
    return [
        history.entry_of(names, row, part=names.part(row[5], row[6], _row(row)))
        for row in raw.rows(connection, _ENTRIES, id=command_id.hex, limit=SHOWN)
    ]


def _row(found: Sequence[object]) -> dict[str, object]:
    before, after = found[7], found[8]
    row: dict[str, object] = json.loads(str(before or "{}")) | json.loads(str(after or "{}"))
    return row


def to_undo(connection: raw.Connection, user_id: UUID, point: UUID) -> list[Command]:
    """What going back to before a command takes back: it and all later ones of the user, the newest first."""
    return _commands(connection, _DONE_SINCE, user=user_id.hex, point=point.hex)


def _alone(connection: raw.Connection, user_id: UUID, point: UUID) -> list[Command]:
    return _commands(connection, _ONE_DONE, user=user_id.hex, point=point.hex)


def to_redo(connection: raw.Connection, user_id: UUID, point: UUID) -> list[Command]:
    """What going forward to after an undone command does again, in order; nothing when that can't be."""
    waiting = _commands(connection, history.UNDONE_SINCE_LAST, user=user_id.hex)
    ids = [command.id for command in waiting]
    return waiting[: ids.index(point) + 1] if point in ids else []


def _commands(connection: raw.Connection, sql: str, **values: str) -> list[Command]:
    found = []
    for key, title, at in raw.rows(connection, sql, **values):
        moment = raw.moment(at)
        assert moment is not None
        found.append(Command(UUID(key), title, moment))
    return found


Finder = Callable[[raw.Connection, UUID, UUID], list[Command]]


def go_back(store: Store, user_id: UUID, point: UUID, told: Told = untold) -> list[str]:
    """Take back a command of the user and all his later ones, in one transaction; returns their titles.

    What wrote and sent a mail stays, as long as something else can be taken back. Raises NotThere, or
    CannotReplay with the command and what is in its way; nothing is changed then.
    """
    return _go(store, user_id, point, JournalKind.UNDO, to_undo, told)


def go_forward(store: Store, user_id: UUID, point: UUID, told: Told = untold) -> list[str]:
    """Do again what was undone, up to and with this command; like `go_back`."""
    return _go(store, user_id, point, JournalKind.REDO, to_redo, told)


def undo_alone(store: Store, user_id: UUID, command_id: UUID, told: Told = untold) -> str:
    """Take back one command of the user and none of the later ones, and return its title.

    Raises NotThere, or CannotReplay when what was done later needs what it did.
    """
    (title,) = _go(store, user_id, command_id, JournalKind.UNDO, _alone, told)
    return title


def _go(store: Store, user_id: UUID, point: UUID, kind: JournalKind, find: Finder, told: Told) -> list[str]:
    with store.command(kind.label, user_id, kind) as session:
        # Found inside the transaction, so that a second terminal can't take the same ones.
        found = find(rows.raw(session), user_id, point)
        if point not in {command.id for command in found}:
            raise NotThere("That command can't be reached any more: look at the list again.")
        recorder = recorder_of(session)
        done: list[str] = []
        sent: AlreadySent | None = None
        for command in found:
            recorder.replays(command.id, command.title)
            try:
                replay.replay(session, command.id.hex, backwards=kind is JournalKind.UNDO, told=told)
            except AlreadySent as error:
                sent = error
                continue
            except CannotReplay as error:
                raise CannotReplay(f"{error} Nothing was changed.") from error
            recorder.next_command()
            done.append(command.title)
        if sent is not None and not done:
            raise sent
    return done
