"""What a new record gets that its row does not say: owner, currency, unit, user name, full name."""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any
from unicodedata import combining, normalize
from uuid import UUID

from sqlmodel import Session, select

from salestui.exchange.importable import MODELS
from salestui.lifecycle import currencies
from salestui.models.choices import (
    STATUS_REASONS_BY_TYPE,
    ActivityStatus,
    ActivityType,
    AppointmentStatusReason,
    Choice,
    Direction,
    EmailStatusReason,
    FaxStatusReason,
    LeadStatus,
    LeadStatusReason,
    LetterStatusReason,
    PhoneCallStatusReason,
    TaskStatusReason,
)
from salestui.models.fields import FIELDS
from salestui.models.products import Unit
from salestui.models.users import User

Values = dict[str, Any]
"""By column of the table."""

_LEAD_REASONS = {
    LeadStatus.OPEN: LeadStatusReason.NEW,
    LeadStatus.QUALIFIED: LeadStatusReason.QUALIFIED,
    LeadStatus.DISQUALIFIED: LeadStatusReason.LOST,
}

_REASONS: dict[ActivityType, dict[ActivityStatus, Choice]] = {
    ActivityType.TASK: {
        ActivityStatus.OPEN: TaskStatusReason.NOT_STARTED,
        ActivityStatus.COMPLETED: TaskStatusReason.COMPLETED,
        ActivityStatus.CANCELED: TaskStatusReason.CANCELED,
    },
    ActivityType.PHONE_CALL: {
        ActivityStatus.OPEN: PhoneCallStatusReason.OPEN,
        ActivityStatus.COMPLETED: PhoneCallStatusReason.MADE,
        ActivityStatus.CANCELED: PhoneCallStatusReason.CANCELED,
    },
    ActivityType.EMAIL: {
        ActivityStatus.OPEN: EmailStatusReason.DRAFT,
        ActivityStatus.COMPLETED: EmailStatusReason.SENT,
        ActivityStatus.CANCELED: EmailStatusReason.CANCELED,
    },
    ActivityType.APPOINTMENT: {
        ActivityStatus.OPEN: AppointmentStatusReason.FREE,
        ActivityStatus.COMPLETED: AppointmentStatusReason.COMPLETED,
        ActivityStatus.CANCELED: AppointmentStatusReason.CANCELED,
        ActivityStatus.SCHEDULED: AppointmentStatusReason.BUSY,
    },
    ActivityType.LETTER: {
        ActivityStatus.OPEN: LetterStatusReason.OPEN,
        ActivityStatus.COMPLETED: LetterStatusReason.SENT,
        ActivityStatus.CANCELED: LetterStatusReason.CANCELED,
    },
    ActivityType.FAX: {
        ActivityStatus.OPEN: FaxStatusReason.OPEN,
        ActivityStatus.COMPLETED: FaxStatusReason.SENT,
        ActivityStatus.CANCELED: FaxStatusReason.CANCELED,
    },
}
_RECEIVED: dict[ActivityType, Choice] = {
    ActivityType.PHONE_CALL: PhoneCallStatusReason.RECEIVED,
    ActivityType.EMAIL: EmailStatusReason.RECEIVED,
    ActivityType.LETTER: LetterStatusReason.RECEIVED,
    ActivityType.FAX: FaxStatusReason.RECEIVED,
}


class Newcomers:
    """Completes new records while one import runs."""

    def __init__(self, session: Session, user_id: UUID) -> None:
        self._session = session
        self._user_id = user_id
        self.currency = currencies.of(session, None)

    def complete(self, table: str, values: Values) -> None:
        """Fill what the table needs and the values don't have; leaves out what stays empty."""
        fields = MODELS[table].model_fields
        if "owner_user_id" in fields and not (values.get("owner_user_id") or values.get("owner_team_id")):
            values["owner_user_id"] = self._user_id
        if "currency_id" in fields and not values.get("currency_id"):
            values["currency_id"] = self.currency.id
        match table:
            case "contact":
                _split_name(values)
            case "lead":
                _complete_lead(values)
            case "activity":
                _complete_activity(values)
            case "product":
                self._complete_product(values)
            case "system_user":
                if not values.get("user_name") and values.get("full_name"):
                    values["user_name"] = self._user_name(values["full_name"])
        for name in [name for name, value in values.items() if value is None]:
            del values[name]

    def made(self, table: str, given: Mapping[str, Any]) -> Values:
        """The columns of a record that a lookup makes, from its values by field name."""
        fields = FIELDS.get(table, {})
        values = {fields[name].column if name in fields else name: value for name, value in given.items()}
        self.complete(table, values)
        return values

    def _complete_product(self, values: Values) -> None:
        unit = self._unit
        if unit is not None and not values.get("unit_group_id") and not values.get("default_unit_id"):
            values["unit_group_id"], values["default_unit_id"] = unit.unit_group_id, unit.id

    @cached_property
    def _unit(self) -> Unit | None:
        """The oldest unit that is nobody's multiple: that of a new file is the primary unit."""
        query = select(Unit).order_by(Unit.created_on, Unit.id)  # type: ignore[arg-type]  # columns, to SQLModel
        return self._session.exec(query.limit(1)).first()

    @cached_property
    def _taken(self) -> set[str]:
        return {name.casefold() for name in self._session.exec(select(User.user_name))}

    def reserve(self, user_names: Iterable[str | None]) -> None:
        """Make none of these user names."""
        self._taken.update(name.casefold() for name in user_names if name)

    def _user_name(self, full_name: str) -> str:
        """A free user name: ada.lovelace, and ada.lovelace2 for the next one of the name."""
        letters = (char for char in normalize("NFKD", full_name.casefold()) if not combining(char))
        plain = re.sub(r"[^\w]+", ".", "".join(letters)).strip(".")[:90] or "user"
        name, count = plain, 2
        while name in self._taken:
            name, count = f"{plain}{count}", count + 1
        self._taken.add(name)
        return name


def activity_reason(kind: ActivityType, status: ActivityStatus, direction: Direction | None) -> Choice | None:
    """The usual status reason of an activity of this type and status; None if it can't have that status."""
    if status is ActivityStatus.COMPLETED and direction is Direction.INCOMING and kind in _RECEIVED:
        return _RECEIVED[kind]
    return _REASONS.get(kind, {}).get(status)


def _split_name(values: Values) -> None:
    if values.get("full_name") and not values.get("last_name"):
        first, _, last = values["full_name"].rpartition(" ")
        values["last_name"] = last[:100]
        values["first_name"] = values.get("first_name") or first[:100] or None


def _complete_lead(values: Values) -> None:
    if not values.get("full_name"):
        parts = (values.get(name) for name in ("first_name", "last_name"))
        values["full_name"] = " ".join(part for part in parts if part) or None
    if values.get("status") is None:
        values["status"] = lead_status(values.get("status_reason"))
    if values.get("status_reason") is None:
        values["status_reason"] = _LEAD_REASONS[values["status"]]


def lead_status(reason: LeadStatusReason | None) -> LeadStatus:
    """The status that a lead's status reason belongs to."""
    if reason in (None, LeadStatusReason.NEW, LeadStatusReason.CONTACTED):
        return LeadStatus.OPEN
    return LeadStatus.QUALIFIED if reason is LeadStatusReason.QUALIFIED else LeadStatus.DISQUALIFIED


def _complete_activity(values: Values) -> None:
    kind = values.get("activity_type") or ActivityType.TASK
    values["activity_type"] = kind
    is_meeting = kind is ActivityType.APPOINTMENT
    status = values.get("status") or (ActivityStatus.SCHEDULED if is_meeting else ActivityStatus.OPEN)
    values["status"] = status
    reason = activity_reason(kind, status, values.get("direction"))
    fallback = next(iter(STATUS_REASONS_BY_TYPE[kind]))
    values["status_reason"] = int(reason if reason is not None else fallback)
