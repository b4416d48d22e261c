"""A made-up company with many opportunities: users, customers and five years of sales."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from salestui.models import choices as c
from tests.bench.names import DETAIL, FAMILY, FIRST, GIVEN, SECOND, SUFFIX, THING

Row = dict[str, object]
USERS, TEAMS = 50, 6
PHASES = ("1-Qualify", "2-Develop", "3-Propose", "4-Close")
PROBABILITIES = ((5, 10, 20), (20, 30, 40), (50, 60, 70), (75, 80, 90, 95))


class Keys:
    """UUIDv7 keys in the order of their making, the same ones for the same seed."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._milliseconds = int(datetime(2021, 1, 1, tzinfo=UTC).timestamp() * 1000)

    def __call__(self) -> str:
        self._milliseconds += 1
        left, middle, right = (self._chance.getrandbits(bits) for bits in (12, 14, 48))
        return f"{self._milliseconds:012x}7{left:03x}{0x8000 | middle:04x}{right:012x}"


class Company:
    """The rows of its tables, to be taken in the order of `tables`; `open` fills with the opportunities."""

    def __init__(self, size: int, today: date, signed_in: str, currency: str, seed: int = 7) -> None:
        self.size = size
        self.today = today
        self.chance = random.Random(seed)
        self.key = Keys(self.chance)
        self.currency = currency
        self.users = [signed_in]
        self.teams: list[str] = []
        self.accounts: list[tuple[str, str]] = []
        """Id and name."""
        self.contacts: list[tuple[str, str, tuple[str, str]]] = []
        """Id, name and account."""
        self.open: list[tuple[str, int, date]] = []
        """The open opportunities: id, number of the phase, and when they were made."""

    def tables(self) -> Iterator[tuple[str, Iterator[Row]]]:
        """Tables with their rows."""
        yield "system_user", self._users()
        yield "team", self._teams()
        yield "team_membership", self._memberships()
        yield "account", self._accounts()
        yield "contact", self._contacts()
        yield "opportunity", self._opportunities()

    def ago(self, days: int) -> date:
        """The day so many days before today."""
        return self.today - timedelta(days=days)

    def at(self, day: date) -> str:
        """A time in the working hours of a day, as the file keeps times."""
        return f"{day} {self.chance.randrange(7, 18):02}:{self.chance.randrange(60):02}:00.000000"

    def base(self, made: date, changed: date | None = None) -> Row:
        """Key and stamps."""
        created = self.at(made)
        changed_on = max(created, self.at(changed)) if changed else created
        return {"id": self.key(), "created_on": created, "modified_on": changed_on}

    def owner(self) -> Row:
        """Mostly a user; some of them have much more than others."""
        if self.chance.random() < 0.06:
            return {"owner_team_id": self.chance.choice(self.teams)}
        return {"owner_user_id": self.users[int(len(self.users) * self.chance.random() ** 1.4)]}

    def _users(self) -> Iterator[Row]:
        for number in range(1, USERS):
            name = f"{GIVEN[number % len(GIVEN)]} {FAMILY[number * 7 % len(FAMILY)]}"
            row = self.base(self.ago(2000))
            self.users.append(str(row["id"]))
            yield {
                **row,
                "user_name": f"user{number}",
                "full_name": name,
                "is_active": 1,
                "security_role": int(c.SecurityRole.SALESPERSON),
            }

    def _teams(self) -> Iterator[Row]:
        for number in range(TEAMS):
            row = self.base(self.ago(2000))
            self.teams.append(str(row["id"]))
            yield {**row, "name": f"Team {number + 1}", "team_type": int(c.TeamType.OWNER)}

    def _memberships(self) -> Iterator[Row]:
        for number, user in enumerate(self.users):
            team = self.teams[number % len(self.teams)]
            yield {**self.base(self.ago(2000)), "team_id": team, "user_id": user}

    def _accounts(self) -> Iterator[Row]:
        choice = self.chance.choice
        for number in range(max(20, min(20_000, self.size // 4))):
            name = f"{choice(FIRST)} {choice(SECOND)}{choice(SUFFIX)}"
            row = self.base(self.ago(self.chance.randrange(1, 2000)))
            name = f"{name} {number}" if number > 2000 else name
            self.accounts.append((str(row["id"]), name))
            yield {
                **row,
                **self.owner(),
                "name": name,
                "industry": self.chance.randrange(1, 34),
                "is_active": 1,
            }

    def _contacts(self) -> Iterator[Row]:
        for number in range(max(60, min(60_000, self.size // 2))):
            first, last = self.chance.choice(GIVEN), self.chance.choice(FAMILY)
            account = self.accounts[number % len(self.accounts)]
            row = self.base(self.ago(self.chance.randrange(1, 2000)))
            self.contacts.append((str(row["id"]), f"{first} {last}", account))
            yield {
                **row,
                **self.owner(),
                "first_name": first,
                "last_name": last,
                "full_name": f"{first} {last}",
                "account_id": account[0],
                "email": f"{first}.{last}.{number}@example.com".lower(),
                "is_active": 1,
            }

    def _opportunities(self) -> Iterator[Row]:
        """Over five years, more and more of them; a third are open, and more were won than lost."""
        for number in range(self.size):
            yield self._opportunity(number, self.ago(1 + int(1825 * (1 - number / self.size) ** 1.3)))

    def _opportunity(self, number: int, made: date) -> Row:
        chance, today = self.chance, self.today
        expected = made + timedelta(days=chance.randrange(20, 700))
        is_open = expected > today or chance.random() < 0.04
        phase = min(3, int(4 * chance.random() ** 1.3)) if is_open else 3
        revenue = None if chance.random() < 0.02 else round(chance.lognormvariate(10.2, 1.1)) * 10_000
        contact, contact_name, (account, account_name) = chance.choice(self.contacts)
        share = chance.random()
        topic = chance.choice(THING) + chance.choice(DETAIL)
        if is_open:
            changed = self.ago(max(int((today - made).days * chance.random() ** 3), 1))
            state: Row = {
                "status": int(c.OpportunityStatus.OPEN),
                "status_reason": 2 if chance.random() < 0.05 else 1,
                "probability": chance.choice(PROBABILITIES[phase]),
            }
        else:
            changed = min(max(expected + timedelta(days=chance.randrange(-30, 40)), made), self.ago(1))
            won = chance.random() < 0.6
            state = {
                "status": int(c.OpportunityStatus.WON if won else c.OpportunityStatus.LOST),
                "status_reason": 3 if won else chance.choice((4, 5)),
                "probability": 100 if won else 0,
                "actual_close_date": changed.isoformat(),
                "actual_revenue": revenue if won else 0,
            }
        row = self.base(made, changed)
        if is_open:
            self.open.append((str(row["id"]), phase, made))
        return {
            **row,
            **self.owner(),
            **state,
            "topic": f"{topic} {number}" if number % 3 == 0 else topic,
            "account_id": None if share < 0.03 else account,
            "contact_id": contact if share < 0.6 else None,
            "customer_name": contact_name if share < 0.03 else account_name,
            "estimated_close_date": None if chance.random() < 0.01 else expected.isoformat(),
            "estimated_revenue": revenue,
            "currency_id": self.currency,
            "rating": chance.choices((1, 2, 3, None), (20, 50, 29, 1))[0],
            "sales_stage": phase,
            "pipeline_phase": PHASES[phase],
            "forecast_category": int(c.ForecastCategory.PIPELINE),
        }
