"""What the list shows beside an opportunity: plain queries without the ORM, so it comes with the list."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from salestui import clock
from salestui.lifecycle import entries, processes, raw, reminders, rights, rivals, stages
from salestui.lifecycle.entries import PARTY_COLUMNS, PARTY_TABLES, ActivityFacts, NoteFacts, Party
from salestui.lifecycle.raw import Connection
from salestui.lifecycle.roles import DECIDING_ORDER
from salestui.lifecycle.shapes import Card, Entry, Preview, StageBar, Stakeholder
from salestui.models.choices import (
    OPEN_ACTIVITY_CODES,
    ActivityStatus,
    ActivityType,
    ConnectionRole,
    Direction,
    OpportunityStatus,
    OpportunityStatusReason,
    ParticipationType,
    Priority,
    ProcessStatus,
    Rating,
)
from salestui.store.list_sql import condition

_HEADER = f"""
SELECT o.*, a.name AS account, c.full_name AS contact, coalesce(u.full_name, t.name) AS owner,
  m.symbol AS symbol, m.currency_precision AS decimals,
  (SELECT count(*) FROM opportunity_product WHERE opportunity_id = o.id) AS line_count,
  (SELECT count(*) FROM quote WHERE opportunity_id = o.id) AS quote_count,
  (SELECT count(*) FROM attachment f JOIN note n ON n.id = f.note_id WHERE n.opportunity_id = o.id)
  + (SELECT count(*) FROM attachment f JOIN activity x ON x.id = f.activity_id WHERE x.opportunity_id = o.id)
    AS file_count,
  (SELECT count(*) FROM activity WHERE opportunity_id = o.id AND status IN {OPEN_ACTIVITY_CODES})
    AS open_activities
FROM opportunity o
  LEFT JOIN account a ON a.id = o.account_id
  LEFT JOIN contact c ON c.id = o.contact_id
  LEFT JOIN system_user u ON u.id = o.owner_user_id
  LEFT JOIN team t ON t.id = o.owner_team_id
  LEFT JOIN currency m ON m.id = coalesce(o.currency_id, (SELECT id FROM currency WHERE is_base))
WHERE o.id = :id AND {{readable}}
"""

_PROCESS = """
SELECT id, process, status, active_stage FROM process_instance
WHERE opportunity_id = :id ORDER BY CASE status WHEN 1 THEN 0 ELSE 1 END, started_on DESC, id DESC LIMIT 1
"""

_VISITS = """
SELECT stage, entered_on, left_on FROM process_stage_visit
WHERE process_instance_id = :instance ORDER BY entered_on
"""

_ACTIVITY = "SELECT " + ", ".join(ActivityFacts._fields) + " FROM activity WHERE opportunity_id = :id AND "

_NEXT = _ACTIVITY + f"status IN {OPEN_ACTIVITY_CODES} ORDER BY {entries.SOONEST} LIMIT 1"

_LAST_ACTIVITY = (
    _ACTIVITY + f"status = {int(ActivityStatus.COMPLETED)} ORDER BY {entries.WHEN} DESC, id DESC LIMIT 1"
)

_LAST_NOTES = """
SELECT 0, n.id, n.title, n.body, n.created_on, u.full_name, n.is_pinned, n.opportunity_id
FROM note n LEFT JOIN system_user u ON u.id = coalesce(n.owner_user_id, n.created_by_id)
WHERE n.id = (SELECT id FROM note WHERE opportunity_id = :id ORDER BY created_on DESC LIMIT 1)
UNION ALL
SELECT 1, p.id, NULL, p.body, p.created_on, u.full_name, p.is_pinned, p.opportunity_id
FROM post p LEFT JOIN system_user u ON u.id = coalesce(p.author_id, p.created_by_id)
WHERE p.id =
  (SELECT id FROM post WHERE opportunity_id = :id AND source = 2 ORDER BY created_on DESC LIMIT 1)
"""

_PARTIES = f"""
SELECT p.activity_id, {PARTY_COLUMNS}
FROM {PARTY_TABLES}
WHERE p.activity_id IN (:first, :second) ORDER BY p.participation, p.id
"""

_FILES = """
SELECT coalesce(activity_id, note_id), count(*) FROM attachment
WHERE activity_id IN (:first, :second) OR note_id = :note GROUP BY 1
"""

_QUOTES = """
SELECT q.id, q.quote_number, q.total_amount, q.activated_on, q.effective_to, m.symbol
FROM quote q LEFT JOIN currency m ON m.id = coalesce(q.currency_id, (SELECT id FROM currency WHERE is_base))
WHERE q.opportunity_id = :id AND q.status = 1 ORDER BY q.effective_to
"""

_STAKEHOLDERS = """
SELECT k.id, k.contact_id, k.party_account_id, coalesce(c.full_name, a.name), k.role,
  c.job_title, b.name, coalesce(c.email, a.email), coalesce(c.business_phone, c.mobile_phone, a.phone)
FROM connection k
  LEFT JOIN contact c ON c.id = k.contact_id
  LEFT JOIN account b ON b.id = c.account_id
  LEFT JOIN account a ON a.id = k.party_account_id
WHERE k.opportunity_id = :id AND k.user_id IS NULL
"""


def preview(connection: Connection, user_id: UUID | None, opportunity_id: UUID) -> Preview | None:
    """All that the preview of an opportunity shows a user; None if it is gone, or not one that he may read.

    `user_id` None: the program itself.
    """
    now = clock.now()
    key = opportunity_id.hex
    readable = rights.allowed(rights.of(connection, user_id), "opportunity", "read")
    sql, values = condition(readable).named("reader")
    record = raw.one(connection, _HEADER.format(readable=sql), id=key, **values)
    if record is None:
        return None
    status = OpportunityStatus.from_code(record["status"])
    next_facts = activity_facts(raw.rows(connection, _NEXT, id=key))
    last_facts = activity_facts(raw.rows(connection, _LAST_ACTIVITY, id=key))
    notes = [(is_post, _note(row)) for is_post, *row in raw.rows(connection, _LAST_NOTES, id=key)]
    described = _Details(connection, next_facts, last_facts, notes)
    past = [
        entries.of_post(note) if is_post else entries.of_note(note, described.files(note.id))
        for is_post, note in notes
    ]
    if last_facts:
        past.append(described.entry(last_facts, now))
    last = max(past, key=lambda entry: entry.at, default=None)
    closes, revenue = raw.day(record["estimated_close_date"]), raw.money(record["estimated_revenue"])
    return Preview(
        id=opportunity_id,
        topic=record["topic"],
        customer=record["account"] or record["contact"],
        contact=record["contact"] if record["account"] else None,
        owner=record["owner"] or "",
        estimated_revenue=revenue,
        symbol=record["symbol"] or "",
        decimals=2 if record["decimals"] is None else record["decimals"],
        probability=record["probability"],
        rating=None if record["rating"] is None else Rating.from_code(record["rating"]),
        estimated_close_date=closes,
        status=status,
        status_reason=OpportunityStatusReason.from_code(record["status_reason"]),
        actual_close_date=raw.day(record["actual_close_date"]),
        actual_revenue=raw.money(record["actual_revenue"]),
        stage_bar=_stage_bar(connection, record, now),
        next=described.entry(next_facts, now) if next_facts else None,
        open_activities=record["open_activities"],
        last=last,
        risks=_risks(connection, record, last, now) if status is OpportunityStatus.OPEN else (),
        decides=_stakeholders(connection, key),
        against=rivals.of(connection, readable, opportunity_id),
        line_count=record["line_count"],
        quote_count=record["quote_count"],
        file_count=record["file_count"],
    )


class _Details:
    """Parties and files of the few entries shown."""

    def __init__(
        self,
        connection: Connection,
        first: ActivityFacts | None,
        second: ActivityFacts | None,
        notes: Sequence[tuple[int, NoteFacts]],
    ) -> None:
        ids = {"first": first.id.hex if first else None, "second": second.id.hex if second else None}
        note = next((facts.id.hex for is_post, facts in notes if not is_post), None)
        self._parties: dict[UUID, list[Party]] = {}
        if first or second:
            for activity_id, participation, name, is_person in raw.rows(connection, _PARTIES, **ids):
                party = Party(ParticipationType.from_code(participation), name or "", bool(is_person))
                self._parties.setdefault(UUID(activity_id), []).append(party)
        self._files: dict[str, int] = dict(raw.rows(connection, _FILES, **ids, note=note))

    def files(self, record_id: UUID) -> int:
        return self._files.get(record_id.hex, 0)

    def entry(self, facts: ActivityFacts, now: datetime) -> Entry:
        return entries.of_activity(facts, self._parties.get(facts.id, ()), self.files(facts.id), now)


def activity_facts(found: list[tuple[Any, ...]]) -> ActivityFacts | None:
    """The facts of the first of some rows with the columns of ActivityFacts; None without one."""
    if not found:
        return None
    row = dict(zip(ActivityFacts._fields, found[0], strict=True))
    for name in ("scheduled_start", "scheduled_end", "actual_end", "sent_on", "created_on"):
        row[name] = raw.moment(row[name])
    row |= {
        "id": UUID(row["id"]),
        "opportunity_id": raw.ident(row["opportunity_id"]),
        "activity_type": ActivityType.from_code(row["activity_type"]),
        "status": ActivityStatus.from_code(row["status"]),
        "priority": Priority.from_code(row["priority"]),
        "direction": None if row["direction"] is None else Direction.from_code(row["direction"]),
        "is_all_day": bool(row["is_all_day"]),
        "is_pinned": bool(row["is_pinned"]),
    }
    return ActivityFacts(**row)


def _note(row: Sequence[Any]) -> NoteFacts:
    record_id, title, body, created_on, author, is_pinned, opportunity_id = row
    at = raw.moment(created_on)
    assert at is not None
    return NoteFacts(UUID(record_id), title, body, at, author, bool(is_pinned), raw.ident(opportunity_id))


def _stage_bar(connection: Connection, record: dict[str, Any], now: datetime) -> StageBar | None:
    instance = raw.one(connection, _PROCESS, id=record["id"])
    if instance is None:
        return None
    visits = []
    for stage, entered_on, left_on in raw.rows(connection, _VISITS, instance=instance["id"]):
        entered = raw.moment(entered_on)
        assert entered is not None
        visits.append(stages.Visit(stage, entered, raw.moment(left_on)))
    process = processes.load().get(instance["process"])
    lead = None
    if record["originating_lead_id"] and process and process.record_types[0] == "lead":
        lead = raw.one(connection, "SELECT * FROM lead WHERE id = :lead", lead=record["originating_lead_id"])
    return stages.bar(
        process,
        instance["process"],
        ProcessStatus.from_code(instance["status"]),
        instance["active_stage"],
        visits,
        {"opportunity": record.__getitem__, "lead": lead.__getitem__ if lead else None},
        stages.counted_until(raw.day(record["actual_close_date"]), now),
    )


def _risks(
    connection: Connection, record: dict[str, Any], last: Entry | None, now: datetime
) -> tuple[Card, ...]:
    opportunity_id = UUID(record["id"])
    today = clock.local(now).date()
    about = reminders.About(opportunity_id, record["topic"])
    closes, revenue = raw.day(record["estimated_close_date"]), raw.money(record["estimated_revenue"])
    worth = about._replace(symbol=record["symbol"] or "")
    cards = [reminders.close_date(opportunity_id, worth, closes, revenue, today)]
    for quote_id, number, total, activated_on, valid_to, symbol in raw.rows(
        connection, _QUOTES, id=record["id"]
    ):
        facts = reminders.QuoteFacts(
            UUID(quote_id), number, raw.money(total), raw.day(activated_on), raw.day(valid_to)
        )
        cards.append(reminders.quote(facts, about._replace(symbol=symbol or ""), today))
    if not record["open_activities"]:
        created = raw.moment(record["created_on"])
        assert created is not None
        since = max(created, last.at) if last else created
        cards.append(
            reminders.no_activity(
                "no_activity_opportunity", "opportunity", opportunity_id, about, record["topic"], since, now
            )
        )
    found = [card for card in cards if card and card.is_risk]
    return tuple(sorted(found, key=lambda card: card.priority))


def _stakeholders(connection: Connection, key: str) -> tuple[Stakeholder, ...]:
    found = [
        Stakeholder(
            connection_id=UUID(link),
            table="contact" if contact_id else "account",
            record_id=UUID(contact_id or account_id),
            name=name,
            role=ConnectionRole.from_code(role),
            job_title=job_title,
            company=company,
            email=email,
            phone=phone,
        )
        for link, contact_id, account_id, name, role, job_title, company, email, phone in raw.rows(
            connection, _STAKEHOLDERS, id=key
        )
    ]
    return tuple(sorted(found, key=lambda who: (DECIDING_ORDER[who.role], who.name.casefold())))
