"""Opportunities: made, changed, found. Every verb leaves the commit to its caller."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator
from sqlmodel import Session, col, or_, select

from salestui import clock
from salestui.errors import Gone, NotEditable
from salestui.lifecycle import (
    currencies,
    locks,
    people,
    permission,
    posts,
    pricing,
    process,
    record_checks,
    values,
)
from salestui.lifecycle.values import InvalidFields
from salestui.models.choices import (
    BudgetStatus,
    CatalogueStatus,
    ForecastCategory,
    OpportunityStatusReason,
    PurchaseTimeframe,
    Rating,
    RevenueMethod,
)
from salestui.models.customers import Account, Contact
from salestui.models.fields import FIELDS
from salestui.models.opportunities import Opportunity
from salestui.models.products import PriceList

_FIELDS = FIELDS["opportunity"]
_PRICED_BY = frozenset(
    {"discount_percentage", "discount_amount", "freight_amount", "revenue_method", "currency"}
)
"""Fields that the totals or the revenue follow."""
_CUSTOMER = ("account", "contact")


def default_close_date() -> date:
    """The last day of next month, by which a new opportunity is expected to close."""
    month_after_next = clock.today().replace(day=1)
    for _ in range(2):
        month_after_next = (month_after_next + timedelta(days=31)).replace(day=1)
    return month_after_next - timedelta(days=1)


class OpportunityInput(BaseModel):
    """A new opportunity; the names are those of FIELDS. Raises InvalidFields when a value does not fit."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    topic: str
    account: UUID | None = None
    contact: UUID | None = None
    estimated_close_date: date | None = Field(default_factory=default_close_date)
    estimated_revenue: Decimal | None = None
    revenue_method: RevenueMethod = RevenueMethod.USER_PROVIDED
    probability: int | None = None
    rating: Rating | None = Rating.WARM
    price_list: UUID | None = None
    """Without one, the oldest active price list in the currency."""
    currency: UUID | None = None
    """Without one, that of the price list, of the account, or the base currency."""
    purchase_timeframe: PurchaseTimeframe | None = None
    budget_amount: Decimal | None = None
    budget_status: BudgetStatus | None = None
    description: str | None = None
    owner_user: UUID | None = None
    """Without an owner, who makes it."""
    owner_team: UUID | None = None

    @model_validator(mode="before")
    @classmethod
    def _fitting(cls, given: Any) -> dict[str, Any]:
        return values.check_all(_FIELDS, {"topic": None, **given})


def create(session: Session, user_id: UUID, given: OpportunityInput) -> Opportunity:
    """A new opportunity with its process started; a contact becomes a stakeholder, and a post tells of it.

    An account brings its primary contact and a contact its account, where the other is not given. Raises
    InvalidFields for a customer, owner or price list that is not there, or one in another currency.
    """
    chosen = given.model_dump()
    record_checks.check_references(session, _FIELDS, chosen)
    _complete_customer(session, chosen, {name for name in _CUSTOMER if chosen[name] is None})
    record_checks.own(_FIELDS, user_id, chosen)
    _complete_prices(session, chosen)
    opportunity = Opportunity(**{_FIELDS[name].column: value for name, value in chosen.items()})
    session.add(opportunity)
    session.flush()
    # In an insert None means the column's default, which is Warm.
    opportunity.rating = given.rating
    if opportunity.contact_id:
        people.add_stakeholder(session, opportunity.id, opportunity.contact_id)
    process.start(session, opportunity)
    if opportunity.revenue_method is RevenueMethod.SYSTEM_CALCULATED:
        pricing.recalculate(session, opportunity)
    posts.announce(session, "opportunity_created", "Opportunity created.", "opportunity", opportunity.id)
    session.flush()
    return opportunity


def create_from(session: Session, user_id: UUID, given: Mapping[str, Any]) -> Opportunity:
    """A new opportunity of values by the names of FIELDS; see `create`."""
    return create(session, user_id, OpportunityInput(**given))


def get(session: Session, opportunity_id: UUID) -> Opportunity:
    """The opportunity. Raises Gone."""
    opportunity = session.get(Opportunity, opportunity_id)
    if opportunity is None:
        raise Gone("This opportunity is no longer there. Go back to the list.")
    permission.require(session, "opportunity", opportunity_id)
    return opportunity


def locked(session: Session, opportunity: Opportunity) -> Mapping[str, str]:
    """The fields of an open opportunity that can't be edited now, with the reasons."""
    has_lines = pricing.has_lines(session, opportunity.id)
    return dict(locks.locked_fields(opportunity.revenue_method, has_lines))


def update(session: Session, opportunity: Opportunity, changes: Mapping[str, object]) -> None:
    """Change fields: typed values by the names of FIELDS (a lookup takes an id). Equal values change nothing.

    A contact becomes a stakeholder; an owner takes the place of the other kind; totals and a
    system-calculated revenue follow. Raises NotEditable for a closed opportunity, InvalidFields for values
    that don't fit or fields that are locked.
    """
    if why := locks.closed_reason(opportunity.status):
        raise NotEditable(f"{opportunity.topic}: {why}.")
    chosen = record_checks.changed(_FIELDS, opportunity, changes)
    _check_locks(session, opportunity, chosen)
    record_checks.check_references(session, _FIELDS, chosen)
    _check_open_states(chosen)
    record_checks.follow_owner(_FIELDS, opportunity, chosen)
    unsaid = {name for name in _CUSTOMER if name not in changes and _value(opportunity, name) is None}
    _complete_customer(session, chosen, unsaid)
    _follow_currency(session, opportunity, chosen)
    record_checks.put(_FIELDS, opportunity, chosen)
    session.add(opportunity)
    if chosen.get("contact"):
        people.add_stakeholder(session, opportunity.id, chosen["contact"])
    if _PRICED_BY & chosen.keys():
        pricing.recalculate(session, opportunity)
    session.flush()


def _value(opportunity: Opportunity, name: str) -> Any:
    return getattr(opportunity, _FIELDS[name].column)


def _check_locks(session: Session, opportunity: Opportunity, chosen: dict[str, Any]) -> None:
    why = locked(session, opportunity)
    problems = {name: why[name] for name in chosen if name in why}
    # Both at once: the revenue is typed because it is calculated no longer.
    if chosen.get("revenue_method") is RevenueMethod.USER_PROVIDED:
        problems.pop("estimated_revenue", None)
    if problems:
        raise InvalidFields(problems, _FIELDS)


def _check_open_states(chosen: Mapping[str, Any]) -> None:
    problems = {}
    reason = chosen.get("status_reason", OpportunityStatusReason.IN_PROGRESS)
    if reason not in (OpportunityStatusReason.IN_PROGRESS, OpportunityStatusReason.ON_HOLD):
        problems["status_reason"] = "an open one is In progress or On hold"
    if chosen.get("forecast_category") in (ForecastCategory.WON, ForecastCategory.LOST):
        problems["forecast_category"] = "it becomes Won or Lost when the opportunity is closed"
    if problems:
        raise InvalidFields(problems, _FIELDS)


def _complete_customer(session: Session, chosen: dict[str, Any], unsaid: Collection[str]) -> None:
    """The account's primary contact, the contact's account: where nobody said another."""
    if chosen.get("account") and "contact" in unsaid:
        account = session.get(Account, chosen["account"])
        chosen["contact"] = account.primary_contact_id if account else None
    elif chosen.get("contact") and "account" in unsaid:
        contact = session.get(Contact, chosen["contact"])
        chosen["account"] = contact.account_id if contact else None


def _complete_prices(session: Session, chosen: dict[str, Any]) -> None:
    """Currency and price list of a new opportunity."""
    price_list = session.get(PriceList, chosen["price_list"]) if chosen["price_list"] else None
    if chosen["currency"] is None:
        account = session.get(Account, chosen["account"]) if chosen["account"] else None
        if price_list:
            chosen["currency"] = price_list.currency_id
        elif account and account.currency_id:
            chosen["currency"] = account.currency_id
        else:
            chosen["currency"] = currencies.of(session, None).id
    if price_list:
        _check_currency(session, price_list, chosen["currency"])
    else:
        chosen["price_list"] = default_price_list(session, chosen["currency"])


def default_price_list(session: Session, currency_id: UUID | None) -> UUID | None:
    """The oldest active price list in a currency that is valid today."""
    if currency_id is None:
        return None
    today = clock.today()
    query = (
        select(PriceList.id)
        .where(
            PriceList.currency_id == currency_id,
            PriceList.status == CatalogueStatus.ACTIVE,
            or_(col(PriceList.begin_date).is_(None), col(PriceList.begin_date) <= today),
            or_(col(PriceList.end_date).is_(None), col(PriceList.end_date) >= today),
        )
        .order_by(col(PriceList.created_on), col(PriceList.id))
    )
    return session.exec(query.limit(1)).first()


def _follow_currency(session: Session, opportunity: Opportunity, chosen: dict[str, Any]) -> None:
    """A price list brings its currency; a currency takes away a price list in another one."""
    if chosen.get("price_list"):
        price_list = session.get(PriceList, chosen["price_list"])
        assert price_list is not None
        currency = chosen.setdefault("currency", price_list.currency_id)
        _check_currency(session, price_list, currency)
    elif chosen.get("currency") and opportunity.price_list_id and "price_list" not in chosen:
        price_list = session.get(PriceList, opportunity.price_list_id)
        if price_list and price_list.currency_id != chosen["currency"]:
            chosen["price_list"] = default_price_list(session, chosen["currency"])


def _check_currency(session: Session, price_list: PriceList, currency_id: UUID | None) -> None:
    if price_list.currency_id != currency_id:
        code = currencies.of(session, price_list.currency_id).iso_code
        why = f"{price_list.name} is in {code}: choose a price list in the currency of the opportunity"
        raise InvalidFields({"price_list": why}, _FIELDS)
