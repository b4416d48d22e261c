"""The demo company's opportunities: their fields, process, people, rivals and lines."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from salestui import clock
from salestui.lifecycle import closing, pricing, process, sharing
from salestui.lifecycle.demo import content, lines, papers, story
from salestui.lifecycle.demo.company import Company
from salestui.lifecycle.process import Visited
from salestui.lifecycle.processes import Process
from salestui.models.choices import (
    SALES_TEAM_ROLES,
    STAKEHOLDER_ROLES,
    BudgetStatus,
    ConnectionRole,
    ForecastCategory,
    Need,
    OpportunityStatusReason,
    PurchaseProcess,
    PurchaseTimeframe,
    Rating,
)
from salestui.models.competitors import OpportunityCompetitor
from salestui.models.connections import Connection, Follow
from salestui.models.opportunities import Opportunity
from salestui.models.sharing import RecordShare

FORECASTS = {
    "qualify": ForecastCategory.PIPELINE,
    "develop": ForecastCategory.PIPELINE,
    "propose": ForecastCategory.BEST_CASE,
    "close": ForecastCategory.COMMITTED,
}


@dataclass
class Deal:
    """One opportunity while it is being made."""

    record: Opportunity
    account: str
    owner: str
    state: str
    stage: str
    closes: int
    age: int
    quiet: int
    """Days since anything happened, for an open deal that was forgotten; else 0."""
    dice: Random
    is_flagship: bool
    last: datetime
    """When something happened last."""

    @property
    def silent_for(self) -> int:
        """Days ago after which nothing happened any more."""
        return self.quiet if self.state == "open" else -self.closes

    @property
    def closed_at(self) -> datetime:
        """When a closed one was closed."""
        return min(closing.closing_moment(content.day(self.closes)), clock.now())

    def touched(self, at: datetime) -> None:
        """Something happened at that time."""
        self.last = max(self.last, at)

    @property
    def mine(self) -> dict[str, Any]:
        """The owner columns of what belongs to it."""
        return {"owner_user_id": self.record.owner_user_id, "owner_team_id": self.record.owner_team_id}


def add(company: Company) -> None:
    """All 80, each with all that belongs to it."""
    definition = process.find("opportunity_sales_process")
    made = [_deal(company, row) for row in content.rows("opportunities")]
    company.session.add_all(deal.record for deal in made)
    for deal in made:
        _process(company, deal, definition)
        _people(company, deal)
        lines.add(company, deal)
    company.session.flush()
    for deal in made:
        story.add(company, deal)
        papers.add(company, deal)
        if deal.state != "open":
            _close(company, deal)
        deal.record.modified_on = deal.last
    company.session.add_all(
        Follow(user_id=company.users["me"].id, opportunity_id=deal.record.id) for deal in made[28:33]
    )


def _deal(company: Company, row: dict[str, str]) -> Deal:
    texts = content.texts()
    dice = content.dice("deal", row["topic"])
    age, closes, state = int(row["age"]), int(row["closes"]), row["state"]
    is_flagship = row["topic"] == texts["flagship"]["topic"]
    lead = company.leads.get(row["topic"])
    contact = company.contacts[row["account"]][0 if is_flagship else dice.randrange(2)]
    record = Opportunity(
        topic=row["topic"],
        account_id=company.accounts[row["account"]].id,
        contact_id=contact.id,
        originating_lead_id=lead.id if lead is not None else None,
        estimated_close_date=content.day(closes if state == "open" else closes + dice.randrange(-9, 12)),
        estimated_revenue=Decimal(row["revenue"]),
        probability=int(row["probability"]) if row["probability"] else None,
        rating=Rating.from_label(row["rating"]),
        price_list_id=company.retail.id,
        currency_id=company.currency_id,
        forecast_category=FORECASTS[row["stage"]],
        budget_amount=Decimal(row["revenue"]) * dice.choice((90, 100, 110)) / 100,
        budget_status=dice.choice(list(BudgetStatus)),
        purchase_timeframe=_timeframe(closes),
        purchase_process=dice.choice((PurchaseProcess.INDIVIDUAL, PurchaseProcess.COMMITTEE)),
        need=dice.choice((Need.MUST_HAVE, Need.SHOULD_HAVE, Need.GOOD_TO_HAVE)),
        description=f"{company.accounts[row['account']].name}: {row['topic']}.",
        created_on=content.worked(age, dice.randrange(8, 17), dice.randrange(60)) if age else clock.now(),
        created_by_id=company.seller(row["owner"]).id,
        **company.owner(row["owner"]),
    )
    if row["stage"] != "qualify":
        record.customer_need = dice.choice(texts["needs"])
        record.proposed_solution = dice.choice(texts["solutions"])
    if is_flagship:
        told = texts["flagship"]
        record.customer_need, record.proposed_solution = told["need"], told["solution"]
        record.current_situation, record.customer_pain_points = told["situation"], told["pain"]
    return Deal(
        record,
        row["account"],
        row["owner"],
        state,
        row["stage"],
        closes,
        age,
        int(row["quiet"]),
        dice,
        is_flagship,
        record.created_on,
    )


def _timeframe(closes: int) -> PurchaseTimeframe:
    if closes < 15:
        return PurchaseTimeframe.IMMEDIATE
    return PurchaseTimeframe.THIS_QUARTER if closes < 45 else PurchaseTimeframe.NEXT_QUARTER


def _process(company: Company, deal: Deal, definition: Process) -> None:
    position = definition.position(deal.stage)
    visited = [Visited(stage.key, at) for stage, at in zip(definition.stages, _entries(deal), strict=False)]
    visited = visited[: position + 1]
    finished = deal.closed_at if deal.state == "won" and deal.dice.random() < 0.7 else None
    instance, visits = process.instance_of(deal.record.id, visited, definition, finished_on=finished)
    company.session.add_all([instance, *visits])
    deal.record.pipeline_phase, deal.record.sales_stage = process.phase_of(definition, deal.stage)
    for number, stage in enumerate(definition.stages[: position + 1]):
        steps = (
            stage.steps if number < position or deal.state == "won" else stage.steps[: len(stage.steps) // 2]
        )
        for step in steps:
            if getattr(deal.record, step.field, None) is False:
                setattr(deal.record, step.field, True)
    if deal.state == "won":
        deal.record.final_decision_date = content.day(deal.closes)


def _entries(deal: Deal) -> list[datetime]:
    """When the deal came into each stage it has seen: its age shared out over them."""
    if deal.is_flagship:
        return [content.ago(days) for days in (38, 26, 6)]
    lived = deal.age - deal.silent_for
    shares = (0.0, 0.3, 0.6, 0.85)
    start = deal.record.created_on
    return [start + timedelta(days=lived * share) for share in shares]


def _people(company: Company, deal: Deal) -> None:
    session, record, dice = company.session, deal.record, deal.dice
    contacts = company.contacts[deal.account]
    roles: list[ConnectionRole] = [ConnectionRole.DECISION_MAKER, ConnectionRole.CHAMPION]
    if deal.is_flagship:
        roles += [ConnectionRole.TECHNICAL_BUYER, ConnectionRole.ECONOMIC_BUYER]
    else:
        roles = dice.sample(STAKEHOLDER_ROLES, k=min(len(contacts), dice.randrange(1, 4)))
    people = [contacts[0]] if deal.is_flagship else []
    people += [contact for contact in contacts if contact not in people]
    for contact, role in zip(people, roles, strict=False):
        session.add(Connection(opportunity_id=record.id, contact_id=contact.id, role=role))
    if deal.stage in {"propose", "close"}:
        colleagues = [user for key, user in company.users.items() if key not in {deal.owner, "vera"}]
        team = dice.sample(SALES_TEAM_ROLES, k=2)
        if deal.is_flagship:
            colleagues = [company.users["lena"], company.users["omar"]]
            team = [ConnectionRole.TECHNICAL_SALES_PROFESSIONAL, ConnectionRole.DELIVERY_PROFESSIONAL]
        for user, role in zip(colleagues, team, strict=False):
            session.add(Connection(opportunity_id=record.id, user_id=user.id, role=role))
            sharing.joined_team(session, record.id, user.id)
    if deal.is_flagship:
        stand_in = company.users["yuki"]
        session.add(RecordShare(opportunity_id=record.id, user_id=stand_in.id, can_write=True))
    rivals = ["fabricor", "litwick"] if deal.is_flagship else dice.sample(list(company.competitors), k=2)
    if deal.stage == "qualify" and not deal.is_flagship:
        rivals = rivals[: dice.randrange(2)]
    elif not deal.is_flagship:
        rivals = rivals[: dice.randrange(1, 3)]
    for rival in rivals:
        competitor = company.competitors[rival]
        session.add(OpportunityCompetitor(opportunity_id=record.id, competitor_id=competitor.id))


def _close(company: Company, deal: Deal) -> None:
    session, record, texts = company.session, deal.record, content.texts()
    day = content.day(deal.closes)
    if deal.state == "won":
        share = deal.dice.choice((94, 97, 100, 100, 103))
        resolution = closing.close_as_won(
            session,
            record,
            actual_revenue=pricing.rounded(Decimal(record.estimated_revenue or 0) * share / 100, 2),
            closed_on=day,
            description=deal.dice.choice(texts["won"]),
        )
    else:
        rival = deal.dice.choice([*list(company.competitors.values())[:2], None])
        resolution = closing.close_as_lost(
            session,
            record,
            status_reason=(OpportunityStatusReason.OUT_SOLD if rival else OpportunityStatusReason.CANCELED),
            closed_on=day,
            description=deal.dice.choice(texts["lost"]),
            competitor=rival,
        )
    resolution.created_on = resolution.modified_on = deal.closed_at
    deal.touched(deal.closed_at)
