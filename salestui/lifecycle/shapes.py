"""What the reads of the lifecycle give: small frozen records. Standard library only.

Ids are `uuid.UUID`, money is `Decimal` in the record's own currency, moments are aware and in UTC.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Literal, NamedTuple
from uuid import UUID

from salestui.lifecycle.refs import RecordRef
from salestui.models.choices import (
    ConnectionRole,
    OpportunityStatus,
    OpportunityStatusReason,
    Priority,
    ProcessStatus,
    QuoteStatus,
    Rating,
)
from salestui.models.fields import Field

StageState = Literal["done", "active", "ahead"]


@dataclass(frozen=True, slots=True)
class StageStep:
    """A step of a stage: the field that it fills and whether that is filled."""

    label: str
    field: str
    """The column of the opportunity (or of its lead) that the step is about."""
    is_done: bool


@dataclass(frozen=True, slots=True)
class StagePhase:
    """A stage of the bar."""

    key: str
    name: str
    state: StageState
    days: int | None
    """Whole days spent in it, over all visits; None if it was never entered."""
    steps: tuple[StageStep, ...]

    @property
    def steps_done(self) -> int:
        """How many steps are done."""
        return sum(step.is_done for step in self.steps)

    @property
    def steps_total(self) -> int:
        """How many steps there are."""
        return len(self.steps)

    @property
    def next_step(self) -> str | None:
        """The label of the first step that is not done."""
        return next((step.label for step in self.steps if not step.is_done), None)


@dataclass(frozen=True, slots=True)
class StageBar:
    """The process of a record and where it stands."""

    process: str
    """Its name for people."""
    status: ProcessStatus
    phases: tuple[StagePhase, ...]

    @property
    def active(self) -> StagePhase | None:
        """The current stage; None once the process is finished."""
        return next((phase for phase in self.phases if phase.state == "active"), None)


EntrySource = Literal["activity", "note", "post"]
EntryGroup = Literal["call", "mail", "meeting", "task", "letter", "note", "post", "close"]
"""What a timeline is filtered by: one chip each, besides "all" and "open"."""
EntryState = Literal["open", "overdue", "soon", "done", "canceled", "plain"]
"""`soon` is a meeting that begins within the hour or runs; `plain` is a note or post, which has no state."""


class EntryKey(NamedTuple):
    """An entry of a timeline before its details are read; a tuple, for there may be thousands."""

    at: datetime
    source: EntrySource
    id: UUID
    group: EntryGroup
    is_open: bool
    is_pinned: bool
    modified: datetime
    due: datetime | None = None
    """Until when an activity is to be done; the end of its day for one of a whole day."""
    reason: str = ""
    """The status reason of an activity, by its label."""
    is_auto: bool = False
    """Of a post: whether the program wrote it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An activity, note or post in a timeline."""

    id: UUID
    source: EntrySource
    group: EntryGroup
    kind: str
    """The word for it: Call, Mail, Meeting, Task, Letter, Fax, Note, Post, Won, Lost, Quote, Order."""
    at: datetime
    title: str
    """The subject; empty for a note without title and for a post."""
    body: str
    state: EntryState
    status: str
    """In a few words: "open", "overdue", "in 40 min", "made", "sent to Ana, Tomás", "received", ""."""
    people: tuple[str, ...]
    """The other people who take part, by full name; for a note or post its author."""
    duration_minutes: int | None
    priority: Priority
    location: str
    files: int
    is_pinned: bool
    is_all_day: bool = False
    """Whether it is for a whole day, so that its time of day says nothing."""
    is_dated: bool = True
    """Whether it was done or is planned then; an open one without a date has when it was made."""
    opportunity_id: UUID | None = None
    """None if it is about a quote or order of the opportunity."""
    about: RecordRef | None = None
    """What it is about, in a timeline that has entries of several records; None for its own record."""
    author_id: UUID | None = None
    """Of a post that a user wrote: who."""
    links: tuple[RecordRef, ...] = ()
    """The users and records that a post names."""
    linked: tuple[str, ...] = ()
    """How they stand in its text, with @ or #."""
    likes: int = 0
    replies: int = 0

    @property
    def text(self) -> str:
        """The title, or the first line of the body."""
        return self.title or self.body.strip().partition("\n")[0]


CardSection = Literal["meetings", "reminders", "insights"]
CardKind = Literal[
    "upcoming_meeting",
    "meeting_today",
    "recent_meeting",
    "activity_due",
    "missed_close_date",
    "close_date_soon",
    "quote_unanswered",
    "no_activity_opportunity",
    "no_activity_contact",
]


_RISKS = frozenset({"missed_close_date", "quote_unanswered", "no_activity_opportunity"})

Part = str | date | datetime | Decimal
"""A piece of a sentence: text with its own blanks, or a value that a face writes in the user's form."""


@dataclass(frozen=True, slots=True)
class Card:
    """A reminder of the assistant."""

    key: str
    """Names it in AssistantCardState: "<kind>:<id of the record>"."""
    kind: CardKind
    section: CardSection
    title: str
    summary: tuple[Part, ...]
    """What stands under the title, to be set side by side; see Part."""
    symbol: str
    """Of the currency that a Decimal in the summary is in."""
    table: str
    record_id: UUID
    """The record that Enter opens."""
    opportunity_id: UUID | None
    opportunity: str | None
    """The topic of the opportunity that it concerns, for cards outside a record."""
    sign: Literal["risk", "soon", "none"]
    """`!` for what is late or at risk, `◷` for what is soon."""
    priority: int
    """Lower is more urgent; cards come in this order."""

    @property
    def is_risk(self) -> bool:
        """Whether the sale itself is at risk; an overdue activity has the sign alone."""
        return self.kind in _RISKS


@dataclass(frozen=True, slots=True)
class Stakeholder:
    """A contact or account connected to an opportunity."""

    connection_id: UUID
    table: str
    """contact or account."""
    record_id: UUID
    name: str
    role: ConnectionRole
    job_title: str | None
    company: str | None
    email: str | None
    phone: str | None


@dataclass(frozen=True, slots=True)
class TeamMember:
    """A user on the sales team of an opportunity."""

    connection_id: UUID
    user_id: UUID
    name: str
    role: ConnectionRole
    job_title: str | None
    email: str | None


@dataclass(frozen=True, slots=True)
class Rival:
    """A competitor in an opportunity, with how we fared against it before."""

    link_id: UUID
    competitor_id: UUID
    name: str
    won: int
    """How many of `closed` we won."""
    closed: int
    """Won and lost ones that the reader may read."""
    is_lately: bool
    """Only the newest of the many opportunities against it are counted (`rivals.RECENT`)."""
    strengths: str | None
    weaknesses: str | None
    website: str | None

    @property
    def fared(self) -> str:
        """How we fared, as every face says it."""
        if not self.closed:
            return "first time"
        return f"we won {self.won:,} of {self.closed:,}{' lately' if self.is_lately else ''}"


@dataclass(frozen=True, slots=True)
class Line:
    """A line item."""

    id: UUID
    sequence: int
    name: str
    product_id: UUID | None
    """None for a write-in product."""
    unit: str | None
    is_price_overridden: bool
    price_per_unit: Decimal | None
    quantity: Decimal
    volume_discount: Decimal | None
    """Per unit."""
    manual_discount: Decimal | None
    tax: Decimal | None
    amount: Decimal | None
    extended_amount: Decimal | None
    description: str | None
    properties: tuple[tuple[str, str], ...]
    """The product's properties as chosen: (name, value)."""
    requested_delivery_date: date | None
    problem: str | None
    """Why the line can't be priced, if so."""

    @property
    def pricing(self) -> str:
        """Default, Override or Write-in."""
        if self.product_id is None:
            return "Write-in"
        return "Override" if self.is_price_overridden else "Default"


@dataclass(frozen=True, slots=True)
class LineAmounts:
    """What a line comes to."""

    amount: Decimal
    """(price per unit - volume discount) x quantity."""
    discount: Decimal
    """The manual discount as it counts: once, or per unit."""
    extended_amount: Decimal
    tax: Decimal


@dataclass(frozen=True, slots=True)
class HeaderTotals:
    """The amounts of an opportunity, quote or order; the names are its columns."""

    detail_amount: Decimal
    line_item_discount_amount: Decimal
    discount_percentage: Decimal | None
    discount_amount: Decimal | None
    total_discount_amount: Decimal
    pre_freight_amount: Decimal
    freight_amount: Decimal | None
    total_tax: Decimal
    total_amount: Decimal


@dataclass(frozen=True, slots=True)
class LineItems:
    """The lines of an opportunity with what stands around them."""

    lines: tuple[Line, ...]
    totals: HeaderTotals
    price_list: str | None
    currency: str
    """Its ISO code."""
    symbol: str
    decimals: int
    is_system_calculated: bool
    """Whether the estimated revenue is the total amount."""


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """A quote of an opportunity."""

    id: UUID
    number: str
    revision: int
    name: str
    status: QuoteStatus
    status_reason: str
    total_amount: Decimal | None
    symbol: str
    valid_from: date | None
    valid_to: date | None
    activated_on: date | None
    line_count: int


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file attached to a note or an activity, or the photo of a contact."""

    id: UUID
    name: str
    size_bytes: int
    mime_type: str | None
    added_on: datetime | None
    """Not known of a photo."""
    added_by: str | None
    source: Literal["note", "mail", "activity", "photo"]
    source_id: UUID
    source_title: str
    is_there: bool
    """Whether its bytes lie in the file store."""
    sha256: str = ""
    why_kept: str | None = None
    """Why it can't be removed, if so."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder on this computer whose files are listed with a record."""

    path: Path
    link_id: UUID | None
    """None when it was found in the root by the account's name."""
    of: str
    """Whose folder it is: "this opportunity", or the name of the account."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that a lookup proposes."""

    table: str
    id: UUID
    name: str
    detail: str
    """What tells it apart from others of its name: city, company, email; may be empty."""


@dataclass(frozen=True, slots=True)
class RecordField:
    """A field of a record with its value."""

    field: Field
    value: object
    """As typed by `field.kind`; a UUID for a lookup, a Choice for a choice."""
    name: str | None = None
    """The name of the record that a lookup points to."""


@dataclass(frozen=True, slots=True)
class FieldedRecord:
    """A record as its fields are shown and edited; `fields` holds every field by name."""

    table: str
    id: UUID
    name: str
    symbol: str
    """Of the currency that its money is in."""
    fields: Mapping[str, RecordField]
    why_read_only: str | None
    """Why nothing of it can be edited, if so."""
    locked: Mapping[str, str]
    """Fields that can't be edited now, and why."""


@dataclass(frozen=True, slots=True)
class OpportunityRecord(FieldedRecord):
    """An opportunity as its screen shows it; its name is the topic."""

    customer: str | None
    """The account if there is one, else the contact."""
    contact: str | None
    owner: str
    estimated_revenue: Decimal | None
    currency: str
    """ISO code."""
    decimals: int
    estimated_close_date: date | None
    probability: int | None
    rating: Rating | None
    status: OpportunityStatus
    status_reason: OpportunityStatusReason
    actual_close_date: date | None
    actual_revenue: Decimal | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What the list shows beside an opportunity."""

    id: UUID
    topic: str
    customer: str | None
    contact: str | None
    owner: str
    estimated_revenue: Decimal | None
    symbol: str
    decimals: int
    probability: int | None
    rating: Rating | None
    estimated_close_date: date | None
    status: OpportunityStatus
    status_reason: OpportunityStatusReason
    actual_close_date: date | None
    actual_revenue: Decimal | None
    stage_bar: StageBar | None
    next: Entry | None
    """The open activity that comes next; an overdue one first."""
    open_activities: int
    last: Entry | None
    """The newest note, post or finished activity."""
    risks: tuple[Card, ...]
    decides: tuple[Stakeholder, ...]
    against: tuple[Rival, ...]
    line_count: int
    quote_count: int
    file_count: int


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody whom a mail goes to, or whom it comes from: a record with an address, or the address alone."""

    name: str
    address: str
    """Empty where the record has none."""
    table: str = ""
    """contact, account, lead or system_user; empty for an address alone."""
    id: UUID | None = None
    detail: str = ""
    """What tells it apart: job, company."""
    why_not: str = ""
    """Why no mail can go there, if so."""


@dataclass(frozen=True, slots=True)
class MailAttachment:
    """A file of a mail: in the file store, and perhaps not yet in the database (then without an id)."""

    id: UUID | None
    file_name: str
    mime_type: str | None
    size_bytes: int
    sha256: str


MailStand = tuple[str, str | None, frozenset[UUID], frozenset[UUID]]
"""What is written in a mail: its subject and text, the ids of its recipients and of its files."""


@dataclass(frozen=True, slots=True)
class MailRecord:
    """A mail as it is written: who, what, and what goes along."""

    id: UUID
    to: tuple[Recipient, ...]
    cc: tuple[Recipient, ...]
    bcc: tuple[Recipient, ...]
    subject: str
    body: str
    files: tuple[MailAttachment, ...]
    regarding: RecordRef | None
    why_read_only: str | None
    """Why it can't be edited any more, if so."""
    stand: MailStand
    """What an edit of it begins with."""


OutboxState = Literal["draft", "waiting", "sending", "failed", "sent"]


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A mail in the outbox."""

    id: UUID
    state: OutboxState
    subject: str
    people: tuple[str, ...]
    """Those whom it goes to, by name or address."""
    at: datetime
    """When it was sent, else when it was last touched."""
    attempts: int
    why: str
    """What the last attempt came to, if it was not what it should; recipients that were refused."""
    may_have_arrived: bool
    files: int
    regarding: str
    """The name of what it is about, if anything."""
