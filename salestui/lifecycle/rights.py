"""Who may do what with which records: the one place of the rules. Standard library only.

The terms are Dataverse's. A user has a security role, which reaches, for each right, his own records (and
those of his teams), those of the people in his teams too, or every record of the organisation. A record may
be shared with a user or a team beyond that. What belongs to another record follows it: an activity, note,
line or stakeholder of an opportunity may be changed by who may change the opportunity; activities, notes,
quotes and orders have an owner of their own besides. Who reads an opportunity reads the cards of its account,
contact and stakeholders, for it can't be worked on without, but not what else is known of them. The
catalogue, competitors and settings of one's own are everybody's; users, teams and the organisation are the
administrator's.

Each rule is a predicate, so that it picks the rows of a list, and checks one record or thousands at once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal, get_args
from uuid import UUID

from salestui.lifecycle import raw
from salestui.models.choices import SecurityRole
from salestui.store.parents import PARENTS
from salestui.store.query import TRUE, AllOf, AnyOf, Compare, Empty, Not, OneOf, Predicate, Related

Right = Literal["read", "write", "append", "assign", "share", "delete"]
RIGHTS: tuple[Right, ...] = get_args(Right)
_NEVER_USED: Mapping[str, Right] = {"opportunity": "delete"}
"""By table, the right to do what nobody does: opportunities stay."""


class Level(IntEnum):
    """How far a role reaches. Dataverse: user, business unit, organisation."""

    NONE = 0
    USER = 1
    """Records of the user and of his teams."""
    TEAM = 2
    """Those of the people in the teams that he is in or manages, too."""
    ORGANIZATION = 3


def _role(read: Level, write: Level, append: Level | None = None) -> Mapping[Right, Level]:
    rest: Mapping[Right, Level] = dict.fromkeys(RIGHTS, write)
    return {**rest, "read": read, "append": write if append is None else append}


ROLES: Mapping[SecurityRole, Mapping[Right, Level]] = {
    SecurityRole.SYSTEM_ADMINISTRATOR: _role(Level.ORGANIZATION, Level.ORGANIZATION),
    SecurityRole.VICE_PRESIDENT: _role(Level.ORGANIZATION, Level.ORGANIZATION),
    SecurityRole.SALES_MANAGER: _role(Level.ORGANIZATION, Level.TEAM, Level.ORGANIZATION),
    SecurityRole.SALESPERSON: _role(Level.ORGANIZATION, Level.USER, Level.ORGANIZATION),
    SecurityRole.SALES_TEAM_MEMBER: _role(Level.USER, Level.USER),
}
"""A salesperson sees the whole market and may leave a note anywhere, but changes only what is his."""
MEANING: Mapping[SecurityRole, str] = {
    SecurityRole.SYSTEM_ADMINISTRATOR: "everything, and users, teams and roles",
    SecurityRole.VICE_PRESIDENT: "everything of the organisation",
    SecurityRole.SALES_MANAGER: "reads everything, changes what their teams own",
    SecurityRole.SALESPERSON: "reads everything, changes what is their own",
    SecurityRole.SALES_TEAM_MEMBER: "what is their own or shared",
}
"""What each role may do, in a few words."""

OWNED = frozenset({"opportunity", "account", "contact", "lead", "quote", "sales_order", "activity", "note"})
"""Tables whose records have an owner."""
SHARED: Mapping[str, str] = {
    "opportunity": "opportunity_id",
    "account": "account_id",
    "contact": "contact_id",
    "lead": "lead_id",
    "quote": "quote_id",
    "sales_order": "order_id",
}
"""Tables whose records can be shared, and the column of a share that names them."""
PARTS = frozenset(
    {"activity_party", "attachment", "connection", "linked_folder", "opportunity_competitor"}
    | {"opportunity_product", "order_product", "post", "process_instance", "process_stage_visit"}
    | {"quote_product", "record_share"}
)
"""Tables without owners whose records belong to others (`PARENTS`) and follow them."""
RULED = OWNED | PARTS
"""The tables whose records not everybody may read or change."""

_STAKEHOLDERS: Mapping[str, str] = {"account": "party_account_id", "contact": "contact_id"}
"""Tables whose records take part in opportunities, and the column of a connection that names them."""
_ADDED = frozenset({"activity", "note", "post", "attachment", "quote", "sales_order"})
"""What is added to a record without changing it: who may append may do that."""
_OPEN_TO_ALL = frozenset({"competitor"})
"""Whoever may read and add to these is not asked; what somebody wrote about one stays his all the same."""


@dataclass(frozen=True, slots=True)
class Rights:
    """A user as the rules see him; ids are hexadecimal, as in the file."""

    user: str
    role: SecurityRole
    teams: tuple[str, ...] = ()
    """Of which he is a member: what they own is his too."""
    people: tuple[str, ...] = ()
    """Everybody in the teams that he is in or manages."""
    managed: tuple[str, ...] = ()
    """Teams that he manages."""
    new_shares: tuple[str, ...] = ()
    """Shares that give him nothing yet, for the command that is asked about made them itself."""

    @property
    def administers(self) -> bool:
        """Whether users, teams and roles are his to change."""
        return self.role is SecurityRole.SYSTEM_ADMINISTRATOR

    @property
    def reads_everything(self) -> bool:
        """Whether no list has to leave anything out for him."""
        return self.reaches_all("read")

    def reaches_all(self, right: Right) -> bool:
        """Whether he has this right on every record."""
        return ROLES[self.role][right] is Level.ORGANIZATION


EVERYTHING = Rights("", SecurityRole.SYSTEM_ADMINISTRATOR)
"""Of the program itself, when nobody is signed in."""


def of(connection: raw.Connection, user_id: UUID | None) -> Rights:
    """The rights of a user (None: the program itself).

    While no user of a file is its administrator, everybody is, or nobody could give rights.
    """
    if user_id is None:
        return EVERYTHING
    me = user_id.hex
    found = raw.rows(
        connection,
        "SELECT security_role, EXISTS (SELECT 1 FROM system_user WHERE security_role = 1 AND is_active)"
        " FROM system_user WHERE id = :me",
        me=me,
    )
    code, has_administrator = found[0] if found else (SecurityRole.SALESPERSON, True)
    if not has_administrator:
        return Rights(me, SecurityRole.SYSTEM_ADMINISTRATOR)
    role = SecurityRole.from_code(code)
    if all(level is Level.ORGANIZATION for level in ROLES[role].values()):
        return Rights(me, role)
    teams = _column(connection, "SELECT team_id FROM team_membership WHERE user_id = :me ORDER BY 1", me)
    managed = _column(connection, "SELECT id FROM team WHERE manager_id = :me ORDER BY 1", me)
    people: tuple[str, ...] = ()
    if Level.TEAM in ROLES[role].values():
        people = _column(
            connection,
            "SELECT DISTINCT user_id FROM team_membership WHERE team_id IN"
            " (SELECT team_id FROM team_membership WHERE user_id = :me"
            " UNION SELECT id FROM team WHERE manager_id = :me) ORDER BY 1",
            me,
        )
    return Rights(me, role, teams, people, managed)


def _column(connection: raw.Connection, sql: str, me: str) -> tuple[str, ...]:
    return tuple(str(row[0]) for row in raw.rows(connection, sql, me=me))


def allowed(who: Rights, table: str, right: Right) -> Predicate:
    """Which rows of a table a user has a right on."""
    if table not in RULED or who.reaches_all(on_parent(table, right)):
        return TRUE
    parts = [*_granted(who, table, right)]
    if right == "read":
        parts += _worked_with(who, table)
    return AnyOf(tuple(parts))


def allowed_in_full(who: Rights, table: str) -> Predicate:
    """Which rows of a table a user reads with all that belongs to them, and not as a card alone."""
    if table not in RULED or who.reads_everything:
        return TRUE
    return AnyOf(tuple(_granted(who, table, "read")))


def _granted(who: Rights, table: str, right: Right) -> Iterator[Predicate]:
    """What a user has a right on for its own sake, or for that of the record it belongs to."""
    yield from _owned(who, table, right)
    yield from _shared(who, table, right)
    yield from _followed(who, table, right)


def _worked_with(who: Rights, table: str) -> Iterator[Predicate]:
    """The account, contact and stakeholders of an opportunity that a user reads: the cards alone.

    What else is known of them, such as notes and activities, is asked for by what they belong to themselves.
    """
    if table in _STAKEHOLDERS:
        deals = AnyOf(tuple(_granted(who, "opportunity", "read")))
        yield Related("opportunity", f"{table}_id", (deals,))
        on_deals = Related("opportunity", "id", (deals,), "opportunity_id")
        yield Related("connection", _STAKEHOLDERS[table], (on_deals,))


def on_parent(table: str, right: Right) -> Right:
    """The right on what a record belongs to, that stands for a right on the record."""
    if table in OWNED or right in ("read", "append"):
        return right
    return "share" if table == "record_share" else "write"


def _owned(who: Rights, table: str, right: Right) -> Iterator[Predicate]:
    if table == "post":
        yield Compare("author_id", "=", who.user)
    if table not in OWNED or ROLES[who.role][right] is Level.NONE:
        return
    users, teams = [who.user], [*who.teams]
    if ROLES[who.role][right] is Level.TEAM:
        users += who.people
        teams += who.managed
    yield OneOf("owner_user_id", tuple(dict.fromkeys(users)))
    if teams:
        yield OneOf("owner_team_id", tuple(dict.fromkeys(teams)))


def _shared(who: Rights, table: str, right: Right) -> Iterator[Predicate]:
    if table in SHARED:
        principals: list[Predicate] = [Compare("user_id", "=", who.user)]
        if who.teams:
            principals.append(OneOf("team_id", who.teams))
        given: list[Predicate] = [Compare(f"can_{right}", "=", 1), AnyOf(tuple(principals))]
        if who.new_shares:
            given.append(Not(OneOf("id", who.new_shares)))
        yield Related("record_share", SHARED[table], tuple(given))


def _followed(who: Rights, table: str, right: Right) -> Iterator[Predicate]:
    columns = PARENTS.get(table, ())
    for column in columns:
        parent = parent_table(column)
        if parent in _OPEN_TO_ALL:
            if right in ("read", "append"):
                yield Not(Empty(column))
        else:
            yield Related(parent, "id", (_on_parent(who, parent, on_parent(table, right)),), column)
    if table not in OWNED:
        yield AllOf(tuple(Empty(column) for column in columns))


def _on_parent(who: Rights, parent: str, right: Right) -> Predicate:
    return TRUE if who.reaches_all(on_parent(parent, right)) else AnyOf(tuple(_granted(who, parent, right)))


def parent_table(column: str) -> str:
    """The table that a column of PARENTS refers to."""
    return "sales_order" if column == "order_id" else column.removesuffix("_id")


def right_to_add(table: str) -> Right:
    """What one needs on a record to make one of this table that belongs to it."""
    if table in _ADDED:
        return "append"
    return "share" if table == "record_share" else "write"


def shareable(table: str) -> list[Right]:
    """The rights that somebody may be given on a record, besides reading, which comes with any of them."""
    return [right for right in RIGHTS if right not in ("read", _NEVER_USED.get(table))]
