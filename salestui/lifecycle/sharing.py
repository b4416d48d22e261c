"""Owners, shares and access teams: who a record belongs to, and who else has rights on it."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from salestui.counting import counted
from salestui.errors import SalesError, near
from salestui.lifecycle import lookups, permission, rights, users
from salestui.lifecycle.activities import why_not_give_away
from salestui.lifecycle.permission import NotAllowed
from salestui.lifecycle.refs import RecordRef
from salestui.lifecycle.rights import RIGHTS, ROLES, SHARED, Level, Right
from salestui.lifecycle.setup import SALES_TEAM
from salestui.lifecycle.shapes import Hit
from salestui.models.activities import Activity
from salestui.models.base import Owned
from salestui.models.choices import OPEN_ACTIVITY, TeamType
from salestui.models.connections import Connection
from salestui.models.customers import Account, Contact
from salestui.models.leads import Lead
from salestui.models.opportunities import Opportunity
from salestui.models.quotes import Order, Quote
from salestui.models.sharing import AccessTeamTemplate, RecordShare
from salestui.models.users import Team, User
from salestui.store.rows import raw

_OWNED: dict[str, type[Owned]] = {
    "opportunity": Opportunity,
    "account": Account,
    "contact": Contact,
    "lead": Lead,
    "quote": Quote,
    "sales_order": Order,
    "activity": Activity,
}


USUAL: frozenset[Right] = frozenset({"read", "write", "append"})
"""What somebody gets who is new among those with rights, until that is changed."""


class CannotShare(SalesError):
    """The record can't be given to, or shared with, that user or team. The message says why."""


def principals(session: Session, text: str, limit: int = 50) -> list[Hit]:
    """The users and teams whose name has the text in it, those that begin with it first."""
    found = [lookups.ranked(session, table, text, limit) for table in ("system_user", "team")]
    ordered = [hit for hits in zip(*found, strict=True) for hit in sorted(chain(*hits), key=_by_name)]
    return ordered[:limit]


def principal(session: Session, name: str) -> RecordRef:
    """The user or team of this name or user name, in any case.

    Raises CannotShare that names the nearest, or says that several are called so; SeveralUsers.
    """
    user = users.meant([one for one in users.find_users(raw(session), name) if one.is_active], name)
    if user is not None and users.is_user_name(user, name):
        return RecordRef("system_user", user.id, user.full_name)
    owning = session.exec(select(Team.id, Team.name).where(Team.team_type == TeamType.OWNER)).all()
    wanted = name.strip().casefold()
    found = [RecordRef("team", key, called) for key, called in owning if called.casefold() == wanted]
    if user is not None:
        if found:
            raise CannotShare(
                f"A user and a team are called “{user.full_name}”. Name the user by the user name,"
                f" {user.user_name}; for the team, give it another name first."
            )
        return RecordRef("system_user", user.id, user.full_name)
    if len(found) > 1:
        raise CannotShare(f"Several teams are called “{found[0].name}”. Give them names of their own first.")
    if not found:
        names = [word for user in session.exec(_ACTIVE) for word in user]
        names += [called for _, called in owning]
        proposal = near(name, names)
        hint = f"; the nearest is “{proposal}”" if proposal else ""
        raise CannotShare(f"No user or team is called “{name}”{hint}.")
    return found[0]


_ACTIVE = select(User.full_name, User.user_name).where(col(User.is_active))


def _by_name(hit: Hit) -> str:
    return hit.name.casefold()


# Owners


class Assigned(NamedTuple):
    """What was given to another owner."""

    records: int
    """Those that had another one before."""
    activities: int
    """What was still to be done for them and went along."""

    def along(self) -> str:
        """What went along, as the end of a sentence: ", with 2 open activities"; empty for nothing."""
        if not self.activities:
            return ""
        return f", with {counted(self.activities, 'open activity')}"


def assign(session: Session, user_id: UUID, refs: Iterable[RecordRef], to: RecordRef) -> Assigned:
    """Give records to a user or team.

    What the owner before had still to do for a record, its open activities, goes with it, but for mails in
    his outbox. Raises NotAllowed, and CannotShare for such a mail, and for a user or team that can't own
    anything.
    """
    _check_principal(session, to)
    changed = along = 0
    session.flush()
    for ref in refs:
        record: Any = _get(session, ref)
        before = _owners(record)
        if to.id in before:
            continue
        permission.check(session, user_id, ref, "assign")
        if isinstance(record, Activity) and (why := why_not_give_away(record)):
            raise CannotShare(f"{record.subject}: {why}")
        # All are written at once in the end: what is left to do for one is not changed by another.
        with session.no_autoflush:
            left_to_do = [one for one in _left_to_do(session, ref, before) if to.id not in _owners(one)]
        for owned in [record, *left_to_do]:
            owned.owner_user_id = to.id if to.table == "system_user" else None
            owned.owner_team_id = to.id if to.table == "team" else None
            session.add(owned)
        changed += 1
        along += len(left_to_do)
    session.flush()
    return Assigned(changed, along)


def _owners(record: Owned) -> tuple[UUID | None, UUID | None]:
    """The user or the team that a record belongs to."""
    return record.owner_user_id, record.owner_team_id


def _get(session: Session, ref: RecordRef) -> Owned:
    record: Owned | None = session.get(_OWNED[ref.table], ref.id)
    if record is None:
        raise CannotShare(f"{ref.name} is no longer there.")
    return record


def _check_principal(session: Session, who: RecordRef) -> None:
    if who.table == "system_user":
        user = session.get(User, who.id)
        if user is None or not user.is_active:
            raise CannotShare(f"{who.name} is not an active user. Choose another one.")
    else:
        team = session.get(Team, who.id)
        if team is None or team.team_type is not TeamType.OWNER:
            raise CannotShare(f"{who.name} is no team that can own records. Choose another one.")


def _left_to_do(
    session: Session, ref: RecordRef, owner: tuple[UUID | None, UUID | None]
) -> Sequence[Activity]:
    if ref.table not in SHARED:
        return ()
    regarding: Any = getattr(Activity, SHARED[ref.table])
    user, team = owner
    found = session.exec(
        select(Activity).where(
            regarding == ref.id,
            col(Activity.status).in_(OPEN_ACTIVITY),
            Activity.owner_user_id == user if user else Activity.owner_team_id == team,
        )
    )
    return [activity for activity in found if why_not_give_away(activity) is None]


def owner(session: Session, ref: RecordRef) -> RecordRef:
    """The user or team that a record belongs to. Raises CannotShare when the record is gone."""
    record: Any = _get(session, ref)
    found = _principal(record.owner_user_id, record.owner_team_id, "")
    return found._replace(name=lookups.names(session, found.table, [found.id]).get(found.id, ""))


# Shares

OWNS = "owns it"
"""Why an owner has every right."""


class Access(NamedTuple):
    """Who has which rights on a record, and why."""

    who: RecordRef | None
    """A user or a team; None for everybody with a role."""
    name: str
    rights: tuple[Right, ...]
    why: str
    by_hand: bool = False
    """Whether it is a share that can be changed and taken back."""


def accesses(session: Session, ref: RecordRef) -> list[Access]:
    """Everybody with rights on a record: its owner, those it is shared with, and what roles give."""
    return [*_of_owner(session, ref), *_of_shares(session, ref), *_of_roles(session)]


def _of_owner(session: Session, ref: RecordRef) -> Iterator[Access]:
    found = owner(session, ref)
    yield Access(found, found.name, RIGHTS, OWNS)


def _of_shares(session: Session, ref: RecordRef) -> Iterator[Access]:
    if ref.table not in SHARED:
        return
    column: Any = getattr(RecordShare, SHARED[ref.table])
    name = func.coalesce(User.full_name, Team.name)
    query = (
        select(RecordShare, name, AccessTeamTemplate.name)
        .join(User, col(User.id) == RecordShare.user_id, isouter=True)
        .join(Team, col(Team.id) == RecordShare.team_id, isouter=True)
        .join(
            AccessTeamTemplate,
            col(AccessTeamTemplate.id) == RecordShare.access_team_template_id,
            isouter=True,
        )
        .where(column == ref.id)
        .order_by(func.lower(name), col(RecordShare.id))
    )
    for share, called, template in session.exec(query):
        who = _principal(share.user_id, share.team_id, called)
        yield Access(who, called, held(share), template or "shared", template is None)


def _principal(user_id: UUID | None, team_id: UUID | None, name: str) -> RecordRef:
    if user_id is not None:
        return RecordRef("system_user", user_id, name)
    assert team_id is not None
    return RecordRef("team", team_id, name)


def held(share: RecordShare | AccessTeamTemplate) -> tuple[Right, ...]:
    """The rights that a share or a template gives."""
    return tuple(right for right in RIGHTS if getattr(share, f"can_{right}"))


def _of_roles(session: Session) -> Iterator[Access]:
    counts = dict(
        session.exec(
            select(User.security_role, func.count())
            .where(col(User.is_active))
            .group_by(col(User.security_role))
        ).all()
    )
    for role, levels in ROLES.items():
        everywhere = tuple(right for right in RIGHTS if levels[right] is Level.ORGANIZATION)
        if everywhere and counts.get(role):
            yield Access(None, f"{role.label} ({counts[role]})", everywhere, "role")


def share(
    session: Session, user_id: UUID, ref: RecordRef, who: RecordRef, given: Collection[Right]
) -> RecordShare:
    """Share a record with a user or team, or change what was shared by hand; reading is always among it.

    Raises NotAllowed when the record is not the user's to share, or for rights that he has not himself;
    CannotShare when the other one owns it.
    """
    permission.check(session, user_id, ref, "share")
    _check_principal(session, who)
    given = {"read", *given}
    _check_held(session, user_id, ref, given)
    record: Any = _get(session, ref)
    if who.id in (record.owner_user_id, record.owner_team_id):
        raise CannotShare(f"{who.name} owns {ref.name} and may do everything with it.")
    found = _by_hand(session, ref, who)
    if found is None:
        found = RecordShare()
        setattr(found, SHARED[ref.table], ref.id)
        setattr(found, "user_id" if who.table == "system_user" else "team_id", who.id)
    for right in RIGHTS:
        setattr(found, f"can_{right}", right in given)
    session.add(found)
    session.flush()
    return found


def share_all(
    session: Session, user_id: UUID, refs: Iterable[RecordRef], who: RecordRef, given: Collection[Right]
) -> int:
    """Share records as `share` does, but for those that the other one owns; how many there were to share."""
    count = 0
    for ref in refs:
        if owner(session, ref).id != who.id:
            share(session, user_id, ref, who, given)
            count += 1
    return count


def _check_held(session: Session, user_id: UUID, ref: RecordRef, given: Collection[Right]) -> None:
    who = rights.of(raw(session), user_id)
    for right in RIGHTS:
        if right in given and not permission.among(raw(session), who, ref.table, [ref.id.hex], right):
            raise NotAllowed(
                f"You may not {permission.VERBS[right]} {ref.name} yourself, so you can't give that right. "
                "Leave it out."
            )


def _by_hand(session: Session, ref: RecordRef, who: RecordRef) -> RecordShare | None:
    record: Any = getattr(RecordShare, SHARED[ref.table])
    principal: Any = RecordShare.user_id if who.table == "system_user" else RecordShare.team_id
    return session.exec(
        select(RecordShare).where(
            record == ref.id, principal == who.id, col(RecordShare.access_team_template_id).is_(None)
        )
    ).first()


def unshare(session: Session, user_id: UUID, ref: RecordRef, who: RecordRef) -> None:
    """Take back what was shared by hand with a user or team. Raises NotAllowed, or CannotShare."""
    permission.check(session, user_id, ref, "share")
    found = _by_hand(session, ref, who)
    if found is None:
        raise CannotShare(f"{ref.name} is not shared with {who.name} by hand.")
    session.delete(found)
    session.flush()


# The access team of an opportunity


def joined_team(session: Session, opportunity_id: UUID, user_id: UUID) -> None:
    """Somebody is on the sales team: give him the rights of its template. Nothing if he has them."""
    template = session.exec(
        select(AccessTeamTemplate).where(
            AccessTeamTemplate.name == SALES_TEAM, AccessTeamTemplate.record_type == "opportunity"
        )
    ).first()
    if template is None or _by_template(session, opportunity_id, user_id):
        return
    session.add(
        RecordShare(
            opportunity_id=opportunity_id,
            user_id=user_id,
            access_team_template_id=template.id,
            **{f"can_{right}": getattr(template, f"can_{right}") for right in RIGHTS},
        )
    )
    session.flush()


def left_team(session: Session, opportunity_id: UUID, user_id: UUID) -> None:
    """Somebody was taken off the sales team: take back what that gave him, unless another role keeps him.

    What was shared with him by hand stays.
    """
    session.flush()
    stays = session.exec(
        select(Connection.id).where(
            Connection.opportunity_id == opportunity_id, Connection.user_id == user_id
        )
    ).first()
    if stays is None:
        for share in _by_template(session, opportunity_id, user_id):
            session.delete(share)
        session.flush()


def _by_template(session: Session, opportunity_id: UUID, user_id: UUID) -> Sequence[RecordShare]:
    return session.exec(
        select(RecordShare).where(
            RecordShare.opportunity_id == opportunity_id,
            RecordShare.user_id == user_id,
            col(RecordShare.access_team_template_id).is_not(None),
        )
    ).all()
