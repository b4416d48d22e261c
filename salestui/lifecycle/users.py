"""Who is signed in. Reads without the ORM, since the first list needs it."""

import getpass
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from salestui.lifecycle import guard, raw

if TYPE_CHECKING:
    from salestui.store.database import Store


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The person at the keyboard: what every "my" means."""

    id: UUID
    user_name: str
    full_name: str
    team_ids: tuple[UUID, ...]
    """The teams of which he is a member, by name."""


def signed_in(store: "Store", name: str | None = None) -> SignedIn:
    """The user of this name (None: the operating system's), made at the first start.

    Whatever the case of the letters; a file without its base records gets those at once too. From now on the
    store is his: he reads, and commands change what their user may change (`lifecycle.rights`).
    """
    name = (name or "").strip() or system_name()
    user = find(store.reader, name)
    if user is None:
        from salestui.lifecycle.setup import first_start  # the ORM, which a known user does not wait for

        first_start(store, name)
        user = find(store.reader, name)
        assert user is not None
    store.sign_in(user.id, guard.make)
    return user


def find(connection: raw.Connection, name: str) -> SignedIn | None:
    """The user of this user name or full name, or None. A user name in exactly these letters is preferred."""
    found = raw.one(
        connection,
        "SELECT id, user_name, full_name FROM system_user"
        " WHERE :name IN (user_name, full_name) OR lower(:name) IN (lower(user_name), lower(full_name))"
        " ORDER BY user_name = :name DESC, lower(user_name) = lower(:name) DESC, id LIMIT 1",
        name=name,
    )
    if found is None:
        return None
    user_id = UUID(found["id"])
    return SignedIn(user_id, found["user_name"], found["full_name"], teams_of(connection, user_id))


def are_several(connection: raw.Connection) -> bool:
    """Whether more than one user works with the file."""
    found = raw.rows(connection, "SELECT 1 FROM system_user WHERE is_active LIMIT 2")
    return len(found) > 1


def teams_of(connection: raw.Connection, user_id: UUID) -> tuple[UUID, ...]:
    """The teams of which the user is a member, by name."""
    rows = raw.rows(
        connection,
        "SELECT team.id FROM team_membership AS member JOIN team ON team.id = member.team_id"
        " WHERE member.user_id = :user ORDER BY team.name",
        user=user_id.hex,
    )
    return tuple(UUID(row[0]) for row in rows)


def system_name() -> str:
    """The user's name on this computer; "user" where there is none, as in some containers."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "user"
