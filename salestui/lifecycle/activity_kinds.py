"""What is each type of activity's own: its fields, people and status reasons. Light to import."""

from dataclasses import dataclass, replace
from functools import cache

from salestui.lifecycle import regarding
from salestui.models.choices import (
    STATUS_REASONS_BY_TYPE,
    ActivityStatus,
    ActivityType,
    AppointmentStatusReason,
    Choice,
    Direction,
    EmailStatusReason,
    FaxStatusReason,
    LetterStatusReason,
    ParticipationType,
    PhoneCallStatusReason,
    TaskStatusReason,
)
from salestui.models.fields import FIELDS, Field

TIMES = ("scheduled_start", "scheduled_end", "actual_start", "actual_end")
_FIRST = ("subject", *TIMES)
_LAST = ("priority", "status_reason", "category", "subcategory", "description")


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of activity that people make. Of several reasons the first is the usual one."""

    open: tuple[Choice, ...]
    """The status reasons that one may choose for an open one."""
    done: tuple[Choice, ...]
    canceled: Choice
    fields: tuple[str, ...]
    """The names of its fields, in the order of its form."""
    ours: ParticipationType | None = None
    """As what the owner takes part."""
    theirs: ParticipationType = ParticipationType.CUSTOMER
    """As what the others take part, unless said otherwise."""
    more: tuple[ParticipationType, ...] = ()
    """As what others may take part besides."""
    minutes: int | None = None
    """How long it lasts when nobody says."""

    @property
    def parts(self) -> tuple[ParticipationType, ...]:
        """Everything that somebody can be in it."""
        return (*((self.ours,) if self.ours else ()), self.theirs, *self.more)


KINDS: dict[ActivityType, Kind] = {
    ActivityType.TASK: Kind(
        (
            TaskStatusReason.NOT_STARTED,
            TaskStatusReason.IN_PROGRESS,
            TaskStatusReason.WAITING,
            TaskStatusReason.DEFERRED,
        ),
        (TaskStatusReason.COMPLETED,),
        TaskStatusReason.CANCELED,
        (*_FIRST, "duration_minutes", "is_all_day", "percent_complete", *_LAST),
    ),
    ActivityType.PHONE_CALL: Kind(
        (PhoneCallStatusReason.OPEN,),
        (PhoneCallStatusReason.MADE, PhoneCallStatusReason.RECEIVED),
        PhoneCallStatusReason.CANCELED,
        (*_FIRST, "duration_minutes", "is_all_day", "direction", "phone_number", *_LAST),
        ours=ParticipationType.SENDER,
        theirs=ParticipationType.TO,
        minutes=30,
    ),
    ActivityType.EMAIL: Kind(
        (EmailStatusReason.DRAFT,),
        (EmailStatusReason.COMPLETED, EmailStatusReason.SENT, EmailStatusReason.RECEIVED),
        EmailStatusReason.CANCELED,
        (*_FIRST, "duration_minutes", "is_all_day", "direction", *_LAST),
        ours=ParticipationType.SENDER,
        theirs=ParticipationType.TO,
        more=(ParticipationType.CC, ParticipationType.BCC),
    ),
    ActivityType.APPOINTMENT: Kind(
        (
            AppointmentStatusReason.BUSY,
            AppointmentStatusReason.TENTATIVE,
            AppointmentStatusReason.FREE,
            AppointmentStatusReason.OUT_OF_OFFICE,
        ),
        (AppointmentStatusReason.COMPLETED,),
        AppointmentStatusReason.CANCELED,
        (*_FIRST, "is_all_day", "location", *_LAST),
        ours=ParticipationType.ORGANIZER,
        theirs=ParticipationType.REQUIRED_ATTENDEE,
        more=(ParticipationType.OPTIONAL_ATTENDEE,),
        minutes=30,
    ),
    ActivityType.LETTER: Kind(
        (LetterStatusReason.OPEN, LetterStatusReason.DRAFT),
        (LetterStatusReason.SENT, LetterStatusReason.RECEIVED),
        LetterStatusReason.CANCELED,
        (*_FIRST, "duration_minutes", "is_all_day", "direction", *_LAST),
        ours=ParticipationType.SENDER,
        theirs=ParticipationType.TO,
    ),
    ActivityType.FAX: Kind(
        (FaxStatusReason.OPEN,),
        (FaxStatusReason.COMPLETED, FaxStatusReason.SENT, FaxStatusReason.RECEIVED),
        FaxStatusReason.CANCELED,
        (*_FIRST, "duration_minutes", "is_all_day", "direction", "phone_number", *_LAST),
        ours=ParticipationType.SENDER,
        theirs=ParticipationType.TO,
    ),
}

PLANNED = tuple(kind for kind in KINDS if kind is not ActivityType.FAX)
"""The types that one makes; a fax can only be imported."""

_SCHEDULED = (AppointmentStatusReason.BUSY, AppointmentStatusReason.OUT_OF_OFFICE)
_RECEIVED = (
    PhoneCallStatusReason.RECEIVED,
    EmailStatusReason.RECEIVED,
    LetterStatusReason.RECEIVED,
    FaxStatusReason.RECEIVED,
)


def status_of(kind: ActivityType, reason: Choice) -> ActivityStatus:
    """The status that a status reason of a type belongs to."""
    facts = KINDS[kind]
    if reason in facts.done:
        return ActivityStatus.COMPLETED
    if reason is facts.canceled:
        return ActivityStatus.CANCELED
    is_scheduled = kind is ActivityType.APPOINTMENT and reason in _SCHEDULED
    return ActivityStatus.SCHEDULED if is_scheduled else ActivityStatus.OPEN


def is_incoming(kind: ActivityType, reason: Choice) -> bool:
    """Whether this status reason of a type says that it came from the other side."""
    return any(reason is one for one in _RECEIVED)


def done_reason(kind: ActivityType, direction: Direction | None, *, logged: bool = False) -> Choice:
    """The status reason that a finished activity takes: Made, or Received for what came in.

    A mail that is logged was sent elsewhere; one that is completed by hand was not sent from here.
    """
    done = KINDS[kind].done
    if direction is Direction.INCOMING:
        return next((reason for reason in done if is_incoming(kind, reason)), done[0])
    return EmailStatusReason.SENT if logged and kind is ActivityType.EMAIL else done[0]


def reason_of(kind: ActivityType, code: int) -> Choice:
    """The status reason of a type with this code."""
    return STATUS_REASONS_BY_TYPE[kind].from_code(code)


@cache
def fields_of(kind: ActivityType) -> dict[str, Field]:
    """The fields of a type by name, as its form has them; then what it regards and who owns it."""
    known = FIELDS["activity"]
    facts = KINDS[kind]
    own = {name: known[name] for name in facts.fields if name != "status_reason"}
    own["status_reason"] = Field(
        "status_reason",
        "Status reason",
        "choice",
        choice=STATUS_REASONS_BY_TYPE[kind],
        offered=facts.open,
    )
    if kind is ActivityType.APPOINTMENT:
        own["scheduled_end"] = replace(known["scheduled_end"], label="End")
    ordered = {name: own[name] for name in facts.fields}
    more = (*regarding.LOOKUPS.values(), "owner_user", "owner_team", "is_pinned")
    return ordered | {name: known[name] for name in more}
