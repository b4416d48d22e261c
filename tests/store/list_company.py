"""A file with a spread of what lists filter, sort and sum by, and its rows as plain Python has them."""

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from salestui.lifecycle.users import signed_in
from salestui.models import choices as c
from salestui.models.activities import Activity
from salestui.models.connections import Connection, Follow
from salestui.models.customers import Account, Contact
from salestui.models.opportunities import Opportunity
from salestui.models.processes import ProcessInstance
from salestui.models.products import Currency
from salestui.models.users import Team, TeamMembership, User
from salestui.store import connection as files
from salestui.store.database import Store

TODAY = date(2026, 11, 23)
"""A Monday. Weeks begin on Sunday and fiscal years in April, unless a test says otherwise."""
DEALS = 320

CUSTOMERS = (
    "Acme",
    "ACME",
    "acme",
    "Zürich AG",
    "ZÜRICH ag",
    "Ärzte",
    "ärzte",
    "100% Fruit",
    "under_score",
    'Quo"te',
    "back\\slash",
    "[x]*?",
    "日本語のお客様",
)
PEOPLE = ("Ann Lee", "ann lee", "Örjan", "örjan", "O'Neil", "Zoë Re", "a", "Ren_e")
TOPICS = (
    "Renewal",
    "renewal",
    "RENEWAL",
    "Größe 3",
    "GRÖßE 3",
    "İstanbul ısı",
    "50% off",
    "snake_case",
    "C:\\dir",
    'A "quoted" one',
    "[EMEA] (x) *?",
    "日本",
    "🚀 launch",
    "b",
    "Ö",
    "y" * 298,
)
EDGES = [
    date.fromisoformat(day)
    for day in (
        *("2025-03-31", "2025-11-22", "2025-11-23", "2025-12-31", "2026-01-01", "2026-03-31", "2026-04-01"),
        *("2026-06-30", "2026-07-01", "2026-09-30", "2026-10-01", "2026-10-08", "2026-10-09", "2026-10-31"),
        *("2026-11-01", "2026-11-14", "2026-11-15", "2026-11-21", "2026-11-22", "2026-11-23", "2026-11-24"),
        *("2026-11-28", "2026-11-29", "2026-11-30", "2026-12-01", "2026-12-31", "2027-01-01", "2027-01-31"),
        *("2027-03-31", "2027-04-01", "2027-12-31", "2028-01-01"),
    )
]
_HUGE = Decimal(10**12)
"""The most that the file takes; ten of them, weighed by 100 percent, do not fit into 64 bits."""


def build(path: Path, rates: bool) -> None:
    """Fill a new file; without `rates` every currency is worth as much as the base currency."""
    with Store.open(path) as store:
        me = signed_in(store, "mina").id
        with store.command("Company", me) as session:
            _Builder(session, me).build(rates)
    with closing(files.connect(path)) as connection:
        _stamp(connection)


class _Builder:
    def __init__(self, session: Session, me: UUID) -> None:
        self.session = session
        self.me = me
        self.dice = random.Random(7)

    def add(self, *records: Any) -> list[Any]:
        self.session.add_all(records)
        self.session.flush()
        return list(records)

    def build(self, rates: bool) -> None:
        """Users and customers, then opportunities, then what belongs to them."""
        currencies = self.session.exec(select(Currency).order_by(Currency.iso_code)).all()
        if rates:
            odd = {"EUR": "0.9", "JPY": "150.1234567891", "GBP": "0.7777777777"}
            for currency in currencies:
                currency.exchange_rate = Decimal(odd.get(currency.iso_code, "1"))
        users = self.add(
            *(
                User(user_name=f"u{number}", full_name=name)
                for number, name in enumerate(("Sam Lee", "sam lee", "Öle"))
            )
        )
        blue, red = self.add(Team(name="Blue"), Team(name="SAM LEE"))
        self.add(
            TeamMembership(team_id=blue.id, user_id=self.me),
            TeamMembership(team_id=blue.id, user_id=users[0].id),
            TeamMembership(team_id=red.id, user_id=users[1].id),
        )
        owners = [{"owner_user_id": one} for one in (self.me, self.me, *(user.id for user in users))]
        owners += [{"owner_team_id": blue.id}, {"owner_team_id": red.id}]
        accounts = self.add(
            *(Account(name=name, **owners[n % len(owners)]) for n, name in enumerate(CUSTOMERS))
        )
        contacts = self.add(
            *(Contact(full_name=name, **owners[n % len(owners)]) for n, name in enumerate(PEOPLE))
        )
        deals = self.add(
            *(self.deal(number, owners, accounts, contacts, currencies) for number in range(DEALS))
        )
        for number, deal in enumerate(deals):
            self.belongings(number, deal, users, accounts, contacts)
        self.session.flush()

    def deal(
        self, number: int, owners: list, accounts: list, contacts: list, currencies: list
    ) -> Opportunity:
        """One of a few values in each field, so that many are equal."""
        any_of = self.dice.choice
        status = any_of((0, 0, 0, 1, 1, 2))
        account, contact, currency = any_of((None, *accounts)), any_of((None, *contacts)), any_of(currencies)
        closed = {"actual_close_date": any_of(EDGES), "actual_revenue": any_of(_MONEY)} if status else {}
        fields: dict[str, Any] = {
            "estimated_revenue": any_of(_MONEY),
            "probability": any_of((None, 0, 10, 33, 50, 100)),
            "currency_id": any_of((None, currency.id)),
        }
        if number % 20 == 0:
            fields = {"estimated_revenue": _HUGE, "probability": 100}
            status, closed = 0, {}
        return Opportunity(
            topic=any_of(TOPICS) + any_of(("", "", " 2")),
            account_id=account and account.id,
            contact_id=contact and contact.id,
            estimated_close_date=any_of((None, *EDGES)),
            rating=any_of((None, c.Rating.HOT, c.Rating.WARM, c.Rating.COLD)),
            pipeline_phase=any_of((None, "1-Qualify", "2-Develop", "3-propose")),
            status=status,
            status_reason=any_of({0: (1, 2), 1: (3,), 2: (4, 5)}[status]),
            **closed,
            **fields,
            **any_of(owners),
        )

    def belongings(self, number: int, deal: Opportunity, users: list, accounts: list, contacts: list) -> None:
        """Activities, processes, connections and follows of some of them."""
        here = {"opportunity_id": deal.id}
        for offset in range(number % 3):
            done = (number + offset) % 2
            end = datetime(2026, 11, 1, tzinfo=UTC) + timedelta(days=number % 20)
            self.session.add(
                Activity(
                    activity_type=c.ActivityType.TASK,
                    subject=f"Task {number}",
                    status=done,
                    status_reason=5 if done else 2,
                    actual_end=end if done and number % 4 else None,
                    owner_user_id=self.me,
                    **here,
                )
            )
        for offset in range(number % 4 // 2 + (number % 5 == 0)):
            started = datetime(2026, 9, 22 + number % 7, 23, tzinfo=UTC) + timedelta(days=offset)
            ended = started + timedelta(days=1) if number % 3 == 2 else None
            self.session.add(
                ProcessInstance(
                    process="p",
                    active_stage="s",
                    active_stage_started_on=started,
                    started_on=started,
                    completed_on=ended,
                    status=2 if ended else 1,
                    **here,
                )
            )
        if number % 5 == 0:
            for role in (101, 102, 103)[: number % 4]:
                self.session.add(Connection(user_id=self.me, role=role, **here))
        if number % 6 == 0:
            self.session.add(Connection(user_id=users[0].id, role=104, **here))
            self.session.add(Connection(contact_id=contacts[number % len(contacts)].id, role=2, **here))
        if number % 7 == 0:
            self.session.add(Connection(party_account_id=accounts[number % len(accounts)].id, role=3, **here))
        if number % 8 == 0:
            self.session.add(Follow(user_id=self.me if number % 16 else users[1].id, **here))


_MONEY = (
    *(None, Decimal(0), Decimal(-500), Decimal("-0.0001"), Decimal("0.3333"), Decimal(1000), Decimal(1000)),
    *(Decimal("1000.5"), Decimal(48_000), Decimal("123456789.01"), -_HUGE),
)


def _stamp(connection: sqlite3.Connection) -> None:
    """When records were made and changed; commands don't let one write that."""
    dice = random.Random(11)
    for table in ("opportunity", "activity"):
        ids = [row[0] for row in connection.execute(f"SELECT id FROM {table} ORDER BY rowid")]
        for record_id in ids:
            made, changed = dice.choice(EDGES), dice.choice(EDGES)
            at = dice.choice(("00:00:00.000000", "12:30:00.000000", "23:59:59.999999"))
            connection.execute(
                f"UPDATE {table} SET created_on = ?, modified_on = ? WHERE id = ?",
                (f"{min(made, TODAY)} {at}", f"{min(changed, TODAY)} {at}", record_id),
            )


# What is in the file, without the code under test


class Company:
    """The opportunities of a file as plain objects with what lists know of them."""

    def __init__(self, path: Path, user_name: str = "mina") -> None:
        with closing(sqlite3.connect(path)) as connection:
            connection.row_factory = sqlite3.Row
            self.tables = {
                table: {
                    row["id"]: SimpleNamespace(**row)
                    for row in connection.execute(f"SELECT rowid AS number, * FROM {table}")
                }
                for table in (
                    *(
                        "opportunity",
                        "account",
                        "contact",
                        "system_user",
                        "team",
                        "team_membership",
                        "currency",
                    ),
                    *("activity", "connection", "follow", "process_instance"),
                )
            }
        self.me = next(u.id for u in self.tables["system_user"].values() if u.user_name == user_name)
        self.teams = [m.team_id for m in self.tables["team_membership"].values() if m.user_id == self.me]
        self.deals = [self._deal(row) for row in self.tables["opportunity"].values()]

    def is_mine(self, record: Any) -> bool:
        """Whether it belongs to the user or to a team of his."""
        return record.owner_user_id == self.me or record.owner_team_id in self.teams

    def _name(self, table: str, key: str | None, column: str = "name") -> str | None:
        return getattr(self.tables[table][key], column) if key else None

    def _of(self, table: str, deal: Any) -> list[Any]:
        return [row for row in self.tables[table].values() if row.opportunity_id == deal.id]

    def _deal(self, deal: Any) -> Any:
        deal.account = self._name("account", deal.account_id)
        deal.contact = self._name("contact", deal.contact_id, "full_name")
        deal.owner = self._name("system_user", deal.owner_user_id, "full_name") or self._name(
            "team", deal.owner_team_id
        )
        deal.currency_sign = self._name("currency", deal.currency_id, "symbol")
        deal.currency = self._name("currency", deal.currency_id, "iso_code")
        deal.is_mine = self.is_mine(deal)
        deal.activities = self._of("activity", deal)
        done = [one.actual_end or one.modified_on for one in deal.activities if one.status != 0]
        deal.last_activity_on = max(done, default=None)
        deal.stages = [
            one.active_stage_started_on for one in self._of("process_instance", deal) if one.status == 1
        ]
        deal.stage_since = max(deal.stages, default=deal.created_on)
        deal.age = deal.created_on
        deal.connections = self._of("connection", deal)
        deal.is_followed = any(one.user_id == self.me for one in self._of("follow", deal))
        return deal

    def is_connected(self, deal: Any) -> bool:
        """Whether a stakeholder is a contact or account of the user or his teams."""
        parties = [("contact", one.contact_id) for one in deal.connections]
        parties += [("account", one.party_account_id) for one in deal.connections]
        return any(key and self.is_mine(self.tables[table][key]) for table, key in parties)


def kept(company: Company) -> dict[str, Callable[[Any], bool]]:
    """Which opportunities each system view keeps, in plain words, by its key."""

    def closes(first: str, last: str) -> Callable[[Any], bool]:
        return lambda d: d.status == 0 and _within(d.estimated_close_date, first, last)

    def mine(rule: Callable[[Any], bool]) -> Callable[[Any], bool]:
        return lambda d: d.is_mine and rule(d)

    def made(first: str, last: str) -> Callable[[Any], bool]:
        return lambda d: _within(d.created_on, first, last)

    def won(first: str, last: str) -> Callable[[Any], bool]:
        return lambda d: d.status == 1 and _within(d.actual_close_date, first, last)

    def closed_this_year(d: Any) -> bool:
        return d.status in (1, 2) and _within(d.actual_close_date, "2026-04-01", "2027-03-31")

    return {
        "my-open": mine(lambda d: d.status == 0),
        "open": lambda d: d.status == 0,
        "all": lambda d: True,
        "closed": lambda d: d.status in (1, 2),
        "closed-this-fiscal-year": closed_this_year,
        "my-closed-this-fiscal-year": mine(closed_this_year),
        "won": lambda d: d.status == 1,
        "lost": lambda d: d.status == 2,
        "recent": made("2026-10-24", "2026-11-23"),
        "open-or-lately-won": lambda d: d.status == 0 or won("2025-11-23", "2026-11-23")(d),
        "closing-next-month": closes("2026-12-01", "2026-12-31"),
        "this-fiscal-year": lambda d: (
            d.status == 0 or _within(d.estimated_close_date, "2026-04-01", "2027-03-31")
        ),
        "opened-last-week": made("2026-11-15", "2026-11-21"),
        "opened-this-week": made("2026-11-22", "2026-11-28"),
        "member": lambda d: any(one.user_id == company.me for one in d.connections),
        "followed": lambda d: d.is_followed,
        "my-connections": company.is_connected,
        "my-closing-this-week": mine(closes("2026-11-22", "2026-11-28")),
        "my-closing-this-month": mine(closes("2026-11-01", "2026-11-30")),
        "my-closing-this-fiscal-quarter": mine(closes("2026-10-01", "2026-12-31")),
        "my-closing-this-fiscal-year": mine(closes("2026-04-01", "2027-03-31")),
        "my-closing-next-year": mine(closes("2027-01-01", "2027-12-31")),
        "my-overdue": mine(closes("", "2026-11-22")),
        "overdue-45": closes("", "2026-10-08"),
        "my-stalled": mine(
            lambda d: (
                d.status == 0
                and d.modified_on < "2026-10-24"
                and not any(_within(one.modified_on, "2026-10-24", "2026-11-23") for one in d.activities)
            )
        ),
        "my-stuck": mine(
            lambda d: (
                d.status == 0
                and d.created_on < "2026-09-25"
                and not any(_within(since, "2026-09-25", "2026-11-23") for since in d.stages)
            )
        ),
        "created-this-week": made("2026-11-22", "2026-11-28"),
        "created-this-month": made("2026-11-01", "2026-11-30"),
        "created-this-quarter": made("2026-10-01", "2026-12-31"),
        "created-this-year": made("2026-01-01", "2026-12-31"),
        "won-this-week": won("2026-11-22", "2026-11-28"),
        "won-this-month": won("2026-11-01", "2026-11-30"),
        "won-this-quarter": won("2026-10-01", "2026-12-31"),
        "won-this-year": won("2026-01-01", "2026-12-31"),
        "open-by-owner": lambda d: d.status == 0,
    }


def _within(value: str | None, first: str, last: str) -> bool:
    """Whether a date, or the day of a time in UTC, is one of these days."""
    return value is not None and first <= value[:10] <= last
