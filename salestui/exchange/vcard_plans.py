"""What becomes of each card: which contact and account it is of, and what is written of them."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select
from uuid_utils.compat import uuid7

from salestui.exchange.errors import shown
from salestui.exchange.source_rows import STEP, Progress
from salestui.exchange.vcard_reading import BadCard, CardContact
from salestui.exchange.vcard_report import CardReport
from salestui.exchange.vcard_sources import Source
from salestui.lifecycle import permission
from salestui.models.customers import Account, Contact
from salestui.store.journal import bulk_insert
from salestui.store.rows import chunks

Key = tuple[str, str]
"""A whole name and an email address, both folded."""


@dataclass(slots=True)
class _Plan:
    """What becomes of a contact: its new values by column, and the cards that say so."""

    record: Contact | None
    values: dict[str, Any] = field(default_factory=dict)
    company: str | None = None

    @property
    def full_name(self) -> str | None:
        """What it is called so far; None for a new one."""
        kept = self.record.full_name if self.record is not None else None
        return self.values.get("full_name", kept)


class CardPlans:
    """One import inside its command."""

    def __init__(self, session: Session, user_id: UUID, progress: Progress | None) -> None:
        self.session = session
        self.user_id = user_id
        self.progress = progress
        self._plans: list[_Plan] = []
        self._by_uid: dict[str, _Plan] = {}
        self._by_key: dict[Key, list[_Plan]] = defaultdict(list)
        self._accounts: dict[str, list[Account]] = defaultdict(list)

    def plan(
        self, sources: list[Source], report: CardReport, refuse: Callable[[Source, BadCard], None]
    ) -> None:
        """Find out what each card does; `refuse` is told of the bad ones.

        The sources are used up, so that what they hold is not there twice.
        """
        self._read_known(sources)
        bad = 0
        total = len(sources)
        sources.reverse()
        for count in range(total):
            source = sources.pop()
            if self.progress and count % STEP == 0:
                self.progress("checking", count, total)
            try:
                self._plan_one(source)
            except BadCard as error:
                refuse(source, error)
                bad += 1
        report.merged = total - bad - sum(bool(plan.values) for plan in self._plans)

    def _plan_one(self, source: Source) -> None:
        card = source.contact
        plan = self._match(card)
        if plan is None:
            plan = _Plan(None)
            self._plans.append(plan)
        values = card.values
        if _folded(plan.full_name) != _folded(card.name):
            # The parts of another name would contradict it.
            values = card.derived | values
        keys = _keys(values)
        if plan.record is not None and values.get("vcard_uid") == str(plan.record.id):
            # It was exported from here, where its own id is its UID.
            del values["vcard_uid"]
        if source.photo is not None:
            values["photo_sha256"] = source.photo
        if card.company is not None:
            self._check_company(card, plan)
            plan.company = card.company
        plan.values = plan.values | values if plan.values else values
        if card.uid is not None:
            self._by_uid[card.uid] = plan
        for key in keys:
            if plan not in self._by_key[key]:
                self._by_key[key].append(plan)

    def _match(self, card: CardContact) -> _Plan | None:
        if card.uid is not None and (found := self._by_uid.get(card.uid)) is not None:
            return found
        for key in _keys(card.values):
            others = [plan for plan in self._by_key.get(key, ()) if self._may_be(plan, card)]
            if len(others) > 1:
                raise BadCard(
                    card.line,
                    f"{len(others)} contacts are called {shown(card.name)}"
                    + (f" with {shown(key[1])}" if key[1] else " without an email")
                    + ": give the card the UID of one of them, or merge them",
                )
            if others:
                return others[0]
        return None

    def _may_be(self, plan: _Plan, card: CardContact) -> bool:
        """Without an email, only the account tells two people of one name apart."""
        if card.values.get("email"):
            return True
        record = plan.record
        if record is None:
            return _folded(plan.company) == _folded(card.company)
        return self._company_of(record) == _folded(card.company)

    def _company_of(self, record: Contact) -> str:
        """The name of a contact's account, which may be one that the user may not read, folded."""
        account = self.session.get(Account, record.account_id) if record.account_id else None
        return _folded(account.name if account else None)

    def _has_account(self, plan: _Plan, company: str) -> bool:
        """Whether the contact is at an account of this name already."""
        return plan.record is not None and self._company_of(plan.record) == _folded(company)

    def _check_company(self, card: CardContact, plan: _Plan) -> None:
        company = card.company or ""
        found = self._accounts.get(_folded(company), [])
        if len(found) > 1 and not self._has_account(plan, company):
            raise BadCard(
                card.line,
                f"{len(found)} accounts are called {shown(company)}: "
                "choose the account in the contact, or give one of them another name",
            )

    # What is known

    def _read_known(self, sources: Sequence[Source]) -> None:
        uids = {source.contact.uid for source in sources if source.contact.uid}
        names = {_folded(source.contact.name) for source in sources}
        known: dict[UUID, _Plan] = {}
        for record in self._contacts(col(Contact.vcard_uid), uids):
            known.setdefault(record.id, _Plan(record))
        for record in self._contacts(col(Contact.id), _uuids(uids)):
            known.setdefault(record.id, _Plan(record))
        for record in self._contacts(col(Contact.id), self._called(Contact, Contact.full_name, names)):
            known.setdefault(record.id, _Plan(record))
        for plan in known.values():
            assert plan.record is not None
            self._plans.append(plan)
            self._by_uid[plan.record.vcard_uid or str(plan.record.id)] = plan
            values = {name: getattr(plan.record, name) for name in ("full_name", "email", "email_2")}
            for key in _keys(values):
                self._by_key[key].append(plan)
        companies = {_folded(source.contact.company) for source in sources if source.contact.company}
        for portion in chunks(self._called(Account, Account.name, companies)):
            for account in self.session.exec(select(Account).where(col(Account.id).in_(portion))):
                self._accounts[_folded(account.name)].append(account)

    def _contacts(self, column: Any, values: Iterable[Any]) -> Iterable[Contact]:
        """Those that the user may read: a card is none of the others."""
        mine = permission.reading(self.session, "contact")
        for portion in chunks(values):
            yield from self.session.exec(select(Contact).where(column.in_(portion), *mine))

    def _called(self, model: type[Contact | Account], name: Any, wanted: Collection[str]) -> list[UUID]:
        """The records that the user may read with one of these names, however they are capitalised.

        Their names are compared here, for the database lowers only the letters of ASCII.
        """
        if not wanted:
            return []
        query = select(model.id, name).where(*permission.reading(self.session, str(model.__tablename__)))
        return [record_id for record_id, theirs in self.session.exec(query) if _folded(theirs) in wanted]

    # Writing

    def write(self, report: CardReport) -> None:
        """Do what was planned: accounts first, then new contacts, then the changes of known ones."""
        self._by_uid.clear()
        self._by_key.clear()
        touched = [plan for plan in self._plans if plan.values]
        accounts = self._made_accounts(touched, report)
        new = []
        for plan in touched:
            self._give_account(plan, accounts)
            if plan.record is None:
                new.append(plan)
            elif self._change(plan.record, plan.values):
                report.updated += 1
            else:
                report.unchanged += 1
        report.created = len(new)
        done = 0
        for portion in chunks(new, STEP):
            bulk_insert(
                self.session, Contact, ({"owner_user_id": self.user_id, **plan.values} for plan in portion)
            )
            for plan in portion:
                plan.values = {}
            done += len(portion)
            if self.progress:
                self.progress("writing", done, len(new))
        self.session.flush()

    def _made_accounts(self, plans: Sequence[_Plan], report: CardReport) -> dict[str, UUID]:
        """The account of each company, those that were not there made."""
        found = {name: accounts[0].id for name, accounts in self._accounts.items() if accounts}
        made: list[dict[str, Any]] = []
        for plan in plans:
            name = _folded(plan.company)
            if plan.company is not None and name not in found and not self._has_account(plan, plan.company):
                found[name] = uuid7()
                made.append({"id": found[name], "name": plan.company, "owner_user_id": self.user_id})
        for portion in chunks(made, STEP):
            bulk_insert(self.session, Account, portion)
        report.accounts = len(made)
        return found

    def _give_account(self, plan: _Plan, accounts: dict[str, UUID]) -> None:
        if plan.company is not None and not self._has_account(plan, plan.company):
            plan.values["account_id"] = accounts[_folded(plan.company)]

    def _change(self, record: Contact, values: dict[str, Any]) -> bool:
        changed = {name: value for name, value in values.items() if getattr(record, name) != value}
        for name, value in changed.items():
            setattr(record, name, value)
        self.session.add(record)
        return bool(changed)


def _keys(values: dict[str, Any]) -> list[Key]:
    name = _folded(values["full_name"])
    emails = [_folded(values.get(column)) for column in ("email", "email_2")]
    return [(name, email) for email in emails if email] or [(name, "")]


def _folded(text: str | None) -> str:
    return " ".join((text or "").casefold().split())


def _uuids(texts: Iterable[str]) -> set[UUID]:
    found = set()
    for text in texts:
        with suppress(ValueError):
            found.add(UUID(text))
    return found
