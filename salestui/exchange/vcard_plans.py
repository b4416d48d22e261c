"""What becomes of each card: which contact and account it is of, and what is to be written of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, NamedTuple
from uuid import UUID

from sqlmodel import Session, col, select
from uuid_utils.compat import uuid7

from salestui.exchange.errors import shown
from salestui.exchange.source_rows import STEP
from salestui.exchange.spool import Spool
from salestui.exchange.vcard_reading import BadCard, CardContact
from salestui.exchange.vcard_report import CardReport
from salestui.exchange.vcard_sources import Refused, Source
from salestui.exchange.vcard_work import CardWork, Values
from salestui.lifecycle import permission
from salestui.models.customers import Account, Contact
from salestui.progress import Told
from salestui.store.rows import chunks, raw

_PARTS = ("salutation", "first_name", "middle_name", "last_name", "suffix")
_NAMES = ("full_name", *_PARTS, "email", "email_2")
_TOLD = (Contact.id, Contact.vcard_uid, *(getattr(Contact, name) for name in _NAMES))
"""By what a contact is known."""


class _Key(NamedTuple):
    """By what a contact is known that has no UID: its name, whole or in parts, and an email, all folded."""

    name: str
    email: str

    @property
    def digest(self) -> bytes:
        """What is kept of it: of hundreds of thousands the texts would fill the memory."""
        return blake2b(f"{self.name}\n{self.email}".encode(), digest_size=16).digest()


@dataclass(frozen=True, slots=True)
class _Known:
    """A contact of the file of records."""

    id: UUID
    full_name: str
    company: str
    """The name of its account, which may be one that the user may not read, folded."""


@dataclass(slots=True, eq=False)
class _Plan:
    """A contact: the one that is known, else a new one, and the cards that tell of it."""

    known: _Known | None
    company: str = ""
    """As its last card has it, folded."""
    cards: tuple[int, ...] = ()
    """Their places."""

    def is_at(self, company: str | None) -> bool:
        """Whether the contact is at an account of this name already."""
        return self.known is not None and self.known.company == _folded(company)


class CardPlans:
    """What becomes of the cards, by the records as a session sees them; it only reads."""

    def __init__(self, session: Session, user_id: UUID, cards: Spool[Source], progress: Told | None) -> None:
        self.session = session
        self.user_id = user_id
        self.cards = cards
        self.progress = progress
        self.bad: list[Refused] = []
        self._plans: list[_Plan] = []
        self._by_uid: dict[str, _Plan] = {}
        self._by_key: dict[bytes, tuple[_Plan, ...]] = {}
        self._hidden: dict[bytes, UUID] = {}
        """The contacts that the user may not read, by their UIDs and what else they are known by."""
        self._unchanged = self._merged = 0
        self._accounts: dict[str, list[UUID]] = {}
        """The accounts that the user may read, by their folded names: those that a card names."""

    def plan(self) -> None:
        """Find out of whom each card is."""
        self._read_known()
        for count, (place, source) in enumerate(self.cards.items()):
            if self.progress and count % STEP == 0:
                self.progress("checking", count, len(self.cards))
            try:
                self._plan_one(place, source.contact)
            except BadCard as error:
                self.bad.append(Refused(source.file, source.lines, error))

    def _plan_one(self, place: int, card: CardContact) -> None:
        plan = self._match(card)
        is_new = plan is None
        plan = plan or _Plan(None)
        if card.company is not None:
            self._check_company(card, plan)
            plan.company = _folded(card.company)
        if is_new:
            self._plans.append(plan)
        plan.cards += (place,)
        self._find_by(plan, card.uid, _keys(card.values))

    def _find_by(self, plan: _Plan, uid: str | None, keys: list[_Key]) -> None:
        if uid is not None:
            self._by_uid[uid] = plan
        for key in keys:
            others = self._by_key.get(key.digest, ())
            if plan not in others:
                self._by_key[key.digest] = (*others, plan)

    def _match(self, card: CardContact) -> _Plan | None:
        if card.uid is not None:
            if (found := self._by_uid.get(card.uid)) is not None:
                return found
            self._check_hidden(card, _uid_digest(card.uid), "UID")
        for key in _keys(card.values):
            others = [plan for plan in self._by_key.get(key.digest, ()) if _may_be(plan, card)]
            if len(others) > 1:
                raise BadCard(
                    card.line,
                    f"{len(others)} contacts are called {shown(card.name)}"
                    + (f" with {shown(key.email)}" if key.email else " without an email")
                    + ": give the card the UID of one of them, or merge them",
                )
            if others:
                return others[0]
        for key in _keys(card.values):
            if key.email:
                self._check_hidden(card, key.digest, "name and email")
        return None

    def _check_hidden(self, card: CardContact, digest: bytes, what: str) -> None:
        """Nobody makes a contact again because he may not read it."""
        if (hidden := self._hidden.get(digest)) is not None:
            owner = permission.owner_name(raw(self.session), "contact", hidden.hex)
            raise BadCard(
                card.line,
                f"a contact of this {what} is there, but not shared with you: ask {shown(owner)}",
            )

    def _check_company(self, card: CardContact, plan: _Plan) -> None:
        found = self._accounts.get(_folded(card.company), [])
        if len(found) > 1 and not plan.is_at(card.company):
            raise BadCard(
                card.line,
                f"{len(found)} accounts are called {shown(card.company or '')}: "
                "choose the account in the contact, or give one of them another name",
            )

    # What is known

    def _read_known(self) -> None:
        """Names are compared here, for the database lowers only the letters of ASCII."""
        uids: set[str] = set()
        names: set[str] = set()
        companies: set[str] = set()
        for source in self.cards:
            card = source.contact
            names |= {key.name for key in _keys(card.values)}
            if card.uid is not None:
                uids.add(card.uid)
            if card.company is not None:
                companies.add(_folded(card.company))
        columns: tuple[Any, ...] = (*_TOLD, Account.name)
        query: Any = (
            select(*columns)
            .join(Account, col(Contact.account_id) == col(Account.id), isouter=True)
            .where(*permission.reading(self.session, "contact"))
            .execution_options(yield_per=STEP)
        )
        for record_id, uid, *told, company in self.session.exec(query):
            keys = _known_keys(told)
            if uid in uids or str(record_id) in uids or any(key.name in names for key in keys):
                plan = _Plan(_Known(record_id, told[0], _folded(company)))
                self._plans.append(plan)
                self._find_by(plan, uid or str(record_id), keys)
        self._read_hidden(uids, names)
        if companies:
            theirs = select(Account.id, Account.name).where(*permission.reading(self.session, "account"))
            for record_id, name in self.session.exec(theirs.execution_options(yield_per=STEP)):
                if _folded(name) in companies:
                    self._accounts.setdefault(_folded(name), []).append(record_id)

    def _read_hidden(self, uids: set[str], names: set[str]) -> None:
        mine = permission.reading(self.session, "contact")
        if not mine:
            return
        columns: tuple[Any, ...] = _TOLD
        readable = select(Contact.id).where(*mine).correlate(None)
        query: Any = select(*columns).where(col(Contact.id).not_in(readable))
        found = self.session.exec(query.execution_options(yield_per=STEP))
        for record_id, uid, *told in found:
            if (uid or str(record_id)) in uids:
                self._hidden[_uid_digest(uid or str(record_id))] = record_id
            for key in _known_keys(told):
                if key.name in names:
                    self._hidden[key.digest] = record_id

    # What is to be written

    def settle(self, work: CardWork) -> None:
        """Put the work together; cards of contacts that the user may not change are bad too."""
        accounts = {name: found[0] for name, found in self._accounts.items()}
        for portion in chunks(plan for plan in self._plans if plan.cards):
            known = self._records(portion)
            changeable = self._changeable(known)
            for plan in portion:
                record = known[plan.known.id] if plan.known is not None else None
                values, company = self._said(plan, record)
                moves = company is not None and not plan.is_at(company)
                if record is not None:
                    values = {name: value for name, value in values.items() if getattr(record, name) != value}
                    if (values or moves) and record.id.hex not in changeable:
                        self._refuse(plan, record.id)
                        continue
                if company is not None and moves:
                    values["account_id"] = self._account(company, accounts, work)
                if record is None:
                    work.contacts.add({"id": uuid7(), "owner_user_id": self.user_id, **values})
                elif values:
                    work.changes.add((record.id, values))
                else:
                    self._unchanged += 1
                self._merged += len(plan.cards) - 1

    def tell(self, work: CardWork, report: CardReport) -> None:
        """Tell the report what it comes to."""
        report.created, report.updated = len(work.contacts), len(work.changes)
        report.unchanged, report.merged = self._unchanged, self._merged
        report.accounts = len(work.accounts)

    def _changeable(self, known: dict[UUID, Contact]) -> frozenset[str]:
        who = permission.reader(self.session)
        return permission.among(raw(self.session), who, "contact", [one.hex for one in known], "write")

    def _refuse(self, plan: _Plan, record_id: UUID) -> None:
        reason = permission.refusal(raw(self.session), "contact", record_id.hex, "write").rstrip(".")
        for place in plan.cards:
            source = self.cards.at(place)
            self.bad.append(Refused(source.file, source.lines, BadCard(source.contact.line, reason)))

    def _records(self, plans: list[_Plan]) -> dict[UUID, Contact]:
        ids = [plan.known.id for plan in plans if plan.known is not None]
        if not ids:
            return {}
        found = self.session.exec(select(Contact).where(col(Contact.id).in_(ids)))
        return {record.id: record for record in found}

    def _said(self, plan: _Plan, record: Contact | None) -> tuple[Values, str | None]:
        """What the cards of a contact say of it, and the name of its account if they say that."""
        name = plan.known.full_name if plan.known is not None else None
        values: Values = {}
        second = record.email_2 if record is not None else None
        company: str | None = None
        for place in plan.cards:
            source = self.cards.at(place)
            card = source.contact
            # The parts of another name would contradict it.
            if _folded(name) != _folded(card.name):
                values |= card.derived
            if plan.known is not None and card.uid == str(plan.known.id):
                # It was exported from here, where its own id is its UID.
                del card.values["vcard_uid"]
            _keep_second(card.values, values.get("email_2", second))
            values |= card.values
            name = card.name
            company = company if card.company is None else card.company
            if source.photo is not None:
                values["photo_sha256"] = source.photo
        return values, company

    def _account(self, company: str, accounts: dict[str, UUID], work: CardWork) -> UUID:
        """The account of a company, a new one if it was not there."""
        name = _folded(company)
        if name not in accounts:
            accounts[name] = uuid7()
            work.accounts.add({"id": accounts[name], "name": company, "owner_user_id": self.user_id})
        return accounts[name]


def _uid_digest(uid: str) -> bytes:
    """As that of a name with an email, which has a line break."""
    return blake2b(uid.encode(), digest_size=16).digest()


def _may_be(plan: _Plan, card: CardContact) -> bool:
    """Without an email, only the account tells two people of one name apart."""
    if card.values.get("email"):
        return True
    company = plan.company if plan.known is None else plan.known.company
    return company == _folded(card.company)


def _keep_second(said: Values, second: str | None) -> None:
    """Let a card's only address stay the second one where it is that already."""
    if "email" in said and "email_2" not in said and _folded(said["email"]) == _folded(second):
        said["email_2"] = said.pop("email")


def _known_keys(told: Sequence[str | None]) -> list[_Key]:
    return _keys(dict(zip(_NAMES, told, strict=True)))


def _keys(values: Values) -> list[_Key]:
    """By the whole name first: where it was written in another order, the parts tell."""
    name = _folded(values["full_name"])
    emails = [email for column in ("email", "email_2") if (email := _folded(values.get(column)))]
    keys = [_Key(name, email) for email in emails] or [_Key(name, "")]
    if emails and values.get("first_name") and values.get("last_name"):
        # No whole name has this many semicolons.
        parts = _folded(";".join(values.get(part) or "" for part in _PARTS))
        keys += [_Key(parts, email) for email in emails]
    return keys


def _folded(text: str | None) -> str:
    return " ".join((text or "").casefold().split())
