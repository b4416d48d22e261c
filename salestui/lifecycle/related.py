"""The opportunities of an account, contact or competitor, what they come to, and an account's people.

Each read gives what its user may read.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from salestui.lifecycle import permission, raw
from salestui.models.choices import ConnectionRole, OpportunityStatus
from salestui.store.list_sql import condition
from salestui.store.query import Value

MOST = 500
"""So many opportunities are listed; sums and counts are of all of them."""
_RATE_ONE = 10**10
_SPLIT = 10**6
_OF = {
    "account": "o.account_id = :id",
    "contact": (
        "(o.contact_id = :id OR o.id IN (SELECT opportunity_id FROM connection WHERE contact_id = :id))"
    ),
    "competitor": "o.id IN (SELECT opportunity_id FROM opportunity_competitor WHERE competitor_id = :id)",
}


@dataclass(frozen=True, slots=True)
class Deal:
    """An opportunity in the list of another record."""

    id: UUID
    topic: str
    customer: str | None
    status: OpportunityStatus
    amount: Decimal | None
    """Actual revenue of a won one, else the estimated one."""
    symbol: str
    closes: date | None
    """When it was closed, or is expected to."""
    phase: str | None
    owner: str
    roles: tuple[str, ...] = ()
    """What a contact is in it: "Contact", or the roles of a stakeholder."""


@dataclass(frozen=True, slots=True)
class Total:
    """How many opportunities, and what they come to in the base currency."""

    count: int = 0
    amount: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Deals:
    """The opportunities of a record: open ones by close date, then won and lost ones, the newest first."""

    listed: tuple[Deal, ...]
    open: Total
    won: Total
    """By actual revenue."""
    lost: Total
    """By estimated revenue, for a lost one earned nothing."""

    @property
    def count(self) -> int:
        """All of them."""
        return self.open.count + self.won.count + self.lost.count


@dataclass(frozen=True, slots=True)
class Person:
    """A contact of an account."""

    id: UUID
    name: str
    job_title: str | None
    email: str | None
    phone: str | None
    is_primary: bool


@dataclass(frozen=True, slots=True)
class Child:
    """An account below another one."""

    id: UUID
    name: str
    city: str | None
    open_deals: int


_AMOUNT = "CASE WHEN o.status = 1 THEN o.actual_revenue ELSE o.estimated_revenue END"

_DEALS = """
SELECT o.id, o.topic, o.customer_name, o.status, {amount}, m.symbol,
  CASE WHEN o.status = 0 THEN o.estimated_close_date ELSE o.actual_close_date END, o.pipeline_phase,
  coalesce(u.full_name, t.name), o.contact_id
FROM (
    SELECT o.id AS id FROM opportunity o WHERE {of} AND {readable} ORDER BY {order} LIMIT :most
  ) k
  JOIN opportunity o ON o.id = k.id
  LEFT JOIN currency m ON m.id = coalesce(o.currency_id, (SELECT id FROM currency WHERE is_base))
  LEFT JOIN system_user u ON u.id = o.owner_user_id
  LEFT JOIN team t ON t.id = o.owner_team_id
ORDER BY {order}
"""
_ORDER = (
    "o.status, CASE WHEN o.status = 0 AND o.estimated_close_date IS NULL THEN 1 ELSE 0 END,"
    " CASE WHEN o.status = 0 THEN o.estimated_close_date END, o.actual_close_date DESC, o.id"
)

_SUMS = """
SELECT a.status, m.exchange_rate, count(*), sum(a.amount / {split}), sum(a.amount % {split})
FROM (SELECT o.status, o.currency_id, coalesce({amount}, 0) AS amount FROM opportunity o
    WHERE {of} AND {readable}) a
  LEFT JOIN currency m ON m.id = a.currency_id
GROUP BY 1, 2
"""

_ROLES = "SELECT opportunity_id, role FROM connection WHERE contact_id = :id ORDER BY role"

_PEOPLE = """
SELECT c.id, c.full_name, c.job_title, c.email, coalesce(c.business_phone, c.mobile_phone),
  CASE WHEN c.id = (SELECT primary_contact_id FROM account WHERE id = :id) THEN 1 ELSE 0 END
FROM contact c WHERE c.account_id = :id AND c.is_active AND {readable}
ORDER BY 6 DESC, lower(c.full_name) LIMIT :most
"""

_CHILDREN = """
SELECT a.id, a.name, a.city,
  (SELECT count(*) FROM opportunity o WHERE o.account_id = a.id AND o.status = 0 AND {readable_deals})
FROM account a WHERE a.parent_account_id = :id AND a.is_active AND {readable}
ORDER BY lower(a.name) LIMIT :most
"""


def deals(connection: raw.Connection, user_id: UUID, table: str, record_id: UUID) -> Deals:
    """The opportunities of an account, contact (also as a stakeholder) or competitor."""
    roles = _roles(connection, record_id) if table == "contact" else {}
    listed = []
    readable, values = _readable(connection, user_id, "opportunity", "o")
    sql = _DEALS.format(amount=_AMOUNT, of=_OF[table], order=_ORDER, readable=readable)
    for row in raw.rows(connection, sql, id=record_id.hex, most=MOST, **values):
        deal_id, topic, customer, status, amount, symbol, closes, phase, owner, contact_id = row
        told = (("Contact",) if contact_id == record_id.hex and table == "contact" else ()) + tuple(
            role for role in roles.get(deal_id, ()) if contact_id != record_id.hex or role != "Stakeholder"
        )
        listed.append(
            Deal(
                UUID(deal_id),
                topic,
                customer,
                OpportunityStatus.from_code(status),
                raw.money(amount),
                symbol or "",
                raw.day(closes),
                phase,
                owner or "",
                told,
            )
        )
    found = totals(connection, user_id, table, record_id)
    return Deals(
        tuple(listed),
        *(
            found.get(status, Total())
            for status in (OpportunityStatus.OPEN, OpportunityStatus.WON, OpportunityStatus.LOST)
        ),
    )


def totals(
    connection: raw.Connection, user_id: UUID, table: str, record_id: UUID
) -> dict[OpportunityStatus, Total]:
    """Count and amount of all opportunities of a record by status, exact, in the base currency."""
    readable, values = _readable(connection, user_id, "opportunity", "o")
    sql = _SUMS.format(amount=_AMOUNT, of=_OF[table], split=_SPLIT, readable=readable)
    found: dict[OpportunityStatus, Total] = {}
    for code, rate, count, high, low in raw.rows(connection, sql, id=record_id.hex, **values):
        status = OpportunityStatus.from_code(code)
        # In two parts, for a sum of large amounts is beyond 64 bits.
        amount = Decimal((high * _SPLIT + low) * _RATE_ONE) / Decimal(rate or _RATE_ONE)
        before = found.get(status, Total())
        worth = amount.quantize(Decimal(1), ROUND_HALF_UP).scaleb(-4)
        found[status] = Total(before.count + count, before.amount + worth)
    return found


def _roles(connection: raw.Connection, contact_id: UUID) -> dict[str, list[str]]:
    roles: dict[str, list[str]] = {}
    for deal_id, code in raw.rows(connection, _ROLES, id=contact_id.hex):
        roles.setdefault(deal_id, []).append(ConnectionRole.from_code(code).label)
    return roles


def people(connection: raw.Connection, user_id: UUID, account_id: UUID) -> tuple[Person, ...]:
    """The active contacts of an account, the primary one first."""
    readable, values = _readable(connection, user_id, "contact", "c")
    sql = _PEOPLE.format(readable=readable)
    return tuple(
        Person(UUID(contact_id), name, job_title, email, phone, bool(is_primary))
        for contact_id, name, job_title, email, phone, is_primary in raw.rows(
            connection, sql, id=account_id.hex, most=MOST, **values
        )
    )


def children(connection: raw.Connection, user_id: UUID, account_id: UUID) -> tuple[Child, ...]:
    """The active accounts right below an account."""
    readable, values = _readable(connection, user_id, "account", "a")
    readable_deals, more = _readable(connection, user_id, "opportunity", "o")
    sql = _CHILDREN.format(readable=readable, readable_deals=readable_deals)
    return tuple(
        Child(UUID(child_id), name, city, open_deals)
        for child_id, name, city, open_deals in raw.rows(
            connection, sql, id=account_id.hex, most=MOST, **values, **more
        )
    )


def _readable(
    connection: raw.Connection, user_id: UUID, table: str, row: str
) -> tuple[str, dict[str, Value]]:
    """The condition that the user may read a row of a table, by its alias, and its parameters."""
    return condition(permission.readable(connection, user_id, table), row).named(row)
