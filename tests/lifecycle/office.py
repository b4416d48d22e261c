"""A file with users of every role, teams, and records of all kinds; and in plain Python who may do what."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID

from salestui.lifecycle import permission, sharing
from salestui.lifecycle.refs import RecordRef
from salestui.lifecycle.rights import Right
from salestui.models.activities import Activity
from salestui.models.choices import ActivityType, ConnectionRole, SecurityRole
from salestui.models.connections import Connection
from salestui.models.customers import Account, Contact
from salestui.models.leads import Lead
from salestui.models.lines import OpportunityProduct
from salestui.models.notes import Attachment, Note, Post
from salestui.models.opportunities import Opportunity
from salestui.models.quotes import Order, Quote
from salestui.models.sharing import RecordShare
from salestui.models.users import Team, TeamMembership, User
from salestui.store.database import Store

ROLES = {
    "mina": SecurityRole.SYSTEM_ADMINISTRATOR,
    "vera": SecurityRole.VICE_PRESIDENT,
    "max": SecurityRole.SALES_MANAGER,
    "rosa": SecurityRole.SALESPERSON,
    "tom": SecurityRole.SALESPERSON,
    "lena": SecurityRole.SALES_TEAM_MEMBER,
}
TEAMS = {"north": ("rosa", "lena"), "south": ("tom",)}
"""Max is in none, but manages north."""
REACH = {
    SecurityRole.SYSTEM_ADMINISTRATOR: dict.fromkeys(("read", "write", "append"), "all"),
    SecurityRole.VICE_PRESIDENT: dict.fromkeys(("read", "write", "append"), "all"),
    SecurityRole.SALES_MANAGER: {"read": "all", "append": "all", "write": "team"},
    SecurityRole.SALESPERSON: {"read": "all", "append": "all", "write": "own"},
    SecurityRole.SALES_TEAM_MEMBER: {"read": "own", "append": "own", "write": "own"},
}
"""What the roles shall reach; assigning, sharing and deleting as far as changing."""


class Office:
    """The file, and the ids of what is in it by name."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.ids: dict[str, UUID] = {}
        self.owners: dict[str, str] = {}
        self.tables: dict[str, str] = {}
        self.parents: dict[str, str] = {}
        self.shares: list[tuple[str, str, tuple[str, ...]]] = []
        with store.command("Office") as session:
            self.session = session
            self._people()
            for owner in ("mina", "max", "rosa", "tom", "lena", "north", "south"):
                self._deal(owner)
            session.flush()

    def user(self, name: str) -> UUID:
        """The id of a user."""
        return self.ids[name]

    def ref(self, name: str) -> RecordRef:
        """A record, user or team by its name."""
        return RecordRef(self.tables[name], self.ids[name], name)

    def record(self, session: Any, name: str) -> Any:
        """A record in a session."""
        return session.get_one(MODELS[self.tables[name]], self.ids[name])

    def _people(self) -> None:
        from sqlmodel import select

        for name, role in ROLES.items():
            user = self.session.exec(select(User).where(User.user_name == name)).first()
            user = user or User(user_name=name, full_name=name.capitalize())
            user.security_role = role
            self._put(name, user)
        for name, members in TEAMS.items():
            self._put(
                name, Team(name=f"Sales {name}", manager_id=self.ids["max"] if name == "north" else None)
            )
            self.session.add_all(
                TeamMembership(team_id=self.ids[name], user_id=self.ids[member]) for member in members
            )

    def _put(self, name: str, record: Any, parent: str = "") -> Any:
        self.session.add(record)
        self.session.flush()
        self.ids[name] = record.id
        self.tables[name] = str(record.__tablename__)
        if parent:
            self.parents[name] = parent
        return record

    def owner(self, name: str) -> dict[str, Any]:
        """The owner columns for a user or team."""
        return {"owner_team_id" if name in TEAMS else "owner_user_id": self.ids[name]}

    def _deal(self, owner: str) -> None:
        """A deal of everything, and what belongs to it, of which another one owns some."""
        mine = self.owner(owner)
        account = self._put(f"account of {owner}", Account(name=f"Account {owner}", **mine))
        self._put(f"contact of {owner}", Contact(full_name=f"Contact {owner}", **mine))
        self._put(f"lead of {owner}", Lead(topic=f"Lead {owner}", **mine))
        deal = self._put(
            f"deal of {owner}", Opportunity(topic=f"Deal {owner}", account_id=account.id, **mine)
        )
        for kind in ("account", "contact", "lead", "deal"):
            self.owners[f"{kind} of {owner}"] = owner
        on, parent = {"opportunity_id": deal.id}, f"deal of {owner}"
        toms = self.owner("tom")
        for name, record in {
            "call": Activity(activity_type=ActivityType.PHONE_CALL, subject=f"Call {owner}", **on, **mine),
            "call by tom": Activity(
                activity_type=ActivityType.PHONE_CALL, subject=f"Toms call {owner}", **on, **toms
            ),
            "note": Note(body=f"Note {owner}", **on, **mine),
            "quote": Quote(quote_number=f"Q-{owner}", name=f"Quote {owner}", **on, **toms),
            "order": Order(order_number=f"O-{owner}", name=f"Order {owner}", **on, **mine),
        }.items():
            self._put(f"{name} on {owner}", record, parent)
            self.owners[f"{name} on {owner}"] = "tom" if "tom" in name or name == "quote" else owner
        self._put(f"line on {owner}", OpportunityProduct(write_in_product="Mover", **on), parent)
        self._put(f"post on {owner}", Post(body="Hello", author_id=self.ids["mina"], **on), parent)
        contact = Connection(contact_id=self.ids[f"contact of {owner}"], role=ConnectionRole.CHAMPION, **on)
        self._put(f"stakeholder on {owner}", contact, parent)
        post = Post(body="Hi", author_id=self.ids["mina"], contact_id=self.ids[f"contact of {owner}"])
        self._put(f"post on contact of {owner}", post, f"contact of {owner}")
        note = f"note on {owner}"
        self._put(
            f"file on {owner}", Attachment(note_id=self.ids[note], file_name="a.pdf", sha256="ab" * 32), note
        )

    def share(self, name: str, who: str, *given: Right) -> None:
        """Share a record, as the program itself."""
        with self.store.command("Share") as session:
            share = RecordShare(**{f"can_{right}": True for right in given})
            setattr(share, sharing.SHARED[self.tables[name]], self.ids[name])
            setattr(share, "team_id" if who in TEAMS else "user_id", self.ids[who])
            session.add(share)
        self.shares.append((name, who, ("read", *given)))

    def may_now(self, who: str, right: Right, name: str) -> bool:
        """What the rules say now."""
        return permission.why_not(self.store.reader, self.user(who), self.ref(name), right) is None

    # What should be

    def may(self, who: str, right: Right, name: str, *, for_part: bool = False) -> bool:
        """Whether a user has a right on a record, or on what belongs to it, by plain rules."""
        table = self.tables[name]
        reach = REACH[ROLES[who]].get(right, REACH[ROLES[who]]["write"])
        own = name in self.owners
        if own and (reach == "all" or self._is_within(reach, who, self.owners[name])):
            return True
        if any(shared == name and right in given and self._is(who, to) for shared, to, given in self.shares):
            return True
        if table == "post" and who == "mina":
            return True
        if right == "read" and table in ("account", "contact") and not for_part:
            _, _, owner = name.partition(" of ")
            return self.may(who, "read", f"deal of {owner}")
        if name not in self.parents:
            return False
        above: Right = right if own or right in ("read", "append") else "write"
        return self.may(who, above, self.parents[name], for_part=True)

    def _is(self, who: str, principal: str) -> bool:
        return principal == who or who in TEAMS.get(principal, ())

    def _is_within(self, reach: str, who: str, owner: str) -> bool:
        if self._is(who, owner):
            return True
        near = {team for team in TEAMS if who in TEAMS[team] or (who == "max" and team == "north")}
        people = {member for team in near for member in TEAMS[team]}
        return reach == "team" and (owner in people or owner in near)


MODELS: dict[str, Any] = {
    str(model.__tablename__): model
    for model in (
        *(Account, Contact, Lead, Opportunity, Activity, Note, Quote, Order, User, Team),
        *(OpportunityProduct, Post, Connection, Attachment),
    )
}


def rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    """What lies in the file."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()
