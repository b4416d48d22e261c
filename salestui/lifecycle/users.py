"""Who is signed in. Reads without the ORM, since the first list needs it."""

import getpass
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from salestui.errors import SalesError
from salestui.folding import folded
from salestui.lifecycle import raw

if TYPE_CHECKING:
    from salestui.models.choices import JournalKind
    from salestui.store.database import Store
    from salestui.store.guard import Connection, Guard


_MOST_TOLD = 3
"""So many users are named to one whose name is not among them."""
_LIKE = 0.7
"""From which likeness on, of 0 to 1, a name may have been meant."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The person at the keyboard: what every "my" means."""

    id: UUID
    user_name: str
    full_name: str
    team_ids: tuple[UUID, ...]
    """The teams of which he is a member, by name."""


class NoSuchUser(SalesError):
    """Nobody of this name works with the file. The message names who is meant, and how a new one is made."""


class SeveralUsers(SalesError):
    """Several users are called so. The message tells their user names, of which each is one's own."""


class NotActive(SalesError):
    """A user who is set inactive does not sign in. The message says whom to ask."""


class Known(NamedTuple):
    """A user of the file, as one finds him by a name."""

    id: UUID
    user_name: str
    full_name: str
    is_active: bool


def signed_in(store: "Store", name: str | None = None, *, new: bool = False) -> SignedIn:
    """The user of this name (None: the operating system's), whatever the case of the letters.

    A file without users, as at the first start, makes him, and its base records too; one that has users only
    makes another when a `new` one is wanted. From now on the store is his: he reads, and commands change what
    their user may change (`lifecycle.rights`). Raises NoSuchUser, SeveralUsers, NotActive for one who
    is inactive, as long as somebody can activate him, and UnicodeEncodeError for a name that holds half a
    character.
    """
    name = (name or "").strip() or system_name()
    name.encode()
    user = find(store.reader, name)
    if user is None:
        _check_may_be_new(store.reader, name, new)
        from salestui.lifecycle.setup import first_start  # the ORM, which a known user does not wait for

        first_start(store, name)
        user = find(store.reader, name)
        assert user is not None
    _check_active(store.reader, user)
    store.sign_in(user.id, _guard)
    return user


def _check_may_be_new(connection: raw.Connection, name: str, new: bool) -> None:
    users = raw.rows(connection, "SELECT full_name, user_name FROM system_user ORDER BY lower(full_name), id")
    if new or not users:
        return
    near = _nearest(name, users)
    told = [f"{full_name} ({user_name})" for full_name, user_name in near or users[:_MOST_TOLD]]
    if near:
        who = f"Did you mean {' or '.join(told)}?"
    else:
        more = f" and {len(users) - len(told):,} more" if len(users) > len(told) else ""
        who = f"Its users are {', '.join(told)}{more}."
    raise NoSuchUser(
        f"No user of this file is called “{name}”. {who} --user NAME says who you are;"
        " with --new-user, that name becomes a new user."
    )


def _nearest(name: str, users: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The users one of whose names is much like this one, the most like first."""
    from difflib import SequenceMatcher

    wanted = SequenceMatcher(b=folded(name))

    def likeness(user: tuple[str, str]) -> float:
        best = 0.0
        for one in (*user, *user[0].split()):
            wanted.set_seq1(folded(one))
            best = max(best, wanted.ratio())
        return best

    found = [(like, user) for user in users if (like := likeness(user)) >= _LIKE]
    return [user for _, user in sorted(found, key=lambda one: -one[0])[:_MOST_TOLD]]


def _guard(connection: "Connection", user_id: UUID, kind: "JournalKind") -> "Guard | None":
    from salestui.lifecycle import guard  # the first command needs it, the first list does not

    _check_still_active(connection, user_id)
    return guard.make(connection, user_id, kind)


def _check_active(connection: raw.Connection, user: SignedIn) -> None:
    known = next(one for one in find_users(connection, user.user_name) if one.id == user.id)
    if not known.is_active and (whom := _activators(connection)):
        raise NotActive(
            f"{user.full_name} ({user.user_name}) is not active in this file."
            f" Ask {whom} to activate this user."
        )


def _check_still_active(connection: raw.Connection, user_id: UUID) -> None:
    """Who was signed in when he was set inactive does nothing more."""
    found = raw.one(connection, "SELECT full_name, is_active FROM system_user WHERE id = :id", id=user_id.hex)
    if found is not None and not found["is_active"] and (whom := _activators(connection)):
        raise NotActive(
            f"{found['full_name']} is no longer an active user of this file."
            f" Work as another user, or ask {whom} to activate this one."
        )


def _activators(connection: raw.Connection) -> str:
    """Who can activate a user, "Ann or Tom (System administrator)"; empty while everybody can."""
    from salestui.models.choices import SecurityRole

    administrators = raw.rows(
        connection,
        "SELECT full_name FROM system_user WHERE security_role = :role AND is_active"
        " ORDER BY lower(full_name), id LIMIT 3",
        role=int(SecurityRole.SYSTEM_ADMINISTRATOR),
    )
    if not administrators:
        return ""
    return f"{' or '.join(name for (name,) in administrators)} ({SecurityRole.SYSTEM_ADMINISTRATOR.label})"


def find(connection: raw.Connection, name: str) -> SignedIn | None:
    """The user of this user name or full name, or None. Raises SeveralUsers."""
    found = meant(find_users(connection, name), name)
    if found is None:
        return None
    return SignedIn(found.id, found.user_name, found.full_name, teams_of(connection, found.id))


def meant(found: Sequence[Known], name: str) -> Known | None:
    """Whom of the users of a name (`find_users`) it means: the one it fits best, None of nobody.

    Of several, the only active one. Raises SeveralUsers.
    """
    best = [user for user in found if _fit(user, name) == _fit(found[0], name)]
    best = [user for user in best if user.is_active] or best
    if len(best) > 1:
        told = ", ".join(user.user_name for user in best)
        raise SeveralUsers(f"Several users are called “{name.strip()}”. Name one by the user name: {told}.")
    return best[0] if best else None


def is_user_name(user: Known, name: str) -> bool:
    """Whether a name is the user name, which nobody else has, and not the full name alone."""
    return user.user_name.casefold() == name.strip().casefold()


def find_users(connection: raw.Connection, name: str) -> list[Known]:
    """The users of this user name or full name, whatever the case of the letters, whom it fits best first.

    A user name in exactly these letters comes before others, a user name before a full name.
    """
    wanted = name.strip().casefold()
    rows = raw.rows(connection, "SELECT id, user_name, full_name, is_active FROM system_user ORDER BY id")
    users = [
        Known(UUID(key), user_name, full_name, bool(active)) for key, user_name, full_name, active in rows
    ]
    fitting = [user for user in users if wanted in (user.user_name.casefold(), user.full_name.casefold())]
    return sorted(fitting, key=lambda user: _fit(user, name))


def _fit(user: Known, name: str) -> tuple[bool, bool]:
    """How well a name fits a user; the lower the better."""
    return user.user_name != name.strip(), not is_user_name(user, name)


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
