"""Who takes part in an activity: contacts, accounts, leads, users, or just an address."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, field_validator, model_validator
from sqlalchemy import func
from sqlmodel import Session, col, select

from salestui.errors import InputError, SalesError
from salestui.lifecycle import lookups
from salestui.lifecycle.activity_kinds import KINDS
from salestui.lifecycle.inputs import parse_text
from salestui.models.activities import Activity, ActivityParty
from salestui.models.choices import ActivityType, ParticipationType
from salestui.models.customers import Account, Contact
from salestui.models.fields import Field
from salestui.models.leads import Lead
from salestui.models.users import User

PartyTable = Literal["contact", "account", "lead", "system_user"]
COLUMNS: dict[str, str] = {
    "contact": "contact_id",
    "account": "account_id",
    "lead": "lead_id",
    "system_user": "user_id",
}
"""The column of a party by the table of its record."""
_ADDRESS = Field("address", "Address", "text", length=320)
_NAME = Field("display_name", "Name", "text", length=305)
_MAILED = (ActivityType.EMAIL, ActivityType.APPOINTMENT)
"""What reaches its people by mail."""


class CannotTakePart(SalesError):
    """Somebody can't take part in the activity, or not so. The message says who and why."""


class PeopleChanged(SalesError):
    """Somebody else added or removed people since the edit began."""


class PartyInput(BaseModel):
    """Somebody who is to take part: a record, or an address with a name. Raises InputError or ValueError."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    participation: ParticipationType | None = None
    """As what; without it as the others of this type of activity do."""
    table: PartyTable | None = None
    id: UUID | None = None
    address: str | None = None
    name: str | None = None
    """What to call an address without a record."""

    @field_validator("address", mode="before")
    @classmethod
    def _clean_address(cls, given: str | None) -> str | None:
        return parse_text(_ADDRESS, given) if given else None

    @field_validator("name", mode="before")
    @classmethod
    def _clean_name(cls, given: str | None) -> str | None:
        return parse_text(_NAME, given) if given else None

    @model_validator(mode="after")
    def _somebody(self) -> "PartyInput":
        if (self.table is None) != (self.id is None):
            raise TypeError("a party has both a table and an id, or neither")
        if self.id is None and self.address is None:
            raise InputError("somebody without a record needs an address")
        return self


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who takes part, as the activity's record shows it."""

    id: UUID
    participation: ParticipationType
    table: str | None
    """contact, account, lead or system_user; None for just an address."""
    record_id: UUID | None
    name: str
    address: str | None
    """Where mail reaches this one."""
    phone: str | None
    wants_no_mail: bool
    wants_no_calls: bool


NAME: Any = func.coalesce(
    Contact.full_name,
    Account.name,
    Lead.full_name,
    Lead.company_name,
    User.full_name,
    ActivityParty.display_name,
    ActivityParty.address,
)
"""What somebody who takes part is called, in a query `with_records`; in SQL, `entries.PARTY_COLUMNS`."""


def with_records(query: Any) -> Any:
    """A query of parties, with the contact, account, lead or user that each one is."""
    return (
        query.select_from(ActivityParty)
        .join(Contact, col(Contact.id) == ActivityParty.contact_id, isouter=True)
        .join(Account, col(Account.id) == ActivityParty.account_id, isouter=True)
        .join(Lead, col(Lead.id) == ActivityParty.lead_id, isouter=True)
        .join(User, col(User.id) == ActivityParty.user_id, isouter=True)
    )


def of(session: Session, activity_id: UUID) -> tuple[Participant, ...]:
    """Who takes part in an activity, by participation and in the order in which they were added."""
    columns: Any = (
        ActivityParty,
        NAME,
        func.coalesce(ActivityParty.address, Contact.email, Account.email, Lead.email, User.email),
        func.coalesce(
            Contact.business_phone,
            Contact.mobile_phone,
            Account.phone,
            Lead.business_phone,
            Lead.mobile_phone,
            User.phone,
        ),
        func.coalesce(Contact.do_not_email, 0),
        func.coalesce(Contact.do_not_phone, 0),
    )
    query = (
        with_records(select(*columns))
        .where(ActivityParty.activity_id == activity_id)
        .order_by(ActivityParty.participation, ActivityParty.id)
    )
    return tuple(_participant(*row) for row in session.exec(query))


def copied(session: Session, activity_id: UUID) -> list[dict[str, Any]]:
    """What those who take part in an activity are in another one like it: also the address, and the name."""
    parties = session.exec(
        select(ActivityParty).where(ActivityParty.activity_id == activity_id).order_by(col(ActivityParty.id))
    )
    return [{"participation": one.participation, **_values_of(one)} for one in parties]


def _participant(
    party: ActivityParty, name: str | None, address: str | None, phone: str | None, *refused: object
) -> Participant:
    table, record_id = _record_of(party)
    no_mail, no_calls = map(bool, refused)
    return Participant(
        id=party.id,
        participation=party.participation,
        table=table,
        record_id=record_id,
        name=name or "nobody of that name",
        address=address,
        phone=phone,
        wants_no_mail=no_mail,
        wants_no_calls=no_calls,
    )


def refuse_changed(session: Session, activity: Activity, base: Iterable[Participant]) -> None:
    """Raise PeopleChanged unless those who take part are still those of `base`, with whom the edit began."""
    if {one.id for one in of(session, activity.id)} != {one.id for one in base}:
        raise PeopleChanged(
            f"The people of {activity.subject} were changed meanwhile. Go back and change them again."
        )


def put(session: Session, activity: Activity, wanted: Sequence[PartyInput]) -> None:
    """Have these take part, and nobody else. Those who do already stay as they are, and keep their address
    in another place.

    Raises CannotTakePart for a record that is gone, and for a participation that the type does not have.
    """
    kind = KINDS[activity.activity_type]
    for party in wanted:
        _check(session, activity.activity_type, party)
    kept = session.exec(select(ActivityParty).where(ActivityParty.activity_id == activity.id)).all()
    known = {_identity(one.participation, _values_of(one)): one for one in kept}
    addressed = {_record_of(one): _address_of(one) for one in kept if one.address is not None}
    asked: dict[tuple[Any, ...], PartyInput] = {}
    for party in wanted:
        asked.setdefault(_identity(party.participation or kind.theirs, _values(party)), party)
    for identity, one in known.items():
        if identity not in asked:
            session.delete(one)
    for identity, party in asked.items():
        if identity not in known:
            as_what = party.participation or kind.theirs
            values = _values(party)
            if party.address is None:
                values |= addressed.get((party.table, party.id), {})
            session.add(ActivityParty(activity_id=activity.id, participation=as_what, **values))
    session.flush()


def _check(session: Session, kind: ActivityType, party: PartyInput) -> None:
    parts = KINDS[kind].parts
    if party.participation is not None and party.participation not in parts:
        labels = ", ".join(part.label.lower() for part in parts)
        raise CannotTakePart(
            f"Nobody is {party.participation.label.lower()} of a {kind.label.lower()}: choose {labels}."
        )
    if (
        party.table is not None
        and party.id is not None
        and not lookups.exists(session, party.table, party.id)
    ):
        raise CannotTakePart(f"This {_WORDS[party.table]} is no longer there: choose somebody else.")


_WORDS = {"contact": "contact", "account": "account", "lead": "lead", "system_user": "user"}


def _values(party: PartyInput) -> dict[str, Any]:
    told: dict[str, Any] = dict.fromkeys(COLUMNS.values())
    if party.table is not None:
        told[COLUMNS[party.table]] = party.id
    return told | {"address": party.address, "display_name": party.name}


def _record_of(one: ActivityParty) -> tuple[str | None, UUID | None]:
    found = ((table, getattr(one, column)) for table, column in COLUMNS.items())
    return next(((table, record_id) for table, record_id in found if record_id is not None), (None, None))


def _address_of(one: ActivityParty) -> dict[str, Any]:
    return {"address": one.address, "display_name": one.display_name}


def _values_of(one: ActivityParty) -> dict[str, Any]:
    return {name: getattr(one, name) for name in (*COLUMNS.values(), "address", "display_name")}


def _identity(participation: ParticipationType, values: Mapping[str, Any]) -> tuple[Any, ...]:
    """A record takes part once in each way, whatever its address; an address without record by itself."""
    record = tuple(values[column] for column in COLUMNS.values())
    is_record = any(one is not None for one in record)
    return (participation, record, None if is_record else str(values["address"]).casefold())


def unreachable(kind: ActivityType, people: Iterable[Participant]) -> list[str]:
    """What will keep somebody from being reached: "Ana Silva has no email address"."""
    told = []
    ours = KINDS[kind].ours
    for one in people:
        if one.participation is ours:
            continue
        if kind in _MAILED and not one.address:
            told.append(f"{one.name} has no email address")
        elif kind is ActivityType.EMAIL and one.wants_no_mail:
            told.append(f"{one.name} wants no mail")
        elif kind is ActivityType.PHONE_CALL and one.wants_no_calls:
            told.append(f"{one.name} wants no calls")
    return told
