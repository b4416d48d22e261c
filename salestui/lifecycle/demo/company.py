"""What the demo company is made of while it is being made."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlmodel import Session

from salestui.models.competitors import Competitor
from salestui.models.customers import Account, Contact
from salestui.models.leads import Lead
from salestui.models.products import PriceList, Product, Unit
from salestui.models.users import Team, User


@dataclass
class Company:
    """What has been made so far, by the keys of data/demo."""

    session: Session
    files: Path
    """Where the bytes of attachments go."""
    currency_id: UUID
    retail: PriceList
    users: dict[str, User] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    contacts: dict[str, list[Contact]] = field(default_factory=dict)
    """By account, the most important first."""
    competitors: dict[str, Competitor] = field(default_factory=dict)
    leads: dict[str, Lead] = field(default_factory=dict)
    """The qualified ones, by the topic of the opportunity that each became."""
    products: dict[str, Product] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)

    def owner(self, key: str) -> dict[str, Any]:
        """The owner columns for a user's or team's key."""
        if key in self.teams:
            return {"owner_team_id": self.teams[key].id}
        return {"owner_user_id": self.users[key].id}

    def seller(self, key: str) -> User:
        """Who does the work for this owner: the user, or the first member of the team."""
        return self.users.get(key) or self.users["tomas" if key == "south" else "me"]
