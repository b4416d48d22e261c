"""The kinds of those who take part in an opportunity: what each is called, and which roles it takes."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from uuid import UUID

from salestui.lifecycle.roles import DECIDING_ORDER
from salestui.models.choices import SALES_TEAM_ROLES, ConnectionRole

if TYPE_CHECKING:
    from sqlmodel import Session

    from salestui.lifecycle.candidates import Candidate
    from salestui.lifecycle.joining import Joined
    from salestui.models.opportunities import Opportunity

Kind = Literal["stakeholder", "member", "competitor"]


@dataclass(frozen=True, slots=True)
class PartyKind:
    """A kind: the title of the dialog that adds some, and what its input says."""

    key: Kind
    title: str
    to: str
    """How undo names it: "Add Lena Fischer" and these words."""
    placeholder: str
    nobody: str
    """What is said when nobody fits."""
    made: str
    """How one is called that is made here."""
    roles: tuple[ConnectionRole, ...] = ()
    """The usual one first, then by weight."""

    def found(self, session: "Session", opportunity_id: UUID, text: str) -> "list[Candidate]":
        """Who can be added for a text."""
        from salestui.lifecycle import candidates  # the ORM, which the first list does not wait for

        match self.key:
            case "stakeholder":
                return candidates.stakeholders(session, opportunity_id, text)
            case "member":
                return candidates.team_members(session, opportunity_id, text)
            case "competitor":
                return candidates.competitors(session, opportunity_id, text)

    def add(
        self,
        session: "Session",
        user_id: UUID,
        opportunity: "Opportunity",
        chosen: "list[Candidate]",
        role: ConnectionRole | None,
    ) -> "list[Joined]":
        """Add these, in a command of the caller. Raises a SalesError."""
        from salestui.lifecycle import joining, teams
        from salestui.lifecycle.edits import Existing

        who = [one.who for one in chosen]
        match self.key:
            case "stakeholder":
                return joining.add_stakeholders(session, user_id, opportunity, who, role)
            case "member":
                users = [
                    one.id
                    if isinstance(one, Existing)
                    else teams.make_user(session, user_id, one.name, one.email).id
                    for one in who
                ]
                return joining.add_team_members(session, opportunity, users, role)
            case "competitor":
                return joining.add_competitors(session, opportunity, who)


_STAKEHOLDER_ROLES = (
    ConnectionRole.STAKEHOLDER,
    *(role for role in DECIDING_ORDER if role is not ConnectionRole.STAKEHOLDER),
)

_KINDS = (
    PartyKind(
        "stakeholder",
        "add stakeholders",
        "to",
        "type a name; a new one may have an email behind it",
        "Nobody fits what you typed.",
        "contact",
        _STAKEHOLDER_ROLES,
    ),
    PartyKind(
        "member",
        "add to the sales team",
        "to the sales team of",
        "type a colleague's name",
        "No colleague of that name uses this file yet.",
        "user",
        SALES_TEAM_ROLES,
    ),
    PartyKind(
        "competitor",
        "add competitors",
        "to",
        "type a name",
        "No competitor fits what you typed.",
        "competitor",
    ),
)
KINDS: dict[Kind, PartyKind] = {kind.key: kind for kind in _KINDS}
